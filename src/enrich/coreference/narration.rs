//! What the narrator of an article tells, apart from what is quoted.

use crate::enrich::document::Document;
use crate::language::lexicon::{Class, Gender};
use crate::text::TokenKind;

/// Whether the token `at` is a word of the narrator for a man or a woman: "he", "her".
pub(super) fn is_told(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    matches!(lexeme.gender, Gender::Male | Gender::Female)
        && lexeme.is_any(&[Class::Pronoun, Class::Possessive])
        && !lexeme.is(Class::Article)
        && document.quoted_around(at).is_none()
}

/// For each sentence, how many before it are not wholly quoted.
pub(super) fn narrated(document: &Document) -> Vec<usize> {
    let is_quoted = |at: usize| document.quoted_around(at).is_some_and(|region| region.inner().contains(&at));
    let mut count = 0;
    let numbered = document.sentences.iter().map(|sentence| {
        let before = count;
        let mut words = sentence.tokens.clone().filter(|&at| document.tokens[at].kind == TokenKind::Word);
        let first = words.next();
        let last = words.next_back().or(first);
        count += usize::from(![first, last].into_iter().flatten().all(is_quoted));
        before
    });
    numbered.collect()
}
