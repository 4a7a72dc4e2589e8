//! Quoted words that no cue reports, in a statement about their speaker.

use super::Reader;
use crate::enrich::contents::Content;
use crate::enrich::coreference::Referent;
use crate::enrich::cues::Frame;
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Head, Source, Sources};
use crate::enrich::statements::View;
use crate::enrich::{Quotation, QuotationKind, confidence};
use crate::language::lexicon::{Class, CueClass, Gender};
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
        let quotes = view.items.iter().enumerate().filter(|(_, item)| item.quoted).map(|(at, _)| at);
        let quotes: Vec<usize> = quotes
            .filter(|&at| !covered(at) && words(at) >= LEAST_WORDS)
            .filter(|&at| !self.is_title(view, at))
            // "a website called “keep the quay”": its name
            .filter(|&at| !(at > 0 && view.is(at - 1, Class::Named)))
            .collect();
        let &first = quotes.first()?;
        let sources = Sources { view, names: self.names };
        let announced = first > 0 && view.is_mark(first - 1, ":") && view.is_complete(first);
        if announced
            && let Some(source) =
                self.named_before(sources, first - 1).or_else(|| self.worded_by(sources, first - 1))
        {
            let referent = match source.head {
                Head::Name(name) => {
                    self.people.of_name[name].map_or(Referent::Open, |entity| Referent::Entity(entity, 1.0))
                }
                Head::Pronoun(token) => {
                    self.discourse.advance(token);
                    self.discourse.pronoun(token)
                }
                Head::Description(token) => self.described(view.tokens(source.items.clone()), token),
                Head::Several | Head::Nobody => Referent::Open,
            };
            return Some(self.quoted_from(view, &quotes, Some(source), referent));
        }
        let found = self.of_main_subject(view, frames, &quotes, announced);
        if found.is_none() && announced {
            // "One pilot put it more simply: “…”": somebody said it.
            let source = sources.main_subject(first)?;
            // "I gave my answer: “…”"
            let mine = (0..first).any(|at| view.is(at, Class::FirstPerson));
            return (!mine).then(|| self.quoted_from(view, &quotes, Some(source), Referent::Open));
        }
        found
    }

    /// The person whose name stands right before the colon `colon`: "the plan surprised the pilot Olga Example: “…”".
    fn named_before(&self, sources: Sources, colon: usize) -> Option<Source> {
        let view = sources.view;
        let last = view.token(colon.checked_sub(1)?)?;
        let name = sources.name_at(last)?;
        let found = &sources.names[name];
        let start = view.item_of(found.full.start)?;
        let before = start.checked_sub(1);
        // "… - Olga Example:", "More from Olga Example:", but not "said of Olga Example:"
        let hangs = before.is_some_and(|at| view.is(at, Class::Preposition) && !view.is(at, Class::Author));
        let labelled = before.is_none_or(|at| view.is_dash(at) || view.is(at, Class::Author));
        let speaks = found.kind == NameKind::Person || labelled && found.kind != NameKind::Place;
        let ends = found.tokens.end == last + 1 && !found.possessive;
        (ends && speaks && !hangs).then_some(Source { items: start..colon, head: Head::Name(name) })
    }

    /// Whose the words behind the colon `colon` are that a noun with its owner names: "Her advice: “…”", "Olga Example’s
    /// reply came at noon: “…”".
    fn worded_by(&self, sources: Sources, colon: usize) -> Option<Source> {
        const LONGEST: usize = 6;
        let view = sources.view;
        let token = view.token(0)?;
        let pronoun = view.is(0, Class::Possessive) && view.lexeme(0).gender != Gender::Unknown;
        let (source, owned) = if pronoun {
            (Source { items: 0..1, head: Head::Pronoun(token) }, 1)
        } else {
            let owner = (1..colon.min(LONGEST)).find(|&at| view.is_possessive(at))?;
            (sources.owner_ending_at(owner).filter(|source| source.items.start == 0)?, owner + 1)
        };
        let verbless = colon <= LONGEST
            && (owned..colon).all(|at| {
                let lexeme = view.lexeme(at);
                view.is_word(at)
                    && !lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
                    && lexeme.cue.is_none_or(|cue| !cue.forms.past && !cue.forms.third)
            });
        let worded = (owned..owned + 2).any(|at| view.is(at, Class::ReportNoun));
        (verbless || worded).then_some(source)
    }

    /// The quotations `quotes` as the words of `referent`.
    fn quoted_from(
        &mut self,
        view: View<'_>,
        quotes: &[usize],
        source: Option<Source>,
        referent: Referent,
    ) -> usize {
        let (speaker, sure) = self.cast.speaker(referent);
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: quotes.iter().map(|&at| view.span(at..at + 1)).collect(),
            cue: None,
            source: source.map(|source| view.span(source.items)),
            speaker,
            confidence: if speaker.is_some() { confidence::SUBJECT * sure } else { 0.0 },
            rule: "subject-quotation".to_owned(),
        });
        self.quotations.len() - 1
    }

    /// The quotations `quotes` as the words of whom the statement is about.
    fn of_main_subject(
        &mut self,
        view: View<'_>,
        frames: &[Frame],
        quotes: &[usize],
        announced: bool,
    ) -> Option<usize> {
        let &first = quotes.first()?;
        let source = Sources { view, names: self.names }.main_subject(first)?;
        if source.items.end == first && !announced {
            return self.said_of(view, quotes);
        }
        // Another verb of speech or another clause in between may have another subject.
        let plain = (source.items.end..first).all(|at| {
            let lexeme = view.lexeme(at);
            let passive = lexeme.cue.is_some_and(|cue| cue.forms.participle)
                && (view.is(at - 1, Class::Be)
                    || view.is(at - 1, Class::Adverb) && view.is(at.saturating_sub(2), Class::Be));
            // "read out his answer: “…”": not the reader’s.
            let reads = lexeme.cue.is_some_and(|cue| cue.class == CueClass::Text)
                && (at + 1..at + 4).any(|at| view.is(at, Class::ReportNoun));
            !passive && !reads && (!lexeme.is(Class::Relative) || lexeme.is(Class::Article))
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
                if !person && !announced {
                    return None;
                }
                Referent::Entity(entity, 1.0)
            }
            Head::Pronoun(token) => {
                self.discourse.advance(token);
                self.discourse.pronoun(token)
            }
            Head::Description(token) if announced => self.described(view.tokens(source.items.clone()), token),
            _ => return None,
        };
        self.cast.speaker(referent).0?;
        Some(self.quoted_from(view, quotes, Some(source), referent))
    }

    /// The quotations `quotes` that go on with the clause of their subject, as the words of whoever spoke before: "“…,” said
    /// Jane Roe. Karim Ouali “did what he could. He was kind.”"
    fn said_of(&mut self, view: View<'_>, quotes: &[usize]) -> Option<usize> {
        let block = self.document.block_of(view.items[0].tokens.start);
        let last = self.last.filter(|last| last.block == block)?;
        let before = &self.quotations[last.quotation];
        let (source, speaker, sure) = (before.source, before.speaker, before.confidence);
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: quotes.iter().map(|&at| view.span(at..at + 1)).collect(),
            cue: None,
            source,
            speaker,
            confidence: sure * confidence::SAME_PARAGRAPH,
            rule: "continuation".to_owned(),
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
