//! Which footnotes a text has, in the order in which readers meet them, and how they are written.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::emit::Emitter;
use super::events::Events;

/// A footnote that the text refers to.
pub(super) struct Footnote {
    /// Events of its text.
    pub events: Range<usize>,
    /// How often it is referred to.
    pub references: usize,
}

/// The footnotes of a text, numbered from 1 by their first reference.
pub(super) struct Footnotes {
    pub list: Vec<Footnote>,
    numbers: HashMap<String, usize>,
    /// Bytes of footnotes that nothing refers to.
    pub unused: Vec<Range<usize>>,
    /// Bytes of footnotes whose label is taken.
    pub duplicates: Vec<Range<usize>>,
}

impl Footnotes {
    /// Finds them.
    pub fn find(events: &Events<'_>) -> Self {
        let mut definitions: HashMap<&str, usize> = HashMap::new();
        let mut order = Vec::new();
        let mut found =
            Self { list: Vec::new(), numbers: HashMap::new(), unused: Vec::new(), duplicates: Vec::new() };
        for index in 0..events.len() {
            if let (Event::Start(Tag::FootnoteDefinition(label)), place) = events.get(index) {
                if definitions.contains_key(label.as_ref()) {
                    found.duplicates.push(place);
                } else {
                    definitions.insert(label.as_ref(), index);
                    order.push((label.as_ref(), place));
                }
            }
        }
        if definitions.is_empty() {
            return found;
        }
        found.refer(events, 0..events.len(), &definitions);
        let mut next = 0;
        while next < found.list.len() {
            let inside = found.list[next].events.clone();
            found.refer(events, inside, &definitions);
            next += 1;
        }
        let numbers = &found.numbers;
        found.unused =
            order.into_iter().filter(|(label, _)| !numbers.contains_key(*label)).map(|(_, at)| at).collect();
        found
    }

    fn refer(&mut self, events: &Events<'_>, range: Range<usize>, definitions: &HashMap<&str, usize>) {
        let mut index = range.start;
        while index < range.end {
            match events.get(index).0 {
                Event::Start(Tag::FootnoteDefinition(_)) => index = events.partner(index),
                Event::FootnoteReference(label) => {
                    if let Some(number) = self.numbers.get(label.as_ref()) {
                        self.list[number - 1].references += 1;
                    } else if let Some(&start) = definitions.get(label.as_ref()) {
                        self.list.push(Footnote { events: start + 1..events.partner(start), references: 1 });
                        self.numbers.insert(label.to_string(), self.list.len());
                    }
                }
                _ => {}
            }
            index += 1;
        }
    }

    /// Number of the footnote `label`.
    pub fn number(&self, label: &str) -> Option<usize> {
        self.numbers.get(label).copied()
    }
}

impl Emitter<'_> {
    /// The notes at the end of the text, with links back to where they are referred to.
    pub fn footnotes(&mut self) {
        if self.notes.list.is_empty() {
            return;
        }
        self.asides += 1;
        let start = format!(
            "<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
            self.labels.footnotes
        );
        self.writer.open(&start, "</ol>\n</div>\n");
        for (index, note) in self.notes.list.iter().enumerate() {
            let number = index + 1;
            self.writer.open(&format!("<li id=\"fn-{number}\">\n"), "</li>\n");
            let last = note.events.end.saturating_sub(1);
            let in_paragraph = last >= note.events.start
                && matches!(self.events.get(last).0, Event::End(TagEnd::Paragraph))
                && self.events.lone_image(self.events.partner(last)).is_none();
            self.emit(note.events.start..if in_paragraph { last } else { note.events.end });
            if in_paragraph {
                self.back_links(number, note.references);
                self.emit(last..note.events.end);
            } else {
                self.block("<p>", "</p>\n");
                self.back_links(number, note.references);
                self.writer.close();
            }
            self.writer.end_block();
            self.writer.close();
        }
        self.writer.close();
        self.asides -= 1;
    }

    fn back_links(&mut self, number: usize, references: usize) {
        for reference in 1..=references {
            let (target, again) = if reference == 1 {
                (format!("fnref-{number}"), String::new())
            } else {
                (format!("fnref-{number}-{reference}"), format!("<sup>{reference}</sup>"))
            };
            let label = &self.labels.back;
            self.writer.html.push_str(&format!(
                " <a class=\"footnote-back\" href=\"#{target}\" role=\"doc-backlink\" aria-label=\"{label} {number}\">↩{again}</a>"
            ));
        }
    }

    pub fn report_footnotes(&mut self) {
        for place in &self.notes.unused {
            let help = "refer to it in the text, or delete it";
            let label = "not shown anywhere";
            self.report.warning(
                "unused-footnote",
                "nothing refers to this footnote",
                place.clone(),
                label,
                help,
            );
        }
        for place in &self.notes.duplicates {
            let help = "give one of them another label";
            self.report.error(
                "duplicate-footnote",
                "two footnotes have this label",
                place.clone(),
                "this is the second",
                help,
            );
        }
    }
}
