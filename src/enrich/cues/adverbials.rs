//! What stands between a cue and what is said: the person spoken to, days, places.

use super::group::ends_compound;
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Head, Source, Sources, is_person_noun};
use crate::language::lexicon::Class;

/// The item after the person spoken to, who begins at `at`; `at` itself when there is nobody.
pub(super) fn after_addressee(sources: Sources, at: usize) -> usize {
    let view = sources.view;
    let known = after_known_addressee(sources, at);
    let leads = view.is(after_adverbials(sources, known), Class::Complementiser);
    if leads { known } else { after_whoever(sources, at).unwrap_or(known) }
}

/// "told state television that", "told a crowd of about 400 that": whoever stands between the verb and its clause is told.
fn after_whoever(sources: Sources, at: usize) -> Option<usize> {
    const LONGEST: usize = 10;
    let view = sources.view;
    let last = view.len().min(at + LONGEST);
    let that =
        (at + 1..last).find(|&at| view.is(at, Class::Complementiser) && !view.is(at + 1, Class::Calendar))?;
    let names = (at..that).all(|at| {
        let lexeme = view.lexeme(at);
        let verb = lexeme.is_any(&[
            Class::Be,
            Class::Modal,
            Class::Auxiliary,
            Class::InfinitiveMarker,
            Class::Relative,
        ]) || lexeme.cue.is_some_and(|cue| cue.forms.past || cue.forms.third);
        (view.is_word(at) || view.is_number(at) || view.is_possessive(at)) && !verb
    });
    let begins = !view.lexeme(at).is_any(&[
        Class::Preposition,
        Class::Adverb,
        Class::Subordinator,
        Class::Complementiser,
    ]);
    (names && begins).then_some(that)
}

fn after_known_addressee(sources: Sources, at: usize) -> usize {
    let view = sources.view;
    if view.is(at, Class::Complementiser) {
        // "warned that the lake", where "that" is no determiner
        return at;
    }
    if view.is(at, Class::Pronoun)
        && (view.is(at, Class::ObjectPronoun) || view.lexeme(at).gender != Default::default())
        && !(view.is(at, Class::Possessive) && view.is_word(at + 1) && !view.lexeme(at + 1).is_function())
    {
        return at + 1;
    }
    let Some(source) = sources.starting_at(at) else {
        // "told guests that", "urged jurors to", "told jurors he"
        let plural = view.is_word(at)
            && !view.lexeme(at).is_known()
            && view.document.language.quotations.could_be_plural(view.word(at));
        let next = view.lexeme(at + 1);
        let subject = next.is(Class::Pronoun) && !next.is_any(&[Class::ObjectPronoun, Class::Possessive]);
        let goes_on = next.is_any(&[Class::Complementiser, Class::InfinitiveMarker]) || subject;
        return at + usize::from(plural && goes_on);
    };
    // "told the crowd of supporters in Iowa": the rest is taken as adverbials.
    past_name(sources, &source)
}

/// The comma that closes the name of whom the description `addressee` means: "told our guide, Olga Example, “…”".
fn past_name(sources: Sources, addressee: &Source) -> usize {
    let view = sources.view;
    let end = addressee.items.end;
    let Head::Description(_) = addressee.head else { return end };
    let named =
        view.token(end + 1).filter(|_| view.is_mark(end, ",")).and_then(|first| sources.name_from(first));
    let last = named
        .filter(|&name| sources.names[name].kind == NameKind::Person)
        .and_then(|name| view.item_of(sources.names[name].tokens.end - 1));
    match last {
        Some(last)
            if view.is_mark(last + 1, ",")
                && (view.is_quote(last + 2) || view.is(last + 2, Class::Complementiser)) =>
        {
            last + 1
        }
        _ => end,
    }
}

/// The item after adverbs, days and prepositional phrases that stand between a cue and what is said.
pub(super) fn after_adverbials(sources: Sources, from: usize) -> usize {
    const FURTHEST: usize = 30;
    let view = sources.view;
    let mut at = from;
    while at < view.len() && at - from < FURTHEST {
        let lexeme = view.lexeme(at);
        if view.is(at, Class::InfinitiveMarker)
            && let Some(addressee) = sources.starting_at(at + 1)
        {
            // "said in a statement to reporters"
            at = past_name(sources, &addressee);
            continue;
        }
        if !view.is_word(at) || lexeme.is(Class::InfinitiveMarker) {
            break;
        }
        if lexeme.is_any(&[Class::Calendar, Class::TimeDeterminer])
            && !lexeme.is(Class::Complementiser)
            && (lexeme.is(Class::Calendar) || view.is(at + 1, Class::Calendar))
            // "said Monday’s decision"
            && !view.is_possessive(at + 1)
        {
            at += 1;
            continue;
        }
        if lexeme.is(Class::TimeDeterminer)
            && view.is(at + 1, Class::Preposition)
            && view.is(at + 2, Class::Calendar)
        {
            // "late on Tuesday"
            at += 1;
            continue;
        }
        if lexeme.is(Class::Article)
            && view.is(at + 1, Class::TimeDeterminer)
            && view.is(at + 2, Class::Calendar)
            && !view.is_possessive(at + 3)
        {
            // "ruled the following May that"
            at += 3;
            continue;
        }
        if lexeme.is(Class::Preposition) {
            let counts = view.is(at + 1, Class::Determiner)
                && (view.is_number(at + 2) || view.is(at + 2, Class::Numeral));
            if counts || view.is_rough_figure(at) {
                // "said about half of the boats were out", "said at least nine were"
                break;
            }
            let end = after_prepositional_phrase(sources, at);
            if end == at {
                break;
            }
            at = end;
            continue;
        }
        if lexeme.is(Class::Adverb)
            && !lexeme.is_any(&[Class::Subordinator, Class::Complementiser, Class::Determiner])
        {
            at += 1;
            continue;
        }
        break;
    }
    at
}

pub(super) fn after_prepositional_phrase(sources: Sources, preposition: usize) -> usize {
    let view = sources.view;
    let mut at = preposition + 1;
    let mut opened = false;
    while at < view.len() {
        let lexeme = view.lexeme(at);
        if view.is_possessive(at) {
            at += 1;
            opened = false;
            continue;
        }
        let in_name = view.token(at).is_some_and(|token| sources.name_at(token).is_some());
        if in_name {
            let name = view.token(at).and_then(|token| sources.name_at(token));
            let end = name
                .and_then(|name| view.item_of(sources.names[name].tokens.end - 1))
                .map_or(at + 1, |last| last + 1);
            at = end;
            if view.is_possessive(at) {
                continue;
            }
            // "in Ames, Iowa"
            let wider =
                view.token(at + 1).filter(|_| view.is_mark(at, ",")).and_then(|token| sources.name_at(token));
            return match wider.map(|name| &sources.names[name]) {
                Some(name) if name.kind == NameKind::Place => {
                    let end = view.item_of(name.tokens.end - 1).map_or(at, |last| last + 1);
                    // "in Ames, Iowa, that": the second comma closes the place.
                    let closed = view.is_mark(end, ",") && view.is(end + 1, Class::Complementiser);
                    end + usize::from(closed)
                }
                _ => at,
            };
        }
        if !view.is_word(at)
            && !view
                .token(at)
                .is_some_and(|token| view.document.word(token).starts_with(|c: char| c.is_numeric()))
        {
            break;
        }
        let determiner = lexeme.is_any(&[Class::Article, Class::Possessive, Class::Determiner]);
        if determiner && !opened {
            at += 1;
            continue;
        }
        if lexeme.is(Class::Calendar) {
            at += 1;
            opened = true;
            continue;
        }
        if lexeme.is_function()
            || lexeme.is(Class::Complementiser)
            || lexeme.cue.is_some() && !is_person_noun(lexeme) && opened && !ends_compound(view, at)
        {
            break;
        }
        opened = true;
        at += 1;
    }
    if at == preposition + 1 { preposition } else { at }
}
