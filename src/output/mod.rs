//! Files in memory in, a folder on disk out: only bytes that changed, each file atomically, nothing unknown deleted.
//!
//! A manifest in the folder lists the files that Nutgraf wrote. It is the only licence to delete or to
//! overwrite: a file that is not listed belongs to somebody else. Must not know: what is in the files.

mod location;
mod manifest;
mod paths;

pub use location::check_location;
pub use manifest::MANIFEST;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use rayon::prelude::*;

use self::manifest::Manifest;

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

impl Contents {
    /// The bytes themselves.
    pub fn read(&self) -> anyhow::Result<std::borrow::Cow<'_, [u8]>> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.into()),
            Self::CopyOf(path) => {
                Ok(fs::read(path).with_context(|| format!("can't read {}", path.display()))?.into())
            }
        }
    }
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
///
/// # Errors
///
/// Before anything is written: when two files claim one path, a path leaves the folder, or a file that Nutgraf
/// did not write is in the way. Later: when the disk fails. A build that is interrupted leaves whole files
/// only, and the next one knows all of them.
pub fn write(files: &[OutputFile], directory: &Path) -> anyhow::Result<WriteReport> {
    paths::check(files)?;
    let previous = Manifest::read(directory)?;
    refuse_to_overwrite(files, directory, &previous)?;

    fs::create_dir_all(directory)
        .with_context(|| format!("can't make the folder {}", directory.display()))?;
    let current: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    // Known before they exist, so that an interrupted build leaves no file that nobody owns.
    Manifest { files: previous.files.union(&current).cloned().collect() }.write(directory)?;

    let staging = directory.join(STAGING);
    make_folders(files, directory)?;
    fs::create_dir_all(&staging).with_context(|| format!("can't make the folder {}", staging.display()))?;
    let written = AtomicUsize::new(0);
    let outcome = files.par_iter().try_for_each(|file| {
        if write_if_changed(file, directory, &staging)? {
            written.fetch_add(1, Ordering::Relaxed);
        }
        anyhow::Ok(())
    });
    fs::remove_dir_all(&staging).with_context(|| format!("can't remove the folder {}", staging.display()))?;
    outcome?;

    let removed = remove_stale(previous.files.difference(&current), directory)?;
    Manifest { files: current }.write(directory)?;
    let written = written.into_inner();
    Ok(WriteReport { written, unchanged: files.len() - written, removed })
}

/// Where files are written before they are moved into place; on the same disk, so that the move is atomic.
const STAGING: &str = ".nutgraf-staging";

/// An error that names every file in the way, before anything is touched.
fn refuse_to_overwrite(files: &[OutputFile], directory: &Path, previous: &Manifest) -> anyhow::Result<()> {
    let in_the_way: Vec<&str> = files
        .par_iter()
        .filter(|file| !previous.files.contains(&file.path))
        .filter(|file| {
            let target = directory.join(&file.path);
            target.symlink_metadata().is_ok() && !holds_same_bytes(&target, file)
        })
        .map(|file| file.path.as_str())
        .collect();
    if in_the_way.is_empty() {
        return Ok(());
    }
    let shown: Vec<String> = in_the_way.iter().take(5).map(|path| format!("  {path}")).collect();
    let more =
        if in_the_way.len() > 5 { format!("\n  and {} more", in_the_way.len() - 5) } else { String::new() };
    anyhow::bail!(
        "{} holds files that Nutgraf did not write and that would be overwritten:\n{}{more}\nmove them away, or build into another folder with --output",
        directory.display(),
        shown.join("\n")
    )
}

fn holds_same_bytes(target: &Path, file: &OutputFile) -> bool {
    let (Ok(existing), Ok(wanted)) = (fs::read(target), file.contents.read()) else { return false };
    existing == *wanted
}

fn make_folders(files: &[OutputFile], directory: &Path) -> anyhow::Result<()> {
    let folders: BTreeSet<&str> =
        files.iter().filter_map(|file| file.path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    for folder in folders {
        let path = directory.join(folder);
        fs::create_dir_all(&path).with_context(|| format!("can't make the folder {}", path.display()))?;
    }
    Ok(())
}

/// Whether the bytes were new and have been written.
fn write_if_changed(file: &OutputFile, directory: &Path, staging: &Path) -> anyhow::Result<bool> {
    let target = directory.join(&file.path);
    let bytes = file.contents.read()?;
    let same_length =
        fs::metadata(&target).is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
    if same_length && fs::read(&target).is_ok_and(|existing| existing == *bytes) {
        return Ok(false);
    }
    replace(&target, &bytes, staging).with_context(|| format!("can't write {}", target.display()))?;
    Ok(true)
}

/// Writes `bytes` beside the target and moves them into its place, readable to all who may read the folder.
fn replace(target: &Path, bytes: &[u8], staging: &Path) -> anyhow::Result<()> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(staging)?;
    temporary.write_all(bytes)?;
    temporary.persist(target)?;
    Ok(())
}

/// Removes the files `stale` and the folders that they leave empty. Returns how many files there were.
fn remove_stale<'a>(stale: impl Iterator<Item = &'a String>, directory: &Path) -> anyhow::Result<usize> {
    let mut removed = 0;
    for path in stale {
        if !paths::stays_inside(path) {
            continue;
        }
        let target = directory.join(path);
        match fs::remove_file(&target) {
            Ok(()) => removed += 1,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            // Somebody has put a folder where our file was: theirs now.
            Err(_) if target.is_dir() => {}
            Err(error) => return Err(error).with_context(|| format!("can't remove {}", target.display())),
        }
        let mut folder = target.parent();
        while let Some(empty) = folder.filter(|folder| *folder != directory && fs::remove_dir(folder).is_ok())
        {
            folder = empty.parent();
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile { path: path.to_owned(), contents: Contents::Bytes(text.as_bytes().to_vec()) }
    }

    #[test]
    fn only_what_changed_is_written_and_only_what_was_ours_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        let first = [file("index.html", "home"), file("a/b/index.html", "b"), file("a/note.txt", "n")];
        let report = write(&first, folder.path()).unwrap();
        assert_eq!(report, WriteReport { written: 3, unchanged: 0, removed: 0 });
        fs::write(at("a/theirs.txt"), "theirs").unwrap();

        let second = [file("index.html", "home, changed"), file("a/note.txt", "n")];
        let report = write(&second, folder.path()).unwrap();
        assert_eq!(report, WriteReport { written: 1, unchanged: 1, removed: 1 });
        assert!(!at("a/b").exists(), "emptied folders go");
        assert_eq!(fs::read_to_string(at("index.html")).unwrap(), "home, changed");

        let report = write(&[file("index.html", "home, changed")], folder.path()).unwrap();
        assert_eq!(report, WriteReport { written: 0, unchanged: 1, removed: 1 });
        assert_eq!(fs::read_to_string(at("a/theirs.txt")).unwrap(), "theirs");
    }

    #[test]
    fn a_file_of_somebody_else_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "hand-made").unwrap();
        let error = write(&[file("index.html", "ours"), file("new.html", "new")], folder.path()).unwrap_err();
        assert!(error.to_string().contains("index.html"), "{error}");
        assert!(!folder.path().join("new.html").exists(), "nothing is written when something is in the way");
        // The same bytes are no loss: a lost manifest does not stop the next build.
        write(&[file("index.html", "hand-made")], folder.path()).unwrap();
    }

    #[test]
    fn an_interrupted_build_leaves_nothing_that_nobody_owns() {
        let folder = tempfile::tempdir().unwrap();
        let missing =
            OutputFile { path: "b.png".to_owned(), contents: Contents::CopyOf("nowhere.png".into()) };
        write(&[file("a.html", "a"), missing], folder.path()).unwrap_err();
        let report = write(&[file("c.html", "c")], folder.path()).unwrap();
        assert_eq!(report.written, 1);
        assert!(!folder.path().join("a.html").exists(), "the next build removes what the last one left");
    }

    #[test]
    fn a_manifest_cannot_make_us_delete_outside() {
        let parent = tempfile::tempdir().unwrap();
        let site = parent.path().join("public");
        write(&[file("a.html", "a")], &site).unwrap();
        fs::write(parent.path().join("precious.txt"), "keep").unwrap();
        fs::write(site.join(MANIFEST), r#"{"files": ["../precious.txt", "a.html"]}"#).unwrap();
        write(&[file("b.html", "b")], &site).unwrap();
        assert!(parent.path().join("precious.txt").exists());
    }

    #[cfg(unix)]
    #[test]
    fn files_are_readable_by_a_web_server() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        write(&[file("a.html", "a")], folder.path()).unwrap();
        let ours = fs::metadata(folder.path().join("a.html")).unwrap().permissions().mode();
        fs::write(folder.path().join("plain"), "").unwrap();
        let plain = fs::metadata(folder.path().join("plain")).unwrap().permissions().mode();
        assert_eq!(ours, plain);
    }
}
