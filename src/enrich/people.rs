//! Who the names of an article mean: mentions merged to people, bodies and places.
//!
//! Comes in: names, and what the author has said of people. Goes out: one [`Entity`] for each, and for each
//! name the entity it means, if that is settled. Forms of a name are merged ("Dr Roe", "Jane Roe", "Roe"); a
//! surname that two people share is left open.

mod evidence;
mod forms;
mod letters;
mod spelling;

use foldhash::{HashMap, HashSet};

use self::forms::is_initial;
use self::letters::without_letters;
use self::spelling::{folded, key, same};
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
        let (last, before) = words.split_last()?;
        // "Ortega y Lozano"
        let first =
            before.iter().rposition(|word| !lexeme(word).is(Class::NameParticle)).filter(|&at| at > 0)?;
        let first = &words[first];
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
                    .or_else(|| self.family_name_first(index))
                {
                    Some(entity) => entity,
                    None => self.add(words.clone(), name.kind, name.gender),
                },
            };
            self.assign(index, entity);
            self.index_nickname(index, entity);
        }
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
                    || self.goes_by_given_name(index, entity, word))
                    && self.entity_words[entity].last().is_some_and(|last| !self.document.writes_small(last))
            })
            .collect();
        let pool = if by_surname.is_empty() { &by_given } else { &by_surname };
        match pool.as_slice() {
            [] => Choice::New,
            [one] => Choice::One(*one),
            // "Dr Roe", where the other Roe is none.
            several if titled && self.titled_alike(index, several).is_some() => {
                self.titled_alike(index, several).map_or(Choice::Open, Choice::One)
            }
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

enum Choice {
    One(usize),
    New,
    Open,
}
