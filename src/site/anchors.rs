//! Identifiers of passages, made from their words alone, so that a link to a quotation still arrives after
//! the paragraphs around it have been edited.

use foldhash::HashMap;

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

    fn unique<'a>(&mut self, kind: char, pieces: impl IntoIterator<Item = &'a str>) -> String {
        let hash = blake3::hash(words(pieces).as_bytes());
        let anchor = format!("{kind}-{}", &hash.to_hex()[..8]);
        let count = self.given.entry(anchor.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { anchor } else { format!("{anchor}-{count}") }
    }
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
