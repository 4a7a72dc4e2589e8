//! Whether a clause tells of an event on a date, and how surely.
//!
//! Comes in: a clause and the date in it. Goes out: a [`Verdict`] or none. What speaks for an event is a verb in the
//! past or a firm plan; what speaks against it is a limit ("before 2022"), a condition, a mere possibility, a state.

use std::ops::Range;

use jiff::civil::Date;

use crate::edtf::{Edtf, Precision};
use crate::enrich::document::Document;
use crate::text::TokenKind;

use super::clauses::{Clause, ClauseKind};
use super::lower;

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
}

impl Statement<'_> {
    /// The verdict on the clause and a date in it.
    pub(super) fn verdict(self, date: &Range<usize>, edtf: &Edtf) -> Option<Verdict> {
        clause(self, date, edtf)
    }
}

fn clause(statement: Statement, date: &Range<usize>, edtf: &Edtf) -> Option<Verdict> {
    let Statement { document, clauses, at, published } = statement;
    let clause = &clauses[at];
    let words = &document.language.dates.events;
    if let Some(opener) = clause.opener
        && clause.kind == ClauseKind::Subordinate
        && !words.factual_subordinators.contains(&*lower(document.word(opener)))
    {
        return None;
    }
    let role = role(document, clause.extent().start, date);
    if role == Role::Limit {
        return None;
    }
    let verbs = verbs(document, clause, date);
    if verbs.condition || (verbs.modal && !verbs.event) {
        return None;
    }
    let mut verdict = if verbs.future {
        Verdict { confidence: 0.7, rule: "planned" }
    } else if verbs.event && verbs.modal {
        Verdict { confidence: 0.5, rule: "reported-plan" }
    } else if verbs.event {
        Verdict { confidence: 0.85, rule: STATED }
    } else if verbs.state {
        // What was so in a year is a tenure or a mood; what was so on a day mostly happened.
        let day = edtf.precision() >= Precision::Month;
        Verdict { confidence: if day { 0.5 } else { 0.4 }, rule: "state" }
    } else if verbs.present
        && !is_meant_for(document, date.start)
        && edtf.earliest().is_some_and(|day| published.is_some_and(|published| day > published))
    {
        // "takes effect in May"
        Verdict { confidence: 0.6, rule: "planned" }
    } else {
        return None;
    };
    match clause.kind {
        ClauseKind::Main => {}
        ClauseKind::Subordinate => verdict.confidence -= 0.1,
        ClauseKind::Relative => verdict.confidence -= 0.15,
    }
    let of_a_day = edtf.precision() == Precision::Day && role == Role::Free;
    if verbs.pluperfect && role == Role::Since
        || verbs.perfect && (role == Role::Since || !(verbs.event || of_a_day))
    {
        // "under its control since 2014" tells what lasts, not what happened.
        verdict = Verdict { confidence: 0.3, rule: "lasting" };
    }
    match role {
        // "Tuesday’s meeting" dates the meeting; what is said of it mostly happened then too.
        Role::Owner if verbs.perfect || verbs.future || !owns_happening(document, date) => return None,
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

/// "90 million for 2026 and 2027": whether the date at `start`, or the list it ends, is what something is meant for.
fn is_meant_for(document: &Document, start: usize) -> bool {
    let words = &document.language.dates.events;
    let lists = |at: &usize| {
        document.tokens[*at].kind == TokenKind::Number
            || words.coordinators.contains(&*lower(document.word(*at)))
    };
    let lead = (0..start).rev().find(|at| !lists(at));
    lead.is_some_and(|at| words.purposes.contains(&*lower(document.word(at))))
}

/// The rule of what is told to have happened.
pub(super) const STATED: &str = "stated";

/// Whether a clause without a date tells of something that happened, once: no plan, no condition.
pub(super) fn happened(document: &Document, clause: &Clause) -> bool {
    let verbs = verbs(document, clause, &(0..0));
    (verbs.event || (verbs.perfect && verbs.state)) && !verbs.future && !verbs.condition && !verbs.modal
}

/// Below this nothing is worth an editor's look.
const LEAST: f32 = 0.4;

/// The most that a second date in one clause is worth: whose it is takes a parser.
pub(super) const SECOND: f32 = 0.4;

/// The most that the day of a quotation is worth: it dates that somebody spoke, and the quotation has its own place.
pub(super) const SPOKEN: f32 = 0.45;

/// What is left to a statement that leans on the sentence before it: an event, but no entry as it stands.
pub(super) const LEANING: f32 = 0.3;

/// What a date is to its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// When it happens.
    Free,
    /// Up to when, or beyond when.
    Limit,
    /// From when on.
    Since,
    /// "Tuesday’s meeting"
    Owner,
}

fn role(document: &Document, start: usize, date: &Range<usize>) -> Role {
    let words = &document.language.dates.events;
    let mut before = date.start;
    while before > start {
        before -= 1;
        let word = lower(document.word(before));
        if words.limits.contains(&*word) {
            return if was_awaited(document, start..before, &word) { Role::Free } else { Role::Limit };
        }
        if words.since.contains(&*word) {
            return Role::Since;
        }
        if !words.articles.contains(&*word) {
            break;
        }
    }
    let comparisons = &document.language.dates.tense.comparisons;
    let near = date.start.saturating_sub(COMPARED).max(start)..date.start;
    if near.into_iter().any(|at| comparisons.contains(&*lower(document.word(at)))) {
        // "compared with the same month last year"
        return Role::Limit;
    }
    let owns = document.tokens.get(date.end).is_some_and(|token| token.kind == TokenKind::Possessive);
    if owns { Role::Owner } else { Role::Free }
}

/// "did not answer until May": it did in May.
fn was_awaited(document: &Document, before: Range<usize>, limit: &str) -> bool {
    let tense = &document.language.dates.tense;
    let near = before.end.saturating_sub(AWAITED).max(before.start)..before.end;
    tense.waits.contains(limit)
        && near.into_iter().any(|at| tense.negations.contains(&*lower(document.word(at))))
}

/// Tokens from a negation to the limit that ends it.
const AWAITED: usize = 6;

/// Whether a date is that of the noun before it: "bonds due 1 March", "holders of record 15 May".
pub(super) fn adjunct(document: &Document, date: &Range<usize>) -> bool {
    let language = &document.language.dates;
    let Some(before) = date.start.checked_sub(1) else { return false };
    let follows_be = || {
        (before.saturating_sub(2)..before).any(|at| {
            let word = lower(document.word(at));
            language.tense.plan_heads.contains(&*word)
                || language.events.states.contains(&*word)
                || language.tense.bare.contains(&*word)
        })
    };
    language.events.adjuncts.contains(&*lower(document.word(before))) && !follows_be()
}

/// Tokens from a word that compares to the date it compares with.
const COMPARED: usize = 4;

/// Whether what the date owns is a noun that happens, a word or two on: "Tuesday’s peace talks".
fn owns_happening(document: &Document, date: &Range<usize>) -> bool {
    let words = &document.language.dates.events;
    (date.end + 1..date.end + 4)
        .take_while(|&at| document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word))
        .any(|at| words.happenings.contains(&*lower(document.word(at))))
}

#[derive(Default)]
struct Verbs {
    /// A past form that tells of an event.
    event: bool,
    /// A past form that tells of a state.
    state: bool,
    future: bool,
    modal: bool,
    /// A mere possibility: "can", but not "would".
    possible: bool,
    perfect: bool,
    condition: bool,
    /// What puts a state before the story: "had governed".
    pluperfect: bool,
    /// A form of the present.
    present: bool,
}

fn verbs(document: &Document, clause: &Clause, date: &Range<usize>) -> Verbs {
    let language = &document.language.dates;
    let mut verbs = Verbs::default();
    for at in clause.tokens() {
        let token = document.tokens[at];
        if token.kind != TokenKind::Word || date.contains(&at) || document.quoted_around(at).is_some() {
            continue;
        }
        let word = lower(token.text(&document.prose.text));
        if language.events.conditions.contains(&*word) {
            // "said he would resign if …": that he said so is no condition.
            let heads = at == clause.extent().start;
            verbs.condition |= heads || !(verbs.event || language.events.weak_conditions.contains(&*word));
        } else if token.is_capitalised() && at != clause.extent().start {
            continue;
        } else if language.events.modals.contains(&*word) {
            verbs.modal = true;
            verbs.possible |= !language.events.reported_plans.contains(&*word);
        } else if language.events.perfect.contains(&*word) {
            verbs.perfect = true;
        } else if language.tense.infinitive.contains(&*word) {
            verbs.future |=
                !verbs.event && at > 0 && language.tense.plan_heads.contains(&*lower(document.word(at - 1)));
        } else if language.tense.present.contains(&*word) || language.tense.timetable.contains(&*word) {
            verbs.present = true;
        } else if language.tense.future.contains(&*word) && is_plan(document, at, &word) {
            verbs.future |= !verbs.event;
        } else if language.events.states.contains(&*word) || language.tense.weak_future.contains(&*word) {
            verbs.state = true;
            verbs.pluperfect |= language.tense.pluperfect.contains(&*word);
        } else if language.tense.is_past(&word) && !is_adjective(document, at) {
            // "can be read": a participle that a mere possibility governs tells of nothing that happened.
            let possible =
                verbs.possible && at > 0 && language.tense.bare.contains(&*lower(document.word(at - 1)));
            verbs.event |= !possible;
        }
    }
    verbs
}

/// Whether a word that can look ahead does: "will", but "expected" only after "is".
fn is_plan(document: &Document, at: usize, word: &str) -> bool {
    let language = &document.language.dates;
    if language.events.limits.contains(word) {
        return false;
    }
    let after_present = || at > 0 && language.tense.present.contains(&*lower(document.word(at - 1)));
    !language.tense.weak_future.contains(word) || after_present()
}

/// "the proposed terms": a past form between an article and a noun is no verb.
fn is_adjective(document: &Document, at: usize) -> bool {
    let words = &document.language.dates.events;
    let follows_article = at > 0 && words.articles.contains(&*lower(document.word(at - 1)));
    let before_noun = document.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Word);
    follows_article && before_noun
}

/// Whether a date stands before a noun as its adjective ("the 2014 annexation of Crimea"); the inner option is the
/// noun's phrase, where the noun is one that happens.
pub(super) fn attributive(
    document: &Document,
    sentence: Range<usize>,
    date: &Range<usize>,
) -> Option<Option<Range<usize>>> {
    let words = &document.language.dates.events;
    let before = date.start.checked_sub(1).filter(|&before| before >= sentence.start);
    // "third-quarter results", "mid-May talks": a compound before a noun is its adjective.
    let compound = date.len() == 1 && document.word(date.start).contains('-');
    let closes = compound
        || before.is_some_and(|before| {
            document.tokens[before].kind == TokenKind::Possessive
                || words.articles.contains(&*lower(document.word(before)))
        })
        || names_subject(document, &sentence, date);
    if !closes || date.end >= sentence.end {
        return None;
    }
    let next = document.tokens[date.end];
    let noun = lower(next.text(&document.prose.text));
    if next.kind != TokenKind::Word
        || !is_plain(document, &noun)
        || words.subordinators.contains(&*noun)
        || words.coordinators.contains(&*noun)
        || words.relatives.contains(&*noun)
    {
        return None;
    }
    let start = phrase_start(document, sentence.start, date.start).0;
    Some(happening(document, date.end..sentence.end).map(|end| start..end))
}

/// "the weekend boat ended": whether a date with its article opens a clause's subject of two words.
fn names_subject(document: &Document, sentence: &Range<usize>, date: &Range<usize>) -> bool {
    let language = &document.language.dates;
    let verb = date.end + 1;
    let led = || {
        date.start.checked_sub(1).is_some_and(|before| {
            let word = lower(document.word(before));
            language.events.date_leads.contains(&*word) && !language.events.coordinators.contains(&*word)
        })
    };
    language.events.articles.contains(&*lower(document.word(date.start)))
        && verb < sentence.end
        && language.tense.is_past(&lower(document.word(verb)))
        && !led()
}

/// "Tuesday’s peace talks": the phrase, where what the date owns is a noun that happens.
pub(super) fn owned(
    document: &Document,
    sentence: Range<usize>,
    date: &Range<usize>,
) -> Option<Range<usize>> {
    let owns = document.tokens.get(date.end).is_some_and(|token| token.kind == TokenKind::Possessive);
    if !owns || date.end + 1 >= sentence.end {
        return None;
    }
    happening(document, date.end + 1..sentence.end).map(|end| date.start..end)
}

/// Where the phrase of a noun that happens ends, if one stands a word or two into `tokens`: "annexation of Crimea".
fn happening(document: &Document, tokens: Range<usize>) -> Option<usize> {
    let words = &document.language.dates.events;
    let is_word = |at: &usize| document.tokens[*at].kind == TokenKind::Word;
    let noun = tokens
        .clone()
        .take(LONGEST_ATTRIBUTE)
        .take_while(is_word)
        .find(|&at| words.happenings.contains(&*lower(document.word(at))))?;
    let mut end = noun + 1;
    if end < tokens.end && words.of.contains(&*lower(document.word(end))) {
        let object = (end + 1..tokens.end).take(LONGEST_PHRASE).take_while(|&at| {
            let word = lower(document.word(at));
            is_word(&at) && (document.tokens[at].is_capitalised() || words.articles.contains(&*word))
        });
        let object = object.count();
        if object > 0 && document.tokens[end + object].is_capitalised() {
            end += 1 + object;
        }
    }
    Some(end)
}

/// Words from a date to the noun that it dates.
const LONGEST_ATTRIBUTE: usize = 4;

/// "the full-scale invasion of 2022": the noun's phrase, where the date is a noun's own.
pub(super) fn noun_phrase(document: &Document, start: usize, date: &Range<usize>) -> Option<Range<usize>> {
    let words = &document.language.dates.events;
    let of = date.start.checked_sub(1).filter(|&of| of > start)?;
    let joint = lower(document.word(of));
    if !words.of.contains(&*joint) && !words.date_leads.contains(&*joint) {
        return None;
    }
    let noun = of - 1;
    if !words.happenings.contains(&*lower(document.word(noun))) {
        return None;
    }
    let (first, closed) = phrase_start(document, start, noun);
    // Without an article a phrase stands alone only when a name opens it: "Russia’s invasion of 2022".
    if !closed && (first == noun || !document.tokens[first].is_capitalised()) {
        return None;
    }
    // "the talks in March" can be where the clause's own date stands, unless the phrase is but a limit of it.
    let is_limit = || {
        first > start && {
            let before = lower(document.word(first - 1));
            words.limits.contains(&*before) || words.since.contains(&*before)
        }
    };
    (words.of.contains(&*joint) || is_limit()).then_some(first..date.end)
}

/// Where the phrase of a noun begins, and whether an article closes it for sure.
fn phrase_start(document: &Document, start: usize, noun: usize) -> (usize, bool) {
    let words = &document.language.dates.events;
    let mut first = noun;
    while first > start && noun - first < LONGEST_PHRASE {
        let token = document.tokens[first - 1];
        if !matches!(token.kind, TokenKind::Word | TokenKind::Possessive) {
            break;
        }
        let word = lower(token.text(&document.prose.text));
        if words.articles.contains(&*word) {
            return (first - 1, true);
        }
        let goes_on = token.is_capitalised()
            || token.kind == TokenKind::Possessive
            || (document.tokens[first].span.start == token.span.end + 1 && is_plain(document, &word));
        if !goes_on {
            break;
        }
        first -= 1;
    }
    (first, false)
}

/// Words a noun's phrase can go back over.
const LONGEST_PHRASE: usize = 5;

/// Whether a word in lower case can stand between an article and its noun: no verb, no preposition.
fn is_plain(document: &Document, word: &str) -> bool {
    let language = &document.language.dates;
    let is_preposition = language
        .meanings(word)
        .iter()
        .any(|meaning| meaning.class == crate::language::dates::Class::Preposition);
    !language.tense.is_past(word) && !language.tense.present.contains(word) && !is_preposition
}
