//! The state of the files that a site is made from: whether anything differs from one build to the next, and what.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::watch::SOURCES;

/// What is in each source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(BTreeMap<PathBuf, State>);

/// What is known of a file.
#[derive(Clone, Debug)]
struct State {
    changed: Option<SystemTime>,
    length: u64,
    /// Of what it holds, unless it is large.
    hash: Option<blake3::Hash>,
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        match (self.hash, other.hash) {
            (Some(one), Some(other)) => one == other,
            _ => (self.changed, self.length) == (other.changed, other.length),
        }
    }
}

impl Eq for State {}

/// Bytes of a file that is read to learn whether it has changed: any text.
const READ: u64 = 256 * 1024;

/// What differs between two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    None,
    /// Style sheets, and nothing else.
    Styles,
    Pages,
}

impl Sources {
    /// The sources of the site at `root` as they are now. Those that have not been touched since `before` are not read again.
    pub fn of(root: &Path, before: &Self) -> Self {
        let files = SOURCES.iter().flat_map(|name| walkdir::WalkDir::new(root.join(name)));
        let files = files.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
        let files: Vec<PathBuf> = files.map(walkdir::DirEntry::into_path).collect();
        let states = files.into_par_iter().map(|path| {
            let state = state(&path, before.0.get(&path));
            (path, state)
        });
        Self(states.collect())
    }

    pub(super) fn change(&self, next: &Self) -> Change {
        let differing = |one: &Self, other: &Self| {
            let differs = |(path, state): &(&PathBuf, _)| other.0.get(*path) != Some(*state);
            one.0.iter().filter(differs).map(|(path, _)| path.clone()).collect::<Vec<_>>()
        };
        let changed: Vec<PathBuf> = differing(self, next).into_iter().chain(differing(next, self)).collect();
        if changed.is_empty() {
            Change::None
        } else if changed
            .iter()
            .all(|path| self.0.contains_key(path) && next.0.contains_key(path) && is_style(path))
        {
            Change::Styles
        } else {
            Change::Pages
        }
    }
}

fn state(path: &Path, before: Option<&State>) -> State {
    let found = path.metadata().ok();
    let length = found.as_ref().map_or(0, std::fs::Metadata::len);
    let changed = found.and_then(|found| found.modified().ok());
    let untouched =
        before.filter(|before| changed.is_some() && (before.changed, before.length) == (changed, length));
    let hash = match untouched {
        Some(before) => before.hash,
        None if length <= READ => std::fs::read(path).ok().map(|bytes| blake3::hash(&bytes)),
        None => None,
    };
    State { changed, length, hash }
}

fn is_style(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("css"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn style_sheets_are_told_from_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("static/own.css", "a {}");
        write("content/a.md", "A");
        write("public/index.html", "old");
        let first = Sources::of(folder.path(), &Sources::default());
        write("public/index.html", "what was built is no source");
        assert_eq!(first.change(&Sources::of(folder.path(), &Sources::default())), Change::None);
        write("static/own.css", "a { color: red }");
        let second = Sources::of(folder.path(), &Sources::default());
        assert_eq!(first.change(&second), Change::Styles);
        // A page may lead to a new one.
        write("static/another.css", "b {}");
        assert_eq!(second.change(&Sources::of(folder.path(), &Sources::default())), Change::Pages);
        write("content/a.md", "Another");
        assert_eq!(first.change(&Sources::of(folder.path(), &Sources::default())), Change::Pages);
    }
}
