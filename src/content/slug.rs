//! Addresses from names: lower-case ASCII words joined by hyphens.

/// The slug of `text`: letters are transliterated ("Ünï" → "uni"), everything else separates words.
/// Empty when nothing in it can be written in ASCII letters or digits.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let ascii = if text.is_ascii() { text.to_owned() } else { deunicode::deunicode_with_tofu(text, "-") };
    for byte in ascii.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => slug.push(byte as char),
            b'A'..=b'Z' => slug.push(byte.to_ascii_lowercase() as char),
            // "Don’t" is one word.
            b'\'' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The slug of a file's or folder's name: a date in front (`2025-12-04-talks`) is not part of the address.
pub fn from_file_name(name: &str) -> String {
    slugify(without_date(name))
}

/// `name` without a date and separator in front; `name` itself when nothing else would remain.
pub(crate) fn without_date(name: &str) -> &str {
    let bytes = name.as_bytes();
    let is_date = bytes.len() > 11
        && bytes[..10].iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && matches!(bytes[10], b'-' | b'_' | b' ');
    if is_date { &name[11..] } else { name }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_joined_by_hyphens() {
        assert_eq!(slugify("What’s next? A guide"), "whats-next-a-guide");
        assert_eq!(slugify("  Łódź & Ünïcode — 2.0 "), "lodz-unicode-2-0");
        assert_eq!(slugify("…"), "");
    }

    #[test]
    fn a_date_in_front_of_a_file_name_is_dropped() {
        assert_eq!(from_file_name("2025-12-04-peace-talks"), "peace-talks");
        assert_eq!(from_file_name("2025-12-04"), "2025-12-04");
        assert_eq!(from_file_name("2025-in-review"), "2025-in-review");
    }

    proptest! {
        #[test]
        fn a_slug_is_its_own_slug(text in "\\PC{0,40}") {
            let slug = slugify(&text);
            prop_assert_eq!(&slugify(&slug), &slug);
            prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        }
    }
}
