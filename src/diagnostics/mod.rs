//! One type for everything Nutgraf tells a person about their content.
//!
//! A [`Diagnostic`] says what is wrong, where (file and bytes of it), and what to do. Stages push
//! diagnostics into a list and carry on, so that one run reports every fault; only the edge of the
//! program decides colours and exit status.

mod catalogue;
mod display;
mod github;
mod json;
mod lines;
mod listing;
mod sarif;

pub use catalogue::{Explanation, explain, explanations, nearest_code, unknown_code};
pub use display::{plain, styled};
pub use github::github;
pub use json::json;
pub use listing::{digest, listing};
pub use sarif::sarif;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use self::lines::Lines;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a build.
    Advice,
    /// Probably a mistake; fails `--strict`.
    Warning,
    /// The site can't be published like this.
    Error,
}

/// A text file of the site as it was read, shared by everything that points into it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path relative to the site's root, with `/` between folders: `content/articles/talks.md`.
    pub path: PathBuf,
    /// The text, decoded, exactly as on disk (byte-order mark removed).
    pub text: String,
    /// Made when the first fault asks.
    lines: OnceLock<Lines>,
}

/// One thing to tell a person.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable name of the kind of fault, in kebab case: `unknown-key`, `duplicate-slug`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` when no file is at fault.
    pub place: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place in a source file.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes of [`SourceFile::text`] at fault; `None` when the whole file is meant.
    pub span: Option<Range<usize>>,
    /// A few words printed under the mark ("not a known key").
    pub label: String,
}

impl SourceFile {
    /// The file `path` that holds `text`.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// Line and column of the byte `at`, both from 1; the column counts characters.
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| Lines::of(&self.text));
        let (line, column) = lines.locate(&self.text, at);
        (line + 1, column + 1)
    }
}

impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for SourceFile {}

impl Severity {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning without a place.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Advice without a place.
    pub fn advice(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Advice, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), place: None, help: None }
    }

    /// The same, at `span` (bytes) of `file`.
    #[must_use]
    pub fn at(mut self, file: &Arc<SourceFile>, span: Range<usize>, label: impl Into<String>) -> Self {
        self.place = Some(Place { file: Arc::clone(file), span: Some(span), label: label.into() });
        self
    }

    /// The same, about `file` as a whole.
    #[must_use]
    pub fn in_file(mut self, file: &Arc<SourceFile>) -> Self {
        self.place = Some(Place { file: Arc::clone(file), span: None, label: String::new() });
        self
    }

    /// The same, with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Place {
    /// Line and column of the beginning, both from 1; the column counts characters.
    pub fn line_column(&self) -> (usize, usize) {
        self.file.line_column(self.span.as_ref().map_or(0, |span| span.start))
    }

    /// Line and column one past the end.
    pub fn end_line_column(&self) -> (usize, usize) {
        self.file.line_column(self.span.as_ref().map_or(0, |span| span.end.max(span.start)))
    }

    /// The path with `/` between folders, on every system.
    pub fn path(&self) -> String {
        let path = self.file.path.to_string_lossy();
        if std::path::MAIN_SEPARATOR == '/' {
            path.into_owned()
        } else {
            path.replace(std::path::MAIN_SEPARATOR, "/")
        }
    }

    /// The words at fault, in one line of at most `most` characters; empty when the whole file is meant.
    pub fn excerpt(&self, most: usize) -> String {
        let words = self.span.clone().and_then(|span| self.file.text.get(span)).unwrap_or_default();
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(most) {
            Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
            None => line,
        }
    }
}
