//! Lines and columns of a text, known at every few kilobytes of it: a report of a thousand faults need not count the
//! lines before each of them, however long the text and its lines are.

/// Bytes between two places that are known.
const STEP: usize = 4096;

/// Line and column, both from 0, at each [`STEP`] of a text, or at the beginning of the character that lies across it.
#[derive(Clone, Debug)]
pub(super) struct Lines(Vec<(u32, u32)>);

impl Lines {
    pub fn of(text: &str) -> Self {
        let mut known = vec![(0, 0)];
        let mut before = 0;
        for step in (STEP..text.len()).step_by(STEP) {
            let at = floor(text, step);
            known.push(advance(known[known.len() - 1], &text[before..at]));
            before = at;
        }
        Self(known)
    }

    /// Line and column of the byte `at` of the `text` that this was made of, both from 0; the column counts characters.
    pub fn locate(&self, text: &str, at: usize) -> (usize, usize) {
        let at = floor(text, at);
        let step = (at / STEP).min(self.0.len() - 1);
        let (line, column) = advance(self.0[step], &text[floor(text, step * STEP)..at]);
        (line as usize, column as usize)
    }
}

/// The last byte at or before `at` where a character begins, or the end of the text.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The line and column behind `text`, which begins at `from`.
fn advance((line, column): (u32, u32), text: &str) -> (u32, u32) {
    // Files are capped far below 4 GiB.
    let count = |text: &str| text.chars().count() as u32;
    match text.rfind('\n') {
        Some(end) => {
            let lines = text.bytes().filter(|byte| *byte == b'\n').count() as u32;
            (line + lines, count(&text[end + 1..]))
        }
        None => (line, column + count(text)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_those_that_counting_finds(parts in proptest::collection::vec("[aé\n]{0,9}", 0..9), times in 1_usize..400) {
            let text = parts.concat().repeat(times);
            let lines = Lines::of(&text);
            for at in (0..=text.len() + 1).step_by(1 + text.len() / 50) {
                let before = &text[..floor(&text, at)];
                let line = before.matches('\n').count();
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
                prop_assert_eq!(lines.locate(&text, at), (line, column));
            }
        }
    }
}
