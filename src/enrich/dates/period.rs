//! Parts of a year and runs of years: quarters, halves, seasons, weeks of a month, decades.
//!
//! Comes in: a rule's slots and an [`Anchor`]. Goes out: a [`Moment`].

use jiff::civil::{Date, Weekday};

use crate::language::dates::{Class, Rule, Unit};

use super::calendar::{calendar, long_past, month_told, year_of_month_beside, year_told};
use super::moment::{Moment, add_days, monday};
use super::resolve::{Anchor, month, year};
use super::scan::Slots;
use super::tense::Direction;

pub(super) fn part(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Option<Moment>> {
    let which = slots.first(Class::Ordinal).or(rule.count);
    match rule.unit {
        Some(Unit::Quarter) => {
            let quarter =
                i8::try_from(which.unwrap_or(4)).ok().filter(|quarter| (1..=4).contains(quarter))?;
            let moment = quarter_of(slots, quarter, anchor);
            Some(match rule.sign {
                Some(sign) => moment.and_then(|moment| moment.shift(Unit::Year, sign)),
                None => moment,
            })
        }
        Some(Unit::Half) => {
            let half = i8::try_from(which.unwrap_or(2)).ok().filter(|half| (1..=2).contains(half))?;
            let year = year(slots, anchor).or_else(|| anchor.published.map(Date::year));
            Some(year.map(|year| Moment::Half(year, half)))
        }
        // "the week of 21 April", "the weekend of 21 April"
        Some(unit) if rule.sign.is_some() => Some(match calendar(slots, anchor)? {
            Some(Moment::Day(day)) => Moment::around(day, unit),
            _ => None,
        }),
        _ => {
            let told = month(slots).and_then(|month| month_told(slots, month, None, anchor));
            let Some(Moment::Month(year, month)) = told else { return Some(None) };
            let first = Date::new(year, month, 1).ok()?;
            let nth = i8::try_from(which.unwrap_or(-1)).ok()?;
            if let Some(weekday) = slots.first(Class::Weekday) {
                let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
                return Some(first.nth_weekday_of_month(nth, weekday).ok().map(Moment::Day));
            }
            if rule.unit == Some(Unit::Weekend) {
                let saturday = first.nth_weekday_of_month(nth, Weekday::Saturday).ok();
                return Some(saturday.and_then(|day| Moment::around(day, Unit::Weekend)));
            }
            let day = match which {
                // A week is of the month that most of its days are in.
                Some(nth) => add_days(first, (nth - 1).checked_mul(7)?.checked_add(3)?)?,
                None => add_days(first.last_of_month(), -3)?,
            };
            Some(monday(day).map(Moment::Week))
        }
    }
}

fn quarter_of(slots: &Slots, quarter: i8, anchor: Anchor) -> Option<Moment> {
    if let Some(year) = year(slots, anchor) {
        return Some(Moment::Quarter(year, quarter));
    }
    let published = anchor.published?;
    let current = (published.month() - 1) / 3 + 1;
    let year = match anchor.direction {
        // "will open in the first quarter", written in the autumn
        Some(Direction::Future) if quarter + 1 < current => published.year() + 1,
        Some(Direction::Future) => published.year(),
        _ if quarter <= current => published.year(),
        // Without a verb that says otherwise the next quarter is nearer than that of the year before.
        Some(Direction::Past) if anchor.firm => published.year() - 1,
        _ if quarter == current + 1 => published.year(),
        _ => published.year() - 1,
    };
    Some(Moment::Quarter(year, quarter))
}

/// The quarter that the article reports on or the passage tells of, or the last one that ended before publication.
pub(super) fn quarter_at_hand(anchor: Anchor) -> Option<(i16, i8)> {
    let moment = match (anchor.report.near(anchor.narrative), anchor.narrative) {
        (Some(quarter), _) | (None, Some(quarter @ Moment::Quarter(..))) => quarter,
        _ => Moment::around(anchor.published?, Unit::Quarter)?.shift(Unit::Quarter, -1)?,
    };
    match moment {
        Moment::Quarter(year, quarter) => Some((year, quarter)),
        _ => None,
    }
}

/// A decade by its first three digits: "1990s", or "années 1990", "années 90" as some languages write it.
pub(super) fn decade(slots: &Slots) -> Option<i32> {
    let of_year = |year: i32| (year % 10 == 0).then_some(year / 10);
    let of_two_digits =
        |count: i32| ((10..100).contains(&count) && count % 10 == 0).then_some(190 + count / 10);
    slots
        .first(Class::Decade)
        .or_else(|| slots.first(Class::Year).and_then(of_year))
        .or_else(|| slots.first(Class::Count).and_then(of_two_digits))
}

pub(super) fn season(slots: &Slots, anchor: Anchor) -> Option<Option<Moment>> {
    let season = i8::try_from(slots.first(Class::Season)?).ok()?;
    if let Some(year) = year(slots, anchor) {
        return Some(Some(Moment::Season(year, season)));
    }
    // First month of each season; one that begins in December goes on into the year after.
    let first = (i16::from(season) * 3 + if anchor.southern { 6 } else { 0 } - 1).rem_euclid(12) + 1;
    if let Some(sign) = slots.first(Class::Anaphor) {
        // "that autumn", "the following spring"
        if slots.has(Class::Unit) {
            // "the autumn of that year"
            let year = year_told(anchor, sign);
            return Some(year.map(|year| Moment::Season(year, season)));
        }
        let beside = |narrative| year_of_month_beside(narrative, i8::try_from(first).ok()?, sign);
        return Some(anchor.narrative.and_then(beside).map(|year| Moment::Season(year, season)));
    }
    let Some(published) = anchor.published else { return Some(None) };
    let month = |year: i16, month: i16| year * 12 + month;
    let now = month(published.year(), i16::from(published.month()));
    let begins = |year: i16| month(year, first);
    if let Some(told) = anchor.narrative.filter(|_| anchor.direction == Some(Direction::Past))
        && !slots.has(Class::Direction)
        && told.unit() <= Unit::Month
        && long_past(told, anchor.published).is_some()
    {
        // "did not survive the winter", of a story long past: the one that it is in or comes to.
        let day = told.first_day()?;
        let then = month(day.year(), i16::from(day.month()));
        let year = (day.year() - 1..=day.year()).find(|year| begins(*year) + 3 > then);
        return Some(year.map(|year| Moment::Season(year, season)));
    }
    // The one that is on, or that begins this year.
    let last_year_goes_on = now < begins(published.year() - 1) + 3;
    let this = published.year() - i16::from(last_year_goes_on);
    let is_over = |year: i16| begins(year) + 3 <= now;
    let is_ahead = |year: i16| begins(year) > now;
    let year = match (slots.first(Class::Direction), anchor.direction) {
        (Some(-1), _) => this - i16::from(!is_over(this)),
        (Some(1), _) => this + i16::from(!is_ahead(this)),
        (None, Some(Direction::Future)) => this + i16::from(is_over(this)),
        (None, Some(Direction::Past)) => this - i16::from(is_ahead(this)),
        _ => this,
    };
    Some(Some(Moment::Season(year, season)))
}

/// From December to January, around the New Year nearest to publication.
pub(super) fn turn_of_year(anchor: Anchor) -> Option<Moment> {
    let published = anchor.published?;
    let next = match anchor.direction {
        Some(Direction::Future) => published.year() + 1,
        Some(Direction::Past) => published.year(),
        None => published.year() + i16::from(published.month() > 6),
    };
    Some(Moment::Months((next - 1, 12), (next, 1)))
}
