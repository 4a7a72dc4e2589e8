//! What one Markdown parse yields.
//!
//! The HTML is kept as one string with *runs* that say where each stretch of prose stands in it, and with
//! the places of link and image addresses. Whatever is learnt later (a quotation's anchor, the relative
//! address of a linked article) is spliced in, so that Markdown is parsed once and never re-rendered.

use std::ops::Range;

use crate::text::{Prose, Span};
use crate::verdict::Verdict;

/// A parsed Markdown text.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Complete HTML, addresses as written by the author.
    pub html: String,
    /// Where prose stands in `html`, in order.
    pub runs: Vec<TextRun>,
    /// Elements inside the prose (`em`, `a`), in the order in which they open.
    pub elements: Vec<InlineElement>,
    /// The plain text. Source offsets count from the start of the **file**, front matter included.
    pub prose: Prose,
    /// Headings, nested.
    pub contents: Vec<Contents>,
    /// Links and images, in order.
    pub links: Vec<BodyLink>,
    /// The author's overrides, in order.
    pub overrides: Vec<Override>,
    /// Identifiers in the HTML that a link's `#fragment` can name (headings, footnotes).
    pub anchors: Vec<String>,
    /// Whether there is a highlighted code block.
    pub has_code: bool,
}

/// A stretch of prose in the HTML. Both sides hold the same bytes, but for a line break, which is a space in the
/// prose: a character that HTML escapes ends a run and stands in one of its own, whose lengths differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// In the prose.
    pub prose: Span,
    /// First byte in the HTML.
    pub html: u32,
    /// Bytes in the HTML.
    pub html_len: u32,
    /// Number of the innermost element that holds the run, unique within the body. Two runs of the same
    /// parent can be wrapped by one element, whatever stands between them.
    pub parent: u32,
}

/// An element inside a block of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InlineElement {
    /// The words inside it.
    pub prose: Span,
    /// First byte of its start tag in the HTML.
    pub html: u32,
    /// One past the last byte of its end tag.
    pub html_end: u32,
    /// What holds it, as in [`TextRun::parent`].
    pub parent: u32,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyLink {
    /// As the author wrote it.
    pub target: String,
    /// Bytes of the file.
    pub source: Range<usize>,
    /// Bytes of `html` that hold the address (the value of `href` or `src`).
    pub html: Range<usize>,
    /// Whether it is an image.
    pub is_image: bool,
    /// Alternative text of an image.
    pub alt: String,
    /// Where it leads.
    pub to: Target,
}

/// Where a link leads or an image lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// Somewhere else: the address as written.
    #[default]
    External,
    /// An address of the site, from its root: `articles/talks/`, `about/`, `images/map.png`, and what follows it
    /// (`#next`, `?q=water`, nothing). Whether it exists is for [`links::check`](super::links::check) to say.
    Site {
        /// From the root, without a leading slash; the home page is empty.
        path: String,
        /// Query and fragment with their signs.
        suffix: String,
    },
    /// A place in the same text: its `#fragment`, without the sign.
    Here(String),
    /// Another file of the content that is not there; [`links::check`](super::links::check) reports it.
    Missing,
}

/// An override link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// What it says.
    pub kind: OverrideKind,
    /// The linked words in the prose.
    pub span: Span,
    /// Bytes of the file, the whole link.
    pub source: Range<usize>,
}

/// What an override link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverrideKind {
    /// `speaker:`, `date:` or `event:`, with an identifier, an EDTF date or `none`
    Verdict(Verdict),
    /// `term:<id>`
    Term(String),
}

/// A heading of the contents list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// 2 to 6.
    pub level: u8,
    /// Identifier of the heading.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// Headings below.
    pub children: Vec<Contents>,
}

/// Something to put into [`Body::html`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Splice {
    /// Replace the bytes `html` (an address) with `text`, already escaped.
    Replace {
        /// Bytes of the HTML.
        html: Range<usize>,
        /// What stands there instead.
        text: String,
    },
    /// Wrap the words `span` in an element. Where the words cross the edge of an element they are wrapped in
    /// pieces, each with the attributes; only the first has the `id`.
    Wrap {
        /// Words of the prose.
        span: Span,
        /// Name of the element: `span`, `a`, `time`.
        element: &'static str,
        /// Value of the `id` attribute.
        id: Option<String>,
        /// The other attributes, escaped, with a leading space: ` class="quotation"`.
        attributes: String,
    },
}

impl Body {
    /// The HTML with `splices` applied, in any order. Wraps may nest but not cross.
    pub fn compose(&self, splices: &[Splice]) -> String {
        super::compose::compose(self, splices)
    }

    /// Whether a link stands inside the words or around them: links don't nest.
    pub fn holds_link(&self, span: Span) -> bool {
        let is_link = |html: u32| {
            let tag = &self.html.as_bytes()[html as usize..];
            tag.starts_with(b"<a ") || tag.starts_with(b"<a>")
        };
        // Elements and runs stand in the order of the text.
        let mut elements = self.elements.iter().take_while(|element| element.prose.start < span.end);
        if elements.any(|element| element.prose.overlaps(span) && is_link(element.html)) {
            return true;
        }
        // A footnote's number is a link, but no prose: it shows between the runs of text only.
        let runs = &self.runs[self.runs.partition_point(|run| run.prose.end <= span.start)..];
        let runs = &runs[..runs.partition_point(|run| run.prose.start < span.end)];
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return false };
        self.html[first.html as usize..(last.html + last.html_len) as usize].contains("<a ")
    }
}
