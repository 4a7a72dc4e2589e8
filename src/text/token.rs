//! One pass over characters to tokens, the same for every language.

use std::ops::Range;

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
    /// A possessive ending ("’s"), split from its word.
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

/// Whether `c` is of a block of Unicode in which there are neither letters nor figures: a look into its tables takes longer than
/// all else that is done to a quotation mark or a dash.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{205e}')
}

/// Bytes of `rest` that belong to the mark begun by `c`.
fn mark_length(c: char, rest: &str, opens: bool) -> usize {
    if matches!(c, '.' | '-' | '—' | '–' | '―' | '…') {
        rest.len() - rest.trim_start_matches(c).len()
    } else if doubles(c) {
        doubled_length(c, rest, opens)
    } else {
        0
    }
}

/// Bytes of `rest` that belong to the doubled mark begun by `c`. Of three in a row the outer two do: the first
/// two where a quotation opens, which white space before them shows, and the last two where it closes.
fn doubled_length(c: char, rest: &str, opens: bool) -> usize {
    let more = rest.chars().take(3).take_while(|&next| next == c).count();
    if more == 1 || more == 2 && opens { c.len_utf8() } else { 0 }
}

/// What a language writes as one word though it is two. In small letters, apostrophes straight; there is one in each
/// ending and elision, and a hyphen in what joins a pronoun.
#[derive(Clone, Debug, Default)]
pub struct Affixes {
    /// Endings that make a possessive: "'s".
    pub possessives: Vec<String>,
    /// Words that lose their end before a vowel, with the apostrophe: "l'", "qu'".
    pub elisions: Vec<String>,
    /// What joins a pronoun to the verb before it, and the pronoun: ("-t-", "il").
    pub enclitics: Vec<(String, String)>,
    /// Words that stay whole all the same: "aujourd'hui".
    pub whole: Vec<String>,
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
/// exactly one token, but for what joins a pronoun to its verb.
pub fn tokenize(text: &str, span: Span, affixes: &Affixes) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(span.len() / 5 + 1);
    tokenize_into(&mut tokens, text, span, affixes);
    tokens
}

/// The same, behind the `tokens` of what stands before.
pub fn tokenize_into(tokens: &mut Vec<Token>, text: &str, span: Span, affixes: &Affixes) {
    let slice = span.of(text);
    let bytes = slice.as_bytes();
    let base = span.start as usize;
    let mut push = |from: usize, to: usize, kind, shape, spaced| {
        tokens.push(Token { span: Span::new(base + from, base + to), kind, shape, spaced });
    };
    let mut spaced = true;
    let mut start = 0;
    while let Some(&byte) = bytes.get(start) {
        // Most of a text are words of plain letters with a blank between them.
        if byte == b' ' {
            spaced = true;
            start += 1;
            continue;
        }
        if byte.is_ascii_alphabetic()
            && let Some((length, shape)) = plain_word(&bytes[start..])
        {
            let end = start + length;
            push(start, end, TokenKind::Word, shape, spaced);
            (start, spaced) = (end, false);
            continue;
        }
        let Some(c) = slice[start..].chars().next() else { return };
        if c.is_whitespace() {
            spaced = true;
            start += c.len_utf8();
            continue;
        }
        let mut end = start + c.len_utf8();
        if is_punctuation(c) {
            end += mark_length(c, &slice[end..], spaced);
            push(start, end, TokenKind::Mark, Shape::None, spaced);
        } else if c.is_alphabetic() {
            end += word_length(&slice[end..]);
            // What takes words apart has an apostrophe or a hyphen.
            let word = &slice[start..end];
            affixes.split(word, |part, kind| {
                let shape = shape(&word[part.clone()]);
                push(start + part.start, start + part.end, kind, shape, spaced && part.start == 0);
            });
        } else if c.is_numeric() {
            end += number_length(&slice[end..]);
            push(start, end, TokenKind::Number, shape(&slice[start..end]), spaced);
        } else {
            end += mark_length(c, &slice[end..], spaced);
            push(start, end, TokenKind::Mark, Shape::None, spaced);
        }
        (start, spaced) = (end, false);
    }
}

impl Affixes {
    /// Whether the language has endings that make a possessive.
    pub fn has_possessives(&self) -> bool {
        !self.possessives.is_empty()
    }

    /// Hands the parts of `word` to `take`, in order.
    fn split(&self, word: &str, mut take: impl FnMut(Range<usize>, TokenKind)) {
        let mut start = 0;
        if !self.whole.iter().any(|whole| ends_like(word, whole) == Some(0)) {
            // "jusqu’à l’aube", "qu’d’": one elision behind the other is not language, but must not be lost.
            while let Some(length) = self.elided(&word[start..]) {
                take(start..start + length, TokenKind::Word);
                start += length;
            }
        }
        let rest = &word[start..];
        let enclitic = self.enclitics.iter().find_map(|(joint, pronoun)| {
            let pronoun = ends_like(rest, pronoun)?;
            let verb = ends_like(&rest[..pronoun], joint)?;
            (verb > 0).then_some((verb, pronoun))
        });
        if let Some((verb, pronoun)) = enclitic {
            take(start..start + verb, TokenKind::Word);
            take(start + pronoun..word.len(), TokenKind::Word);
            return;
        }
        let stem =
            self.possessives.iter().find_map(|ending| ends_like(rest, ending).filter(|&stem| stem > 0));
        let stem = stem.unwrap_or(rest.len());
        take(start..start + stem, TokenKind::Word);
        if stem < rest.len() {
            take(start + stem..word.len(), TokenKind::Possessive);
        }
    }

    /// Bytes of the elided word at the head of `word`, its apostrophe included, when something follows.
    fn elided(&self, word: &str) -> Option<usize> {
        if self.elisions.is_empty() {
            return None;
        }
        let (at, apostrophe) = word.char_indices().find(|&(_, c)| is_apostrophe(c))?;
        let end = at + apostrophe.len_utf8();
        let known = self.elisions.iter().any(|elision| ends_like(&word[..end], elision) == Some(0));
        (known && end < word.len()).then_some(end)
    }
}

/// Where `ending` begins at the end of `word`, whatever the case and the shape of apostrophes.
fn ends_like(word: &str, ending: &str) -> Option<usize> {
    let mut from_end = word.char_indices().rev();
    let mut start = word.len();
    for wanted in ending.chars().rev() {
        let (at, c) = from_end.next()?;
        let c = if is_apostrophe(c) {
            '\''
        } else if is_hyphen(c) {
            '-'
        } else {
            c
        };
        let is_wanted = c == wanted
            || if c.is_ascii() { c.to_ascii_lowercase() == wanted } else { c.to_lowercase().eq([wanted]) };
        if !is_wanted {
            return None;
        }
        start = at;
    }
    Some(start)
}

/// What bytes are in a plain word, as bits; 0 for those that no plain word has.
const PLAIN: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};
const SMALL: u8 = 1;
const CAPITAL: u8 = 1 << 1;
const DIGIT: u8 = 1 << 2;

/// Bytes and shape of the word at the head of `text`, which begins with an ASCII letter, if it is one of ASCII letters and
/// digits alone, as most are; `None` where more may belong to it.
fn plain_word(text: &[u8]) -> Option<(usize, Shape)> {
    let mut kinds = 0;
    let mut length = 0;
    while let Some(&byte) = text.get(length)
        && PLAIN[usize::from(byte)] != 0
    {
        kinds |= PLAIN[usize::from(byte)];
        length += 1;
    }
    let ends = match text.get(length) {
        None => true,
        // "U.S.": only a single letter can be followed by a full stop of its own.
        Some(b'.') => length > 1,
        Some(byte) => byte.is_ascii() && !matches!(byte, b'\'' | b'-'),
    };
    let capitals = || text[..length].iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let shape = if PLAIN[usize::from(text[0])] == SMALL {
        Shape::Lower
    } else if kinds & SMALL != 0 || capitals() < 2 {
        Shape::Capital
    } else {
        Shape::Upper
    };
    ends.then_some((length, shape))
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

fn shape(text: &str) -> Shape {
    if text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Shape::Lower;
    }
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

    fn affixes(
        possessives: &[&str],
        elisions: &[&str],
        enclitics: &[(&str, &str)],
        whole: &[&str],
    ) -> Affixes {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let enclitics =
            enclitics.iter().map(|&(joint, pronoun)| (joint.to_owned(), pronoun.to_owned())).collect();
        Affixes { possessives: owned(possessives), elisions: owned(elisions), enclitics, whole: owned(whole) }
    }

    fn split<'t>(text: &'t str, affixes: &Affixes) -> Vec<&'t str> {
        tokenize(text, Span::new(0, text.len()), affixes).into_iter().map(|token| token.text(text)).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        split(text, &affixes(&["'s"], &[], &[], &[]))
    }

    #[test]
    fn what_a_language_writes_together_is_taken_apart() {
        let affixes =
            affixes(&[], &["l'", "d'", "qu'"], &[("-t-", "il"), ("-", "il")], &["aujourd'hui", "d'après"]);
        assert_eq!(split("L’eau qu’il boit", &affixes), ["L’", "eau", "qu’", "il", "boit"]);
        assert_eq!(split("aujourd’hui, d’après lui", &affixes), ["aujourd’hui", ",", "d’après", "lui"]);
        assert_eq!(split("a-t-il dit, dit-il", &affixes), ["a", "il", "dit", ",", "dit", "il"]);
        assert_eq!(split("O’Neill’s l’ d’", &affixes), ["O’Neill’s", "l", "’", "d", "’"]);
    }

    #[test]
    fn no_letter_and_no_figure_is_taken_for_a_mark() {
        assert!(('\0'..=char::MAX).filter(|&c| is_punctuation(c)).all(|c| !c.is_alphanumeric()));
        assert_eq!(words("so—“it”…"), ["so", "—", "“", "it", "”", "…"]);
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
