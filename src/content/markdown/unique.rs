//! Names of which each may be given once: identifiers of headings, labels of tables.

use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(super) struct Unique {
    given: HashSet<String>,
    /// The next number to try with each name that has been asked for: a thousand of one name are not counted through.
    next: HashMap<String, usize>,
}

impl Unique {
    /// Takes `name` as it is; false when it is taken.
    pub fn claim(&mut self, name: &str) -> bool {
        self.given.insert(name.to_owned())
    }

    /// The first of `numbered(1)`, `numbered(2)`, … that is free, for what is called `name`. A number without a name
    /// is passed over.
    pub fn make(&mut self, name: &str, numbered: impl Fn(usize) -> Option<String>) -> String {
        let mut number = self.next.get(name).copied().unwrap_or(1);
        let free = loop {
            let candidate = numbered(number);
            number += 1;
            if let Some(free) = candidate.filter(|candidate| self.claim(candidate)) {
                break free;
            }
        };
        self.next.insert(name.to_owned(), number);
        free
    }
}
