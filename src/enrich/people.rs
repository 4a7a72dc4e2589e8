//! Who the names of an article mean: mentions merged to people, bodies and places.
//!
//! Comes in: names, and what the author has said of people. Goes out: one [`Entity`] for each, and for each
//! name the entity it means, if that is settled. Forms of a name are merged ("Dr Roe", "Jane Roe", "Roe"); a
//! surname that two people share is left open.

mod evidence;
mod letters;
mod spelling;

use foldhash::{HashMap, HashSet};

use self::letters::without_letters;
use self::spelling::{folded, given_names_fit, key, same};
use super::document::Document;
use super::names::{Name, NameKind};
use super::{KnownSpeaker, SpeakerKind};
use crate::language::lexicon::{Class, Gender};
use crate::text::TokenKind;

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The fullest form of the name.
    pub name: String,
    /// What it is.
    pub kind: NameKind,
    /// Gender, as far as titles, given names and roles show it.
    pub gender: Gender,
    /// The names that mean it, by index.
    pub mentions: Vec<usize>,
    /// Whether only the capital of a sentence's first word makes it a name, so that no pronoun means it.
    pub doubtful: bool,
    /// The author's entry, by index.
    pub known: Option<usize>,
}

/// All entities of an article.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// In the order in which they were told apart, those that the author names first.
    pub entities: Vec<Entity>,
    /// For each name, the entity it means.
    pub of_name: Vec<Option<usize>>,
}

/// Merges `names`.
pub fn merge(document: &Document, names: &[Name], known: &[KnownSpeaker]) -> People {
    let mut merger = Merger::new(document, names, known);
    merger.full_names();
    merger.short_names();
    merger.finish()
}

/// People of one surname beyond this number are kept apart by their full names alone: no article has so many.
const MOST_SHARERS: usize = 64;

struct Merger<'a> {
    document: &'a Document<'a>,
    names: &'a [Name],
    /// The words of each name, without marks.
    words: Vec<Vec<&'a str>>,
    entities: Vec<Entity>,
    /// The words of each entity's fullest name.
    entity_words: Vec<Vec<&'a str>>,
    /// The surname among them, by index: who shares it is asked at every name.
    surnames: Vec<Option<usize>>,
    of_name: Vec<Option<usize>>,
    /// Names of one word, in small letters.
    alone: HashSet<String>,
    /// Entities by exact name or alias.
    exact: HashMap<String, usize>,
    /// Entities by the last and the first word of their names, and by the first of two family names.
    by_word: HashMap<String, Vec<usize>>,
}

impl<'a> Merger<'a> {
    fn new(document: &'a Document<'a>, names: &'a [Name], known: &'a [KnownSpeaker]) -> Self {
        let words: Vec<Vec<&str>> = names
            .iter()
            .map(|name| {
                without_letters(document, name)
                    .filter(|&at| document.tokens[at].kind != TokenKind::Mark)
                    .map(|at| document.word(at))
                    .collect()
            })
            .collect();
        let alone = words.iter().filter(|words| words.len() == 1).map(|words| folded(words[0])).collect();
        let mut merger = Self {
            document,
            names,
            words,
            entities: Vec::new(),
            entity_words: Vec::new(),
            surnames: Vec::new(),
            of_name: vec![None; names.len()],
            alone,
            exact: HashMap::default(),
            by_word: HashMap::default(),
        };
        for (index, speaker) in known.iter().enumerate() {
            merger.add_known(index, speaker);
        }
        merger
    }

    fn add_known(&mut self, index: usize, speaker: &'a KnownSpeaker) {
        let kind = match speaker.kind {
            Some(SpeakerKind::Person) | None => NameKind::Person,
            Some(SpeakerKind::Organization | SpeakerKind::Group) => NameKind::Body,
        };
        let words: Vec<&str> = speaker.name.split_whitespace().collect();
        let gender = words.first().map_or(Gender::Unknown, |first| self.given_gender(first));
        let entity = self.add(words, kind, gender);
        self.entities[entity].name = speaker.name.clone();
        self.entities[entity].known = Some(index);
        for alias in &speaker.aliases {
            self.exact.insert(key(alias.split_whitespace()), entity);
            let last = folded(alias.split_whitespace().next_back().unwrap_or_default());
            let sharers = self.by_word.entry(last).or_default();
            if sharers.len() < MOST_SHARERS && !sharers.contains(&entity) {
                sharers.push(entity);
            }
        }
    }

    fn given_gender(&self, word: &str) -> Gender {
        let lexeme = self.document.language.quotations.lexeme(word);
        if lexeme.is(Class::GivenName) { lexeme.gender } else { Gender::Unknown }
    }

    fn add(&mut self, words: Vec<&'a str>, kind: NameKind, gender: Gender) -> usize {
        let entity = self.entities.len();
        self.exact.insert(key(words.iter().copied()), entity);
        let surname = self.surname(&words);
        self.index_words(entity, &words, surname);
        self.entities.push(Entity {
            name: words.join(" "),
            kind,
            gender,
            mentions: Vec::new(),
            doubtful: false,
            known: None,
        });
        self.surnames.push(surname);
        self.entity_words.push(words);
        entity
    }

    fn index_words(&mut self, entity: usize, words: &[&'a str], surname: Option<usize>) {
        let surname = surname.map(|at| &words[at]);
        let called = words.iter().find(|word| !is_initial(word));
        for word in [words.first(), called, surname, self.first_surname(words)].into_iter().flatten() {
            let sharers = self.by_word.entry(folded(word)).or_default();
            if sharers.len() < MOST_SHARERS && !sharers.contains(&entity) {
                sharers.push(entity);
            }
        }
    }

    /// Lets `entity` be called by the nickname inside the name `index`.
    fn index_nickname(&mut self, index: usize, entity: usize) {
        let document = self.document;
        let Some(nickname) = self.names[index]
            .tokens
            .clone()
            .find_map(|at| document.nickname_at(at).map(|region| region.inner()))
        else {
            return;
        };
        for at in nickname.filter(|&at| !document.lexemes[at].is_function()) {
            let sharers = self.by_word.entry(folded(document.word(at))).or_default();
            if sharers.len() < MOST_SHARERS && !sharers.contains(&entity) {
                sharers.push(entity);
            }
        }
    }

    /// The last word that is no "Jr", by index.
    fn surname(&self, words: &[&str]) -> Option<usize> {
        words.iter().rposition(|word| !self.is_suffix(word)).or(words.len().checked_sub(1))
    }

    /// The surname of an entity.
    fn surname_of(&self, entity: usize) -> Option<&str> {
        self.surnames[entity].map(|at| self.entity_words[entity][at])
    }

    /// Whether `word` is "Jr" or the like.
    fn is_suffix(&self, word: &str) -> bool {
        self.document.language.quotations.lexeme(word).is(Class::NameSuffix)
    }

    /// The first of two family names: "Ortega" of "Inés Ortega Lozano".
    fn first_surname<'b>(&self, words: &'b [&'a str]) -> Option<&'b &'a str> {
        let lexeme = |word: &str| self.document.language.quotations.lexeme(word);
        let [_, .., first, last] = words else { return None };
        let surnames = [first, last].iter().all(|word| {
            word.chars().count() > 2
                && !lexeme(word).is_any(&[Class::NameSuffix, Class::NameParticle, Class::GivenName])
        });
        surnames.then_some(first)
    }

    /// Names of several words, and bodies and places.
    fn full_names(&mut self) {
        for index in 0..self.names.len() {
            let name = &self.names[index];
            let words = &self.words[index];
            if words.len() < 2 && !matches!(name.kind, NameKind::Body | NameKind::Place) {
                continue;
            }
            if let Some(entity) = self.abbreviated(index) {
                self.exact.insert(key(words.iter().copied()), entity);
                self.assign(index, entity);
                continue;
            }
            let entity = match self.exact.get(&key(words.iter().copied())) {
                Some(&entity) => entity,
                None => match self
                    .same_person(index)
                    .or_else(|| self.longer_name(index))
                    .or_else(|| self.abbreviated_title(index))
                    .or_else(|| self.family_name(index))
                {
                    Some(entity) => entity,
                    None => self.add(words.clone(), name.kind, name.gender),
                },
            };
            self.assign(index, entity);
            self.index_nickname(index, entity);
        }
    }

    /// The body whose abbreviation in brackets the name is: "the Northern Pilots’ Union (NPU)".
    fn abbreviated(&self, index: usize) -> Option<usize> {
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
            .filter(|word| word.starts_with(char::is_uppercase))
            .filter_map(|word| word.chars().next());
        let several = self.words[before].len() > 1;
        (several && initials.eq(short.chars().filter(|c| c.is_uppercase())))
            .then(|| self.of_name[before])
            .flatten()
    }

    /// A person whose name has the same surname and a given name that fits: "J. Roe", "Jane M. Roe".
    fn same_person(&self, index: usize) -> Option<usize> {
        if self.names[index].kind != NameKind::Person {
            return None;
        }
        let words = self.words[index].as_slice();
        let at = self.surname(words)?;
        let (surname, has_suffix) = (words[at], self.is_suffix(words[words.len() - 1]));
        let mut fitting = self.by_word.get(&folded(surname))?.iter().copied().filter(|&entity| {
            let other = &self.entity_words[entity];
            self.entities[entity].kind == NameKind::Person
                && other.len() > 1
                && self.surname_of(entity).is_some_and(|other| same(other, surname))
                && other.last().is_some_and(|last| self.is_suffix(last)) == has_suffix
                && given_names_fit(other[0], words[0])
                && self.entities[entity].gender.agrees(self.names[index].gender)
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// The one person whose name ends with all these words: "Suu Kyi" of "Aung San Suu Kyi".
    fn longer_name(&self, index: usize) -> Option<usize> {
        let words = &self.words[index];
        let last = folded(words.last()?);
        let mut fitting = self.by_word.get(&last)?.iter().copied().filter(|&entity| {
            let other = &self.entity_words[entity];
            self.entities[entity].kind == NameKind::Person
                && other.len() > words.len()
                && words.len() > 1
                && other.iter().rev().zip(words.iter().rev()).all(|(one, other)| same(one, other))
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// Names of one word: the surname or the given name of somebody named in full, or a name of its own.
    fn short_names(&mut self) {
        // Those with a title first: "Mr Roe" says more of who "Roe" is than the other way round.
        let titled = |index: &usize| self.names[*index].full.len() > self.names[*index].tokens.len();
        let (titled, bare): (Vec<usize>, Vec<usize>) = (0..self.names.len()).partition(titled);
        for index in titled.into_iter().chain(bare) {
            if self.of_name[index].is_some() {
                continue;
            }
            let Some(&word) = self.words[index].first() else { continue };
            let name = &self.names[index];
            // "James" of "Kate James" is no man's name.
            let titled = name.full.len() > name.tokens.len();
            let is_surname = |entity: usize| {
                let words = &self.entity_words[entity];
                words.len() > 1 && self.surname_of(entity).is_some_and(|surname| same(surname, word))
            };
            let candidates: Vec<usize> = self
                .by_word
                .get(&folded(word))
                .map(Vec::as_slice)
                .unwrap_or_default()
                .iter()
                .copied()
                .filter(|&entity| {
                    let found = &self.entities[entity];
                    matches!(found.kind, NameKind::Person | NameKind::Unclear)
                        && (found.gender.agrees(name.gender) || !titled && is_surname(entity))
                })
                .collect();
            match self.choose(index, word, &candidates) {
                Choice::One(entity) => self.assign(index, entity),
                Choice::New => {
                    if let Some(body) = self.first_word(index) {
                        self.assign(index, body);
                        continue;
                    }
                    let entity = self.add(vec![word], name.kind, name.gender);
                    self.assign(index, entity);
                }
                Choice::Open => {}
            }
        }
    }

    fn choose(&self, index: usize, word: &str, candidates: &[usize]) -> Choice {
        let by_surname: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|&entity| self.surname_of(entity).is_some_and(|surname| same(surname, word)))
            .collect();
        // "Mr Roe" is never a given name, but may be a family name that stands first; and a name whose last word is a
        // common one may be a headline's.
        let titled = self.is_titled(index);
        let by_given: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|&entity| {
                (!titled
                    || self.begins_with_family_name(entity, word)
                    || self.goes_by_given_name(entity, word))
                    && self.entity_words[entity].last().is_some_and(|last| !self.document.writes_small(last))
            })
            .collect();
        let pool = if by_surname.is_empty() { &by_given } else { &by_surname };
        match pool.as_slice() {
            [] => Choice::New,
            [one] => Choice::One(*one),
            // A surname that several share means the one named in full shortly before, if no other was.
            several => {
                let at = self.names[index].tokens.start;
                let block = self.document.block_of(at);
                let distance = |entity: usize| {
                    let mentions = &self.entities[entity].mentions;
                    let before = mentions.partition_point(|&mention| self.names[mention].tokens.start < at);
                    mentions[..before]
                        .last()
                        .map(|&mention| self.names[mention].tokens.start)
                        .map(|start| block - self.document.block_of(start))
                };
                let mut near: Vec<(usize, usize)> = several
                    .iter()
                    .filter_map(|&entity| distance(entity).map(|distance| (distance, entity)))
                    .collect();
                near.sort_unstable();
                match near.as_slice() {
                    [] => Choice::Open,
                    [(_, one)] => Choice::One(*one),
                    [(first, one), (second, _), ..] if *second >= first + 3 => Choice::One(*one),
                    _ => Choice::Open,
                }
            }
        }
    }

    /// Whether `word` behind a title is the given name that `entity` goes by: "Dame Olga" of "Dame Olga Example". Nobody but
    /// one of that name has been introduced, and the family name never stands alone.
    fn goes_by_given_name(&self, entity: usize, word: &str) -> bool {
        let words = &self.entity_words[entity];
        let called = words.iter().find(|word| !is_initial(word));
        called.is_some_and(|called| same(called, word))
            && self.surname_of(entity).is_some_and(|surname| !self.alone.contains(&folded(surname)))
    }

    /// Whether a title stands before the name `index`: "Mr Roe", not "his brother Roe".
    fn is_titled(&self, index: usize) -> bool {
        let name = &self.names[index];
        (name.full.start..name.tokens.start)
            .any(|at| self.document.lexemes[at].is(Class::Title) && self.document.tokens[at].is_capitalised())
    }

    /// The one person in whose name all these words stand together, particles and a family name: "De la Torre" of
    /// "Beatriz de la Torre Example".
    fn family_name(&self, index: usize) -> Option<usize> {
        let words = self.words[index].as_slice();
        let (last, particles) = words.split_last()?;
        let lexeme = |word: &str| self.document.language.quotations.lexeme(word);
        if particles.is_empty() || !particles.iter().all(|word| lexeme(word).is(Class::NameParticle)) {
            return None;
        }
        let mut fitting = self.by_word.get(&folded(last))?.iter().copied().filter(|&entity| {
            let holds = |part: &[&str]| part.iter().zip(words).all(|(one, other)| same(one, other));
            self.entities[entity].kind == NameKind::Person
                && self.entity_words[entity].windows(words.len()).any(holds)
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// The one body that is called by the first word of its name: "Example" of "Example Systems".
    fn first_word(&self, index: usize) -> Option<usize> {
        let name = &self.names[index];
        let word = *self.words[index].first()?;
        let lexeme = self.document.language.quotations.lexeme(word);
        if name.kind != NameKind::Unclear
            || lexeme.is_any(&[Class::Nationality, Class::PlacePrefix])
            || name.full.len() > name.tokens.len()
        {
            return None;
        }
        let mut fitting = self.by_word.get(&folded(word))?.iter().copied().filter(|&entity| {
            let other = &self.entity_words[entity];
            self.entities[entity].kind == NameKind::Body
                && other.len() > 1
                && same(other[0], word)
                && !self.document.language.quotations.lexeme(other[1]).is(Class::BodyJoiner)
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// The one person with the surname of the name `index` whose title is written as its first letters before it: "DC Roe"
    /// of "Detective Constable Jane Roe".
    fn abbreviated_title(&self, index: usize) -> Option<usize> {
        let &[short, surname] = self.words[index].as_slice() else { return None };
        if short.chars().count() < 2 || !short.chars().all(char::is_uppercase) {
            return None;
        }
        let mut fitting = self.by_word.get(&folded(surname))?.iter().copied().filter(|&entity| {
            self.surname_of(entity).is_some_and(|other| same(other, surname))
                && self.entities[entity].mentions.iter().any(|&mention| {
                    let name = &self.names[mention];
                    let title = (name.full.start..name.tokens.start).map(|at| self.document.word(at));
                    title.filter_map(|word| word.chars().next()).eq(short.chars())
                })
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// Whether `word` can be the family name of `entity` at the head of its name: "Zhao" of "Zhao Minglan".
    fn begins_with_family_name(&self, entity: usize, word: &str) -> bool {
        let words = &self.entity_words[entity];
        (2..=3).contains(&words.len())
            && same(words[0], word)
            && !self.document.language.quotations.lexeme(word).is(Class::GivenName)
    }

    fn assign(&mut self, index: usize, entity: usize) {
        let name = &self.names[index];
        self.of_name[index] = Some(entity);
        let words = &self.entity_words[entity];
        // A surname may be a given name elsewhere, which tells nothing.
        let tells = name.tokens.len() > 1
            || name.full.len() > name.tokens.len()
            || words.len() < 2
            || !self
                .surname_of(entity)
                .is_some_and(|surname| same(surname, self.document.word(name.tokens.start)));
        let found = &mut self.entities[entity];
        let at = found.mentions.partition_point(|&mention| mention < index);
        found.mentions.insert(at, index);
        if name.kind == NameKind::Person
            && found.kind != NameKind::Person
            && name.full.len() > name.tokens.len()
        {
            found.kind = NameKind::Person;
        }
        if found.gender == Gender::Unknown && tells {
            found.gender = name.gender;
        }
        if found.known.is_none()
            && self.words[index].len() > self.entity_words[entity].len()
            && found.kind == NameKind::Person
        {
            let words = self.words[index].clone();
            found.name = self.document.text(without_letters(self.document, name)).to_owned();
            self.exact.insert(key(words.iter().copied()), entity);
            self.surnames[entity] = self.surname(&words);
            self.entity_words[entity] = words;
        } else if found.known.is_none() && found.mentions.len() == 1 {
            found.name = self.document.text(without_letters(self.document, name)).to_owned();
        }
    }

    fn finish(mut self) -> People {
        evidence::settle(self.document, self.names, &mut self.entities);
        People { entities: self.entities, of_name: self.of_name }
    }
}

/// Whether the word is "V." or "V", or several of these.
fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 || word.contains('.')
}

enum Choice {
    One(usize),
    New,
    Open,
}
