//! What the entries of a page can be filtered by. Filtering is done in the browser; what there is to choose from is known here.

use std::collections::BTreeMap;

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
    let topics = count(entries().flat_map(|entry| entry.topics.iter().copied()));
    let speakers = count(entries().flat_map(|entry| entry.speakers.iter().copied()));
    let is_choice = |topic: TopicId, count: usize| Some(topic) != own && count < ids.len();
    FiltersView {
        topics: topics
            .into_iter()
            .filter(|(topic, count)| is_choice(*topic, *count))
            .map(|(topic, count)| {
                let (number, topic) = (topic.0, &site.topics[topic.0]);
                ChoiceView { id: &topic.slug, number, title: &topic.title, count }
            })
            .collect(),
        speakers: speakers
            .into_iter()
            .map(|(speaker, count)| {
                let (number, speaker) = (speaker.0, &site.speakers[speaker.0]);
                ChoiceView { id: &speaker.id, number, title: &speaker.name, count }
            })
            .collect(),
    }
}

fn count<T: Ord>(items: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}
