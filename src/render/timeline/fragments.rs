//! Entries as HTML on the timelines of topics, made once: an entry stands on the timeline of each topic of each of its articles, and its
//! links are the same from all of them.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::super::Renderer;
use crate::site::{EntryId, Site, addresses};

/// The template of an entry. It is rendered for no topic in particular.
const TEMPLATE: &str = "parts/entry.html";
/// Stands for any topic and any year.
const ANY_TOPIC: &str = "-";
const ANY_YEAR: i16 = 1;

/// Entries that have been rendered so far; `None` where the template is at fault, which the page that needs it reports.
pub(in super::super) struct Fragments {
    whole: Vec<OnceLock<Option<Value>>>,
    split: Vec<OnceLock<Option<Value>>>,
}

impl Fragments {
    pub(in super::super) fn new(site: &Site) -> Self {
        let empty = || site.timeline.iter().map(|_| OnceLock::new()).collect();
        Self { whole: empty(), split: empty() }
    }
}

/// The entry `id` for the timeline of a topic, or for one year of it: HTML, or its card for the template to render.
pub(super) fn entry(render: &Renderer<'_>, id: EntryId, is_year: bool) -> Value {
    let fragments = if is_year { &render.fragments.split } else { &render.fragments.whole };
    let html = fragments[id.0].get_or_init(|| {
        let mut here = addresses::topic_timeline(ANY_TOPIC);
        if is_year {
            here = addresses::timeline_year(&here, ANY_YEAR);
        }
        let mut context = Context::new();
        context.insert_value("event", render.cards.entry(id).clone());
        context.insert("here", &here);
        let html = String::from_utf8(render.theme.render(TEMPLATE, &context).ok()?).ok()?;
        Some(Value::safe_string(html.trim()))
    });
    html.clone().unwrap_or_else(|| render.cards.entry(id).clone())
}
