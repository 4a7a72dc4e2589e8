//! The time that an article has come to tell of: a history goes on from paragraph to paragraph, and what it names without a
//! year is of its time until something close to publication is told, or a new section begins.
//!
//! Comes in: what has been resolved, and headings. Goes out: the last date of the history.

use jiff::civil::Date;

use crate::language::dates::{Class, Make, Unit};

use super::moment::Moment;
use super::resolve;
use super::scan::Match;

/// The last date of the history that an article tells.
#[derive(Debug, Default)]
pub(super) struct Era(Option<Moment>);

/// Days before publication up to which a date is of the present.
const PRESENT: i32 = 180;

/// Days before publication from which on a history is not left for the present with a mere heading.
const REMOTE: i32 = 15 * 365;

impl Era {
    /// The last date of the history.
    pub(super) fn story(&self) -> Option<Moment> {
        self.0
    }

    /// Goes on with a date that the narrator tells of.
    pub(super) fn follow(&mut self, matched: &Match, moment: Moment, published: Option<Date>) {
        let Some(days) = days_ago(moment, published) else { return };
        if days <= PRESENT {
            self.0 = None;
        } else if matched.slots.has(Class::Direction)
            && self.0.is_some_and(|last| last.last_day() < moment.first_day())
        {
            // "He told a podcast last year": the article has come closer to its day.
            self.0 = None;
        } else if moment.unit() <= Unit::Month && moment.unit() != Unit::Weekend {
            let dated = resolve::month(&matched.slots).is_some() || matched.rule.make == Make::Shift;
            if dated && (matched.slots.has(Class::Year) || self.0.is_some()) {
                self.0 = Some(moment);
            }
        }
    }

    /// Goes on to a new section.
    pub(super) fn pass_heading(&mut self, published: Option<Date>) {
        self.0 = self.0.filter(|last| days_ago(*last, published).is_some_and(|days| days > REMOTE));
    }
}

fn days_ago(moment: Moment, published: Option<Date>) -> Option<i32> {
    Some((published? - moment.last_day()?).get_days())
}
