//! Every public quotation: what was said, by whom, where it stands and what the attribution rests on.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::json::List;
use super::table::Table;
use super::{Record, hundredths};
use crate::enrich::QuotationKind;
use crate::output::Sink;
use crate::site::{SiteQuotation, addresses};

/// A quotation, as `quotations.schema.json` describes it.
#[derive(Serialize)]
struct Row<'s> {
    id: &'s str,
    text: Cow<'s, str>,
    kind: QuotationKind,
    speaker: &'s str,
    name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'s str>,
    article: &'s str,
    title: &'s str,
    date: Option<&'s str>,
    url: String,
    rule: &'s str,
    confidence: f64,
}

const COLUMNS: [&str; 11] =
    ["date", "name", "role", "kind", "text", "title", "url", "speaker", "article", "rule", "confidence"];

/// The list as JSON and as CSV, newest article first.
pub(super) fn write(record: &Record<'_>, sink: &dyn Sink) -> anyhow::Result<()> {
    let mut list = List::new(sink.open(addresses::QUOTATIONS_JSON)?, record, "quotations")?;
    let mut table = Table::new(sink.open(addresses::QUOTATIONS_CSV)?, &COLUMNS)?;
    for quotation in &record.site.quotations {
        let row = row(record, quotation);
        list.add(&row)?;
        add(&mut table, &row)?;
    }
    list.finish()?.close()?;
    table.finish()?.close()
}

fn row<'s>(record: &'s Record<'s>, quotation: &'s SiteQuotation) -> Row<'s> {
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
        date: record.articles[quotation.article.0].day.as_deref(),
        url: record.passage(quotation.article, &quotation.anchor),
        rule: &found.rule,
        confidence: hundredths(found.confidence),
    }
}

fn add<W: Write>(table: &mut Table<W>, row: &Row<'_>) -> io::Result<()> {
    table.text(row.date.unwrap_or_default());
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
    table.end_row()
}
