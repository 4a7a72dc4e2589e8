//! What stands before a verb and belongs to it: auxiliaries, negations, adverbs, and words that lead up to it.

use crate::enrich::sources::Sources;
use crate::enrich::statements::View;
use crate::language::lexicon::Class;
use crate::language::quotations::Quotations;

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
        if lexeme.is(Class::Reflexive) && before > 0 && view.is_word(before - 1) {
            // "the board itself said"
        } else if lexeme.is(Class::Negation) {
            group.negated = true;
        } else if lexeme.is(Class::Modal) {
            group.modal = true;
        } else if lexeme.is(Class::Auxiliary) {
            group.auxiliary = true;
        } else if lexeme.is(Class::Be) {
            group.be = true;
        } else if lexeme.is(Class::Adverb)
            && lexeme.is(Class::Subordinator)
            && !lexeme.is_any(&[Class::Preposition, Class::Determiner])
            && group.start == at
            && before > 0
            && view.is_word(before - 1)
        {
            // "Olga Example once said": behind a subject it opens no clause.
        } else if let Some(start) = phrase_ending(view, before + 1, Quotations::asides) {
            // "Olga Example at first said"
            group.start = start;
            continue;
        } else if !lexeme.is(Class::Adverb)
            || lexeme.is_any(&[Class::Preposition, Class::Subordinator, Class::Determiner])
        {
            // "has since said", "have in the past said"
            let auxiliary = parted_auxiliary(view, before)
                .filter(|_| view.lexeme(at).cue.is_some_and(|cue| cue.forms.participle));
            let Some(auxiliary) = auxiliary else { break };
            group.start = auxiliary + 1;
            continue;
        }
        group.start = before;
    }
    // Adverbs at the very start belong to what comes before ("Later said").
    group
}

/// The auxiliary that an adverbial ending at `last` parts from its verb.
fn parted_auxiliary(view: View, last: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    (last.saturating_sub(LONGEST)..last).rev().take_while(|&at| view.is_word(at + 1)).find(|&at| {
        view.is(at, Class::Auxiliary) && view.lexeme(at + 1).is_any(&[Class::Preposition, Class::Adverb])
    })
}

/// The words of a lead-in ("went on to") that end just before `at`.
pub(super) fn lead_in(view: View, at: usize) -> Option<usize> {
    phrase_ending(view, at, Quotations::lead_ins)
}

/// Where the first of the phrases begins that end just before `at`, of those that the language has `ending` with a word.
fn phrase_ending<'a>(
    view: View<'a>,
    at: usize,
    ending: impl Fn(&'a Quotations, &str) -> &'a [Vec<String>],
) -> Option<usize> {
    let phrases = ending(&view.document.language.quotations, view.word(at.checked_sub(1)?));
    phrases.iter().find_map(|words| {
        let start = at.checked_sub(words.len())?;
        words.iter().enumerate().all(|(index, word)| view.word(start + index) == word).then_some(start)
    })
}

/// Whether the form of a cue at `at` is the last noun of "a conference call": after "a" and a noun no verb is in the plural.
pub(super) fn ends_compound(view: View, at: usize) -> bool {
    let lexeme = view.lexeme(at);
    let plural = lexeme.cue.is_some_and(|cue| cue.forms.base && !cue.forms.past && !cue.forms.third);
    let Some(first) = at.checked_sub(2).filter(|_| plural) else { return false };
    let before = view.lexeme(at - 1);
    view.is(first, Class::Indefinite)
        && view.is_word(at - 1)
        && !before.is_function()
        && !before.is_any(&[Class::Quantity, Class::Group, Class::Numeral])
        && !view.document.language.quotations.could_be_plural(view.word(at - 1))
}
