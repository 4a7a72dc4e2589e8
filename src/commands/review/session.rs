//! The questions one after another: which is up, what has been answered, and how to take it back. No terminal.

use std::path::{Path, PathBuf};

use crate::review::history::Record;
use crate::review::item::{Answer, Item};
use crate::review::ledger::{self, Entry};
use crate::review::{answer, store};

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
        let entries =
            item.entries(answer).ok_or_else(|| anyhow::anyhow!("that is no answer to this question"))?;
        answer::apply(&self.root, item, &entries)?;
        self.answered.push((self.at, entries));
        self.at += 1;
        Ok(())
    }

    /// Says of the question that is up, and of all others of its kind about its article, that there is nothing. Gives how
    /// many these were.
    pub fn reject_all(&mut self) -> anyhow::Result<usize> {
        let Some(item) = self.current() else { return Ok(0) };
        let (kind, article) = (item.kind, item.article.clone());
        let mut rejected = 0;
        // Those that are alike move up, so that the others stay in their order.
        let mut at = self.at;
        while at < self.items.len() {
            if self.items[at].kind == kind && self.items[at].article == article {
                let item = self.items.remove(at);
                self.items.insert(self.at, item);
                self.answer(&Answer::Nothing)?;
                rejected += 1;
            }
            at += 1;
        }
        Ok(rejected)
    }

    /// Leaves the question that is up open.
    pub fn skip(&mut self) {
        if let Some(item) = self.current() {
            self.skipped.push(item.id.clone());
            self.at += 1;
        }
    }

    /// Takes the last decision back, and gives it; `None` when there is none. Its question comes up again: at once when it
    /// was put in this session, otherwise with [`Session::ask_again`].
    pub fn undo(&mut self) -> anyhow::Result<Option<Record>> {
        let Some(record) = store::undo(&self.root, None)? else { return Ok(None) };
        let own = |(_, entries): &(usize, Vec<Entry>)| {
            record.added.iter().all(|one| entries.iter().any(|other| ledger::same(one, other)))
        };
        if let Some(place) = self.answered.iter().rposition(own) {
            self.at = self.answered.remove(place).0;
            let open: Vec<String> = self.items[self.at..].iter().map(|item| item.id.clone()).collect();
            self.skipped.retain(|id| !open.contains(id));
        }
        Ok(Some(record))
    }

    /// Puts the questions that `record` had settled, which are among `open`, before all others.
    pub fn ask_again(&mut self, record: &Record, open: Vec<Item>) {
        let is_settled = |item: &Item| record.added.iter().any(|entry| item.is_settled_by(entry));
        if self.current().is_some_and(is_settled) {
            return;
        }
        let again: Vec<Item> = open.into_iter().filter(is_settled).collect();
        self.items.retain(|item| again.iter().all(|other| other.id != item.id));
        self.at = self.at.min(self.items.len());
        self.items.splice(self.at..self.at, again);
    }

    /// Takes the questions that are open now in place of those not answered yet, without those that were skipped.
    pub fn renew(&mut self, open: Vec<Item>) {
        self.items.truncate(self.at);
        self.items.extend(open.into_iter().filter(|item| !self.skipped.contains(&item.id)));
    }
}
