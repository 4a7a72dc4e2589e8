//! What differs by language, as data: one folder a language (`en/`), and its loader.
//!
//! Code asks "is this a reporting cue?", never whether a word equals some word. `quotations.yaml` feeds
//! the speaker index, `dates.yaml` the timeline, `import.yaml` the cleaning of pasted text. Each file has a
//! module of its own that says what the keys mean and turns them into tables for fast look-up.

pub mod dates;
pub mod import;
pub mod interface;
pub mod lexicon;
pub mod names;
pub mod quotations;

use std::sync::LazyLock;

/// A loaded language pack. Cheap to share: packs are loaded once and live for the whole run.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 primary subtag: `en`.
    pub code: &'static str,
    /// Who said what: cues, titles, roles, pronouns, quotation marks.
    pub quotations: quotations::Quotations,
    /// When things happened: months, weekdays, expressions of time.
    pub dates: dates::Dates,
    /// How names are sorted.
    pub names: names::Names,
    /// What pages say around the author's words.
    pub interface: interface::Interface,
    /// Site furniture that an import removes.
    pub import: import::Import,
}

static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language {
    code: "en",
    quotations: quotations::Quotations::load(include_str!("en/quotations.yaml")),
    dates: dates::Dates::load(include_str!("en/dates.yaml")),
    names: names::Names::load(include_str!("en/names.yaml")),
    interface: interface::Interface::load(include_str!("en/interface.yaml")),
    import: import::Import::load(include_str!("en/import.yaml")),
});

impl Language {
    /// The pack for a BCP 47 tag (`en`, `en-GB`); `None` when there is none for that language.
    pub fn find(tag: &str) -> Option<&'static Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        primary.eq_ignore_ascii_case("en").then(|| &*ENGLISH)
    }

    /// English, the pack that is used when nothing else is asked for.
    pub fn english() -> &'static Language {
        &ENGLISH
    }
}

/// Reads a file of a pack. Packs are part of the program: a fault in one is a fault of the program, which
/// the tests of its module find.
fn read<T: serde::de::DeserializeOwned>(name: &str, yaml: &str) -> T {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("language pack {name}: {error}"))
}
