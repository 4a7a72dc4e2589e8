//! Documents whose author is known: "Olga Example wrote in a memo that …", and later "the memo said".

use std::ops::Range;

use super::Reader;
use crate::enrich::coreference::Referent;
use crate::enrich::cues::Frame;
use crate::enrich::sources::Head;
use crate::enrich::statements::View;
use crate::language::lexicon::Class;

/// What the writer of a document said elsewhere is told of it hardly less often.
const SURE: f32 = 0.95;

/// Further on, in blocks, "the statement" may be another.
const NEAR: usize = 3;

impl Reader<'_> {
    /// Remembers whose the documents are that the attribution `frame` of `referent` speaks of.
    pub(super) fn note_documents(&mut self, view: View<'_>, frame: &Frame, referent: Referent) {
        let referent = match referent {
            Referent::Entity(entity, sure) => Referent::Entity(entity, sure * SURE),
            Referent::Group(group, sure) => Referent::Group(group, sure * SURE),
            Referent::Open => return,
        };
        if let Head::Description(token) = frame.source.head
            && self.document.lexemes[token].is(Class::Document)
        {
            // "A report by the board says"
            let block = self.document.block_of(token);
            self.documents.insert(self.document.word(token).to_lowercase(), (block, referent));
            return;
        }
        let leading = 0..if view.is(0, Class::Preposition) { frame.source.items.start } else { 0 };
        let cue = view.item_of(frame.cue).unwrap_or(frame.items.end);
        for at in leading.chain(cue..frame.items.end) {
            if let Some(noun) = document_at(view, at) {
                let block = self.document.block_of(frame.cue);
                self.documents.insert(view.word(noun).to_lowercase(), (block, referent));
            }
        }
    }

    /// Who wrote "the memo".
    pub(super) fn writer(&self, tokens: Range<usize>, noun: usize) -> Option<Referent> {
        let first = self.document.lexemes[tokens.start];
        let definite = first.is_any(&[Class::Article, Class::Determiner]) && !first.is(Class::Indefinite);
        let next = self.document.lexemes.get(noun + 1)?;
        // "the report by", "the report published in"
        let specified = next.is_any(&[Class::Preposition, Class::Trailing])
            || self.document.language.quotations.could_be_verb(self.document.word(noun + 1))
                && !next.is_known();
        if !definite
            || noun != tokens.start + 1
            || specified
            || !self.document.lexemes[noun].is(Class::Document)
        {
            return None;
        }
        let (block, referent) = *self.documents.get(&self.document.word(noun).to_lowercase())?;
        (self.document.block_of(noun) <= block + NEAR).then_some(referent)
    }
}

/// The noun of "in a long memo", where the preposition stands at `at`.
fn document_at(view: View, at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let opens = view.is(at, Class::Preposition)
        && view.is_word(at)
        && view.lexeme(at + 1).is_any(&[Class::Indefinite, Class::Possessive]);
    if !opens {
        return None;
    }
    (at + 2..at + LONGEST)
        .take_while(|&at| {
            view.is_word(at) && (!view.lexeme(at).is_function() || view.is(at, Class::Document))
        })
        .find(|&at| view.is(at, Class::Document))
}
