//! What differs by language, as data: one folder a language (`en/`, `fr/`), and its loader.
//!
//! Code asks "is this a reporting cue?", never whether a word equals some word. `quotations.yaml` feeds
//! the speaker index, `dates.yaml` the timeline, `import.yaml` the cleaning of pasted text. Each file has a
//! module of its own that says what the keys mean and turns them into tables for fast look-up.

pub mod dates;
pub mod desk;
mod direction;
pub mod import;
pub mod interface;
pub mod lexicon;
pub mod names;
pub mod quotations;

use std::sync::LazyLock;

pub use direction::Direction;

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
    /// What the editor's checks look for.
    pub desk: desk::Desk,
    /// Site furniture that an import removes.
    pub import: import::Import,
}

/// Reads the pack in the folder of a language.
macro_rules! pack {
    ($code:literal) => {
        Language {
            code: $code,
            quotations: quotations::Quotations::load(include_str!(concat!($code, "/quotations.yaml"))),
            dates: dates::Dates::load(include_str!(concat!($code, "/dates.yaml"))),
            names: names::Names::load(include_str!(concat!($code, "/names.yaml"))),
            interface: interface::Interface::load(include_str!(concat!($code, "/interface.yaml"))),
            desk: desk::Desk::load(include_str!(concat!($code, "/desk.yaml"))),
            import: import::Import::load(include_str!(concat!($code, "/import.yaml"))),
        }
    };
}

static ENGLISH: LazyLock<Language> = LazyLock::new(|| pack!("en"));
static FRENCH: LazyLock<Language> = LazyLock::new(|| pack!("fr"));

/// All packs, by code. One is read when it is first asked for.
static PACKS: [(&str, &LazyLock<Language>); 2] = [("en", &ENGLISH), ("fr", &FRENCH)];

impl Language {
    /// The pack for a BCP 47 tag (`en`, `en-GB`); `None` when there is none for that language.
    pub fn find(tag: &str) -> Option<&'static Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let (_, pack) = PACKS.iter().find(|(code, _)| primary.eq_ignore_ascii_case(code))?;
        Some(pack)
    }

    /// English, the pack that is used when nothing else is asked for.
    pub fn english() -> &'static Language {
        &ENGLISH
    }

    /// The codes of the languages that there are packs for.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        PACKS.iter().map(|(code, _)| *code)
    }
}

/// Reads a file of a pack. Packs are part of the program: a fault in one is a fault of the program, which
/// the tests of its module find.
fn read<T: serde::de::DeserializeOwned>(name: &str, yaml: &str) -> T {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("language pack {name}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_can_be_read_and_says_as_much_as_the_english_one() {
        let english: Vec<&String> = Language::english().interface.phrases.keys().collect();
        for code in Language::codes() {
            let pack = Language::find(code).unwrap();
            assert_eq!(pack.code, code);
            assert!(
                pack.interface.phrases.keys().eq(english.iter().copied()),
                "{code}: phrases missing, surplus or out of order"
            );
        }
        assert!(Language::find("fr-CA").is_some() && Language::find("xx").is_none());
    }
}
