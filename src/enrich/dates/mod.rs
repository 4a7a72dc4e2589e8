//! Expressions of time.
//!
//! Comes in: a cut-up article and its day of publication. Goes out: what each expression means.

use super::document::Document;
use super::{Context, DateExpression};

/// The expressions of time of an article, in the order of the text.
pub fn find(document: &Document, context: &Context) -> Vec<DateExpression> {
    let _ = (document, context);
    Vec::new()
}
