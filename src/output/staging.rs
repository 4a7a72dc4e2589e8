//! Where files are written before they are moved into place, whole.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use foldhash::HashSet;

use super::Contents;

/// Name of the folder; inside the output folder, so that it is on the same disk and a move is atomic.
pub(super) const STAGING: &str = ".nutgraf-staging";

/// A file up to this many bytes is copied through memory, which takes fewer calls of the system.
const SMALL: u64 = 1024 * 1024;

/// Name of the folder in it where files lie as they will in the output folder. No number is called so.
const SITE: &str = "site";

/// The folder, empty at first; removed with everything left in it when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// Where files lie as they will in the output folder.
    site: PathBuf,
    /// The folder above, where there was none before.
    made: Option<PathBuf>,
    /// How many files have been kept elsewhere, which are their names.
    kept: AtomicUsize,
}

impl Staging {
    /// Makes the folder in `directory`, and `directory` itself. What an interrupted build has left goes.
    pub fn begin(directory: &Path) -> anyhow::Result<Self> {
        let folder = directory.join(STAGING);
        let made = (!directory.exists()).then(|| directory.to_owned());
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("can't remove the folder {}", folder.display()));
            }
            _ => {}
        }
        let site = folder.join(SITE);
        fs::create_dir_all(&site).with_context(|| format!("can't make the folder {}", site.display()))?;
        Ok(Self { folder, site, made, kept: AtomicUsize::new(0) })
    }

    /// Whether `directory`, in which the folder lies, holds nothing else.
    pub fn is_alone(&self, directory: &Path) -> bool {
        fs::read_dir(directory).is_ok_and(|mut entries| {
            entries.all(|entry| entry.is_ok_and(|entry| self.folder.file_name() == Some(&entry.file_name())))
        })
    }

    /// Writes `contents`, which are to lie at `path`, readable to all who may read the folder, and says where they lie for now.
    pub fn keep(&self, path: &str, contents: &Contents) -> anyhow::Result<PathBuf> {
        let (mut file, staged) = self.create(path)?;
        match contents {
            Contents::Bytes(bytes) => file.write_all(bytes)?,
            Contents::CopyOf(source) => {
                let mut source =
                    File::open(source).with_context(|| format!("can't read {}", source.display()))?;
                let length = source.metadata()?.len();
                if length <= SMALL {
                    let mut bytes = Vec::with_capacity(length as usize);
                    // Not asked once more whether that was all.
                    source.take(length).read_to_end(&mut bytes)?;
                    file.write_all(&bytes)?;
                } else {
                    std::io::copy(&mut source, &mut file)?;
                }
            }
        }
        Ok(staged)
    }

    /// Where the file that is to lie at `path` lies in the staged site, if nothing else is in its way there.
    pub fn place(&self, path: &str) -> PathBuf {
        self.site.join(path)
    }

    /// A new file, at `path` in the staged site. If another file is in the way there, it lies elsewhere: whether the two may be
    /// is known when all are there.
    pub fn create(&self, path: &str) -> anyhow::Result<(File, PathBuf)> {
        let staged = self.place(path);
        let make_folder = || staged.parent().map_or(Ok(()), fs::create_dir_all);
        // Nearly every page is the first file in a folder of its own, and the folder of any other file is there.
        let folder = if path.ends_with("/index.html") { make_folder() } else { Ok(()) };
        let file = folder.and_then(|()| File::create_new(&staged)).or_else(|_| {
            make_folder()?;
            File::create_new(&staged)
        });
        file.map(|file| (file, staged)).or_else(|_| self.create_aside())
    }

    /// A new file of which it is not said where it will lie.
    fn create_aside(&self) -> anyhow::Result<(File, PathBuf)> {
        let staged = self.folder.join(self.kept.fetch_add(1, Ordering::Relaxed).to_string());
        Ok((File::create_new(&staged)?, staged))
    }

    /// Writes `bytes` next to the staged site, and says where.
    pub fn keep_aside(&self, bytes: &[u8]) -> anyhow::Result<PathBuf> {
        let (mut file, staged) = self.create_aside()?;
        file.write_all(bytes)?;
        Ok(staged)
    }

    /// Moves what is at the top of the staged site into `directory`, which holds nothing else: folders with all that is in them.
    /// Returns its names. What can't be moved stays: some systems move no folder that anybody is reading in.
    pub fn move_whole(&self, directory: &Path) -> anyhow::Result<HashSet<OsString>> {
        let mut moved = HashSet::default();
        for entry in fs::read_dir(&self.site)? {
            let entry = entry?;
            if fs::rename(entry.path(), directory.join(entry.file_name())).is_ok() {
                moved.insert(entry.file_name());
            }
        }
        Ok(moved)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Left-overs do no harm: the next build begins by removing them.
        let _ = fs::remove_dir_all(&self.folder);
        // Goes only when nothing has been moved into it.
        self.made.as_ref().map(fs::remove_dir);
    }
}
