//! Events as the author has decided on them, in the article or in the record of reviews.
//!
//! Comes in: the events that were found and the decisions. Goes out: the events with the author's own in their place.

use crate::edtf::Edtf;
use crate::enrich::{Context, DatedEvent};
use crate::text::Span;
use crate::verdict::Verdict;

use super::{Finder, wording};

impl Finder<'_> {
    /// Whether two spans hold the same words, whatever marks stand at their ends.
    fn says_the_same(&self, one: Span, other: Span) -> bool {
        let text = self.document.prose.text.as_str();
        let between = |a: u32, b: u32| Span { start: a.min(b), end: a.max(b) }.of(text);
        one.overlaps(other)
            && ![between(one.start, other.start), between(one.end, other.end)]
                .iter()
                .any(|text| text.contains(char::is_alphanumeric))
    }

    /// The events with the author's own in their place.
    pub(super) fn confirmed(&self, mut events: Vec<DatedEvent>, context: &Context) -> Vec<DatedEvent> {
        for decided in &context.overrides {
            let edtf = match &decided.verdict {
                Verdict::Event(edtf) => edtf,
                Verdict::NotEvent => {
                    events.retain(|event| !event.span.overlaps(decided.span));
                    continue;
                }
                _ => continue,
            };
            let is_meant =
                |event: &DatedEvent| !event.is_confirmed() && self.says_the_same(event.span, decided.span);
            if let Some(event) = events.iter_mut().find(|event| is_meant(event)) {
                settle(event, edtf);
                continue;
            }
            events.retain(|event| event.is_confirmed() || !event.span.overlaps(decided.span));
            let tokens = self.document.tokens_in(decided.span);
            let text = wording::clause(self.document, tokens, None)
                .unwrap_or_else(|| decided.span.of(&self.document.prose.text).trim().to_owned());
            events.push(DatedEvent {
                span: decided.span,
                text,
                edtf: edtf.clone(),
                date: None,
                speakers: self.named(decided.span),
                confidence: 1.0,
                rule: DatedEvent::OVERRIDE_RULE.to_owned(),
            });
        }
        events.sort_by_key(|event| (event.span.start, event.span.end));
        events
    }
}

/// Gives `event` the day on which the author says that it was; its words stay.
fn settle(event: &mut DatedEvent, edtf: &Edtf) {
    let agreed = event.edtf == *edtf;
    if !agreed {
        event.edtf = edtf.clone();
        event.date = None;
    }
    event.confidence = 1.0;
    event.rule = if agreed { DatedEvent::CONFIRMED_RULE } else { DatedEvent::OVERRIDE_RULE }.to_owned();
}
