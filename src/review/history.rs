//! In which order decisions were taken, so that the last one can be taken back, in whichever window and on whichever day it
//! was taken.
//!
//! `review.yaml` has the order of the text. The order of time is a file of this copy of the site alone: without it nothing is
//! lost but the way back. One decision a line, as JSON of two texts of the form of `review.yaml`.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::ledger::{self, Entry};

const FILE: &str = "review-history";
/// Decisions that can be taken back, one after the other.
const KEPT: usize = 500;

/// One decision: what it wrote, and what that took the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Entries that were added.
    pub added: Vec<Entry>,
    /// Entries that they replaced.
    pub removed: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    added: String,
    removed: String,
}

impl Record {
    /// Tells it from others.
    pub fn id(&self) -> String {
        blake3::hash(self.line().as_bytes()).to_hex()[..12].to_owned()
    }

    fn line(&self) -> String {
        let text = |entries: &[Entry]| ledger::text_of(entries).unwrap_or_default();
        let line = Line { added: text(&self.added), removed: text(&self.removed) };
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// What a line says; `None` for one that was not written to its end.
    fn read(line: &str) -> Option<Self> {
        let Line { added, removed } = serde_json::from_str(line).ok()?;
        let entries = |text: &str| ledger::parse_entries(text).ok();
        Some(Self { added: entries(&added)?, removed: entries(&removed)? })
    }
}

/// All decisions that are noted in `folder`, the oldest first.
pub fn read(folder: &Path) -> Vec<Record> {
    let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    text.lines().filter_map(Record::read).collect()
}

/// Notes `record` as the last one.
///
/// # Errors
///
/// When the file can't be written.
pub fn append(folder: &Path, record: &Record) -> anyhow::Result<()> {
    let path = folder.join(FILE);
    super::lock::refuse_link(&path)?;
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    if text.lines().count() >= 2 * KEPT {
        let lines: Vec<&str> = text.lines().collect();
        replace(&path, lines[lines.len() - KEPT..].iter().map(|line| (*line).to_owned()))?;
    }
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&path)?;
    // What a crash has left of a line must not swallow this one.
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    file.write_all(format!("{gap}{}\n", record.line()).as_bytes())?;
    Ok(())
}

/// Keeps `records` only.
///
/// # Errors
///
/// When the file can't be written.
pub fn keep(folder: &Path, records: &[Record]) -> std::io::Result<()> {
    replace(&folder.join(FILE), records.iter().map(Record::line))
}

fn replace(path: &Path, lines: impl Iterator<Item = String>) -> std::io::Result<()> {
    let text: String = lines.map(|line| line + "\n").collect();
    let beside = path.with_extension("tmp");
    std::fs::write(&beside, text)?;
    std::fs::rename(beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::PassageDecision;
    use crate::verdict::Verdict;

    fn record(words: &str) -> Record {
        let entry = Entry::Passage(PassageDecision {
            article: "tax".to_owned(),
            words: words.to_owned(),
            beside: Some("she said: no".to_owned()),
            verdict: Verdict::NotSpeech,
            span: 0..0,
        });
        Record { added: vec![entry], removed: Vec::new() }
    }

    fn words(records: &[Record]) -> Vec<String> {
        let words = |record: &Record| match &record.added[0] {
            Entry::Passage(passage) => passage.words.clone(),
            Entry::Person(person) => person.name.clone(),
        };
        records.iter().map(words).collect()
    }

    #[test]
    fn records_come_back_and_half_a_line_is_skipped() {
        let folder = tempfile::tempdir().unwrap();
        append(folder.path(), &record("one")).unwrap();
        let path = folder.path().join(FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{text}{}", &text[..text.len() / 2])).unwrap();
        append(folder.path(), &record("“two: #”")).unwrap();
        let records = read(folder.path());
        assert_eq!(words(&records), ["one", "“two: #”"]);
        assert_eq!(records[1].id(), record("“two: #”").id());
        keep(folder.path(), &records[..1]).unwrap();
        assert_eq!(words(&read(folder.path())), ["one"]);
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let line = record("old").line() + "\n";
        std::fs::write(folder.path().join(FILE), line.repeat(2 * KEPT)).unwrap();
        append(folder.path(), &record("new")).unwrap();
        let records = read(folder.path());
        assert_eq!(records.len(), KEPT + 1);
        assert_eq!(words(&records[KEPT..]), ["new"]);
    }
}
