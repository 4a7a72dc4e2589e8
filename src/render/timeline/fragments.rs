//! Entries as HTML for the timelines of topics and of people, made once: an entry stands on the timeline of each topic of each of its
//! articles.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::super::Renderer;
use crate::site::{EntryId, Site};

/// The template of an entry. It is rendered for no topic and no person in particular.
const TEMPLATE: &str = "parts/entry-brief.html";
/// The same with everything that is known of it, for the timeline of the site.
const WHOLE_TEMPLATE: &str = "parts/entry.html";

/// Where an entry stands in brief: the kinds of pages on which it says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The timeline of a topic.
    Topic,
    /// The page of somebody whom the entry names.
    Speaker,
}

/// Entries that have been rendered so far, by [`Place`]; `None` where the template is at fault, which the page that needs it reports.
pub(super) struct Fragments([Vec<OnceLock<Option<String>>>; 2]);

impl Fragments {
    pub(super) fn new(site: &Site) -> Self {
        Self(std::array::from_fn(|_| site.timeline.iter().map(|_| OnceLock::new()).collect()))
    }
}

/// The entry `id` in brief at `place`: HTML for anywhere.
pub(super) fn brief<'r>(render: &Renderer<'r>, id: EntryId, place: Place) -> Option<&'r str> {
    brief_of(render, id, place, || render.cards.entry(id))
}

/// The same of an entry whose card may be known.
fn brief_of<'r>(
    render: &Renderer<'r>,
    id: EntryId,
    place: Place,
    card: impl FnOnce() -> Value,
) -> Option<&'r str> {
    let html = render.timelines.fragments.0[place as usize][id.0].get_or_init(|| {
        let mut context = Context::new();
        context.insert_value("event", card());
        // On the page of the only person whom it names, nobody needs the name again.
        let own = place == Place::Speaker && render.site.timeline[id.0].speakers.len() == 1;
        context.insert_value("own", own.into());
        render.theme.fragment(TEMPLATE, context)
    });
    html.as_deref()
}

/// The entry `id` as a whole: HTML for anywhere, made anew, as it stands on one page. While its card is at hand, it is made in brief
/// for other pages, so that nobody has to keep the card.
pub(super) fn whole(render: &Renderer<'_>, id: EntryId) -> Option<String> {
    let card = render.cards.entry(id);
    let entry = &render.site.timeline[id.0];
    let places = [(Place::Topic, entry.topics.is_empty()), (Place::Speaker, entry.speakers.is_empty())];
    for (place, _) in places.iter().filter(|(_, is_nowhere)| !is_nowhere) {
        brief_of(render, id, *place, || card.clone());
    }
    let mut context = Context::new();
    context.insert_value("event", card);
    render.theme.fragment(WHOLE_TEMPLATE, context)
}
