//! `review.yaml` on the disk: read anew before each change, written beside and moved into place.
//!
//! A change is applied to the file as it is at that moment, so that edits made meanwhile by hand, by another window or by
//! another program are kept. At any moment the file is either the old or the new one, whole. Programs of this project write
//! one after the other ([`Lock`]); against others, the file is compared before it is replaced.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::history::{self, Record};
use super::ledger::{self, Entry};
use super::lock::Lock;
use crate::content::REVIEW_FILE;

/// A larger file is refused, as when the site is loaded.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// How often a change is tried when the file changes under it.
const TRIES: usize = 8;

/// The new text of the file, and what to note about it.
#[derive(Debug)]
pub struct Change {
    /// The whole file.
    pub text: String,
    /// What has changed in it.
    pub record: Record,
}

/// Makes the change that `edit` makes of the text of the file, and notes it in the history; false when it makes none. `edit`
/// may be asked several times.
///
/// # Errors
///
/// What `edit` says, and when the file can't be read or written.
pub fn change(root: &Path, edit: impl Fn(&str) -> anyhow::Result<Option<Change>>) -> anyhow::Result<bool> {
    let lock = Lock::take(root)?;
    let mut noted = false;
    write(root, |text| {
        let Some(Change { text, record }) = edit(text)? else { return Ok(None) };
        // Before the decision itself: one that is noted and never written is passed over, the other way round it could
        // not be taken back.
        if !noted {
            history::append(lock.folder(), &record).context("can't note the decision")?;
            noted = true;
        }
        Ok(Some(text))
    })
}

/// Adds `entry` to the decisions of the site at `root`, behind those that are there.
///
/// # Errors
///
/// When the file has faults ([`ledger::LedgerError`]), or can't be read or written.
pub fn add(root: &Path, entry: &Entry) -> anyhow::Result<()> {
    let record = Record { added: vec![entry.clone()], removed: Vec::new() };
    let edit = |text: &str| {
        let text = ledger::add(text, entry, |_| false)?;
        Ok(Some(Change { text, record: record.clone() }))
    };
    change(root, edit).map(|_| ())
}

/// The decisions that are in the file.
///
/// # Errors
///
/// When it has faults or can't be read.
pub fn entries(root: &Path) -> anyhow::Result<Vec<Entry>> {
    let text = read(&root.join(REVIEW_FILE))?.unwrap_or_default();
    Ok(ledger::parse_entries(&text)?)
}

/// The decision that [`undo`] would take back.
///
/// # Errors
///
/// When the files can't be read.
pub fn last(root: &Path) -> anyhow::Result<Option<Record>> {
    let text = read(&root.join(REVIEW_FILE))?.unwrap_or_default();
    let mut records = history::read(&root.join(super::lock::LOCAL_FOLDER));
    drop_gone(&mut records, &text);
    Ok(records.pop())
}

/// Takes the last decision back, and gives it; `None` when there is none. With `id`, only if it is the one of that
/// [`Record::id`].
///
/// # Errors
///
/// When the file has faults, or can't be read or written.
pub fn undo(root: &Path, id: Option<&str>) -> anyhow::Result<Option<Record>> {
    let lock = Lock::take(root)?;
    let mut records = history::read(lock.folder());
    let mut undone = None;
    write(root, |text| {
        drop_gone(&mut records, text);
        let Some(record) = records.last().filter(|record| id.is_none_or(|id| record.id() == id)) else {
            undone = None;
            return Ok(None);
        };
        undone = Some(record.clone());
        without(text, record).map(Some)
    })?;
    if undone.is_some() {
        records.pop();
        history::keep(lock.folder(), &records).context("can't note what was taken back")?;
    }
    Ok(undone)
}

/// `text` as it was before `record`.
fn without(text: &str, record: &Record) -> anyhow::Result<String> {
    let mut text = text.to_owned();
    let mut back = record.removed.iter();
    for entry in &record.added {
        let before = back.clone().next().filter(|before| ledger::about_the_same(before, entry));
        text = match before {
            Some(before) => {
                back.next();
                ledger::replace(&text, entry, before)?
            }
            None => ledger::remove(&text, entry)?.unwrap_or(text),
        };
    }
    for entry in back {
        text = ledger::add(&text, entry, |_| false)?;
    }
    Ok(text)
}

/// Leaves out what was taken back by hand, or never written.
fn drop_gone(records: &mut Vec<Record>, text: &str) {
    let Ok(entries) = ledger::parse_entries(text) else { return };
    while let Some(record) = records.last()
        && !record.added.iter().all(|one| entries.iter().any(|other| ledger::same(one, other)))
    {
        records.pop();
    }
}

/// Puts the text that `edit` makes of the file into its place; false when it makes none. The caller has the [`Lock`].
fn write(root: &Path, mut edit: impl FnMut(&str) -> anyhow::Result<Option<String>>) -> anyhow::Result<bool> {
    // A link is followed, so that it stays one.
    let path = root.join(REVIEW_FILE);
    let path = path.canonicalize().unwrap_or(path);
    let inside = root.canonicalize().is_ok_and(|root| !path.is_absolute() || path.starts_with(root));
    anyhow::ensure!(
        inside,
        "{REVIEW_FILE} is a link that leads out of the site's folder; nothing was written"
    );
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
            add(root, &person(number)).unwrap();
            // By hand, meanwhile.
            let path = root.join(REVIEW_FILE);
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, format!("{text}# note {number}\n")).unwrap();
        }
        let text = std::fs::read_to_string(site.path().join(REVIEW_FILE)).unwrap();
        assert_eq!(read_decisions(&review_source(&*text)).0.people.len(), 12);
        assert_eq!(text.matches("# note").count(), 12);
        let left = std::fs::read_dir(site.path().join("content")).unwrap().count();
        assert_eq!(left, 1, "nothing is left beside");
    }

    #[test]
    fn the_last_decision_is_taken_back_and_those_gone_by_hand_are_passed_over() {
        let site = tempfile::tempdir().unwrap();
        let root = site.path();
        std::fs::create_dir(root.join("content")).unwrap();
        (0..4).for_each(|number| add(root, &person(number)).unwrap());
        let path = root.join(REVIEW_FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        let by_hand: String =
            text.lines().filter(|line| !line.contains("Jan Roe 3")).map(|line| format!("{line}\n")).collect();
        std::fs::write(&path, &by_hand).unwrap();
        let took = |record: Option<Record>, number| ledger::same(&record.unwrap().added[0], &person(number));
        let last = last(root).unwrap().unwrap();
        assert_eq!(undo(root, Some("another")).unwrap(), None);
        assert!(took(undo(root, Some(&last.id())).unwrap(), 2));
        assert!(took(undo(root, None).unwrap(), 1));
        assert!(std::fs::read_to_string(&path).unwrap().contains("Jan Roe 0"));
        undo(root, None).unwrap();
        assert_eq!(undo(root, None).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_leads_nowhere_else() {
        let (site, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = site.path();
        std::fs::create_dir(root.join("content")).unwrap();
        std::os::unix::fs::symlink("../decisions.yaml", root.join(REVIEW_FILE)).unwrap();
        std::fs::write(root.join("decisions.yaml"), "# Ours.\n").unwrap();
        add(root, &person(1)).unwrap();
        assert!(std::fs::read_to_string(root.join("decisions.yaml")).unwrap().contains("Jan Roe 1"));
        assert!(root.join(REVIEW_FILE).is_symlink());

        let other = outside.path().join("other.yaml");
        std::fs::write(&other, "").unwrap();
        std::fs::remove_file(root.join(REVIEW_FILE)).unwrap();
        std::os::unix::fs::symlink(&other, root.join(REVIEW_FILE)).unwrap();
        assert!(add(root, &person(2)).unwrap_err().to_string().contains("leads out"));
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "");
    }

    #[test]
    fn a_file_that_is_too_large_is_refused() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join("content")).unwrap();
        let text = "# 0123456789\n".repeat(800_000);
        std::fs::write(site.path().join(REVIEW_FILE), &text).unwrap();
        assert!(add(site.path(), &person(1)).unwrap_err().to_string().contains("larger"));
        assert_eq!(std::fs::read_to_string(site.path().join(REVIEW_FILE)).unwrap(), text);
    }
}
