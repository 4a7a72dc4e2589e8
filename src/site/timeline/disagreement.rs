//! Entries that tell one event with days that can't both be right: one of them is a slip, which only the editor can find out.

use jiff::civil::Date;
use rayon::prelude::*;

use super::super::EntryId;
use super::Told;
use super::telling::{Names, likeness};
use crate::edtf::Precision;

/// Days by which slips differ. Beyond them, events that are told alike are more often one that came again.
const DAYS: i32 = 7;
/// Words of content that both share, and the part of the longer telling that they are.
const SHARED: usize = 3;
const COVERAGE: f32 = 0.75;

/// Two entries, the earlier first, that seem to be one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Disagreement {
    pub earlier: EntryId,
    pub later: EntryId,
}

/// The disagreements in `told`, which is in order of time.
pub(super) fn find(told: &[Told], names: &Names) -> Vec<Disagreement> {
    let days: Vec<(Option<Date>, bool)> = told
        .iter()
        .map(|told| &told.entry.date)
        .map(|date| (date.earliest(), date.precision() == Precision::Day))
        .collect();
    let of = |at: usize| {
        let (earlier, (Some(day), true)) = (&told[at], days[at]) else { return Vec::new() };
        let mut found = Vec::new();
        for next in at + 1..told.len() {
            let (Some(other), is_day) = days[next] else { continue };
            if (other - day).get_days() > DAYS {
                break;
            }
            let later = &told[next];
            if is_day && other > day && in_two_places(earlier, later) && are_alike(earlier, later, names) {
                found.push(Disagreement { earlier: EntryId(at), later: EntryId(next) });
            }
        }
        found
    };
    (0..told.len()).into_par_iter().flat_map_iter(of).collect()
}

/// An article that tells the same of two days means two events.
fn in_two_places(a: &Told, b: &Told) -> bool {
    !a.entry.sources.iter().any(|source| b.entry.sources.iter().any(|other| other.article == source.article))
}

fn are_alike(a: &Told, b: &Told, names: &Names) -> bool {
    let pairs = a.tellings.iter().flat_map(|one| b.tellings.iter().map(move |other| (one, other)));
    pairs.filter_map(|(one, other)| likeness(one, other, names)).any(|found| {
        found.names >= 1 && found.shared > found.names && found.shared >= SHARED && found.coverage >= COVERAGE
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::candidate;
    use super::super::timeline;

    fn disagreements(one: (&str, &str), other: (&str, &str), same_article: bool) -> usize {
        let told =
            vec![candidate(one.0, one.1, "", 0), candidate(other.0, other.1, "", usize::from(!same_article))];
        timeline(told).disagreements.len()
    }

    #[test]
    fn two_days_for_one_event_are_a_question() {
        let one = ("2014-09-05", "The Tarnholm protocol was signed by both delegations.");
        let other = ("2014-09-06", "Both delegations signed the protocol of Tarnholm.");
        assert_eq!(disagreements(one, other, false), 1);
        assert_eq!(disagreements(one, other, true), 0, "an article means what it says");
    }

    #[test]
    fn what_may_well_be_two_events_is_none() {
        let told = "The Tarnholm protocol was signed by both delegations.";
        for (date, text) in [
            ("2014-09-19", told),
            ("2014-09", told),
            ("2014-09-06", "The Tarnholm protocol was not signed by both delegations."),
            ("2014-09-06", "The Tarnholm protocol was read."),
        ] {
            assert_eq!(disagreements(("2014-09-05", told), (date, text), false), 0, "{date} {text}");
        }
    }
}
