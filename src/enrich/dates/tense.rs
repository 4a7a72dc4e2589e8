//! Whether a clause looks back or ahead, from the verbs around an expression, and what the expression is to it.

use crate::language::dates::{Class, Roles};

use super::lexeme::{Lexeme, Pause};

/// Where a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// It tells what happened.
    Past,
    /// It tells what is to come.
    Future,
}

/// An expression among the lexemes of its block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    pub lexemes: &'a [Lexeme],
    /// Its first lexeme.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// How many lexemes stand before it in its sentence or quotation, [`CLAUSE`] at most.
    led: usize,
    /// What they do, and which classes they can be of (as bits): most of what is looked for among them is nowhere there.
    roles: Roles,
    classes: u64,
}

/// How far from the expression a verb may stand, in lexemes.
const REACH: usize = 14;

/// How far off a verb in the past leaves no doubt.
const CLOSE: usize = 10;

/// How far off a verb of saying is dated itself: "said late on Friday".
const ADJACENT: usize = 4;

/// How far before the expression a verb of publishing stands that it dates: "published in June".
const PUBLISHED: usize = 3;

/// How far before a participle its "be" stands.
const PASSIVE: usize = 3;

/// How far before a past form the word stands that makes it one of what is to come.
const FORESEEN: usize = 2;

/// How far before a plan the word stands that puts it into the past: "had been due to expire".
const PLANNED: usize = 5;

/// How far before what is to be done the word stands that undertakes it: "ordered the board to pay".
const UNDERTAKEN: usize = 4;

/// How far before the expression the word stands from which on something lasts.
const SINCE: usize = 4;

/// How far before the end of a stretch the word stands that begins it.
const STRETCH: usize = 6;

/// How far before the expression a word stands that compares with it.
const NEAR: usize = 5;

/// How far before the expression the word stands that turns at what it dates: "since a small steam eruption on 11 August".
const TURNED: usize = 7;

/// How far before the expression a figure stands that was measured then: "1.24 dollars a share, a year ago".
const MEASURED: usize = 8;

/// How far behind a day the word stands that tells what may come of what it owns.
const OWNED: usize = 4;

/// How far before the expression its sentence may begin. A text without a full stop is not read to its beginning from each of
/// its dates.
const CLAUSE: usize = 60;

/// Whether a lexeme is written in figures.
fn is_figure(lexeme: &Lexeme) -> bool {
    lexeme.value(Class::Count).is_some()
}

impl<'a> Around<'a> {
    /// The expression from the lexeme `start` up to `end`.
    pub(super) fn new(lexemes: &'a [Lexeme], start: usize, end: usize) -> Self {
        let (mut led, mut roles, mut classes) = (0, Roles::default(), 0);
        for lexeme in lexemes[..start].iter().rev().take(CLAUSE).take_while(|lexeme| !lexeme.ends_sentence())
        {
            led += 1;
            roles.add(lexeme.roles);
            classes |= lexeme.classes();
        }
        Self { lexemes, start, end, led, roles, classes }
    }

    /// Where the clause looks and whether that is beyond doubt; `None` where no verb says so. The nearest marker
    /// before the expression decides; at the head of a sentence, the first one after it.
    pub(super) fn direction(self) -> Option<(Direction, bool)> {
        // "by May": what follows the expression says nothing of it, unless the sentence opens so.
        let stretch = self.ends_stretch();
        let deadline = self.start > 0 && self.is(self.start - 1, Roles::DEADLINE) && !stretch;
        let led = self.led > 1;
        if self.is_scheduled() || self.is_put_off() || self.is_appointed() || self.owns_prospect() {
            return Some((Direction::Future, false));
        }
        let mut report = None;
        // What follows a clause about a noun is told of the noun: "the judge, who leaves in May, wrote".
        let aside = self.is_aside();
        // "The leases end on 31 December, and nobody has bid": another clause, where the date has one before it.
        let joins = |at: usize| self.lexemes.get(at).is_some_and(|next| next.value(Class::Joint).is_some());
        let goes_on =
            |at: usize, lexeme: &Lexeme| !(self.is_comma(lexeme) && (aside || led && joins(at + 1)));
        // "a comet, where in May it is to land": what leads up to a clause about a noun is another clause.
        let own = |at: usize, lexeme: &Lexeme| !(self.is_comma(lexeme) && self.is(at + 1, Roles::ASIDE));
        let (before, after) = (
            self.before().take(REACH).take_while(|(at, lexeme)| own(*at, lexeme)),
            self.after().take(REACH).take_while(|(at, lexeme)| goes_on(*at, lexeme)),
        );
        for (number, (at, lexeme)) in before.chain(after).enumerate() {
            if at >= self.end && (report.is_some() || deadline && led) {
                break;
            }
            let is = |roles: Roles| lexeme.roles.is(roles);
            if is(Roles::FUTURE) && !is(Roles::FIRM_FUTURE) && self.is_noun(at) {
                continue;
            }
            if is(Roles::PAST) && !is(Roles::REPORT) && self.is_attribute(at)
                || is(Roles::WEAK_FUTURE) && self.is_between_commas(at)
            {
                continue;
            }
            if is(Roles::PAST) && at > 0 && self.is(at - 1, Roles::INFINITIVE) {
                // "is to cut", "is to lay"
                continue;
            }
            if is(Roles::DEADLINE) && (at == self.end || stretch && at + 1 == self.start) {
                // "from Christmas until late January": what joins the ends of a stretch.
                continue;
            }
            if is(Roles::INFINITIVE) {
                if at > 0 && self.is(at - 1, Roles::PLAN_HEAD) {
                    return Some((Direction::Future, true));
                }
                if deadline && self.follows(at, Roles::UNDERTAKING, UNDERTAKEN) {
                    // "promised to pay by the end of May": that may be over or not.
                    return None;
                }
            } else if is(Roles::DOUBTFUL_FUTURE)
                && !(at > 0 && self.is(at - 1, Roles::PRESENT))
                && !self.is(at + 1, Roles::INFINITIVE)
            {
                return Some((Direction::Past, false));
            } else if is(Roles::REPORT) {
                // When something is said tells little of when it happens, unless that is what the expression dates.
                report = report.or(Some((Direction::Past, number < ADJACENT)));
                if number < ADJACENT && at < self.start {
                    break;
                }
            } else if is(Roles::WAIT) && self.was_awaited(at) {
                return Some((Direction::Past, true));
            } else if is(Roles::TIMETABLE)
                && !self.is_counted(at)
                && !(at > 0 && self.is(at - 1, Roles::INFINITIVE))
            {
                return Some((Direction::Future, true));
            } else if is(Roles::FUTURE) {
                let over = !is(Roles::FIRM_FUTURE) && self.follows(at, Roles::PLUPERFECT, PLANNED);
                return Some(if over {
                    (Direction::Past, true)
                } else {
                    // "is set for May"
                    let planned = is(Roles::WEAK_FUTURE) && at > 0 && self.is(at - 1, Roles::PRESENT);
                    (Direction::Future, planned || is(Roles::FIRM_FUTURE))
                });
            } else if is(Roles::PAST) && deadline && led && number >= CLOSE {
                // "has lent up to 90 million through January": too far off to say that January is over.
                return None;
            } else if is(Roles::PAST) {
                // "will be paid", "to be published", "until elections are held"
                let awaited = self.follows(at, Roles::PLAN_HEAD, 1) && self.follows(at, Roles::WAIT, NEAR);
                // "will remain closed", "will put"
                let foreseen = self.follows(at, Roles::FIRM_FUTURE, FORESEEN);
                return Some(if awaited || foreseen || self.follows(at, Roles::BARE, PASSIVE) {
                    (Direction::Future, true)
                } else {
                    (Direction::Past, number < CLOSE || at >= self.end)
                });
            }
        }
        report.or(deadline.then_some((Direction::Future, false)))
    }

    /// "the funeral is on Saturday": "is", a preposition, and the day.
    fn is_scheduled(self) -> bool {
        let lexeme = |back: usize| self.start.checked_sub(back).map(|at| &self.lexemes[at]);
        let leads = lexeme(1).is_some_and(|lead| lead.value(Class::Preposition).is_some());
        leads && lexeme(2).is_some_and(|verb| verb.roles.is(Roles::PLAN_HEAD))
    }

    /// "was postponed to 28 April": "to" stands before the day, and not far before that what puts off.
    fn is_put_off(self) -> bool {
        self.start > 0 && self.is(self.start - 1, Roles::INFINITIVE) && self.leads(Roles::POSTPONEMENT, REACH)
    }

    /// "A meeting has been called for 19 March": "for" stands before the day, and not far before that a perfect.
    fn is_appointed(self) -> bool {
        let perfect = |at: usize| self.is(at, Roles::PAST) && self.follows(at, Roles::PRESENT, PASSIVE);
        self.start > 0
            && self.is(self.start - 1, Roles::APPOINTMENT)
            && self.before().take(CLOSE).any(|(at, _)| perfect(at))
    }

    /// "in closed session", "the revised plan": a past form that describes a noun.
    fn is_attribute(self, at: usize) -> bool {
        let leads = [Class::Article, Class::Owner, Class::One, Class::Within];
        at > 0
            && leads.iter().any(|class| self.lexemes[at - 1].value(*class).is_some())
            && self.is_a_word(at + 1)
    }

    /// ", as planned,": a manner of speaking.
    fn is_between_commas(self, at: usize) -> bool {
        at > 1
            && self.is_comma(&self.lexemes[at - 2])
            && self.lexemes.get(at + 1).is_some_and(|next| self.is_comma(next))
    }

    /// "its plans": what somebody owns is no verb.
    fn is_noun(self, at: usize) -> bool {
        at > 0
            && [Class::Article, Class::Owner].iter().any(|class| self.lexemes[at - 1].value(*class).is_some())
    }

    /// "Friday's vote could undo it": whether the day owns what may come of it.
    fn owns_prospect(self) -> bool {
        let owner = |mark: &Lexeme| !mark.word && !mark.spaced && mark.pause == Pause::None;
        let mut what = self.lexemes.iter().skip(self.end + 1).take(OWNED).skip(1);
        self.lexemes.get(self.end).is_some_and(owner)
            && self.is_a_word(self.end + 1)
            && what.any(|lexeme| lexeme.value(Class::Prospect).is_some())
    }

    fn is_a_word(self, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| lexeme.word)
    }

    fn is_comma(self, lexeme: &Lexeme) -> bool {
        lexeme.pause == Pause::Comma
    }

    /// "by 112 votes to 97": what a number counts is no verb.
    fn is_counted(self, at: usize) -> bool {
        at > 0 && self.lexemes[at - 1].value(Class::Count).is_some()
    }

    fn is(self, at: usize, roles: Roles) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| lexeme.roles.is(roles))
    }

    /// Whether one of `roles` stands at most `reach` lexemes before the one at `at`: "had been due".
    fn follows(self, at: usize, roles: Roles, reach: usize) -> bool {
        self.lexemes[at.saturating_sub(reach)..at].iter().any(|lexeme| lexeme.roles.is(roles))
    }

    /// "did not answer until May": whether what waited until then did come.
    fn was_awaited(self, wait: usize) -> bool {
        let negated = self.lexemes[wait.saturating_sub(NEAR + 1)..wait]
            .iter()
            .any(|lexeme| lexeme.roles.is(Roles::NEGATION));
        let was = |at: usize| self.is(at, Roles::PAST) && !self.follows(at, Roles::BARE, PASSIVE);
        negated && (wait.saturating_sub(NEAR + 1)..wait).any(was)
    }

    /// Whether the expression dates a clause about a noun: "the fund, which had lent money in 2020, refused".
    pub(super) fn is_aside(self) -> bool {
        let mut clause = self.before().take_while(|(_, lexeme)| !self.is_comma(lexeme));
        (self.roles.is(Roles::ASIDE) || self.roles.is(Roles::WEAK_ASIDE))
            && clause.any(|(at, lexeme)| {
                lexeme.roles.is(Roles::ASIDE)
                    || (lexeme.roles.is(Roles::WEAK_ASIDE)
                        // "That came out in May": nothing that it would stand for.
                        && at > self.start - self.led
                        && self.is(at + 1, Roles::PAST))
            })
    }

    /// Whether the verb before the expression turns back behind the story: "had left in May".
    pub(super) fn is_turned_back(self) -> bool {
        self.leads(Roles::PLUPERFECT, CLOSE)
    }

    /// Whether what the expression dates has been done, as seen from today: "has brought visitors and, in March, a team".
    pub(super) fn is_seen_from_today(self) -> bool {
        let past = || self.before().take(CLOSE).find(|(_, lexeme)| lexeme.roles.is(Roles::PAST));
        self.roles.is(Roles::PERFECT)
            && past().is_some_and(|(at, _)| self.follows(at, Roles::PERFECT, PASSIVE))
    }

    /// "is put to the vote on 16 October": whether what the expression dates is done in the present.
    pub(super) fn is_done_now(self) -> bool {
        let past = || self.before().take(CLOSE).find(|(_, lexeme)| lexeme.roles.is(Roles::PAST));
        self.roles.is(Roles::PLAN_HEAD) && past().is_some_and(|(at, _)| self.follows(at, Roles::PLAN_HEAD, 1))
    }

    /// Whether the expression dates that somebody said something: "said in an interview last weekend".
    pub(super) fn is_said(self) -> bool {
        self.leads(Roles::REPORT, CLOSE)
    }

    /// "published in June": whether the expression dates what has come out, most likely of late.
    pub(super) fn is_published(self) -> bool {
        self.leads(Roles::PUBLICATION, PUBLISHED)
    }

    /// "since 1 January", "since his arrest on 4 May": whether the time lies behind, whatever else is said.
    pub(super) fn is_behind(self) -> bool {
        let mut phrase = self.before().take(TURNED).take_while(|(_, lexeme)| !self.is_comma(lexeme));
        self.roles.is(Roles::BEGINNING) && phrase.any(|(_, lexeme)| lexeme.roles.is(Roles::BEGINNING))
    }

    /// Whether something lasts from the expression on: "in office since 2022", "since records began in 1951", but not
    /// "from 4 to 6 May".
    pub(super) fn is_since(self) -> bool {
        self.leads(Roles::SINCE, SINCE) && !self.ends_range()
    }

    /// "4 to 6 May", "from 13 February to 3 March"
    fn ends_range(self) -> bool {
        let ends_date = |lexeme: &Lexeme| {
            [Class::Day, Class::Month, Class::Homonym, Class::Year]
                .iter()
                .any(|class| lexeme.value(*class).is_some())
        };
        self.start > 1
            && self.is(self.start - 1, Roles::INFINITIVE)
            && ends_date(&self.lexemes[self.start - 2])
    }

    /// "the three years to June 2023", "the year to 30 June": whether a span of time that is told of ends then.
    pub(super) fn closes_span(self) -> bool {
        let is_unit =
            |lexeme: &Lexeme| [Class::Unit, Class::Units].iter().any(|class| lexeme.value(*class).is_some());
        self.start > 1 && self.is(self.start - 1, Roles::INFINITIVE) && is_unit(&self.lexemes[self.start - 2])
    }

    /// Whether something is to be done by the expression: "would run out of money by June".
    pub(super) fn is_deadline(self) -> bool {
        self.led > 1 && self.start > 0 && self.is(self.start - 1, Roles::DEADLINE)
    }

    /// "from Christmas until late January": the other end of a stretch.
    fn ends_stretch(self) -> bool {
        let begins = |lexeme: &Lexeme| lexeme.roles.is(Roles::SINCE) && lexeme.roles.is(Roles::ORIGIN);
        self.roles.is(Roles::SINCE) && self.before().take(STRETCH).any(|(_, lexeme)| begins(lexeme))
    }

    /// Whether the expression is what something is compared with: "up from 40 in 1988", "than a year earlier".
    pub(super) fn is_compared(self) -> bool {
        (self.roles.is(Roles::COMPARISON) || self.roles.is(Roles::ORIGIN))
            && self.before().take(NEAR).any(|(at, lexeme)| {
                let figure = || at + 1 < self.start && !self.lexemes[at + 1].word;
                // "a case against 11 people": what compares has a figure of its own before it.
                let limits = lexeme.roles.is(Roles::LIMIT) && !lexeme.roles.is(Roles::SINCE);
                let measured = || {
                    !limits
                        || self
                            .before()
                            .skip_while(|(before, _)| *before >= at)
                            .any(|(_, lexeme)| is_figure(lexeme))
                };
                let origin = || lexeme.roles.is(Roles::ORIGIN) && measured() && !self.ends_range();
                lexeme.roles.is(Roles::COMPARISON) || (origin() && figure())
            })
    }

    /// Whether a figure stands shortly before the expression: "99 million a year ago".
    pub(super) fn is_measured(self) -> bool {
        self.classes & Class::Count.bit() != 0
            && self.before().take(MEASURED).any(|(_, lexeme)| lexeme.value(Class::Count).is_some())
    }

    /// Whether something goes on at the time of the expression: it opens its sentence or has "in" before it, and no
    /// "since" stands near.
    pub(super) fn is_setting(self) -> bool {
        // "by January 1945" limits what it dates, but the story has come to January.
        let limited = self.roles.is(Roles::LIMIT)
            && self.before().take(NEAR).skip(1).any(|(_, lexeme)| lexeme.roles.is(Roles::LIMIT));
        // "at the end of the 2023 session"
        let mut before = self.before().skip_while(|(_, lexeme)| lexeme.value(Class::Article).is_some());
        !limited && before.next().is_none_or(|(_, lexeme)| lexeme.roles.is(Roles::SETTING))
    }

    /// "In that year …": whether the expression heads its sentence, alone or behind a word.
    pub(super) fn heads_sentence(self) -> bool {
        self.led <= 1
    }

    /// "until May 2013, when it burned": whether a clause follows that tells what happened then.
    pub(super) fn opens_clause(self) -> bool {
        self.lexemes.get(self.end).is_some_and(|mark| self.is_comma(mark))
            && self.is(self.end + 1, Roles::OPENER)
    }

    /// Whether a word leads the expression that tells when something goes on: "over the weekend".
    pub(super) fn is_led(self) -> bool {
        let leads = |lexeme: &Lexeme| {
            lexeme.word && lexeme.roles.is(Roles::SETTING) && lexeme.value(Class::Joint).is_none()
        };
        self.before().next().is_some_and(|(_, lexeme)| leads(lexeme))
    }

    /// Whether the expression stands in the same sentence as the lexeme before `end`, not far behind it.
    pub(super) fn is_beside(self, end: usize) -> bool {
        self.start.saturating_sub(end) <= self.led
    }

    /// Whether something among the last `reach` lexemes before the expression plays one of `roles`.
    fn leads(self, roles: Roles, reach: usize) -> bool {
        self.roles.is(roles) && self.before().take(reach).any(|(_, lexeme)| lexeme.roles.is(roles))
    }

    /// What stands before the expression in its sentence or quotation, nearest first, [`CLAUSE`] lexemes at most.
    fn before(self) -> impl Iterator<Item = (usize, &'a Lexeme)> {
        (self.start - self.led..self.start).rev().map(move |at| (at, &self.lexemes[at]))
    }

    /// What stands behind it there.
    fn after(self) -> impl Iterator<Item = (usize, &'a Lexeme)> {
        let behind = self.lexemes.iter().enumerate().skip(self.end);
        behind.take_while(|(_, lexeme)| !lexeme.ends_sentence())
    }
}
