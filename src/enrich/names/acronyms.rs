//! Names whose extent their acronym shows: "Alliance to Reclaim Our Quays (AROQ)".

use crate::enrich::document::Document;
use crate::language::lexicon::Class;
use crate::text::{Shape, TokenKind};

/// Words of a name beyond those that begin a run of capitals.
const LONGEST: usize = 8;

/// The end of a name that begins at `start` and goes on at `at` with a small word, if right behind it stands in brackets
/// what the capitals of its words spell.
pub(super) fn spelled_out(
    document: &Document,
    start: usize,
    at: usize,
    sentence_end: usize,
) -> Option<usize> {
    let joins = document.lexemes[at].is_function() || document.lexemes[at].is(Class::InfinitiveMarker);
    if !joins || !document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised()) {
        return None;
    }
    let limit = sentence_end.min(at + LONGEST);
    let open = (at + 1..limit).find(|&at| document.tokens[at].kind != TokenKind::Word)?;
    let acronym = document.tokens.get(open + 1).filter(|token| token.shape == Shape::Upper)?;
    let closed = open + 2 < sentence_end && document.word(open + 2) == ")";
    if document.word(open) != "(" || !closed {
        return None;
    }
    let initials = (start..open)
        .filter(|&at| document.tokens[at].is_capitalised())
        .filter_map(|at| document.word(at).chars().next());
    let letters = document.word(open + 1).chars();
    (acronym.kind == TokenKind::Word && initials.eq(letters)).then_some(open)
}
