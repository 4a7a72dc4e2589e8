//! Files in memory in, a folder on disk out: only bytes that changed, each file atomically, nothing unknown deleted.
//!
//! Must not know: what is in the files.

use std::path::{Path, PathBuf};

/// A file of the finished site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Address relative to the site's root, with `/` between folders: `speakers/ilya-budraitskis/index.html`.
    pub path: String,
    /// Its bytes.
    pub contents: Contents,
}

/// Bytes of an output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Made by this build.
    Bytes(Vec<u8>),
    /// A file to copy as it is.
    CopyOf(PathBuf),
}

/// What a write did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files written because their bytes are new.
    pub written: usize,
    /// Files left alone because their bytes are the same.
    pub unchanged: usize,
    /// Files of earlier builds that this one no longer has.
    pub removed: usize,
}

/// Brings the folder `directory` to hold `files`.
pub fn write(files: &[OutputFile], directory: &Path) -> anyhow::Result<WriteReport> {
    let _ = (files, directory);
    Ok(WriteReport::default())
}
