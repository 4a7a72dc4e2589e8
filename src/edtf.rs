//! Extended Date/Time Format (ISO 8601-2, EDTF level 1 and the parts of level 2 that news needs): how
//! Nutgraf writes down *when*, at exactly the precision that the text supports.
//!
//! | written | means |
//! |---|---|
//! | `2025-12-04`, `2025-12`, `2025` | a day, a month, a year |
//! | `2025-21` … `2025-24` | spring, summer, autumn, winter |
//! | `2025-33` … `2025-36` | first to fourth quarter |
//! | `199X`, `17XX` | a decade, a century |
//! | `2014-03~`, `2014?` | about March 2014, perhaps 2014 |
//! | `2025-11-24/2025-11-30` | from a day to a day |
//! | `2014/..`, `../2014` | since, until |
//! | `-0043` | 44 BC |
//!
//! How a date is written for people is a matter of language: [`crate::language::dates::Display`].

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A valid EDTF date. Comparison is by earliest day, then by latest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf {
    text: String,
    extent: Extent,
}

/// What an EDTF text consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// One date, at its own precision.
    Point(Point),
    /// From a date to a date; `None` is an open or unknown end. Never two of them.
    Interval(Option<Point>, Option<Point>),
}

/// A date without a `/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// What is written.
    pub date: PointDate,
    /// Whether it is only about then (`~`, `%`).
    pub approximate: bool,
    /// Whether that is in doubt (`?`, `%`).
    pub uncertain: bool,
}

/// The kinds of [`Point`]. Year 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointDate {
    /// `2025-12-04`
    Day(Date),
    /// `2025-12`, `2025-12-XX`: year, 1 to 12.
    Month(i16, i8),
    /// `2025-33`: year, 1 to 4.
    Quarter(i16, i8),
    /// `2025-21`: year it begins in, 1 (spring) to 4 (winter).
    Season(i16, i8),
    /// `2025`, `2025-XX`
    Year(i16),
    /// `199X`, by its first three digits.
    Decade(i16),
    /// `17XX`, by its first two digits.
    Century(i16),
}

/// How precisely a date is known, coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// `17XX`
    Century,
    /// `199X`
    Decade,
    /// `2025`
    Year,
    /// `2025-21`
    Season,
    /// `2025-33`
    Quarter,
    /// `2025-12`
    Month,
    /// `2025-12-04`
    Day,
    /// `2025-11-24/2025-11-30`, open ends included
    Interval,
}

/// Why a text is no EDTF date, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EdtfError(pub String);

impl Edtf {
    /// The text, as given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it consists of.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The first day it can mean; `None` for an open beginning.
    pub fn earliest(&self) -> Option<Date> {
        self.extent.earliest()
    }

    /// The last day it can mean; `None` for an open end.
    pub fn latest(&self) -> Option<Date> {
        self.extent.latest()
    }

    /// How precisely it is known.
    pub fn precision(&self) -> Precision {
        match self.extent {
            Extent::Interval(..) => Precision::Interval,
            Extent::Point(point) => match point.date {
                PointDate::Day(_) => Precision::Day,
                PointDate::Month(..) => Precision::Month,
                PointDate::Quarter(..) => Precision::Quarter,
                PointDate::Season(..) => Precision::Season,
                PointDate::Year(_) => Precision::Year,
                PointDate::Decade(_) => Precision::Decade,
                PointDate::Century(_) => Precision::Century,
            },
        }
    }

    /// Whether it says "about" or "perhaps" (`~`, `?`, `%`).
    pub fn is_approximate(&self) -> bool {
        self.text.contains(['~', '?', '%'])
    }

    /// The date that `text` spells, for who knows what it consists of without reading it.
    pub fn written(text: String, extent: Extent) -> Self {
        debug_assert_eq!(text.parse::<Self>().map(|read| read.extent), Ok(extent), "{text}");
        Self { text, extent }
    }

    /// One day.
    pub fn day(date: Date) -> Self {
        let point = Point { date: PointDate::Day(date), approximate: false, uncertain: false };
        Self { text: date.to_string(), extent: Extent::Point(point) }
    }
}

impl Extent {
    /// The first day it can mean; `None` for an open beginning.
    pub fn earliest(self) -> Option<Date> {
        match self {
            Extent::Point(point) | Extent::Interval(Some(point), _) => point.date.first_day(),
            Extent::Interval(None, _) => None,
        }
    }

    /// The last day it can mean; `None` for an open end.
    pub fn latest(self) -> Option<Date> {
        match self {
            Extent::Point(point) | Extent::Interval(_, Some(point)) => point.date.last_day(),
            Extent::Interval(_, None) => None,
        }
    }
}

impl PointDate {
    /// The first day it can mean.
    pub fn first_day(self) -> Option<Date> {
        self.months().map_or_else(|| self.own_day(), |(first, _)| Date::new(first.0, first.1, 1).ok())
    }

    /// The last day it can mean.
    pub fn last_day(self) -> Option<Date> {
        let last_of_month = |(year, month)| Date::new(year, month, 1).ok().map(Date::last_of_month);
        self.months().map_or_else(|| self.own_day(), |(_, last)| last_of_month(last))
    }

    fn own_day(self) -> Option<Date> {
        if let PointDate::Day(day) = self { Some(day) } else { None }
    }

    /// First and last month, as year and 1 to 12; `None` for a day.
    fn months(self) -> Option<((i16, i8), (i16, i8))> {
        Some(match self {
            PointDate::Day(_) => return None,
            PointDate::Month(year, month) => ((year, month), (year, month)),
            PointDate::Quarter(year, quarter) => ((year, quarter * 3 - 2), (year, quarter * 3)),
            // Meteorological seasons of the northern hemisphere; winter runs into the next year.
            PointDate::Season(year, 4) => ((year, 12), (year.saturating_add(1), 2)),
            PointDate::Season(year, season) => ((year, season * 3), (year, season * 3 + 2)),
            PointDate::Year(year) => ((year, 1), (year, 12)),
            PointDate::Decade(decade) => ((decade * 10, 1), (decade * 10 + 9, 12)),
            PointDate::Century(century) => ((century * 100, 1), (century * 100 + 99, 12)),
        })
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let Some((from, to)) = text.split_once('/') else {
            return Ok(Self { text: text.to_owned(), extent: Extent::Point(point(text)?) });
        };
        if to.contains('/') {
            return Err(EdtfError(format!("“{text}” has more than one “/”; an interval has two ends")));
        }
        let (first, last) = (end(from)?, end(to)?);
        if first.is_none() && last.is_none() {
            return Err(EdtfError(format!("the interval “{text}” is open at both ends and says nothing")));
        }
        if let (Some(first), Some(last)) = (first, last)
            && last.date.last_day() < first.date.first_day()
        {
            return Err(EdtfError(format!("the interval “{text}” ends before it begins")));
        }
        Ok(Self { text: text.to_owned(), extent: Extent::Interval(first, last) })
    }
}

/// One end of an interval: `..`, nothing, or a date.
fn end(text: &str) -> Result<Option<Point>, EdtfError> {
    if text.is_empty() || text == ".." { Ok(None) } else { point(text).map(Some) }
}

/// A single date without `/`.
fn point(text: &str) -> Result<Point, EdtfError> {
    let plain = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
    let mark = &text[plain.len()..];
    Ok(Point {
        date: point_date(plain)?,
        approximate: matches!(mark, "~" | "%"),
        uncertain: matches!(mark, "?" | "%"),
    })
}

fn point_date(text: &str) -> Result<PointDate, EdtfError> {
    let wrong =
        || EdtfError(format!("“{text}” is not an EDTF date such as 2025-12-04, 2025-12, 2025 or 199X"));
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut parts = rest.split('-');
    let (Some(year_text), month_text, day_text, None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(wrong());
    };
    if year_text.is_empty() || !year_text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X') {
        return Err(wrong());
    }
    if year_text.len() != 4 {
        return Err(EdtfError(format!("“{text}”: a year has four digits, with zeros before it if need be")));
    }
    let known = year_text.trim_end_matches('X');
    let leading = digits(known).ok_or_else(wrong)? * sign;
    match (known.len(), month_text) {
        (4, _) => {}
        (3, None) if sign > 0 => return Ok(PointDate::Decade(leading)),
        (2, None) if sign > 0 => return Ok(PointDate::Century(leading)),
        _ => return Err(wrong()),
    }
    let Some(month_text) = month_text else { return Ok(PointDate::Year(leading)) };
    if month_text == "XX" && day_text.is_none_or(|day| day == "XX") {
        return Ok(PointDate::Year(leading));
    }
    let month = two_digits(text, month_text, "month")?;
    let part = match month {
        1..=12 => PointDate::Month(leading, month),
        21..=24 => PointDate::Season(leading, month - 20),
        33..=36 => PointDate::Quarter(leading, month - 32),
        _ => return Err(EdtfError(format!("there is no month {month_text} in “{text}”"))),
    };
    match (part, day_text) {
        (part, None) | (part @ PointDate::Month(..), Some("XX")) => Ok(part),
        (PointDate::Month(..), Some(day)) => {
            let day = two_digits(text, day, "day")?;
            let date = Date::new(leading, month, day);
            date.map(PointDate::Day).map_err(|_| EdtfError(format!("there is no day {text}")))
        }
        _ => Err(wrong()),
    }
}

fn digits(text: &str) -> Option<i16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn two_digits(whole: &str, text: &str, what: &str) -> Result<i8, EdtfError> {
    match digits(text) {
        Some(number) if text.len() == 2 => Ok(number as i8),
        Some(number) if text.len() == 1 => {
            Err(EdtfError(format!("“{whole}”: write the {what} with two digits, {number:02}")))
        }
        _ => Err(EdtfError(format!("“{whole}” has no {what} that can be read"))),
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Edtf {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let latest = |date: &Self| date.latest().unwrap_or(Date::MAX);
        // One after the other: few dates begin alike.
        self.earliest()
            .cmp(&other.earliest())
            .then_with(|| latest(self).cmp(&latest(other)))
            .then_with(|| self.text.cmp(&other.text))
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn edtf(text: &str) -> Edtf {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    #[test]
    fn every_form_has_its_days_and_precision() {
        for (text, first, last, precision) in [
            ("2025-12-04", date(2025, 12, 4), date(2025, 12, 4), Precision::Day),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision::Month),
            ("2024-02-XX", date(2024, 2, 1), date(2024, 2, 29), Precision::Month),
            ("2025", date(2025, 1, 1), date(2025, 12, 31), Precision::Year),
            ("2025-XX", date(2025, 1, 1), date(2025, 12, 31), Precision::Year),
            ("2025-22", date(2025, 6, 1), date(2025, 8, 31), Precision::Season),
            ("2025-24", date(2025, 12, 1), date(2026, 2, 28), Precision::Season),
            ("2025-34", date(2025, 4, 1), date(2025, 6, 30), Precision::Quarter),
            ("199X", date(1990, 1, 1), date(1999, 12, 31), Precision::Decade),
            ("17XX", date(1700, 1, 1), date(1799, 12, 31), Precision::Century),
            ("2025-11-24/2025-11-30", date(2025, 11, 24), date(2025, 11, 30), Precision::Interval),
            ("2023-05/2023-07", date(2023, 5, 1), date(2023, 7, 31), Precision::Interval),
            ("-0043", date(-43, 1, 1), date(-43, 12, 31), Precision::Year),
        ] {
            let found = edtf(text);
            assert_eq!((found.earliest(), found.latest()), (Some(first), Some(last)), "{text}");
            assert_eq!(found.precision(), precision, "{text}");
        }
        assert_eq!(edtf("2014/..").latest(), None);
        assert_eq!(edtf("../2014").earliest(), None);
        assert!(edtf("2014-03~").is_approximate() && !edtf("2014-03").is_approximate());
    }

    #[test]
    fn faults_say_what_to_do() {
        let fault = |text: &str| text.parse::<Edtf>().expect_err(text).0;
        assert!(fault("2025-12-4").contains("two digits, 04"));
        assert!(fault("2025-13").contains("no month 13"));
        assert!(fault("2025-02-30").contains("no day 2025-02-30"));
        assert!(fault("987").contains("four digits"));
        assert!(fault("2025/2024").contains("ends before it begins"));
        assert!(fault("../..").contains("both ends"));
        assert!(fault("2024/2025/2026").contains("more than one"));
        for text in [
            "",
            "~",
            "yesterday",
            "2025-",
            "20-25",
            "2X25",
            "XXXX",
            "2025-21-04",
            "2025-12-04T10:00",
            "２０２５",
        ] {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn order_is_by_beginning_then_end() {
        let mut dates = ["2025", "2024-12", "2025-01-01", "../2024", "2025-01"].map(edtf);
        dates.sort();
        let texts = dates.each_ref().map(Edtf::as_str);
        assert_eq!(texts, ["../2024", "2024-12", "2025-01-01", "2025-01", "2025"]);
    }
}
