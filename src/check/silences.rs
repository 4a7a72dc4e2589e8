//! What the author does not want to be told: codes silenced for the site, for an article, for a place.
//!
//! A comment `nutgraf: ignore code, code` silences the line that it ends, or, alone on a line, the paragraph below (in
//! YAML: the line below). Errors are never silenced, as the site can't be published with them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Severity, SourceFile, explain, unknown_code};
use crate::site::Site;

/// The words of a comment that silences.
const WORDS: &str = "nutgraf: ignore";

/// What the settings and the articles of a site silence; comments are read where they are needed.
#[derive(Debug, Default)]
pub struct Silences<'s> {
    site: BTreeSet<&'s str>,
    files: BTreeMap<&'s Path, &'s [String]>,
}

impl<'s> Silences<'s> {
    /// What `site` silences.
    pub fn of(site: &'s Site) -> Self {
        let articles = site.articles.iter().map(|article| &article.article);
        let articles = articles.filter(|article| !article.ignored.is_empty());
        Self {
            site: site.config.ignored.iter().map(String::as_str).collect(),
            files: articles
                .map(|article| (article.file.path.as_path(), article.ignored.as_slice()))
                .collect(),
        }
    }

    /// Takes out of `diagnostics` what is silenced, and returns it.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut comments: HashMap<*const SourceFile, Vec<Comment<'_>>> = HashMap::new();
        for one in diagnostics.iter().filter(|one| one.severity < Severity::Error) {
            if let Some(place) = &one.place {
                let file = &place.file;
                comments.entry(Arc::as_ptr(file)).or_insert_with(|| read(file));
            }
        }
        let is_silenced = |one: &Diagnostic| {
            if one.severity == Severity::Error {
                return false;
            }
            if self.site.contains(one.code) {
                return true;
            }
            let Some(place) = &one.place else { return false };
            let in_file = self.files.get(place.file.path.as_path());
            in_file.is_some_and(|codes| codes.iter().any(|code| code == one.code))
                || comments[&Arc::as_ptr(&place.file)].iter().any(|comment| comment.silences(one))
        };
        let silent: Vec<bool> = diagnostics.iter().map(is_silenced).collect();
        drop(comments);
        let mut silent = silent.into_iter();
        diagnostics.extract_if(.., |_| silent.next() == Some(true)).collect()
    }
}

/// What is wrong with the comments of `files`: names that nothing has, and comments that silence none of `silenced`.
pub fn unused<'f>(
    files: impl IntoIterator<Item = &'f Arc<SourceFile>>,
    silenced: &[Diagnostic],
) -> Vec<Diagnostic> {
    let mut by_file: HashMap<&Path, Vec<&Diagnostic>> = HashMap::new();
    for one in silenced {
        if let Some(place) = &one.place {
            by_file.entry(&place.file.path).or_default().push(one);
        }
    }
    let mut faults = Vec::new();
    for file in files {
        let said = by_file.get(file.path.as_path()).map(Vec::as_slice).unwrap_or_default();
        for comment in read(file) {
            faults.extend(unknown_code(file, comment.code, comment.place.clone()));
            if explain(comment.code).is_some() && !said.iter().any(|one| comment.silences(one)) {
                faults.push(
                    Diagnostic::advice("unused-ignore", format!("nothing here is called {}", comment.code))
                        .at(file, comment.place, "silences nothing")
                        .help("delete the comment, so that it can't hide a mistake later"),
                );
            }
        }
    }
    faults
}

/// One code of a comment.
#[derive(Debug, PartialEq, Eq)]
struct Comment<'t> {
    code: &'t str,
    /// Bytes of the code.
    place: Range<usize>,
    /// Bytes for which it is silenced.
    holds: Range<usize>,
}

impl Comment<'_> {
    fn silences(&self, diagnostic: &Diagnostic) -> bool {
        let span = diagnostic.place.as_ref().and_then(|place| place.span.as_ref());
        self.code == diagnostic.code
            && span.is_some_and(|span| self.holds.start <= span.start && span.start < self.holds.end)
    }
}

/// The comments of `file` that silence something. Code that shows one is none.
fn read(file: &SourceFile) -> Vec<Comment<'_>> {
    let text = file.text.as_str();
    let mut found = Vec::new();
    if memchr::memmem::find(text.as_bytes(), WORDS.as_bytes()).is_none() {
        return found;
    }
    let is_data = file.path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let (mut start, mut fences, mut code) = (0, 0, None);
    for line in text.split_inclusive('\n') {
        let span = start..start + line.trim_end_matches(['\r', '\n']).len();
        start += line.len();
        let is_yaml = is_data || fences == 1;
        if !is_yaml {
            let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
            match (code, mark) {
                (None, Some(mark)) => code = Some(mark),
                (Some(open), Some(mark)) if open == mark => code = None,
                _ => {}
            }
        }
        if !is_data && fences < 2 && line.trim_end() == "---" {
            fences += 1;
        } else if code.is_none() {
            note(text, span, is_yaml, &mut found);
        }
    }
    found
}

/// Adds what the comment in the line at `line` silences, if there is one.
fn note<'t>(text: &'t str, line: Range<usize>, is_yaml: bool, found: &mut Vec<Comment<'t>>) {
    let (opening, closing) = if is_yaml { ("#", None) } else { ("<!--", Some("-->")) };
    let Some(at) = text[line.clone()].find(WORDS).map(|at| line.start + at) else { return };
    let Some(before) = text[line.start..at].trim_end().strip_suffix(opening) else { return };
    let end = match closing {
        Some(closing) => text[at..line.end].find(closing).map(|end| at + end),
        None => Some(line.end),
    };
    // Without its end, or in code: no comment.
    let Some(end) = end.filter(|_| before.bytes().filter(|byte| *byte == b'`').count() % 2 == 0) else {
        return;
    };
    let after = &text[(end + closing.map_or(0, str::len)).min(line.end)..line.end];
    let holds = match (before.trim().is_empty() && after.trim().is_empty(), is_yaml) {
        (false, _) => line.clone(),
        (true, true) => line.end..next_line_end(text, line.end),
        (true, false) => line.end..paragraph_end(text, line.end),
    };
    let mut offset = at + WORDS.len();
    for part in text[offset..end].split([',', ' ', '\t']) {
        if !part.is_empty() {
            found.push(Comment { code: part, place: offset..offset + part.len(), holds: holds.clone() });
        }
        offset += part.len() + 1;
    }
}

/// End of the line after the one that ends at `at`.
fn next_line_end(text: &str, at: usize) -> usize {
    let next = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    text[next..].find('\n').map_or(text.len(), |end| next + end)
}

/// End of the paragraph after the line that ends at `at`, blank lines before it skipped.
fn paragraph_end(text: &str, at: usize) -> usize {
    let mut end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let mut begun = false;
    for line in text[end..].split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if blank && begun {
            break;
        }
        begun |= !blank;
        end += line.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile::new("content/articles/a.md", text))
    }

    fn held(text: &str) -> Vec<(String, String)> {
        let file = file(text);
        let shown = |comment: Comment<'_>| (comment.code.to_owned(), text[comment.holds].trim().to_owned());
        read(&file).into_iter().map(shown).collect()
    }

    #[test]
    fn a_comment_holds_for_its_line_or_for_the_paragraph_below() {
        let pair = |code: &str, words: &str| (code.to_owned(), words.to_owned());
        assert_eq!(
            held("One. <!-- nutgraf: ignore words-differ -->\nTwo.\n"),
            [pair("words-differ", "One. <!-- nutgraf: ignore words-differ -->")]
        );
        assert_eq!(
            held("Zero.\n\n<!-- nutgraf: ignore a-b, c-d -->\n\nOne\ntwo.\n\nThree.\n"),
            [pair("a-b", "One\ntwo."), pair("c-d", "One\ntwo.")]
        );
        assert_eq!(
            held("---\nsources:\n  # nutgraf: ignore a-b\n  - title: X\n    url: y\n---\n"),
            [pair("a-b", "- title: X")]
        );
        assert_eq!(held("the words nutgraf: ignore a-b in a sentence"), []);
        assert_eq!(held("<!-- nutgraf: ignore a-b"), []);
        assert_eq!(held("`<!-- nutgraf: ignore a-b -->`"), []);
        assert_eq!(held("```\n<!-- nutgraf: ignore a-b -->\n```\n"), []);
        assert_eq!(held("# nutgraf: ignore a-b\n"), []);
    }

    #[test]
    fn errors_are_never_silenced_and_idle_comments_are_told() {
        let text = "<!-- nutgraf: ignore broken-link, words-differ, wrods-differ -->\nHere.\n";
        let file = file(text);
        let here = text.find("Here").unwrap();
        let mut list = vec![
            Diagnostic::error("broken-link", "x").at(&file, here..here + 4, ""),
            Diagnostic::warning("words-differ", "y").at(&file, here..here + 4, ""),
            Diagnostic::warning("words-differ", "z").at(&file, 0..1, ""),
        ];
        let silenced = Silences::default().apply(&mut list);
        let messages = |list: &[Diagnostic]| list.iter().map(|one| one.message.clone()).collect::<Vec<_>>();
        assert_eq!(messages(&silenced), ["y"]);
        assert_eq!(messages(&list), ["x", "z"]);
        let faults = unused([&file], &silenced);
        let codes: Vec<_> = faults.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["unused-ignore", "unknown-code"]);
        assert_eq!(faults[1].help.as_deref(), Some("did you mean `words-differ`?"));
    }
}
