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

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A valid EDTF date. Comparison is by earliest day, then by latest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf {
    text: String,
    earliest: Option<Date>,
    latest: Option<Date>,
    precision: Precision,
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

    /// The first day it can mean; `None` for an open beginning or one before year 1.
    pub fn earliest(&self) -> Option<Date> {
        self.earliest
    }

    /// The last day it can mean; `None` for an open end.
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// How precisely it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Whether it says "about" or "perhaps" (`~`, `?`, `%`).
    pub fn is_approximate(&self) -> bool {
        self.text.contains(['~', '?', '%'])
    }

    /// One day.
    pub fn day(date: Date) -> Self {
        Self { text: date.to_string(), earliest: Some(date), latest: Some(date), precision: Precision::Day }
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let (earliest, latest, precision) = match text.split_once('/') {
            Some((from, to)) => {
                let first = bound(from)?;
                let last = bound(to)?;
                let earliest = first.and_then(|(earliest, _, _)| earliest);
                let latest = last.and_then(|(_, latest, _)| latest);
                if let (Some(earliest), Some(latest)) = (earliest, latest)
                    && latest < earliest
                {
                    return Err(EdtfError(format!("the interval “{text}” ends before it begins")));
                }
                (earliest, latest, Precision::Interval)
            }
            None => point(text)?,
        };
        Ok(Self { text: text.to_owned(), earliest, latest, precision })
    }
}

type Extent = (Option<Date>, Option<Date>, Precision);

/// One end of an interval: `..`, nothing, or a date.
fn bound(text: &str) -> Result<Option<Extent>, EdtfError> {
    if text.is_empty() || text == ".." { Ok(None) } else { point(text).map(Some) }
}

/// A single date without `/`.
fn point(text: &str) -> Result<Extent, EdtfError> {
    let wrong =
        || EdtfError(format!("“{text}” is not an EDTF date such as 2025-12-04, 2025-12, 2025 or 199X"));
    let plain = text.trim_end_matches(['~', '?', '%']);
    let year_to_year = |from: i16, to: i16, precision| {
        let first = Date::new(from, 1, 1).map_err(|_| wrong())?;
        let last = Date::new(to, 12, 31).map_err(|_| wrong())?;
        Ok((Some(first), Some(last), precision))
    };
    let number = |digits: &str| -> Result<i16, EdtfError> {
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            digits.parse().map_err(|_| wrong())
        } else {
            Err(wrong())
        }
    };
    if let Some(digits) = plain.strip_suffix("XX")
        && digits.len() == 2
    {
        let century = number(digits)?;
        return year_to_year(century * 100, century * 100 + 99, Precision::Century);
    }
    if let Some(digits) = plain.strip_suffix('X')
        && digits.len() == 3
    {
        let decade = number(digits)?;
        return year_to_year(decade * 10, decade * 10 + 9, Precision::Decade);
    }
    let parts: Vec<&str> = plain.split('-').collect();
    match parts.as_slice() {
        [year] if year.len() == 4 => year_to_year(number(year)?, number(year)?, Precision::Year),
        [year, month] if year.len() == 4 && month.len() == 2 => {
            let (year, month) = (number(year)?, number(month)?);
            let (first, last, precision) = match month {
                1..=12 => (month, month, Precision::Month),
                21..=23 => ((month - 20) * 3, (month - 20) * 3 + 2, Precision::Season),
                24 => (12, 2, Precision::Season),
                33..=36 => ((month - 33) * 3 + 1, (month - 33) * 3 + 3, Precision::Quarter),
                _ => return Err(wrong()),
            };
            let first_day = Date::new(year, first as i8, 1).map_err(|_| wrong())?;
            let last_year = if last < first { year + 1 } else { year };
            let last_day = Date::new(last_year, last as i8, 1).map_err(|_| wrong())?.last_of_month();
            Ok((Some(first_day), Some(last_day), precision))
        }
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            let date = Date::new(number(year)?, number(month)? as i8, number(day)? as i8)
                .map_err(|_| EdtfError(format!("there is no day {plain}")))?;
            Ok((Some(date), Some(date), Precision::Day))
        }
        _ => Err(wrong()),
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
        let latest = |date: &Self| date.latest.unwrap_or(Date::MAX);
        (self.earliest, latest(self), &self.text).cmp(&(other.earliest, latest(other), &other.text))
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
