//! From every word to what it stands in.
//!
//! A file holds words in order, `word lists|word lists|…`. The lists are those of articles, speakers, quotations, events and other pages,
//! with `;` between them and none empty at the end. A list is numbers in ascending order, each less the one before it, in digits of five
//! bits, the lowest first, all but the last with a sixth bit set. The numbers of articles carry a weight in their lowest two bits. The list
//! of a word that is everywhere begins with `!` and names only what the word weighs in: that it stands somewhere says nothing.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::results::OtherPage;
use super::words::words;
use super::{KINDS, WORDS_FILE};
use crate::render::Renderer;
use crate::site::Site;
use crate::text::Span;

/// Numbers that a list may hold. A word that stands in more is everywhere.
const LONGEST_LIST: usize = 1024;
/// A word is also everywhere when it stands in more than half of the articles, and in more than so many.
const MANY_ARTICLES: usize = 128;
/// Digits of the lists.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Parts that the site is read in, one after the other within each: how many threads there are changes nothing. Each has to learn the
/// common words anew.
const PARTS: usize = 4;

/// Where in an article a word stands, as its weight.
const IN_TEXT: u32 = 0;
const OFTEN_IN_TEXT: u32 = 1;
const IN_SUMMARY: u32 = 2;
const IN_TITLE: u32 = 3;
/// How often a word must stand in a text for its article to be about it.
const OFTEN: u32 = 4;

/// Kinds, as indices into [`KINDS`].
const ARTICLES: usize = 0;
const SPEAKERS: usize = 1;
const QUOTATIONS: usize = 2;
const EVENTS: usize = 3;
const OTHERS: usize = 4;

/// What the words of a part stand in.
#[derive(Default)]
struct Index {
    /// The number of each word.
    numbers: HashMap<Box<str>, u32, FixedState>,
    /// By the numbers of words.
    met: Vec<Met>,
    /// By kind, in the order of what the words stand in.
    places: [Vec<Place>; KINDS.len()],
    buffer: String,
}

/// What a word stands in.
#[derive(Clone, Copy)]
struct Place {
    word: u32,
    /// The number of an article with its weight, or of something else.
    number: u32,
}

/// Where a word has been met last.
#[derive(Clone, Copy)]
struct Met {
    /// By kind.
    last: [u32; KINDS.len()],
    /// Which of the places the last article is.
    place: usize,
    /// How often the last article has it.
    times: u32,
}

/// The number of nothing.
const NOWHERE: u32 = u32::MAX;

/// The words of a text: the byte that each begins at, and its number.
type Read = Vec<(usize, u32)>;

impl Index {
    fn read(&mut self, text: &str) -> Read {
        let Self { numbers, met, buffer, .. } = self;
        let mut read = Read::with_capacity(text.len() / 6);
        words(text, buffer, |at, word| {
            let number = numbers.get(word).copied().unwrap_or_else(|| {
                let number = met.len() as u32;
                numbers.insert(word.into(), number);
                met.push(Met { last: [NOWHERE; KINDS.len()], place: 0, times: 0 });
                number
            });
            read.push((at, number));
        });
        read
    }

    fn add(&mut self, kind: usize, number: usize, text: &str) {
        let read = self.read(text);
        self.list(kind, number, &read);
    }

    fn list(&mut self, kind: usize, number: usize, read: &[(usize, u32)]) {
        let number = number as u32;
        for &(_, word) in read {
            let last = &mut self.met[word as usize].last[kind];
            if *last != number {
                *last = number;
                self.places[kind].push(Place { word, number });
            }
        }
    }

    /// The heavier words first.
    fn add_article(&mut self, number: usize, weight: u32, text: &str) -> Read {
        let number = number as u32;
        let read = self.read(text);
        let places = &mut self.places[ARTICLES];
        for &(_, word) in &read {
            let met = &mut self.met[word as usize];
            if met.last[ARTICLES] != number {
                *met = Met { place: places.len(), times: 0, ..*met };
                met.last[ARTICLES] = number;
                places.push(Place { word, number: number << 2 | weight });
            }
            met.times += 1;
            let place = &mut places[met.place];
            if met.times == OFTEN && place.number & 3 == IN_TEXT {
                place.number |= OFTEN_IN_TEXT;
            }
        }
        read
    }
}

/// The lists of one kind, one after the other.
struct Lists {
    numbers: Vec<u32>,
    /// Where each ends, by the number of the word in the whole site.
    ends: Vec<usize>,
}

impl Lists {
    /// Those of so many `words`, whose numbers `known` gives for each part.
    fn gather(kind: usize, parts: &[Index], known: &[Vec<u32>], words: usize) -> Self {
        let places = || {
            parts.iter().zip(known).flat_map(|(part, known)| {
                part.places[kind].iter().map(|place| (known[place.word as usize] as usize, place.number))
            })
        };
        let mut ends = vec![0; words];
        let mut numbers = vec![0; parts.iter().map(|part| part.places[kind].len()).sum()];
        for (word, _) in places() {
            ends[word] += 1;
        }
        // From how long each is to where it begins.
        let mut begin = 0;
        for end in &mut ends {
            begin += std::mem::replace(end, begin);
        }
        for (word, number) in places() {
            numbers[ends[word]] = number;
            ends[word] += 1;
        }
        Self { numbers, ends }
    }

    fn of(&self, word: usize) -> &[u32] {
        let begin = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[begin..self.ends[word]]
    }
}

/// Those of the words `read` that begin in `span`.
fn within(read: &[(usize, u32)], span: Span) -> &[(usize, u32)] {
    let before = |end: usize| read.partition_point(|(at, _)| *at < end);
    let range = span.range();
    &read[before(range.start)..before(range.end)]
}

/// The files of words, each with its first word.
pub(super) fn write(render: &Renderer<'_>, pages: &[OtherPage<'_>]) -> Vec<(String, String)> {
    let parts: Vec<Index> =
        (0..PARTS).into_par_iter().with_max_len(1).map(|part| read(render.site, pages, part)).collect();
    // Numbers for the words of all parts, and which of them the words of each part have.
    let mut whole: HashMap<&str, u32, FixedState> = HashMap::default();
    let known: Vec<Vec<u32>> = parts
        .iter()
        .map(|part| {
            let mut known = vec![0; part.met.len()];
            for (word, number) in &part.numbers {
                let next = whole.len() as u32;
                known[*number as usize] = *whole.entry(word).or_insert(next);
            }
            known
        })
        .collect();
    let mut whole: Vec<(&str, u32)> = whole.into_iter().collect();
    let lists: [Lists; KINDS.len()] =
        std::array::from_fn(|kind| Lists::gather(kind, &parts, &known, whole.len()));
    whole.par_sort_unstable_by(|a, b| utf16(a.0).cmp(utf16(b.0)));
    let longest = (render.site.articles.len() / 2).clamp(MANY_ARTICLES, LONGEST_LIST);
    let mut files: Vec<(String, String)> = Vec::new();
    for (word, number) in whole {
        if files.last().is_none_or(|(_, text)| text.len() >= WORDS_FILE) {
            files.push((word.to_string(), String::with_capacity(WORDS_FILE + 4096)));
        }
        if let Some((_, text)) = files.last_mut() {
            line(text, word, lists.each_ref().map(|lists| lists.of(number as usize)), longest);
        }
    }
    files
}

/// How browsers compare texts.
fn utf16(word: &str) -> impl Iterator<Item = u16> {
    word.encode_utf16()
}

/// One of [`PARTS`] of the site.
fn read(site: &Site, pages: &[OtherPage<'_>], part: usize) -> Index {
    let mut index = Index::default();
    let mut names: Vec<Option<Read>> = vec![None; site.speakers.len()];
    let share = |length: usize| length * part / PARTS..length * (part + 1) / PARTS;
    for number in share(site.articles.len()) {
        let entry = &site.articles[number];
        let article = &entry.article;
        index.add_article(number, IN_TITLE, &article.title);
        for text in article.authors.iter().chain([&article.summary]).chain(&article.topics) {
            index.add_article(number, IN_SUMMARY, text);
        }
        let read = index.add_article(number, IN_TEXT, &article.body.prose.text);
        for &id in &entry.quotations {
            let quotation = &site.quotations[id.0];
            // Who is asked for with a word of theirs is found by both.
            let speaker = quotation.speaker.0;
            let name = names[speaker].get_or_insert_with(|| index.read(&site.speakers[speaker].name));
            index.list(QUOTATIONS, id.0, name);
            for span in &entry.findings.quotations[quotation.index].spans {
                index.list(QUOTATIONS, id.0, within(&read, *span));
            }
        }
    }
    // The newest events come first, as all else does.
    for number in share(site.timeline.len()) {
        index.add(EVENTS, number, &site.timeline[site.timeline.len() - 1 - number].text);
    }
    for number in share(site.speakers.len()) {
        let speaker = &site.speakers[number];
        index.add(SPEAKERS, number, &speaker.name);
        for text in speaker.aliases.iter().chain(speaker.roles.first().map(|role| &role.text)) {
            index.add(SPEAKERS, number, text);
        }
    }
    for number in share(pages.len()) {
        index.add(OTHERS, number, pages[number].title);
        index.add(OTHERS, number, pages[number].text);
    }
    index
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
    fn a_word_of_the_title_weighs_most_and_one_met_often_more_than_another() {
        let mut index = Index::default();
        index.add_article(7, IN_TITLE, "Ferries");
        index.add_article(7, IN_TEXT, "Ferries wait. The tide, the tide, the tide, the tide.");
        let weight = |word: &str| -> Vec<u32> {
            let places = index.places[ARTICLES].iter();
            places.filter(|place| place.word == index.numbers[word]).map(|place| place.number).collect()
        };
        assert_eq!(weight("ferries"), [7 << 2 | IN_TITLE]);
        assert_eq!(weight("wait"), [7 << 2 | IN_TEXT]);
        assert_eq!(weight("tide"), [7 << 2 | OFTEN_IN_TEXT]);
    }

    #[test]
    fn lists_go_on_from_part_to_part() {
        let mut parts = [Index::default(), Index::default()];
        parts[0].add(EVENTS, 0, "ferry tide");
        parts[0].add(EVENTS, 1, "tide");
        parts[1].add(EVENTS, 2, "harbour tide tide");
        let lists = Lists::gather(EVENTS, &parts, &[vec![0, 1], vec![2, 1]], 3);
        assert_eq!([lists.of(0), lists.of(1), lists.of(2)], [&[0][..], &[0, 1, 2], &[2]]);
    }
}
