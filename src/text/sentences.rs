//! Tokens of one block to sentences.

use std::ops::Range;

use super::{Token, TokenKind};

/// The sentences of one block, as ranges of `tokens` (which hold that block alone). Linear; every token is in
/// exactly one sentence.
///
/// A sentence ends at a full stop, question mark, exclamation mark or ellipsis with the closing marks after
/// it, when what follows could begin another. `is_abbreviation` says after which words a full stop is no
/// end, given the token that follows it; `opens` says which words with a capital stand nowhere but at the beginning of a
/// sentence; `is_closing` says which tokens are closing quotation marks.
pub fn sentences(
    text: &str,
    tokens: &[Token],
    is_abbreviation: impl Fn(&str, Token) -> bool,
    opens: impl Fn(&str) -> bool,
    is_closing: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    if let Some(dash) = run_in_head(text, tokens) {
        at = dash + 1;
        found.push(start..at);
        start = at;
    }
    while at < tokens.len() {
        let token = tokens[at];
        let ends_with_dot =
            token.kind == TokenKind::Word && text.as_bytes()[token.span.end as usize - 1] == b'.';
        if !ends_with_dot && token.kind != TokenKind::Mark {
            at += 1;
            continue;
        }
        let mark = token.text(text);
        if !(ends_with_dot || is_terminal(mark)) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while tokens.get(end).is_some_and(|next| {
            let next_mark = next.text(text);
            is_closing(end)
                || !next.spaced
                    && next.kind == TokenKind::Mark
                    && (is_terminal(next_mark) || is_closing_bracket(next_mark))
        }) {
            end += 1;
        }
        let closed = end > at + 1;
        let before = at.checked_sub(1).filter(|&before| before >= start).map(|before| tokens[before]);
        let ends = match tokens.get(end) {
            None => true,
            Some(next) if !next.spaced => false,
            Some(next) => {
                let begins = match next.kind {
                    TokenKind::Word => next.is_capitalised(),
                    TokenKind::Number => mark != "…",
                    TokenKind::Mark => {
                        !matches!(next.text(text), "," | ";" | ":" | ")" | "-" | "--" | "–" | "—" | "―" | "…")
                    }
                    TokenKind::Possessive => false,
                };
                let abbreviated = !closed
                    && (ends_with_dot
                        && next.kind != TokenKind::Mark
                        && !opens(next.text(text))
                        && !starts_sentence_after_acronym(text, tokens, end)
                        || mark == "."
                            && before.is_some_and(|word| {
                                let word = word.text(text);
                                is_initial(word) || is_abbreviation(word, *next)
                            }));
                begins && !abbreviated
            }
        };
        if ends {
            found.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// The dash behind a head in capitals that runs into its paragraph: "COUNCIL HAS ASKED HIM — Roe’s advice …".
pub fn run_in_head(text: &str, tokens: &[Token]) -> Option<usize> {
    /// Fewer words may be the place that a report is sent from ("NEW YORK — ").
    const SHORTEST: usize = 4;
    let mut words = 0;
    for (at, token) in tokens.iter().enumerate() {
        let word = token.text(text);
        match token.kind {
            TokenKind::Mark if is_dash(word) && (token.spaced || word != "-") => {
                // "TRADERS TO STAY SHUT - COUNCIL" is one line.
                let small = |token: &Token| token.text(text).contains(char::is_lowercase);
                return (words >= SHORTEST && tokens[at + 1..].iter().any(small)).then_some(at);
            }
            TokenKind::Mark if is_terminal(word) || word == ":" => return None,
            TokenKind::Word if word.contains(char::is_lowercase) => return None,
            TokenKind::Word => words += 1,
            _ => {}
        }
    }
    None
}

/// Whether a mark is a dash.
pub fn is_dash(mark: &str) -> bool {
    mark.starts_with(['–', '—', '―']) || matches!(mark, "--" | "-")
}

fn is_terminal(mark: &str) -> bool {
    mark.starts_with(['.', '!', '?', '…'])
}

fn is_closing_bracket(mark: &str) -> bool {
    matches!(mark, ")" | "]")
}

/// "J." in "J. Doe".
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// After "the U.S." a capital is more often a name ("U.S. Senate") than a new sentence; of words that are not known to
/// open one, only marks and the pattern "capital, small" decide.
fn starts_sentence_after_acronym(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(first), Some(second)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    first.kind == TokenKind::Word
        && first.text(text).len() <= 3
        && second.kind == TokenKind::Word
        && !second.is_capitalised()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Affixes, Span, tokenize};

    #[test]
    fn a_head_in_capitals_that_runs_in_is_a_sentence() {
        assert_eq!(
            split("PARLIAMENT HAS ASKED HIM — He came. He left."),
            ["PARLIAMENT HAS ASKED HIM —", "He came.", "He left."]
        );
        for one in ["NEW YORK — He came.", "TRADERS TO STAY SHUT - COUNCIL", "He HAS NOW ASKED THEM — twice."]
        {
            assert_eq!(split(one), [one]);
        }
    }

    fn split(text: &str) -> Vec<&str> {
        let tokens = tokenize(text, Span::new(0, text.len()), &Affixes::default());
        let closing = |at: usize| tokens[at].text(text) == "”";
        sentences(text, &tokens, |word, _| word == "Dr", |word| word == "While", closing)
            .into_iter()
            .map(|range| tokens[range.start].span.cover(tokens[range.end - 1].span).of(text))
            .collect()
    }

    #[test]
    fn a_stop_ends_a_sentence_only_where_another_could_begin() {
        assert_eq!(split("He left. She stayed."), ["He left.", "She stayed."]);
        assert_eq!(split("Dr. J. Doe left. “Why?” she asked."), ["Dr. J. Doe left.", "“Why?” she asked."]);
        assert_eq!(
            split("“So it is.” They left the U.S. Senate. It… is."),
            ["“So it is.”", "They left the U.S. Senate.", "It… is."]
        );
        assert_eq!(
            split("It rose 3.5 percent. 40 people left the U.S. He did not"),
            ["It rose 3.5 percent.", "40 people left the U.S.", "He did not"]
        );
    }
}
