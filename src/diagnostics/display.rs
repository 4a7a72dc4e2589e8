//! How diagnostics look: the place, the line itself with a mark, and what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

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
            match visible_span(place) {
                None => title.element(Origin::path(path.as_ref())),
                Some((text, line, span)) => {
                    let mark = AnnotationKind::Primary.span(span).label(place.label.as_str());
                    title.element(Snippet::source(text).path(path.as_ref()).line_start(line).annotation(mark))
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

/// The lines of the file that hold the place's span, the number of the first, and the span within them. At most two
/// lines: a fault that spreads over more is marked where it begins.
fn visible_span(place: &Place) -> Option<(&str, usize, std::ops::Range<usize>)> {
    let span = place.span.clone()?;
    let text = place.file.text.as_str();
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let (start, end) = (floor(span.start), floor(span.end.max(span.start)));
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = end.min(line_end).max(start);
    let line = text[..first].bytes().filter(|byte| *byte == b'\n').count() + 1;
    Some((text[first..line_end].trim_end_matches('\r'), line, start - first..end - first))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;

    #[test]
    fn the_line_itself_is_marked() {
        let file = Arc::new(SourceFile {
            path: "content/articles/talks.md".into(),
            text: "---\ntitle: Talks\nsumary: Ça ira.\n---\n".to_owned(),
        });
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
        let file = Arc::new(SourceFile { path: "a.md".into(), text: "é\r\nsecond".to_owned() });
        for start in 0..12 {
            for end in 0..14 {
                let diagnostic = Diagnostic::warning("w", "w").at(&file, start..end, "here");
                assert!(plain(&[diagnostic]).contains("a.md:"));
            }
        }
    }
}
