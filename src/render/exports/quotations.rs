//! Every public quotation: what was said, by whom, where it stands and what the attribution rests on.

use jiff::civil::Date;
use serde::Serialize;

use super::{Record, hundredths, json, safe};
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

/// The list as JSON, newest article first.
pub(super) fn json(record: &Record<'_>) -> Vec<u8> {
    json::document(record, "quotations", record.site.quotations.iter().map(|item| row(record, item)))
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
        url: record.passage(quotation),
        rule: &found.rule,
        confidence: hundredths(found.confidence),
    }
}

const COLUMNS: [&str; 11] =
    ["date", "name", "role", "kind", "text", "title", "url", "speaker", "article", "rule", "confidence"];

/// The list as CSV (RFC 4180) in UTF-8.
pub(super) fn csv(record: &Record<'_>) -> Vec<u8> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory can't fail, and every row has as many cells as the first.
    let _ = table.write_record(COLUMNS);
    for quotation in &record.site.quotations {
        let row = row(record, quotation);
        let date = row.date.map(|date| date.to_string()).unwrap_or_default();
        let confidence = format!("{:.2}", row.confidence);
        let _ = table.write_record([
            date.as_str(),
            &safe(row.name),
            &safe(row.role.unwrap_or_default()),
            super::super::speaker::kind(row.kind),
            &safe(&row.text),
            &safe(row.title),
            &row.url,
            row.speaker,
            row.article,
            row.rule,
            &confidence,
        ]);
    }
    table.into_inner().unwrap_or_default()
}
