//! The timeline of the site: what articles state and what `timeline.yaml` adds, each event once.
//!
//! Two statements are one event when they give the same date and the same words, in whatever order. Words that
//! only say when ("on Tuesday" in one article, "2 December" in another) don't count. Beyond that, [`same_event`] joins a
//! statement with one that says the same and more, and [`disagreement`] finds those that only their dates keep apart.
//! Anything looser would take "did not sign" for "did sign" and 12 dead for 21.

mod disagreement;
mod same_event;
mod telling;

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::quality::FixedState;
use rayon::prelude::*;

pub(super) use self::disagreement::Disagreement;
use self::telling::Telling;
pub(super) use self::telling::Words;
use super::anchors::{last_word, word_bytes, words};
use super::{EntrySource, SpeakerId, TimelineEntry, TopicId};
use crate::edtf::{Edtf, Precision};
use crate::enrich::{DatedEvent, Findings};

/// An event before it is joined with its like.
#[derive(Debug)]
pub(super) struct Candidate {
    pub date: Edtf,
    pub text: String,
    pub wording: Wording,
    pub source: Option<EntrySource>,
    pub url: Option<String>,
    pub topics: Vec<TopicId>,
    pub speakers: Vec<SpeakerId>,
}

/// What stands for the words of a statement, in whatever order. See [`keys`].
type Keys = (u64, Option<u64>);

/// What the words of a statement are compared by.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    telling: Arc<Telling>,
    keys: Keys,
}

impl Wording {
    /// Reads a statement; for `time_words` see the function of that name.
    pub fn new(text: &str, time_words: &str, words: &mut Words<'_>) -> Self {
        let time_words: Vec<&str> = time_words.split(' ').collect();
        Self { telling: Arc::new(Telling::new(text, &time_words, words)), keys: keys(text, &time_words) }
    }
}

/// The word before the expression of time that dates `event` (often "on" or "in"; empty at the start of the
/// statement), then the words of the expression, a blank behind each but the last. Nothing when an override gave the date.
pub(super) fn time_words(text: &str, findings: &Findings, event: &DatedEvent) -> String {
    let Some(date) = event.date.and_then(|date| findings.dates.get(date)) else { return String::new() };
    let start = event.span.range().start;
    let lead = text.get(start..date.span.range().start).unwrap_or_default();
    let mut time_words = words([last_word(lead)]);
    time_words.push(' ');
    time_words.push_str(&words([date.span.of(text)]));
    time_words
}

/// The entries, and the pairs of entries that seem to give one event different dates.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub entries: Vec<TimelineEntry>,
    pub disagreements: Vec<Disagreement>,
}

/// An entry with every telling of it.
#[derive(Debug)]
struct Told {
    entry: TimelineEntry,
    tellings: Vec<Arc<Telling>>,
    /// The names in them.
    names: Vec<usize>,
    /// Place of its first candidate, which is the order of authority.
    rank: usize,
}

impl Told {
    fn new(rank: usize, candidate: Candidate) -> Self {
        let tellings = vec![Arc::clone(&candidate.wording.telling)];
        Self { rank, tellings, names: Vec::new(), entry: entry(candidate) }
    }

    fn add(&mut self, candidate: Candidate) {
        if !self.tellings.contains(&candidate.wording.telling) {
            self.tellings.push(Arc::clone(&candidate.wording.telling));
        }
        absorb(&mut self.entry, &mut entry(candidate));
    }

    /// Whether an article states it; otherwise `timeline.yaml` does.
    fn is_found(&self) -> bool {
        !self.entry.sources.is_empty()
    }
}

/// Joins statements of the same event and sorts the rest by date, open beginnings first and of two dates that
/// begin alike the longer one first. An entry keeps the words of its first candidate, so hand in the
/// author's own entries before those of articles, and these newest first.
pub(super) fn timeline(mut candidates: Vec<Candidate>) -> Timeline {
    join_years(&mut candidates);
    let mut told = statements(candidates);
    let names = telling::Names::learn(told.iter().flat_map(|told| &told.tellings).map(AsRef::as_ref));
    told.par_iter_mut().for_each(|told| {
        told.names = told.tellings.iter().flat_map(|telling| names.of(telling)).collect();
    });
    same_event::join(&mut told, &names);
    told.sort_by_cached_key(|told| {
        let date = &told.entry.date;
        let latest = date.latest().unwrap_or(jiff::civil::Date::MAX);
        (date.earliest(), std::cmp::Reverse(latest), told.rank)
    });
    let disagreements = disagreement::find(&told, &names);
    let mut anchors = super::anchors::Anchors::default();
    let mut entries: Vec<TimelineEntry> = told.into_iter().map(|told| told.entry).collect();
    let statements: Vec<[&str; 2]> =
        entries.iter().map(|entry| [entry.date.as_str(), entry.text.as_str()]).collect();
    let anchors = anchors.events(&statements);
    for (entry, anchor) in entries.iter_mut().zip(anchors) {
        entry.anchor = anchor;
    }
    Timeline { entries, disagreements }
}

/// "The accords were signed in 2014 and 2015": what a passage tells of years in a row is one entry over them.
fn join_years(candidates: &mut Vec<Candidate>) {
    candidates.dedup_by(|next, last| match years_in_a_row(last, next) {
        Some(years) => {
            last.date = years;
            true
        }
        None => false,
    });
}

fn years_in_a_row(one: &Candidate, next: &Candidate) -> Option<Edtf> {
    let same_passage = one.text == next.text
        && one.source.as_ref().zip(next.source.as_ref()).is_some_and(|(a, b)| a.article == b.article);
    let precise = |date: &Edtf| !date.is_approximate();
    let years = next.date.precision() == Precision::Year
        && matches!(one.date.precision(), Precision::Year | Precision::Interval)
        && precise(&one.date)
        && precise(&next.date);
    if !same_passage || !years {
        return None;
    }
    let (first, last) = (one.date.earliest()?, one.date.latest()?);
    let joined = last.tomorrow().ok()? == next.date.earliest()? && first.day_of_year() == 1;
    joined.then(|| format!("{:04}/{}", first.year(), next.date).parse().ok()).flatten()
}

/// What is stated, in order of time and then of authority; what is stated of a date twice in the same words, once.
fn statements(candidates: Vec<Candidate>) -> Vec<Told> {
    let told: Vec<Vec<Told>> = by_date(candidates).into_par_iter().map(of_one_date).collect();
    // Room for all at once: in a large site there are tens of thousands, too many to be moved about.
    let mut all = Vec::with_capacity(told.iter().map(Vec::len).sum());
    all.extend(told.into_iter().flatten());
    all
}

/// The candidates of each date with their ranks, in order of time.
fn by_date(candidates: Vec<Candidate>) -> Vec<Vec<(usize, Candidate)>> {
    let mut dates: HashMap<&Edtf, usize> = HashMap::default();
    let mut sizes = Vec::new();
    let mut number_of = |candidate| {
        let next = dates.len();
        let number = *dates.entry(candidate).or_insert(next);
        sizes.resize(dates.len(), 0);
        sizes[number] += 1;
        number
    };
    let numbers: Vec<usize> = candidates.iter().map(|candidate| number_of(&candidate.date)).collect();
    let mut in_order: Vec<(&Edtf, usize)> = dates.into_iter().collect();
    in_order.sort_unstable();
    let in_order: Vec<usize> = in_order.into_iter().map(|(_, number)| number).collect();
    let mut by_date: Vec<Vec<(usize, Candidate)>> = sizes.into_iter().map(Vec::with_capacity).collect();
    for (rank, (candidate, number)) in candidates.into_iter().zip(numbers).enumerate() {
        by_date[number].push((rank, candidate));
    }
    in_order.into_iter().map(|number| std::mem::take(&mut by_date[number])).collect()
}

/// What `candidates` state, all of one date.
fn of_one_date(candidates: Vec<(usize, Candidate)>) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::with_capacity(candidates.len());
    // Statements by their words without the time words; then without the word before these as well.
    let mut by_words: HashMap<u64, usize> = HashMap::default();
    let mut by_fewer_words: HashMap<u64, usize> = HashMap::default();
    for (rank, candidate) in candidates {
        let (all, fewer) = candidate.wording.keys;
        // Never the fewer words of both: "began Tuesday" and "ended Tuesday" are two events.
        let known = by_words
            .get(&all)
            .or_else(|| by_fewer_words.get(&all))
            .or_else(|| by_words.get(fewer.as_ref()?))
            .copied();
        let at = known.unwrap_or(told.len());
        by_words.entry(all).or_insert(at);
        if let Some(fewer) = fewer {
            by_fewer_words.entry(fewer).or_insert(at);
        }
        match told.get_mut(at) {
            Some(told) => told.add(candidate),
            None => told.push(Told::new(rank, candidate)),
        }
    }
    told
}

/// The sum of the hashes of the words of a statement, first without the expression of time, then without the word before it as well.
fn keys(text: &str, time_words: &[&str]) -> Keys {
    let text = word_bytes([text]);
    let mut said = Vec::with_capacity(text.len() / 4 + 1);
    said.extend(text.split(|byte| *byte == b' ').filter(|word| !word.is_empty()));
    let mut take = |word: &str| {
        said.iter().position(|said| *said == word.as_bytes()).map(|at| hash(said.swap_remove(at)))
    };
    for word in time_words.iter().skip(1) {
        take(word);
    }
    let before = time_words.first().and_then(|word| take(word));
    let fewer = said.into_iter().map(hash).fold(0, u64::wrapping_add);
    before.map_or((fewer, None), |before| (fewer.wrapping_add(before), Some(fewer)))
}

fn hash(word: &[u8]) -> u64 {
    // One that is the same for all statements.
    FixedState::default().hash_one(word)
}

fn entry(candidate: Candidate) -> TimelineEntry {
    TimelineEntry {
        date: candidate.date,
        text: candidate.text,
        anchor: String::new(),
        sources: candidate.source.into_iter().collect(),
        url: candidate.url,
        topics: candidate.topics,
        speakers: once(candidate.speakers),
    }
}

/// Gives `entry` what `other` has besides its words and its date.
fn absorb(entry: &mut TimelineEntry, other: &mut TimelineEntry) {
    entry.sources.append(&mut other.sources);
    entry.url = entry.url.take().or(other.url.take());
    entry.topics = once(entry.topics.drain(..).chain(other.topics.drain(..)));
    entry.speakers = once(entry.speakers.drain(..).chain(other.speakers.drain(..)));
}

/// Each item at its first place only.
fn once<T: PartialEq>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for item in items {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::language::Language;
    use crate::site::ArticleId;

    pub(super) fn candidate(date: &str, text: &str, time: &str, article: usize) -> Candidate {
        Candidate {
            date: date.parse().unwrap(),
            text: text.to_owned(),
            wording: Wording::new(text, time, &mut Words::of(Language::english())),
            source: Some(EntrySource { article: ArticleId(article), index: 0, anchor: "e-1".to_owned() }),
            url: None,
            topics: vec![],
            speakers: vec![],
        }
    }

    fn sources(candidates: Vec<Candidate>) -> Vec<usize> {
        timeline(candidates).entries.iter().map(|entry| entry.sources.len()).collect()
    }

    #[test]
    fn one_event_told_twice_is_one_entry_with_two_sources() {
        let day = "2014-09-05";
        let told = vec![
            candidate(day, "The first accord was signed in Tarnholm.", "", 0),
            candidate(day, "The first accord was signed in Tarnholm on Friday.", "on friday", 1),
            candidate(day, "On 5 September, the first accord was signed in Tarnholm", "on 5 september", 1),
            candidate(day, "On Friday the first accord was signed in Tarnholm.", "on friday", 1),
            candidate(day, "Markets fell.", "", 1),
            candidate("2014-09-06", "The first accord was signed in Tarnholm.", "", 2),
        ];
        assert_eq!(sources(told), [4, 1, 1]);
    }

    #[test]
    fn events_that_only_sound_alike_stay_apart() {
        let day = "2014-09-05";
        let told = vec![
            candidate(day, "The two sides did sign the first accord in Tarnholm.", "", 0),
            candidate(day, "The two sides did not sign the first accord in Tarnholm.", "", 1),
            candidate(day, "The flood killed 12 people.", "", 0),
            candidate(day, "The flood killed 21 people.", "", 1),
            candidate(day, "The strike began Friday.", "began friday", 0),
            candidate(day, "The strike ended Friday.", "ended friday", 1),
        ];
        assert_eq!(sources(told), [1, 1, 1, 1, 1, 1]);
    }

    #[test]
    fn one_passage_on_years_in_a_row_is_one_entry() {
        let told = "The accords were signed in 2014 and 2015.";
        let burned = "The mill burned in 1833 and 1857.";
        let all = vec![
            candidate("2014", told, "in 2014", 0),
            candidate("2015", told, "in 2015", 0),
            candidate("1833", burned, "in 1833", 0),
            candidate("1857", burned, "in 1857", 0),
        ];
        let dates: Vec<String> = timeline(all).entries.iter().map(|entry| entry.date.to_string()).collect();
        assert_eq!(dates, ["1833", "1857", "2014/2015"]);
    }

    #[test]
    fn an_entry_names_each_speaker_once() {
        let mut twice = candidate("2014", "Markets fell.", "", 0);
        twice.speakers = vec![SpeakerId(3), SpeakerId(1), SpeakerId(3)];
        assert_eq!(timeline(vec![twice]).entries[0].speakers, [SpeakerId(3), SpeakerId(1)]);
    }

    #[test]
    fn entries_stand_in_order_of_time() {
        let dates = ["2015", "2014-09-05", "../2013", "2014", "2014/.."];
        let timeline = timeline(dates.iter().map(|date| candidate(date, date, "", 0)).collect());
        let order: Vec<_> = timeline.entries.iter().map(|entry| entry.date.as_str()).collect();
        assert_eq!(order, ["../2013", "2014/..", "2014", "2014-09-05", "2015"]);
    }
}
