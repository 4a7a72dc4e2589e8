//! `content/review.yaml`: what the editor has decided about findings.
//!
//! Two parts. `people` says who is who, in every article or in some: merging, splitting and renaming are one line each.
//! `articles` holds, by article, what passages mean; each entry quotes the words that it is about.

use std::ops::Range;
use std::sync::Arc;

use super::fields::{EDTF_HELP, Fields, Report};
use super::yaml::{Node, Value};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::edtf::Edtf;
use crate::verdict::Verdict;

/// Where the decisions are, from the site's root.
pub const REVIEW_FILE: &str = "content/review.yaml";

/// Everything that the editor has decided.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// The file; `None` when there is none.
    pub file: Option<Arc<SourceFile>>,
    /// Who is who.
    pub people: Vec<PersonDecision>,
    /// What passages mean, in the order of the file.
    pub passages: Vec<PassageDecision>,
    /// Where lists stand in the file, for who adds to them.
    pub layout: Layout,
}

/// "Whoever is called `name` is `is`."
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonDecision {
    /// The name as articles give it.
    pub name: String,
    /// Slugs of the articles for which it holds; empty for all.
    pub articles: Vec<String>,
    /// The full name of the person, as printed.
    pub is: String,
    /// Bytes of the entry.
    pub span: Range<usize>,
}

/// What some words of an article mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageDecision {
    /// Slug of the article.
    pub article: String,
    /// The words.
    pub words: String,
    /// The other words of their sentence when the decision was taken, cut off with `…` where they were many. When
    /// these have changed the decision is stale.
    pub beside: Option<String>,
    /// What was decided.
    pub verdict: Verdict,
    /// Bytes of the entry.
    pub span: Range<usize>,
}

/// Bytes of the parts of the file; `None` for what is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The list under `people`.
    pub people: Option<Range<usize>>,
    /// The map under `articles`.
    pub articles: Option<Range<usize>>,
    /// Each article's slug, the bytes of its key, and those of its list.
    pub by_article: Vec<(String, Range<usize>, Range<usize>)>,
}

impl Verdict {
    /// The two keys of its entry in `review.yaml`: of the words, and of the answer.
    pub fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::Speaker(_) | Self::Named(_) | Self::NotSpeech => ("quote", "speaker"),
            Self::Date(_) | Self::NotDate => ("date", "is"),
            Self::Event(_) | Self::NotEvent => ("event", "on"),
        }
    }

    /// The answer as it is written.
    pub fn answer(&self) -> &str {
        match self {
            Self::Speaker(name) | Self::Named(name) => name,
            Self::Date(date) | Self::Event(date) => date.as_str(),
            Self::NotSpeech | Self::NotDate | Self::NotEvent => NONE,
        }
    }
}

/// The answer that rejects a finding.
const NONE: &str = "none";

/// Reads the text of `review.yaml`. What can't be read is reported, and all the rest is kept.
pub fn read_decisions(file: &Arc<SourceFile>) -> (Decisions, Vec<Diagnostic>) {
    let mut report = Report::new(file);
    let mut decisions = Decisions { file: Some(Arc::clone(file)), ..Decisions::default() };
    if let Some(node) = super::load::data(&mut report) {
        read(&node, &mut decisions, &mut report);
    }
    report.sort();
    (decisions, report.diagnostics)
}

/// The file with the text `text`.
pub fn review_source(text: impl Into<String>) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(REVIEW_FILE, text))
}

fn read(node: &Node, decisions: &mut Decisions, report: &mut Report) {
    if node.is_null() {
        return;
    }
    let Some(mut fields) = Fields::of(node, "review.yaml", report) else { return };
    if let Some(node) = fields.node("people") {
        decisions.layout.people = Some(node.span.clone());
        for entry in list(node, "`people`", "- {name: O. Example, is: Olga Example}", report) {
            decisions.people.extend(person(entry, report));
        }
    }
    if let Some(node) = fields.node("articles") {
        match &node.value {
            Value::Map(articles) => {
                decisions.layout.articles = Some(node.span.clone());
                for (key, entries) in articles {
                    let article = key.name.clone();
                    decisions.layout.by_article.push((
                        article.clone(),
                        key.span.clone(),
                        entries.span.clone(),
                    ));
                    if entries.is_null() {
                        continue;
                    }
                    let example = "- quote: “We shall see.”\n  speaker: Olga Example";
                    for entry in list(entries, "the decisions about an article", example, report) {
                        decisions.passages.extend(passage(&article, entry, report));
                    }
                }
            }
            _ => {
                let message = format!("`articles` should hold articles by their slug, not {}", node.kind());
                let help =
                    "write the last part of the article's address, a colon, and below it its decisions";
                report.error("wrong-type", message, node.span.clone(), "no articles", help);
            }
        }
    }
    fields.finish(report);
}

fn list<'n>(node: &'n Node, what: &str, example: &str, report: &mut Report) -> &'n [Node] {
    if let Value::List(items) = &node.value {
        return items;
    }
    let message = format!("{what} should be a list, not {}", node.kind());
    let help = format!("begin each entry with a dash:\n{example}");
    report.error("wrong-type", message, node.span.clone(), "not a list", help);
    &[]
}

fn person(node: &Node, report: &mut Report) -> Option<PersonDecision> {
    let mut keys = Fields::of(node, "a decision about people", report)?;
    let name = keys.required_text("name", report);
    let is = keys.required_text("is", report);
    let articles = keys.texts("in", report);
    keys.finish(report);
    let span = node.span.clone();
    (!name.is_empty() && !is.is_empty()).then_some(PersonDecision { name, articles, is, span })
}

fn passage(article: &str, node: &Node, report: &mut Report) -> Option<PassageDecision> {
    let mut keys = Fields::of(node, "a decision", report)?;
    let quote = keys.text("quote", report);
    let date = keys.text("date", report);
    let event = keys.text("event", report);
    let beside = keys.text("beside", report);
    let given = [&quote, &date, &event].into_iter().flatten().count();
    let decided = match (quote, date, event) {
        (Some(words), None, None) => {
            let speaker = keys.required_text("speaker", report);
            let verdict = if speaker == NONE { Verdict::NotSpeech } else { Verdict::Named(speaker.clone()) };
            (!speaker.is_empty()).then_some((words, verdict))
        }
        (None, Some(words), None) => {
            day(&mut keys, "is", report).map(|day| (words, day.map_or(Verdict::NotDate, Verdict::Date)))
        }
        (None, None, Some(words)) => {
            day(&mut keys, "on", report).map(|day| (words, day.map_or(Verdict::NotEvent, Verdict::Event)))
        }
        _ => {
            let message = if given == 0 {
                "a decision says which words it is about"
            } else {
                "a decision is about a quotation, a date or an event, not about two of them"
            };
            let help = "give it one of the keys `quote`, `date` and `event`, with the words of the article";
            let start = node.span.start;
            report.error("incomplete-decision", message, start..node.span.end, "this entry", help);
            // Its other keys are not misspelt.
            for key in ["speaker", "is", "on"] {
                keys.node(key);
            }
            None
        }
    };
    keys.finish(report);
    let (words, verdict) = decided?;
    let words_count = words.chars().filter(|character| character.is_alphanumeric()).count();
    if words_count == 0 {
        let help = "write the words as they stand in the article";
        report.error("incomplete-decision", "there are no words here", node.span.clone(), "no words", help);
        return None;
    }
    Some(PassageDecision { article: article.to_owned(), words, beside, verdict, span: node.span.clone() })
}

/// A date, or `Some(None)` for `none`. What is neither is reported.
fn day(keys: &mut Fields<'_>, key: &'static str, report: &mut Report) -> Option<Option<Edtf>> {
    let Some((text, span)) = keys.text_at(key, report) else {
        if keys.node(key).is_none() {
            keys.missing(key, keys.key_span(key), report);
        }
        return None;
    };
    if text == NONE {
        return Some(None);
    }
    match text.parse::<Edtf>() {
        Ok(date) => Some(Some(date)),
        Err(error) => {
            let help = format!("{EDTF_HELP}, or `none`");
            report.error("invalid-date", error.to_string(), span, "not a date", help);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Decisions, Vec<String>) {
        let file = review_source(text);
        let (decisions, faults) = read_decisions(&file);
        let shown = |fault: Diagnostic| {
            let place = fault.place.expect("every fault has a place");
            format!("{} line {}", fault.code, place.line_column().0)
        };
        (decisions, faults.into_iter().map(shown).collect())
    }

    #[test]
    fn each_kind_of_decision_is_read() {
        let (decisions, faults) = read(
            "people:\n  - {name: O. Example, is: Olga Example}\n  - {name: Jan Roe, in: [dock-fees], is: Jan Roe (pilot)}\n\
             articles:\n  dock-fees:\n    - quote: “We shall see,”\n      beside: she said\n      speaker: Olga Example\n    \
             - {quote: a matter of taste, speaker: none}\n    - {date: last week, is: 2025-11-27}\n    - {date: May, is: none}\n    \
             - {event: The dock was closed, on: 2025-11}\n    - {event: The dock was open, on: none}\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(decisions.people[1].articles, ["dock-fees"]);
        let verdicts: Vec<String> = decisions
            .passages
            .iter()
            .map(|entry| format!("{} {}", entry.verdict.keys().0, entry.verdict.answer()))
            .collect();
        assert_eq!(
            verdicts,
            [
                "quote Olga Example",
                "quote none",
                "date 2025-11-27",
                "date none",
                "event 2025-11",
                "event none"
            ]
        );
        assert_eq!(decisions.passages[0].beside.as_deref(), Some("she said"));
    }

    #[test]
    fn faults_have_lines_and_take_nothing_else_with_them() {
        let (decisions, faults) = read(
            "articles:\n  dock-fees:\n    - quote: one\n      speakr: Olga Example\n    - quote: two\n      speaker: Jan Roe\n    \
             - {date: May, is: last month}\n    - {speaker: Jan Roe}\n    - {quote: a, date: b}\n    - {quote: “”, speaker: x}\n",
        );
        assert_eq!(
            faults,
            [
                "unknown-key line 4",
                "invalid-date line 7",
                "incomplete-decision line 8",
                "incomplete-decision line 9",
                "incomplete-decision line 10"
            ]
        );
        assert_eq!(decisions.passages.len(), 1);
        assert_eq!(decisions.passages[0].words, "two");
    }

    #[test]
    fn an_empty_file_decides_nothing() {
        for text in ["", "# Nothing yet.\n", "people:\narticles:\n  dock-fees:\n"] {
            let (decisions, faults) = read(text);
            assert_eq!(faults, Vec::<String>::new(), "{text}");
            assert!(decisions.passages.is_empty() && decisions.people.is_empty());
        }
    }
}
