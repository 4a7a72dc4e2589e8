//! What is wrong with a site, in the order in which a person would work through it.

use std::cmp::Reverse;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::links::LinkCheck;
use crate::diagnostics::Diagnostic;

/// The faults of a joined site. To put them together takes a while, in which the site can be worked on.
pub(super) struct Faults {
    pub known: Vec<Diagnostic>,
    pub links: LinkCheck,
    /// Addresses that `links` may lead to.
    pub made: Vec<String>,
}

impl Faults {
    /// All of them, sorted by file and place.
    pub fn sorted(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.known;
        diagnostics.extend(self.links.diagnostics(self.made));
        sort(&mut diagnostics);
        diagnostics
    }
}

/// Puts diagnostics in the order in which a person would work through them: file by file, top to bottom; those of no file come
/// first.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    let files = order_of_files(diagnostics);
    let place = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref()?;
        let span = place.span.as_ref().map_or((0, 0), |span| (span.start, span.end));
        Some((files[&Arc::as_ptr(&place.file).addr()], span))
    };
    let key = |diagnostic: &Diagnostic| (place(diagnostic), Reverse(diagnostic.severity), diagnostic.code);
    // There are many of them, and they are large: better to look once at each than at two over and over.
    diagnostics.par_sort_by_cached_key(key);
    for alike in diagnostics.chunk_by_mut(|a, b| key(a) == key(b)) {
        alike.sort_by(|a, b| a.message.cmp(&b.message));
    }
}

/// The place of each file among those of `diagnostics`, in the order of their paths, by its address in memory.
fn order_of_files(diagnostics: &[Diagnostic]) -> foldhash::HashMap<usize, usize> {
    let files = diagnostics.iter().filter_map(|diagnostic| Some(&diagnostic.place.as_ref()?.file));
    let files: foldhash::HashMap<usize, &Path> =
        files.map(|file| (Arc::as_ptr(file).addr(), file.path.as_path())).collect();
    let mut paths: Vec<&Path> = files.values().copied().collect();
    paths.sort_unstable();
    paths.dedup();
    files.into_iter().map(|(file, path)| (file, paths.partition_point(|other| *other < path))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::SourceFile;

    fn at(path: &str, start: usize, message: &str) -> Diagnostic {
        let file = Arc::new(SourceFile::new(path, ""));
        Diagnostic::error("test", message).at(&file, start..start + 1, "")
    }

    #[test]
    fn diagnostics_come_by_file_and_place() {
        let mut list = vec![at("b", 0, "4"), at("a", 9, "3"), Diagnostic::warning("x", "1"), at("a", 2, "2")];
        sort(&mut list);
        let order: Vec<_> = list.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(order, ["1", "2", "3", "4"]);
    }
}
