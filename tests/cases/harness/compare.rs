//! What the engine finds in a passage, beside what its page expects.
//!
//! The passage goes the way of `nutgraf extract`: an article, its findings, their record.

use std::sync::Arc;

use nutgraf::commands::extract;
use nutgraf::diagnostics::{Severity, SourceFile};
use nutgraf::enrich::record::{CodePoints, Record};
use serde::Serialize;

use super::page::Case;
use super::table::{Subject, Table};

/// What stands for a speaker whom the text does not settle.
const NOBODY: &str = "nobody";

/// Stands between the pieces of a quotation, and between roles.
const BETWEEN: &str = " / ";

/// Stands for words left out of a long quotation.
const LEFT_OUT: &str = " […] ";

/// How what is found differs from what is expected; `None` when it does not. An error means that the case itself is
/// wrong: that its article is, or that it expects words that the passage does not hold.
pub fn difference(case: &Case) -> Result<Option<String>, String> {
    let found = Found::in_passage(case)?;
    let mut differences = String::new();
    for expected in &case.expected {
        let table = &expected.table;
        for row in &table.rows {
            found.check(table, row).map_err(|fault| format!("{fault} (table on line {})", expected.line))?;
        }
        let all = found.table(table.subject, &table.columns);
        let (missing, surplus) = unmatched(table, &all);
        if missing.is_empty() && surplus.is_empty() {
            continue;
        }
        differences += &format!("\n{} (table on line {}):\n", table.subject.plural(), expected.line);
        for (label, rows) in [("expected, not found", missing), ("found, not expected", surplus)] {
            if !rows.is_empty() {
                let rows = Table { subject: table.subject, columns: table.columns.clone(), rows };
                differences += &format!("\n  {label}:\n{}", indented(&rows.to_string()));
            }
        }
        differences += &format!("\n  all that was found:\n{}", indented(&all.to_string()));
    }
    Ok((!differences.is_empty()).then_some(differences))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// The rows of `expected` that nothing in `found` matches, and the rows of `found` that nothing expects.
fn unmatched(expected: &Table, found: &Table) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut surplus = found.rows.clone();
    let mut missing = Vec::new();
    for row in &expected.rows {
        match surplus.iter().position(|found| row.iter().zip(found).all(|(cell, found)| matches(cell, found)))
        {
            Some(at) => drop(surplus.remove(at)),
            None => missing.push(row.clone()),
        }
    }
    (missing, surplus)
}

/// Whether `cell` says what was found, perhaps with words left out.
fn matches(cell: &str, found: &str) -> bool {
    match cell.split_once(LEFT_OUT) {
        None => cell == found,
        Some((head, tail)) => {
            found.len() >= head.len() + tail.len() && found.starts_with(head) && found.ends_with(tail)
        }
    }
}

/// The record of a passage, with what is needed to print it.
struct Found {
    record: Record,
    /// The code points of the article that the record's offsets count.
    source: Vec<char>,
}

impl Found {
    fn in_passage(case: &Case) -> Result<Found, String> {
        let mut text = String::new();
        if !case.passage.starts_with("---\n") {
            text.push_str("---\ntitle: A case\n");
            for (key, value) in [("date", &case.published), ("language", &case.language)] {
                if let Some(value) = value {
                    text.push_str(&format!("{key}: {value}\n"));
                }
            }
            text.push_str("---\n\n");
        }
        text.push_str(&case.passage);
        let file = Arc::new(SourceFile::new("case.md", text));
        let (record, diagnostics) = extract::markdown(&file, "case".to_owned(), None);
        // A passage may have been published on an unknown day; an article may not.
        let grave =
            diagnostics.iter().find(|fault| fault.severity == Severity::Error && fault.code != "missing-key");
        match grave {
            Some(fault) => Err(format!("the passage is no sound article: {}", fault.message)),
            None => Ok(Found { record, source: file.text.chars().collect() }),
        }
    }

    /// Whether the words that `row` expects can be found at all: a slip of the pen in a case that is known to fail would
    /// never be noticed.
    fn check(&self, table: &Table, row: &[String]) -> Result<(), String> {
        let passage = same_spaces(&self.source.iter().collect::<String>());
        for (column, cell) in table.columns.iter().zip(row) {
            let verbatim = matches!(*column, "Quotation" | "Cue" | "Source" | "Date");
            let pieces = cell.split(BETWEEN).flat_map(|piece| piece.split(LEFT_OUT));
            for piece in pieces.filter(|_| verbatim) {
                if !passage.contains(piece) {
                    return Err(format!("the passage does not hold the words “{piece}”"));
                }
            }
        }
        Ok(())
    }

    /// What was found of `subject`, with the columns `columns`.
    fn table(&self, subject: Subject, columns: &[&'static str]) -> Table {
        let count = match subject {
            Subject::Quotations => self.record.quotes.len(),
            Subject::Speakers => self.record.speakers.len(),
            Subject::Dates => self.record.dates.len(),
            Subject::Events => self.record.events.len(),
        };
        let row = |at: usize| columns.iter().map(|column| self.cell(subject, at, column)).collect();
        Table { subject, columns: columns.to_vec(), rows: (0..count).map(row).collect() }
    }

    fn cell(&self, subject: Subject, at: usize, column: &str) -> String {
        match subject {
            Subject::Quotations => {
                let quotation = &self.record.quotes[at];
                match column {
                    "Quotation" => joined(quotation.spans.iter().map(|&span| self.words(span))),
                    "Kind" => word(quotation.kind),
                    "Speaker" => quotation.speaker.as_deref().map_or(NOBODY.to_owned(), |id| self.name(id)),
                    "Cue" => quotation.cue.map(|span| self.words(span)).unwrap_or_default(),
                    _ => quotation.source.map(|span| self.words(span)).unwrap_or_default(),
                }
            }
            Subject::Speakers => {
                let speaker = &self.record.speakers[at];
                match column {
                    "Name" => speaker.name.clone(),
                    "Kind" => word(speaker.kind),
                    "Roles" => joined(speaker.roles.iter().cloned()),
                    _ => joined(speaker.aliases.iter().cloned()),
                }
            }
            Subject::Dates => {
                let date = &self.record.dates[at];
                match column {
                    "Date" => self.words(date.span),
                    "Value" => date.value.clone().unwrap_or_default(),
                    "EDTF" => date.edtf.clone().unwrap_or_default(),
                    _ => word(date.kind),
                }
            }
            Subject::Events => {
                let event = &self.record.events[at];
                match column {
                    "Event" => event.text.clone(),
                    "EDTF" => event.edtf.clone(),
                    _ => joined(event.speakers.iter().map(|id| self.name(id))),
                }
            }
        }
    }

    fn name(&self, id: &str) -> String {
        let speaker = self.record.speakers.iter().find(|speaker| speaker.id == id);
        speaker.map_or_else(|| format!("({id})"), |speaker| speaker.name.clone())
    }

    fn words(&self, [start, end]: CodePoints) -> String {
        same_spaces(&self.source[start..end].iter().collect::<String>())
    }
}

fn joined(pieces: impl Iterator<Item = String>) -> String {
    pieces.collect::<Vec<_>>().join(BETWEEN)
}

/// A word of the record: `direct`, `person`, `DATE`.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}

/// `text` with single spaces, so that a passage can be wrapped anywhere.
fn same_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
