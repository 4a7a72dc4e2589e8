//! The kinds of word that date rules are written in.

use serde::Deserialize;

/// What a word or number can be in an expression of time. A rule names classes (`<month> <day>`); the
/// lexicon of a language says which words belong to them and what each one is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    // Found from digits, in every language.
    /// A whole number, in digits or words.
    Count,
    /// 1 to 31 in at most two digits.
    Day,
    /// A number that can be a year.
    Year,
    /// A year without its century: "'82"; worth the four-digit year.
    ShortYear,
    /// A decade, worth its first three digits: "1990s" is 199.
    Decade,
    /// A date in figures, worth year × 10,000 + month × 100 + day.
    Figures,
    /// A time of day in figures, worth hour × 100 + minute.
    Clock,
    /// Four figures that can be a time of day before a time zone: "0800".
    Hours,
    /// "4th", "second".
    Ordinal,
    /// "4th", in figures: a day of a month, 1 to 31.
    Numbered,
    // Found from the lexicon.
    /// Worth 1 to 12.
    Month,
    /// A month whose name is another word too.
    Homonym,
    /// Worth 1 (Monday) to 7.
    Weekday,
    /// "Mondays".
    Weekdays,
    /// "week"; worth a [`Unit`].
    Unit,
    /// "weeks".
    Units,
    /// "last" is worth -1, "this" 0, "next" 1.
    Direction,
    /// "yesterday" is worth -1.
    Deictic,
    /// "previous", "same", "following": counted from the date that the passage speaks of.
    Anaphor,
    /// Part of the day; worth an index into [`PARTS`].
    Part,
    /// "nights": recurring parts of days; worth the same.
    Parts,
    /// Worth 1 (spring) to 4 (winter).
    Season,
    /// "am" is worth 0, "pm" 12.
    Meridiem,
    /// Worth 1 for universal time ("GMT"), 0 for another zone.
    Zone,
    /// "BC" is worth -1, "AD" 1.
    Era,
    /// "a": a count of one.
    One,
    /// "few", "several": a count that is not given.
    Vague,
    /// "half".
    Half,
    /// "about": the date is approximate.
    About,
    /// "nearly", "more": belongs to the expression, changes nothing.
    Bound,
    /// "early", "late".
    Stage,
    /// "beginning", "end".
    Edge,
    /// "every".
    Every,
    /// "weekly"; worth a [`Unit`].
    Frequency,
    /// "now", "recently"; worth an index into [`REFERENCES`].
    Reference,
    /// "in", "since".
    Preposition,
    /// "in", "since": before what can be no name.
    Within,
    /// "the".
    Article,
    /// "his": "in his 60s" is an age.
    Owner,
    /// "troops": "2000 troops" is no year.
    Counted,
    /// "ended": a verb that a unit of time is the object or subject of.
    Ends,
    /// "fiscal".
    Fiscal,
    /// "Article", "Windows": what stands before a number that is no date.
    Label,
    /// "Summit": what stands before the year that is its number.
    Edition,
    /// "and": joins what may be no date at all ("and 1984 sheep").
    Joint,
    /// What begins or goes on with a clause: "they", "had".
    Subject,
    /// "before" is worth -1, "after" 1: on which side of a named day.
    Side,
    /// "spent", "lasted": what a length without a number follows ("spent months in port").
    Lasting,
    /// "will": what "one day" is still to come after.
    Prospect,
    // Not in any lexicon: what a rule can ask of its neighbours.
    /// A word in small letters that the lexicon doesn't know.
    Plain,
    /// A word with a capital that the lexicon doesn't know and that doesn't open its sentence.
    Capitalised,
    /// What the noun that follows belongs to: "Ada’s", or "failed" in "the failed 2016 coup".
    Modifier,
    /// A quotation mark.
    Quote,
    /// A digit, a hyphen, a currency sign or the like that touches the expression.
    Touching,
    /// The block or sentence begins or ends here.
    Edgeless,
}

impl Class {
    /// A bit of its own, for sets of classes.
    pub fn bit(self) -> u64 {
        const { assert!((Class::Edgeless as usize) < 64, "a set of classes is 64 bits") };
        1 << (self as u32)
    }
}

/// What rules are mostly recognised by; the other classes stand around these, and in many a sentence without a date.
pub(super) const TELLING: [Class; 21] = [
    Class::Count,
    Class::Day,
    Class::Year,
    Class::ShortYear,
    Class::Decade,
    Class::Figures,
    Class::Clock,
    Class::Hours,
    Class::Ordinal,
    Class::Numbered,
    Class::Month,
    Class::Homonym,
    Class::Weekday,
    Class::Weekdays,
    Class::Unit,
    Class::Units,
    Class::Deictic,
    Class::Part,
    Class::Season,
    Class::Frequency,
    Class::Reference,
];

/// TIMEX3 codes of the parts of the day.
pub const PARTS: [&str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];

/// TIMEX3 values of vague references.
pub const REFERENCES: [&str; 3] = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"];

/// A unit of time, fine to coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Of time, not of angle.
    Second,
    /// Sixty of them.
    Minute,
    /// Sixty of those.
    Hour,
    /// A calendar day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday, as in ISO 8601.
    Week,
    /// Two weeks.
    Fortnight,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred.
    Century,
    /// A thousand.
    Millennium,
}

impl Unit {
    /// All of them, fine to coarse.
    pub const ALL: [Unit; 14] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Weekend,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Millennium,
    ];

    /// The unit a lexicon value stands for.
    pub fn from_value(value: i32) -> Option<Unit> {
        usize::try_from(value).ok().and_then(|index| Self::ALL.get(index)).copied()
    }

    /// Its name in rules and lexicons.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Weekend => "weekend",
            Unit::Week => "week",
            Unit::Fortnight => "fortnight",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Half => "half",
            Unit::Year => "year",
            Unit::Decade => "decade",
            Unit::Century => "century",
            Unit::Millennium => "millennium",
        }
    }
}

/// What a value in a lexicon or a rule's filter is worth for `class`: a number, or the name of a unit, a
/// part of the day or a reference.
pub(super) fn value_of(class: Class, text: &str) -> Option<i32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let index = match class {
        Class::Unit | Class::Units | Class::Frequency => {
            Unit::ALL.iter().position(|unit| unit.name() == text)
        }
        Class::Part | Class::Parts => PARTS.iter().position(|part| *part == text),
        Class::Reference => REFERENCES.iter().position(|reference| *reference == text),
        _ => None,
    };
    index.and_then(|index| i32::try_from(index).ok())
}
