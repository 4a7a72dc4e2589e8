//! How diagnostics look: the place, the line itself with a mark, and what to do.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::lines::floor;
use super::{Diagnostic, Place, Severity};

/// Widest that a diagnostic is drawn, in columns; longer lines of the source are cut around the mark.
const WIDTH: usize = 120;

/// The diagnostics as text with ANSI colours, which [`anstream`] strips where they are not wanted.
pub fn styled(diagnostics: &[Diagnostic]) -> String {
    render(diagnostics, &Renderer::styled())
}

/// The diagnostics as plain text.
pub fn plain(diagnostics: &[Diagnostic]) -> String {
    render(diagnostics, &Renderer::plain())
}

fn render(diagnostics: &[Diagnostic], renderer: &Renderer) -> String {
    let renderer = renderer.clone().decor_style(DecorStyle::Unicode).term_width(WIDTH);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&one(diagnostic, &renderer));
        text.push_str("\n\n");
    }
    text
}

fn one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let path;
    let group = match &diagnostic.place {
        None => Group::with_title(title),
        Some(place) => {
            path = place.file.path.to_string_lossy();
            match Window::on(place) {
                None => title.element(Origin::path(path.as_ref())),
                Some(Window { text, mark, is_cut }) => {
                    let (line, column) = place.line_column();
                    let mark = AnnotationKind::Primary.span(mark).label(place.label.as_str());
                    let snippet = Snippet::source(text).line_start(line).annotation(mark);
                    if is_cut {
                        let origin = Origin::path(path.as_ref()).line(line).char_column(column);
                        title.element(origin).element(snippet)
                    } else {
                        title.element(snippet.path(path.as_ref()))
                    }
                }
            }
        }
    };
    let group = match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    };
    renderer.render(&[group])
}

/// Most of a line that is drawn from, in bytes, before the mark and behind its beginning.
const REACH: usize = 4 * WIDTH;

/// The line of a file that holds the beginning of a place: a fault that spreads over more is marked where it begins.
struct Window<'p> {
    /// The line, or the part of it around the mark.
    text: &'p str,
    /// What to mark in it.
    mark: Range<usize>,
    /// Whether the line goes on before it.
    is_cut: bool,
}

impl<'p> Window<'p> {
    fn on(place: &'p Place) -> Option<Self> {
        let span = place.span.clone()?;
        let text = place.file.text.as_str();
        let (start, end) = (floor(text, span.start), floor(text, span.end.max(span.start)));
        let (earliest, latest) = (floor(text, start.saturating_sub(REACH)), floor(text, start + REACH));
        let newline = text[earliest..start].rfind('\n').map(|at| earliest + at + 1);
        let first = newline.unwrap_or(earliest);
        let last = text[start..latest].find('\n').map_or(latest, |at| start + at);
        let end = end.min(last).max(start);
        let is_cut = newline.is_none() && earliest > 0;
        Some(Self {
            text: text[first..last].trim_end_matches('\r'),
            mark: start - first..end - first,
            is_cut,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;

    #[test]
    fn the_line_itself_is_marked() {
        let file = Arc::new(SourceFile::new(
            "content/articles/talks.md",
            "---\ntitle: Talks\nsumary: Ça ira.\n---\n",
        ));
        let diagnostic = Diagnostic::error("unknown-key", "there is no key `sumary`")
            .at(&file, 17..23, "not a known key")
            .help("did you mean `summary`?");
        let text = plain(&[diagnostic]);
        assert!(text.contains("error[unknown-key]: there is no key `sumary`"), "{text}");
        assert!(text.contains("content/articles/talks.md:3:1"), "{text}");
        assert!(text.contains("3 │ sumary: Ça ira."), "{text}");
        assert!(text.contains("━━━━━━ not a known key"), "{text}");
        assert!(text.contains("did you mean `summary`?"), "{text}");
    }

    #[test]
    fn any_span_can_be_drawn() {
        let file = Arc::new(SourceFile::new("a.md", "é\r\nsecond"));
        for start in 0..12 {
            for end in 0..14 {
                let diagnostic = Diagnostic::warning("w", "w").at(&file, start..end, "here");
                assert!(plain(&[diagnostic]).contains("a.md:"));
            }
        }
    }

    #[test]
    fn a_line_of_a_megabyte_is_cut_around_the_mark() {
        let text = format!("{}here{}", "é ".repeat(200_000), " è".repeat(200_000));
        let file = Arc::new(SourceFile::new("a.md", text));
        let shown = plain(&[Diagnostic::warning("w", "w").at(&file, 600_000..600_004, "this")]);
        assert!(shown.contains("a.md:1:400001"), "{shown}");
        assert!(shown.contains("é here è") && shown.contains("━━━━ this"), "{shown}");
        assert!(shown.len() < 1_000, "{shown}");
    }
}
