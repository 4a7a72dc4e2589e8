//! An imported article to its file, whole or not at all, and never over another without being told to.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::text::slug;

/// Longest name of a file, in characters; a longer one is cut between words.
const LONGEST_NAME: usize = 72;

/// The name for an article's file: from its title, else from `fallback`.
pub fn file_name(title: &str, fallback: &str) -> String {
    let name = [title, fallback].into_iter().map(slug).find(|name| !name.is_empty());
    let mut name = name.unwrap_or_else(|| "article".to_owned());
    if name.len() > LONGEST_NAME {
        let cut = name[..=LONGEST_NAME].rfind('-').unwrap_or(LONGEST_NAME);
        name.truncate(cut);
    }
    name + ".md"
}

/// Where an article goes by default: `content/articles/` of the site rooted at `root`, or `root` itself
/// when that holds no site.
pub fn articles_folder(root: &Path) -> PathBuf {
    if root.join("content").is_dir() { root.join("content").join("articles") } else { root.to_owned() }
}

/// Writes `text` to `path`, atomically; makes the folders above it.
///
/// # Errors
/// [`std::io::ErrorKind::AlreadyExists`] when there is a file and `force` is false; whatever else the file
/// system reports.
pub fn write_new(path: &Path, text: &str, force: bool) -> std::io::Result<()> {
    write_bytes(path, text.as_bytes(), force)
}

fn write_bytes(path: &Path, bytes: &[u8], force: bool) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".nutgraf-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    readable_by_others(file.as_file())?;
    if force { file.persist(path) } else { file.persist_noclobber(path) }.map_err(|error| error.error)?;
    Ok(())
}

/// Copies the file `from` to `to` as [`write_new`] writes a text.
///
/// # Errors
/// As there; when `from` can't be read.
pub fn copy_new(from: &Path, to: &Path, force: bool) -> std::io::Result<()> {
    let bytes = std::fs::read(from)?;
    write_bytes(to, &bytes, force)
}

/// Temporary files are private; an article is as public as any new file that its author saves.
#[cfg(unix)]
fn readable_by_others(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_others(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_left_alone_unless_forced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.md");
        write_new(&path, "one", false).unwrap();
        let refused = write_new(&path, "two", false).unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one");
        write_new(&path, "two", true).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(std::fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }

    #[test]
    fn names_are_cut_between_words() {
        assert_eq!(file_name("Why cranes stand", "x"), "why-cranes-stand.md");
        assert_eq!(file_name("—", "My page"), "my-page.md");
        assert_eq!(file_name("", ""), "article.md");
        let long = file_name(&"harbour ".repeat(20), "x");
        assert!(long.len() <= LONGEST_NAME + 3 && long.ends_with("-harbour.md"), "{long}");
    }
}
