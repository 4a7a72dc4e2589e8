//! The same quoted words under two names, and quoted words that differ a little from one article to another.

use foldhash::{HashMap, HashMapExt};

use super::quoted::{EDITED, Quoted};
use crate::diagnostics::Diagnostic;
use crate::site::{ArticleId, Site};
use crate::text::Span;

/// Fewer words than these are said by many people.
const SAME_WORDS: usize = 6;
/// Words that two quotations must share to be tellings of one, by one speaker and by two.
const SHARED: usize = 7;
const SHARED_BY_TWO: usize = 12;
/// Words that may differ.
const DIFFERENT: usize = 3;
/// Words that are looked up together.
const SHINGLE: usize = 3;
/// A turn of phrase in more quotations than these tells nothing.
const COMMON: usize = 24;
/// Tellings with the same turns of phrase that make a formula of them.
const FORMULA: usize = 3;
/// Longer stretches are compared up to here.
const LONGEST: usize = 120;

/// Words that are given to two people. What three have said is a saying.
pub(super) fn of_two_people(site: &Site, quoted: &[Quoted]) -> Vec<Diagnostic> {
    let mut said: HashMap<&[u32], Vec<&Quoted>> = HashMap::new();
    // The oldest article is the reference.
    for one in quoted.iter().rev().filter(|one| one.words.len() >= SAME_WORDS) {
        let tellings = said.entry(&one.words).or_default();
        if tellings.iter().all(|other| other.speaker != one.speaker) {
            tellings.push(one);
        }
    }
    let mut found = Vec::new();
    for one in quoted.iter().filter(|one| one.words.len() >= SAME_WORDS) {
        let [reference, other] = said[one.words.as_slice()][..] else { continue };
        if !std::ptr::eq(other, one) || reference.article == one.article {
            continue;
        }
        let name = |quoted: &Quoted| site.speakers[quoted.speaker.0].name.as_str();
        let message = format!("these words are by {} here and by {} elsewhere", name(one), name(reference));
        let help = format!(
            "{} has them too; link the words that are wrong to the right `speaker:<id>`",
            place(site, reference.article, reference.span)
        );
        found.push(at(site, Diagnostic::warning("words-of-two-people", message), one, name(one)).help(help));
    }
    found
}

/// Words that are likely to be misquoted.
pub(super) fn that_differ(site: &Site, quoted: &[Quoted]) -> Vec<Diagnostic> {
    let mut index: HashMap<&[u32], Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    let mut reported: Vec<(&[u32], &[u32])> = Vec::new();
    for (number, one) in quoted.iter().enumerate().rev().filter(|(_, one)| one.words.len() >= SHARED) {
        let words = &one.words[..one.words.len().min(LONGEST)];
        let shingles = || words.windows(SHINGLE).filter(|words| !words.contains(&EDITED));
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for shingle in shingles() {
            for &other in index.get(shingle).into_iter().filter(|places| places.len() <= COMMON).flatten() {
                *shared.entry(other).or_default() += 1;
            }
        }
        let mut near: Vec<(usize, usize)> = shared.into_iter().filter(|(_, shared)| *shared >= 2).collect();
        near.sort_unstable_by_key(|&(other, shared)| (std::cmp::Reverse(shared), other));
        if near.len() > FORMULA {
            near.clear();
        }
        let twin = near.iter().map(|&(other, _)| &quoted[other]).find_map(|other| {
            let theirs = &other.words[..other.words.len().min(LONGEST)];
            if other.article == one.article || theirs == words {
                return None;
            }
            let (shared, different) = compare(theirs, words);
            let enough = if other.speaker == one.speaker { SHARED } else { SHARED_BY_TWO };
            (shared >= enough && (1..=DIFFERENT).contains(&different) && different * 5 <= shared)
                .then_some((other, different))
        });
        if let Some((other, different)) = twin
            && !reported.contains(&(&other.words, &one.words))
        {
            reported.push((&other.words, &one.words));
            let count = if different == 1 { "one word".to_owned() } else { format!("{different} words") };
            let message = format!("this quotation differs in {count} from another article");
            let theirs = other.span.of(&site.articles[other.article.0].article.body.prose.text);
            let help = format!("{} has “{}”", place(site, other.article, other.span), short(theirs));
            found.push(at(site, Diagnostic::warning("words-differ", message), one, "misquoted?").help(help));
        }
        for shingle in shingles() {
            let places = index.entry(shingle).or_default();
            if places.last() != Some(&number) && places.len() <= COMMON {
                places.push(number);
            }
        }
    }
    found
}

/// How many words two quotations share in order, and how many differ between the first and the last that they share. What
/// one of them cut at an end, or marks as edited, is no difference.
fn compare(a: &[u32], b: &[u32]) -> (usize, usize) {
    let width = b.len() + 1;
    let mut longest = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] && a[i] != EDITED {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut shared, mut different) = (0, 0);
    let (mut gap_a, mut gap_b) = (0..0, 0..0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] && a[i] != EDITED {
            let edited = a[gap_a.clone()].contains(&EDITED) || b[gap_b.clone()].contains(&EDITED);
            if shared > 0 && !edited {
                different += gap_a.len().max(gap_b.len());
            }
            shared += 1;
            (i, j) = (i + 1, j + 1);
            (gap_a, gap_b) = (i..i, j..j);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
            gap_a.end = i;
        } else {
            j += 1;
            gap_b.end = j;
        }
    }
    (shared, different)
}

fn at(site: &Site, diagnostic: Diagnostic, quoted: &Quoted, label: &str) -> Diagnostic {
    let article = &site.articles[quoted.article.0].article;
    diagnostic.at(&article.file, article.body.prose.to_source(quoted.span), label)
}

/// `file:line` of a passage.
fn place(site: &Site, article: ArticleId, span: Span) -> String {
    let article = &site.articles[article.0].article;
    let (line, _) = article.file.line_column(article.body.prose.to_source(span).start);
    format!("{}:{line}", article.file.path.display())
}

/// The words, cut where they are long.
fn short(words: &str) -> String {
    match words.char_indices().nth(160) {
        Some((cut, _)) => format!("{}…", words[..cut].trim_end()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_differences_inside_count() {
        let words = [1, 2, 3, 4, 5, 6, 7, 8];
        assert_eq!(compare(&words, &words), (8, 0));
        assert_eq!(compare(&words, &words[2..6]), (4, 0), "cut at both ends");
        assert_eq!(compare(&words, &[1, 2, 3, 9, 5, 6, 7, 8]), (7, 1), "another word");
        assert_eq!(compare(&words, &[1, 2, 3, 5, 6, 7, 8]), (7, 1), "a word left out");
        assert_eq!(compare(&words, &[1, 2, EDITED, 6, 7, 8]), (5, 0), "words left out and marked");
    }
}
