//! Letters after a name, which are no part of it: "Olga Example KC".

use std::ops::Range;

use crate::enrich::document::Document;
use crate::enrich::names::Name;
use crate::language::lexicon::Class;

/// The tokens of `name` without such letters.
pub(super) fn without_letters(document: &Document, name: &Name) -> Range<usize> {
    let mut tokens = name.tokens.clone();
    while tokens.len() > 1 {
        let last = tokens.end - 1;
        let letters = document.lexemes[last].is(Class::PostNominal)
            && document.word(last).chars().filter(|c| c.is_uppercase()).count() > 1;
        if !letters {
            break;
        }
        tokens.end = last;
    }
    tokens
}
