//! What is known of a match before any node is visited: most words of a text are passed over by it.

use super::super::class::TELLING;
use super::super::pattern::Element;
use super::super::word::{NumberWord, Word};
use super::Automaton;

/// What rules ask of a word: the classes that it can be of (as bits of [`Class::bit`](super::super::Class::bit)), and its number among the words that
/// they name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sign {
    /// The classes.
    pub classes: u64,
    /// The number.
    pub literal: Option<u16>,
}

/// See [`Automaton`].
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Each sequence has one of these, so that without them nothing matches.
    telling: Elements,
    /// How many words of a match stand at most before one of these.
    reach: usize,
    /// What sequences begin with.
    first: Elements,
    /// What of that is a sequence by itself.
    alone: Elements,
    /// What is second in the others.
    second: Elements,
}

/// Classes, whatever their worth, and literals.
#[derive(Debug, Default)]
struct Elements {
    classes: u64,
    /// For each literal whether it is one of them; none behind the end.
    literals: Vec<bool>,
}

impl Elements {
    fn add(&mut self, element: Element) {
        match element {
            Element::Class(class, _) => self.classes |= class.bit(),
            Element::Literal(literal) => {
                let least = usize::from(literal) + 1;
                self.literals.resize(self.literals.len().max(least), false);
                self.literals[usize::from(literal)] = true;
            }
        }
    }

    fn has(&self, element: Element) -> bool {
        match element {
            Element::Class(class, _) => self.classes & class.bit() != 0,
            Element::Literal(literal) => self.has_literal(literal),
        }
    }

    fn has_literal(&self, literal: u16) -> bool {
        self.literals.get(usize::from(literal)) == Some(&true)
    }

    /// Whether a word is one of them.
    fn have(&self, sign: Sign) -> bool {
        self.classes & sign.classes != 0 || sign.literal.is_some_and(|literal| self.has_literal(literal))
    }
}

impl Automaton {
    /// Finds the signs, once there are all nodes.
    pub(super) fn learn_signs(&mut self) {
        let (mut first, mut alone, mut second) = <(Elements, Elements, Elements)>::default();
        for (element, next) in self.node(0).steps() {
            first.add(element);
            if self.is_end(next) {
                alone.add(element);
            }
            self.node(next).steps().for_each(|(element, _)| second.add(element));
        }
        let telling = self.what_tells();
        let reach = self.how_far(&telling);
        self.signs = Signs { telling, reach, first, alone, second };
    }

    fn is_end(&self, node: u32) -> bool {
        !self.node(node).accepts().is_empty()
    }

    /// The classes that tell most, and what ends a sequence that has none of them.
    fn what_tells(&self) -> Elements {
        let classes = TELLING.iter().fold(0, |classes, class| classes | class.bit());
        let mut telling = Elements { classes, ..Elements::default() };
        let mut is_known = vec![false; self.nodes.len()];
        // Nodes to which something leads that tells nothing yet.
        let mut open = vec![0];
        while let Some(number) = open.pop() {
            if std::mem::replace(&mut is_known[number as usize], true) {
                continue;
            }
            for (element, next) in self.node(number).steps() {
                match telling.has(element) {
                    true => {}
                    false if self.is_end(next) => telling.add(element),
                    false => open.push(next),
                }
            }
        }
        telling
    }

    /// How far in a sequence has what tells: steps that tell nothing are taken from the root for as long as there are some.
    fn how_far(&self, telling: &Elements) -> usize {
        let mut reached = vec![0];
        let mut reach = 0;
        loop {
            let steps = reached.iter().flat_map(|&number| self.node(number).steps());
            let mut next: Vec<u32> =
                steps.filter(|(element, _)| !telling.has(*element)).map(|(_, next)| next).collect();
            next.sort_unstable();
            next.dedup();
            if next.is_empty() {
                return reach;
            }
            reached = next;
            reach += 1;
        }
    }

    /// Whether a text can have an expression of time because it has this word, and not without such words. Figures are
    /// such words too.
    pub fn is_telling(&self, word: &Word, capital: bool) -> bool {
        let means = word.meanings.iter().filter(|meaning| capital || !meaning.capitalised);
        let classes = means.fold(0, |means, meaning| means | meaning.class.bit());
        word.number != NumberWord::None || self.tells(Sign { classes, literal: word.literal })
    }

    /// Whether a word is one of those without which nothing matches.
    pub fn tells(&self, sign: Sign) -> bool {
        self.signs.telling.have(sign)
    }

    /// How many words of a match stand at most before one that tells.
    pub fn reach(&self) -> usize {
        self.signs.reach
    }

    /// Whether a match can begin with a word, given the one behind it.
    pub fn begins(&self, first: Sign, second: Sign) -> bool {
        self.signs.alone.have(first) || self.signs.first.have(first) && self.signs.second.have(second)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::super::pattern::{Literals, parse};
    use super::super::super::{Class, Meaning};
    use super::super::Builder;
    use super::*;

    fn automaton(patterns: &[&str]) -> (Automaton, Literals) {
        let (mut literals, mut automaton) = (Literals::default(), Builder::default());
        for pattern in patterns {
            automaton.insert(&parse(pattern, &HashMap::new(), &mut literals).expect("a pattern"), 0);
        }
        (automaton.build(), literals)
    }

    fn of_class(class: Class) -> Sign {
        Sign { classes: class.bit(), literal: None }
    }

    #[test]
    fn each_sequence_has_a_word_that_tells() {
        let (automaton, literals) =
            automaton(&["<article> <month>", "<article> <about>", "eve of <article>?"]);
        let numbers: HashMap<&String, u16> = literals.iter().collect();
        let literal = |word: &str| Word { literal: Some(numbers[&word.to_owned()]), ..Word::default() };
        let word = |class: Class| {
            let meaning = Meaning { class, value: 1, capitalised: class == Class::Month };
            Word { meanings: vec![meaning], ..Word::default() }
        };
        assert!(
            automaton.is_telling(&word(Class::Month), true)
                && !automaton.is_telling(&word(Class::Month), false)
        );
        assert!(automaton.is_telling(&word(Class::About), false), "nothing else in its sequence tells");
        assert!(automaton.is_telling(&literal("of"), false) && !automaton.is_telling(&literal("eve"), false));
        assert!(automaton.tells(of_class(Class::Month)) && !automaton.tells(of_class(Class::Article)));
        assert_eq!(automaton.reach(), 1, "“eve” and <article> stand before what tells");
    }

    #[test]
    fn what_begins_a_sequence_has_to_go_on() {
        let (automaton, _) = automaton(&["<article> <month>", "<day> <month>?", "<article> <day> <year>"]);
        let nothing = Sign::default();
        let begins = |first, second| automaton.begins(of_class(first), second);
        assert!(begins(Class::Article, of_class(Class::Month)) && begins(Class::Day, nothing));
        assert!(!begins(Class::Article, nothing) && !begins(Class::Article, of_class(Class::Year)));
        assert!(!begins(Class::Month, of_class(Class::Day)), "nothing begins with it");
    }
}
