//! The few words that Markdown itself puts into a page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Words in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    pub note: String,
    pub tip: String,
    pub important: String,
    pub warning: String,
    pub caution: String,
    pub footnotes: String,
    pub back: String,
    pub done: String,
    pub to_do: String,
}

static LABELS: LazyLock<BTreeMap<String, Labels>> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("labels.yaml")).expect("the built-in labels are tested")
});

/// The words for a BCP 47 tag, English when there are none.
pub(super) fn labels(language: &str) -> &'static Labels {
    let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
    LABELS.get(&primary).unwrap_or_else(|| &LABELS["en"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_words_reads_english() {
        assert_eq!(labels("de-AT").note, "Hinweis");
        assert_eq!(labels("xx").note, "Note");
    }
}
