//! Entries as HTML for the timelines of topics and of people, made once: an entry stands on the timeline of each topic of each of its
//! articles, and of everybody whom it names.

use std::borrow::Cow;
use std::sync::OnceLock;

use tera::{Context, Value};

use super::super::Renderer;
use crate::site::{EntryId, Site};

/// The template of an entry with everything that is known of it.
const WHOLE: &str = "parts/entry.html";
/// The same of an entry that several passages state, which most do not, for all timelines but that of the site.
const BRIEF: &str = "parts/entry-brief.html";

/// Entries in brief that have been rendered so far, for no topic and no person in particular; `None` where the template is at fault,
/// which the page that needs it reports.
pub(super) struct Fragments(Vec<OnceLock<Option<String>>>);

impl Fragments {
    pub(super) fn new(site: &Site) -> Self {
        Self(site.timeline.iter().map(|_| OnceLock::new()).collect())
    }
}

/// Whether there is no more to tell of the entry `id` than in brief.
pub(super) fn is_brief(site: &Site, id: EntryId) -> bool {
    site.timeline[id.0].sources.len() < 2
}

/// The entry `id` in brief: HTML for anywhere.
pub(super) fn brief<'r>(render: &Renderer<'r>, id: EntryId) -> Option<&'r str> {
    brief_of(render, id, || render.cards.entry(id))
}

/// The same of an entry whose card may be known.
fn brief_of<'r>(render: &Renderer<'r>, id: EntryId, card: impl FnOnce() -> Value) -> Option<&'r str> {
    let template = if is_brief(render.site, id) { WHOLE } else { BRIEF };
    let html = render.timelines.fragments.0[id.0].get_or_init(|| fragment(render, template, card()));
    html.as_deref()
}

/// The entry `id` as a whole: HTML for anywhere. Where it has a form in brief as well, that is made while its card is at hand, so that
/// nobody has to keep the card; the whole stands on one page only, and is made anew.
pub(super) fn whole<'r>(render: &Renderer<'r>, id: EntryId) -> Option<Cow<'r, str>> {
    if is_brief(render.site, id) {
        return brief(render, id).map(Cow::Borrowed);
    }
    let card = render.cards.entry(id);
    let entry = &render.site.timeline[id.0];
    if !(entry.topics.is_empty() && entry.speakers.is_empty()) {
        brief_of(render, id, || card.clone());
    }
    fragment(render, WHOLE, card).map(Cow::Owned)
}

fn fragment(render: &Renderer<'_>, template: &str, card: Value) -> Option<String> {
    let mut context = Context::new();
    context.insert_value("event", card);
    render.theme.fragment(template, context)
}
