//! The list of files that Nutgraf wrote into an output folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::staging::Staging;

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = ".nutgraf-manifest.json";

/// What an output folder holds of ours.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Paths relative to the folder, with `/`.
    pub files: BTreeSet<String>,
}

impl Manifest {
    /// The manifest of `directory`; an empty one where there is none.
    pub fn read(directory: &Path) -> anyhow::Result<Self> {
        let path = directory.join(MANIFEST);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| {
                format!("{} is damaged, so Nutgraf can't tell which files of the folder are its own; move the folder away and build again", path.display())
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
        }
    }

    /// Writes it into `directory`, atomically, unless it is there already.
    pub(super) fn write(&self, directory: &Path, staging: &Staging) -> anyhow::Result<()> {
        let path = directory.join(MANIFEST);
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        if fs::read(&path).is_ok_and(|existing| existing == bytes) {
            return Ok(());
        }
        super::settle(&staging.keep_aside(&bytes)?, &path)
    }
}
