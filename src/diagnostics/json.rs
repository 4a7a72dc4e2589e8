//! Diagnostics for scripts: one JSON document.

use serde::Serialize;

use super::{Diagnostic, Severity, explain};

/// The diagnostics as JSON, indented, in their order.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
    let report = Report {
        version: 1,
        counts: Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            advice: count(Severity::Advice),
        },
        diagnostics: diagnostics.iter().map(Item::new).collect(),
    };
    // Plain data always serialises.
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

#[derive(Serialize)]
struct Report<'d> {
    /// Of the format.
    version: u32,
    counts: Counts,
    diagnostics: Vec<Item<'d>>,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    advice: usize,
}

#[derive(Serialize)]
struct Item<'d> {
    code: &'d str,
    severity: &'static str,
    group: Option<&'static str>,
    message: &'d str,
    /// `null` when no file is at fault; lines and columns, when the whole file is.
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    label: Option<&'d str>,
    help: Option<&'d str>,
}

impl<'d> Item<'d> {
    fn new(diagnostic: &'d Diagnostic) -> Self {
        let place = diagnostic.place.as_ref();
        let spanned = place.filter(|place| place.span.is_some());
        let (start, end) =
            (spanned.map(super::Place::line_column), spanned.map(super::Place::end_line_column));
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity.name(),
            group: explain(diagnostic.code).map(|explanation| explanation.group),
            message: &diagnostic.message,
            file: place.map(super::Place::path),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
            label: place.map(|place| place.label.as_str()).filter(|label| !label.is_empty()),
            help: diagnostic.help.as_deref(),
        }
    }
}
