//! Whether a form of a name is somebody's: a given name and its initial, a title in its first letters, a family name that
//! stands first.
//!
//! Comes in: a name, by index, and the entities so far. Goes out: the one entity that it can mean, if there is one.

use super::spelling::{NameWord, given_names_fit, key};
use super::{Merger, surname};
use crate::enrich::names::NameKind;
use crate::enrich::only;
use crate::language::lexicon::Class;

impl Merger<'_> {
    /// The body whose abbreviation in brackets the name is: "the Northern Pilots’ Union (NPU)".
    pub(super) fn abbreviated(&self, index: usize) -> Option<usize> {
        let name = &self.names[index];
        let [short] = self.words[index].as_slice() else { return None };
        let before = index.checked_sub(1)?;
        let open = name.tokens.start.checked_sub(1).filter(|&at| self.document.word(at) == "(")?;
        let closed = self
            .document
            .tokens
            .get(name.tokens.end)
            .is_some_and(|_| self.document.word(name.tokens.end) == ")");
        if !closed || self.names[before].tokens.end != open || self.names[before].kind == NameKind::Place {
            return None;
        }
        let initials = self.words[before]
            .iter()
            .filter(|word| word.text.starts_with(char::is_uppercase))
            .filter_map(|word| word.text.chars().next());
        let several = self.words[before].len() > 1;
        (several && initials.eq(short.text.chars().filter(|c| c.is_uppercase())))
            .then(|| self.of_name[before])
            .flatten()
    }

    /// A person whose name has the same surname and a given name that fits: "J. Roe", "Jane M. Roe".
    pub(super) fn same_person(&self, index: usize) -> Option<usize> {
        if self.names[index].kind != NameKind::Person {
            return None;
        }
        let words = self.words[index].as_slice();
        let is_suffix = |word: &NameWord| word.lexeme.is(Class::NameSuffix);
        let (surname, has_suffix) = (words[surname(words)?], is_suffix(&words[words.len() - 1]));
        let fitting = self.by_word.get(&surname.spelling)?.iter().copied().filter(|&entity| {
            let other = &self.entity_words[entity];
            self.entities[entity].kind == NameKind::Person
                && other.len() > 1
                && self.surname_of(entity).is_some_and(|other| other.is(surname))
                && other.last().is_some_and(is_suffix) == has_suffix
                && given_names_fit(other[0], words[0])
                && self.entities[entity].gender.agrees(self.names[index].gender)
        });
        only(fitting)
    }

    /// The one person whose name ends with all these words: "Suu Kyi" of "Aung San Suu Kyi".
    pub(super) fn longer_name(&self, index: usize) -> Option<usize> {
        let words = &self.words[index];
        let fitting = self.by_word.get(&words.last()?.spelling)?.iter().copied().filter(|&entity| {
            let other = &self.entity_words[entity];
            self.entities[entity].kind == NameKind::Person
                && other.len() > words.len()
                && words.len() > 1
                && other.iter().rev().zip(words.iter().rev()).all(|(one, other)| one.is(*other))
        });
        only(fitting)
    }

    /// The one person with the surname of the name `index` whose title is written as its first letters before it: "DC Roe"
    /// of "Detective Constable Jane Roe".
    pub(super) fn abbreviated_title(&self, index: usize) -> Option<usize> {
        let &[short, surname] = self.words[index].as_slice() else { return None };
        if short.text.chars().count() < 2 || !short.text.chars().all(char::is_uppercase) {
            return None;
        }
        let fitting = self.by_word.get(&surname.spelling)?.iter().copied().filter(|&entity| {
            self.surname_of(entity).is_some_and(|other| other.is(surname))
                && self.entities[entity].mentions.iter().any(|&mention| {
                    let name = &self.names[mention];
                    let title = (name.full.start..name.tokens.start).map(|at| self.document.word(at));
                    title.filter_map(|word| word.chars().next()).eq(short.text.chars())
                })
        });
        only(fitting)
    }

    /// The one person in whose name all these words stand together: "De la Torre" of "Beatriz de la Torre Example", "Ortega
    /// Lozano" of "Inés Ortega Lozano y Example".
    pub(super) fn family_name(&self, index: usize) -> Option<usize> {
        let words = self.words[index].as_slice();
        let (last, particles) = words.split_last()?;
        let first = particles.first()?;
        if first.lexeme.is(Class::GivenName) || self.names[index].kind != NameKind::Person {
            return None;
        }
        let fitting = self.by_word.get(&last.spelling)?.iter().copied().filter(|&entity| {
            let holds = |part: &[NameWord]| part.iter().zip(words).all(|(one, other)| one.is(*other));
            self.entities[entity].kind == NameKind::Person
                && self.entity_words[entity].len() > words.len()
                && self.entity_words[entity].windows(words.len()).any(holds)
        });
        only(fitting)
    }

    /// The one person whose own names these words are, before a father’s: "Siti Example" of "Dayang Siti Example binti Ahmad".
    pub(super) fn before_patronym(&self, index: usize) -> Option<usize> {
        let words = self.words[index].as_slice();
        let (last, before) = words.split_last()?;
        if before.is_empty() || self.names[index].kind != NameKind::Person {
            return None;
        }
        let fitting = self.by_word.get(&last.spelling)?.iter().copied().filter(|&entity| {
            let names = &self.entity_words[entity];
            let father = names.iter().position(|word| word.lexeme.is(Class::NameParticle));
            let own = father.map_or(&[][..], |end| &names[..end]);
            own.len() >= words.len()
                && own.iter().rev().zip(words.iter().rev()).all(|(one, other)| one.is(*other))
        });
        only(fitting)
    }

    /// The person whose two names stand the other way round: "Example Ilona" of "Ilona Example".
    pub(super) fn family_name_first(&self, index: usize) -> Option<usize> {
        let &[one, other] = self.words[index].as_slice() else { return None };
        let entity = *self.exact.get(&key(&[other, one]))?;
        let persons = [self.names[index].kind, self.entities[entity].kind];
        (persons == [NameKind::Person; 2]).then_some(entity)
    }

    /// The one body that is called by the first word of its name: "Example" of "Example Systems".
    pub(super) fn first_word(&self, index: usize) -> Option<usize> {
        let name = &self.names[index];
        let word = *self.words[index].first()?;
        if name.kind != NameKind::Unclear
            || word.lexeme.is_any(&[Class::Nationality, Class::PlacePrefix])
            || name.full.len() > name.tokens.len()
        {
            return None;
        }
        let fitting = self.by_word.get(&word.spelling)?.iter().copied().filter(|&entity| {
            let other = &self.entity_words[entity];
            self.entities[entity].kind == NameKind::Body
                && other.len() > 1
                && other[0].is(word)
                && !other[1].lexeme.is(Class::BodyJoiner)
        });
        only(fitting)
    }

    /// Whether `word` behind a title is the given name that `entity` goes by: "Dame Olga" of "Dame Olga Example". Nobody but
    /// one of that name has been introduced, and the family name never stands alone.
    pub(super) fn goes_by_given_name(&self, index: usize, entity: usize, word: NameWord) -> bool {
        let words = &self.entity_words[entity];
        let called = words.iter().find(|word| !is_initial(word.text));
        let by_surname =
            || self.surname_of(entity).is_some_and(|surname| self.alone.contains(&surname.spelling));
        called.is_some_and(|called| called.is(word)) && (!by_surname() || self.is_titled_alike(index, entity))
    }

    /// Whether `entity` has been called by the title that stands before the name `index`.
    pub(super) fn is_titled_alike(&self, index: usize, entity: usize) -> bool {
        let title = |index: usize| {
            let name = &self.names[index];
            (name.full.start..name.tokens.start).map(|at| self.document.word(at)).collect::<Vec<&str>>()
        };
        let called = title(index);
        !called.is_empty() && self.entities[entity].mentions.iter().any(|&mention| title(mention) == called)
    }

    /// The one of `several` who has been called by the title that stands before the name `index`.
    pub(super) fn titled_alike(&self, index: usize, several: &[usize]) -> Option<usize> {
        let fitting = several.iter().copied().filter(|&entity| self.is_titled_alike(index, entity));
        only(fitting)
    }

    /// Whether a title stands before the name `index`: "Mr Roe", not "his brother Roe".
    pub(super) fn is_titled(&self, index: usize) -> bool {
        let name = &self.names[index];
        (name.full.start..name.tokens.start)
            .any(|at| self.document.lexemes[at].is(Class::Title) && self.document.tokens[at].is_capitalised())
    }

    /// Whether `word` can be the family name of `entity` at the head of its name: "Zhao" of "Zhao Minglan".
    pub(super) fn begins_with_family_name(&self, entity: usize, word: NameWord) -> bool {
        let words = &self.entity_words[entity];
        (2..=3).contains(&words.len()) && words[0].is(word) && !word.lexeme.is(Class::GivenName)
    }
}

/// Whether the word is "V." or "V", or several of these.
pub(super) fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 || word.contains('.')
}
