//! What a date is to its clause: when it happens, up to when, from when on, or the owner of a noun.
//!
//! Comes in: a date and where its clause begins. Goes out: a [`Role`]. What stands before the date decides, and whether
//! it is the date of a figure that something is compared with.

use std::ops::Range;

use crate::enrich::document::Document;
use crate::language::dates::{Class, List, NumberWord, Roles};
use crate::text::TokenKind;

/// What a date is to its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// When it happens.
    Free,
    /// Up to when, or beyond when.
    Limit,
    /// From when on.
    Since,
    /// "Tuesday’s meeting"
    Owner,
}

pub(super) fn role(document: &Document, start: usize, date: &Range<usize>) -> Role {
    let mut before = date.start;
    while before > start {
        before -= 1;
        if document.is_in(before, List::Limits) {
            let free = was_awaited(document, start..before, before) || is_put_off(document, start..before);
            return if free { Role::Free } else { Role::Limit };
        }
        if document.is_in(before, List::Since) {
            return Role::Since;
        }
        if before > start
            && (document.is_in(before, List::Of) && document.is_in(before - 1, List::Portions)
                || document.plays(before, Roles::INFINITIVE) && is_unit(document, before - 1))
        {
            // "for most of the century", "the year to 30 June"
            return Role::Limit;
        }
        let lists = document.is_in(before, List::Coordinators)
            && before > start
            && document.tokens[before - 1].kind == TokenKind::Number;
        let listed = document.tokens[before].kind == TokenKind::Number
            && document.is_in(before + 1, List::Coordinators);
        if !(document.is_in(before, List::Articles) || lists || listed) {
            break;
        }
    }
    // "twice, on 24 July": what stands before a comma compares with nothing behind it.
    let near = date.start.saturating_sub(COMPARED).max(start)..date.start;
    let near = near.clone().rev().find(|&at| document.word(at) == ",").unwrap_or(near.start)..near.end;
    // "from 78 per cent in 2013"
    // but not "opened a case against 11 people": what compares has a figure of its own before it.
    let has_figure = |at: usize| {
        !document.is_in(at, List::Limits)
            || (start..at).any(|at| document.tokens[at].kind == TokenKind::Number)
    };
    let figure_before = |at: usize| {
        at + 1 < date.start
            && document.plays(at, Roles::ORIGIN)
            && has_figure(at)
            && begins_figure(document, at + 1..date.start)
            && !document.is_in(date.start - 1, List::RangeJoints)
    };
    let from = date.start.saturating_sub(MEASURED).max(start);
    if (from..date.start).any(figure_before) || is_compared(document, start, date) {
        return Role::Limit;
    }
    // "more than four hours" is a length, "more than in 2019" compares.
    let measures = |at: usize| {
        at > start
            && document.is_in(at - 1, List::Quantities)
            && (document.tokens[at + 1].kind == TokenKind::Number
                || document.is_in(at + 1, List::Sums)
                || document.known(at + 1).dated.is_some_and(|word| word.number != NumberWord::None))
    };
    if near.into_iter().any(|at| document.plays(at, Roles::COMPARISON) && !measures(at)) {
        // "compared with the same month last year"
        return Role::Limit;
    }
    let owns = document.tokens.get(date.end).is_some_and(|token| token.kind == TokenKind::Possessive);
    if owns { Role::Owner } else { Role::Free }
}

/// "year", "months"
fn is_unit(document: &Document, at: usize) -> bool {
    document.meanings(at).iter().any(|meaning| matches!(meaning.class, Class::Unit | Class::Units))
}

/// "$30 million", "an estimated 40 boats": whether a figure stands at the head of `tokens`.
fn begins_figure(document: &Document, mut tokens: Range<usize>) -> bool {
    let leads = |at: usize| {
        document.is_in(at, List::Sums)
            || document.is_in(at, List::Articles)
            || document.plays(at, Roles::PAST)
    };
    tokens.find(|&at| !leads(at)).is_some_and(|at| document.tokens[at].kind == TokenKind::Number)
}

/// "compared with 9 crowns a barge, a year earlier": whether the date at the end of a figure is that of
/// what something is compared with.
fn is_compared(document: &Document, start: usize, date: &Range<usize>) -> bool {
    // A comma goes on with the figure or ends it; any other ends the comparison.
    let goes_on = |at: &usize| {
        document.word(*at) != "," || *at + 1 == date.start || document.is_in(*at + 1, List::Coordinators)
    };
    let compares = |at: usize| document.plays(at, Roles::COMPARISON);
    let is_verb = |at: usize| {
        let roles = [Roles::PAST, Roles::PRESENT, Roles::FUTURE];
        !compares(at) && roles.into_iter().any(|roles| document.plays(at, roles))
    };
    let near = (start..date.start).rev().take(LONGEST_FIGURE).take_while(goes_on);
    let found = near.take_while(|&at| !is_verb(at)).find(|&at| compares(at));
    found.is_some_and(|at| {
        let quantity = at > start && document.is_in(at - 1, List::Quantities);
        !quantity && at + 2 < date.start && begins_figure(document, at + 2..date.start)
    })
}

/// Tokens of a figure that something is compared with.
const LONGEST_FIGURE: usize = 16;

/// "did not answer until May": it did in May.
pub(super) fn was_awaited(document: &Document, before: Range<usize>, limit: usize) -> bool {
    let near = before.end.saturating_sub(AWAITED).max(before.start)..before.end;
    document.plays(limit, Roles::WAIT) && near.into_iter().any(|at| document.plays(at, Roles::NEGATION))
}

/// "was adjourned until 6 May": what is put off until then is to be then.
fn is_put_off(document: &Document, before: Range<usize>) -> bool {
    let near = before.end.saturating_sub(PUT_OFF).max(before.start)..before.end;
    near.into_iter().any(|at| document.plays(at, Roles::POSTPONEMENT))
}

/// Tokens from what puts off to the limit: "adjourned until", "delayed again until".
const PUT_OFF: usize = 2;

/// Tokens from a negation to the limit that ends it.
const AWAITED: usize = 6;

/// Tokens from "from" or "above" and a figure to the date of the figure.
const MEASURED: usize = 5;

/// Tokens from a word that compares to the date it compares with.
const COMPARED: usize = 6;
