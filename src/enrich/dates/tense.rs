//! Whether a clause looks back or ahead, from the verbs around an expression.

use crate::language::dates::{Class, Dates};

use super::lexeme::Lexeme;
use super::scan;

/// Where a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// It tells what happened.
    Past,
    /// It tells what is to come.
    Future,
}

/// How far from the expression a verb may stand, in lexemes.
const REACH: usize = 14;

/// Where the clause around `lexemes[start..end]` looks; `None` where no verb says so. The nearest marker before
/// the expression decides; at the head of a sentence, the first one after it.
pub(super) fn direction(
    text: &str,
    lexemes: &[Lexeme],
    start: usize,
    end: usize,
    language: &Dates,
) -> Option<Direction> {
    let mut lower = String::new();
    let mut marker = |lexeme: &Lexeme| -> Option<Direction> {
        if !lexeme.word && lexeme.value(Class::Preposition).is_none() {
            return None;
        }
        lower.clear();
        for c in lexeme.span.of(text).chars() {
            if c == '’' { lower.push('\'') } else { lower.extend(c.to_lowercase()) }
        }
        if language.tense.future.contains(&lower) {
            Some(Direction::Future)
        } else if language.tense.is_past(&lower) {
            Some(Direction::Past)
        } else {
            None
        }
    };
    for lexeme in lexemes[..start].iter().rev().take(REACH) {
        if scan::ends_sentence(lexeme, text) || scan::is_quote(lexeme, text) {
            break;
        }
        if let Some(found) = marker(lexeme) {
            return Some(found);
        }
    }
    for lexeme in lexemes[end..].iter().take(REACH) {
        if scan::ends_sentence(lexeme, text) || scan::is_quote(lexeme, text) {
            break;
        }
        if let Some(found) = marker(lexeme) {
            return Some(found);
        }
    }
    None
}
