//! The timeline as CSV (RFC 4180), in UTF-8, one entry a line. Dates are checked and can be no formula.

use super::{Record, safe};
use crate::site::TimelineEntry;

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

/// The table.
pub(super) fn write(record: &Record<'_>) -> String {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut add = |row: &[String]| {
        // Writing to memory can't fail, and every row has as many cells as the first.
        let _ = table.write_record(row);
    };
    add(&COLUMNS.map(str::to_owned));
    for entry in &record.site.timeline {
        add(&row(record, entry));
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn row<'s>(record: &Record<'s>, entry: &'s TimelineEntry) -> [String; COLUMNS.len()] {
    let list = |items: Vec<&str>| safe(&items.join(SEPARATOR)).into_owned();
    let mut titles: Vec<&str> = record.sources(entry).map(|source| source.title).collect();
    titles.dedup();
    let passages: Vec<String> = record.sources(entry).map(|source| source.url).collect();
    [
        entry.date.to_string(),
        entry.date.earliest().map(|day| day.to_string()).unwrap_or_default(),
        entry.date.latest().map(|day| day.to_string()).unwrap_or_default(),
        safe(&record.printed(entry)).into_owned(),
        safe(&entry.text).into_owned(),
        list(entry.topics.iter().map(|id| record.site.topics[id.0].title.as_str()).collect()),
        list(entry.speakers.iter().map(|id| record.site.speakers[id.0].name.as_str()).collect()),
        list(titles),
        passages.join(" "),
        safe(entry.url.as_deref().unwrap_or_default()).into_owned(),
        record.place(entry),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entry, site};
    use super::*;
    use crate::language::Language;

    fn rows(entries: Vec<TimelineEntry>) -> Vec<csv::StringRecord> {
        let site = site(Some("https://example.org/"), entries);
        let text = write(&Record::new(&site, Language::english()));
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
