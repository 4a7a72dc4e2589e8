//! The folder read as a whole: files in parallel, then what only shows when all of them are known.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;

use super::decisions::read_decisions;
use super::documents::{self, Read, Surroundings};
use super::fields::{Fields, Report};
use super::highlight;
use super::images::Images;
use super::interface::read_interface;
use super::links::{AddressBook, canonical};
use super::memory::{Memory, Remembered};
use super::walk::{Found, Kind, walk};
use super::yaml::{self, Node};
use super::yaml_faults;
use super::{
    Article, Body, Content, Decisions, GlossaryTerm, ImageMeta, LoadOptions, Page, SiteConfig,
    SpeakerProfile, TimelineItem, Topic, config, entries,
};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::language::{Language, Words};

/// A text file larger than this many bytes is not an article.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// First parts of addresses that the site makes itself.
const RESERVED: [&str; 7] = ["articles", "speakers", "topics", "timeline", "glossary", "search", "data"];

/// Loads the site rooted at `root` (the folder that holds `content/`).
///
/// Every fault of the content is in the returned list; an `Err` means that there is no content to load.
pub fn load(root: &Path, options: &LoadOptions) -> anyhow::Result<(Content, Vec<Diagnostic>)> {
    load_again(root, options, None)
}

/// The same for a site that may have been loaded before: articles that have not changed since are the same
/// [`Arc`]s as then.
pub fn load_again(
    root: &Path,
    options: &LoadOptions,
    mut memory: Option<&mut Memory>,
) -> anyhow::Result<(Content, Vec<Diagnostic>)> {
    let folder = root.join("content");
    let metadata = folder.metadata().with_context(|| {
        format!(
            "there is no folder `content` in {}; `nutgraf init` makes a site to begin with",
            root.display()
        )
    })?;
    anyhow::ensure!(metadata.is_dir(), "{} is not a folder", folder.display());
    let mut diagnostics = Vec::new();
    // Most sites of any size show code. Whoever meets the first of it would keep every other thread that does waiting.
    rayon::spawn(highlight::prepare);
    let found = walk(root, &folder, &mut diagnostics);
    let config = read_config(&found, &mut diagnostics);
    let images = Images::new(root);
    let language = config.language.as_deref().unwrap_or("en");
    if let Some(memory) = &mut memory {
        memory.begin(language);
    }
    // Enrichment is about to ask for it. To read it takes as long as to read a few dozen articles, so it is read beside them.
    let tag = language.to_owned();
    rayon::spawn(move || {
        Language::find(&tag);
    });
    let known = memory.as_deref();
    // One by one: some take a hundred times as long as others, the first with code in its language above all.
    let loaded: Vec<(Option<Loaded>, Vec<Diagnostic>)> =
        found.par_iter().with_max_len(1).map(|found| read(found, language, &images, known)).collect();
    let mut articles = Vec::new();
    let mut assembly = Assembly::new(options, config);
    for (found, (loaded, faults)) in found.iter().zip(loaded) {
        if let (Some(_), Some(Loaded::Article(read))) = (&memory, &loaded) {
            let known = Remembered { read: (**read).clone(), faults: faults.clone() };
            articles.push((found.path.clone(), known));
        }
        diagnostics.extend(faults);
        if let Some(loaded) = loaded {
            assembly.take(&found.path, loaded);
        }
    }
    assembly.place_files(&found);
    let content = assembly.finish(&mut diagnostics);
    if let Some(memory) = memory {
        memory.keep(articles, &content);
    }
    Ok((content, diagnostics))
}

/// What one file turned out to be.
enum Loaded {
    Article(Box<Read<Arc<Article>>>),
    Speaker(Box<Read<SpeakerProfile>>),
    Topic(Box<Read<Topic>>),
    Page(Box<Read<Page>>),
    Timeline(Vec<TimelineItem>),
    Glossary(Vec<GlossaryTerm>),
    Decisions(Decisions),
    Interface(Box<Words>),
}

/// The text of a file; `None`, reported, when it is none.
fn source(found: &Found, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<SourceFile>> {
    let path = Path::new("content").join(&found.path);
    let mut refuse = |code, message: String, help: &str| {
        let file = Arc::new(SourceFile::new(&path, ""));
        diagnostics.push(Diagnostic::error(code, message).in_file(&file).help(help));
        None
    };
    let bytes = match bytes_of(&found.disk) {
        Ok(bytes) if bytes.len() as u64 > MAX_BYTES => {
            let message = format!("the file is larger than {} MB", MAX_BYTES / 1024 / 1024);
            return refuse("file-too-large", message, "split it into several articles");
        }
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("the file can't be read: {error}");
            return refuse("unreadable-file", message, "check that it exists and that you may read it");
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(Arc::new(SourceFile::new(path, without_nul(without_mark(text).into())))),
        Err(error) => {
            let bytes = error.as_bytes();
            let mark = if bytes.starts_with(MARK.as_bytes()) { MARK.len() } else { 0 };
            diagnostics.push(not_utf8(path, &bytes[mark..], error.utf8_error().valid_up_to() - mark));
            None
        }
    }
}

/// What some editors write before a text.
const MARK: &str = "\u{feff}";

fn without_mark(text: String) -> String {
    text.strip_prefix(MARK).map(str::to_owned).unwrap_or(text)
}

/// The bytes of a file, or the first of those that are too many.
fn bytes_of(disk: &Path) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(disk)?;
    let mut bytes = Vec::with_capacity(file.metadata()?.len().min(MAX_BYTES) as usize);
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// `text` with a replacement character for each NUL, which HTML has no way to write (CommonMark 2.3).
pub(super) fn without_nul(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(0, text.as_bytes()).is_some() { text.replace('\0', "\u{fffd}").into() } else { text }
}

/// The first byte of `bytes` that is no UTF-8, shown with a replacement character in its line.
fn not_utf8(path: PathBuf, bytes: &[u8], at: usize) -> Diagnostic {
    let file = Arc::new(SourceFile::new(path, String::from_utf8_lossy(bytes)));
    // What comes before is sound, so the replacement character stands where the byte stood.
    let span = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
    Diagnostic::error("not-utf8", "the file is not UTF-8 text")
        .at(&file, span, "not a character of UTF-8")
        .help("save it as UTF-8, or run it through `nutgraf import`")
}

fn read_config(found: &[Found], diagnostics: &mut Vec<Diagnostic>) -> SiteConfig {
    let Some(file) = found.iter().find(|found| found.kind == Kind::Config) else {
        return SiteConfig::default();
    };
    let Some(file) = source(file, diagnostics) else { return SiteConfig::default() };
    let mut report = Report::new(&file);
    let node = data(&mut report);
    let fields = node.as_ref().and_then(|node| Fields::of(node, "site.yaml", &mut report));
    let config = fields.map(|fields| config::read(fields, &mut report)).unwrap_or_default();
    report.sort();
    diagnostics.append(&mut report.diagnostics);
    config
}

/// The YAML of a whole file; what is none is reported.
pub(super) fn data(report: &mut Report) -> Option<Node> {
    let file = Arc::clone(&report.file);
    match yaml::parse(&file.text, 0) {
        Ok(node) => node,
        Err(error) => {
            yaml_faults::report(error, report);
            None
        }
    }
}

fn read(
    found: &Found,
    language: &str,
    images: &Images,
    memory: Option<&Memory>,
) -> (Option<Loaded>, Vec<Diagnostic>) {
    if matches!(found.kind, Kind::Config | Kind::File) {
        return (None, Vec::new());
    }
    let mut diagnostics = Vec::new();
    let Some(file) = source(found, &mut diagnostics) else { return (None, diagnostics) };
    if found.kind == Kind::Article
        && let Some(known) = memory.and_then(|memory| memory.recall(&found.path, &file))
    {
        return (Some(Loaded::Article(Box::new(known.read))), known.faults);
    }
    let mut report = Report::new(&file);
    let around = Surroundings { path: &found.path, language, images };
    let loaded = match found.kind {
        Kind::Article => Some(Loaded::Article(Box::new(documents::article(&mut report, around).shared()))),
        Kind::Speaker => Some(Loaded::Speaker(Box::new(documents::speaker(&mut report, around)))),
        Kind::Topic => Some(Loaded::Topic(Box::new(documents::topic(&mut report, around)))),
        Kind::Page => Some(Loaded::Page(Box::new(documents::page(&mut report, around)))),
        Kind::Timeline => {
            data(&mut report).map(|node| Loaded::Timeline(entries::read_timeline(&node, &mut report)))
        }
        Kind::Glossary => {
            data(&mut report).map(|node| Loaded::Glossary(entries::read_glossary(&node, &mut report)))
        }
        Kind::Review => {
            let (decisions, mut faults) = read_decisions(&file);
            report.diagnostics.append(&mut faults);
            Some(Loaded::Decisions(decisions))
        }
        Kind::Interface => data(&mut report)
            .and_then(|node| read_interface(&node, language, &mut report))
            .map(|words| Loaded::Interface(Box::new(words))),
        Kind::Config | Kind::File => None,
    };
    report.sort();
    diagnostics.append(&mut report.diagnostics);
    (loaded, diagnostics)
}

/// An address and who has it.
struct Owner {
    file: Arc<SourceFile>,
    /// Bytes that gave the address, when the author did.
    span: Option<Range<usize>>,
}

/// The content as it comes together, file after file in their order.
struct Assembly<'a> {
    options: &'a LoadOptions,
    content: Content,
    book: AddressBook,
    /// Path below `content/` of each published document, for its links.
    paths: HashMap<String, String>,
    /// Address of each document, drafts included.
    owners: BTreeMap<String, Owner>,
    aliases: Vec<(String, Owner)>,
    /// Folders with an index: their address, `None` when it is not published.
    bundles: HashMap<String, Option<String>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Assembly<'a> {
    fn new(options: &'a LoadOptions, config: SiteConfig) -> Self {
        Self {
            options,
            content: Content { config, ..Content::default() },
            book: AddressBook::default(),
            paths: HashMap::new(),
            owners: BTreeMap::new(),
            aliases: Vec::new(),
            bundles: HashMap::new(),
            diagnostics: Vec::new(),
        }
    }

    fn take(&mut self, path: &str, loaded: Loaded) {
        match loaded {
            Loaded::Timeline(items) => self.content.timeline = items,
            Loaded::Glossary(terms) => self.content.glossary = terms,
            Loaded::Decisions(decisions) => self.content.decisions = decisions,
            Loaded::Interface(words) => self.content.config.words = Some(*words),
            Loaded::Article(read) => {
                let mut read = *read;
                let future = read.item.date.is_some_and(|date| date > self.options.today);
                let address = format!("articles/{}/", read.item.slug);
                let aliases = self.aliases(&read.item.file, std::mem::take(&mut read.aliases));
                if read.item.aliases != aliases {
                    Arc::make_mut(&mut read.item).aliases = aliases;
                }
                let hidden = read.draft || future;
                if self.claim(path, address, &read.item.file, read.slug_span, hidden) {
                    self.content.articles.push(read.item);
                }
            }
            Loaded::Speaker(read) => {
                let address = format!("speakers/{}/", read.item.id);
                if self.claim(path, address, &read.item.file, None, false) {
                    self.content.speakers.push(read.item);
                }
            }
            Loaded::Topic(read) => {
                let address = format!("topics/{}/", read.item.slug);
                if self.claim(path, address, &read.item.file, read.slug_span, false) {
                    self.content.topics.push(read.item);
                }
            }
            Loaded::Page(read) => {
                let mut read = *read;
                read.item.aliases = self.aliases(&read.item.file, std::mem::take(&mut read.aliases));
                let slug = &read.item.slug;
                let address = if slug.is_empty() { String::new() } else { format!("{slug}/") };
                let first = slug.split('/').next().unwrap_or_default();
                if RESERVED.contains(&first) {
                    let message = format!("`{first}/` is an address that Nutgraf makes itself");
                    let diagnostic = Diagnostic::error("reserved-address", message);
                    let diagnostic = match read.slug_span.clone() {
                        Some(span) => diagnostic.at(&read.item.file, span, "taken"),
                        None => diagnostic.in_file(&read.item.file),
                    };
                    self.diagnostics.push(diagnostic.help("rename the file, or give it another `slug`"));
                    return;
                }
                if self.claim(path, address, &read.item.file, read.slug_span, read.draft) {
                    if path == "index.md" {
                        self.content.home = Some(read.item);
                    } else {
                        self.content.pages.push(read.item);
                    }
                }
            }
        }
    }

    /// Gives `address` to the document `path`; false, reported when it is a fault, when it is not to be published.
    fn claim(
        &mut self,
        path: &str,
        address: String,
        file: &Arc<SourceFile>,
        span: Option<Range<usize>>,
        hidden: bool,
    ) -> bool {
        let published = !hidden || self.options.drafts;
        if let Some(folder) = path.strip_suffix("/index.md") {
            self.bundles.insert(folder.to_owned(), published.then(|| address.clone()));
        }
        self.book.add(path, &address);
        if let Some(other) = self.owners.get(&address) {
            let message = format!(
                "{} and {} have the same address /{address}",
                other.file.path.display(),
                file.path.display()
            );
            let diagnostic = Diagnostic::error("duplicate-slug", message);
            let diagnostic = match span {
                Some(span) => diagnostic.at(file, span, "given before"),
                None => diagnostic.in_file(file),
            };
            self.diagnostics.push(diagnostic.help("give one of them another `slug`, or rename its file"));
            return false;
        }
        self.owners.insert(address.clone(), Owner { file: Arc::clone(file), span });
        if published {
            self.paths.insert(address, path.to_owned());
        } else {
            self.content.unpublished.push(address);
        }
        published
    }

    /// Former addresses in their one form; what is none is reported.
    fn aliases(&mut self, file: &Arc<SourceFile>, written: Vec<(String, Range<usize>)>) -> Vec<String> {
        let mut aliases = Vec::new();
        for (text, span) in written {
            let alias = canonical(&text);
            let wrong = alias.is_empty()
                || alias.contains(['?', '#', ':', '\\', ' '])
                || alias.split('/').any(|part| part == ".." || part == ".");
            if wrong {
                let message = format!("“{text}” can't be a former address");
                let diagnostic = Diagnostic::error("invalid-alias", message).at(file, span, "not a path");
                self.diagnostics.push(diagnostic.help("write the path from the site's root: /old/address/"));
                continue;
            }
            self.aliases.push((alias.clone(), Owner { file: Arc::clone(file), span: Some(span) }));
            aliases.push(alias);
        }
        aliases
    }

    fn check_aliases(&mut self) {
        let files: HashSet<&str> = self.content.files.iter().map(|(_, address)| address.as_str()).collect();
        let mut taken: BTreeMap<&str, &Owner> =
            self.owners.iter().map(|(address, owner)| (address.as_str(), owner)).collect();
        for (alias, owner) in &self.aliases {
            let other = taken.get(alias.as_str()).map(|other| other.file.path.display().to_string());
            let other = other.or_else(|| files.contains(alias.as_str()).then(|| format!("content/{alias}")));
            if let Some(other) = other {
                let message = format!("the alias /{alias} is an address of {other} already");
                let diagnostic = Diagnostic::error("duplicate-alias", message);
                let span = owner.span.clone().unwrap_or_default();
                let help = "an address can lead to one page only; take the alias out of one of them";
                self.diagnostics.push(diagnostic.at(&owner.file, span, "taken").help(help));
            } else {
                taken.insert(alias, owner);
            }
        }
    }

    /// Addresses of the files that are published as they are.
    fn place_files(&mut self, found: &[Found]) {
        for file in found.iter().filter(|found| found.kind == Kind::File) {
            let bundle = ancestors(&file.path).find_map(|folder| Some((folder, self.bundles.get(folder)?)));
            let address = match bundle {
                Some((folder, Some(address))) => format!("{address}{}", &file.path[folder.len() + 1..]),
                // Goes with its article.
                Some((_, None)) => continue,
                None => file.path.clone(),
            };
            self.book.add(&file.path, &address);
            self.content.files.push((file.disk.clone(), address));
        }
        self.content.files.sort_by(|a, b| a.1.cmp(&b.1));
    }

    fn finish(mut self, diagnostics: &mut Vec<Diagnostic>) -> Content {
        self.check_aliases();
        let Self { mut content, book, paths, .. } = self;
        diagnostics.append(&mut self.diagnostics);
        // An article that was read before has its targets already, and is not copied unless one of them has changed.
        let is_settled = |article: &Article| {
            let address = address_of(article);
            let path = paths.get(&address).map_or("", String::as_str);
            let links =
                article.body.links.iter().all(|link| link.to == book.resolve(&link.target, path, &address));
            links
                && article
                    .image
                    .as_ref()
                    .is_none_or(|image| image.to == book.resolve(&image.src, path, &address))
        };
        let resolve = |address: String, body: &mut Body, image: Option<&mut ImageMeta>| {
            let path = paths.get(&address).map_or("", String::as_str);
            for link in &mut body.links {
                link.to = book.resolve(&link.target, path, &address);
            }
            if let Some(image) = image {
                image.to = book.resolve(&image.src, path, &address);
            }
        };
        content.articles.par_iter_mut().for_each(|article| {
            if !is_settled(article) {
                let article = Arc::make_mut(article);
                resolve(address_of(article), &mut article.body, article.image.as_mut());
            }
        });
        for page in content.pages.iter_mut().chain(content.home.as_mut()) {
            let address = if page.slug.is_empty() { String::new() } else { format!("{}/", page.slug) };
            resolve(address, &mut page.body, None);
        }
        for profile in &mut content.speakers {
            resolve(format!("speakers/{}/", profile.id), &mut profile.body, profile.image.as_mut());
        }
        for topic in &mut content.topics {
            resolve(format!("topics/{}/", topic.slug), &mut topic.body, None);
        }
        content.articles.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.slug.cmp(&b.slug)));
        content.pages.sort_by(|a, b| a.slug.cmp(&b.slug));
        content.speakers.sort_by(|a, b| a.id.cmp(&b.id));
        content.topics.sort_by(|a, b| a.slug.cmp(&b.slug));
        content
    }
}

/// The address of `article`.
fn address_of(article: &Article) -> String {
    format!("articles/{}/", article.slug)
}

/// The folders around `path`, innermost first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/').map(|(folder, _)| folder), |folder| {
        folder.rsplit_once('/').map(|(folder, _)| folder)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_seen_from_inside() {
        assert_eq!(ancestors("a/b/c.png").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(ancestors("c.png").count(), 0);
    }
}
