//! Notices changes of a site's sources.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use anyhow::Context;
use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::file_id::{FileId, get_file_id};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer,
};

/// Changes within this time are one change: editors write a file in several steps.
const SETTLE: Duration = Duration::from_millis(25);
/// How often it is looked whether the folder is still the one that is watched. Nobody tells of a folder that was moved
/// away with one above it, or of a disk that was taken out.
const LOOK: Duration = Duration::from_millis(500);
/// The root itself is watched flat, to see a source folder appear; everything else in it (an output folder, a build
/// directory) is no business of ours.
const FLAT: RecursiveMode = RecursiveMode::NonRecursive;
/// The folders that a site is made from.
pub(super) const SOURCES: [&str; 3] = ["content", "templates", "static"];

/// Watches the sources of one site, from the moment that it is made.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    results: mpsc::Receiver<DebounceEventResult>,
    /// Source folders that are watched; others may appear.
    watched: Vec<PathBuf>,
    /// The folder that is watched; `None` while there is none at its place.
    folder: Option<FileId>,
    /// Events that have come and were not waited for yet.
    waiting: Arc<AtomicBool>,
}

impl Watcher {
    /// Begins to watch the site at `root`, an absolute path without links.
    ///
    /// # Errors
    ///
    /// When the folder can't be watched.
    pub fn new(root: &Path) -> anyhow::Result<Self> {
        let (sender, results) = mpsc::channel();
        let waiting = Arc::new(AtomicBool::new(false));
        let comes = Arc::clone(&waiting);
        let mut debouncer = new_debouncer(SETTLE, None, move |result: DebounceEventResult| {
            let edits = result.as_ref().map_or(true, |events| events.iter().any(|event| is_edit(&event)));
            comes.fetch_or(edits, Ordering::Relaxed);
            // The receiver is gone when nobody is interested any more.
            let _ = sender.send(result);
        })
        .context("can't watch the folder for changes")?;
        debouncer.watch(root, FLAT).with_context(|| format!("can't watch {}", root.display()))?;
        let folder = get_file_id(root).ok();
        let mut watcher =
            Self { root: root.to_owned(), debouncer, results, watched: Vec::new(), folder, waiting };
        watcher.watch_sources();
        Ok(watcher)
    }

    /// Whether something has changed that [`Watcher::wait`] has not told of yet; may be asked from any thread.
    pub fn waiting(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.waiting)
    }

    /// Waits for the next change of the sources and says which paths it is of, without end of links; `None` when there
    /// will be none, because watching has ended. Changes that came since the last call count at once. That the whole
    /// folder vanished, or came back, is a change of no path.
    pub fn wait(&mut self) -> Option<Vec<PathBuf>> {
        loop {
            let first = match self.results.recv_timeout(LOOK) {
                Ok(first) => first,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    if self.is_replaced() {
                        return Some(Vec::new());
                    }
                    continue;
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            };
            self.waiting.store(false, Ordering::Relaxed);
            // Whatever has piled up during a build is one change.
            let all: Vec<_> = std::iter::once(first).chain(self.results.try_iter()).collect();
            // A folder that was moved away and replaced is another folder under the same name. One that was merely read
            // is watched on: while its watch is renewed, an edit would go unseen.
            let touched = all.iter().flatten().flatten().filter(is_edit).flat_map(|event| &event.paths);
            let replaced: HashSet<&PathBuf> = touched.filter(|path| self.watched.contains(path)).collect();
            for folder in &replaced {
                // It may be gone, and its watch with it.
                let _ = self.debouncer.unwatch(folder);
            }
            self.watched.retain(|folder| !replaced.contains(folder));
            self.watch_sources();
            if self.is_replaced() || all.iter().any(|result| self.is_change(result)) {
                let touched = all.into_iter().flatten().flatten().filter(|event| is_edit(&event));
                let paths = touched.flat_map(|event| event.event.paths);
                return Some(paths.filter(|path| is_source(&self.root, path)).collect());
            }
        }
    }

    /// Whether another folder, or none, stands where the watched one stood; watches it from now on.
    fn is_replaced(&mut self) -> bool {
        let folder = get_file_id(&self.root).ok();
        if folder == self.folder {
            return false;
        }
        for old in self.watched.drain(..).chain([self.root.clone()]) {
            // Its watch may be gone with it.
            let _ = self.debouncer.unwatch(old);
        }
        // A folder that can't be watched yet is tried again.
        self.folder = folder.filter(|_| self.debouncer.watch(&self.root, FLAT).is_ok());
        self.watch_sources();
        true
    }

    fn watch_sources(&mut self) {
        for source in SOURCES.map(|name| self.root.join(name)) {
            if !source.is_dir() {
                self.watched.retain(|other| *other != source);
            } else if !self.watched.contains(&source)
                && self.debouncer.watch(&source, RecursiveMode::Recursive).is_ok()
            {
                self.watched.push(source);
            }
        }
    }

    fn is_change(&self, result: &DebounceEventResult) -> bool {
        match result {
            Ok(events) => events
                .iter()
                .filter(is_edit)
                .flat_map(|event| &event.paths)
                .any(|path| is_source(&self.root, path)),
            // Events were lost: better a build too many.
            Err(_) => true,
        }
    }
}

/// Reading a file is an event too; a build that reads would follow itself for ever.
fn is_edit(event: &&DebouncedEvent) -> bool {
    !matches!(event.kind, EventKind::Access(_))
}

/// Whether `path` is one of the sources or lies in one, and is no editor's temporary file.
fn is_source(root: &Path, path: &Path) -> bool {
    let inside = SOURCES.iter().any(|name| path.starts_with(root.join(name)));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary =
        name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name.starts_with(".#");
    inside && !temporary
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn sources_are_told_from_the_rest() {
        let root = Path::new("/site");
        for path in ["content/articles/a.md", "templates", "static/site.css"] {
            assert!(is_source(root, &root.join(path)), "{path}");
        }
        for path in
            ["public/index.html", "contents/a.md", "content/.#a.md", "content/a.md~", "content/.a.md.swp"]
        {
            assert!(!is_source(root, &root.join(path)), "{path}");
        }
    }

    #[test]
    fn a_folder_that_was_replaced_is_still_watched() {
        let site = tempfile::tempdir().unwrap();
        let root = site.path().canonicalize().unwrap();
        fs::create_dir(root.join("content")).unwrap();
        let mut watcher = Watcher::new(&root).unwrap();
        for round in 0..3 {
            fs::rename(root.join("content"), root.join(format!("away-{round}"))).unwrap();
            fs::create_dir(root.join("content")).unwrap();
            assert!(watcher.wait().is_some());
            // The change of the folder itself may come in two parts.
            std::thread::sleep(SETTLE * 4);
            while watcher.results.try_recv().is_ok() {}
            fs::write(root.join("content/a.md"), "new").unwrap();
            assert!(watcher.wait().is_some());
        }
    }
    #[test]
    fn a_site_that_vanished_is_seen_to_go_and_to_return() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().canonicalize().unwrap().join("above/site");
        let article = root.join("content/a.md");
        fs::create_dir_all(root.join("content")).unwrap();
        let mut watcher = Watcher::new(&root).unwrap();
        // Nothing in the site changes when a folder above it is moved.
        fs::rename(parent.path().join("above"), parent.path().join("away")).unwrap();
        assert_eq!(watcher.wait(), Some(Vec::new()), "gone");
        fs::rename(parent.path().join("away"), parent.path().join("above")).unwrap();
        assert!(watcher.wait().is_some(), "back");
        std::thread::sleep(SETTLE * 4);
        while watcher.results.try_recv().is_ok() {}
        fs::write(&article, "new").unwrap();
        assert!(watcher.wait().is_some_and(|paths| paths.contains(&article)));
        // Deleted and made anew, as a version control system may do.
        fs::remove_dir_all(&root).unwrap();
        while watcher.folder.is_some() {
            watcher.wait().unwrap();
        }
        fs::create_dir_all(root.join("content")).unwrap();
        while watcher.folder.is_none() {
            watcher.wait().unwrap();
        }
        std::thread::sleep(SETTLE * 4);
        while watcher.results.try_recv().is_ok() {}
        fs::write(&article, "again").unwrap();
        assert!(watcher.wait().is_some_and(|paths| paths.contains(&article)));
    }
}
