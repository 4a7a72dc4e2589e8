//! What is public. The one place where a confidence becomes a yes or a no.

use crate::content::AttributionPolicy;
use crate::enrich::{DatedEvent, Quotation};

/// The program prints a name under a quotation from this probability on. Wrong names cost more than open
/// ones; `site.yaml` can ask for less or more with `attribution`.
pub const SPEAKER_CONFIDENCE: f32 = 0.8;

/// The program prints an event on the timeline from this probability on.
pub const EVENT_CONFIDENCE: f32 = 0.5;

/// Whether a quotation stands in the public speaker index. What does not read out of its sentence
/// ("criticised the plan", "denied that …") is left to the record.
pub fn is_public(quotation: &Quotation, policy: AttributionPolicy) -> bool {
    quotation.speaker.is_some()
        && match policy {
            AttributionPolicy::Confident => {
                quotation.is_confirmed()
                    || quotation.confidence >= SPEAKER_CONFIDENCE && !quotation.needs_its_sentence()
            }
            AttributionPolicy::Reviewed => quotation.is_confirmed(),
            AttributionPolicy::All => true,
        }
}

/// Whether an event stands on the public timeline.
pub fn is_public_event(event: &DatedEvent, policy: AttributionPolicy) -> bool {
    if event.is_dated_by_context() {
        return false;
    }
    match policy {
        AttributionPolicy::Confident => event.is_confirmed() || event.confidence >= EVENT_CONFIDENCE,
        AttributionPolicy::Reviewed => event.is_confirmed(),
        AttributionPolicy::All => true,
    }
}
