//! What the entries of a page can be filtered by. Filtering is done in the browser; what there is to choose from is known here.

use serde::Serialize;

use super::super::Renderer;
use crate::site::{EntryId, TopicId};

/// Choices of the filter form.
#[derive(Serialize)]
pub(super) struct FiltersView<'s> {
    /// By title; empty where all entries have the same.
    topics: Vec<ChoiceView<'s>>,
    /// In the order of the speaker index; empty where nobody is named.
    speakers: Vec<ChoiceView<'s>>,
}

/// A topic or a speaker.
#[derive(Serialize)]
struct ChoiceView<'s> {
    /// As in the address.
    id: &'s str,
    /// As in the entries' `data-topics` and `data-speakers`, where a name would stand thousands of times.
    number: usize,
    title: &'s str,
    /// Entries that have it.
    count: usize,
}

/// The choices among `ids`; `own` is the topic whose timeline it is.
pub(super) fn filters<'s>(render: &Renderer<'s>, ids: &[EntryId], own: Option<TopicId>) -> FiltersView<'s> {
    let site = render.site;
    let entries = || ids.iter().map(|id| &site.timeline[id.0]);
    let topics = count(entries().flat_map(|entry| entry.topics.iter().map(|id| id.0)), site.topics.len());
    let speakers =
        count(entries().flat_map(|entry| entry.speakers.iter().map(|id| id.0)), site.speakers.len());
    let is_choice = |topic: usize, count: usize| Some(TopicId(topic)) != own && count < ids.len();
    FiltersView {
        topics: topics
            .filter(|(topic, count)| is_choice(*topic, *count))
            .map(|(number, count)| {
                let topic = &site.topics[number];
                ChoiceView { id: &topic.slug, number, title: &topic.title, count }
            })
            .collect(),
        speakers: speakers
            .map(|(number, count)| {
                let speaker = &site.speakers[number];
                ChoiceView { id: &speaker.id, number, title: &speaker.name, count }
            })
            .collect(),
    }
}

/// How often each of `total` numbered things is among `items`, without those that are not.
fn count(items: impl Iterator<Item = usize>, total: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut counts = vec![0; total];
    for item in items {
        counts[item] += 1;
    }
    counts.into_iter().enumerate().filter(|(_, count)| *count > 0)
}
