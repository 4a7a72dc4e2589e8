//! How large an image is, so that a page keeps its place while it loads.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};

/// Sizes of the images of a site, each file read once.
#[derive(Debug)]
pub(super) struct Images {
    root: PathBuf,
    sizes: Mutex<HashMap<PathBuf, Option<(usize, usize)>>>,
}

impl Images {
    /// Images of the site rooted at `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), sizes: Mutex::default() }
    }

    /// Width and height in pixels of the image that an author in `folder` (relative to the root) calls `target`;
    /// `None` for another host's, for vector graphics that do not say how large they are, and when there is no such file.
    pub fn size(&self, folder: &Path, target: &str) -> Option<(usize, usize)> {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if path.is_empty() || path.contains("://") || path.starts_with("data:") {
            return None;
        }
        let path = super::links::percent_decode(path);
        match path.strip_prefix('/') {
            Some(absolute) => {
                ["content", "static"].iter().find_map(|top| self.size_of(&Path::new(top).join(absolute)))
            }
            None => self.size_of(&folder.join(&path)),
        }
    }

    fn size_of(&self, path: &Path) -> Option<(usize, usize)> {
        let path = inside(path)?;
        if let Some(size) = self.sizes.lock().unwrap_or_else(PoisonError::into_inner).get(&path) {
            return *size;
        }
        let size = size_on_disk(&self.root.join(&path));
        self.sizes.lock().unwrap_or_else(PoisonError::into_inner).insert(path, size);
        size
    }
}

/// Width and height as the picture is shown: a camera that was held upright says so in the file.
fn size_on_disk(path: &Path) -> Option<(usize, usize)> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg")) {
        return vector_size(path);
    }
    let size = imagesize::size(path).ok()?;
    let reader = ImageReader::open(path).and_then(ImageReader::with_guessed_format).ok()?;
    let turned = match reader.format() {
        Some(ImageFormat::Jpeg) => reader.into_decoder().and_then(|mut decoder| decoder.orientation()).ok(),
        _ => None,
    };
    let is_on_its_side = turned.is_some_and(|turned| {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(turned, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
    });
    Some(if is_on_its_side { (size.height, size.width) } else { (size.width, size.height) })
}

/// Bytes of vector graphics in which the element that says how large they are must begin.
const HEAD: u64 = 64 * 1024;

/// Pixels of the largest that is taken at its word.
const MOST: f64 = 100_000.0;

/// Width and height of SVG in pixels, as far as it gives both: one that only has a shape (`viewBox`) is as large as its place.
fn vector_size(path: &Path) -> Option<(usize, usize)> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    let graphics = dom_query::Document::from(&*String::from_utf8_lossy(&head));
    let root = graphics.select_single("svg");
    let pixels = |name: &str| {
        let length: f64 = root.attr(name)?.trim().trim_end_matches("px").parse().ok()?;
        (1.0..=MOST).contains(&length).then(|| length.round() as usize)
    };
    Some((pixels("width")?, pixels("height")?))
}

/// `path` without `.` and `..`; `None` when it leaves the site.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::CurDir => {}
            Component::ParentDir if clean.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_in_the_site() {
        assert_eq!(inside(Path::new("content/a/../b.png")), Some(PathBuf::from("content/b.png")));
        assert_eq!(inside(Path::new("content/../../b.png")), None);
    }

    #[test]
    fn vector_graphics_are_as_large_as_they_say() {
        let folder = tempfile::tempdir().unwrap();
        let size = |svg: &str| {
            let path = folder.path().join("a.svg");
            std::fs::write(&path, svg).unwrap();
            size_on_disk(&path)
        };
        let prolog = "<?xml version=\"1.0\"?>\n<!-- <svg width='1' height='1'> -->\n";
        assert_eq!(
            size(&format!("{prolog}<svg viewBox=\"0 0 2 1\" width=\"960\" height=\"539.6px\"/>")),
            Some((960, 540))
        );
        assert_eq!(size("<svg viewBox=\"0 0 24 24\"><rect width=\"4\" height=\"4\"/></svg>"), None);
        assert_eq!(size("<svg width=\"100%\" height=\"20em\"/>"), None);
        assert_eq!(size("<svg width=\"inf\" height=\"9\"/>"), None);
        assert_eq!(size("no graphics"), None);
    }
}
