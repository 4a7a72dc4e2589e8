//! Markdown in, a [`Body`] out, in one pass: HTML, prose with its way back to the source, contents, links.
//!
//! CommonMark with tables, footnotes, strikethrough, task lists, heading attributes, definition lists and
//! alerts; punctuation stays as it was typed. The HTML is well-formed whatever the author wrote. Must not
//! know: where the text will be published.

mod emit;
pub(crate) mod escape;
mod events;
mod footnotes;
mod headings;
mod inline;
mod labels;
mod overrides;
mod raw;
mod raw_html;
mod tables;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use super::Body;
use super::fields::Report;
use crate::diagnostics::{Diagnostic, SourceFile};

/// What a text needs to know of its surroundings.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// BCP 47 tag of the text, for the few words that Markdown itself puts into a page.
    pub language: &'a str,
    /// Width and height in pixels of an image, by its address as the author wrote it.
    pub image_size: &'a (dyn Fn(&str) -> Option<(usize, usize)> + Sync),
}

impl Default for Settings<'_> {
    /// English, images of unknown size.
    fn default() -> Self {
        Self { language: "en", image_size: &|_| None }
    }
}

/// Parses the bytes `text` of `file` as Markdown. Offsets in the result count from the start of the file.
///
/// # Panics
/// When `text` is not a range of the file's text on character boundaries.
pub fn parse(file: &Arc<SourceFile>, text: Range<usize>, settings: Settings<'_>) -> (Body, Vec<Diagnostic>) {
    let events = events::Events::parse(&file.text[text.clone()], text.start);
    let notes = footnotes::Footnotes::find(&events);
    emit::Emitter::new(&events, &notes, settings, Report::new(file)).body()
}
