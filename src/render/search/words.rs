//! Text in, words to search for out: small letters without diacritics. `words` in `static/search.js` cuts queries alike.

use deunicode::deunicode_char;

/// Bytes of a word that is looked at; what is longer is no word.
const LONGEST: usize = 40;

/// Calls `each` with every word of `text`, in order. `buffer` is for reuse.
pub(super) fn words(text: &str, buffer: &mut String, mut each: impl FnMut(&str)) {
    buffer.clear();
    let mut rest = text;
    loop {
        // Nearly all text is ASCII, so bytes are looked at as long as they are.
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        for byte in rest[..ascii].bytes() {
            if byte.is_ascii_alphanumeric() {
                buffer.push(byte.to_ascii_lowercase() as char);
            } else {
                end(buffer, &mut each);
            }
        }
        let mut characters = rest[ascii..].chars();
        let Some(character) = characters.next() else { break };
        push(character, buffer, &mut each);
        rest = characters.as_str();
    }
    end(buffer, &mut each);
}

fn push(character: char, buffer: &mut String, each: &mut impl FnMut(&str)) {
    match character {
        // Accents that stand by themselves, after their letter.
        '\u{300}'..='\u{36f}' => {}
        'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if character.is_alphabetic() => {
            buffer.extend(
                deunicode_char(character).unwrap_or_default().chars().map(|c| c.to_ascii_lowercase()),
            );
        }
        _ if character.is_alphanumeric() => buffer.extend(character.to_lowercase()),
        _ => end(buffer, each),
    }
}

/// Hands the word on. One letter says nothing; one digit, or a character of another script, may.
fn end(buffer: &mut String, each: &mut impl FnMut(&str)) {
    let is_letter = buffer.len() == 1 && buffer.as_bytes()[0].is_ascii_alphabetic();
    if !buffer.is_empty() && !is_letter && buffer.len() <= LONGEST {
        each(buffer);
    }
    buffer.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, &mut String::new(), |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_are_small_and_without_diacritics() {
        assert_eq!(found("L’Été à Brónach’s cœur-Straße"), ["ete", "bronach", "coeur", "strasse"]);
        assert_eq!(found("e\u{301}te\u{301}"), ["ete"]);
        assert_eq!(found("Київ, 2 days"), ["київ", "2", "days"]);
        assert!(found(&"x".repeat(41)).is_empty());
    }
}
