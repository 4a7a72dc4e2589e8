//! What the importer tells the author: each guess at its place, the page's labels together in one line.

use std::ops::Range;
use std::sync::Arc;

use super::draft::Draft;
use super::html_blocks::Picture;
use crate::diagnostics::{Diagnostic, SourceFile};

/// Characters of a passage that are enough to find it in a page's source.
const FINGERPRINT: usize = 24;

/// Collects what there is to tell about one file.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    file: &'a Arc<SourceFile>,
    list: Vec<Diagnostic>,
    /// Labels that were dropped without a question.
    labels: Vec<String>,
}

impl<'a> Notes<'a> {
    pub fn new(file: &'a Arc<SourceFile>) -> Self {
        Self { file, list: Vec::new(), labels: Vec::new() }
    }

    /// A label of the page was dropped.
    pub fn label(&mut self, text: &str) {
        if !text.is_empty() {
            self.labels.push(text.to_owned());
        }
    }

    /// Something worth knowing at `span`.
    pub fn advice(&mut self, code: &'static str, message: &str, span: Range<usize>, label: &str, help: &str) {
        self.push(Diagnostic::advice(code, message).at(self.file, span, label), help);
    }

    /// Something to be looked at, at `span`.
    pub fn warning(
        &mut self,
        code: &'static str,
        message: &str,
        span: Range<usize>,
        label: &str,
        help: &str,
    ) {
        self.push(Diagnostic::warning(code, message).at(self.file, span, label), help);
    }

    /// Something to be looked at in the file as a whole.
    pub fn about_file(&mut self, code: &'static str, message: &str, help: &str) {
        self.push(Diagnostic::warning(code, message).in_file(self.file), help);
    }

    /// Something worth knowing about the file as a whole.
    pub fn note(&mut self, code: &'static str, message: &str, help: &str) {
        self.push(Diagnostic::advice(code, message).in_file(self.file), help);
    }

    /// The passage at `span` was left out, because it `looks` like something else.
    pub fn dropped(&mut self, span: Range<usize>, looks: &str) {
        let line = self.file.text[..span.start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let message = format!("line {line} was dropped: it {looks}");
        self.warning(
            "import-dropped",
            &message,
            span,
            "not in the article",
            "copy it from here if it belongs to the article",
        );
    }

    /// The passage `text` of a page was left out.
    pub fn left_out(&mut self, text: &str, looks: &str) {
        if let Some(span) = self.find(text) {
            return self.dropped(span, looks);
        }
        let mut start: String = text.chars().take(60).collect();
        if start.len() < text.len() {
            start.push('…');
        }
        self.about_file(
            "import-dropped",
            &format!("“{start}” was dropped: it {looks}"),
            "copy it from the page if it belongs to the article",
        );
    }

    /// A line in bold was taken for a heading.
    pub fn heading(&mut self, text: &str) {
        let note = Diagnostic::advice(
            "import-heading",
            format!("a line in bold was taken for a section heading: {text}"),
        );
        let note = match self.find(text) {
            Some(span) => note.at(self.file, span, "heading, or a sentence?"),
            None => note.in_file(self.file),
        };
        self.push(note, "");
    }

    /// A picture inside the text was left out.
    pub fn picture(&mut self, picture: &Picture) {
        let what = picture.src.as_deref().unwrap_or(&picture.caption);
        let note =
            Diagnostic::advice("import-picture", format!("a picture in the text was left out: {what}"));
        let note = match picture.src.as_deref().and_then(|src| self.find(src.rsplit('/').next()?)) {
            Some(span) => note.at(self.file, span, "its caption is kept in italics"),
            None => note.in_file(self.file),
        };
        self.push(note, "save the picture beside the article and put it where the comment is");
    }

    /// Something embedded was left out.
    pub fn embed(&mut self, address: &str) {
        let note = Diagnostic::advice("import-embed", format!("something embedded was left out: {address}"));
        self.push(note.in_file(self.file), "the article has a comment in its place");
    }

    /// Links that lost their address.
    pub fn lost_links(&mut self, count: usize) {
        if count > 0 {
            let links = if count == 1 { "1 link".to_owned() } else { format!("{count} links") };
            self.about_file(
                "import-links",
                &format!(
                    "{links} to the page's own site became plain words: the page doesn't say its own address"
                ),
                "put the links back where readers need them",
            );
        }
    }

    /// All that there is to tell.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    /// All that there is to tell, with what `draft` lacks.
    pub fn finish(mut self, draft: &Draft) -> Vec<Diagnostic> {
        if draft.summary.is_empty() {
            let note = Diagnostic::advice("import-no-standfirst", "no standfirst found").in_file(self.file);
            self.push(note, "write one or two sentences under `summary`");
        }
        if draft.date.is_none() {
            let help = "write it under `date`: without it “on Tuesday” can't be resolved";
            self.about_file("import-no-date", "no date of publication found", help);
        }
        if let Some(labels) = labels(&self.labels) {
            self.list.push(Diagnostic::advice("import-labels", labels).in_file(self.file));
        }
        self.list
    }

    fn push(&mut self, diagnostic: Diagnostic, help: &str) {
        self.list.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    /// Where `text` stands in the source, by its first characters up to some markup.
    fn find(&self, text: &str) -> Option<Range<usize>> {
        let start: String = text.trim().chars().take(FINGERPRINT).collect();
        let start = start.trim_end();
        let body = self.file.text.find("<body").unwrap_or(0);
        let at = body + self.file.text[body..].find(start).filter(|_| start.len() >= 8)?;
        let rest = &self.file.text[at..];
        let end = rest.find(['<', '\n', '"']).unwrap_or(rest.len()).max(start.len());
        Some(at..at + end)
    }
}

/// One line about all labels that were dropped without a question.
fn labels(dropped: &[String]) -> Option<String> {
    /// More than these need not be named.
    const MOST_NAMED: usize = 12;
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for label in dropped {
        match counted.iter_mut().find(|(known, _)| known == label) {
            Some((_, count)) => *count += 1,
            None => counted.push((label, 1)),
        }
    }
    let rest = counted.len().saturating_sub(MOST_NAMED);
    let mut named: Vec<String> = counted
        .into_iter()
        .take(MOST_NAMED)
        .map(
            |(label, count)| {
                if count == 1 { format!("“{label}”") } else { format!("“{label}” ({count} times)") }
            },
        )
        .collect();
    if rest > 0 {
        named.push(format!("and {rest} more"));
    }
    let lines = if dropped.len() == 1 { "1 line".to_owned() } else { format!("{} lines", dropped.len()) };
    let message = format!("{lines} of the page around the article dropped: {}", named.join(", "));
    (!dropped.is_empty()).then_some(message)
}
