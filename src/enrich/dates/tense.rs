//! Whether a clause looks back or ahead, from the verbs around an expression, and what the expression is to it.

use crate::language::dates::{Class, Dates, Words};

use super::lexeme::Lexeme;
use super::scan;

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
    pub text: &'a str,
    pub lexemes: &'a [Lexeme],
    /// Its first lexeme.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    pub language: &'a Dates,
}

/// How far from the expression a verb may stand, in lexemes.
const REACH: usize = 14;

/// How far off a verb in the past leaves no doubt.
const CLOSE: usize = 8;

/// How far off a verb of saying is dated itself: "said late on Friday".
const ADJACENT: usize = 4;

/// How far before the expression a word stands that compares with it.
const NEAR: usize = 5;

impl<'a> Around<'a> {
    /// Where the clause looks and whether that is beyond doubt; `None` where no verb says so. The nearest marker
    /// before the expression decides; at the head of a sentence, the first one after it.
    pub(super) fn direction(self) -> Option<(Direction, bool)> {
        let mut lower = String::new();
        let tense = &self.language.tense;
        // "by May": what follows the expression says nothing of it.
        let deadline = self.start > 0 && self.is_one_of(self.start - 1, &tense.deadlines, &mut lower);
        let mut report = None;
        let (before, after) = (self.before().take(REACH), self.after().take(REACH));
        for (number, (at, lexeme)) in before.chain(after).enumerate() {
            if at >= self.end && (report.is_some() || deadline) {
                break;
            }
            if !lexeme.word && lexeme.value(Class::Preposition).is_none() {
                continue;
            }
            self.lower(lexeme, &mut lower);
            if tense.infinitive.contains(&lower) {
                if at > 0 && self.is_one_of(at - 1, &tense.plan_heads, &mut lower) {
                    return Some((Direction::Future, true));
                }
            } else if tense.doubtful_future.contains(&lower)
                && !(at > 0 && self.is_one_of(at - 1, &tense.present, &mut lower))
                && !self.lexemes.get(at + 1).is_some_and(|_| self.is_one_of(at + 1, &tense.infinitive, &mut lower))
            {
                return Some((Direction::Past, false));
            }
            self.lower(lexeme, &mut lower);
            if tense.reports.contains(&lower) {
                // When something is said tells little of when it happens, unless that is what the expression dates.
                report = report.or(Some((Direction::Past, number < ADJACENT)));
                if number < ADJACENT && at < self.start {
                    break;
                }
            } else if tense.future.contains(&lower) {
                let over = tense.weak_future.contains(&lower) && self.follows(at, &tense.pluperfect, &mut lower);
                self.lower(lexeme, &mut lower);
                return Some(if over {
                    (Direction::Past, true)
                } else {
                    (Direction::Future, tense.firm_future.contains(&lower))
                });
            } else if tense.is_past(&lower) {
                // "will be paid", "to be published"
                let ahead = self.follows(at, &tense.bare, &mut lower);
                return Some(if ahead {
                    (Direction::Future, true)
                } else {
                    (Direction::Past, number < CLOSE || at >= self.end)
                });
            }
        }
        report.or(deadline.then_some((Direction::Future, false)))
    }

    fn is_one_of(self, at: usize, words: &Words, lower: &mut String) -> bool {
        self.lower(&self.lexemes[at], lower);
        words.contains(lower.as_str())
    }

    /// Whether one of `words` stands at most three lexemes before the one at `at`: "had been due".
    fn follows(self, at: usize, words: &Words, lower: &mut String) -> bool {
        self.lexemes[at.saturating_sub(3)..at].iter().any(|lexeme| {
            self.lower(lexeme, lower);
            words.contains(lower.as_str())
        })
    }

    /// Whether the expression is what something is compared with: "up from 40 in 1988", "than a year earlier".
    pub(super) fn is_compared(self) -> bool {
        let mut lower = String::new();
        let tense = &self.language.tense;
        self.before().take(NEAR).any(|(at, lexeme)| {
            self.lower(lexeme, &mut lower);
            let figure = at + 1 < self.start && !self.lexemes[at + 1].word;
            tense.comparisons.contains(&lower) || (figure && tense.origins.contains(&lower))
        })
    }

    /// Whether something goes on at the time of the expression: it opens its sentence or has "in" before it, and no
    /// "since" stands near.
    pub(super) fn is_setting(self) -> bool {
        let mut lower = String::new();
        let events = &self.language.events;
        let mut limited = self.before().take(NEAR);
        if limited.any(|(_, lexeme)| {
            self.lower(lexeme, &mut lower);
            events.since.contains(&lower) || events.limits.contains(&lower)
        }) {
            return false;
        }
        self.before().next().is_none_or(|(_, lexeme)| {
            self.lower(lexeme, &mut lower);
            self.language.tense.settings.contains(&lower)
        })
    }

    /// What stands before the expression in its sentence or quotation, nearest first.
    fn before(self) -> impl Iterator<Item = (usize, &'a Lexeme)> {
        self.within((0..self.start).rev())
    }

    fn after(self) -> impl Iterator<Item = (usize, &'a Lexeme)> {
        self.within(self.end..self.lexemes.len())
    }

    fn within(self, range: impl Iterator<Item = usize>) -> impl Iterator<Item = (usize, &'a Lexeme)> {
        let ends = move |lexeme: &Lexeme| {
            scan::ends_sentence(lexeme, self.text) || scan::is_quote(lexeme, self.text)
        };
        range.map(move |at| (at, &self.lexemes[at])).take_while(move |(_, lexeme)| !ends(lexeme))
    }

    fn lower(self, lexeme: &Lexeme, into: &mut String) {
        into.clear();
        for c in lexeme.span.of(self.text).chars() {
            if c == '’' { into.push('\'') } else { into.extend(c.to_lowercase()) }
        }
    }
}
