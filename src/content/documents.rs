//! One file of text in, one article, profile, topic or page out.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::fields::{Fields, Report};
use super::images::Images;
use super::markdown::{self, Settings};
use super::{Article, Body, ImageMeta, Page, SpeakerProfile, Topic, config, front_matter, slug};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::text::{BlockKind, Span};

/// A document with what only loading needs to know of it.
#[derive(Clone, Debug)]
pub(super) struct Read<T> {
    pub item: T,
    /// Bytes of the `slug` in its file, when the author gave one.
    pub slug_span: Option<Range<usize>>,
    /// Former addresses as written, with their bytes.
    pub aliases: Vec<(String, Range<usize>)>,
    /// Not to be published yet.
    pub draft: bool,
}

impl<T> Read<T> {
    /// The same, to be shared.
    pub fn shared(self) -> Read<Arc<T>> {
        let Self { item, slug_span, aliases, draft } = self;
        Read { item: Arc::new(item), slug_span, aliases, draft }
    }
}

/// Where a document stands.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// Path of the file below `content/`.
    pub path: &'a str,
    /// BCP 47 tag of the site.
    pub language: &'a str,
    pub images: &'a Images,
}

impl Surroundings<'_> {
    /// Whether the file is the `index.md` of a folder.
    fn is_bundle(&self) -> bool {
        self.path.rsplit('/').next() == Some("index.md")
    }

    /// The name that an address is made of: of the file, or of the folder that it is the index of.
    fn name(&self) -> &str {
        let path = self.path.strip_suffix(".md").unwrap_or(self.path);
        let path = path.strip_suffix("/index").unwrap_or(path);
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The folder of the file, relative to the site's root.
    fn folder(&self) -> std::path::PathBuf {
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Path::new("content").join(folder)
    }
}

/// Reads one article that stands alone: front matter, body, everything but its place in a site. The slug is that of its
/// file's name unless the front matter gives one. What is wrong with it is in the list; a caller that does not publish
/// (`nutgraf extract`) may ignore a missing title or date.
pub fn read_article(file: &Arc<SourceFile>, root: &Path) -> (Article, Vec<Diagnostic>) {
    let images = Images::new(root);
    let path = file.path.to_string_lossy();
    let path = path.strip_prefix("content/").unwrap_or(&path);
    let mut report = Report::new(file);
    let read = article(&mut report, Surroundings { path, language: "en", images: &images });
    (read.item, report.diagnostics)
}

/// Front matter read by `keys`, and the bytes of the text below it.
fn parts<T>(
    report: &mut Report,
    what: &'static str,
    example: &str,
    keys: impl FnOnce(Fields<'_>, &mut Report) -> T,
) -> (Option<T>, Range<usize>) {
    let file = Arc::clone(&report.file);
    let faults = report.diagnostics.len();
    let split = front_matter::split(&file.text, report);
    let text = split.body..file.text.len();
    let node = split.yaml.clone().and_then(|range| front_matter::parse(range, report));
    let read =
        node.as_ref().and_then(|node| Fields::of(node, what, report)).map(|fields| keys(fields, report));
    if read.is_none() && report.diagnostics.len() == faults {
        let message = format!("{what} needs front matter");
        let help = format!("begin the file with\n---\n{example}\n---");
        let line = file.text.find('\n').unwrap_or(file.text.len());
        report.error("missing-front-matter", message, 0..line, "the file begins here", help);
    }
    (read, text)
}

fn body(report: &mut Report, text: Range<usize>, around: Surroundings<'_>, language: Option<&str>) -> Body {
    let folder = around.folder();
    let image_size = |target: &str| around.images.size(&folder, target);
    let settings = Settings { language: language.unwrap_or(around.language), image_size: &image_size };
    let (body, mut diagnostics) = markdown::parse(&report.file, text, settings);
    report.diagnostics.append(&mut diagnostics);
    body
}

fn sized(image: Option<ImageMeta>, around: Surroundings<'_>) -> Option<ImageMeta> {
    image.map(|image| ImageMeta { size: around.images.size(&around.folder(), &image.src), ..image })
}

/// The slug that the author gave, or that of the name.
fn slug_of(given: Option<&(String, Range<usize>)>, around: Surroundings<'_>, report: &mut Report) -> String {
    if let Some((text, span)) = given {
        let slug = slug::slugify(text);
        if !slug.is_empty() {
            return slug;
        }
        let help = "use letters and digits";
        report.error(
            "invalid-slug",
            format!("“{text}” makes no address"),
            span.clone(),
            "nothing to make a slug of",
            help,
        );
    }
    let slug = slug::from_file_name(around.name());
    if slug.is_empty() {
        let message = format!("the name “{}” makes no address", around.name());
        let help = "give the article a `slug` in its front matter, or rename the file";
        report.diagnostics.push(Diagnostic::error("invalid-slug", message).in_file(&report.file).help(help));
    }
    slug
}

pub(super) fn article(report: &mut Report, around: Surroundings<'_>) -> Read<Article> {
    let example = "title: …\ndate: 2025-12-04";
    let (matter, text) = parts(report, "an article", example, front_matter::article);
    let matter = matter.unwrap_or_else(front_matter::ArticleMatter::empty);
    let slug = slug_of(matter.slug.as_ref(), around, report);
    let body = body(report, text, around, matter.language.as_deref());
    let pull_quotes = pull_quotes(&body, &matter.pull_quotes, report);
    let item = Article {
        file: Arc::clone(&report.file),
        folder: around.folder(),
        is_bundle: around.is_bundle(),
        slug,
        title: matter.title,
        date: matter.date,
        updated: matter.updated,
        summary: matter.summary,
        authors: matter.authors,
        topics: matter.topics,
        aliases: Vec::new(),
        draft: matter.draft,
        image: sized(matter.image, around),
        key_points: matter.key_points,
        pull_quotes,
        sources: matter.sources,
        corrections: matter.corrections,
        language: matter.language,
        speakers: matter.speakers,
        enrich_quotes: matter.enrich_quotes,
        enrich_dates: matter.enrich_dates,
        enrich_terms: matter.enrich_terms,
        ignored: matter.ignored,
        extra: matter.extra,
        words: body.prose.text.split_ascii_whitespace().count(),
        body,
    };
    Read { item, slug_span: matter.slug.map(|(_, span)| span), aliases: matter.aliases, draft: matter.draft }
}

/// Where the text has the words that are to be shown large; words that it does not have are reported.
fn pull_quotes(body: &Body, wanted: &[(String, Range<usize>)], report: &mut Report) -> Vec<Span> {
    let text = &body.prose.text;
    let is_running = |span: &Span| {
        body.prose.blocks.iter().any(|block| block.kind == BlockKind::Paragraph && block.span.contains(*span))
    };
    let mut found = Vec::new();
    for (words, place) in wanted {
        let mut spans = text.match_indices(words.as_str()).map(|(at, _)| Span::new(at, at + words.len()));
        match spans.find(is_running).filter(|_| !words.is_empty()) {
            Some(span) => found.push(span),
            None => {
                let help = "copy the words from a paragraph of the article as they stand there, quotation marks included";
                let message = "the words to be shown large are not in the text";
                report.error("pull-quote-not-found", message, place.clone(), "not in a paragraph", help);
            }
        }
    }
    found
}

pub(super) fn speaker(report: &mut Report, around: Surroundings<'_>) -> Read<SpeakerProfile> {
    let keys = |mut fields: Fields<'_>, report: &mut Report| {
        let read = (
            fields.required_text("name", report),
            fields.texts("aliases", report),
            fields.text("role", report),
            fields.text("side", report),
            same_as(&mut fields, report),
            front_matter::image(&mut fields, report),
        );
        fields.finish(report);
        read
    };
    let (read, text) = parts(report, "a speaker's profile", "name: …", keys);
    let (name, aliases, role, side, same_as, image) = read.unwrap_or_default();
    let id = slug_of(None, around, report);
    let body = body(report, text, around, None);
    let file = Arc::clone(&report.file);
    let item =
        SpeakerProfile { file, id, name, aliases, role, side, same_as, image: sized(image, around), body };
    Read { item, slug_span: None, aliases: Vec::new(), draft: false }
}

/// Addresses elsewhere of the same person.
fn same_as(fields: &mut Fields<'_>, report: &mut Report) -> Vec<String> {
    let mut urls = fields.texts_at("same_as", report);
    urls.retain(|(url, span)| {
        let is_url = config::parse_base_url(url).is_some();
        if !is_url {
            let help = "write the full address of the page, such as https://www.wikidata.org/wiki/Q1";
            let message = format!("“{url}” is not the address of a page");
            report.error("invalid-url", message, span.clone(), "not an address", help);
        }
        is_url
    });
    urls.into_iter().map(|(url, _)| url).collect()
}

pub(super) fn topic(report: &mut Report, around: Surroundings<'_>) -> Read<Topic> {
    let keys = |mut fields: Fields<'_>, report: &mut Report| {
        let read = (
            fields.required_text("title", report),
            front_matter::summary(&mut fields, report),
            fields.text_at("slug", report),
        );
        fields.finish(report);
        read
    };
    let (read, text) = parts(report, "a topic", "title: …", keys);
    let (title, summary, given) = read.unwrap_or_default();
    // Articles name a topic by its title, so that is what its address comes from.
    let slug = match (&given, slug::slugify(&title)) {
        (None, slug) if !slug.is_empty() => slug,
        _ => slug_of(given.as_ref(), around, report),
    };
    let body = body(report, text, around, None);
    let item = Topic { file: Arc::clone(&report.file), slug, title, summary, body };
    Read { item, slug_span: given.map(|(_, span)| span), aliases: Vec::new(), draft: false }
}

pub(super) fn page(report: &mut Report, around: Surroundings<'_>) -> Read<Page> {
    let keys = |mut fields: Fields<'_>, report: &mut Report| {
        let read = (
            fields.required_text("title", report),
            front_matter::summary(&mut fields, report),
            fields.text_at("slug", report),
            fields.texts_at("aliases", report),
            fields.flag("draft", false, report),
            fields.extra(report),
        );
        fields.finish(report);
        read
    };
    let (read, text) = parts(report, "a page", "title: …", keys);
    let (title, summary, given, aliases, draft, extra) = read.unwrap_or_default();
    let slug = match around.path {
        "index.md" => String::new(),
        path => {
            let path = path.strip_suffix("/index.md").unwrap_or(path);
            let parents = path.rsplit_once('/').map_or("", |(parents, _)| parents).split('/');
            let parents = parents.map(slug::from_file_name).filter(|part| !part.is_empty());
            let own = slug_of(given.as_ref(), around, report);
            parents.chain(std::iter::once(own)).collect::<Vec<_>>().join("/")
        }
    };
    let body = body(report, text, around, None);
    let (file, folder) = (Arc::clone(&report.file), around.folder());
    let item = Page { file, folder, slug, title, summary, aliases: Vec::new(), extra, body };
    Read { item, slug_span: given.map(|(_, span)| span), aliases, draft }
}
