//! Days and feasts of the Hebrew calendar, which is counted and not observed: a date from here is exact.
//!
//! After Dershowitz and Reingold, Calendrical Calculations, chapter 8. A day begins on the evening before; the one given
//! is that of the morning.

use jiff::civil::Date;

use crate::language::dates::HebrewDay;

use super::moment::{Moment, add_days};

/// The day or feast as it begins in the Gregorian `year`.
pub(super) fn in_year(hebrew: HebrewDay, year: i16) -> Option<Moment> {
    // The Hebrew year turns in autumn.
    let years = [i32::from(year) + 3760, i32::from(year) + 3761];
    let first = years
        .into_iter()
        .filter_map(|hebrew_year| day(hebrew_year, hebrew.month, hebrew.day))
        .find(|date| date.year() == year)?;
    match hebrew.lasts {
        Some(days) if days > 1 => Some(Moment::Days(first, add_days(first, days - 1)?)),
        _ => Some(Moment::Day(first)),
    }
}

/// The Gregorian date of a day; months are counted from Nisan. What is kept in Adar is kept in the second of two.
fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    let month = if month == ADAR { months(year) } else { month };
    let length = |month: i32| days_of(year, month);
    let before: i32 = if month < TISHRI {
        (TISHRI..=months(year)).chain(NISAN..month).map(length).sum()
    } else {
        (TISHRI..month).map(length).sum()
    };
    // Day 1 of that count is 1 January of the year 1.
    add_days(Date::new(1, 1, 1).ok()?, new_year(year) + before + day - 2)
}

const NISAN: i32 = 1;
const TISHRI: i32 = 7;
const MARHESHVAN: i32 = 8;
const KISLEV: i32 = 9;
const ADAR: i32 = 12;

/// The last month of a year.
fn months(year: i32) -> i32 {
    if (7 * year + 1).rem_euclid(19) < 7 { 13 } else { ADAR }
}

fn days_of(year: i32, month: i32) -> i32 {
    let days = new_year(year + 1) - new_year(year);
    let short = match month {
        2 | 4 | 6 | 10 | 13 => true,
        ADAR => months(year) == ADAR,
        MARHESHVAN => days % 10 != 5,
        KISLEV => days % 10 == 3,
        _ => false,
    };
    if short { 29 } else { 30 }
}

/// The first day of a year, counted from 1 January of the year 1 as day 1.
fn new_year(year: i32) -> i32 {
    let (before, this, next) = (new_moon(year - 1), new_moon(year), new_moon(year + 1));
    // No year has 356 days, and none before one of 382 begins when it would.
    let put_off = if next - this == 356 { 2 } else { i32::from(this - before == 382) };
    EPOCH + this + put_off
}

/// The day before the first of the first year, in that count.
const EPOCH: i32 = -1_373_427;

/// Days from the beginning of the count to the mean new moon of a year, never on a Sunday, Wednesday or Friday.
fn new_moon(year: i32) -> i32 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * i64::from(months);
    let day = 29 * months + i32::try_from(parts.div_euclid(25_920)).unwrap_or_default();
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn feast(month: i32, day: i32) -> HebrewDay {
        HebrewDay { month, day, lasts: None }
    }

    #[test]
    fn known_days() {
        let (new_year, atonement, passover) = (feast(7, 1), feast(7, 10), feast(1, 15));
        assert_eq!(in_year(new_year, 2023), Some(Moment::Day(date(2023, 9, 16))));
        assert_eq!(in_year(new_year, 2025), Some(Moment::Day(date(2025, 9, 23))));
        assert_eq!(in_year(atonement, 1973), Some(Moment::Day(date(1973, 10, 6))));
        assert_eq!(in_year(atonement, 2024), Some(Moment::Day(date(2024, 10, 12))));
        assert_eq!(in_year(passover, 2024), Some(Moment::Day(date(2024, 4, 23))));
        assert_eq!(in_year(passover, 2025), Some(Moment::Day(date(2025, 4, 13))));
        assert_eq!(in_year(feast(12, 14), 2024), Some(Moment::Day(date(2024, 3, 24))));
        assert_eq!(in_year(feast(12, 14), 2025), Some(Moment::Day(date(2025, 3, 14))));
    }

    #[test]
    fn a_feast_of_several_days_is_a_stretch() {
        let lights = HebrewDay { month: 9, day: 25, lasts: Some(8) };
        assert_eq!(in_year(lights, 2023), Some(Moment::Days(date(2023, 12, 8), date(2023, 12, 15))));
        assert_eq!(in_year(lights, 2024), Some(Moment::Days(date(2024, 12, 26), date(2025, 1, 2))));
    }
}
