//! The calendar dates of a sentence, two that make one stretch taken together.
//!
//! Comes in: expressions of time. Goes out: [`Dated`]s, in order.

use std::ops::Range;

use crate::edtf::{Edtf, Precision};
use crate::enrich::DateKind;
use crate::language::dates::List;

use super::{Finder, lower};

/// A date of a sentence, or two that make one stretch.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    /// Index into the dates.
    pub date: usize,
    pub edtf: Edtf,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// Days that a round number of weeks or months is off.
const ROUNDED: i32 = 3;

/// Tokens between a date and the one that says it more precisely: a comma, "on", "the".
const LONGEST_JOINT: usize = 3;

impl Finder<'_> {
    /// The calendar dates among `range`; two that make one stretch are one.
    pub(super) fn dated(&self, range: Range<usize>) -> Vec<Dated> {
        let mut found: Vec<Dated> = Vec::new();
        for index in range {
            let date = &self.dates[index];
            let Some(edtf) = &date.edtf else { continue };
            if !matches!(date.kind, DateKind::Date | DateKind::Time) {
                continue;
            }
            let tokens = self.document.tokens_in(date.span);
            if let Some(last) = found.last_mut()
                && let Some(stretch) = self.stretch(last, edtf, tokens.start)
            {
                last.edtf = stretch;
                last.tokens.end = tokens.end;
                continue;
            }
            let dated = Dated { date: index, edtf: edtf.clone(), tokens };
            if let Some(last) = found.last_mut()
                && self.is_apposed(last, &dated)
            {
                *last = Dated { tokens: last.tokens.start..dated.tokens.end, ..dated };
                continue;
            }
            found.push(dated);
        }
        found
    }

    /// "the following month, on 5 July": whether the second only says when within the first.
    fn is_apposed(&self, first: &Dated, second: &Dated) -> bool {
        let gap = first.tokens.end..second.tokens.start;
        let joined = (1..=LONGEST_JOINT).contains(&gap.len())
            && self.document.word(gap.start) == ","
            && (gap.start + 1..gap.end).all(|at| self.document.is_in(at, List::DateLeads));
        let closed = self.document.tokens.get(second.tokens.end).is_none_or(|_| {
            matches!(self.document.word(second.tokens.end), "," | "." | ";" | ")" | "–" | "—" | ":")
        });
        let within =
            || first.edtf.earliest() <= second.edtf.earliest() && second.edtf.latest() <= first.edtf.latest();
        // "three weeks before that, on 12 April": a round number, and then the day.
        let near = || {
            let days = [&first.edtf, &second.edtf].map(|date| date.earliest());
            let whole = [&first.edtf, &second.edtf].iter().all(|date| date.precision() == Precision::Day);
            matches!(days, [Some(one), Some(other)] if whole && (other - one).get_days().abs() <= ROUNDED)
        };
        joined && closed && (within() || near())
    }

    /// "2014 and 2015", "from May to July 2023": one stretch, where nothing but a joint stands between.
    fn stretch(&self, first: &Dated, second: &Edtf, start: usize) -> Option<Edtf> {
        let gap = first.tokens.end..start;
        // "in 2014 and 2016" are two years, "between 2014 and 2016" is one stretch, and so is "on 8 and 9 May".
        let opened = || {
            let openers = &self.words.stretch_openers;
            first.tokens.start > 0 && openers.contains(&*lower(self.document.word(first.tokens.start - 1)))
        };
        let joint = gap.len() == 1 && {
            let word = lower(self.document.word(gap.start));
            self.words.range_joints.contains(&*word)
                && (!self.words.coordinators.contains(&*word) || opened() || follows(&first.edtf, second))
        };
        // "in both 2014 and 2015"
        let paired = first.tokens.start > 0
            && self.words.pairs.contains(&*lower(self.document.word(first.tokens.start - 1)));
        let whole = |date: &Edtf| date.precision() <= Precision::Day && !date.is_approximate();
        if !joint
            || paired
            || first.edtf.precision() != second.precision()
                && !(opened() && whole(&first.edtf) && whole(second))
            || first.edtf.earliest() >= second.earliest()
        {
            return None;
        }
        format!("{}/{second}", first.edtf).parse().ok()
    }
}

/// Whether the one date begins where the other ends.
fn follows(one: &Edtf, other: &Edtf) -> bool {
    one.precision() == other.precision()
        && one
            .latest()
            .and_then(|last| last.tomorrow().ok())
            .is_some_and(|next| Some(next) == other.earliest())
}
