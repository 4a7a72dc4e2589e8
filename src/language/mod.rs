//! What differs by language, as data: one folder a language (`en/`), and its loader.
//!
//! Code asks "is this a reporting cue?", never whether a word equals some word. `quotations.yaml` feeds
//! the speaker index, `dates.yaml` the timeline, `import.yaml` the cleaning of pasted text.

/// A loaded language pack. Cheap to share: packs are loaded once and live for the whole run.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 primary subtag: `en`.
    pub code: &'static str,
}

impl Language {
    /// The pack for a BCP 47 tag (`en`, `en-GB`); `None` when there is none for that language.
    pub fn find(tag: &str) -> Option<&'static Language> {
        static ENGLISH: Language = Language { code: "en" };
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        primary.eq_ignore_ascii_case("en").then_some(&ENGLISH)
    }

    /// English, the pack that is used when nothing else is asked for.
    pub fn english() -> &'static Language {
        Self::find("en").expect("the English pack is built in")
    }
}
