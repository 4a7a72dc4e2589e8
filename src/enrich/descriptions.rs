//! Whom a description means that rests on something else: "the board", "a spokeswoman for the board", "a report by
//! the board", "the 60-year-old".
//!
//! Comes in: descriptions as token ranges with their nouns. Goes out: an entity where exactly one fits, or nothing.

use std::ops::Range;

use super::document::Document;
use super::names::{Name, NameKind};
use super::only;
use super::people::People;
use super::sources::Sources;
use crate::language::lexicon::Class;
use crate::text::TokenKind;

/// Looks for those who stand behind descriptions.
#[derive(Clone, Copy, Debug)]
pub struct Descriptions<'a> {
    /// The article.
    pub document: &'a Document<'a>,
    /// Its names, in order.
    pub names: &'a [Name],
    /// Whom they mean.
    pub people: &'a People,
}

impl Descriptions<'_> {
    /// Who speaks through the mouthpiece or document `noun` of the description `tokens`: the body behind "a spokeswoman
    /// for the board", the author of "a report by the board" or "her sister’s letter".
    pub fn behind(self, tokens: Range<usize>, noun: usize) -> Option<usize> {
        let lexeme = self.document.lexemes[noun];
        let document = lexeme.is(Class::Document);
        if !document && !lexeme.is(Class::Mouthpiece) {
            return None;
        }
        let mut after = noun + 1;
        let limit = self.document.sentences[self.document.sentence_of(noun)].tokens.end;
        let joined = after < limit
            && self.document.lexemes[after].is(if document { Class::Author } else { Class::Preposition });
        let name = if joined {
            after += 1;
            while after < limit && self.document.lexemes[after].is(Class::Article) {
                after += 1;
            }
            self.names.iter().position(|name| {
                name.full.start == after
                    && (name.tokens.end == tokens.end || tokens.end == noun + 1)
                    && !name.possessive
            })
        } else {
            // "the board’s report", "a board spokeswoman"
            self.names.iter().rposition(|name| {
                tokens.start <= name.full.start
                    && (name.possessive && name.tokens.end < noun || name.tokens.end == noun)
            })
        }?;
        let entity = self.people.of_name[name]?;
        let fits = match self.people.entities[entity].kind {
            NameKind::Body => true,
            NameKind::Person => document && (joined || self.names[name].possessive),
            NameKind::Place | NameKind::Unclear => false,
        };
        fits.then_some(entity)
    }

    /// Whoever a document is from: "The message, sent to staff on Monday by Olga Example, said".
    pub fn sender(&self, tokens: Range<usize>, noun: usize) -> Option<usize> {
        const REACH: usize = 20;
        if !self.document.lexemes[noun].is(Class::Document) {
            return None;
        }
        let ends = self.document.sentences[self.document.sentence_of(noun)].tokens.end;
        let comma = self.document.tokens.get(noun + 1).is_some_and(|_| self.document.word(noun + 1) == ",");
        let verb = noun + 1 + usize::from(comma);
        if verb >= ends || !self.document.lexemes[verb].is(Class::Authored) {
            return None;
        }
        let limit = tokens.end.max(verb + 1).min(verb + REACH).min(ends);
        let by = (verb + 1..limit).find(|&at| self.document.lexemes[at].is(Class::Agent))?;
        let article = self.document.lexemes.get(by + 1)?.is(Class::Article);
        let after = by + 1 + usize::from(article);
        let name = self.names.iter().position(|name| name.full.start == after)?;
        let entity = self.people.of_name[name]?;
        matches!(self.people.entities[entity].kind, NameKind::Body | NameKind::Person).then_some(entity)
    }

    /// The person whose name stands between commas after the description `tokens`: "a spokesman for the board, Olga Example,".
    pub fn apposed(self, tokens: Range<usize>, noun: usize) -> Option<usize> {
        let role = self.document.lexemes[noun].is_any(&[Class::Role, Class::Title]);
        let is_comma = |at: usize| at < self.document.tokens.len() && self.document.word(at) == ",";
        // The comma may stand inside the tokens, when the source reaches to its verb.
        let comma = (noun + 1..tokens.end + 1).find(|&at| is_comma(at)).filter(|_| role)?;
        let name = self.names.iter().position(|name| name.full.start == comma + 1)?;
        // "“…,” said the mayor, Olga Example."
        let end = self.names[name].tokens.end;
        let ends = self.document.sentences[self.document.sentence_of(comma)].tokens.end;
        let closed = is_comma(end) || end + 1 >= ends;
        let entity = self.people.of_name[name]?;
        let person = match self.people.entities[entity].kind {
            NameKind::Person => true,
            // "The minister, Suharti, said": somebody of one name.
            NameKind::Unclear => comma == noun + 1,
            NameKind::Body | NameKind::Place => false,
        };
        (closed && person).then_some(entity)
    }

    /// The one body named before `tokens` whose name holds the noun of "the board".
    pub fn body(self, tokens: Range<usize>, noun: usize) -> Option<usize> {
        let definite = self.document.lexemes[tokens.start].is(Class::Article)
            && !self.document.lexemes[tokens.start].is(Class::Indefinite)
            && tokens.start + 1 == noun
            && tokens.end == noun + 1;
        if !definite || !self.document.lexemes[noun].is(Class::Body) {
            return None;
        }
        let is_kind = self.document.language.quotations.kinds_of_body(self.document.word(noun));
        let fitting = self.people.entities.iter().enumerate().filter(|(_, entity)| {
            entity.kind != NameKind::Place
                && entity
                    .mentions
                    .iter()
                    .take_while(|&&name| self.names[name].tokens.start < tokens.start)
                    .any(|&mention| {
                        let name = &self.names[mention].tokens;
                        // "Brekke Harbour Board", "Board of Pilots"
                        let is_head = |at: usize| {
                            is_kind(self.document.word(at))
                                && (at + 1 == name.end || self.document.lexemes[at + 1].is(Class::BodyJoiner))
                        };
                        let named =
                            entity.kind == NameKind::Body && name.len() > 1 && name.clone().any(is_head);
                        named || self.is_introduced_as_body(&self.names[mention], is_kind, entity.kind)
                    })
        });
        only(fitting).map(|(entity, _)| entity)
    }

    /// Whether `name` of the kind `kind` is introduced as what a noun can mean, as `is_kind` tells: "Example, a Dublin airline,"
    /// and "the airline Example".
    fn is_introduced_as_body(self, name: &Name, is_kind: impl Fn(&str) -> bool, kind: NameKind) -> bool {
        const LONGEST: usize = 7;
        let document = self.document;
        let says = |at: usize| {
            let lexeme = document.lexemes[at];
            // "Olga Example, a developer," is no company.
            let body = lexeme.is(Class::Body) || kind == NameKind::Body || !lexeme.is(Class::Role);
            body && !document.tokens[at].is_capitalised() && is_kind(document.word(at))
        };
        if let Some(before) = name.tokens.start.checked_sub(1).filter(|&before| says(before)) {
            return document.lexemes[before].is(Class::Body)
                && name.full.start == name.tokens.start
                && !name.possessive
                && !self.is_from(before);
        }
        let sentence = document.sentences[document.sentence_of(name.tokens.start)].tokens.clone();
        let article = name.tokens.end + 1;
        let opens = article < sentence.end
            && document.word(name.tokens.end) == ","
            && document.lexemes[article].is(Class::Indefinite);
        let belongs = |at: usize| match document.tokens[at].kind {
            TokenKind::Word => {
                let lexeme = document.lexemes[at];
                !lexeme.is_any(&[Class::Preposition, Class::Relative, Class::Conjunction, Class::Be])
            }
            TokenKind::Number => true,
            _ => document.word(at) == "-",
        };
        let words = article + 1..sentence.end.min(article + LONGEST);
        opens && words.take_while(|&at| belongs(at)).any(says)
    }

    /// Whether the noun at the token `noun` only tells where others are from: "the administrators, from the accountancy firm
    /// Example", "an analyst at the research firm Example".
    fn is_from(self, noun: usize) -> bool {
        const LONGEST: usize = 4;
        let lexemes = &self.document.lexemes;
        let mut phrase = (noun.saturating_sub(LONGEST)..noun).rev();
        let before =
            phrase.find(|&at| lexemes[at].is(Class::Article)).and_then(|article| article.checked_sub(1));
        before.is_some_and(|at| {
            lexemes[at].is(Class::Locative) || lexemes[at].is(Class::Author) && !lexemes[at].is(Class::Agent)
        })
    }

    /// The one person whose age was given as that of "the 60-year-old".
    pub fn aged(self, noun: usize) -> Option<usize> {
        let number = noun.checked_sub(2)?;
        let is_age = self.document.lexemes[noun].is(Class::Age)
            && self.document.tokens[number].kind == TokenKind::Number;
        let article = self.document.lexemes[number.checked_sub(1)?];
        if !is_age || !article.is(Class::Article) || article.is(Class::Indefinite) {
            return None;
        }
        let age = self.document.word(number);
        let fitting = self.people.entities.iter().enumerate().filter(|(_, entity)| {
            entity.mentions.iter().any(|&mention| {
                let end = self.names[mention].tokens.end;
                end + 2 < noun
                    && matches!(self.document.word(end), "," | "(")
                    && self.document.word(end + 1) == age
                    && matches!(self.document.word(end + 2), "," | ")" | ".")
            })
        });
        only(fitting).map(|(entity, _)| entity)
    }
}

/// What a statement is about, as far as "they" and "it" in the next go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A name, by index.
    Name(usize),
    /// An unnamed group: its tokens and its noun.
    Group(Range<usize>, usize),
    /// Somebody without a name: the tokens and the noun.
    Person(Range<usize>, usize),
    /// Whoever the statement before was about.
    Same,
    /// Something else.
    Other,
}

/// What the statement of `sources` is about.
pub fn subject(sources: Sources) -> Subject {
    const LONGEST: usize = 5;
    let view = sources.view;
    let mut at = 0;
    // "In Kyiv on Tuesday, …", "Later …"
    while at < view.len() && view.is_word(at) {
        let lexeme = view.lexeme(at);
        if lexeme.is_any(&[Class::Preposition, Class::Subordinator]) {
            let Some(comma) = (at..view.len()).find(|&comma| view.is_mark(comma, ",")) else {
                return Subject::Other;
            };
            at = comma + 1;
        } else if lexeme.is_any(&[Class::Conjunction, Class::Adverb])
            && !lexeme.is_any(&[Class::Determiner, Class::Pronoun])
        {
            at += 1;
        } else {
            break;
        }
    }
    if view.is(at, Class::Pronoun) {
        let lexeme = view.lexeme(at);
        let same =
            lexeme.is(Class::PluralPronoun) || lexeme.gender == crate::language::lexicon::Gender::Neuter;
        return if same && !lexeme.is(Class::FirstPerson) { Subject::Same } else { Subject::Other };
    }
    let start = at;
    let joined =
        |end: usize| view.is(end, Class::Conjunction) || view.is_possessive(end) || view.is_mark(end, "’");
    while at < view.len() && at - start < LONGEST && view.is_word(at) {
        let lexeme = view.lexeme(at);
        let Some(token) = view.token(at) else { break };
        if lexeme.is(Class::Group) && !view.is_capitalised(at) | (at == start) {
            let hangs = view.is(at + 1, Class::Preposition) || joined(at + 1);
            return if hangs { Subject::Other } else { Subject::Group(view.tokens(start..at + 1), token) };
        }
        if let Some(name) = sources.name_at(token) {
            let end = view.item_of(sources.names[name].tokens.end - 1).map_or(at + 1, |last| last + 1);
            if view.is_word(end) && view.is(end, Class::Group) && !view.is(end, Class::Preposition) {
                at = end;
                continue;
            }
            return if joined(end) { Subject::Other } else { Subject::Name(name) };
        }
        let next = view.token(at + 1).is_some_and(|next| sources.name_at(next).is_none())
            && !view.lexeme(at + 1).is_any(&[Class::Role, Class::Group, Class::Body])
            && !joined(at + 1);
        if at > start && lexeme.is(Class::Role) && !view.is_capitalised(at) && next {
            return Subject::Person(view.tokens(start..at + 1), token);
        }
        let leads = lexeme.is_any(&[Class::Article, Class::Determiner, Class::Possessive]);
        if lexeme.is_function() && !(leads && at == start) || lexeme.cue.is_some() {
            break;
        }
        at += 1;
    }
    Subject::Other
}
