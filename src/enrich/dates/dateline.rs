//! The day that a report gives at its own head: in a line of its own ("4 December 2025", "Published on …"), or after
//! the place from which it is sent ("LISBON, 4 December 2025 —").
//!
//! Comes in: a cut-up article. Goes out: its dateline, where there is one. A report with a dateline tells of that
//! day and the days before it; where nobody has handed in a date of publication, the text has stated it itself. Only
//! a full date with its year counts: anything less would need an anchor of its own.

use std::ops::Range;

use jiff::civil::Date;

use crate::enrich::document::{Document, DocumentBlock};
use crate::enrich::vocabulary::Vocabulary;
use crate::language::dates::Class;
use crate::language::import::{FoldedLine, Slot};
use crate::text::{BlockKind, Shape, Span, Token, TokenKind, is_dash, tokenize};

use super::moment::Moment;
use super::resolve::{self, Anchor};
use super::{lexeme, scan};

/// A day at the head of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::enrich) struct Dateline {
    /// The day it gives.
    pub day: Date,
    /// Its block.
    pub block: usize,
    /// Whether the line is nothing but the date; otherwise it says what it is ("Published on …"), or the report
    /// begins behind it.
    pub bare: bool,
}

/// Blocks in which a dateline is looked for.
const HEAD: usize = 8;

/// Tokens from which on a block is running text, before which a dateline stands.
const RUNNING: usize = 40;

/// Tokens of the longest dateline.
const LONGEST: usize = 16;

/// The dateline of an article.
pub(in crate::enrich) fn find(document: &Document) -> Option<Dateline> {
    let head = document.blocks.iter().take(HEAD).take_while(|block| block.tokens.len() < RUNNING);
    let line = head.enumerate().find_map(|(number, block)| {
        // A heading that is a date heads its section, not the report.
        let heading = matches!(block.kind, BlockKind::Heading(_));
        if heading || block.tokens.is_empty() || block.tokens.len() > LONGEST {
            return None;
        }
        let line = document.span(block.tokens.clone());
        let whole = day(document, line).map(|day| (day, true));
        let (day, bare) =
            whole.or_else(|| day(document, published(document, line)?).map(|day| (day, false)))?;
        Some(Dateline { day, block: number, bare })
    });
    line.or_else(|| sent_from(document))
}

/// "LISBON, 4 December 2025 —": the date between the place and the dash, at the head of the first running paragraph.
fn sent_from(document: &Document) -> Option<Dateline> {
    let running = |block: &DocumentBlock| block.kind == BlockKind::Paragraph && block.tokens.len() > LONGEST;
    let number = document.blocks.iter().take(HEAD).position(running)?;
    let start = document.blocks[number].tokens.start;
    let dash = (start..start + LONGEST).find(|&at| is_dash(document.word(at)))?;
    let leads = |word: &str| document.language.dates.events.date_leads.contains(&word.to_lowercase());
    if leads(document.word(start)) {
        return None;
    }
    (start..dash).filter(|&at| document.word(at) == ",").find_map(|comma| {
        let is_place =
            (start..comma).all(|at| document.tokens[at].is_capitalised() || document.word(at) == ",");
        let day = (is_place && comma + 1 < dash).then(|| day(document, document.span(comma + 1..dash)))?;
        day.map(|day| Dateline { day, block: number, bare: false })
    })
}

/// The token behind the place and the day or the agency that a report begins with, in the block whose tokens are `block`:
/// "LISBON, Dec 4 (Example) - ", "PORT MARY, Holm (EX) —". No sentence tells of that day what it says. A place alone is one
/// where a sentence begins behind its dash, and no other dash makes an aside of that ("ORPA — the union — left").
pub(in crate::enrich) fn behind(document: &Document, block: Range<usize>) -> Option<usize> {
    let first = document.tokens.get(block.start)?;
    if first.kind != TokenKind::Word || first.shape != Shape::Upper || first.span.len() < 2 {
        return None;
    }
    let end = block.end.min(block.start + LONGEST);
    let stands_apart = |at: usize| document.tokens[at].spaced || document.word(at) != "-";
    let dash = (block.start..end).find(|&at| is_dash(document.word(at)) && stands_apart(at))?;
    let is_month = |at: usize| {
        let mut meanings = document.meanings(at).iter();
        meanings.any(|meaning| matches!(meaning.class, Class::Month | Class::Homonym))
    };
    let leads = |at: usize| match document.tokens[at].kind {
        TokenKind::Mark => matches!(document.word(at), "," | "." | "/" | "(" | ")"),
        TokenKind::Number => true,
        TokenKind::Word => document.tokens[at].is_capitalised() || is_month(at),
        TokenKind::Possessive => false,
    };
    let mut line = block.start..dash;
    let told = || line.clone().any(|at| document.word(at) == "(" || is_month(at));
    let alone = || {
        let place = line.clone().all(|at| document.tokens[at].shape == Shape::Upper) && line.len() <= PLACE;
        let begins = document.tokens.get(dash + 1).is_some_and(|next| next.is_capitalised());
        place && begins && !(dash + 1..block.end).any(|at| is_dash(document.word(at)) && stands_apart(at))
    };
    (dash + 1 < block.end && (told() || alone()) && line.all(leads)).then_some(dash + 1)
}

/// Words of a place alone: "NEW YORK — ".
const PLACE: usize = 3;

/// Where the date stands in a line that says it is the one of publication.
fn published(document: &Document, line: Span) -> Option<Span> {
    let folded = FoldedLine::new(line.of(&document.prose.text));
    let patterns = &document.language.import;
    let captures = patterns
        .published
        .iter()
        .chain(&patterns.published_and_updated)
        .find_map(|pattern| pattern.captures(&folded))?;
    let (_, date) = captures.into_iter().find(|(slot, _)| *slot == Slot::Date)?;
    let start = line.start as usize + date.start;
    let text = &line.of(&document.prose.text)[date];
    // Pages say it twice, once for screen readers: "4 Dec 20254 Dec 2025".
    let half = text.len() / 2;
    let doubled = text.is_char_boundary(half) && text[..half] == text[half..];
    Some(Span::new(start, start + if doubled { half } else { text.len() }))
}

/// The day that the words are from the first to the last.
fn day(document: &Document, words: Span) -> Option<Date> {
    if !document.may_date(document.tokens_in(words)) {
        return None;
    }
    let (text, language) = (document.prose.text.as_str(), &document.language.dates);
    let tokens = tokenize(text, words, &document.language.quotations.affixes);
    let mut vocabulary = Vocabulary::new(document.language);
    let mut number = |token: &Token| vocabulary.number(token.text(text), *token);
    let numbers: Vec<u32> = tokens.iter().map(&mut number).collect();
    let mut lexemes = Vec::new();
    let order = language.order(None);
    lexeme::lexemes(&mut lexemes, text, &tokens, (&vocabulary, &numbers), language, order);
    let matches = scan::scan(text, &lexemes, language);
    let [only] = matches.as_slice() else { return None };
    if only.start != 0 || only.end != lexemes.len() {
        return None;
    }
    match resolve::resolve(only.rule, &only.slots, Anchor::default())?.moment {
        Some(Moment::Day(day)) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::text::Prose;

    fn dateline(text: &str) -> Option<(String, bool)> {
        let prose = Prose::from_plain_text(text);
        let found = find(&Document::new(&prose, &mut Vocabulary::new(Language::english())))?;
        Some((found.day.to_string(), found.bare))
    }

    #[test]
    fn a_line_that_is_a_date_is_a_dateline() {
        let report = |line: &str| dateline(&format!("Harbour wall falls\n\n{line}\n\nThe wall fell."));
        assert_eq!(report("March 3, 2020"), Some(("2020-03-03".to_owned(), true)));
        assert_eq!(report("Published on 3 March 2020"), Some(("2020-03-03".to_owned(), false)));
        assert_eq!(report("Published On 3 Mar 20203 Mar 2020"), Some(("2020-03-03".to_owned(), false)));
        assert_eq!(report("March 2020"), None, "a month is no day");
        assert_eq!(report("The wall was built on March 3, 1920"), None);
    }

    #[test]
    fn a_date_behind_the_place_of_a_report_is_a_dateline() {
        let report = |head: &str| {
            let text = "the wall of the old harbour fell into the sea, and nobody was hurt, the keeper said.";
            dateline(&format!("Harbour wall falls\n\n{head}{text}")).map(|found| found.0)
        };
        assert_eq!(report("PORT MARY, 3 March 2020 — "), Some("2020-03-03".to_owned()));
        assert_eq!(report("Lisbon, March 3, 2020 – "), Some("2020-03-03".to_owned()));
        assert_eq!(report("LISBON, March 3 — "), None, "the year would be a guess");
        assert_eq!(report("In Lisbon, March 3, 2020 — a Tuesday — "), None);
        assert_eq!(report("On the coast, 3 March 2020 - "), None);
    }

    #[test]
    fn a_report_begins_behind_its_place_its_day_and_its_agency() {
        let text = |head: &str| {
            let prose = Prose::from_plain_text(&format!("{head}The wall fell."));
            let mut vocabulary = Vocabulary::new(Language::english());
            let document = Document::new(&prose, &mut vocabulary);
            behind(&document, 0..document.tokens.len()).map(|at| document.word(at).to_owned())
        };
        for head in [
            "LISBON, Dec 4 (Example) - ",
            "PORT MARY, Holm Islands (EX) — ",
            "ULM/BREKKE, March 19 - ",
            "NEW YORK — ",
            "PORT-AU-ULM, Holm (EX) - ",
        ] {
            assert_eq!(text(head).as_deref(), Some("The"), "{head}");
        }
        for head in
            ["THE BOARD HAS ASKED HIM — ", "Lisbon, a town, May 3 - ", "A wall - ", "ORPA — the union — "]
        {
            assert_eq!(text(head), None, "{head}");
        }
    }

    #[test]
    fn a_date_below_the_text_is_none() {
        let long = "The keeper of the light walked down to the harbour and looked at the sea. ".repeat(4);
        assert_eq!(dateline(&format!("Title\n{long}\nMarch 3, 2020")), None);
    }
}
