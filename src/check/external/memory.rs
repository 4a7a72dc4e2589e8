//! Which addresses answered lately, kept on disk so that they are not asked for at every check.
//!
//! The file is a help and no record: it may be deleted at any time, and one that can't be read is started anew.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Answer;

/// How long an answer counts, in seconds: a week.
const FRESH: i64 = 7 * 24 * 60 * 60;
/// Folder in the site that holds what can be made again.
pub const FOLDER: &str = ".nutgraf";
const FILE: &str = "links.json";

/// What is remembered of earlier checks.
#[derive(Debug)]
pub struct Memory {
    path: PathBuf,
    now: i64,
    known: BTreeMap<String, Known>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Known {
    /// Second of the answer, from 1970.
    at: i64,
    /// Where it has moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
}

impl Memory {
    /// What is remembered of the site at `root`.
    pub fn open(root: &Path) -> Self {
        Self::open_at(root, Timestamp::now().as_second())
    }

    fn open_at(root: &Path, now: i64) -> Self {
        let path = root.join(FOLDER).join(FILE);
        let read = || serde_json::from_slice(&std::fs::read(&path).ok()?).ok();
        let mut known: BTreeMap<String, Known> = read().unwrap_or_default();
        known.retain(|_, one| (0..FRESH).contains(&(now - one.at)));
        Self { path, now, known }
    }

    /// What `address` answered, if that still counts.
    pub fn recall(&self, address: &str) -> Option<Answer> {
        let known = self.known.get(address)?;
        Some(known.moved.clone().map_or(Answer::Sound, Answer::Moved))
    }

    /// Remembers good news; bad news is asked for again the next time.
    pub fn note(&mut self, address: &str, answer: &Answer) {
        let moved = match answer {
            Answer::Sound => None,
            Answer::Moved(to) => Some(to.clone()),
            Answer::Dead(_) | Answer::Unsure(..) => return drop(self.known.remove(address)),
        };
        self.known.insert(address.to_owned(), Known { at: self.now, moved });
    }

    /// Writes it down, whole or not at all.
    ///
    /// # Errors
    /// When the disk does not let it.
    pub fn save(&self) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            std::fs::write(ignore, "# Can be made again, and deleted at any time.\n*\n")?;
        }
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(&self.known)?)?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_news_is_remembered_for_a_week_and_bad_news_never() {
        let site = tempfile::tempdir().unwrap();
        let mut memory = Memory::open_at(site.path(), 1_000_000);
        memory.note("https://a.example/", &Answer::Sound);
        memory.note("https://b.example/", &Answer::Moved("https://c.example/".to_owned()));
        memory.note("https://d.example/", &Answer::Dead("404".to_owned()));
        memory.save().unwrap();
        let later = Memory::open_at(site.path(), 1_000_000 + FRESH - 1);
        assert_eq!(later.recall("https://a.example/"), Some(Answer::Sound));
        assert_eq!(later.recall("https://b.example/"), Some(Answer::Moved("https://c.example/".to_owned())));
        assert_eq!(later.recall("https://d.example/"), None);
        let old = Memory::open_at(site.path(), 1_000_000 + FRESH);
        assert_eq!(old.recall("https://a.example/"), None);
        assert_eq!(Memory::open_at(site.path(), 1).recall("https://a.example/"), None, "from the future");
    }

    #[test]
    fn a_file_that_is_no_memory_is_forgotten() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join(FOLDER)).unwrap();
        std::fs::write(site.path().join(FOLDER).join(FILE), "{not json").unwrap();
        let memory = Memory::open(site.path());
        assert_eq!(memory.recall("https://a.example/"), None);
        memory.save().unwrap();
    }
}
