//! Entries as HTML on the timelines of topics and of people, made once: an entry stands on the timeline of each topic of each of its
//! articles, and its links are the same from all of them.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::super::Renderer;
use crate::site::{EntryId, Site, addresses};

/// The template of an entry. It is rendered for no topic and no person in particular.
const TEMPLATE: &str = "parts/entry-brief.html";
/// Stands for any topic, any person and any year.
const ANY: &str = "-";
const ANY_YEAR: i16 = 1;

/// Where an entry stands: the kinds of pages from which its links are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The timeline of a topic.
    Topic,
    /// One year of it.
    TopicYear,
    /// The page of somebody whom the entry names.
    Speaker,
}

impl Place {
    fn address(self) -> String {
        match self {
            Place::Topic => addresses::topic_timeline(ANY),
            Place::TopicYear => addresses::timeline_year(&addresses::topic_timeline(ANY), ANY_YEAR),
            Place::Speaker => addresses::speaker(ANY),
        }
    }
}

/// Entries that have been rendered so far, by [`Place`]; `None` where the template is at fault, which the page that needs it reports.
pub(super) struct Fragments([Vec<OnceLock<Option<Value>>>; 3]);

impl Fragments {
    pub(super) fn new(site: &Site) -> Self {
        Self(std::array::from_fn(|_| site.timeline.iter().map(|_| OnceLock::new()).collect()))
    }
}

/// The entry `id` at `place`: HTML, or its card for the template to render.
pub(super) fn entry(render: &Renderer<'_>, id: EntryId, place: Place) -> Value {
    let html = render.timelines.fragments.0[place as usize][id.0].get_or_init(|| {
        let mut context = Context::new();
        context.insert_value("event", render.cards.entry(id).clone());
        context.insert("here", &place.address());
        // On the page of the only person whom it names, nobody needs the name again.
        let own = place == Place::Speaker && render.site.timeline[id.0].speakers.len() == 1;
        context.insert("own", &own);
        let html = String::from_utf8(render.theme.render(TEMPLATE, &context).ok()?).ok()?;
        Some(Value::safe_string(html.trim()))
    });
    html.clone().unwrap_or_else(|| render.cards.entry(id).clone())
}
