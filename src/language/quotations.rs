//! The data of `quotations.yaml`: how a language reports what people say.

use foldhash::HashSet;
use serde::Deserialize;

use crate::text::QuotationMarks;

/// Reported speech in one language.
#[derive(Debug)]
pub struct Quotations {
    /// Its quotation marks.
    pub marks: QuotationMarks,
    /// Words after which a full stop does not end a sentence, without that stop, in lower case.
    pub abbreviations: HashSet<Box<str>>,
}

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    marks: Vec<Pair>,
    abbreviations: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    open: char,
    close: char,
}

impl Quotations {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        let file: File = super::read("quotations.yaml", yaml);
        Self {
            marks: QuotationMarks::new(file.marks.iter().map(|pair| (pair.open, pair.close))),
            abbreviations: file.abbreviations.iter().map(|word| word.to_lowercase().into()).collect(),
        }
    }

    /// Whether a full stop after `word` does not end a sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        word.len() <= 8 && self.abbreviations.contains(word.to_lowercase().as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn the_english_file_can_be_read() {
        let rules = &Language::english().quotations;
        assert!(rules.is_abbreviation("Gov") && !rules.is_abbreviation("government"));
    }
}
