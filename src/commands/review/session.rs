//! The questions one after another: which is up, what has been answered, and how to take it back. No terminal.

use std::path::{Path, PathBuf};

use crate::edtf::Edtf;
use crate::review::answer;
use crate::review::ledger::Entry;
use crate::review::queue::Item;

/// What an editor can say to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The candidate of this number, from 0.
    Candidate(usize),
    /// Somebody else.
    Name(String),
    /// Another day.
    Date(Edtf),
    /// No speech, no event.
    Nothing,
}

/// A walk through the queue.
#[derive(Debug)]
pub struct Session {
    root: PathBuf,
    items: Vec<Item>,
    at: usize,
    /// Answered questions by their place in the queue, with what was written.
    answered: Vec<(usize, Vec<Entry>)>,
    skipped: Vec<String>,
}

impl Session {
    pub fn new(root: &Path, items: Vec<Item>) -> Self {
        Self { root: root.to_owned(), items, at: 0, answered: Vec::new(), skipped: Vec::new() }
    }

    /// The question that is up; `None` after the last.
    pub fn current(&self) -> Option<&Item> {
        self.items.get(self.at)
    }

    /// Its number from 1, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.at + 1, self.items.len())
    }

    pub fn answered(&self) -> usize {
        self.answered.len()
    }

    pub fn skipped(&self) -> usize {
        self.skipped.len()
    }

    /// Writes the answer to the question that is up and goes on. Says why not when the question has no such answer.
    pub fn answer(&mut self, answer: &Answer) -> anyhow::Result<()> {
        let Some(item) = self.current() else { return Ok(()) };
        let entries = match answer {
            Answer::Candidate(number) => {
                item.candidates.get(*number).map(|candidate| candidate.entries.clone())
            }
            Answer::Name(name) => item.named(name).map(|entry| vec![entry]),
            Answer::Date(date) => item.dated(date).map(|entry| vec![entry]),
            Answer::Nothing => item.rejected().map(|entry| vec![entry]),
        };
        let entries = entries.ok_or_else(|| anyhow::anyhow!("that is no answer to this question"))?;
        answer::apply(&self.root, item, &entries)?;
        self.answered.push((self.at, entries));
        self.at += 1;
        Ok(())
    }

    /// Leaves the question that is up open.
    pub fn skip(&mut self) {
        if let Some(item) = self.current() {
            self.skipped.push(item.id.clone());
            self.at += 1;
        }
    }

    /// Takes the last answer back and puts its question again; false when there is none.
    pub fn undo(&mut self) -> anyhow::Result<bool> {
        let Some((at, entries)) = self.answered.last() else { return Ok(false) };
        answer::take_back(&self.root, entries)?;
        self.at = *at;
        self.answered.pop();
        let open: Vec<String> = self.items[self.at..].iter().map(|item| item.id.clone()).collect();
        self.skipped.retain(|id| !open.contains(id));
        Ok(true)
    }

    /// Takes the questions that are open now in place of those not answered yet, without those that were skipped.
    pub fn renew(&mut self, open: Vec<Item>) {
        self.items.truncate(self.at);
        self.items.extend(open.into_iter().filter(|item| !self.skipped.contains(&item.id)));
    }
}
