//! Where a clause or noun phrase that somebody says ends, and the narrator speaks again.

use crate::enrich::statements::View;
use crate::language::lexicon::Class;

/// A clause is not taken to end before it has this many items.
const SHORTEST: usize = 4;

/// A description behind a comma is not followed further than this, in items.
const LONGEST: usize = 40;

/// Where a thing that is named ends: behind its last quoted words, what says when or where is the narrator's.
pub(super) fn object_end(view: View, start: usize, limit: usize) -> usize {
    let end = content_end(view, start, limit);
    let Some(quote) = (start..end).rev().find(|&at| view.is_quote(at)) else {
        return (start + 1..end).find(|&at| ends_object(view, at, end)).unwrap_or(end);
    };
    let next = view.lexeme(quote + 1);
    let narrator = view.is_pause(quote + 1)
        || next.is_any(&[Class::Calendar, Class::Subordinator, Class::Conjunction])
        || next.is(Class::Preposition) && !next.is(Class::ContentPreposition);
    if narrator { quote + 1 } else { end }
}

/// Whether the comma at `at` ends a thing without a quotation in it: ", and left", ", the harbour’s oldest", ", who
/// came later", ", saying".
fn ends_object(view: View, at: usize, end: usize) -> bool {
    let rules = &view.document.language.quotations;
    let next = view.lexeme(at + 1);
    view.is_mark(at, ",")
        && (next.is_any(&[Class::Conjunction, Class::Article])
            || is_relative(view, at + 1)
            || rules.could_be_gerund(view.word(at + 1))
            || rules.could_be_verb(view.word(at + 1))
            || describes(view, at, end))
}

/// Where a clause that begins at `start` ends: before a participle or a relative clause that
/// belongs to the narrator again (", leaving the room", ", which she denied").
pub(super) fn content_end(view: View, start: usize, limit: usize) -> usize {
    let quoted_until = (start..limit).rev().find(|&at| view.is_quote(at)).unwrap_or(start);
    (start + 2..limit).find(|&at| ends_clause(view, start, at, limit, quoted_until)).unwrap_or(limit)
}

fn ends_clause(view: View, start: usize, at: usize, limit: usize, quoted_until: usize) -> bool {
    if !view.is_pause(at) || view.is_mark(at, ":") {
        return false;
    }
    if view.is_mark(at, ";") {
        return true;
    }
    let next = view.lexeme(at + 1);
    if at >= start + SHORTEST && at > quoted_until && view.is_mark(at, ",") {
        let contrasts = next.is(Class::Contrast) && !next.is(Class::Determiner);
        if contrasts || describes(view, at, limit) {
            return true;
        }
    }
    // ", adding that"; of other verbs, what the source says goes on as often.
    let rules = &view.document.language.quotations;
    let participle = rules.could_be_gerund(view.word(at + 1)) && !view.is_capitalised(at + 1);
    participle && next.cue.is_some()
}

/// Where a plan that begins at `start` ends: an infinitive does not go on with a finite verb ("promised to stay and
/// left").
pub(super) fn infinitive_end(view: View, start: usize, limit: usize) -> usize {
    let end = content_end(view, start, limit);
    (start + 2..end)
        .find(|&at| {
            let joins = view.is(at, Class::Conjunction) || view.is_mark(at, ",");
            joins && is_certainly_finite(view, at + 1) || view.is_mark(at, ",") && describes(view, at, limit)
        })
        .unwrap_or(end)
}

/// Whether the comma at `comma` opens what only describes the words before it, up to `end`: ", a plan that …",
/// ", which …".
fn describes(view: View, comma: usize, end: usize) -> bool {
    let next = view.lexeme(comma + 1);
    let apposes = next.is(Class::Indefinite) && next.is(Class::Article);
    if !(apposes || is_relative(view, comma + 1)) {
        return false;
    }
    // Not "Roe, a lawyer, would go" or "a boat, a cart, and a mule", where the clause goes on.
    !(comma + 2..end.min(comma + LONGEST)).any(|close| {
        let goes_on = view.is(close + 1, Class::Conjunction) || is_certainly_finite(view, close + 1);
        view.is_mark(close, ",") && goes_on
    })
}

/// "which", "who", but not "that".
fn is_relative(view: View, at: usize) -> bool {
    view.is(at, Class::Relative) && !view.is(at, Class::Determiner)
}

/// Whether the word at `at` can only be a finite verb.
fn is_certainly_finite(view: View, at: usize) -> bool {
    let lexeme = view.lexeme(at);
    lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
        || lexeme.cue.is_some_and(|cue| (cue.forms.past || cue.forms.third) && !cue.forms.base)
        || view.is_word(at)
            && !view.is_capitalised(at)
            && !lexeme.is_known()
            && view.document.language.quotations.could_be_verb(view.word(at))
}
