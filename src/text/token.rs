//! One pass over characters to tokens, the same for every language.

use super::Span;

/// A token and where it stands in [`Prose::text`](super::Prose::text).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the prose.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// How its letters are cased.
    pub shape: Shape,
    /// Whether white space (or the start of the block) stands before it.
    pub spaced: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens ("don’t", "O’Neill", "al-Sisi", "Moscow-based").
    Word,
    /// The possessive "’s" or a bare "’" after an s, split from its word.
    Possessive,
    /// A run that begins with a digit: "600,000", "3.5", "1990s", "4th".
    Number,
    /// One punctuation mark or symbol; a run of the same dots or dashes is one token, and so are two single
    /// quotation marks that stand for a double one.
    Mark,
}

/// How a token's letters are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No letters.
    None,
    /// "talks"
    Lower,
    /// "Kyiv", "McDonald", "A"
    Capital,
    /// "NATO", "U.S."; at least two capitals and no small letter.
    Upper,
}

impl Token {
    /// Its text.
    pub fn text(self, prose: &str) -> &str {
        self.span.of(prose)
    }

    /// Whether it is a word that begins with a capital.
    pub fn is_capitalised(self) -> bool {
        self.kind == TokenKind::Word && matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// Whether two of `c` in a row stand for one double quotation mark, as typewriters and wire services write it.
fn doubles(c: char) -> bool {
    matches!(c, '\'' | '`' | '‘' | '’')
}

/// Bytes of `rest` that belong to the doubled mark begun by `c`. Of three in a row the outer two do: the first
/// two where a quotation opens, which white space before them shows, and the last two where it closes.
fn doubled_length(c: char, rest: &str, opens: bool) -> usize {
    let more = rest.chars().take(3).take_while(|&next| next == c).count();
    if more == 1 || more == 2 && opens { c.len_utf8() } else { 0 }
}

/// Whether `c` can stand for an apostrophe inside a word.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Whether `c` is a hyphen inside a compound.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// The tokens of `text[span]`, in order. Never fails; every character that is not white space is in
/// exactly one token.
pub fn tokenize(text: &str, span: Span) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(span.len() / 5 + 1);
    let slice = span.of(text);
    let base = span.start as usize;
    let mut spaced = true;
    let mut chars = slice.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let kind;
        let mut end = start + c.len_utf8();
        if c.is_alphabetic() {
            kind = TokenKind::Word;
            end += word_length(&slice[end..]);
        } else if c.is_numeric() {
            kind = TokenKind::Number;
            end += number_length(&slice[end..]);
        } else {
            kind = TokenKind::Mark;
            if matches!(c, '.' | '-' | '—' | '–' | '―' | '…') {
                end += slice[end..].len() - slice[end..].trim_start_matches(c).len();
            } else if doubles(c) {
                end += doubled_length(c, &slice[end..], spaced);
            }
        }
        let mut cut = end;
        if kind == TokenKind::Word {
            cut = start + without_possessive(&slice[start..end]);
        }
        let mut push = |from: usize, to: usize, kind, spaced| {
            tokens.push(Token {
                span: Span::new(base + from, base + to),
                kind,
                shape: shape(&slice[from..to]),
                spaced,
            });
        };
        push(start, cut, kind, spaced);
        if cut < end {
            push(cut, end, TokenKind::Possessive, false);
        }
        while chars.peek().is_some_and(|&(next, _)| next < end) {
            chars.next();
        }
        spaced = false;
    }
    tokens
}

/// Bytes of `rest` that continue a word.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    let mut dotted = true; // "U.S.": single letters with dots, known only while every part is one letter
    let mut since_dot = 1;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        if c.is_alphanumeric() {
            since_dot += 1;
            dotted &= since_dot == 1;
        } else if is_mark(c) {
            // combining marks belong to the letter before
        } else if (is_apostrophe(c) || is_hyphen(c)) && next.is_some_and(char::is_alphanumeric) {
            dotted = false;
        } else if c == '.' && dotted && since_dot == 1 {
            let abbreviation_goes_on = next.is_some_and(char::is_alphabetic)
                && rest[at + 1..].chars().nth(1).is_none_or(|after| !after.is_alphanumeric());
            let abbreviation_ends = length > 1;
            if !abbreviation_goes_on && !abbreviation_ends {
                break;
            }
            since_dot = 0;
            if !abbreviation_goes_on {
                length = at + 1;
                break;
            }
        } else {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// Bytes of `rest` that continue a number: digits, inner separators, a letter suffix.
fn number_length(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let separator = matches!(c, ',' | '.') && next.is_some_and(char::is_numeric);
        if !(c.is_alphanumeric() || separator) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{00ad}' | '\u{200d}')
}

/// Length of `word` without a possessive ending.
fn without_possessive(word: &str) -> usize {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending)
            && !stem.is_empty()
        {
            return stem.len();
        }
    }
    word.len()
}

fn shape(text: &str) -> Shape {
    let Some(first) = text.chars().find(|c| c.is_alphabetic()) else { return Shape::None };
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let mut capitals = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return Shape::Capital;
        }
        capitals += 1;
    }
    if capitals > 1 { Shape::Upper } else { Shape::Capital }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Span::new(0, text.len())).into_iter().map(|token| token.text(text)).collect()
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        assert_eq!(words("Don’t ask O’Neill’s aide."), ["Don’t", "ask", "O’Neill", "’s", "aide", "."]);
        assert_eq!(words("al-Sisi, 73-year-old"), ["al-Sisi", ",", "73", "-", "year-old"]);
        assert_eq!(words("the U.S. envoy. J. Doe"), ["the", "U.S.", "envoy", ".", "J", ".", "Doe"]);
        assert_eq!(words("600,000 in the 1990s…"), ["600,000", "in", "the", "1990s", "…"]);
        assert_eq!(words("end. “So,”"), ["end", ".", "“", "So", ",", "”"]);
        assert_eq!(
            words("''So,'' she '''did'''"),
            ["''", "So", ",", "''", "she", "''", "'", "did", "'", "''"]
        );
    }
}
