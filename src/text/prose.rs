use serde::{Deserialize, Serialize};

use super::Span;

/// The plain text of an article, block by block, with a map back to the source.
///
/// Blocks are separated by one `\n`; inside a block every line break has become a space, so that a
/// sentence never depends on how its author wrapped lines. Code, raw HTML and front matter are not prose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// All blocks, in order.
    pub text: String,
    /// Where each block lies in `text`; ordered and disjoint.
    pub blocks: Vec<Block>,
    /// How `text` maps to the source; ordered and disjoint.
    pub segments: Vec<Segment>,
}

/// One paragraph-like unit of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its text in [`Prose::text`].
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// For a block inside a block quotation, the signature ("— Olga Example, trade economist") without
    /// its dash, when there is one. The signature is a block of its own, of kind `Signature`.
    pub signature: Option<Span>,
}

/// What a block of prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading and its level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A paragraph of a list item.
    ListItem,
    /// A paragraph inside a block quotation.
    BlockQuote,
    /// The closing line of a block quotation that names its speaker.
    Signature,
    /// A table cell.
    TableCell,
    /// Footnotes, definitions, captions, alerts: read for dates, but no running story.
    Aside,
}

impl BlockKind {
    /// Whether the block is part of the running story, in which a pronoun may refer to the block before.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::BlockQuote)
    }
}

/// A stretch of prose and the stretch of source it was made from, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// First byte in [`Prose::text`].
    pub prose: u32,
    /// Bytes in the prose.
    pub prose_len: u32,
    /// First byte in the source.
    pub source: u32,
    /// Bytes in the source. Equal lengths mean equal bytes; unequal ones an entity, an escape or a line break.
    pub source_len: u32,
}

impl Prose {
    /// The prose of a plain text: every line that is not blank is a block.
    pub fn from_plain_text(text: &str) -> Self {
        let mut builder = ProseBuilder::default();
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim();
            if !content.is_empty() {
                let start = offset + (line.len() - line.trim_start().len());
                builder.begin(BlockKind::Paragraph);
                builder.push(content, start..start + content.len());
                builder.end();
            }
            offset += line.len();
        }
        builder.finish()
    }

    /// The bytes of the source that `span` was made from.
    pub fn to_source(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.source_offset(span.start, false);
        let end = self.source_offset(span.end, true);
        start..end.max(start)
    }

    /// The span of prose made from the bytes `source`, if any of it became prose.
    pub fn from_source(&self, source: std::ops::Range<usize>) -> Option<Span> {
        let inside = |segment: &&Segment| {
            (segment.source as usize) < source.end
                && source.start < (segment.source + segment.source_len) as usize
        };
        let first = self.segments.iter().find(inside)?;
        let last = self.segments.iter().rfind(inside)?;
        let offset = |segment: &Segment, at: usize, end: bool| {
            if segment.prose_len == segment.source_len {
                let delta = at.clamp(segment.source as usize, (segment.source + segment.source_len) as usize);
                segment.prose as usize + delta - segment.source as usize
            } else if end {
                (segment.prose + segment.prose_len) as usize
            } else {
                segment.prose as usize
            }
        };
        Some(Span::new(offset(first, source.start, false), offset(last, source.end, true)))
    }

    fn source_offset(&self, at: u32, is_end: bool) -> usize {
        // An end belongs to the segment that holds the byte before it, a start to the one that holds it.
        let probe = if is_end { at.saturating_sub(1) } else { at };
        let index = self.segments.partition_point(|segment| segment.prose + segment.prose_len <= probe);
        let Some(segment) = self.segments.get(index) else {
            return self.segments.last().map_or(0, |last| (last.source + last.source_len) as usize);
        };
        if at <= segment.prose && !is_end {
            return segment.source as usize;
        }
        if segment.prose_len == segment.source_len {
            (segment.source + at.saturating_sub(segment.prose)) as usize
        } else if is_end {
            (segment.source + segment.source_len) as usize
        } else {
            segment.source as usize
        }
    }
}

/// Builds a [`Prose`] block by block.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    open: Option<(usize, BlockKind)>,
}

impl ProseBuilder {
    /// Opens a block; an open one is ended first.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end();
        if !self.prose.text.is_empty() && !self.prose.text.ends_with('\n') {
            self.prose.text.push('\n');
        }
        self.open = Some((self.prose.text.len(), kind));
    }

    /// Adds `text`, made from the bytes `source`, to the open block. Returns where it stands.
    pub fn push(&mut self, text: &str, source: std::ops::Range<usize>) -> Span {
        let span = Span::new(self.prose.text.len(), self.prose.text.len() + text.len());
        if text.is_empty() {
            return span;
        }
        self.prose.text.push_str(text);
        let narrow = |offset: usize| u32::try_from(offset).expect("sources are shorter than 4 GiB");
        self.prose.segments.push(Segment {
            prose: span.start,
            prose_len: span.end - span.start,
            source: narrow(source.start),
            source_len: narrow(source.end - source.start),
        });
        span
    }

    /// Bytes of prose so far.
    pub fn len(&self) -> usize {
        self.prose.text.len()
    }

    /// Whether there is none so far.
    pub fn is_empty(&self) -> bool {
        self.prose.text.is_empty()
    }

    /// Closes the open block; one without text is dropped. Returns its index in [`Prose::blocks`].
    pub fn end(&mut self) -> Option<usize> {
        let (start, kind) = self.open.take()?;
        let end = self.prose.text.len();
        if start == end {
            return None;
        }
        self.prose.blocks.push(Block { span: Span::new(start, end), kind, signature: None });
        Some(self.prose.blocks.len() - 1)
    }

    /// Gives the blocks `blocks` (indices) the signature `signature`.
    pub fn sign(&mut self, blocks: std::ops::Range<usize>, signature: Span) {
        for block in &mut self.prose.blocks[blocks] {
            block.signature = Some(signature);
        }
    }

    /// The finished prose.
    pub fn finish(mut self) -> Prose {
        self.end();
        if self.prose.text.ends_with('\n') {
            self.prose.text.pop();
        }
        self.prose
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_maps_back_to_its_lines() {
        let source = "  First line.\n\n\nSécond “line”.  \n";
        let prose = Prose::from_plain_text(source);
        assert_eq!(prose.text, "First line.\nSécond “line”.");
        assert_eq!(prose.blocks.len(), 2);
        for block in &prose.blocks {
            assert_eq!(&source[prose.to_source(block.span)], block.span.of(&prose.text));
            assert_eq!(prose.from_source(prose.to_source(block.span)), Some(block.span));
        }
    }

    #[test]
    fn an_entity_maps_as_a_whole() {
        let mut builder = ProseBuilder::default();
        builder.begin(BlockKind::Paragraph);
        builder.push("A ", 0..2);
        builder.push("&", 2..7);
        builder.push(" B", 7..9);
        let prose = builder.finish();
        assert_eq!(prose.to_source(Span::new(2, 3)), 2..7);
        assert_eq!(prose.to_source(Span::new(0, 5)), 0..9);
        assert_eq!(prose.from_source(4..5), Some(Span::new(2, 3)));
    }
}
