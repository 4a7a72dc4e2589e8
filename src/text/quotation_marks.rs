//! Which tokens open and close quotations, from the marks alone.
//!
//! Comes in: the tokens of one block. Goes out: regions between an opening mark and its closing mark, nested
//! ones marked with their depth. Nothing here knows whether a region is speech.

use super::{Token, TokenKind};

/// The quotation marks of a language.
#[derive(Clone, Debug, Default)]
pub struct QuotationMarks {
    pairs: Vec<(char, char)>,
}

/// What stands between an opening and a closing mark, or between one of them and words of the narrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedRegion {
    /// Index of the opening mark among the tokens.
    pub open: usize,
    /// One past the last token: past the closing mark, or past the last word when it is missing.
    pub end: usize,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// 0 for the outermost, 1 for a quotation inside a quotation.
    pub depth: u8,
}

impl QuotedRegion {
    /// The tokens between the marks.
    pub fn inner(&self) -> std::ops::Range<usize> {
        let end = if self.closed { self.end - 1 } else { self.end };
        self.open + 1..end.max(self.open + 1)
    }
}

/// What a mark can be, seen from where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

impl QuotationMarks {
    /// Marks from pairs of opening and closing characters.
    pub fn new(pairs: impl IntoIterator<Item = (char, char)>) -> Self {
        Self { pairs: pairs.into_iter().collect() }
    }

    /// Whether `mark` is one of the marks.
    pub fn contains(&self, mark: &str) -> bool {
        mark_char(mark).is_some_and(|c| self.pairs.iter().any(|&(open, close)| c == open || c == close))
    }

    /// The mark that `text` opens with, where that is one that opens.
    pub fn opening(&self, text: &str) -> Option<char> {
        text.chars().next().filter(|&c| self.pairs.iter().any(|&(open, _)| c == open))
    }

    /// The regions of one block, by opening mark. `tokens` are those of the block, and the indices of the
    /// result count from its first. `goes_on` is the mark that the next block opens with: a quotation with such a mark may go on
    /// there without being closed here. Linear in the number of tokens.
    pub fn regions(&self, text: &str, tokens: &[Token], goes_on: Option<char>) -> Vec<QuotedRegion> {
        let mut regions: Vec<QuotedRegion> = Vec::new();
        // Open regions, outermost first: the index in `regions` and the pair.
        let mut open: Vec<(usize, usize)> = Vec::new();
        for at in 0..tokens.len() {
            if tokens[at].kind != TokenKind::Mark {
                continue;
            }
            let Some(c) = mark_char(tokens[at].text(text)) else { continue };
            if !self.pairs.iter().any(|&(first, second)| c == first || c == second) {
                continue;
            }
            let closes = open.iter().rposition(|&(_, pair)| self.pairs[pair].1 == c).or_else(|| {
                open.iter().rposition(|&(_, pair)| is_double(c) && is_double(self.pairs[pair].1))
            });
            let begun = closes.is_some_and(|level| regions[open[level].0].open == 0);
            let side = side(
                text,
                tokens,
                at,
                c,
                self,
                closes.is_some(),
                goes_on.filter(|_| begun || open.is_empty()),
            );
            match (side, closes) {
                (Some(Side::Close), Some(level)) => {
                    for &(region, _) in &open[level + 1..] {
                        regions[region].end = region_end_before(at, regions[region]);
                    }
                    let (region, _) = open[level];
                    regions[region].end = at + 1;
                    regions[region].closed = true;
                    open.truncate(level);
                }
                (Some(Side::Open), _) => {
                    let Some(pair) = self.opened_by(c) else { continue };
                    // The same mark twice: one quotation inside the other if both are closed, or else the first
                    // was never closed.
                    if let Some(level) = open.iter().rposition(|&(_, other)| other == pair)
                        && !self.closes_twice(text, &tokens[at + 1..], pair)
                    {
                        for &(region, _) in &open[level..] {
                            regions[region].end = region_end_before(at, regions[region]);
                        }
                        open.truncate(level);
                    }
                    if open.len() >= MAXIMUM_DEPTH {
                        continue;
                    }
                    let depth = u8::try_from(open.len()).unwrap_or(u8::MAX);
                    open.push((regions.len(), pair));
                    regions.push(QuotedRegion { open: at, end: tokens.len(), closed: false, depth });
                }
                _ => {}
            }
        }
        // An apostrophe that looked like an opening single mark quotes nothing, unless the next block goes on with the quotation.
        let last = regions.iter().rposition(|region| region.depth == 0);
        let continued = last.filter(|&at| mark_char(tokens[regions[at].open].text(text)) == goes_on);
        let continued = continued.map(|at| regions[at].open);
        let unclosed_single = |region: &QuotedRegion| {
            !region.closed
                && Some(region.open) != continued
                && mark_char(tokens[region.open].text(text)).is_some_and(is_apostrophe_like)
        };
        let dropped: Vec<QuotedRegion> = regions.iter().copied().filter(unclosed_single).collect();
        if !dropped.is_empty() {
            regions.retain(|region| !unclosed_single(region));
            for region in &mut regions {
                let around =
                    dropped.iter().filter(|lost| lost.open < region.open && region.end <= lost.end).count();
                region.depth = region.depth.saturating_sub(u8::try_from(around).unwrap_or(u8::MAX));
            }
        }
        regions
    }
}

impl QuotationMarks {
    /// The pair that `c` opens: as its opening mark, or as its closing mark turned the wrong way.
    fn opened_by(&self, c: char) -> Option<usize> {
        let opens = self.pairs.iter().position(|&(first, _)| first == c);
        opens.or_else(|| self.pairs.iter().position(|&(_, second)| second == c))
    }

    /// Whether the next two marks of `pair` in `tokens` both close.
    fn closes_twice(&self, text: &str, tokens: &[Token], pair: usize) -> bool {
        const REACH: usize = 400;
        let (first, second) = self.pairs[pair];
        if first == second {
            return false;
        }
        let marks = tokens
            .iter()
            .take(REACH)
            .filter(|token| token.kind == TokenKind::Mark)
            .filter_map(|token| mark_char(token.text(text)))
            .filter(|&c| c == first || c == second);
        marks.take(2).filter(|&c| c == second).count() == 2
    }
}

/// Deeper nesting than this is not language.
const MAXIMUM_DEPTH: usize = 4;

fn region_end_before(at: usize, region: QuotedRegion) -> usize {
    at.max(region.open + 1)
}

/// The character of the mark `mark`; two single marks in a row count as the double mark that they imitate.
fn mark_char(mark: &str) -> Option<char> {
    let mut chars = mark.chars();
    let first = chars.next()?;
    match (chars.next(), first) {
        (None, _) => Some(first),
        (Some(_), '\'' | '`') => Some('"'),
        (Some(_), '‘') => Some('“'),
        (Some(_), '’') => Some('”'),
        _ => None,
    }
}

fn is_apostrophe_like(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

/// Whether `c` is a double mark, curly or straight: writers mix the two.
fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Whether the mark `c` at `at` opens or closes; `None` when it is an apostrophe.
fn side(
    text: &str,
    tokens: &[Token],
    at: usize,
    c: char,
    marks: &QuotationMarks,
    can_close: bool,
    goes_on: Option<char>,
) -> Option<Side> {
    let opens = marks.pairs.iter().any(|&(first, _)| first == c);
    let closes = marks.pairs.iter().any(|&(_, second)| second == c);
    let next = tokens.get(at + 1);
    let tight_after = next.is_some_and(|next| !next.spaced);
    let previous = at.checked_sub(1).map(|before| tokens[before]);
    if is_apostrophe_like(c) && closes {
        let after_word = !tokens[at].spaced;
        if after_word && can_close {
            // "the ministers’ own" inside a single-quoted region is a possessive unless the region would
            // never close; a closing mark stands after punctuation or before a pause.
            let after_s =
                previous.is_some_and(|word| word.kind == TokenKind::Word && word.text(text).ends_with('s'));
            let before_word = next.is_some_and(|next| next.spaced && next.kind == TokenKind::Word);
            let tight_word = next.is_some_and(|next| !next.spaced && next.kind == TokenKind::Word);
            let may_go_on = || goes_on.is_some_and(is_apostrophe_like);
            if tight_word || after_s && before_word && (may_go_on() || closes_later(text, tokens, at, c)) {
                return None;
            }
            return Some(Side::Close);
        }
        if !opens {
            return None;
        }
        // A straight mark: "'tis", "'90s" and "rock 'n' roll" are apostrophes.
        let number = next.is_some_and(|next| next.kind == TokenKind::Number);
        // "'em" stands in a sentence; what goes on in the next block begins one.
        let begins = || {
            goes_on == Some(c)
                && previous.is_none_or(|before| before.kind == TokenKind::Mark && before.text(text) != "-")
        };
        return (!after_word && tight_after && !number && (closes_later(text, tokens, at, c) || begins()))
            .then_some(Side::Open);
    }
    match (opens, closes) {
        (true, false) if can_close && !tokens[at].spaced && !tight_after => Some(Side::Close),
        (true, false) => Some(Side::Open),
        // Turned the wrong way at the start of a quotation.
        (false, true) if !can_close && tokens[at].spaced && tight_after => Some(Side::Open),
        (false, true) => Some(Side::Close),
        _ if can_close && !(tokens[at].spaced && tight_after && c == '"') => Some(Side::Close),
        _ => {
            let after_opener = previous.is_none_or(|before| {
                before.text(text).starts_with(['(', '[', '—', '–', '-', ':', '‘', '\''])
            });
            (tokens[at].spaced || after_opener || tight_after).then_some(Side::Open)
        }
    }
}

/// Whether, within a sentence's reach, another `c` follows that can only close.
fn closes_later(text: &str, tokens: &[Token], at: usize, c: char) -> bool {
    const REACH: usize = 120;
    tokens[at + 1..].iter().enumerate().take(REACH).any(|(step, token)| {
        token.kind == TokenKind::Mark
            && token.text(text).chars().eq([c])
            && !token.spaced
            && tokens.get(at + step + 2).is_none_or(|next| next.spaced || next.kind == TokenKind::Mark)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Affixes, Span, tokenize};

    fn english() -> QuotationMarks {
        QuotationMarks::new([('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\'')])
    }

    fn regions(text: &str) -> Vec<(&str, u8, bool)> {
        regions_before(text, None)
    }

    fn regions_before(text: &str, goes_on: Option<char>) -> Vec<(&str, u8, bool)> {
        let tokens = tokenize(text, Span::new(0, text.len()), &Affixes::default());
        english()
            .regions(text, &tokens, goes_on)
            .iter()
            .map(|region| {
                let span = tokens[region.open].span.cover(tokens[region.end - 1].span);
                (span.of(text), region.depth, region.closed)
            })
            .collect()
    }

    #[test]
    fn curly_and_straight_marks_pair_up() {
        assert_eq!(regions("He “said ‘no’ twice” then"), [("“said ‘no’ twice”", 0, true), ("‘no’", 1, true)]);
        assert_eq!(regions("\"A,\" said X, \"b.\""), [("\"A,\"", 0, true), ("\"b.\"", 0, true)]);
    }

    #[test]
    fn single_marks_survive_apostrophes() {
        assert_eq!(
            regions("‘It’s the ministers’ own doing,’ she said"),
            [("‘It’s the ministers’ own doing,’", 0, true)]
        );
        assert_eq!(regions("'It's done,' said the ministers' aide"), [("'It's done,'", 0, true)]);
        assert_eq!(regions("the workers' rights and the '90s"), []);
    }

    #[test]
    fn a_missing_end_reaches_no_further_than_the_block_or_the_next_opening() {
        assert_eq!(regions("“A b. C"), [("“A b. C", 0, false)]);
        assert_eq!(regions("“A b. “C d.”"), [("“A b.", 0, false), ("“C d.”", 0, true)]);
    }

    #[test]
    fn what_the_next_block_goes_on_with_need_not_close() {
        let text = "‘It was the farmers’ barn. She said “no” and left.";
        assert_eq!(regions_before(text, Some('‘')), [(text, 0, false), ("“no”", 1, true)]);
        let text = "'It's the farmers' barn. I told 'em.";
        assert_eq!(regions_before(text, Some('\'')), [(text, 0, false)]);
        assert_eq!(regions_before("‘A,’ he said, and left.", Some('‘')), [("‘A,’", 0, true)]);
        let slap = "He called it ‘a slap to families’ and left.";
        assert_eq!(regions_before(slap, Some('‘')), [("‘a slap to families’", 0, true)]);
    }

    #[test]
    fn marks_may_be_doubled_or_turned_the_wrong_way() {
        assert_eq!(
            regions("''A 'b' c,'' he said. ”D.” ``E.''"),
            [("''A 'b' c,''", 0, true), ("'b'", 1, true), ("”D.”", 0, true), ("``E.''", 0, true)]
        );
        assert_eq!(regions("\"A,” he said. “B.\" C"), [("\"A,”", 0, true), ("“B.\"", 0, true)]);
        assert_eq!(regions("“A “b” c.” He"), [("“A “b” c.”", 0, true), ("“b”", 1, true)]);
        assert_eq!(regions("“A. “B.” “C.”"), [("“A.", 0, false), ("“B.”", 0, true), ("“C.”", 0, true)]);
    }

    #[test]
    fn a_flood_of_opening_marks_is_harmless() {
        let text = "“".repeat(2_000);
        assert!(regions(&text).len() >= 1_999);
    }
}
