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

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

pub use direction::Direction;
pub use interface::Words;

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

/// Reads a pack.
type Load = fn() -> Language;

const ENGLISH_PACK: Load = || pack!("en");
const FRENCH_PACK: Load = || pack!("fr");

static ENGLISH: LazyLock<Language> = LazyLock::new(ENGLISH_PACK);
static FRENCH: LazyLock<Language> = LazyLock::new(FRENCH_PACK);

/// Packs with words of a site's own, by pack and words. They live for the whole run as the packs do: there are as many as the author has
/// written words anew while the preview ran.
static WORDED: LazyLock<Mutex<HashMap<(&str, String), &'static Language>>> = LazyLock::new(Mutex::default);

/// All packs, by code. One is read when it is first asked for.
static PACKS: [(&str, Load, &LazyLock<Language>); 2] =
    [("en", ENGLISH_PACK, &ENGLISH), ("fr", FRENCH_PACK, &FRENCH)];

impl Language {
    /// The pack for a BCP 47 tag (`en`, `en-GB`); `None` when there is none for that language.
    pub fn find(tag: &str) -> Option<&'static Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let (.., pack) = PACKS.iter().find(|(code, ..)| primary.eq_ignore_ascii_case(code))?;
        Some(pack)
    }

    /// The pack with `words` in place of its own around the articles.
    pub fn worded(&self, words: &Words) -> &'static Language {
        let key = (self.code, serde_json::to_string(words).unwrap_or_default());
        let mut known = WORDED.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(key).or_insert_with(|| {
            let load =
                PACKS.iter().find(|(code, ..)| *code == self.code).map_or(ENGLISH_PACK, |(_, load, _)| *load);
            let mut pack = load();
            for (name, phrase) in &words.phrases {
                pack.interface.phrases.insert(name.clone(), phrase.clone());
            }
            pack.interface.reading_speed = words.reading_speed.unwrap_or(pack.interface.reading_speed);
            if let Some(display) = &words.display {
                pack.dates.display = display.clone();
            }
            Box::leak(Box::new(pack))
        })
    }

    /// English, the pack that is used when nothing else is asked for.
    pub fn english() -> &'static Language {
        &ENGLISH
    }

    /// The codes of the languages that there are packs for.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        PACKS.iter().map(|(code, ..)| *code)
    }
}

/// Reads a file of a pack. Packs are part of the program: a fault in one is a fault of the program, which
/// the tests of its module find.
fn read<T: serde::de::DeserializeOwned>(name: &str, yaml: &str) -> T {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("language pack {name}: {error}"))
}

/// Whether `tag` has the form of a BCP 47 tag: `en`, `en-GB`, `zh-Hant-TW`.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_primary =
        |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_further =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_primary) && parts.all(is_further)
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
