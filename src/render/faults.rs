//! Tera's errors as diagnostics with the template's own line.

use std::ops::Range;

use tera::{ErrorKind, ReportError};

use super::theme::Theme;
use crate::diagnostics::{Diagnostic, SourceFile};

/// An error and the template that was to be rendered.
pub(super) struct Fault {
    /// Name of the template that was asked for; empty while loading.
    pub template: String,
    /// What Tera says.
    pub error: tera::Error,
}

/// One diagnostic for each different fault: one line of a template can fail on a thousand pages.
pub(super) fn diagnostics(faults: Vec<Fault>, theme: &Theme) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        let next = diagnostic(&fault, theme);
        let place = |diagnostic: &Diagnostic| {
            diagnostic.place.as_ref().map(|place| (place.file.path.clone(), place.span.clone()))
        };
        let is_known =
            diagnostics.iter().any(|known| place(known) == place(&next) && known.message == next.message);
        if !is_known {
            diagnostics.push(next);
        }
    }
    diagnostics
}

fn diagnostic(fault: &Fault, theme: &Theme) -> Diagnostic {
    let in_template = |diagnostic: Diagnostic, name: &str| match theme.source(name) {
        Some(file) => diagnostic.in_file(file),
        None => diagnostic,
    };
    match fault.error.kind() {
        ErrorKind::SyntaxError(report) => at(report, "template-syntax", theme),
        ErrorKind::RenderingError(report) => at(report, "template-rendering", theme),
        ErrorKind::MissingParent { current, parent } => in_template(
            Diagnostic::error("missing-template", format!("there is no template “{parent}” to extend"))
                .help("check its name; templates are named by their path below templates/"),
            current,
        ),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => in_template(
            Diagnostic::error("circular-template", format!("the template “{tpl}” leads back to itself"))
                .help("break the circle of `extends` and `include`"),
            tpl,
        ),
        ErrorKind::TemplateNotFound(name) => {
            Diagnostic::error("missing-template", format!("there is no template “{name}”"))
                .help("check its name; templates are named by their path below templates/")
        }
        _ => in_template(Diagnostic::error("template-rendering", fault.error.to_string()), &fault.template),
    }
}

fn at(report: &ReportError, code: &'static str, theme: &Theme) -> Diagnostic {
    let name = report.filename();
    let help = if Theme::is_builtin(name) {
        format!("mend it, or delete templates/{name} to have the built-in template again")
    } else {
        format!("mend it, or leave templates/{name} out")
    };
    let diagnostic = Diagnostic::error(code, report.message().trim_end_matches('.')).help(help);
    match theme.source(name) {
        Some(file) => diagnostic.at(file, bytes(file, report.span()), "here"),
        None => diagnostic,
    }
}

/// Tera counts lines from 1 and columns from 0.
fn bytes(file: &SourceFile, span: &tera::Span) -> Range<usize> {
    let start = offset(&file.text, span.start_line, span.start_col);
    let end = offset(&file.text, span.end_line, span.end_col);
    start..end.max(start)
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize =
        text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>().min(text.len());
    let rest = &text[start..];
    let end_of_line = rest.find('\n').unwrap_or(rest.len());
    start + rest.char_indices().nth(column).map_or(end_of_line, |(at, _)| at.min(end_of_line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_bytes_of_the_template() {
        let text = "one\ntwö {{ x }}\n";
        assert_eq!(&text[offset(text, 2, 7)..], "x }}\n");
        assert_eq!(offset(text, 1, 99), 3);
        assert_eq!(offset(text, 9, 0), text.len());
    }
}
