//! Months and days without a year between two dates that have one: "The bill came out on 5 March 2024. … The house passed it
//! on 23 April. … It was signed on 4 February this year." A story told in order was there in the April between.
//!
//! Comes in: each date as it is resolved, and what the next one with a year says. Goes out: the year of one without.

use jiff::civil::Date;

use crate::enrich::document::Document;
use crate::language::dates::{Class, Unit};
use crate::text::TokenKind;

use super::moment::Moment;
use super::resolve;

/// The last date that has been told with its year, or that stands between two that are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bracket(Option<Opened>);

#[derive(Clone, Copy, Debug)]
struct Opened {
    day: Date,
    /// The token that it begins with.
    at: usize,
}

/// Tokens between two dates of one story: some paragraphs.
const REACH: usize = 250;

/// Days from the one to the other: beyond a year a month could be of either.
const LONGEST: i32 = 366;

/// Days before and after publication whose news an article may tell of anywhere.
const NEWS: i32 = 14;

impl Bracket {
    /// Goes on to `moment`, told with its year at the token `at`.
    pub(super) fn pass(&mut self, moment: Moment, at: usize) {
        if moment.unit() <= Unit::Month {
            self.0 = moment.first_day().map(|day| Opened { day, at }).or(self.0);
        }
    }

    /// The year of a `month`, or a `day` of it, that is named without one at the token `at`, where only one puts it between the
    /// last date and the next.
    pub(super) fn year(
        self,
        document: &Document,
        at: usize,
        (month, day): (i8, Option<i8>),
        published: Option<Date>,
    ) -> Option<i16> {
        let opened = self.0.filter(|opened| at - opened.at <= REACH)?;
        let published = published?;
        let of_year = |year: i16| match day {
            Some(day) => Date::new(year, month, day).ok(),
            None => Date::new(year, month, 1).ok().map(Date::last_of_month),
        };
        let is_news = |year: i16| of_year(year).is_some_and(|day| (published - day).get_days().abs() <= NEWS);
        if (-1..=1).any(|shift| is_news(published.year() + shift)) {
            return None;
        }
        let closes = next(document, at, published)?;
        if opened.day >= closes || (closes - opened.day).get_days() > LONGEST {
            return None;
        }
        let mut years = (opened.day.year()..=closes.year())
            .filter(|&year| of_year(year).is_some_and(|day| (opened.day..=closes).contains(&day)));
        let year = years.next()?;
        years.next().is_none().then_some(year)
    }
}

/// The last day of the month of the next date that has a year, behind the token `at`: "30 May 2023", "4 February this year".
fn next(document: &Document, at: usize, published: Date) -> Option<Date> {
    /// Tokens from a month to its year.
    const APART: usize = 4;
    let value = |at: usize, class: Class| {
        document.meanings(at).iter().find(|meaning| meaning.class == class).map(|meaning| meaning.value)
    };
    let year = |at: usize| {
        let token = document.tokens[at];
        if token.kind == TokenKind::Number {
            let year: i16 = document.word(at).parse().ok()?;
            return (1000..2200).contains(&year).then_some(year);
        }
        let this = value(at, Class::Unit) == Some(resolve::unit_value(Unit::Year))
            && value(at - 1, Class::Direction) == Some(0);
        this.then_some(published.year())
    };
    let end = document.tokens.len().min(at + REACH);
    (at + 2..end).find_map(|at| {
        let year = year(at)?;
        let month = (at.saturating_sub(APART)..at).rev().find_map(|at| {
            let capital = document.tokens[at].is_capitalised();
            value(at, Class::Month).or_else(|| value(at, Class::Homonym)).filter(|_| capital)
        })?;
        Some(Date::new(year, i8::try_from(month).ok()?, 1).ok()?.last_of_month())
    })
}
