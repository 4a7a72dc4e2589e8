//! What was said: the stretches of a statement that each frame reports.
//!
//! Comes in: a statement and its frames. Goes out: contents, each for one frame.

mod beside;
mod clauses;
mod ends;
mod limits;
mod postposed;
mod quoted;

use std::ops::Range;

use self::beside::{in_adjunct, past_aside, past_parenthesis, said_within};
use self::clauses::{
    begins_clause, begins_noun_phrase, is_adverbial, is_clause, is_finite_verb, is_occasion, reports_clause,
};
use self::ends::{content_end, infinitive_end, object_end};
use self::limits::{limit, statement_end, taken_by_next};
use self::postposed::{according, as_said, clause_start, postposed_content};
use self::quoted::{begins_sentence, ends_sentence, quoted_end, quoted_rest};

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
        // "X said Y hoped that …" is one report, of X.
        let embedded = frame.place != SourcePlace::AccordingTo
            && found.last().is_some_and(|outer| {
                let own = matches!(frame.source.head, Head::Pronoun(token)
                    if view.document.lexemes[token].is(Class::FirstPerson));
                matches!(outer.order, Order::ClauseAfter | Order::ObjectAfter | Order::InfinitiveAfter)
                    && (frames[outer.frame].place != SourcePlace::Label || own)
                    && outer
                        .items
                        .iter()
                        .any(|items| items.start <= frame.items.start && frame.items.end <= items.end)
            });
        if embedded {
            continue;
        }
        let limit = taken_by_next(view, frames, index).unwrap_or_else(|| limit(view, frames, index, end));
        let mut from = Floor { next: floor, outer: outermost(&found) };
        if let Some(inner) = found.last().filter(|inner| told_on(view, &frames[inner.frame], frame)) {
            // "“A,” X said on Monday, according to Y": Y tells of the quotation and who said it.
            let start = inner.items.first().map_or(floor, |items| items.start);
            from = Floor { next: start, outer: start };
        }
        let found_content = content(view, frame, from, limit, end).and_then(|(order, items)| {
            match said_within(view, frames, index, order, &items) {
                // The words in quotation marks are not of this frame.
                Some(cut) => content(view, frame, from, cut, cut),
                None => Some((order, items)),
            }
        });
        let Some((order, items)) = found_content else {
            continue;
        };
        let last = items.iter().map(|range| range.end).max().unwrap_or(floor);
        let next_is_embedded = frames.get(index + 1).is_some_and(|next| next.items.start < last);
        floor = floor.max(frame.items.end);
        if !next_is_embedded {
            floor = floor.max(last);
        }
        if order == Order::ClauseBefore {
            // What it holds that others said is told by this source.
            found.retain(|inner| {
                let quoted = inner.items.iter().all(|items| items.clone().all(|at| view.is_quote(at)));
                let within = |inner: &Range<usize>| {
                    items.iter().any(|outer| outer.start <= inner.start && inner.end <= outer.end)
                };
                quoted || !inner.items.iter().all(within)
            });
        }
        found.push(Content { frame: index, items, order });
    }
    found
}

/// From where on a frame can report what stands before it.
#[derive(Clone, Copy, Debug)]
struct Floor {
    /// What nothing has reported yet.
    next: usize,
    /// What may be reported once more, with who said it: "X repeated that A, sources told Y."
    outer: usize,
}

/// Whether `frame` is an "according to" right behind the attribution `inner`.
fn told_on(view: View, inner: &Frame, frame: &Frame) -> bool {
    let between = inner.items.end..frame.items.start.max(inner.items.end);
    frame.place == SourcePlace::AccordingTo
        && inner.items.end <= frame.items.start
        && between.into_iter().all(|at| view.is_pause(at))
}

/// Where the last attribution ends that follows its words, or 0.
fn outermost(found: &[Content]) -> usize {
    let complete = |content: &&Content| {
        matches!(content.order, Order::QuoteBefore | Order::Interrupted | Order::ClauseBefore)
    };
    found
        .iter()
        .filter(complete)
        .flat_map(|content| content.items.iter().map(|items| items.end))
        .max()
        .unwrap_or(0)
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

/// Whether a bare noun phrase at `at` can only be the object of the cue: "expressed solidarity", "cited new figures".
fn names_thing(view: View, frame: &Frame, at: usize) -> bool {
    let lexeme = view.lexeme(at);
    let cue = view.document.lexemes[frame.cue];
    let function = lexeme.is_function() || lexeme.is_any(&[Class::Adverb, Class::Complementiser]);
    view.is_word(at)
        && !function
        && !cue.is(Class::CueNoun)
        && cue.cue.is_some_and(|cue| cue.forms.past || cue.forms.third || cue.forms.gerund)
        && !(lexeme.cue.is_some_and(|cue| cue.forms.past && !cue.forms.base))
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
    floors: Floor,
    limit: usize,
    end: usize,
) -> Option<(Order, Vec<Range<usize>>)> {
    let floor = floors.next;
    let right = frame.items.end;
    let left = frame.items.start;
    let mut before_end = left;
    while before_end > floor && view.is_pause(before_end - 1) {
        before_end -= 1;
    }
    // "On “The Evening Tide,” X said the plan was dead": the title of a programme.
    let title = before_end > floor + 1
        && view.is(before_end - 2, Class::Preposition)
        && right < limit
        && view.is_word(right)
        && reports_clause(view, frame, right..limit);
    let told_before = before_end > floor && view.is_quote(before_end - 1) && !title;
    let quote_before = told_before && !in_adjunct(view, frame, floor..before_end, limit);
    let mut after = right;
    while after < limit && view.is_pause(after) {
        after += 1;
    }
    if let Some(quote) = past_aside(view, right, limit) {
        after = quote;
    }
    let pause_after = after > right;
    let quote_after = view.is_quote(after) && after < limit;
    let takes = frame.takes;
    // "“A,” X told reporters" is complete, whatever follows.
    let quoted = quote_before
        && takes.quote
        && view.is_complete(before_end - 1)
        && (before_end == floor + 1 || view.is_any_mark(before_end - 2) || view.is_quote(before_end - 2));
    // ", who she noted was late"
    let extracted = takes.that
        && left > 1
        && view.is(left - 1, Class::Relative)
        && !view.is(left - 1, Class::Determiner)
        && view.is_pause(left - 2);
    let finite = right < limit && view.lexeme(right).is_any(&[Class::Be, Class::Modal]);
    if !quoted && finite && !takes.clause && !extracted {
        // "The loopholes she cited are …"
        return None;
    }

    // "went on about", with its particle.
    let beside_cue = right > 0
        && (view.token(right - 1) == Some(frame.cue)
            || right > 1
                && view.token(right - 2) == Some(frame.cue)
                && view.lexeme(right - 1).particles != 0);
    let leads_to_content = takes.about
        && (beside_cue || takes.addressee)
        && view.is(right, Class::ContentPreposition)
        && !view.is(right + 1, Class::Calendar)
        || takes.to && view.is(right, Class::InfinitiveMarker);
    let as_put = left
        .checked_sub(1)
        .filter(|&at| view.is(at, Class::SaySo) && view.is(at, Class::Subordinator))
        // "as many as 40 percent said"
        .filter(|&at| !(at > 0 && view.is(at - 1, Class::Determiner)))
        // "even as X said that"
        .filter(|_| !view.is(right, Class::Complementiser));
    if let Some(at) = as_put
        && frame.place == SourcePlace::Before
    {
        let put = as_said(view, frame, floor, at, limit);
        // "jabbed a finger as she said, “…”", "as she went on about “…”"
        if put.is_some() || !quote_after && !leads_to_content {
            return put;
        }
    }
    if frame.place == SourcePlace::AccordingTo {
        return according(view, frame, floors, limit);
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
        && (frame.class != CueClass::Beside
            || before_end < left
            || !view.last_inside(before_end - 1).contains(char::is_alphanumeric))
    {
        let led_to = (floor..before_end - 1).rev().find(|&at| view.is_mark(at, ":") && view.is_quote(at + 1));
        let before =
            led_to.map_or_else(|| clause_start(view, floor, before_end), |colon| colon + 1)..before_end;
        if quote_after && (pause_after || frame.place == SourcePlace::After) {
            let rest = quoted_end(view, after, limit);
            return Some((Order::Interrupted, vec![before, after..rest]));
        }
        let complete = view.is_pause(left.wrapping_sub(1)) || ends_sentence(view, before_end - 1);
        let complement =
            view.is(right, Class::Complementiser) && !quoted || view.is_quote(right) && !complete;
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
    if frame.class == CueClass::Beside || right < limit && is_occasion(view, right) {
        return None;
    }
    if right < limit && view.is(right, Class::Complementiser) && (takes.that || takes.clause) {
        let items = trimmed(view, right..content_end(view, right, limit))?;
        return says_enough(view, &items, 3).then(|| (Order::ClauseAfter, vec![items]));
    }
    if let Some(after) = past_parenthesis(view, right, limit)
        && (takes.that || takes.clause)
    {
        let items = trimmed(view, after..content_end(view, after, limit))?;
        return says_enough(view, &items, 3).then(|| (Order::ClauseAfter, vec![items]));
    }
    if right < limit && view.is(right, Class::InfinitiveMarker) && takes.infinitive {
        let items = trimmed(view, right..infinitive_end(view, right, limit))?;
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
        let mut end = left;
        while end > floors.outer && view.is_pause(end - 1) {
            end -= 1;
        }
        return postposed_content(view, frame, floors.outer..end, limit);
    }
    let relative = left.checked_sub(1).filter(|&at| view.is(at, Class::Relative));
    if let Some(relative) = relative
        && (takes.clause || extracted)
        && right < limit
        && is_finite_verb(view, right)
    {
        // "moves that she said helped"
        let items = trimmed(view, right..content_end(view, right, limit))?;
        return says_enough(view, &items, 2)
            .then(|| (Order::ClauseAfter, vec![relative..relative + 1, items]));
    }
    if right < limit
        && begins_clause(view, right)
        && takes.clause
        && reports_clause(view, frame, right..limit)
    {
        let items = trimmed(view, right..content_end(view, right, limit))?;
        // "said he would"
        let least = if view.is(right, Class::Pronoun) && view.is(right + 1, Class::Modal) { 2 } else { 3 };
        return says_enough(view, &items, least).then(|| (Order::ClauseAfter, vec![items]));
    }
    // Whoever "spoke on Monday for an hour" is only described by it.
    if right < limit && leads_to_content && frame.place != SourcePlace::Relative {
        let items = trimmed(view, right + 1..object_end(view, right + 1, limit))?;
        // "the last thing he asked of her": to whom, not what.
        let somebody = items.len() == 1 && view.is(items.start, Class::ObjectPronoun);
        return (!somebody || takes.to).then(|| (Order::ObjectAfter, vec![items]));
    }
    let begins = |class| view.is(right, class) && !view.is(right, Class::Adverb);
    let object = right < limit
        && view.is_word(right)
        && (takes.object || takes.addressee)
        && !begins(Class::Conjunction)
        && !begins(Class::Preposition);
    let gerund = takes.that && view.document.language.quotations.could_be_gerund(view.word(right));
    if object
        && (begins_noun_phrase(view, right)
            || gerund
            || (beside_cue || takes.addressee) && names_thing(view, frame, right)
            || (right..limit).any(|at| view.is_quote(at)))
    {
        let items = trimmed(view, right..object_end(view, right, limit))?;
        let has_quote = items.clone().any(|at| view.is_quote(at));
        // What is said must be said, not only named, unless the verb names it ("criticised the plan").
        let clause = is_clause(view, items.clone());
        // "claimed the town had a “right” to the quay": a clause goes on behind its quoted words.
        let broken_off = has_quote && view.last_inside(items.end - 1).contains(char::is_alphanumeric);
        let items = if clause && takes.that && broken_off {
            trimmed(view, right..content_end(view, right, limit))?
        } else {
            items
        };
        let named = (clause || takes.thing || !takes.that || gerund) && frame.place != SourcePlace::Relative;
        // "Called Roe" is a telephone call, "rejected it" is all there is to say.
        let least = if takes.about { 3 } else { 1 };
        // "whom I called the night before": when, not what.
        let when =
            takes.about && view.is(items.start, Class::Article) && view.is(items.start + 1, Class::Calendar);
        let worth = has_quote || words(view, items.clone()) >= least && named && !when;
        let order = if clause && takes.that { Order::ClauseAfter } else { Order::ObjectAfter };
        return worth.then(|| (order, vec![items]));
    }
    None
}
