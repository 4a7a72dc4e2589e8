//! Headings, alerts, signed block quotations and code.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel};

use super::emit::Emitter;
use super::escape::{push_attribute, push_text};
use super::events::{Signature, without_dash};
use crate::content::{Contents, highlight};
use crate::diagnostics::Diagnostic;
use crate::text::BlockKind;

impl Emitter<'_> {
    pub fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&CowStr<'_>>,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
        index: usize,
        place: Range<usize>,
    ) {
        let level = (level as usize + self.lowered).clamp(2, 6);
        let title = self.events.plain_text(index + 1..self.events.partner(index));
        let id = match id {
            Some(id) if self.ids.claim(id) => id.to_string(),
            Some(id) => {
                let message = format!("two places of this text have the identifier `{id}`");
                self.report.warning(
                    "duplicate-id",
                    message,
                    place,
                    "this is the second",
                    "give one of them another",
                );
                self.ids.make(&title)
            }
            None => self.ids.make(&title),
        };
        let mut start = format!("<h{level} id=\"");
        push_attribute(&mut start, &id);
        start.push('"');
        if !classes.is_empty() {
            start.push_str(" class=\"");
            push_attribute(&mut start, &classes.join(" "));
            start.push('"');
        }
        for (name, value) in attributes {
            let is_safe = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if (name.starts_with("data-") || matches!(name.as_ref(), "lang" | "dir" | "title"))
                && is_safe(name)
            {
                start.push_str(&format!(" {name}=\""));
                push_attribute(&mut start, value.as_deref().unwrap_or_default());
                start.push('"');
            }
        }
        start.push('>');
        self.writer.end_block();
        self.writer.open(&start, format!("</h{level}>\n"));
        let level = u8::try_from(level).unwrap_or(6);
        self.writer.begin_block(BlockKind::Heading(level));
        if self.quotes + self.asides + self.items == 0 {
            self.headings.push(Contents { level, id, title: title.trim().to_owned(), children: Vec::new() });
        }
    }

    pub fn alert(&mut self, kind: BlockQuoteKind) {
        let (name, label) = match kind {
            BlockQuoteKind::Note => ("note", &self.labels.note),
            BlockQuoteKind::Tip => ("tip", &self.labels.tip),
            BlockQuoteKind::Important => ("important", &self.labels.important),
            BlockQuoteKind::Warning => ("warning", &self.labels.warning),
            BlockQuoteKind::Caution => ("caution", &self.labels.caution),
        };
        let start = format!(
            "<aside class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-label\">{label}</p>\n"
        );
        self.block(&start, "</aside>\n");
        self.asides += 1;
    }

    /// A block quotation with its signature below.
    pub fn signed_quote(&mut self, quote: usize, signature: Signature) {
        self.block("<figure class=\"quote\">\n<blockquote>\n", "");
        let first_block = self.writer.blocks;
        self.quotes += 1;
        self.emit(quote + 1..signature.paragraph);
        if let Some(line_break) = signature.line_break {
            self.block("<p>", "</p>\n");
            let kind = self.kind();
            self.writer.begin_block(kind);
            self.emit(signature.paragraph + 1..line_break);
            self.writer.end_block();
            self.writer.close();
        }
        self.writer.end_block();
        let signed = first_block..self.writer.blocks;
        // Closes what the author left open in the quotation; the element itself goes on to the signature.
        self.writer.close();
        self.writer.html.push_str("</blockquote>\n");
        self.writer.open("<figcaption>", "</figcaption>\n</figure>\n");
        self.writer.begin_block(BlockKind::Signature);
        let first = signature.line_break.unwrap_or(signature.paragraph) + 1;
        if let (Event::Text(text), place) = self.events.get(first) {
            let rest = without_dash(text).unwrap_or(text);
            push_text(&mut self.writer.html, &text[..text.len() - rest.len()]);
            self.text(rest, place.end - rest.len().min(place.len())..place.end);
        }
        self.emit(first + 1..self.events.partner(signature.paragraph));
        if let Some(words) = self.writer.end_block() {
            self.writer.sign(signed, words);
        }
        self.writer.close();
        self.quotes -= 1;
    }

    pub fn code_block(&mut self, kind: &CodeBlockKind<'_>, index: usize, place: Range<usize>) {
        self.writer.end_block();
        let code = self.events.literal(index);
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
        let html = &mut self.writer.html;
        html.push_str("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            html.push_str(" class=\"language-");
            push_attribute(html, language);
            html.push('"');
        }
        html.push('>');
        match highlight::highlight(language, &code) {
            Some(highlighted) => {
                html.push_str(&highlighted);
                self.has_code = true;
            }
            None => {
                push_text(html, &code);
                if !language.is_empty() && !highlight::is_plain(language) {
                    let line = self.report.file.text[place.clone()].find('\n').unwrap_or(place.len());
                    let diagnostic = Diagnostic::advice(
                        "unknown-code-language",
                        format!("there are no colours for code in “{language}”"),
                    );
                    let at = place.start..place.start + line;
                    let file = &self.report.file;
                    self.report.diagnostics.push(
                        diagnostic
                            .at(file, at, "shown as plain text")
                            .help("write `text` if that is what it is"),
                    );
                }
            }
        }
        self.writer.html.push_str("</code></pre>\n");
    }
}
