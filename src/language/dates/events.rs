//! Which words make a statement an event, as a language has them.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::Deserialize;

use super::Words;

/// Words that make a statement an event, or not. All in lower case, apostrophes straight.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventWords {
    /// Connectives to drop at the head of an entry, of one word or several ("but", "in addition").
    pub connectives: Vec<String>,
    /// Words that lead a date at the head of an entry ("on", "in").
    pub date_leads: Words,
    /// Verbs that, heading a sentence, make a condition of it ("should").
    pub inverted_conditions: Words,
    /// What follows a condition's word as a mere manner of speaking ("all goes well").
    pub formal_conditions: Vec<String>,
    /// Words after a past form of a state that make it an event ("called off").
    pub particles: Words,
    /// Of the relatives, those that stand for somebody ("who").
    pub person_relatives: Words,
    /// Nouns for how much of a time is meant ("most").
    pub portions: Words,
    /// Endings of a verb in the present, for a word right after a relative pronoun.
    pub finite_endings: Vec<String>,
    /// Words before a date that make it a mere limit ("before", "until", "than").
    pub limits: Words,
    /// Of those, the ones that put something shortly before or after a time of day ("before", "after").
    pub beside: Words,
    /// Of those, the ones by which something may have come about ("by").
    pub reaches: Words,
    /// Words before a date that make it a beginning ("since").
    pub since: Words,
    /// Words before a noun that happened, where the time before or behind it is meant ("since", "following").
    pub turns: Words,
    /// Words before the first of two dates that make "and" join them to one stretch ("between").
    pub stretch_openers: Words,
    /// Words that need what follows them: "only" in "was called off only when the board gave in".
    pub restrictors: Words,
    /// Words before two dates that are two, whatever joins them ("both").
    pub pairs: Words,
    /// What joins two dates to one stretch ("to").
    pub range_joints: Words,
    /// Forms of a forecast ("expected", "forecasts").
    pub forecasts: Words,
    /// Forms of a wish ("wants", "aims").
    pub wishes: Words,
    /// Words for what may come or not ("likely").
    pub chances: Words,
    /// Infinitives of what nobody plans but many foresee ("fall", "grow").
    pub changes: Words,
    /// Words that open a condition or a supposition ("if", "unless").
    pub conditions: Words,
    /// Of those, the ones that do so only at the head of a clause ("whether").
    pub weak_conditions: Words,
    /// Verbs of possibility ("could", "might").
    pub modals: Words,
    /// Of those, the ones of what has to be done ("must").
    pub obligations: Words,
    /// Of those, the ones that tell of a plan or a duty ("would"), not of a mere possibility.
    pub reported_plans: Words,
    /// Words that open a subordinate clause ("while", "after").
    pub subordinators: Words,
    /// Of those, the ones that do so only after a comma or at the head of a sentence.
    pub weak_subordinators: Words,
    /// Of those, the ones whose clause tells of something that did happen.
    pub factual_subordinators: Words,
    /// Of those, the ones whose clause tells of something that came about where its verb is in the past.
    pub fulfilled_subordinators: Words,
    /// Of those, the ones that, right after a date, open the clause that it dates ("when").
    pub time_openers: Words,
    /// Words that open a relative clause ("which", "who", "where").
    pub relatives: Words,
    /// Of those, the ones that stand for the subject of their clause.
    pub subject_relatives: Words,
    /// Of those, the ones that stand for the owner of the noun behind them ("whose"), and how that owner is written.
    pub owner_relatives: Words,
    /// What makes a noun an owner ("’s").
    pub owner_ending: String,
    /// Words before a stretch of time that something is meant for, not on which it happens ("for").
    pub purposes: Words,
    /// Verbs that say from when something is ("dates from 1992").
    pub beginnings: Words,
    /// Words before "than" and a number that make a quantity of them ("more than four hours").
    pub quantities: Words,
    /// Words between dates of one list ("in May and again in August").
    pub series: Words,
    /// Words right before a date that is a noun's own ("bonds due 2011", "holders of record 15 May").
    pub adjuncts: Words,
    /// Words that join two main clauses ("and", "but").
    pub coordinators: Words,
    /// Pronouns in the nominative that stand for a person ("he").
    pub pronouns: Words,
    /// Demonstratives and other words that lean on the sentence before ("this", "it").
    pub leaning: Words,
    /// Determiners that open a noun's phrase ("the").
    pub articles: Words,
    /// Past forms that tell of a state rather than of an event ("was").
    pub states: Words,
    /// Words after what else looks ahead that make an act of it ("set up").
    pub acts: Words,
    /// Of those, the forms of "be" ("was").
    pub copulas: Words,
    /// Of those, the ones that tell what a year brought where a sum follows ("had sales of $40 million").
    pub results: Words,
    /// What makes a sum of a number, right before or after it ("$", "million").
    pub sums: Words,
    /// Participles that look like the present, after a form of "have" ("had run dry").
    pub bare_participles: Words,
    /// Auxiliaries of the present perfect ("has").
    pub perfect: Words,
    /// Words between a noun and a date that is the noun's own ("of", "in").
    pub of: Words,
    /// Forms of the present by the past form that tells the same ("meet": "met"), for verbs that tell events.
    pub past_of: HashMap<String, String, FixedState>,
    /// Nouns that happen ("invasion", "summit").
    pub happenings: Words,
}
