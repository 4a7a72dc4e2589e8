//! Tera's errors as diagnostics with the template's own line.

use std::ops::Range;

use tera::{ErrorKind, ReportError};

use super::theme::Theme;
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::site::nearest;

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
    let missing = |message: String, name: &str| {
        let fault = Diagnostic::error("missing-template", message);
        match nearest(name, theme.names().map(str::to_owned)) {
            Some(near) => fault
                .help(format!("did you mean “{near}”? Templates are named by their path below templates/")),
            None => fault.help("check its name; templates are named by their path below templates/"),
        }
    };
    match fault.error.kind() {
        ErrorKind::SyntaxError(report) => at(report, "template-syntax", theme),
        ErrorKind::RenderingError(report) => at(report, "template-rendering", theme),
        ErrorKind::MissingParent { current, parent } => {
            in_template(missing(format!("there is no template “{parent}” to extend"), parent), current)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => in_template(
            Diagnostic::error("circular-template", format!("the template “{tpl}” leads back to itself"))
                .help("break the circle of `extends` and `include`"),
            tpl,
        ),
        ErrorKind::TemplateNotFound(name) => missing(format!("there is no template “{name}”"), name),
        _ => in_template(Diagnostic::error("template-rendering", fault.error.to_string()), &fault.template),
    }
}

fn at(report: &ReportError, code: &'static str, theme: &Theme) -> Diagnostic {
    let name = report.filename();
    let mend = if Theme::is_builtin(name) {
        format!("mend it, or delete templates/{name} to have the built-in template again")
    } else {
        format!("mend it, or leave templates/{name} out")
    };
    let (message, help) = in_words(report.message(), mend);
    let diagnostic = Diagnostic::error(code, message).help(help);
    match theme.source(name) {
        Some(file) => diagnostic.at(file, bytes(file, report.span()), "here"),
        None => diagnostic,
    }
}

/// What Tera says of a name that nothing has, apart from the names that there are: the message, and as help the nearest
/// of those, all of them, and `mend`.
fn in_words(message: &str, mend: String) -> (String, String) {
    let message = message.trim_end_matches('.');
    let known = [("Available variables: ", "variables"), ("Available fields: ", "fields")];
    let cut = known.iter().find_map(|(mark, what)| Some((message.split_once(mark)?, *what)));
    let Some(((said, names), what)) = cut else { return (message.to_owned(), mend) };
    let said = said.trim().trim_end_matches('.');
    let mut names: Vec<&str> = names.split(", ").collect();
    names.sort_unstable();
    let wanted = said.split('`').nth(1).unwrap_or_default();
    let near = nearest(wanted, names.iter().map(|name| (*name).to_owned()));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    (said.to_owned(), format!("{near}the {what} here are {}; {mend}", names.join(", ")))
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
    fn a_name_that_is_not_there_gets_the_nearest_and_all_there_are() {
        let said = "Variable `artcle` is not defined. Available variables: site, head, article";
        let (message, help) = in_words(said, "mend it".to_owned());
        assert_eq!(message, "Variable `artcle` is not defined");
        assert_eq!(help, "did you mean `article`? the variables here are article, head, site; mend it");
        let (_, help) =
            in_words("Field `x` is not defined. Available fields: name, url", "mend it".to_owned());
        assert_eq!(help, "the fields here are name, url; mend it");
        assert_eq!(
            in_words("Found `}`.", "mend it".to_owned()),
            ("Found `}`".to_owned(), "mend it".to_owned())
        );
    }

    #[test]
    fn a_place_is_bytes_of_the_template() {
        let text = "one\ntwö {{ x }}\n";
        assert_eq!(&text[offset(text, 2, 7)..], "x }}\n");
        assert_eq!(offset(text, 1, 99), 3);
        assert_eq!(offset(text, 9, 0), text.len());
    }
}
