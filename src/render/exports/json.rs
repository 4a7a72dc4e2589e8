//! A list of records as a JSON document, written record by record: a large site's record never stands in memory twice.

use serde::Serialize;
use serde_json::json;

use super::Record;

/// `{"$schema": …, "site": …, "<name>": […]}`, each record on a line of its own, so that line tools and diffs can read it.
pub(super) struct List {
    bytes: Vec<u8>,
    /// What goes before the next record.
    separator: &'static [u8],
}

impl List {
    /// An empty list that has room for `records` of `bytes` each. Room that is not used costs nothing; to move what is written costs
    /// as much as to write it.
    pub(super) fn new(record: &Record<'_>, name: &str, records: usize, bytes: usize) -> Self {
        let config = &record.site.config;
        let site = json!({
            "title": config.title,
            "url": record.base(),
            "language": config.language.as_deref().unwrap_or(record.language.code),
        });
        let head = format!("{{\"$schema\":\"{name}.schema.json\",\"site\":{site},\"{name}\":[");
        let mut list = Vec::with_capacity(head.len() + records * bytes);
        list.extend_from_slice(head.as_bytes());
        Self { bytes: list, separator: b"\n" }
    }

    pub(super) fn add(&mut self, item: &impl Serialize) {
        self.bytes.extend_from_slice(std::mem::replace(&mut self.separator, b",\n"));
        // Writing to memory can't fail, and every key is text.
        let _ = serde_json::to_writer(&mut self.bytes, item);
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(b"\n]}\n");
        self.bytes
    }
}
