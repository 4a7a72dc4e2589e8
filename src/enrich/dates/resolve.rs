//! From a match to a value: what the words mean, given the day of publication and the passage so far.
//!
//! Comes in: a rule's slots and an [`Anchor`]. Goes out: a [`Reading`]. Must not know: text.

use jiff::civil::Date;

use crate::enrich::DateKind;
use crate::language::dates::{AnchorKind, Class, Make, REFERENCES, Rule, Unit};

use super::moment::{Moment, add_days, monday};
use super::named_day;
use super::scan::Slots;
use super::tense::Direction;
use super::{recurring, time};

/// What an expression is resolved against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Anchor {
    /// Day of publication.
    pub published: Option<Date>,
    /// The date that the passage speaks of.
    pub narrative: Option<Moment>,
    /// The same, where this paragraph tells of a year long past: its bare months are of that year.
    pub past: Option<Moment>,
    /// Where the clause looks.
    pub direction: Option<Direction>,
    /// Whether a verb says so beyond doubt.
    pub firm: bool,
    /// Whether summer is in January.
    pub southern: bool,
}

/// A date that lies so far before publication that the months told after it are of its time.
pub(super) fn long_past(date: Moment, published: Option<Date>) -> Option<Moment> {
    let days = (published? - date.first_day()?).get_days();
    (days > LONG_PAST).then_some(date)
}

/// Days; within them a month without a year is the one nearest to publication.
const LONG_PAST: i32 = 550;

/// What an expression means.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// TIMEX3 type.
    pub kind: DateKind,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// The stretch of the calendar, for dates.
    pub moment: Option<Moment>,
    /// Whether it is only about then.
    pub about: bool,
}

impl Reading {
    pub(super) fn date(moment: Option<Moment>) -> Self {
        Self { kind: DateKind::Date, value: moment.map(Moment::timex), moment, about: false }
    }

    pub(super) fn other(kind: DateKind, value: Option<String>) -> Self {
        Self { kind, value, moment: None, about: false }
    }
}

/// What a match means; `None` when it is no time at all.
pub(super) fn resolve(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Reading> {
    let mut about = slots.has(Class::About);
    let mut reading = match rule.make {
        Make::Nothing => return None,
        Make::Calendar | Make::TwoDays => Reading::date(calendar(slots, anchor)?),
        Make::Span => Reading::date(Some(span(slots, anchor)?)),
        Make::Weekday => Reading::date(weekday(rule, slots, anchor)),
        Make::Shift => shift(rule, slots, anchor),
        Make::Part => Reading::date(part(rule, slots, anchor)?),
        Make::Season => Reading::date(season(slots, anchor)?),
        Make::Decade => Reading::date(Moment::decade(decade(slots)?)),
        Make::Century => Reading::date(match slots.first(Class::Era) {
            Some(-1) => i16::try_from(-slots.first(Class::Ordinal)?).ok().map(Moment::Century),
            _ => Moment::century(slots.first(Class::Ordinal)? - 1),
        }),
        Make::Era => {
            let year =
                i16::try_from(slots.first(Class::Count)?).ok().filter(|year| (1..=9999).contains(year))?;
            let year = if slots.first(Class::Era) == Some(-1) { 1 - year } else { year };
            Reading::date(Some(Moment::Year(year)))
        }
        Make::Duration => recurring::duration(slots)?,
        Make::Set => recurring::set(slots)?,
        Make::Time => time::time(rule, slots, anchor)?,
        Make::Reference => {
            let value = match &rule.reference {
                Some(name) => name.clone(),
                None => REFERENCES[usize::try_from(slots.first(Class::Reference)?).ok()?].to_owned(),
            };
            Reading::other(DateKind::Date, Some(value))
        }
        Make::NamedDay => {
            let named = rule.day?;
            about |= named.islamic.is_some();
            Reading::date(named_day::resolve(named, slots, anchor))
        }
        Make::TurnOfYear => Reading::date(turn_of_year(anchor)),
    };
    // Many years later is a round number; eighteen months are not.
    let years = slots.holds(Class::Units, unit_value(Unit::Year));
    let round = years
        && rule.anchor == AnchorKind::Narrative
        && slots.first(Class::Count).is_some_and(|count| count >= ROUND);
    // "around 7 p.m." is on that day for sure.
    reading.about = (about && rule.make != Make::Time) || round;
    Some(reading)
}

/// A decade by its first three digits: "1990s", or "années 1990", "années 90" as some languages write it.
fn decade(slots: &Slots) -> Option<i32> {
    let of_year = |year: i32| (year % 10 == 0).then_some(year / 10);
    let of_two_digits =
        |count: i32| ((10..100).contains(&count) && count % 10 == 0).then_some(190 + count / 10);
    slots
        .first(Class::Decade)
        .or_else(|| slots.first(Class::Year).and_then(of_year))
        .or_else(|| slots.first(Class::Count).and_then(of_two_digits))
}

/// Years from which on a distance counts as about so many.
const ROUND: i32 = 15;

/// Month of the slots, 1 to 12.
pub(super) fn month(slots: &Slots) -> Option<i8> {
    let month = slots.first(Class::Month).or(slots.first(Class::Homonym))?;
    i8::try_from(month).ok()
}

/// Year of the slots: written out, or "this year" and the like.
pub(super) fn year(slots: &Slots, anchor: Anchor) -> Option<i16> {
    if let Some(year) = slots.first(Class::Year).or(slots.first(Class::ShortYear)) {
        return i16::try_from(year).ok();
    }
    if slots.holds(Class::Unit, unit_value(Unit::Year))
        && let Some(direction) = slots.first(Class::Direction)
    {
        return Some(anchor.published?.year() + i16::try_from(direction).ok()?);
    }
    None
}

fn unit_value(unit: Unit) -> i32 {
    Unit::ALL.iter().position(|known| *known == unit).and_then(|at| i32::try_from(at).ok()).unwrap_or(0)
}

/// The outer option: whether it is a date at all; the inner: whether it can be resolved.
pub(super) fn calendar(slots: &Slots, anchor: Anchor) -> Option<Option<Moment>> {
    if let Some(figures) = slots.first(Class::Figures) {
        let (year, month, day) = (figures / 10_000, figures / 100 % 100, figures % 100);
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        return Some(Some(Moment::Day(date.ok()?)));
    }
    let has_month = slots.has(Class::Month) || slots.has(Class::Homonym);
    let day = slots.first(Class::Day).or(slots.first(Class::Ordinal));
    let relative_year = slots.has(Class::Unit) && !slots.has(Class::Year) && slots.has(Class::Direction);
    if !has_month {
        if let Some(day) = day {
            // "Friday the 13th": of the month nearest to publication.
            return Some(anchor.published.and_then(|published| {
                Date::new(published.year(), published.month(), i8::try_from(day).ok()?).ok().map(Moment::Day)
            }));
        }
        return Some(Some(Moment::Year(year(slots, anchor)?)));
    }
    let month = month(slots)?;
    let Some(day) = day else {
        if let Some(year) = year(slots, anchor) {
            return Some(Some(Moment::Month(year, month)));
        }
        if relative_year {
            return Some(None);
        }
        if let Some(sign) = slots.first(Class::Anaphor)
            && let Some(narrative) = anchor.narrative
        {
            let year = if slots.has(Class::Unit) {
                year_beside(narrative, sign)
            } else {
                year_of_month_beside(narrative, month, sign)
            };
            return Some(year.map(|year| Moment::Month(year, month)));
        }
        if !slots.has(Class::Direction)
            && let Some(year) = anchor.past.and_then(|past| year_in_passage(past, month))
        {
            return Some(Some(Moment::Month(year, month)));
        }
        return Some(nearest_month(slots.first(Class::Direction), month, anchor));
    };
    let day = i8::try_from(day).ok()?;
    // 29 February exists only in some years: check the day against a leap year.
    Date::new(2024, month, day).ok()?;
    if let Some(year) = year(slots, anchor) {
        return Some(Some(Moment::Day(Date::new(year, month, day).ok()?)));
    }
    if relative_year {
        return Some(None);
    }
    if let Some(year) = anchor.past.and_then(|past| year_in_passage(past, month)) {
        return Some(Date::new(year, month, day).ok().map(Moment::Day));
    }
    Some(nearest_day(month, day, anchor).map(Moment::Day))
}

/// The year of the date, or the one after or before it: "May of the following year".
fn year_beside(narrative: Moment, sign: i32) -> Option<i16> {
    narrative.first_day()?.year().checked_add(i16::try_from(sign).ok()?)
}

/// The year of a month that is counted from a date: "the following April", "that September".
fn year_of_month_beside(narrative: Moment, month: i8, sign: i32) -> Option<i16> {
    let day = narrative.first_day()?;
    let of_a_year = narrative.unit() >= Unit::Year;
    let turns = match sign {
        1 => of_a_year || month <= day.month(),
        -1 => of_a_year || month >= day.month(),
        _ => false,
    };
    if turns { year_beside(narrative, sign) } else { Some(day.year()) }
}

/// The year of a month that a passage about `past` goes on to: the same, or the next where a story that had come
/// to the end of its year goes on to the beginning of another.
fn year_in_passage(past: Moment, month: i8) -> Option<i16> {
    let day = past.first_day()?;
    let turns = past.unit() < Unit::Year && day.month() >= 10 && month <= 3;
    day.year().checked_add(i16::from(turns))
}

/// The occurrence of a day of the year that an article of that day most likely means: the nearest; the one
/// before or after publication where verbs say so and the other is not close by.
pub(super) fn nearest_day(month: i8, day: i8, anchor: Anchor) -> Option<Date> {
    let published = anchor.published?;
    let candidates = (-1..=1).filter_map(|shift| Date::new(published.year() + shift, month, day).ok());
    candidates.min_by_key(|date| cost(i64::from((*date - published).get_days()), anchor))
}

/// Days that a date on the wrong side of publication counts as further off.
const AGAINST_TENSE: i64 = 150;

/// Days that a date at `days` from publication counts as off, given the tense.
pub(super) fn cost(days: i64, anchor: Anchor) -> i64 {
    let against = match anchor.direction {
        Some(Direction::Past) => days > 0,
        Some(Direction::Future) => days < 0,
        None => false,
    };
    let weight = match anchor.direction {
        Some(Direction::Future) if anchor.firm => AGAINST_FIRM_FUTURE,
        Some(Direction::Past) if anchor.firm => AGAINST_FIRM_PAST,
        _ => AGAINST_TENSE,
    };
    days.abs() + if against { weight } else { 0 }
}

/// The same, where the tense leaves no doubt. News tells more often of the near future in the past tense ("talks
/// planned for") than the other way round.
const AGAINST_FIRM_PAST: i64 = 330;
const AGAINST_FIRM_FUTURE: i64 = 330;

fn nearest_month(wanted: Option<i32>, month: i8, anchor: Anchor) -> Option<Moment> {
    let published = anchor.published?;
    let now = i32::from(published.month());
    let ahead = i32::from(month) - now; // months ahead of publication within its year
    let offset = match wanted {
        Some(-1) => {
            // Of the month just over one says "last month": "last February", in March, is that of the year before.
            if ahead < -1 { 0 } else { -1 }
        }
        Some(1) => {
            if ahead > 0 {
                0
            } else {
                1
            }
        }
        Some(_) => 0,
        None => {
            let cost = |years: i32| {
                let months = ahead + 12 * years;
                let against = match anchor.direction {
                    Some(Direction::Future) => months < 0,
                    Some(Direction::Past) => months > 0,
                    None => false,
                };
                // What has happened is likelier to be written about.
                let weight = match anchor.direction {
                    Some(Direction::Future) if anchor.firm => 22,
                    Some(Direction::Past) if anchor.firm => 16,
                    _ => 8,
                };
                months.abs() * 2 + i32::from(months > 0) * 4 + if against { weight } else { 0 }
            };
            (-1..=1).min_by_key(|years| cost(*years)).unwrap_or(0)
        }
    };
    Some(Moment::Month(published.year() + i16::try_from(offset).ok()?, month))
}

fn span(slots: &Slots, anchor: Anchor) -> Option<Moment> {
    if let Some(first) = slots.first(Class::Year)
        && month(slots).is_none()
    {
        let last = match (slots.second(Class::Year), slots.first(Class::Count)) {
            (Some(last), _) => last,
            (None, Some(end)) if end < 100 && first % 100 < end => first / 100 * 100 + end,
            _ => return None,
        };
        let (first, last) = (i16::try_from(first).ok()?, i16::try_from(last).ok()?);
        return (first < last).then_some(Moment::Years(first, last));
    }
    let month = month(slots)?;
    let first = i8::try_from(slots.first(Class::Day)?).ok()?;
    let last = i8::try_from(slots.second(Class::Day)?).ok()?;
    let first = match year(slots, anchor) {
        Some(year) => Date::new(year, month, first).ok()?,
        None => nearest_day(month, first, anchor)?,
    };
    let last = Date::new(first.year(), month, last).ok()?;
    (first < last).then_some(Moment::Days(first, last))
}

/// The day of a weekday; `None` where publication is unknown.
pub(super) fn weekday(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Moment> {
    let offset = slots.first(Class::Weekday)? - 1;
    if rule.anchor == AnchorKind::Narrative {
        let day = anchor.narrative?.first_day()?;
        let of_week = add_days(monday(day)?, offset)?;
        let strict = |day: Date, sign: i32| add_days(day, 7 * sign);
        return match slots.first(Class::Anaphor).unwrap_or(0) {
            -1 if of_week >= day => strict(of_week, -1),
            1 if of_week <= day => strict(of_week, 1),
            _ => Some(of_week),
        }
        .map(Moment::Day);
    }
    let published = anchor.published?;
    let this_week = add_days(monday(published)?, offset)?;
    let in_week = |weeks: i32| add_days(this_week, 7 * weeks);
    let latest = || if this_week <= published { Some(this_week) } else { in_week(-1) };
    let day = match slots.first(Class::Direction) {
        Some(direction) if slots.has(Class::Unit) => in_week(direction),
        Some(-1) if this_week < published => Some(this_week),
        Some(-1) => in_week(-1),
        Some(1) => in_week(1),
        Some(_) => Some(this_week),
        None if anchor.direction == Some(Direction::Future) => {
            if this_week >= published {
                Some(this_week)
            } else {
                in_week(1)
            }
        }
        None => latest(),
    };
    day.map(Moment::Day)
}

fn shift(rule: &Rule, slots: &Slots, anchor: Anchor) -> Reading {
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
    let moment = match rule.anchor {
        AnchorKind::Published => anchor.published.and_then(|published| {
            // In a passage about a quarter "a year ago" is that quarter of the year before.
            if unit == Unit::Year
                && slots.has(Class::One)
                && let Some(quarter @ Moment::Quarter(..)) = anchor.narrative
            {
                return quarter.shift(unit, steps);
            }
            if unit == Unit::Weekend && sign == 0 && !slots.has(Class::Direction) {
                return latest_weekend(published, anchor.direction);
            }
            from_published(published, unit, steps, count.is_some())
        }),
        AnchorKind::Narrative => from_narrative(rule, slots, unit, steps, anchor),
    };
    if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
        return recurring::duration(slots).unwrap_or_else(|| Reading::other(DateKind::Duration, None));
    }
    Reading::date(moment)
}

/// "years ago", "several months later": which way, but not how far.
fn vague(rule: &Rule, slots: &Slots, unit: Unit) -> Reading {
    let sign = rule.sign.or(slots.first(Class::Direction)).unwrap_or(0);
    if rule.anchor == AnchorKind::Narrative || unit < Unit::Day {
        return Reading::other(DateKind::Date, None);
    }
    let index = usize::try_from(sign.signum() + 1).unwrap_or(1);
    Reading::other(DateKind::Date, Some(REFERENCES[index].to_owned()))
}

/// So many units from publication: days and weeks to the day, months to the month, years to the year; the unit
/// itself ("last week") to the unit.
fn from_published(published: Date, unit: Unit, steps: i32, counted: bool) -> Option<Moment> {
    let moment = match unit {
        Unit::Week if counted && steps.abs() == 1 => Moment::Day(published),
        unit => Moment::around(published, unit)?,
    };
    moment.shift(unit, steps)
}

fn from_narrative(rule: &Rule, slots: &Slots, unit: Unit, steps: i32, anchor: Anchor) -> Option<Moment> {
    let published = || anchor.published.map(Moment::Day);
    let quarters = slots.holds(Class::Unit, unit_value(Unit::Quarter));
    if let Some(year) = slots.first(Class::Year).and_then(|year| i16::try_from(year).ok()) {
        // "the 1988 period": the part of that year that the passage tells of this year.
        return match quarter_at_hand(anchor) {
            Some((_, quarter)) if quarters || matches!(anchor.narrative, Some(Moment::Quarter(..))) => {
                Some(Moment::Quarter(year, quarter))
            }
            _ => Some(Moment::Year(year)),
        };
    }
    // "the year-ago quarter"
    if quarters && slots.has_both(Class::Unit, unit_value(Unit::Quarter), unit_value(Unit::Year)) {
        let (year, quarter) = quarter_at_hand(anchor)?;
        let sign = if steps == 0 { -1 } else { steps.signum() };
        return Moment::Quarter(year, quarter).shift(Unit::Year, sign);
    }
    // "the same month a year ago"
    let months = unit_value(Unit::Month);
    if slots.has_both(Class::Unit, months, unit_value(Unit::Year)) {
        let base = match anchor.narrative {
            Some(narrative) => Moment::around(narrative.first_day()?, Unit::Month)?,
            None => Moment::around(anchor.published?, Unit::Month)?.shift(Unit::Month, -1)?,
        };
        return base.shift(Unit::Year, steps.signum());
    }
    // "the quarter" needs no earlier date: the one in the news is the last that ended or is running.
    if steps == 0 && rule.sign == Some(0) && unit == Unit::Quarter {
        return quarter_at_hand(anchor).map(|(year, quarter)| Moment::Quarter(year, quarter));
    }
    if steps == 0 && rule.sign == Some(0) {
        // "the year", "the day": the one that the passage tells of where it is that precise, or that of publication.
        let base = match anchor.narrative {
            Some(narrative) if narrative.unit() <= unit => narrative.first_day()?,
            _ => anchor.published?,
        };
        return Moment::around(base, unit);
    }
    // Without an earlier date "a year earlier" counts from publication; days and weeks stay open.
    let base = match anchor.narrative {
        Some(narrative) => narrative,
        None if unit >= Unit::Quarter && !slots.has(Class::Count) => published()?,
        None => return None,
    };
    if steps == 0 {
        // "that day" says nothing where only the year is known.
        return if base.unit() <= unit { Moment::around(base.first_day()?, unit) } else { None };
    }
    let many = slots.first(Class::Count).is_some_and(|count| count > 1);
    let coarse = match (base.unit() < unit, slots.has(Class::Anaphor)) {
        (true, true) => Moment::around(base.first_day()?, unit)?,
        (true, false) if unit >= Unit::Year && (base.unit() == Unit::Day || many) => {
            Moment::around(base.first_day()?, unit)?
        }
        _ => base,
    };
    coarse.shift(unit, steps)
}

/// The quarter that the passage tells of, or the last one that ended before publication.
fn quarter_at_hand(anchor: Anchor) -> Option<(i16, i8)> {
    let moment = match anchor.narrative {
        Some(quarter @ Moment::Quarter(..)) => quarter,
        _ => Moment::around(anchor.published?, Unit::Quarter)?.shift(Unit::Quarter, -1)?,
    };
    match moment {
        Moment::Quarter(year, quarter) => Some((year, quarter)),
        _ => None,
    }
}

/// The weekend that an article speaks of without saying which.
fn latest_weekend(published: Date, direction: Option<Direction>) -> Option<Moment> {
    let this = Moment::Weekend(monday(published)?);
    let is_on = published.weekday().to_monday_zero_offset() >= 5;
    if is_on || direction == Some(Direction::Future) { Some(this) } else { this.shift(Unit::Week, -1) }
}

fn part(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Option<Moment>> {
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
        _ => {
            let Some(Some(Moment::Month(year, month))) =
                month(slots).map(|month| match year(slots, anchor) {
                    Some(year) => Some(Moment::Month(year, month)),
                    None => nearest_month(None, month, anchor),
                })
            else {
                return Some(None);
            };
            let first = Date::new(year, month, 1).ok()?;
            let day = match which {
                Some(nth) => add_days(first, (nth - 1).checked_mul(7)?)?,
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
        _ => published.year() - 1,
    };
    Some(Moment::Quarter(year, quarter))
}

fn season(slots: &Slots, anchor: Anchor) -> Option<Option<Moment>> {
    let season = i8::try_from(slots.first(Class::Season)?).ok()?;
    if let Some(year) = year(slots, anchor) {
        return Some(Some(Moment::Season(year, season)));
    }
    let Some(published) = anchor.published else { return Some(None) };
    // First month of each season; one that begins in December goes on into the year after.
    let first = (i16::from(season) * 3 + if anchor.southern { 6 } else { 0 } - 1).rem_euclid(12) + 1;
    let month = |year: i16, month: i16| year * 12 + month;
    let now = month(published.year(), i16::from(published.month()));
    let begins = |year: i16| month(year, first);
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
fn turn_of_year(anchor: Anchor) -> Option<Moment> {
    let published = anchor.published?;
    let next = match anchor.direction {
        Some(Direction::Future) => published.year() + 1,
        Some(Direction::Past) => published.year(),
        None => published.year() + i16::from(published.month() > 6),
    };
    Some(Moment::Months((next - 1, 12), (next, 1)))
}
