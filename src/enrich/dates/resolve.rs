//! From a match to a value: what the words mean, given the day of publication and the passage so far.
//!
//! Comes in: a rule's slots and an [`Anchor`]. Goes out: a [`Reading`]. Must not know: text.
//!
//! `calendar` reads days and months by name, `period` parts of a year, `distance` what counts from another date,
//! `comparison` what a report is compared with.

use jiff::civil::{Date, DateTime};

use crate::edtf::Edtf;
use crate::enrich::DateKind;
use crate::language::dates::{AnchorKind, Class, Make, REFERENCES, Rule, Unit};

use super::calendar::{calendar, span, weekday};
use super::comparison::{Report, comparison};
use super::distance::shift;
use super::moment::Moment;
use super::named_day;
use super::period::{decade, part, season, turn_of_year};
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
    /// The last day that this paragraph has told of.
    pub day: Option<Date>,
    /// The last day that has been told of at all.
    pub any_day: Option<Date>,
    /// The day that a paragraph has come to which goes from one to the next ("the next morning"), some time before
    /// publication: its weekends and weekdays are those after it.
    pub told: Option<Date>,
    /// The same, where this paragraph tells of a year long past: its bare months are of that year.
    pub past: Option<Moment>,
    /// The date that this paragraph tells of as a story, be it long past or not.
    pub story: Option<Moment>,
    /// Whether that date stands in the same sentence.
    pub close: bool,
    /// The last year told of that is not that of publication, or that is written out.
    pub year: Option<i16>,
    /// The last year that this paragraph has named, whatever it said of it, for what heads the next sentence.
    pub named_year: Option<i16>,
    /// The last time of day that this paragraph has told of.
    pub clock: Option<DateTime>,
    /// What the article reports on.
    pub report: Report,
    /// Whether a figure is compared with the one of that time.
    pub compared: bool,
    /// Whether it is the month of what has come out, which is close to publication whatever the article tells of.
    pub recent: bool,
    /// Whether it is when something is done in the present: "is put to the vote on 16 October".
    pub present: bool,
    /// Where the clause looks.
    pub direction: Option<Direction>,
    /// Whether a verb says so beyond doubt.
    pub firm: bool,
    /// Whether the time lies behind for sure: "since 1 January".
    pub behind: bool,
    /// Whether a verb turns back behind the story: "had left".
    pub turned_back: bool,
    /// The year that heads the section.
    pub headed: Option<i16>,
    /// Whether summer is in January.
    pub southern: bool,
}

impl Anchor {
    /// Whether the clause surely looks ahead.
    pub(super) fn is_ahead(&self) -> bool {
        self.firm && self.direction == Some(Direction::Future)
    }
}

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

    /// The stretch of the calendar in EDTF.
    pub(super) fn edtf(&self) -> Option<Edtf> {
        let moment = self.moment?;
        match &self.value {
            _ if self.about => moment.about(),
            Some(timex) if self.kind == DateKind::Date && moment.is_spelt_alike() => {
                moment.edtf_as(timex.clone())
            }
            _ => moment.edtf(),
        }
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
        Make::Comparison => Reading::date(comparison(slots, rule.sign.unwrap_or(-1), anchor)),
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

/// Years from which on a distance counts as about so many.
const ROUND: i32 = 15;

/// Month of the slots, 1 to 12.
pub(super) fn month(slots: &Slots) -> Option<i8> {
    let month = slots.first(Class::Month).or(slots.first(Class::Homonym))?;
    i8::try_from(month).ok()
}

/// Whether the slots name a month and no day of it.
pub(super) fn is_month(slots: &Slots) -> bool {
    month(slots).is_some() && ![Class::Day, Class::Ordinal].iter().any(|class| slots.has(*class))
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

pub(super) fn unit_value(unit: Unit) -> i32 {
    Unit::ALL.iter().position(|known| *known == unit).and_then(|at| i32::try_from(at).ok()).unwrap_or(0)
}
