//! The timeline, entry by entry into each of its formats.

use jiff::civil::Date;

use super::Record;
use super::calendar::Calendar;
use super::entries::Entries;
use super::table::Rows;
use super::timeline_js::Slides;
use crate::output::{Sink, Stream};
use crate::site::{ArticleId, TimelineEntry, addresses};

/// Where the files lie, in the order of [`write`].
pub(super) const PATHS: [&str; 4] =
    [addresses::TIMELINE_JSON, addresses::TIMELINE_CSV, addresses::TIMELINE_JS, addresses::TIMELINE_ICS];

/// An entry, with what several formats say of it.
pub(super) struct Told<'s> {
    pub entry: &'s TimelineEntry,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    /// The date as printed.
    pub printed: String,
    /// Where the timeline shows it.
    pub place: String,
    pub sources: Vec<Source<'s>>,
}

/// A passage that states an entry.
pub(super) struct Source<'s> {
    pub article: ArticleId,
    /// Of the event in the findings of the article.
    pub index: usize,
    /// The title of the article.
    pub title: &'s str,
    /// Its public address.
    pub url: String,
    /// When its article was published.
    pub date: Option<Date>,
}

impl<'s> Told<'s> {
    pub(super) fn new(record: &Record<'s>, entry: &'s TimelineEntry) -> Self {
        let sources = entry.sources.iter().map(|source| {
            let article = &record.site.articles[source.article.0].article;
            Source {
                article: source.article,
                index: source.index,
                title: &article.title,
                url: record.passage(source.article, &source.anchor),
                date: article.date,
            }
        });
        Self {
            entry,
            earliest: entry.date.earliest(),
            latest: entry.date.latest(),
            printed: record.language.dates.display.long(&entry.date),
            place: record.place(entry),
            sources: sources.collect(),
        }
    }
}

/// The timeline as JSON, as CSV, for TimelineJS and as a calendar, oldest first.
pub(super) fn write(record: &Record<'_>, sink: &dyn Sink) -> anyhow::Result<()> {
    let [entries, rows, slides, calendar] = PATHS.map(|path| sink.open(path));
    let mut entries = Entries::new(entries?, record)?;
    let mut rows = Rows::new(rows?, record)?;
    let mut slides = Slides::new(slides?, record)?;
    let mut calendar = Calendar::new(calendar?, record)?;
    for entry in &record.site.timeline {
        let told = Told::new(record, entry);
        entries.add(&told)?;
        rows.add(&told)?;
        slides.add(&told)?;
        calendar.add(&told)?;
    }
    let streams = [entries.finish()?, rows.finish()?, slides.finish()?, calendar.finish()?];
    streams.into_iter().try_for_each(Stream::close)
}
