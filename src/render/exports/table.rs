//! Tables as CSV (RFC 4180) in UTF-8, and the timeline as one, an entry a line. Its dates are checked and can be no formula.

use std::fmt::Display;
use std::io::{self, Write};

use super::Record;
use super::timeline::Told;

const COLUMNS: [&str; 11] = [
    "date",
    "earliest",
    "latest",
    "printed",
    "text",
    "topics",
    "speakers",
    "articles",
    "passages",
    "elsewhere",
    "entry",
];

/// Between the items of a cell.
const SEPARATOR: &str = "; ";

/// A table, cell after cell.
pub(super) struct Table<W: Write> {
    writer: csv::Writer<W>,
    /// The row that is being written.
    row: csv::StringRecord,
}

impl<W: Write> Table<W> {
    /// A table with a header.
    pub(super) fn new(out: W, columns: &[&str]) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(columns)?;
        Ok(Self { writer, row: csv::StringRecord::new() })
    }

    /// Adds a cell; quoted where it has to be.
    pub(super) fn text(&mut self, cell: &str) {
        self.row.push_field(cell);
    }

    /// Adds a date or a number.
    pub(super) fn display(&mut self, cell: &impl Display) {
        self.text(&cell.to_string());
    }

    /// Adds a cell that no spreadsheet computes: they take one that begins with `=`, `+`, `-` or `@` for a formula, and articles
    /// come from anywhere. Such text gets an apostrophe before it, as OWASP advises.
    pub(super) fn safe(&mut self, cell: &str) {
        let is_formula = cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        if is_formula { self.text(&format!("'{cell}")) } else { self.text(cell) }
    }

    pub(super) fn end_row(&mut self) -> io::Result<()> {
        self.writer.write_record(&self.row)?;
        self.row.clear();
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// The timeline as a table.
pub(super) struct Rows<'r, W: Write> {
    record: &'r Record<'r>,
    table: Table<W>,
}

impl<'r, W: Write> Rows<'r, W> {
    pub(super) fn new(out: W, record: &'r Record<'r>) -> io::Result<Self> {
        Ok(Self { record, table: Table::new(out, &COLUMNS)? })
    }

    pub(super) fn add(&mut self, told: &Told<'_>) -> io::Result<()> {
        let (entry, site, table) = (told.entry, self.record.site, &mut self.table);
        let mut titles: Vec<&str> = told.sources.iter().map(|source| source.title).collect();
        titles.dedup();
        let passages: Vec<&str> = told.sources.iter().map(|source| source.url.as_str()).collect();
        let topics: Vec<&str> = entry.topics.iter().map(|id| site.topics[id.0].title.as_str()).collect();
        let speakers: Vec<&str> = entry.speakers.iter().map(|id| site.speakers[id.0].name.as_str()).collect();
        table.text(entry.date.as_str());
        for day in [told.earliest, told.latest] {
            match day {
                Some(day) => table.display(&day),
                None => table.text(""),
            }
        }
        table.safe(&told.printed);
        table.safe(&entry.text);
        for list in [topics, speakers, titles] {
            table.safe(&list.join(SEPARATOR));
        }
        table.text(&passages.join(" "));
        table.safe(entry.url.as_deref().unwrap_or_default());
        table.text(&told.place);
        table.end_row()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.table.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entry, site};
    use super::*;
    use crate::language::Language;
    use crate::site::TimelineEntry;

    fn rows(entries: Vec<TimelineEntry>) -> Vec<csv::StringRecord> {
        let site = site(Some("https://example.org/"), entries);
        let record = Record::new(&site, Language::english());
        let mut rows = Rows::new(Vec::new(), &record).expect("memory");
        site.timeline.iter().try_for_each(|entry| rows.add(&Told::new(&record, entry))).expect("memory");
        let text = String::from_utf8(rows.finish().expect("memory")).expect("UTF-8");
        assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")), "{text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().expect("a header"), COLUMNS.as_slice());
        reader.records().map(|row| row.expect("a row")).collect()
    }

    #[test]
    fn a_row_says_when_what_and_where() {
        let rows = rows(vec![entry("2025-12", "The ferry, “Una”, sank; all lived.")]);
        let cells: Vec<&str> = rows[0].iter().collect();
        assert_eq!(
            cells[..5],
            ["2025-12", "2025-12-01", "2025-12-31", "December 2025", "The ferry, “Una”, sank; all lived."]
        );
        assert_eq!(cells[7], "Ferries & <tides>, told");
        assert_eq!(cells[8], "https://example.org/articles/ferries/#e-1");
        assert!(cells[10].starts_with("https://example.org/timeline/#e-"), "{}", cells[10]);
    }

    #[test]
    fn no_cell_is_a_formula() {
        let nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", " =1+1", "=cmd|' /C calc'!A0"];
        let found = rows(nasty.iter().map(|text| entry("-0043", text)).collect());
        for (row, text) in found.iter().zip(nasty) {
            assert_eq!(&row[4], format!("'{text}").as_str());
            assert_eq!(&row[0], "-0043", "a date stays one");
        }
        assert_eq!(&rows(vec![entry("2014", "A - b = c")])[0][4], "A - b = c");
    }
}
