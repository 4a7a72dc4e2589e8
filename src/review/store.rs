//! `review.yaml` on the disk: read anew before each change, written beside and moved into place.
//!
//! A change is applied to the file as it is at that moment, so that edits made meanwhile by hand, by another window or by
//! another program are kept. At any moment the file is either the old or the new one, whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::ledger::{self, Entry};
use crate::content::{PassageDecision, REVIEW_FILE};

/// A larger file is refused, as when the site is loaded.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// How often a change is tried when the file changes under it.
const TRIES: usize = 8;

/// Adds `entry` to the decisions of the site at `root`.
///
/// # Errors
///
/// When the file has faults ([`ledger::LedgerError`]), or can't be read or written.
pub fn add(root: &Path, entry: &Entry, before: impl Fn(&PassageDecision) -> bool) -> anyhow::Result<()> {
    change(root, |text| Ok(Some(ledger::add(text, entry, &before)?))).map(|_| ())
}

/// Takes `entry` back; false when it is not there any more.
///
/// # Errors
///
/// As [`add`].
pub fn remove(root: &Path, entry: &Entry) -> anyhow::Result<bool> {
    change(root, |text| Ok(ledger::remove(text, entry)?))
}

static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn change(root: &Path, edit: impl Fn(&str) -> anyhow::Result<Option<String>>) -> anyhow::Result<bool> {
    // Two windows of one preview write one after the other.
    let _alone = WRITING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // A link is followed, so that it stays one.
    let path = root.join(REVIEW_FILE);
    let path = path.canonicalize().unwrap_or(path);
    for _ in 0..TRIES {
        let before = read(&path)?;
        let Some(edited) = edit(before.as_deref().unwrap_or_default())? else { return Ok(false) };
        let beside = write_beside(&path, &edited)?;
        if read(&path)? != before {
            // Somebody else wrote meanwhile: their text is the one to change.
            continue;
        }
        beside.persist(&path).with_context(|| format!("can't write {}", path.display()))?;
        sync_folder(&path);
        return Ok(true);
    }
    anyhow::bail!("{REVIEW_FILE} is being changed all the time by another program; nothing was written")
}

/// The text of the file; `None` when there is none.
fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match std::fs::metadata(path) {
        Ok(metadata) => {
            let most = MAX_BYTES / 1024 / 1024;
            anyhow::ensure!(metadata.len() <= MAX_BYTES, "{REVIEW_FILE} is larger than {most} MB");
            let text = std::fs::read_to_string(path).with_context(|| format!("can't read {REVIEW_FILE}"))?;
            Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("can't read {REVIEW_FILE}")),
    }
}

/// The text in a file of the same folder, on the disk for good, which has to be moved into place yet.
fn write_beside(path: &Path, text: &str) -> anyhow::Result<tempfile::NamedTempFile> {
    let folder = path.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    // Hidden and `.tmp`: neither content nor a change to notice.
    let mut file = tempfile::Builder::new()
        .prefix(".review")
        .suffix(".tmp")
        .tempfile_in(&folder)
        .with_context(|| format!("can't write to {}", folder.display()))?;
    file.write_all(text.as_bytes())?;
    let permissions = std::fs::metadata(path).map(|metadata| metadata.permissions());
    match permissions {
        Ok(permissions) => file.as_file().set_permissions(permissions)?,
        Err(_) => readable(file.as_file())?,
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// A temporary file is for its owner alone; content is for all who work on it.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Makes the new name last through a power cut, where the system allows for it.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| std::fs::File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{PersonDecision, read_decisions, review_source};

    fn person(number: usize) -> Entry {
        let (name, is) = (format!("Jan {number}"), format!("Jan Roe {number}"));
        Entry::Person(PersonDecision { name, articles: Vec::new(), is, span: 0..0 })
    }

    #[test]
    fn changes_from_several_sides_are_all_kept() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join("content")).unwrap();
        for number in 0..12 {
            let root = site.path();
            add(root, &person(number), |_| false).unwrap();
            // By hand, meanwhile.
            let path = root.join(REVIEW_FILE);
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, format!("{text}# note {number}\n")).unwrap();
        }
        let text = std::fs::read_to_string(site.path().join(REVIEW_FILE)).unwrap();
        assert_eq!(read_decisions(&review_source(&*text)).0.people.len(), 12);
        assert_eq!(text.matches("# note").count(), 12);
        assert!(remove(site.path(), &person(3)).unwrap());
        assert!(!remove(site.path(), &person(3)).unwrap());
        assert_eq!(
            std::fs::read_dir(site.path().join("content")).unwrap().count(),
            1,
            "nothing is left beside"
        );
    }

    #[test]
    fn a_file_that_is_too_large_is_refused() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join("content")).unwrap();
        let text = "# 0123456789\n".repeat(800_000);
        std::fs::write(site.path().join(REVIEW_FILE), &text).unwrap();
        assert!(add(site.path(), &person(1), |_| false).unwrap_err().to_string().contains("larger"));
        assert_eq!(std::fs::read_to_string(site.path().join(REVIEW_FILE)).unwrap(), text);
    }
}
