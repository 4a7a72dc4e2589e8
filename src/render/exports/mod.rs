//! The record for other programs: quotations, speakers and the timeline as JSON and as tables, the timeline also as TimelineJS reads it
//! and as a calendar. What the JSON holds is said in JSON Schema, which is published beside it.
//!
//! Files that tell of the same things are made together, so that an address or a date is put into words once.

mod calendar;
mod entries;
mod json;
mod quotations;
mod speakers;
mod table;
mod timeline;
mod timeline_js;

use super::Renderer;
use crate::language::Language;
use crate::output::{Contents, OutputFile, Sink};
use crate::site::{ArticleId, Site, TimelineEntry, TimelineScope, addresses, entry_address};

/// In the order of [`addresses::SCHEMAS`].
const SCHEMAS: [&str; 3] = [
    include_str!("schema/quotations.schema.json"),
    include_str!("schema/speakers.schema.json"),
    include_str!("schema/timeline.schema.json"),
];

/// Files that are made together.
#[derive(Clone, Copy, Debug)]
pub(super) enum Export {
    Quotations,
    Timeline,
    Speakers,
    Schemas,
}

/// Every export, the largest first.
pub(super) const ALL: [Export; 4] = [Export::Quotations, Export::Timeline, Export::Speakers, Export::Schemas];

/// Where the files of `export` lie, in the order in which they are written.
pub(super) fn paths(export: Export) -> &'static [&'static str] {
    match export {
        Export::Quotations => &[addresses::QUOTATIONS_JSON, addresses::QUOTATIONS_CSV],
        Export::Timeline => &timeline::PATHS,
        Export::Speakers => &[addresses::SPEAKERS_JSON],
        Export::Schemas => &addresses::SCHEMAS,
    }
}

/// The files of `export`.
///
/// # Errors
///
/// What stopped the sink.
pub(super) fn write(render: &Renderer<'_>, export: Export, sink: &dyn Sink) -> anyhow::Result<()> {
    let record = || Record::new(render.site, render.language);
    match export {
        Export::Quotations => quotations::write(&record(), sink),
        Export::Timeline => timeline::write(&record(), sink),
        Export::Speakers => speakers::write(&record(), sink),
        Export::Schemas => addresses::SCHEMAS.iter().zip(SCHEMAS).try_for_each(|(path, schema)| {
            let contents = Contents::Bytes(schema.as_bytes().to_vec());
            sink.put(OutputFile { path: (*path).to_owned(), contents })
        }),
    }
}

/// What all exports tell of an entry.
struct Record<'s> {
    site: &'s Site,
    language: &'static Language,
    /// Whether each year of the timeline has a page of its own.
    is_split: bool,
    articles: Vec<Published>,
}

/// What exports tell of an article.
struct Published {
    /// Its public address.
    url: String,
    /// The day of its publication.
    day: Option<String>,
}

impl<'s> Record<'s> {
    fn new(site: &'s Site, language: &'static Language) -> Self {
        let is_split = !TimelineScope::Site.years(site).is_empty();
        let mut record = Self { site, language, is_split, articles: Vec::new() };
        let articles = site.articles.iter().map(|entry| Published {
            url: record.public(&addresses::article(&entry.article.slug)),
            day: entry.article.date.map(|day| day.to_string()),
        });
        record.articles = articles.collect();
        record
    }

    /// The address where the site will lie, if anybody knows.
    fn base(&self) -> Option<&'s str> {
        self.site.config.base_url.as_deref()
    }

    /// `address` as the world outside of the site knows it; from the site's root without a `base_url`.
    fn public(&self, address: &str) -> String {
        [self.base().unwrap_or_default(), address].concat()
    }

    /// Where the timeline shows `entry`.
    fn place(&self, entry: &TimelineEntry) -> String {
        self.public(&entry_address(entry, self.is_split))
    }

    /// Where a passage of an article stands.
    fn passage(&self, article: ArticleId, anchor: &str) -> String {
        [self.articles[article.0].url.as_str(), "#", anchor].concat()
    }

    fn phrase(&self, key: &str) -> &'static str {
        self.language.interface.phrase(key)
    }
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
