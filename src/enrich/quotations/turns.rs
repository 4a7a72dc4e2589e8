//! Interviews: paragraphs that begin with who speaks ("Olga Example: …", "Q: …").
//!
//! One such paragraph may be a heading of its own kind; two of different speakers make an interview.

use foldhash::{HashMap, HashSet};

use super::{Last, Reader};
use crate::enrich::names::NameKind;
use crate::enrich::{Quotation, QuotationKind, confidence, only};
use crate::language::lexicon::Class;
use crate::text::{Shape, TokenKind};

/// A paragraph that begins with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The entity that speaks, once that is known.
    speaker: Option<usize>,
    /// The tokens of the label, without its colon.
    label: std::ops::Range<usize>,
    /// The first token of what is said.
    said: usize,
    /// Who speaks.
    by: Label,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Label {
    /// A name, by index.
    Name(usize),
    /// "Q"
    Question,
    /// "A"
    Answer,
    /// The initials of an entity, by index: "OE" for Olga Example.
    Initials(usize),
    /// No label: the paragraph goes on with the turn before it.
    Same,
}

impl Reader<'_> {
    /// The turns of an interview, one entry a block; all empty where the article holds none.
    pub(super) fn turns(&self) -> Vec<Option<Turn>> {
        let by_initials = self.by_initials();
        let turns: Vec<Option<Turn>> =
            (0..self.document.blocks.len()).map(|block| self.turn_at(block, &by_initials)).collect();
        let mut labels: Vec<String> = turns
            .iter()
            .flatten()
            .map(|turn| self.document.text(turn.label.clone()).to_lowercase())
            .collect();
        let count = labels.len();
        labels.sort_unstable();
        labels.dedup();
        // "Roe: 120 votes" in a list of results is no turn: somebody asks.
        let asks = turns.iter().enumerate().any(|(block, turn)| {
            turn.is_some()
                && self.document.prose.blocks[block].span.of(&self.document.prose.text).contains('?')
        });
        if count < 2 || labels.len() < 2 || !asks {
            return vec![None; turns.len()];
        }
        let interviewed = self.interviewed();
        let by_surname = self.by_surname();
        let mut turns = turns;
        for turn in turns.iter_mut().flatten() {
            turn.speaker = match turn.by {
                Label::Question | Label::Same => None,
                Label::Answer => interviewed,
                Label::Initials(entity) => Some(entity),
                Label::Name(name) => self.labelled(name, &by_surname),
            };
        }
        self.continued(&mut turns);
        turns
    }

    /// Lets paragraphs without a label go on with an answer, where another turn follows and they do not tell of anybody
    /// who speaks.
    fn continued(&self, turns: &mut [Option<Turn>]) {
        let speaking: HashSet<usize> = turns.iter().flatten().filter_map(|turn| turn.speaker).collect();
        let last = turns.iter().rposition(Option::is_some).unwrap_or(0);
        for block in 1..last {
            let answers = turns[block - 1].as_ref().is_some_and(|turn| turn.by != Label::Question);
            let tokens = self.document.blocks[block].tokens.clone();
            if turns[block].is_some() || !answers || tokens.is_empty() {
                continue;
            }
            let first = self.names.partition_point(|name| name.tokens.start < tokens.start);
            let tells = self.names[first..]
                .iter()
                .zip(&self.people.of_name[first..])
                .take_while(|(name, _)| name.tokens.start < tokens.end)
                .any(|(_, entity)| entity.is_some_and(|entity| speaking.contains(&entity)));
            let aside = self.document.word(tokens.start).starts_with(['(', '[']);
            if self.document.blocks[block].kind.is_running() && !tells && !aside {
                turns[block] = Some(Turn {
                    speaker: None,
                    label: tokens.start..tokens.start,
                    said: tokens.start,
                    by: Label::Same,
                });
            }
        }
    }

    /// The one person of each surname, in small letters; `None` where there are more.
    fn by_surname(&self) -> HashMap<String, Option<usize>> {
        let mut people: HashMap<String, Option<usize>> = HashMap::default();
        for (index, entity) in self.people.entities.iter().enumerate() {
            if entity.kind == NameKind::Person
                && let Some(surname) = entity.name.rsplit(' ').next()
            {
                people
                    .entry(surname.to_lowercase())
                    .and_modify(|shared| *shared = None)
                    .or_insert(Some(index));
            }
        }
        people
    }

    /// The one person with these initials; `None` where there are more.
    fn by_initials(&self) -> HashMap<String, Option<usize>> {
        let mut people: HashMap<String, Option<usize>> = HashMap::default();
        for (index, entity) in self.people.entities.iter().enumerate() {
            let words = entity.name.split_whitespace();
            let initials: String = words.filter_map(|word| word.chars().next()).collect();
            if entity.kind == NameKind::Person && initials.chars().count() > 1 {
                people.entry(initials).and_modify(|shared| *shared = None).or_insert(Some(index));
            }
        }
        people
    }

    fn turn_at(&self, block: usize, by_initials: &HashMap<String, Option<usize>>) -> Option<Turn> {
        const LONGEST: usize = 6;
        let tokens = self.document.blocks[block].tokens.clone();
        if !self.document.blocks[block].kind.is_running() {
            return None;
        }
        let marks = &self.document.language.quotations.marks;
        let start = tokens.clone().find(|&at| !marks.contains(self.document.word(at)))?;
        let colon = (start..tokens.end.min(start + LONGEST)).find(|&at| self.document.word(at) == ":")?;
        if colon == start || colon + 1 >= tokens.end {
            return None;
        }
        let lexeme = self.document.lexemes[start];
        let initials = || by_initials.get(self.document.word(start)).copied().flatten();
        let by = if colon == start + 1 && lexeme.is(Class::QuestionLabel) {
            Label::Question
        } else if colon == start + 1 && lexeme.is(Class::AnswerLabel) {
            Label::Answer
        } else if colon == start + 1
            && let Some(entity) = initials()
        {
            Label::Initials(entity)
        } else {
            let name = self.names.partition_point(|name| name.tokens.end < colon);
            let found = self.names.get(name)?;
            // "The Echo: Why?"
            let begins = found.full.start == start
                || found.full.start == start + 1 && self.document.lexemes[start].is(Class::Article);
            if found.tokens.end != colon || !begins || found.kind == NameKind::Place {
                return None;
            }
            Label::Name(name)
        };
        Some(Turn { speaker: None, label: start..colon, said: colon + 1, by })
    }

    /// Reads `block` as the turn `turn`.
    pub(super) fn turn(&mut self, turn: &Turn, block: usize) {
        let tokens = self.document.blocks[block].tokens.clone();
        if turn.by == Label::Question {
            // The reporter is no source.
            return;
        }
        if turn.by == Label::Same {
            let span = self.document.span(tokens.clone());
            if let Some(said) = self.quotations.last_mut() {
                said.spans.push(span);
            }
            if let Some(last) = &mut self.last {
                last.block = block;
            }
            self.discourse.advance(tokens.end);
            return;
        }
        let speaker = turn.speaker.and_then(|entity| self.cast.entity(entity));
        let source = self.document.span(turn.label.clone());
        if let Some(speaker) = speaker {
            self.cast.mention(speaker, source);
        }
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: vec![self.document.span(turn.said..tokens.end)],
            cue: None,
            source: Some(source),
            speaker,
            confidence: if speaker.is_some() { confidence::TURN } else { 0.0 },
            rule: "interview-turn".to_owned(),
        });
        self.last =
            Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true, contested: true });
        self.discourse.advance(tokens.end);
    }

    /// Who the label means: in capitals, the one person with that surname.
    fn labelled(&self, name: usize, by_surname: &HashMap<String, Option<usize>>) -> Option<usize> {
        let found = &self.names[name];
        let capitals = found.tokens.clone().all(|at| {
            self.document.tokens[at].kind != TokenKind::Word || self.document.tokens[at].shape == Shape::Upper
        });
        let label = self.document.text(found.tokens.clone()).to_lowercase();
        by_surname.get(&label).copied().flatten().filter(|_| capitals).or(self.people.of_name[name])
    }

    /// The one person that an article names outside quotations.
    fn interviewed(&self) -> Option<usize> {
        let people = self.people.entities.iter().enumerate().filter(|(_, entity)| {
            entity.kind == NameKind::Person && entity.mentions.iter().any(|&name| !self.names[name].quoted)
        });
        only(people).map(|(entity, _)| entity)
    }
}
