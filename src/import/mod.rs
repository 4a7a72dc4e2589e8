//! What others publish in, an article in Markdown out, with a list of what the importer was unsure of.
//!
//! ```text
//! bytes ── decode ──► text ──┬─ plain_text ─┬─► Draft ── markdown ──► front matter and body
//!                            ├─ html ───────┘                                   │
//!                            └─ sites (Markdown of other generators) ───────────┴─► batch ──► files
//! ```
//!
//! The importer takes away what surrounds an article on its page, and nothing else: not a sentence of the
//! article is lost, and whatever was taken on a guess is named to the author. Must not know: the site that
//! the article goes to, quotations, events.

pub mod batch;
mod day;
mod decode;
mod draft;
mod elements;
mod furniture;
mod html;
mod html_blocks;
mod markdown;
mod metadata;
mod nesting;
mod notes;
mod plain_text;
pub mod sites;
mod white_space;
mod write;

pub use decode::{Decoded, decode};
pub use draft::{Block, Draft, Inline, LeadImage, ListItem, Source};
pub use write::{articles_folder, file_name, write_new};

use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, SourceFile};
use crate::language::{Language, is_tag};

/// An article as it came out.
#[derive(Debug)]
pub struct Imported {
    /// Everything that was read, before it was written down.
    pub draft: Draft,
    /// The article: YAML front matter and Markdown body.
    pub markdown: String,
    /// What the importer was unsure of, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Turns `bytes` (plain text or an HTML page, in any encoding) into an article.
///
/// `name` is shown in diagnostics, and its ending helps to tell HTML from text. Never fails: what can't be
/// read is in [`Imported::diagnostics`].
pub fn import(bytes: &[u8], name: &Path, language: &Language) -> Imported {
    let decoded = decode(bytes);
    let file = Arc::new(SourceFile::new(name, decoded.text));
    let read = if html::is_html(&file.text, name) { html::read } else { plain_text::read };
    let mut draft = read(&file, &language.import);
    // An article without a language is English.
    let is_english =
        |tag: &str| Language::find(tag).is_some_and(|pack| pack.code == Language::english().code);
    let stated = draft.language.take().filter(|tag| is_tag(tag));
    let tag = stated.unwrap_or_else(|| language.code.to_owned());
    draft.language = Some(tag).filter(|tag| !is_english(tag));
    if decoded.replaced {
        let message = format!("some characters are no {} and became \u{fffd}", decoded.encoding);
        draft.unsure.push(
            Diagnostic::warning("import-encoding", message)
                .in_file(&file)
                .help("save the file as UTF-8 and import it again"),
        );
    }
    let markdown = markdown::write(&draft);
    let mut diagnostics = std::mem::take(&mut draft.unsure);
    diagnostics.sort_by_key(|diagnostic| {
        diagnostic.place.as_ref().and_then(|place| place.span.as_ref()).map(|span| span.start)
    });
    Imported { draft, markdown, diagnostics }
}
