//! Statements of something that happened, or is planned, on a resolvable date.
//!
//! Comes in: a cut-up article, its expressions of time and its speakers. Goes out: events.

use super::document::Document;
use super::{Context, DateExpression, DatedEvent, Speaker};

/// The dated events of an article, in the order of the text.
pub fn find(
    document: &Document,
    context: &Context,
    dates: &[DateExpression],
    speakers: &[Speaker],
) -> Vec<DatedEvent> {
    let _ = (document, context, dates, speakers);
    Vec::new()
}
