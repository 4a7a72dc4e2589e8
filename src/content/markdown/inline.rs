//! Text, links, images, overrides and references to footnotes.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::emit::Emitter;
use super::escape::{push_address, push_attribute};
use super::overrides;
use crate::content::{BodyLink, Override, OverrideKind, Target};
use crate::text::{BlockKind, Span};

/// A link whose end has not come yet.
pub(super) enum OpenLink {
    /// An `a` element.
    Element,
    /// An override, which is no element.
    Override { kind: OverrideKind, start: usize, source: Range<usize> },
    /// A faulty override: just its words.
    Words,
}

impl Emitter<'_> {
    /// Text made from the bytes `place`.
    pub fn text(&mut self, text: &str, place: Range<usize>) {
        self.ensure_block();
        let exact = self.report.file.text.get(place.clone()) == Some(text);
        self.writer.text(text, place, exact);
    }

    /// Code inside a sentence is part of the sentence.
    pub fn code(&mut self, code: &str, place: Range<usize>) {
        self.inline("<code>", "</code>");
        let source = self.locate(code, place);
        self.text(code, source);
        self.writer.close();
    }

    pub fn line_break(&mut self, html: &str, place: Range<usize>) {
        self.ensure_block();
        self.writer.html.push_str(html);
        self.writer.line_break(place);
    }

    /// Opens an element inside a block of prose.
    pub fn inline(&mut self, start: &str, end: &'static str) {
        self.ensure_block();
        self.writer.open(start, end);
    }

    /// Where in `place` the author wrote `text`; all of it when it was written in another way.
    fn locate(&self, text: &str, place: Range<usize>) -> Range<usize> {
        let source = &self.report.file.text[place.clone()];
        // An address without parentheses of its own mostly stands before the last one.
        let in_parentheses = source.strip_suffix(')').filter(|_| !text.ends_with(')'));
        let before = in_parentheses.and_then(|source| source.strip_suffix(text)).map(str::len);
        match before.or_else(|| source.rfind(text)) {
            Some(at) if !text.is_empty() => place.start + at..place.start + at + text.len(),
            _ => place,
        }
    }

    pub fn open_link(&mut self, link_type: LinkType, target: &str, title: &str, place: Range<usize>) {
        self.ensure_block();
        match overrides::parse(target) {
            Some(Ok(kind)) if !matches!(link_type, LinkType::Autolink | LinkType::Email) => {
                let start = self.writer.prose_len();
                self.open_links.push(OpenLink::Override { kind, start, source: place });
                return;
            }
            Some(Err(fault)) if !matches!(link_type, LinkType::Autolink | LinkType::Email) => {
                let at = self.locate(target, place);
                self.report.error("invalid-override", fault.message, at, "in this link", fault.help);
                self.open_links.push(OpenLink::Words);
                return;
            }
            _ => {}
        }
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        let mut start = String::from("<a href=\"");
        let address = self.address(&mut start, &target);
        if !title.is_empty() {
            start.push_str(" title=\"");
            push_attribute(&mut start, title);
            start.push('"');
        }
        start.push('>');
        let source = self.locate(&target, place);
        self.links.push(BodyLink {
            target,
            source,
            html: address,
            is_image: false,
            alt: String::new(),
            to: Target::default(),
        });
        self.writer.open(&start, "</a>");
        self.open_links.push(OpenLink::Element);
    }

    /// Appends an address and its closing quotation mark to `start`, which will be written next. Returns the
    /// bytes of the HTML that will hold the address.
    fn address(&self, start: &mut String, target: &str) -> Range<usize> {
        let from = self.writer.html.len() + start.len();
        push_address(start, target);
        let to = self.writer.html.len() + start.len();
        start.push('"');
        from..to
    }

    pub fn close_link(&mut self) {
        match self.open_links.pop() {
            Some(OpenLink::Element) => self.writer.close(),
            Some(OpenLink::Override { kind, start, source }) => {
                let span = Span::new(start, self.writer.prose_len());
                if span.is_empty() {
                    let help = "put the words that it is about between the brackets";
                    self.report.error(
                        "invalid-override",
                        "this override marks no words",
                        source,
                        "no words here",
                        help,
                    );
                } else {
                    self.overrides.push(Override { kind, span, source });
                }
            }
            Some(OpenLink::Words) | None => {}
        }
    }

    /// An image; `title` unless it is printed as a caption.
    pub fn image(&mut self, index: usize, target: &str, title: Option<&str>, place: Range<usize>) {
        let alt = self.events.plain_text(index + 1..self.events.partner(index));
        let mut tag = String::from("<img src=\"");
        let address = self.address(&mut tag, target);
        tag.push_str(" alt=\"");
        push_attribute(&mut tag, &alt);
        tag.push('"');
        if let Some((width, height)) = (self.settings.image_size)(target) {
            tag.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            tag.push_str(" title=\"");
            push_attribute(&mut tag, title);
            tag.push('"');
        }
        tag.push_str(" loading=\"lazy\" decoding=\"async\">");
        self.writer.html.push_str(&tag);
        let source = self.locate(target, place);
        self.links.push(BodyLink {
            target: target.to_owned(),
            source,
            html: address,
            is_image: true,
            alt,
            to: Target::default(),
        });
    }

    /// A paragraph that holds one image and nothing else: a figure, whose caption is the image's title.
    pub fn figure(&mut self, paragraph: usize, image: usize) {
        self.block("<figure>\n", "</figure>\n");
        let (Event::Start(Tag::Image { dest_url, title, .. }), place) = self.events.get(image) else {
            return;
        };
        let linked = image > paragraph + 1;
        if linked {
            self.emit(paragraph + 1..image);
        }
        self.image(image, dest_url, None, place.clone());
        if linked {
            self.close_link();
        }
        self.writer.end_block();
        if !title.is_empty() {
            self.writer.html.push('\n');
            self.writer.open("<figcaption>", "</figcaption>");
            self.writer.begin_block(BlockKind::Aside);
            let source = self.locate(title, place);
            self.text(title, source);
            self.writer.end_block();
            self.writer.close();
        }
        self.writer.html.push('\n');
        self.writer.close();
    }

    pub fn footnote_reference(&mut self, label: &str) {
        let Some(number) = self.notes.number(label) else { return };
        self.referred[number - 1] += 1;
        let id = match self.referred[number - 1] {
            1 => format!("fnref-{number}"),
            again => format!("fnref-{number}-{again}"),
        };
        self.ids.claim(&id);
        self.writer.html.push_str(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }
}
