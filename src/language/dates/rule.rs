//! A rule of a language: which words are an expression of time, and what they make.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Class, Unit};

/// A rule: what it matches and what it makes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// In kebab case; becomes the finding's rule.
    pub name: String,
    /// In the notation of [`Automaton`](super::Automaton)'s module.
    pub(super) patterns: Vec<String>,
    /// What to make.
    pub make: Make,
    /// Unit, where no word gives it.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Direction or sign, where no word gives it: -1, 0 or 1.
    #[serde(default)]
    pub sign: Option<i32>,
    /// What is counted from.
    #[serde(default)]
    pub anchor: AnchorKind,
    /// For named days: which.
    #[serde(default)]
    pub day: Option<NamedDay>,
    /// For references: an index into [`REFERENCES`](super::REFERENCES), by its name.
    #[serde(default)]
    pub reference: Option<String>,
    /// For counts: how many, where no word gives it.
    #[serde(default)]
    pub count: Option<i32>,
    /// One of these must stand before.
    #[serde(default)]
    pub after: Vec<Class>,
    /// None of these may stand before.
    #[serde(default)]
    pub not_after: Vec<Class>,
    /// One of these must follow.
    #[serde(default)]
    pub before: Vec<Class>,
    /// None of these may follow.
    #[serde(default)]
    pub not_before: Vec<Class>,
}

/// What a rule makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Make {
    /// Nothing: words that only look like a time.
    Nothing,
    /// A year, month or day, as far as the words go.
    Calendar,
    /// Two days of a month, or two years.
    Span,
    /// Two days of one month, which are two findings.
    TwoDays,
    /// A day of the week.
    Weekday,
    /// So many units away, or the unit itself ("last week").
    Shift,
    /// The same part of another year, which figures are compared with: "the year-earlier period".
    Comparison,
    /// The n-th quarter, half or week of something.
    Part,
    /// The beginning or end of the unit at hand.
    Season,
    /// "the 1990s".
    Decade,
    /// "the 18th century".
    Century,
    /// A year before or after Christ: "44 BC".
    Era,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
    /// A time of day.
    Time,
    /// "now", "recently".
    Reference,
    /// "Christmas Eve".
    NamedDay,
    /// Around New Year.
    TurnOfYear,
}

impl Make {
    /// Whether the verbs around it can tell which one is meant.
    pub fn follows_tense(self) -> bool {
        !matches!(
            self,
            Self::Nothing
                | Self::Decade
                | Self::Century
                | Self::Duration
                | Self::Set
                | Self::Reference
                | Self::Era
        )
    }
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorKind {
    /// The day of publication.
    #[default]
    Published,
    /// The date that the passage speaks of.
    Narrative,
}

/// A day with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDay {
    /// Month, for a fixed day or the n-th weekday.
    #[serde(default)]
    pub month: Option<i8>,
    /// Day of the month, for a fixed day.
    #[serde(default)]
    pub day: Option<i8>,
    /// Weekday, 1 to 7.
    #[serde(default)]
    pub weekday: Option<i8>,
    /// Which of that weekday, 1 to 5; -1 is the last.
    #[serde(default)]
    pub nth: Option<i8>,
    /// Days after Easter Sunday (Western).
    #[serde(default)]
    pub easter: Option<i32>,
    /// Days after Easter Sunday (Eastern).
    #[serde(default)]
    pub orthodox_easter: Option<i32>,
    /// A day or month of the Islamic calendar.
    #[serde(default)]
    pub islamic: Option<IslamicDay>,
    /// A day or feast of the Hebrew calendar.
    #[serde(default)]
    pub hebrew: Option<HebrewDay>,
    /// Its year, for a day that was only once.
    #[serde(default)]
    pub year: Option<i16>,
}

/// A day of the Islamic calendar, or one of its months as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IslamicDay {
    /// 1 to 12.
    pub month: i32,
    /// 1 to 30; the whole month where it is not given.
    #[serde(default)]
    pub day: Option<i32>,
}

/// A day of the Hebrew calendar, or a feast that begins on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HebrewDay {
    /// 1 (Nisan) to 12 (Adar).
    pub month: i32,
    /// 1 to 30.
    pub day: i32,
    /// How many days, where it is more than one.
    #[serde(default)]
    pub lasts: Option<i32>,
}

/// A named day and what it is called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedDayEntry {
    names: Vec<String>,
    day: NamedDay,
}

impl Rule {
    pub(super) fn named_day(entry: &NamedDayEntry, macros: &HashMap<String, String>) -> Self {
        let frame = macros.get("named_day").map_or("{name}", String::as_str);
        Rule {
            name: "named-day".to_owned(),
            patterns: entry.names.iter().map(|name| frame.replace("{name}", name)).collect(),
            make: Make::NamedDay,
            unit: None,
            sign: None,
            anchor: AnchorKind::Published,
            day: Some(entry.day),
            reference: None,
            count: None,
            after: Vec::new(),
            not_after: Vec::new(),
            before: Vec::new(),
            not_before: Vec::new(),
        }
    }
}
