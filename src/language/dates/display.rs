//! Dates as people write them, at exactly the precision that EDTF gives.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::edtf::{Edtf, Extent, Point, PointDate};
use crate::text;

/// How dates are written for people.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Display {
    /// January to December.
    pub months: Vec<String>,
    /// Shorter forms of the same.
    pub short_months: Vec<String>,
    /// Spring to winter, with `{year}`.
    pub seasons: Vec<String>,
    /// First to fourth quarter, with `{year}`.
    pub quarters: Vec<String>,
    /// With `{year}`: "1990s".
    pub decade: String,
    /// With `{century}`: "18th century".
    pub century: String,
    /// With `{date}`: "about March 2014".
    pub about: String,
    /// With `{date}`: "perhaps 2014".
    pub perhaps: String,
    /// With `{date}`: "since 2014".
    pub since: String,
    /// With `{date}`: "until 2014".
    pub until: String,
    /// With `{day}`, `{month}`, `{year}`.
    pub day: String,
    /// With `{month}`, `{year}`.
    pub month: String,
    /// With `{date}`: "week of 24 November 2025".
    pub week: String,
    /// With `{year}`: "44 BC".
    pub before_christ: String,
    /// Endings of ordinals in figures, the first that fits: a number ends in `digits` and takes `ending`.
    pub ordinals: Vec<OrdinalEnding>,
}

/// The ending that a number takes as an ordinal.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OrdinalEnding {
    /// What the number ends in; empty fits all.
    pub digits: String,
    /// What follows it.
    pub ending: String,
}

impl Display {
    /// Names of the fields that are one text.
    pub const TEXTS: [&'static str; 10] =
        ["decade", "century", "about", "perhaps", "since", "until", "day", "month", "week", "before_christ"];

    /// The date for running text: "29–30 November 2025", "autumn 2024", "since March 2014".
    ///
    /// ```
    /// let words = &nutgraf::language::Language::english().dates.display;
    /// assert_eq!(words.long(&"2025-11-29/2025-11-30".parse().unwrap()), "29–30 November 2025");
    /// assert_eq!(words.short(&"2014-03~".parse().unwrap()), "about Mar 2014");
    /// ```
    pub fn long(&self, date: &Edtf) -> String {
        self.extent(date.extent(), &self.months)
    }

    /// The same with short months, for narrow columns: "29–30 Nov 2025".
    pub fn short(&self, date: &Edtf) -> String {
        self.extent(date.extent(), &self.short_months)
    }

    fn extent(&self, extent: Extent, months: &[String]) -> String {
        match extent {
            Extent::Point(point) => self.point(point, months),
            Extent::Interval(Some(first), None) => fill(&self.since, "date", &self.point(first, months)),
            Extent::Interval(None, Some(last)) => fill(&self.until, "date", &self.point(last, months)),
            Extent::Interval(Some(first), Some(last)) => self.interval(first, last, months),
            Extent::Interval(None, None) => String::new(),
        }
    }

    fn interval(&self, first: Point, last: Point, months: &[String]) -> String {
        let exact = [first, last].iter().all(|point| !point.approximate && !point.uncertain);
        match (first.date, last.date) {
            (PointDate::Day(from), PointDate::Day(to)) if exact => self.days(from, to, months),
            (PointDate::Month(year, from), PointDate::Month(to_year, to)) if exact && year == to_year => {
                let months = format!("{}–{}", month_name(months, from), month_name(months, to));
                self.month_of(&months, year)
            }
            (PointDate::Year(from), PointDate::Year(to)) if exact && from > 0 => format!("{from}–{to}"),
            _ => format!("{} – {}", self.point(first, months), self.point(last, months)),
        }
    }

    fn days(&self, from: Date, to: Date, months: &[String]) -> String {
        let next_sunday = from.weekday() == Weekday::Monday && (to - from).get_days() == 6;
        if next_sunday {
            return fill(&self.week, "date", &self.day_of(&from.day().to_string(), from, months));
        }
        if (from.year(), from.month()) == (to.year(), to.month()) {
            return self.day_of(&format!("{}–{}", from.day(), to.day()), from, months);
        }
        let head = self.day_of(&from.day().to_string(), from, months);
        let tail = self.day_of(&to.day().to_string(), to, months);
        if from.year() == to.year() {
            let year = self.year(from.year());
            let bare = head.strip_suffix(&year).map_or(head.as_str(), str::trim_end);
            return format!("{bare} – {tail}");
        }
        format!("{head} – {tail}")
    }

    fn point(&self, point: Point, months: &[String]) -> String {
        let plain = match point.date {
            PointDate::Day(day) => self.day_of(&day.day().to_string(), day, months),
            PointDate::Month(year, month) => self.month_of(month_name(months, month), year),
            PointDate::Quarter(year, quarter) => self.part_of(&self.quarters, quarter, year),
            PointDate::Season(year, season) => self.part_of(&self.seasons, season, year),
            PointDate::Year(year) => self.year(year),
            PointDate::Decade(decade) => fill(&self.decade, "decade", &(i32::from(decade) * 10).to_string()),
            PointDate::Century(century) => fill(&self.century, "century", &self.ordinal(century + 1)),
        };
        if point.approximate {
            fill(&self.about, "date", &plain)
        } else if point.uncertain {
            fill(&self.perhaps, "date", &plain)
        } else {
            plain
        }
    }

    fn day_of(&self, day: &str, date: Date, months: &[String]) -> String {
        let year = self.year(date.year());
        text::fill(&self.day, |slot| match slot {
            "day" => Some(day),
            "month" => Some(month_name(months, date.month())),
            "year" => Some(&year),
            _ => None,
        })
    }

    fn month_of(&self, month: &str, year: i16) -> String {
        let year = self.year(year);
        text::fill(&self.month, |slot| match slot {
            "month" => Some(month),
            "year" => Some(&year),
            _ => None,
        })
    }

    fn part_of(&self, names: &[String], part: i8, year: i16) -> String {
        let name =
            usize::try_from(part - 1).ok().and_then(|at| names.get(at)).map_or("{year}", String::as_str);
        fill(name, "year", &self.year(year))
    }

    fn year(&self, year: i16) -> String {
        // EDTF counts as astronomers do: year 0 is 1 BC.
        if year > 0 {
            year.to_string()
        } else {
            fill(&self.before_christ, "year", &(1 - i32::from(year)).to_string())
        }
    }

    fn ordinal(&self, number: i16) -> String {
        let text = number.to_string();
        let ending = self.ordinals.iter().find(|ordinal| text.ends_with(&ordinal.digits));
        format!("{text}{}", ending.map_or("", |ordinal| &ordinal.ending))
    }
}

fn month_name(months: &[String], month: i8) -> &str {
    usize::try_from(month - 1).ok().and_then(|at| months.get(at)).map_or("", String::as_str)
}

fn fill(pattern: &str, slot: &str, text: &str) -> String {
    text::fill(pattern, |name| (name == slot).then_some(text))
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn dates_read_as_people_write_them() {
        let words = &Language::english().dates.display;
        for (edtf, text) in [
            ("2025-12-04", "4 December 2025"),
            ("2014-03", "March 2014"),
            ("2014", "2014"),
            ("2024-23", "autumn 2024"),
            ("2024-33", "first quarter of 2024"),
            ("199X", "1990s"),
            ("17XX", "18th century"),
            ("20XX", "21st century"),
            ("2014-03~", "about March 2014"),
            ("2014?", "perhaps 2014"),
            ("2014/..", "since 2014"),
            ("../2014-03", "until March 2014"),
            ("2025-11-29/2025-11-30", "29–30 November 2025"),
            ("2025-11-24/2025-11-30", "week of 24 November 2025"),
            ("2025-11-28/2025-12-03", "28 November – 3 December 2025"),
            ("2024-12-28/2025-01-03", "28 December 2024 – 3 January 2025"),
            ("2023-05/2023-07", "May–July 2023"),
            ("2023-11/2024-01", "November 2023 – January 2024"),
            ("2014/2016", "2014–2016"),
            ("2014~/2016", "about 2014 – 2016"),
            ("-0043", "44 BC"),
        ] {
            assert_eq!(words.long(&edtf.parse().expect(edtf)), text, "{edtf}");
        }
        assert_eq!(words.short(&"2025-09-04".parse().expect("a date")), "4 Sept 2025");
    }
}
