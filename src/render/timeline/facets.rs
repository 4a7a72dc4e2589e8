//! What the entries of a page can be filtered by. Filtering is done in the browser; what there is to choose from is known here.

use std::fmt::Write;

use serde::Serialize;
use tera::Value;

use super::super::Renderer;
use crate::content::markdown::escape::{push_attribute, push_text};
use crate::site::{EntryId, TopicId};

/// Choices of the filter form, each list as `option` elements: a topic or a speaker as in the address, by the number that the
/// entries' `data-topics` and `data-speakers` have, where a name would stand thousands of times, and with how many entries have it.
#[derive(Serialize)]
pub(super) struct FiltersView {
    /// By title; nothing where all entries have the same.
    topics: Option<Value>,
    /// In the order of the speaker index; nothing where nobody is named.
    speakers: Option<Value>,
}

/// The choices among `ids`; `own` is the topic whose timeline it is.
pub(super) fn filters(render: &Renderer<'_>, ids: &[EntryId], own: Option<TopicId>) -> FiltersView {
    let site = render.site;
    let entries = || ids.iter().map(|id| &site.timeline[id.0]);
    let topics = count(entries().flat_map(|entry| entry.topics.iter().map(|id| id.0)), site.topics.len());
    let speakers =
        count(entries().flat_map(|entry| entry.speakers.iter().map(|id| id.0)), site.speakers.len());
    let is_choice = |topic: usize, count: usize| Some(TopicId(topic)) != own && count < ids.len();
    FiltersView {
        topics: options(topics.filter(|(topic, count)| is_choice(*topic, *count)), |number| {
            (&site.topics[number].slug, &site.topics[number].title)
        }),
        speakers: options(speakers, |number| (&site.speakers[number].id, &site.speakers[number].name)),
    }
}

/// The things by number and with their counts as `option` elements; `named` knows their identifiers and titles.
fn options<'s>(
    choices: impl Iterator<Item = (usize, usize)>,
    named: impl Fn(usize) -> (&'s str, &'s str),
) -> Option<Value> {
    let mut html = String::new();
    for (number, count) in choices {
        let (id, title) = named(number);
        html.push_str("\n<option value=\"");
        push_attribute(&mut html, id);
        // Writing to a string can't fail.
        let _ = write!(html, "\" data-n=\"{number}\">");
        push_text(&mut html, title);
        let _ = write!(html, " ({count})</option>");
    }
    (!html.is_empty()).then(|| Value::safe_string(&html))
}

/// How often each of `total` numbered things is among `items`, without those that are not.
fn count(items: impl Iterator<Item = usize>, total: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut counts = vec![0; total];
    for item in items {
        counts[item] += 1;
    }
    counts.into_iter().enumerate().filter(|(_, count)| *count > 0)
}
