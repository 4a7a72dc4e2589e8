//! Subjects beside a quotation: between its closing mark and the verb, or right behind the verb, a noun phrase needs no
//! further proof ("“…,” an angry Roe retorted", "“…,” said one Roe confidant").

use std::ops::Range;

use super::{Head, Source, Sources, is_person_noun};
use crate::enrich::names::NameKind;
use crate::language::lexicon::Class;

/// A quotation further from its verb than this is not that of the verb, in items.
const FURTHEST: usize = 30;

impl Sources<'_> {
    /// The noun phrase that fills the place between a quotation and the verb whose group begins at the item `verb`.
    pub fn behind_quotation(self, verb: usize) -> Option<Source> {
        let view = self.view;
        let quote = (verb.saturating_sub(FURTHEST)..verb).rev().find(|&at| view.is_quote(at))?;
        let start = quote + 1;
        // "In “The Joy of Tea,” a critic said …": a title.
        let title = quote > 0 && view.is(quote - 1, Class::Preposition);
        if start == verb || title || !view.is_complete(quote) || !self.opens_phrase(start) {
            return None;
        }
        let subject = start..self.phrase_end(start, verb);
        let clauses = (start..verb).any(|at| {
            view.is_mark(at, ";") || view.is_mark(at, ":") || view.is_terminal(at) && !self.is_in_name(at)
        });
        // Up to its first comma a subject has no verb of its own.
        let verbs = subject.clone().any(|at| self.is_verb(at));
        let described = subject.end == verb
            || view.is_pause(subject.end)
            || view.lexeme(subject.end).is_any(&[Class::Relative, Class::Preposition, Class::Trailing]);
        if clauses || verbs || !described {
            return None;
        }
        let comma = subject.end;
        let head = self.head_of(subject)?;
        let named = (head == Head::Several && view.is_mark(verb - 1, ","))
            .then(|| (comma..verb - 1).rev().find(|&at| view.is_mark(at, ",")))
            .flatten()
            .and_then(|open| self.named_between(start, open, verb - 1));
        Some(Source { items: start..verb, head: named.map_or(head, Head::Name) })
    }

    /// The noun phrase behind a verb that follows a quotation, beginning at the item `start`.
    pub fn behind_verb(self, start: usize) -> Option<Source> {
        let view = self.view;
        let end = self.phrase_end(start, view.len());
        let items = start..end;
        if items.is_empty() || !self.opens_phrase(start) || items.clone().any(|at| self.is_verb(at)) {
            return None;
        }
        // "citing “…,” said the pilot could go": the subject of what is said.
        let goes_on = view.lexeme(end).is_any(&[Class::Be, Class::Modal, Class::Auxiliary]);
        if goes_on {
            return None;
        }
        let head = self.head_of(items.clone())?;
        Some(Source { items, head })
    }

    /// Whether a noun phrase can begin at the item `at`.
    fn opens_phrase(self, at: usize) -> bool {
        let view = self.view;
        let lexeme = view.lexeme(at);
        let determiner = lexeme.is_any(&[Class::Article, Class::Determiner, Class::Possessive]);
        self.is_in_name(at)
            || view.is_number(at)
            || view.is_word(at) && (determiner || !lexeme.is_function()) && !lexeme.is(Class::Calendar)
    }

    fn is_in_name(self, at: usize) -> bool {
        let index = |token: usize| self.names.partition_point(|name| name.full.end <= token);
        self.view
            .token(at)
            .is_some_and(|token| self.names.get(index(token)).is_some_and(|name| name.full.start <= token))
    }

    /// Whether the item is a verb that would make another clause of the phrase.
    fn is_verb(self, at: usize) -> bool {
        let lexeme = self.view.lexeme(at);
        !self.is_in_name(at)
            && (lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary, Class::Negation])
                || lexeme.cue.is_some_and(|cue| cue.forms.past || cue.forms.third)
                    && !is_person_noun(lexeme)
                    && !lexeme.is(Class::CueNoun)
                    // "a pleased Roe", "a retired surgeon"
                    && !self.view.lexeme(at.wrapping_sub(1)).is_any(&[Class::Article, Class::Adverb]))
    }

    /// Where the noun phrase that begins at `start` ends, before what is said of it.
    fn phrase_end(self, start: usize, limit: usize) -> usize {
        let view = self.view;
        let goes_on = |at: usize| {
            let lexeme = view.lexeme(at);
            if self.is_in_name(at) || view.is_possessive(at) || view.is_number(at) {
                return true;
            }
            let figure = view.is_mark(at, "/") && view.is_number(at + 1);
            if figure
                || view.is_mark(at, "-")
                || view.is_mark(at, ".") && !view.is_terminal(at + 1) && at + 1 < limit
            {
                return true;
            }
            let determiner = lexeme.is_any(&[Class::Article, Class::Determiner, Class::Possessive])
                && !lexeme.is(Class::Complementiser);
            let joins = lexeme.is(Class::Conjunction);
            let adverb = lexeme.is(Class::Adverb)
                && !lexeme.is_any(&[Class::Preposition, Class::Subordinator, Class::Trailing]);
            // "BBC Sunday Morning host Olga Example"
            // "a Sunday leader"
            let which = at > start && view.is(at - 1, Class::Article);
            let day = lexeme.is(Class::Calendar)
                && !which
                && !(view.is_capitalised(at) && view.is_capitalised(at + 1));
            view.is_word(at)
                && (determiner || joins || adverb || !lexeme.is_function())
                && !(day || lexeme.is(Class::Trailing))
        };
        (start..limit).find(|&at| !goes_on(at)).unwrap_or(limit)
    }

    /// What decides who the noun phrase `items` means.
    fn head_of(self, items: Range<usize>) -> Option<Head> {
        let view = self.view;
        let joins = |at: usize| view.is(at, Class::Conjunction) && !self.is_in_name(at);
        if items.clone().any(joins) {
            return Some(Head::Several);
        }
        let last = items.end.checked_sub(1)?;
        let token = view.token(last)?;
        let name = self.name_at(token).filter(|&index| self.names[index].tokens.end == token + 1);
        if let Some(index) = name {
            return (self.names[index].kind != NameKind::Place || view.is(items.start, Class::Article))
                .then_some(Head::Name(index));
        }
        let determined =
            view.lexeme(items.start).is_any(&[Class::Article, Class::Determiner, Class::Possessive])
                || items.clone().any(|at| view.is_possessive(at));
        if self.noun_of(items.clone()).is_none() && view.lexeme(last).is_any(&[Class::Numeral]) {
            return determined.then_some(Head::Several);
        }
        let noun = self.noun_of(items).unwrap_or(token);
        let lexeme = view.lexeme(last);
        let is_noun = view.is_word(last) && (determined && !lexeme.is_function() || is_person_noun(lexeme));
        is_noun.then_some(Head::Description(noun))
    }
}
