//! What the verbs of a clause say: that something happened, was so, is planned, could be.
//!
//! Comes in: a clause. Goes out: [`Verbs`]. No tagger: forms that the language lists, and the word before them.

use std::ops::Range;

use crate::enrich::document::Document;
use crate::language::dates::{List, Lists, Roles};
use crate::language::lexicon::Class;
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
    let mut verbs = Verbs { forecast: is_forecast(document, clause, date), ..Verbs::default() };
    for at in clause.tokens() {
        let (token, known) = (document.tokens[at], document.known(at));
        if token.kind != TokenKind::Word || !known.tells() {
            continue;
        }
        // A word or two between marks is the narrator's own.
        let quoted = || document.quoted_around(at).is_some_and(|region| region.inner().len() > SCARE);
        if date.contains(&at) || quoted() {
            continue;
        }
        let roles = known.roles;
        let lists = known.lists;
        if lists.has(List::Conditions) {
            // "said he would resign if …": that he said so is no condition.
            let heads = at == clause.extent().start;
            let weak = lists.has(List::WeakConditions);
            // "promised to leave if the vote failed in May": the date is that of the condition.
            let taken = heads || !(verbs.event || weak) || (at < date.start && !weak);
            verbs.condition |= taken && !is_formal(document, at);
        } else if lists.has(List::InvertedConditions) && is_inverted(document, at, date) {
            verbs.condition = true;
        } else if token.is_capitalised() && at != clause.extent().start {
            continue;
        } else if lists.has(List::Modals) {
            // "opens on Friday and should cost little", "vote on Friday on a deal that would cost little": that is of what
            // is behind the date.
            if at > date.end
                && !date.is_empty()
                && (document.is_in(at - 1, List::Coordinators)
                    || document.lexemes[at - 1].is(Class::Relative))
            {
                continue;
            }
            verbs.modal = true;
            verbs.obliged |= lists.has(List::Obligations);
            verbs.possible |= !lists.has(List::ReportedPlans);
        } else if lists.has(List::Perfect) {
            verbs.perfect = true;
        } else if lists.has(List::BareParticiples) && follows_have(document, at) {
            verbs.event = true;
        } else if roles.is(Roles::INFINITIVE) {
            verbs.future |= !verbs.event && at > 0 && document.plays(at - 1, Roles::PLAN_HEAD);
        } else if roles.is(Roles::PRESENT) || roles.is(Roles::TIMETABLE) {
            verbs.present = true;
        } else if roles.is(Roles::FUTURE) && is_plan(document, at) {
            // "passes on Friday and will not be back": as with "should".
            if !date.is_empty() && at > date.end && document.is_in(at - 1, List::Coordinators) {
                continue;
            }
            verbs.future |= !verbs.event;
            verbs.denied |= !verbs.event && is_denied(document, at);
        } else if roles.is(Roles::WEAK_FUTURE) && roles.is(Roles::DOUBTFUL_FUTURE) && is_act(document, at) {
            verbs.event = true;
        } else if lists.has(List::States) && !is_called_off(document, at) || roles.is(Roles::WEAK_FUTURE) {
            verbs.state = true;
            // "has had"
            verbs.pluperfect |= roles.is(Roles::PLUPERFECT) && !verbs.perfect;
        } else if roles.is(Roles::PAST) && is_present_passive(document, at) {
            (verbs.present, verbs.passive) = (true, true);
        } else if roles.is(Roles::PAST) && !is_adjective(document, at) {
            // "can be read": a participle that a mere possibility governs tells of nothing that happened.
            let possible = verbs.possible && at > 0 && document.plays(at - 1, Roles::BARE);
            verbs.event |= !possible && !is_unreal(document, clause.extent().start, at);
            verbs.denied |= was_to_have(document, clause.extent().start, at);
        }
    }
    verbs
}

/// Words between marks that are no quotation.
const SCARE: usize = 2;

/// "will not", "won't"
fn is_denied(document: &Document, at: usize) -> bool {
    document.plays(at, Roles::NEGATION)
        || document.plays(at, Roles::FIRM_FUTURE) && document.plays(at + 1, Roles::NEGATION)
}

/// "had run", "has since become"
fn follows_have(document: &Document, at: usize) -> bool {
    (at.saturating_sub(2)..at)
        .any(|at| document.plays(at, Roles::PLUPERFECT) || document.is_in(at, List::Perfect))
}

/// "should have been replaced": what did not happen.
fn is_unreal(document: &Document, start: usize, at: usize) -> bool {
    let near = at.saturating_sub(UNREAL).max(start)..at.saturating_sub(1);
    near.into_iter().any(|at| document.is_in(at, List::Modals) && document.is_in(at + 1, List::Perfect))
}

/// "was to have been replaced": what was planned and did not happen.
fn was_to_have(document: &Document, start: usize, at: usize) -> bool {
    (at.saturating_sub(UNREAL).max(start + 1)..at.saturating_sub(1)).any(|to| {
        document.plays(to, Roles::INFINITIVE)
            && document.is_in(to + 1, List::Perfect)
            && document.is_in(to - 1, List::Copulas)
    })
}

/// Words from the modal of what did not happen to its participle: "should have been".
const UNREAL: usize = 3;

/// "Should the vote fail", and "would leave should it fail in May", where the date is that of the condition.
fn is_inverted(document: &Document, at: usize, date: &Range<usize>) -> bool {
    let subject =
        || [List::Articles, List::Pronouns, List::Leaning].iter().any(|&list| document.is_in(at + 1, list));
    at == document.sentences[document.sentence_of(at)].tokens.start
        || at < date.start && document.is_in(at, List::Modals) && subject()
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

/// "was called off", "stood down": with some particles, what is a state by itself tells of an event.
fn is_called_off(document: &Document, at: usize) -> bool {
    document.is_in(at + 1, List::Particles) && !document.is_in(at, List::Copulas)
}

/// "was set up", "set a record": an act, not what is to come.
fn is_act(document: &Document, at: usize) -> bool {
    document.is_in(at + 1, List::Acts)
}

/// "is called", "are not held": what is so.
fn is_present_passive(document: &Document, at: usize) -> bool {
    at > 0 && document.plays(at - 1, Roles::PLAN_HEAD)
}

/// Whether what a date dates is foreseen or wished for: "is expected to fall next year", "wants to close the mill in May".
fn is_forecast(document: &Document, clause: &Clause, date: &Range<usize>) -> bool {
    let tokens = clause.extent();
    let unsettled = |lists: Lists| lists.has(List::Wishes) || lists.has(List::Chances);
    let lists = |at: usize| document.known(at).lists;
    let opens = |at: usize| lists(at).has(List::Forecasts) || unsettled(lists(at));
    let foreseen = tokens.clone().filter(|&at| opens(at)).find_map(|at| {
        let reach = at + 1..tokens.end.min(at + FORESEEN);
        let to = reach.into_iter().find(|&to| document.plays(to, Roles::INFINITIVE))?;
        let verb = Some(to + 1).filter(|&verb| verb < tokens.end)?;
        let done = || verb + 1 < tokens.end && document.plays(verb + 1, Roles::PAST);
        let follows_be = || document.plays(verb, Roles::BARE) && !done();
        (unsettled(lists(at)) || document.is_in(verb, List::Changes) || follows_be()).then_some(verb)
    });
    let acts = |tokens: Range<usize>| {
        tokens.into_iter().any(|at| document.plays(at, Roles::PAST) && !document.is_in(at, List::Forecasts))
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
fn is_plan(document: &Document, at: usize) -> bool {
    let after_present = || at > 0 && document.plays(at - 1, Roles::PRESENT);
    !document.is_in(at, List::Limits) && (!document.plays(at, Roles::WEAK_FUTURE) || after_present())
}

/// "the proposed terms": a past form between an article and a noun is no verb.
fn is_adjective(document: &Document, at: usize) -> bool {
    let follows_article = at > 0 && document.is_in(at - 1, List::Articles);
    let before_noun = document.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Word);
    follows_article && before_noun
}
