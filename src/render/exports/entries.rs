//! The timeline as it is: every entry with its date in EDTF and each passage that states it.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::json::List;
use super::timeline::{Source, Told};
use super::{Record, hundredths};
use crate::edtf::Edtf;

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
    url: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    elsewhere: Option<&'s str>,
    passages: Vec<Passage<'s>>,
}

/// A passage that states the entry.
#[derive(Serialize)]
struct Passage<'s> {
    article: &'s str,
    url: &'s str,
    rule: &'s str,
    confidence: f64,
}

/// The list as JSON, oldest first.
pub(super) struct Entries<'r, W> {
    record: &'r Record<'r>,
    list: List<W>,
}

impl<'r, W: Write> Entries<'r, W> {
    pub(super) fn new(out: W, record: &'r Record<'r>) -> io::Result<Self> {
        Ok(Self { record, list: List::new(out, record, "timeline")? })
    }

    pub(super) fn add(&mut self, told: &Told<'_>) -> io::Result<()> {
        let (entry, site) = (told.entry, self.record.site);
        self.list.add(&Row {
            id: &entry.anchor,
            date: &entry.date,
            earliest: told.earliest,
            latest: told.latest,
            text: &entry.text,
            topics: entry.topics.iter().map(|id| site.topics[id.0].slug.as_str()).collect(),
            speakers: entry.speakers.iter().map(|id| site.speakers[id.0].id.as_str()).collect(),
            url: &told.place,
            elsewhere: entry.url.as_deref(),
            passages: told.sources.iter().map(|source| passage(self.record, source)).collect(),
        })
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.list.finish()
    }
}

fn passage<'s>(record: &'s Record<'_>, source: &'s Source<'_>) -> Passage<'s> {
    let entry = &record.site.articles[source.article.0];
    let event = &entry.findings.events[source.index];
    Passage {
        article: &entry.article.slug,
        url: &source.url,
        rule: &event.rule,
        confidence: hundredths(event.confidence),
    }
}
