//! Files in, one by one as they are made; a folder on disk out: only bytes that changed, all of them at once, nothing unknown deleted.
//!
//! A [`Writer`] keeps new bytes in a staging folder until everything has been made, so that no site is ever in memory as a whole and
//! one that fails leaves the folder as it was. A manifest in the folder lists the files that Nutgraf wrote. It is the only
//! licence to delete or to overwrite: a file that is not listed belongs to somebody else. Must not know: what is in the files.

mod compare;
mod conflicts;
mod growing;
mod location;
mod manifest;
mod paths;
mod sink;
mod staging;

pub use location::check_location;
pub use manifest::MANIFEST;
pub use sink::{Sink, Stream};

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use foldhash::HashSet;
use rayon::prelude::*;

use self::growing::Growing;
use self::manifest::Manifest;
use self::staging::Staging;

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

/// A folder that is being brought to hold a site. Dropped before [`Writer::commit`], it leaves the folder as it was.
#[derive(Debug)]
pub struct Writer {
    directory: PathBuf,
    staging: Staging,
    /// Whether the folder held nothing, so that there is nothing to compare with.
    is_empty: bool,
    /// Files of the last build.
    previous: BTreeSet<String>,
    arrived: Mutex<Vec<Arrival>>,
}

/// A file that has been put.
#[derive(Debug)]
struct Arrival {
    path: String,
    /// Whether its bytes lie in their place already.
    is_same: bool,
    /// Where its bytes wait to be moved there.
    staged: Option<PathBuf>,
}

impl Writer {
    /// Prepares to write into `directory`, which need not exist.
    ///
    /// # Errors
    ///
    /// When the manifest of an earlier build is damaged, or the disk fails.
    pub fn begin(directory: &Path) -> anyhow::Result<Self> {
        let previous = Manifest::read(directory)?.files;
        let staging = Staging::begin(directory)?;
        let is_empty = staging.is_alone(directory);
        Ok(Self { directory: directory.to_owned(), staging, is_empty, previous, arrived: Mutex::default() })
    }

    /// Whether what lies at `path` is the file of that name. On a disk without case it may be one of another name, which is about
    /// to go.
    fn lies_there(&self, path: &str) -> bool {
        self.previous.contains(path)
    }

    fn arrivals(&self) -> MutexGuard<'_, Vec<Arrival>> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves every new file into its place and removes those that the site no longer has.
    ///
    /// # Errors
    ///
    /// Before anything is moved: when two files claim one path, or a file that Nutgraf did not write is in the way. Later: when
    /// the disk fails. A build that is interrupted leaves whole files only, and the next one knows all of them.
    pub fn commit(self) -> anyhow::Result<WriteReport> {
        let arrivals = std::mem::take(&mut *self.arrivals());
        let (directory, previous) = (&*self.directory, &self.previous);
        paths::check_together(arrivals.iter().map(|file| file.path.as_str()))?;
        // Asked again, as somebody may have put something there since.
        let is_alone = self.staging.is_alone(directory);
        if !is_alone {
            conflicts::refuse(&arrivals, directory, previous)?;
        }

        let files: BTreeSet<String> = arrivals.iter().map(|file| file.path.clone()).collect();
        let (goes, current) = (!previous.is_subset(&files), Manifest { files });
        // Known before they exist, so that an interrupted build leaves no file that nobody owns.
        if goes {
            let both = previous.union(&current.files).cloned().collect();
            Manifest { files: both }.write(directory, &self.staging)?;
        } else {
            current.write(directory, &self.staging)?;
        }

        let obstacles = conflicts::obstacles(&current.files, previous);
        let mut removed = remove_stale(obstacles.iter(), directory)?;
        let whole = if is_alone { self.staging.move_whole(directory)? } else { HashSet::default() };
        let is_moved = |staged: &Path, path: &str| {
            let top = path.split('/').next().unwrap_or_default();
            whole.contains(OsStr::new(top)) && self.staging.place(path) == staged
        };
        let staged = || arrivals.iter().filter_map(|file| Some((file.staged.as_deref()?, &file.path)));
        let moves: Vec<(&Path, PathBuf)> = staged()
            .filter(|(staged, path)| !is_moved(staged, path))
            .map(|(staged, path)| (staged, directory.join(path)))
            .collect();
        make_folders(moves.iter().filter_map(|(_, target)| target.parent()))?;
        moves.par_iter().try_for_each(|(staged, target)| settle(staged, target))?;
        if goes {
            removed += remove_stale(previous.difference(&current.files), directory)?;
            current.write(directory, &self.staging)?;
        }
        let written = staged().count();
        Ok(WriteReport { written, unchanged: arrivals.len() - written, removed })
    }
}

/// Takes the files of the site. Fails when a path leaves the folder, or the disk fails.
impl Sink for Writer {
    fn put(&self, file: OutputFile) -> anyhow::Result<()> {
        paths::check(&file.path)?;
        let target = self.directory.join(&file.path);
        let is_same = !self.is_empty && compare::is_same(&target, &file.contents);
        let staged = if is_same && self.lies_there(&file.path) {
            None
        } else {
            let staged = self.staging.keep(&file.path, &file.contents);
            Some(staged.with_context(|| format!("can't write {}", target.display()))?)
        };
        self.arrivals().push(Arrival { path: file.path, is_same, staged });
        Ok(())
    }

    fn open<'s>(&'s self, path: &str) -> anyhow::Result<Stream<'s>> {
        paths::check(path)?;
        let opened = self.staging.create(path);
        let target = || self.directory.join(path);
        let (file, staged) = opened.with_context(|| format!("can't write {}", target().display()))?;
        Ok(Stream::new(Growing { writer: self, path: path.to_owned(), file, staged }))
    }
}

/// Makes each folder, and those above it, once.
fn make_folders<'f>(folders: impl Iterator<Item = &'f Path>) -> anyhow::Result<()> {
    let folders: HashSet<&Path> = folders.collect();
    folders.into_par_iter().try_for_each(|folder| {
        fs::create_dir_all(folder).with_context(|| format!("can't make the folder {}", folder.display()))
    })
}

/// Moves a whole file into its place.
fn settle(staged: &Path, target: &Path) -> anyhow::Result<()> {
    fs::rename(staged, target).with_context(|| format!("can't write {}", target.display()))
}

/// Removes the files `stale` and the folders that they leave empty. Returns how many files there were.
fn remove_stale<'a>(stale: impl Iterator<Item = &'a String>, directory: &Path) -> anyhow::Result<usize> {
    let mut removed = 0;
    for path in stale {
        if !paths::stays_inside(path) || conflicts::leads_through_a_link(path, directory) {
            continue;
        }
        let target = directory.join(path);
        match fs::remove_file(&target) {
            Ok(()) => removed += 1,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
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
    use std::io::Write as _;

    use super::*;

    fn write(files: &[OutputFile], directory: &Path) -> anyhow::Result<WriteReport> {
        let writer = Writer::begin(directory)?;
        files.iter().try_for_each(|file| writer.put(file.clone()))?;
        writer.commit()
    }

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
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "what was staged goes");
        let report = write(&[file("c.html", "c")], folder.path()).unwrap();
        assert_eq!(report.written, 1);
    }

    #[test]
    fn a_file_becomes_a_folder_and_back() {
        let folder = tempfile::tempdir().unwrap();
        write(&[file("talks", "an old address")], folder.path()).unwrap();
        write(&[file("talks/index.html", "page"), file("talks/a/b.html", "b")], folder.path()).unwrap();
        write(&[file("talks", "an old address")], folder.path()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("talks")).unwrap(), "an old address");

        write(&[file("talks/index.html", "page")], folder.path()).unwrap();
        fs::write(folder.path().join("talks/theirs"), "").unwrap();
        let error = write(&[file("talks", "an old address")], folder.path()).unwrap_err();
        assert!(error.to_string().contains("  talks"), "{error}");
        assert!(folder.path().join("talks/index.html").exists(), "nothing is touched before the error");

        let error = write(&[file("talks/theirs/index.html", "")], folder.path()).unwrap_err();
        assert!(error.to_string().contains("  talks/theirs"), "{error}");
    }

    #[test]
    fn a_name_whose_case_changed_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        write(&[file("Talks/index.html", "page")], folder.path()).unwrap();
        let report = write(&[file("talks/index.html", "page")], folder.path()).unwrap();
        assert_eq!(report, WriteReport { written: 1, unchanged: 0, removed: 1 });
        assert!(folder.path().join("talks/index.html").exists());
    }

    #[test]
    fn files_that_want_the_same_place_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        for (paths, said) in [
            (["a.html", "a.html"], "“a.html” and “a.html”"),
            (["a", "a/index.html"], "“a” is a file"),
            (["a/index.html", "a"], "“a” is a file"),
        ] {
            let error = write(&paths.map(|path| file(path, path)), folder.path()).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_file_may_come_piece_by_piece() {
        let folder = tempfile::tempdir().unwrap();
        let write = |pieces: &[&str]| {
            let writer = Writer::begin(folder.path()).unwrap();
            writer.put(file("data/a.json", "whole")).unwrap();
            let mut stream = writer.open("data/b.json").unwrap();
            pieces.iter().try_for_each(|piece| stream.write_all(piece.as_bytes())).unwrap();
            stream.close().unwrap();
            writer.commit().unwrap()
        };
        assert_eq!(write(&["one, ", "two"]), WriteReport { written: 2, unchanged: 0, removed: 0 });
        assert_eq!(fs::read_to_string(folder.path().join("data/b.json")).unwrap(), "one, two");
        assert_eq!(write(&["one, two"]), WriteReport { written: 0, unchanged: 2, removed: 0 });
        assert_eq!(write(&["one, ", "three"]), WriteReport { written: 1, unchanged: 1, removed: 0 });
        assert_eq!(fs::read_to_string(folder.path().join("data/b.json")).unwrap(), "one, three");
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_us_elsewhere() {
        let parent = tempfile::tempdir().unwrap();
        let (elsewhere, public) = (parent.path().join("elsewhere"), parent.path().join("public"));
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("a.html"), "theirs").unwrap();
        write(&[file("pages/a.html", "ours")], &public).unwrap();
        fs::remove_dir_all(public.join("pages")).unwrap();
        std::os::unix::fs::symlink(&elsewhere, public.join("pages")).unwrap();
        write(&[file("pages/b.html", "ours")], &public).unwrap_err();
        write(&[file("index.html", "ours")], &public).unwrap();
        assert_eq!(fs::read_to_string(elsewhere.join("a.html")).unwrap(), "theirs");
        assert!(!elsewhere.join("b.html").exists());

        // A link in place of a file of ours is replaced, not followed.
        fs::remove_file(public.join("index.html")).unwrap();
        std::os::unix::fs::symlink(elsewhere.join("a.html"), public.join("index.html")).unwrap();
        write(&[file("index.html", "ours, again")], &public).unwrap();
        assert_eq!(fs::read_to_string(elsewhere.join("a.html")).unwrap(), "theirs");
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
