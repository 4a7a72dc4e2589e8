//! Which paths may be written.

use foldhash::HashMap;

use super::OutputFile;

/// An error when a path would leave the output folder, or when two files claim the same path. Paths that
/// differ in case only are the same on many disks; a file can't be where another one needs a folder.
pub(super) fn check(files: &[OutputFile]) -> anyhow::Result<()> {
    let mut seen: HashMap<String, &str> = HashMap::default();
    for file in files {
        anyhow::ensure!(
            stays_inside(&file.path) && !is_our_own(&file.path),
            "the site has a file with the impossible path “{}”",
            file.path
        );
        if let Some(other) = seen.insert(file.path.to_lowercase(), &file.path) {
            anyhow::bail!("two files of the site want the same place: “{other}” and “{}”", file.path);
        }
    }
    for file in files {
        let lower = file.path.to_lowercase();
        for (at, _) in lower.match_indices('/') {
            if let Some(other) = seen.get(&lower[..at]) {
                anyhow::bail!("“{other}” is a file, and “{}” needs a folder of that name", file.path);
            }
        }
    }
    Ok(())
}

/// Whether `path` is the manifest or lies among the files on their way.
fn is_our_own(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    first.eq_ignore_ascii_case(super::MANIFEST) || first.eq_ignore_ascii_case(super::staging::STAGING)
}

/// Whether `path` names something below the folder that it is relative to, on every system.
pub(super) fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0', ':'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Contents;

    fn files(paths: &[&str]) -> Vec<OutputFile> {
        paths
            .iter()
            .map(|path| OutputFile { path: (*path).to_owned(), contents: Contents::Bytes(vec![]) })
            .collect()
    }

    #[test]
    fn impossible_paths_are_refused() {
        for path in
            ["", "../a", "/a", "a/../b", "a//b", "c:\\a", ".nutgraf-manifest.json", ".nutgraf-staging/a"]
        {
            assert!(check(&files(&[path])).is_err(), "{path}");
        }
        assert!(check(&files(&["a", "A"])).is_err());
        assert!(check(&files(&["a", "a/b"])).is_err());
        assert!(check(&files(&["a.html", "a/b", "a/..c"])).is_ok());
    }
}
