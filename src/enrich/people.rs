//! Who the names of an article mean: mentions merged to people, bodies and places.
//!
//! Comes in: names, and what the author has said of people. Goes out: one [`Entity`] for each, and for each
//! name the entity it means, if that is settled. Forms of a name are merged ("Dr Roe", "Jane Roe", "Roe"); a
//! surname that two people share is left open.

mod apostrophes;
mod evidence;
mod forms;
mod letters;
mod spelling;

use foldhash::{HashMap, HashSet};

use self::forms::is_initial;
use self::letters::without_letters;
use self::spelling::{NameWord, Spellings, key};
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
    spellings: Spellings<'a>,
    /// The words of each name, without marks.
    words: Vec<Vec<NameWord<'a>>>,
    entities: Vec<Entity>,
    /// The words of each entity's fullest name.
    entity_words: Vec<Vec<NameWord<'a>>>,
    /// The surname among them, by index: who shares it is asked at every name.
    surnames: Vec<Option<usize>>,
    of_name: Vec<Option<usize>>,
    /// The spellings of names of one word.
    alone: HashSet<u32>,
    /// Entities by exact name or alias.
    exact: HashMap<Vec<u32>, usize>,
    /// Entities by the spelling of the last and the first word of their names, and of the first of two family names.
    by_word: HashMap<u32, Vec<usize>>,
}

impl<'a> Merger<'a> {
    fn new(document: &'a Document<'a>, names: &'a [Name], known: &'a [KnownSpeaker]) -> Self {
        // A name is of two words, and comes twice.
        let mut spellings = Spellings::with_capacity(names.len(), &document.language.quotations);
        let words: Vec<Vec<NameWord>> = names
            .iter()
            .map(|name| {
                without_letters(document, name)
                    .filter(|&at| document.tokens[at].kind != TokenKind::Mark)
                    .map(|at| spellings.word(document.word(at)))
                    .collect()
            })
            .collect();
        let alone = words.iter().filter(|words| words.len() == 1).map(|words| words[0].spelling).collect();
        let mut merger = Self {
            document,
            names,
            spellings,
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
        let words = self.words_of(&speaker.name);
        let given = words.first().map(|first| first.lexeme).filter(|lexeme| lexeme.is(Class::GivenName));
        let gender = given.map_or(Gender::Unknown, |lexeme| lexeme.gender);
        let entity = self.add(words, kind, gender);
        self.entities[entity].name = speaker.name.clone();
        self.entities[entity].known = Some(index);
        for alias in &speaker.aliases {
            let words = self.words_of(alias);
            self.exact.insert(key(&words), entity);
            if let Some(last) = words.last() {
                self.index_word(*last, entity);
            }
        }
    }

    fn words_of(&mut self, name: &'a str) -> Vec<NameWord<'a>> {
        name.split_whitespace().map(|word| self.spellings.word(word)).collect()
    }

    /// Adds somebody called by these words. How the name is printed is still to be told.
    fn add(&mut self, words: Vec<NameWord<'a>>, kind: NameKind, gender: Gender) -> usize {
        let entity = self.entities.len();
        self.exact.insert(key(&words), entity);
        let surname = surname(&words);
        self.index_words(entity, &words, surname);
        self.entities.push(Entity {
            name: String::new(),
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

    fn index_words(&mut self, entity: usize, words: &[NameWord], surname: Option<usize>) {
        let surname = surname.map(|at| words[at]);
        let called = words.iter().copied().find(|word| !is_initial(word.text));
        let first = words.first().copied();
        for word in [first, called, surname, first_surname(words), own_name(words)].into_iter().flatten() {
            self.index_word(word, entity);
        }
    }

    fn index_word(&mut self, word: NameWord, entity: usize) {
        let sharers = self.by_word.entry(word.spelling).or_default();
        if sharers.len() < MOST_SHARERS && !sharers.contains(&entity) {
            sharers.push(entity);
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
            let word = self.spellings.word(document.word(at));
            self.index_word(word, entity);
        }
    }

    /// The surname of an entity.
    fn surname_of(&self, entity: usize) -> Option<NameWord<'a>> {
        self.surnames[entity].map(|at| self.entity_words[entity][at])
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
                self.exact.insert(key(words), entity);
                self.assign(index, entity);
                continue;
            }
            let entity = match self.exact.get(&key(words)) {
                Some(&entity) => entity,
                None => match self
                    .same_person(index)
                    .or_else(|| self.longer_name(index))
                    .or_else(|| self.abbreviated_title(index))
                    .or_else(|| self.family_name(index))
                    .or_else(|| self.before_patronym(index))
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
                words.len() > 1 && self.surname_of(entity).is_some_and(|surname| surname.is(word))
            };
            let candidates: Vec<usize> = self
                .by_word
                .get(&word.spelling)
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

    fn choose(&self, index: usize, word: NameWord, candidates: &[usize]) -> Choice {
        let by_surname: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|&entity| self.surname_of(entity).is_some_and(|surname| surname.is(word)))
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
                    && self.entity_words[entity]
                        .last()
                        .is_some_and(|last| !self.document.writes_small(last.text))
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
                .zip(self.words[index].first())
                .is_some_and(|(surname, word)| surname.is(*word));
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
            self.exact.insert(key(&words), entity);
            self.surnames[entity] = surname(&words);
            self.entity_words[entity] = words;
        } else if found.known.is_none() && found.mentions.len() == 1 {
            found.name = self.document.text(without_letters(self.document, name)).to_owned();
        }
    }

    fn finish(mut self) -> People {
        evidence::settle(self.document, self.names, &mut self.entities);
        apostrophes::settle(self.document, self.names, &mut self.entities);
        People { entities: self.entities, of_name: self.of_name }
    }
}

/// The last word that is no "Jr", by index.
fn surname(words: &[NameWord]) -> Option<usize> {
    words.iter().rposition(|word| !word.lexeme.is(Class::NameSuffix)).or(words.len().checked_sub(1))
}

/// The first of two family names: "Ortega" of "Inés Ortega Lozano".
fn first_surname<'a>(words: &[NameWord<'a>]) -> Option<NameWord<'a>> {
    let (last, before) = words.split_last()?;
    // "Ortega y Lozano"
    let first = before.iter().rposition(|word| !word.lexeme.is(Class::NameParticle)).filter(|&at| at > 0)?;
    let first = words[first];
    let surnames = [first, *last].iter().all(|word| {
        word.text.chars().count() > 2
            && !word.lexeme.is_any(&[Class::NameSuffix, Class::NameParticle, Class::GivenName])
    });
    surnames.then_some(first)
}

/// The last of somebody’s own names, before a father’s: "Siti" of "Siti binti Ahmad".
fn own_name<'a>(words: &[NameWord<'a>]) -> Option<NameWord<'a>> {
    let father = words.iter().position(|word| word.lexeme.is(Class::NameParticle))?;
    words[..father].last().copied()
}

enum Choice {
    One(usize),
    New,
    Open,
}
