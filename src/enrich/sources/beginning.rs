//! Noun phrases that begin where a verb ends: "the minister for transport" after "said".

use super::{Head, LONGEST, Source, Sources, is_person_noun};
use crate::enrich::names::NameKind;
use crate::language::lexicon::Class;

impl Sources<'_> {
    /// The noun phrase that begins at the item `start`.
    pub fn starting_at(self, start: usize) -> Option<Source> {
        let view = self.view;
        let mut end = start;
        let mut opened = false;
        while end < view.len() && end - start < LONGEST + 6 {
            let Some(token) = view.token(end) else { break };
            if self.names.get(self.names.partition_point(|name| name.full.end <= token)).is_some_and(|name| {
                name.full.start <= token && view.item_of(name.full.start).is_some_and(|at| at >= start)
            }) || view.is_possessive(end)
            {
                end += 1;
                opened = true;
                continue;
            }
            if end > start
                && view
                    .token(end - 1)
                    .and_then(|last| self.name_at(last))
                    .is_some_and(|name| self.names[name].kind != NameKind::Place)
                && !is_person_noun(view.lexeme(end))
            {
                // After a name a small word is a verb or the like.
                break;
            }
            if view.is_number(end) && end > start && !view.is_number(end - 1) {
                end += 1;
                continue;
            }
            // "Protesters marching through the streets", "a diplomat based in Ulm"
            let participle = end > start
                && is_person_noun(view.lexeme(end - 1))
                && (self.is_participle(end) || view.lexeme(end).is_any(&[Class::Trailing, Class::Authored]));
            if !view.is_word(end) || participle {
                break;
            }
            let lexeme = view.lexeme(end);
            let determiner = lexeme.is_any(&[Class::Article, Class::Determiner, Class::Possessive]);
            let fits = if determiner {
                !opened || end > start && view.is_possessive(end - 1)
            } else {
                !lexeme.is_function()
                    && !lexeme.is(Class::Calendar)
                    && (lexeme.cue.is_none() || is_person_noun(lexeme))
            };
            if !fits {
                break;
            }
            opened |= !determiner;
            end += 1;
        }
        let last = end.checked_sub(1).filter(|&last| last >= start)?;
        let token = view.token(last)?;
        let head = match self.name_at(token) {
            Some(index) if self.names[index].tokens.end == token + 1 => Head::Name(index),
            _ => {
                // "Ulm’s tea society"
                let owned = (start..last).any(|at| view.is_possessive(at));
                let determined = owned
                    || view.lexeme(start).is_any(&[Class::Article, Class::Determiner, Class::Possessive]);
                let first = self.noun_of(start..end);
                let noun = opened && (determined || first.is_some() || is_person_noun(view.lexeme(last)));
                if !noun {
                    return None;
                }
                Head::Description(first.unwrap_or(token))
            }
        };
        let source = Source { items: start..end, head };
        if view.is(end, Class::Conjunction)
            && let Some(other) = self.starting_at(end + 1)
        {
            return Some(Source { items: start..other.items.end, head: Head::Several });
        }
        Some(source)
    }

    /// The noun phrase or subject pronoun that begins at the item `start`.
    pub fn subject_starting_at(self, start: usize) -> Option<Source> {
        let view = self.view;
        let pronoun = view.is(start, Class::Pronoun)
            && !view.lexeme(start).is_any(&[Class::ObjectPronoun, Class::Possessive]);
        if pronoun {
            return Some(Source { items: start..start + 1, head: Head::Pronoun(view.token(start)?) });
        }
        self.starting_at(start)
    }
}
