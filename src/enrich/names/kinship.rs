//! The gender that the words beside a name show: "his wife, Amina Example", "a young man named Example".

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
    let named = name.start >= sentence.start + 2
        && lexeme(name.start - 1).is(Class::Named)
        && lexeme(name.start - 2).is(Class::Role);
    if named {
        return lexeme(name.start - 2).gender;
    }
    let joined = name.end + 2 < sentence.end
        && lexeme(name.end).is(Class::Conjunction)
        && lexeme(name.end + 1).is(Class::Possessive)
        && lexeme(name.end + 2).is(Class::Role)
        && lexeme(name.end + 2).gender != Gender::Unknown;
    if joined { lexeme(name.end + 1).gender } else { Gender::Unknown }
}

/// The gender that the description behind the name `name` shows: ", a retired policeman", ", 54, a mother of two".
pub(super) fn described(document: &Document, name: Range<usize>, sentence: Range<usize>) -> Gender {
    const LONGEST: usize = 4;
    let is_comma = |at: usize| at < sentence.end && document.word(at) == ",";
    let mut start = name.end + 1;
    if is_comma(name.end) && is_comma(start + 1) && document.tokens[start].kind == TokenKind::Number {
        start += 2;
    }
    if !is_comma(start - 1) || start >= sentence.end || !document.lexemes[start].is(Class::Article) {
        return Gender::Unknown;
    }
    let words = (start + 1..sentence.end)
        .take(LONGEST)
        .take_while(|&at| document.tokens[at].kind == TokenKind::Word && !document.lexemes[at].is_function());
    // What is in front belongs to the last: "a king penguin keeper".
    words
        .last()
        .map(|at| document.lexemes[at])
        .filter(|last| last.is(Class::Role))
        .map_or(Gender::Unknown, |last| last.gender)
}
