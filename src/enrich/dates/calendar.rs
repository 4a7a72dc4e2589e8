//! Days and months by their names: which year's they are.
//!
//! Comes in: a rule's slots and an [`Anchor`]. Goes out: a [`Moment`]. What names its year is of that year; what
//! does not is the nearest to publication that the verbs around it allow, or goes on in the year that the passage tells of.

use jiff::civil::Date;

use crate::language::dates::{AnchorKind, Class, Rule, Unit};

use super::moment::{Moment, add_days, monday};
use super::resolve::{Anchor, month, unit_value, year};
use super::scan::Slots;
use super::tense::Direction;

/// The outer option: whether it is a date at all; the inner: whether it can be resolved.
pub(super) fn calendar(slots: &Slots, anchor: Anchor) -> Option<Option<Moment>> {
    let past = past_told(anchor);
    let story = anchor.story.filter(|_| anchor.direction != Some(Direction::Future));
    if let Some(figures) = slots.first(Class::Figures) {
        let (year, month, day) = (figures / 10_000, figures / 100 % 100, figures % 100);
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        return Some(Some(Moment::Day(date.ok()?)));
    }
    let has_month = slots.has(Class::Month) || slots.has(Class::Homonym);
    let day = slots.first(Class::Day).or(slots.first(Class::Ordinal)).or(slots.first(Class::Numbered));
    let relative_year = slots.has(Class::Unit) && !slots.has(Class::Year) && slots.has(Class::Direction);
    if !has_month {
        if let Some(day) = day {
            return Some(i8::try_from(day).ok().and_then(|day| day_of_month(day, anchor)));
        }
        return Some(Some(Moment::Year(year(slots, anchor)?)));
    }
    let month = month(slots)?;
    if slots.first(Class::Direction) == Some(-1) && slots.holds(Class::Unit, unit_value(Unit::Day)) {
        return Some(last_of_month(slots, month, anchor));
    }
    let Some(day) = day else {
        let direction = slots.first(Class::Direction);
        let open = relative_year && year(slots, anchor).is_none();
        return if open { Some(None) } else { Some(month_told(slots, month, direction, anchor)) };
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
    if let (Some(sign), true) = (slots.first(Class::Anaphor), slots.has(Class::Unit)) {
        // "17 May of that year"
        let told = year_told(anchor, sign);
        let year = told.or(headed(anchor).and_then(|year| year.checked_add(i16::try_from(sign).ok()?)));
        return Some(year.and_then(|year| Date::new(year, month, day).ok()).map(Moment::Day));
    }
    let past = past.filter(|_| !is_soon(month, day, anchor));
    if let Some(year) = past.and_then(|past| year_in_passage(past, month, anchor)) {
        return Some(Date::new(year, month, day).ok().map(Moment::Day));
    }
    if let Some(day) = by_weekday(slots, month, day, anchor) {
        return Some(Some(Moment::Day(day)));
    }
    if let Some(year) = headed(anchor) {
        return Some(Date::new(year, month, day).ok().map(Moment::Day));
    }
    let nearest = nearest_day(month, day, anchor).map(Moment::Day);
    Some(story.and_then(|story| goes_on(story, month, Some(day), nearest, anchor)).or(nearest))
}

/// "The council voted in March 2023. The new plan is put to the vote on 16 October": whether a day is close ahead on which
/// something is done in the present, so that it is no day of a story long past.
fn is_soon(month: i8, day: i8, anchor: Anchor) -> bool {
    let ahead = |published: Date| Some((nearest_day(month, day, anchor)? - published).get_days());
    let days = anchor.published.filter(|_| anchor.present).and_then(ahead);
    days.is_some_and(|days| (0..=SOON).contains(&days))
}

/// Days ahead that an article looks to in the present.
const SOON: i32 = 60;

/// A month, as "in May" and "the second week of May" name it: of the year that is given, or of that of which the passage tells.
pub(super) fn month_told(slots: &Slots, month: i8, direction: Option<i32>, anchor: Anchor) -> Option<Moment> {
    if let Some(year) = year(slots, anchor) {
        return Some(Moment::Month(year, month));
    }
    if let Some(sign) = slots.first(Class::Anaphor)
        && let Some(narrative) = anchor.narrative
    {
        let year = if slots.has(Class::Unit) {
            year_told(anchor, sign)
        } else {
            year_of_month_beside(narrative, month, sign)
        };
        return year.map(|year| Moment::Month(year, month));
    }
    if direction.is_some() {
        return nearest_month(direction, month, anchor);
    }
    let told = past_told(anchor).and_then(|past| year_in_passage(past, month, anchor));
    if let Some(year) = told.or_else(|| headed(anchor)) {
        return Some(Moment::Month(year, month));
    }
    let nearest = nearest_month(None, month, anchor);
    let story = anchor.story.filter(|_| anchor.direction != Some(Direction::Future));
    story.and_then(|story| goes_on(story, month, None, nearest, anchor)).or(nearest)
}

/// "Monday, 17 June": the nearest to publication of the days that fall on that weekday.
fn by_weekday(slots: &Slots, month: i8, day: i8, anchor: Anchor) -> Option<Date> {
    let weekday = slots.first(Class::Weekday)? - 1;
    let published = anchor.published?;
    let falls = |date: &Date| i32::from(date.weekday().to_monday_zero_offset()) == weekday;
    let candidates = (-YEARS..=1).filter_map(|shift| Date::new(published.year() + shift, month, day).ok());
    candidates.filter(falls).min_by_key(|date| cost(i64::from((*date - published).get_days()), anchor))
}

/// Years back in which a day is looked for by its weekday.
const YEARS: i16 = 4;

/// "the last day of February"
fn last_of_month(slots: &Slots, month: i8, anchor: Anchor) -> Option<Moment> {
    let first = match year(slots, anchor).or(headed(anchor)) {
        Some(year) => Date::new(year, month, 1).ok()?,
        None => nearest_month(None, month, anchor)?.first_day()?,
    };
    Some(Moment::Day(first.last_of_month()))
}

/// The year that heads the section, for what its paragraph tells before it has told of another.
fn headed(anchor: Anchor) -> Option<i16> {
    let year = anchor.headed?;
    let elsewhere = anchor.story.and_then(Moment::first_day).is_some_and(|day| day.year() != year);
    (!elsewhere).then_some(year)
}

/// "The lock opened in September 2023. On 9 October the wall fell": the month or day as the story goes on to it, where
/// that is nearer to the story than the occurrence nearest to publication is to publication.
fn goes_on(
    story: Moment,
    month: i8,
    day: Option<i8>,
    nearest: Option<Moment>,
    anchor: Anchor,
) -> Option<Moment> {
    let year = year_in_passage(story, month, anchor)?;
    let moment = match day {
        Some(day) => Moment::Day(Date::new(year, month, day).ok()?),
        None => Moment::Month(year, month),
    };
    // "had not been paid since March", in a story: the last before it.
    if anchor.behind && anchor.turned_back && story.unit() <= Unit::Month {
        let is_later = moment.first_day() > story.first_day();
        return if is_later { moment.shift(Unit::Year, -1) } else { Some(moment) };
    }
    let (published, nearest) = (anchor.published?, nearest?);
    let apart = |from: Date, to: Date| (to - from).get_days();
    let after_story = apart(story.last_day()?, moment.first_day()?).max(0);
    let before_today = apart(nearest.last_day()?, published);
    // "at the end of the 2023 session, by a single vote on 22 June"
    if anchor.close && story.unit() == Unit::Year && before_today > 0 {
        return Some(moment);
    }
    // Of a year every month is.
    let back = if story.unit() < Unit::Year { BACK } else { 4 * BACK };
    (before_today > after_story + back && moment.last_day()? < published).then_some(moment)
}

/// Days by which a story has to be nearer than publication: what an article tells without a year it mostly tells of now.
const BACK: i32 = 45;

/// The date long past that the passage tells of; what is to come is not of its time.
pub(super) fn past_told(anchor: Anchor) -> Option<Moment> {
    anchor.past.filter(|_| anchor.direction != Some(Direction::Future))
}

/// "on the 5th": of the month that the passage tells of, or the next when that day is over; otherwise of that of publication.
fn day_of_month(day: i8, anchor: Anchor) -> Option<Moment> {
    let told = anchor.narrative.filter(|told| told.unit() <= Unit::Month);
    let from = told.and_then(Moment::first_day).or(anchor.published)?;
    let first = Date::new(from.year(), from.month(), 1).ok()?;
    let turns = told.is_some_and(|told| told.unit() < Unit::Month) && day < from.day();
    let month = if turns { add_days(first.last_of_month(), 1)? } else { first };
    Date::new(month.year(), month.month(), day).ok().map(Moment::Day)
}

/// The year that the passage tells of, or the one after or before it. Nobody calls the year of publication "that year".
pub(super) fn year_told(anchor: Anchor, sign: i32) -> Option<i16> {
    let narrative = anchor.narrative?;
    let now =
        narrative.first_day().zip(anchor.published).is_some_and(|(told, now)| told.year() == now.year());
    anchor.year.filter(|_| now && sign == 0).or_else(|| year_beside(narrative, sign))
}

/// The year of the date, or the one after or before it: "May of the following year".
pub(super) fn year_beside(narrative: Moment, sign: i32) -> Option<i16> {
    narrative.first_day()?.year().checked_add(i16::try_from(sign).ok()?)
}

/// The year of a month that is counted from a date: "the following April", "that September".
pub(super) fn year_of_month_beside(narrative: Moment, month: i8, sign: i32) -> Option<i16> {
    let day = narrative.first_day()?;
    let of_a_year = narrative.unit() >= Unit::Year;
    let turns = match sign {
        1 => of_a_year || month <= day.month(),
        -1 => of_a_year || month >= day.month(),
        _ => false,
    };
    if turns { year_beside(narrative, sign) } else { Some(day.year()) }
}

/// The year of a month that a passage about `past` goes on to: the same, or the next where the month comes before that of
/// the story, which goes on unless a verb turns it back ("had left in May").
fn year_in_passage(past: Moment, month: i8, anchor: Anchor) -> Option<i16> {
    let day = past.first_day()?;
    let turns = past.unit() < Unit::Year && month < day.month() && !anchor.turned_back;
    day.year().checked_add(i16::from(turns))
}

/// A date that lies so far before publication that the months told after it are of its time.
pub(super) fn long_past(date: Moment, published: Option<Date>) -> Option<Moment> {
    let end = date.shift(date.unit(), 1).or(Some(date))?.first_day()?;
    let days = (published? - end).get_days();
    (days > LONG_PAST).then_some(date)
}

/// Days; within them a month without a year is the one nearest to publication.
const LONG_PAST: i32 = 550;

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
    if anchor.behind && days > 0 {
        return days + NEVER;
    }
    days.abs() + if against { weight } else { 0 }
}

/// The same, where the tense leaves no doubt. News tells more often of the near future in the past tense ("talks
/// planned for") than the other way round.
const AGAINST_FIRM_PAST: i64 = 300;
const AGAINST_FIRM_FUTURE: i64 = 330;

/// More days than any candidate is off.
const NEVER: i64 = 10_000;

pub(super) fn nearest_month(wanted: Option<i32>, month: i8, anchor: Anchor) -> Option<Moment> {
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
                let against = against || anchor.behind && months > 0;
                let weight = match anchor.direction {
                    _ if anchor.behind => 100,
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

pub(super) fn span(slots: &Slots, anchor: Anchor) -> Option<Moment> {
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
    let first = match year(slots, anchor).or(headed(anchor)) {
        Some(year) => Date::new(year, month, first).ok()?,
        None => nearest_day(month, first, anchor)?,
    };
    let last = Date::new(first.year(), month, last).ok()?;
    (first < last).then_some(Moment::Days(first, last))
}

/// "the following Monday", "that Monday"; "the Monday" is the next after what the story has told of, or else the latest.
fn weekday_of_story(slots: &Slots, offset: i32, anchor: Anchor) -> Option<Date> {
    let definite = slots.has(Class::Article) && !slots.has(Class::Anaphor);
    let told =
        anchor.narrative.filter(|told| !definite || told.unit() < Unit::Month).and_then(Moment::first_day);
    let of_week = |day: Date| add_days(monday(day)?, offset);
    let (day, sign) = match (told, definite) {
        (Some(day), true) => (day, i32::from(of_week(day)? < day)),
        (Some(day), false) => (day, slots.first(Class::Anaphor).unwrap_or(0)),
        (None, true) => {
            (anchor.published?, if of_week(anchor.published?)? > anchor.published? { -1 } else { 0 })
        }
        (None, false) => return None,
    };
    let found = of_week(day)?;
    let turns = match sign {
        -1 => found >= day,
        1 => found <= day,
        _ => false,
    };
    if turns { add_days(found, 7 * sign) } else { Some(found) }
}

/// The day of a weekday; `None` where publication is unknown.
pub(super) fn weekday(rule: &Rule, slots: &Slots, anchor: Anchor) -> Option<Moment> {
    let offset = slots.first(Class::Weekday)? - 1;
    if rule.anchor == AnchorKind::Narrative {
        return weekday_of_story(slots, offset, anchor).map(Moment::Day);
    }
    let published = anchor.published?;
    if let Some(day) = anchor.told.filter(|_| !anchor.is_ahead())
        && !slots.has(Class::Direction)
    {
        let of_week = add_days(monday(day)?, offset)?;
        return if of_week < day { add_days(of_week, 7) } else { Some(of_week) }.map(Moment::Day);
    }
    let this_week = add_days(monday(published)?, offset)?;
    let in_week = |weeks: i32| add_days(this_week, 7 * weeks);
    let latest = || if this_week <= published { Some(this_week) } else { in_week(-1) };
    let day = match slots.first(Class::Direction) {
        Some(direction) if slots.has(Class::Unit) => in_week(direction),
        // Of the day before one says "yesterday" or its name alone.
        Some(-1) if (published - this_week).get_days() > 1 => Some(this_week),
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
