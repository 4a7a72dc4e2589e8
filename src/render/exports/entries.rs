//! The timeline as it is: every entry with its date in EDTF and each passage that states it.

use jiff::civil::Date;
use serde::Serialize;

use super::{Record, hundredths, json};
use crate::edtf::Edtf;
use crate::site::{EntrySource, TimelineEntry, addresses};

/// An entry, as `timeline.schema.json` describes it.
#[derive(Serialize)]
struct Row<'s> {
    id: &'s str,
    date: &'s Edtf,
    earliest: Option<Date>,
    latest: Option<Date>,
    text: &'s str,
    topics: Vec<&'s str>,
    speakers: Vec<&'s str>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    elsewhere: Option<&'s str>,
    passages: Vec<Passage<'s>>,
}

/// A passage that states the entry.
#[derive(Serialize)]
struct Passage<'s> {
    article: &'s str,
    url: String,
    rule: &'s str,
    confidence: f64,
}

/// The list as JSON, oldest first.
pub(super) fn json(record: &Record<'_>) -> Vec<u8> {
    json::document(record, "timeline", record.site.timeline.iter().map(|entry| row(record, entry)))
}

fn row<'s>(record: &Record<'s>, entry: &'s TimelineEntry) -> Row<'s> {
    let site = record.site;
    Row {
        id: &entry.anchor,
        date: &entry.date,
        earliest: entry.date.earliest(),
        latest: entry.date.latest(),
        text: &entry.text,
        topics: entry.topics.iter().map(|id| site.topics[id.0].slug.as_str()).collect(),
        speakers: entry.speakers.iter().map(|id| site.speakers[id.0].id.as_str()).collect(),
        url: record.place(entry),
        elsewhere: entry.url.as_deref(),
        passages: entry.sources.iter().map(|source| passage(record, source)).collect(),
    }
}

fn passage<'s>(record: &Record<'s>, source: &EntrySource) -> Passage<'s> {
    let entry = &record.site.articles[source.article.0];
    let event = &entry.findings.events[source.index];
    let slug = &entry.article.slug;
    Passage {
        article: slug,
        url: record.public(&format!("{}#{}", addresses::article(slug), source.anchor)),
        rule: &event.rule,
        confidence: hundredths(event.confidence),
    }
}
