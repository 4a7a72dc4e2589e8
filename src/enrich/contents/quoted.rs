//! Quotations as contents: where they end, and where the rest of an interrupted one stands.

use std::ops::Range;

use crate::enrich::statements::View;
use crate::language::lexicon::Class;

/// "“A,” X said during a walk, “b.”" and "“A,” X said, but “b.”": where the rest of a quotation stands, when
/// nothing between says something of its own.
pub(super) fn quoted_rest(view: View, right: usize, limit: usize) -> Option<Range<usize>> {
    const FURTHEST: usize = 25;
    let quote = (right..limit.min(right + FURTHEST)).find(|&at| view.is_quote(at))?;
    let verbless = (right..quote).all(|at| {
        let lexeme = view.lexeme(at);
        !lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary, Class::Relative])
            && lexeme.cue.is_none_or(|cue| cue.forms.gerund)
            && !view.is_terminal(at)
    });
    let joined = quote > right
        && (view.is_mark(quote - 1, ",")
            || view.is(quote - 1, Class::Conjunction) && view.is_mark(right, ","));
    (verbless && joined).then(|| quote..quoted_end(view, quote, limit))
}

/// Whether the quotation at `at` begins like a sentence of its own.
pub(super) fn begins_sentence(view: View, at: usize) -> bool {
    let tokens = view.items[at].tokens.clone();
    let first = tokens.start + 1;
    first < tokens.end
        && view.document.tokens[first].is_capitalised()
        && !view.document.lexemes[first].is(Class::FirstPerson)
}

/// The end of a content that begins with the quotation at `at`: the last quotation whose own punctuation ends
/// it, or else the end of the clause around it.
pub(super) fn quoted_end(view: View, at: usize, limit: usize) -> usize {
    if ends_sentence(view, at) {
        let mut end = at + 1;
        while end < limit && view.is_quote(end) {
            end += 1;
        }
        return end;
    }
    let mut end = limit;
    while end > at + 1 && view.is_any_mark(end - 1) && !view.is_quote(end - 1) {
        end -= 1;
    }
    end
}

/// Whether the quotation at `at` ends with punctuation of its own.
pub(super) fn ends_sentence(view: View, at: usize) -> bool {
    view.is_complete(at)
}
