//! Clauses and noun phrases in what follows a cue: whether it is one, and where it ends.

use std::ops::Range;

use super::words;
use crate::enrich::cues::Frame;
use crate::enrich::statements::View;
use crate::language::lexicon::{Class, CueClass};

/// "On Tuesday", "In a speech", "Despite their outlooks": says when or how, not what.
pub(super) fn is_adverbial(view: View, items: Range<usize>) -> bool {
    let first = view.lexeme(items.start);
    let has_quote = items.clone().any(|at| view.is_quote(at));
    let opener = first.is_any(&[
        Class::Preposition,
        Class::Subordinator,
        Class::Calendar,
        Class::Adverb,
        Class::Conjunction,
    ]) && !first.is_any(&[Class::Article])
        // "About 180,000 boats"
        && !view.is_rough_figure(items.start)
        // "Last week", but not "That is so".
        || first.is(Class::TimeDeterminer) && view.is(items.start + 1, Class::Calendar);
    if !opener {
        return !has_quote && words(view, items) < 2;
    }
    // A clause of its own may follow the adverbial: "In 2015, the plan failed, he said."
    let comma = items.clone().find(|&at| view.is_mark(at, ","));
    let short = words(view, items.clone()) < 8;
    match comma {
        Some(comma) if words(view, comma + 1..items.end) > 3 => false,
        _ => short || !has_verb(view, items),
    }
}

/// Whether the words of a clause can begin at `at`: with a word, a figure, or what stands before a figure ("$5").
pub(super) fn begins_clause(view: View, at: usize) -> bool {
    view.is_word(at) || view.is_number(at) || view.is_any_mark(at) && view.is_number(at + 1)
}

pub(super) fn has_verb(view: View, items: Range<usize>) -> bool {
    items.into_iter().any(|at| view.lexeme(at).is_any(&[Class::Be, Class::Modal, Class::Auxiliary]))
}

pub(super) fn begins_noun_phrase(view: View, at: usize) -> bool {
    view.lexeme(at).is_any(&[Class::Article, Class::Determiner, Class::Possessive, Class::Pronoun])
        || view.is_capitalised(at)
}

/// Whether the word at `at` looks like a finite verb.
pub(super) fn is_finite_verb(view: View, at: usize) -> bool {
    let lexeme = view.lexeme(at);
    lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
        || lexeme.cue.is_some_and(|cue| cue.forms.past || cue.forms.third)
        || view.is_word(at)
            && !view.is_capitalised(at)
            && !lexeme.is_known()
            && view.document.language.quotations.could_be_verb(view.word(at))
}

/// Whether at `at` begins "when asked", which says when something was said, not what.
pub(super) fn is_occasion(view: View, at: usize) -> bool {
    view.is(at, Class::Subordinator)
        && view.lexeme(at + 1).cue.is_some_and(|cue| cue.forms.participle && cue.takes.addressee)
}

/// The same after a verb of speech, where a long noun phrase is a clause with a verb nobody knows.
pub(super) fn reports_clause(view: View, frame: &Frame, items: Range<usize>) -> bool {
    const CERTAINLY: usize = 3;
    let first = view.lexeme(items.start);
    let adverbial = first.is_any(&[Class::Preposition, Class::Conjunction, Class::Subordinator])
        && !first.is_any(&[Class::Complementiser, Class::Determiner])
        && !view.is_rough_figure(items.start);
    is_clause(view, items.clone())
        || frame.class == CueClass::Speech && !adverbial && words(view, items) >= CERTAINLY
}

/// Whether what follows a cue without a complementiser is a clause.
pub(super) fn is_clause(view: View, items: Range<usize>) -> bool {
    const REACH: usize = 24;
    let first = view.lexeme(items.start);
    let adverbial = first.is_any(&[Class::Preposition, Class::Conjunction, Class::Subordinator])
        && !first.is_any(&[Class::Adverb, Class::Complementiser, Class::Determiner])
        && !view.is_rough_figure(items.start);
    if adverbial {
        // "said in 2014 the plan was dead" is cut off before; "said as he left" says when.
        return false;
    }
    if first.is(Class::Pronoun) && !first.is_any(&[Class::ObjectPronoun, Class::Possessive]) {
        return true;
    }
    // A verb within reach that is not that of a relative clause.
    let rules = &view.document.language.quotations;
    let reach = items.end.min(items.start + REACH);
    let mut relatives = 0;
    let mut at = items.start + 1;
    while at < reach {
        let lexeme = view.lexeme(at);
        if view.is_quote(at) {
            return true;
        }
        let verb = lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary, Class::Negation])
            || lexeme.cue.is_some_and(|cue| cue.forms.is_finite() && !cue.forms.base)
            || view.is_word(at) && !view.is_capitalised(at) && rules.could_be_verb(view.word(at))
            || view.is_possessive(at) && view.is(at - 1, Class::Pronoun);
        if verb {
            if relatives == 0 {
                return true;
            }
            relatives -= 1;
            // The rest of the verb group.
            while at + 1 < reach
                && (view.lexeme(at + 1).is_any(&[
                    Class::Be,
                    Class::Auxiliary,
                    Class::Negation,
                    Class::Adverb,
                ]) || view.lexeme(at + 1).cue.is_some()
                    || rules.could_be_verb(view.word(at + 1)))
            {
                at += 1;
            }
        } else if lexeme.is_any(&[Class::Relative, Class::Subordinator])
            && !lexeme.is(Class::Article)
            && !view.is(at, Class::Preposition)
        {
            relatives += 1;
        }
        at += 1;
    }
    false
}
