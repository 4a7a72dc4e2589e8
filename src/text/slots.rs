//! Phrases with slots: "{day} {month} {year}".

/// `phrase` with what `value` gives in the place of each name in braces. A name without a value stays as it is written,
/// and what is put in is not looked at again.
///
/// ```
/// # use nutgraf::text::fill;
/// let day = |name: &str| (name == "day").then_some("4");
/// assert_eq!(fill("{day} {month}", day), "4 {month}");
/// ```
pub fn fill<'v>(phrase: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut filled = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    while let Some(start) = rest.find('{') {
        let (before, slot) = rest.split_at(start);
        filled.push_str(before);
        let known = slot.find('}').and_then(|end| Some((value(&slot[1..end])?, end)));
        rest = match known {
            Some((text, end)) => {
                filled.push_str(text);
                &slot[end + 1..]
            }
            None => {
                filled.push('{');
                &slot[1..]
            }
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_that_are_no_slots_stay() {
        let value = |name: &str| match name {
            "a" => Some("{b}"),
            "b" => Some("B"),
            _ => None,
        };
        for (phrase, filled) in [
            ("{a}{b}", "{b}B"),
            ("{{a}}", "{{b}}"),
            ("{", "{"),
            ("} {a", "} {a"),
            ("{} é{b}", "{} éB"),
            ("", ""),
        ] {
            assert_eq!(fill(phrase, value), filled, "{phrase}");
        }
    }
}
