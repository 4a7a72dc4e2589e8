//! Days with a name: fixed, the n-th weekday of a month, counted from Easter, or of another calendar.

use jiff::civil::{Date, Weekday};

use crate::language::dates::{Class, NamedDay, Unit};

use super::calendar::{cost, past_told};
use super::moment::{Moment, add_days, monday};
use super::resolve::{Anchor, unit_value, year};
use super::scan::Slots;
use super::tense::Direction;
use super::{hebrew, islamic};

/// The day that is meant; `None` where publication is unknown and no year is given.
pub(super) fn resolve(named: NamedDay, slots: &Slots, anchor: Anchor) -> Option<Moment> {
    let moment = day_meant(named, slots, anchor)?;
    if let Some(side) = slots.first(Class::Side) {
        return beside(moment.first_day()?, side, slots);
    }
    let day = moment.first_day().filter(|_| slots.holds(Class::Unit, unit_value(Unit::Weekend)));
    day.map_or(Some(moment), weekend_beside)
}

/// "the day after Christmas", "the Saturday before Easter"
fn beside(day: Date, side: i32, slots: &Slots) -> Option<Moment> {
    if !slots.opens_with(Class::Weekday) {
        return add_days(day, side).map(Moment::Day);
    }
    let weekday = i8::try_from(slots.first(Class::Weekday)?).ok()?;
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    day.nth_weekday(side, weekday).ok().map(Moment::Day)
}

/// "Thanksgiving weekend", "the Easter weekend": the one nearest to the day.
fn weekend_beside(day: Date) -> Option<Moment> {
    let into_week = i32::from(day.weekday().to_monday_zero_offset());
    let week = add_days(monday(day)?, if into_week < 2 { -7 } else { 0 })?;
    Some(Moment::Weekend(week))
}

fn day_meant(named: NamedDay, slots: &Slots, anchor: Anchor) -> Option<Moment> {
    if let Some(year) = year(slots, anchor) {
        return in_year(named, year);
    }
    let published = anchor.published?;
    if let Some(past) = past_told(anchor).and_then(Moment::first_day) {
        let day = in_year(named, past.year())?;
        // A story goes on from Christmas to New Year's Day.
        let is_over = anchor.past.is_some_and(|told| told.unit() < Unit::Year)
            && !anchor.turned_back
            && day.first_day().is_some_and(|day| (past.year(), past.month()) > (day.year(), day.month()));
        return if is_over { in_year(named, past.year() + 1) } else { Some(day) };
    }
    let candidates = (-1..=1).filter_map(|shift| in_year(named, published.year() + shift));
    let direction = match slots.first(Class::Direction) {
        Some(-1) => Some(Direction::Past),
        Some(1) => Some(Direction::Future),
        _ => None,
    };
    candidates
        .filter_map(|moment| Some((moment, moment.first_day()?)))
        .filter(|(_, first)| match direction {
            Some(Direction::Past) => *first < published,
            Some(Direction::Future) => *first > published,
            None => true,
        })
        .min_by_key(|(_, first)| cost(i64::from((*first - published).get_days()), anchor))
        .map(|(moment, _)| moment)
}

fn in_year(named: NamedDay, year: i16) -> Option<Moment> {
    let year = named.year.unwrap_or(year);
    if let Some(islamic) = named.islamic {
        return islamic::in_year(islamic, year);
    }
    if let Some(hebrew) = named.hebrew {
        return hebrew::in_year(hebrew, year);
    }
    day_in_year(named, year).map(Moment::Day)
}

fn day_in_year(named: NamedDay, year: i16) -> Option<Date> {
    if let Some(offset) = named.easter {
        return add_days(easter(year)?, offset);
    }
    if let Some(offset) = named.orthodox_easter {
        return add_days(orthodox_easter(year)?, offset);
    }
    let month = named.month?;
    match (named.day, named.weekday, named.nth) {
        (Some(day), Some(weekday), _) => {
            let from = Date::new(year, month, day).ok()?;
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            from.yesterday().ok()?.nth_weekday(1, weekday).ok()
        }
        (Some(day), None, _) => Date::new(year, month, day).ok(),
        (None, Some(weekday), Some(nth)) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
        _ => None,
    }
}

/// Easter Sunday of the Western churches (the anonymous Gregorian algorithm, Nature, 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the Eastern churches (Meeus, Astronomical Algorithms, chapter 8), in the Gregorian calendar of the
/// years 1900 to 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()?;
    add_days(julian, DAYS_BEHIND)
}

/// Days that the Julian calendar is behind from 1900 to 2099.
const DAYS_BEHIND: i32 = 13;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn orthodox_easter_of_known_years() {
        assert_eq!(orthodox_easter(2024), Some(date(2024, 5, 5)));
        assert_eq!(orthodox_easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(orthodox_easter(2021), Some(date(2021, 5, 2)));
    }

    #[test]
    fn easter_of_known_years() {
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(easter(2000), Some(date(2000, 4, 23)));
        assert_eq!(easter(1961), Some(date(1961, 4, 2)));
    }
}
