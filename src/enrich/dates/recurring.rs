//! Lengths of time and recurring times: TIMEX3 values such as P2Y, PXW, XXXX-WXX-1.

use crate::enrich::DateKind;
use crate::language::dates::{Class, PARTS, Unit};

use super::resolve::{Reading, month};
use super::scan::Slots;

/// The length of time of a match.
pub(super) fn duration(slots: &Slots) -> Option<Reading> {
    let unit = unit(slots)?;
    if unit == Unit::Quarter && slots.second(Class::Unit).and_then(Unit::from_value) == Some(Unit::Century) {
        // "a quarter of a century"
        return Some(Reading::other(DateKind::Duration, Some(length(Unit::Year, "25"))));
    }
    let count = slots.second(Class::Count).or(slots.first(Class::Count));
    // "a couple of years" counts as given; "a few", or no number before a plural, does not.
    let count = match (count, slots.first(Class::Vague), slots.has(Class::One)) {
        (Some(count), _, _) => Some(count),
        (None, Some(0), _) => None,
        (None, Some(vague), _) => Some(vague),
        (None, None, true) => Some(1),
        (None, None, false) if slots.has(Class::Unit) => Some(1),
        _ => None,
    };
    let half = slots.has(Class::Half);
    if let Some(value) = combined(slots, unit) {
        return Some(Reading::other(DateKind::Duration, Some(value)));
    }
    let value = match count {
        Some(count) if half && slots.has(Class::Count) => and_a_half(unit, count),
        Some(_) if half && slots.second(Class::One).is_some() => and_a_half(unit, 1),
        _ if half => and_a_half(unit, 0),
        Some(count) => counted(unit, count),
        None => length(unit, "X"),
    };
    Some(Reading::other(DateKind::Duration, Some(value)))
}

/// "two years and three months"
fn combined(slots: &Slots, unit: Unit) -> Option<String> {
    let both = [Class::Units, Class::Unit].map(|class| slots.first(class));
    let second = slots.second(Class::Units).or(both[1].filter(|_| both[0].is_some()))?;
    let second = Unit::from_value(second).filter(|second| *second < unit && unit >= Unit::Month)?;
    let (years, months) = (slots.first(Class::Count)?, slots.second(Class::Count)?);
    let tail = length(second, &months.to_string());
    Some(format!("{}{}", length(unit, &years.to_string()), tail.strip_prefix('P')?))
}

/// The recurring time of a match.
pub(super) fn set(slots: &Slots) -> Option<Reading> {
    let day = slots.first(Class::Weekday).or(slots.first(Class::Weekdays));
    let value = if let Some(day) = day {
        let part = slots.first(Class::Parts).and_then(|part| PARTS.get(usize::try_from(part).ok()?));
        format!("XXXX-WXX-{day}{}", part.map_or(String::new(), |part| format!("T{part}")))
    } else if let Some(month) = month(slots) {
        match slots.first(Class::Day).or(slots.first(Class::Ordinal)) {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        }
    } else if let Some(season) = slots.first(Class::Season) {
        format!("XXXX-{}", ["SP", "SU", "FA", "WI"].get(usize::try_from(season - 1).ok()?)?)
    } else if let Some(part) = slots.first(Class::Part) {
        format!("XXXX-XX-XXT{}", PARTS.get(usize::try_from(part).ok()?)?)
    } else {
        counted(unit(slots)?, slots.first(Class::Count).unwrap_or(1))
    };
    Some(Reading::other(DateKind::Set, Some(value)))
}

fn unit(slots: &Slots) -> Option<Unit> {
    // "the year-earlier nine months" are months.
    let value = slots.first(Class::Units).or(slots.first(Class::Unit)).or(slots.first(Class::Frequency))?;
    Unit::from_value(value)
}

/// "half an hour", "an hour and a half": in the next smaller unit where that is what clocks and calendars count.
fn and_a_half(unit: Unit, count: i32) -> String {
    let twice = count.saturating_mul(2).saturating_add(1);
    let times = |size: i32| twice.saturating_mul(size).to_string();
    match (unit, count) {
        (Unit::Minute, 1..) => format!("PT{count}M30S"),
        (Unit::Minute, _) => length(Unit::Second, &times(30)),
        (Unit::Hour, _) => length(Unit::Minute, &times(30)),
        (Unit::Decade, _) => length(Unit::Year, &times(5)),
        (Unit::Century, _) => length(Unit::Year, &times(50)),
        _ => length(unit, &format!("{count}.5")),
    }
}

fn counted(unit: Unit, count: i32) -> String {
    match unit {
        Unit::Fortnight => length(Unit::Week, &(i64::from(count) * 2).to_string()),
        Unit::Decade => length(Unit::Year, &(i64::from(count) * 10).to_string()),
        Unit::Century => length(Unit::Year, &(i64::from(count) * 100).to_string()),
        Unit::Millennium => length(Unit::Year, &(i64::from(count) * 1000).to_string()),
        Unit::Half => length(Unit::Month, &(i64::from(count) * 6).to_string()),
        unit => length(unit, &count.to_string()),
    }
}

fn length(unit: Unit, count: &str) -> String {
    let (head, letter) = match unit {
        Unit::Second => ("PT", "S"),
        Unit::Minute => ("PT", "M"),
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Weekend => ("P", "WE"),
        Unit::Week | Unit::Fortnight => ("P", "W"),
        Unit::Month | Unit::Half => ("P", "M"),
        Unit::Quarter => ("P", "Q"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century | Unit::Millennium => ("P", "CE"),
    };
    format!("{head}{count}{letter}")
}
