//! Which paths may be written.

use foldhash::HashMap;

/// An error when `path` would leave the output folder.
pub(super) fn check(path: &str) -> anyhow::Result<()> {
    anyhow::ensure!(
        stays_inside(path) && !is_our_own(path),
        "the site has a file with the impossible path “{path}”"
    );
    Ok(())
}

/// An error when two files claim the same path. Paths that differ in case only are the same on many disks; a file can't be
/// where another one needs a folder.
pub(super) fn check_together<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> anyhow::Result<()> {
    let small: Vec<String> = paths.clone().map(str::to_lowercase).collect();
    let mut seen: HashMap<&str, &str> = HashMap::default();
    for (small, path) in small.iter().zip(paths.clone()) {
        if let Some(other) = seen.insert(small, path) {
            anyhow::bail!(
                "two files of the site want the same place: “{}” and “{}”",
                other.min(path),
                other.max(path)
            );
        }
    }
    for (small, path) in small.iter().zip(paths) {
        for (at, _) in small.match_indices('/') {
            if let Some(other) = seen.get(&small[..at]) {
                anyhow::bail!("“{other}” is a file, and “{path}” needs a folder of that name");
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

    #[test]
    fn impossible_paths_are_refused() {
        for path in
            ["", "../a", "/a", "a/../b", "a//b", "c:\\a", ".nutgraf-manifest.json", ".nutgraf-staging/a"]
        {
            assert!(check(path).is_err(), "{path}");
        }
        let together = |paths: [&'static str; 2]| check_together(paths.into_iter());
        assert!(together(["a", "A"]).is_err());
        assert!(together(["a/b", "a"]).is_err());
        assert!(together(["a.html", "a/..c"]).is_ok());
    }
}
