//! `timeline.yaml` and `glossary.yaml`.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::SourceFile;
use crate::edtf::Edtf;

/// An entry of `timeline.yaml`: an event that no article states.
#[derive(Clone, Debug)]
pub struct TimelineItem {
    /// When.
    pub date: Edtf,
    /// What happened, one sentence, plain text.
    pub text: String,
    /// Topics as written.
    pub topics: Vec<String>,
    /// Names or ids of speakers.
    pub speakers: Vec<String>,
    /// Where it is stated.
    pub url: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes of the entry.
    pub span: Range<usize>,
}

/// An entry of `glossary.yaml`.
#[derive(Clone, Debug)]
pub struct GlossaryTerm {
    /// Identifier: slug of the term.
    pub id: String,
    /// The term as printed.
    pub term: String,
    /// Short definition, plain text.
    pub definition: String,
    /// Other forms that are the same term.
    pub aliases: Vec<String>,
    /// Where to read more.
    pub url: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes of the entry.
    pub span: Range<usize>,
}
