//! Entries as HTML for the timelines of topics and of people, made once: an entry stands on the timeline of each topic of each of its
//! articles, and of everybody whom it names.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::super::Renderer;
use super::super::forms::{Forms, Slot};
use super::card::{EntryCard, entry_card};
use crate::site::{EntryId, Site};

/// Entries as HTML for no topic and no person in particular.
pub(super) struct Fragments {
    /// With everything that is known of them.
    wholes: Forms<EntryCard<Slot>>,
    /// The same of entries that several passages state, which most are not, for all timelines but that of the site.
    briefs: Forms<EntryCard<Slot>>,
    /// Entries in brief that have been made so far; `None` where the template is at fault, which the page that needs it reports.
    made: Vec<OnceLock<Option<String>>>,
}

impl Fragments {
    pub(super) fn new(site: &Site) -> Self {
        Self {
            wholes: Forms::new("parts/entry.html", "event"),
            briefs: Forms::new("parts/entry-brief.html", "event"),
            made: site.timeline.iter().map(|_| OnceLock::new()).collect(),
        }
    }
}

/// Whether there is no more to tell of the entry `id` than in brief.
pub(super) fn is_brief(site: &Site, id: EntryId) -> bool {
    site.timeline[id.0].sources.len() < 2
}

/// The entry `id` in brief: HTML for anywhere.
pub(super) fn brief<'r>(render: &Renderer<'r>, id: EntryId) -> Option<&'r str> {
    let Fragments { wholes, briefs, made } = &render.timelines.fragments;
    let forms = if is_brief(render.site, id) { wholes } else { briefs };
    made[id.0].get_or_init(|| html(render, forms, id)).as_deref()
}

/// The entry `id` as a whole: HTML for anywhere. Where it has a form in brief as well, the whole stands on one page only, and is not kept.
pub(super) fn whole<'r>(render: &Renderer<'r>, id: EntryId) -> Option<Cow<'r, str>> {
    if is_brief(render.site, id) {
        return brief(render, id).map(Cow::Borrowed);
    }
    html(render, &render.timelines.fragments.wholes, id).map(Cow::Owned)
}

fn html(render: &Renderer<'_>, forms: &Forms<EntryCard<Slot>>, id: EntryId) -> Option<String> {
    let cards = render.cards;
    forms.html(
        render.theme,
        |texts| entry_card(cards, id, &mut |text| texts.slot(text)),
        || entry_card(cards, id, &mut std::convert::identity),
    )
}
