//! The data of `import.yaml`: what is furniture and what is text in a pasted page.

use serde::Deserialize;

/// Site furniture in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {}

impl Import {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        super::read("import.yaml", yaml)
    }
}
