//! Where files are written before they are moved into place, whole.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;

use super::Contents;

/// Name of the folder; inside the output folder, so that it is on the same disk and a move is atomic.
pub(super) const STAGING: &str = ".nutgraf-staging";

/// A file up to this many bytes is copied through memory, which takes fewer calls of the system.
const SMALL: u64 = 1024 * 1024;

/// The folder, empty at first; removed with everything left in it when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// The folder above, where there was none before.
    made: Option<PathBuf>,
    /// How many files have been kept, which are their names.
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
        fs::create_dir_all(&folder).with_context(|| format!("can't make the folder {}", folder.display()))?;
        Ok(Self { folder, made, kept: AtomicUsize::new(0) })
    }

    /// Whether `directory`, in which the folder lies, holds nothing else.
    pub fn is_alone(&self, directory: &Path) -> bool {
        fs::read_dir(directory).is_ok_and(|mut entries| {
            entries.all(|entry| entry.is_ok_and(|entry| self.folder.file_name() == Some(&entry.file_name())))
        })
    }

    /// Writes `contents` under a name of its own, readable to all who may read the folder, and says where.
    pub fn keep(&self, contents: &Contents) -> anyhow::Result<PathBuf> {
        let number = self.kept.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(number.to_string());
        let mut file = File::create_new(&path)?;
        match contents {
            Contents::Bytes(bytes) => file.write_all(bytes)?,
            Contents::CopyOf(source) => {
                let mut source =
                    File::open(source).with_context(|| format!("can't read {}", source.display()))?;
                let length = source.metadata()?.len();
                if length <= SMALL {
                    let mut bytes = Vec::with_capacity(length as usize);
                    source.read_to_end(&mut bytes)?;
                    file.write_all(&bytes)?;
                } else {
                    std::io::copy(&mut source, &mut file)?;
                }
            }
        }
        Ok(path)
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
