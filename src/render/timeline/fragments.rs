//! Entries as HTML for the timelines of topics and of people, made once: an entry stands on the timeline of each topic of each of its
//! articles, and of everybody whom it names.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::super::Renderer;
use crate::site::{EntryId, Site};

/// The template of an entry in brief. It is rendered for no topic and no person in particular.
const BRIEF: &str = "parts/entry-brief.html";
/// The same with everything that is known of it, for the timeline of the site.
const WHOLE: &str = "parts/entry.html";

/// Entries in brief that have been rendered so far; `None` where the template is at fault, which the page that needs it reports.
pub(super) struct Fragments(Vec<OnceLock<Option<String>>>);

impl Fragments {
    pub(super) fn new(site: &Site) -> Self {
        Self(site.timeline.iter().map(|_| OnceLock::new()).collect())
    }
}

/// The entry `id` in brief: HTML for anywhere.
pub(super) fn brief<'r>(render: &Renderer<'r>, id: EntryId) -> Option<&'r str> {
    brief_of(render, id, || render.cards.entry(id))
}

/// The same of an entry whose card may be known.
fn brief_of<'r>(render: &Renderer<'r>, id: EntryId, card: impl FnOnce() -> Value) -> Option<&'r str> {
    let html = render.timelines.fragments.0[id.0].get_or_init(|| fragment(render, BRIEF, card()));
    html.as_deref()
}

/// The entry `id` as a whole: HTML for anywhere, made anew, as it stands on one page. While its card is at hand, it is made in brief
/// for other pages, so that nobody has to keep the card.
pub(super) fn whole(render: &Renderer<'_>, id: EntryId) -> Option<String> {
    let card = render.cards.entry(id);
    let entry = &render.site.timeline[id.0];
    if !(entry.topics.is_empty() && entry.speakers.is_empty()) {
        brief_of(render, id, || card.clone());
    }
    fragment(render, WHOLE, card)
}

fn fragment(render: &Renderer<'_>, template: &str, card: Value) -> Option<String> {
    let mut context = Context::new();
    context.insert_value("event", card);
    render.theme.fragment(template, context)
}
