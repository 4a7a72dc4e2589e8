//! Whether two spellings are of one name: case, diacritics, initials.

use deunicode::deunicode;
use foldhash::HashMap;

use crate::language::lexicon::Lexeme;
use crate::language::quotations::Quotations;

/// A word of a name, and what of its spelling tells it from others. Names are compared at every turn, so that each distinct
/// word of an article is folded and looked up once.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameWord<'a> {
    /// As it is written.
    pub text: &'a str,
    /// The number of its spelling without case and diacritics, so that "Dvořák" and "Dvorak" are one.
    pub spelling: u32,
    /// The same without full stops.
    undotted: u32,
    /// What it can be.
    pub lexeme: Lexeme,
}

impl NameWord<'_> {
    /// Whether two words are the same but for case and diacritics.
    pub(super) fn is(self, other: NameWord) -> bool {
        self.spelling == other.spelling
    }
}

/// Numbers for the spellings of an article's names.
#[derive(Debug)]
pub(super) struct Spellings<'a> {
    rules: &'a Quotations,
    words: HashMap<&'a str, NameWord<'a>>,
    numbers: HashMap<String, u32>,
}

impl<'a> Spellings<'a> {
    /// None yet, with room for so many.
    pub(super) fn with_capacity(words: usize, rules: &'a Quotations) -> Self {
        let mut spellings = Self { rules, words: HashMap::default(), numbers: HashMap::default() };
        spellings.words.reserve(words);
        spellings.numbers.reserve(words);
        spellings
    }

    /// The word that is written `text`.
    pub(super) fn word(&mut self, text: &'a str) -> NameWord<'a> {
        if let Some(word) = self.words.get(text) {
            return *word;
        }
        let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { deunicode(text).to_lowercase() };
        let undotted = folded.contains('.').then(|| self.number(folded.replace('.', "")));
        let spelling = self.number(folded);
        let undotted = undotted.unwrap_or(spelling);
        let word = NameWord { text, spelling, undotted, lexeme: self.rules.lexeme(text) };
        self.words.insert(text, word);
        word
    }

    fn number(&mut self, folded: String) -> u32 {
        let next = u32::try_from(self.numbers.len()).expect("texts of less than 4 GB");
        *self.numbers.entry(folded).or_insert(next)
    }
}

/// Words as one key without case, diacritics and full stops.
pub(super) fn key(words: &[NameWord]) -> Vec<u32> {
    words.iter().map(|word| word.undotted).collect()
}

/// Whether two given names can be one person's: equal, or one the initial of the other.
pub(super) fn given_names_fit(one: NameWord, other: NameWord) -> bool {
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    one.is(other)
        || (initial(one.text) || initial(other.text)) && one.text.chars().next() == other.text.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn case_diacritics_and_full_stops_make_no_other_name() {
        let mut spellings = Spellings::with_capacity(4, &Language::english().quotations);
        let mut words = |text: &'static str| -> Vec<NameWord> {
            text.split(' ').map(|word| spellings.word(word)).collect()
        };
        let [first, second] = ["J.R. Dvořák", "JR DVORAK"].map(&mut words);
        assert!(first[1].is(second[1]) && !first[0].is(second[0]) && key(&first) == key(&second));
        let [other, initial] = ["Jan", "J."].map(|text| words(text)[0]);
        assert!(given_names_fit(other, initial) && !given_names_fit(other, first[1]));
    }
}
