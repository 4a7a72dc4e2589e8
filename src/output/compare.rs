//! Whether a file on disk holds certain bytes already, found out with as little reading as possible.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;

use super::Contents;

/// Whether `target` is a file, or a link to one, that holds `contents`. A file that can't be read is different.
pub(super) fn is_same(target: &Path, contents: &Contents) -> bool {
    let Ok(data) = fs::metadata(target) else { return false };
    if !data.is_file() {
        return false;
    }
    match contents {
        Contents::Bytes(bytes) => {
            data.len() == bytes.len() as u64 && fs::read(target).is_ok_and(|existing| existing == *bytes)
        }
        Contents::CopyOf(source) => {
            fs::metadata(source).is_ok_and(|source| source.len() == data.len())
                && File::open(source)
                    .and_then(|source| same_stream(source, File::open(target)?))
                    .unwrap_or(false)
        }
    }
}

/// Compares piece by piece, so that a film in the site is never in memory as a whole.
fn same_stream(left: File, right: File) -> std::io::Result<bool> {
    const PIECE: u64 = 64 * 1024;
    let (mut left, mut right) = (BufReader::new(left), BufReader::new(right));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    loop {
        ours.clear();
        theirs.clear();
        left.by_ref().take(PIECE).read_to_end(&mut ours)?;
        right.by_ref().take(PIECE).read_to_end(&mut theirs)?;
        if ours != theirs {
            return Ok(false);
        }
        if ours.is_empty() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_compared_to_the_last_byte() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let bytes = vec![7_u8; 200_000];
        fs::write(at("source"), &bytes).unwrap();
        fs::write(at("same"), &bytes).unwrap();
        let mut other = bytes;
        *other.last_mut().unwrap() = 8;
        fs::write(at("other"), &other).unwrap();
        let contents = Contents::CopyOf(at("source"));
        assert!(is_same(&at("same"), &contents));
        assert!(!is_same(&at("other"), &contents));
        assert!(!is_same(&at("missing"), &contents));
        assert!(!is_same(folder.path(), &contents));
    }
}
