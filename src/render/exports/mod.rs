//! The timeline for other programs: as TimelineJS reads it, as a table, as a calendar.

mod calendar;
mod table;
mod timeline_js;

use jiff::civil::Date;

use crate::language::Language;
use crate::output::{Contents, OutputFile};
use crate::site::{Site, TimelineEntry, TimelinePage, TimelineScope, addresses, timeline_year};

/// The exports of the timeline of `site`.
pub(super) fn timeline(site: &Site, language: &'static Language) -> [OutputFile; 3] {
    let record = Record::new(site, language);
    [
        (addresses::TIMELINE_JS, timeline_js::write(&record)),
        (addresses::TIMELINE_CSV, table::write(&record)),
        (addresses::TIMELINE_ICS, calendar::write(&record)),
    ]
    .map(|(path, text)| OutputFile { path: path.to_owned(), contents: Contents::Bytes(text.into_bytes()) })
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
        let year = timeline_year(&entry.date).filter(|_| self.is_split);
        let page = TimelinePage { scope: TimelineScope::Site, year }.address(self.site);
        self.public(&format!("{page}#{}", entry.anchor))
    }

    /// The date as printed.
    fn printed(&self, entry: &TimelineEntry) -> String {
        self.language.dates.display.long(&entry.date)
    }

    fn phrase(&self, key: &str) -> &'static str {
        self.language.interface.phrase(key)
    }

    fn sources(&self, entry: &'s TimelineEntry) -> impl Iterator<Item = Source<'s>> {
        entry.sources.iter().map(|source| {
            let article = &self.site.articles[source.article.0].article;
            let address = format!("{}#{}", addresses::article(&article.slug), source.anchor);
            Source { title: &article.title, url: self.public(&address), date: article.date }
        })
    }
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
            article: ferries,
            findings,
            topics: vec![],
            speakers: vec![],
            quotations: vec![],
            unsettled: vec![],
            events: vec![],
            terms: Vec::new(),
            related: vec![],
        });
        site
    }
}
