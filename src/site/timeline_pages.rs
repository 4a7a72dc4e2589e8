//! Which pages the timelines have: one for the site and one for every topic; a long one is split by year.

use super::{EntryId, Site, TimelineEntry, TopicId, addresses};
use crate::edtf::Edtf;

/// Entries from which the timeline of the site is split into years: more is a long way to scroll on a phone.
const SITE_LIMIT: usize = 300;
/// The same for a topic, whose story reads better on one page.
const TOPIC_LIMIT: usize = 1_000;

/// Whose timeline it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineScope {
    /// Of everything.
    Site,
    /// Of the articles on a topic.
    Topic(TopicId),
}

/// A page of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelinePage {
    /// Whose timeline it is.
    pub scope: TimelineScope,
    /// The year it shows; `None` for the whole timeline, or the way into one that is split.
    pub year: Option<i16>,
}

impl TimelinePage {
    /// Its address.
    pub fn address(self, site: &Site) -> String {
        let base = match self.scope {
            TimelineScope::Site => addresses::TIMELINE.to_owned(),
            TimelineScope::Topic(id) => addresses::topic_timeline(&site.topics[id.0].slug),
        };
        self.year.map_or_else(|| base.clone(), |year| addresses::timeline_year(&base, year))
    }
}

impl TimelineScope {
    /// Its entries, oldest first.
    pub fn entries(self, site: &Site) -> Vec<EntryId> {
        match self {
            TimelineScope::Site => (0..site.timeline.len()).map(EntryId).collect(),
            TimelineScope::Topic(id) => site.topics[id.0].events.clone(),
        }
    }

    /// The years it is split into, in order; none when it stands on one page.
    pub fn years(self, site: &Site) -> Vec<i16> {
        let entries = self.entries(site);
        let limit = match self {
            TimelineScope::Site => SITE_LIMIT,
            TimelineScope::Topic(_) => TOPIC_LIMIT,
        };
        if entries.len() <= limit {
            return Vec::new();
        }
        let mut years: Vec<i16> =
            entries.iter().filter_map(|id| timeline_year(&site.timeline[id.0].date)).collect();
        years.sort_unstable();
        years.dedup();
        // A single long year gains nothing from a page before it.
        if years.len() > 1 { years } else { Vec::new() }
    }
}

/// Every page of every timeline. The one of the site is there even when it is empty.
pub fn timeline_pages(site: &Site) -> Vec<TimelinePage> {
    let topics = (0..site.topics.len()).filter(|topic| !site.topics[*topic].events.is_empty());
    let scopes =
        std::iter::once(TimelineScope::Site).chain(topics.map(|index| TimelineScope::Topic(TopicId(index))));
    scopes
        .flat_map(|scope| {
            let years = scope.years(site).into_iter().map(Some);
            std::iter::once(None).chain(years).map(move |year| TimelinePage { scope, year })
        })
        .collect()
}

/// Where the timeline of the site shows `entry`; `is_split` says whether each of its years has a page.
pub fn entry_address(entry: &TimelineEntry, is_split: bool) -> String {
    match timeline_year(&entry.date).filter(|_| is_split) {
        None => [addresses::TIMELINE, "#", &entry.anchor].concat(),
        Some(year) => [addresses::TIMELINE, &addresses::year_name(year), "/#", &entry.anchor].concat(),
    }
}

/// The year under which a timeline lists `date`: the one in which it begins, or ends when its beginning is open.
pub fn timeline_year(date: &Edtf) -> Option<i16> {
    date.earliest().or_else(|| date.latest()).map(jiff::civil::Date::year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(entries_a_year: usize, years: std::ops::Range<i16>) -> Site {
        let entry = |year: i16| TimelineEntry {
            date: format!("{year:04}").parse().expect("a year"),
            text: "Something happened.".to_owned(),
            anchor: String::new(),
            sources: vec![],
            url: None,
            topics: vec![],
            speakers: vec![],
        };
        let timeline = years.flat_map(|year| (0..entries_a_year).map(move |_| year)).map(entry).collect();
        Site { timeline, ..Site::default() }
    }

    #[test]
    fn a_long_timeline_is_split_by_year() {
        let addresses = |site: &Site| -> Vec<String> {
            timeline_pages(site).into_iter().map(|page| page.address(site)).collect()
        };
        assert_eq!(addresses(&site(SITE_LIMIT / 2, 2013..2015)), ["timeline/"]);
        assert_eq!(
            addresses(&site(SITE_LIMIT / 2 + 1, 2013..2015)),
            ["timeline/", "timeline/2013/", "timeline/2014/"]
        );
        assert_eq!(addresses(&site(SITE_LIMIT * 2, 2013..2014)), ["timeline/"]);
        assert_eq!(addresses(&Site::default()), ["timeline/"]);
    }
}
