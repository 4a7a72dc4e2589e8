//! The notation of date rules.
//!
//! Comes in: `"<month> <day> (,? <year>)?"`. Goes out: a [`Pattern`].

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};

use super::class::{Class, value_of};

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Element {
    /// A word of a class, of a given worth if there is one.
    Class(Class, Option<i32>),
    /// This very word or mark, by its number in the literal table.
    Literal(u16),
}

/// What a rule matches: items one after the other.
pub(super) type Pattern = Vec<Item>;

/// An element, or a choice among patterns, of which the last may be empty.
#[derive(Clone, Debug)]
pub(super) enum Item {
    One(Element),
    Choice(Vec<Pattern>),
}

/// Words and marks that rules name literally, each with its number.
#[derive(Debug, Default)]
pub(super) struct Literals {
    numbers: HashMap<String, u16, foldhash::fast::FixedState>,
}

impl Literals {
    /// Each word in lower case with its number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, u16)> {
        self.numbers.iter().map(|(word, number)| (word, *number))
    }

    fn intern(&mut self, word: &str) -> u16 {
        let next = u16::try_from(self.numbers.len()).expect("fewer than 65,536 literals");
        *self.numbers.entry(word.to_owned()).or_insert(next)
    }
}

/// `pattern` as items, or what is wrong with it.
///
/// `<class>` and `<class:value>` match by class, other words and marks themselves; `x?` is optional, `(a | b)` a
/// choice, `$name` an entry of `macros`.
pub(super) fn parse(
    pattern: &str,
    macros: &HashMap<String, String>,
    literals: &mut Literals,
) -> Result<Pattern, String> {
    let mut parser = Parser { rest: pattern, macros, literals, depth: 0 };
    let choice = parser.choice()?;
    if parser.rest.trim().is_empty() {
        Ok(vec![Item::Choice(choice)])
    } else {
        Err(format!("unexpected “{}” in the pattern “{pattern}”", parser.rest))
    }
}

struct Parser<'a> {
    rest: &'a str,
    macros: &'a HashMap<String, String>,
    literals: &'a mut Literals,
    depth: usize,
}

impl Parser<'_> {
    fn choice(&mut self) -> Result<Vec<Pattern>, String> {
        let mut all = vec![self.sequence()?];
        while self.skip("|") {
            all.push(self.sequence()?);
        }
        Ok(all)
    }

    fn sequence(&mut self) -> Result<Pattern, String> {
        let mut all = Pattern::new();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with([')', '|']) {
                return Ok(all);
            }
            let item = self.item()?;
            all.push(match self.rest.strip_prefix('?') {
                None => item,
                Some(rest) => {
                    self.rest = rest;
                    Item::Choice(vec![vec![item], Pattern::new()])
                }
            });
        }
    }

    fn item(&mut self) -> Result<Item, String> {
        if self.skip("(") {
            let inner = self.choice()?;
            return if self.skip(")") {
                Ok(Item::Choice(inner))
            } else {
                Err("a “(” is never closed".to_owned())
            };
        }
        if let Some(after) = self.rest.strip_prefix('<') {
            let (inside, rest) = after.split_once('>').ok_or("a “<” is never closed")?;
            self.rest = rest;
            let (name, value) = match inside.split_once(':') {
                Some((name, value)) => (name, Some(value)),
                None => (inside, None),
            };
            let class = Class::deserialize(StrDeserializer::<ValueError>::new(name))
                .map_err(|_| format!("there is no class “{name}”"))?;
            let value = match value {
                Some(text) => Some(value_of(class, text).ok_or(format!("“{text}” is no value of “{name}”"))?),
                None => None,
            };
            return Ok(Item::One(Element::Class(class, value)));
        }
        let end = self.rest.find([' ', '?', ')', '(', '|']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end.max(1));
        self.rest = rest;
        if let Some(name) = word.strip_prefix('$') {
            let body = self.macros.get(name).ok_or(format!("there is no macro “{name}”"))?;
            if self.depth > 8 {
                return Err(format!("the macro “{name}” never ends"));
            }
            let mut inner = Parser {
                rest: body,
                macros: self.macros,
                literals: &mut *self.literals,
                depth: self.depth + 1,
            };
            return Ok(Item::Choice(inner.choice()?));
        }
        Ok(Item::One(Element::Literal(self.literals.intern(word))))
    }

    fn skip(&mut self, mark: &str) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.strip_prefix(mark);
        if let Some(after) = found {
            self.rest = after;
        }
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many sequences a pattern stands for.
    fn count(pattern: &str) -> Result<usize, String> {
        fn of(items: &[Item]) -> usize {
            let each = items.iter().map(|item| match item {
                Item::One(_) => 1,
                Item::Choice(patterns) => patterns.iter().map(|pattern| of(pattern)).sum(),
            });
            each.product()
        }
        let macros = HashMap::from([("unit".to_owned(), "<unit> | <units>".to_owned())]);
        Ok(of(&parse(pattern, &macros, &mut Literals::default())?))
    }

    #[test]
    fn options_and_choices_multiply() {
        assert_eq!(count("<month> <day> (,? <year>)?"), Ok(3));
        assert_eq!(count("the? $unit"), Ok(4));
        assert_eq!(count("(in | at) <unit:year>"), Ok(2));
    }

    #[test]
    fn faults_are_named() {
        assert!(count("<moth>").is_err_and(|fault| fault.contains("moth")));
        assert!(count("<unit:lustrum>").is_err_and(|fault| fault.contains("lustrum")));
        assert!(count("(a | b").is_err());
        assert!(count("$none").is_err());
    }
}
