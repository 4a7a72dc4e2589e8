//! Identifiers of passages, made from their words alone, so that a link to a quotation still arrives after
//! the paragraphs around it have been edited.

use foldhash::HashMap;
use rayon::prelude::*;

use crate::text::find_byte;

/// Hands out the anchors of one article, in the order of the text.
#[derive(Debug, Default)]
pub struct Anchors {
    /// How often each has been given.
    given: HashMap<(char, u32), usize>,
}

impl Anchors {
    /// `q-` and eight hexadecimal digits from the words of a quotation; a repetition gets `-2`.
    pub fn quotation<'a>(&mut self, pieces: impl IntoIterator<Item = &'a str>) -> String {
        self.only('q', number(pieces))
    }

    /// `e-` and eight hexadecimal digits from the words of a statement; a repetition gets `-2`.
    pub fn event<'a>(&mut self, pieces: impl IntoIterator<Item = &'a str>) -> String {
        self.only('e', number(pieces))
    }

    /// The same for many statements at once, each of a few pieces.
    pub fn events<const N: usize>(&mut self, statements: &[[&str; N]]) -> Vec<String> {
        let numbers: Vec<u32> =
            statements.par_iter().map(|statement| number(statement.iter().copied())).collect();
        numbers.into_iter().map(|number| self.only('e', number)).collect()
    }

    /// The anchor of a passage with the number `number`, numbered when it has been given before.
    fn only(&mut self, kind: char, number: u32) -> String {
        let mut anchor = String::with_capacity("q-12345678".len());
        anchor.extend([kind, '-']);
        for place in (0..8).rev() {
            anchor.push(char::from(b"0123456789abcdef"[(number >> (4 * place) & 15) as usize]));
        }
        let count = self.given.entry((kind, number)).or_insert(0);
        *count += 1;
        if *count == 1 { anchor } else { format!("{anchor}-{count}") }
    }
}

/// What stands for the words of `pieces`: the beginning of their hash.
fn number<'a>(pieces: impl IntoIterator<Item = &'a str>) -> u32 {
    let hash = blake3::hash(&word_bytes(pieces));
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

/// The words of a passage without case, punctuation and spacing: what an anchor, and the comparison of two
/// statements, rest on.
pub fn words<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    String::from_utf8(word_bytes(pieces)).unwrap_or_default()
}

/// The same in UTF-8.
pub fn word_bytes<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut words = Vec::new();
    for piece in pieces {
        words.reserve(piece.len() + 1);
        let mut rest = piece;
        while !rest.is_empty() {
            // Nearly all of a text is ASCII, of which many letters are put right at once.
            let ascii = find_byte(rest, |byte| !byte.is_ascii()).unwrap_or(rest.len());
            let (ascii, others) = rest.split_at(ascii);
            let letter =
                |byte: u8| if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { b' ' };
            words.extend(ascii.bytes().map(letter));
            let mut others = others.chars();
            match others.next() {
                Some(c) if is_of_a_word(c) => {
                    let mut utf8 = [0; 4];
                    c.to_lowercase()
                        .for_each(|c| words.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes()));
                }
                Some(_) => words.push(b' '),
                None => {}
            }
            rest = others.as_str();
        }
        words.push(b' ');
    }
    // One blank between words, and none around them.
    words.dedup_by(|next, last| *next == b' ' && *last == b' ');
    words.pop_if(|last| *last == b' ');
    if words.first() == Some(&b' ') {
        words.remove(0);
    }
    words
}

/// The last word of `text` as it is written; empty when there is none.
pub fn last_word(text: &str) -> &str {
    let is_between = |c| !is_of_a_word(c);
    text.trim_end_matches(is_between).rsplit(is_between).next().unwrap_or_default()
}

fn is_of_a_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Most marks that are not ASCII: dashes and quotation marks.
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_spacing_do_not_matter_and_repetitions_are_told_apart() {
        let mut anchors = Anchors::default();
        let first = anchors.quotation(["“We shall  see.”"]);
        assert_eq!(Anchors::default().quotation(["\"We shall", "see\""]), first);
        assert_eq!(anchors.quotation(["“We shall see.”"]), format!("{first}-2"));
        assert_ne!(anchors.quotation(["“We shall not see.”"]), first);
        assert_eq!(first.len(), "q-12345678".len());
    }

    #[test]
    fn words_are_small_with_a_blank_between_them() {
        assert_eq!(words(["“L’Été — c’est", "MOI!”", "…", "Ǆ2"]), "l été c est moi ǆ2");
        assert_eq!(words(["", " –"]), "");
        assert_eq!((last_word("So it was – on "), last_word("…")), ("on", ""));
    }
}
