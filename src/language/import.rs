//! What surrounds an article on a page, in one language: the labels, lists and lines that the importer
//! takes away or reads its facts from. The words are in `<code>/import.yaml`; here is how they are matched.

use std::ops::Range;

use serde::Deserialize;

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
        // Most lines are ruled out by how they begin, and by the characters that they have.
        let sketch = Sketch::of(line.trim());
        let lists = [
            &self.furniture,
            &self.likely_furniture,
            &self.related_items,
            &self.published,
            &self.updated,
            &self.published_and_updated,
            &self.captions,
            &self.credits,
        ];
        if !lists.into_iter().flatten().any(|pattern| pattern.may_match(sketch)) {
            return false;
        }
        let folded = FoldedLine::new(line);
        let lists = [&self.furniture, &self.likely_furniture, &self.related_items];
        lists.into_iter().flatten().any(|pattern| pattern.is_match(&folded))
            || self.is_dateline(&folded, line)
            || self.is_caption(&folded, line)
    }

    /// A line that says when the page was published or changed.
    fn is_dateline(&self, folded: &FoldedLine, line: &str) -> bool {
        // "Published on Tuesday, the report says …" is a sentence.
        let is_date = |(slot, range): &(Slot, Range<usize>)| {
            let text = line[range.clone()].trim();
            *slot != Slot::Date
                || (text.bytes().any(|byte| byte.is_ascii_digit())
                    && !text.ends_with('.')
                    && text.split_whitespace().count() <= LONGEST_DATE)
        };
        [&self.published, &self.updated, &self.published_and_updated]
            .into_iter()
            .flatten()
            .filter_map(|pattern| pattern.captures(folded))
            .any(|captures| captures.iter().all(is_date))
    }

    /// A caption, known by the credit at its end.
    fn is_caption(&self, folded: &FoldedLine, line: &str) -> bool {
        let credited = |(slot, range): &(Slot, Range<usize>)| {
            *slot == Slot::Credit
                && line[range.clone()]
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| self.credit_words.contains(&word.to_lowercase()))
        };
        self.captions
            .iter()
            .chain(&self.credits)
            .filter_map(|pattern| pattern.captures(folded))
            .any(|captures| captures.iter().any(credited))
    }
}

/// Words of a date with its hour and zone.
const LONGEST_DATE: usize = 8;

/// Bytes; what is longer is a paragraph.
const LONGEST_FURNITURE: usize = 400;

/// A whole line with slots: `list {number} of {number}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    parts: Vec<Part>,
    /// Characters that a line must have, as bits: most patterns are ruled out by one of them.
    needs: u128,
    /// Characters that a line has at most, but for white space and what is nothing at its end; none for a slot.
    most: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Char(char),
    Space,
    Slot(Slot),
}

/// What stands in a slot of a [`Pattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Digits.
    Number,
    /// A date, in whatever form.
    Date,
    /// One or more names.
    Names,
    /// The words of a caption.
    Caption,
    /// Whose picture it is.
    Credit,
    /// Anything.
    Any,
}

impl Slot {
    fn find(name: &str) -> Option<Self> {
        Some(match name {
            "number" => Self::Number,
            "date" => Self::Date,
            "names" => Self::Names,
            "caption" => Self::Caption,
            "credit" => Self::Credit,
            "any" => Self::Any,
            _ => return None,
        })
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(source: String) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = source.as_str();
        while let Some(c) = rest.chars().next() {
            if c == '{' {
                let end = rest.find('}').ok_or_else(|| format!("the slot in `{source}` is not closed"))?;
                let name = &rest[1..end];
                let slot = Slot::find(name).ok_or_else(|| format!("`{source}` has no slot `{name}`"))?;
                parts.push(Part::Slot(slot));
                rest = &rest[end + 1..];
                continue;
            }
            let c = fold(c);
            if c != ' ' {
                parts.push(Part::Char(c));
            } else if parts.last() != Some(&Part::Space) {
                parts.push(Part::Space);
            }
            rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        }
        if parts.is_empty() {
            return Err("a pattern can't be empty".into());
        }
        let needs = parts.iter().fold(0, |needs, part| match part {
            Part::Char(c) => needs | bit(*c),
            Part::Space | Part::Slot(_) => needs,
        });
        let has_slot = parts.iter().any(|part| matches!(part, Part::Slot(_)));
        let most = (!has_slot).then(|| parts.iter().filter(|part| matches!(part, Part::Char(_))).count());
        Ok(Self { parts, needs, most })
    }
}

/// A line made ready for matching: one folded character for each of its own, with its place.
#[derive(Debug)]
pub struct FoldedLine {
    chars: Vec<(usize, char)>,
    end: usize,
    /// Which characters it has, as bits.
    has: u128,
}

impl FoldedLine {
    /// Folds `line` and trims it.
    pub fn new(line: &str) -> Self {
        let start = line.len() - line.trim_start().len();
        let line = line.trim();
        let chars: Vec<(usize, char)> = line.char_indices().map(|(at, c)| (start + at, fold(c))).collect();
        let has = chars.iter().fold(0, |has, (_, c)| has | bit(*c));
        Self { chars, end: start + line.len(), has }
    }
}

/// What of a line rules most patterns out, before it is folded.
#[derive(Clone, Copy, Debug)]
struct Sketch<'a> {
    /// The line, without white space around it.
    line: &'a str,
    /// Which characters it has, as bits.
    has: u128,
    /// How many, but for white space and what is nothing at the end of a line.
    length: usize,
}

impl<'a> Sketch<'a> {
    fn of(line: &'a str) -> Self {
        let (mut has, mut length) = (0, 0);
        for c in line.chars().map(fold) {
            has |= bit(c);
            length += usize::from(!is_closing(c));
        }
        Self { line, has, length }
    }
}

/// Whether `c` is nothing behind the last word of a line.
fn is_closing(c: char) -> bool {
    matches!(c, ':' | '…' | '»' | '›' | '>' | '→' | ' ')
}

/// The bit of a character. Those beyond ASCII share the bits of its control characters, which no line has.
fn bit(c: char) -> u128 {
    1 << if c.is_ascii() { u32::from(c) } else { u32::from(c) % 32 }
}

/// What stood in the slots of a pattern, in order, as bytes of the line.
pub type Captures = Vec<(Slot, Range<usize>)>;

impl Pattern {
    /// Matches the whole of `line`; a colon, ellipsis or arrow after its last word is nothing.
    pub fn captures(&self, line: &FoldedLine) -> Option<Captures> {
        let begins = match (self.parts.first(), line.chars.first()) {
            (Some(Part::Char(wanted)), first) => first.is_some_and(|(_, c)| c == wanted),
            _ => true,
        };
        if !begins || self.needs & !line.has != 0 {
            return None;
        }
        let mut chars = line.chars.as_slice();
        if !matches!(self.parts.last(), Some(Part::Slot(_))) {
            while let Some((&(_, last), before)) = chars.split_last() {
                if !is_closing(last) || self.parts.last() == Some(&Part::Char(last)) {
                    break;
                }
                chars = before;
            }
        }
        if let (Some(Part::Char(wanted)), Some((_, last))) = (self.parts.last(), chars.last())
            && wanted != last
        {
            return None;
        }
        let end = line.chars.get(chars.len()).map_or(line.end, |&(at, _)| at);
        let mut captures = Vec::new();
        let matched = advance(&self.parts, chars, end, &mut captures);
        matched.then(|| {
            captures.reverse();
            captures
        })
    }

    /// Whether a line can match.
    fn may_match(&self, line: Sketch) -> bool {
        let first_word =
            self.parts.iter().map_while(|part| if let Part::Char(c) = part { Some(*c) } else { None });
        let mut chars = line.line.chars().map(fold);
        self.needs & !line.has == 0
            && self.most.is_none_or(|most| line.length <= most)
            && first_word.into_iter().all(|c| chars.next() == Some(c))
    }

    /// Whether the whole of `line` matches.
    pub fn is_match(&self, line: &FoldedLine) -> bool {
        self.captures(line).is_some()
    }
}

/// Matches `parts` against all of `chars`; captures are pushed innermost last, that is in reverse.
fn advance(parts: &[Part], chars: &[(usize, char)], end: usize, captures: &mut Captures) -> bool {
    let Some((part, parts_left)) = parts.split_first() else { return chars.is_empty() };
    match part {
        Part::Char(wanted) => {
            chars.first().is_some_and(|(_, c)| c == wanted) && advance(parts_left, &chars[1..], end, captures)
        }
        Part::Space => {
            let spaces = chars.iter().take_while(|(_, c)| *c == ' ').count();
            spaces > 0 && advance(parts_left, &chars[spaces..], end, captures)
        }
        Part::Slot(slot) => {
            let offset = |index: usize| chars.get(index).map_or(end, |&(at, _)| at);
            let limit = match slot {
                Slot::Number => chars.iter().take_while(|(_, c)| c.is_ascii_digit()).count(),
                _ => chars.len(),
            };
            // Most places are ruled out by the character that has to stand behind the slot.
            let goes_on = |length: usize| match (parts_left.first(), chars.get(length)) {
                (Some(Part::Char(wanted)), next) => next.is_some_and(|(_, c)| c == wanted),
                (Some(Part::Space), next) => next.is_some_and(|(_, c)| *c == ' '),
                _ => true,
            };
            let mut fits = |length: usize| {
                let fits = goes_on(length) && advance(parts_left, &chars[length..], end, captures);
                if fits {
                    captures.push((*slot, offset(0)..offset(length)));
                }
                fits
            };
            if parts_left.is_empty() {
                // The last slot takes all the rest.
                return limit > 0 && limit == chars.len() && fits(limit);
            }
            // Digits are taken whole, and a caption may itself hold what introduces a credit; everything else
            // ends as soon as it can.
            if matches!(slot, Slot::Number | Slot::Caption) {
                (1..=limit).rev().any(fits)
            } else {
                (1..=limit).any(fits)
            }
        }
    }
}

/// One character for `c`, the same for what people see as the same.
fn fold(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured<'a>(pattern: &str, line: &'a str) -> Option<Vec<&'a str>> {
        let pattern = Pattern::try_from(pattern.to_owned()).unwrap();
        let captures = pattern.captures(&FoldedLine::new(line))?;
        Some(captures.into_iter().map(|(_, range)| &line[range]).collect())
    }

    #[test]
    fn slots_hold_what_stands_there() {
        assert_eq!(
            captured("list {number} of {number}{any}", "List 2 of 12Harbour"),
            Some(vec!["2", "12", "Harbour"])
        );
        assert_eq!(captured("published {date}", " Published\u{a0} 4 May 2025 "), Some(vec!["4 May 2025"]));
        assert_eq!(
            captured("{caption} [{credit}]", "A [tall] crane [Ada/Agency]"),
            Some(vec!["A [tall] crane", "Ada/Agency"])
        );
        assert_eq!(captured("list of {number} items", "list of items"), None);
    }

    #[test]
    fn a_line_matches_as_a_whole_or_not_at_all() {
        assert!(captured("save", "SAVE").is_some());
        assert!(captured("read more", "Read more »").is_some());
        assert!(captured("save", "Save the whales").is_none());
        assert!(captured("don't miss: {any}", "Don’t miss: the tide").is_some());
    }

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

    #[test]
    fn what_rules_a_pattern_out_rules_out_no_match() {
        let lines = [
            "Subscribe Now: ",
            "Sign up for our daily newsletter",
            "Photo:  A. Example",
            "LIST 3 of 4",
            "© A",
        ];
        let patterns = [
            "subscribe now",
            "sign up for {any} newsletter",
            "photo: {credit}",
            "list {number} of {number}",
            "© {any}",
        ];
        for (line, pattern) in lines.iter().zip(patterns) {
            let pattern = Pattern::try_from(pattern.to_owned()).unwrap();
            assert!(
                pattern.is_match(&FoldedLine::new(line)) && pattern.may_match(Sketch::of(line.trim())),
                "{line}"
            );
            assert!(
                !pattern
                    .may_match(Sketch::of("The harbour board met: nobody said a word about newsletters."))
            );
        }
    }

    #[test]
    fn a_pattern_with_an_unknown_slot_is_refused() {
        assert!(Pattern::try_from("by {nobody}".to_owned()).is_err());
        assert!(Pattern::try_from(String::new()).is_err());
    }
}
