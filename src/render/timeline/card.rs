//! What pages show of an event on a timeline.

use std::fmt::Write;

use jiff::civil::Date;
use serde::Serialize;

use super::super::cards::Cards;
use super::super::data::{DateView, LinkView};
use super::super::forms::Text;
use crate::site::{ArticleId, EntryId, Site, TimelineEntry, addresses, entry_address};

/// An event.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(in super::super) struct EntryCard<T> {
    date: DateView<T>,
    text: T,
    anchor: T,
    /// Its address on the timeline of the site.
    place: T,
    /// Where it is stated; `None` for an entry of `timeline.yaml`.
    sources: Option<SourcesView<T>>,
    /// Where `timeline.yaml` says it is stated, and the name of that host.
    url: Option<T>,
    host: Option<T>,
    speakers: Vec<LinkView<T>>,
    /// Publication of the newest of its articles, when the event lay ahead of them all.
    planned: Option<DateView<T>>,
    /// Numbers of its topics and its speakers, as in the choices of the filter.
    topic_ids: T,
    speaker_ids: T,
}

/// Sources that are shown at once.
const NEAR_SOURCES: usize = 3;

/// The articles that state an event, newest first: those shown at once, and those shown when asked for.
#[derive(PartialEq, Eq, Hash, Serialize)]
struct SourcesView<T> {
    near: Vec<SourceView<T>>,
    more: Vec<SourceView<T>>,
    /// How many there are besides the newest.
    others: usize,
}

/// An article that states an event, and where.
#[derive(PartialEq, Eq, Hash, Serialize)]
struct SourceView<T> {
    title: T,
    /// Address of the first passage.
    url: T,
    /// Addresses of the others.
    again: Vec<T>,
}

/// The card of an event, with its texts as `take` gives them.
pub(in super::super) fn entry_card<'s, T>(
    cards: &'s Cards,
    id: EntryId,
    take: &mut impl FnMut(Text<'s>) -> T,
) -> EntryCard<T> {
    let site = &cards.site;
    let entry = &site.timeline[id.0];
    let mut sources: Vec<(ArticleId, SourceView<T>)> = Vec::new();
    for source in &entry.sources {
        let article = &site.articles[source.article.0].article;
        let url = take(Text::address([&addresses::article(&article.slug), "#", &source.anchor].concat()));
        match sources.iter_mut().find(|(known, _)| *known == source.article) {
            Some((_, known)) => known.again.push(url),
            None => {
                let title = take(Text::plain(&article.title));
                sources.push((source.article, SourceView { title, url, again: Vec::new() }));
            }
        }
    }
    let speakers = entry.speakers.iter().map(|&id| cards.speaker_link(id));
    EntryCard {
        date: cards.date(id).with(take),
        text: take(Text::plain(&entry.text)),
        anchor: take(Text::plain(&entry.anchor)),
        place: take(Text::address(entry_address(entry, cards.is_split))),
        planned: planned(site, entry).and_then(|article| cards.day(article)).map(|day| day.with(take)),
        topic_ids: take(Text::plain(joined(entry.topics.iter().map(|id| id.0)))),
        speaker_ids: take(Text::plain(joined(entry.speakers.iter().map(|id| id.0)))),
        sources: sources_view(sources.into_iter().map(|(_, source)| source).collect()),
        url: entry.url.as_deref().map(|url| take(Text::address(url))),
        host: entry.url.as_deref().map(|url| take(Text::plain(super::super::speaker::host(url)))),
        speakers: speakers
            .map(|link| LinkView {
                title: take(Text::plain(&link.title)),
                url: take(Text::address(&link.url)),
            })
            .collect(),
    }
}

fn sources_view<T>(mut near: Vec<SourceView<T>>) -> Option<SourcesView<T>> {
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
