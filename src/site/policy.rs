//! What is public: which states of findings `attribution` in `site.yaml` lets through.

use crate::content::AttributionPolicy;
use crate::enrich::{DateExpression, DatedEvent, Quotation, State};

/// Whether a quotation stands in the public speaker index. What does not read out of its sentence
/// ("criticised the plan", "denied that …") is left to the record.
pub fn is_public(quotation: &Quotation, policy: AttributionPolicy) -> bool {
    let state = quotation.state();
    let reads_alone = state.is_seen() || !quotation.needs_its_sentence();
    quotation.speaker.is_some()
        && match policy {
            AttributionPolicy::All => true,
            _ => lets_through(policy, state) && reads_alone,
        }
}

/// Whether an event stands on the public timeline.
pub fn is_public_event(event: &DatedEvent, policy: AttributionPolicy) -> bool {
    !event.is_dated_by_context() && lets_through(policy, event.state())
}

/// Whether the article tells machines the day that an expression means.
pub fn is_public_date(date: &DateExpression, policy: AttributionPolicy) -> bool {
    lets_through(policy, date.state())
}

/// Whether the article's own words for what somebody is stand under their name.
pub fn are_roles_public(policy: AttributionPolicy) -> bool {
    policy != AttributionPolicy::Reviewed
}

fn lets_through(policy: AttributionPolicy, state: State) -> bool {
    match policy {
        AttributionPolicy::Confident => state == State::Confident || state.is_seen(),
        AttributionPolicy::Reviewed => state.is_seen(),
        AttributionPolicy::All => state != State::Rejected,
    }
}
