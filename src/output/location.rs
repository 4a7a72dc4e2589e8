//! Where a site may be written to.

use std::path::{Component, Path, PathBuf};

/// An error when writing the site at `root` to `output` would endanger what its author wrote: the output must
/// not hold the site or the home folder, nor lie in the site's sources.
pub fn check_location(root: &Path, output: &Path) -> anyhow::Result<()> {
    let (root, output) = (absolute(root)?, absolute(output)?);
    anyhow::ensure!(
        !root.starts_with(&output),
        "the output folder {} holds the site itself; choose another with --output",
        output.display()
    );
    let home = std::env::home_dir().and_then(|home| absolute(&home).ok());
    anyhow::ensure!(
        home.is_none_or(|home| !home.starts_with(&output)),
        "the output folder {} holds your home folder; choose another with --output",
        output.display()
    );
    for source in ["content", "templates", "static"] {
        anyhow::ensure!(
            !output.starts_with(root.join(source)),
            "the output folder {} lies in {source}/, which is a source of the site; choose another with --output",
            output.display()
        );
    }
    anyhow::ensure!(!output.is_file(), "{} is a file, not a folder", output.display());
    Ok(())
}

/// `path` from the root of the disk, symbolic links of its existing part followed, without `.` and `..`.
fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
        if let Ok(real) = plain.canonicalize() {
            plain = real;
        }
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_out_of_reach() {
        let site = tempfile::tempdir().unwrap();
        let root = site.path();
        std::fs::create_dir(root.join("content")).unwrap();
        for wrong in [".", "..", "content", "content/public", "public/../content", "/"] {
            assert!(check_location(root, &root.join(wrong)).is_err(), "{wrong}");
        }
        for right in ["public", "../elsewhere", "public/deep", "contents"] {
            assert!(check_location(root, &root.join(right)).is_ok(), "{right}");
        }
    }
}
