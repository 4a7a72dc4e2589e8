//! What a clause has to tell for a limit of it ("by Thursday", "by 1 July") to be when it happens.
//!
//! Comes in: a clause with its verbs and the date that limits it. Goes out: whether the date is that of an event.

use std::ops::Range;

use crate::edtf::{Edtf, Precision};
use crate::enrich::document::Document;
use crate::language::dates::{List, Roles};
use crate::text::TokenKind;

use super::clauses::Clause;
use super::judge::Statement;
use super::lower;
use super::verbs::Verbs;

/// Whether what a clause tells is due on the date that limits it, or has come about by then. Of a month or a year that is
/// over, or with a number, it is a tally.
pub(super) fn is_met(statement: Statement, verbs: &Verbs, date: &Range<usize>, edtf: &Edtf) -> bool {
    let Statement { document, clauses, at, published, timed, .. } = statement;
    let clause = &clauses[at];
    let before = clause.extent().start..date.start;
    // "must be paid by 1 July", "is to report by the end of May": a deadline that is still to come.
    // "by the end of the year" is near, "by 2040" a hope.
    let near = edtf.latest().zip(published).is_some_and(|(last, today)| (last - today).get_days() <= NEAR);
    let is_due = (verbs.future || verbs.obliged || is_promised(document, before.clone()))
        && !(verbs.denied || verbs.possible || verbs.forecast || verbs.condition)
        && (edtf.precision() >= Precision::Month || edtf.precision() == Precision::Year && near)
        && edtf.latest().is_some_and(|day| published.is_some_and(|published| day > published));
    let comma = (date.end + 2..clause.extent().end).find(|&at| document.word(at) == ",");
    let mut told = before.start..comma.unwrap_or(clause.extent().end);
    let is_number = |at: usize| document.tokens[at].kind == TokenKind::Number;
    let counts = told.any(|at| !date.contains(&at) && is_number(at));
    // "By Thursday every pump had run dry", "was out of use"
    let has_come =
        (verbs.pluperfect && verbs.event || verbs.state) && edtf.precision() == Precision::Day && !counts;
    // "By 4 a.m. the dike gave way", "By noon the police had three men": with an hour it is no tally.
    let by_the_hour = timed
        && (verbs.event || verbs.state)
        && !(verbs.modal || verbs.future || verbs.denied || verbs.forecast)
        && (!counts || date.clone().any(is_number))
        && stands_apart(document, clause, date)
        && !is_to_do(document, before);
    is_due || has_come || by_the_hour
}

/// Days ahead within which a year is a deadline.
const NEAR: i32 = 400;

/// Whether a date heads its clause or ends it: "depressed by overnight losses" is led by another "by".
fn stands_apart(document: &Document, clause: &Clause, date: &Range<usize>) -> bool {
    let extent = clause.extent();
    let heads = (extent.start..date.start)
        .all(|at| document.is_in(at, List::Articles) || document.is_in(at, List::Limits));
    heads || date.end >= extent.end || document.tokens[date.end].kind == TokenKind::Mark
}

/// "promised to clear the debt by May": whether somebody in `tokens` undertook to do something.
pub(super) fn is_promised(document: &Document, tokens: Range<usize>) -> bool {
    let promise = tokens.clone().rev().find(|&at| document.plays(at, Roles::UNDERTAKING));
    promise.is_some_and(|promise| is_to_do(document, promise..tokens.end))
}

/// Whether the last verb in `tokens` is an infinitive: what it tells is not said to have happened.
fn is_to_do(document: &Document, tokens: Range<usize>) -> bool {
    let last =
        tokens.rev().find(|&at| document.plays(at, Roles::PAST) || document.plays(at, Roles::INFINITIVE));
    last.is_some_and(|at| document.plays(at, Roles::INFINITIVE))
}

/// Whether the word before a date says by when something was so: "by May".
pub(super) fn is_reached(document: &Document, start: usize) -> bool {
    let reaches = &document.language.dates.events.reaches;
    start > 0 && reaches.contains(&*lower(document.word(start - 1)))
}

/// Whether the word before a time of day puts something shortly before or after it.
pub(super) fn is_beside(document: &Document, start: usize) -> bool {
    let beside = &document.language.dates.events.beside;
    start > 0 && beside.contains(&*lower(document.word(start - 1)))
}
