//! Every public quotation: what was said, by whom, where it stands and what the attribution rests on.

use jiff::civil::Date;
use serde::Serialize;

use super::json::List;
use super::table::Table;
use super::{Record, hundredths};
use crate::enrich::QuotationKind;
use crate::site::SiteQuotation;

/// A quotation, as `quotations.schema.json` describes it.
#[derive(Serialize)]
struct Row<'s> {
    id: &'s str,
    text: String,
    kind: QuotationKind,
    speaker: &'s str,
    name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'s str>,
    article: &'s str,
    title: &'s str,
    date: Option<Date>,
    url: String,
    rule: &'s str,
    confidence: f64,
}

/// What a quotation takes as JSON and as a row, rather too much than too little.
const JSON_BYTES: usize = 640;
const CSV_BYTES: usize = 480;

const COLUMNS: [&str; 11] =
    ["date", "name", "role", "kind", "text", "title", "url", "speaker", "article", "rule", "confidence"];

/// The list as JSON and as CSV, newest article first.
pub(super) fn write(record: &Record<'_>) -> Vec<Vec<u8>> {
    let quotations = &record.site.quotations;
    let mut list = List::new(record, "quotations", quotations.len(), JSON_BYTES);
    let mut table = Table::new(&COLUMNS, quotations.len(), CSV_BYTES);
    for quotation in quotations {
        let row = row(record, quotation);
        list.add(&row);
        add(&mut table, &row);
    }
    vec![list.finish(), table.finish()]
}

fn row<'s>(record: &Record<'s>, quotation: &'s SiteQuotation) -> Row<'s> {
    let entry = &record.site.articles[quotation.article.0];
    let found = &entry.findings.quotations[quotation.index];
    let speaker = &record.site.speakers[quotation.speaker.0];
    Row {
        id: &quotation.anchor,
        text: entry.words(quotation),
        kind: quotation.kind,
        speaker: &speaker.id,
        name: &speaker.name,
        role: entry.role_of(quotation.speaker).or_else(|| super::super::cards::role(speaker)),
        side: speaker.side.as_deref(),
        article: &entry.article.slug,
        title: &entry.article.title,
        date: entry.article.date,
        url: record.passage(quotation.article, &quotation.anchor),
        rule: &found.rule,
        confidence: hundredths(found.confidence),
    }
}

fn add(table: &mut Table, row: &Row<'_>) {
    match row.date {
        Some(date) => table.display(&date),
        None => table.text(""),
    }
    table.safe(row.name);
    table.safe(row.role.unwrap_or_default());
    table.text(super::super::speaker::kind(row.kind));
    table.safe(&row.text);
    table.safe(row.title);
    table.text(&row.url);
    table.text(row.speaker);
    table.text(row.article);
    table.text(row.rule);
    table.display(&format_args!("{:.2}", row.confidence));
    table.end_row();
}
