//! Where a statement reports: each cue with its source, before anything is known of what was said.
//!
//! Comes in: a statement. Goes out: frames, left to right. A cue that reports nothing ("did not say", "the
//! said minister", "was told") makes no frame.

mod adverbials;
mod group;
mod inversion;
mod nonfinite;
mod phrases;
mod subjects;
mod verbs;

use std::ops::Range;

use self::phrases::{according_to, dash, in_view_of, in_words_of, label, noun, noun_from, phrase_at};
use self::verbs::verb;

use super::names::NameKind;
use super::sources::{Grip, Head, Source, Sources, is_person_noun};
use super::statements::View;
use crate::language::lexicon::{Class, CueClass, Lexeme, Takes};
use crate::language::quotations::Quotations;
use crate::text::{Token, TokenKind, is_dash};

/// A cue and its source.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The token of the cue.
    pub cue: usize,
    /// What kind of cue it is.
    pub class: CueClass,
    /// What can follow it.
    pub takes: Takes,
    /// Whose words.
    pub source: Source,
    /// How surely the source was recognised.
    pub grip: Grip,
    /// Where the source stands.
    pub place: SourcePlace,
    /// Items of the whole frame: source, verb group, addressee, adverbials. What is said lies outside.
    pub items: Range<usize>,
    /// Whether what is said is only possible or expected ("would say").
    pub hypothetical: bool,
}

impl Frame {
    /// Whether the frame is that of a subordinate clause: "while X said".
    fn opens_subordinate(&self, view: View) -> bool {
        self.items.start > 0
            && view.lexeme(self.items.start - 1).is_any(&[Class::Subordinator, Class::Complementiser])
            && !view.is(self.items.start - 1, Class::Preposition)
    }
}

/// Where the source of a frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourcePlace {
    /// "X said"
    Before,
    /// "said X"
    After,
    /// ", adding that": shared with an earlier verb.
    Shared,
    /// "X, who said"
    Relative,
    /// "according to X"
    AccordingTo,
    /// "X: …"
    Label,
}

/// The frames of a statement, left to right.
pub fn frames(sources: Sources) -> Vec<Frame> {
    let view = sources.view;
    let mut frames: Vec<Frame> = Vec::new();
    for (at, item) in view.items.iter().enumerate() {
        let token = item.tokens.start;
        if item.quoted || !view.document.may_report(token) {
            continue;
        }
        let lexeme = view.lexeme(at);
        if sources.name_at(token).is_some() && view.is_capitalised(at) {
            continue;
        }
        if frames.last().is_some_and(|last| {
            at < last.items.end && last.place != SourcePlace::AccordingTo && at != last.items.start
        }) && !frames.last().is_some_and(|last| last.place == SourcePlace::After)
        {
            continue;
        }
        let frame = if lexeme.is(Class::According) {
            according_to(sources, at)
        } else if let Some(end) = phrase_at(view, at) {
            in_words_of(sources, at, end)
        } else if view.is_dash(at) {
            dash(sources, at)
        } else if view.is_mark(at, ":") {
            label(sources, at)
        } else if let Some(frame) = lexeme.is(Class::ViewNoun).then(|| in_view_of(sources, at)).flatten() {
            Some(frame)
        } else if lexeme.is(Class::ReportNoun) && leads_to_that(view, at + 1) {
            // ", warning that" is no noun without an owner.
            let participle = || lexeme.cue.filter(|cue| cue.forms.gerund);
            noun(sources, at).or_else(|| participle().and_then(|cue| verb(sources, at, cue, &frames)))
        } else if lexeme.is(Class::ReportNoun) && view.is(at + 1, Class::Author) {
            noun_from(sources, at)
        } else if let Some(cue) = lexeme.cue {
            verb(sources, at, cue, &frames)
        } else {
            unknown(sources, at)
        };
        match (frame, frames.last_mut()) {
            (Some(aside), Some(around)) if stands_within(view, &aside, around) => {
                around.items.end = aside.items.end + 1;
            }
            (frame, _) => frames.extend(frame),
        }
    }
    frames
}

/// Whether `aside` only says where the report `around` it comes from: "Roe said, according to a clerk, that …".
fn stands_within(view: View, aside: &Frame, around: &Frame) -> bool {
    let [open, close] = [around.items.end, aside.items.end];
    let goes_on = || {
        view.is_quote(close + 1)
            || view.is(close + 1, Class::Complementiser) && !view.is(close + 1, Class::Personal)
    };
    aside.place == SourcePlace::AccordingTo
        && around.place == SourcePlace::Before
        && open + 1 == aside.items.start
        && view.is_mark(open, ",")
        && view.is_mark(close, ",")
        && goes_on()
}

/// Whether "that" stands at `at`, or behind "is" there, which is no question word.
fn leads_to_that(view: View, at: usize) -> bool {
    let copula = view.is(at, Class::Be)
        && view.is(at + 1, Class::Complementiser)
        && view.is(at + 1, Class::Determiner)
        && view.is(at + 1, Class::Relative);
    copula || view.is(at, Class::Complementiser)
}

/// Whether a token can be the cue of a frame, from what it is alone: few are, and [`frames`] passes over the others.
pub fn may_report(word: &str, token: Token, lexeme: Lexeme, rules: &Quotations) -> bool {
    match token.kind {
        TokenKind::Word => {
            lexeme.cue.is_some()
                || lexeme.is_any(&[Class::According, Class::ReportNoun, Class::ViewNoun])
                || is_unknown_verb(word, token, lexeme, rules)
                || rules.in_words_of().iter().any(|phrase| phrase[0].eq_ignore_ascii_case(word))
        }
        TokenKind::Mark => word == ":" || is_dash(word),
        TokenKind::Possessive | TokenKind::Number => false,
    }
}

/// Whether no list has the word, and it is shaped like a verb.
fn is_unknown_verb(word: &str, token: Token, lexeme: Lexeme, rules: &Quotations) -> bool {
    !token.is_capitalised() && !lexeme.is_known() && rules.could_be_verb(word)
}

/// "“…,” harrumphed Olga Example": a word that no list has, between a quotation and a name, and shaped like a verb.
fn unknown(sources: Sources, at: usize) -> Option<Frame> {
    let view = sources.view;
    let before = at.checked_sub(1)?;
    let token = view.document.tokens[view.token(at)?];
    let rules = &view.document.language.quotations;
    if token.kind != TokenKind::Word || !is_unknown_verb(view.word(at), token, view.lexeme(at), rules) {
        return None;
    }
    if !view.is_quote(before) {
        return sources.behind_quotation(at).and_then(|source| unknown_after(sources, at, source));
    }
    if !view.ends_with_pause(before) {
        return None;
    }
    let source = sources.starting_at(at + 1)?;
    let Head::Name(name) = source.head else { return None };
    let end = source.items.end;
    let closes = end >= view.len() || view.is_any_mark(end);
    (closes && sources.names[name].kind != NameKind::Place).then_some(Frame {
        cue: view.token(at)?,
        class: CueClass::Beside,
        takes: Takes { quote: true, ..Takes::default() },
        grip: Grip::Fair,
        place: SourcePlace::After,
        items: at..end,
        hypothetical: false,
        source,
    })
}

/// "“…,” Olga Example harrumphed": the same behind its subject.
fn unknown_after(sources: Sources, at: usize, source: Source) -> Option<Frame> {
    let view = sources.view;
    let quote = source.items.start.checked_sub(1).filter(|&quote| view.ends_with_pause(quote))?;
    let adjacent = (quote == 0 || view.is_any_mark(quote - 1) || view.is_quote(quote - 1))
        && !view.is_any_mark(at - 1)
        && !reported_later(view, at + 1);
    let next = view.lexeme(at + 1);
    let closes = at + 1 >= view.len()
        || view.is_any_mark(at + 1)
        || view.is_quote(at + 1)
        || next.is_any(&[Class::Preposition, Class::Adverb, Class::Calendar, Class::Subordinator]);
    let speaks = match source.head {
        Head::Name(name) => sources.names[name].kind != NameKind::Place,
        Head::Description(token) => is_person_noun(view.document.lexemes[token]),
        Head::Pronoun(_) | Head::Several | Head::Nobody => false,
    };
    (adjacent && closes && speaks).then_some(Frame {
        cue: view.token(at)?,
        class: CueClass::Beside,
        takes: Takes { quote: true, ..Takes::default() },
        grip: Grip::Fair,
        place: SourcePlace::Before,
        items: source.items.start..at + 1,
        hypothetical: false,
        source,
    })
}

/// Whether a verb that takes quotations comes before the next quotation: "“…,” Olga Example, based in Ulm, said".
fn reported_later(view: View, from: usize) -> bool {
    (from..view.len())
        .take_while(|&at| !view.is_quote(at) && !view.is_terminal(at))
        .filter_map(|at| view.lexeme(at).cue)
        .any(|cue| cue.takes.quote && cue.forms.is_finite())
}
