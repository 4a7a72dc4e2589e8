//! Walks the events of a text: what each of them opens and closes. What takes more than a line is written in the
//! neighbouring files.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::Settings;
use super::events::Events;
use super::footnotes::Footnotes;
use super::headings::{Identifiers, nest};
use super::inline::OpenLink;
use super::labels::{Labels, labels};
use super::tables::OpenTable;
use super::unique::Unique;
use super::unread;
use super::writer::Writer;
use crate::content::fields::Report;
use crate::content::{Body, BodyLink, Contents, Override};
use crate::diagnostics::Diagnostic;
use crate::text::BlockKind;

pub(super) struct Emitter<'a> {
    pub events: &'a Events<'a>,
    pub notes: &'a Footnotes,
    pub settings: Settings<'a>,
    pub labels: &'static Labels,
    pub report: Report,
    pub writer: Writer,
    pub ids: Identifiers,
    /// How often each footnote has been referred to so far.
    pub referred: Vec<usize>,
    pub open_links: Vec<OpenLink>,
    pub links: Vec<BodyLink>,
    pub overrides: Vec<Override>,
    pub table: Option<OpenTable<'a>>,
    pub table_labels: Unique,
    pub headings: Vec<Contents>,
    /// By how much headings are lowered: the page's own title is the only one of level 1.
    pub lowered: usize,
    pub has_code: bool,
    /// Open block quotations, items of lists, and texts beside the story.
    pub quotes: usize,
    pub items: usize,
    pub asides: usize,
}

impl<'a> Emitter<'a> {
    pub fn new(events: &'a Events<'a>, notes: &'a Footnotes, settings: Settings<'a>, report: Report) -> Self {
        let is_title =
            |index| matches!(events.get(index).0, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
        Self {
            lowered: usize::from((0..events.len()).any(is_title)),
            labels: labels(settings.language),
            referred: vec![0; notes.list.len()],
            events,
            notes,
            settings,
            report,
            writer: Writer::default(),
            ids: Identifiers::default(),
            open_links: Vec::new(),
            links: Vec::new(),
            overrides: Vec::new(),
            table: None,
            table_labels: Unique::default(),
            headings: Vec::new(),
            has_code: false,
            quotes: 0,
            items: 0,
            asides: 0,
        }
    }

    /// Everything.
    pub fn body(mut self) -> (Body, Vec<Diagnostic>) {
        for (index, _) in self.notes.list.iter().enumerate() {
            self.ids.claim(&format!("fn-{}", index + 1));
        }
        self.emit(0..self.events.len());
        self.writer.close_all();
        self.footnotes();
        self.writer.close_all();
        self.report_html();
        self.report_footnotes();
        let (html, runs, elements, prose) = self.writer.finish();
        let contents = nest(self.headings);
        let body = Body {
            html,
            runs,
            elements,
            prose,
            contents,
            links: self.links,
            overrides: self.overrides,
            anchors: self.ids.given,
            has_code: self.has_code,
        };
        let mut report = self.report;
        unread::report(&body, &mut report);
        (body, report.diagnostics)
    }

    pub fn emit(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.step(index);
        }
    }

    /// Writes the event `index`, and what belongs to it when it must be seen as a whole. Returns the next one.
    fn step(&mut self, index: usize) -> usize {
        let (event, place) = self.events.get(index);
        match event {
            Event::Start(tag) => return self.start(tag, index, place),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, place),
            Event::Code(text) => self.code(text, place),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, place),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.ensure_block();
                self.raw(html, place, true);
            }
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak => self.line_break("", place),
            Event::HardBreak => self.line_break("<br>", place),
            Event::Rule => {
                self.writer.end_block();
                self.writer.html.push_str("<hr>\n");
            }
            Event::TaskListMarker(done) => {
                let (state, label) =
                    if *done { (" checked", &self.labels.done) } else { ("", &self.labels.to_do) };
                let input = format!("<input type=\"checkbox\" disabled{state} aria-label=\"{label}\"> ");
                self.writer.html.push_str(&input);
            }
        }
        index + 1
    }

    fn start(&mut self, tag: &'a Tag<'a>, index: usize, place: Range<usize>) -> usize {
        let after = self.events.partner(index) + 1;
        match tag {
            Tag::Paragraph => {
                if let Some(image) = self.events.lone_image(index) {
                    self.figure(index, image);
                    return after;
                }
                self.block("<p>", "</p>\n");
                let kind = self.kind();
                self.writer.begin_block(kind);
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.heading(*level, id.as_ref(), classes, attrs, index, place);
            }
            Tag::BlockQuote(Some(kind)) => self.alert(*kind),
            Tag::BlockQuote(None) => {
                if let Some(signature) = self.events.signature(index) {
                    self.signed_quote(index, signature);
                    return after;
                }
                self.block("<blockquote>\n", "</blockquote>\n");
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.code_block(kind, index, place);
                return after;
            }
            Tag::HtmlBlock => {
                self.writer.end_block();
                self.raw(&self.events.literal(index), place, false);
                return after;
            }
            Tag::List(None) => self.block("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item => {
                let is_task = [index + 1, index + 2]
                    .iter()
                    .any(|&next| next < after && matches!(self.events.get(next).0, Event::TaskListMarker(_)));
                self.block(if is_task { "<li class=\"task\">" } else { "<li>" }, "</li>\n");
                self.items += 1;
            }
            Tag::FootnoteDefinition(_) => return after,
            Tag::DefinitionList => {
                self.block("<dl>\n", "</dl>\n");
                self.asides += 1;
            }
            Tag::DefinitionListTitle => self.block("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.block("<dd>", "</dd>\n"),
            Tag::Table(alignments) => self.table(alignments, index),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.table_cell(index),
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", "</del>"),
            Tag::Superscript => self.inline("<sup>", "</sup>"),
            Tag::Subscript => self.inline("<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.open_link(*link_type, dest_url, title, place)
            }
            Tag::Image { dest_url, title, .. } => {
                self.ensure_block();
                self.image(index, dest_url, Some(title), place);
                return after;
            }
            Tag::MetadataBlock(_) => return after,
        }
        index + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {
                self.writer.close();
                return;
            }
            TagEnd::Link => {
                self.close_link();
                return;
            }
            TagEnd::BlockQuote(None) => self.quotes -= 1,
            TagEnd::BlockQuote(Some(_)) | TagEnd::DefinitionList => self.asides -= 1,
            TagEnd::Item => self.items -= 1,
            TagEnd::Table => self.table = None,
            TagEnd::TableCell => self.next_column(),
            // These never come here: they are written as a whole.
            TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => return,
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::TableHead
            | TagEnd::TableRow => {}
        }
        self.writer.end_block();
        self.writer.close();
    }

    /// What a block of prose is at this place.
    pub fn kind(&self) -> BlockKind {
        match self {
            Self { asides: 1.., .. } => BlockKind::Aside,
            Self { table: Some(_), .. } => BlockKind::TableCell,
            Self { quotes: 1.., .. } => BlockKind::BlockQuote,
            Self { items: 1.., .. } => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        }
    }

    /// Opens a block-level element.
    pub fn block(&mut self, start: &str, end: &'static str) {
        self.writer.end_block();
        if !self.writer.html.is_empty() && !self.writer.html.ends_with('\n') {
            self.writer.html.push('\n');
        }
        self.writer.open(start, end);
    }

    /// Opens a block of prose unless one is open: text may stand in an item or a cell without a paragraph.
    pub fn ensure_block(&mut self) {
        if !self.writer.in_block() {
            let kind = self.kind();
            self.writer.begin_block(kind);
        }
    }
}
