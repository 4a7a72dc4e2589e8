//! What a language knows about time, as data: words, rules, tenses, named days.
//!
//! Comes in: `dates.yaml`. Goes out: a lexicon and one trie of rules. Must not know: what day it is.

mod class;
mod display;
mod pattern;
mod word;

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;
use serde::Deserialize;

pub use class::{Class, PARTS, REFERENCES, Unit};
pub use display::Display;
pub use pattern::{Node, Trie};
pub use word::{NumberWord, Roles, Word};

use pattern::{Literals, TrieBuilder};

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
    pub trie: Trie,
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

/// A rule: what it matches and what it makes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// In kebab case; becomes the finding's rule.
    pub name: String,
    /// In the notation of [`Trie`]'s module.
    patterns: Vec<String>,
    /// What to make.
    pub make: Make,
    /// Unit, where no word gives it.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Direction or sign, where no word gives it: -1, 0 or 1.
    #[serde(default)]
    pub sign: Option<i32>,
    /// What is counted from.
    #[serde(default)]
    pub anchor: AnchorKind,
    /// For named days: which.
    #[serde(default)]
    pub day: Option<NamedDay>,
    /// For references: an index into [`REFERENCES`], by its name.
    #[serde(default)]
    pub reference: Option<String>,
    /// For counts: how many, where no word gives it.
    #[serde(default)]
    pub count: Option<i32>,
    /// One of these must stand before.
    #[serde(default)]
    pub after: Vec<Class>,
    /// None of these may stand before.
    #[serde(default)]
    pub not_after: Vec<Class>,
    /// One of these must follow.
    #[serde(default)]
    pub before: Vec<Class>,
    /// None of these may follow.
    #[serde(default)]
    pub not_before: Vec<Class>,
}

/// What a rule makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Make {
    /// Nothing: words that only look like a time.
    Nothing,
    /// A year, month or day, as far as the words go.
    Calendar,
    /// Two days of a month, or two years.
    Span,
    /// A day of the week.
    Weekday,
    /// So many units away, or the unit itself ("last week").
    Shift,
    /// The n-th quarter, half or week of something.
    Part,
    /// The beginning or end of the unit at hand.
    Season,
    /// "the 1990s".
    Decade,
    /// "the 18th century".
    Century,
    /// A year before or after Christ: "44 BC".
    Era,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
    /// A time of day.
    Time,
    /// "now", "recently".
    Reference,
    /// "Christmas Eve".
    NamedDay,
    /// Around New Year.
    TurnOfYear,
}

impl Make {
    /// Whether the verbs around it can tell which one is meant.
    pub fn follows_tense(self) -> bool {
        !matches!(
            self,
            Self::Nothing
                | Self::Decade
                | Self::Century
                | Self::Duration
                | Self::Set
                | Self::Reference
                | Self::Era
        )
    }
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnchorKind {
    /// The day of publication.
    #[default]
    Published,
    /// The date that the passage speaks of.
    Narrative,
}

/// A day with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDay {
    /// Month, for a fixed day or the n-th weekday.
    #[serde(default)]
    pub month: Option<i8>,
    /// Day of the month, for a fixed day.
    #[serde(default)]
    pub day: Option<i8>,
    /// Weekday, 1 to 7.
    #[serde(default)]
    pub weekday: Option<i8>,
    /// Which of that weekday, 1 to 5; -1 is the last.
    #[serde(default)]
    pub nth: Option<i8>,
    /// Days after Easter Sunday (Western).
    #[serde(default)]
    pub easter: Option<i32>,
    /// Days after Easter Sunday (Eastern).
    #[serde(default)]
    pub orthodox_easter: Option<i32>,
    /// A day or month of the Islamic calendar.
    #[serde(default)]
    pub islamic: Option<IslamicDay>,
    /// Its year, for a day that was only once.
    #[serde(default)]
    pub year: Option<i16>,
}

/// A day of the Islamic calendar, or one of its months as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IslamicDay {
    /// 1 to 12.
    pub month: i32,
    /// 1 to 30; the whole month where it is not given.
    #[serde(default)]
    pub day: Option<i32>,
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
}

/// Words that make a statement an event, or not. All in lower case, apostrophes straight.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventWords {
    /// Connectives to drop at the head of an entry, of one word or several ("but", "in addition").
    pub connectives: Vec<String>,
    /// Words that lead a date at the head of an entry ("on", "in").
    pub date_leads: Words,
    /// Words before a date that make it a mere limit ("before", "until", "than").
    pub limits: Words,
    /// Words before a date that make it a beginning ("since").
    pub since: Words,
    /// Words before the first of two dates that make "and" join them to one stretch ("between").
    pub stretch_openers: Words,
    /// What joins two dates to one stretch ("to").
    pub range_joints: Words,
    /// Words that open a condition or a supposition ("if", "unless").
    pub conditions: Words,
    /// Of those, the ones that do so only at the head of a clause ("whether").
    pub weak_conditions: Words,
    /// Verbs of possibility ("could", "might").
    pub modals: Words,
    /// Words that open a subordinate clause ("while", "after").
    pub subordinators: Words,
    /// Of those, the ones that do so only after a comma or at the head of a sentence.
    pub weak_subordinators: Words,
    /// Of those, the ones whose clause tells of something that did happen.
    pub factual_subordinators: Words,
    /// Of those, the ones that, right after a date, open the clause that it dates ("when").
    pub time_openers: Words,
    /// Words that open a relative clause ("which", "who", "where").
    pub relatives: Words,
    /// Of those, the ones that stand for the subject of their clause.
    pub subject_relatives: Words,
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
    /// Auxiliaries of the present perfect ("has").
    pub perfect: Words,
    /// Words between a noun and a date that is the noun's own ("of", "in").
    pub of: Words,
    /// Nouns that happen ("invasion", "summit").
    pub happenings: Words,
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

/// A named day and what it is called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedDayEntry {
    names: Vec<String>,
    day: NamedDay,
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
        let (mut literals, mut trie) = (Literals::default(), TrieBuilder::default());
        for (number, rule) in rules.iter().enumerate() {
            let number = u16::try_from(number).map_err(|_| "too many rules")?;
            for pattern in &rule.patterns {
                let sequences = pattern::expand(pattern, &file.macros, &mut literals)
                    .map_err(|fault| format!("rule {}: {fault}", rule.name))?;
                for sequence in sequences {
                    trie.insert(&sequence, number);
                }
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
        play(&file.events.limits, Roles::LIMIT);
        Ok(Self {
            longest: lexicon.keys().map(String::len).max().unwrap_or(0),
            lexicon,
            rules,
            trie: trie.build(),
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

impl Rule {
    fn named_day(entry: &NamedDayEntry, macros: &HashMap<String, String>) -> Self {
        let frame = macros.get("named_day").map_or("{name}", String::as_str);
        Rule {
            name: "named-day".to_owned(),
            patterns: entry.names.iter().map(|name| frame.replace("{name}", name)).collect(),
            make: Make::NamedDay,
            unit: None,
            sign: None,
            anchor: AnchorKind::Published,
            day: Some(entry.day),
            reference: None,
            count: None,
            after: Vec::new(),
            not_after: Vec::new(),
            before: Vec::new(),
            not_before: Vec::new(),
        }
    }
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
