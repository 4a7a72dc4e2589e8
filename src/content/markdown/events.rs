//! The events of one Markdown text with their bytes in the file, and which end belongs to which start.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// Signed block quotations inside each other beyond this depth are plain ones: rendering them is recursive.
const MAX_SIGNED_DEPTH: usize = 12;

/// A parsed text.
pub(super) struct Events<'a> {
    list: Vec<(Event<'a>, Range<usize>)>,
    /// For a start the index of its end and the reverse; for others their own.
    partner: Vec<usize>,
    /// Block quotations around each event, for starts of block quotations only; 0 for others.
    depth: Vec<usize>,
}

/// Where the signature of a block quotation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    /// Index of the start of the paragraph that holds it.
    pub paragraph: usize,
    /// Index of the line break before it; `None` when it is the whole paragraph.
    pub line_break: Option<usize>,
}

impl<'a> Events<'a> {
    /// Parses `text`, which begins at byte `base` of its file.
    pub fn parse(text: &'a str, base: usize) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST;
        let mut list = Vec::with_capacity(text.len() / 48 + 8);
        let mut partner = Vec::with_capacity(list.capacity());
        let mut depth = Vec::with_capacity(list.capacity());
        let mut open = Vec::new();
        let mut quotes = 0;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            let index = list.len();
            partner.push(index);
            depth.push(0);
            match &event {
                Event::Start(tag) => {
                    open.push(index);
                    if matches!(tag, Tag::BlockQuote(_)) {
                        quotes += 1;
                        depth[index] = quotes;
                    }
                }
                Event::End(tag) => {
                    if let Some(start) = open.pop() {
                        partner[index] = start;
                        partner[start] = index;
                    }
                    if matches!(tag, TagEnd::BlockQuote(_)) {
                        quotes -= 1;
                    }
                }
                _ => {}
            }
            list.push((event, range.start + base..range.end + base));
        }
        Self { list, partner, depth }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The event `index` and its bytes in the file.
    pub fn get(&self, index: usize) -> (&Event<'a>, Range<usize>) {
        let (event, range) = &self.list[index];
        (event, range.clone())
    }

    /// The end of the start `index`, or the start of the end.
    pub fn partner(&self, index: usize) -> usize {
        self.partner[index]
    }

    /// The plain text between two events.
    pub fn plain_text(&self, range: Range<usize>) -> String {
        let mut text = String::new();
        for (event, _) in &self.list[range] {
            match event {
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// The image that stands alone in the paragraph that starts at `paragraph`, perhaps inside one link.
    pub fn lone_image(&self, paragraph: usize) -> Option<usize> {
        let (mut first, mut end) = (paragraph + 1, self.partner[paragraph]);
        if first < end
            && matches!(self.list[first].0, Event::Start(Tag::Link { .. }))
            && self.partner[first] + 1 == end
        {
            (first, end) = (first + 1, end - 1);
        }
        let is_image = first < end && matches!(self.list[first].0, Event::Start(Tag::Image { .. }));
        (is_image && self.partner[first] + 1 == end).then_some(first)
    }

    /// The signature of the block quotation that starts at `quote`: its last line, when that begins with a
    /// dash and is not all there is.
    pub fn signature(&self, quote: usize) -> Option<Signature> {
        if self.depth[quote] > MAX_SIGNED_DEPTH {
            return None;
        }
        let last = self.partner[quote] - 1;
        if !matches!(self.list[last].0, Event::End(TagEnd::Paragraph)) {
            return None;
        }
        let paragraph = self.partner[last];
        let mut line_break = None;
        let mut index = paragraph + 1;
        while index < last {
            match &self.list[index].0 {
                Event::SoftBreak | Event::HardBreak => line_break = Some(index),
                Event::Start(_) => index = self.partner[index],
                _ => {}
            }
            index += 1;
        }
        if line_break.is_none() && paragraph == quote + 1 {
            return None;
        }
        let first = line_break.unwrap_or(paragraph) + 1;
        let Event::Text(text) = &self.list[first].0 else { return None };
        let rest = without_dash(text)?;
        let says_something = !rest.is_empty() || first + 1 < last;
        says_something.then_some(Signature { paragraph, line_break })
    }

    /// The texts of a code block that starts at `start`, in one piece.
    pub fn literal(&self, start: usize) -> String {
        let parts = self.list[start + 1..self.partner[start]].iter().filter_map(|(event, _)| match event {
            Event::Text(part) | Event::Html(part) => Some(CowStr::as_ref(part)),
            _ => None,
        });
        parts.collect()
    }
}

/// `text` without the dash, or hyphens for one, that begins a signature.
pub(super) fn without_dash(text: &str) -> Option<&str> {
    let trimmed = text.trim_start();
    let rest = match trimmed.strip_prefix(['—', '–', '―']) {
        Some(rest) => rest,
        None => trimmed.strip_prefix("--")?.trim_start_matches('-'),
    };
    Some(rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(text: &str) -> Option<Option<usize>> {
        let events = Events::parse(text, 0);
        events.signature(0).map(|signature| signature.line_break)
    }

    #[test]
    fn the_last_line_signs_when_it_begins_with_a_dash() {
        assert!(signature("> Words.\n> — Olga Example").unwrap().is_some());
        assert!(signature("> Words.\n>\n> -- Olga Example").unwrap().is_none());
        assert_eq!(signature("> — Only a dash"), None);
        assert_eq!(signature("> Words — not a signature"), None);
        assert_eq!(signature("> Words\n> —"), None);
        assert_eq!(signature("> *Words\n> — inside*"), None);
    }
}
