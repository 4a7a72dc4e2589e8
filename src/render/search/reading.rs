//! Which words stand in what.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::results::OtherPage;
use super::words::words;
use crate::content::Article;
use crate::enrich::Findings;
use crate::site::Site;
use crate::text::Span;

/// Parts that the articles are read in, one after the other within each: how many threads there are changes nothing. Each has to learn
/// the common words anew.
const PARTS: usize = 4;

/// Where in an article a word stands, as its weight.
pub(super) const IN_TEXT: u32 = 0;
const OFTEN_IN_TEXT: u32 = 1;
const IN_SUMMARY: u32 = 2;
pub(super) const IN_TITLE: u32 = 3;
/// How often a word must stand in a text for its article to be about it.
const OFTEN: u32 = 4;

/// What words stand in, as indices into [`Part::places`].
pub(super) const ARTICLES: usize = 0;
const SPEAKERS: usize = 1;
/// Quotations, by their words, and by the names of those whom they quote.
const QUOTATIONS: usize = 2;
const QUOTED: usize = 3;
pub(super) const EVENTS: usize = 4;
const OTHERS: usize = 5;
pub(super) const LISTED: usize = 6;

/// The words of all articles. Quotations have numbers of their own, as which of them are public is known to a joined site only.
pub struct Words(Vec<Part>);

impl Words {
    /// Reads articles, with what was found in them, in the order that they have in the site.
    pub fn read<'a>(articles: impl IntoIterator<Item = (&'a Article, &'a Findings)>) -> Self {
        let (articles, findings): (Vec<&Article>, Vec<&Findings>) = articles.into_iter().unzip();
        let firsts = first_quotations(findings.iter().copied());
        let share = |part: usize| articles.len() * part / PARTS..articles.len() * (part + 1) / PARTS;
        let read = |part: usize| {
            let mut read = Part::default();
            for number in share(part) {
                read.add_whole(number, articles[number], findings[number], firsts[number]);
            }
            read
        };
        Self((0..PARTS).into_par_iter().with_max_len(1).map(read).collect())
    }

    /// Reads the articles of `site`.
    pub(super) fn of_site(site: &Site) -> Self {
        Self::read(site.articles.iter().map(|entry| (&*entry.article, &*entry.findings)))
    }

    /// The parts, with the numbers that quotations have in `site`.
    pub(super) fn joined_to(self, site: &Site) -> Vec<Part> {
        let firsts = first_quotations(site.articles.iter().map(|entry| entry.findings.as_ref()));
        let count = site.articles.iter().map(|entry| entry.findings.quotations.len()).sum();
        let mut ids = vec![NOWHERE; count];
        for (id, quotation) in site.quotations.iter().enumerate() {
            ids[firsts[quotation.article.0] + quotation.index] = id as u32;
        }
        let mut parts = self.0;
        for part in &mut parts {
            part.places[QUOTATIONS].retain_mut(|place| {
                place.number = ids[place.number as usize];
                place.number != NOWHERE
            });
        }
        parts
    }
}

/// The number of the first quotation of each article, if all are numbered through.
fn first_quotations<'f>(findings: impl Iterator<Item = &'f Findings>) -> Vec<usize> {
    let counts = findings.map(|findings| findings.quotations.len());
    counts
        .scan(0, |next, count| {
            let first = *next;
            *next += count;
            Some(first)
        })
        .collect()
}

/// The words of what a site has besides the texts of its articles.
pub(super) fn read_others(site: &Site, pages: &[OtherPage<'_>]) -> Vec<Part> {
    let events = |part: &mut Part| {
        // The newest events come first, as all else does.
        for (number, entry) in site.timeline.iter().rev().enumerate() {
            part.add(EVENTS, number, &entry.text);
        }
    };
    let speakers = |part: &mut Part| {
        let mut names = Vec::with_capacity(site.speakers.len());
        for (number, speaker) in site.speakers.iter().enumerate() {
            let name = part.read(&speaker.name);
            part.list(SPEAKERS, number, &name);
            names.push(name);
            for text in speaker.aliases.iter().chain(speaker.roles.first().map(|role| &role.text)) {
                part.add(SPEAKERS, number, text);
            }
        }
        // Who is asked for with a word of theirs is found by both.
        for (number, quotation) in site.quotations.iter().enumerate() {
            part.list(QUOTED, number, &names[quotation.speaker.0]);
        }
    };
    let others = |part: &mut Part| {
        for (number, page) in pages.iter().enumerate() {
            part.add(OTHERS, number, page.title);
            part.add(OTHERS, number, page.text);
        }
    };
    let all: [&(dyn Fn(&mut Part) + Sync); 3] = [&events, &speakers, &others];
    let read = |fill: &&(dyn Fn(&mut Part) + Sync)| {
        let mut part = Part::default();
        fill(&mut part);
        part
    };
    all.par_iter().with_max_len(1).map(read).collect()
}

/// What the words of a part of the site stand in.
#[derive(Default)]
pub(super) struct Part {
    /// The number of each word that is looked for as one number.
    short: HashMap<u128, u32, FixedState>,
    /// That of each longer one.
    long: HashMap<Box<str>, u32, FixedState>,
    /// The words, by their numbers.
    pub words: Vec<Box<str>>,
    /// Where each has been met last.
    met: Vec<Met>,
    /// In the order of what the words stand in.
    pub places: [Vec<Place>; LISTED],
}

/// What a word stands in.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub word: u32,
    /// The number of an article with its weight, or of something else.
    pub number: u32,
}

/// Where a word has been met last.
#[derive(Clone, Copy)]
struct Met {
    last: [u32; LISTED],
    /// Which of the places the last article is.
    place: u32,
    /// How often the last article has it.
    times: u32,
}

/// The number of nothing.
const NOWHERE: u32 = u32::MAX;

/// The words of a text: the byte that each begins at, and its number.
type Read = Vec<(u32, u32)>;

impl Part {
    fn read(&mut self, text: &str) -> Read {
        let Self { short, long, words: known, met, .. } = self;
        let mut read = Read::with_capacity(text.len() / 6);
        words(text, |at, word| {
            let packed = word.packed();
            let number = match packed {
                Some(packed) => short.get(&packed),
                None => long.get(word.text()),
            };
            let number = number.copied().unwrap_or_else(|| {
                let number = known.len() as u32;
                match packed {
                    Some(packed) => short.insert(packed, number),
                    None => long.insert(word.text().into(), number),
                };
                known.push(word.text().into());
                met.push(Met { last: [NOWHERE; LISTED], place: 0, times: 0 });
                number
            });
            read.push((at as u32, number));
        });
        read
    }

    fn add(&mut self, kind: usize, number: usize, text: &str) {
        let read = self.read(text);
        self.list(kind, number, &read);
    }

    fn list(&mut self, kind: usize, number: usize, read: &[(u32, u32)]) {
        let number = number as u32;
        for &(_, word) in read {
            let last = &mut self.met[word as usize].last[kind];
            if *last != number {
                *last = number;
                self.places[kind].push(Place { word, number });
            }
        }
    }

    /// An article, and its quotations, the first of which is the number `quotation`.
    fn add_whole(&mut self, number: usize, article: &Article, findings: &Findings, quotation: usize) {
        self.add_article(number, IN_TITLE, &article.title);
        for text in article.authors.iter().chain([&article.summary]).chain(&article.topics) {
            self.add_article(number, IN_SUMMARY, text);
        }
        let read = self.add_article(number, IN_TEXT, &article.body.prose.text);
        for (number, found) in findings.quotations.iter().enumerate() {
            // Nobody finds the words of nobody.
            if found.speaker.is_some() {
                for span in &found.spans {
                    self.list(QUOTATIONS, quotation + number, within(&read, *span));
                }
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
                met.last[ARTICLES] = number;
                (met.place, met.times) = (places.len() as u32, 0);
                places.push(Place { word, number: number << 2 | weight });
            }
            met.times += 1;
            if met.times == OFTEN {
                let place = &mut places[met.place as usize];
                if place.number & 3 == IN_TEXT {
                    place.number |= OFTEN_IN_TEXT;
                }
            }
        }
        read
    }
}

/// Those of the words `read` that begin in `span`.
fn within(read: &[(u32, u32)], span: Span) -> &[(u32, u32)] {
    let before = |end: usize| read.partition_point(|(at, _)| (*at as usize) < end);
    let range = span.range();
    &read[before(range.start)..before(range.end)]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A part with events of these texts, the first of which has the number `first`.
    pub(in super::super) fn part(first: usize, events: &[&str]) -> Part {
        let mut part = Part::default();
        for (number, text) in events.iter().enumerate() {
            part.add(EVENTS, first + number, text);
        }
        part
    }

    #[test]
    fn a_word_of_the_title_weighs_most_and_one_met_often_more_than_another() {
        let mut part = Part::default();
        part.add_article(7, IN_TITLE, "Ferries");
        part.add_article(7, IN_TEXT, "Ferries wait. The tide, the tide, the tide, the tide.");
        let weight = |word: &str| -> Vec<u32> {
            let places = part.places[ARTICLES].iter();
            places
                .filter(|place| *part.words[place.word as usize] == *word)
                .map(|place| place.number)
                .collect()
        };
        assert_eq!(weight("ferries"), [7 << 2 | IN_TITLE]);
        assert_eq!(weight("wait"), [7 << 2 | IN_TEXT]);
        assert_eq!(weight("tide"), [7 << 2 | OFTEN_IN_TEXT]);
    }

    #[test]
    fn a_word_has_one_number_whatever_its_length() {
        let part = part(0, &["Unübersichtlichkeiten, tide", "the tide, unubersichtlichkeiten"]);
        assert_eq!(part.words, ["unubersichtlichkeiten", "tide", "the"].map(Box::from));
    }
}
