//! Authors' HTML fitted to its page: addresses made relative, quotations and dates wrapped in elements.

use super::data::datetime;
use crate::content::markdown::escape::{push_attribute, push_text};
use crate::content::{Body, OverrideKind, Splice, Target};
use crate::enrich::DateExpression;
use crate::site::{Site, addresses};
use crate::text::Span;

/// The HTML of `body` for the page `here`, with its addresses changed and the sizes of its pictures.
pub(super) fn plain(site: &Site, body: &Body, here: &str) -> String {
    let mut splices = references(body, here);
    splices.extend(super::images::sizes(site, body, here));
    splices.extend(terms(body, here));
    body.compose(&splices)
}

/// The HTML of `body` with addresses under `base`, for readers that see it outside of the site.
pub(super) fn absolute(body: &Body, base: &str, here: &str) -> String {
    let splices: Vec<Splice> = body
        .links
        .iter()
        .filter_map(|link| {
            let address = match &link.to {
                Target::Site { path, suffix } => format!("{base}{path}{suffix}"),
                Target::Here(fragment) => format!("{base}{here}#{fragment}"),
                Target::External | Target::Missing => return None,
            };
            Some(Splice::Replace { html: link.html.clone(), text: attribute(&address) })
        })
        .collect();
    body.compose(&splices)
}

/// Addresses inside the site, relative to `here`.
pub(super) fn references(body: &Body, here: &str) -> Vec<Splice> {
    body.links
        .iter()
        .filter_map(|link| {
            let Target::Site { path, suffix } = &link.to else { return None };
            let reference = if path == here && suffix.starts_with('#') {
                suffix.clone()
            } else {
                addresses::relative(here, path) + suffix
            };
            Some(Splice::Replace { html: link.html.clone(), text: attribute(&reference) })
        })
        .collect()
}

/// Terms that the author linked to the glossary.
pub(super) fn terms(body: &Body, here: &str) -> Vec<Splice> {
    body.overrides
        .iter()
        .filter_map(|link| match &link.kind {
            OverrideKind::Term(id) => Some((link.span, id)),
            _ => None,
        })
        .filter(|(span, _)| !body.holds_link(*span))
        .map(|(span, id)| term(id, span, here))
        .collect()
}

/// A term as a link to the glossary.
pub(super) fn term(id: &str, span: Span, here: &str) -> Splice {
    Splice::Wrap {
        span,
        element: "a",
        id: None,
        attributes: format!(
            " class=\"term\" href=\"{}\"",
            attribute(&addresses::relative(here, &addresses::term(id)))
        ),
    }
}

/// A dated expression as `time`, where HTML has a form for the date.
pub(super) fn date(expression: &DateExpression) -> Option<Splice> {
    let edtf = expression.edtf.as_ref()?;
    let value = datetime(edtf)?;
    Some(Splice::Wrap {
        span: expression.span,
        element: "time",
        id: None,
        attributes: [" datetime=\"", &value, "\""].concat(),
    })
}

/// Appends `passage` of `text` as a paragraph with the spans `marked` (of the same text, in order) in `mark` elements.
pub(super) fn push_marked(html: &mut String, text: &str, passage: Span, marked: &[Span]) {
    html.push_str("<p>");
    let mut at = passage.start;
    for span in marked {
        let (start, end) = (span.start.clamp(at, passage.end), span.end.clamp(at, passage.end));
        if start == end {
            continue;
        }
        push_text(html, Span { start: at, end: start }.of(text));
        html.push_str("<mark>");
        push_text(html, Span { start, end }.of(text));
        html.push_str("</mark>");
        at = end;
    }
    push_text(html, Span { start: at, end: passage.end }.of(text));
    html.push_str("</p>");
}

/// `text` as the value of an attribute in double quotes.
pub(super) fn attribute(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_attribute(&mut html, text);
    html
}

/// ` name="value"`, escaped.
pub(super) fn push_named(attributes: &mut String, name: &str, value: &str) {
    attributes.extend([" ", name, "=\""]);
    push_attribute(attributes, value);
    attributes.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_words_are_marked_and_everything_is_escaped() {
        let text = "He said: “a < b” & left.";
        let quoted = Span::new(9, 9 + "“a < b”".len());
        let mut html = String::new();
        push_marked(&mut html, text, Span::new(0, text.len()), &[quoted]);
        push_marked(&mut html, text, Span::new(0, 7), &[quoted]);
        assert_eq!(html, "<p>He said: <mark>“a &lt; b”</mark> &amp; left.</p><p>He said</p>");
    }
}
