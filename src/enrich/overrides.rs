//! What the author says of a passage comes last and wins.
//!
//! Comes in: quotations as found. Goes out: the same, with every override obeyed.

use super::document::Document;
use super::speakers::Cast;
use super::{Context, Override, Quotation, QuotationKind, confidence};
use crate::text::Span;
use crate::verdict::Verdict;

/// Obeys the overrides of `context` that are about speech.
pub fn apply(document: &Document, context: &Context, quotations: &mut Vec<Quotation>, cast: &mut Cast) {
    divide(context, quotations);
    for decision in &context.overrides {
        match &decision.verdict {
            Verdict::NotSpeech => quotations.retain(|quotation| !touches(quotation, decision)),
            Verdict::Speaker(id) => {
                let speaker = cast.with_id(id);
                attribute(document, decision.span, speaker, quotations);
            }
            Verdict::Named(name) => {
                let speaker = cast.named(name);
                attribute(document, decision.span, speaker, quotations);
            }
            Verdict::Date(_) | Verdict::NotDate | Verdict::Event(_) | Verdict::NotEvent => {}
        }
    }
}

/// Divides quotations of several pieces about which the author says different things. A piece about which
/// nothing is said goes with the one before it.
fn divide(context: &Context, quotations: &mut Vec<Quotation>) {
    let mut about_speech: Vec<Span> = context
        .overrides
        .iter()
        .filter(|decision| decision.verdict.is_about_speech())
        .map(|decision| decision.span)
        .collect();
    about_speech.sort_unstable();
    // How far any of them up to here reaches: what ends before a piece need not be looked at for it.
    let reach: Vec<u32> = about_speech
        .iter()
        .scan(0, |reach, decided| {
            *reach = decided.end.max(*reach);
            Some(*reach)
        })
        .collect();
    let said_of = |span: Span| {
        let behind = reach.partition_point(|reach| *reach <= span.start);
        let near = about_speech[behind..].iter().take_while(|decided| decided.start < span.end);
        near.into_iter().find(|decided| decided.overlaps(span))
    };
    let mut divided = Vec::new();
    for quotation in quotations.iter_mut().filter(|quotation| quotation.spans.len() > 1) {
        let mut current = said_of(quotation.spans[0]);
        let mut parts: Vec<Vec<Span>> = vec![Vec::new()];
        for span in std::mem::take(&mut quotation.spans) {
            let found = said_of(span);
            if found.is_some() && current.is_some() && found != current {
                parts.push(Vec::new());
            }
            current = found.or(current);
            if let Some(part) = parts.last_mut() {
                part.push(span);
            }
        }
        let mut parts = parts.into_iter();
        quotation.spans = parts.next().unwrap_or_default();
        divided.extend(parts.map(|spans| Quotation { spans, ..quotation.clone() }));
    }
    quotations.append(&mut divided);
}

fn touches(quotation: &Quotation, decision: &Override) -> bool {
    quotation.spans.iter().any(|span| span.overlaps(decision.span))
}

/// The quotation that the author means is the one with the most of the words `span`; the words themselves
/// become one where nothing was found.
fn attribute(document: &Document, span: Span, speaker: usize, quotations: &mut Vec<Quotation>) {
    if span.is_empty() {
        return;
    }
    let speaker = Some(speaker);
    let shared = |quotation: &Quotation| -> u32 {
        let common = |piece: &Span| piece.end.min(span.end).saturating_sub(piece.start.max(span.start));
        quotation.spans.iter().map(common).sum()
    };
    let best = (0..quotations.len())
        .filter(|&index| shared(&quotations[index]) > 0)
        .max_by_key(|&index| (shared(&quotations[index]), std::cmp::Reverse(index)));
    match best {
        Some(index) => {
            let quotation = &mut quotations[index];
            let agreed = quotation.speaker == speaker;
            quotation.speaker = speaker;
            quotation.confidence = confidence::AUTHOR;
            quotation.rule =
                if agreed { Quotation::CONFIRMED_RULE } else { Quotation::OVERRIDE_RULE }.to_owned();
        }
        None => {
            let marks = &document.language.quotations.marks;
            let tokens = document.tokens_in(span);
            let marked = tokens.clone().next().is_some_and(|first| marks.contains(document.word(first)));
            quotations.push(Quotation {
                kind: if marked { QuotationKind::Direct } else { QuotationKind::Indirect },
                spans: vec![span],
                cue: None,
                source: None,
                speaker,
                confidence: confidence::AUTHOR,
                rule: Quotation::OVERRIDE_RULE.to_owned(),
            });
        }
    }
}
