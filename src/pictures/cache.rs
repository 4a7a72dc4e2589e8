//! What has been made once, in a folder of the site. Safe to delete: the next build makes it again.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostics::Diagnostic;

/// The folder, in that of the site.
pub const FOLDER: &str = ".nutgraf-cache";

/// Files by names that tell their content.
pub(super) struct Cache {
    folder: PathBuf,
    fault: Mutex<Option<String>>,
}

impl Cache {
    /// The cache of the site at `root`. The folder is made when something is put there.
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(FOLDER), fault: Mutex::default() }
    }

    /// Where `name` lies, if it does.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        let path = self.folder.join(name);
        path.is_file().then_some(path)
    }

    /// Keeps `bytes` as `name`, and says where. A file is there whole or not at all.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let kept = self.try_keep(name, bytes);
        if let Err(error) = &kept {
            self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error.to_string());
        }
        kept
    }

    fn try_keep(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        if !self.folder.is_dir() {
            fs::create_dir_all(&self.folder)?;
            // No repository has to be told that this is nothing to keep.
            fs::write(self.folder.join(".gitignore"), "*\n")?;
        }
        let path = self.folder.join(name);
        let mut file = tempfile::Builder::new().prefix(".").tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(&path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
        }
        Ok(path)
    }

    /// What kept anything from being kept.
    pub fn fault(&self) -> Option<Diagnostic> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let message = format!("pictures can't be kept in {}: {fault}", self.folder.display());
        let help = "let the folder of the site be written to; until then pictures have one size and articles no cards";
        Some(Diagnostic::warning("unwritable-cache", message).help(help))
    }
}
