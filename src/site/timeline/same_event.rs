//! Which entries tell the same event in different words, or date it less precisely.
//!
//! All of this must hold: the dates are the same or one lies within the other, one telling says everything that the
//! other says, they share a name and something that is no name, and most of the longer one. An imprecise date asks for more, and is
//! left alone when several events within it would fit.

use std::cmp::Reverse;

use jiff::civil::Date;
use rayon::prelude::*;

use super::telling::{Likeness, Names, likeness};
use super::{Told, absorb};

/// Part of the longer telling that the shorter one must hold.
const COVERAGE: f32 = 0.6;
/// Words of content that two tellings with one date must share, and two with a date inside the other.
const SHARED_ON_A_DATE: usize = 2;
const SHARED_WITHIN: usize = 3;

/// Joins the entries of `told`. Of two that are one event, the precise date wins, but never over that of
/// `timeline.yaml`; the words are those of the entry with the higher authority.
pub(super) fn join(told: &mut Vec<Told>, names: &Names) {
    join_pairs(told, names, on_one_date);
    join_pairs(told, names, within);
}

/// Joins each entry with the one partner that `partners` finds for it, if there is just one.
fn join_pairs(
    told: &mut Vec<Told>,
    names: &Names,
    partners: fn(usize, &[Told], &Index<'_>) -> Option<usize>,
) {
    // Decided on the entries as they came, then carried out, so that what is joined does not depend on the order.
    let index = Index::new(told, names);
    let into: Vec<Option<usize>> =
        (0..told.len()).into_par_iter().map(|at| partners(at, told, &index)).collect();
    drop(index);
    for at in 0..told.len() {
        let mut to = at;
        while let Some(next) = into[to] {
            to = next;
        }
        if let Ok([from, base]) = told.get_disjoint_mut([at, to]) {
            merge(base, from);
        }
    }
    let mut into = into.into_iter();
    told.retain(|_| into.next().flatten().is_none());
}

/// Where names stand: entries by the names in them.
struct Index<'t> {
    /// By the numbers of names.
    by_name: Vec<Vec<usize>>,
    names: &'t Names,
    extents: Vec<Option<(Date, Date)>>,
}

impl<'t> Index<'t> {
    fn new(told: &[Told], names: &'t Names) -> Self {
        let mut by_name = vec![Vec::new(); names.count()];
        for (at, told) in told.iter().enumerate() {
            for &name in &told.names {
                let places = &mut by_name[name];
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        let extent = |told: &Told| Some((told.entry.date.earliest()?, told.entry.date.latest()?));
        Self { by_name, names, extents: told.iter().map(extent).collect() }
    }

    /// Entries that share a name with `told[at]` and whose dates `fits`, in order.
    fn with_a_name_of(
        &self,
        at: usize,
        told: &[Told],
        fits: impl Fn((Date, Date), (Date, Date)) -> bool,
    ) -> Vec<usize> {
        let Some(own) = self.extents[at] else { return Vec::new() };
        let shared = told[at].names.iter().flat_map(|&name| &self.by_name[name]);
        let mut found: Vec<usize> = shared
            .copied()
            .filter(|&other| other != at && self.extents[other].is_some_and(|other| fits(own, other)))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What every telling of the one shares with every telling of the other, at the least.
    fn likeness(&self, a: &Told, b: &Told) -> Option<Likeness> {
        let mut least: Option<Likeness> = None;
        for one in &a.tellings {
            for other in &b.tellings {
                let found = likeness(one, other, self.names)?;
                let so_far = least.unwrap_or(found);
                least = Some(Likeness {
                    shared: so_far.shared.min(found.shared),
                    names: so_far.names.min(found.names),
                    coverage: so_far.coverage.min(found.coverage),
                });
            }
        }
        least
    }

    fn are_alike(&self, a: &Told, b: &Told, shared: usize) -> bool {
        self.likeness(a, b).is_some_and(|found| {
            found.names >= 1
                && found.shared > found.names
                && found.shared >= shared
                && found.coverage >= COVERAGE
        })
    }
}

/// The first earlier entry with the same date and a like telling.
fn on_one_date(at: usize, told: &[Told], index: &Index<'_>) -> Option<usize> {
    let others = index.with_a_name_of(at, told, |own, other| own == other);
    others.into_iter().find(|&other| {
        other < at
            && told[other].entry.date == told[at].entry.date
            && index.are_alike(&told[at], &told[other], SHARED_ON_A_DATE)
    })
}

/// The entry that is like `told[at]` and has a date within its own. Of several it is the least precise, as long as each lies
/// within the one before; otherwise they are different events, and nobody knows which is meant.
fn within(at: usize, told: &[Told], index: &Index<'_>) -> Option<usize> {
    // Most dates are days, and nothing lies within a day.
    index.extents[at].filter(|(first, last)| first < last)?;
    let others = index.with_a_name_of(at, told, is_inside);
    let mut alike: Vec<usize> =
        others.into_iter().filter(|&other| index.are_alike(&told[at], &told[other], SHARED_WITHIN)).collect();
    alike.sort_by_key(|&other| index.extents[other].map(|(first, last)| Reverse((last - first).get_days())));
    let nested = |pair: &[usize]| match (index.extents[pair[0]], index.extents[pair[1]]) {
        (Some(outer), Some(inner)) => is_inside(outer, inner),
        _ => false,
    };
    if alike.windows(2).all(nested) { alike.first().copied() } else { None }
}

fn is_inside(outer: (Date, Date), inner: (Date, Date)) -> bool {
    outer != inner && outer.0 <= inner.0 && inner.1 <= outer.1
}

/// Makes one entry of `precise` and `vague`, in the place of `precise`.
fn merge(precise: &mut Told, vague: &mut Told) {
    let dated: &Told = if vague.is_found() { precise } else { vague };
    let date = dated.entry.date.clone();
    if vague.rank < precise.rank {
        std::mem::swap(precise, vague);
    }
    precise.tellings.append(&mut vague.tellings);
    precise.names.append(&mut vague.names);
    absorb(&mut precise.entry, &mut vague.entry);
    precise.entry.date = date;
}

#[cfg(test)]
mod tests {
    use super::super::tests::candidate;
    use super::super::{Candidate, timeline};

    /// Dates of the entries and how many passages state each.
    fn entries(candidates: Vec<Candidate>) -> Vec<(String, usize)> {
        let timeline = timeline(candidates);
        timeline.entries.iter().map(|entry| (entry.date.to_string(), entry.sources.len())).collect()
    }

    fn found(date: &str, sources: usize) -> (String, usize) {
        (date.to_owned(), sources)
    }

    #[test]
    fn a_telling_with_more_in_it_is_the_same_event() {
        let day = "2014-09-05";
        let told = vec![
            candidate(day, "The Tarnholm protocol was signed.", "", 0),
            candidate(day, "In the end the first Tarnholm protocol was signed.", "", 1),
            candidate(day, "Delegates signed a declaration in Lower Tarn.", "", 2),
        ];
        assert_eq!(entries(told), [found(day, 2), found(day, 1)]);
    }

    #[test]
    fn the_most_precise_date_wins() {
        let told = vec![
            candidate("2014", "The Vellish fleet left Tarnholm harbour.", "", 0),
            candidate("2014-03-18", "The Vellish fleet left Tarnholm harbour at dawn.", "", 1),
            candidate("2014-03", "The Vellish fleet left Tarnholm harbour in March.", "in march", 2),
        ];
        let timeline = timeline(told);
        assert_eq!(timeline.entries.len(), 1);
        let entry = &timeline.entries[0];
        assert_eq!(entry.date.as_str(), "2014-03-18");
        assert_eq!(entry.text, "The Vellish fleet left Tarnholm harbour.", "the words of the first");
        assert_eq!(entry.sources.len(), 3);
    }

    #[test]
    fn a_vague_date_that_fits_two_events_joins_neither() {
        let told = vec![
            candidate("2014", "The Vellish fleet left Tarnholm harbour.", "", 0),
            candidate("2014-03-18", "The Vellish fleet left Tarnholm harbour.", "", 1),
            candidate("2014-09-02", "The Vellish fleet left Tarnholm harbour.", "", 2),
        ];
        assert_eq!(entries(told).len(), 3);
    }

    #[test]
    fn the_author_s_date_and_words_stay() {
        let mut own = candidate("2014", "The Vellish fleet left Tarnholm harbour.", "", 0);
        own.source = None;
        let article = candidate("2014-03-18", "The Vellish fleet left Tarnholm harbour at dawn.", "", 1);
        assert_eq!(entries(vec![own, article]), [found("2014", 1)]);
    }

    #[test]
    fn few_words_or_no_name_are_not_enough() {
        for (date, one, other) in [
            ("2014-09-05", "Markets fell.", "Markets fell sharply."),
            ("2014-09-05", "Tarnholm voted.", "Tarnholm mourned."),
            ("2014-09-05", "Ida Example met Tom Example.", "Ida Example met Una Example."),
            ("2014", "Tarnholm voted.", "Tarnholm voted."),
        ] {
            let told = vec![candidate(date, one, "", 0), candidate("2014-09-05", other, "", 1)];
            let expected = if one == other && date == "2014-09-05" { 1 } else { 2 };
            assert_eq!(entries(told).len(), expected, "{one} / {other}");
        }
    }
}
