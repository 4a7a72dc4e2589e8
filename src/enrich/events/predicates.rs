//! One subject, two predicates, two dates: "signed the treaty in 2014 and left it in 2022" is two clauses.
//!
//! Comes in: the clauses of a sentence and its dates. Goes out: the same, those with two dated predicates split.

use std::ops::Range;

use crate::enrich::document::Document;
use crate::language::dates::{List, Roles};
use crate::text::TokenKind;

use super::Dated;
use super::clauses::{Clause, ClauseKind};

/// `clauses` with main clauses split where a second predicate has a date of its own.
pub(super) fn split(document: &Document, clauses: Vec<Clause>, dates: &[Dated]) -> Vec<Clause> {
    let mut out = Vec::with_capacity(clauses.len());
    for clause in clauses {
        let own: Vec<&Dated> = dates.iter().filter(|dated| clause.holds(dated.tokens.start)).collect();
        let cut = (clause.kind == ClauseKind::Main && clause.pieces.len() == 1)
            .then(|| {
                own.windows(2).find_map(|pair| {
                    joint(document, pair[0].tokens.end..pair[1].tokens.start, pair[1].tokens.end)
                })
            })
            .flatten();
        let subject = || subject(document, &clause, own.first().map(|dated| &dated.tokens));
        match cut.and_then(|cut| Some((cut, subject()?))) {
            Some((cut, subject)) => {
                let extent = clause.extent();
                // "was begun in 1931 and finished in 1936": the second form needs the auxiliary of the first.
                let auxiliary = document.is_in(subject.end, List::States);
                let subject = if auxiliary { extent.start..cut + 1 } else { subject };
                let piece = |range: Range<usize>| std::iter::once(range).collect();
                out.push(Clause { pieces: piece(extent.start..cut), ..clause.clone() });
                out.push(Clause { subject: Some(subject), pieces: piece(cut + 1..extent.end), ..clause });
            }
            None => out.push(clause),
        }
    }
    out
}

/// The conjunction in `tokens` that a past form follows, at once or behind what dates it ("and in 2002 became").
fn joint(document: &Document, tokens: Range<usize>, next_end: usize) -> Option<usize> {
    let is_past = |at: usize| document.tokens.get(at).is_some_and(|_| document.plays(at, Roles::PAST));
    tokens.clone().find(|&at| {
        let dated = || {
            let leads = |at: &usize| document.is_in(*at, List::DateLeads);
            at + 1 < tokens.end && (at + 1..tokens.end).all(|at| leads(&at)) && is_past(next_end)
        };
        document.is_in(at, List::Coordinators)
            && document.quoted_around(at).is_none()
            && (at + 1 < tokens.end && is_past(at + 1) || dated())
    })
}

/// What stands before the first verb of a clause, where that is a plain noun phrase at its head or behind its date.
fn subject(document: &Document, clause: &Clause, date: Option<&Range<usize>>) -> Option<Range<usize>> {
    let mut extent = clause.extent();
    let leads = |at: usize| document.is_in(at, List::DateLeads);
    if let Some(date) = date.filter(|date| (extent.start..date.start).all(leads) && date.end < extent.end) {
        extent.start = date.end + usize::from(document.word(date.end) == ",");
    }
    let verb = extent.clone().skip(1).find(|&at| {
        let token = document.tokens[at];
        !token.is_capitalised() && document.plays(at, Roles::PAST)
    })?;
    let subject = extent.start..verb;
    let plain = subject.clone().all(|at| document.tokens[at].kind != TokenKind::Mark);
    let opens = document.tokens[subject.start];
    let nominal = opens.is_capitalised() && !document.is_in(subject.start, List::DateLeads)
        || document.is_in(subject.start, List::Articles)
        || document.is_in(subject.start, List::Pronouns);
    (plain && nominal && subject.len() <= LONGEST_SUBJECT).then_some(subject)
}

/// Words of a subject that can be said twice.
const LONGEST_SUBJECT: usize = 8;
