//! Looking for bytes of which a text has few.

/// Bytes that are asked together.
const CHUNK: usize = 16;

/// The first byte of `text` that is `wanted`. As most texts have none, whole chunks are asked first, which a processor does at
/// once as long as `wanted` compares without branches.
///
/// ```
/// let is_markup = |byte: u8| (byte == b'<') | (byte == b'&');
/// assert_eq!(nutgraf::text::find_byte("a long text without, then <", is_markup), Some(26));
/// assert_eq!(nutgraf::text::find_byte("none", is_markup), None);
/// ```
pub fn find_byte(text: &str, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let (chunks, _) = text.as_bytes().as_chunks::<CHUNK>();
    let none =
        chunks.iter().take_while(|chunk| !chunk.iter().fold(false, |found, byte| found | wanted(*byte)));
    let at = none.count() * CHUNK;
    text.as_bytes()[at..].iter().position(|byte| wanted(*byte)).map(|found| at + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for length in 0..3 * CHUNK {
            let text = "a".repeat(length);
            assert_eq!(find_byte(&text, |byte| byte == b'<'), None);
            for at in 0..length {
                let text = format!("{}<{}<", &text[..at], &text[at + 1..]);
                assert_eq!(find_byte(&text, |byte| byte == b'<'), Some(at), "{text}");
            }
        }
    }
}
