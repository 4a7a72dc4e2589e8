//! Numbers in words: "twenty-one", "two hundred", "nineteen ninety-six".
//!
//! Comes in: the lexemes of one block, word for word. Goes out: the same, those of a number as one.

use super::Lexeme;
use crate::language::dates::{Class, NumberWord};

/// Puts number words together, in place.
pub(super) fn number_words(lexemes: &mut Vec<Lexeme>) {
    let (mut read, mut write) = (0, 0);
    while read < lexemes.len() {
        let first = lexemes[read].number;
        let counts = matches!(first, NumberWord::Unit(_) | NumberWord::Tens(_) | NumberWord::Ordinal(_))
            || (lexemes[read].value(Class::One).is_some()
                && lexemes
                    .get(read + 1)
                    .is_some_and(|next| matches!(next.number, NumberWord::Multiplier(_))));
        if !counts {
            if write < read {
                lexemes[write] = lexemes[read];
            }
            (read, write) = (read + 1, write + 1);
            continue;
        }
        let (number, used) = read_number(&lexemes[read..]);
        let mut lexeme = lexemes[read];
        lexeme.span = lexeme.span.cover(lexemes[read + used - 1].span);
        if used > 1 {
            lexeme.forget();
        }
        match number {
            Number::Count(value) => {
                lexeme.mean(Class::Count, value);
                let hundreds = lexemes[read + 1..read + used.max(1)]
                    .iter()
                    .any(|word| matches!(word.number, NumberWord::Multiplier(100)));
                if (1000..=2999).contains(&value) && used > 1 && !hundreds {
                    lexeme.mean(Class::Year, value);
                }
            }
            Number::Ordinal(value) => lexeme.mean(Class::Ordinal, value),
        }
        lexemes[write] = lexeme;
        (read, write) = (read + used, write + 1);
    }
    lexemes.truncate(write);
}

enum Number {
    Count(i32),
    Ordinal(i32),
}

/// The number at the head of `lexemes`, and how many of them it takes.
fn read_number(lexemes: &[Lexeme]) -> (Number, usize) {
    let mut kinds = [NumberWord::None; 8];
    for (kind, lexeme) in kinds.iter_mut().zip(lexemes) {
        *kind = lexeme.number;
    }
    let small = |at: usize| -> Option<(i32, usize)> {
        match kinds.get(at)? {
            NumberWord::Unit(value) => Some((*value, 1)),
            NumberWord::Tens(value) => {
                let gap = usize::from(matches!(kinds.get(at + 1), Some(NumberWord::Hyphen)));
                match kinds.get(at + 1 + gap) {
                    Some(NumberWord::Unit(unit)) if *unit < 10 => Some((value + unit, 2 + gap)),
                    _ => Some((*value, 1)),
                }
            }
            _ => None,
        }
    };
    if let NumberWord::Ordinal(value) = kinds[0] {
        return (Number::Ordinal(value), 1);
    }
    if let (NumberWord::Tens(tens), NumberWord::Hyphen, NumberWord::Ordinal(unit)) =
        (kinds[0], kinds[1], kinds[2])
        && unit < 10
    {
        return (Number::Ordinal(tens + unit), 3);
    }
    // "a hundred" begins with an article, which counts as one.
    let (head, mut used) = small(0).unwrap_or((1, 1));
    let mut total = head;
    // A year in words: "nineteen ninety-six".
    if (13..=20).contains(&head)
        && let Some(NumberWord::Tens(_)) = kinds.get(used)
        && let Some((rest, more)) = small(used)
    {
        return (Number::Count(head * 100 + rest), used + more);
    }
    while let Some(NumberWord::Multiplier(by)) = kinds.get(used) {
        total *= by;
        used += 1;
        if let Some((rest, more)) = small(used)
            && rest < *by
        {
            total += rest;
            used += more;
        }
        if used > 5 || total > 1_000_000 {
            break;
        }
    }
    (Number::Count(total), used)
}
