//! How far a finding can be relied on. The one place where a confidence becomes a yes or a no.

use serde::{Deserialize, Serialize};

use super::{DateExpression, DateKind, DatedEvent, Findings, Quotation, Speaker, SpeakerKind};
use crate::text::Span;

/// An attribution is relied on from this probability on. Wrong names cost more than open ones.
pub const SPEAKER_CONFIDENCE: f32 = 0.8;

/// An event is relied on from this probability on.
pub const EVENT_CONFIDENCE: f32 = 0.5;

/// The state of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The text settles it.
    Confident,
    /// The text does not settle it, and nobody has said more.
    Unsure,
    /// The author or editor has said what the text says too.
    Confirmed,
    /// The author or editor has said something else.
    Corrected,
    /// The author or editor has said that there is nothing.
    Rejected,
}

impl State {
    /// As it is written: `confident`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confident => "confident",
            Self::Unsure => "unsure",
            Self::Confirmed => "confirmed",
            Self::Corrected => "corrected",
            Self::Rejected => "rejected",
        }
    }

    /// Whether a person has looked at it and let it stand.
    pub fn is_seen(self) -> bool {
        matches!(self, Self::Confirmed | Self::Corrected)
    }

    fn of(rule: &str, confirmed: &str, corrected: &str, is_sure: bool) -> Self {
        match rule {
            rule if rule == confirmed => Self::Confirmed,
            rule if rule == corrected => Self::Corrected,
            _ if is_sure => Self::Confident,
            _ => Self::Unsure,
        }
    }
}

/// Words of which the author or editor has said that they are no finding of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// What they are not.
    pub kind: FindingKind,
    /// The words.
    pub span: Span,
}

/// What kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// Speech.
    Quote,
    /// An expression of time.
    Date,
    /// A dated event.
    Event,
}

impl Quotation {
    /// How far its speaker can be relied on.
    pub fn state(&self) -> State {
        let is_sure = self.speaker.is_some() && self.confidence >= SPEAKER_CONFIDENCE;
        State::of(&self.rule, Self::CONFIRMED_RULE, Self::OVERRIDE_RULE, is_sure)
    }
}

impl DateExpression {
    /// How far its value can be relied on.
    pub fn state(&self) -> State {
        let is_moment = matches!(self.kind, DateKind::Date | DateKind::Time);
        let is_sure = self.value.is_some() || !is_moment;
        State::of(&self.rule, Self::CONFIRMED_RULE, Self::OVERRIDE_RULE, is_sure)
    }
}

impl DatedEvent {
    /// How far it can be relied on that this is an event on that date.
    pub fn state(&self) -> State {
        let is_sure = self.confidence >= EVENT_CONFIDENCE && !self.is_dated_by_context();
        State::of(&self.rule, Self::CONFIRMED_RULE, Self::OVERRIDE_RULE, is_sure)
    }
}

impl Findings {
    /// How far it can be relied on that the article says in full who each of its speakers is: a person of one name is
    /// somebody whom only an editor may know.
    pub fn identities(&self) -> Vec<State> {
        let mut seen: Vec<Option<State>> = vec![None; self.speakers.len()];
        for quotation in &self.quotations {
            let state = quotation.state();
            if let Some(speaker) = quotation.speaker.filter(|_| state.is_seen()) {
                seen[speaker] = Some(seen[speaker].map_or(state, |other| other.min(state)));
            }
        }
        let by_name = |source: &Speaker| {
            let is_whole = source.name.trim().contains(char::is_whitespace);
            if source.kind == SpeakerKind::Person && !is_whole { State::Unsure } else { State::Confident }
        };
        seen.iter()
            .zip(&self.speakers)
            .map(|(seen, source)| seen.unwrap_or_else(|| by_name(source)))
            .collect()
    }
}
