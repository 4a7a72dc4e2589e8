//! What else stands in a sentence beside what a frame reports: asides before it, clauses of the narrator within it.

use std::ops::Range;

use super::clauses::reports_clause;
use super::limits::clause_boundary;
use super::quoted::begins_sentence;
use super::{Floor, Order, content};
use crate::enrich::cues::{Frame, SourcePlace};
use crate::enrich::sources::Head;
use crate::enrich::statements::View;
use crate::language::lexicon::Class;

/// Where, in what frame `index` reports, a clause of the narrator begins that reports all the quoted words in it: "talked
/// about the quay when he told Y, “…”", "named Y, whom he called “…”", "said that A, which Y called “…”".
pub(super) fn said_within(
    view: View,
    frames: &[Frame],
    index: usize,
    order: Order,
    items: &[Range<usize>],
) -> Option<usize> {
    let [items] = items else { return None };
    let quote = items.clone().find(|&at| view.is_quote(at))?;
    if order == Order::ObjectAfter
        && let Some(aside) = (items.start + 1..quote).rfind(|&at| view.is_mark(at, ","))
        && view.is(aside + 1, Class::Preposition)
        && view.is(aside + 2, Class::Complementiser)
        && !view.is(aside + 2, Class::Relative)
    {
        // "answered the letters, in what is called a “race to the bottom”"
        return Some(aside);
    }
    let next = frames[index + 1..].iter().rfind(|next| {
        next.place == SourcePlace::Before
            && next.source.head != Head::Nobody
            && next.items.start > items.start
            && next.items.end <= quote
    })?;
    let cut = clause_boundary(view, items.start, next.items.start);
    let relative = (cut..next.items.start).any(|at| view.is(at, Class::Relative));
    let paused = view.is_pause(cut);
    let of_narrator = match order {
        Order::ObjectAfter => cut < next.items.start && (paused || !relative),
        Order::ClauseAfter => paused && relative,
        _ => false,
    };
    let floor = Floor { next: next.items.start, outer: next.items.start };
    let reports = |(_, said): (Order, Vec<Range<usize>>)| said.iter().any(|said| said.contains(&quote));
    (of_narrator && content(view, next, floor, items.end, items.end).is_some_and(reports)).then_some(cut)
}

/// The complementiser after an aside that begins with the pause at `at`: "said on air, where she works, that".
pub(super) fn past_parenthesis(view: View, at: usize, limit: usize) -> Option<usize> {
    const LONGEST: usize = 20;
    if !view.is_pause(at) || view.is_mark(at, ":") {
        return None;
    }
    let mark = view.word(at);
    let close = (at + 2..limit.min(at + LONGEST)).find(|&close| view.is_mark(close, mark))?;
    let that = view.is(close + 1, Class::Complementiser)
        && view.is(close + 1, Class::Relative)
        && view.is(close + 1, Class::Determiner);
    (that && !view.is(at + 1, Class::Relative)).then_some(close + 1)
}

/// The quotation after an aside of a few words that begins with the comma at `at`: "had written, by hand: “…”".
pub(super) fn past_aside(view: View, at: usize, limit: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    if !view.is_mark(at, ",") || !view.lexeme(at + 1).is_any(&[Class::Preposition, Class::Adverb]) {
        return None;
    }
    let colon = (at + 1..limit.min(at + LONGEST)).find(|&at| !view.is_word(at))?;
    (view.is_mark(colon, ":") && colon + 1 < limit && view.is_quote(colon + 1)).then_some(colon + 1)
}

/// Whether the quotation that ends `before` is only named by what leads up to the subject of `frame`, which reports what
/// follows: "In a paper called “Salt,” Roe said that A", "Asked about the plan “Tea”, she said A".
pub(super) fn in_adjunct(view: View, frame: &Frame, before: Range<usize>, limit: usize) -> bool {
    let right = frame.items.end;
    let first = before.start;
    if before.len() < 3 || right >= limit || frame.place != SourcePlace::Before || !view.is_word(first) {
        return false;
    }
    let rules = &view.document.language.quotations;
    let opener = view.lexeme(first);
    let opens = opener.is(Class::Preposition)
        || rules.could_be_gerund(view.word(first))
        || rules.could_be_verb(view.word(first)) && opener.cue.is_none_or(|cue| cue.forms.participle);
    let quote = before.end - 1;
    let verbless = (first..quote).all(|at| {
        let lexeme = view.lexeme(at);
        !lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
            && (at == first
                || lexeme.cue.is_none_or(|cue| !cue.forms.third && !cue.forms.past || cue.forms.participle))
    });
    let sentence = view.is_complete(quote) && begins_sentence(view, quote);
    let reports = view.is(right, Class::Complementiser)
        || view.is_quote(right)
        || view.is_word(right) && reports_clause(view, frame, right..limit);
    opens && reports && (verbless || !sentence)
}
