//! HTML that an author wrote into Markdown, cut into tags and text.
//!
//! It passes through as it is; what is read here is enough to keep elements balanced and to know the
//! addresses and identifiers in it. Follows the tokenizer of the HTML standard (section 13.2.5) where the
//! two could come to differ on where a tag ends.

use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A start tag.
    Open { name: String, attributes: Vec<Attribute<'a>>, is_void: bool },
    /// An end tag.
    Close { name: String },
    /// Text and comments.
    Text,
    /// The contents of an element that holds no markup, such as a script, and whether its end tag follows.
    Opaque { closed: bool },
    /// What HTML does not know: processing instructions, declarations, a tag or comment without end.
    Bogus,
}

/// An attribute of a start tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    pub name: String,
    pub value: &'a str,
    /// Bytes of the value, without quotation marks.
    pub span: Range<usize>,
}

const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
const OPAQUE: [&str; 7] = ["script", "style", "textarea", "title", "iframe", "noembed", "xmp"];

/// Elements whose end tag HTML lets authors leave out.
pub(crate) const OPTIONAL_END: [&str; 16] = [
    "li", "dt", "dd", "p", "rt", "rp", "option", "optgroup", "colgroup", "caption", "thead", "tbody",
    "tfoot", "tr", "td", "th",
];

/// Cuts `html` into pieces with their bytes; together they cover all of it.
pub(crate) fn pieces(html: &str) -> Vec<(Piece<'_>, Range<usize>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut text = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some((piece, end)) = markup(html, start) else {
            at = start + 1;
            continue;
        };
        if text < start {
            pieces.push((Piece::Text, text..start));
        }
        let opaque = match &piece {
            Piece::Open { name, .. } if OPAQUE.contains(&name.as_str()) => Some(name.clone()),
            _ => None,
        };
        pieces.push((piece, start..end));
        (at, text) = (end, end);
        if let Some(name) = opaque {
            let close = end_tag(&html[end..], &name);
            let stop = close.map_or(html.len(), |offset| end + offset);
            pieces.push((Piece::Opaque { closed: close.is_some() }, end..stop));
            (at, text) = (stop, stop);
        }
    }
    if text < html.len() {
        pieces.push((Piece::Text, text..html.len()));
    }
    pieces
}

/// Where the end tag of `name` begins.
fn end_tag(html: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = html[at..].find("</") {
        let start = at + found;
        let rest = &html.as_bytes()[start + 2..];
        let ends = |byte: Option<&u8>| matches!(byte, Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r'));
        if rest.len() >= name.len()
            && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && ends(rest.get(name.len()))
        {
            return Some(start);
        }
        at = start + 2;
    }
    None
}

/// The markup that begins at the `<` at `start`, and where it ends; `None` when that is just a character.
fn markup(html: &str, start: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &html[start + 1..];
    let end_after = |marker: &str, from: usize| html[from..].find(marker).map(|at| from + at + marker.len());
    if rest.starts_with("!--") {
        // `<!-->` and `<!--->` are whole comments.
        for short in ["!-->", "!--->"] {
            if rest.starts_with(short) {
                return Some((Piece::Bogus, start + 1 + short.len()));
            }
        }
        return Some(match end_after("-->", start + 4) {
            Some(end) => (Piece::Text, end),
            None => (Piece::Bogus, html.len()),
        });
    }
    match rest.as_bytes().first()? {
        b'!' | b'?' => Some((Piece::Bogus, end_after(">", start).unwrap_or(html.len()))),
        b'/' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) => {
            let Some(tag) = tag(html, start + 2) else { return Some((Piece::Bogus, html.len())) };
            Some((Piece::Close { name: tag.name }, tag.end))
        }
        b'/' => Some((Piece::Bogus, end_after(">", start).unwrap_or(html.len()))),
        byte if byte.is_ascii_alphabetic() => {
            let Some(tag) = tag(html, start + 1) else { return Some((Piece::Bogus, html.len())) };
            let is_void = VOID.contains(&tag.name.as_str()) || tag.self_closing && is_foreign(&tag.name);
            Some((Piece::Open { name: tag.name, attributes: tag.attributes, is_void }, tag.end))
        }
        _ => None,
    }
}

/// Elements of SVG and MathML that may close themselves; those of HTML may not, whatever they write.
fn is_foreign(name: &str) -> bool {
    const SHAPES: [&str; 15] = [
        "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "image", "stop",
        "animate", "mspace", "set", "g", "text",
    ];
    SHAPES.contains(&name)
}

struct TagText<'a> {
    name: String,
    attributes: Vec<Attribute<'a>>,
    self_closing: bool,
    end: usize,
}

/// Reads a tag from its name at `start` to its `>`.
fn tag(html: &str, start: usize) -> Option<TagText<'_>> {
    let bytes = html.as_bytes();
    let until = |mut at: usize, stop: fn(u8) -> bool| {
        while at < bytes.len() && !stop(bytes[at]) {
            at += 1;
        }
        at
    };
    let mut at = until(start, |byte| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>');
    let name = html[start..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut self_closing = false;
    loop {
        at = until(at, |byte| !byte.is_ascii_whitespace());
        match *bytes.get(at)? {
            b'>' => return Some(TagText { name, attributes, self_closing, end: at + 1 }),
            b'/' => {
                self_closing = bytes.get(at + 1) == Some(&b'>');
                at += 1;
            }
            _ => {
                let name_start = at;
                // An equals sign in front belongs to the name.
                at = until(at + 1, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
                let name = html[name_start..at].to_ascii_lowercase();
                let after = until(at, |byte| !byte.is_ascii_whitespace());
                let mut span = at..at;
                if bytes.get(after) == Some(&b'=') {
                    let value = until(after + 1, |byte| !byte.is_ascii_whitespace());
                    match *bytes.get(value)? {
                        quote @ (b'"' | b'\'') => {
                            let length = html[value + 1..].find(quote as char)?;
                            span = value + 1..value + 1 + length;
                            at = span.end + 1;
                        }
                        _ => {
                            at = until(value, |byte| byte.is_ascii_whitespace() || byte == b'>');
                            span = value..at;
                        }
                    }
                }
                attributes.push(Attribute { name, value: &html[span.clone()], span });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let show = |(piece, span): (Piece<'_>, Range<usize>)| match piece {
            Piece::Open { name, attributes, is_void } => {
                let list: Vec<String> =
                    attributes.iter().map(|a| format!("{}={}", a.name, a.value)).collect();
                format!("open {name} [{}]{}", list.join(","), if is_void { " void" } else { "" })
            }
            Piece::Close { name } => format!("close {name}"),
            Piece::Text => format!("text {}", &html[span]),
            Piece::Opaque { closed } => format!("opaque {} {closed}", &html[span]),
            Piece::Bogus => format!("bogus {}", &html[span]),
        };
        pieces(html).into_iter().map(show).collect()
    }

    #[test]
    fn tags_end_where_a_browser_ends_them() {
        assert_eq!(
            shown("<A href='x>y' b c=d>t</A ><br/>5 < 6"),
            ["open a [href=x>y,b=,c=d]", "text t", "close a", "open br [] void", "text 5 < 6"]
        );
        assert_eq!(
            shown("<script>if (a < b) {}</script>"),
            ["open script []", "opaque if (a < b) {} true", "close script"]
        );
        assert_eq!(shown("<!-- <b> -->x"), ["text <!-- <b> -->", "text x"]);
        assert_eq!(shown("<?php x ?>"), ["bogus <?php x ?>"]);
        assert_eq!(shown("<div class=\"a"), ["bogus <div class=\"a"]);
    }

    proptest! {
        #[test]
        fn the_pieces_cover_the_text(html in "[a-b<>/!?\"'= \n—-]{0,60}") {
            let mut at = 0;
            for (_, span) in pieces(&html) {
                prop_assert_eq!(span.start, at);
                at = span.end;
            }
            prop_assert_eq!(at, html.len());
        }
    }
}
