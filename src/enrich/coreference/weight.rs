//! Weights of a mention by its part in the sentence. Tuned on news articles; see the calibration of confidence.

pub(super) const SOURCE: f32 = 1.25;
pub(super) const SUBJECT: f32 = 1.0;
/// The subject of the sentence that opens a paragraph.
pub(super) const TOPIC: f32 = 1.25;
pub(super) const OTHER: f32 = 0.5;
pub(super) const POSSESSOR: f32 = 0.4;
/// Whose thing the subject is: "Example’s chain snapped."
pub(super) const SUBJECT_OWNER: f32 = 0.8;
pub(super) const MODIFIER: f32 = 0.15;
/// Per sentence between the mention and the pronoun.
pub(super) const DECAY: f32 = 0.65;
/// Somebody without a name of an earlier block, who may well have been given one since.
pub(super) const NAMELESS: f32 = 0.8;
/// Per block between them.
pub(super) const BLOCK_DECAY: f32 = 0.8;
/// An entity of unknown kind is a person only perhaps.
pub(super) const UNCLEAR: f32 = 0.75;
/// Known to be of the pronoun's gender.
pub(super) const AGREES: f32 = 1.2;
/// The best must hold this share of the weight of the best two.
pub(super) const MARGIN: f32 = 0.57;
/// And at least this weight.
pub(super) const LEAST: f32 = 0.18;
/// Sentences further back are not looked at.
pub(super) const WINDOW: usize = 9;
/// Mentions further back are not looked at either.
pub(super) const MOST: usize = 200;
