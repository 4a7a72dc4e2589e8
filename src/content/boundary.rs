//! Where the files of a site end. A symbolic link that leaves the site is not followed: what a folder from somewhere
//! else links to (a key, a mailbox) must not be published by building it.

use std::path::{Path, PathBuf};

/// The folders from which files may be taken.
#[derive(Debug)]
pub struct Boundary {
    /// Without links in their paths.
    folders: Vec<PathBuf>,
}

impl Boundary {
    /// The site at `root`, and `folder` in it, which may itself be a link that its author has set.
    pub fn of(root: &Path, folder: &Path) -> Self {
        Self { folders: [root, folder].iter().filter_map(|path| path.canonicalize().ok()).collect() }
    }

    /// Whether `entry` is no link, or one that stays inside. One that leads nowhere leads nowhere outside.
    pub fn holds(&self, entry: &walkdir::DirEntry) -> bool {
        !entry.path_is_symlink()
            || entry
                .path()
                .canonicalize()
                .map_or(true, |target| self.folders.iter().any(|folder| target.starts_with(folder)))
    }
}
