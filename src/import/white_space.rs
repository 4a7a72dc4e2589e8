//! White space in running text, as a browser shows it.

use super::draft::Inline;

/// Collapses white space as a browser does: across elements, and none at the edges or beside a break.
pub(super) fn tidy(run: Vec<Inline>) -> Vec<Inline> {
    let mut tidied = Vec::new();
    let mut after_space = true;
    tidy_into(run, &mut tidied, &mut after_space);
    while matches!(tidied.last(), Some(Inline::Break)) {
        tidied.pop();
    }
    let leading = tidied.iter().take_while(|inline| matches!(inline, Inline::Break)).count();
    tidied.drain(..leading);
    tidied
}

fn tidy_into(run: Vec<Inline>, tidied: &mut Vec<Inline>, after_space: &mut bool) {
    for inline in run {
        let nested = |inner: Vec<Inline>, after_space: &mut bool| {
            let mut tidied = Vec::new();
            tidy_into(inner, &mut tidied, after_space);
            tidied
        };
        match inline {
            Inline::Text(text) => {
                let mut words = String::with_capacity(text.len());
                for c in text.chars() {
                    let is_space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
                    if !is_space {
                        words.push(c);
                    } else if !*after_space {
                        words.push(' ');
                    }
                    *after_space = is_space;
                }
                match tidied.last_mut() {
                    Some(Inline::Text(before)) => before.push_str(&words),
                    _ if words.is_empty() => {}
                    _ => tidied.push(Inline::Text(words)),
                }
            }
            Inline::Break => {
                *after_space = true;
                if !matches!(tidied.last(), Some(Inline::Break)) {
                    tidied.push(Inline::Break);
                }
            }
            Inline::Code(code) => {
                *after_space = false;
                tidied.push(Inline::Code(one_line(&code)));
            }
            Inline::Emphasis(inner) => tidied.push(Inline::Emphasis(nested(inner, after_space))),
            Inline::Strong(inner) => tidied.push(Inline::Strong(nested(inner, after_space))),
            Inline::Deleted(inner) => tidied.push(Inline::Deleted(nested(inner, after_space))),
            Inline::Link(url, inner) => tidied.push(Inline::Link(url, nested(inner, after_space))),
        }
    }
}

/// `text` with single spaces and none at its ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_collapse_across_elements_and_go_beside_breaks() {
        let text = |words: &str| Inline::Text(words.to_owned());
        let run = vec![
            Inline::Break,
            text("\n  One "),
            Inline::Emphasis(vec![text(" two\u{a0}")]),
            text(" three  "),
            Inline::Break,
            Inline::Break,
            text("\tfour "),
            Inline::Break,
        ];
        let wanted = vec![
            text("One "),
            Inline::Emphasis(vec![text("two\u{a0}")]),
            text(" three "),
            Inline::Break,
            text("four "),
        ];
        assert_eq!(tidy(run), wanted);
    }
}
