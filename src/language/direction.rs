//! The data of `right-to-left.yaml`: which way a language is written.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Which way lines run; the value of a `dir` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RightToLeft {
    scripts: Vec<String>,
    languages: Vec<String>,
}

static RIGHT_TO_LEFT: LazyLock<RightToLeft> =
    LazyLock::new(|| super::read("right-to-left.yaml", include_str!("right-to-left.yaml")));

impl Direction {
    /// The direction of a BCP 47 tag. A script in the tag decides (`az-Arab`), else the language.
    ///
    /// ```
    /// use nutgraf::language::Direction;
    /// assert_eq!(Direction::of("ar-EG"), Direction::Rtl);
    /// assert_eq!(Direction::of("az-Arab"), Direction::Rtl);
    /// assert_eq!(Direction::of("ku-Latn"), Direction::Ltr);
    /// ```
    pub fn of(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let script =
            parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let holds = |list: &[String], code: &str| list.iter().any(|one| one.eq_ignore_ascii_case(code));
        let is_right_to_left = match script {
            Some(script) => holds(&RIGHT_TO_LEFT.scripts, script),
            None => holds(&RIGHT_TO_LEFT.languages, language),
        };
        if is_right_to_left { Self::Rtl } else { Self::Ltr }
    }
}
