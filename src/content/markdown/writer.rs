//! The HTML and the prose of a body as they grow side by side.
//!
//! Knows elements, blocks of prose and which bytes of the one stand for which of the other; knows nothing
//! of Markdown. Elements are closed in the order in which they were opened, whatever the author wrote.

use std::borrow::Cow;
use std::ops::Range;

use super::escape;
use super::raw_html::OPTIONAL_END;
use crate::content::{InlineElement, TextRun};
use crate::text::{BlockKind, Prose, ProseBuilder, Span};

#[derive(Default)]
pub(super) struct Writer {
    pub html: String,
    runs: Vec<TextRun>,
    elements: Vec<InlineElement>,
    prose: ProseBuilder,
    open: Vec<Element>,
    /// Number of the next element or block.
    next: u32,
    block: Option<OpenBlock>,
    /// Finished blocks of prose.
    pub blocks: usize,
    /// The author's own elements that were left open and should not have been: name and place.
    pub unclosed: Vec<(String, Range<usize>)>,
}

struct Element {
    number: u32,
    close: Cow<'static, str>,
    /// Name and place of an element that the author wrote as HTML.
    raw: Option<(String, Range<usize>)>,
    /// Its place in the list of elements inside prose.
    inline: Option<usize>,
}

struct OpenBlock {
    number: u32,
    /// Open elements when the block began.
    depth: usize,
    start: usize,
}

impl Writer {
    /// Opens an element: writes `start`, and `end` when it is closed.
    pub fn open(&mut self, start: &str, end: impl Into<Cow<'static, str>>) {
        let at = self.html.len();
        self.html.push_str(start);
        self.push_element(at, end.into(), None);
    }

    /// Opens an element that the author wrote as HTML at `place`, and whose start tag has been written from the
    /// byte `at` of the HTML on.
    pub fn open_raw(&mut self, at: usize, name: String, place: Range<usize>) {
        self.push_element(at, format!("</{name}>").into(), Some((name, place)));
    }

    fn push_element(&mut self, at: usize, close: Cow<'static, str>, raw: Option<(String, Range<usize>)>) {
        let inline = self.block.is_some().then(|| {
            let prose = Span::new(self.prose.len(), self.prose.len());
            let (html, parent) = (narrow(at), self.parent());
            self.elements.push(InlineElement { prose, html, html_end: html, parent });
            self.elements.len() - 1
        });
        let number = self.number();
        self.open.push(Element { number, close, raw, inline });
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Closes the innermost element that [`Writer::open`] opened, and the author's own inside it.
    pub fn close(&mut self) {
        while self.open.last().is_some_and(|element| element.raw.is_some()) {
            self.pop(true);
        }
        self.pop(false);
    }

    /// Closes the author's element `name` and those inside it; false when there is none to close.
    pub fn close_named(&mut self, name: &str) -> bool {
        let mut inner = 0;
        for element in self.open.iter().rev() {
            match &element.raw {
                Some((open, _)) if open == name => {
                    for _ in 0..inner {
                        self.pop(true);
                    }
                    self.pop(false);
                    return true;
                }
                Some(_) => inner += 1,
                None => return false,
            }
        }
        false
    }

    /// Closes the innermost element when it is one of the author's.
    pub fn close_innermost_raw(&mut self) {
        if self.open.last().is_some_and(|element| element.raw.is_some()) {
            self.pop(true);
        }
    }

    /// Closes the innermost element; one of the author's is noted when its end should have been written.
    fn pop(&mut self, note: bool) {
        let Some(element) = self.open.pop() else { return };
        self.html.push_str(&element.close);
        if let Some(inline) = element.inline.and_then(|index| self.elements.get_mut(index)) {
            inline.prose.end = narrow(self.prose.len());
            inline.html_end = narrow(self.html.len());
        }
        if let Some((name, place)) = element.raw
            && note
            && !OPTIONAL_END.contains(&name.as_str())
        {
            self.unclosed.push((name, place));
        }
    }

    /// Whether a block of prose is open.
    pub fn in_block(&self) -> bool {
        self.block.is_some()
    }

    /// Opens a block of prose; an open one is ended first.
    pub fn begin_block(&mut self, kind: BlockKind) {
        self.end_block();
        self.prose.begin(kind);
        let number = self.number();
        self.block = Some(OpenBlock { number, depth: self.open.len(), start: self.prose.len() });
    }

    /// Ends the open block of prose, if there is one, and the author's own elements opened in it; returns its
    /// words unless there are none.
    pub fn end_block(&mut self) -> Option<Span> {
        let block = self.block.take()?;
        while self.open.len() > block.depth && self.open.last().is_some_and(|element| element.raw.is_some()) {
            self.pop(true);
        }
        let end = self.prose.len();
        self.prose.end()?;
        self.blocks += 1;
        Some(Span::new(block.start, end))
    }

    /// Gives `blocks` of prose their signature.
    pub fn sign(&mut self, blocks: Range<usize>, signature: Span) {
        self.prose.sign(blocks, signature);
    }

    /// Bytes of prose so far.
    pub fn prose_len(&self) -> usize {
        self.prose.len()
    }

    /// Writes text that is prose, made from the bytes `source` of the file. `exact` says that those bytes are the
    /// text itself; else they are an entity, an escape or the like.
    pub fn text(&mut self, text: &str, source: Range<usize>, exact: bool) {
        if exact {
            self.prose_text(text, source);
        } else if text.len() == source.len() && !text.is_empty() {
            // Equal lengths would claim equal bytes: the first character stands for all of the source.
            let first = text.chars().next().map_or(0, char::len_utf8);
            let end = source.end;
            self.prose_text(&text[..first], source);
            if first < text.len() {
                self.prose_text(&text[first..], end..end);
            }
        } else {
            self.prose_text(text, source);
        }
    }

    fn prose_text(&mut self, text: &str, source: Range<usize>) {
        let span = self.prose.push(text, source);
        let start = span.start as usize;
        let (mut plain, mut at) = (0, 0);
        while let Some(found) = escape::find_special(&text[at..]) {
            at += found;
            let Some(character) = text[at..].chars().next() else { break };
            let next = at + character.len_utf8();
            if let Some(entity) = escape::entity(character) {
                self.run(start + plain, &text[plain..at], at - plain);
                self.run(start + at, entity, next - at);
                plain = next;
            }
            at = next;
        }
        self.run(start + plain, &text[plain..], text.len() - plain);
    }

    /// Writes a line break that is a space in the prose.
    pub fn line_break(&mut self, source: Range<usize>) {
        let span = self.prose.push(" ", source);
        self.run(span.start as usize, "\n", 1);
    }

    /// Adds a space to the prose for something that separates words in the HTML but is no text.
    pub fn space(&mut self, source: Range<usize>) {
        self.prose.push(" ", source);
    }

    fn run(&mut self, prose: usize, html: &str, prose_len: usize) {
        if html.is_empty() {
            return;
        }
        let parent = self.parent();
        let at = self.html.len();
        self.html.push_str(html);
        let plain = html.len() == prose_len;
        if plain
            && let Some(last) = self.runs.last_mut()
            && last.parent == parent
            && last.html_len as usize == last.prose.len()
            && last.prose.end as usize == prose
            && (last.html + last.html_len) as usize == at
        {
            last.prose.end = narrow(prose + prose_len);
            last.html_len = narrow(at + html.len()) - last.html;
            return;
        }
        let prose = Span::new(prose, prose + prose_len);
        self.runs.push(TextRun { prose, html: narrow(at), html_len: narrow(html.len()), parent });
    }

    /// Number of the innermost element, or of the block itself: two items of a list share an element with
    /// what stands between them, and that no wrap may cross.
    fn parent(&self) -> u32 {
        match (&self.block, self.open.last()) {
            (Some(block), Some(element)) if self.open.len() > block.depth => element.number,
            (Some(block), _) => block.number,
            (None, element) => element.map_or(0, |element| element.number),
        }
    }

    /// Closes what is still open.
    pub fn close_all(&mut self) {
        self.end_block();
        while !self.open.is_empty() {
            self.pop(true);
        }
    }

    /// HTML, runs, elements inside prose, and prose.
    pub fn finish(mut self) -> (String, Vec<TextRun>, Vec<InlineElement>, Prose) {
        self.close_all();
        (self.html, self.runs, self.elements, self.prose.finish())
    }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).expect("files are capped far below 4 GiB")
}
