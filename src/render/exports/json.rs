//! A list of records as a JSON document, written record by record: a large site's record never stands in memory twice.

use serde::Serialize;
use serde_json::json;

use super::Record;

/// `{"$schema": …, "site": …, "<name>": […]}`, each record on a line of its own, so that line tools and diffs can read it.
pub(super) fn document<T: Serialize>(
    record: &Record<'_>,
    name: &str,
    records: impl Iterator<Item = T>,
) -> Vec<u8> {
    let config = &record.site.config;
    let site = json!({
        "title": config.title,
        "url": record.base(),
        "language": config.language.as_deref().unwrap_or(record.language.code),
    });
    let schema = format!("{name}.schema.json");
    let mut bytes = format!("{{\"$schema\":\"{schema}\",\"site\":{site},\"{name}\":[").into_bytes();
    for (index, item) in records.enumerate() {
        bytes.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        // Writing to memory can't fail, and every key is text.
        let _ = serde_json::to_writer(&mut bytes, &item);
    }
    bytes.extend_from_slice(b"\n]}\n");
    bytes
}
