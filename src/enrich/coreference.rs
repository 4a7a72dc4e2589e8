//! Who a source means: a name, a pronoun or a description, seen from where it stands.
//!
//! Comes in: the entities of an article and the sources met so far, in the order of the text. Goes out: an
//! entity and how sure that is, or nothing where the text does not settle it.

mod narration;
mod weight;

use std::cell::Cell;

pub use self::narration::Narration;
use super::document::Document;
use super::names::{Name, NameKind};
use super::people::People;
use super::sources::Head;
use crate::language::lexicon::{Class, Gender};
use crate::text::{BlockKind, TokenKind};

/// Who is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Referent {
    /// An entity, by index, and the probability that it is the right one.
    Entity(usize, f32),
    /// An unnamed group, by index.
    Group(usize, f32),
    /// The text does not settle it.
    Open,
}

/// What has been mentioned so far, for pronouns.
#[derive(Clone, Debug)]
pub struct Discourse<'a> {
    document: &'a Document<'a>,
    names: &'a [Name],
    people: &'a People,
    /// Mentions in order: where, who, and how prominent.
    mentions: Vec<Mention>,
    /// The next of `names` to take in.
    next_name: usize,
    narration: &'a Narration,
    /// The next pronoun of the narrator to take in.
    next_told: usize,
    /// Whom the pronoun at a token was last said to mean, when there were so many mentions: it is asked about when it is met
    /// and once more when it is passed.
    answered: Cell<Option<(usize, usize, Referent)>>,
    /// The last plural source: a group, or several people.
    last_plural: Option<(usize, Referent)>,
    /// What the statement before was about, or who spoke in it, and where.
    subject: Option<(usize, Referent)>,
}

#[derive(Clone, Copy, Debug)]
struct Mention {
    token: usize,
    sentence: usize,
    block: usize,
    /// `None` for a surname that several share, and for somebody without a name.
    entity: Option<usize>,
    /// Gender that the words of the mention show, where it is nobody's who has a name.
    gender: Gender,
    weight: f32,
}

impl<'a> Discourse<'a> {
    /// Nothing mentioned yet.
    pub fn new(
        document: &'a Document<'a>,
        narration: &'a Narration,
        names: &'a [Name],
        people: &'a People,
    ) -> Self {
        Self {
            document,
            names,
            people,
            mentions: Vec::new(),
            next_name: 0,
            narration,
            next_told: 0,
            answered: Cell::new(None),
            last_plural: None,
            subject: None,
        }
    }

    /// Takes in the names before the token `until`, and the pronouns between them: who goes on being told of stays
    /// who it is about.
    pub fn advance(&mut self, until: usize) {
        while let Some(&token) = self.narration.told.get(self.next_told).filter(|&&token| token < until) {
            self.next_told += 1;
            self.name_before(token);
            if self.awaits_name(token) {
                continue;
            }
            let lexeme = self.document.lexemes[token];
            if let Referent::Entity(entity, _) = self.antecedent(token, lexeme.gender) {
                let subject =
                    lexeme.is(Class::Pronoun) && !lexeme.is_any(&[Class::ObjectPronoun, Class::Possessive]);
                let weight = if subject { weight::SUBJECT } else { weight::POSSESSOR };
                self.push(token, Some(entity), weight);
            }
        }
        self.name_before(until);
    }

    /// Whether the pronoun at `token` stands for the name behind its clause: "before he met them, Example left".
    fn awaits_name(&self, token: usize) -> bool {
        const REACH: usize = 12;
        let sentence = &self.document.sentences[self.document.sentence_of(token)];
        let mut near = token.saturating_sub(REACH).max(sentence.tokens.start)..token;
        let opened = near.any(|at| self.document.lexemes[at].is(Class::Subordinator));
        let comma = self.names.get(self.next_name).and_then(|name| name.full.start.checked_sub(1));
        opened && comma.is_some_and(|at| sentence.tokens.contains(&at) && self.document.word(at) == ",")
    }

    /// Takes in the names before the token `until`.
    fn name_before(&mut self, until: usize) {
        while let Some(name) = self.names.get(self.next_name).filter(|name| name.tokens.start < until) {
            let index = self.next_name;
            self.next_name += 1;
            // A surname that several share stands in the way of whoever else a pronoun could mean.
            let entity = self.people.of_name[index];
            let kind = entity.map_or(name.kind, |entity| self.people.entities[entity].kind);
            let start = name.full.start;
            let block = self.document.blocks[self.document.block_of(start)].kind;
            if name.quoted
                || matches!(kind, NameKind::Body | NameKind::Place)
                || block == BlockKind::TableCell
            {
                continue;
            }
            let before = start.checked_sub(1);
            if kind == NameKind::Unclear
                && before.is_some_and(|at| self.document.lexemes[at].is(Class::Article))
            {
                // "The Mercury closed its office": nobody is called with an article.
                continue;
            }
            let sentence = self.document.sentence_of(start);
            let first = self.document.sentences[sentence].tokens.start;
            let weight = if name.modifier {
                weight::MODIFIER
            } else if let Some(weight) = self.joined(index) {
                weight
            } else if name.possessive && !self.ends_sentence(name.tokens.end) {
                if self.owns_subject(first, start) { weight::SUBJECT_OWNER } else { weight::POSSESSOR }
            } else if before.is_some_and(|at| at >= first && self.governs(at))
                && !self.is_told_of(name.tokens.end)
                && !self.is_met(first)
            {
                weight::OTHER
            } else if !self
                .mentions
                .iter()
                .rev()
                .take(weight::MOST)
                .take_while(|m| m.sentence == sentence)
                .any(|m| m.weight >= weight::SUBJECT)
            {
                if self.is_topic(first, start) { weight::TOPIC } else { weight::SUBJECT }
            } else {
                weight::OTHER
            };
            self.push(name.tokens.start, entity, weight);
        }
    }

    /// Whether the possessive name at the token `name` opens the subject of its sentence, which begins at the token `first`:
    /// "Example’s chain snapped.", "On Monday, Example’s chain snapped."
    fn owns_subject(&self, first: usize, name: usize) -> bool {
        name == first
            || self.document.word(name - 1) == "," && self.document.lexemes[first].is(Class::Preposition)
    }

    /// Whether the possessive ending at the token `at` ends what is said: "The idea was Example’s."
    fn ends_sentence(&self, at: usize) -> bool {
        self.document.tokens.get(at + 1).is_none_or(|next| next.kind == TokenKind::Mark)
    }

    /// Whether a clause about a person begins at the token `at`: ", who left".
    fn is_told_of(&self, at: usize) -> bool {
        let who = self.document.lexemes.get(at + 1).is_some_and(|next| next.is(Class::Personal));
        who && self.document.word(at) == ","
    }

    /// Whether what stands behind the token `at` is no subject: after a preposition ("for Example"), or somebody who is told
    /// or asked something ("told Example").
    fn governs(&self, at: usize) -> bool {
        let lexeme = self.document.lexemes[at];
        // "That was disputed by Example": who does it is no less prominent than a subject; but not "Pressed by Example, …".
        let passive = || (at.saturating_sub(3)..at - 1).any(|be| self.document.lexemes[be].is(Class::Be));
        let agent = lexeme.is(Class::Agent) && at > 1 && passive();
        lexeme.is(Class::Preposition) && !agent && !self.opens_absolute(at)
            || lexeme.cue.is_some_and(|cue| cue.takes.addressee)
    }

    /// Whether the name at the token `name` is what a paragraph begins with that its sentence at the token `first` opens:
    /// "Example is less hopeful.", "The first witness, Olga Example, sat down.", but not "While Example sang, he left." and not
    /// "The road serves Example.", nor the cell of a table.
    fn is_topic(&self, first: usize, name: usize) -> bool {
        const FURTHEST: usize = 12;
        let block = &self.document.blocks[self.document.block_of(name)];
        let opens = block.kind.is_running() && block.tokens.start == first;
        let finite = [Class::Subordinator, Class::Be, Class::Auxiliary, Class::Modal];
        let introduced = |before: usize| {
            self.document.word(before) == ","
                || self.document.lexemes[before].is_any(&[Class::Role, Class::Title])
        };
        opens
            && name - first <= FURTHEST
            && (name == first || introduced(name - 1))
            && self.document.lexemes[first..name]
                .iter()
                .all(|lexeme| !lexeme.is_any(&finite) && lexeme.cue.is_none_or(|cue| !cue.forms.is_finite()))
    }

    /// Whether the narrator is the subject of the sentence that begins at the token `first`, which tells of whom they met:
    /// "I put this to Example".
    fn is_met(&self, first: usize) -> bool {
        let lexeme = self.document.lexemes[first];
        lexeme.is(Class::FirstPerson) && !lexeme.is_any(&[Class::ObjectPronoun, Class::Possessive])
    }

    /// Whether the preposition at the token `at` opens a clause without a finite verb: ", with Olga Example saying".
    fn opens_absolute(&self, at: usize) -> bool {
        self.document.lexemes[at].is(Class::Absolute)
            && at.checked_sub(1).is_some_and(|comma| self.document.word(comma) == ",")
    }

    /// The weight of the mention that the name `index` is joined with: "A and B" stand side by side.
    fn joined(&self, index: usize) -> Option<f32> {
        let and = self.names[index].full.start.checked_sub(1)?;
        if !self.document.lexemes[and].is(Class::Conjunction) || self.names[index].possessive {
            return None;
        }
        let comma = and.checked_sub(1).filter(|&at| self.document.word(at) == ",");
        let end = comma.unwrap_or(and);
        let other = index.checked_sub(1).map(|other| &self.names[other])?;
        let last = self.mentions.last()?;
        let beside = other.tokens.end == end && !other.possessive && last.token == other.tokens.start;
        (beside && last.weight >= weight::OTHER).then_some(last.weight.min(weight::SUBJECT))
    }

    /// Remembers that `referent` was the source at the token `token`.
    pub fn spoke(&mut self, token: usize, head: Head, referent: Referent) {
        match referent {
            Referent::Entity(entity, _) => self.push(token, Some(entity), weight::SOURCE),
            Referent::Open if matches!(head, Head::Name(_)) => self.push(token, None, weight::SOURCE),
            Referent::Group(..) => self.last_plural = Some((token, referent)),
            Referent::Open => {}
        }
        if let Head::Description(noun) = head {
            self.described(token, noun, referent);
        }
        if head == Head::Several {
            self.last_plural = Some((token, Referent::Open));
        }
        self.subject = Some((token, referent));
    }

    /// Remembers that `referent` only asked, at the token `token`: "Asked by Olga Example, he said". Whoever is asked
    /// stays who it is about.
    pub fn asked(&mut self, token: usize, referent: Referent) {
        if let Referent::Entity(entity, _) = referent {
            self.push(token, Some(entity), weight::OTHER);
        }
    }

    /// Remembers what a statement that begins at the token `token` was about: `None` for the same as the one before.
    pub fn told_of(&mut self, token: usize, subject: Option<Referent>) {
        if let Some(referent) = subject {
            self.subject = Some((token, referent));
        } else if let Some((at, _)) = &mut self.subject {
            *at = token;
        }
    }

    /// The body, or what could be one, that the statement just before the token `token` was about.
    pub fn body_before(&self, token: usize) -> Option<usize> {
        match self.subject_before(token) {
            Some(Referent::Entity(entity, _))
                if matches!(self.people.entities[entity].kind, NameKind::Body | NameKind::Unclear) =>
            {
                Some(entity)
            }
            _ => None,
        }
    }

    /// What the statement just before the token `token` was about.
    fn subject_before(&self, token: usize) -> Option<Referent> {
        let near = |&(at, _): &(usize, Referent)| {
            self.document.block_of(token).saturating_sub(self.document.block_of(at)) <= 1
        };
        self.subject.filter(near).map(|(_, referent)| referent)
    }

    /// Remembers that the description at the token `token` with the noun `noun` stands for a person who does something.
    /// Somebody without a name stands in the way of whoever else a pronoun could mean.
    pub fn described(&mut self, token: usize, noun: usize, referent: Referent) {
        let lexeme = self.document.lexemes[noun];
        let person = |entity: usize| self.people.entities[entity].kind == NameKind::Person;
        match referent {
            Referent::Entity(entity, _) if person(entity) => self.push(token, Some(entity), weight::SUBJECT),
            Referent::Group(..) => {}
            _ if lexeme.is_any(&[Class::Role, Class::Title])
                && !lexeme.is_any(&[Class::Group, Class::Body]) =>
            {
                self.push(token, None, if self.acts(token) { weight::SUBJECT } else { weight::OTHER });
                if let Some(mention) = self.mentions.last_mut() {
                    mention.gender = lexeme.gender;
                }
            }
            _ => {}
        }
    }

    /// Whether what begins at the token `token` can be the subject of its sentence: nothing stands before it that it could
    /// be the object of.
    fn acts(&self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else { return true };
        let lexeme = self.document.lexemes[before];
        self.document.sentences[self.document.sentence_of(token)].tokens.start == token
            || self.document.tokens[before].kind == TokenKind::Mark
            || lexeme.cue.is_some_and(|cue| cue.takes.quote)
            || lexeme.is_any(&[
                Class::Conjunction,
                Class::Complementiser,
                Class::Subordinator,
                Class::Adverb,
                Class::Calendar,
            ])
    }

    fn push(&mut self, token: usize, entity: Option<usize>, weight: f32) {
        self.mentions.push(Mention {
            token,
            sentence: self.document.sentence_of(token),
            block: self.document.block_of(token),
            entity,
            gender: Gender::Unknown,
            weight,
        });
    }

    /// Who a personal pronoun at the token `token` means.
    pub fn pronoun(&self, token: usize) -> Referent {
        let lexeme = self.document.lexemes[token];
        if lexeme.is(Class::FirstPerson) {
            return Referent::Open;
        }
        if lexeme.gender == Gender::Neuter {
            return match self.subject_before(token) {
                // Nobody is called "it": a name that could be anything is that of a body here.
                Some(Referent::Entity(body, _))
                    if matches!(self.people.entities[body].kind, NameKind::Body | NameKind::Unclear) =>
                {
                    Referent::Entity(body, 0.85)
                }
                _ => Referent::Open,
            };
        }
        if lexeme.is(Class::PluralPronoun) {
            match self.subject_before(token) {
                Some(Referent::Group(group, _)) => return Referent::Group(group, 0.88),
                Some(Referent::Entity(person, _)) if self.is_alone(person, token) => {
                    return Referent::Entity(person, 0.8);
                }
                _ => {}
            }
            return match self.last_plural {
                Some((at, Referent::Group(group, _)))
                    if self.document.block_of(token) - self.document.block_of(at) <= 1 =>
                {
                    Referent::Group(group, 0.88)
                }
                _ => Referent::Open,
            };
        }
        self.antecedent(token, lexeme.gender)
    }

    /// Whether "they" at the token `token` can only be `person`: of a given name that shows no gender, with nobody else and
    /// nothing in the plural in the statement about them.
    fn is_alone(&self, person: usize, token: usize) -> bool {
        const WINDOW: usize = 2;
        let entity = &self.people.entities[person];
        let sentence = self.document.sentence_of(token);
        let first = sentence
            .saturating_sub(WINDOW)
            .max(self.document.blocks[self.document.block_of(token)].sentences.start);
        let start = self.document.sentences[first].tokens.start;
        let named = entity.mentions.iter().any(|&name| {
            let name = &self.names[name].tokens;
            name.len() > 1
                && self.document.lexemes[name.start].is(Class::GivenName)
                && self.document.lexemes[name.start].gender == Gender::Unknown
        });
        let alone = self
            .names
            .iter()
            .zip(&self.people.of_name)
            .filter(|(name, _)| (start..token).contains(&name.tokens.start))
            .all(|(_, &entity)| entity == Some(person));
        let plural = |at: usize| {
            let lexeme = self.document.lexemes[at];
            let verb = at > start && self.names.iter().any(|name| name.tokens.end == at);
            lexeme.is_any(&[Class::Group, Class::Body])
                || !verb
                    && !lexeme.is_known()
                    && self.document.language.quotations.could_be_plural(self.document.word(at))
        };
        let outside = |at: &usize| self.document.quoted_around(*at).is_none();
        entity.gender == Gender::Unknown && named && alone && !(start..token).filter(outside).any(plural)
    }

    /// How sure it is that a pronoun of `gender` means `entity`, which holds this `share` of the weight of the best two.
    fn sure(&self, entity: usize, share: f32, gender: Gender) -> f32 {
        const CLEAR: f32 = 0.8;
        let known = self.people.entities[entity].gender == gender;
        match (share >= CLEAR, known) {
            (true, true) => 0.985,
            (true, false) | (false, true) => 0.96,
            (false, false) => 0.92,
        }
    }

    fn antecedent(&self, token: usize, gender: Gender) -> Referent {
        let known = self.answered.get().filter(|known| (known.0, known.1) == (token, self.mentions.len()));
        let referent = known.map_or_else(|| self.best_antecedent(token, gender), |known| known.2);
        self.answered.set(Some((token, self.mentions.len(), referent)));
        referent
    }

    fn best_antecedent(&self, token: usize, gender: Gender) -> Referent {
        let sentence = self.document.sentence_of(token);
        let block = self.document.block_of(token);
        let mut scores: Vec<(Option<usize>, f32)> = Vec::new();
        // Mentions come nearest first: what has faded so far fades on.
        let (mut sentences, mut blocks) = (Fading::new(weight::DECAY), Fading::new(weight::BLOCK_DECAY));
        for mention in self.mentions.iter().rev().take(weight::MOST) {
            if mention.token >= token {
                continue;
            }
            let distance = self.narration.between(mention.sentence, sentence);
            if distance > weight::WINDOW {
                break;
            }
            let (of, kind) = mention.entity.map_or((mention.gender, NameKind::Person), |entity| {
                (self.people.entities[entity].gender, self.people.entities[entity].kind)
            });
            let doubtful = mention.entity.is_some_and(|entity| self.people.entities[entity].doubtful);
            if doubtful || !of.agrees(gender) || matches!(kind, NameKind::Body | NameKind::Place) {
                continue;
            }
            let mut score = mention.weight * sentences.after(distance) * blocks.after(block - mention.block);
            if kind == NameKind::Unclear {
                score *= weight::UNCLEAR;
            }
            if of == gender {
                score *= weight::AGREES;
            }
            if mention.entity.is_none() && mention.block < block {
                score *= weight::NAMELESS;
            }
            match scores.iter_mut().find(|(other, _)| *other == mention.entity) {
                Some((_, best)) => *best = best.max(score) + score.min(*best) * 0.1,
                None => scores.push((mention.entity, score)),
            }
        }
        scores.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        match scores.as_slice() {
            [(Some(entity), score)] if *score >= weight::LEAST => {
                Referent::Entity(*entity, self.sure(*entity, 1.0, gender))
            }
            [(Some(entity), score), (_, second), ..] if *score >= weight::LEAST => {
                let share = score / (score + second);
                if share < weight::MARGIN {
                    return Referent::Open;
                }
                Referent::Entity(*entity, self.sure(*entity, share, gender))
            }
            _ => Referent::Open,
        }
    }
}

/// A share that fades step by step, for steps that only grow.
struct Fading {
    share: f32,
    steps: usize,
    decay: f32,
}

impl Fading {
    fn new(decay: f32) -> Self {
        Self { share: 1.0, steps: 0, decay }
    }

    /// What is left after so many steps.
    fn after(&mut self, steps: usize) -> f32 {
        for _ in self.steps..steps {
            self.share *= self.decay;
        }
        self.steps = steps.max(self.steps);
        self.share
    }
}
