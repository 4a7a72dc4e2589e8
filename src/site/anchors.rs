//! Identifiers of passages, made from their words alone, so that a link to a quotation still arrives after
//! the paragraphs around it have been edited.

use foldhash::HashMap;
use rayon::prelude::*;

/// Hands out the anchors of one article, in the order of the text.
#[derive(Debug, Default)]
pub struct Anchors {
    given: HashMap<String, usize>,
}

impl Anchors {
    /// `q-` and eight hexadecimal digits from the words of a quotation; a repetition gets `-2`.
    pub fn quotation<'a>(&mut self, pieces: impl IntoIterator<Item = &'a str>) -> String {
        self.unique('q', pieces)
    }

    /// `e-` and eight hexadecimal digits from the words of a statement; a repetition gets `-2`.
    pub fn event<'a>(&mut self, pieces: impl IntoIterator<Item = &'a str>) -> String {
        self.unique('e', pieces)
    }

    /// The same for many statements at once, each of a few pieces.
    pub fn events<const N: usize>(&mut self, statements: &[[&str; N]]) -> Vec<String> {
        let names: Vec<String> =
            statements.par_iter().map(|statement| name('e', statement.iter().copied())).collect();
        names.into_iter().map(|name| self.only(name)).collect()
    }

    fn unique<'a>(&mut self, kind: char, pieces: impl IntoIterator<Item = &'a str>) -> String {
        self.only(name(kind, pieces))
    }

    /// `anchor`, numbered when it has been given before.
    fn only(&mut self, anchor: String) -> String {
        let count = self.given.entry(anchor.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { anchor } else { format!("{anchor}-{count}") }
    }
}

/// A letter and eight hexadecimal digits from the words of `pieces`.
fn name<'a>(kind: char, pieces: impl IntoIterator<Item = &'a str>) -> String {
    let hash = blake3::hash(words(pieces).as_bytes());
    format!("{kind}-{}", &hash.to_hex()[..8])
}

/// The words of a passage without case, punctuation and spacing: what an anchor, and the comparison of two
/// statements, rest on.
pub fn words<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    let mut words = String::new();
    for piece in pieces {
        words.reserve(piece.len());
        let mut is_apart = true;
        for c in piece.chars() {
            if !c.is_alphanumeric() {
                is_apart = true;
                continue;
            }
            if std::mem::take(&mut is_apart) && !words.is_empty() {
                words.push(' ');
            }
            if c.is_ascii() {
                words.push(c.to_ascii_lowercase());
            } else {
                words.extend(c.to_lowercase());
            }
        }
    }
    words
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
}
