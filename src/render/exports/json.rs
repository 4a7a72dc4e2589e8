//! A list of records as a JSON document, written record by record.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use super::Record;
use crate::render::json;

/// `{"$schema": …, "site": …, "<name>": […]}`, each record on a line of its own, so that line tools and diffs can read it.
pub(super) struct List<W> {
    out: W,
    /// The record that is being written.
    line: Vec<u8>,
    /// What goes before it.
    separator: &'static [u8],
}

impl<W: Write> List<W> {
    pub(super) fn new(mut out: W, record: &Record<'_>, name: &str) -> io::Result<Self> {
        let config = &record.site.config;
        let site = json!({
            "title": config.title,
            "url": record.base(),
            "language": config.language.as_deref().unwrap_or(record.language.code),
        });
        write!(out, "{{\"$schema\":\"{name}.schema.json\",\"site\":{site},\"{name}\":[")?;
        Ok(Self { out, line: Vec::new(), separator: b"\n" })
    }

    pub(super) fn add(&mut self, item: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(std::mem::replace(&mut self.separator, b",\n"));
        json::push(&mut self.line, item);
        self.out.write_all(&self.line)
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out)
    }
}
