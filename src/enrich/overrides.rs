//! What the author says of a passage comes last and wins.
//!
//! Comes in: quotations as found. Goes out: the same, with every override obeyed.

use super::document::Document;
use super::speakers::Cast;
use super::{Context, Decision, Override, Quotation, QuotationKind, confidence};

/// Obeys the overrides of `context` that are about speech.
pub fn apply(document: &Document, context: &Context, quotations: &mut Vec<Quotation>, cast: &mut Cast) {
    for decision in &context.overrides {
        match &decision.decision {
            Decision::NotSpeech => quotations.retain(|quotation| !touches(quotation, decision)),
            Decision::Speaker(id) => attribute(document, decision, id, quotations, cast),
            Decision::Date(_) | Decision::NotDate | Decision::Event(_) => {}
        }
    }
}

fn touches(quotation: &Quotation, decision: &Override) -> bool {
    quotation.spans.iter().any(|span| span.overlaps(decision.span))
}

/// The quotation that the author means is the one with the most of the linked words; the words themselves
/// become one where nothing was found.
fn attribute(
    document: &Document,
    decision: &Override,
    id: &str,
    quotations: &mut Vec<Quotation>,
    cast: &mut Cast,
) {
    if decision.span.is_empty() {
        return;
    }
    let speaker = Some(cast.with_id(id));
    let shared = |quotation: &Quotation| -> u32 {
        let common = |span: &crate::text::Span| {
            span.end.min(decision.span.end).saturating_sub(span.start.max(decision.span.start))
        };
        quotation.spans.iter().map(common).sum()
    };
    let best = (0..quotations.len())
        .filter(|&index| touches(&quotations[index], decision))
        .max_by_key(|&index| (shared(&quotations[index]), std::cmp::Reverse(index)));
    match best {
        Some(index) => {
            let quotation = &mut quotations[index];
            quotation.speaker = speaker;
            quotation.confidence = confidence::AUTHOR;
            quotation.rule = "author".to_owned();
        }
        None => {
            let marks = &document.language.quotations.marks;
            let tokens = document.tokens_in(decision.span);
            let marked = tokens.clone().next().is_some_and(|first| marks.contains(document.word(first)));
            quotations.push(Quotation {
                kind: if marked { QuotationKind::Direct } else { QuotationKind::Indirect },
                spans: vec![decision.span],
                cue: None,
                source: None,
                speaker,
                confidence: confidence::AUTHOR,
                rule: "author".to_owned(),
            });
        }
    }
}
