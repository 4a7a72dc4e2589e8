//! Quotations that stand alone: they go on with the one before, were announced by the paragraph before, wait for
//! the one after, or are signed.

use super::{Announced, Last, Reader};
use crate::enrich::coreference::Referent;
use crate::enrich::cues::Frame;
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Head, Sources};
use crate::enrich::statements::View;
use crate::enrich::{Quotation, QuotationKind, confidence};
use crate::language::lexicon::Class;
use crate::text::{BlockKind, Span, is_dash};

/// Paragraphs back in which somebody has spoken to whom a question may be put.
const EXCHANGE: usize = 2;

/// Words that a question has at most which only asks whoever spoke before to go on.
const SHORT: usize = 4;

impl Reader<'_> {
    /// Remembers that `frame` leads to what the next paragraph quotes.
    pub(super) fn announce(&mut self, view: View<'_>, block: usize, frame: &Frame, referent: Referent) {
        let cue = Some(self.document.tokens[frame.cue].span);
        self.announce_source(view.span(frame.source.items.clone()), cue, block, referent);
    }

    /// The same where no cue does ("Olga Example had a message for the members:"), but somebody is the subject.
    pub(super) fn announce_subject(&mut self, view: View<'_>, block: usize) {
        let sources = Sources { view, names: self.names };
        let Some(source) = sources.main_subject(view.len() - 1) else { return };
        let referent = match source.head {
            Head::Name(name) => match self.people.of_name[name] {
                Some(entity) if self.is_person(Referent::Entity(entity, 1.0)) => {
                    Referent::Entity(entity, confidence::SUBJECT)
                }
                _ => return,
            },
            _ => return,
        };
        self.announce_source(view.span(source.items), None, block, referent);
    }

    fn announce_source(&mut self, source: Span, cue: Option<Span>, block: usize, referent: Referent) {
        let (speaker, sure) = self.cast.speaker(referent);
        let confidence = if speaker.is_some() { confidence::ANNOUNCED * sure } else { 0.0 };
        self.announced = Some(Announced { block, cue, source, speaker, confidence });
    }

    /// A statement that is nothing but quotations.
    pub(super) fn bare(&mut self, view: View<'_>, block: usize) {
        const LEAST_WORDS: usize = 4;
        let quotes: Vec<usize> = (0..view.len()).filter(|&at| view.is_quote(at)).collect();
        let span = view.span(quotes[0]..quotes[quotes.len() - 1] + 1);
        let first_of_block = self.document.blocks[block].tokens.start == view.items[0].tokens.start;
        if first_of_block && self.take_announced(span, block) {
            return;
        }
        let last = self.last.filter(|last| {
            last.block == block && !first_of_block || last.block + 1 == block && first_of_block
        });
        if let Some(last) = last
            && last.adjacent
            && self.goes_on(last, block)
        {
            self.quotations[last.quotation].spans.push(span);
            self.last = Some(Last { block, ..last });
            return;
        }
        if first_of_block && let Some(other) = last.and_then(|last| self.in_turn(last, span)) {
            self.answer(other, span, block);
            return;
        }
        let complete = view.is_complete(quotes[quotes.len() - 1]);
        let long = span.of(&self.document.prose.text).split_whitespace().count() >= LEAST_WORDS;
        if (long || complete) && last.is_none_or(|last| !last.adjacent) && self.acted(span, block) {
            return;
        }
        if !long {
            return;
        }
        let previous = last.and_then(|last| {
            let same_block = last.block == block;
            let settled = same_block
                || last.adjacent
                    && !last.contested
                    && !self.asks(last)
                    && !self.is_signed(last)
                    && !self.is_cut_short(span);
            let share = if same_block { confidence::SAME_PARAGRAPH } else { confidence::NEXT_PARAGRAPH };
            let previous = &self.quotations[last.quotation];
            previous
                .source
                .filter(|_| settled)
                .map(|source| (source, previous.speaker, previous.confidence * share))
        });
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: vec![span],
            cue: None,
            source: previous.map(|(source, ..)| source),
            speaker: previous.and_then(|(_, speaker, _)| speaker),
            confidence: previous.map_or(0.0, |(.., confidence)| confidence),
            rule: if previous.is_some() { "continuation" } else { "unattributed" }.to_owned(),
        });
        self.last =
            Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true, contested: false });
    }

    /// The quotation before `last` whose speaker takes turns with that of `last`, and whose turn `span` is in a paragraph of
    /// its own: the next question after an answer, or the answer to a short question.
    fn in_turn(&self, last: Last, span: Span) -> Option<usize> {
        let other = last.quotation.checked_sub(1)?;
        let (before, quotation) = (&self.quotations[other], &self.quotations[last.quotation]);
        let block = |quotation: &Quotation| {
            quotation.spans.last().map(|span| self.document.block_of(self.document.tokens_in(*span).start))
        };
        let apart = before.speaker.is_some() && before.speaker != quotation.speaker;
        let beside = block(before)? + 1 == block(quotation)?;
        let direct =
            [before, quotation].iter().all(|one| one.kind == QuotationKind::Direct && one.cue.is_some());
        if !last.adjacent || last.contested || !(apart && beside && direct) {
            return None;
        }
        // Whoever answers a question is not who asked it, even where nobody knows who that is.
        let goes_on_asking = self.is_question(before) && self.ends_with(span, '?');
        let asked_back =
            quotation.speaker.is_some() && self.is_question(quotation) && self.words(quotation) <= SHORT;
        (goes_on_asking || asked_back).then_some(other)
    }

    /// Gives `span` to the speaker of the quotation `other`.
    fn answer(&mut self, other: usize, span: Span, block: usize) {
        let before = &self.quotations[other];
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: vec![span],
            cue: None,
            source: before.source,
            speaker: before.speaker,
            confidence: before.confidence * confidence::NEXT_PARAGRAPH,
            rule: "continuation".to_owned(),
        });
        self.last =
            Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true, contested: true });
    }

    /// Whether the words of `span` break off with a dash: somebody else takes the word.
    fn is_cut_short(&self, span: Span) -> bool {
        ['–', '—'].iter().any(|dash| self.ends_with(span, *dash))
    }

    fn is_question(&self, quotation: &Quotation) -> bool {
        quotation.spans.last().is_some_and(|span| self.ends_with(*span, '?'))
    }

    fn ends_with(&self, span: Span, mark: char) -> bool {
        let marks = &self.document.language.quotations.marks;
        let words = span.of(&self.document.prose.text);
        words.trim_end_matches(|c: char| marks.contains(c.encode_utf8(&mut [0; 4]))).ends_with(mark)
    }

    fn words(&self, quotation: &Quotation) -> usize {
        let count = |span: &Span| span.of(&self.document.prose.text).split_whitespace().count();
        quotation.spans.iter().map(count).sum()
    }

    /// Whether `last` is a question put to whoever spoke before it: the next paragraph is the answer. Without an exchange
    /// a question may be anybody's own.
    fn asks(&self, last: Last) -> bool {
        let (before, quotation) = (&self.quotations[..last.quotation], &self.quotations[last.quotation]);
        let exchange = before.last().is_some_and(|before| {
            let near = before.spans.last().is_some_and(|span| {
                let token = self.document.tokens_in(*span).start;
                self.document.block_of(token) + EXCHANGE >= last.block
            });
            near && before.speaker.is_some() && before.speaker != quotation.speaker
        });
        quotation.cue.is_some() && self.is_question(quotation) && exchange
    }

    /// "“…” — Olga Example": a list of voices, each with a name behind its words.
    fn is_signed(&self, last: Last) -> bool {
        let cue = self.quotations[last.quotation].cue;
        cue.is_some_and(|cue| is_dash(cue.of(&self.document.prose.text)))
    }

    /// Gives `span` to whom the statement before is about: "Olga Example shook her head. “…”"
    fn acted(&mut self, span: Span, block: usize) -> bool {
        let Some(view) = self.before else { return false };
        let Some((source, speaker, sure)) = self.actor(view).or_else(|| self.last_source(view)) else {
            return false;
        };
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: vec![span],
            cue: None,
            source: Some(source),
            speaker: Some(speaker),
            confidence: confidence::ACT * sure,
            rule: "act-quotation".to_owned(),
        });
        self.last =
            Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true, contested: false });
        true
    }

    /// The person that the statement `view` is about: in which words, who, and how sure that is.
    fn actor(&mut self, view: View<'_>) -> Option<(Span, usize, f32)> {
        let source = Sources { view, names: self.names }.main_subject(view.len())?;
        let told = (source.items.end + 1..view.len()).any(|at| {
            let cue = view.lexeme(at).cue;
            view.is(at - 1, Class::Be) && cue.is_some_and(|cue| cue.forms.participle && cue.takes.addressee)
        });
        if told {
            // "Olga Example was informed. “…”": somebody else spoke.
            return None;
        }
        let referent = match source.head {
            Head::Name(name) => Referent::Entity(self.people.of_name[name]?, 1.0),
            Head::Pronoun(token) => {
                self.discourse.advance(token);
                self.discourse.pronoun(token)
            }
            Head::Description(token) => self.described(view.tokens(source.items.clone()), token),
            Head::Several | Head::Nobody => Referent::Open,
        };
        let (speaker, sure) = self.cast.speaker(referent);
        // Whom "he" means is somebody, whatever the name shows.
        let pronoun = matches!(source.head, Head::Pronoun(_));
        let somebody = matches!(referent, Referent::Entity(entity, _)
            if pronoun && self.people.entities[entity].kind == NameKind::Unclear);
        (somebody || self.is_person(referent)).then_some((view.span(source.items), speaker?, sure))
    }

    /// The same for whom the last report of the statement `view` is of.
    fn last_source(&self, view: View<'_>) -> Option<(Span, usize, f32)> {
        let last = self.quotations.last()?;
        let source = last.source.filter(|source| view.span(0..view.len()).contains(*source))?;
        Some((source, last.speaker?, last.confidence))
    }

    /// Gives `span` to whom the paragraph before announced, if it did.
    pub(super) fn take_announced(&mut self, span: Span, block: usize) -> bool {
        let Some(announced) = self.announced.take().filter(|it| it.block + 1 == block) else { return false };
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: vec![span],
            cue: announced.cue,
            source: Some(announced.source),
            speaker: announced.speaker,
            confidence: announced.confidence,
            rule: "announced-quotation".to_owned(),
        });
        self.last =
            Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true, contested: false });
        true
    }

    /// Whether a quotation after `last` is its next piece: "“A,” she said. “B.”", or a paragraph after one that was
    /// left open.
    fn goes_on(&self, last: Last, block: usize) -> bool {
        let quotation = &self.quotations[last.quotation];
        if last.block == block {
            return quotation.kind != QuotationKind::Indirect;
        }
        let end = quotation.spans.last().map_or(0, |span| span.end);
        self.is_open(last.block) && self.document.prose.blocks[last.block].span.end == end
    }

    /// Whether the last quotation of `block` was left open.
    pub(super) fn is_open(&self, block: usize) -> bool {
        self.document.quoted[self.document.blocks[block].quoted.clone()]
            .iter()
            .rfind(|region| region.depth == 0)
            .is_some_and(|region| !region.closed)
    }

    /// A paragraph of a block quotation without a signature, in which nobody is quoted: whoever was announced.
    pub(super) fn unsigned(&mut self, block: usize) {
        let span = self.document.prose.blocks[block].span;
        let continues = block
            .checked_sub(1)
            .is_some_and(|before| self.document.prose.blocks[before].kind == BlockKind::BlockQuote);
        if continues && let Some(last) = self.last.filter(|last| last.block + 1 == block && last.adjacent) {
            self.quotations[last.quotation].spans.push(span);
            self.last = Some(Last { block, ..last });
            return;
        }
        if self.take_announced(span, block) {
            return;
        }
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: vec![span],
            cue: None,
            source: None,
            speaker: None,
            confidence: 0.0,
            rule: "unattributed".to_owned(),
        });
        self.last =
            Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true, contested: false });
    }

    /// A block quotation with a signature.
    pub(super) fn signed(&mut self, block: usize) {
        if self.document.prose.blocks[block].kind == BlockKind::Signature {
            return;
        }
        let Some(signature) = self.document.prose.blocks[block].signature else { return };
        let speaker = self.cast.signature(signature);
        let span = self.document.prose.blocks[block].span;
        let continues = block
            .checked_sub(1)
            .is_some_and(|before| self.document.prose.blocks[before].signature == Some(signature));
        if continues
            && let Some(last) = self.quotations.last_mut()
            && last.source == Some(signature)
        {
            last.spans.push(span);
            return;
        }
        self.quotations.push(Quotation {
            kind: QuotationKind::Direct,
            spans: vec![span],
            cue: None,
            source: Some(signature),
            speaker,
            confidence: if speaker.is_some() { confidence::SIGNATURE } else { 0.0 },
            rule: "signature".to_owned(),
        });
        self.last = None;
    }
}
