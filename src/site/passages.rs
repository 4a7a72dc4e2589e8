//! The words around a quotation that its speaker's page shows.

use crate::enrich::Quotation;
use crate::enrich::document::Document;
use crate::language::Language;
use crate::text::{Prose, Span};

/// A paragraph up to this many bytes is shown whole.
const WHOLE_PARAGRAPH: usize = 420;

/// Passages of `prose` that hold the quotation, its cue and its source: whole paragraphs where they are short,
/// else the sentences concerned. One a paragraph, in order.
pub(super) fn context(prose: &Prose, language: &Language, quotation: &Quotation) -> Vec<Span> {
    let parts: Vec<Span> =
        quotation.spans.iter().copied().chain(quotation.cue).chain(quotation.source).collect();
    let touched = |span: Span| parts.iter().any(|part| part.start < span.end && span.start < part.end);
    let mut context = Vec::new();
    for block in prose.blocks.iter().filter(|block| touched(block.span)) {
        if (block.span.end - block.span.start) as usize <= WHOLE_PARAGRAPH {
            context.push(block.span);
            continue;
        }
        // Long paragraphs are rare, so their sentences are found again here instead of being kept by enrichment.
        let alone = Prose { text: prose.text.clone(), blocks: vec![*block], segments: Vec::new() };
        let document = Document::new(&alone, language);
        let concerned = document.sentences.iter().map(|sentence| sentence.span).filter(|span| touched(*span));
        if let Some(cover) = concerned.reduce(Span::cover) {
            context.push(cover);
        }
    }
    context
}
