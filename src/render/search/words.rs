//! Text in, words to search for out: small letters without diacritics. `words` in `static/search.js` cuts queries alike.

use deunicode::deunicode_char;

/// Bytes of a word that is looked at; what is longer is no word.
const LONGEST: usize = 40;

/// Calls `each` with every word of `text` and the byte that it begins at, in order. `buffer` is for reuse.
pub(super) fn words(text: &str, buffer: &mut String, mut each: impl FnMut(usize, &str)) {
    buffer.clear();
    let mut start = 0;
    let mut at = 0;
    loop {
        // Nearly all text is ASCII, so bytes are looked at as long as they are.
        let rest = &text.as_bytes()[at..];
        let ascii = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        for (place, byte) in (at..).zip(&rest[..ascii]) {
            if byte.is_ascii_alphanumeric() {
                if buffer.is_empty() {
                    start = place;
                }
                buffer.push(byte.to_ascii_lowercase() as char);
            } else {
                end(buffer, start, &mut each);
            }
        }
        at += ascii;
        let Some(character) = text[at..].chars().next() else { break };
        if buffer.is_empty() {
            start = at;
        }
        push(character, buffer, start, &mut each);
        at += character.len_utf8();
    }
    end(buffer, start, &mut each);
}

fn push(character: char, buffer: &mut String, start: usize, each: &mut impl FnMut(usize, &str)) {
    match character {
        // Accents that stand by themselves, after their letter.
        '\u{300}'..='\u{36f}' => {}
        'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if character.is_alphabetic() => {
            buffer.extend(
                deunicode_char(character).unwrap_or_default().chars().map(|c| c.to_ascii_lowercase()),
            );
        }
        _ if character.is_alphanumeric() => buffer.extend(character.to_lowercase()),
        _ => end(buffer, start, each),
    }
}

/// Hands the word on. One letter says nothing; one digit, or a character of another script, may.
fn end(buffer: &mut String, start: usize, each: &mut impl FnMut(usize, &str)) {
    let is_letter = buffer.len() == 1 && buffer.as_bytes()[0].is_ascii_alphabetic();
    if !buffer.is_empty() && !is_letter && buffer.len() <= LONGEST {
        each(start, buffer);
    }
    buffer.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, &mut String::new(), |_, word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_are_small_and_without_diacritics() {
        assert_eq!(found("L’Été à Brónach’s cœur-Straße"), ["ete", "bronach", "coeur", "strasse"]);
        assert_eq!(found("e\u{301}te\u{301}"), ["ete"]);
        assert_eq!(found("Київ, 2 days"), ["київ", "2", "days"]);
        assert!(found(&"x".repeat(41)).is_empty());
    }

    #[test]
    fn words_know_where_they_begin() {
        let text = "“L’Été”, a 2nd";
        let mut places = Vec::new();
        words(text, &mut String::new(), |at, word| places.push((at, word.to_owned())));
        let expected =
            [("Été", "ete"), ("2nd", "2nd")].map(|(written, word)| (text.find(written), word.to_owned()));
        assert_eq!(places.into_iter().map(|(at, word)| (Some(at), word)).collect::<Vec<_>>(), expected);
    }
}
