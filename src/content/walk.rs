//! Which files there are under `content/`, in an order that does not depend on the disk, and what each is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, SourceFile};

use super::boundary::Boundary;
use super::fields::nearest;

/// A file under `content/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Path below `content/`, with `/` between folders.
    pub path: String,
    /// Where it is on disk.
    pub disk: PathBuf,
    pub kind: Kind,
}

/// What a file is, by its name and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Config,
    Timeline,
    Glossary,
    /// `review.yaml`, which another stage reads.
    Review,
    /// Words around the articles.
    Interface,
    Article,
    Speaker,
    Topic,
    Page,
    /// Published as it is.
    File,
}

/// YAML files that mean something at the top of `content/`.
const DATA_FILES: [(&str, Kind); 5] = [
    ("site.yaml", Kind::Config),
    ("timeline.yaml", Kind::Timeline),
    ("glossary.yaml", Kind::Glossary),
    ("review.yaml", Kind::Review),
    ("interface.yaml", Kind::Interface),
];

/// Every file below `content`, a folder of the site at `root`, ordered by path; hidden and backup files are no content.
pub(super) fn walk(root: &Path, content: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let boundary = Boundary::of(root, content);
    let mut outside = Vec::new();
    let is_content = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let visible = !(name.starts_with(['.', '#']) || name.ends_with('~'));
        let inside = boundary.holds(entry);
        if visible && !inside {
            outside.push(entry.path().to_owned());
        }
        entry.depth() == 0 || visible && inside
    };
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(content).follow_links(true).into_iter().filter_entry(is_content) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(unreadable(content, &error));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let below = entry.path().strip_prefix(content).unwrap_or(entry.path());
        let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let path = parts.join("/");
        if let Some(kind) = classify(&path, diagnostics) {
            found.push(Found { path, disk: entry.into_path(), kind });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    diagnostics.extend(outside.iter().map(|path| {
        let message = "this link leads out of the site, and is not followed";
        let help = "put the file itself here, or remove the link";
        in_content(Diagnostic::error("link-outside", message).help(help), content, path)
    }));
    found
}

/// What stands in the way of reading on: a link that leads in a circle or nowhere, a folder that is closed.
fn unreadable(content: &Path, error: &walkdir::Error) -> Diagnostic {
    let (message, help) = if error.loop_ancestor().is_some() {
        ("this link leads back to a folder that holds it".to_owned(), "remove the link")
    } else {
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        (format!("this can't be read: {reason}"), "check that it exists and that you may read it")
    };
    let diagnostic = Diagnostic::error("unreadable-file", message).help(help);
    match error.path() {
        Some(path) => in_content(diagnostic, content, path),
        None => diagnostic,
    }
}

/// `diagnostic` at the file that lies at `path` in the folder `content`.
fn in_content(diagnostic: Diagnostic, content: &Path, path: &Path) -> Diagnostic {
    let Ok(below) = path.strip_prefix(content) else { return diagnostic };
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let path = Path::new("content").join(parts.join("/"));
    diagnostic.in_file(&Arc::new(SourceFile::new(path, "")))
}

/// What the file `path` is; `None`, reported, when it is nothing.
fn classify(path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Kind> {
    if let Some((_, kind)) = DATA_FILES.iter().find(|(name, _)| *name == path) {
        return Some(*kind);
    }
    let file = Arc::new(SourceFile::new(Path::new("content").join(path), ""));
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let section = path.split_once('/').map_or("", |(section, _)| section);
    match (section, extension) {
        ("articles" | "speakers" | "topics", "md") if path == format!("{section}/index.md") => {
            let message = format!("`{section}/` is a list that Nutgraf makes itself");
            let help = format!(
                "put it into a folder of its own (content/{section}/name/index.md), or above {section}/"
            );
            diagnostics.push(Diagnostic::error("reserved-address", message).in_file(&file).help(help));
            None
        }
        ("articles", "md") => Some(Kind::Article),
        ("speakers", "md") => Some(Kind::Speaker),
        ("topics", "md") => Some(Kind::Topic),
        (_, "md") => Some(Kind::Page),
        ("articles", "txt") => {
            let message = "plain text is not published";
            let help = format!("run `nutgraf import content/{path}` to make an article of it");
            diagnostics.push(Diagnostic::warning("plain-text-article", message).in_file(&file).help(help));
            None
        }
        ("", "yaml" | "yml") => {
            let known = DATA_FILES.map(|(name, _)| name);
            let help = match nearest(path, &known) {
                Some(name) => format!("did you mean {name}?"),
                None => format!("data files are {}", known.join(", ")),
            };
            let message = "this is not a data file that Nutgraf knows";
            diagnostics.push(Diagnostic::warning("unknown-file", message).in_file(&file).help(help));
            None
        }
        _ => Some(Kind::File),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_name_and_place() {
        let mut diagnostics = Vec::new();
        let mut kind = |path| classify(path, &mut diagnostics);
        assert_eq!(kind("site.yaml"), Some(Kind::Config));
        assert_eq!(kind("articles/2025/talks/index.md"), Some(Kind::Article));
        assert_eq!(kind("articles/talks/map.png"), Some(Kind::File));
        assert_eq!(kind("articles/talks/site.yaml"), Some(Kind::File));
        assert_eq!(kind("speakers/olga-example.md"), Some(Kind::Speaker));
        assert_eq!(kind("guide/import.md"), Some(Kind::Page));
        assert_eq!(kind("robots.txt"), Some(Kind::File));
        assert!(diagnostics.is_empty());
        assert_eq!(classify("glosary.yaml", &mut diagnostics), None);
        assert_eq!(diagnostics[0].help.as_deref(), Some("did you mean glossary.yaml?"));
        assert_eq!(classify("articles/index.md", &mut diagnostics), None);
        assert_eq!(diagnostics.len(), 2);
    }
}
