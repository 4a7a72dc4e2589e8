//! The quarter that an article reports on, and the part of the year before that it compares with: "the year-earlier
//! period", "the 1988 quarter", "from 99 million a year ago".
//!
//! Comes in: quarters as they are named, a rule's slots and an [`Anchor`]. Goes out: a [`Moment`]. A report goes on
//! telling of its quarter, whatever days and years it mentions on the way.

use jiff::civil::Date;

use crate::language::dates::{Class, Make, Unit};

use super::lexeme::Lexeme;
use super::moment::{Moment, add_days};
use super::period::quarter_at_hand;
use super::resolve::{Anchor, resolve, unit_value};
use super::scan::{Match, Slots};

/// What an article reports on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Report {
    /// The quarter.
    pub quarter: Option<Moment>,
    /// Whether a company counts it as its own, so that the calendar does not say when it ends.
    pub fiscal: bool,
    /// Whether the article says so ("the fiscal first quarter").
    pub named_fiscal: bool,
    /// Whether this paragraph has gone on to several months ("the first nine months").
    pub elsewhere: bool,
}

impl Report {
    /// Takes note of what a match named; `fiscal` where a company counts the quarters.
    pub(super) fn follow(
        &mut self,
        matched: &Match,
        moment: Option<Moment>,
        published: Option<Date>,
        fiscal: bool,
    ) {
        let make = matched.rule.make;
        if make == Make::Duration {
            let months = [Unit::Month, Unit::Quarter];
            self.elsewhere |= months.iter().any(|unit| matched.slots.holds(Class::Units, unit_value(*unit)));
        }
        let compares = matched.rule.sign.is_some();
        let (Make::Part, false, Some(moment @ Moment::Quarter(..)), Some(published)) =
            (make, compares, moment, published)
        else {
            return;
        };
        self.elsewhere = false;
        // Of two quarters the report is on the one that is over, and of those on the later.
        let rank = |quarter: Moment| {
            let first = quarter.first_day();
            let next = quarter.shift(Unit::Quarter, 1).and_then(Moment::first_day);
            (next.is_some_and(|next| next <= published), first)
        };
        if fiscal || self.quarter.is_none_or(|known| rank(moment) > rank(known)) {
            self.quarter = Some(moment);
            self.fiscal = fiscal;
            self.named_fiscal = matched.slots.has(Class::Fiscal);
        }
    }

    /// The quarter, where what is told since is of its year.
    pub(super) fn near(self, narrative: Option<Moment>) -> Option<Moment> {
        let first = self.quarter?.first_day()?;
        let near = |told: Date| (told - first).get_days().abs() <= NEAR;
        narrative.and_then(Moment::first_day).is_none_or(near).then_some(self.quarter?)
    }
}

/// Days between a quarter and what is told besides it.
const NEAR: i32 = 366;

/// The part of the year before, or of a year that is named, that a report compares with.
pub(super) fn comparison(slots: &Slots, sign: i32, anchor: Anchor) -> Option<Moment> {
    let names = |unit: Unit| slots.holds(Class::Unit, unit_value(unit));
    let quarter = || quarter_at_hand(anchor).map(|(year, quarter)| Moment::Quarter(year, quarter));
    let reported = anchor.report.near(anchor.narrative).filter(|_| !anchor.report.elsewhere);
    if let Some(year) = slots.first(Class::Year).and_then(|year| i16::try_from(year).ok()) {
        let told = matches!(anchor.narrative, Some(Moment::Quarter(..)));
        return match quarter()? {
            Moment::Quarter(_, number) if names(Unit::Quarter) || reported.is_some() || told => {
                Some(Moment::Quarter(year, number))
            }
            _ => Some(Moment::Year(year)),
        };
    }
    if names(Unit::Quarter) {
        return quarter()?.shift(Unit::Year, sign);
    }
    if names(Unit::Month) {
        let base = match anchor.narrative {
            Some(narrative) => Moment::around(narrative.first_day()?, Unit::Month)?,
            None => Moment::around(anchor.published?, Unit::Month)?.shift(Unit::Month, -1)?,
        };
        return base.shift(Unit::Year, sign);
    }
    let base = match (reported, anchor.narrative) {
        (Some(quarter), _) => quarter,
        // "Last year the loss was small. The year-earlier figure …": of a report it is still the year before its own.
        (None, Some(narrative)) if !anchor.report.elsewhere && !is_before_report(narrative, anchor) => {
            narrative
        }
        _ => Moment::Year(anchor.published?.year()),
    };
    let base = if base.unit() == Unit::Day { Moment::around(base.first_day()?, Unit::Year)? } else { base };
    base.shift(Unit::Year, sign)
}

/// Whether a year that is told of lies before the one that an article reports on.
fn is_before_report(narrative: Moment, anchor: Anchor) -> bool {
    let reported = anchor.report.quarter.and_then(Moment::first_day);
    matches!(narrative, Moment::Year(year) if reported.is_some_and(|day| year < day.year()))
}

/// "the quarter ended 30 September": the quarter whose middle lies half a quarter before that day.
pub(super) fn quarter_ended(
    matched: &Match,
    end: &Match,
    lexemes: &[Lexeme],
    anchor: Anchor,
) -> Option<Moment> {
    let names_quarter = matched.slots.holds(Class::Unit, unit_value(Unit::Quarter));
    let ends = matched.end + 1 == end.start && lexemes[matched.end].value(Class::Ends).is_some();
    // "the fiscal first quarter", and then "the quarter ended 30 September": the same.
    if matched.rule.make != Make::Shift || !names_quarter || !ends || anchor.report.fiscal {
        return None;
    }
    let Moment::Day(day) = resolve(end.rule, &end.slots, anchor)?.moment? else { return None };
    Moment::around(add_days(day, -HALF_A_QUARTER)?, Unit::Quarter)
}

/// Days.
const HALF_A_QUARTER: i32 = 45;
