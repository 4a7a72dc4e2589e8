//! Who said what.
//!
//! Comes in: a cut-up article and what its author has said of it. Goes out: speakers and quotations.
//!
//! The passes, in order: names (`names`) are merged to people (`people`); each statement
//! (`statements`) is searched for cues with their sources (`cues`) and for what each
//! reports (`contents`); sources are resolved (`coreference`); quotations without a cue
//! are continued from the one before; the author's overrides come last and win.

use std::ops::Range;

use super::contents::{self, Content, Order};
use super::coreference::{Discourse, Referent};
use super::cues::{self, Frame, SourcePlace};
use super::descriptions::{self, Subject};
use super::document::Document;
use super::names::{self, Name, NameKind};
use super::people::{self, People};
use super::sources::{Head, Sources};
use super::speakers::Cast;
use super::statements::{self, Statement, View};
use super::{Context, Quotation, QuotationKind, Speaker, confidence, overrides};
use crate::language::lexicon::{Class, CueClass};
use crate::text::{BlockKind, Span, TokenKind};

/// The speakers and quotations of an article.
pub fn find(document: &Document, context: &Context) -> (Vec<Speaker>, Vec<Quotation>) {
    let names = names::find(document);
    let people = people::merge(document, &names, &context.known_speakers);
    let mut reader = Reader {
        document,
        names: &names,
        people: &people,
        discourse: Discourse::new(document, &names, &people),
        cast: Cast::new(document, &names, &people, &context.known_speakers),
        quotations: Vec::new(),
        last: None,
        announced: None,
    };
    let statements = statements::split(document);
    let mut next = 0;
    for block in 0..document.blocks.len() {
        if document.prose.blocks[block].signature.is_some() {
            reader.signed(block);
            continue;
        }
        let end = statements[next..].iter().take_while(|statement| statement.block == block).count() + next;
        reader.block(&statements[next..end]);
        next = end;
    }
    let Reader { mut quotations, mut cast, .. } = reader;
    overrides::apply(document, context, &mut quotations, &mut cast);
    quotations.sort_by_key(|quotation| (quotation.spans[0].start, std::cmp::Reverse(quotation.spans[0].end)));
    cast.finish(quotations)
}

struct Reader<'a> {
    document: &'a Document<'a>,
    names: &'a [Name],
    people: &'a People,
    discourse: Discourse<'a>,
    cast: Cast<'a>,
    quotations: Vec<Quotation>,
    /// The quotation that a bare one would continue.
    last: Option<Last>,
    /// Who was announced with a colon at the end of the paragraph before: "He said:"
    announced: Option<Announced>,
}

/// Somebody whose words a paragraph ending with a colon leads to.
#[derive(Clone, Debug)]
struct Announced {
    block: usize,
    cue: Span,
    source: Span,
    speaker: Option<usize>,
    confidence: f32,
}

/// A quotation that the next may continue.
#[derive(Clone, Copy)]
struct Last {
    quotation: usize,
    block: usize,
    /// Whether nothing of the narrator but its attribution came after it.
    adjacent: bool,
}

impl<'a> Reader<'a> {
    fn block(&mut self, statements: &[Statement]) {
        let mut rest = statements;
        while let Some((statement, after)) = rest.split_first() {
            rest = after;
            if let Some((next, after)) = rest.split_first()
                && self.attributes(statement, next)
            {
                // "“Why?” Olga Example asked."
                rest = after;
                let items = [statement.items.as_slice(), next.items.as_slice()].concat();
                self.statement(View { document: self.document, items: &items }, statement.block);
                continue;
            }
            let view = View { document: self.document, items: &statement.items };
            self.statement(view, statement.block);
        }
        if let Some(last) = statements.last() {
            self.discourse.advance(last.items[last.items.len() - 1].tokens.end);
        }
    }

    /// Whether `next` does nothing but say who said `statement`, which ends with a quotation that asks or exclaims.
    fn attributes(&self, statement: &Statement, next: &Statement) -> bool {
        const LONGEST: usize = 30;
        let view = View { document: self.document, items: &statement.items };
        let exclaims = statement.items.last().is_some_and(|item| {
            item.quoted && self.document.word(item.tokens.end.saturating_sub(2)).starts_with(['?', '!'])
        });
        if !exclaims || next.items.len() > LONGEST || !only_quotations(view) {
            return false;
        }
        let view = View { document: self.document, items: &next.items };
        let frames = cues::frames(Sources { view, names: self.names });
        frames.first().is_some_and(|frame| frame.items.start == 0 && frame.takes.quote)
            && contents::contents(view, &frames).iter().all(|content| content.frame != 0)
    }

    fn statement(&mut self, view: View<'_>, block: usize) {
        if only_quotations(view) {
            self.bare(view, block);
            return;
        }
        let sources = Sources { view, names: self.names };
        let frames = cues::frames(sources);
        let contents = contents::contents(view, &frames);
        let mut reported = None;
        for content in &contents {
            let frame = &frames[content.frame];
            let Some(quotation) = self.attribute(view, frame, content) else { continue };
            let quoted = content.items.iter().any(|items| items.clone().any(|at| view.is_quote(at)));
            let speech = frame.class == CueClass::Speech && content.order.is_clause();
            if quoted || speech && reported.is_none() {
                reported = Some(quotation);
            }
        }
        if let Some(quotation) = self.of_subject(view, &frames, &contents) {
            reported = Some(quotation);
        }
        if frames.is_empty() {
            self.tell_of(sources);
        }
        let leads_on = view.is_mark(view.len() - 1, ":");
        for frame in frames
            .iter()
            .filter(|frame| contents.iter().all(|content| frames[content.frame].cue != frame.cue))
        {
            // A cue without content still tells who acts.
            let referent = self.resolve(view, frame);
            if leads_on && frame.takes.quote {
                self.announce(view, block, frame, referent);
            }
        }
        self.last = match reported {
            Some(quotation) => Some(Last { quotation, block, adjacent: true }),
            None => self.last.map(|last| Last { adjacent: false, ..last }),
        };
    }

    /// Words in quotation marks in a statement about somebody that no cue reports: "Roe went after the plan as
    /// “a gift to the few”". They are the subject's, if long enough to be more than a name or a scare quote.
    fn of_subject(&mut self, view: View<'_>, frames: &[Frame], contents: &[Content]) -> Option<usize> {
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

    /// Remembers that `frame` leads to what the next paragraph quotes.
    fn announce(&mut self, view: View<'_>, block: usize, frame: &Frame, referent: Referent) {
        let (speaker, sure) = self.cast.speaker(referent);
        self.announced = Some(Announced {
            block,
            cue: self.document.tokens[frame.cue].span,
            source: view.span(frame.source.items.clone()),
            speaker,
            confidence: if speaker.is_some() { confidence::ANNOUNCED * sure } else { 0.0 },
        });
    }

    /// Who the source of `frame` means.
    fn resolve(&mut self, view: View<'_>, frame: &Frame) -> Referent {
        let start = view.items[frame.source.items.start].tokens.start;
        let end = view.items[frame.source.items.end - 1].tokens.end;
        let referent = match frame.source.head {
            Head::Name(name) => match self.people.of_name[name] {
                Some(entity) => {
                    Referent::Entity(entity, if self.names[name].tokens.len() > 1 { 1.0 } else { 0.995 })
                }
                None => Referent::Open,
            },
            Head::Pronoun(token) => {
                self.discourse.advance(token);
                self.discourse.pronoun(token)
            }
            Head::Description(token) => self.described(start..end, token),
            Head::Several => Referent::Open,
        };
        self.discourse.advance(end);
        self.discourse.spoke(start, frame.source.head, referent);
        referent
    }

    /// Who the description in `tokens` with the noun `noun` means.
    fn described(&mut self, tokens: Range<usize>, noun: usize) -> Referent {
        let owner = self.document.lexemes[tokens.start];
        if self.document.lexemes[noun].is(Class::Document)
            && owner.is(Class::Possessive)
            && noun == tokens.start + 1
        {
            // "Her letter says"
            self.discourse.advance(tokens.start);
            return self.discourse.pronoun(tokens.start);
        }
        self.cast.description(tokens, noun)
    }

    /// Remembers what a statement in which nobody speaks is about.
    fn tell_of(&mut self, sources: Sources) {
        let token = sources.view.items[0].tokens.start;
        let referent = match descriptions::subject(sources) {
            Subject::Same => None,
            Subject::Other => Some(Referent::Open),
            Subject::Group(tokens, noun) => Some(self.cast.description(tokens, noun)),
            Subject::Name(name) => {
                Some(self.people.of_name[name].map_or(Referent::Open, |entity| Referent::Entity(entity, 1.0)))
            }
        };
        self.discourse.told_of(token, referent);
    }

    /// The quotation that `content` makes; `None` when it is none.
    fn attribute(&mut self, view: View<'_>, frame: &Frame, content: &Content) -> Option<usize> {
        let quoted = content.items.iter().any(|items| items.clone().any(|at| view.is_quote(at)));
        let narrated = content.items.iter().any(|items| items.clone().any(|at| view.is_word(at)));
        let kind = match (quoted, narrated) {
            (true, false) => QuotationKind::Direct,
            (true, true) => QuotationKind::Mixed,
            (false, _) => QuotationKind::Indirect,
        };
        if kind == QuotationKind::Indirect && !reports(frame, content) {
            self.resolve(view, frame);
            return None;
        }
        let referent = self.resolve(view, frame);
        if frame.place == SourcePlace::Label && !self.is_person(referent) {
            return None;
        }
        let base = confidence::of_frame(frame, content.order);
        let (speaker, sure) = self.cast.speaker(referent);
        let mut confidence = if speaker.is_some() { base * sure } else { 0.0 };
        if kind == QuotationKind::Indirect {
            confidence *= confidence::INDIRECT;
        }
        let source = view.span(source_items(view, frame));
        if let Some(speaker) = speaker {
            self.cast.mention(speaker, source_mention(view, frame, self.names));
        }
        self.quotations.push(Quotation {
            kind,
            spans: content.items.iter().map(|items| view.span(items.clone())).collect(),
            cue: Some(self.document.tokens[frame.cue].span),
            source: Some(source),
            speaker,
            confidence,
            rule: confidence::rule(frame, content.order),
        });
        Some(self.quotations.len() - 1)
    }

    fn is_person(&self, referent: Referent) -> bool {
        matches!(referent, Referent::Entity(entity, _) if self.people.entities[entity].kind == NameKind::Person)
    }

    /// A statement that is nothing but quotations.
    fn bare(&mut self, view: View<'_>, block: usize) {
        let quotes: Vec<usize> = (0..view.len()).filter(|&at| view.is_quote(at)).collect();
        let span = view.span(quotes[0]..quotes[quotes.len() - 1] + 1);
        let long = span.of(&self.document.prose.text).split_whitespace().count() >= 4;
        let first_of_block = self.document.blocks[block].tokens.start == view.items[0].tokens.start;
        if let Some(announced) = self.announced.take().filter(|it| it.block + 1 == block && first_of_block) {
            self.quotations.push(Quotation {
                kind: QuotationKind::Direct,
                spans: vec![span],
                cue: Some(announced.cue),
                source: Some(announced.source),
                speaker: announced.speaker,
                confidence: announced.confidence,
                rule: "announced-quotation".to_owned(),
            });
            self.last = Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true });
            return;
        }
        let last = self.last.filter(|last| {
            last.block == block && !first_of_block || last.block + 1 == block && first_of_block
        });
        match last {
            Some(last) if last.block == block && last.adjacent && self.is_quoted(last.quotation) => {
                // “A,” she said. “B.”: one quotation in two pieces.
                self.quotations[last.quotation].spans.push(span);
            }
            Some(last) if long => {
                let open = self.is_open(block);
                let previous = &self.quotations[last.quotation];
                let settled = last.adjacent || last.block == block;
                if open && last.adjacent && last.block != block && self.ends_block(last.quotation) {
                    self.quotations[last.quotation].spans.push(span);
                    self.last = Some(Last { block, ..last });
                    return;
                }
                let share =
                    if last.block == block { confidence::SAME_PARAGRAPH } else { confidence::NEXT_PARAGRAPH };
                let speaker = previous.speaker.filter(|_| settled);
                let quotation = Quotation {
                    kind: QuotationKind::Direct,
                    spans: vec![span],
                    cue: None,
                    source: speaker.and(previous.source),
                    speaker,
                    confidence: if speaker.is_some() { previous.confidence * share } else { 0.0 },
                    rule: if speaker.is_some() { "continuation" } else { "unattributed" }.to_owned(),
                };
                self.quotations.push(quotation);
                self.last = Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true });
            }
            _ if long => {
                self.quotations.push(Quotation {
                    kind: QuotationKind::Direct,
                    spans: vec![span],
                    cue: None,
                    source: None,
                    speaker: None,
                    confidence: 0.0,
                    rule: "unattributed".to_owned(),
                });
                self.last = Some(Last { quotation: self.quotations.len() - 1, block, adjacent: true });
            }
            _ => {}
        }
    }

    /// Whether a quotation has words in quotation marks.
    fn is_quoted(&self, quotation: usize) -> bool {
        self.quotations[quotation].kind != QuotationKind::Indirect
    }

    /// Whether the last quotation of the block before `block` was left open.
    fn is_open(&self, block: usize) -> bool {
        block.checked_sub(1).is_some_and(|before| {
            self.document.quoted[self.document.blocks[before].quoted.clone()]
                .iter()
                .rfind(|region| region.depth == 0)
                .is_some_and(|region| !region.closed)
        })
    }

    /// Whether `quotation` reaches the end of its block.
    fn ends_block(&self, quotation: usize) -> bool {
        let end = self.quotations[quotation].spans.last().map_or(0, |span| span.end);
        self.document.prose.blocks.iter().any(|block| block.span.end == end)
    }

    /// A block quotation with a signature.
    fn signed(&mut self, block: usize) {
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

/// Whether nothing stands in a statement but quotations.
fn only_quotations(view: View) -> bool {
    (0..view.len()).all(|at| view.is_quote(at) || view.is_any_mark(at))
        && (0..view.len()).any(|at| view.is_quote(at))
}

/// Whether an indirect content is reported speech or thought, not only a verb with an object.
fn reports(frame: &Frame, content: &Content) -> bool {
    if frame.hypothetical {
        return false;
    }
    match content.order {
        Order::ClauseAfter | Order::ClauseBefore | Order::Interrupted => true,
        Order::ObjectAfter | Order::InfinitiveAfter => frame.class != CueClass::Beside,
        Order::QuoteBefore | Order::QuoteAfter => true,
    }
}

/// The words that the attribution rests on; with the relative pronoun that stands for them ("X, who said").
fn source_items(view: View, frame: &Frame) -> Range<usize> {
    let items = frame.source.items.clone();
    if frame.place != SourcePlace::Relative {
        return items;
    }
    let relative = (items.end..frame.items.end).find(|&at| view.is(at, Class::Relative));
    items.start..relative.map_or(items.end, |at| at + 1)
}

/// The words that name the source: the name or pronoun itself, not its appositions.
fn source_mention(view: View, frame: &Frame, names: &[Name]) -> Span {
    match frame.source.head {
        Head::Name(name) => view.document.span(names[name].tokens.clone()),
        Head::Pronoun(token) => view.document.tokens[token].span,
        Head::Description(_) | Head::Several => view.span(frame.source.items.clone()),
    }
}
