//! Everybody who is quoted: names, roles over time, and in which articles.

use jiff::civil::Date;
use serde::Serialize;

use super::Record;
use super::json::List;
use crate::enrich::SpeakerKind;
use crate::output::Sink;
use crate::site::{SiteSpeaker, addresses};

/// A speaker, as `speakers.schema.json` describes it.
#[derive(Serialize)]
struct Row<'s> {
    id: &'s str,
    name: &'s str,
    sort_name: &'s str,
    kind: SpeakerKind,
    aliases: &'s [String],
    roles: Vec<Role<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'s str>,
    same_as: &'s [String],
    url: String,
    quotations: usize,
    articles: Vec<&'s str>,
}

/// A role with the days of the first and the last article that give it.
#[derive(Serialize)]
struct Role<'s> {
    text: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Date>,
}

/// The list as JSON, in the order of the index.
pub(super) fn write(record: &Record<'_>, sink: &dyn Sink) -> anyhow::Result<()> {
    let mut list = List::new(sink.open(addresses::SPEAKERS_JSON)?, record, "speakers")?;
    record.site.speakers.iter().try_for_each(|speaker| list.add(&row(record, speaker)))?;
    list.finish()?.close()
}

fn row<'s>(record: &Record<'s>, speaker: &'s SiteSpeaker) -> Row<'s> {
    let roles = speaker.roles.iter();
    Row {
        id: &speaker.id,
        name: &speaker.name,
        sort_name: &speaker.sort_name,
        kind: speaker.kind,
        aliases: &speaker.aliases,
        roles: roles.map(|role| Role { text: &role.text, first: role.first, last: role.last }).collect(),
        side: speaker.side.as_deref(),
        same_as: speaker.profile.as_ref().map_or(&[], |profile| &profile.same_as),
        url: record.public(&addresses::speaker(&speaker.id)),
        quotations: speaker.quotations.len(),
        articles: speaker
            .articles
            .iter()
            .map(|id| record.site.articles[id.0].article.slug.as_str())
            .collect(),
    }
}
