//! The day that a report tells of, from sentence to sentence.
//!
//! A report with a dateline tells of that day until a sentence says otherwise; what it tells in the past tense without
//! a date of its own happened then, as likely as not. Such events are [`DatedEvent::CONTEXT_RULE`].

use std::ops::Range;

use crate::edtf::{Edtf, Precision};
use crate::enrich::DatedEvent;
use crate::enrich::dates::dateline::Dateline;

use super::clauses::{self, ClauseKind};
use super::{Dated, Finder, judge, wording};

/// The day that a report tells of.
#[derive(Clone, Debug)]
pub(super) struct Story {
    day: Edtf,
    /// Block of the dateline: the story begins below.
    pub block: usize,
}

impl Story {
    /// The story below a dateline.
    pub(super) fn begin(line: &Dateline) -> Self {
        let day = line.day.to_string().parse().expect("a day is a date in EDTF");
        Self { day, block: line.block }
    }

    /// Goes on to the day of the last of `events` that surely happened on one.
    pub(super) fn follow(&mut self, events: &[DatedEvent]) {
        let told = |event: &&DatedEvent| {
            event.rule == judge::STATED
                && event.edtf.precision() == Precision::Day
                && event.edtf.earliest() == event.edtf.latest()
        };
        if let Some(event) = events.iter().rfind(told) {
            self.day = event.edtf.clone();
        }
    }
}

impl Finder<'_> {
    /// The event that a sentence tells of without a date.
    pub(super) fn go_on(&self, number: usize, dated: &[Dated], story: &Story, events: &mut Vec<DatedEvent>) {
        let sentence = &self.document.sentences[number];
        let is_dated = |range: &Range<usize>| dated.iter().any(|date| range.contains(&date.tokens.start));
        let clauses = clauses::clauses(self.document, sentence.tokens.clone(), dated);
        let told = clauses.iter().find(|clause| {
            clause.kind == ClauseKind::Main
                && !clause.pieces.iter().any(is_dated)
                && judge::happened(self.document, clause)
        });
        let Some(clause) = told else { return };
        let tokens = clause.extent();
        let Some(text) = wording::clause(self.document, tokens.clone(), None) else { return };
        let span = self.document.span(tokens.clone());
        let mut event = DatedEvent {
            span,
            text,
            edtf: story.day.clone(),
            date: None,
            speakers: self.named(span),
            confidence: CONFIDENCE,
            rule: DatedEvent::CONTEXT_RULE.to_owned(),
        };
        self.settle_head(tokens, None, &mut event);
        event.confidence = event.confidence.max(LEAST);
        events.push(event);
    }
}

/// How often such a date is right, counted on the timelines of SemEval-2015.
const CONFIDENCE: f32 = 0.45;
const LEAST: f32 = 0.3;
