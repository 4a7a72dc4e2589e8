//! The author's own HTML: passed through, kept balanced, its addresses and identifiers noted.

use std::ops::Range;

use super::emit::Emitter;
use super::raw_html::{Attribute, Piece, pieces};
use crate::content::{BodyLink, Target};

/// Whether `text` is a comment to the program: `<!-- nutgraf: ignore words-differ -->`.
fn is_note(text: &str) -> bool {
    text.strip_prefix("<!--").is_some_and(|comment| comment.trim_start().starts_with("nutgraf:"))
}

impl Emitter<'_> {
    /// Writes `html`, made from the bytes `place`; `inline` when it is one tag inside a sentence.
    pub fn raw(&mut self, html: &str, place: Range<usize>, inline: bool) {
        let exact = self.report.file.text.get(place.clone()) == Some(html);
        for (piece, span) in pieces(html) {
            let at = |span: &Range<usize>| {
                if exact { place.start + span.start..place.start + span.end } else { place.clone() }
            };
            let text = &html[span.clone()];
            match piece {
                // A comment to Nutgraf is no business of readers.
                Piece::Text if is_note(text) => {}
                Piece::Text => self.writer.html.push_str(text),
                Piece::Opaque { closed } => {
                    self.writer.html.push_str(text);
                    // Left open, it would swallow everything up to the end of the page.
                    if !closed && !inline {
                        self.writer.close_innermost_raw();
                    }
                }
                Piece::Open { name, attributes, is_void } => {
                    let base = self.writer.html.len();
                    self.writer.html.push_str(text);
                    for attribute in &attributes {
                        let in_html =
                            base + attribute.span.start - span.start..base + attribute.span.end - span.start;
                        self.note_attribute(&name, attribute, &attributes, in_html, at(&attribute.span));
                    }
                    if name == "br" && self.writer.in_block() {
                        self.writer.space(at(&span));
                    }
                    if !is_void {
                        self.writer.open_raw(base, name, at(&span));
                    }
                }
                Piece::Close { name } => {
                    if !self.writer.close_named(&name) {
                        let message = format!("the end tag `</{name}>` ends nothing here");
                        let help = "HTML in Markdown must be complete within its block or container";
                        self.report.warning("unbalanced-html", message, at(&span), "left out", help);
                    }
                }
                Piece::Bogus => {
                    let help = "complete the tag or comment, or write `&lt;` for a character";
                    self.report.warning("unbalanced-html", "this is not HTML", at(&span), "left out", help);
                }
            }
        }
    }

    fn note_attribute(
        &mut self,
        element: &str,
        attribute: &Attribute<'_>,
        all: &[Attribute<'_>],
        html: Range<usize>,
        source: Range<usize>,
    ) {
        if attribute.value.is_empty() {
            return;
        }
        let is_image = match (element, attribute.name.as_str()) {
            (_, "id") => {
                self.ids.claim(attribute.value);
                return;
            }
            ("a" | "area", "href") => false,
            ("img" | "source" | "video" | "audio" | "track", "src") | ("video", "poster") => true,
            _ => return,
        };
        let alt = all.iter().find(|other| other.name == "alt").map(|alt| alt.value.to_owned());
        let target = attribute.value.replace("&amp;", "&");
        self.links.push(BodyLink {
            target,
            source,
            html,
            is_image,
            alt: alt.unwrap_or_default(),
            to: Target::default(),
        });
    }

    /// Reports the author's elements that were left open.
    pub fn report_html(&mut self) {
        for (name, place) in std::mem::take(&mut self.writer.unclosed) {
            let message = format!("the element `<{name}>` is never closed");
            let help = format!("add `</{name}>` in the same paragraph or container");
            self.report.warning("unbalanced-html", message, place, "opened here", help);
        }
    }
}
