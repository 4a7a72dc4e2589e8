//! A stretch of the calendar at the precision that words give it, and its two spellings.
//!
//! Comes in: arithmetic on years, months, weeks. Goes out: TIMEX3 values and EDTF. Must not know: words.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::edtf::{Edtf, Extent, Point, PointDate};
use crate::language::dates::Unit;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// A day.
    Day(Date),
    /// The week that begins on this Monday.
    Week(Date),
    /// The Saturday and Sunday of the week that begins on this Monday.
    Weekend(Date),
    /// A month: year, 1 to 12.
    Month(i16, i8),
    /// A quarter: year, 1 to 4.
    Quarter(i16, i8),
    /// A half-year: year, 1 or 2.
    Half(i16, i8),
    /// A season: year it begins in, 1 (spring) to 4 (winter).
    Season(i16, i8),
    /// A year, counted as astronomers do: 0 is 1 BC.
    Year(i16),
    /// A decade, by its first three digits.
    Decade(i16),
    /// A century, by its first two digits; the third BC is -3.
    Century(i16),
    /// From a day to a day.
    Days(Date, Date),
    /// From a month to a month.
    Months((i16, i8), (i16, i8)),
    /// From a year to a year.
    Years(i16, i16),
}

const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

impl Moment {
    /// The `unit` that holds `day`; `None` for units finer than a day.
    pub(super) fn around(day: Date, unit: Unit) -> Option<Moment> {
        let (year, month) = (day.year(), day.month());
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Moment::Day(day),
            Unit::Week | Unit::Fortnight => Moment::Week(monday(day)?),
            Unit::Weekend => Moment::Weekend(monday(day)?),
            Unit::Month => Moment::Month(year, month),
            Unit::Quarter => Moment::Quarter(year, (month - 1) / 3 + 1),
            Unit::Half => Moment::Half(year, (month - 1) / 6 + 1),
            Unit::Year => Moment::Year(year),
            Unit::Decade => Moment::Decade(year.div_euclid(10)),
            Unit::Century | Unit::Millennium => Moment::Century(year.div_euclid(100)),
        })
    }

    /// The unit it is one of.
    pub(super) fn unit(self) -> Unit {
        match self {
            Moment::Day(_) | Moment::Days(..) => Unit::Day,
            Moment::Week(_) => Unit::Week,
            Moment::Weekend(_) => Unit::Weekend,
            Moment::Month(..) | Moment::Months(..) => Unit::Month,
            Moment::Quarter(..) | Moment::Season(..) => Unit::Quarter,
            Moment::Half(..) => Unit::Half,
            Moment::Year(_) | Moment::Years(..) => Unit::Year,
            Moment::Decade(_) => Unit::Decade,
            Moment::Century(_) => Unit::Century,
        }
    }

    /// The same kind of moment `count` units later (earlier, when negative); `None` where the unit is finer
    /// than the moment ("two days later", counted from a month) or the calendar ends.
    pub(super) fn shift(self, unit: Unit, count: i32) -> Option<Moment> {
        let (count, unit) = match unit {
            Unit::Fortnight => (count.checked_mul(2)?, Unit::Week),
            Unit::Weekend => (count, Unit::Week),
            Unit::Quarter => (count.checked_mul(3)?, Unit::Month),
            Unit::Half => (count.checked_mul(6)?, Unit::Month),
            Unit::Decade => (count.checked_mul(10)?, Unit::Year),
            Unit::Century => (count.checked_mul(100)?, Unit::Year),
            Unit::Millennium => (count.checked_mul(1000)?, Unit::Year),
            other => (count, other),
        };
        match unit {
            Unit::Day => match self {
                Moment::Day(day) => Some(Moment::Day(add_days(day, count)?)),
                _ => None,
            },
            Unit::Week => {
                let days = count.checked_mul(7)?;
                match self {
                    Moment::Day(day) => Some(Moment::Day(add_days(day, days)?)),
                    Moment::Week(day) => Some(Moment::Week(add_days(day, days)?)),
                    Moment::Weekend(day) => Some(Moment::Weekend(add_days(day, days)?)),
                    _ => None,
                }
            }
            Unit::Month | Unit::Year => {
                self.shift_months(if unit == Unit::Year { count.checked_mul(12)? } else { count })
            }
            _ => None,
        }
    }

    fn shift_months(self, months: i32) -> Option<Moment> {
        let counted = |year: i16, part: i8, size: i32| -> Option<(i16, i8)> {
            if months % size != 0 {
                return None;
            }
            let parts = 12 / size;
            let total = i32::from(year) * parts + i32::from(part) - 1 + months / size;
            let year =
                i16::try_from(total.div_euclid(parts)).ok().filter(|year| (1..=9999).contains(year))?;
            Some((year, i8::try_from(total.rem_euclid(parts)).ok()? + 1))
        };
        let years = |scale: i32| -> Option<i16> {
            if months % (12 * scale) == 0 { i16::try_from(months / (12 * scale)).ok() } else { None }
        };
        Some(match self {
            Moment::Day(day) => Moment::Day(day.checked_add(months.months()).ok()?),
            Moment::Week(day) => Moment::Week(monday(day.checked_add(months.months()).ok()?)?),
            Moment::Weekend(day) => Moment::Weekend(monday(day.checked_add(months.months()).ok()?)?),
            Moment::Month(year, month) => counted(year, month, 1).map(|(y, m)| Moment::Month(y, m))?,
            Moment::Quarter(year, quarter) => {
                counted(year, quarter, 3).map(|(y, q)| Moment::Quarter(y, q))?
            }
            Moment::Season(year, season) => counted(year, season, 3).map(|(y, s)| Moment::Season(y, s))?,
            Moment::Half(year, half) => counted(year, half, 6).map(|(y, h)| Moment::Half(y, h))?,
            Moment::Year(year) => Moment::year(i32::from(year) + i32::from(years(1)?))?,
            Moment::Decade(decade) => Moment::decade(i32::from(decade) + i32::from(years(10)?))?,
            Moment::Century(century) => Moment::century(i32::from(century) + i32::from(years(100)?))?,
            Moment::Days(..) | Moment::Months(..) | Moment::Years(..) => return None,
        })
    }

    /// A year, if it is one that can be written with four digits.
    pub(super) fn year(year: i32) -> Option<Moment> {
        i16::try_from(year).ok().filter(|year| (1..=9999).contains(year)).map(Moment::Year)
    }

    /// A decade by its first three digits.
    pub(super) fn decade(decade: i32) -> Option<Moment> {
        i16::try_from(decade).ok().filter(|decade| (0..=999).contains(decade)).map(Moment::Decade)
    }

    /// A century by its first two digits.
    pub(super) fn century(century: i32) -> Option<Moment> {
        i16::try_from(century).ok().filter(|century| (0..=99).contains(century)).map(Moment::Century)
    }

    /// Its first day.
    pub(super) fn first_day(self) -> Option<Date> {
        match self {
            Moment::Day(day) | Moment::Week(day) | Moment::Days(day, _) => Some(day),
            Moment::Weekend(day) => add_days(day, 5),
            _ => self.extent()?.earliest(),
        }
    }

    /// Its last day.
    pub(super) fn last_day(self) -> Option<Date> {
        self.extent()?.latest()
    }

    /// TIMEX3 value (TimeML 1.2.1). Ranges have none of their own there and are written as ISO 8601 does.
    pub(super) fn timex(self) -> String {
        match self {
            Moment::Day(day) => day.to_string(),
            Moment::Week(day) => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Moment::Weekend(day) => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}-WE", week.year(), week.week())
            }
            Moment::Month(year, month) => format!("{year:04}-{month:02}"),
            Moment::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Moment::Half(year, half) => format!("{year:04}-H{half}"),
            Moment::Season(year, season) => format!("{year:04}-{}", SEASONS[(season - 1) as usize % 4]),
            Moment::Year(year) if year <= 0 => format!("BC{:04}", 1 - year),
            Moment::Year(year) => format!("{year:04}"),
            Moment::Decade(decade) => format!("{decade:03}"),
            Moment::Century(century) if century < 0 => format!("BC{:02}", -century - 1),
            Moment::Century(century) => format!("{century:02}"),
            Moment::Days(first, last) => format!("{first}/{last}"),
            Moment::Months(..) | Moment::Years(..) => self.edtf_text(),
        }
    }

    /// The same in EDTF.
    pub(super) fn edtf(self) -> Option<Edtf> {
        self.edtf_as(self.edtf_text())
    }

    /// The same, of which `text` is the spelling.
    pub(super) fn edtf_as(self, text: String) -> Option<Edtf> {
        Some(Edtf::written(text, self.extent()?))
    }

    /// Whether TIMEX3 and EDTF spell it alike.
    pub(super) fn is_spelt_alike(self) -> bool {
        matches!(self, Moment::Day(_) | Moment::Month(..) | Moment::Year(1..))
    }

    /// What its spelling in EDTF consists of; `None` where it has none, as what ends before it begins.
    fn extent(self) -> Option<Extent> {
        let point = |date: PointDate| Point { date, approximate: false, uncertain: false };
        // What is written with four digits for the year.
        let of = |year: i16, date: PointDate| (0..=9999).contains(&year).then(|| point(date));
        let day = |day: Date| of(day.year(), PointDate::Day(day));
        let month = |(year, month)| of(year, PointDate::Month(year, month));
        let year = |year: i16| (-9999..=9999).contains(&year).then(|| point(PointDate::Year(year)));
        let between = |first: Point, last: Point| {
            let runs = last.date.last_day() >= first.date.first_day();
            runs.then_some(Extent::Interval(Some(first), Some(last)))
        };
        let only = match self {
            Moment::Week(monday) => match add_days(monday, 6) {
                Some(last) => return between(day(monday)?, day(last)?),
                None => day(monday),
            },
            Moment::Weekend(monday) => match (add_days(monday, 5), add_days(monday, 6)) {
                (Some(first), Some(last)) => return between(day(first)?, day(last)?),
                (first, _) => day(first.unwrap_or(monday)),
            },
            Moment::Half(of, half) => return between(month((of, half * 6 - 5))?, month((of, half * 6))?),
            Moment::Century(century) if century < 0 => {
                return between(year(century * 100 + 1)?, year(century * 100 + 100)?);
            }
            Moment::Days(first, last) => return between(day(first)?, day(last)?),
            Moment::Months(first, last) => return between(month(first)?, month(last)?),
            Moment::Years(first, last) if first >= 0 => return between(year(first)?, year(last)?),
            Moment::Years(..) => None,
            Moment::Day(date) => day(date),
            Moment::Month(of, number) => month((of, number)),
            Moment::Quarter(year, number) => of(year, PointDate::Quarter(year, number)),
            Moment::Season(year, number) => of(year, PointDate::Season(year, number)),
            Moment::Year(number) => year(number),
            Moment::Decade(decade) => of(decade.checked_mul(10)?, PointDate::Decade(decade)),
            Moment::Century(century) => of(century.checked_mul(100)?, PointDate::Century(century)),
        };
        only.map(Extent::Point)
    }

    /// The same in EDTF, marked as approximate.
    pub(super) fn about(self) -> Option<Edtf> {
        let text = self.edtf_text();
        if text.contains('/') { self.edtf() } else { format!("{text}~").parse().ok() }
    }

    fn edtf_text(self) -> String {
        let days = |first: Date, last: Option<Date>| {
            last.map_or(first.to_string(), |last| format!("{first}/{last}"))
        };
        match self {
            Moment::Week(day) => days(day, add_days(day, 6)),
            Moment::Weekend(day) => match add_days(day, 5) {
                Some(saturday) => days(saturday, add_days(day, 6)),
                None => day.to_string(),
            },
            Moment::Quarter(year, quarter) => format!("{year:04}-{}", 32 + quarter),
            Moment::Half(year, half) => {
                let first = (half - 1) * 6 + 1;
                format!("{year:04}-{first:02}/{year:04}-{:02}", first + 5)
            }
            Moment::Season(year, season) => format!("{year:04}-{}", 20 + season),
            Moment::Decade(decade) => format!("{decade:03}X"),
            // The first century BC ends with the year 0.
            Moment::Century(century) if century < 0 => {
                let first = century * 100 + 1;
                let year = |year: i16| if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
                format!("{}/{}", year(first), year(first + 99))
            }
            Moment::Century(century) => format!("{century:02}XX"),
            Moment::Year(year) if year < 0 => format!("-{:04}", -year),
            Moment::Year(year) => format!("{year:04}"),
            Moment::Months(first, last) => {
                format!("{:04}-{:02}/{:04}-{:02}", first.0, first.1, last.0, last.1)
            }
            Moment::Years(first, last) => format!("{first:04}/{last:04}"),
            Moment::Day(_) | Moment::Month(..) | Moment::Days(..) => self.timex(),
        }
    }
}

/// `day` and `count` days.
pub(super) fn add_days(day: Date, count: i32) -> Option<Date> {
    day.checked_add(count.days()).ok()
}

/// The Monday on or before `day`.
pub(super) fn monday(day: Date) -> Option<Date> {
    add_days(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_iso_weeks_and_intervals_of_days() {
        let week = Moment::around(date(2025, 12, 4), Unit::Week).and_then(|week| week.shift(Unit::Week, -1));
        let week = week.expect("a week");
        assert_eq!(week.timex(), "2025-W48");
        assert_eq!(week.edtf_text(), "2025-11-24/2025-11-30");
        let weekend = Moment::Weekend(date(2025, 11, 24));
        assert_eq!(weekend.timex(), "2025-W48-WE");
        assert_eq!(weekend.edtf_text(), "2025-11-29/2025-11-30");
        assert_eq!(Moment::Week(date(2024, 12, 30)).timex(), "2025-W01");
    }

    #[test]
    fn shifting_keeps_the_precision() {
        assert_eq!(Moment::Quarter(2025, 1).shift(Unit::Quarter, -1), Some(Moment::Quarter(2024, 4)));
        assert_eq!(Moment::Quarter(1989, 3).shift(Unit::Year, -1), Some(Moment::Quarter(1988, 3)));
        assert_eq!(Moment::Month(2025, 1).shift(Unit::Day, 2), None);
        assert_eq!(Moment::Year(2025).shift(Unit::Month, 3), None);
        assert_eq!(Moment::Day(date(2024, 2, 29)).shift(Unit::Year, 1), Some(Moment::Day(date(2025, 2, 28))));
    }

    #[test]
    fn every_spelling_says_what_the_moment_is() {
        let (first, last) = (date(2025, 11, 24), date(2026, 1, 2));
        let spelled = [Moment::Day(first), Moment::Week(first), Moment::Weekend(first)].into_iter();
        let months = (1..=12).map(|month| Moment::Month(2025, month));
        let parts = (1..=4).flat_map(|part| [Moment::Quarter(2025, part), Moment::Season(1999, part)]);
        let halves = [Moment::Half(2025, 1), Moment::Half(2025, 2)];
        let years = [-43, 0, 1, 800, 2025, 9999].map(Moment::Year);
        let longer = [Moment::Decade(199), Moment::Decade(0), Moment::Century(17), Moment::Century(-3)];
        let stretches = [
            Moment::Days(first, last),
            Moment::Days(first, first),
            Moment::Months((2023, 5), (2023, 7)),
            Moment::Years(2014, 2016),
        ];
        let all =
            spelled.chain(months).chain(parts).chain(halves).chain(years).chain(longer).chain(stretches);
        for moment in all {
            let parsed: Edtf = moment.edtf_text().parse().expect("a date");
            assert_eq!(moment.edtf(), Some(parsed), "{moment:?}");
            assert!(!moment.is_spelt_alike() || moment.timex() == moment.edtf_text(), "{moment:?}");
        }
        let backwards = [Moment::Days(last, first), Moment::Years(2016, 2014), Moment::Day(date(-2, 1, 1))];
        for moment in backwards {
            assert!(moment.edtf_text().parse::<Edtf>().is_err() && moment.edtf().is_none(), "{moment:?}");
        }
    }
}
