//! The automaton that the rules of a language are compiled into.
//!
//! Comes in: patterns. Goes out: the sequences of [`Element`]s that they stand for, merged so that a single walk from a
//! token tries every rule of the language at once.
//!
//! The sequences, of which there are hundreds of thousands, are never written out. A pattern becomes places that know what may
//! follow them, the last first, so that equal endings are one place; then each set of places that a walk can be at becomes a node
//! (the subset construction of Rabin and Scott, 1959), made when something leads to it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::class::{Class, TELLING};
use super::pattern::{Element, Item};
use super::word::{NumberWord, Word};

/// A node of the automaton.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    /// Where words that rules name lead, by their number.
    literals: &'a [(u16, u32)],
    /// Where words of a class, or of a class and a worth, lead; in the order of the file.
    classes: &'a [(Class, Option<i32>, u32)],
    /// The classes of `classes`, as bits.
    mask: u64,
    /// The rules that end here, in the order of the file.
    pub accepts: &'a [u16],
}

impl<'a> Node<'a> {
    /// Where the literal leads.
    pub fn after_literal(&self, literal: u16) -> Option<u32> {
        let at = self.literals.binary_search_by_key(&literal, |edge| edge.0).ok()?;
        Some(self.literals[at].1)
    }

    /// Where words of a class lead, in the order of the file; none of them where no class is among `classes` (as bits
    /// of [`Class::bit`]).
    pub fn after_classes(&self, classes: u64) -> &'a [(Class, Option<i32>, u32)] {
        if self.mask & classes == 0 { &[] } else { self.classes }
    }

    /// Whether a word leads anywhere: one of these classes (as bits of [`Class::bit`]), or this literal.
    pub fn leads(&self, classes: u64, literal: Option<u16>) -> bool {
        self.mask & classes != 0 || literal.is_some_and(|literal| self.after_literal(literal).is_some())
    }
}

/// All rules of a language. There are thousands of nodes, so that their lists stand in three long ones.
#[derive(Debug, Default)]
pub struct Automaton {
    nodes: Vec<Bounds>,
    literals: Vec<(u16, u32)>,
    classes: Vec<(Class, Option<i32>, u32)>,
    accepts: Vec<u16>,
    /// Classes and literals of which each sequence has one, so that without them nothing matches.
    telling: (u64, Vec<u16>),
    /// How many words of a match stand at most before one of these.
    reach: usize,
}

/// Where the lists of a node begin; they end where those of the next begin.
#[derive(Debug)]
struct Bounds {
    literals: u32,
    classes: u32,
    accepts: u32,
    /// See [`Node::mask`].
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

    /// Whether a text can have an expression of time because it has this word, and not without such words. Figures are
    /// such words too.
    pub fn is_telling(&self, word: &Word, capital: bool) -> bool {
        let (classes, literals) = &self.telling;
        let means = word.meanings.iter().filter(|meaning| capital || !meaning.capitalised);
        word.number != NumberWord::None
            || means.fold(0, |means, meaning| means | meaning.class.bit()) & classes != 0
            || word.literal.is_some_and(|literal| literals.contains(&literal))
    }

    /// Finds what tells: the classes that tell most, and what ends a sequence that has none of them.
    fn learn_what_tells(&mut self) {
        self.telling.0 = TELLING.iter().fold(0, |classes, class| classes | class.bit());
        let mut is_known = vec![false; self.nodes.len()];
        // Nodes to which something leads that tells nothing yet.
        let mut open = vec![0];
        while let Some(number) = open.pop() {
            if std::mem::replace(&mut is_known[number as usize], true) {
                continue;
            }
            let (classes, literals) = &mut self.telling;
            let (this, next) = (&self.nodes[number as usize], &self.nodes[number as usize + 1]);
            let is_end =
                |node: u32| self.nodes[node as usize].accepts != self.nodes[node as usize + 1].accepts;
            for &(literal, next) in &self.literals[this.literals as usize..next.literals as usize] {
                match literals.contains(&literal) {
                    true => {}
                    false if is_end(next) => literals.push(literal),
                    false => open.push(next),
                }
            }
            for &(class, _, next) in &self.classes[this.classes as usize..next.classes as usize] {
                match *classes & class.bit() != 0 {
                    true => {}
                    false if is_end(next) => *classes |= class.bit(),
                    false => open.push(next),
                }
            }
        }
    }

    /// Finds how far in a sequence has what tells: steps that tell nothing are taken from the root for as long as there are some.
    fn learn_reach(&mut self) {
        let mut reached = vec![0];
        loop {
            let steps = reached.iter().flat_map(|&number| {
                let Node { literals, classes, .. } = self.node(number);
                let literals = literals.iter().filter(|edge| !self.tells(0, Some(edge.0))).map(|edge| edge.1);
                literals
                    .chain(classes.iter().filter(|edge| !self.tells(edge.0.bit(), None)).map(|edge| edge.2))
            });
            let mut next: Vec<u32> = steps.collect();
            next.sort_unstable();
            next.dedup();
            if next.is_empty() {
                return;
            }
            reached = next;
            self.reach += 1;
        }
    }

    /// Whether a lexeme that can be of these classes (as bits of [`Class::bit`]), or is this literal, is one of those without
    /// which nothing matches.
    pub fn tells(&self, classes: u64, literal: Option<u16>) -> bool {
        let (telling, literals) = &self.telling;
        telling & classes != 0 || literal.is_some_and(|literal| literals.contains(&literal))
    }

    /// How many words of a match stand at most before one that tells.
    pub fn reach(&self) -> usize {
        self.reach
    }

    /// A node; number 0 is the root.
    pub fn node(&self, index: u32) -> Node<'_> {
        let (this, next) = (&self.nodes[index as usize], &self.nodes[index as usize + 1]);
        Node {
            literals: &self.literals[this.literals as usize..next.literals as usize],
            classes: &self.classes[this.classes as usize..next.classes as usize],
            mask: this.mask,
            accepts: &self.accepts[this.accepts as usize..next.accepts as usize],
        }
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
        automaton.learn_what_tells();
        automaton.learn_reach();
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
        node.accepts
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

    #[test]
    fn each_sequence_has_a_word_that_tells() {
        let (mut literals, mut automaton) = (Literals::default(), Builder::default());
        for pattern in ["<article> <month>", "<article> <about>", "eve of <article>?"] {
            automaton.insert(&parse(pattern, &HashMap::new(), &mut literals).expect("a pattern"), 0);
        }
        let automaton = automaton.build();
        let numbers: HashMap<&String, u16> = literals.iter().collect();
        let literal = |word: &str| Word { literal: Some(numbers[&word.to_owned()]), ..Word::default() };
        let of_class = |class: Class| {
            let meaning = super::super::Meaning { class, value: 1, capitalised: class == Class::Month };
            Word { meanings: vec![meaning], ..Word::default() }
        };
        assert!(
            automaton.is_telling(&of_class(Class::Month), true)
                && !automaton.is_telling(&of_class(Class::Month), false)
        );
        assert!(automaton.is_telling(&of_class(Class::About), false), "nothing else in its sequence tells");
        assert!(automaton.is_telling(&literal("of"), false) && !automaton.is_telling(&literal("eve"), false));
        assert!(automaton.tells(Class::Month.bit(), None) && !automaton.tells(Class::Article.bit(), None));
        assert_eq!(automaton.reach(), 1, "“eve” and <article> stand before what tells");
    }
}
