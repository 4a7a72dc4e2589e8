//! The timeline of the site: what articles state and what `timeline.yaml` adds, each event once.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::anchors::words;
use super::{EntrySource, SpeakerId, TimelineEntry, TopicId};
use crate::edtf::Edtf;

/// Statements of one date are compared pair by pair only up to this many; beyond, equal words alone join them.
const COMPARED: usize = 200;
/// Two statements of the same date are one event from this share of common words on (Jaccard index).
const SAME_EVENT: f64 = 0.6;

/// An event before it is joined with its like.
#[derive(Debug)]
pub(super) struct Candidate {
    pub date: Edtf,
    pub text: String,
    pub source: Option<EntrySource>,
    pub url: Option<String>,
    pub topics: Vec<TopicId>,
    pub speakers: Vec<SpeakerId>,
}

/// Joins statements of the same event and sorts the rest by date, open beginnings first and of two dates that
/// begin alike the longer one first. An entry keeps the words of its first candidate, so hand in the
/// author's own entries before those of articles, and these newest first.
pub(super) fn timeline(candidates: Vec<Candidate>) -> Vec<TimelineEntry> {
    let mut by_date: BTreeMap<Edtf, Vec<(HashSet<String>, TimelineEntry)>> = BTreeMap::new();
    for candidate in candidates {
        let group = by_date.entry(candidate.date.clone()).or_default();
        let said: HashSet<String> = words([candidate.text.as_str()]).split(' ').map(str::to_owned).collect();
        let same = if group.len() <= COMPARED {
            group.iter().position(|(other, _)| overlap(&said, other) >= SAME_EVENT)
        } else {
            group.iter().position(|(other, _)| *other == said)
        };
        match same {
            Some(at) => absorb(&mut group[at].1, candidate),
            None => group.push((said, entry(candidate))),
        }
    }
    let mut timeline: Vec<TimelineEntry> = by_date.into_values().flatten().map(|(_, entry)| entry).collect();
    timeline.sort_by(|a, b| {
        let key = |entry: &TimelineEntry| (entry.date.earliest(), std::cmp::Reverse(entry.date.latest()));
        key(a).cmp(&key(b))
    });
    let mut anchors = super::anchors::Anchors::default();
    for entry in &mut timeline {
        entry.anchor = anchors.event([entry.date.as_str(), entry.text.as_str()]);
    }
    timeline
}

fn entry(candidate: Candidate) -> TimelineEntry {
    TimelineEntry {
        date: candidate.date,
        text: candidate.text,
        anchor: String::new(),
        sources: candidate.source.into_iter().collect(),
        url: candidate.url,
        topics: candidate.topics,
        speakers: candidate.speakers,
    }
}

fn absorb(entry: &mut TimelineEntry, candidate: Candidate) {
    entry.sources.extend(candidate.source);
    if entry.url.is_none() {
        entry.url = candidate.url;
    }
    for topic in candidate.topics {
        if !entry.topics.contains(&topic) {
            entry.topics.push(topic);
        }
    }
    for speaker in candidate.speakers {
        if !entry.speakers.contains(&speaker) {
            entry.speakers.push(speaker);
        }
    }
}

fn overlap(a: &HashSet<String>, b: &HashSet<String>) -> f64 {
    let common = a.intersection(b).count();
    common as f64 / (a.len() + b.len() - common).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::ArticleId;

    fn candidate(date: &str, text: &str, article: usize) -> Candidate {
        Candidate {
            date: date.parse().unwrap(),
            text: text.to_owned(),
            source: Some(EntrySource { article: ArticleId(article), index: 0, anchor: "e-1".to_owned() }),
            url: None,
            topics: vec![],
            speakers: vec![],
        }
    }

    #[test]
    fn one_event_told_twice_is_one_entry_with_two_sources() {
        let timeline = timeline(vec![
            candidate("2014-09-05", "The first accord was signed in Minsk.", 0),
            candidate("2014-09-05", "The first accord was signed in Minsk in September.", 1),
            candidate("2014-09-05", "Markets fell.", 1),
            candidate("2014-09-06", "The first accord was signed in Minsk.", 2),
        ]);
        assert_eq!(timeline.iter().map(|entry| entry.sources.len()).collect::<Vec<_>>(), [2, 1, 1]);
    }

    #[test]
    fn entries_stand_in_order_of_time() {
        let dates = ["2015", "2014-09-05", "../2013", "2014"];
        let timeline = timeline(dates.iter().map(|date| candidate(date, date, 0)).collect());
        let order: Vec<_> = timeline.iter().map(|entry| entry.date.as_str()).collect();
        assert_eq!(order, ["../2013", "2014", "2014-09-05", "2015"]);
    }
}
