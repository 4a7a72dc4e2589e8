//! Splices put into finished HTML, which stays well-formed.
//!
//! A wrap is words of the prose; the elements that those words run through are known by the runs of text
//! alone. Two runs of one parent can be wrapped together with all that stands between them, so a wrap
//! is cut into as few pieces as there are changes of parent that can't be bridged.

use std::collections::HashMap;
use std::ops::Range;

use super::{Body, Splice, TextRun};
use crate::text::Span;

/// One element to put around a stretch of HTML.
#[derive(Clone, Copy)]
struct Piece<'s> {
    start: usize,
    end: usize,
    element: &'static str,
    id: Option<&'s str>,
    attributes: &'s str,
    /// Number of its splice: of two with the same extent the earlier one is outside.
    order: usize,
}

/// The HTML of `body` with `splices` applied.
pub(super) fn compose(body: &Body, splices: &[Splice]) -> String {
    if splices.is_empty() {
        return body.html.clone();
    }
    let mut pieces = Vec::new();
    let mut replacements: Vec<(&Range<usize>, &str)> = Vec::new();
    for (order, splice) in splices.iter().enumerate() {
        match splice {
            Splice::Replace { html, text } => replacements.push((html, text)),
            Splice::Wrap { span, element, id, attributes } => {
                let stretches = stretches(body, *span);
                pieces.extend(stretches.into_iter().enumerate().map(|(index, stretch)| Piece {
                    start: stretch.start,
                    end: stretch.end,
                    element,
                    id: id.as_deref().filter(|_| index == 0),
                    attributes,
                    order,
                }));
            }
        }
    }
    replacements.sort_by_key(|(range, _)| (range.start, range.end));
    write(&body.html, nested(pieces), &replacements)
}

/// A stretch of HTML that is a child of one parent: words, or an element that is wrapped as a whole.
struct Child {
    parent: u32,
    prose: Span,
    html: Range<usize>,
}

/// The stretches of HTML that `span` is made of, each inside one parent.
fn stretches(body: &Body, span: Span) -> Vec<Range<usize>> {
    let children = children(body, span);
    // Most spans are words of one run.
    if let [only] = &children[..] {
        let is_blank = body.prose.text[only.prose.start as usize..only.prose.end as usize].trim().is_empty();
        return if is_blank { Vec::new() } else { vec![only.html.clone()] };
    }
    let last_of: HashMap<u32, usize> =
        children.iter().enumerate().map(|(index, child)| (child.parent, index)).collect();
    let mut stretches = Vec::new();
    let mut index = 0;
    while index < children.len() {
        let (first, last) = (&children[index], last_of[&children[index].parent]);
        // A blank between two elements needs no element of its own.
        let words = &body.prose.text[first.prose.start as usize..children[last].prose.end as usize];
        if !words.trim().is_empty() {
            stretches.push(first.html.start..children[last].html.end);
        }
        index = last + 1;
    }
    stretches
}

/// The words of `span`, with every element that lies wholly inside it in one piece.
fn children(body: &Body, span: Span) -> Vec<Child> {
    let mut children = Vec::new();
    let mut index = body.runs.partition_point(|run| run.prose.end <= span.start);
    while let Some(run) = body.runs.get(index).filter(|run| run.prose.start < span.end) {
        let prose = Span { start: run.prose.start.max(span.start), end: run.prose.end.min(span.end) };
        let first = body.elements.partition_point(|element| element.prose.start < prose.start);
        let here = body.elements[first..].iter().take_while(|element| element.prose.start == prose.start);
        let mut whole = here.filter(|element| !element.prose.is_empty() && span.contains(element.prose));
        if let Some(element) = whole.next() {
            let html = element.html as usize..element.html_end as usize;
            children.push(Child { parent: element.parent, prose: element.prose, html });
            index += body.runs[index..].partition_point(|run| run.prose.start < element.prose.end);
            continue;
        }
        if !prose.is_empty() {
            let html = position(run, prose.start, false)..position(run, prose.end, true);
            children.push(Child { parent: run.parent, prose, html });
        }
        index += 1;
    }
    children
}

/// Where the prose offset `at` stands in the HTML of `run`; an entity counts as a whole.
fn position(run: &TextRun, at: u32, is_end: bool) -> usize {
    let offset = if run.html_len as usize == run.prose.len() {
        at.clamp(run.prose.start, run.prose.end) - run.prose.start
    } else if is_end {
        run.html_len
    } else {
        0
    };
    (run.html + offset) as usize
}

/// The pieces in the order in which they open, cut where they would cross.
fn nested(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    pieces.sort_by_key(|piece| (piece.start, std::cmp::Reverse(piece.end), piece.order));
    let mut waiting = std::collections::VecDeque::from(pieces);
    let mut ordered: Vec<Piece<'_>> = Vec::with_capacity(waiting.len());
    let mut open: Vec<usize> = Vec::new();
    while let Some(mut piece) = waiting.pop_front() {
        open.retain(|end| *end > piece.start);
        if let Some(&end) = open.iter().filter(|end| **end < piece.end).min() {
            let rest = Piece { start: end, id: None, ..piece };
            let at = waiting.partition_point(|other| {
                (other.start, std::cmp::Reverse(other.end), other.order)
                    < (rest.start, std::cmp::Reverse(rest.end), rest.order)
            });
            waiting.insert(at, rest);
            piece.end = end;
        }
        open.push(piece.end);
        ordered.push(piece);
    }
    ordered
}

fn write(html: &str, pieces: Vec<Piece<'_>>, replacements: &[(&Range<usize>, &str)]) -> String {
    let added: usize = pieces.iter().map(|piece| piece.attributes.len() + 40).sum();
    let mut out = String::with_capacity(html.len() + added);
    let mut at = 0;
    let mut open: Vec<Piece<'_>> = Vec::new();
    let mut replacements = replacements.iter().peekable();
    let mut copy = |out: &mut String, to: usize| {
        while let Some((range, text)) = replacements.next_if(|(range, _)| range.end <= to) {
            if range.start >= at {
                out.push_str(&html[at..range.start]);
                out.push_str(text);
                at = range.end;
            }
        }
        out.push_str(&html[at.min(to)..to]);
        at = at.max(to);
    };
    for piece in pieces {
        while let Some(inner) = open.pop_if(|inner| inner.end <= piece.start) {
            copy(&mut out, inner.end);
            out.push_str("</");
            out.push_str(inner.element);
            out.push('>');
        }
        copy(&mut out, piece.start);
        out.push('<');
        out.push_str(piece.element);
        if let Some(id) = piece.id {
            out.push_str(" id=\"");
            super::markdown::escape::push_attribute(&mut out, id);
            out.push('"');
        }
        out.push_str(piece.attributes);
        out.push('>');
        open.push(piece);
    }
    while let Some(inner) = open.pop() {
        copy(&mut out, inner.end);
        out.push_str("</");
        out.push_str(inner.element);
        out.push('>');
    }
    copy(&mut out, html.len());
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::content::markdown::{Settings, parse};
    use crate::diagnostics::SourceFile;

    fn body(markdown: &str) -> Body {
        let file = Arc::new(SourceFile::new("content/a.md", markdown));
        parse(&file, 0..markdown.len(), Settings::default()).0
    }

    fn wrap(body: &Body, words: &str, id: &str) -> Splice {
        let start = body.prose.text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        Splice::Wrap { span, element: "span", id: Some(id.into()), attributes: " class=\"q\"".into() }
    }

    #[test]
    fn a_wrap_goes_around_whole_elements() {
        let body = body("He said *very* “good & bad” things.");
        let html = body.compose(&[wrap(&body, "said very “good & bad”", "q-1")]);
        assert_eq!(
            html,
            "<p>He <span id=\"q-1\" class=\"q\">said <em>very</em> “good &amp; bad”</span> things.</p>\n"
        );
    }

    #[test]
    fn a_wrap_that_crosses_an_element_is_cut() {
        let body = body("He *said good* things.\n\nAnd more.");
        let html = body.compose(&[wrap(&body, "good things.\nAnd", "q-1")]);
        assert_eq!(
            html,
            "<p>He <em>said <span id=\"q-1\" class=\"q\">good</span></em><span class=\"q\"> things.</span></p>\n\
             <p><span class=\"q\">And</span> more.</p>\n"
        );
    }

    #[test]
    fn wraps_nest_and_addresses_are_replaced_inside() {
        let body = body("On Tuesday she said [so](b.md).");
        let link = Splice::Replace { html: body.links[0].html.clone(), text: "../b/".into() };
        let html =
            body.compose(&[wrap(&body, "Tuesday", "d"), link, wrap(&body, "On Tuesday she said so", "e")]);
        assert_eq!(
            html,
            "<p><span id=\"e\" class=\"q\">On <span id=\"d\" class=\"q\">Tuesday</span> she said \
             <a href=\"../b/\">so</a></span>.</p>\n"
        );
    }

    /// Names of elements still open after `html`; an error when an end tag does not fit.
    fn balance(html: &str) -> Result<(), String> {
        let mut open = Vec::new();
        for tag in html.split('<').skip(1) {
            let tag = tag.split_once('>').ok_or_else(|| format!("open tag {tag}"))?.0;
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            if tag.starts_with('/') {
                let top = open.pop();
                if top != Some(name) {
                    return Err(format!("</{name}> closes {top:?}"));
                }
            } else if !matches!(name, "br" | "hr" | "img" | "input") {
                open.push(name);
            }
        }
        if open.is_empty() { Ok(()) } else { Err(format!("{open:?} left open")) }
    }

    fn text(html: &str) -> String {
        html.split('<')
            .enumerate()
            .map(
                |(index, part)| {
                    if index == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) }
                },
            )
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

        #[test]
        fn composed_html_is_balanced_and_says_the_same(
            markdown in "([a-c “”&*_`>|#\\[\\]()!~:^-]|\n|\n\n|\\*\\*|\\| a \\| b \\|\n|<b>|</b>|<i>|</p>|\\[\\^1\\]|- |> |1\\. |    |— ){0,40}",
            cuts in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 0..6),
        ) {
            let body = body(&markdown);
            prop_assert!(balance(&body.html).is_ok(), "{:?}\n{}", balance(&body.html), body.html);
            let at = |share: f64| {
                let mut offset = (share * body.prose.text.len() as f64) as usize;
                while !body.prose.text.is_char_boundary(offset) { offset += 1; }
                offset
            };
            let wraps: Vec<Splice> = cuts.iter().enumerate().map(|(index, (a, b))| {
                let (a, b) = (at(*a), at(*b));
                let span = Span::new(a.min(b), a.max(b));
                Splice::Wrap { span, element: "span", id: Some(format!("w-{index}")), attributes: String::new() }
            }).collect();
            let composed = body.compose(&wraps);
            prop_assert!(balance(&composed).is_ok(), "{:?}\n{}", balance(&composed), composed);
            prop_assert_eq!(text(&composed), text(&body.html));
        }
    }
}
