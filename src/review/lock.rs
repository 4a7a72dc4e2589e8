//! One writer of `review.yaml` at a time, whichever program it is.
//!
//! The lock is one of the operating system's, on a file that holds nothing: it ends with the process that has it, however that
//! ends, and so is never stale.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;

/// Folder for what belongs to this copy of a site alone, from the site's root. It keeps itself out of version control.
pub const LOCAL_FOLDER: &str = ".nutgraf";
/// How long to wait for another writer, who needs milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// The right to write `review.yaml`, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    /// Closing it gives the lock back.
    _file: File,
    folder: PathBuf,
}

impl Lock {
    /// Waits until nobody else writes the decisions of the site at `root`.
    ///
    /// # Errors
    ///
    /// When the local folder can't be written, or another program keeps the lock.
    pub fn take(root: &Path) -> anyhow::Result<Self> {
        let folder = root.join(LOCAL_FOLDER);
        refuse_link(&folder)?;
        make(&folder).with_context(|| format!("can't write to {}", folder.display()))?;
        let path = folder.join("review.lock");
        refuse_link(&path)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .with_context(|| format!("can't write {}", path.display()))?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => anyhow::ensure!(
                    began.elapsed() < PATIENCE,
                    "another program has been writing content/review.yaml for {} s; nothing was written",
                    PATIENCE.as_secs()
                ),
                // A file system without locks: the comparison before each write has to do.
                Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => break,
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("can't lock {}", path.display()));
                }
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(Self { _file: file, folder })
    }

    /// The local folder, which exists.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// A link among a site's files could make this write anywhere.
pub(super) fn refuse_link(path: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(!path.is_symlink(), "{} is a link; delete it", path.display());
    Ok(())
}

/// The local folder, with the line that keeps it out of version control.
fn make(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let ignore = folder.join(".gitignore");
    if ignore.exists() { Ok(()) } else { std::fs::write(ignore, "*\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_waits_for_the_first() {
        let site = tempfile::tempdir().unwrap();
        let first = Lock::take(site.path()).unwrap();
        let root = site.path().to_owned();
        let (sender, receiver) = std::sync::mpsc::channel();
        let second = std::thread::spawn(move || {
            let lock = Lock::take(&root).unwrap();
            sender.send(()).unwrap();
            drop(lock);
        });
        assert!(receiver.recv_timeout(Duration::from_millis(100)).is_err(), "the first has it still");
        drop(first);
        receiver.recv_timeout(PATIENCE).unwrap();
        second.join().unwrap();
        let ignored = std::fs::read_to_string(site.path().join(LOCAL_FOLDER).join(".gitignore")).unwrap();
        assert_eq!(ignored, "*\n");
    }
}
