//! Why a text is no YAML, in its author's words: which key it is about, what the mistake is where it is a common one,
//! and what to write instead.

use std::ops::Range;
use std::sync::Arc;

use super::fields::Report;
use super::yaml::YamlError;

/// What there is to say about a fault.
struct Fault {
    message: String,
    span: Range<usize>,
    help: String,
}

/// Reports that the report's file is no YAML for the reason `error`.
pub(super) fn report(error: YamlError, report: &mut Report) {
    let file = Arc::clone(&report.file);
    let line = Line::around(&file.text, error.span.start);
    let fault = known(&error, &line, &file.text).unwrap_or_else(|| Fault {
        message: error.message.clone(),
        span: error.span.clone(),
        help: "check the indentation, and put texts that hold `: ` or begin with a sign in quotation marks"
            .to_owned(),
    });
    let line = Line::around(&file.text, fault.span.start);
    let label = match line.key() {
        Some(key) => format!("in `{key}`"),
        None => "here".to_owned(),
    };
    let message = format!("this is not valid YAML: {}", fault.message);
    report.error("invalid-yaml", message, fault.span, label, fault.help);
}

/// A line and where it begins.
struct Line<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Self {
        let at = at.min(text.len());
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        Self { text: text[start..end].trim_end(), start }
    }

    /// The line before, blank ones skipped.
    fn before(&self, text: &'t str) -> Self {
        Self::around(text, text[..self.start].trim_end().len())
    }

    /// The key that the line gives a value.
    fn key(&self) -> Option<&'t str> {
        let (key, _) = self.text.trim_start().trim_start_matches("- ").split_once(':')?;
        let is_key = !key.is_empty()
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        is_key.then_some(key)
    }

    /// What follows the key.
    fn value(&self) -> Option<&'t str> {
        let (_, value) = self.text.split_once(':')?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The line with its value in quotation marks.
    fn quoted(&self) -> Option<String> {
        let value = self.value()?;
        let (before, _) = self.text.trim_start().split_once(':')?;
        Some(format!("{before}: \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
    }

    fn span(&self) -> Range<usize> {
        let indent = self.text.len() - self.text.trim_start().len();
        self.start + indent..self.start + self.text.len()
    }
}

/// The mistake behind `error`, when it is a common one.
fn known(error: &YamlError, line: &Line<'_>, text: &str) -> Option<Fault> {
    let said = error.message.as_str();
    let span = error.span.clone();
    let before = &line.text[..(span.start - line.start).min(line.text.len())];
    let fault = |message: &str, span, help: String| Some(Fault { message: message.to_owned(), span, help });
    let quote = || match line.quoted() {
        Some(line) => format!("put the text in quotation marks: `{line}`"),
        None => "put the text in quotation marks".to_owned(),
    };
    if said.contains("mapping values are not allowed") {
        return if before.contains(':') {
            fault("a text with a colon and a space in it needs quotation marks", span, quote())
        } else {
            let help = "begin it where the keys around it begin".to_owned();
            fault("this line is indented, but belongs to nothing above it", line.span(), help)
        };
    }
    if said.contains("quoted scalar") && (said.contains("end of stream") || said.contains("indentation")) {
        return fault(
            "this quotation mark is never closed",
            span,
            "close it at the end of the text".to_owned(),
        );
    }
    if said.contains("trailing content after") {
        let help =
            "begin and end the text with the other kind of quotation mark (\" or '), or leave them out";
        return fault(
            "the text has ended at the quotation mark before, and more follows",
            span,
            help.to_owned(),
        );
    }
    if said.contains("flow sequence") || said.contains("flow mapping") || said.contains("illegal placement") {
        let all = [('[', ']'), ('{', '}')];
        let found =
            all.map(|(open, close)| unclosed(&text[..span.start], open, close).map(|at| (at, open, close)));
        let (at, open, close) = found.into_iter().flatten().max()?;
        let message = format!("this `{open}` is never closed");
        return fault(
            &message,
            at..at + 1,
            format!("close it with `{close}`, and put commas between the items"),
        );
    }
    if said.contains("tabs disallowed") {
        let tab = line.text.find('\t').map_or(span, |at| line.start + at..line.start + at + 1);
        return fault(
            "there is a tab where YAML wants spaces",
            tab,
            "indent with two spaces instead".to_owned(),
        );
    }
    if said.contains("unexpected character") || said.contains("unknown anchor") {
        let sign = text[span.start..].chars().next()?;
        return fault(&format!("a text can't begin with `{sign}`"), span, quote());
    }
    if said.contains("block sequence entries") {
        let help = "write each item on a line of its own: two spaces, a dash, a space".to_owned();
        return fault("a list can't begin on the line of its key", span, help);
    }
    if said.contains("did not find expected key") {
        return if before.trim().is_empty() {
            let help = "let it begin where the other lines of its group begin".to_owned();
            fault("this line is indented otherwise than those around it", line.span(), help)
        } else {
            fault("the value has ended before this, and more follows", span, quote())
        };
    }
    if said.contains("simple key") {
        let line = if before.trim().is_empty() { line.before(text) } else { Line::around(text, span.start) };
        let help = "write a key, a colon, a space and the value, or put the line under a key that has a text"
            .to_owned();
        return fault("this line gives no key a value", line.span(), help);
    }
    None
}

/// The last `open` in `text` that no `close` follows.
fn unclosed(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().rev().find_map(|(at, c)| match c {
        c if c == close => {
            depth += 1;
            None
        }
        c if c == open && depth == 0 => Some(at),
        c if c == open => {
            depth -= 1;
            None
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;
    use crate::diagnostics::SourceFile;

    /// What is marked, and what is said about `text`.
    fn said(text: &str) -> (String, String, String, String) {
        let file = Arc::new(SourceFile::new("content/site.yaml", text));
        let mut faults = Report::new(&file);
        report(yaml::parse(text, 0).expect_err(text), &mut faults);
        let one = faults.diagnostics.remove(0);
        let place = one.place.unwrap();
        let message = one.message.trim_start_matches("this is not valid YAML: ").to_owned();
        (text[place.span.unwrap()].to_owned(), place.label, message, one.help.unwrap())
    }

    #[test]
    fn common_mistakes_are_told_with_their_key_and_what_to_write() {
        for (text, marked, label, message, help) in [
            (
                "title: T\nsummary: Water: who \"pays\"\n",
                ":",
                "in `summary`",
                "colon",
                "`summary: \"Water: who \\\"pays\\\"\"`",
            ),
            ("title: \"never closed\ndate: 2025\n", "\"", "in `title`", "never closed", "close it"),
            ("title: 'it's'\n", "s", "in `title`", "ended", "other kind"),
            ("topics: [a, b\ndate: 2025\n", "[", "in `topics`", "`[` is never closed", "`]`"),
            ("image: {src: a\n", "{", "in `image`", "`{` is never closed", "`}`"),
            ("topics:\n\t- a\n", "\t", "here", "tab", "two spaces"),
            ("title: @desk\n", "@", "in `title`", "begin with `@`", "`title: \"@desk\"`"),
            ("title: *desk\n", "*", "in `title`", "begin with `*`", "`title: \"*desk\"`"),
            (
                "title: T\n  summary: S\n",
                "summary: S",
                "in `summary`",
                "belongs to nothing",
                "begin it where",
            ),
            ("image:\n  src: a.png\n alt: b\n", "alt: b", "in `alt`", "indented otherwise", "begin where"),
            ("topics: - a\n", "-", "in `topics`", "can't begin on the line", "line of its own"),
            ("title: [x] y\n", "y", "in `title`", "more follows", "`title: \"[x] y\"`"),
            ("title: T\njust words\n", "just words", "here", "no key a value", "write a key"),
        ] {
            let found = said(text);
            assert!(found.0.starts_with(marked) && found.1 == label, "{text}: {found:?}");
            assert!(found.2.contains(message) && found.3.contains(help), "{text}: {found:?}");
        }
    }
}
