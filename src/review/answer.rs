//! An answer, from whichever window it comes: checked against the article as it is now, then written.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::ledger::Entry;
use super::queue::{Item, Kind};
use super::store;
use super::words::Index;
use crate::content::{PassageDecision, read_article};
use crate::diagnostics::SourceFile;
use crate::text::Prose;

/// The article has changed since the question was put, and the words that it is about are gone.
#[derive(Debug, thiserror::Error)]
#[error(
    "{path} has been changed meanwhile, and these words do not stand in it any more; the question is put anew"
)]
pub struct Outdated {
    /// The article's file.
    pub path: String,
}

/// Writes the decisions `entries` that answer `item`: all of them, or none.
///
/// # Errors
///
/// [`Outdated`] when the article has lost the words meanwhile; otherwise as [`store::add`].
pub fn apply(root: &Path, item: &Item, entries: &[Entry]) -> anyhow::Result<()> {
    let prose = current_prose(root, item)?;
    let index = Index::new(&prose);
    if item.kind != Kind::Speaker && index.find(&item.words).is_empty() {
        return Err(Outdated { path: item.file.path.display().to_string() }.into());
    }
    let stands_after = |other: &PassageDecision| {
        index.find(&other.words).first().is_some_and(|spans| spans[0].start > item.prose.start)
    };
    for (number, entry) in entries.iter().enumerate() {
        if let Err(error) = store::add(root, entry, stands_after) {
            take_back(root, &entries[..number])?;
            return Err(error);
        }
    }
    Ok(())
}

/// Takes the decisions `entries` back, as far as they are still there.
///
/// # Errors
///
/// As [`store::remove`].
pub fn take_back(root: &Path, entries: &[Entry]) -> anyhow::Result<()> {
    entries.iter().try_for_each(|entry| store::remove(root, entry).map(|_| ()))
}

/// The text of the item's article as it is on the disk now.
fn current_prose(root: &Path, item: &Item) -> anyhow::Result<Prose> {
    let path = root.join(&item.file.path);
    let text = std::fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let file = Arc::new(SourceFile { path: item.file.path.clone(), text });
    Ok(read_article(&file, root).0.body.prose)
}
