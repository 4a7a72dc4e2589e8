//! The record for other programs: quotations, speakers and the timeline as JSON and as tables, the timeline also as TimelineJS reads it
//! and as a calendar. What the JSON holds is said in JSON Schema, which is published beside it.

mod calendar;
mod entries;
mod json;
mod quotations;
mod speakers;
mod table;
mod timeline_js;

use std::borrow::Cow;

use jiff::civil::Date;

use super::Renderer;
use crate::language::Language;
use crate::output::{Contents, OutputFile};
use crate::site::{Site, SiteQuotation, TimelineEntry, TimelineScope, addresses, entry_address};

/// Writes one export.
type Writer = fn(&Record<'_>) -> Vec<u8>;

/// The largest first, so that no thread is left with one of them at the end.
const WRITERS: [(&str, Writer); 7] = [
    (addresses::QUOTATIONS_JSON, quotations::json),
    (addresses::QUOTATIONS_CSV, quotations::csv),
    (addresses::TIMELINE_ICS, |record| calendar::write(record).into_bytes()),
    (addresses::TIMELINE_JS, |record| timeline_js::write(record).into_bytes()),
    (addresses::TIMELINE_JSON, entries::json),
    (addresses::TIMELINE_CSV, |record| table::write(record).into_bytes()),
    (addresses::SPEAKERS_JSON, speakers::json),
];

/// In the order of [`addresses::SCHEMAS`].
const SCHEMAS: [&str; 3] = [
    include_str!("schema/quotations.schema.json"),
    include_str!("schema/speakers.schema.json"),
    include_str!("schema/timeline.schema.json"),
];

/// A file of data, or a schema that describes one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Export {
    Data(usize),
    Schema(usize),
}

/// Every export, the largest first.
pub(super) fn all() -> impl Iterator<Item = Export> {
    (0..WRITERS.len()).map(Export::Data).chain((0..SCHEMAS.len()).map(Export::Schema))
}

/// Where the file of `export` lies.
pub(super) fn path(export: Export) -> &'static str {
    match export {
        Export::Data(index) => WRITERS[index].0,
        Export::Schema(index) => addresses::SCHEMAS[index],
    }
}

/// The file of `export`.
pub(super) fn write(render: &Renderer<'_>, export: Export) -> OutputFile {
    let bytes = match export {
        Export::Data(index) => WRITERS[index].1(&Record::new(render.site, render.language)),
        Export::Schema(index) => SCHEMAS[index].into(),
    };
    OutputFile { path: path(export).to_owned(), contents: Contents::Bytes(bytes) }
}

/// What all exports tell of an entry.
struct Record<'s> {
    site: &'s Site,
    language: &'static Language,
    /// Whether each year of the timeline has a page of its own.
    is_split: bool,
}

/// A passage that states an entry.
struct Source<'s> {
    title: &'s str,
    /// Its public address.
    url: String,
    /// When its article was published.
    date: Option<Date>,
}

impl<'s> Record<'s> {
    fn new(site: &'s Site, language: &'static Language) -> Self {
        Self { site, language, is_split: !TimelineScope::Site.years(site).is_empty() }
    }

    /// The address where the site will lie, if anybody knows.
    fn base(&self) -> Option<&'s str> {
        self.site.config.base_url.as_deref()
    }

    /// `address` as the world outside of the site knows it; from the site's root without a `base_url`.
    fn public(&self, address: &str) -> String {
        format!("{}{address}", self.base().unwrap_or_default())
    }

    /// Where the timeline shows `entry`.
    fn place(&self, entry: &TimelineEntry) -> String {
        self.public(&entry_address(entry, self.is_split))
    }

    /// The date as printed.
    fn printed(&self, entry: &TimelineEntry) -> String {
        self.language.dates.display.long(&entry.date)
    }

    fn phrase(&self, key: &str) -> &'static str {
        self.language.interface.phrase(key)
    }

    /// Where the words of `quotation` stand in their article.
    fn passage(&self, quotation: &SiteQuotation) -> String {
        let slug = &self.site.articles[quotation.article.0].article.slug;
        self.public(&format!("{}#{}", addresses::article(slug), quotation.anchor))
    }

    fn sources(&self, entry: &'s TimelineEntry) -> impl Iterator<Item = Source<'s>> {
        entry.sources.iter().map(|source| {
            let article = &self.site.articles[source.article.0].article;
            let address = format!("{}#{}", addresses::article(&article.slug), source.anchor);
            Source { title: &article.title, url: self.public(&address), date: article.date }
        })
    }
}

/// `text` as a cell that no spreadsheet computes: they take one that begins with `=`, `+`, `-` or `@` for a formula, and articles come
/// from anywhere. Such text gets an apostrophe before it, as OWASP advises.
fn safe(text: &str) -> Cow<'_, str> {
    let is_formula = text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if is_formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A probability in hundredths: more digits than these mean nothing.
fn hundredths(probability: f32) -> f64 {
    (f64::from(probability) * 100.0).round() / 100.0
}

#[cfg(test)]
mod testing {
    //! An invented site with the entries that exports trip over.

    use crate::site::testing::{article, event};
    use crate::site::{ArticleId, EntrySource, Site, SiteArticle, TimelineEntry};

    pub(super) fn entry(date: &str, text: &str) -> TimelineEntry {
        TimelineEntry {
            date: date.parse().expect("a valid date"),
            text: text.to_owned(),
            anchor: format!("e-{}", &blake3::hash(format!("{date}{text}").as_bytes()).to_hex()[..8]),
            sources: vec![],
            url: None,
            topics: vec![],
            speakers: vec![],
        }
    }

    /// One article, “Ferries & <tides>, told”, that states the first of `entries`.
    pub(super) fn site(base_url: Option<&str>, mut entries: Vec<TimelineEntry>) -> Site {
        let text = "The ferry sank.";
        let mut ferries = article("ferries", text);
        ferries.title = "Ferries & <tides>, told".to_owned();
        ferries.date = Some(jiff::civil::date(2025, 12, 4));
        let findings = crate::enrich::Findings {
            events: vec![event(&ferries, text, "2025-12-02")],
            ..crate::enrich::Findings::default()
        };
        if let Some(first) = entries.first_mut() {
            first.sources.push(EntrySource { article: ArticleId(0), index: 0, anchor: "e-1".to_owned() });
        }
        let mut site = Site { timeline: entries, ..Site::default() };
        site.config.base_url = base_url.map(str::to_owned);
        site.config.title = "The Tarnholm Explainer".to_owned();
        site.articles.push(SiteArticle {
            article: ferries.into(),
            findings: findings.into(),
            topics: vec![],
            speakers: vec![],
            roles_are_public: true,
            quotations: vec![],
            unsettled: vec![],
            events: vec![],
            terms: Vec::new(),
            related: vec![],
        });
        site
    }
}
