//! Quoted words that no cue reports, in a statement about their speaker.

use super::Reader;
use crate::enrich::contents::Content;
use crate::enrich::coreference::Referent;
use crate::enrich::cues::Frame;
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Head, Sources};
use crate::enrich::statements::View;
use crate::enrich::{Quotation, QuotationKind, confidence};
use crate::language::lexicon::Class;
use crate::text::TokenKind;

impl Reader<'_> {
    /// Words in quotation marks in a statement about somebody that no cue reports: "Roe went after the plan as
    /// “a gift to the few”". They are the subject's, if long enough to be more than a name or a scare quote.
    pub(super) fn of_subject(
        &mut self,
        view: View<'_>,
        frames: &[Frame],
        contents: &[Content],
    ) -> Option<usize> {
        const LEAST_WORDS: usize = 4;
        let covered =
            |at: usize| contents.iter().any(|content| content.items.iter().any(|items| items.contains(&at)));
        let words = |at: usize| {
            let tokens = view.items[at].tokens.clone();
            self.document.tokens[tokens].iter().filter(|token| token.kind == TokenKind::Word).count()
        };
        let quotes: Vec<usize> = (0..view.len())
            .filter(|&at| view.is_quote(at) && !covered(at) && words(at) >= LEAST_WORDS)
            .filter(|&at| !self.is_title(view, at))
            .collect();
        let &first = quotes.first()?;
        let sources = Sources { view, names: self.names };
        let source = sources.main_subject(first)?;
        // Another verb of speech or another clause in between may have another subject.
        let plain = (source.items.end..first).all(|at| {
            let lexeme = view.lexeme(at);
            let passive = lexeme.cue.is_some_and(|cue| cue.forms.participle)
                && (view.is(at - 1, Class::Be)
                    || view.is(at - 1, Class::Adverb) && view.is(at.saturating_sub(2), Class::Be));
            !passive && (!lexeme.is(Class::Relative) || lexeme.is(Class::Article))
        });
        if !plain
            || frames.iter().any(|frame| frame.items.start < first && frame.items.start > source.items.end)
        {
            return None;
        }
        let referent = match source.head {
            Head::Name(name) => {
                let entity = self.people.of_name[name]?;
                let person = self.people.entities[entity].kind == NameKind::Person;
                if !person {
                    return None;
                }
                Referent::Entity(entity, 1.0)
            }
            Head::Pronoun(token) => {
                self.discourse.advance(token);
                self.discourse.pronoun(token)
            }
            _ => return None,
        };
        let (speaker, sure) = self.cast.speaker(referent);
        speaker?;
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: quotes.iter().map(|&at| view.span(at..at + 1)).collect(),
            cue: None,
            source: Some(view.span(source.items)),
            speaker,
            confidence: confidence::SUBJECT * sure,
            rule: "subject-quotation".to_owned(),
        });
        Some(self.quotations.len() - 1)
    }

    /// Whether the quotation at `at` is written like the title of a work.
    fn is_title(&self, view: View<'_>, at: usize) -> bool {
        let tokens = view.items[at].tokens.clone();
        let mut long = self.document.tokens[tokens]
            .iter()
            .filter(|token| token.kind == TokenKind::Word && token.span.len() > 3)
            .peekable();
        long.peek().is_some() && long.all(|token| token.is_capitalised())
    }
}
