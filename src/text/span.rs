use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** into [`Prose::text`](super::Prose::text), on character boundaries.
///
/// Byte offsets into the prose are the one currency inside the program; code point offsets into the
/// source (for `nutgraf extract`) and positions in the HTML are made at the edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    ///
    /// # Panics
    /// When an offset exceeds `u32::MAX`; articles are capped far below that when they are read.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        let narrow = |offset: usize| u32::try_from(offset).expect("prose is shorter than 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The slice of `text` it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// What it covers of `text` without the punctuation around it.
    pub fn trim_outer(self, text: &str) -> Self {
        let outer = |c: char| !c.is_alphanumeric();
        let words = self.of(text).trim_start_matches(outer);
        let start = self.range().end - words.len();
        Self::new(start, start + words.trim_end_matches(outer).len())
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
