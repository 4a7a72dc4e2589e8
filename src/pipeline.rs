//! The steps in a row: a folder in, a joined site out, or its files. Commands stop where they need to.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::Silences;
use crate::content::links::LinkCheck;
use crate::content::{self, Article, Content, LoadOptions, SiteConfig, SpeakerProfile};
use crate::diagnostics::{Diagnostic, Severity};
use crate::enrich::vocabulary::{Pool, Vocabularies};
use crate::enrich::{self, Context, Findings, KnownSpeaker, Override};
use crate::language::Language;
use crate::output::Sink;
use crate::pictures;
use crate::render::{Failure, Rendering, Words};
use crate::review;
use crate::site::{self, Site, addresses};
use crate::text::slug;

/// The language of articles when neither they nor `site.yaml` name one.
const DEFAULT_LANGUAGE: &str = "en";

/// Told how far the work is. All methods do nothing by default, so `()` is nobody listening.
pub trait Progress: Sync {
    /// A stage with so many items begins.
    fn begin(&self, stage: Stage, items: usize) {
        let _ = (stage, items);
    }

    /// One item of the stage is done.
    fn step(&self) {}
}

impl Progress for () {}

/// The stages that take long enough to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and parsing the content.
    Loading,
    /// Finding quotations, dates and events, article by article.
    Enriching,
    /// Making the pages.
    Rendering,
    /// Asking for links to other sites.
    Asking,
}

/// What to build.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// What to leave out.
    pub load: LoadOptions,
    /// Where the site will be hosted, instead of `base_url` of `site.yaml`; with a slash at its end.
    pub base_url: Option<String>,
}

/// What a build yields.
#[derive(Debug)]
pub struct Built {
    /// The joined site, whatever its faults.
    pub site: Arc<Site>,
    /// What made its files; `None` when the theme can't be read.
    pub rendering: Option<Rendering>,
    /// Whether the sink has the whole site. It has not when the diagnostics hold an error: nothing broken may replace
    /// what was published before.
    pub is_whole: bool,
    /// Everything there is to say, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What there would be to say if the author had not silenced it.
    pub silenced: Vec<Diagnostic>,
}

/// Loads, enriches, joins and renders the site at `root` into `sink`. Templates are tried even when the content has
/// errors, so that one run reports everything. An `Err` means that there is no site at `root`, or is what stopped the sink.
pub fn build(
    root: &Path,
    options: &BuildOptions,
    progress: &dyn Progress,
    sink: &dyn Sink,
) -> anyhow::Result<Built> {
    // On one of the threads that did the rest, whose memory it can use again: a thread of its own would ask for more.
    let prepared = rayon::scope(|_| -> anyhow::Result<Prepared> {
        let mut prepared = prepare(root, options, progress, None)?;
        prepared.render(if prepared.is_sound() { sink } else { &() })?;
        Ok(prepared)
    })?;
    let is_whole = prepared.is_sound();
    let Prepared { site, rendering, mut diagnostics } = prepared;
    let silenced = Silences::of(&site).apply(&mut diagnostics);
    Ok(Built { site, rendering, is_whole, diagnostics, silenced })
}

/// A joined site with its theme, before any page is made.
#[derive(Debug)]
pub struct Prepared {
    /// The joined site, whatever its faults.
    pub site: Arc<Site>,
    /// What makes its files; `None` when the theme can't be read.
    pub rendering: Option<Rendering>,
    /// What there is to say so far, by file and place; nothing is silenced yet.
    pub diagnostics: Vec<Diagnostic>,
}

impl Prepared {
    /// Whether nothing is known that speaks against publishing the site.
    pub fn is_sound(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error)
    }

    /// Makes every file into `sink`, and adds what is wrong with templates to the diagnostics.
    ///
    /// # Errors
    ///
    /// What stopped the sink.
    pub fn render(&mut self, sink: &dyn Sink) -> anyhow::Result<()> {
        match self.rendering.as_ref().map_or(Ok(()), |rendering| rendering.write(sink)) {
            Ok(()) => Ok(()),
            Err(Failure::Theme(faults)) => {
                self.diagnostics.extend(faults);
                sort(&mut self.diagnostics);
                Ok(())
            }
            Err(Failure::Sink(error)) => Err(error),
        }
    }
}

/// Loads, enriches and joins the site at `root`, and reads its theme, with what was kept from the last time. An `Err` means that
/// there is no site at `root`.
pub fn prepare(
    root: &Path,
    options: &BuildOptions,
    progress: &dyn Progress,
    mut memory: Option<&mut Memory>,
) -> anyhow::Result<Prepared> {
    // Of a preview, the search is rarely asked for.
    let is_preview = memory.is_some();
    let enriched = enrich_again(root, &options.load, progress, memory.as_deref_mut())?;
    let (articles, findings) = site::in_order(enriched.content.articles.clone(), enriched.findings.clone());
    let joined = || {
        let (mut site, faults) = enriched.join(root, memory);
        if options.base_url.is_some() {
            site.config.base_url.clone_from(&options.base_url);
        }
        progress.begin(Stage::Rendering, 0);
        let made = move || {
            let faults = pictures::add(&mut site, root);
            let site = Arc::new(site);
            (Rendering::new(Arc::clone(&site), root), site, faults)
        };
        rayon::join(made, || faults.sorted())
    };
    let read = || {
        let articles = articles.iter().map(AsRef::as_ref).zip(findings.iter().map(AsRef::as_ref));
        (!is_preview).then(|| Words::read(articles))
    };
    // Much of joining is one thing after the other, which leaves a thread for what needs no joined site.
    let (((rendering, site, more), mut diagnostics), words) = rayon::join(joined, read);
    let before = diagnostics.len();
    diagnostics.extend(more);
    let rendering = match rendering {
        Ok(rendering) => {
            diagnostics.extend_from_slice(rendering.faults());
            Some(rendering.with_words(words))
        }
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    };
    if diagnostics.len() > before {
        sort(&mut diagnostics);
    }
    Ok(Prepared { site, rendering, diagnostics })
}

/// Loads the site at `root`, enriches every article and joins them. All faults of the content are in the
/// list, sorted by file and place; an `Err` means that there is no site at `root`.
pub fn load_and_join(
    root: &Path,
    options: &LoadOptions,
    progress: &dyn Progress,
) -> anyhow::Result<(Site, Vec<Diagnostic>)> {
    load_and_join_again(root, options, progress, None)
}

/// The same for a site that has been joined before, with what was kept from then.
pub fn load_and_join_again(
    root: &Path,
    options: &LoadOptions,
    progress: &dyn Progress,
    mut memory: Option<&mut Memory>,
) -> anyhow::Result<(Site, Vec<Diagnostic>)> {
    let (site, faults) = enrich_again(root, options, progress, memory.as_deref_mut())?.join(root, memory);
    Ok((site, faults.sorted()))
}

/// The faults of a joined site. To put them together takes a while, in which the site can be worked on.
struct Faults {
    known: Vec<Diagnostic>,
    links: LinkCheck,
    /// Addresses that `links` may lead to.
    made: Vec<String>,
}

impl Faults {
    /// All of them, sorted by file and place.
    fn sorted(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.known;
        diagnostics.extend(self.links.diagnostics(self.made));
        sort(&mut diagnostics);
        diagnostics
    }
}

/// A site whose articles have been enriched.
struct Enriched {
    content: Content,
    findings: Vec<Arc<Findings>>,
    links: LinkCheck,
    diagnostics: Vec<Diagnostic>,
}

/// Loads the site at `root` and enriches its articles.
fn enrich_again(
    root: &Path,
    options: &LoadOptions,
    progress: &dyn Progress,
    mut memory: Option<&mut Memory>,
) -> anyhow::Result<Enriched> {
    progress.begin(Stage::Loading, 0);
    let (content, mut diagnostics) =
        content::load_again(root, options, memory.as_deref_mut().map(|memory| &mut memory.content))?;
    progress.begin(Stage::Enriching, content.articles.len());
    let (decided, stale) = review::bind::overrides(&content);
    diagnostics.extend(stale);
    let (findings, links) =
        rayon::join(|| enrich_all(&content, &decided, progress, memory), || content::links::gather(&content));
    Ok(Enriched { content, findings, links, diagnostics })
}

impl Enriched {
    /// The joined site, which lies at `root`.
    fn join(self, root: &Path, memory: Option<&mut Memory>) -> (Site, Faults) {
        let Self { content, findings, links, mut diagnostics } = self;
        let (site, faults) = site::join_again(content, findings, memory.map(|memory| &mut memory.site));
        diagnostics.extend(faults);
        let mut made = addresses::made(&site);
        made.extend(static_files(root));
        (site, Faults { known: diagnostics, links, made })
    }
}

/// The addresses of the files in the site's own `static/`.
fn static_files(root: &Path) -> impl Iterator<Item = String> {
    let folder = root.join("static");
    let walk = walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok);
    walk.filter(|entry| entry.file_type().is_file()).filter_map(move |entry| {
        let parts = entry.path().strip_prefix(&folder).ok()?;
        let parts: Vec<_> = parts.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    })
}

/// What is kept from one build of a site to the next: what has not changed is neither read nor enriched again.
#[derive(Debug, Default)]
pub struct Memory {
    content: content::Memory,
    site: site::Memory,
    /// What besides an article its findings rest on: the profiles, the language of the site.
    profiles: Vec<KnownSpeaker>,
    language: Option<String>,
    findings: Vec<Known>,
}

/// An article, what the editor had decided about it, and what was found in it.
#[derive(Debug)]
struct Known {
    article: Arc<Article>,
    decided: Vec<Override>,
    findings: Arc<Findings>,
}

/// The findings of every article, in order.
fn enrich_all(
    content: &Content,
    decided: &[Vec<Override>],
    progress: &dyn Progress,
    memory: Option<&mut Memory>,
) -> Vec<Arc<Findings>> {
    let profiles = known_profiles(content);
    let language = &content.config.language;
    let same = memory.as_deref().filter(|memory| memory.profiles == profiles && memory.language == *language);
    let known: HashMap<&Path, &Known> = same
        .into_iter()
        .flat_map(|memory| &memory.findings)
        .map(|known| (known.article.file.path.as_path(), known))
        .collect();
    let vocabularies = Pool::default();
    let findings: Vec<Arc<Findings>> = content
        .articles
        .par_iter()
        .zip(decided)
        // Each is long enough to be taken alone, so that no thread is left with many when the others have none.
        .with_max_len(1)
        .map(|(article, decided)| {
            let known = known.get(article.file.path.as_path());
            let known =
                known.filter(|known| Arc::ptr_eq(&known.article, article) && known.decided == *decided);
            let findings = known.map_or_else(
                || {
                    Arc::new(vocabularies.with(|vocabularies| {
                        enrich_article(article, &content.config, &profiles, decided, vocabularies)
                    }))
                },
                |known| Arc::clone(&known.findings),
            );
            progress.step();
            findings
        })
        .collect();
    if let Some(memory) = memory {
        let kept = content.articles.iter().zip(decided).zip(&findings);
        memory.findings = kept
            .map(|((article, decided), findings)| Known {
                article: Arc::clone(article),
                decided: decided.clone(),
                findings: Arc::clone(findings),
            })
            .collect();
        (memory.profiles, memory.language) = (profiles, language.clone());
    }
    findings
}

/// The findings of `article`, given the profiles of the site and what the editor has decided about the article.
/// `vocabularies` are those of the articles before.
pub fn enrich_article(
    article: &Article,
    config: &SiteConfig,
    profiles: &[KnownSpeaker],
    decided: &[Override],
    vocabularies: &mut Vocabularies,
) -> Findings {
    let tag = article.language.as_deref().or(config.language.as_deref()).unwrap_or(DEFAULT_LANGUAGE);
    let context = Context {
        region: region(tag),
        published: article.date,
        known_speakers: known_speakers(article, profiles),
        overrides: article
            .body
            .overrides
            .iter()
            .filter_map(review::bind::written)
            .chain(decided.iter().cloned())
            .collect(),
        skip_quotations: !article.enrich_quotes,
        skip_dates: !article.enrich_dates,
    };
    // Without rules for its language nothing can be said of an article: those of another would guess.
    Language::find(tag).map_or_else(Findings::default, |language| {
        enrich::enrich_next(&article.body.prose, vocabularies.of(language), &context)
    })
}

/// The region of a language tag: "GB" of "en-GB".
fn region(tag: &str) -> Option<String> {
    tag.split(['-', '_']).skip(1).find(|part| part.len() == 2).map(str::to_uppercase)
}

/// What the profiles in `speakers/` tell enrichment.
pub fn known_profiles(content: &Content) -> Vec<KnownSpeaker> {
    content.speakers.iter().map(known_profile).collect()
}

fn known_profile(profile: &SpeakerProfile) -> KnownSpeaker {
    KnownSpeaker {
        id: profile.id.clone(),
        name: profile.name.clone(),
        aliases: profile.aliases.clone(),
        role: profile.role.clone(),
        kind: None,
    }
}

/// The people of the front matter, who come first and win, then those with a profile.
fn known_speakers(article: &Article, profiles: &[KnownSpeaker]) -> Vec<KnownSpeaker> {
    let mut known: Vec<KnownSpeaker> = Vec::with_capacity(article.speakers.len() + profiles.len());
    for facts in &article.speakers {
        let spelt = slug(&facts.name);
        let called = |name: &str| {
            let name = slug(name);
            profiles.iter().find(|profile| {
                std::iter::once(&profile.name).chain(&profile.aliases).any(|other| slug(other) == name)
            })
        };
        let profile = called(&facts.name)
            .or_else(|| facts.aliases.iter().find_map(|alias| called(alias)))
            .or_else(|| profiles.iter().find(|profile| profile.id == spelt));
        let mut aliases = facts.aliases.clone();
        aliases.extend(profile.iter().flat_map(|profile| profile.aliases.iter().cloned()));
        known.push(KnownSpeaker {
            id: profile.map_or(spelt, |profile| profile.id.clone()),
            name: profile.map_or_else(|| facts.name.clone(), |profile| profile.name.clone()),
            aliases,
            role: facts.role.clone().or_else(|| profile.and_then(|profile| profile.role.clone())),
            kind: None,
        });
    }
    for profile in profiles {
        if !known.iter().any(|other| other.id == profile.id) {
            known.push(profile.clone());
        }
    }
    known
}

/// Puts diagnostics in the order in which a person would work through them: file by file, top to bottom; those of no file come
/// first.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    let files = order_of_files(diagnostics);
    let place = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref()?;
        let span = place.span.as_ref().map_or((0, 0), |span| (span.start, span.end));
        Some((files[&Arc::as_ptr(&place.file).addr()], span))
    };
    let key = |diagnostic: &Diagnostic| (place(diagnostic), Reverse(diagnostic.severity), diagnostic.code);
    // There are many of them, and they are large: better to look once at each than at two over and over.
    diagnostics.par_sort_by_cached_key(key);
    for alike in diagnostics.chunk_by_mut(|a, b| key(a) == key(b)) {
        alike.sort_by(|a, b| a.message.cmp(&b.message));
    }
}

/// The place of each file among those of `diagnostics`, in the order of their paths, by its address in memory.
fn order_of_files(diagnostics: &[Diagnostic]) -> foldhash::HashMap<usize, usize> {
    let files = diagnostics.iter().filter_map(|diagnostic| Some(&diagnostic.place.as_ref()?.file));
    let files: foldhash::HashMap<usize, &Path> =
        files.map(|file| (Arc::as_ptr(file).addr(), file.path.as_path())).collect();
    let mut paths: Vec<&Path> = files.values().copied().collect();
    paths.sort_unstable();
    paths.dedup();
    files.into_iter().map(|(file, path)| (file, paths.partition_point(|other| *other < path))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;

    fn at(path: &str, start: usize, message: &str) -> Diagnostic {
        let file = Arc::new(SourceFile::new(path, ""));
        Diagnostic::error("test", message).at(&file, start..start + 1, "")
    }

    #[test]
    fn diagnostics_come_by_file_and_place() {
        let mut list = vec![at("b", 0, "4"), at("a", 9, "3"), Diagnostic::warning("x", "1"), at("a", 2, "2")];
        sort(&mut list);
        let order: Vec<_> = list.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(order, ["1", "2", "3", "4"]);
    }

    #[test]
    fn an_article_in_a_language_without_rules_is_left_alone() {
        let mut article =
            crate::site::testing::article("x", "“Das sehen wir dann am Ende,” said Olga Example.");
        let config = SiteConfig::default();
        article.language = Some("de".to_owned());
        let findings = enrich_article(&article, &config, &[], &[], &mut Vocabularies::default());
        assert_eq!(findings, Findings::default());
    }

    #[test]
    fn front_matter_and_profile_of_one_person_become_one() {
        let profile = KnownSpeaker {
            id: "olga-example".to_owned(),
            name: "Olga Example".to_owned(),
            aliases: vec!["Olha Example".to_owned()],
            role: Some("economist".to_owned()),
            kind: None,
        };
        let mut article = crate::site::testing::article("x", "");
        article.speakers.push(crate::content::SpeakerFacts {
            name: "Olha Example".to_owned(),
            role: Some("minister".to_owned()),
            ..Default::default()
        });
        let known = known_speakers(&article, std::slice::from_ref(&profile));
        assert_eq!(known.len(), 1);
        assert_eq!((known[0].id.as_str(), known[0].role.as_deref()), ("olga-example", Some("minister")));
    }
}
