//! The year that heads a section: "2018: The land sale". The months and days below it are of that year.
//!
//! Comes in: each block in turn, with the first expression in it. Goes out: the year that is in force. In plain text a heading is a
//! short line that is no sentence.

use crate::enrich::document::{Document, DocumentBlock};
use crate::text::BlockKind;

use super::moment::Moment;

/// The year of the section that is being read.
#[derive(Debug, Default)]
pub(super) struct Headed(Option<Year>);

#[derive(Debug)]
struct Year {
    year: i16,
    /// Level of its heading.
    level: u8,
}

/// Level of a heading that is not marked as one: below all that are.
const LINE: u8 = 7;

impl Headed {
    /// The year in force.
    pub(super) fn year(&self) -> Option<i16> {
        self.0.as_ref().map(|headed| headed.year)
    }

    /// Goes on to what follows a heading of `level`, which begins with `date` where that is one.
    pub(super) fn pass(&mut self, level: u8, date: Option<Moment>) {
        match date {
            Some(Moment::Year(year) | Moment::Month(year, _)) => self.0 = Some(Year { year, level }),
            // "Feb. 27" below "2018" stands in that year.
            Some(Moment::Day(day)) if Some(day.year()) == self.year() => {}
            _ if self.0.as_ref().is_some_and(|headed| level <= headed.level) => self.0 = None,
            _ => {}
        }
    }
}

/// The level of a block that is a heading, marked as one or a line by itself.
pub(super) fn level(document: &Document, block: &DocumentBlock) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ if document.is_title(block) => Some(LINE),
        _ => None,
    }
}
