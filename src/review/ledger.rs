//! The text of `review.yaml` with one entry more or less. All other lines stay as they are, comments too.
//!
//! Every edit is checked by reading the result: where it does not hold what it should and all that it held before, nothing is
//! changed. So a file written in a form that can't be added to is refused, never damaged.

use std::ops::Range;

use crate::content::{Decisions, PassageDecision, PersonDecision, read_decisions, review_source};
use crate::diagnostics::{Diagnostic, Severity};
use crate::text::slug;

/// One entry of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Who somebody is.
    Person(PersonDecision),
    /// What a passage means.
    Passage(PassageDecision),
}

/// Why the file was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// It has faults, which come first.
    #[error("content/review.yaml has faults, which come first")]
    Faults(Vec<Diagnostic>),
    /// It is written so that no line can be added or taken away.
    #[error(
        "content/review.yaml is written in a form that can't be added to; write its lists with a dash at the beginning of each entry"
    )]
    Form,
}

/// What a new file begins with.
const HEAD: &str = "# The editor's decisions, written by `nutgraf review` and `nutgraf serve`, and fit to edit by hand.\n\
                    # Delete an entry to undo it.\n";

/// `text` with `entry` added. `before` says which entries about passages of the same article stand after it in the text;
/// the entry is put before the first of them.
///
/// # Errors
///
/// When the file has faults or its form does not allow for it.
pub fn add(
    text: &str,
    entry: &Entry,
    before: impl Fn(&PassageDecision) -> bool,
) -> Result<String, LedgerError> {
    let decisions = parse(text)?;
    let text = if text.trim().is_empty() { HEAD } else { text };
    let edited = match entry {
        Entry::Person(person) => add_person(text, &decisions, person),
        Entry::Passage(passage) => add_passage(text, &decisions, passage, before),
    };
    let now = parse(&edited).map_err(|_| LedgerError::Form)?;
    let mut wanted = entries(&decisions);
    wanted.push(entry.clone());
    if holds(&now, wanted) { Ok(edited) } else { Err(LedgerError::Form) }
}

/// `text` without the first entry that says what `entry` says; `None` when there is none.
///
/// # Errors
///
/// When the file has faults or its form does not allow for it.
pub fn remove(text: &str, entry: &Entry) -> Result<Option<String>, LedgerError> {
    let decisions = parse(text)?;
    let all = entries(&decisions);
    let Some(at) = all.iter().position(|other| same(other, entry)) else { return Ok(None) };
    let lines = lines_of(text, span(&all[at]));
    let mut edited = text.to_owned();
    edited.replace_range(lines, "");
    let mut wanted = all;
    wanted.remove(at);
    match parse(&edited) {
        Ok(now) if holds(&now, wanted) => Ok(Some(edited)),
        _ => Err(LedgerError::Form),
    }
}

/// `text` with `new` in the place of the first entry that says what `old` says.
///
/// # Errors
///
/// When the file has faults, has no such entry, or its form does not allow for it.
pub fn replace(text: &str, old: &Entry, new: &Entry) -> Result<String, LedgerError> {
    let decisions = parse(text)?;
    let mut wanted = entries(&decisions);
    let at = wanted.iter().position(|other| same(other, old)).ok_or(LedgerError::Form)?;
    let span = span(&wanted[at]);
    let (lines, indent) = (lines_of(text, span.clone()), indent(text, span.start));
    let written = match new {
        Entry::Passage(passage) => block(passage, indent),
        Entry::Person(person) => person_line(person, indent),
    };
    let mut edited = text.to_owned();
    edited.replace_range(lines, &written);
    wanted[at] = new.clone();
    match parse(&edited) {
        Ok(now) if holds(&now, wanted) => Ok(edited),
        _ => Err(LedgerError::Form),
    }
}

/// A file that holds `entries` and nothing else.
///
/// # Errors
///
/// When an entry says nothing that could be read again.
pub fn text_of(entries: &[Entry]) -> Result<String, LedgerError> {
    entries.iter().try_fold(String::new(), |text, entry| add(&text, entry, |_| false))
}

/// The entries that the file `text` holds: those about people, then those about passages.
///
/// # Errors
///
/// When the file has faults.
pub fn parse_entries(text: &str) -> Result<Vec<Entry>, LedgerError> {
    Ok(entries(&parse(text)?))
}

/// Whether `decisions` hold an entry that says what `entry` says.
pub fn holds_entry(decisions: &Decisions, entry: &Entry) -> bool {
    entries(decisions).iter().any(|other| same(other, entry))
}

fn parse(text: &str) -> Result<Decisions, LedgerError> {
    let (decisions, faults) = read_decisions(&review_source(text));
    let faults: Vec<Diagnostic> =
        faults.into_iter().filter(|fault| fault.severity == Severity::Error).collect();
    if faults.is_empty() { Ok(decisions) } else { Err(LedgerError::Faults(faults)) }
}

fn entries(decisions: &Decisions) -> Vec<Entry> {
    let people = decisions.people.iter().cloned().map(Entry::Person);
    people.chain(decisions.passages.iter().cloned().map(Entry::Passage)).collect()
}

/// Whether `now` holds just the entries `wanted`, in whatever order.
fn holds(now: &Decisions, mut wanted: Vec<Entry>) -> bool {
    for entry in entries(now) {
        match wanted.iter().position(|other| same(other, &entry)) {
            Some(at) => drop(wanted.swap_remove(at)),
            None => return false,
        }
    }
    wanted.is_empty()
}

/// Whether two entries say the same, wherever they stand.
pub fn same(one: &Entry, other: &Entry) -> bool {
    match (one, other) {
        (Entry::Person(one), Entry::Person(other)) => {
            (&one.name, &one.articles, &one.is) == (&other.name, &other.articles, &other.is)
        }
        (Entry::Passage(one), Entry::Passage(other)) => {
            (&one.article, &one.words, &one.beside, &one.verdict)
                == (&other.article, &other.words, &other.beside, &other.verdict)
        }
        _ => false,
    }
}

fn span(entry: &Entry) -> Range<usize> {
    match entry {
        Entry::Person(person) => person.span.clone(),
        Entry::Passage(passage) => passage.span.clone(),
    }
}

/// Whether two entries are about the same words of an article, or the same name in the same place.
pub fn about_the_same(one: &Entry, other: &Entry) -> bool {
    match (one, other) {
        (Entry::Person(one), Entry::Person(other)) => {
            let shared = one.articles.iter().any(|article| other.articles.contains(article));
            slug(&one.name) == slug(&other.name)
                && (shared || one.articles.is_empty() && other.articles.is_empty())
        }
        (Entry::Passage(one), Entry::Passage(other)) => {
            one.article == other.article
                && one.verdict.keys() == other.verdict.keys()
                && one.beside.as_deref().map(slug) == other.beside.as_deref().map(slug)
                && slug(&one.words) == slug(&other.words)
        }
        _ => false,
    }
}

/// What an entry says: a name, a date, or `none`.
pub fn answer_of(entry: &Entry) -> &str {
    match entry {
        Entry::Person(person) => &person.is,
        Entry::Passage(passage) => passage.verdict.answer(),
    }
}

/// The whole lines that hold `span`.
fn lines_of(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    // The end of a value may lie behind its line break.
    let end = span.start + text[span.clone()].trim_end().len();
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    start..end
}

/// How far the line that holds byte `at` is indented.
fn indent(text: &str, at: usize) -> &str {
    let line = &text[text[..at].rfind('\n').map_or(0, |at| at + 1)..];
    &line[..line.len() - line.trim_start_matches(' ').len()]
}

/// `text` with the line or lines `lines` at byte `at`, which begins a line.
fn insert(text: &str, at: usize, lines: &str) -> String {
    let (before, after) = text.split_at(at);
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    format!("{before}{gap}{lines}{after}")
}

fn person_line(person: &PersonDecision, indent: &str) -> String {
    let articles: Vec<String> = person.articles.iter().map(|slug| scalar(slug, true)).collect();
    let within = if articles.is_empty() { String::new() } else { format!(" in: [{}],", articles.join(", ")) };
    let (name, is) = (scalar(&person.name, true), scalar(&person.is, true));
    format!("{indent}- {{name: {name},{within} is: {is}}}\n")
}

fn add_person(text: &str, decisions: &Decisions, person: &PersonDecision) -> String {
    let line = |indent: &str| person_line(person, indent);
    if let Some(last) = decisions.people.last() {
        let lines = lines_of(text, last.span.clone());
        return insert(text, lines.end, &line(indent(text, last.span.start)));
    }
    // `people:` may stand there and hold nothing; a second one would be a fault, so the key itself is looked for.
    match key_line(text, "people:") {
        Some(end) => insert(text, end, &line("  ")),
        None => insert(text, text.len(), &format!("\npeople:\n{}", line("  "))),
    }
}

/// Where the line ends that is the key `key` at the margin and nothing more.
fn key_line(text: &str, key: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let rest = line.strip_prefix(key).map(str::trim);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#')) {
            return Some(at);
        }
    }
    None
}

fn add_passage(
    text: &str,
    decisions: &Decisions,
    passage: &PassageDecision,
    before: impl Fn(&PassageDecision) -> bool,
) -> String {
    let own = || decisions.passages.iter().filter(|other| other.article == passage.article);
    if let Some(last) = own().next_back() {
        let indent = indent(text, last.span.start);
        return match own().find(|other| before(other)) {
            Some(next) => insert(text, lines_of(text, next.span.clone()).start, &block(passage, indent)),
            None => insert(text, lines_of(text, last.span.clone()).end, &block(passage, indent)),
        };
    }
    let articles = &decisions.layout.by_article;
    if let Some((_, key, _)) = articles.iter().find(|(slug, ..)| *slug == passage.article) {
        // The article stands there and holds nothing.
        let deeper = format!("{}  ", indent(text, key.start));
        return insert(text, lines_of(text, key.clone()).end, &block(passage, &deeper));
    }
    let with_key = |indent: &str| {
        format!("{indent}{}:\n{}", scalar(&passage.article, false), block(passage, &format!("{indent}  ")))
    };
    // Articles stand in the order of the alphabet, so that branches of a repository meet less often.
    if let Some((_, key, _)) = articles.iter().find(|(slug, ..)| *slug > passage.article) {
        return insert(text, lines_of(text, key.clone()).start, &with_key(indent(text, key.start)));
    }
    if let Some((_, key, list)) = articles.last() {
        let end = lines_of(text, key.start..list.end.max(key.end)).end;
        return insert(text, end, &with_key(indent(text, key.start)));
    }
    match key_line(text, "articles:") {
        Some(end) => insert(text, end, &with_key("  ")),
        None => insert(text, text.len(), &format!("\narticles:\n{}", with_key("  "))),
    }
}

/// An entry in lines of its own.
fn block(passage: &PassageDecision, indent: &str) -> String {
    let (about, answer) = passage.verdict.keys();
    let mut lines = format!("{indent}- {about}: {}\n", scalar(&passage.words, false));
    if let Some(beside) = &passage.beside {
        lines.push_str(&format!("{indent}  beside: {}\n", scalar(beside, false)));
    }
    lines.push_str(&format!("{indent}  {answer}: {}\n", scalar(passage.verdict.answer(), false)));
    lines
}

/// `text` as a YAML scalar: plain where that reads as the same text, in quotation marks elsewhere.
fn scalar(text: &str, in_flow: bool) -> String {
    let first = text.chars().next();
    let begins_well = first.is_some_and(|first| first.is_alphanumeric() || "“‘«„(".contains(first));
    let is_plain = begins_well
        && text.trim() == text
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.chars().any(|c| c.is_control() || "\u{85}\u{2028}\u{2029}\u{feff}".contains(c))
        && !(in_flow && text.contains([',', '[', ']', '{', '}', ':']))
        && !matches!(text.to_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off");
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::verdict::Verdict;

    fn passage(article: &str, words: &str, speaker: &str) -> Entry {
        Entry::Passage(PassageDecision {
            article: article.to_owned(),
            words: words.to_owned(),
            beside: Some("she said".to_owned()),
            verdict: Verdict::Named(speaker.to_owned()),
            span: 0..0,
        })
    }

    fn person(name: &str, is: &str) -> Entry {
        let (name, is) = (name.to_owned(), is.to_owned());
        Entry::Person(PersonDecision { name, articles: vec!["tax".to_owned()], is, span: 0..0 })
    }

    #[test]
    fn a_new_file_reads_as_written() {
        let text = add("", &passage("tax", "“We wait,”", "Olga Roe"), |_| false).unwrap();
        let text = add(&text, &passage("dock", "“No: never,”", "Olga Roe"), |_| false).unwrap();
        let text =
            add(&text, &passage("tax", "“First,”", "Jan Roe"), |other| other.words.contains("wait")).unwrap();
        let text = add(&text, &person("Roe", "Roe, Olga"), |_| false).unwrap();
        assert_eq!(
            text.strip_prefix(HEAD).unwrap(),
            "\narticles:\n  dock:\n    - quote: \"“No: never,”\"\n      beside: she said\n      speaker: Olga Roe\n  \
             tax:\n    - quote: “First,”\n      beside: she said\n      speaker: Jan Roe\n    - quote: “We wait,”\n      \
             beside: she said\n      speaker: Olga Roe\n\npeople:\n  - {name: Roe, in: [tax], is: \"Roe, Olga\"}\n"
        );
    }

    #[test]
    fn what_an_editor_wrote_stays() {
        let text = "# Ours.\npeople:   # who\narticles:\n    # The tax.\n    tax:\n    - quote: one  # sure\n      speaker: A Roe\n    # After it.\n";
        let entry = passage("tax", "two", "B Roe");
        let added = add(text, &entry, |_| false).unwrap();
        assert_eq!(
            added,
            text.replace(
                "    # After",
                "    - quote: two\n      beside: she said\n      speaker: B Roe\n    # After"
            )
        );
        assert_eq!(remove(&added, &entry).unwrap().as_deref(), Some(text));
        assert!(add(text, &person("Roe", "A Roe"), |_| false).unwrap().contains("# who\n  - {name: Roe"));
        assert_eq!(remove(text, &entry).unwrap(), None);
    }

    #[test]
    fn an_entry_gives_way_to_another_in_its_place() {
        let text = "articles:\n  tax:\n    - {quote: one, beside: she said, speaker: A Roe}\n    - quote: two\n      beside: she said\n      speaker: B Roe\n";
        let edited = replace(text, &passage("tax", "one", "A Roe"), &passage("tax", "one", "C Roe")).unwrap();
        let new = "    - quote: one\n      beside: she said\n      speaker: C Roe\n";
        assert_eq!(edited, text.replace("    - {quote: one, beside: she said, speaker: A Roe}\n", new));
        assert!(replace(text, &passage("tax", "one", "B Roe"), &passage("tax", "one", "C Roe")).is_err());
        assert!(about_the_same(&passage("tax", "“One”", "A"), &passage("tax", "one", "B")));
        assert!(!about_the_same(&passage("tax", "one", "A"), &passage("rent", "one", "A")));
    }

    #[test]
    fn a_form_that_can_not_be_added_to_is_refused() {
        let flow = "articles: {tax: [{quote: one, speaker: A Roe}]}\n";
        assert!(matches!(add(flow, &passage("tax", "two", "B Roe"), |_| false), Err(LedgerError::Form)));
        let broken = "articles:\n  tax: [\n";
        assert!(matches!(
            add(broken, &passage("tax", "two", "B Roe"), |_| false),
            Err(LedgerError::Faults(_))
        ));
    }

    proptest! {
        #[test]
        fn any_words_come_back(words in "[a-zé“”:#,\\[\\]{}'\"\\\\ \n-]{0,40}x", name in "[A-Zé][a-z ,:'#-]{0,20}x") {
            let (words, name) = (words.trim(), name.trim());
            let entry = passage("tax", words, name);
            let text = add("", &entry, |_| false).unwrap();
            prop_assert_eq!(remove(&text, &entry).unwrap().is_some(), true);
            prop_assert!(add(&text, &person(name, name), |_| false).is_ok());
        }
    }
}
