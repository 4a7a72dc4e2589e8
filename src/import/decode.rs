//! Bytes in, text out, whatever the encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes at the start of a page in which HTML's `<meta charset>` is looked for (HTML Standard, 13.2.3.2).
const META_PRESCAN: usize = 1024;

/// A decoded file.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without byte-order mark, with `\n` alone as line end and without control characters.
    pub text: String,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// Whether some bytes made no sense in that encoding and became U+FFFD.
    pub replaced: bool,
}

/// Decodes `bytes`: by the byte-order mark, else as UTF-8 if they are that, else as the page's own
/// declaration says, else as looks likeliest.
pub fn decode(bytes: &[u8]) -> Decoded {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() && !looks_like_utf16(bytes) => UTF_8,
        None => utf16_without_mark(bytes).or_else(|| declared(bytes)).unwrap_or_else(|| likeliest(bytes)),
    };
    let (text, encoding, replaced) = encoding.decode(bytes);
    Decoded { text: clean(&text), encoding: encoding.name(), replaced }
}

/// Whether every other byte of a good part is zero, as in Latin text in UTF-16.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    utf16_without_mark(bytes).is_some()
}

fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    if start.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 2 * 7 / 10;
    match (even > most, odd > most) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that a page declares about itself in `<meta charset>` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes[..bytes.len().min(META_PRESCAN)].to_ascii_lowercase();
    for key in [&b"charset="[..], b"encoding="] {
        for at in memchr::memmem::find_iter(&start, key) {
            let value = &start[at + key.len()..];
            let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
            let is_label =
                |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
            let length = value.iter().take_while(is_label).count();
            // A page that can be read as bytes is not in UTF-16, whatever it says.
            let found = Encoding::for_label(&value[..length])
                .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

fn likeliest(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// One kind of line end, and no character that no one can see.
fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\n' | '\t' => clean.push(c),
            '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{ad}' => {}
            c if c.is_control() => {}
            c => clean.push(c),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_decides_then_utf8_then_the_page_then_a_guess() {
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9").text, "café");
        assert_eq!(decode(b"\xff\xfea\0\xe9\0").text, "aé");
        assert_eq!(decode("naïve".as_bytes()).encoding, "UTF-8");
        let page = decode(b"<meta charset='windows-1251'><p>\xcf\xf0\xe8");
        assert_eq!(
            (page.encoding, page.text.as_str()),
            ("windows-1251", "<meta charset='windows-1251'><p>При")
        );
        let guess = decode(b"\x93We shall see,\x94 she said. It\x92s late at the caf\xe9.");
        assert_eq!(guess.text, "“We shall see,” she said. It’s late at the café.");
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        let bytes: Vec<u8> = "The cranes stand still.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&bytes).text, "The cranes stand still.");
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(decode(b"a\r\nb\rc\x0cd\0e").text, "a\nb\nc\nde");
    }
}
