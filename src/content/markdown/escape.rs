//! Text and addresses made fit for HTML.

use std::fmt::Write;

use crate::text::find_byte;

/// What stands in HTML for a character of text; `None` when it stands for itself.
pub(crate) fn entity(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        // Control characters other than white space are no HTML at all.
        '\0'..='\x08' | '\x0b'..='\x0d' | '\x0e'..='\x1f' | '\x7f'..='\u{9f}' => Some("\u{fffd}"),
        _ => None,
    }
}

/// The first byte of `text` that may begin a character with an [`entity`]. Looks at bytes, as nearly all text has
/// none: 0xC2 begins the control characters above ASCII, and a few others.
pub(crate) fn find_special(text: &str) -> Option<usize> {
    find_byte(text, is_special)
}

fn is_special(byte: u8) -> bool {
    let markup = (byte == b'&') | (byte == b'<') | (byte == b'>');
    let control = (byte < 0x20) & (byte != b'\n') & (byte != b'\t');
    markup | control | (byte == 0x7f) | (byte == 0xc2)
}

/// Appends `text` as text content.
pub(crate) fn push_text(html: &mut String, text: &str) {
    push_escaped(html, text, is_special, entity);
}

/// Appends `text` as the value of an attribute in double quotes; line breaks become spaces.
pub(crate) fn push_attribute(html: &mut String, text: &str) {
    let special = |byte: u8| is_special(byte) | (byte == b'"') | (byte == b'\n');
    push_escaped(html, text, special, |character| match character {
        '"' => Some("&quot;"),
        '\n' => Some(" "),
        _ => entity(character),
    });
}

/// Appends `text` with what `written` gives in place of a character; only those that begin with a `special` byte are asked.
fn push_escaped(
    html: &mut String,
    text: &str,
    special: impl Fn(u8) -> bool,
    written: impl Fn(char) -> Option<&'static str>,
) {
    let mut rest = text;
    while let Some(at) = find_byte(rest, &special) {
        html.push_str(&rest[..at]);
        let mut characters = rest[at..].chars();
        let Some(character) = characters.next() else { break };
        match written(character) {
            Some(text) => html.push_str(text),
            None => html.push(character),
        }
        rest = characters.as_str();
    }
    html.push_str(rest);
}

/// Appends an address as the value of an attribute: what may not stand in a URL is percent-encoded, an
/// encoding that is there already is kept.
pub(crate) fn push_address(html: &mut String, address: &str) {
    let mut rest = address;
    // Most of an address stands for itself.
    while let Some(at) = rest.bytes().position(|byte| !is_of_address(byte)) {
        html.push_str(&rest[..at]);
        let mut characters = rest[at..].chars();
        let written = characters.next().unwrap_or_default();
        rest = characters.as_str();
        match written {
            '&' => html.push_str("&amp;"),
            '\'' => html.push_str("&#39;"),
            '%' => {
                let encoded =
                    rest.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
                html.push_str(if encoded { "%" } else { "%25" });
            }
            other => {
                for byte in other.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string can't fail.
                    let _ = write!(html, "%{byte:02X}");
                }
            }
        }
    }
    html.push_str(rest);
}

/// Whether `byte` stands for itself in an address, and in the value of an attribute.
fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~/:?#@!$()*+,;=".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_once() {
        let mut html = String::new();
        push_address(&mut html, "/a b/ü%20x?q=1&r=\"100%\"");
        assert_eq!(html, "/a%20b/%C3%BC%20x?q=1&amp;r=%22100%25%22");
    }

    #[test]
    fn attributes_hold_no_quotation_mark_and_no_line_break() {
        let mut html = String::new();
        push_attribute(&mut html, "a \"b\"\n<c> & d\u{1}");
        assert_eq!(html, "a &quot;b&quot; &lt;c&gt; &amp; d\u{fffd}");
    }
}
