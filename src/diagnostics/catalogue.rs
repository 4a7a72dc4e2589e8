//! What each code means: the page of the guide about the checks, cut at its headings.
//!
//! The page is the one source. `nutgraf explain` prints a section of it, reports group by its headings, and a test
//! holds every code in the program against it.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::{Diagnostic, Severity, SourceFile};

const PAGE: &str = include_str!("../../content/guide/checks.md");

/// What the guide says about one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// Heading above it: what it is about ("Links and images").
    pub group: &'static str,
    /// Place of the group on the page, from 0: the order in which reports come.
    pub rank: usize,
    /// How bad it usually is.
    pub severity: Severity,
    /// Markdown, without the severity.
    pub text: &'static str,
}

impl Explanation {
    /// The first sentence, in one line.
    pub fn summary(&self) -> String {
        let text = self.text;
        let end = text.match_indices(['.', ':']).map(|(at, _)| at + 1);
        let ends_here = |at: &usize| text[*at..].chars().next().is_none_or(char::is_whitespace);
        let end = end.filter(|at| !at_abbreviation(text, *at)).find(ends_here).unwrap_or(text.len());
        text[..end - 1].split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether a code word is open at `at`, so that a full stop in it ends no sentence.
fn at_abbreviation(text: &str, at: usize) -> bool {
    text[..at].bytes().filter(|byte| *byte == b'`').count() % 2 == 1
}

/// Everything that can be said, in the order of the guide.
pub fn explanations() -> &'static [Explanation] {
    static ALL: LazyLock<Vec<Explanation>> = LazyLock::new(|| read(PAGE));
    &ALL
}

/// What the guide says about `code`.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    explanations().iter().find(|explanation| explanation.code == code)
}

/// The code that `name` was probably meant to be.
pub fn nearest_code(name: &str) -> Option<&'static str> {
    let codes = explanations().iter().map(|explanation| explanation.code);
    let scored = codes.map(|code| (strsim::jaro_winkler(name, code), code));
    let (score, code) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (score >= 0.8).then_some(code)
}

/// An error when `code`, written at `place`, is the name of no message.
pub fn unknown_code(file: &Arc<SourceFile>, code: &str, place: Range<usize>) -> Option<Diagnostic> {
    if explain(code).is_some() {
        return None;
    }
    let help = match nearest_code(code) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "take the name from between the brackets of the message: warning[words-differ]".to_owned(),
    };
    let message = format!("no message is called “{code}”");
    Some(Diagnostic::error("unknown-code", message).at(file, place, "silences nothing").help(help))
}

/// The sections of `page`: `##` is a group, `###` a code, and the first words below it its severity.
fn read(page: &'static str) -> Vec<Explanation> {
    let mut found = Vec::new();
    let groups = page.split("\n## ").skip(1);
    for (rank, group) in groups.enumerate() {
        let mut sections = group.split("\n### ");
        let title = sections.next().and_then(|head| head.lines().next()).unwrap_or_default();
        for section in sections {
            let Some((code, text)) = section.split_once('\n') else { continue };
            let (severity, text) = severity(text.trim());
            found.push(Explanation { code, group: title, rank, severity, text });
        }
    }
    found
}

fn severity(text: &str) -> (Severity, &str) {
    let words =
        [("*Error.*", Severity::Error), ("*Warning.*", Severity::Warning), ("*Advice.*", Severity::Advice)];
    let said = words.iter().find_map(|(word, severity)| Some((*severity, text.strip_prefix(word)?.trim())));
    said.unwrap_or((Severity::Warning, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_a_severity_and_a_sentence_for_each_code() {
        assert!(explanations().len() > 50);
        for explanation in explanations() {
            let code = explanation.code;
            assert!(code.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric()), "{code}");
            assert!(PAGE.contains(&format!("### {code}\n\n*")), "{code} says how bad it is");
            assert!(explanation.summary().len() > 12, "{code}: {}", explanation.summary());
        }
    }

    #[test]
    fn a_summary_is_one_sentence() {
        let summary = |code| explain(code).unwrap().summary();
        assert_eq!(summary("broken-link"), "A link leads to no page or file of the site");
        assert!(summary("plain-text-article").ends_with("among the articles"));
    }

    #[test]
    fn a_misspelt_code_is_guessed() {
        assert_eq!(nearest_code("brokn-link"), Some("broken-link"));
        assert_eq!(nearest_code("zzzz"), None);
    }
}
