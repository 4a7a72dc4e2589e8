//! Patterns of whole lines, as the importer's words are written: with slots, whatever the case and the shape of marks.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use serde::Deserialize;

/// A whole line with slots: `list {number} of {number}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    parts: Vec<Part>,
    /// Characters that a line must have: most patterns are ruled out by one of them.
    needs: Letters,
    /// The character that a line must end with, but for what is nothing at its end.
    last: Option<char>,
    /// Its first mark and what stands right before it, as a line must have them too: "photo" and ':'.
    mark: Option<(String, char)>,
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
        let chars = parts.iter().filter_map(|part| if let Part::Char(c) = part { Some(*c) } else { None });
        let needs = chars.collect();
        let last = match parts.last() {
            Some(Part::Char(c)) if !is_closing(*c) => Some(*c),
            _ => None,
        };
        let mark = first_mark(&parts);
        Ok(Self { parts, needs, last, mark })
    }
}

/// See [`Pattern::mark`]. Letters, digits and white space are no marks, nor are those that lines write in several ways.
fn first_mark(parts: &[Part]) -> Option<(String, char)> {
    let mut before = String::new();
    for part in parts {
        match part {
            Part::Char(c) if c.is_alphanumeric() || matches!(c, '\'' | '"') => before.push(*c),
            Part::Char(c) => return Some((before, *c)),
            Part::Space | Part::Slot(_) => before.clear(),
        }
    }
    None
}

/// A line made ready for matching: one folded character for each of its own, with its place.
#[derive(Debug)]
pub struct FoldedLine {
    chars: Vec<(usize, char)>,
    end: usize,
    /// Which characters it has.
    has: Letters,
}

impl FoldedLine {
    /// Folds `line` and trims it.
    pub fn new(line: &str) -> Self {
        let start = line.len() - line.trim_start().len();
        let line = line.trim();
        let chars: Vec<(usize, char)> = line.char_indices().map(|(at, c)| (start + at, fold(c))).collect();
        let has = chars.iter().map(|(_, c)| *c).collect();
        Self { chars, end: start + line.len(), has }
    }
}

/// A line that most patterns are ruled out for, by how it begins and ends and by the marks that it has. For the first of those
/// that are not it is folded.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Without white space around it.
    trimmed: &'a str,
    /// Without what is nothing at its end.
    told: &'a str,
    /// Its first character, folded.
    first: Option<char>,
    /// The last one of what is told, folded.
    last: Option<char>,
    /// A mark that it does not have: patterns of one kind ask for the same, one behind the other.
    absent: Cell<Option<char>>,
    folded: OnceCell<FoldedLine>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let trimmed = text.trim();
        let told = trimmed.trim_end_matches(|c| is_closing(fold(c)));
        let first = trimmed.chars().next().map(fold);
        let last = told.chars().next_back().map(fold);
        Self { text, trimmed, told, first, last, absent: Cell::new(None), folded: OnceCell::new() }
    }

    /// See [`Pattern::captures`].
    #[inline]
    pub(super) fn captures(&self, pattern: &Pattern) -> Option<Captures> {
        if self.begins_like(pattern) { self.tried(pattern) } else { None }
    }

    /// Whether the line begins with the first character of `pattern`. Most do not.
    fn begins_like(&self, pattern: &Pattern) -> bool {
        match pattern.parts.first() {
            Some(Part::Char(first)) => self.first == Some(*first),
            Some(Part::Slot(Slot::Number)) => self.first.is_some_and(|first| first.is_ascii_digit()),
            _ => true,
        }
    }

    #[cold]
    fn tried(&self, pattern: &Pattern) -> Option<Captures> {
        if !self.may_match(pattern) {
            return None;
        }
        pattern.captures(self.folded.get_or_init(|| FoldedLine::new(self.text)))
    }

    /// Whether the line has what stands in `pattern` before its first slot, behind its last one, and its first mark.
    fn may_match(&self, pattern: &Pattern) -> bool {
        (pattern.last.is_none()
            || pattern.last == self.last && is_like(pattern.parts.iter().rev(), self.told.chars().rev()))
            && is_like(pattern.parts.iter(), self.trimmed.chars())
            && pattern.mark.as_ref().is_none_or(|(before, mark)| self.has(before, *mark))
    }

    /// Whether `mark` stands somewhere right behind `before`.
    fn has(&self, before: &str, mark: char) -> bool {
        if self.absent.get() == Some(mark) {
            return false;
        }
        let mut marks = self.trimmed.match_indices(mark).peekable();
        if marks.peek().is_none() {
            self.absent.set(Some(mark));
        }
        marks.any(|(at, _)| {
            let mut line = self.trimmed[..at].chars().rev().map(fold);
            before.chars().rev().all(|wanted| line.next() == Some(wanted))
        })
    }
}

/// Whether `chars` go on as `parts` do, up to the first slot.
fn is_like<'p>(parts: impl Iterator<Item = &'p Part>, chars: impl Iterator<Item = char>) -> bool {
    let mut chars = chars.map(fold).peekable();
    parts.take_while(|part| !matches!(part, Part::Slot(_))).all(|part| match part {
        Part::Char(wanted) => chars.next() == Some(*wanted),
        _ => {
            let spaced = chars.peek() == Some(&' ');
            while chars.next_if_eq(&' ').is_some() {}
            spaced
        }
    })
}

/// Whether `c` is nothing behind the last word of a line.
fn is_closing(c: char) -> bool {
    matches!(c, ':' | '…' | '»' | '›' | '>' | '→' | ' ')
}

/// A set of characters. Those beyond ASCII share the places of its control characters, which no line has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Letters([u64; 2]);

impl Letters {
    fn add(&mut self, c: char) {
        let place = if c.is_ascii() { c as usize } else { c as usize % 32 };
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Whether all of `others` are among them.
    fn have(self, others: Self) -> bool {
        others.0[0] & !self.0[0] == 0 && others.0[1] & !self.0[1] == 0
    }
}

impl FromIterator<char> for Letters {
    fn from_iter<T: IntoIterator<Item = char>>(chars: T) -> Self {
        let mut letters = Self::default();
        chars.into_iter().for_each(|c| letters.add(c));
        letters
    }
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
        if !begins || !line.has.have(self.needs) {
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
            // Most places are ruled out by what has to stand behind the slot: a character, or white space and a character.
            let is = |at: usize, wanted: char| chars.get(at).is_some_and(|(_, c)| *c == wanted);
            let goes_on = |length: usize| match parts_left {
                [Part::Char(wanted), ..] => is(length, *wanted),
                [Part::Space, Part::Char(wanted), ..] => {
                    is(length, ' ') && (is(length + 1, *wanted) || is(length + 1, ' '))
                }
                [Part::Space, ..] => is(length, ' '),
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
        '\t'..='\r' => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() => ' ',
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
    fn what_rules_a_pattern_out_rules_out_no_match() {
        let lines = [
            "Subscribe Now: ",
            "Sign up for our daily newsletter",
            "Photo:  A. Example",
            "LIST 3 of 4",
            "© A",
            "A crane [tall], at  dawn; Photo: B  (2020) »",
            "A. All  rights reserved. ›",
        ];
        let patterns = [
            "subscribe now",
            "sign up for {any} newsletter",
            "photo: {credit}",
            "list {number} of {number}",
            "© {any}",
            "{caption} photo: {credit}",
            "{any}. all rights reserved.",
        ];
        for (line, pattern) in lines.iter().zip(patterns) {
            let pattern = Pattern::try_from(pattern.to_owned()).unwrap();
            assert!(
                pattern.is_match(&FoldedLine::new(line)) && Line::new(line).captures(&pattern).is_some(),
                "{line}"
            );
            assert!(
                !Line::new("The harbour board met: nobody said a word about newsletters.")
                    .may_match(&pattern)
            );
        }
    }

    #[test]
    fn a_pattern_with_an_unknown_slot_is_refused() {
        assert!(Pattern::try_from("by {nobody}".to_owned()).is_err());
        assert!(Pattern::try_from(String::new()).is_err());
    }
}
