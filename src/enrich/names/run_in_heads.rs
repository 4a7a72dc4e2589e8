//! Heads that run into their paragraph, in capitals: "CONGRESS HAS ASKED HIM — Roe’s advice …". Their words are no names.

use std::ops::Range;

use super::Name;
use crate::enrich::document::{Document, DocumentBlock};
use crate::enrich::statements::is_dash;
use crate::text::TokenKind;

/// Words that a head has at least: fewer may be a place that a report is sent from ("NEW YORK — ").
const SHORTEST: usize = 4;

/// Drops names in such heads.
pub(super) fn drop(document: &Document, names: &mut Vec<Name>) {
    let heads: Vec<Range<usize>> = document.blocks.iter().filter_map(|block| head(document, block)).collect();
    if !heads.is_empty() {
        names.retain(|name| !heads.iter().any(|head| head.contains(&name.tokens.start)));
    }
}

/// The words in capitals that a block opens with, up to their dash.
fn head(document: &Document, block: &DocumentBlock) -> Option<Range<usize>> {
    let mut words = 0;
    for at in block.tokens.clone() {
        let word = document.word(at);
        match document.tokens[at].kind {
            TokenKind::Mark if is_dash(word) => return (words >= SHORTEST).then_some(block.tokens.start..at),
            TokenKind::Mark if matches!(word, "." | "!" | "?" | ":") => return None,
            TokenKind::Word if word.contains(char::is_lowercase) => return None,
            TokenKind::Word => words += 1,
            _ => {}
        }
    }
    None
}
