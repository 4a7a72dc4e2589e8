//! The entries of a timeline by year, sorted out once: every page of a split timeline knows them all.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::YearLink;
use crate::site::{EntryId, Site, TimelineScope, TopicId, timeline_year};

/// The timeline of the site, then those of its topics, each made when it is first asked for.
pub(super) struct Scopes(Vec<OnceLock<Scope>>);

/// A timeline.
pub(super) struct Scope {
    /// Oldest first.
    pub entries: Vec<EntryId>,
    /// The years it is split into, in order; none when it stands on one page.
    pub years: Vec<i16>,
    /// The entries of each year.
    pub by_year: BTreeMap<i16, Vec<EntryId>>,
    /// A link to each of the years, once a page has asked for them.
    pub links: OnceLock<Vec<YearLink>>,
}

impl Scopes {
    pub(super) fn new(site: &Site) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(1 + site.topics.len()).collect())
    }

    pub(super) fn get(&self, site: &Site, scope: TimelineScope) -> &Scope {
        let index = match scope {
            TimelineScope::Site => 0,
            TimelineScope::Topic(TopicId(topic)) => 1 + topic,
        };
        self.0[index].get_or_init(|| Scope::new(site, scope))
    }
}

impl Scope {
    fn new(site: &Site, scope: TimelineScope) -> Self {
        let entries = scope.entries(site);
        let mut by_year: BTreeMap<i16, Vec<EntryId>> = BTreeMap::new();
        for &id in &entries {
            if let Some(year) = timeline_year(&site.timeline[id.0].date) {
                by_year.entry(year).or_default().push(id);
            }
        }
        Self { years: scope.years(site), entries, by_year, links: OnceLock::new() }
    }

    /// How many entries `year` has.
    pub(super) fn count(&self, year: i16) -> usize {
        self.by_year.get(&year).map_or(0, Vec::len)
    }
}
