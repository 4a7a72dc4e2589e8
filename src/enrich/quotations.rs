//! Who said what.
//!
//! Comes in: a cut-up article and what its author has said of it. Goes out: speakers and quotations.
//!
//! The passes, in order: names (`names`) are merged to people (`people`); each statement
//! (`statements`) is searched for cues with their sources (`cues`) and for what each
//! reports (`contents`); sources are resolved (`coreference`); quotations without a cue
//! are continued from the one before; the author's overrides come last and win.

mod bare;
mod documents;
mod subject;
mod turns;

use std::ops::Range;

use foldhash::HashMap;

use super::contents::{self, Content, Order};
use super::coreference::{Discourse, Narration, Referent};
use super::cues::{self, Frame, SourcePlace};
use super::descriptions::{self, Subject};
use super::document::Document;
use super::genders;
use super::names::{self, Name, NameKind, Names};
use super::people::{self, People};
use super::pronouns::{self, Pronoun};
use super::sources::{Head, Sources, is_person_noun};
use super::speakers::Cast;
use super::statements::{self, Item, Statement, View};
use super::{Context, Quotation, QuotationKind, Speaker, confidence, overrides};
use crate::language::lexicon::{Class, CueClass, Gender};
use crate::text::{BlockKind, Span};

/// The speakers and quotations of an article, and the pronouns that stand for one person.
pub fn find(document: &Document, context: &Context) -> (Vec<Speaker>, Vec<Quotation>, Vec<Pronoun>) {
    let names = names::find(document);
    let mut people = people::merge(document, &names, &context.known_speakers);
    let narration = Narration::new(document);
    genders::settle(document, &narration, &names, &mut people);
    let statements = statements::split(document);
    let mut reader = Reader {
        document,
        names: &names,
        people: &people,
        discourse: Discourse::new(document, &narration, &names, &people),
        cast: Cast::new(document, &names, &people, &context.known_speakers),
        quotations: Vec::new(),
        last: None,
        before: None,
        documents: HashMap::default(),
        announced: None,
    };
    let turns = reader.turns();
    let mut next = 0;
    for (block, turn) in turns.iter().enumerate() {
        let end = statements[next..].iter().take_while(|statement| statement.block == block).count() + next;
        let of_block = &statements[next..end];
        next = end;
        if document.prose.blocks[block].signature.is_some() {
            reader.signed(block);
        } else if let Some(turn) = turn {
            reader.turn(turn, block);
        } else {
            reader.block(of_block, block);
        }
    }
    let Reader { mut quotations, mut cast, .. } = reader;
    quotations.retain(|quotation| !quotation.spans.is_empty());
    overrides::apply(document, context, &mut quotations, &mut cast);
    quotations.sort_by_key(|quotation| (quotation.spans[0].start, std::cmp::Reverse(quotation.spans[0].end)));
    let (speakers, quotations) = cast.finish(quotations);
    (speakers, quotations, pronouns::settled(document, &narration, &names, &people))
}

/// Everybody whom the article names, by first mention.
pub fn named(document: &Document, context: &Context) -> Vec<Speaker> {
    let names = names::find(document);
    let people = people::merge(document, &names, &context.known_speakers);
    let mut cast = Cast::new(document, &names, &people, &context.known_speakers);
    let mut found: Vec<Speaker> = (0..people.entities.len())
        .filter_map(|entity| cast.entity(entity).map(|speaker| cast.get(speaker).clone()))
        .filter(|speaker| !speaker.mentions.is_empty())
        .collect();
    found.sort_by_key(|speaker| speaker.mentions.iter().min().copied());
    found
}

/// Reads an article statement by statement.
struct Reader<'a> {
    document: &'a Document<'a>,
    names: &'a Names,
    people: &'a People,
    discourse: Discourse<'a>,
    cast: Cast<'a>,
    quotations: Vec<Quotation>,
    /// The quotation that a bare one would continue.
    last: Option<Last>,
    /// The statement before, if it is of the same paragraph.
    before: Option<View<'a>>,
    /// Who wrote the document last spoken of, and in which block, by its noun in small letters: "memo", "statement".
    documents: HashMap<String, (usize, Referent)>,
    /// Who was announced with a colon at the end of the paragraph before: "He said:"
    announced: Option<Announced>,
}

/// Somebody whose words a paragraph ending with a colon leads to.
#[derive(Clone, Debug)]
struct Announced {
    block: usize,
    cue: Option<Span>,
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
    /// Whether its paragraph quotes somebody else as well.
    contested: bool,
}

impl<'a> Reader<'a> {
    fn block(&mut self, statements: &'a [Statement], block: usize) {
        let found = self.quotations.len();
        let mut rest = statements;
        self.before = None;
        while let Some((statement, after)) = rest.split_first() {
            rest = after;
            if let Some((next, after)) = rest.split_first()
                && let Some(items) = self.attributed(statement, next)
            {
                // "“Why?” Olga Example asked."
                rest = after;
                self.statement(View { document: self.document, items: &items }, statement.block);
                self.before = None;
                continue;
            }
            let view = View { document: self.document, items: &statement.items };
            self.statement(view, statement.block);
            self.before = Some(view);
        }
        let quoted = self.document.prose.blocks[block].kind == BlockKind::BlockQuote;
        if quoted && self.quotations.len() == found && !statements.is_empty() {
            self.unsigned(block);
        }
        if let Some(last) = statements.last() {
            self.discourse.advance(last.items[last.items.len() - 1].tokens.end);
        }
    }

    /// The items of both, where `next` does nothing but say who said `statement`, a quotation that asks or exclaims.
    fn attributed(&self, statement: &Statement, next: &Statement) -> Option<Vec<Item>> {
        const LONGEST: usize = 60;
        let view = View { document: self.document, items: &statement.items };
        let last = view.last_inside(view.len() - 1);
        let exclaims = last.starts_with(['?', '!', '…']) || last.starts_with("..");
        let quoted = only_quotations(view);
        let view = View { document: self.document, items: &next.items };
        // "“Why?” Olga Example asked." and "“Because.” — Olga Example"
        let both = || [statement.items.as_slice(), next.items.as_slice()].concat();
        if exclaims && !quoted && statement.items.last().is_some_and(|last| last.quoted) {
            return self.asked_after(view, &both(), statement.items.len());
        }
        if !(exclaims || view.is_dash(0)) || next.items.len() > LONGEST || !quoted {
            return None;
        }
        let frames = cues::frames(Sources { view, names: self.names });
        if frames.first().is_some_and(|frame| frame.items.start == 0) {
            // "“Why?” she wrote when the lamps went out."
            let says_when = |content: &Content| {
                content.order == Order::ClauseAfter
                    && view.is(content.items[0].start, Class::Subordinator)
                    && !view.is(content.items[0].start, Class::Doubt)
            };
            let reports = contents::contents(view, &frames)
                .iter()
                .any(|content| content.frame == 0 && !says_when(content));
            return (frames[0].takes.quote && !reports).then(both);
        }
        // What is a cue only beside a quotation, or has its subject there.
        let items = both();
        let view = View { document: self.document, items: &items };
        let frames = cues::frames(Sources { view, names: self.names });
        let start = statement.items.len();
        frames.iter().any(|frame| frame.items.start == start && frame.takes.quote).then_some(items)
    }

    /// The items `both` where those from `start` on, which `next` has, do nothing but ask or call out the quotation before
    /// them: "The board was late, so “why not now?” asked Olga Example."
    fn asked_after(&self, next: View<'_>, both: &[Item], start: usize) -> Option<Vec<Item>> {
        const LONGEST: usize = 60;
        let cue = next.lexeme(0).cue.filter(|cue| cue.takes.quote && cue.forms.is_finite());
        if cue.is_none() || next.len() > LONGEST {
            return None;
        }
        let view = View { document: self.document, items: both };
        let frames = cues::frames(Sources { view, names: self.names });
        let asks = |frame: &Frame| frame.items.start == start && frame.place == SourcePlace::After;
        frames.iter().any(asks).then(|| both.to_vec())
    }

    fn statement(&mut self, view: View<'_>, block: usize) {
        let heading = matches!(self.document.prose.blocks[block].kind, BlockKind::Heading(_));
        if only_quotations(view) {
            if !heading {
                self.bare(view, block);
            }
            return;
        }
        let sources = Sources { view, names: self.names };
        let frames = cues::frames(sources);
        let contents = contents::contents(view, &frames);
        let mut reported: Option<usize> = None;
        let mut contested = false;
        let mut weak = false;
        for (index, content) in contents.iter().enumerate() {
            let frame = &frames[content.frame];
            if heading && frame.place != SourcePlace::Label {
                continue;
            }
            if let Some(quotation) = reported
                && contents::goes_on(view, &contents[..index], content)
            {
                // "“A,” said X, “b,” she added, “c.”"
                self.resolve(view, frame);
                let rest = content.items.iter().map(|items| view.span(items.clone()));
                let spans = &mut self.quotations[quotation].spans;
                let end = spans.last().map_or(0, |span| span.end);
                spans.extend(rest.filter(|span| span.start >= end));
                continue;
            }
            let Some(quotation) = self.attribute(view, frame, content) else { continue };
            self.complete(quotation, block);
            contested |= reported
                .is_some_and(|other| self.quotations[other].speaker != self.quotations[quotation].speaker);
            let quoted = content.items.iter().any(|items| items.clone().any(|at| view.is_quote(at)));
            let speech = frame.class == CueClass::Speech && content.order.is_clause();
            if quoted || speech && (reported.is_none() || weak) {
                reported = Some(quotation);
                // "In response to her claim that A, he said B.": the statement is his.
                weak = !quoted && frame.place == SourcePlace::Relative;
            }
        }
        if heading {
            return;
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
        if leads_on && self.announced.is_none() && contents.is_empty() {
            self.announce_subject(view, block);
        }
        self.last = match reported {
            Some(quotation) => {
                let other = self.last.filter(|last| last.block == block).is_some_and(|last| {
                    last.contested
                        || self.quotations[last.quotation].speaker != self.quotations[quotation].speaker
                });
                Some(Last { quotation, block, adjacent: true, contested: contested || other })
            }
            None => self.last.map(|last| Last { adjacent: false, ..last }),
        };
    }

    /// Joins `quotation` with the paragraph before, whose open quotation nobody has been given yet.
    fn complete(&mut self, quotation: usize, block: usize) {
        let Some(before) = self.last.filter(|last| last.block + 1 == block && last.adjacent) else { return };
        let begins_block =
            self.quotations[quotation].spans[0].start == self.document.prose.blocks[block].span.start;
        let waits = self.quotations[before.quotation].source.is_none()
            && self.quotations[before.quotation].kind == QuotationKind::Direct
            && before.quotation + 1 == quotation
            && self.is_open(before.block);
        if begins_block && waits && self.quotations[quotation].kind == QuotationKind::Direct {
            // What waited is left without words, and dropped in the end.
            let mut spans = std::mem::take(&mut self.quotations[before.quotation].spans);
            spans.append(&mut self.quotations[quotation].spans);
            self.quotations[quotation].spans = spans;
        }
    }

    /// Who the source of `frame` means.
    fn resolve(&mut self, view: View<'_>, frame: &Frame) -> Referent {
        if frame.source.head == Head::Nobody {
            return Referent::Open;
        }
        let start = view.items[frame.source.items.start].tokens.start;
        let mut end = view.items[frame.source.items.end - 1].tokens.end;
        if matches!(frame.source.head, Head::Description(token) if self.document.lexemes[token].is(Class::Group))
        {
            // "people familiar with the talks", not all people
            end = view.tokens(source_items(view, frame)).end;
        }
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
            Head::Several | Head::Nobody => Referent::Open,
        };
        self.note_documents(view, frame, referent);
        self.discourse.advance(end);
        let asked_by = frame.place == SourcePlace::Before && start > frame.cue;
        if asked_by {
            self.discourse.asked(start, referent);
        } else {
            self.discourse.spoke(start, frame.source.head, referent);
        }
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
        let told_of = self.discourse.body_before(tokens.start);
        match self.cast.description(tokens.clone(), noun) {
            Referent::Open => self.writer(tokens, noun).unwrap_or(Referent::Open),
            // "Example holds the papers. The company said …": not the only one that was called a company.
            Referent::Entity(entity, _)
                if self.document.lexemes[noun].is(Class::Body)
                    && told_of.is_some_and(|other| other != entity) =>
            {
                Referent::Open
            }
            settled => settled,
        }
    }

    /// Remembers what a statement in which nobody speaks is about.
    fn tell_of(&mut self, sources: Sources) {
        let token = sources.view.items[0].tokens.start;
        let referent = match descriptions::subject(sources) {
            Subject::Same => None,
            Subject::Other => Some(Referent::Open),
            Subject::Group(tokens, noun) => Some(self.cast.description(tokens, noun)),
            Subject::Person(tokens, noun) => {
                let start = tokens.start;
                let referent = self.cast.description(tokens, noun);
                self.discourse.described(start, noun, referent);
                Some(referent)
            }
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
        let (speaker, sure) = self.cast.speaker(referent);
        let share = confidence::of_frame(view, frame, content.order);
        let confidence = if speaker.is_some() { share * sure } else { 0.0 };
        let source = (frame.source.head != Head::Nobody).then(|| view.span(source_items(view, frame)));
        if let Some(speaker) = speaker {
            self.cast.mention(speaker, source_mention(view, frame, self.names));
        }
        // "It was a blow, …, saying that": whose words they are stands nowhere.
        let expletive = frame.place == SourcePlace::Shared && frame.source.is_expletive(view);
        let nobody = speaker.is_none() && (expletive || is_thing(view, frame));
        self.quotations.push(Quotation {
            kind,
            spans: content.items.iter().map(|items| view.span(items.clone())).collect(),
            cue: Some(self.document.tokens[frame.cue].span),
            source: source.filter(|_| !nobody),
            speaker,
            confidence,
            rule: confidence::rule(frame, content.order),
        });
        Some(self.quotations.len() - 1)
    }

    fn is_person(&self, referent: Referent) -> bool {
        matches!(referent, Referent::Entity(entity, _) if self.people.entities[entity].kind == NameKind::Person)
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

/// Whether the source of `frame` is a thing of which something is only told: "a hat that says", "its claim that".
fn is_thing(view: View, frame: &Frame) -> bool {
    match frame.source.head {
        Head::Description(token) => {
            let personal = (frame.source.items.end..frame.items.end).any(|at| view.is(at, Class::Personal));
            frame.place == SourcePlace::Relative && !personal && !is_person_noun(view.document.lexemes[token])
        }
        Head::Pronoun(token) => {
            let lexeme = view.document.lexemes[token];
            lexeme.is(Class::Possessive) && lexeme.gender == Gender::Neuter
        }
        Head::Name(_) | Head::Several | Head::Nobody => false,
    }
}

/// The words that the attribution rests on; with the relative pronoun that stands for them ("X, who said"), and with what
/// tells more of them behind their cue ("said one pilot in Ulm", "according to people familiar with the talks").
fn source_items(view: View, frame: &Frame) -> Range<usize> {
    let items = frame.source.items.clone();
    let unnamed = matches!(frame.source.head, Head::Description(_) | Head::Several);
    let behind = match frame.place {
        SourcePlace::AccordingTo => true,
        // "said the mayor in a letter": only who is new needs more words.
        SourcePlace::After => {
            view.lexeme(items.start).is_any(&[Class::Indefinite, Class::Numeral])
                && view.is(items.end, Class::Specifying)
        }
        _ => false,
    };
    if unnamed && behind {
        return items.start..described_until(view, items.end);
    }
    if frame.place != SourcePlace::Relative {
        return items;
    }
    let relative = (items.end..frame.items.end).find(|&at| view.is(at, Class::Relative));
    items.start..relative.map_or(items.end, |at| at + 1)
}

/// Where the words end that go on with the description up to `from`: before a mark, a day or a clause.
fn described_until(view: View, from: usize) -> usize {
    const LONGEST: usize = 10;
    let ends = |at: usize| {
        let lexeme = view.lexeme(at);
        let dated = lexeme.is(Class::Preposition)
            && (view.is(at + 1, Class::Calendar)
                || view.is(at + 1, Class::TimeDeterminer) && view.is(at + 2, Class::Calendar));
        let written = lexeme.is(Class::Specifying)
            && view.is(at + 1, Class::Indefinite)
            && (at + 2..at + 4).any(|at| view.is(at, Class::Document));
        !(view.is_word(at) || view.is_number(at) || view.is_possessive(at))
            || lexeme.is_any(&[Class::Relative, Class::Calendar]) && !lexeme.is(Class::Article)
            || lexeme.is(Class::Subordinator) && !lexeme.is(Class::Preposition)
            || dated
            || written
    };
    let limit = (from..view.len()).find(|&at| ends(at)).unwrap_or(view.len());
    if limit - from > LONGEST { from } else { limit }
}

/// The words that name the source: the name or pronoun itself, not its appositions.
fn source_mention(view: View, frame: &Frame, names: &[Name]) -> Span {
    match frame.source.head {
        Head::Name(name) => view.document.span(names[name].tokens.clone()),
        Head::Pronoun(token) => view.document.tokens[token].span,
        Head::Description(_) | Head::Several | Head::Nobody => view.span(frame.source.items.clone()),
    }
}
