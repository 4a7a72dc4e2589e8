//! What pages show of an event on a timeline.

use std::fmt::Write;

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::super::cards::Cards;
use crate::site::{ArticleId, EntryId, Site, TimelineEntry, addresses, entry_address};

/// An event.
#[derive(Serialize)]
pub(in super::super) struct EntryCard<'s> {
    date: &'s Value,
    text: &'s str,
    anchor: &'s str,
    /// Its address on the timeline of the site.
    place: String,
    /// Where it is stated; `None` for an entry of `timeline.yaml`.
    sources: Option<SourcesView<'s>>,
    /// Where `timeline.yaml` says it is stated, and the name of that host.
    url: Option<&'s str>,
    host: Option<&'s str>,
    speakers: Vec<&'s Value>,
    /// Publication of the newest of its articles, when the event lay ahead of them all.
    planned: Option<Value>,
    /// Numbers of its topics and its speakers, as in the choices of the filter.
    topic_ids: String,
    speaker_ids: String,
}

/// Sources that are shown at once.
const NEAR_SOURCES: usize = 3;

/// The articles that state an event, newest first: those shown at once, and those shown when asked for.
#[derive(Serialize)]
struct SourcesView<'s> {
    near: Vec<SourceView<'s>>,
    more: Vec<SourceView<'s>>,
    /// How many there are besides the newest.
    others: usize,
}

/// An article that states an event, and where.
#[derive(Serialize)]
struct SourceView<'s> {
    title: &'s Value,
    /// Address of the first passage.
    url: String,
    /// Addresses of the others.
    again: Vec<String>,
}

pub(in super::super) fn entry_card(cards: &Cards, id: EntryId) -> EntryCard<'_> {
    let site = &cards.site;
    let entry = &site.timeline[id.0];
    let mut sources: Vec<(ArticleId, SourceView<'_>)> = Vec::new();
    for source in &entry.sources {
        let article = &site.articles[source.article.0].article;
        let url = [&addresses::article(&article.slug), "#", &source.anchor].concat();
        match sources.iter_mut().find(|(known, _)| *known == source.article) {
            Some((_, known)) => known.again.push(url),
            None => {
                let title = cards.title(source.article);
                sources.push((source.article, SourceView { title, url, again: Vec::new() }));
            }
        }
    }
    EntryCard {
        date: cards.date(id),
        text: &entry.text,
        anchor: &entry.anchor,
        place: entry_address(entry, cards.is_split),
        planned: planned(site, entry).and_then(|article| cards.day(article)),
        topic_ids: joined(entry.topics.iter().map(|id| id.0)),
        speaker_ids: joined(entry.speakers.iter().map(|id| id.0)),
        sources: sources_view(sources.into_iter().map(|(_, source)| source).collect()),
        url: entry.url.as_deref(),
        host: entry.url.as_deref().map(super::super::speaker::host),
        speakers: entry.speakers.iter().map(|&id| cards.speaker_link(id)).collect(),
    }
}

fn sources_view(mut near: Vec<SourceView<'_>>) -> Option<SourcesView<'_>> {
    let others = near.len().saturating_sub(1);
    // One more is shown rather than announced.
    let more = if near.len() > NEAR_SOURCES + 1 { near.split_off(NEAR_SOURCES) } else { Vec::new() };
    (!near.is_empty()).then_some(SourcesView { near, more, others })
}

/// The article as of which `entry` was still to come: the newest of those that tell of it, all published before it.
fn planned(site: &Site, entry: &TimelineEntry) -> Option<ArticleId> {
    let begins = entry.date.earliest()?;
    let mut newest: Option<(Date, ArticleId)> = None;
    for source in &entry.sources {
        // One article without a date is enough not to know.
        let published = site.articles[source.article.0].article.date?;
        newest = newest.max(Some((published, source.article)));
    }
    newest.filter(|(published, _)| *published < begins).map(|(_, article)| article)
}

/// Numbers as one text, a blank between two.
pub(in super::super) fn joined(numbers: impl Iterator<Item = usize>) -> String {
    let mut text = String::new();
    for number in numbers {
        if !text.is_empty() {
            text.push(' ');
        }
        // Writing to a string can't fail.
        let _ = write!(text, "{number}");
    }
    text
}
