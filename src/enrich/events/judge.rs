//! Whether a clause tells of an event on a date, and how surely.
//!
//! Comes in: a clause and the date in it. Goes out: a [`Verdict`] or none. What speaks for an event is a verb in the
//! past or a firm plan; what speaks against it is a limit ("before 2022"), a condition, a mere possibility, a state.
//!
//! `verbs` tells what the verbs of a clause say, `nouns` which dates are those of a noun, `role` what a date is to its clause.

use std::ops::Range;

use jiff::civil::Date;

use crate::edtf::{Edtf, Precision};
use crate::enrich::document::Document;
use crate::language::dates::{List, Roles};
use crate::language::lexicon::Class;
use crate::text::TokenKind;

use super::clauses::{Clause, ClauseKind};
use super::limit;
use super::lower;
use super::nouns::owns_happening;
use super::role::{Role, role, was_awaited};
use super::verbs::{Verbs, verbs};

/// That something is an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    /// Probability, 0 to 1.
    pub confidence: f32,
    /// Name of the rule.
    pub rule: &'static str,
}

/// "the invasion of 2022"
pub(super) const NOUN_PHRASE: Verdict = Verdict { confidence: 0.55, rule: "noun-of-date" };

/// "Tuesday’s meeting": a noun alone, which does not say what happened.
pub(super) const BARE_NOUN: Verdict = Verdict { confidence: 0.4, rule: "noun-of-date" };

/// A clause of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement<'a> {
    pub document: &'a Document<'a>,
    pub clauses: &'a [Clause],
    pub at: usize,
    pub published: Option<Date>,
    /// Whether a section with a date for its heading tells it.
    pub chronicle: bool,
    /// Whether the date is a time of day.
    pub timed: bool,
}

impl Statement<'_> {
    /// The verdict on the clause and a date in it.
    pub(super) fn verdict(self, date: &Range<usize>, edtf: &Edtf) -> Option<Verdict> {
        clause(self, date, edtf)
    }
}

fn clause(statement: Statement, date: &Range<usize>, edtf: &Edtf) -> Option<Verdict> {
    let Statement { document, clauses, at, published, chronicle, .. } = statement;
    let clause = &clauses[at];
    let words = &document.language.dates.events;
    let opener = clause.opener.filter(|_| clause.kind == ClauseKind::Subordinate);
    let opener = opener.map(|opener| lower(document.word(opener)));
    // "before the mill closed in 2019", but not "before the mill closes"
    let came_about = opener.as_ref().is_some_and(|word| words.fulfilled_subordinators.contains(&**word));
    if opener.is_some_and(|word| !words.factual_subordinators.contains(&*word)) && !came_about {
        return None;
    }
    let mut role = role(document, clause.extent().start, date);
    // "1962: The guilds agree on a truce under which neither may build.", "By 2026: …"
    let entered = chronicle && is_entry(document, date);
    // "shortly after 4 a.m. on Sunday" is on Sunday.
    let beside = statement.timed && limit::is_beside(document, date.start);
    if role == Role::Limit && (beside || entered) {
        role = Role::Free;
    }
    if role == Role::Limit && !limit::is_reached(document, date.start) {
        return None;
    }
    if clause.kind == ClauseKind::Relative && is_tenure(document, date, edtf) {
        return None;
    }
    let verbs = verbs(document, clause, date);
    // "will not be paid until July": it will be in July.
    let awaited = || {
        let limit = date.start.checked_sub(1);
        limit.is_some_and(|limit| was_awaited(document, clause.extent().start..limit, limit))
    };
    if verbs.denied && !(verbs.future && awaited()) {
        return None;
    }
    let promised = role == Role::Limit && limit::is_promised(document, clause.extent().start..date.start);
    if role == Role::Limit {
        if !limit::is_met(statement, &verbs, date, edtf) {
            return None;
        }
        role = Role::Free;
    }
    let is_ahead = || edtf.earliest().is_some_and(|day| published.is_some_and(|published| day > published));
    let settled = verbs.event || entered || verbs.obliged && is_ahead();
    if verbs.condition || verbs.forecast || verbs.modal && !settled {
        return None;
    }
    // "The board meets tonight."
    let is_tonight = || statement.timed && edtf.earliest().is_some_and(|day| Some(day) == published);
    // "until the lease ends on 30 June": a day that is fixed.
    let is_fixed = || {
        let ends = |at: usize| document.known(at).roles.is(Roles::TIMETABLE);
        edtf.precision() == Precision::Day && is_ahead() && clause.tokens().any(ends)
    };
    if came_about && (!verbs.event || verbs.modal || verbs.future || verbs.present) && !is_fixed() {
        return None;
    }
    if role == Role::Since && !is_ahead() && is_no_beginning(document, clause, &verbs) {
        return None;
    }
    let mut verdict = if promised {
        Verdict { confidence: 0.5, rule: "reported-plan" }
    } else if verbs.future || verbs.obliged && !verbs.possible && is_ahead() {
        Verdict { confidence: 0.7, rule: "planned" }
    } else if verbs.event && verbs.modal {
        Verdict { confidence: 0.5, rule: "reported-plan" }
    } else if verbs.event {
        Verdict { confidence: 0.85, rule: STATED }
    } else if verbs.state {
        // What was so in a year is a tenure or a mood; what was so on a day mostly happened.
        let confidence = match edtf.precision() {
            _ if brings_a_sum(document, clause) => 0.61,
            precision if precision >= Precision::Month => 0.5,
            _ => 0.4,
        };
        Verdict { confidence, rule: "state" }
    } else if (verbs.present || verbs.none() && edtf.precision() >= Precision::Month)
        && !is_meant_for(document, date.start)
        && (is_ahead() || verbs.present && is_tonight())
    {
        // "takes effect in May", "lapses on 31 May": a verb that the language does not list is one of the present.
        Verdict { confidence: 0.6, rule: "planned" }
    } else if role == Role::Since && dates_from(document, date.start) {
        Verdict { confidence: 0.65, rule: "beginning" }
    } else if verbs.none() && is_title(document, date, edtf) {
        return None;
    } else if (verbs.passive
        || chronicle && clause.extent().len() >= date.len() + SHORTEST_ENTRY
        || heads(document, clause, date) && !(verbs.modal || verbs.present && !is_entry(document, date)))
        && (edtf.precision() >= Precision::Month && !is_years(edtf) || chronicle)
        && edtf.latest().is_none_or(|day| published.is_none_or(|published| day < published))
    {
        // "Last month a keeper is killed": a story told in the present.
        let confidence = if entered { 0.6 } else { 0.5 };
        Verdict { confidence, rule: "told-in-present" }
    } else {
        return None;
    };
    if role == Role::Since && is_apposition(document, clause, date) {
        return None;
    }
    match clause.kind {
        ClauseKind::Main => {}
        ClauseKind::Subordinate => verdict.confidence -= 0.1,
        ClauseKind::Relative | ClauseKind::Participle => verdict.confidence -= 0.15,
    }
    let of_a_day = edtf.precision() == Precision::Day && role == Role::Free;
    if verbs.pluperfect && role == Role::Since
        || verbs.perfect && (role == Role::Since || !(verbs.event || of_a_day))
    {
        // "had been under its control since 2014" tells what lasts, not what happened; "has lost forty jobs this year" and the
        // beginning of "has been in force since 2006" may be worth an entry: an editor is asked.
        let confidence = match role {
            _ if verbs.pluperfect => 0.3,
            Role::Since => 0.56,
            _ => 0.46,
        };
        verdict = Verdict { confidence, rule: "lasting" };
    }
    match role {
        // "Tuesday’s meeting" dates the meeting; what is said of it mostly happened then too.
        Role::Owner if verbs.perfect || verbs.future => return None,
        Role::Owner if !owns_happening(document, date) => {
            // "Friday’s trading was slow", but "today’s readers"
            if !(verbs.event && edtf.precision() >= Precision::Month && opens(document, clause, date)) {
                return None;
            }
            verdict.confidence = LEAST;
        }
        Role::Owner => verdict.confidence -= 0.3,
        Role::Since => verdict.confidence -= 0.15,
        Role::Limit | Role::Free => {}
    }
    if edtf.is_approximate() {
        verdict.confidence -= 0.25;
    }
    match edtf.precision() {
        Precision::Decade | Precision::Century => verdict.confidence -= 0.2,
        Precision::Year => verdict.confidence -= 0.05,
        _ => {}
    }
    (verdict.confidence >= LEAST).then_some(verdict)
}

/// "The wages have not been paid since May", "will be the longest since 1989": what nothing began with.
fn is_no_beginning(document: &Document, clause: &Clause, verbs: &Verbs) -> bool {
    let negated = || clause.tokens().any(|at| document.plays(at, Roles::NEGATION));
    verbs.perfect && negated() || verbs.future && !(verbs.perfect || verbs.event)
}

/// "had sales of $40 million": whether a clause tells what a time brought, as a sum of money.
fn brings_a_sum(document: &Document, clause: &Clause) -> bool {
    let sums = |at: usize| document.is_in(at, List::Sums);
    let is_sum = |at: usize| document.tokens[at].kind == TokenKind::Number && (sums(at - 1) || sums(at + 1));
    clause.tokens().any(|at| {
        document.is_in(at, List::Results) && (at + 1..clause.extent().end.min(at + BROUGHT)).any(is_sum)
    })
}

/// Tokens from "had" to its sum.
const BROUGHT: usize = 8;

/// Whether a date is when its clause happens, not a limit of that or since when.
pub(super) fn is_free(document: &Document, start: usize, date: &Range<usize>) -> bool {
    role(document, start, date) == Role::Free
}

/// "90 million for 2026 and 2027": whether the date at `start`, or the list it ends, is what something is meant for;
/// "called for 2026" is when it is to be.
pub(super) fn is_meant_for(document: &Document, start: usize) -> bool {
    let words = &document.language.dates.events;
    let lists = |at: &usize| {
        document.tokens[*at].kind == TokenKind::Number || document.is_in(*at, List::Coordinators)
    };
    let lead = (0..start).rev().find(|at| !lists(at));
    let planned = |at: usize| {
        let word = lower(document.word(at));
        let tense = &document.language.dates.tense;
        tense.is_past(&word) || tense.future.contains(&*word) || words.happenings.contains(&*word)
    };
    // "For 2026 the board set aside …" begins a sentence.
    let heads = |at: usize| document.sentences[document.sentence_of(at)].tokens.start == at;
    lead.is_some_and(|at| document.is_in(at, List::Purposes) && !heads(at) && !(at > 0 && planned(at - 1)))
}

/// The rule of what is told to have happened.
pub(super) const STATED: &str = "stated";

/// Whether a clause without a date tells of something that happened, once: no plan, no condition.
pub(super) fn happened(document: &Document, clause: &Clause) -> bool {
    let verbs = verbs(document, clause, &(0..0));
    (verbs.event || (verbs.perfect && verbs.state)) && !verbs.future && !verbs.condition && !verbs.modal
}

/// Whether a clause can be the entry of a day that its heading gives: it tells what happened, in the past or the present.
pub(super) fn may_have_happened(document: &Document, clause: &Clause) -> bool {
    let verbs = verbs(document, clause, &(0..0));
    !(verbs.future || verbs.condition || verbs.modal || verbs.forecast)
}

/// What stands below a heading that is a date.
pub(super) const UNDER_HEADING: Verdict = Verdict { confidence: 0.6, rule: "heading" };

/// Below this nothing is worth an editor's look.
const LEAST: f32 = 0.4;

/// The most that a second date in one clause is worth: whose it is takes a parser.
pub(super) const SECOND: f32 = 0.4;

/// The most that the day of a quotation is worth: it dates that somebody spoke, and the quotation has its own place.
pub(super) const SPOKEN: f32 = 0.45;

/// What is left to a statement that leans on the sentence before it: an event, but no entry as it stands.
pub(super) const LEANING: f32 = 0.3;

/// "who led the fleet from 2011 to 2015": years that somebody did something, told in passing.
fn is_tenure(document: &Document, date: &Range<usize>, edtf: &Edtf) -> bool {
    let words = &document.language.dates.events;
    let goes_on = document.tokens.get(date.end).is_some_and(|_| {
        let word = lower(document.word(date.end));
        words.range_joints.contains(&*word) && !words.coordinators.contains(&*word)
    });
    edtf.precision() == Precision::Year && goes_on || is_years(edtf)
}

/// Whether a date is a stretch of whole years.
fn is_years(edtf: &Edtf) -> bool {
    edtf.precision() == Precision::Interval
        && edtf.earliest().zip(edtf.latest()).is_some_and(|(first, last)| {
            first.day_of_year() == 1 && last.month() == 12 && last.day() == 31 && first.year() < last.year()
        })
}

/// "the museum dates from 1992", "dates back to 1992"
fn dates_from(document: &Document, start: usize) -> bool {
    let beginnings = &document.language.dates.events.beginnings;
    (start.saturating_sub(LED)..start).any(|at| beginnings.contains(&*lower(document.word(at))))
}

/// Tokens from a verb of beginning to the date.
const LED: usize = 3;

/// "the sponsor since 1961", behind a comma and up to the next or the end: a tenure in passing, "the highest since 1983".
fn is_apposition(document: &Document, clause: &Clause, date: &Range<usize>) -> bool {
    let extent = clause.extent();
    let open = (extent.start..date.start).rev().find(|&at| document.word(at) == ",");
    let closed = document.tokens.get(date.end).is_none_or(|_| matches!(document.word(date.end), "," | "."));
    let is_verb = |at: usize| document.plays(at, Roles::PAST) || document.plays(at, Roles::PRESENT);
    // ", a loaf baked since the 1980s", ", paid for by a loan and delayed since 2021,"
    let participial = |open: usize| {
        let noun = document.is_in(open + 1, List::Articles);
        noun && (open..date.start).all(|at| !is_verb(at) || at + 2 == date.start)
            || closed && document.plays(open + 1, Roles::PAST)
    };
    open.is_some_and(|open| participial(open) || closed && !(open..date.start).any(is_verb))
}

/// "On 19 March a fire stops the mill", "March 2020: Carmakers cancel orders": whether a date heads its sentence, before
/// a clause of some length.
fn heads(document: &Document, clause: &Clause, date: &Range<usize>) -> bool {
    let extent = clause.extent();
    let sentence = &document.sentences[document.sentence_of(date.start)];
    extent.start == sentence.tokens.start
        && (extent.start..date.start).all(|at| document.is_in(at, List::DateLeads))
        && extent.end.saturating_sub(date.end)
            >= if is_entry(document, date) { SHORTEST_ENTRY } else { SHORTEST }
}

/// "2018: The land sale": a title, which heads what follows. With a day it is an entry.
fn is_title(document: &Document, date: &Range<usize>, edtf: &Edtf) -> bool {
    let block = document.sentences[document.sentence_of(date.start)].block;
    let entry = edtf.precision() == Precision::Day && is_entry(document, date);
    document.is_title(&document.blocks[block]) && !entry
}

/// "March 2020: …": an entry of a chronicle.
pub(super) fn is_entry(document: &Document, date: &Range<usize>) -> bool {
    document.tokens.get(date.end).is_some_and(|_| matches!(document.word(date.end), ":" | "–" | "—"))
}

/// Tokens of a clause that can tell something without a verb that the language lists.
const SHORTEST: usize = 4;

/// Tokens of what stands after the date of a chronicle's entry, the mark between them included.
const SHORTEST_ENTRY: usize = 2;

/// Whether a date opens its clause.
fn opens(document: &Document, clause: &Clause, date: &Range<usize>) -> bool {
    let before = (clause.extent().start..date.start).rev().find(|&at| !document.is_in(at, List::Articles));
    // "said Monday’s vote was lost"
    before
        .is_none_or(|at| document.plays(at, Roles::REPORT) || document.lexemes[at].is(Class::Complementiser))
}
