//! The automaton that the rules of a language are compiled into.
//!
//! Comes in: patterns. Goes out: the sequences of [`Element`]s that they stand for, merged so that a single walk from a
//! token tries every rule of the language at once.
//!
//! The sequences, of which there are hundreds of thousands, are never written out. A pattern becomes places that know what may
//! follow them, the last first, so that equal endings are one place; then each set of places that a walk can be at becomes a node
//! (the subset construction of Rabin and Scott, 1959), made when something leads to it.

mod signs;

use std::collections::HashMap;

use foldhash::fast::FixedState;

use self::signs::Signs;
use super::class::Class;
use super::pattern::{Element, Item};

pub use self::signs::Sign;

/// A node of the automaton. A walk asks few of what all there is to know of it.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    automaton: &'a Automaton,
    this: &'a Bounds,
    next: &'a Bounds,
}

impl<'a> Node<'a> {
    /// The rules that end here, in the order of the file.
    pub fn accepts(self) -> &'a [u16] {
        &self.automaton.accepts[self.this.accepts as usize..self.next.accepts as usize]
    }

    /// Where words that rules name lead, by their number.
    fn literals(self) -> &'a [(u16, u32)] {
        &self.automaton.literals[self.this.literals as usize..self.next.literals as usize]
    }

    /// Where words of a class, or of a class and a worth, lead; in the order of the file.
    fn classes(self) -> &'a [(Class, Option<i32>, u32)] {
        &self.automaton.classes[self.this.classes as usize..self.next.classes as usize]
    }

    /// Where the literal leads.
    pub fn after_literal(self, literal: u16) -> Option<u32> {
        let literals = self.literals();
        let at = literals.binary_search_by_key(&literal, |edge| edge.0).ok()?;
        Some(literals[at].1)
    }

    /// Where words of a class lead, in the order of the file; none of them where no class is among `classes` (as bits
    /// of [`Class::bit`]).
    pub fn after_classes(self, classes: u64) -> &'a [(Class, Option<i32>, u32)] {
        if self.this.mask & classes == 0 { &[] } else { self.classes() }
    }

    /// Each element that leads on, with where it leads.
    fn steps(self) -> impl Iterator<Item = (Element, u32)> {
        let literals = self.literals().iter().map(|&(literal, next)| (Element::Literal(literal), next));
        literals
            .chain(self.classes().iter().map(|&(class, value, next)| (Element::Class(class, value), next)))
    }
}

/// All rules of a language. There are thousands of nodes, so that their lists stand in three long ones.
#[derive(Debug, Default)]
pub struct Automaton {
    nodes: Vec<Bounds>,
    literals: Vec<(u16, u32)>,
    classes: Vec<(Class, Option<i32>, u32)>,
    accepts: Vec<u16>,
    signs: Signs,
}

/// Where the lists of a node begin; they end where those of the next begin.
#[derive(Debug)]
struct Bounds {
    literals: u32,
    classes: u32,
    accepts: u32,
    /// The classes that lead on, as bits.
    mask: u64,
}

impl Automaton {
    /// The place after all lists.
    fn end(&self) -> Bounds {
        let length = |length| u32::try_from(length).expect("a small automaton");
        Bounds {
            literals: length(self.literals.len()),
            classes: length(self.classes.len()),
            accepts: length(self.accepts.len()),
            mask: 0,
        }
    }

    /// A node; number 0 is the root.
    pub fn node(&self, index: u32) -> Node<'_> {
        let at = index as usize;
        Node { automaton: self, this: &self.nodes[at], next: &self.nodes[at + 1] }
    }
}

/// What rules say, before there are nodes.
#[derive(Debug, Default)]
pub(super) struct Builder {
    places: Interned<Place>,
    /// What all patterns begin with.
    steps: Vec<(Element, u32)>,
}

/// A place in a pattern: what may come next and whether a rule may end here, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Place {
    /// Elements, each with the place behind it.
    steps: Vec<(Element, u32)>,
    accepts: Vec<u16>,
}

impl Builder {
    /// Adds all sequences that `pattern` stands for, each ending in `rule`. The empty one is none.
    pub(super) fn insert(&mut self, pattern: &[Item], rule: u16) {
        let end = self.places.number(Place { steps: Vec::new(), accepts: vec![rule] });
        let begin = self.before(pattern, end);
        self.steps.extend(&self.places.list[begin as usize].steps);
    }

    /// The place before `items`, behind which is the place `then`.
    fn before(&mut self, items: &[Item], then: u32) -> u32 {
        items.iter().rev().fold(then, |then, item| match item {
            Item::One(element) => {
                self.places.number(Place { steps: vec![(*element, then)], accepts: Vec::new() })
            }
            Item::Choice(patterns) => {
                let mut place = Place::default();
                for pattern in patterns {
                    let begin = self.before(pattern, then) as usize;
                    let Place { steps, accepts } = &self.places.list[begin];
                    extend(&mut place.steps, steps);
                    extend(&mut place.accepts, accepts);
                }
                self.places.number(place)
            }
        })
    }

    /// The automaton, ready for look-up.
    pub(super) fn build(mut self) -> Automaton {
        let root = self.places.number(Place { steps: std::mem::take(&mut self.steps), accepts: Vec::new() });
        let mut nodes = Interned::default();
        nodes.number(vec![root]);
        let mut automaton = Automaton::default();
        let mut edges = Interned::default();
        let mut number = 0;
        while let Some(places) = nodes.list.get(number) {
            let mut bounds = automaton.end();
            let places = places.iter().map(|&place| &self.places.list[place as usize]);
            // Where each element leads, at the number of the element.
            let mut behind: Vec<Vec<u32>> = Vec::new();
            edges.clear();
            for place in places {
                for &(element, next) in &place.steps {
                    let at = edges.number(element) as usize;
                    if at == behind.len() {
                        behind.push(Vec::new());
                    }
                    extend(&mut behind[at], &[next]);
                }
                let known = bounds.accepts as usize;
                for rule in &place.accepts {
                    if !automaton.accepts[known..].contains(rule) {
                        automaton.accepts.push(*rule);
                    }
                }
            }
            for (element, places) in edges.list.iter().zip(behind) {
                let next = nodes.number(places);
                match *element {
                    Element::Literal(literal) => automaton.literals.push((literal, next)),
                    Element::Class(class, value) => {
                        bounds.mask |= class.bit();
                        automaton.classes.push((class, value, next));
                    }
                }
            }
            automaton.literals[bounds.literals as usize..].sort_unstable_by_key(|edge| edge.0);
            automaton.nodes.push(bounds);
            number += 1;
        }
        automaton.nodes.push(automaton.end());
        automaton.learn_signs();
        automaton
    }
}

/// Adds to `all` those of `more` that are not in it.
fn extend<T: PartialEq + Copy>(all: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !all.contains(item) {
            all.push(*item);
        }
    }
}

/// Things that are each kept once, by number.
#[derive(Debug)]
struct Interned<T> {
    list: Vec<T>,
    numbers: HashMap<T, u32, FixedState>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { list: Vec::new(), numbers: HashMap::default() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Interned<T> {
    fn number(&mut self, item: T) -> u32 {
        if let Some(&number) = self.numbers.get(&item) {
            return number;
        }
        let number = u32::try_from(self.list.len()).expect("a small automaton");
        self.list.push(item.clone());
        self.numbers.insert(item, number);
        number
    }

    fn clear(&mut self) {
        self.list.clear();
        self.numbers.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::pattern::{Literals, parse};
    use super::*;

    /// Every sequence that `items` stand for.
    fn sequences(items: &[Item]) -> Vec<Vec<Element>> {
        let mut all = vec![Vec::new()];
        for item in items {
            let choices: Vec<Vec<Element>> = match item {
                Item::One(element) => vec![vec![*element]],
                Item::Choice(patterns) => patterns.iter().flat_map(|pattern| sequences(pattern)).collect(),
            };
            let longer = |begun: &Vec<Element>| -> Vec<Vec<Element>> {
                choices.iter().map(|choice| [begun.as_slice(), choice].concat()).collect()
            };
            all = all.iter().flat_map(longer).collect();
        }
        all
    }

    /// The rules that end where `sequence` leads.
    fn accepts<'a>(automaton: &'a Automaton, sequence: &[Element]) -> &'a [u16] {
        let mut node = automaton.node(0);
        for element in sequence {
            let next = match *element {
                Element::Literal(literal) => node.after_literal(literal),
                Element::Class(class, value) => node
                    .after_classes(class.bit())
                    .iter()
                    .find(|edge| (edge.0, edge.1) == (class, value))
                    .map(|edge| edge.2),
            };
            let Some(next) = next else { return &[] };
            node = automaton.node(next);
        }
        node.accepts()
    }

    #[test]
    fn it_accepts_what_the_patterns_say_and_nothing_else() {
        let patterns = [
            "<month> <day>? (,? <year>)?",
            "(the | <article>)? (eve | <month> <day>) of? (<month> | <year:1999>)?",
            "<month> <day>",
            "(the? <month>)? (<day> | <month> <day>)",
        ];
        let (mut literals, mut builder) = (Literals::default(), Builder::default());
        let mut expected: HashMap<Vec<Element>, Vec<u16>> = HashMap::new();
        for (rule, pattern) in (0..).zip(patterns) {
            let pattern = parse(pattern, &HashMap::new(), &mut literals).expect("a pattern");
            builder.insert(&pattern, rule);
            for sequence in sequences(&pattern) {
                let rules = expected.entry(sequence).or_default();
                if rules.last() != Some(&rule) {
                    rules.push(rule);
                }
            }
        }
        let automaton = builder.build();
        assert!(automaton.nodes.len() < expected.len(), "equal endings are one place");
        for (sequence, rules) in &expected {
            assert_eq!(accepts(&automaton, sequence), rules, "{sequence:?}");
            for end in 0..sequence.len() {
                let rules = expected.get(&sequence[..end]).map_or(&[][..], Vec::as_slice);
                assert_eq!(accepts(&automaton, &sequence[..end]), rules, "{:?}", &sequence[..end]);
            }
        }
    }
}
