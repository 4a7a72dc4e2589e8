//! What the passage has told so far: the date it speaks of, its days and hours, the history it belongs to.
//!
//! Comes in: each block and each expression as it is resolved. Goes out: the [`Anchor`] of the next.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use crate::enrich::document::Document;
use crate::enrich::findings::DateKind;
use crate::language::dates::{AnchorKind, Class, Make, Unit};
use crate::text::BlockKind;

use super::bracket::Bracket;
use super::comparison::Report;
use super::era::Era;
use super::heading::Headed;
use super::moment::{self, Moment};
use super::resolve::{self, Anchor, Reading};
use super::scan::Match;
use super::tense::{Around, Direction};
use super::{calendar, time};

/// What has been told so far.
#[derive(Default)]
pub(super) struct Passage {
    /// The date that the passage speaks of.
    date: Option<Moment>,
    /// Whether this very block gave it.
    own: bool,
    /// Whether something is said to go on then, so that what follows may go on in its year.
    setting: bool,
    /// Where it ends among the lexemes of its block.
    end: usize,
    /// The last year told of that is not that of publication, or that is written out.
    year: Option<i16>,
    /// The last year that this block has named, whatever it said of it.
    named_year: Option<i16>,
    /// The last day that this block has told of.
    day: Option<Date>,
    /// The last day that has been told of, in an aside too.
    any_day: Option<Date>,
    /// The day that a paragraph has come to which names its days with their weekdays, well before publication.
    chain: Option<Date>,
    /// Whether this block has named such a day.
    linked: bool,
    /// The date of the last clause about a noun, and where it ends among the lexemes of its block.
    aside: Option<(Moment, usize)>,
    /// The last time of day that this block has told of.
    clock: Option<DateTime>,
    /// Whether this block goes from one day to the next.
    steps: bool,
    /// What the article reports on.
    pub(super) report: Report,
    /// The days that the article has named so far, by month and day, with their years.
    days: BTreeMap<(i8, i8), i16>,
    /// The history that the article tells.
    era: Era,
    /// The year that heads the section.
    headed: Headed,
    /// The last date with a year.
    bracket: Bracket,
}

impl Passage {
    /// Goes on to a block.
    pub(super) fn begin(&mut self, kind: BlockKind, heading: bool, published: Option<Date>) {
        if !kind.is_running() {
            (self.date, self.chain, self.any_day) = (None, None, None);
        }
        if heading {
            self.era.pass_heading(published);
        }
        if !std::mem::take(&mut self.linked) {
            self.chain = None;
        }
        (self.own, self.steps, self.report.elsewhere) = (false, false, false);
        (self.day, self.clock, self.aside, self.named_year) = (None, None, None, None);
    }

    /// Leaves a block, which may be a heading of this `level` that begins with a date.
    pub(super) fn end(&mut self, level: Option<u8>, date: Option<Moment>) {
        if let Some(level) = level {
            self.headed.pass(level, date);
        }
    }

    /// What the expression `around` is resolved against, where its clause `looks` back or ahead; `quoted`, whether somebody is
    /// quoted with it.
    pub(super) fn anchor(
        &self,
        around: Around<'_>,
        looks: Option<(Direction, bool)>,
        quoted: bool,
        anchor: Anchor,
    ) -> Anchor {
        let story = self.date.filter(|date| self.own && self.setting && date.unit() <= Unit::Year);
        // A section that has a year for its heading tells of that year.
        let elsewhere = self.own || self.headed.year().is_some() || quoted || anchor.recent;
        let history = self.era.story().filter(|_| !elsewhere);
        let story = story.or(history).filter(|_| !(around.is_seen_from_today() || anchor.recent));
        let aside = self.aside.filter(|(_, end)| around.is_beside(*end)).map(|(date, _)| date);
        // "1969: For most of the 1950s … That autumn": a decade is looked back on, where a year heads the section.
        let headed = self.headed.year().map(Moment::Year);
        Anchor {
            narrative: aside.or(self.date).filter(|date| date.unit() <= Unit::Year).or(headed).or(self.date),
            day: self.day,
            any_day: self.any_day,
            clock: self.clock,
            told: self.day_told(anchor.published).or(self.chain),
            past: story.and_then(|date| calendar::long_past(date, anchor.published)),
            story,
            close: self.own && around.is_beside(self.end),
            year: self.year,
            named_year: self.named_year.filter(|_| around.heads_sentence()),
            report: self.report,
            compared: around.is_compared() || around.is_measured(),
            behind: around.is_behind(),
            present: around.is_done_now(),
            turned_back: around.is_turned_back(),
            headed: self.headed.year(),
            direction: looks.map(|(direction, _)| direction),
            firm: looks.is_some_and(|(_, firm)| firm),
            ..anchor
        }
    }

    /// Goes on with an expression that has been resolved against `anchor`; `ends`, whether what follows says that it ended then,
    /// `quoted`, whether somebody is quoted with it.
    pub(super) fn follow(
        &mut self,
        matched: &Match,
        reading: &Reading,
        around: Around<'_>,
        (anchor, ends, quoted): (Anchor, bool, bool),
    ) {
        let published = anchor.published;
        if let (Some(_), Some(Moment::Day(day))) = (resolve::month(&matched.slots), reading.moment) {
            self.days.insert((day.month(), day.day()), day.year());
        }
        let fiscal = matched.slots.has(Class::Fiscal) || ends;
        self.report.follow(matched, reading.moment, published, fiscal);
        if let Some(moment) = reading.moment
            && tells_the_story(matched, reading.kind, moment, self.date)
            // "The weekend boat" is a boat.
            && (matched.rule.unit != Some(Unit::Weekend) || around.is_led())
            && !quoted
            && !around.is_compared()
        {
            self.tell(matched, moment, around, anchor);
        }
        if let (Some(Moment::Day(day)), false) =
            (reading.moment, quoted || around.is_compared() || around.is_since())
        {
            self.any_day = Some(day);
        }
        self.link(matched, reading.moment, published);
        self.clock = time::clock(reading).or(self.clock);
        self.step(matched, reading.moment);
    }

    /// Goes on to a time of day whose day has only now been told.
    pub(super) fn tell_time(&mut self, time: &Reading) {
        self.clock = time::clock(time).or(self.clock);
    }

    /// Goes on to a date that the narrator tells of.
    fn tell(&mut self, matched: &Match, moment: Moment, around: Around<'_>, anchor: Anchor) {
        let aside = around.is_aside();
        if !aside {
            self.era.follow(matched, moment, anchor.published);
        }
        if let Some(year) = moment.first_day().map(Date::year)
            && (matched.slots.has(Class::Year) || anchor.published.is_some_and(|day| day.year() != year))
        {
            self.year = Some(year);
        }
        if matched.slots.has(Class::Year) {
            self.named_year = moment.first_day().map(Date::year);
        }
        // What is to be done by then is not when the story goes on, unless it has not begun.
        let is_ahead = || moment.last_day().zip(anchor.published).is_some_and(|(last, today)| last > today);
        let lasts = around.is_since() || self.own && around.is_deadline() && is_ahead();
        // "it had been wetter in 2017", "he said last weekend", in a story of another time.
        let passes_by = self.date.is_some_and(|date| {
            around.is_turned_back() && matches!(moment, Moment::Year(_)) && matched.slots.has(Class::Year)
                || around.is_said() && is_news(moment, anchor) && !is_news(date, anchor)
        });
        // "that autumn", "the next day", "two months later": the story goes on, in a clause about a noun too.
        let told = matched.slots.first(Class::Anaphor).is_some_and(|sign| sign >= 0)
            || matched.rule.anchor == AnchorKind::Narrative && matched.rule.sign == Some(1);
        if aside && !told {
            self.aside = Some((moment, matched.end));
        }
        if self.date.is_some() && (lasts || passes_by || around.closes_span() || aside && !told) {
            return;
        }
        // A month without a year goes on too.
        let yearless = ![Class::Year, Class::ShortYear].iter().any(|class| matched.slots.has(*class));
        let goes_on = self.setting && anchor.past.is_some() && yearless;
        let full = matches!(moment, Moment::Day(_)) && matched.slots.has(Class::Year);
        let setting = told || !aside && (goes_on || full || around.is_setting() || around.opens_clause());
        (self.date, self.own, self.setting, self.end) = (Some(moment), true, setting, matched.end);
        if let Moment::Day(day) = moment {
            self.day = Some(day);
        }
    }

    /// Notes whether the block goes from day to day ("the next morning"), or has come back to publication ("last week").
    fn step(&mut self, matched: &Match, moment: Option<Moment>) {
        if matched.rule.anchor == AnchorKind::Narrative {
            self.steps |= matches!(moment, Some(Moment::Day(_)));
        } else if matched.rule.make == Make::Shift && matched.rule.unit != Some(Unit::Weekend) {
            self.steps = false;
        }
    }

    /// See [`Anchor::told`].
    fn day_told(&self, published: Option<Date>) -> Option<Date> {
        let date = self
            .date
            .filter(|date| self.own && self.steps && matches!(date, Moment::Day(_) | Moment::Weekend(_)));
        let day = date?.first_day()?;
        (published? > moment::add_days(day, 7)?).then_some(day)
    }

    /// Notes a day that is named with its weekday ("Friday, 13 September"), where that is well past, and the weekdays that follow it.
    fn link(&mut self, matched: &Match, moment: Option<Moment>, published: Option<Date>) {
        let day = moment.and_then(|moment| if let Moment::Day(day) = moment { Some(day) } else { None });
        let long_ago = |day: Date| published.is_some_and(|published| (published - day).get_days() > CHAINED);
        if matched.slots.has(Class::Weekday) {
            let dated = resolve::month(&matched.slots).is_some();
            self.chain = day.filter(|day| (dated || self.chain.is_some()) && long_ago(*day));
            self.linked = true;
        } else if matched.rule.make == Make::Shift && matched.rule.anchor == AnchorKind::Published {
            self.chain = None;
        }
    }

    /// Goes on to a month or a day, told at the token `at` with its year.
    pub(super) fn open_bracket(&mut self, matched: &Match, reading: &Reading, quoted: bool, at: usize) {
        if let Some(moment) = reading.moment.filter(|_| !quoted && is_told_in_full(matched)) {
            self.bracket.pass(moment, at);
        }
    }

    /// The year of a month or a day that is named without one at the token `at`, between two dates that have theirs.
    pub(super) fn year_between(
        &self,
        matched: &Match,
        (document, at): (&Document, usize),
        published: Option<Date>,
    ) -> Option<i16> {
        let slots = &matched.slots;
        let dated = [
            Class::Year,
            Class::ShortYear,
            Class::Unit,
            Class::Figures,
            Class::Anaphor,
            Class::Direction,
            Class::Weekday,
        ];
        if !matches!(matched.rule.make, Make::Calendar | Make::TwoDays)
            || dated.iter().any(|class| slots.has(*class))
        {
            return None;
        }
        let day = slots.first(Class::Day).or(slots.first(Class::Ordinal));
        let day = day.and_then(|day| i8::try_from(day).ok());
        self.bracket.year(document, at, (resolve::month(slots)?, day), published)
    }

    /// The year of a day that is named without one, where the article has named that day before. The first of a month
    /// is left out: things begin on it every year.
    pub(super) fn known_year(&self, matched: &Match) -> Option<i32> {
        let slots = &matched.slots;
        let dated = [Class::Year, Class::ShortYear, Class::Unit, Class::Figures];
        if matched.rule.make != Make::Calendar || dated.iter().any(|class| slots.has(*class)) {
            return None;
        }
        let month = resolve::month(slots)?;
        let day = slots.first(Class::Day).or(slots.first(Class::Ordinal)).filter(|day| *day > 1)?;
        self.days.get(&(month, i8::try_from(day).ok()?)).map(|year| i32::from(*year))
    }
}

/// Whether a month or a day is told with its year.
fn is_told_in_full(matched: &Match) -> bool {
    let slots = &matched.slots;
    resolve::month(slots).is_some()
        && (slots.has(Class::Year) || slots.has(Class::Unit) && slots.has(Class::Direction))
}

/// Whether a date is of the weeks around publication, when people say what an article quotes.
fn is_news(moment: Moment, anchor: Anchor) -> bool {
    let day = moment.last_day().filter(|_| moment.unit() <= Unit::Week);
    day.zip(anchor.published).is_some_and(|(day, published)| (published - day).get_days() <= NEWS)
}

/// Days before publication that are news.
const NEWS: i32 = 14;

/// Days from which on what is named with its weekday is a story of its own.
const CHAINED: i32 = 14;

/// Whether what follows can count from this date: not from a comparison with an earlier one.
fn tells_the_story(matched: &Match, kind: DateKind, moment: Moment, before: Option<Moment>) -> bool {
    let names_a_day = matched.slots.has(Class::Weekday) || resolve::month(&matched.slots).is_some();
    let steps = matched.rule.anchor == AnchorKind::Narrative && matches!(moment, Moment::Day(_));
    let is_date = kind == DateKind::Date || (kind == DateKind::Time && (names_a_day || steps));
    let goes_on = || before.is_none_or(|before| before.first_day() <= moment.first_day());
    // "a year ago", in a passage about a quarter, is what that is compared with.
    let names_quarter = matched.slots.holds(Class::Unit, resolve::unit_value(Unit::Quarter));
    let compares =
        matched.rule.make == Make::Shift && matches!(moment, Moment::Quarter(..)) && !names_quarter;
    is_date
        && matched.rule.make != Make::Comparison
        && ((matched.rule.anchor == AnchorKind::Published && !compares) || goes_on())
}
