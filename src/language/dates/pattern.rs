//! Patterns of date rules: their notation, and the trie that all of them are compiled into.
//!
//! Comes in: `"<month> <day> (,? <year>)?"`. Goes out: sequences of [`Element`]s, merged into one trie so
//! that a single walk from a token tries every rule of the language at once.

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

/// A node of the trie.
#[derive(Debug, Default)]
pub struct Node {
    /// Where words that rules name lead, by their number.
    literals: Vec<(u16, u32)>,
    /// Where words of a class, or of a class and a worth, lead; in the order of the file.
    classes: Vec<(Class, Option<i32>, u32)>,
    /// The classes of `classes`, as bits.
    mask: u64,
    /// The rules that end here, in the order of the file.
    pub accepts: Vec<u16>,
}

impl Node {
    /// Where the literal leads.
    pub fn after_literal(&self, literal: u16) -> Option<u32> {
        let at = self.literals.binary_search_by_key(&literal, |edge| edge.0).ok()?;
        Some(self.literals[at].1)
    }

    /// Where words of a class lead, in the order of the file; none of them where no class is among `classes` (as bits
    /// of [`Class::bit`]).
    pub fn after_classes(&self, classes: u64) -> &[(Class, Option<i32>, u32)] {
        if self.mask & classes == 0 { &[] } else { &self.classes }
    }

    /// Whether a word leads anywhere: one of these classes (as bits of [`Class::bit`]), or this literal.
    pub fn leads(&self, classes: u64, literal: Option<u16>) -> bool {
        self.mask & classes != 0 || literal.is_some_and(|literal| self.after_literal(literal).is_some())
    }
}

/// All rules of a language.
#[derive(Debug)]
pub struct Trie {
    nodes: Vec<Node>,
}

impl Trie {
    /// A node; number 0 is the root.
    pub fn node(&self, index: u32) -> &Node {
        &self.nodes[index as usize]
    }
}

/// A trie that is being filled.
#[derive(Debug)]
pub(super) struct TrieBuilder {
    nodes: Vec<Unbuilt>,
    /// The sequence before this one, each element with the node it leads to: the next begins like it.
    last: Vec<(Element, u32)>,
}

/// A node of it: where words lead, and the rules that end here.
#[derive(Debug, Default)]
struct Unbuilt {
    edges: Vec<(Element, u32)>,
    accepts: Vec<u16>,
}

impl Default for TrieBuilder {
    fn default() -> Self {
        Self { nodes: vec![Unbuilt::default()], last: Vec::new() }
    }
}

impl TrieBuilder {
    /// Adds one sequence that ends in `rule`.
    pub(super) fn insert(&mut self, sequence: &[Element], rule: u16) {
        let shared =
            self.last.iter().zip(sequence).take_while(|((known, _), element)| known == *element).count();
        self.last.truncate(shared);
        let mut at = self.last.last().map_or(0, |(_, node)| *node);
        for element in &sequence[shared..] {
            let edges = &self.nodes[at as usize].edges;
            let known = edges.iter().find(|(edge, _)| edge == element).map(|edge| edge.1);
            let next = known.unwrap_or_else(|| {
                let new = u32::try_from(self.nodes.len()).expect("a small trie");
                self.nodes[at as usize].edges.push((*element, new));
                self.nodes.push(Unbuilt::default());
                new
            });
            self.last.push((*element, next));
            at = next;
        }
        let accepts = &mut self.nodes[at as usize].accepts;
        if !accepts.contains(&rule) {
            accepts.push(rule);
        }
    }

    /// The trie, ready for look-up.
    pub(super) fn build(self) -> Trie {
        let build = |unbuilt: Unbuilt| {
            let mut node = Node { accepts: unbuilt.accepts, ..Node::default() };
            for (element, next) in unbuilt.edges {
                match element {
                    Element::Literal(literal) => node.literals.push((literal, next)),
                    Element::Class(class, value) => {
                        node.mask |= class.bit();
                        node.classes.push((class, value, next));
                    }
                }
            }
            node.literals.sort_unstable_by_key(|edge| edge.0);
            node
        };
        Trie { nodes: self.nodes.into_iter().map(build).collect() }
    }
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

/// The sequences that `pattern` stands for, or what is wrong with it.
///
/// `<class>` and `<class:value>` match by class, other words and marks themselves; `x?` is optional, `(a | b)` a
/// choice, `$name` an entry of `macros`.
pub(super) fn expand(
    pattern: &str,
    macros: &HashMap<String, String>,
    literals: &mut Literals,
) -> Result<Vec<Vec<Element>>, String> {
    let mut parser = Parser { rest: pattern, macros, literals, depth: 0 };
    let sequences = parser.choice()?;
    if parser.rest.trim().is_empty() {
        Ok(sequences.into_iter().filter(|sequence| !sequence.is_empty()).collect())
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
    fn choice(&mut self) -> Result<Vec<Vec<Element>>, String> {
        let mut all = self.sequence()?;
        while self.skip("|") {
            all.extend(self.sequence()?);
        }
        Ok(all)
    }

    fn sequence(&mut self) -> Result<Vec<Vec<Element>>, String> {
        let mut all: Vec<Vec<Element>> = vec![Vec::new()];
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with([')', '|']) {
                return Ok(all);
            }
            let mut item = self.item()?;
            if self.rest.starts_with('?') {
                self.rest = &self.rest[1..];
                item.push(Vec::new());
            }
            all = all
                .iter()
                .flat_map(|head| item.iter().map(|tail| [head.as_slice(), tail.as_slice()].concat()))
                .collect();
        }
    }

    fn item(&mut self) -> Result<Vec<Vec<Element>>, String> {
        if self.skip("(") {
            let inner = self.choice()?;
            return if self.skip(")") { Ok(inner) } else { Err("a “(” is never closed".to_owned()) };
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
            return Ok(vec![vec![Element::Class(class, value)]]);
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
            return inner.choice();
        }
        Ok(vec![vec![Element::Literal(self.literals.intern(word))]])
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

    fn count(pattern: &str) -> Result<usize, String> {
        let macros = HashMap::from([("unit".to_owned(), "<unit> | <units>".to_owned())]);
        expand(pattern, &macros, &mut Literals::default()).map(|sequences| sequences.len())
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
