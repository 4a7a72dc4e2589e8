//! What stands in the way of a write: files of somebody else, links, and files of ours that must go first.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::Arrival;

/// How many paths an error names.
const SHOWN: usize = 5;

/// An error that names everything in the way, before anything is touched: files that Nutgraf did not write
/// (`previous` are those that it did), and links in place of folders, through which it would write elsewhere.
pub(super) fn refuse(files: &[Arrival], directory: &Path, previous: &BTreeSet<String>) -> anyhow::Result<()> {
    let mut in_the_way: BTreeSet<String> = files
        .par_iter()
        .filter(|file| !previous.contains(&file.path))
        .filter(|file| is_in_the_way(file, directory, previous))
        .map(|file| file.path.clone())
        .collect();
    in_the_way.extend(blocked_folders(files, directory, previous));
    if in_the_way.is_empty() {
        return Ok(());
    }
    let mut list: Vec<String> = in_the_way.iter().take(SHOWN).map(|path| format!("  {path}")).collect();
    if in_the_way.len() > SHOWN {
        list.push(format!("  and {} more", in_the_way.len() - SHOWN));
    }
    anyhow::bail!(
        "{} holds what Nutgraf did not write and would have to overwrite:\n{}\nmove it away, or build into another folder with --output",
        directory.display(),
        list.join("\n")
    )
}

fn is_in_the_way(file: &Arrival, directory: &Path, previous: &BTreeSet<String>) -> bool {
    let target = directory.join(&file.path);
    match target.symlink_metadata() {
        Err(_) => false,
        Ok(data) if data.is_dir() => !is_all_ours(&target, &file.path, previous),
        Ok(_) => !file.is_same,
    }
}

/// Whether a folder holds nothing but files of `previous`, so that it goes with them.
fn is_all_ours(folder: &Path, path: &str, previous: &BTreeSet<String>) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.into_iter().all(|entry| {
        let Ok(entry) = entry else { return false };
        let Some(path) = entry.file_name().to_str().map(|name| format!("{path}/{name}")) else {
            return false;
        };
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => is_all_ours(&entry.path(), &path, previous),
            Ok(_) => previous.contains(&path),
            Err(_) => false,
        }
    })
}

/// The folders that `files` need and that something else stands in for.
fn blocked_folders<'a>(files: &'a [Arrival], directory: &Path, previous: &BTreeSet<String>) -> Vec<String> {
    let mut folders: BTreeSet<&'a str> = BTreeSet::new();
    for file in files {
        folders.extend(ancestors(&file.path));
    }
    folders
        .into_iter()
        .filter(|folder| !previous.contains(*folder))
        .filter(|folder| directory.join(folder).symlink_metadata().is_ok_and(|data| !data.is_dir()))
        .map(str::to_owned)
        .collect()
}

/// Files of `previous` that must go before those of `current` can come: a file where a folder is needed, a folder's
/// files where a file is needed, and a name that differs in case only, which is the same file on many disks.
pub(super) fn obstacles(current: &BTreeSet<String>, previous: &BTreeSet<String>) -> BTreeSet<String> {
    let stale: Vec<(&String, String)> = previous
        .iter()
        .filter(|path| !current.contains(*path))
        .map(|path| (path, path.to_lowercase()))
        .collect();
    if stale.is_empty() {
        return BTreeSet::new();
    }
    let wanted: HashSet<String> = current.iter().map(|path| path.to_lowercase()).collect();
    let folders: HashSet<&str> = wanted.iter().flat_map(|path| ancestors(path)).collect();
    stale
        .into_iter()
        .filter(|(_, lower)| {
            wanted.contains(lower)
                || folders.contains(lower.as_str())
                || ancestors(lower).any(|folder| wanted.contains(folder))
        })
        .map(|(path, _)| path.clone())
        .collect()
}

/// Whether a folder above `path` is a link, so that the file is somewhere else.
pub(super) fn leads_through_a_link(path: &str, directory: &Path) -> bool {
    ancestors(path).any(|folder| {
        directory.join(folder).symlink_metadata().is_ok_and(|data| data.file_type().is_symlink())
    })
}

/// The folders above `path`: of `a/b/c` they are `a` and `a/b`.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
