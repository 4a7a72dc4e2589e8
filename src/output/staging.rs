//! Where files are written before they are moved into place, whole.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Name of the folder; inside the output folder, so that it is on the same disk and a move is atomic.
pub(super) const STAGING: &str = ".nutgraf-staging";

/// The folder, empty at first; removed with everything left in it when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
}

impl Staging {
    /// Makes the folder in `directory`, and `directory` itself. What an interrupted build has left goes.
    pub fn begin(directory: &Path) -> anyhow::Result<Self> {
        let folder = directory.join(STAGING);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("can't remove the folder {}", folder.display()));
            }
            _ => {}
        }
        fs::create_dir_all(&folder).with_context(|| format!("can't make the folder {}", folder.display()))?;
        Ok(Self { folder })
    }

    /// Writes what `source` yields and moves it into the place of `target`, readable to all who may read the folder.
    pub fn put(&self, source: &mut impl Read, target: &Path) -> anyhow::Result<()> {
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut temporary = builder.tempfile_in(&self.folder)?;
        std::io::copy(source, temporary.as_file_mut())?;
        temporary.persist(target)?;
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Left-overs do no harm: the next build begins by removing them.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
