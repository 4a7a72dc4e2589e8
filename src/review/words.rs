//! Passages found again by their words, whatever has become of the text around them.

use foldhash::HashMap;

use crate::enrich::document::sentences_of;
use crate::language::Language;
use crate::text::{Prose, Span};

/// Stands between the pieces of an interrupted quotation.
const GAP: &str = " […] ";
/// Words beside a quotation are kept up to this many bytes.
const LONGEST_BESIDE: usize = 120;
/// Stands where they were cut off.
const CUT: char = '…';

/// The words of a text by their first: where to look for a passage.
#[derive(Debug)]
pub struct Index<'p> {
    prose: &'p Prose,
    words: Vec<(String, Span)>,
    by_word: HashMap<String, Vec<usize>>,
}

impl<'p> Index<'p> {
    /// Cuts up `prose`. Linear in its length.
    pub fn new(prose: &'p Prose) -> Self {
        let words: Vec<(String, Span)> = cut(&prose.text).collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::default();
        for (at, (word, _)) in words.iter().enumerate() {
            by_word.entry(word.clone()).or_default().push(at);
        }
        Self { prose, words, by_word }
    }

    /// Every place where `passage` stands, as the spans of its pieces. Case, punctuation and white space don't matter.
    pub fn find(&self, passage: &str) -> Vec<Vec<Span>> {
        let pieces: Vec<Vec<String>> = passage
            .split(GAP.trim())
            .map(|piece| cut(piece).map(|(word, _)| word).collect::<Vec<_>>())
            .filter(|piece| !piece.is_empty())
            .collect();
        let Some((first, rest)) = pieces.split_first() else { return Vec::new() };
        self.starts(first)
            .filter_map(|at| {
                let mut spans = vec![self.span(at, first.len())];
                let mut next = at + first.len();
                for piece in rest {
                    let at = self.starts(piece).find(|at| *at >= next)?;
                    spans.push(self.span(at, piece.len()));
                    next = at + piece.len();
                }
                Some(spans)
            })
            .collect()
    }

    fn starts<'a>(&'a self, piece: &'a [String]) -> impl Iterator<Item = usize> + 'a {
        let places = self.by_word.get(&piece[0]).map_or(&[][..], Vec::as_slice);
        places.iter().copied().filter(move |&at| {
            self.words
                .get(at..at + piece.len())
                .is_some_and(|words| words.iter().map(|(word, _)| word).eq(piece))
        })
    }

    /// The words from number `at` on, with the marks that touch them.
    fn span(&self, at: usize, count: usize) -> Span {
        let text = self.prose.text.as_str();
        let words = self.words[at].1.cover(self.words[at + count - 1].1);
        let touching = |character: &char| !character.is_alphanumeric() && !character.is_whitespace();
        let before: usize =
            text[..words.range().start].chars().rev().take_while(touching).map(char::len_utf8).sum();
        let after: usize = text[words.range().end..].chars().take_while(touching).map(char::len_utf8).sum();
        Span::new(words.range().start - before, words.range().end + after)
    }
}

/// The words of `text`, small, and where they stand.
fn cut(text: &str) -> impl Iterator<Item = (String, Span)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let len = text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
        at = start + len;
        let word = text[start..at].chars().flat_map(char::to_lowercase).collect();
        Some((word, Span::new(start, at)))
    })
}

/// The words of a passage of several pieces, as a decision quotes them.
pub fn quoted(prose: &Prose, spans: &[Span]) -> String {
    let pieces: Vec<&str> = spans.iter().map(|span| span.of(&prose.text).trim()).collect();
    pieces.join(GAP)
}

/// The other words of the sentences that hold `spans`, without their outer punctuation: what, beside the passage
/// itself, a decision about it rests on.
pub fn beside(prose: &Prose, language: &Language, spans: &[Span]) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for sentence in sentences(prose, language, spans) {
        let mut at = sentence.start;
        for span in spans.iter().filter(|span| span.overlaps(sentence)) {
            if span.start > at {
                parts.push(Span { start: at, end: span.start }.of(&prose.text));
            }
            at = at.max(span.end);
        }
        if at < sentence.end {
            parts.push(Span { start: at, end: sentence.end }.of(&prose.text));
        }
    }
    let outer = |c: char| !c.is_alphanumeric();
    let parts: Vec<&str> =
        parts.into_iter().map(|part| part.trim_matches(outer)).filter(|part| !part.is_empty()).collect();
    shortened(&parts.join(" "))
}

/// The sentences that hold a part of `spans`, in order.
pub fn sentences(prose: &Prose, language: &Language, spans: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    for block in prose.blocks.iter().filter(|block| spans.iter().any(|span| span.overlaps(block.span))) {
        let sentences = sentences_of(&prose.text, block.span, language).into_iter();
        found.extend(sentences.filter(|sentence| spans.iter().any(|span| span.overlaps(*sentence))));
    }
    found
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_BESIDE {
        return text.to_owned();
    }
    let fits = text.char_indices().take_while(|(at, _)| *at <= LONGEST_BESIDE);
    let end = fits.filter(|(_, c)| c.is_whitespace()).last().map_or(0, |(at, _)| at);
    format!("{} {CUT}", text[..end].trim_end())
}

/// Whether the words beside a passage are those that were noted.
pub fn is_beside(noted: &str, now: &str) -> bool {
    let [noted_words, now_words] =
        [noted, now].map(|text| cut(text).map(|(word, _)| word).collect::<Vec<_>>());
    if noted.trim_end().ends_with(CUT) {
        now_words.starts_with(&noted_words)
    } else {
        now_words == noted_words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Prose {
        Prose::from_plain_text(text)
    }

    #[test]
    fn a_passage_is_found_by_its_words_alone() {
        let prose = prose("Before.\n“We have sent  the letter,” said Olga Example. “We wait.”\nWe wait.");
        let index = Index::new(&prose);
        let shown = |passage: &str| -> Vec<Vec<String>> {
            let found = index.find(passage).into_iter();
            found.map(|spans| spans.iter().map(|span| span.of(&prose.text).to_owned()).collect()).collect()
        };
        assert_eq!(shown("we have sent the letter"), [["“We have sent  the letter,”"]]);
        assert_eq!(shown("“We wait.”"), [["“We wait.”"], ["We wait."]]);
        assert_eq!(
            shown("“We have sent the letter,” […] “We wait.”"),
            [["“We have sent  the letter,”", "“We wait.”"]]
        );
        assert_eq!(shown("we have lost the letter"), [] as [[&str; 1]; 0]);
        assert_eq!(shown("…"), [] as [[&str; 1]; 0]);
    }

    #[test]
    fn what_stands_beside_a_quotation_is_the_rest_of_its_sentence() {
        let text =
            "Boats wait. “We have sent the letter,” said Olga Example, a pilot, “and a copy.” They wait.";
        let prose = prose(text);
        let spans = ["“We have sent the letter,”", "“and a copy.”"];
        let spans = spans.map(|words| crate::site::testing::find(text, words));
        assert_eq!(quoted(&prose, &spans), "“We have sent the letter,” […] “and a copy.”");
        assert_eq!(beside(&prose, Language::english(), &spans), "said Olga Example, a pilot");
        assert!(is_beside("said Olga Example, a pilot,", "said Olga Example, a pilot"));
        assert!(!is_beside("said Tom Example, a pilot", "said Olga Example, a pilot"));
    }

    #[test]
    fn long_surroundings_are_cut_between_words() {
        let long = "ünder the harbour wall ".repeat(20);
        let text = format!("“No,” said she {long}.");
        let prose = prose(&text);
        let spans = [crate::site::testing::find(&text, "“No,”")];
        let noted = beside(&prose, Language::english(), &spans);
        assert!(noted.ends_with(" …") && noted.len() < LONGEST_BESIDE + 8, "{noted}");
        assert!(is_beside(&noted, &noted) && is_beside(&noted, &format!("said she {long}")));
        assert!(!is_beside(&noted, "said she"));
    }
}
