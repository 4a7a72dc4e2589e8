//! Nicknames between marks inside a name: "Delia “The Gull” Example".
//!
//! Comes in: the tokens of a block and what stands between its marks. Goes out: the regions that are part of a name,
//! so that they are read as words of it and not as something quoted.

use crate::language::lexicon::Class;
use crate::language::quotations::Quotations;
use crate::text::{QuotedRegion, Token, TokenKind};

/// Longest nickname, in tokens between the marks.
const LONGEST: usize = 4;

/// Whether `region` is a nickname between a given name and a family name.
pub fn is_nickname(text: &str, tokens: &[Token], region: QuotedRegion, rules: &Quotations) -> bool {
    let inner = region.inner();
    if !region.closed || region.depth > 0 || inner.is_empty() || inner.len() > LONGEST {
        return false;
    }
    let named = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            let lexeme = rules.lexeme(token.text(text));
            token.kind == TokenKind::Word
                && token.is_capitalised()
                && !lexeme.is_function()
                && !lexeme.is_any(&[
                    Class::Calendar,
                    Class::Body,
                    Class::Place,
                    Class::Document,
                    Class::NotAName,
                ])
        })
    };
    let Some(before) = region.open.checked_sub(1) else { return false };
    named(before)
        && named(region.end)
        && tokens[region.open].spaced
        && tokens[region.end].spaced
        && inner.clone().all(|at| tokens[at].kind == TokenKind::Word && tokens[at].is_capitalised())
}
