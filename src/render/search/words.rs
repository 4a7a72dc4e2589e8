//! Text in, words to search for out: small letters without diacritics. `words` in `static/search.js` cuts queries alike.

use deunicode::deunicode_char;

/// Bytes of a word that is looked at; what is longer is no word.
const LONGEST: usize = 40;

/// Calls `each` with every word of `text` and the byte that it begins at, in order. `buffer` is for reuse.
pub(super) fn words(text: &str, buffer: &mut String, mut each: impl FnMut(usize, &str)) {
    buffer.clear();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let small = rest.iter().position(|byte| !IS_SMALL[*byte as usize]).unwrap_or(rest.len());
        let next = rest.get(small);
        if buffer.is_empty() {
            start = at;
            // Most words stand in the text as they are looked for.
            if next.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
                hand_on(&text[at..at + small], start, &mut each);
                at += small + 1;
                continue;
            }
        }
        buffer.push_str(&text[at..at + small]);
        at += small;
        let Some(character) = text[at..].chars().next() else { break };
        push(character, buffer, start, &mut each);
        at += character.len_utf8();
    }
    end(buffer, start, &mut each);
}

/// Bytes of which words are made, in small letters.
const IS_SMALL: [bool; 256] = {
    let mut small = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        small[byte as usize] = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        byte += 1;
    }
    small
};

fn push(character: char, buffer: &mut String, start: usize, each: &mut impl FnMut(usize, &str)) {
    match character {
        _ if character.is_ascii_alphanumeric() => buffer.push(character.to_ascii_lowercase()),
        // Marks, with those of typography, which are common.
        '\0'..='\x7f' | '\u{2000}'..='\u{206f}' => end(buffer, start, each),
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

fn end(buffer: &mut String, start: usize, each: &mut impl FnMut(usize, &str)) {
    hand_on(buffer, start, each);
    buffer.clear();
}

/// Hands the word on. One letter says nothing; one digit, or a character of another script, may.
fn hand_on(word: &str, start: usize, each: &mut impl FnMut(usize, &str)) {
    let is_letter = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
    if !word.is_empty() && !is_letter && word.len() <= LONGEST {
        each(start, word);
    }
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
        assert_eq!(found("aB c1D? x Y 7 McÉire’s"), ["ab", "c1d", "7", "mceire"]);
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
