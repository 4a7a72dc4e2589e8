//! What surrounds an article on a page, in one language: the labels, lists and lines that the importer
//! takes away or reads its facts from. The words are in `<code>/import.yaml`; here is how they are matched.

mod pattern;

use std::ops::Range;

use serde::Deserialize;

use self::pattern::Line;
pub use self::pattern::{Captures, FoldedLine, Pattern, Slot};

/// The importer's words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// Names of the months, January first, each with its abbreviations, in small letters.
    pub months: Vec<Vec<String>>,
    /// Names of the days of the week, in any order, with their abbreviations.
    pub weekdays: Vec<String>,
    /// Endings of a day's number: "st", "nd".
    pub ordinals: Vec<String>,
    /// What may follow a date on its line: the hour's zone and the like.
    pub after_date: Vec<String>,
    /// Lines that give the day of publication.
    pub published: Vec<Pattern>,
    /// Lines that give the day of the last change.
    pub updated: Vec<Pattern>,
    /// Lines that give both.
    pub published_and_updated: Vec<Pattern>,
    /// Lines that give the authors.
    pub by_lines: Vec<Pattern>,
    /// What stands between two names.
    pub name_joiners: Vec<String>,
    /// Small words inside a name.
    pub name_particles: Vec<String>,
    /// Lines that give the publisher.
    pub sources: Vec<Pattern>,
    /// A picture's caption with its credit.
    pub captions: Vec<Pattern>,
    /// A picture's credit alone.
    pub credits: Vec<Pattern>,
    /// Words by which a credit is known.
    pub credit_words: Vec<String>,
    /// Lines that are never part of an article.
    pub furniture: Vec<Pattern>,
    /// Labels of the tool bar between an article's head and its text.
    pub toolbar: Vec<Pattern>,
    /// Lines that are hardly ever part of an article.
    pub likely_furniture: Vec<Pattern>,
    /// Titles of lists of other stories.
    pub related: Vec<Pattern>,
    /// Length of such a list, announced.
    pub related_counts: Vec<Pattern>,
    /// An item of such a list, announced.
    pub related_items: Vec<Pattern>,
    /// End of such a list, announced.
    pub related_ends: Vec<Pattern>,
    /// Lines above the title that name the section.
    pub kickers: Vec<Pattern>,
}

impl Import {
    /// Reads `import.yaml`.
    pub(super) fn load(yaml: &str) -> Self {
        super::read("import.yaml", yaml)
    }

    /// Whether a line of pasted text is about the page and not of the article: when it was published, whose a
    /// picture is.
    pub fn is_furniture(&self, line: &str) -> bool {
        if line.len() > LONGEST_FURNITURE {
            return false;
        }
        let line = Line::new(line);
        let lists = [&self.furniture, &self.likely_furniture, &self.related_items];
        lists.into_iter().flatten().any(|pattern| line.captures(pattern).is_some())
            || self.is_dateline(&line)
            || self.is_caption(&line)
    }

    /// A line that says when the page was published or changed.
    fn is_dateline(&self, line: &Line) -> bool {
        // "Published on Tuesday, the report says …" is a sentence.
        let is_date = |(slot, range): &(Slot, Range<usize>)| {
            let text = line.text[range.clone()].trim();
            *slot != Slot::Date
                || (text.bytes().any(|byte| byte.is_ascii_digit())
                    && !text.ends_with('.')
                    && text.split_whitespace().count() <= LONGEST_DATE)
        };
        [&self.published, &self.updated, &self.published_and_updated]
            .into_iter()
            .flatten()
            .filter_map(|pattern| line.captures(pattern))
            .any(|captures| captures.iter().all(is_date))
    }

    /// A caption, known by the credit at its end.
    fn is_caption(&self, line: &Line) -> bool {
        let credited = |(slot, range): &(Slot, Range<usize>)| {
            *slot == Slot::Credit
                && line.text[range.clone()]
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| self.credit_words.contains(&word.to_lowercase()))
        };
        self.captions
            .iter()
            .chain(&self.credits)
            .filter_map(|pattern| line.captures(pattern))
            .any(|captures| captures.iter().any(credited))
    }
}

/// Words of a date with its hour and zone.
const LONGEST_DATE: usize = 8;

/// Bytes; what is longer is a paragraph.
const LONGEST_FURNITURE: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_the_page_are_furniture() {
        let import = Import::load(include_str!("en/import.yaml"));
        assert!(import.is_furniture("Published On 4 Dec 2025"));
        assert!(
            import.is_furniture("Envoys met in the old town hall on December 2, 2025 [Ada Example/Reuters]")
        );
        assert!(!import.is_furniture("Published on Tuesday, the report names 3 yards."));
        assert!(!import.is_furniture("The report was published on Tuesday by the harbour board."));
        assert!(!import.is_furniture("The board met on Tuesday [and again on Friday]"));
    }
}
