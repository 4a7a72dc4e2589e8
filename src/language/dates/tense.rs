//! How a language tells past from future.

use serde::Deserialize;

use super::Words;

/// Words that tell when a clause is set.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tense {
    /// "will", "scheduled".
    pub future: Words,
    /// Of those, the ones that look ahead only after a present form ("is expected").
    pub weak_future: Words,
    /// Past forms without a regular ending.
    pub past: Words,
    /// Regular endings of past forms.
    pub past_endings: Vec<String>,
    /// Words with such an ending that are no past forms ("need", "hundred").
    pub not_past: Words,
    /// Forms of the present ("says").
    pub present: Words,
    /// Of the past forms, the ones that tell when something was said rather than when it happened ("announced").
    pub reports: Words,
    /// Forms that put a plan into the past ("had" been due).
    pub pluperfect: Words,
    /// Word after a form of [`Tense::plan_heads`] that looks ahead: "is to".
    pub infinitive: Words,
    /// Forms of "be" in the present that do so.
    pub plan_heads: Words,
    /// Of the words that look ahead, the ones that do so only after a form of the present ("set").
    pub doubtful_future: Words,
    /// Words before a limit ("by"): of a date without a year they mean the next.
    pub deadlines: Words,
    /// Words before the time from which on something has been ("since").
    pub beginnings: Words,
    /// Forms after which a participle looks ahead ("be").
    pub bare: Words,
    /// Words that look ahead without a doubt ("will").
    pub firm_future: Words,
    /// Words before what something is compared with ("than").
    pub comparisons: Words,
    /// Words before a figure that something is compared with ("from 40 in 1988").
    pub origins: Words,
    /// Words before the time at which something goes on ("in").
    pub settings: Words,
    /// Forms of the present that tell what a timetable says of a day ahead ("meets", "begins").
    pub timetable: Words,
    /// "not", "never".
    pub negations: Words,
    /// Words before the time up to which something did not happen and then did ("until").
    pub waits: Words,
    /// Forms of what is put off to a day still to come ("postponed").
    pub postponements: Words,
    /// Words before the time that something has been fixed for ("for").
    pub appointments: Words,
    /// Forms of what somebody undertakes or is told to do ("promised"), by a time that may still be to come.
    pub undertakings: Words,
    /// Forms of what brings out a text or a figure ("published"): a month beside them is one close to publication.
    pub publications: Words,
    /// Words that open a clause about a noun, whose time is not that of the story ("who").
    pub asides: Words,
    /// Of those, the ones that do so only right before a past form ("that").
    pub weak_asides: Words,
}

impl Tense {
    /// Whether a word in lower case is a past form.
    pub fn is_past(&self, word: &str) -> bool {
        self.past.contains(word) || self.has_past_ending(word)
    }

    /// Whether a word in lower case is a regular past form.
    pub fn has_past_ending(&self, word: &str) -> bool {
        word.len() > 4
            && self.past_endings.iter().any(|ending| word.ends_with(ending.as_str()))
            && !self.not_past.contains(word)
    }
}
