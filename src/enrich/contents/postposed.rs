//! What is said before its frame, or around it: "…, X said.", "The plan, X said, is dead.", "…, according to X".

use std::ops::Range;

use super::clauses::{is_adverbial, is_clause, is_finite_verb};
use super::quoted::quoted_end;
use super::{Floor, Order, says_enough, trimmed, words};
use crate::enrich::cues::{Frame, SourcePlace};
use crate::enrich::sources::{Head, is_person_noun};
use crate::enrich::statements::View;
use crate::language::lexicon::Class;
use crate::text::Shape;

/// "…, X said." and "The plan, X said, is dead."
pub(super) fn postposed_content(
    view: View,
    frame: &Frame,
    before: Range<usize>,
    limit: usize,
) -> Option<(Order, Vec<Range<usize>>)> {
    if before.is_empty() || before.end == frame.items.start {
        return None;
    }
    // ", a plan announced in May"
    let noun = frame.source.items.start;
    if view.is(noun, Class::Indefinite)
        && let Head::Description(token) = frame.source.head
        && !is_person_noun(view.document.lexemes[token])
        && view.document.lexemes[frame.cue].cue.is_some_and(|cue| cue.forms.participle)
    {
        return None;
    }
    let start = clause_start(view, before.start, before.end);
    let before = trimmed(view, start..before.end)?;
    let adverbial = is_adverbial(view, before.clone());
    let after = frame.items.end + 1;
    let goes_on = view.is_mark(frame.items.end, ",")
        && after < limit
        && match frame.place {
            SourcePlace::Before => resumes(view, after),
            // "The plan, said X, is dead."
            SourcePlace::After => view.lexeme(after).is_any(&[Class::Be, Class::Modal, Class::Auxiliary]),
            _ => false,
        };
    if goes_on && let Some(rest) = trimmed(view, after..limit).filter(|rest| words(view, rest.clone()) > 1) {
        return Some((Order::ClauseBefore, vec![before, rest]));
    }
    (!adverbial && words(view, before.clone()) > 2).then(|| (Order::ClauseBefore, vec![before]))
}

/// Whether what stands at `at`, after "…, X said,", goes on with what is said.
fn resumes(view: View, at: usize) -> bool {
    let lexeme = view.lexeme(at);
    if !view.is_word(at) || lexeme.cue.is_some_and(|cue| cue.forms.gerund) {
        return false;
    }
    if lexeme.is_any(&[Class::InfinitiveMarker, Class::Complementiser]) {
        return true;
    }
    if lexeme.is_any(&[Class::Contrast, Class::Relative]) {
        return false;
    }
    // ", X said, and walked off"
    !(lexeme.is(Class::Conjunction) && is_finite_verb(view, at + 1))
}

/// "As X put it, …" and "…, as X put it", with "as" at `at`.
pub(super) fn as_said(
    view: View,
    frame: &Frame,
    floor: usize,
    at: usize,
    limit: usize,
) -> Option<(Order, Vec<Range<usize>>)> {
    let right = frame.items.end;
    if view.is_pause(right) && view.is_quote(right + 1) && at > floor && view.is_pause(at - 1) {
        // "The plan was, as X put it, “a leap”."
        let quoted = right + 1..quoted_end(view, right + 1, limit);
        return Some((Order::QuoteAfter, vec![quoted]));
    }
    let opens = (floor..at).all(|before| {
        view.is_any_mark(before) || view.is(before, Class::Adverb) || view.is(before, Class::Conjunction)
    });
    let (order, items) = if opens && view.is_pause(right) {
        (Order::ClauseAfter, right + 1..limit)
    } else if at > floor && (view.is_pause(at - 1) || view.is_quote(at - 1)) {
        (Order::ClauseBefore, clause_start(view, floor, at)..at)
    } else {
        return None;
    };
    let items = trimmed(view, items)?;
    let quotes = items.clone().all(|at| view.is_quote(at));
    let order = match order {
        Order::ClauseAfter if quotes => Order::QuoteAfter,
        Order::ClauseBefore if quotes => Order::QuoteBefore,
        order => order,
    };
    says_enough(view, &items, 3).then(|| (order, vec![items]))
}

pub(super) fn according(
    view: View,
    frame: &Frame,
    floor: Floor,
    limit: usize,
) -> Option<(Order, Vec<Range<usize>>)> {
    let reported = |from: usize| {
        (from < frame.items.start)
            .then(|| trimmed(view, clause_start(view, from, frame.items.start)..frame.items.start))
            .flatten()
            .filter(|before| says_enough(view, before, 3) && !is_adverbial(view, before.clone()))
    };
    // "She has left and, according to X, sold the boat": what is reported follows.
    let joins = frame.items.start > 1
        && view.is_mark(frame.items.start - 1, ",")
        && view.is(frame.items.start - 2, Class::Conjunction);
    let before = reported(floor.next).or_else(|| reported(floor.outer)).filter(|_| !joins);
    // ", according to X, which said": X again
    let after = trimmed(view, frame.items.end.min(limit)..limit)
        .filter(|after| says_enough(view, after, 3))
        .filter(|after| !view.is(after.start, Class::Relative) || view.is(after.start, Class::Determiner));
    let only_quotes = |items: &Range<usize>| items.clone().all(|at| view.is_quote(at));
    if let Some(before) = before.as_ref().filter(|items| only_quotes(items)) {
        return Some((Order::QuoteBefore, vec![before.clone()]));
    }
    if let (None, Some(after)) = (&before, after.as_ref().filter(|items| only_quotes(items))) {
        return Some((Order::QuoteAfter, vec![after.clone()]));
    }
    // "The plan is hers, as, in her words, “it works”": the words are what follows.
    let quoted = frame.items.end + 1;
    if view.is_pause(frame.items.end)
        && view.is_quote(quoted)
        && before.as_ref().is_some_and(|before| is_clause(view, before.clone()))
        && view.item_of(frame.cue).is_some_and(|cue| view.is(cue, Class::ViewNoun))
    {
        let words = quoted..quoted_end(view, quoted, limit);
        return Some((Order::QuoteAfter, vec![words]));
    }
    match (before, after) {
        (Some(before), Some(after))
            if view.is_mark(frame.items.end, ",")
                && view.is_mark(frame.items.start.wrapping_sub(1), ",")
                && !is_clause(view, before.clone()) =>
        {
            Some((Order::ClauseBefore, vec![before, after]))
        }
        (Some(before), _) => Some((Order::ClauseBefore, vec![before])),
        (None, Some(after)) => Some((Order::ClauseAfter, vec![after])),
        (None, None) => None,
    }
}

/// The item after the dateline "KYIV, Ukraine (AP) —" that the statement begins with; 0 without one.
fn past_dateline(view: View, end: usize) -> usize {
    const LONGEST: usize = 14;
    let shouts = view.token(0).is_some_and(|first| {
        view.document.tokens[first].shape == Shape::Upper && view.word(0).chars().count() > 2
    });
    if !shouts {
        return 0;
    }
    let plain = |at: &usize| view.is_capitalised(*at) || view.is_number(*at) || view.is_any_mark(*at);
    (0..end.min(LONGEST)).take_while(plain).find(|&at| view.is_dash(at) && at > 0).map_or(0, |dash| dash + 1)
}

/// Where the clause that ends at `end` begins: past a dateline, past "But", "And".
pub(super) fn clause_start(view: View, floor: usize, end: usize) -> usize {
    let mut start = if floor == 0 { past_dateline(view, end) } else { floor };
    while start < end
        && (view.is_any_mark(start) || view.is(start, Class::Conjunction))
        && !view.is_quote(start)
    {
        start += 1;
    }
    // "A reason: the quay was closed, X said."
    if let Some(colon) = (start..end.saturating_sub(3)).rev().find(|&at| view.is_mark(at, ":"))
        && !(start..end).any(|at| view.is_quote(at))
    {
        start = colon + 1;
    }
    start.min(end - 1)
}
