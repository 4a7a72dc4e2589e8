//! The data of `dates.yaml`: how a language writes down time.

use serde::Deserialize;

/// Expressions of time in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {}

impl Dates {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        super::read("dates.yaml", yaml)
    }
}
