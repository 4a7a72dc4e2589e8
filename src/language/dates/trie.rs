//! The trie that the rules of a language are compiled into.
//!
//! Comes in: patterns. Goes out: the sequences of [`Element`]s that they stand for, merged so that a single walk from a
//! token tries every rule of the language at once.

use super::class::{Class, TELLING};
use super::pattern::{Element, Item};
use super::word::{NumberWord, Word};

/// A node of the trie.
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

/// All rules of a language. There are tens of thousands of nodes, so that their lists stand in three long ones.
#[derive(Debug)]
pub struct Trie {
    nodes: Vec<Place>,
    literals: Vec<(u16, u32)>,
    classes: Vec<(Class, Option<i32>, u32)>,
    accepts: Vec<u16>,
    /// Classes and literals of which each sequence has one, so that without them nothing matches.
    telling: (u64, Vec<u16>),
}

/// Where the lists of a node begin; they end where those of the next begin.
#[derive(Debug)]
struct Place {
    literals: u32,
    classes: u32,
    accepts: u32,
    /// See [`Node::mask`].
    mask: u64,
}

impl Trie {
    /// The place after all lists.
    fn end(&self) -> Place {
        let length = |length| u32::try_from(length).expect("a small trie");
        Place {
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

/// A trie that is being filled.
#[derive(Debug)]
pub(super) struct TrieBuilder {
    nodes: Vec<Unbuilt>,
}

/// A node of it. Number 0 in place of another node stands for none, since nothing leads to the root.
#[derive(Debug)]
struct Unbuilt {
    /// What leads to it.
    element: Element,
    /// The first and the last node that it leads to.
    ends: (u32, u32),
    /// The next node to which the one before leads.
    next: u32,
    /// The rules that end here.
    accepts: Vec<u16>,
}

impl Unbuilt {
    fn after(element: Element) -> Self {
        Self { element, ends: (0, 0), next: 0, accepts: Vec::new() }
    }
}

impl Default for TrieBuilder {
    fn default() -> Self {
        // Nothing leads to the root.
        Self { nodes: vec![Unbuilt::after(Element::Literal(u16::MAX))] }
    }
}

impl TrieBuilder {
    /// Adds all sequences that `pattern` stands for, each ending in `rule`.
    ///
    /// The sequences need not be written out, of which there are tens of thousands: what several of them begin with is
    /// walked once.
    pub(super) fn insert(&mut self, pattern: &[Item], rule: u16) {
        self.each(0, pattern, &mut |trie, end| {
            let accepts = &mut trie.nodes[end as usize].accepts;
            if end != 0 && !accepts.contains(&rule) {
                accepts.push(rule);
            }
        });
    }

    /// Goes on to `then` from each node to which `items` lead from the node `at`, in the order of the file.
    pub(super) fn each(&mut self, at: u32, items: &[Item], then: &mut dyn FnMut(&mut Self, u32)) {
        match items.split_first() {
            None => then(self, at),
            Some((Item::One(element), rest)) => {
                let next = self.step(at, *element);
                self.each(next, rest, then);
            }
            Some((Item::Choice(patterns), rest)) => {
                for pattern in patterns {
                    self.each(at, pattern, &mut |trie, end| trie.each(end, rest, then));
                }
            }
        }
    }

    /// Where `element` leads from the node `at`; a new node if it led nowhere yet.
    fn step(&mut self, at: u32, element: Element) -> u32 {
        // Most nodes lead to few others.
        if let Some((_, known)) = self.after(at).find(|(known, _)| *known == element) {
            return known;
        }
        let new = u32::try_from(self.nodes.len()).expect("a small trie");
        self.nodes.push(Unbuilt::after(element));
        let last = match &mut self.nodes[at as usize].ends {
            ends @ (0, _) => {
                *ends = (new, new);
                return new;
            }
            (_, last) => std::mem::replace(last, new),
        };
        self.nodes[last as usize].next = new;
        new
    }

    /// The elements that lead on from the node `at`, and where.
    fn after(&self, at: u32) -> impl Iterator<Item = (Element, u32)> {
        let some = |node: u32| (node != 0).then_some(node);
        let nodes = std::iter::successors(some(self.nodes[at as usize].ends.0), move |&node| {
            some(self.nodes[node as usize].next)
        });
        nodes.map(|node| (self.nodes[node as usize].element, node))
    }

    /// See [`Trie::telling`]: the classes that tell most, and what ends a sequence that has none of them.
    fn telling(&self) -> (u64, Vec<u16>) {
        let mut classes = TELLING.iter().fold(0, |classes, class| classes | class.bit());
        let mut literals = Vec::new();
        let mut tells = vec![false; self.nodes.len()];
        // A node has a higher number than the one that leads to it.
        for number in 0..self.nodes.len() {
            for (element, next) in self.after(u32::try_from(number).expect("a small trie")) {
                // Most nodes are behind such a word.
                if tells[number] {
                    tells[next as usize] = true;
                    continue;
                }
                let known = match element {
                    Element::Class(class, _) => classes & class.bit() != 0,
                    Element::Literal(literal) => literals.contains(&literal),
                };
                let ends = !self.nodes[next as usize].accepts.is_empty();
                match element {
                    _ if known || !ends => {}
                    Element::Class(class, _) => classes |= class.bit(),
                    Element::Literal(literal) => literals.push(literal),
                }
                tells[next as usize] = known || ends;
            }
        }
        (classes, literals)
    }

    /// The trie, ready for look-up.
    pub(super) fn build(self) -> Trie {
        let mut trie = Trie {
            nodes: Vec::with_capacity(self.nodes.len() + 1),
            literals: Vec::new(),
            classes: Vec::new(),
            accepts: Vec::new(),
            telling: self.telling(),
        };
        for (number, node) in (0..).zip(&self.nodes) {
            let mut place = trie.end();
            for (element, next) in self.after(number) {
                match element {
                    Element::Literal(literal) => trie.literals.push((literal, next)),
                    Element::Class(class, value) => {
                        place.mask |= class.bit();
                        trie.classes.push((class, value, next));
                    }
                }
            }
            trie.literals[place.literals as usize..].sort_unstable_by_key(|edge| edge.0);
            trie.accepts.extend(&node.accepts);
            trie.nodes.push(place);
        }
        trie.nodes.push(trie.end());
        trie
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::pattern::{Literals, parse};
    use super::*;

    #[test]
    fn each_sequence_has_a_word_that_tells() {
        let (mut literals, mut trie) = (Literals::default(), TrieBuilder::default());
        for pattern in ["<article> <month>", "<article> <about>", "eve of <article>?"] {
            trie.insert(&parse(pattern, &HashMap::new(), &mut literals).expect("a pattern"), 0);
        }
        let trie = trie.build();
        let numbers: HashMap<&String, u16> = literals.iter().collect();
        let literal = |word: &str| Word { literal: Some(numbers[&word.to_owned()]), ..Word::default() };
        let of_class = |class: Class| {
            let meaning = super::super::Meaning { class, value: 1, capitalised: class == Class::Month };
            Word { meanings: vec![meaning], ..Word::default() }
        };
        assert!(
            trie.is_telling(&of_class(Class::Month), true)
                && !trie.is_telling(&of_class(Class::Month), false)
        );
        assert!(trie.is_telling(&of_class(Class::About), false), "nothing else in its sequence tells");
        assert!(trie.is_telling(&literal("of"), false) && !trie.is_telling(&literal("eve"), false));
    }
}
