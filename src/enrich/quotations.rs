//! Who said what.
//!
//! Comes in: a cut-up article and what its author has said of it. Goes out: speakers and quotations.

use super::document::Document;
use super::{Context, Quotation, Speaker};

/// The speakers and quotations of an article.
pub fn find(document: &Document, context: &Context) -> (Vec<Speaker>, Vec<Quotation>) {
    let _ = (document, context);
    (Vec::new(), Vec::new())
}
