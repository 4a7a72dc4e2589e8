//! Sections with a date for a heading: "24 February 2022", "2014: The bridge". What their first sentence tells happened then.
//!
//! A line of its own that is nothing but a date heads what follows as a heading does.

use std::ops::Range;

use crate::enrich::DatedEvent;
use crate::enrich::document::LONGEST_TITLE;
use crate::language::dates::List;
use crate::text::{BlockKind, TokenKind};

use super::clauses::{self, ClauseKind};
use super::{Dated, Finder, judge, wording};

/// A section that a date heads.
#[derive(Clone, Debug)]
pub(super) struct Section {
    dated: Dated,
    /// Block of the heading: the section begins below.
    block: usize,
}

impl Section {
    /// Whether `block` is its heading.
    pub(super) fn is(&self, block: usize) -> bool {
        self.block == block
    }
}

impl Finder<'_> {
    /// The section that the sentence `number` opens, with `dates` in it.
    pub(super) fn section(&self, number: usize, dates: Range<usize>) -> Option<Section> {
        let document = self.document;
        let block = document.sentences[number].block;
        let (kind, tokens) = (document.blocks[block].kind, document.blocks[block].tokens.clone());
        let heading = matches!(kind, BlockKind::Heading(_));
        if dates.is_empty() || !(heading || kind == BlockKind::Paragraph && tokens.len() <= LONGEST_TITLE) {
            return None;
        }
        let [dated] = <[Dated; 1]>::try_from(self.dated(dates)).ok()?;
        // "May 4, 1963: The dam", above the paragraph that it heads.
        let below = || document.blocks.get(block + 1).map_or(0, |below| below.tokens.len());
        let title = || document.is_title(&document.blocks[block]) && below() > LONGEST_TITLE;
        let leads = (tokens.start..dated.tokens.start).all(|at| self.document.is_in(at, List::DateLeads));
        let mut rest = dated.tokens.end..tokens.end;
        let is_mark = |at: usize| document.tokens[at].kind == TokenKind::Mark;
        let alone = rest.clone().all(is_mark);
        (leads && (alone || (heading || title()) && rest.next().is_some_and(is_mark)))
            .then_some(Section { dated, block })
    }

    /// Whether the sentence `number`, with the dates `dated` in it, begins an entry of a chronicle: "1962: The guild buys the lock."
    pub(super) fn begins_entry(&self, number: usize, dated: &[Dated]) -> bool {
        let sentence = &self.document.sentences[number];
        let block = &self.document.blocks[sentence.block];
        let opens = |dated: &&Dated| {
            let leads = block.tokens.start..dated.tokens.start;
            let mut leads = leads.into_iter();
            leads.all(|at| self.document.is_in(at, List::DateLeads) || self.document.is_in(at, List::Limits))
                && judge::is_entry(self.document, &dated.tokens)
        };
        sentence.tokens.start == block.tokens.start && dated.iter().take(1).any(|dated| opens(&dated))
    }

    /// Whether the sentence `number` is the first below the heading of `section`.
    pub(super) fn opens(&self, section: Option<&Section>, number: usize) -> bool {
        let sentence = &self.document.sentences[number];
        section.is_some_and(|section| {
            sentence.block == section.block + 1
                && sentence.tokens.start == self.document.blocks[sentence.block].tokens.start
        })
    }

    /// What the first sentence of a section tells, where it has no date of its own.
    pub(super) fn under(&self, section: &Section, number: usize) -> Option<DatedEvent> {
        let sentence = &self.document.sentences[number];
        let clauses = clauses::clauses(self.document, sentence.tokens.clone(), &[]);
        let told = clauses.iter().find(|clause| clause.kind == ClauseKind::Main)?;
        if !judge::may_have_happened(self.document, told) {
            return None;
        }
        let tokens = told.extent();
        let text = wording::clause(self.document, tokens.clone(), None)?;
        let mut event = self.event(tokens.clone(), text, &section.dated, judge::UNDER_HEADING);
        self.settle_head(tokens, None, &mut event);
        event.confidence = event.confidence.max(judge::LEANING);
        Some(event)
    }
}
