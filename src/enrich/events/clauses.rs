//! A sentence cut into clauses, as far as a timeline entry needs it.
//!
//! Comes in: the tokens of a sentence. Goes out: [`Clause`]s that cover it. No parser: marks, words that open a
//! clause, and whether a verb follows them.

use std::borrow::Cow;
use std::ops::Range;

use crate::enrich::document::Document;
use crate::language::dates::{Class, List, NumberWord, Roles};
use crate::text::TokenKind;

use super::{Dated, lower};

/// What a clause is to its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClauseKind {
    /// States something of its own.
    Main,
    /// Opened by a conjunction ("since", "after").
    Subordinate,
    /// Opened by "which", "who", "where".
    Relative,
    /// "the pier, built in 1931, burned": a participle and what goes with it. Its subject is the noun before.
    Participle,
}

/// A clause. The main clause can be in pieces around others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// What it is.
    pub kind: ClauseKind,
    /// The word that opens it, where it is not main.
    pub opener: Option<usize>,
    /// Its subject, where that stands in the clause before ("annexed … and declared …").
    pub subject: Option<Range<usize>>,
    /// Its tokens, without the opener.
    pub pieces: Vec<Range<usize>>,
}

impl Clause {
    /// Whether it holds the token.
    pub(super) fn holds(&self, token: usize) -> bool {
        self.pieces.iter().any(|piece| piece.contains(&token))
    }

    /// From its first to its last token, whatever stands between its pieces.
    pub(super) fn extent(&self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| piece.start);
        start..self.pieces.last().map_or(start, |piece| piece.end)
    }

    /// Its tokens.
    pub(super) fn tokens(&self) -> impl Iterator<Item = usize> + '_ {
        self.pieces.iter().cloned().flatten()
    }
}

/// The clauses of a sentence, in the order in which they begin.
pub(super) fn clauses(document: &Document, sentence: Range<usize>, dates: &[Dated]) -> Vec<Clause> {
    let mut cutter = Cutter { document, dates, sentence: sentence.clone(), clauses: Vec::new(), main: 0 };
    cutter.clauses.push(Clause { kind: ClauseKind::Main, opener: None, subject: None, pieces: Vec::new() });
    let mut at = sentence.start;
    let mut from = at;
    while at < sentence.end {
        if let Some(region) = document.quoted_around(at)
            && region.open == at
        {
            at = region.end.max(at + 1);
            continue;
        }
        match cutter.opens(at) {
            Some(Opening::Main(next)) => {
                cutter.close_main(from..at);
                cutter.main = cutter.clauses.len();
                cutter.clauses.push(Clause {
                    kind: ClauseKind::Main,
                    opener: None,
                    subject: None,
                    pieces: Vec::new(),
                });
                (from, at) = (next, next);
            }
            Some(Opening::Other(kind, opener)) => {
                cutter.close_main(from..cutter.before_measure(from, at));
                let mut end = cutter.end_of(opener + 1);
                // "who left as chairman, director and editor in May": no verb follows, so the clause goes on.
                let dated = (opener + 1..end).any(|at| cutter.names_date(at));
                if kind == ClauseKind::Relative && !dated && !(end..sentence.end).any(|at| cutter.is_verb(at))
                {
                    end = cutter.without_stop(opener);
                }
                if kind == ClauseKind::Subordinate && opener > sentence.start {
                    end = cutter.beyond_apposition(opener + 1, end);
                }
                let pieces = std::iter::once(opener + 1..end).collect();
                let subject = (kind == ClauseKind::Participle).then(|| cutter.noun_before(opener)).flatten();
                cutter.clauses.push(Clause { kind, opener: Some(opener), subject, pieces });
                at = if end < sentence.end && cutter.document.word(end) == "," { end + 1 } else { end };
                from = at;
            }
            None => at += 1,
        }
    }
    cutter.close_main(from..sentence.end.max(from));
    cutter.clauses.retain(|clause| clause.pieces.iter().any(|piece| !piece.is_empty()));
    cutter.clauses.sort_by_key(|clause| clause.extent().start);
    cutter.clauses
}

enum Opening {
    /// A new main clause from this token on.
    Main(usize),
    /// A clause opened by this token.
    Other(ClauseKind, usize),
}

struct Cutter<'a> {
    document: &'a Document<'a>,
    dates: &'a [Dated],
    sentence: Range<usize>,
    clauses: Vec<Clause>,
    /// The main clause that is open.
    main: usize,
}

/// Tokens of a date that opens a clause.
const LONGEST_DATE: usize = 5;

/// Tokens of an apposition that a clause goes on after.
const LONGEST_APPOSITION: usize = 8;

/// Tokens of a noun phrase that a participle follows.
const LONGEST_NOUN: usize = 14;

impl Cutter<'_> {
    fn word(&self, at: usize) -> Cow<'_, str> {
        lower(self.document.word(at))
    }

    fn close_main(&mut self, piece: Range<usize>) {
        if !piece.is_empty() {
            self.clauses[self.main].pieces.push(piece);
        }
    }

    /// "failed in 2019, two years after it had opened": where the length begins that belongs to what opens at the token.
    fn before_measure(&self, from: usize, at: usize) -> usize {
        let is = |at: usize, classes: &[Class]| {
            let mut meanings = self.document.language.dates.meanings(&self.word(at)).iter();
            meanings.any(|meaning| classes.contains(&meaning.class))
        };
        if at <= from + 1 || self.word(at) == "," || !is(at - 1, &[Class::Unit, Class::Units]) {
            return at;
        }
        let counts = |at: usize| {
            let in_words = self.document.language.dates.word(&self.word(at));
            self.document.tokens[at].kind == TokenKind::Number
                || in_words.is_some_and(|word| word.number != NumberWord::None)
                || is(at, &[Class::Count, Class::One, Class::Vague, Class::Bound, Class::About, Class::Half])
                || self.document.is_in(at, List::Quantities)
                || self.document.plays(at, Roles::COMPARISON)
        };
        let mut start = at - 1;
        while start > from && counts(start - 1) {
            start -= 1;
        }
        let comma = usize::from(start > from && self.word(start - 1) == ",");
        if start == at - 1 { at } else { start - comma }
    }

    /// Whether a clause opens at the token.
    fn opens(&self, at: usize) -> Option<Opening> {
        if self.document.tokens[at].kind == TokenKind::Word && !self.document.known(at).tells() {
            return None;
        }
        let word = self.document.word(at);
        // "In 2014 – a year of drought – the wells ran dry": nothing has been told before the first dash.
        let parts = match word {
            ";" => (at + 1..self.sentence.end)
                .any(|at| self.is_verb(at) || self.document.is_in(at, List::Conditions)),
            ":" | "—" | "–" => !self.is_inside_date(at) && self.has_begun(at) && self.has_verb(at + 1),
            _ => false,
        };
        if parts && at > self.sentence.start {
            return Some(Opening::Main(at + 1));
        }
        let after_comma = at > self.sentence.start && self.document.word(at - 1) == ",";
        let heads = at == self.sentence.start;
        if after_comma
            && self.document.is_in(at, List::Relatives)
            && (self.has_verb(at + 1) || self.is_finite(at, at + 1))
        {
            return Some(Opening::Other(ClauseKind::Relative, at));
        }
        if word == "," && self.is_participle(at + 1) {
            return Some(Opening::Other(ClauseKind::Participle, at));
        }
        // "because of the storm" opens no clause.
        let opens = self.document.is_in(at, List::Subordinators) && !self.document.is_in(at + 1, List::Of);
        if opens && !self.leads_date(at) && !self.is_of_date(at) {
            let strong = !self.document.is_in(at, List::WeakSubordinators);
            if (heads || after_comma || strong) && self.has_verb(at + 1) {
                return Some(Opening::Other(ClauseKind::Subordinate, at));
            }
        }
        // ", but the talks failed": a subject of its own; ", but failed" goes on with the old one.
        // A list of subjects ("Ada, Bob and Cleo left") has no verb yet.
        if after_comma
            && self.document.is_in(at, List::Coordinators)
            && (self.has_begun(at) || self.begins_with_date(at + 1))
            && self.has_subject(at + 1)
        {
            return Some(Opening::Main(at + 1));
        }
        None
    }

    /// "Since 2010 the bridge has been closed": a word that opens clauses is a preposition before a date.
    fn leads_date(&self, at: usize) -> bool {
        let leads = self.document.is_in(at, List::Since) || self.document.is_in(at, List::Limits);
        let is_month = |at: usize| {
            let mut meanings = self.document.meanings(at).iter();
            meanings.any(|meaning| matches!(meaning.class, Class::Month | Class::Homonym))
        };
        leads
            && at + 1 < self.sentence.end
            && (is_month(at + 1)
                || self.is_lone_number(at + 1)
                || self.is_named_time(at + 1)
                || self.is_before_verb(at + 1)
                || self.is_before_subject(at + 1))
    }

    /// "after two postponements it is listed": a noun phrase and then the subject of the clause, with no verb between them.
    fn is_before_subject(&self, at: usize) -> bool {
        const LONGEST: usize = 5;
        let is_pronoun =
            |at: usize| self.document.is_in(at, List::Pronouns) || self.document.is_in(at, List::Leaning);
        let phrase = at..self.sentence.end.min(at + LONGEST);
        let end = phrase.clone().find(|&at| is_pronoun(at) || self.is_verb(at));
        end.is_some_and(|end| {
            end > at && is_pronoun(end) && end + 1 < self.sentence.end && self.is_verb(end + 1)
        })
    }

    /// "fees paid since 2020 must be refunded", "those closed since 1 March stay closed": a verb cannot have the date before
    /// it for its subject.
    fn is_before_verb(&self, at: usize) -> bool {
        let goes_on = |end: usize| end < self.sentence.end && self.is_verb(end);
        self.dates.iter().any(|date| date.tokens.start == at && goes_on(date.tokens.end))
    }

    /// "two weeks after that": a word of a date, if not its first.
    fn is_of_date(&self, at: usize) -> bool {
        self.dates.iter().any(|date| date.tokens.start < at && date.tokens.contains(&at))
    }

    /// "since early May": a date in words that nothing belongs to.
    fn is_named_time(&self, at: usize) -> bool {
        let number = self.document.tokens[at].kind == TokenKind::Number;
        let owns = |end: usize| {
            self.document.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Possessive)
        };
        !number && self.dates.iter().any(|date| date.tokens.start == at && !owns(date.tokens.end))
    }

    /// "who retires in May": a word right after a relative pronoun that ends as verbs in the present do.
    fn is_finite(&self, relative: usize, at: usize) -> bool {
        let words = &self.document.language.dates.events;
        at < self.sentence.end && self.document.is_in(relative, List::SubjectRelatives) && {
            let (token, word) = (self.document.tokens[at], self.word(at));
            token.kind == TokenKind::Word
                && !token.is_capitalised()
                && words.finite_endings.iter().any(|ending| word.ends_with(ending.as_str()))
        }
    }

    /// Whether a participle with a date begins at the token, after a noun, and the verb of that noun follows it:
    /// "the pier, built in 1931, burned".
    fn is_participle(&self, at: usize) -> bool {
        if at >= self.sentence.end || self.document.tokens[at].is_capitalised() {
            return false;
        }
        if !self.document.plays(at, Roles::PAST) || self.document.is_in(at, List::States) {
            return false;
        }
        let end = self.end_of(at);
        end + 1 < self.sentence.end
            && self.document.word(end) == ","
            && self.is_verb(end + 1)
            && self.dates.iter().any(|date| (at..end).contains(&date.tokens.start))
            && self.noun_before(at - 1).is_some()
    }

    /// The noun phrase that ends before the comma: back to where its clause begins.
    fn noun_before(&self, comma: usize) -> Option<Range<usize>> {
        let from = self.sentence.start;
        let opens = |at: usize| {
            let token = self.document.tokens[at];
            self.document.is_in(at, List::Articles)
                || (token.is_capitalised() && !self.document.is_in(at, List::DateLeads))
        };
        let breaks = |at: usize| {
            matches!(self.document.word(at), ";" | ":" | "—" | "(")
                || (self.document.is_in(at, List::Coordinators)
                    && at > from
                    && self.document.word(at - 1) == ",")
        };
        let start = (from..comma).rev().find(|&at| breaks(at)).map_or(from, |at| at + 1);
        let noun = start..comma;
        (!noun.is_empty()
            && noun.len() <= LONGEST_NOUN
            && opens(start)
            && self.document.tokens[comma - 1].kind != TokenKind::Mark
            && !noun.clone().any(|at| self.is_verb(at) || self.document.is_in(at, List::Subordinators)))
        .then_some(noun)
    }

    /// Where a clause ends that an apposition interrupts: "when she asked whether the heir, by then a man of forty, would
    /// sign".
    fn beyond_apposition(&self, from: usize, comma: usize) -> usize {
        let is_comma = |at: &usize| self.document.word(*at) == ",";
        if comma >= self.sentence.end || !is_comma(&comma) {
            return comma;
        }
        let begun = (from..comma).rev().find(|&at| self.document.is_in(at, List::Conditions));
        if (begun.unwrap_or(from)..comma).any(|at| self.is_verb(at)) {
            // What follows is told of another subject; a date between commas is still this one's.
            let dated = self.dates.iter().find(|date| date.tokens.start == comma + 1);
            return dated.map(|date| date.tokens.end).filter(|&end| is_comma(&end)).unwrap_or(comma);
        }
        let reach = comma + 1..self.sentence.end.min(comma + 1 + LONGEST_APPOSITION);
        match reach.into_iter().find(is_comma) {
            Some(second)
                if second + 1 < self.sentence.end
                    && !(comma..second).any(|at| self.is_verb(at))
                    && self.is_verb(second + 1) =>
            {
                self.end_of(second + 1)
            }
            _ => comma,
        }
    }

    /// A number that no noun follows which it counts: "since 2010 the bridge", not "after 40 boats sank".
    fn is_lone_number(&self, at: usize) -> bool {
        let four = self.document.tokens[at].kind == TokenKind::Number && self.document.word(at).len() == 4;
        let next = at + 1;
        let opens = || {
            let lists = [List::Articles, List::Pronouns, List::Leaning];
            self.document.word(next) == "," || lists.iter().any(|&list| self.document.is_in(next, list))
        };
        four && (next >= self.sentence.end || opens())
    }

    /// ", and in 2014 the board sold it"
    fn begins_with_date(&self, at: usize) -> bool {
        at < self.sentence.end
            && self.document.is_in(at, List::DateLeads)
            && self.dates.iter().any(|date| date.tokens.start == at + 1)
    }

    /// Whether a verb stands before the token `at` in its sentence.
    fn has_begun(&self, at: usize) -> bool {
        (self.sentence.start..at).any(|at| self.is_verb(at))
    }

    /// Whether a finite verb stands between `from` and the next comma.
    fn has_verb(&self, from: usize) -> bool {
        (from..self.end_of(from)).any(|at| self.is_verb(at))
    }

    fn is_verb(&self, at: usize) -> bool {
        let token = self.document.tokens[at];
        if token.kind != TokenKind::Word || (token.is_capitalised() && at != self.sentence.start) {
            return false;
        }
        let known = self.document.known(at);
        let roles = known.roles;
        roles.is(Roles::PAST)
            || roles.is(Roles::PRESENT)
            || roles.is(Roles::FUTURE)
            || known.lists.has(List::Modals)
    }

    /// Whether a noun phrase and then a verb follow, not merely a date ("and in 2002 became").
    fn has_subject(&self, from: usize) -> bool {
        let end = self.end_of(from);
        let beyond = || self.beyond_apposition(from, end);
        let verb =
            (from..end).find(|&at| self.is_verb(at)).or_else(|| (end..beyond()).find(|&at| self.is_verb(at)));
        verb.is_some_and(|verb| {
            (from..verb).any(|at| !self.is_time(at) && !self.document.is_in(at, List::DateLeads))
        })
    }

    /// Where a clause that is opened at `from` ends: at the next comma outside dates and quotations (a clause at
    /// the head of its sentence always ends there), a semicolon, or the end of the sentence.
    fn end_of(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.sentence.end {
            if let Some(region) = self.document.quoted_around(at) {
                at = region.end.max(at + 1);
                continue;
            }
            if self.document.tokens[at].kind == TokenKind::Mark {
                let mark = self.document.word(at);
                let closes = || !self.is_inside_date(at) && !self.ends_date(from, at);
                if matches!(mark, ";" | "—") || (mark == "," && closes()) {
                    return at;
                }
            }
            at += 1;
        }
        self.sentence.end
    }

    /// The end of the sentence that the token `from` stands in, without its stop, or the semicolon before it.
    fn without_stop(&self, from: usize) -> usize {
        let breaks = |at: &usize| matches!(self.document.word(*at), ";" | "—");
        (from..self.sentence.end).find(breaks).unwrap_or(self.sentence.end)
    }

    /// "when, 20 years ago, the wall fell": a comma after a date that opens its clause.
    fn ends_date(&self, from: usize, comma: usize) -> bool {
        comma > from && comma - from <= LONGEST_DATE && (from..comma).all(|at| self.is_time(at))
    }

    /// Whether a word is a number, a month or a day of the week.
    fn names_date(&self, at: usize) -> bool {
        let token = self.document.tokens[at];
        let named = |class: Class| matches!(class, Class::Month | Class::Homonym | Class::Weekday);
        let mut meanings = self.document.meanings(at).iter();
        token.kind == TokenKind::Number
            || token.is_capitalised() && meanings.any(|meaning| named(meaning.class))
    }

    /// Whether a word is a number or can stand in an expression of time.
    fn is_time(&self, at: usize) -> bool {
        let token = self.document.tokens[at];
        let mut meanings = self.document.meanings(at).iter();
        token.kind == TokenKind::Number || meanings.any(|meaning| meaning.class < Class::Owner)
    }

    /// "December 4, 2025", "10:30": a mark between two numbers.
    fn is_inside_date(&self, comma: usize) -> bool {
        let is_number = |at: usize, digits: &[usize]| {
            let number = self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
            number && digits.contains(&self.document.word(at).len())
        };
        let after: &[usize] = if self.document.word(comma) == "," { &[4] } else { &[1, 2] };
        comma > self.sentence.start && is_number(comma - 1, &[1, 2]) && is_number(comma + 1, after)
    }
}
