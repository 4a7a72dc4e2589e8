//! Dates said in a row with one verb: "in 1833, in 1857 and again in 1890", "15 in May and eleven more that June".
//!
//! Comes in: a date that has become an event and the next one. Goes out: whether the verb holds for it too.

use std::ops::Range;

use crate::edtf::Edtf;
use crate::language::dates::{List, NumberWord, Roles};

use super::{Dated, Finder, lower};

/// Tokens between two dates of one verb.
const LONGEST_GAP: usize = 7;

/// Tokens between two dates of one verb, the second of which says that it is once more.
const LONGEST_AGAIN: usize = 12;

impl Finder<'_> {
    /// Whether the verb of the date `edtf` that ended at `end` holds for the next one too.
    pub(super) fn goes_on(&self, (edtf, end): (&Edtf, usize), next: &Dated) -> bool {
        let gap = end..next.tokens.start;
        let alike = edtf.precision() == next.edtf.precision();
        self.goes_on_listing(gap.clone())
            && (alike || is_apart(edtf, &next.edtf) || self.is_once_more(gap.clone()))
            || self.comes_again(gap.clone())
            || (alike || self.goes_over(gap)) && self.repeats(end, &next.tokens)
    }

    /// Whether nothing but what joins the dates of a list stands between two of them.
    fn goes_on_listing(&self, gap: Range<usize>) -> bool {
        let joins = |word: &str| {
            word == "," || self.words.coordinators.contains(word) || self.words.series.contains(word)
        };
        let is_list = |word: &str| joins(word) || self.words.date_leads.contains(word);
        let words = || gap.clone().map(|at| lower(self.document.word(at)));
        words().any(|word| joins(&word)) && words().all(|word| is_list(&word))
    }

    /// "by eight metres in 1958 and by four more in 1974", "15 in May and eleven more that June": the same verb, left out the
    /// second time, between the end of a date and `next`.
    fn repeats(&self, end: usize, next: &Range<usize>) -> bool {
        let gap = end..next.start;
        let language = &self.document.language.dates;
        let is_verb = |word: &str| {
            language.tense.is_past(word)
                || language.tense.present.contains(word)
                || language.tense.future.contains(word)
                || language.tense.infinitive.contains(word)
                || self.words.modals.contains(word)
                || self.words.since.contains(word)
                || self.words.subordinators.contains(word)
        };
        let joint = lower(self.document.word(gap.start));
        gap.len() <= LONGEST_GAP
            && (joint == "," || self.words.coordinators.contains(&*joint))
            && !gap.clone().any(|at| is_verb(&lower(self.document.word(at))))
            && (gap.clone().next_back().is_some_and(|at| self.document.is_in(at, List::DateLeads))
                || self.document.is_in(next.start, List::Leaning)
                || self.is_one_more(gap, next.start))
    }

    /// "attacked Erland in August 2008, and Halden in 2014": whether the sentence goes over to somebody else.
    fn goes_over(&self, gap: Range<usize>) -> bool {
        let joint = gap.clone().find(|&at| self.document.word(at) != ",");
        joint.is_some_and(|at| {
            let named = at + 1 + usize::from(self.document.is_in(at + 1, List::Articles));
            self.document.is_in(at, List::Coordinators)
                && gap.contains(&named)
                && self.document.tokens[named].is_capitalised()
        })
    }

    /// "in a letter of 12 May and again in July"
    fn is_once_more(&self, mut gap: Range<usize>) -> bool {
        gap.any(|at| self.words.series.contains(&*lower(self.document.word(at))))
    }

    /// "in late 1997, after the rains, and again in December 2006"
    fn comes_again(&self, mut gap: Range<usize>) -> bool {
        let is_series = |at: usize| self.words.series.contains(&*lower(self.document.word(at)));
        let again = gap.clone().rev().find(|&at| is_series(at) || !self.document.is_in(at, List::DateLeads));
        gap.len() <= LONGEST_AGAIN
            && again.is_some_and(|at| {
                is_series(at) && at > gap.start && self.document.is_in(at - 1, List::Coordinators)
            })
            && !gap.any(|at| self.document.plays(at, Roles::PAST) || self.document.plays(at, Roles::PRESENT))
    }

    /// "and a second three weeks later", "and past Halden the following May": whether a date without a word before it that
    /// leads dates goes on with the verb, and not "with a council vote two days later".
    fn is_one_more(&self, gap: Range<usize>, next: usize) -> bool {
        let counts = self.document.known(next).dated.is_some_and(|word| word.number != NumberWord::None);
        let joined = gap.clone().any(|at| self.document.is_in(at, List::Coordinators));
        joined
            && (counts || self.document.is_in(next, List::Articles))
            && !gap.into_iter().any(|at| self.document.is_in(at, List::Happenings))
    }
}

/// "in the summer of 2007, on Boxing Day 2015": whether two dates have no day in common.
fn is_apart(one: &Edtf, other: &Edtf) -> bool {
    one.latest() < other.earliest() || other.latest() < one.earliest()
}
