//! The data of `interface.yaml`: the words that pages show around the author's own.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::dates::Display;

/// Words of the interface in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Words that a reader takes in a minute.
    pub reading_speed: usize,
    /// By key: a text, or `one` and `other` forms of it that depend on a number, and `zero` where that is neither.
    pub phrases: Map<String, Value>,
}

/// Words of a site's own, which take the place of those of a pack.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Words {
    /// Words that a reader takes in a minute.
    pub reading_speed: Option<usize>,
    /// Phrases by key, as [`Interface::phrases`] has them.
    pub phrases: Map<String, Value>,
    /// How dates are written.
    pub display: Option<Display>,
}

impl Interface {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        super::read("interface.yaml", yaml)
    }

    /// The phrase `key` as it stands; empty when there is none.
    pub fn phrase(&self, key: &str) -> &str {
        self.phrases.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Minutes that `words` take to read, at least one.
    pub fn minutes(&self, words: usize) -> usize {
        words.div_ceil(self.reading_speed.max(1)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn every_phrase_is_text_or_has_both_forms() {
        for pack in Language::codes().filter_map(Language::find) {
            for (key, phrase) in &pack.interface.phrases {
                let has = |form: &&str| phrase.get(form).is_some_and(|text| text.is_string());
                let complete = phrase.is_string() || ["one", "other"].iter().all(has);
                assert!(complete, "{}: {key}", pack.code);
            }
        }
        let interface = &Language::english().interface;
        assert_eq!(interface.minutes(0), 1);
        assert_eq!(interface.minutes(interface.reading_speed + 1), 2);
    }
}
