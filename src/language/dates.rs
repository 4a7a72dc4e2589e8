//! What a language knows about time, as data: words, rules, tenses, named days.
//!
//! Comes in: `dates.yaml`. Goes out: a lexicon and one automaton of rules. Must not know: what day it is.

mod automaton;
mod class;
mod display;
mod events;
mod pattern;
mod rule;
mod tense;
mod word;

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;
use serde::Deserialize;

pub use automaton::{Automaton, Node, Sign};
pub use class::{Class, PARTS, REFERENCES, Unit};
pub use display::Display;
pub use events::EventWords;
pub use rule::{AnchorKind, HebrewDay, IslamicDay, Make, NamedDay, Rule};
pub use tense::Tense;
pub use word::{List, Lists, NumberWord, Roles, Word};

use automaton::Builder;
use pattern::Literals;
use rule::NamedDayEntry;

/// A set of words in lower case.
pub type Words = HashSet<String, FixedState>;

/// The date knowledge of one language.
#[derive(Debug)]
pub struct Dates {
    /// What each word in lower case can be.
    lexicon: HashMap<String, Word, FixedState>,
    /// Bytes of the longest of them.
    longest: usize,
    /// All rules, by number.
    pub rules: Vec<Rule>,
    /// How to get to them.
    pub automaton: Automaton,
    /// Which figure comes first in 7/8/2007.
    figures: FigureOrder,
    /// Where the language is spoken otherwise than that.
    pub regions: Regions,
    /// Endings that make a number an ordinal ("th").
    pub ordinal_endings: Vec<String>,
    /// Endings that make a number a decade ("s").
    pub decade_endings: Vec<String>,
    /// How to tell past from future.
    pub tense: Tense,
    /// What makes a statement an event.
    pub events: EventWords,
    /// How dates are written for people.
    pub display: Display,
}

/// One thing that a word can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its class.
    pub class: Class,
    /// What it is worth.
    pub value: i32,
    /// Whether it is only meant when written with a capital.
    pub capitalised: bool,
}

/// Which figure comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureOrder {
    /// 7/8/2007 is 8 July.
    MonthFirst,
    /// 7/8/2007 is 7 August.
    DayFirst,
}

/// Regions by their codes in language tags ("GB").
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// Where the day comes first though the language's own order has the month first.
    #[serde(default)]
    pub day_first: Words,
    /// Where summer is in January.
    #[serde(default)]
    pub southern: Words,
}

/// How number words combine.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    /// "one" … "nineteen".
    pub units: HashMap<String, i32, FixedState>,
    /// "twenty" … "ninety".
    pub tens: HashMap<String, i32, FixedState>,
    /// "hundred", "thousand".
    pub multipliers: HashMap<String, i32, FixedState>,
    /// "first" … "thirty-first", without the compounds.
    pub ordinals: HashMap<String, i32, FixedState>,
}

/// `dates.yaml` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    figures: FigureOrder,
    #[serde(default)]
    regions: Regions,
    ordinal_endings: Vec<String>,
    decade_endings: Vec<String>,
    numbers: NumberWords,
    capitalised: Vec<Class>,
    lexicon: BTreeMap<Class, BTreeMap<String, Vec<String>>>,
    macros: HashMap<String, String>,
    rules: Vec<Rule>,
    named_days: Vec<NamedDayEntry>,
    tense: Tense,
    events: EventWords,
    display: Display,
}

impl Dates {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        Self::compile(super::read("dates.yaml", yaml))
            .unwrap_or_else(|fault| panic!("language pack dates.yaml: {fault}"))
    }

    fn compile(file: File) -> Result<Self, String> {
        let mut lexicon: HashMap<String, Word, FixedState> = HashMap::default();
        for (class, values) in &file.lexicon {
            for (value, words) in values {
                let value = class::value_of(*class, value)
                    .ok_or_else(|| format!("“{value}” is no value of {class:?}"))?;
                let capitalised = file.capitalised.contains(class);
                for word in words {
                    let meaning = Meaning { class: *class, value, capitalised };
                    lexicon.entry(word.clone()).or_default().meanings.push(meaning);
                }
            }
        }
        let mut rules = file.rules;
        for entry in file.named_days {
            rules.push(Rule::named_day(&entry, &file.macros));
        }
        let (mut literals, mut automaton) = (Literals::default(), Builder::default());
        for (number, rule) in rules.iter().enumerate() {
            let number = u16::try_from(number).map_err(|_| "too many rules")?;
            for pattern in &rule.patterns {
                let pattern = pattern::parse(pattern, &file.macros, &mut literals)
                    .map_err(|fault| format!("rule {}: {fault}", rule.name))?;
                automaton.insert(&pattern, number);
            }
        }
        for (word, number) in literals.iter() {
            lexicon.entry(word.clone()).or_default().literal = Some(number);
        }
        for (word, number) in word::number_words(&file.numbers) {
            lexicon.entry(word.clone()).or_default().number = number;
        }
        let mut play = |words: &Words, roles: Roles| {
            for word in words {
                lexicon.entry(word.clone()).or_default().roles.add(roles);
            }
        };
        for (words, roles) in word::lists(&file.tense) {
            play(words, roles);
        }
        play(&file.events.since, Roles::LIMIT);
        play(&file.events.since, Roles::SINCE);
        play(&file.events.limits, Roles::LIMIT);
        play(&file.events.perfect, Roles::PERFECT);
        play(&file.events.time_openers, Roles::OPENER);
        play(&file.events.pronouns, Roles::PRONOUN);
        for word in word::telling(&file.events).into_iter().flatten() {
            lexicon.entry(word.clone()).or_default().tells = true;
        }
        for (word, list) in word::listed(&file.events) {
            lexicon.entry(word.to_owned()).or_default().lists.add(list);
        }
        Ok(Self {
            longest: lexicon.keys().map(String::len).max().unwrap_or(0),
            lexicon,
            rules,
            automaton: automaton.build(),
            figures: file.figures,
            regions: file.regions,
            ordinal_endings: file.ordinal_endings,
            decade_endings: file.decade_endings,
            tense: file.tense,
            events: file.events,
            display: file.display,
        })
    }

    /// Which figure comes first where it is read.
    pub fn order(&self, region: Option<&str>) -> FigureOrder {
        match region {
            Some(region) if self.regions.day_first.contains(region) => FigureOrder::DayFirst,
            _ => self.figures,
        }
    }

    /// All that is known of a word in lower case.
    pub fn word(&self, word: &str) -> Option<&Word> {
        if word.len() > self.longest { None } else { self.lexicon.get(word) }
    }

    /// What a word in lower case can be.
    pub fn meanings(&self, word: &str) -> &[Meaning] {
        self.word(word).map_or(&[], |word| word.meanings.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_file_loads() {
        let english = Dates::load(include_str!("en/dates.yaml"));
        assert_eq!(english.meanings("tuesday")[0].value, 2);
        assert!(english.rules.len() > 40);
        assert!(english.tense.is_past("signed") && !english.tense.is_past("hundred"));
    }
}
