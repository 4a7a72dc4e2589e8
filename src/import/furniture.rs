//! One line in, what it is on the page out: a label of the page, a date, a by line, a caption, or text.
//!
//! A line is judged alone; where it stands is the reader's to weigh ([`plain_text`](super::plain_text)).

use jiff::civil::Date;

use super::day::{DayReading, read_day};
use crate::language::import::{FoldedLine, Import, Pattern, Slot};

/// A label is never longer, in bytes.
const LONGEST_LABEL: usize = 200;
/// Most words that a guess may take away.
const MOST_WORDS_DROPPED: usize = 20;

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Never part of an article.
    Furniture,
    /// A label of the tool bar.
    ToolBar,
    /// Hardly ever part of an article.
    LikelyFurniture,
    /// Title of a list of other stories.
    Related,
    /// Announces such a list.
    RelatedCount,
    /// An announced item of it.
    RelatedItem,
    /// Its announced end.
    RelatedEnd,
    /// Days of publication and of change; `alone` when no word says which it is.
    Days { published: Option<DayReading>, updated: Option<DayReading>, alone: bool },
    /// Names of authors.
    ByLine(Vec<String>),
    /// Name of the publisher.
    Source(String),
    /// A caption and its credit, either of which may be empty; `sure` when the credit can be nothing else.
    Caption { caption: String, credit: String, sure: bool },
    /// Section names above a title.
    Kicker,
    /// Anything else.
    Text,
}

/// What `line` is, by itself.
pub(super) fn classify(line: &str, words: &Import) -> LineKind {
    let folded = FoldedLine::new(line);
    if line.len() <= LONGEST_LABEL {
        let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_match(&folded));
        if any(&words.related_counts) {
            return LineKind::RelatedCount;
        }
        if any(&words.related_ends) {
            return LineKind::RelatedEnd;
        }
        if any(&words.furniture) {
            return LineKind::Furniture;
        }
        if any(&words.toolbar) {
            return LineKind::ToolBar;
        }
        if let Some(days) = days(line, &folded, words) {
            return days;
        }
        if let Some(names) = captured(&words.by_lines, &folded, line, Slot::Names)
            && let Some(names) = names_in(names, words)
        {
            return LineKind::ByLine(names);
        }
        if let Some(names) = captured(&words.sources, &folded, line, Slot::Names)
            && is_name(names.trim(), words)
        {
            return LineKind::Source(names.trim().to_owned());
        }
        if any(&words.related_items) && !is_story(line) {
            return LineKind::RelatedItem;
        }
        if any(&words.related) && !is_story(line) {
            return LineKind::Related;
        }
        if any(&words.likely_furniture) && !is_story(line) {
            return LineKind::LikelyFurniture;
        }
        if any(&words.kickers) && !is_story(line) {
            return LineKind::Kicker;
        }
    }
    caption(line, &folded, words).unwrap_or(LineKind::Text)
}

/// Whether a line says too much to be dropped on a guess.
pub(super) fn is_story(line: &str) -> bool {
    let line = line.trim();
    line.split_whitespace().count() > MOST_WORDS_DROPPED
        || [". ", "? ", "! ", "” ", "\" "].iter().any(|end| line.contains(end))
        || (line.ends_with('.') && line.split_whitespace().count() > 8)
}

/// What stood in the slot `slot` of the first of `patterns` that matches.
fn captured<'a>(patterns: &[Pattern], folded: &FoldedLine, line: &'a str, slot: Slot) -> Option<&'a str> {
    let captures = patterns.iter().find_map(|pattern| pattern.captures(folded))?;
    captures.into_iter().find(|(found, _)| *found == slot).map(|(_, range)| &line[range])
}

fn days(line: &str, folded: &FoldedLine, words: &Import) -> Option<LineKind> {
    let read = |patterns: &[Pattern]| {
        patterns.iter().find_map(|pattern| {
            let captures = pattern.captures(folded)?;
            let days: Option<Vec<DayReading>> =
                captures.into_iter().map(|(_, range)| read_day(&line[range], words)).collect();
            days.filter(|days| !days.is_empty())
        })
    };
    if let Some(days) = read(&words.published_and_updated) {
        let (published, updated) = (days.first().copied(), days.get(1).copied());
        return Some(LineKind::Days { published, updated, alone: false });
    }
    if let Some(days) = read(&words.published) {
        return Some(LineKind::Days { published: days.first().copied(), updated: None, alone: false });
    }
    if let Some(days) = read(&words.updated) {
        return Some(LineKind::Days { published: None, updated: days.first().copied(), alone: false });
    }
    let day = read_day(line, words)?;
    Some(LineKind::Days { published: Some(day), updated: None, alone: true })
}

/// The names in `text`, when it holds nothing else.
pub(super) fn names_in(text: &str, words: &Import) -> Option<Vec<String>> {
    let mut parts = vec![text.trim()];
    for joiner in &words.name_joiners {
        parts = parts.iter().flat_map(|part| part.split(joiner.as_str())).collect();
    }
    let names: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    let all = !names.is_empty() && names.len() <= 8 && names.iter().all(|name| is_name(name, words));
    all.then(|| names.into_iter().map(|name| name.to_owned()).collect())
}

/// Whether `text` is cased like the name of a person or a desk: one to six words.
fn is_name(text: &str, words: &Import) -> bool {
    let text = text.trim_end_matches('.');
    let count = text.split_whitespace().count();
    let mut first = true;
    (1..=6).contains(&count)
        && !text.contains(['!', '?', ':', ';', '“', '”', '"'])
        && text.split_whitespace().all(|word| {
            let small = words.name_particles.iter().any(|particle| particle == word) && !first;
            first = false;
            small || word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
        })
}

fn caption(line: &str, folded: &FoldedLine, words: &Import) -> Option<LineKind> {
    if line.len() > 1_000 {
        return None;
    }
    let find = |patterns: &[Pattern]| {
        patterns.iter().find_map(|pattern| {
            let captures = pattern.captures(folded)?;
            let slot = |wanted| {
                let found = captures.iter().find(|(slot, _)| *slot == wanted);
                found.map(|(_, range)| line[range.clone()].trim().to_owned()).unwrap_or_default()
            };
            let credit = slot(Slot::Credit);
            let sure = credit_is_sure(&credit, words);
            (sure || credit_is_possible(&credit, words)).then(|| LineKind::Caption {
                caption: slot(Slot::Caption),
                credit,
                sure,
            })
        })
    };
    find(&words.captions).or_else(|| find(&words.credits))
}

/// Whether `credit` names a photographer and an agency, or an agency.
fn credit_is_sure(credit: &str, words: &Import) -> bool {
    let count = credit.split_whitespace().count();
    let known = credit
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .any(|word| words.credit_words.contains(&word.to_lowercase()));
    (1..=14).contains(&count)
        && !credit.contains(['[', ']', '“', '”', '"', '?', '!'])
        && !credit.contains(". ")
        && ((credit.contains('/') && credit_is_cased(credit)) || (known && credit_is_cased(credit)))
}

fn credit_is_cased(credit: &str) -> bool {
    credit.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Whether `credit` could be a name.
fn credit_is_possible(credit: &str, words: &Import) -> bool {
    credit.split_whitespace().count() >= 2 && is_name(credit, words)
}

/// The day of a reading that is one.
pub(super) fn certain(reading: Option<DayReading>) -> Option<Date> {
    match reading {
        Some(DayReading::Day(day)) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn kind(line: &str) -> LineKind {
        classify(line, &Language::english().import)
    }

    #[test]
    fn labels_are_known_and_sentences_are_not_taken_for_them() {
        assert_eq!(kind("Advertisement"), LineKind::Furniture);
        assert_eq!(kind("list of 4 itemsend of list"), LineKind::Furniture);
        assert_eq!(kind("SHARE"), LineKind::ToolBar);
        assert_eq!(kind("Recommended Stories"), LineKind::Related);
        assert_eq!(kind("list 2 of 4Harbour dues to rise"), LineKind::RelatedItem);
        assert_eq!(kind("Read more: Harbour dues to rise"), LineKind::LikelyFurniture);
        assert_eq!(kind("Save the harbour, they said."), LineKind::Text);
        assert_eq!(kind("Related: he said no. She said yes. They left it there."), LineKind::Text);
        assert_eq!(kind("Watch: the tide comes in twice a day, and no one can stop it."), LineKind::Text);
    }

    #[test]
    fn by_lines_hold_names_only() {
        assert_eq!(
            kind("By Ada Lind and Otto van der Berg"),
            LineKind::ByLine(vec!["Ada Lind".into(), "Otto van der Berg".into()])
        );
        assert_eq!(kind("By Tuesday, the cranes had stopped"), LineKind::Text);
    }

    #[test]
    fn captions_need_a_credit_that_is_one() {
        let caption = |line| match kind(line) {
            LineKind::Caption { caption, credit, sure } => (caption, credit, sure),
            other => panic!("{line}: {other:?}"),
        };
        let one = ("A crane".to_owned(), "Ada Lind/Nordbild".to_owned(), true);
        assert_eq!(caption("A crane [Ada Lind/Nordbild]"), one);
        assert_eq!(caption("A crane (Photo: Ada Lind)"), ("A crane".into(), "Ada Lind".into(), false));
        assert_eq!(caption("[File: Reuters]"), (String::new(), "File: Reuters".into(), true));
        assert_eq!(kind("They spoke of the port [and its will to grow]"), LineKind::Text);
        assert_eq!(kind("“They won’t,” he said, [until the spring]."), LineKind::Text);
    }
}
