//! What is to be found, and what is found, as tables of text.

use std::fmt;

/// What a table lists, by the first column of its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Quotations,
    Speakers,
    Dates,
    Events,
}

impl Subject {
    pub const ALL: [Subject; 4] = [Self::Quotations, Self::Speakers, Self::Dates, Self::Events];

    pub fn plural(self) -> &'static str {
        match self {
            Self::Quotations => "quotations",
            Self::Speakers => "speakers",
            Self::Dates => "dates",
            Self::Events => "events",
        }
    }

    /// Its columns. The first names the table; the `usual` ones are shown when none are asked for.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Quotations => &["Quotation", "Kind", "Speaker", "Cue", "Source"],
            Self::Speakers => &["Name", "Kind", "Roles", "Also"],
            Self::Dates => &["Date", "Value", "EDTF", "Type"],
            Self::Events => &["Event", "EDTF", "Speakers"],
        }
    }

    /// How many of the columns are shown when a page asks for none.
    pub fn usual(self) -> usize {
        if self == Self::Events { 2 } else { 3 }
    }

    /// The subject of the line "No quotations."
    pub fn of_absence(line: &str) -> Option<Subject> {
        let named = line.strip_prefix("No ")?.strip_suffix('.')?;
        Self::ALL.into_iter().find(|subject| subject.plural() == named)
    }
}

/// Rows of cells, each as many as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub subject: Subject,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

/// A table of a page, and its line.
#[derive(Debug)]
pub struct Expected {
    pub line: usize,
    pub table: Table,
}

impl Table {
    /// A table that says that nothing is to be found.
    pub fn empty(subject: Subject) -> Table {
        Table { subject, columns: subject.columns()[..subject.usual()].to_vec(), rows: Vec::new() }
    }

    /// Reads the lines of a table. An error has the index of the line.
    pub fn read(lines: &[&str]) -> Result<Table, (usize, String)> {
        let head = cells(lines[0]);
        let first = head.first().map_or("", String::as_str);
        let subject =
            Subject::ALL.into_iter().find(|subject| subject.columns()[0] == first).ok_or_else(|| {
                let known: Vec<&str> = Subject::ALL.iter().map(|subject| subject.columns()[0]).collect();
                (0, format!("a table begins with one of {}, not “{first}”", known.join(", ")))
            })?;
        let mut columns = Vec::new();
        for name in &head {
            let known = subject.columns().iter().find(|column| *column == name);
            let known = known.ok_or_else(|| {
                (
                    0,
                    format!(
                        "{} have the columns {}, not “{name}”",
                        subject.plural(),
                        subject.columns().join(", ")
                    ),
                )
            })?;
            columns.push(*known);
        }
        let rule = lines.get(1).is_some_and(|line| line.chars().all(|c| "|-: ".contains(c)));
        if !rule {
            return Err((1, "below the head of a table comes a line of dashes: |---|---|".to_owned()));
        }
        let mut rows = Vec::new();
        for (index, line) in lines.iter().enumerate().skip(2) {
            let row = cells(line);
            if row.len() != columns.len() {
                return Err((index, format!("{} cells under {} columns", row.len(), columns.len())));
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Err((0, format!("an empty table; write “No {}.”", subject.plural())));
        }
        Ok(Table { subject, columns, rows })
    }
}

/// The cells of a line. `\|` is a bar inside a cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().replace("\\|", "\u{0}");
    let inner = line.strip_prefix('|').unwrap_or(&line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rows.is_empty() {
            return writeln!(out, "No {}.", self.subject.plural());
        }
        writeln!(out, "| {} |", self.columns.join(" | "))?;
        writeln!(out, "|{}", "---|".repeat(self.columns.len()))?;
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}
