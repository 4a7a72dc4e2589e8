//! Whether two spellings are of one name: case, diacritics, initials.

use deunicode::deunicode;

/// `word` without case and diacritics, so that "Dvořák" and "Dvorak" are one.
pub(super) fn folded(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { deunicode(word).to_lowercase() }
}

/// Whether two words are the same but for case and diacritics.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || !(one.is_ascii() && other.is_ascii()) && folded(one) == folded(other)
}

/// Words as one key without case, diacritics and full stops.
pub(super) fn key<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut key = String::with_capacity(32);
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        if word.is_ascii() {
            let start = key.len();
            key.extend(word.split('.'));
            key[start..].make_ascii_lowercase();
        } else {
            key.extend(folded(word).chars().filter(|c| *c != '.'));
        }
    }
    key
}

/// Whether two given names can be one person's: equal, or one the initial of the other.
pub(super) fn given_names_fit(one: &str, other: &str) -> bool {
    if same(one, other) {
        return true;
    }
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    (initial(one) || initial(other)) && one.chars().next() == other.chars().next()
}
