//! Finds where rules match: one walk of the automaton from each lexeme, the longest match wins.
//!
//! Comes in: the lexemes of one block. Goes out: [`Match`]es in order, disjoint. Must not know: what day it is.

use crate::language::dates::{Class, Dates, Rule, Sign};

use super::lexeme::{Lexeme, Pause};

/// A rule that matched.
#[derive(Clone, Debug)]
pub(super) struct Match<'l> {
    /// First lexeme.
    pub start: usize,
    /// One past the last lexeme.
    pub end: usize,
    /// The rule.
    pub rule: &'l Rule,
    /// What its classes were worth, in order.
    pub slots: Slots,
}

/// The classes of a match and what they were worth.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots(Vec<(Class, i32)>);

impl Slots {
    /// The first of a class.
    pub(super) fn first(&self, class: Class) -> Option<i32> {
        self.0.iter().find(|slot| slot.0 == class).map(|slot| slot.1)
    }

    /// The last of a class, if there is more than one.
    pub(super) fn second(&self, class: Class) -> Option<i32> {
        let mut all = self.0.iter().filter(|slot| slot.0 == class);
        all.next()?;
        all.next_back().map(|slot| slot.1)
    }

    /// Whether a class comes first.
    pub(super) fn opens_with(&self, class: Class) -> bool {
        self.0.first().is_some_and(|slot| slot.0 == class)
    }

    /// Has one worth alone for a class.
    pub(super) fn set(&mut self, class: Class, value: i32) {
        self.0.retain(|slot| slot.0 != class);
        self.add(class, value);
    }

    /// Adds what the neighbourhood tells.
    pub(super) fn add(&mut self, class: Class, value: i32) {
        self.0.push((class, value));
    }

    /// Whether a class occurs with this worth.
    pub(super) fn holds(&self, class: Class, value: i32) -> bool {
        self.0.contains(&(class, value))
    }

    /// Whether a class occurs.
    pub(super) fn has(&self, class: Class) -> bool {
        self.first(class).is_some()
    }
}

/// All matches of a block.
pub(super) fn scan<'l>(text: &str, lexemes: &[Lexeme], language: &'l Dates) -> Vec<Match<'l>> {
    let mut found = Vec::new();
    let automaton = &language.automaton;
    let mut walk =
        Walk { text, lexemes, language, start: 0, path: Vec::new(), best: None, slots: Vec::new() };
    let tells = |lexeme: &Lexeme| automaton.tells(lexeme.sign());
    let mut at = 0;
    // Without a lexeme that tells not far behind it, nothing begins anywhere.
    while let Some(ahead) = lexemes[at..].iter().position(tells) {
        let telling = at + ahead;
        at = at.max(telling.saturating_sub(automaton.reach()));
        while at <= telling {
            let next = lexemes.get(at + 1).map_or(Sign::default(), Lexeme::sign);
            if !automaton.begins(lexemes[at].sign(), next) {
                at += 1;
                continue;
            }
            (walk.start, walk.best) = (at, None);
            walk.visit(0, at);
            match walk.best {
                Some((end, rule)) => {
                    found.push(Match { start: at, end, rule, slots: Slots(walk.slots.clone()) });
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    found
}

struct Walk<'a, 'l> {
    text: &'a str,
    lexemes: &'a [Lexeme],
    language: &'l Dates,
    start: usize,
    /// The classes on the way from the start.
    path: Vec<(Class, i32)>,
    /// Where the best match so far ends, and its rule.
    best: Option<(usize, &'l Rule)>,
    /// The classes on the way to it.
    slots: Vec<(Class, i32)>,
}

impl Walk<'_, '_> {
    fn visit(&mut self, node: u32, at: usize) {
        let node = self.language.automaton.node(node);
        for &number in node.accepts() {
            self.accept(number, at);
        }
        let Some(lexeme) = self.lexemes.get(at) else { return };
        if let Some(next) = lexeme.literal.and_then(|literal| node.after_literal(literal)) {
            self.visit(next, at + 1);
        }
        for &(class, wanted, next) in node.after_classes(lexeme.sign().classes) {
            let Some(value) = lexeme.value(class) else { continue };
            if wanted.is_none_or(|wanted| wanted == value) {
                self.path.push((class, value));
                self.visit(next, at + 1);
                self.path.pop();
            }
        }
    }

    fn accept(&mut self, number: u16, end: usize) {
        let rule = &self.language.rules[number as usize];
        if let Some((best, known)) = self.best {
            let order = std::ptr::from_ref(rule).cmp(&std::ptr::from_ref(known));
            if end < best || (end == best && order.is_ge()) {
                return;
            }
        }
        if self.fits(rule, end) {
            self.best = Some((end, rule));
            self.slots.clone_from(&self.path);
        }
    }

    /// Whether the neighbours are such as the rule asks for.
    fn fits(&self, rule: &Rule, end: usize) -> bool {
        let before = |class: &Class| self.before(*class);
        let after = |class: &Class| self.after(*class, end);
        (rule.after.is_empty() || rule.after.iter().any(before))
            && !rule.not_after.iter().any(before)
            && (rule.before.is_empty() || rule.before.iter().any(after))
            && !rule.not_before.iter().any(after)
    }

    fn before(&self, class: Class) -> bool {
        let previous = self.start.checked_sub(1).map(|at| &self.lexemes[at]);
        match class {
            Class::Edgeless => previous.is_none_or(|previous| ends_clause(previous, self.text)),
            Class::Quote => previous.is_some_and(is_quote),
            Class::Touching => {
                !self.lexemes[self.start].spaced
                    && previous.is_some_and(|previous| !is_quote(previous) && !opens(previous, self.text))
            }
            Class::Modifier => previous.is_some_and(|previous| {
                let owns = |lexeme: &Lexeme| {
                    let mark = lexeme.span.of(self.text);
                    !lexeme.word
                        && mark.len() > mark.trim_start_matches(['\'', '’']).len()
                        && !is_quote(lexeme)
                };
                let closes = |lexeme: &Lexeme| {
                    owns(lexeme)
                        || [Class::Article, Class::Owner, Class::One]
                            .iter()
                            .any(|class| lexeme.value(*class).is_some())
                };
                let describes = || previous.word && !previous.capital && previous.meanings().is_empty();
                // Round numbers are mostly of things: "the estimated 2000 refugees".
                let round = || self.lexemes[self.start].value(Class::Year).is_none_or(|year| year % 100 == 0);
                let led = || self.start.checked_sub(2).is_some_and(|at| closes(&self.lexemes[at]));
                owns(previous) || describes() && led() && !round()
            }),
            // "2014 and 2016" are years both.
            Class::Joint => previous.is_some_and(|previous| {
                let first = self.start.checked_sub(2).map(|at| &self.lexemes[at]);
                previous.value(class).is_some()
                    && first.is_none_or(|first| first.value(Class::Year).is_none())
            }),
            Class::Capitalised => {
                let opens = |at: usize| at.checked_sub(1).is_none_or(|at| self.lexemes[at].ends_sentence());
                previous.is_some_and(|previous| {
                    previous.capital && previous.meanings().is_empty() && !opens(self.start - 1)
                })
            }
            class => previous.is_some_and(|previous| previous.value(class).is_some()),
        }
    }

    fn after(&self, class: Class, end: usize) -> bool {
        let next = self.lexemes.get(end);
        match class {
            Class::Edgeless => next.is_none_or(|next| ends_clause(next, self.text)),
            Class::Quote => next.is_some_and(is_quote),
            Class::Touching => {
                let touches = |lexeme: &Lexeme| {
                    !lexeme.spaced && (is_joint(lexeme, self.text) || !lexeme.meanings().is_empty())
                };
                next.is_some_and(|next| touches(next) && !ends_clause(next, self.text))
                    && self.lexemes.get(end + 1).is_some_and(|next| !next.spaced)
            }
            Class::Plain => next.is_some_and(|next| next.is_plain()),
            Class::Capitalised => next.is_some_and(|next| next.capital && next.meanings().is_empty()),
            class => next.is_some_and(|next| next.value(class).is_some()),
        }
    }
}

/// Whether a lexeme is a quotation mark.
fn is_quote(lexeme: &Lexeme) -> bool {
    lexeme.pause == Pause::Quote
}

fn ends_clause(lexeme: &Lexeme, text: &str) -> bool {
    let mark = lexeme.span.of(text);
    !lexeme.word && mark.starts_with(['.', ',', ';', ':', '!', '?', ')', '—', '–', '”', '"', '…'])
}

fn opens(lexeme: &Lexeme, text: &str) -> bool {
    lexeme.span.of(text).starts_with(['(', '[', '—', '–'])
}

fn is_joint(lexeme: &Lexeme, text: &str) -> bool {
    lexeme.span.of(text).starts_with(['-', '/', '.', ':', '%', '°'])
}
