//! From every word to what it stands in.
//!
//! A file holds words in order, `word lists|word lists|…`. The lists are those of articles, speakers, quotations, events and other pages,
//! with `;` between them and none empty at the end. A list is numbers in ascending order, each less the one before it, in digits of five
//! bits, the lowest first, all but the last with a sixth bit set. The numbers of articles carry a weight in their lowest two bits. The list
//! of a word that is everywhere begins with `!` and names only what the word weighs in: that it stands somewhere says nothing.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::reading::{ARTICLES, IN_TEXT, LISTED, Part, Words, read_others};
use super::results::OtherPage;
use super::{KINDS, WORDS_FILE};
use crate::site::Site;

/// Numbers that a list may hold. A word that stands in more is everywhere.
const LONGEST_LIST: usize = 1024;
/// A word is also everywhere when it stands in more than half of the articles, and in more than so many.
const MANY_ARTICLES: usize = 128;
/// Digits of the lists.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The lists of one kind, one after the other.
struct Lists {
    numbers: Vec<u32>,
    /// Where each ends, by the number of the word in the whole site.
    ends: Vec<usize>,
}

impl Lists {
    /// Those of so many `words`, whose numbers `known` gives for each part.
    fn gather(kind: usize, parts: &[Part], known: &[Vec<u32>], words: usize) -> Self {
        let mut ends = vec![0; words];
        let mut numbers = vec![0; parts.iter().map(|part| part.places[kind].len()).sum()];
        for (part, known) in parts.iter().zip(known) {
            for place in &part.places[kind] {
                ends[known[place.word as usize] as usize] += 1;
            }
        }
        // From how long each is to where it begins.
        let mut begin = 0;
        for end in &mut ends {
            begin += std::mem::replace(end, begin);
        }
        for (part, known) in parts.iter().zip(known) {
            for place in &part.places[kind] {
                let end = &mut ends[known[place.word as usize] as usize];
                numbers[*end] = place.number;
                *end += 1;
            }
        }
        Self { numbers, ends }
    }

    fn of(&self, word: usize) -> &[u32] {
        let begin = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[begin..self.ends[word]]
    }
}

/// The files of words, each with its first word. The articles of `site` have been read.
pub(super) fn write(site: &Site, words: Words, pages: &[OtherPage<'_>]) -> Vec<(String, String)> {
    let mut parts = words.joined_to(site);
    parts.extend(read_others(site, pages));
    // Numbers for the words of all parts, and which of them the words of each part have.
    let mut whole: HashMap<&str, u32, FixedState> = HashMap::default();
    let mut number_of = |word| {
        let next = whole.len() as u32;
        *whole.entry(word).or_insert(next)
    };
    let known: Vec<Vec<u32>> =
        parts.iter().map(|part| part.words.iter().map(|word| number_of(&**word)).collect()).collect();
    let mut whole: Vec<(&str, u32)> = whole.into_iter().collect();
    let lists: [Lists; LISTED] = std::array::from_fn(|kind| Lists::gather(kind, &parts, &known, whole.len()));
    whole.par_sort_unstable_by(|a, b| utf16(a.0).cmp(utf16(b.0)));
    let longest = (site.articles.len() / 2).clamp(MANY_ARTICLES, LONGEST_LIST);
    let mut files: Vec<(String, String)> = Vec::new();
    let mut both = Vec::new();
    for (word, number) in whole {
        if files.last().is_none_or(|(_, text)| text.len() >= WORDS_FILE) {
            files.push((word.to_string(), String::with_capacity(WORDS_FILE + 4096)));
        }
        if let Some((_, text)) = files.last_mut() {
            let [articles, speakers, quotations, quoted, events, others] =
                lists.each_ref().map(|lists| lists.of(number as usize));
            let quotations = merged(&mut both, quotations, quoted);
            line(text, word, [articles, speakers, quotations, events, others], longest);
        }
    }
    files
}

/// The numbers of both lists in order, each once. `buffer` is for reuse.
fn merged<'l>(buffer: &'l mut Vec<u32>, one: &'l [u32], other: &'l [u32]) -> &'l [u32] {
    if other.is_empty() {
        return one;
    }
    buffer.clear();
    buffer.extend(one.iter().chain(other));
    // Finds out that these are two lists in order.
    buffer.sort();
    buffer.dedup();
    buffer
}

/// How browsers compare texts.
fn utf16(word: &str) -> impl Iterator<Item = u16> {
    word.encode_utf16()
}

/// Appends a word and its lists; `most_articles` is how many articles make an everywhere.
fn line(text: &mut String, word: &str, lists: [&[u32]; KINDS.len()], most_articles: usize) {
    if !text.is_empty() {
        text.push('|');
    }
    text.push_str(word);
    let last = lists.iter().rposition(|list| !list.is_empty()).unwrap_or(0);
    for (kind, list) in lists[..=last].iter().enumerate() {
        text.push(if kind == 0 { ' ' } else { ';' });
        let longest = if kind == ARTICLES { most_articles } else { LONGEST_LIST };
        if list.len() <= longest {
            numbers(text, list.iter().copied());
            continue;
        }
        text.push('!');
        if kind == ARTICLES {
            numbers(text, list.iter().copied().filter(|number| number & 3 != IN_TEXT).take(LONGEST_LIST));
        }
    }
}

/// Appends ascending numbers, each less the one before it.
fn numbers(text: &mut String, numbers: impl Iterator<Item = u32>) {
    let mut before = 0;
    for number in numbers {
        let mut gap = number - before;
        before = number;
        while gap >= 32 {
            text.push(DIGITS[(gap % 32 + 32) as usize] as char);
            gap /= 32;
        }
        text.push(DIGITS[gap as usize] as char);
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::{EVENTS, IN_TITLE, tests::part};
    use super::*;

    #[test]
    fn a_line_is_a_word_and_its_lists() {
        let mut text = String::new();
        line(&mut text, "ferry", [&[], &[], &[0, 1, 33, 1057], &[], &[]], 2);
        // 0, 1, 32 = 0 + 1·32, 1024 = 0 + 0·32 + 1·32².
        assert_eq!(text, "ferry ;;ABgBggB");
    }

    #[test]
    fn a_word_that_is_everywhere_keeps_what_it_weighs_in() {
        let articles = [IN_TEXT, 1 << 2 | IN_TITLE, 2 << 2];
        let events: Vec<u32> = (0..=LONGEST_LIST as u32).collect();
        let mut text = String::new();
        line(&mut text, "the", [&articles, &[], &[], &events, &[]], 2);
        assert_eq!(text, "the !H;;;!");
    }

    #[test]
    fn lists_go_on_from_part_to_part() {
        let parts = [part(0, &["ferry tide", "tide"]), part(2, &["harbour tide tide"])];
        let lists = Lists::gather(EVENTS, &parts, &[vec![0, 1], vec![2, 1]], 3);
        assert_eq!([lists.of(0), lists.of(1), lists.of(2)], [&[0][..], &[0, 1, 2], &[2]]);
    }
    #[test]
    fn a_quotation_found_by_a_word_and_a_name_is_listed_once() {
        let mut buffer = Vec::new();
        assert_eq!(merged(&mut buffer, &[0, 2, 7], &[1, 2]), [0, 1, 2, 7]);
        assert_eq!(merged(&mut buffer, &[0, 2], &[]), [0, 2]);
        assert_eq!(merged(&mut buffer, &[], &[5]), [5]);
    }
}
