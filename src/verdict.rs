//! What an editor says that some words mean: in a link of the text, or in `content/review.yaml`.

use crate::edtf::Edtf;

/// What words mean, by the word of the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The person with this identifier said it: `[…](speaker:olga-example)`.
    Speaker(String),
    /// The person of this name, whom nobody need have introduced, said it: `speaker: Olga Example`.
    Named(String),
    /// Nobody says it, or nobody in particular: `speaker:none`.
    NotSpeech,
    /// A date, and what it means: `date:2025-12-02`.
    Date(Edtf),
    /// No date: `date:none`.
    NotDate,
    /// An event, and its day: `event:2025-12-02`.
    Event(Edtf),
    /// No event: `event:none`.
    NotEvent,
}

impl Verdict {
    /// Whether it says who speaks, or that nobody does.
    pub fn is_about_speech(&self) -> bool {
        matches!(self, Self::Speaker(_) | Self::Named(_) | Self::NotSpeech)
    }
}
