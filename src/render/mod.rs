//! A joined site in, the files of the finished site out: pages through Tera templates, feeds, data.
//!
//! Reads the site through borrowed views and decides nothing. Must not know: how anything was found.
//!
//! What several pages show (the card of an article, of a speaker) becomes a template value once and is shared; a page's
//! context holds that page's view only. Values carry addresses from the site's root, which the `link` filter
//! makes relative to the page that is being rendered.
//!
//! Things that stand there by the thousand are filled into `forms` rather than rendered.

mod article;
mod assets;
mod cards;
mod chart;
mod data;
#[cfg(test)]
mod documented;
mod exports;
mod faults;
mod feeds;
mod filters;
mod forms;
mod frame;
mod images;
mod json;
mod lists;
mod machine;
mod markup;
mod parts;
mod record;
mod search;
mod speaker;
mod structured_data;
mod theme;
mod timeline;
mod voices;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use tera::{Context, Value};

use self::cards::Cards;
use self::faults::Fault;
use self::frame::Frames;
use self::parts::Parts;
pub use self::search::Words;
use self::theme::Theme;
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::output::{Contents, OutputFile, Sink};
use crate::site::{ArticleId, Site, SpeakerId, TimelinePage, TopicId, addresses, timeline_pages};

/// Articles a page of the archive when `site.yaml` says nothing.
const ARTICLES_PER_PAGE: usize = 20;
/// Where a host looks for the page about missing ones.
const NOT_FOUND: &str = "404.html";

/// A site with its theme, ready to be made into files: all of them, or one when it is asked for.
pub struct Rendering {
    site: Arc<Site>,
    /// Files that are published as they are, by path.
    assets: BTreeMap<String, Contents>,
    language: &'static Language,
    theme: Theme,
    /// What is wrong with templates and files that had to be left out.
    faults: Vec<Diagnostic>,
    cards: Cards,
    parts: Parts,
    frames: Frames,
    timelines: timeline::Shared,
    texts: feeds::Texts,
    /// The words of the articles, if they have been read and not yet been used.
    words: Mutex<Option<Words>>,
    /// Files of the search index, once one of them has been asked for.
    index: OnceLock<BTreeMap<String, Contents>>,
}

impl Rendering {
    /// Prepares `site` with the theme of the folder `root`, whose `templates/` and `static/` override the built-in one file by
    /// file.
    ///
    /// # Errors
    ///
    /// Faults of the disk while reading the theme.
    pub fn new(site: Arc<Site>, root: &Path) -> Result<Self, Vec<Diagnostic>> {
        let language = language(&site);
        let (theme, mut faults) = Theme::load(root, &site, language)?;
        let (assets, more) = assets::collect(&site, root);
        faults.extend(more);
        Ok(Self {
            assets,
            language,
            theme,
            faults,
            cards: Cards::new(Arc::clone(&site), language),
            parts: Parts::new(),
            frames: Frames::new(&site),
            timelines: timeline::Shared::new(&site),
            texts: feeds::Texts::new(&site),
            words: Mutex::default(),
            index: OnceLock::new(),
            site,
        })
    }

    /// The same, with the words of the articles, if they are known.
    #[must_use]
    pub fn with_words(mut self, words: Option<Words>) -> Self {
        self.words = Mutex::new(words);
        self
    }

    fn renderer(&self) -> Renderer<'_> {
        Renderer {
            site: &self.site,
            language: self.language,
            cards: &self.cards,
            theme: &self.theme,
            parts: &self.parts,
            frames: &self.frames,
            timelines: &self.timelines,
            texts: &self.texts,
            words: &self.words,
        }
    }

    /// What is wrong with the theme before any page is made.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// Makes every file into `sink`.
    ///
    /// # Errors
    ///
    /// [`Failure::Theme`] for what making pages shows to be wrong with templates, each with its line; whatever stops the sink.
    pub fn write(&self, sink: &dyn Sink) -> Result<(), Failure> {
        let render = self.renderer();
        let made: Vec<Result<(), Fault>> = jobs(&self.site)
            .into_par_iter()
            .with_max_len(1)
            .map(|job| render.run(&job, sink))
            .collect::<anyhow::Result<_>>()
            .map_err(Failure::Sink)?;
        let faults = faults::diagnostics(made.into_iter().filter_map(Result::err).collect(), &self.theme);
        if !faults.is_empty() {
            return Err(Failure::Theme(faults));
        }
        self.assets
            .par_iter()
            .try_for_each(|(path, contents)| {
                sink.put(OutputFile { path: path.clone(), contents: contents.clone() })
            })
            .map_err(Failure::Sink)
    }

    /// What making all pages shows to be wrong with templates, as far as it is known when `stop` says that it is enough.
    pub fn check(&self, stop: &(dyn Fn() -> bool + Sync)) -> Vec<Diagnostic> {
        let render = self.renderer();
        let faults = pages(&self.site).into_par_iter().with_max_len(1).filter_map(|page| {
            // Between any two pages, so that whoever waits does not wait long.
            if stop() { None } else { render.page(&page).err() }
        });
        faults::diagnostics(faults.collect(), &self.theme)
    }

    /// Makes the file at `path`, relative to the site's root; `None` when the site has no such file.
    ///
    /// # Errors
    ///
    /// As for [`Rendering::write`], for this file alone.
    pub fn file(&self, path: &str) -> Result<Option<Contents>, Failure> {
        let render = self.renderer();
        if render.makes(&Job::Search, path) {
            return Ok(self.index().get(path).cloned());
        }
        let found = Mutex::new(None);
        let sink = |file: OutputFile| {
            if file.path == path {
                *found.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.contents);
            }
            Ok(())
        };
        let jobs = jobs(&self.site);
        let Some(job) = jobs.iter().find(|job| render.makes(job, path)) else {
            return Ok(self.assets.get(path).cloned());
        };
        let made = render.run(job, &sink).map_err(Failure::Sink)?;
        made.map_err(|fault| Failure::Theme(faults::diagnostics(vec![fault], &self.theme)))?;
        Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Rendering {
    /// The files of the search index, which are made together.
    fn index(&self) -> &BTreeMap<String, Contents> {
        self.index.get_or_init(|| {
            let files = Mutex::new(BTreeMap::new());
            // Nothing stops this sink.
            let _ = search::write(&self.renderer(), &|file: OutputFile| {
                files.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path, file.contents);
                Ok(())
            });
            files.into_inner().unwrap_or_else(PoisonError::into_inner)
        })
    }
}

impl std::fmt::Debug for Rendering {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Rendering").field("faults", &self.faults).finish_non_exhaustive()
    }
}

/// Why a site could not be rendered.
#[derive(Debug)]
pub enum Failure {
    /// What is wrong with the theme.
    Theme(Vec<Diagnostic>),
    /// What stopped the sink.
    Sink(anyhow::Error),
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self::Theme(diagnostics)
    }
}

/// The language of the interface.
fn language(site: &Site) -> &'static Language {
    let pack = site.config.language.as_deref().and_then(Language::find).unwrap_or_else(Language::english);
    site.config.words.as_ref().map_or(pack, |words| pack.worded(words))
}

/// A page to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page<'s> {
    Home,
    Archive(usize),
    Article(ArticleId),
    Speakers,
    Speaker(SpeakerId),
    Timeline(TimelinePage),
    Topics,
    Topic(TopicId),
    Glossary,
    Plain(usize),
    Search,
    NotFound,
    Sitemap,
    Moved { from: &'s str, to: Target },
}

/// Where a former address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Article(ArticleId),
    Plain(usize),
}

/// What one thread makes at a time.
enum Job<'s> {
    Search,
    Export(exports::Export),
    Feed(feeds::Subject),
    Page(Page<'s>),
    /// Entries of all years of a long timeline.
    Entries,
    /// `robots.txt` and the redirects.
    Machine,
}

/// Everything there is to make, the largest first, so that no thread is left with one of them at the end.
fn jobs(site: &Site) -> Vec<Job<'_>> {
    let mut jobs = vec![Job::Search];
    jobs.extend(exports::ALL.map(Job::Export));
    jobs.extend(pages(site).into_iter().map(Job::Page));
    jobs.extend(feeds::all(site).map(Job::Feed));
    jobs.extend([Job::Entries, Job::Machine]);
    jobs
}

/// Every page of `site`, the largest first, so that no thread is left with one of them at the end.
fn pages(site: &Site) -> Vec<Page<'_>> {
    let mut pages: Vec<Page<'_>> = timeline_pages(site).into_iter().map(Page::Timeline).collect();
    pages.extend([Page::Speakers, Page::Home, Page::Topics, Page::Search, Page::NotFound]);
    if !site.glossary.is_empty() {
        pages.push(Page::Glossary);
    }
    if site.config.base_url.is_some() {
        pages.push(Page::Sitemap);
    }
    pages.extend((0..site.topics.len()).map(|index| Page::Topic(TopicId(index))));
    pages.extend((0..site.speakers.len()).map(|index| Page::Speaker(SpeakerId(index))));
    pages.extend((1..=archive_pages(site)).map(Page::Archive));
    pages.extend((0..site.articles.len()).map(|index| Page::Article(ArticleId(index))));
    pages.extend((0..site.pages.len()).map(Page::Plain));
    for (index, article) in site.articles.iter().enumerate() {
        let to = Target::Article(ArticleId(index));
        pages.extend(article.article.aliases.iter().map(|from| Page::Moved { from, to }));
    }
    for (index, page) in site.pages.iter().enumerate() {
        pages.extend(page.aliases.iter().map(|from| Page::Moved { from, to: Target::Plain(index) }));
    }
    pages
}

fn articles_per_page(site: &Site) -> usize {
    site.config.articles_per_page.unwrap_or(ARTICLES_PER_PAGE).max(1)
}

fn archive_pages(site: &Site) -> usize {
    site.articles.len().div_ceil(articles_per_page(site)).max(1)
}

/// Everything that making a page needs.
struct Renderer<'s> {
    site: &'s Site,
    language: &'static Language,
    cards: &'s Cards,
    theme: &'s Theme,
    parts: &'s Parts,
    frames: &'s Frames,
    timelines: &'s timeline::Shared,
    texts: &'s feeds::Texts,
    words: &'s Mutex<Option<Words>>,
}

/// What a template gets, under its names.
struct View {
    template: &'static str,
    values: Vec<(&'static str, Value)>,
    head: Head,
}

/// What the head of the document says.
#[derive(Debug, Default, serde::Serialize)]
struct Head {
    /// Title of the page without the site's.
    title: String,
    /// One or two sentences for search engines and previews.
    description: String,
    /// Address of a picture, from the site's root.
    image: Option<String>,
    /// Address of the picture drawn for previews, from the site's root.
    card: Option<String>,
    /// Whether there is highlighted code, which has a style sheet of its own.
    code: bool,
    /// Days of publication and of the last change, of an article.
    published: Option<String>,
    modified: Option<String>,
    /// OpenGraph type.
    kind: &'static str,
    /// Address of the page whose feed its readers may want besides the site's.
    feed: Option<String>,
    /// Structured data, ready to stand in a `script` element.
    data: Option<Value>,
}

impl View {
    fn new(template: &'static str, title: impl Into<String>) -> Self {
        let head = Head { title: title.into(), kind: "website", ..Head::default() };
        Self { template, values: Vec::new(), head }
    }

    fn with(mut self, name: &'static str, value: &(impl serde::Serialize + ?Sized)) -> Self {
        self.values.push((name, Value::from_serializable(value)));
        self
    }

    fn described(mut self, description: &str) -> Self {
        description.clone_into(&mut self.head.description);
        self
    }
}

impl Renderer<'_> {
    /// Makes the files of `job`. The inner result is the theme's, the outer one the sink's.
    fn run(&self, job: &Job<'_>, sink: &dyn Sink) -> anyhow::Result<Result<(), Fault>> {
        let put = |file| sink.put(file);
        match job {
            Job::Search => search::write(self, sink)?,
            Job::Export(export) => exports::write(self, *export, sink)?,
            Job::Feed(subject) => feeds::write(self, *subject, sink)?,
            Job::Entries => timeline::entries_of_all_years(self).into_iter().try_for_each(put)?,
            Job::Machine => machine::robots(self.site)
                .into_iter()
                .chain(machine::redirects(self.site))
                .try_for_each(put)?,
            Job::Page(page) => match self.page(page) {
                Ok(file) => sink.put(file)?,
                Err(fault) => return Ok(Err(fault)),
            },
        }
        Ok(Ok(()))
    }

    /// Whether `job` makes the file at `path`.
    fn makes(&self, job: &Job<'_>, path: &str) -> bool {
        match job {
            Job::Search => path.starts_with(addresses::SEARCH) && path.ends_with(".js"),
            Job::Export(export) => exports::paths(*export).contains(&path),
            Job::Feed(subject) => {
                let home = feeds::home(self.site, *subject);
                path.strip_prefix(&home)
                    .is_some_and(|name| [addresses::FEED, addresses::FEED_JSON].contains(&name))
            }
            Job::Entries => path == addresses::TIMELINE_ENTRIES,
            Job::Machine => [addresses::ROBOTS, machine::REDIRECTS].contains(&path),
            Job::Page(page) => addresses::file(&self.address(page)) == path,
        }
    }

    fn page(&self, page: &Page<'_>) -> Result<OutputFile, Fault> {
        let here = self.address(page);
        let view = self.view(page, &here);
        let mut context = Context::new();
        for (name, value) in view.values {
            context.insert_value(name, value);
        }
        let mut head = view.head;
        if head.card.is_none() && head.image.is_none() {
            head.card.clone_from(&self.site.cards.site);
        }
        context.insert("head", &head);
        let canonical = self.site.config.base_url.as_ref().map(|base| format!("{base}{here}"));
        context.insert("canonical", &canonical);
        context.insert("here", &here);
        context.insert_value("frame", self.frames.get(self.theme, &here));
        let page = self.theme.render(view.template, &context)?;
        Ok(OutputFile { path: addresses::file(&here), contents: Contents::Bytes(page) })
    }

    fn address(&self, page: &Page<'_>) -> String {
        match *page {
            Page::Home => addresses::HOME.to_owned(),
            Page::Archive(number) => addresses::archive(number),
            Page::Article(id) => addresses::article(&self.site.articles[id.0].article.slug),
            Page::Speakers => addresses::SPEAKERS.to_owned(),
            Page::Speaker(id) => addresses::speaker(&self.site.speakers[id.0].id),
            Page::Timeline(page) => page.address(self.site),
            Page::Topics => addresses::TOPICS.to_owned(),
            Page::Topic(id) => addresses::topic(&self.site.topics[id.0].slug),
            Page::Glossary => addresses::GLOSSARY.to_owned(),
            Page::Plain(index) => addresses::page(&self.site.pages[index].slug),
            Page::Search => addresses::SEARCH.to_owned(),
            Page::NotFound => NOT_FOUND.to_owned(),
            Page::Sitemap => addresses::SITEMAP.to_owned(),
            Page::Moved { from, .. } => from.to_owned(),
        }
    }

    fn view(&self, page: &Page<'_>, here: &str) -> View {
        match *page {
            Page::Home => lists::home(self),
            Page::Archive(number) => lists::archive(self, number),
            Page::Article(id) => article::view(self, id, here),
            Page::Speakers => speaker::index(self),
            Page::Speaker(id) => speaker::view(self, id, here),
            Page::Timeline(page) => timeline::view(self, page, here),
            Page::Topics => lists::topics(self),
            Page::Topic(id) => lists::topic(self, id, here),
            Page::Glossary => lists::glossary(self),
            Page::Plain(index) => lists::plain(self.site, &self.site.pages[index], here),
            Page::Search => search::view(self),
            Page::NotFound => View::new("404.html", self.language.interface.phrase("not_found")),
            Page::Sitemap => machine::sitemap(self, &pages(self.site)),
            Page::Moved { to, .. } => {
                let (address, title) = match to {
                    Target::Article(id) => {
                        let article = &self.site.articles[id.0].article;
                        (addresses::article(&article.slug), &article.title)
                    }
                    Target::Plain(index) => {
                        let page = &self.site.pages[index];
                        (addresses::page(&page.slug), &page.title)
                    }
                };
                View::new("moved.html", title).with("target", &address)
            }
        }
    }
}
