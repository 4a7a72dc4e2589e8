//! The data of `desk.yaml`: what an editor's checks need to know of a language.

use foldhash::HashSet;
use serde::Deserialize;

/// Words for the checks, in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Offices of which a person holds one at a time: "minister".
    pub offices: HashSet<String>,
    /// What makes another thing of an office: "former", "deputy".
    pub qualifiers: HashSet<String>,
    /// Words by which a sentence looks ahead, whatever its verb: "will", "scheduled".
    pub ahead: HashSet<String>,
}

impl Desk {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        super::read("desk.yaml", yaml)
    }
}
