//! Times of day: a clock or a part of the day, on the day that the words or the passage give.

use jiff::Span;
use jiff::civil::DateTime;

use crate::enrich::DateKind;
use crate::enrich::findings::DateExpression;
use crate::language::dates::{AnchorKind, Class, Make, PARTS, Rule};

use super::calendar::{calendar, weekday};
use super::figures::time_of_day;
use super::moment::{Moment, add_days};
use super::resolve::{Anchor, Reading};
use super::scan::{Match, Slots};

/// The time of day of a match. Its moment is the day, which is what EDTF keeps of it.
pub(super) fn time(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Reading> {
    let day = match day(rule, slots, anchor) {
        Some(Moment::Day(day)) => Some(day),
        _ => None,
    };
    let suffix = suffix(rule, slots)?;
    let moment = day.map(Moment::Day);
    let value = day.map(|day| format!("{day}T{suffix}"));
    Some(Reading { kind: DateKind::Time, value, moment, about: false })
}

/// The time of day that a reading gives, where it gives the minute.
pub(super) fn clock(reading: &Reading) -> Option<DateTime> {
    (reading.kind == DateKind::Time).then(|| reading.value.as_ref()?.parse().ok())?
}

/// Whether a match is a time of day without a word on which day.
pub(super) fn is_bare(matched: &Match) -> bool {
    let dated = [
        Class::Month,
        Class::Homonym,
        Class::Figures,
        Class::Weekday,
        Class::Deictic,
        Class::Direction,
        Class::Anaphor,
        Class::Part,
    ];
    matched.rule.make == Make::Time
        && matched.rule.anchor == AnchorKind::Published
        && matched.rule.sign.is_none()
        && !dated.iter().any(|class| matched.slots.has(*class))
}

/// The time of day `clock` on the day that `day` gives; `None` where that is none.
pub(super) fn on_day(clock: &DateExpression, day: &Reading) -> Option<Reading> {
    let (Some(Moment::Day(date)), DateKind::Date) = (day.moment, day.kind) else { return None };
    let (_, time) = clock.value.as_ref()?.split_once('T')?;
    let value = Some(format!("{date}T{time}"));
    Some(Reading { kind: DateKind::Time, value, moment: day.moment, about: false })
}

/// "ten minutes later": so long from a time of day that the passage has told of.
pub(super) fn after(from: DateTime, minutes: i64) -> Option<Reading> {
    let then = from.checked_add(Span::new().minutes(minutes)).ok()?;
    let value = then.strftime("%Y-%m-%dT%H:%M").to_string();
    Some(Reading {
        kind: DateKind::Time,
        value: Some(value),
        moment: Some(Moment::Day(then.date())),
        about: false,
    })
}

/// What follows the T: `14:30`, `MO`.
fn suffix(rule: &Rule, slots: &Slots) -> Option<String> {
    let zone = if slots.first(Class::Zone) == Some(1) { "Z" } else { "" };
    let later = slots.first(Class::Meridiem);
    if let Some(clock) = slots.first(Class::Clock).or(slots.first(Class::Hours)) {
        let clock = match later.or(half_day(slots).filter(|_| clock < 1200)) {
            Some(later) => time_of_day(clock / 100, clock % 100, Some(later))?,
            None => clock,
        };
        return Some(format!("{:02}:{:02}{zone}", clock / 100, clock % 100));
    }
    if let Some(part) = slots.first(Class::Part).or(rule.count)
        && !slots.has(Class::Count)
    {
        return PARTS.get(usize::try_from(part).ok()?).map(|part| (*part).to_owned());
    }
    // "half past eight", "a quarter past eight"
    let minutes = if slots.has(Class::Half) { 30 } else { rule.count.unwrap_or(0) };
    let clock = time_of_day(slots.first(Class::Count)?, minutes, later.or(half_day(slots)))?;
    Some(format!("{:02}:{:02}{zone}", clock / 100, clock % 100))
}

/// "7 that evening", "8:30 in the morning": which half of the day a part of it says, as [`Class::Meridiem`] does.
fn half_day(slots: &Slots) -> Option<i32> {
    let part = PARTS.get(usize::try_from(slots.first(Class::Part)?).ok()?)?;
    match *part {
        "MO" => Some(0),
        "AF" | "EV" => Some(12),
        _ => None,
    }
}

fn day(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Moment> {
    if slots.has(Class::Month) || slots.has(Class::Homonym) || slots.has(Class::Figures) {
        return calendar(slots, anchor)?;
    }
    if slots.has(Class::Weekday) {
        return weekday(rule, slots, anchor);
    }
    if rule.anchor == AnchorKind::Narrative {
        let Some(Moment::Day(day)) = anchor.narrative.or(anchor.day.map(Moment::Day)) else { return None };
        return add_days(day, slots.first(Class::Anaphor).or(rule.sign).unwrap_or(0)).map(Moment::Day);
    }
    let relative = slots.first(Class::Deictic).or(slots.first(Class::Direction)).or(rule.sign);
    if let Some(offset) = relative {
        return add_days(anchor.published?, offset).map(Moment::Day);
    }
    match anchor.narrative {
        Some(Moment::Day(day)) => Some(Moment::Day(day)),
        _ => anchor.published.map(Moment::Day),
    }
}
