//! Pages whose elements are nested without end. A parser of HTML looks through the open elements at every tag, so that
//! its time grows with the square of their number; browsers stop nesting at some depth, and so does this.

use std::borrow::Cow;

use crate::content::markdown::raw_html::{OPTIONAL_END, Piece, pieces};

/// As deep as elements are nested: as in Chromium and WebKit.
const DEEPEST: usize = 512;

/// `html` without the tags of elements that are nested deeper than [`DEEPEST`]. Their text stays.
pub(super) fn flatten(html: &str) -> Cow<'_, str> {
    let (mut depth, mut beyond, mut deepest) = (0_usize, 0_usize, 0_usize);
    let mut flat = String::new();
    let mut written = 0;
    for (piece, span) in pieces(html) {
        // Elements that end by themselves do not nest.
        let is_flat = |name: &String| OPTIONAL_END.contains(&name.as_str());
        let is_left_out = match &piece {
            Piece::Open { name, is_void, .. } if !is_void && !is_flat(name) => {
                if depth == DEEPEST {
                    beyond += 1;
                } else {
                    depth += 1;
                }
                deepest = deepest.max(depth + beyond);
                beyond > 0
            }
            Piece::Close { name } if !is_flat(name) => {
                let is_beyond = beyond > 0;
                if is_beyond {
                    beyond -= 1;
                } else {
                    depth = depth.saturating_sub(1);
                }
                is_beyond
            }
            _ => false,
        };
        if is_left_out {
            flat.push_str(&html[written..span.start]);
            written = span.end;
        }
    }
    if deepest <= DEEPEST {
        return Cow::Borrowed(html);
    }
    flat.push_str(&html[written..]);
    Cow::Owned(flat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_too_deep_keeps_its_text() {
        let page =
            |depth: usize| format!("{}<p>We wait.</p>{}!", "<div>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(flatten(&page(DEEPEST)), page(DEEPEST));
        assert_eq!(flatten(&page(DEEPEST + 3)), page(DEEPEST));
    }

    #[test]
    fn elements_that_end_by_themselves_are_not_nested() {
        let list = "<li>a<br>".repeat(DEEPEST + 3);
        assert_eq!(flatten(&list), list);
    }
}
