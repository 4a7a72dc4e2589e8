//! Links to other sites, asked for: the only part of the program that goes to the network, and only on request.
//!
//! Politely: few requests at a time, of each host two; `HEAD` before `GET`; a host that wants to be left alone
//! (`Retry-After`) is; and an address that answered lately is not asked for again ([`Memory`]). Must not know: how the
//! site is built.

mod answer;
mod ask;
mod gather;
mod memory;
mod queue;

pub use answer::{Answer, Doubt};
pub use ask::Patience;
pub use gather::{ExternalLink, gather};
pub use memory::{FOLDER, Memory};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use crate::diagnostics::Diagnostic;
use crate::pipeline::{Progress, Stage};

/// What came of it, in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Different addresses.
    pub addresses: usize,
    /// Those known to answer from before.
    pub known: usize,
    /// Those that are there, known ones included.
    pub sound: usize,
    /// Those that have moved for good.
    pub moved: usize,
    /// Those that are gone.
    pub dead: usize,
    /// Those of which nothing is certain.
    pub doubtful: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let addresses = if self.addresses == 1 { "address" } else { "addresses" };
        write!(f, "{} {addresses} of other sites: {} sound", self.addresses, self.sound)?;
        for (count, what) in [(self.moved, "moved"), (self.dead, "dead"), (self.doubtful, "in doubt")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        if self.known > 0 {
            write!(f, " ({} known from the last days)", self.known)?;
        }
        Ok(())
    }
}

/// Asks for every address of `links` that `memory` does not vouch for, and says what is wrong with which link.
pub fn check(
    links: &[ExternalLink],
    memory: &mut Memory,
    patience: &Patience,
    progress: &dyn Progress,
) -> (Vec<Diagnostic>, Summary) {
    let mut answers: BTreeMap<String, Answer> = BTreeMap::new();
    let mut unknown: Vec<String> = Vec::new();
    let addresses: BTreeSet<&str> = links.iter().map(|link| link.address.as_str()).collect();
    for address in addresses {
        match memory.recall(address) {
            Some(answer) => drop(answers.insert(address.to_owned(), answer)),
            None => unknown.push(address.to_owned()),
        }
    }
    let known = answers.len();
    progress.begin(Stage::Asking, unknown.len());
    for (address, answer) in queue::ask_all(unknown, patience, progress) {
        memory.note(&address, &answer);
        answers.insert(address, answer);
    }
    let mut summary = Summary { addresses: answers.len(), known, ..Summary::default() };
    for answer in answers.values() {
        match answer {
            Answer::Sound => summary.sound += 1,
            Answer::Moved(_) => summary.moved += 1,
            Answer::Dead(_) => summary.dead += 1,
            Answer::Unsure(..) => summary.doubtful += 1,
        }
    }
    let found = links.iter().filter_map(|link| answers.get(&link.address)?.diagnostic(link)).collect();
    (found, summary)
}

/// How long a server may ask to be left alone before its addresses count as not checked.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
