//! What the verbs of a clause say: that something happened, was so, is planned, could be.
//!
//! Comes in: a clause. Goes out: [`Verbs`]. No tagger: forms that the language lists, and the word before them.

use std::ops::Range;

use crate::enrich::document::Document;
use crate::language::dates::{Roles, Words};
use crate::text::TokenKind;

use super::clauses::Clause;
use super::lower;

#[derive(Debug, Default)]
pub(super) struct Verbs {
    /// A past form that tells of an event.
    pub event: bool,
    /// A past form that tells of a state.
    pub state: bool,
    pub future: bool,
    pub modal: bool,
    /// A mere possibility: "can", but not "would".
    pub possible: bool,
    /// What is not to be done: "will not".
    pub denied: bool,
    /// What has to be done: "must".
    pub obliged: bool,
    pub perfect: bool,
    pub condition: bool,
    /// What puts a state before the story: "had governed".
    pub pluperfect: bool,
    /// A forecast or a wish: "is expected to fall". What it dates was neither done nor planned.
    pub forecast: bool,
    /// A form of the present.
    pub present: bool,
    /// "is killed": what is so, or what a story tells in the present.
    pub passive: bool,
}

impl Verbs {
    /// Whether no verb was known.
    pub(super) fn none(&self) -> bool {
        !(self.event || self.state || self.future || self.modal || self.perfect || self.present)
    }
}

pub(super) fn verbs(document: &Document, clause: &Clause, date: &Range<usize>) -> Verbs {
    let language = &document.language.dates;
    let mut verbs = Verbs { forecast: is_forecast(document, clause, date), ..Verbs::default() };
    for at in clause.tokens() {
        let token = document.tokens[at];
        // A word or two between marks is the narrator's own.
        let quoted = || document.quoted_around(at).is_some_and(|region| region.inner().len() > SCARE);
        if token.kind != TokenKind::Word || date.contains(&at) || quoted() {
            continue;
        }
        let known = document.known(at);
        if !known.tells() {
            continue;
        }
        let roles = known.roles;
        let word = lower(token.text(&document.prose.text));
        if language.events.conditions.contains(&*word) {
            // "said he would resign if …": that he said so is no condition.
            let heads = at == clause.extent().start;
            let weak = language.events.weak_conditions.contains(&*word);
            // "promised to leave if the vote failed in May": the date is that of the condition.
            let taken = heads || !(verbs.event || weak) || (at < date.start && !weak);
            verbs.condition |= taken && !is_formal(document, at);
        } else if is_inverted(document, at, &word, date) {
            verbs.condition = true;
        } else if token.is_capitalised() && at != clause.extent().start {
            continue;
        } else if language.events.modals.contains(&*word) {
            verbs.modal = true;
            verbs.obliged |= language.events.obligations.contains(&*word);
            verbs.possible |= !language.events.reported_plans.contains(&*word);
        } else if language.events.perfect.contains(&*word) {
            verbs.perfect = true;
        } else if language.events.bare_participles.contains(&*word) && follows_have(document, at) {
            verbs.event = true;
        } else if roles.is(Roles::INFINITIVE) {
            verbs.future |=
                !verbs.event && at > 0 && language.tense.plan_heads.contains(&*lower(document.word(at - 1)));
        } else if roles.is(Roles::PRESENT) || roles.is(Roles::TIMETABLE) {
            verbs.present = true;
        } else if roles.is(Roles::FUTURE) && is_plan(document, at, &word) {
            verbs.future |= !verbs.event;
            verbs.denied |= !verbs.event && is_denied(document, at, &word);
        } else if language.events.states.contains(&*word) && !is_called_off(document, at)
            || roles.is(Roles::WEAK_FUTURE)
        {
            verbs.state = true;
            verbs.pluperfect |= roles.is(Roles::PLUPERFECT);
        } else if roles.is(Roles::PAST) && is_present_passive(document, at) {
            (verbs.present, verbs.passive) = (true, true);
        } else if roles.is(Roles::PAST) && !is_adjective(document, at) {
            // "can be read": a participle that a mere possibility governs tells of nothing that happened.
            let possible =
                verbs.possible && at > 0 && language.tense.bare.contains(&*lower(document.word(at - 1)));
            verbs.event |= !possible && !is_unreal(document, clause.extent().start, at);
        }
    }
    verbs
}

/// Words between marks that are no quotation.
const SCARE: usize = 2;

/// "will not", "won't"
fn is_denied(document: &Document, at: usize, word: &str) -> bool {
    let tense = &document.language.dates.tense;
    let next = || {
        document.tokens.get(at + 1).is_some_and(|_| tense.negations.contains(&*lower(document.word(at + 1))))
    };
    tense.negations.contains(word) || tense.firm_future.contains(word) && next()
}

/// "had run", "has since become"
fn follows_have(document: &Document, at: usize) -> bool {
    let language = &document.language.dates;
    (at.saturating_sub(2)..at).any(|at| {
        language.tense.pluperfect.contains(&*lower(document.word(at)))
            || language.events.perfect.contains(&*lower(document.word(at)))
    })
}

/// "should have been replaced": what did not happen.
fn is_unreal(document: &Document, start: usize, at: usize) -> bool {
    let words = &document.language.dates.events;
    let near = at.saturating_sub(UNREAL).max(start)..at.saturating_sub(1);
    near.into_iter().any(|at| {
        words.modals.contains(&*lower(document.word(at)))
            && words.perfect.contains(&*lower(document.word(at + 1)))
    })
}

/// Words from the modal of what did not happen to its participle: "should have been".
const UNREAL: usize = 3;

/// "Should the vote fail", and "would leave should it fail in May", where the date is that of the condition.
fn is_inverted(document: &Document, at: usize, word: &str, date: &Range<usize>) -> bool {
    let words = &document.language.dates.events;
    if !words.inverted_conditions.contains(word) {
        return false;
    }
    let next = || lower(document.word(at + 1));
    at == document.sentences[document.sentence_of(at)].tokens.start
        || (at < date.start
            && words.modals.contains(word)
            && (words.articles.contains(&*next())
                || words.pronouns.contains(&*next())
                || words.leaning.contains(&*next())))
}

/// "If all goes well, the bridge will open in May."
fn is_formal(document: &Document, condition: usize) -> bool {
    document.language.dates.events.formal_conditions.iter().any(|phrase| {
        let mut at = condition;
        phrase.split(' ').all(|word| {
            at += 1;
            document.tokens.get(at).is_some_and(|_| lower(document.word(at)) == word)
        })
    })
}

/// "was called off": with some particles, what is a state by itself tells of an event.
fn is_called_off(document: &Document, at: usize) -> bool {
    let particles = &document.language.dates.events.particles;
    document.tokens.get(at + 1).is_some_and(|_| particles.contains(&*lower(document.word(at + 1))))
}

/// "is called", "are not held": what is so.
fn is_present_passive(document: &Document, at: usize) -> bool {
    let tense = &document.language.dates.tense;
    at > 0 && tense.plan_heads.contains(&*lower(document.word(at - 1)))
}

/// Whether what a date dates is foreseen or wished for: "is expected to fall next year", "wants to close the mill in May".
fn is_forecast(document: &Document, clause: &Clause, date: &Range<usize>) -> bool {
    let language = &document.language.dates;
    let is = |list: &Words, at: usize| list.contains(&*lower(document.word(at)));
    let tokens = clause.extent();
    let unsettled = |at: usize| is(&language.events.wishes, at) || is(&language.events.chances, at);
    let opens =
        |at: usize| document.known(at).tells() && (is(&language.events.forecasts, at) || unsettled(at));
    let foreseen = tokens.clone().filter(|&at| opens(at)).find_map(|at| {
        let reach = at + 1..tokens.end.min(at + FORESEEN);
        let to = reach.into_iter().find(|&to| is(&language.tense.infinitive, to))?;
        let verb = Some(to + 1).filter(|&verb| verb < tokens.end)?;
        let done = || verb + 1 < tokens.end && language.tense.is_past(&lower(document.word(verb + 1)));
        let follows_be = || is(&language.tense.bare, verb) && !done();
        (unsettled(at) || is(&language.events.changes, verb) || follows_be()).then_some(verb)
    });
    let acts = |tokens: Range<usize>| {
        tokens
            .into_iter()
            .any(|at| document.known(at).roles.is(Roles::PAST) && !is(&language.events.forecasts, at))
    };
    foreseen.is_some_and(
        |verb| {
            if date.start > verb { !acts(verb + 1..date.start) } else { !acts(tokens.clone()) }
        },
    )
}

/// Words from a forecast to the infinitive of what it foresees.
const FORESEEN: usize = 8;

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
