//! How far what a frame reports can reach before something else begins.

use std::ops::Range;

use super::quoted::ends_sentence;
use crate::enrich::cues::{Frame, SourcePlace};
use crate::enrich::sources::Head;
use crate::enrich::statements::View;
use crate::language::lexicon::Class;

/// The end of the statement without its closing marks.
pub(super) fn statement_end(view: View) -> usize {
    let mut end = view.len();
    while end > 0 && view.is_terminal(end - 1) {
        end -= 1;
    }
    end
}

/// Where the content after frame `index` ends at the latest: where a frame begins that is no part of it.
pub(super) fn limit(view: View, frames: &[Frame], index: usize, end: usize) -> usize {
    let frame = &frames[index];
    let mut end = end;
    if opens_statement(view, frame) {
        // "While X denied it, …": the main clause is the narrator's.
        let object = usize::from(!view.is(frame.items.end, Class::ObjectPronoun));
        let main = (frame.items.end + 1 + object..end).find(|&at| {
            let next = view.lexeme(at + 1);
            view.is_mark(at, ",") && !next.is_any(&[Class::Conjunction, Class::Relative])
        });
        end = main.unwrap_or(end);
    }
    if frame.place == SourcePlace::Shared && frame.source.items.start >= frame.items.end {
        // "Saying that he would stay, Olga Example sat down."
        end = end.min(frame.source.items.start);
    }
    // "a dough that she calls Olga, is old"
    let object_of_relative =
        frame.items.start > 0 && view.is(frame.items.start - 1, Class::Relative) && !frame.takes.clause;
    if (frame.place == SourcePlace::Relative || object_of_relative)
        && let Some(comma) = main_clause_resumes(view, frame.items.end..end)
    {
        end = comma;
    }
    if frame.place == SourcePlace::Relative
        && view.lexeme(frame.items.end).cue.is_some_and(|cue| cue.forms.is_finite() && cue.takes.clause)
        && !view.is(frame.items.end, Class::CueNoun)
    {
        // "Those who wrote to her say that A": the verb of the main clause.
        end = frame.items.end;
    }
    // "Roe, writing a decade later, said that": the aside ends before the verb around it.
    let around = frames[index + 1..].iter().filter(|outer| {
        frame.place == SourcePlace::Shared
            && outer.items.start <= frame.items.start
            && frame.items.end <= outer.items.end
    });
    for verb in around.filter_map(|outer| view.item_of(outer.cue)).filter(|&verb| verb >= frame.items.end) {
        end = end.min(verb);
    }
    for next in &frames[index + 1..] {
        let start = next.items.start;
        if start < frame.items.end {
            continue;
        }
        let before = start.checked_sub(1);
        let after_quote = before.is_some_and(|before| view.is_quote(before) && ends_sentence(view, before));
        let separate = match next.place {
            SourcePlace::AccordingTo | SourcePlace::Label | SourcePlace::After => true,
            // "in favour of asking them", "yelling at people saying"
            SourcePlace::Shared => before.is_some_and(|before| {
                // "said he had left after announcing it"
                let aside = view.is(before, Class::Subordinator)
                    && !before.checked_sub(1).is_some_and(|at| view.is_pause(at));
                !aside
                    && (view.is_pause(before)
                        || view.is_quote(before)
                        || view.lexeme(before).is_any(&[Class::Conjunction, Class::Subordinator]))
            }),
            SourcePlace::Relative => false,
            SourcePlace::Before => {
                let conjunction =
                    before.is_some_and(|before| {
                        view.is(before, Class::Conjunction) || view.is(before, Class::Subordinator)
                    }) && before.and_then(|before| before.checked_sub(1)).is_some_and(|comma| {
                        // "had “no idea” if he would": the clause goes on behind a quotation that ends in no mark.
                        let goes_on = before.is_some_and(|before| !view.is(before, Class::Conjunction))
                            && view.last_inside(comma).contains(char::is_alphanumeric);
                        view.is_pause(comma) || view.is_quote(comma) && !goes_on
                    });
                let conjunction = conjunction || measured_from(view, frame.items.end, start).is_some();
                // "asked for tea and Roe said, “…”"
                let quotes = next.takes.quote
                    && before.is_some_and(|before| view.is(before, Class::Conjunction))
                    && view.is_any_mark(next.items.end)
                    && view.is_quote(next.items.end + 1);
                let conjunction = conjunction || quotes;
                let pause = before.is_some_and(|before| view.is_pause(before));
                let pause = pause && !opened_by_subordinate(view, frame.items.end..start);
                after_quote || conjunction || pause && start > frame.items.end + 1
            }
        };
        if !separate {
            continue;
        }
        let mut cut = measured_from(view, frame.items.end, start).unwrap_or(start);
        while cut > frame.items.end
            && (view.is_pause(cut - 1)
                || view.lexeme(cut - 1).is_any(&[Class::Conjunction, Class::Subordinator]))
        {
            cut -= 1;
        }
        let cut = adjunct_before(view, frame.items.end..cut);
        return cut.min(end);
    }
    end
}

/// Where what leads up to the clause behind `items` begins, when it does: ", and when asked why" in "said A, and when
/// asked why, Y replied"; or else the end of `items`.
fn adjunct_before(view: View, items: Range<usize>) -> usize {
    let comma = items.clone().skip(1).rfind(|&at| view.is_pause(at));
    let leads_up = comma.filter(|&at| {
        view.is_mark(at, ",")
            && view.is(at + 1, Class::Conjunction)
            && view.is(at + 2, Class::Subordinator)
            && view.document.language.quotations.could_be_verb(view.word(at + 3))
    });
    leads_up.unwrap_or(items.end)
}

/// The pause in ", months after Y told Z B", where the subject Y is at `subject`: what came so long after is the narrator’s.
fn measured_from(view: View, from: usize, subject: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let after = subject.checked_sub(1).filter(|&at| at > from && view.is(at, Class::Subordinator))?;
    let measures = |at: usize| {
        let in_words = view.token(at).is_some_and(|token| !view.document.meanings(token).is_empty());
        in_words || view.is_number(at) || view.lexeme(at).is_any(&[Class::Quantity, Class::Adverb])
    };
    let pause = (after.saturating_sub(LONGEST).max(from)..after).rfind(|&at| view.is_pause(at))?;
    let measured = (pause + 1..after).all(measures);
    (pause + 1 < after && measured).then_some(pause)
}

/// Where the clause whose subject is at `subject` begins, not before `from`: at the pause, the conjunction, the
/// "whom" or the "both of which" that opens it.
pub(super) fn clause_boundary(view: View, from: usize, subject: usize) -> usize {
    const OPENER: [Class; 4] = [Class::Conjunction, Class::Subordinator, Class::Relative, Class::Quantity];
    let mut cut = subject;
    while cut > from && view.lexeme(cut - 1).is_any(&OPENER) {
        cut -= 1;
        if view.is(cut, Class::Relative) && cut > from + 1 && view.is(cut - 1, Class::Preposition) {
            // "to whom", "both of which"
            cut -= 1;
        }
    }
    while cut > from && view.is_pause(cut - 1) {
        cut -= 1;
    }
    cut
}

/// Whether `frame` stands in a subordinate clause before the main one: "While X said A, B", "Asked whether A, X left".
fn opens_statement(view: View, frame: &Frame) -> bool {
    const FURTHEST: usize = 6;
    const LATEST: usize = 15;
    let start = frame.items.start;
    if start == 0 && frame.place == SourcePlace::Before && frame.source.items.start > 0 {
        // "Asked by Roe whether A, …"
        return true;
    }
    let opener = if frame.source.head == Head::Nobody {
        if start == 0 {
            return true;
        }
        (start.saturating_sub(FURTHEST)..start)
            .rev()
            .take_while(|&at| view.is_word(at))
            .find(|&at| view.is(at, Class::Subordinator))
    } else {
        start
            .checked_sub(1)
            .filter(|&at| frame.place == SourcePlace::Before && view.is(at, Class::Subordinator))
    };
    let is_verb = |at: usize| {
        let lexeme = view.lexeme(at);
        lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
            || lexeme.cue.is_some()
            || view.is_quote(at)
    };
    opener.is_some_and(|opener| opener < LATEST && !(0..opener).any(is_verb))
}

/// Where the quotation begins that the frame after `index` reports rather than this one: "X gave a hint: “A,” she said."
pub(super) fn taken_by_next(view: View, frames: &[Frame], index: usize) -> Option<usize> {
    let frame = &frames[index];
    let mut later = frames[index + 1..].iter().filter(|next| next.items.start > frame.items.end);
    let next = later.clone().next()?;
    if let Some(put) = puts(view, next)
        && let Some(quote) =
            put.checked_sub(1).filter(|&at| at > frame.items.end && view.last_inside(at) == ",")
    {
        // "echoed the board, as the plan was “a leap,” as Roe put it"
        let comma = (frame.items.end..quote).rev().find(|&at| view.is_mark(at, ","));
        return Some(comma.unwrap_or(quote));
    }
    later.find_map(|next| {
        let quote = next.items.start.checked_sub(1)?;
        let attributed = matches!(next.place, SourcePlace::Before | SourcePlace::After)
            && next.takes.quote
            && view.is_quote(quote)
            && (view.last_inside(quote) == ","
                // "so “why not?” asked Roe"
                || next.place == SourcePlace::After && view.last_inside(quote).starts_with(['?', '!']));
        let led_to = quote >= frame.items.end
            && quote > 0
            && (view.is_pause(quote - 1) || view.is_dash(quote - 1) || quote == frame.items.end);
        (attributed && led_to).then_some(quote)
    })
}

/// The "as" of the frame `frame` when it is "as X put it".
fn puts(view: View, frame: &Frame) -> Option<usize> {
    let put = frame.items.start.checked_sub(1)?;
    let opens = view.is(put, Class::SaySo) && view.is(put, Class::Subordinator);
    (opens && frame.place == SourcePlace::Before && frame.takes.quote).then_some(put)
}

/// Where the comma in `items` stands after which a finite verb goes on with the clause around: "X, who said A, left"; it
/// can be the last mark of a quotation, "X, who called it “A,” left".
pub(super) fn main_clause_resumes(view: View, items: Range<usize>) -> Option<usize> {
    let resumes = |at: &usize| {
        let next = view.lexeme(at + 1);
        (view.is_mark(*at, ",") || view.last_inside(*at) == ",")
            && !next.is_any(&[Class::Conjunction, Class::Preposition, Class::Subordinator])
            && (next.is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
                || next.cue.is_some_and(|cue| cue.forms.is_finite() && !cue.forms.base))
    };
    items.into_iter().find(resumes).map(|at| if view.is_quote(at) { at + 1 } else { at })
}

/// Whether `items` are a subordinate clause up to its comma: what follows "said that if it rained," is said as well.
fn opened_by_subordinate(view: View, items: Range<usize>) -> bool {
    let complementiser =
        view.is(items.start, Class::Complementiser) && !view.is(items.start, Class::Subordinator);
    let clause = items.start + usize::from(complementiser)..items.end.saturating_sub(1);
    view.is(clause.start, Class::Subordinator)
        && view.is_mark(clause.end, ",")
        && !clause.into_iter().any(|at| view.is_pause(at))
}
