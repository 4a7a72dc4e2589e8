//! What was said: the stretches of a statement that each frame reports.
//!
//! Comes in: a statement and its frames. Goes out: contents, each for one frame.

mod clauses;

use std::ops::Range;

use self::clauses::{
    begins_noun_phrase, content_end, is_adverbial, is_clause, is_finite_verb, object_end, reports_clause,
};

use super::cues::{Frame, SourcePlace};
use super::sources::Head;
use super::statements::View;
use crate::language::lexicon::{Class, CueClass};

/// What one frame reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The frame, by index.
    pub frame: usize,
    /// Items, in order; more than one stretch when the frame interrupts it.
    pub items: Vec<Range<usize>>,
    /// How the two stand to each other.
    pub order: Order,
}

/// How content and frame stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// "“…,” X said"
    QuoteBefore,
    /// "X said, “…”"
    QuoteAfter,
    /// "“…,” X said, “…”"
    Interrupted,
    /// "X said that …"
    ClauseAfter,
    /// "…, X said"
    ClauseBefore,
    /// "X called it …"
    ObjectAfter,
    /// "X promised to …"
    InfinitiveAfter,
}

impl Order {
    /// Whether what is said is a clause or a quotation, not a thing or a plan.
    pub fn is_clause(self) -> bool {
        !matches!(self, Self::ObjectAfter | Self::InfinitiveAfter)
    }
}

/// The contents of the frames of a statement.
pub fn contents(view: View, frames: &[Frame]) -> Vec<Content> {
    let mut found: Vec<Content> = Vec::new();
    let mut floor = 0;
    let end = statement_end(view);
    for (index, frame) in frames.iter().enumerate() {
        // "X said she hoped that …" is one report, of X.
        let embedded = matches!(frame.source.head, Head::Pronoun(_))
            && frame.place == SourcePlace::Before
            && found.last().is_some_and(|outer| {
                outer.order == Order::ClauseAfter
                    && frames[outer.frame].place != SourcePlace::Label
                    && outer
                        .items
                        .iter()
                        .any(|items| items.start <= frame.items.start && frame.items.end <= items.end)
            });
        if embedded {
            continue;
        }
        let limit = limit(view, frames, index, end);
        if let Some((order, items)) = content(view, frame, floor, limit, end) {
            let last = items.iter().map(|range| range.end).max().unwrap_or(floor);
            let next_is_embedded = frames.get(index + 1).is_some_and(|next| next.items.start < last);
            if !next_is_embedded {
                floor = floor.max(last).max(frame.items.end);
            } else {
                floor = floor.max(frame.items.end);
            }
            found.push(Content { frame: index, items, order });
        } else {
            floor = floor.max(frame.items.end);
        }
    }
    found
}

/// Whether `content` is the next piece of the quotation that the last of `earlier` tells of, which broke off in the
/// middle of a sentence.
pub fn goes_on(view: View, earlier: &[Content], content: &Content) -> bool {
    let Some(before) = earlier.last().and_then(|content| content.items.last()) else { return false };
    let only_quotes =
        |items: &Range<usize>| items.clone().all(|at| view.is_quote(at) || view.is_any_mark(at));
    let broken_off = view.is_quote(before.end - 1) && view.last_inside(before.end - 1) == ",";
    let resumes = content
        .items
        .last()
        .is_some_and(|last| !begins_sentence(view, last.start) && view.is_quote(last.start));
    only_quotes(before)
        && content.items.iter().all(only_quotes)
        && broken_off
        && resumes
        && !matches!(content.order, Order::QuoteBefore)
}

/// The end of the statement without its closing marks.
fn statement_end(view: View) -> usize {
    let mut end = view.len();
    while end > 0 && view.is_terminal(end - 1) {
        end -= 1;
    }
    end
}

/// Where the content after frame `index` ends at the latest: where a frame begins that is no part of it.
fn limit(view: View, frames: &[Frame], index: usize, end: usize) -> usize {
    let frame = &frames[index];
    let mut end = end;
    let opened_by = frame.items.start.checked_sub(1).filter(|_| frame.place == SourcePlace::Before);
    if opened_by.is_some_and(|at| at < 2 && view.is(at, Class::Subordinator)) {
        // "While X denied it, …": the main clause is the narrator's.
        let comma = (frame.items.end..end).find(|&at| view.is_mark(at, ","));
        end = comma.filter(|&comma| comma > frame.items.end + 1).unwrap_or(end);
    }
    if frame.place == SourcePlace::Relative
        && let Some(comma) = main_clause_resumes(view, frame.items.end..end)
    {
        end = comma;
    }
    for next in &frames[index + 1..] {
        let start = next.items.start;
        if start < frame.items.end {
            continue;
        }
        let before = start.checked_sub(1);
        let after_quote = before.is_some_and(|before| view.is_quote(before) && ends_sentence(view, before));
        let separate = match next.place {
            SourcePlace::Shared | SourcePlace::AccordingTo | SourcePlace::Label => true,
            SourcePlace::After => true,
            SourcePlace::Relative => false,
            SourcePlace::Before => {
                let conjunction = before.is_some_and(|before| {
                    view.is(before, Class::Conjunction) || view.is(before, Class::Subordinator)
                }) && before
                    .and_then(|before| before.checked_sub(1))
                    .is_some_and(|comma| view.is_pause(comma) || view.is_quote(comma));
                let pause = before.is_some_and(|before| view.is_pause(before));
                after_quote || conjunction || pause && start > frame.items.end + 1
            }
        };
        if !separate {
            continue;
        }
        let mut cut = start;
        while cut > frame.items.end
            && (view.is_pause(cut - 1)
                || view.lexeme(cut - 1).is_any(&[Class::Conjunction, Class::Subordinator]))
        {
            cut -= 1;
        }
        return cut;
    }
    end
}

/// The comma in `items` after which a finite verb goes on with the clause around: "X, who said A, left".
fn main_clause_resumes(view: View, items: Range<usize>) -> Option<usize> {
    items.into_iter().find(|&at| {
        let next = view.lexeme(at + 1);
        view.is_mark(at, ",")
            && !next.is_any(&[Class::Conjunction, Class::Preposition, Class::Subordinator])
            && (next.is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
                || next.cue.is_some_and(|cue| cue.forms.is_finite() && !cue.forms.base))
    })
}

/// `items` without commas and dashes at its ends.
fn trimmed(view: View, items: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = items;
    while start < end
        && view.is_any_mark(start)
        && !view.word(start).starts_with(['[', '(', '$', '£', '€', '#', '@'])
    {
        start += 1;
    }
    while start < end
        && view.is_any_mark(end - 1)
        && !view.word(end - 1).starts_with([']', ')', '%', '?', '!'])
    {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// Whether `items` are `least` words or hold a quotation.
fn says_enough(view: View, items: &Range<usize>, least: usize) -> bool {
    words(view, items.clone()) >= least || items.clone().any(|at| view.is_quote(at))
}

fn words(view: View, items: Range<usize>) -> usize {
    items.filter(|&at| view.is_word(at) || view.is_quote(at)).count()
}

fn content(
    view: View,
    frame: &Frame,
    floor: usize,
    limit: usize,
    end: usize,
) -> Option<(Order, Vec<Range<usize>>)> {
    let right = frame.items.end;
    let left = frame.items.start;
    let mut before_end = left;
    while before_end > floor && view.is_pause(before_end - 1) {
        before_end -= 1;
    }
    let quote_before = before_end > floor && view.is_quote(before_end - 1);
    let mut after = right;
    while after < limit && view.is_pause(after) {
        after += 1;
    }
    let pause_after = after > right;
    let quote_after = view.is_quote(after) && after < limit;
    let takes = frame.takes;

    let as_put =
        left.checked_sub(1).filter(|&at| view.is(at, Class::SaySo) && view.is(at, Class::Subordinator));
    if let Some(at) = as_put
        && frame.place == SourcePlace::Before
    {
        return as_said(view, frame, floor, at, limit);
    }
    if frame.place == SourcePlace::AccordingTo {
        return according(view, frame, floor, limit);
    }
    if frame.place == SourcePlace::Label {
        let items = trimmed(view, right..end)?;
        let order =
            if items.clone().all(|at| view.is_quote(at)) { Order::QuoteAfter } else { Order::ClauseAfter };
        return says_enough(view, &items, 3).then(|| (order, vec![items]));
    }
    if quote_before
        && takes.quote
        && frame.place != SourcePlace::Shared
        && frame.place != SourcePlace::Relative
    {
        let before = clause_start(view, floor, before_end)..before_end;
        if quote_after && (pause_after || frame.place == SourcePlace::After) {
            let rest = quoted_end(view, after, limit);
            return Some((Order::Interrupted, vec![before, after..rest]));
        }
        let complete = view.is_pause(left.wrapping_sub(1)) || ends_sentence(view, before_end - 1);
        let complement = view.is(right, Class::Complementiser) || view.is_quote(right) && !complete;
        if !complement {
            return match quoted_rest(view, right, end) {
                Some(rest) => Some((Order::Interrupted, vec![before, rest])),
                None => Some((Order::QuoteBefore, vec![before])),
            };
        }
    }
    if quote_after && (takes.quote || takes.that || takes.object || !pause_after) {
        let end = quoted_end(view, after, limit);
        // "The plan, he said, “is dead.”"
        if pause_after
            && view.is_mark(right, ",")
            && frame.place == SourcePlace::Before
            && !begins_sentence(view, after)
            && let Some(before) = trimmed(view, floor..before_end)
            && before_end < left
            && !is_adverbial(view, before.clone())
        {
            return Some((Order::Interrupted, vec![before, after..end]));
        }
        let quoted = after..end;
        return Some((Order::QuoteAfter, vec![quoted]));
    }
    if frame.class == CueClass::Beside {
        return None;
    }
    if right < limit && view.is(right, Class::Complementiser) && (takes.that || takes.clause) {
        let items = trimmed(view, right..content_end(view, right, limit))?;
        return says_enough(view, &items, 3).then(|| (Order::ClauseAfter, vec![items]));
    }
    if right < limit && view.is(right, Class::InfinitiveMarker) && takes.infinitive {
        let items = trimmed(view, right..limit)?;
        return says_enough(view, &items, 2).then(|| (Order::InfinitiveAfter, vec![items]));
    }
    if view.is_mark(right, ":") && right + 1 < limit {
        let items = trimmed(view, right + 1..limit)?;
        return says_enough(view, &items, 3).then(|| (Order::ClauseAfter, vec![items]));
    }
    let postposed = right >= limit || view.is_pause(right) || view.is_terminal(right);
    if postposed
        && (takes.that || takes.quote || takes.clause)
        && frame.place != SourcePlace::Relative
        && frame.place != SourcePlace::Shared
    {
        return postposed_content(view, frame, floor..before_end, limit);
    }
    let relative = left.checked_sub(1).filter(|&at| view.is(at, Class::Relative));
    if let Some(relative) = relative
        && takes.clause
        && right < limit
        && is_finite_verb(view, right)
    {
        // "moves that she said helped"
        let items = trimmed(view, right..content_end(view, right, limit))?;
        return says_enough(view, &items, 2)
            .then(|| (Order::ClauseAfter, vec![relative..relative + 1, items]));
    }
    if right < limit && view.is_word(right) && takes.clause && reports_clause(view, frame, right..limit) {
        let items = trimmed(view, right..content_end(view, right, limit))?;
        return says_enough(view, &items, 3).then(|| (Order::ClauseAfter, vec![items]));
    }
    let beside_cue = right > 0 && view.token(right - 1) == Some(frame.cue);
    let leads_to_content = takes.about && beside_cue && view.is(right, Class::ContentPreposition)
        || takes.to && view.is(right, Class::InfinitiveMarker);
    if right < limit && leads_to_content {
        let items = trimmed(view, right + 1..object_end(view, right + 1, limit))?;
        let begins = begins_noun_phrase(view, items.start) || view.is_quote(items.start);
        let worth = begins || words(view, items.clone()) > 2;
        return worth.then(|| (Order::ObjectAfter, vec![items]));
    }
    let begins = |class| view.is(right, class) && !view.is(right, Class::Adverb);
    let object = right < limit
        && view.is_word(right)
        && (takes.object || takes.addressee)
        && !begins(Class::Conjunction)
        && !begins(Class::Preposition);
    if object && (begins_noun_phrase(view, right) || (right..limit).any(|at| view.is_quote(at))) {
        let items = trimmed(view, right..object_end(view, right, limit))?;
        let has_quote = items.clone().any(|at| view.is_quote(at));
        // What is said must be said, not only named, unless the verb names it ("criticised the plan").
        let clause = is_clause(view, items.clone());
        let named = (clause || !takes.that) && frame.place != SourcePlace::Relative;
        let worth = has_quote || words(view, items.clone()) > 2 && named;
        let order = if clause && takes.that { Order::ClauseAfter } else { Order::ObjectAfter };
        return worth.then(|| (order, vec![items]));
    }
    None
}

/// "“A,” X said during a walk, “b.”" and "“A,” X said, but “b.”": where the rest of a quotation stands, when
/// nothing between says something of its own.
fn quoted_rest(view: View, right: usize, limit: usize) -> Option<Range<usize>> {
    const FURTHEST: usize = 25;
    let quote = (right..limit.min(right + FURTHEST)).find(|&at| view.is_quote(at))?;
    let verbless = (right..quote).all(|at| {
        let lexeme = view.lexeme(at);
        !lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary, Class::Relative])
            && lexeme.cue.is_none_or(|cue| cue.forms.gerund)
            && !view.is_terminal(at)
    });
    let joined = quote > right
        && (view.is_mark(quote - 1, ",")
            || view.is(quote - 1, Class::Conjunction) && view.is_mark(right, ","));
    (verbless && joined).then(|| quote..quoted_end(view, quote, limit))
}

/// Whether the quotation at `at` begins like a sentence of its own.
fn begins_sentence(view: View, at: usize) -> bool {
    let tokens = view.items[at].tokens.clone();
    let first = tokens.start + 1;
    first < tokens.end
        && view.document.tokens[first].is_capitalised()
        && !view.document.lexemes[first].is(Class::FirstPerson)
}

/// "…, X said." and "The plan, X said, is dead."
fn postposed_content(
    view: View,
    frame: &Frame,
    before: Range<usize>,
    limit: usize,
) -> Option<(Order, Vec<Range<usize>>)> {
    if before.end == frame.items.start && before.start < before.end {
        return None;
    }
    // What earlier verbs of the statement report is reported once more: "X repeated that A, sources told Y."
    let before = if words(view, before.clone()) < 3 && view.is_pause(frame.items.start.wrapping_sub(1)) {
        0..frame.items.start - 1
    } else {
        before
    };
    if before.is_empty() {
        return None;
    }
    let start = clause_start(view, before.start, before.end);
    let before = trimmed(view, start..before.end)?;
    let adverbial = is_adverbial(view, before.clone());
    let after = frame.items.end + 1;
    let goes_on = view.is_mark(frame.items.end, ",")
        && after < limit
        && view.is_word(after)
        && (view.lexeme(after).is_any(&[Class::InfinitiveMarker, Class::Complementiser])
            || !view.lexeme(after).is_any(&[
                Class::Conjunction,
                Class::Relative,
                Class::Preposition,
                Class::Subordinator,
            ]))
        && view.lexeme(after).cue.is_none()
        && frame.place == SourcePlace::Before;
    if goes_on && let Some(rest) = trimmed(view, after..limit).filter(|rest| words(view, rest.clone()) > 1) {
        return Some((Order::ClauseBefore, vec![before, rest]));
    }
    (!adverbial && words(view, before.clone()) > 2).then(|| (Order::ClauseBefore, vec![before]))
}

/// "As X put it, …" and "…, as X put it", with "as" at `at`.
fn as_said(
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

fn according(view: View, frame: &Frame, floor: usize, limit: usize) -> Option<(Order, Vec<Range<usize>>)> {
    let before = trimmed(view, floor..frame.items.start)
        .filter(|before| says_enough(view, before, 3) && !is_adverbial(view, before.clone()));
    let after = trimmed(view, frame.items.end.min(limit)..limit).filter(|after| says_enough(view, after, 3));
    let only_quotes = |items: &Range<usize>| items.clone().all(|at| view.is_quote(at));
    if let Some(before) = before.as_ref().filter(|items| only_quotes(items)) {
        return Some((Order::QuoteBefore, vec![before.clone()]));
    }
    if let (None, Some(after)) = (&before, after.as_ref().filter(|items| only_quotes(items))) {
        return Some((Order::QuoteAfter, vec![after.clone()]));
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

/// Where the clause that ends at `end` begins: past "But", "And".
fn clause_start(view: View, floor: usize, end: usize) -> usize {
    let mut start = floor;
    while start < end
        && (view.is_any_mark(start) || view.is(start, Class::Conjunction))
        && !view.is_quote(start)
    {
        start += 1;
    }
    start.min(end - 1)
}

/// The end of a content that begins with the quotation at `at`: the last quotation whose own punctuation ends
/// it, or else the end of the clause around it.
fn quoted_end(view: View, at: usize, limit: usize) -> usize {
    if ends_sentence(view, at) {
        let mut end = at + 1;
        while end < limit && view.is_quote(end) {
            end += 1;
        }
        return end;
    }
    let mut end = limit;
    while end > at + 1 && view.is_any_mark(end - 1) && !view.is_quote(end - 1) {
        end -= 1;
    }
    end
}

/// Whether the quotation at `at` ends with punctuation of its own.
fn ends_sentence(view: View, at: usize) -> bool {
    view.last_inside(at).starts_with(['.', '!', '?', ',', '…'])
}
