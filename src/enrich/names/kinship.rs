//! The gender that the words for a relation show: "his wife, Amina Example".

use std::ops::Range;

use crate::enrich::document::Document;
use crate::language::lexicon::{Class, Gender};
use crate::text::TokenKind;

/// The gender that the words for a relation show beside the name `name`: "his wife, Amina Example", "Amina Example and her
/// husband".
pub(super) fn gender(document: &Document, name: Range<usize>, sentence: Range<usize>) -> Gender {
    let lexeme = |at: usize| document.lexemes[at];
    let owned =
        |at: usize| lexeme(at).is(Class::Possessive) || document.tokens[at].kind == TokenKind::Possessive;
    let apposed = name.start >= sentence.start + 3
        && document.word(name.start - 1) == ","
        && lexeme(name.start - 2).is(Class::Role)
        && owned(name.start - 3);
    if apposed {
        return lexeme(name.start - 2).gender;
    }
    let joined = name.end + 2 < sentence.end
        && lexeme(name.end).is(Class::Conjunction)
        && lexeme(name.end + 1).is(Class::Possessive)
        && lexeme(name.end + 2).is(Class::Role)
        && lexeme(name.end + 2).gender != Gender::Unknown;
    if joined { lexeme(name.end + 1).gender } else { Gender::Unknown }
}
