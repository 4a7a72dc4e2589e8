//! Days and months of the Islamic calendar, by its tabular form.
//!
//! What is observed follows the sighting of the moon, a day off now and then: a date from here is approximate.

use jiff::civil::Date;

use crate::language::dates::IslamicDay;

use super::moment::{Moment, add_days};

/// The day or month of the Islamic calendar as it begins in the Gregorian `year`.
pub(super) fn in_year(islamic: IslamicDay, year: i16) -> Option<Moment> {
    // An Islamic year is eleven days short, so that two of them can begin the same month in one of ours.
    let about = (i32::from(year) - 622) * 33 / 32;
    let first = (about - 1..=about + 2)
        .filter_map(|year| day(year, islamic.month, islamic.day.unwrap_or(1)))
        .find(|date| date.year() == year)?;
    match islamic.day {
        Some(_) => Some(Moment::Day(first)),
        // Odd months have 30 days, even ones 29.
        None => Some(Moment::Days(first, add_days(first, 28 + islamic.month % 2)?)),
    }
}

/// The Gregorian date of a day of the tabular calendar.
fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    let days = (11 * year + 3) / 30 + 354 * year + 30 * month - (month - 1) / 2 + day - 385;
    // The count begins with the first day of the first year, by the civil epoch.
    add_days(Date::new(622, 7, 19).ok()?, days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn known_days() {
        let ramadan = IslamicDay { month: 9, day: None };
        let feast = IslamicDay { month: 10, day: Some(1) };
        assert_eq!(in_year(feast, 2024), Some(Moment::Day(date(2024, 4, 10))));
        assert_eq!(in_year(feast, 2023), Some(Moment::Day(date(2023, 4, 22))));
        assert_eq!(in_year(ramadan, 2024), Some(Moment::Days(date(2024, 3, 11), date(2024, 4, 9))));
        assert_eq!(in_year(ramadan, 2025), Some(Moment::Days(date(2025, 3, 1), date(2025, 3, 30))));
    }
}
