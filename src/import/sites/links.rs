//! The destinations of links and images in Markdown, replaced where they lie, the rest of the text untouched.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

/// What a destination is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Link,
    Image,
}

/// `markdown` with every destination for which `new` has another.
pub(super) fn rewrite(markdown: &str, new: &mut dyn FnMut(&str, Use) -> Option<String>) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM;
    let parser = Parser::new_ext(markdown, options);
    let mut definitions: Vec<Range<usize>> =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    definitions.sort_by_key(|span| span.start);
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, .. }) => {
                edits.extend(inline(markdown, range).and_then(|place| edit(markdown, place, Use::Link, new)));
            }
            Event::Start(Tag::Image { link_type: LinkType::Inline, .. }) => {
                edits
                    .extend(inline(markdown, range).and_then(|place| edit(markdown, place, Use::Image, new)));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                for (place, used) in attributes(markdown, range) {
                    edits.extend(edit(markdown, place, used, new));
                }
            }
            _ => {}
        }
    }
    for span in definitions {
        let start = markdown[span.clone()].find("]:").map_or(span.end, |at| span.start + at + 2);
        // What a definition is of shows where it is used; a picture is told by its ending.
        if let Some(place) = destination(markdown, start, span.end) {
            let used = if is_picture(&markdown[place.clone()]) { Use::Image } else { Use::Link };
            edits.extend(edit(markdown, place, used, new));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    for (range, text) in edits {
        if range.start >= at {
            out.push_str(&markdown[at..range.start]);
            out.push_str(&text);
            at = range.end;
        }
    }
    out.push_str(&markdown[at..]);
    out
}

fn edit(
    markdown: &str,
    place: Range<usize>,
    used: Use,
    new: &mut dyn FnMut(&str, Use) -> Option<String>,
) -> Option<(Range<usize>, String)> {
    let written = &markdown[place.clone()];
    let text = new(written, used).filter(|text| text != written)?;
    Some((place, text))
}

/// Whether an address ends as that of a picture does.
pub(super) fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "avif")
}

/// The destination of the inline link or image at `range`.
fn inline(markdown: &str, range: Range<usize>) -> Option<Range<usize>> {
    let start = range.start + markdown[range.clone()].rfind("](")? + 2;
    destination(markdown, start, range.end)
}

/// The destination that stands first in `markdown[start..end]`, without angle brackets.
fn destination(markdown: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let text = &markdown[start..end];
    let start = start + (text.len() - text.trim_start().len());
    let text = &markdown[start..end];
    if let Some(inner) = text.strip_prefix('<') {
        return Some(start + 1..start + 1 + inner.find('>')?);
    }
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(start..start + at),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Some(start..start + at),
            _ => {}
        }
    }
    Some(start..end)
}

/// The values of `src` and `href` in the HTML at `range`.
fn attributes(markdown: &str, range: Range<usize>) -> Vec<(Range<usize>, Use)> {
    let mut found = Vec::new();
    for (name, used) in [("src=", Use::Image), ("href=", Use::Link)] {
        for (at, _) in markdown[range.clone()].match_indices(name) {
            let start = range.start + at + name.len();
            let Some(mark) = markdown[start..range.end].chars().next().filter(|c| matches!(c, '"' | '\''))
            else {
                continue;
            };
            let Some(length) = markdown[start + 1..range.end].find(mark) else { continue };
            let place = start + 1..start + 1 + length;
            let used =
                if used == Use::Image && !is_picture(&markdown[place.clone()]) { Use::Link } else { used };
            found.push((place, used));
        }
    }
    found.sort_by_key(|(place, _)| place.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_change_and_nothing_else_does() {
        let text = "See [a](old.md \"t\"), ![b](<old.md>), [![c](old.md)](old.md#x) and `[d](old.md)`.\n\n\
                    <img src=\"old.md\" alt='x'> [e][f] [g](other.md)\n\n```\n[h](old.md)\n```\n\n[f]: old.md 'T'\n";
        let out = rewrite(text, &mut |written, _| {
            written.strip_prefix("old.md").map(|rest| format!("new.md{rest}"))
        });
        let expected = "See [a](new.md \"t\"), ![b](<new.md>), [![c](new.md)](new.md#x) and `[d](old.md)`.\n\n\
                    <img src=\"new.md\" alt='x'> [e][f] [g](other.md)\n\n```\n[h](old.md)\n```\n\n[f]: new.md 'T'\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn pictures_are_told_from_links() {
        let mut seen = Vec::new();
        rewrite("![a](a.png) [b](b.png) <img src='c.jpg'> <script src='d.js'>\n", &mut |written, used| {
            seen.push((written.to_owned(), used));
            None
        });
        let images: Vec<&str> =
            seen.iter().filter(|(_, used)| *used == Use::Image).map(|(path, _)| path.as_str()).collect();
        assert_eq!(images, ["a.png", "c.jpg"]);
    }
}
