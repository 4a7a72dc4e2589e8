//! Text in, words to search for out: small letters without diacritics. `words` in `static/search.js` cuts queries alike.

use deunicode::deunicode_char;

/// Bytes of a word that is looked at; what is longer is no word.
const LONGEST: usize = 40;

/// A word that is being read, in UTF-8.
pub(super) struct Word {
    /// Zeros stand behind the word.
    bytes: [u8; LONGEST],
    /// Its bytes, of which there may be more.
    length: usize,
}

impl Word {
    const EMPTY: Self = Self { bytes: [0; LONGEST], length: 0 };

    /// Adds `bytes`, and says how many they are.
    fn extend(&mut self, bytes: impl Iterator<Item = u8>) -> usize {
        let before = self.length;
        let mut length = before;
        for byte in bytes {
            if let Some(place) = self.bytes.get_mut(length) {
                *place = byte;
            }
            length += 1;
        }
        self.length = length;
        length - before
    }

    /// Whether it is a word. One letter says nothing; one digit, or a character of another script, may.
    fn is_whole(&self) -> bool {
        let is_letter = self.length == 1 && self.bytes[0].is_ascii_alphabetic();
        (1..=LONGEST).contains(&self.length) && !is_letter
    }

    pub fn text(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// All of it in one number, unless it is too long for that.
    pub fn packed(&self) -> Option<u128> {
        let packed = self.bytes.first_chunk().map(|bytes| u128::from_le_bytes(*bytes));
        packed.filter(|_| self.length <= size_of::<u128>())
    }
}

/// Calls `each` with every word of `text` and the byte that it begins at, in order.
pub(super) fn words(text: &str, mut each: impl FnMut(usize, &Word)) {
    let mut word = Word::EMPTY;
    let (mut start, mut at) = (0, 0);
    while at <= text.len() {
        if word.length == 0 {
            start = at;
        }
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let letters = rest.iter().map(|byte| SMALL[*byte as usize]).take_while(|letter| *letter != 0);
        at += word.extend(letters);
        // What has no small letter.
        let next = text[at..].chars().next();
        at += next.map_or(1, char::len_utf8);
        if !next.is_some_and(|character| !character.is_ascii() && is_of_word(character, &mut word)) {
            if word.is_whole() {
                each(start, &word);
            }
            word = Word::EMPTY;
        }
    }
}

/// The small letter, or the digit, of each byte of ASCII.
const SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            small[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

/// Whether a word goes on with `character`, which is not of ASCII. Its letters are added to `word`.
fn is_of_word(character: char, word: &mut Word) -> bool {
    match character {
        // Marks of typography, which are common.
        '\u{2000}'..='\u{206f}' => return false,
        // Accents that stand by themselves, after their letter.
        '\u{300}'..='\u{36f}' => {}
        'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if character.is_alphabetic() => {
            let letters = deunicode_char(character).unwrap_or_default();
            word.extend(letters.bytes().map(|byte| byte.to_ascii_lowercase()));
        }
        _ if character.is_alphanumeric() => {
            for letter in character.to_lowercase() {
                word.extend(letter.encode_utf8(&mut [0; 4]).bytes());
            }
        }
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |_, word| found.push(word.text().to_owned()));
        found
    }

    #[test]
    fn words_are_small_and_without_diacritics() {
        assert_eq!(found("L’Été à Brónach’s cœur-Straße"), ["ete", "bronach", "coeur", "strasse"]);
        assert_eq!(found("e\u{301}te\u{301}"), ["ete"]);
        assert_eq!(found("Київ, 2 days"), ["київ", "2", "days"]);
        assert!(found(&"x".repeat(41)).is_empty());
        assert_eq!(found("aB c1D? x Y 7 McÉire’s"), ["ab", "c1d", "7", "mceire"]);
    }

    #[test]
    fn words_know_where_they_begin() {
        let text = "“L’Été”, a 2nd";
        let mut places = Vec::new();
        words(text, |at, word| places.push((at, word.text().to_owned())));
        let expected =
            [("Été", "ete"), ("2nd", "2nd")].map(|(written, word)| (text.find(written), word.to_owned()));
        assert_eq!(places.into_iter().map(|(at, word)| (Some(at), word)).collect::<Vec<_>>(), expected);
    }
}
