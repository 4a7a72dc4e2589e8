//! Diagnostics as commands that GitHub shows beside the lines of a pull request.

use super::{Diagnostic, Severity};

/// One workflow command a diagnostic.
pub fn github(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(command).collect()
}

fn command(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(&place.path())));
        if place.span.is_some() {
            let ((line, column), (end_line, end_column)) = (place.line_column(), place.end_line_column());
            properties.push(format!("line={line}"));
            properties.push(format!("endLine={end_line}"));
            // GitHub takes columns only within one line.
            if line == end_line {
                properties.push(format!("col={column}"));
                properties.push(format!("endColumn={end_column}"));
            }
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("::{level} {}::{}\n", properties.join(","), data(&format!("{}{help}", diagnostic.message)))
}

/// Escapes as the runner's own toolkit does.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;

    #[test]
    fn a_command_is_one_line_whatever_it_says() {
        let file = Arc::new(SourceFile::new("content/a,b.md", "one\ntwo"));
        let diagnostic =
            Diagnostic::warning("words-differ", "50 % of it\ndiffers").at(&file, 4..7, "").help("look");
        assert_eq!(
            github(&[diagnostic]),
            "::warning file=content/a%2Cb.md,line=2,endLine=2,col=1,endColumn=4,title=words-differ::\
             50 %25 of it%0Adiffers%0Alook\n"
        );
    }
}
