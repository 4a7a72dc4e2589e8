//! Timelines: of the site, of a topic, of a speaker. Entries by year and month, an overview that leads to them, and what
//! they can be filtered by.

mod across;
mod card;
mod drawing;
mod facets;
mod fragments;
mod groups;
mod scopes;
mod strip;

use std::borrow::Cow;

use serde::Serialize;
use tera::Value;

pub(super) use self::across::file as entries_of_all_years;
pub(super) use self::card::{entry_card, joined};
use self::fragments::Fragments;
use self::groups::YearView;
pub(super) use self::groups::{Headings, YearShape};
use self::scopes::{Scope, Scopes};
use self::strip::StripView;
use super::forms::{Slot, Text};
use super::{Renderer, View, filters};
use crate::edtf::Edtf;
use crate::site::{EntryId, Site, TimelinePage, TimelineScope, TopicId, addresses};

/// What was last: entries that the way into a split timeline and a topic's page show.
const LATEST: usize = 8;
/// From how many entries on an overview and filters are worth their room.
const OVERVIEW_FROM: usize = 8;

/// What the pages of timelines have in common, made once.
pub(super) struct Shared {
    fragments: Fragments,
    scopes: Scopes,
}

impl Shared {
    pub(super) fn new(site: &Site) -> Self {
        Self { fragments: Fragments::new(site), scopes: Scopes::new(site) }
    }
}

/// Entries as a page shows them, as `chronicle`.
#[derive(Serialize)]
pub(super) struct ChronicleView {
    years: Vec<Value>,
    strip: Option<StripView>,
    total: usize,
    /// Whether entries are told in brief.
    is_brief: bool,
}

impl ChronicleView {
    /// The entries `ids` in brief on the page `here` of their topic, or of somebody whom they name.
    pub(super) fn brief(render: &Renderer<'_>, ids: &[EntryId], here: &str, headings: Headings<'_>) -> Self {
        let entry = |id| fragments::brief(render, id).map(Cow::Borrowed);
        Self { is_brief: true, ..Self::of(render, ids, here, headings, entry) }
    }

    /// The entries `ids` on the page `here`, each as the HTML that `entry` makes of it.
    fn of<'r>(
        render: &Renderer<'_>,
        ids: &[EntryId],
        here: &str,
        headings: Headings<'_>,
        entry: impl Fn(EntryId) -> Option<Cow<'r, str>>,
    ) -> Self {
        let up = filters::up(here);
        let years = groups::years(render, ids, headings, |month, id| match entry(id) {
            Some(html) => month.push_html(&html, &up),
            None => month.push_card(render.cards.entry(id)),
        });
        let strip = if ids.len() < OVERVIEW_FROM { None } else { strip::of_page(render, ids, &years) };
        let length = years.iter().map(YearView::length).sum();
        let html =
            render.parts.years.lines(render.theme, "", length, years.iter(), |year, texts| year.shape(texts));
        let years = match html {
            Some(html) if html.is_empty() => Vec::new(),
            Some(html) => vec![Value::safe_string(&html)],
            None => years.into_iter().map(|year| Value::from_serializable(&year.finished())).collect(),
        };
        Self { years, strip, total: ids.len(), is_brief: false }
    }
}

/// What a timeline's page says around its entries, as `timeline`.
#[derive(Serialize)]
struct TimelineView<'s> {
    /// Address of the whole timeline.
    url: String,
    /// The topic, for a topic's.
    topic: Option<Value>,
    /// The year, for one year of a timeline.
    year: Option<String>,
    /// Neighbouring years, for one year of a timeline.
    earlier: Option<&'s YearLink>,
    later: Option<&'s YearLink>,
    /// Every year, for the way into a timeline that is split.
    split: &'s [YearLink],
    /// The others, for one year of a timeline: where else there is what a reader looks for.
    others: Vec<Value>,
    /// Address of the script with the entries of all years, for both.
    entries: Option<&'static str>,
    /// The topic by its number there.
    topic_number: Option<usize>,
    /// The last entries, for the same.
    latest: Vec<Value>,
    /// All topics that have a timeline, for the same.
    topics: Vec<Value>,
    filters: Option<facets::FiltersView>,
}

/// A link to a year of a timeline.
#[derive(Serialize)]
struct YearLink {
    title: String,
    /// As in the entries of all years.
    name: String,
    url: String,
    count: usize,
}

pub(super) fn view(render: &Renderer<'_>, page: TimelinePage, here: &str) -> View {
    let site = render.site;
    let scope = render.timelines.scopes.get(site, page.scope);
    let (all, years) = (scope.entries.as_slice(), scope.years.as_slice());
    let base = TimelinePage { year: None, ..page }.address(site);
    let links =
        scope.links.get_or_init(|| years.iter().map(|year| year_link(render, &base, *year, scope)).collect());
    let is_way_in = page.year.is_none() && !years.is_empty();
    let shown = match page.year {
        Some(year) => scope.by_year.get(&year).map_or(&[][..], Vec::as_slice),
        None if is_way_in => &[],
        None => all,
    };
    let year = page.year.map(|year| printed(render, year));
    let headings = Headings { year: "h2", month: "h3", page: year.as_deref() };
    let mut chronicle = match page.scope {
        TimelineScope::Site => {
            ChronicleView::of(render, shown, here, headings, |id| fragments::whole(render, id))
        }
        TimelineScope::Topic(_) => ChronicleView::brief(render, shown, here, headings),
    };
    if is_way_in {
        chronicle.strip = strip::of_years(render, scope, &base);
        chronicle.total = all.len();
    }
    let at = page.year.and_then(|year| years.iter().position(|other| *other == year));
    let neighbour = |at: Option<usize>| links.get(at?);
    let view = TimelineView {
        topic: topic(page.scope).map(|id| render.cards.topic(id).clone()),
        year,
        earlier: neighbour(at.and_then(|at| at.checked_sub(1))),
        later: neighbour(at.map(|at| at + 1)),
        latest: if is_way_in { render.cards.entries(&latest(render, all)) } else { Vec::new() },
        topics: if is_way_in && page.scope == TimelineScope::Site { topics(render) } else { Vec::new() },
        split: if is_way_in { links } else { &[] },
        others: at.map_or_else(Vec::new, |at| other_years(render, links, at)),
        entries: (!years.is_empty()).then_some(addresses::TIMELINE_ENTRIES),
        topic_number: topic(page.scope).map(|topic| topic.0),
        filters: (is_way_in || shown.len() >= OVERVIEW_FROM)
            .then(|| facets::filters(render, if is_way_in { all } else { shown }, topic(page.scope))),
        url: base,
    };
    let words = &render.language.interface;
    let name = words.phrase("timeline");
    let mut title = match topic(page.scope) {
        Some(id) => format!("{name}: {}", site.topics[id.0].title),
        None => name.to_owned(),
    };
    if let Some(year) = &view.year {
        title = format!("{title}, {year}");
    }
    View::new("timeline.html", title)
        .with("timeline", &view)
        .with("chronicle", &chronicle)
        .described(words.phrase("timeline_intro"))
}

/// What the template of the program asks of a link to another year.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct OtherYear {
    title: Slot,
    name: Slot,
    url: Slot,
}

/// The links to all years but the one at the place `at`.
fn other_years(render: &Renderer<'_>, links: &[YearLink], at: usize) -> Vec<Value> {
    render.parts.other_years.list(
        render.theme,
        // Their pages lie side by side.
        "../",
        links.iter().enumerate().filter(|(index, _)| at != *index),
        |(_, link), texts| {
            Some(OtherYear {
                title: texts.slot(Text::plain(&link.title)),
                name: texts.slot(Text::plain(&link.name)),
                url: texts.slot(Text::address([&link.name, "/"].concat())),
            })
        },
        |(_, link)| link,
    )
}

fn topic(scope: TimelineScope) -> Option<TopicId> {
    if let TimelineScope::Topic(id) = scope { Some(id) } else { None }
}

fn topics(render: &Renderer<'_>) -> Vec<Value> {
    let with_events =
        (0..render.site.topics.len()).filter(|topic| !render.site.topics[*topic].events.is_empty());
    with_events.map(|index| render.cards.topic(TopicId(index)).clone()).collect()
}

fn year_link(render: &Renderer<'_>, base: &str, year: i16, scope: &Scope) -> YearLink {
    YearLink {
        title: printed(render, year),
        name: addresses::year_name(year),
        url: addresses::timeline_year(base, year),
        count: scope.count(year),
    }
}

/// A year as printed.
fn printed(render: &Renderer<'_>, year: i16) -> String {
    let name = addresses::year_name(year);
    name.parse::<Edtf>().map_or_else(|_| name.clone(), |date| render.language.dates.display.long(&date))
}

/// What happened last of `ids` as of the newest article, newest first: announcements of later days are no news of the past.
pub(super) fn latest(render: &Renderer<'_>, ids: &[EntryId]) -> Vec<EntryId> {
    let site = render.site;
    let newest = site.articles.iter().filter_map(|article| article.article.date).max();
    let happened = |date: &Edtf| date.earliest().is_some_and(|day| newest.is_none_or(|newest| day <= newest));
    let past = ids.iter().rev().copied().filter(|id| happened(&site.timeline[id.0].date));
    past.take(LATEST).collect()
}
