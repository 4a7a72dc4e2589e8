//! What counts from another date: "last week" and "two years ago" from publication, "two years later" and "that day" from
//! the date that the passage tells of.
//!
//! Comes in: a rule's slots and an [`Anchor`]. Goes out: a [`Reading`].

use jiff::civil::Date;

use crate::enrich::DateKind;
use crate::language::dates::{AnchorKind, Class, REFERENCES, Rule, Unit};

use super::moment::{Moment, add_days, monday};
use super::period::quarter_at_hand;
use super::resolve::{Anchor, Reading};
use super::scan::Slots;
use super::tense::Direction;
use super::{recurring, time};

pub(super) fn shift(rule: &Rule, slots: &Slots, anchor: Anchor) -> Reading {
    let unit = slots
        .first(Class::Unit)
        .or(slots.first(Class::Units))
        .and_then(Unit::from_value)
        .or(rule.unit)
        .unwrap_or(Unit::Year);
    let count = slots.first(Class::Count).or(slots.first(Class::Vague)).or(slots.first(Class::One));
    if slots.first(Class::Vague) == Some(0) || (slots.has(Class::Units) && count.is_none()) {
        return vague(rule, slots, unit);
    }
    if let Some(moment) = anniversary(rule, slots, anchor) {
        return Reading::date(Some(moment));
    }
    let sign = rule
        .sign
        .or(slots.first(Class::Direction))
        .or(slots.first(Class::Anaphor))
        .or(slots.first(Class::Deictic))
        .unwrap_or(0);
    let mut steps = sign.saturating_mul(count.unwrap_or(1));
    let mut unit = unit;
    if unit == Unit::Year && slots.has(Class::Half) {
        // "two and a half years ago"
        (unit, steps) = (Unit::Month, steps.saturating_mul(12).saturating_add(6 * sign));
    }
    if let (Unit::Century | Unit::Decade, true, None) =
        (unit, slots.has(Class::Half), slots.first(Class::Count))
    {
        // "half a century later"
        (unit, steps) = (Unit::Year, sign * if unit == Unit::Century { 50 } else { 5 });
    }
    if unit == Unit::Quarter
        && rule.anchor == AnchorKind::Narrative
        && rule.sign == Some(0)
        && slots.has(Class::Unit)
        && anchor.report.named_fiscal
    {
        // "the fiscal first quarter", and then "the quarter": which one of the calendar's it is nobody says.
        let year = quarter_at_hand(anchor).map(|(year, _)| format!("{year:04}-QX"));
        return Reading::other(DateKind::Date, year);
    }
    let moment = match rule.anchor {
        AnchorKind::Published => anchor.published.and_then(|published| {
            if let Some(quarter) = year_ago_from(slots, unit, anchor) {
                return quarter.shift(unit, steps);
            }
            if unit == Unit::Weekend && sign == 0 && !slots.has(Class::Direction) {
                return match anchor.told.filter(|_| !anchor.is_ahead()) {
                    Some(day) => Moment::around(day, Unit::Weekend),
                    None => latest_weekend(published, anchor.direction),
                };
            }
            from_published(published, unit, steps, count.is_some())
        }),
        AnchorKind::Narrative => from_narrative(rule, slots, unit, steps, anchor),
    };
    if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
        let minutes = match unit {
            Unit::Hour if slots.has(Class::Half) && !slots.has(Class::Count) => Some(30),
            Unit::Hour => Some(60),
            Unit::Minute => Some(1),
            _ => None,
        };
        let counted = rule.anchor == AnchorKind::Narrative && (count.is_some() || slots.has(Class::Half));
        if counted
            && let Some((from, minutes)) = anchor.clock.zip(minutes)
            && let Some(reading) = time::after(from, i64::from(steps) * minutes)
        {
            return reading;
        }
        return recurring::duration(slots).unwrap_or_else(|| Reading::other(DateKind::Duration, None));
    }
    let is_open = moment.is_none() && rule.anchor == AnchorKind::Narrative && slots.has(Class::Count);
    // "three days later", after nothing to count from: still three days.
    is_open.then(|| recurring::duration(slots)).flatten().unwrap_or_else(|| Reading::date(moment))
}

/// "two years ago this week", "a year ago today": the week or day of publication, so many years back.
fn anniversary(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Moment> {
    let counted = slots.first(Class::Count).or(slots.first(Class::Vague)).or(slots.first(Class::One))?;
    let published = anchor.published.filter(|_| rule.sign == Some(-1))?;
    let many = slots.first(Class::Units);
    let (days, within) = match (slots.first(Class::Deictic), slots.first(Class::Direction)) {
        (Some(days), _) => (days, Unit::Day),
        (None, Some(_)) => {
            let within = if many.is_some() { slots.first(Class::Unit) } else { slots.second(Class::Unit) };
            (0, Unit::from_value(within?)?)
        }
        _ => return None,
    };
    let unit = Unit::from_value(many.or(slots.first(Class::Unit))?)?;
    let day = Moment::Day(add_days(published, days)?).shift(unit, -counted)?.first_day()?;
    let moment = Moment::around(day, within)?;
    // "sixty years ago next month"
    slots.first(Class::Direction).map_or(Some(moment), |direction| moment.shift(within, direction))
}

/// What "a year ago" counts from in a report on a quarter: the quarter that the passage tells of, or where the words are
/// what a figure is compared with ("from 99 million a year ago"), the one that the article reports on, or the year where
/// the paragraph has gone on to several months of it.
fn year_ago_from(slots: &Slots, unit: Unit, anchor: Anchor) -> Option<Moment> {
    if unit != Unit::Year || !slots.has(Class::One) {
        return None;
    }
    match (anchor.report.near(anchor.narrative), anchor.narrative) {
        (Some(_), _) if anchor.compared && anchor.report.elsewhere => {
            anchor.published.map(|day| Moment::Year(day.year()))
        }
        (Some(quarter), _) if anchor.compared => Some(quarter),
        (_, Some(quarter @ Moment::Quarter(..))) => Some(quarter),
        _ => None,
    }
}

/// "years ago", "several months later": which way, but not how far.
fn vague(rule: &Rule, slots: &Slots, unit: Unit) -> Reading {
    let sign = rule.sign.or(slots.first(Class::Direction)).unwrap_or(0);
    if rule.anchor == AnchorKind::Narrative || unit < Unit::Day {
        return recurring::duration(slots).unwrap_or_else(|| Reading::other(DateKind::Date, None));
    }
    let index = usize::try_from(sign.signum() + 1).unwrap_or(1);
    Reading::other(DateKind::Date, Some(REFERENCES[index].to_owned()))
}

/// So many units from publication: days and weeks to the day, months to the month, years to the year; the unit
/// itself ("last week") to the unit.
fn from_published(published: Date, unit: Unit, steps: i32, counted: bool) -> Option<Moment> {
    let moment = match unit {
        Unit::Week | Unit::Fortnight if counted && steps.abs() == 1 => Moment::Day(published),
        unit => Moment::around(published, unit)?,
    };
    moment.shift(unit, steps)
}

fn from_narrative(rule: &Rule, slots: &Slots, unit: Unit, steps: i32, anchor: Anchor) -> Option<Moment> {
    // "the quarter" needs no earlier date: the one in the news is the last that ended or is running.
    if steps == 0 && rule.sign == Some(0) && unit == Unit::Quarter {
        return quarter_at_hand(anchor).map(|(year, quarter)| Moment::Quarter(year, quarter));
    }
    if steps == 0 && rule.sign == Some(0) {
        // "the year", "the day": the one that the passage tells of where it is that precise, or that of publication.
        let base = match anchor.narrative {
            Some(narrative) if narrative.unit() <= unit && !(unit >= Unit::Decade && anchor.is_ahead()) => {
                narrative.first_day()?
            }
            Some(_) if unit == Unit::Day => anchor.day.or(anchor.published)?,
            _ => anchor.published?,
        };
        return Moment::around(base, unit);
    }
    // "a matter for the courts since 1977. In that year": the one named last.
    if let Some(year) = anchor.named_year
        && (steps, unit, rule.sign) == (0, Unit::Year, None)
    {
        return Some(Moment::Year(year));
    }
    if let Some(quarter) = year_ago_from(slots, unit, anchor).filter(|_| anchor.compared) {
        return quarter.shift(unit, steps);
    }
    // Without an earlier date "a year earlier" counts from publication; days and weeks stay open.
    let base = match anchor.narrative {
        // "two days later" counts from a day, whatever year has been mentioned since.
        Some(narrative)
            if unit <= Unit::Week
                && narrative.unit() >= Unit::Quarter
                && slots.first(Class::Anaphor) != Some(0) =>
        {
            anchor.day.map_or(narrative, Moment::Day)
        }
        Some(narrative) => narrative,
        None if unit >= Unit::Quarter && !slots.has(Class::Count) => Moment::Day(anchor.published?),
        None => return None,
    };
    if steps == 0 {
        // "that day" says nothing where only the year is known.
        return if base.unit() <= unit { Moment::around(base.first_day()?, unit) } else { None };
    }
    let many = slots.first(Class::Count).is_some_and(|count| count > 1);
    // "the next year", "the year after"
    let uncounted = ![Class::Count, Class::One, Class::Vague].iter().any(|class| slots.has(*class));
    let coarse = match (base.unit() < unit, slots.has(Class::Anaphor) || uncounted) {
        (true, true) => Moment::around(base.first_day()?, unit)?,
        (true, false) if base.unit() == Unit::Day && unit >= Unit::Month || many && unit >= Unit::Year => {
            Moment::around(base.first_day()?, unit)?
        }
        _ => base,
    };
    // "five days later", after a quarter: from the last day that has been told, were it in an aside; after a month from one of it.
    let reaches = |day: &Date| base.unit() > Unit::Month || Some(*day) >= base.first_day();
    let day = anchor.any_day.filter(|day| unit <= Unit::Week && reaches(day));
    let from_day = || Moment::Day(day?).shift(unit, steps);
    let moment = coarse.shift(unit, steps).or_else(from_day).or_else(|| from_month(base, unit, steps))?;
    // "He died three days later" is not still to come: it counts from a day that was told in passing.
    let is_over =
        |moment: &Moment| moment.first_day().zip(anchor.published).is_none_or(|(day, today)| day <= today);
    // "Seven years later she has yet to sail": now.
    if anchor.direction.is_none() && many && unit == Unit::Year && steps > 0 && !is_over(&moment) {
        return anchor.published.map(|today| Moment::Year(today.year()));
    }
    if anchor.direction != Some(Direction::Past) || steps < 0 || is_over(&moment) {
        return Some(moment);
    }
    let told = anchor.any_day.filter(|_| unit <= Unit::Week)?;
    Moment::Day(told).shift(unit, steps).filter(is_over)
}

/// "five weeks later", after a month: from the middle of it to a month.
fn from_month(base: Moment, unit: Unit, steps: i32) -> Option<Moment> {
    let Moment::Month(year, month) = base else { return None };
    if unit != Unit::Week {
        return None;
    }
    let middle = Moment::Day(Date::new(year, month, MIDDLE).ok()?);
    Moment::around(middle.shift(unit, steps)?.first_day()?, Unit::Month)
}

/// Day in the middle of a month.
const MIDDLE: i8 = 15;

/// The weekend that an article speaks of without saying which.
fn latest_weekend(published: Date, direction: Option<Direction>) -> Option<Moment> {
    let this = Moment::Weekend(monday(published)?);
    let is_on = published.weekday().to_monday_zero_offset() >= 5;
    if is_on || direction == Some(Direction::Future) { Some(this) } else { this.shift(Unit::Week, -1) }
}
