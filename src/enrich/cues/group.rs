//! What stands before a verb and belongs to it: auxiliaries, negations, adverbs, and words that lead up to it.

use crate::enrich::sources::Sources;
use crate::enrich::statements::View;
use crate::language::lexicon::Class;

/// What stands before a verb and belongs to it.
pub(super) struct Group {
    /// Its first item.
    pub(super) start: usize,
    /// "did not say"
    pub(super) negated: bool,
    /// "would say"
    pub(super) modal: bool,
    /// "is saying"
    pub(super) be: bool,
    /// "has said"
    pub(super) auxiliary: bool,
}

pub(super) fn verb_group(sources: Sources, at: usize) -> Group {
    let view = sources.view;
    let mut group = Group { start: at, negated: false, modal: false, be: false, auxiliary: false };
    while let Some(before) = group.start.checked_sub(1) {
        let lexeme = view.lexeme(before);
        if view.is_possessive(before) && before > 0 && view.is(before - 1, Class::Pronoun) {
            // "He’s saying", "He’s said"
            group.be = view.lexeme(at).cue.is_some_and(|cue| cue.forms.gerund);
            group.auxiliary = true;
            group.start = before;
            break;
        }
        if !view.is_word(before) || view.token(before).is_some_and(|token| sources.name_at(token).is_some()) {
            break;
        }
        if lexeme.is(Class::Negation) {
            group.negated = true;
        } else if lexeme.is(Class::Modal) {
            group.modal = true;
        } else if lexeme.is(Class::Auxiliary) {
            group.auxiliary = true;
        } else if lexeme.is(Class::Be) {
            group.be = true;
        } else if !lexeme.is(Class::Adverb)
            || lexeme.is_any(&[Class::Preposition, Class::Subordinator, Class::Determiner])
        {
            break;
        }
        group.start = before;
    }
    // Adverbs at the very start belong to what comes before ("Later said").
    group
}

/// The words of a lead-in ("went on to") that end just before `at`.
pub(super) fn lead_in(view: View, at: usize) -> Option<usize> {
    view.document.language.quotations.lead_ins().iter().find_map(|words| {
        let start = at.checked_sub(words.len())?;
        words.iter().enumerate().all(|(index, word)| view.word(start + index) == word).then_some(start)
    })
}
