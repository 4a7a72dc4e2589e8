//! Whose words a cue reports: the noun phrase before it or after it.
//!
//! Comes in: a statement and the names of the article. Goes out: a source, that is the words that name or
//! describe who speaks, and what decides their identity. Nothing here knows who they are.

mod beginning;
mod beside;
mod ending;
mod subject;

use std::ops::Range;

use super::names::Names;
use super::statements::View;
use crate::language::lexicon::{Class, Gender, Lexeme};

/// The words that an attribution rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Items of the statement.
    pub items: Range<usize>,
    /// What decides who is meant.
    pub head: Head,
}

impl Source {
    /// Whether it is somebody or a body, not a means ("by telephone") or a time.
    pub fn can_act(&self, view: View) -> bool {
        match self.head {
            Head::Name(_) | Head::Pronoun(_) | Head::Several => true,
            Head::Description(token) => is_person_noun(view.document.lexemes[token]),
            Head::Nobody => false,
        }
    }

    /// Whether it is the "it" of "It was a blow", which stands for nobody.
    pub fn is_expletive(&self, view: View) -> bool {
        let next = self.items.end;
        matches!(self.head, Head::Pronoun(token) if view.document.lexemes[token].gender == Gender::Neuter)
            && (view.is(next, Class::Be) || view.is_possessive(next))
    }
}

/// What decides who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A name, by index.
    Name(usize),
    /// A pronoun, by token.
    Pronoun(usize),
    /// A description, by the token of its noun.
    Description(usize),
    /// More than one person or body.
    Several,
    /// Nobody whom the sentence shows, or shows clearly enough.
    Nobody,
}

/// How surely a phrase was recognised as the subject of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grip {
    /// Found further away, by the shape of the sentence.
    Loose,
    /// Beside the verb, but what stands before it is unclear.
    Fair,
    /// Beside the verb, at the start of its clause.
    Firm,
}

/// Looks for sources in one statement.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The statement.
    pub view: View<'a>,
    /// The names of the article, in order.
    pub names: &'a Names,
}

/// Longest description in words.
const LONGEST: usize = 9;

impl<'a> Sources<'a> {
    /// The name that the token `token` belongs to.
    pub fn name_at(self, token: usize) -> Option<usize> {
        self.names.at(token)
    }

    /// The name whose title or description begins with the token `token`.
    pub(super) fn name_from(self, token: usize) -> Option<usize> {
        let index = self.names.partition_point(|name| name.full.end <= token);
        self.names[index..].iter().take(4).position(|name| name.full.start == token).map(|step| index + step)
    }

    /// The token of the noun of a description where adjectives follow it: the first that can speak.
    fn noun_of(self, items: Range<usize>) -> Option<usize> {
        let view = self.view;
        if !view.document.language.quotations.noun_first {
            return None;
        }
        items.into_iter().find(|&at| is_person_noun(view.lexeme(at))).and_then(|at| view.token(at))
    }

    /// Whether the word at `at` can be the noun of a description.
    fn can_be_noun(self, at: usize) -> bool {
        let lexeme = self.view.lexeme(at);
        if is_person_noun(lexeme) {
            return true;
        }
        // "the note"
        let articled = at > 0 && self.view.is(at - 1, Class::Article);
        !lexeme.is_function()
            && !lexeme.is(Class::Calendar)
            && lexeme.cue.is_none_or(|cue| lexeme.is(Class::CueNoun) || articled && cue.forms.base)
    }

    /// Whether the word at `at` looks like a participle that says more of the noun before it.
    fn is_participle(self, at: usize) -> bool {
        let rules = &self.view.document.language.quotations;
        let word = self.view.word(at);
        let past = rules.could_be_verb(word) && !self.view.lexeme(at).is_known();
        !self.view.is_capitalised(at) && (past || rules.could_be_gerund(word))
    }

    /// Whether a clause can begin at the item `at`.
    pub fn opens_clause(self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let view = self.view;
        let lexeme = view.lexeme(before);
        view.is_quote(before)
            || view.is_any_mark(before)
            || lexeme.is_any(&[
                Class::Conjunction,
                Class::Subordinator,
                Class::Complementiser,
                Class::Calendar,
            ])
            // "a house on the field", where "on" is no adverb
            || lexeme.is(Class::Adverb) && !lexeme.is(Class::Preposition)
    }
}

/// Whether the word can stand for a person, a body or a document that speaks.
pub fn is_person_noun(lexeme: Lexeme) -> bool {
    lexeme.is_any(&[Class::Role, Class::Group, Class::Body, Class::Document, Class::Title])
}
