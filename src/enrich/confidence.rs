//! How sure an attribution is, and the name of the rule that made it.
//!
//! The probabilities are shares of right attributions counted on annotated news articles, rounded; a new rule
//! starts low and earns its place by being counted.

use super::Quotation;
use super::contents::Order;
use super::cues::{Frame, SourcePlace};
use super::sources::{Grip, Head};
use super::statements::View;
use crate::language::lexicon::{Class, CueClass};

/// Confidence of what the author has said.
pub const AUTHOR: f32 = 1.0;
/// A block quotation with a signature.
pub const SIGNATURE: f32 = 0.99;
/// A paragraph of an interview that begins with who speaks.
pub const TURN: f32 = 0.97;
/// Quoted words that no cue reports, in a statement about their speaker.
pub const SUBJECT: f32 = 0.8;
/// Quoted words behind a statement about what somebody did.
pub const ACT: f32 = 0.85;
/// A quotation in a paragraph of its own, after one that ends with "He said:".
pub const ANNOUNCED: f32 = 0.95;
/// A quotation that goes on in the same paragraph.
pub const SAME_PARAGRAPH: f32 = 0.95;
/// A quotation that goes on in the next paragraph.
pub const NEXT_PARAGRAPH: f32 = 0.9;

/// Where the noun phrase of a source stands in its statement, which tells most of how well it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// At the beginning, or right behind a quotation.
    Opening,
    /// Behind a comma or another pause.
    Pause,
    /// Behind another word.
    Within,
    /// Behind "that" or "what": part of what somebody else says or asks.
    Embedded,
}

impl Stand {
    /// Where the source of `frame` stands.
    fn of(view: View, frame: &Frame) -> Self {
        const REACH: usize = 6;
        let at = frame.source.items.start;
        let Some(before) = at.checked_sub(1) else { return Self::Opening };
        let small = |at: usize| {
            let lexeme = view.lexeme(at);
            let joins = lexeme.is_any(&[Class::Conjunction, Class::Adverb]) && !lexeme.is(Class::Preposition);
            view.is_any_mark(at) || joins
        };
        let lexeme = view.lexeme(before);
        if view.is_quote(before) || at <= REACH && (0..at).all(small) {
            Self::Opening
        } else if view.is_any_mark(before) {
            Self::Pause
        } else if lexeme.is(Class::Complementiser)
            && (!lexeme.is(Class::Subordinator) || lexeme.is(Class::Relative))
        {
            Self::Embedded
        } else {
            Self::Within
        }
    }

    /// The share for this place, of those for a source that opens, stands behind a pause, or within.
    fn share(self, [opening, pause, within]: [f32; 3]) -> f32 {
        match self {
            Self::Opening => opening,
            Self::Pause => pause,
            Self::Within => within,
            Self::Embedded => within * 0.86,
        }
    }
}

/// The probability that the source of `frame` is the right one for its content.
pub fn of_frame(view: View, frame: &Frame, order: Order) -> f32 {
    let stand = Stand::of(view, frame);
    let share = match frame.place {
        SourcePlace::Before if frame.grip == Grip::Loose => 0.6,
        SourcePlace::Before => before(frame, order, stand),
        SourcePlace::After => 0.985,
        SourcePlace::Label => 0.98,
        SourcePlace::AccordingTo => 0.97,
        SourcePlace::Relative => 0.88,
        SourcePlace::Shared => {
            let loose = frame.grip == Grip::Loose || matches!(stand, Stand::Within | Stand::Embedded);
            shared(order) * if loose { 0.97 } else { 1.0 }
        }
    };
    let hypothetical = if frame.hypothetical { 0.93 } else { 1.0 };
    share * hypothetical
}

/// The same for a source that stands before its cue.
fn before(frame: &Frame, order: Order, stand: Stand) -> f32 {
    let class = match frame.class {
        CueClass::Thought => 0.95,
        CueClass::Writing | CueClass::Text => 0.97,
        CueClass::Speech | CueClass::Beside => 1.0,
    };
    match order {
        Order::QuoteBefore | Order::Interrupted => stand.share([0.99, 0.9, 0.9]),
        Order::QuoteAfter => stand.share([0.99, 0.975, 0.91]),
        Order::ClauseAfter if frame.takes.denies => 0.88,
        Order::ClauseAfter => stand.share([0.99, 0.98, 0.93]) * class,
        Order::ClauseBefore => match frame.source.head {
            Head::Name(_) => 0.94,
            _ => 0.98,
        },
        Order::ObjectAfter if frame.takes.denies => 0.88,
        Order::ObjectAfter => stand.share([0.97, 0.97, 0.9]),
        // "declined to say"
        Order::InfinitiveAfter if frame.takes.denies => stand.share([0.93, 0.93, 0.86]),
        Order::InfinitiveAfter => stand.share([0.96, 0.95, 0.86]),
    }
}

/// The same for a source that the cue shares with another verb.
fn shared(order: Order) -> f32 {
    match order {
        Order::ClauseAfter => 0.94,
        Order::QuoteAfter => 0.92,
        Order::QuoteBefore | Order::Interrupted | Order::ClauseBefore => 0.9,
        Order::ObjectAfter => 0.89,
        Order::InfinitiveAfter => 0.75,
    }
}

/// The rule in kebab case: "quotation-name-cue".
pub fn rule(frame: &Frame, order: Order) -> String {
    let nobody = Quotation::NOBODY_RULES.trim_end_matches('-');
    let source = match frame.source.head {
        Head::Name(_) => "name",
        Head::Pronoun(_) => "pronoun",
        Head::Description(_) => "description",
        Head::Several => "several",
        Head::Nobody => nobody,
    };
    let (before, after) = match frame.place {
        SourcePlace::AccordingTo => return ["according-to-", source].concat(),
        SourcePlace::After => ("cue-", ""),
        SourcePlace::Shared => ("", "-shared-cue"),
        SourcePlace::Relative => ("", "-relative-cue"),
        SourcePlace::Label => ("", "-label"),
        SourcePlace::Before => ("", "-cue"),
    };
    let (first, last) = match order {
        Order::ClauseAfter | Order::ClauseBefore | Order::ObjectAfter | Order::InfinitiveAfter
            if frame.takes.denies =>
        {
            ("", Quotation::DENIED_RULES)
        }
        Order::QuoteBefore => ("quotation-", ""),
        Order::Interrupted => ("quotation-", "-quotation"),
        Order::QuoteAfter => ("", "-quotation"),
        Order::ClauseBefore => ("clause-", ""),
        Order::ClauseAfter => ("", "-clause"),
        Order::InfinitiveAfter => ("", "-infinitive"),
        Order::ObjectAfter => ("", Quotation::OBJECT_RULES),
    };
    [first, before, source, after, last].concat()
}
