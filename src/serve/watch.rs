//! Notices changes of a site's sources.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::Context;
use notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, new_debouncer};

/// Changes within this time are one change: editors write a file in several steps.
const SETTLE: Duration = Duration::from_millis(60);
/// The folders that a site is made from.
const SOURCES: [&str; 3] = ["content", "templates", "static"];

/// Calls `changed` after each change below `root`'s sources, until `changed` returns `false` or the watcher fails.
///
/// # Errors
///
/// When the folders can't be watched.
pub fn watch(root: &Path, mut changed: impl FnMut() -> bool) -> anyhow::Result<()> {
    let (sender, receiver) = mpsc::channel();
    let mut debouncer = new_debouncer(SETTLE, None, move |result: DebounceEventResult| {
        // The receiver is gone when nobody is interested any more.
        let _ = sender.send(result);
    })
    .context("can't watch the folder for changes")?;

    // The root itself is watched flat, to see a source folder appear; everything else in it (an output folder,
    // a build directory) is no business of ours.
    debouncer
        .watch(root, RecursiveMode::NonRecursive)
        .with_context(|| format!("can't watch {}", root.display()))?;
    let mut watched: Vec<PathBuf> = Vec::new();
    loop {
        for source in SOURCES.map(|name| root.join(name)) {
            let exists = source.is_dir();
            if !exists {
                watched.retain(|other| *other != source);
            } else if !watched.contains(&source) && debouncer.watch(&source, RecursiveMode::Recursive).is_ok()
            {
                watched.push(source);
            }
        }
        let Ok(result) = receiver.recv() else { return Ok(()) };
        let relevant = match result {
            // Reading a file is an event too; a build that reads would follow itself for ever.
            Ok(events) => events
                .iter()
                .filter(|event| !matches!(event.kind, EventKind::Access(_)))
                .flat_map(|event| &event.paths)
                .any(|path| is_source(root, path)),
            // Events were lost: better a build too many.
            Err(_) => true,
        };
        if relevant && !changed() {
            return Ok(());
        }
    }
}

/// Whether `path` is one of the sources or lies in one, and is no editor's temporary file.
fn is_source(root: &Path, path: &Path) -> bool {
    let inside = SOURCES.iter().any(|name| path.starts_with(root.join(name)));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary =
        name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name.starts_with(".#");
    inside && !temporary
}
