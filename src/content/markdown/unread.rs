//! What looks like markup but is printed as it stands: references to footnotes that are not there, overrides whose
//! address Markdown does not take for one. In code both may be meant, and behind a backslash they are.

use std::ops::Range;

use memchr::memmem;

use super::overrides;
use crate::content::Body;
use crate::content::fields::Report;
use crate::text::Span;

/// Bytes of the words before an override and of its address, at the most.
const REACH: usize = 400;

/// Reports what of `body` looks like markup.
pub(super) fn report(body: &Body, report: &mut Report) {
    let literal = Literal::of(body);
    let text = &body.prose.text;
    for span in footnotes(text) {
        if let Some(place) = literal.place(span) {
            let help = "write the footnote below the text, such as `[^1]: Its words.`";
            let message = "this refers to a footnote that is not there";
            report.warning("missing-footnote", message, place, "printed as it stands", help);
        }
    }
    for (span, address) in addressed(text) {
        let Some(place) = literal.place(span) else { continue };
        // A backslash before it, or in it, says that it is meant so.
        let source = report.file.text.as_str();
        if source.get(place.clone()) == Some(span.of(text)) && !source[..place.start].ends_with('\\') {
            let message = "Markdown takes this for no link: an address has no space in it";
            let help = match overrides::parse(address) {
                Some(Err(fault)) => fault.help,
                _ => "write the address between round brackets, without a space".to_owned(),
            };
            report.error("invalid-override", message, place, "printed as it stands", help);
        }
    }
}

/// The prose of a body save what is code.
struct Literal<'b> {
    body: &'b Body,
    /// In order, none inside another.
    code: Vec<Span>,
}

impl<'b> Literal<'b> {
    fn of(body: &'b Body) -> Self {
        let is_code = |html: u32| body.html[html as usize..].starts_with("<code>");
        let code = body.elements.iter().filter(|element| is_code(element.html));
        Self { body, code: code.map(|element| element.prose).collect() }
    }

    /// Bytes of the file that `span` was made from; `None` in code.
    fn place(&self, span: Span) -> Option<Range<usize>> {
        let behind = self.code.partition_point(|code| code.end <= span.start);
        let in_code = self.code.get(behind).is_some_and(|code| code.overlaps(span));
        (!in_code).then(|| self.body.prose.to_source(span))
    }
}

/// What a reference to a footnote begins with.
const OPENING: &str = "[^";

/// What stands between the words of an override and its address.
const JOINT: &str = "](";

/// Where `text`, which mostly has none, has `mark`.
fn places<'t>(text: &'t str, mark: &'static str) -> impl Iterator<Item = usize> + 't {
    memmem::find_iter(text.as_bytes(), mark.as_bytes())
}

/// Where `text` has what looks like a reference to a footnote: `[^1]`.
fn footnotes(text: &str) -> impl Iterator<Item = Span> + '_ {
    places(text, OPENING).filter_map(|start| {
        let label = start + OPENING.len();
        let length = text[label..].find(|c: char| matches!(c, '[' | ']') || c.is_whitespace())?;
        let end = label + length;
        (length > 0 && text[end..].starts_with(']')).then(|| Span::new(start, end + 1))
    })
}

/// Where `text` has what looks like an override, and its address: `[words](speaker:Olga Example)`.
fn addressed(text: &str) -> impl Iterator<Item = (Span, &str)> {
    places(text, JOINT).filter_map(|middle| {
        let address = middle + JOINT.len();
        overrides::SCHEMES
            .iter()
            .find_map(|scheme| text[address..].strip_prefix(scheme)?.strip_prefix(':'))?;
        let most = floor(text, (address + REACH).min(text.len()));
        let end = address + text[address..most].find([')', '\n'])?;
        let least = floor(text, middle.saturating_sub(REACH));
        let start = least + text[least..middle].rfind(['[', '\n'])?;
        let is_whole = text[start..].starts_with('[') && text[end..].starts_with(')');
        is_whole.then(|| (Span::new(start, end + 1), &text[address..end]))
    })
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_are_seen_however_they_fail_to_be_links() {
        let found = |text: &'static str| -> Vec<(&str, &str)> {
            addressed(text).map(|(span, scheme)| (span.of(text), scheme)).collect()
        };
        assert_eq!(
            found("A [“b”](speaker:Olga Example) and [May](date:last month), [c](d e)."),
            [
                ("[“b”](speaker:Olga Example)", "speaker:Olga Example"),
                ("[May](date:last month)", "date:last month")
            ]
        );
        assert_eq!(found("a](term:b c)\n[d](date:e\nf)"), []);
    }

    #[test]
    fn a_label_of_a_footnote_has_no_space_and_no_bracket() {
        let text = "a[^1] [^b c] [^] [^[^d] [^e";
        assert_eq!(footnotes(text).map(|span| span.of(text)).collect::<Vec<_>>(), ["[^1]", "[^d]"]);
    }
}
