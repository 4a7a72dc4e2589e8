//! Tables: in a box that scrolls sideways and can be reached by keyboard, named by their column heads.

use pulldown_cmark::{Alignment, Event, Tag};

use super::emit::Emitter;
use super::escape::push_attribute;
use crate::text::BlockKind;

/// A table whose end has not come yet.
pub(super) struct OpenTable<'a> {
    alignments: &'a [Alignment],
    column: usize,
    in_head: bool,
}

impl<'a> Emitter<'a> {
    pub fn table(&mut self, alignments: &'a [Alignment], index: usize) {
        let mut start = String::from("<div class=\"table-scroll\" tabindex=\"0\"");
        if let Some(label) = self.table_label(index) {
            start.push_str(" role=\"region\" aria-label=\"");
            push_attribute(&mut start, &label);
            start.push('"');
        }
        start.push_str(">\n<table>\n");
        self.block(&start, "</tbody>\n</table>\n</div>\n");
        self.table = Some(OpenTable { alignments, column: 0, in_head: false });
    }

    /// The heads of the columns, with a number when another table has the same; `None` when they are blank.
    fn table_label(&mut self, table: usize) -> Option<String> {
        let head = table + 1..self.events.partner(table + 1);
        let cells = head.filter(|&index| matches!(self.events.get(index).0, Event::Start(Tag::TableCell)));
        let titles =
            cells.map(|cell| self.events.plain_text(cell..self.events.partner(cell)).trim().to_owned());
        let label = titles.filter(|title| !title.is_empty()).collect::<Vec<_>>().join(", ");
        if label.is_empty() {
            return None;
        }
        Some(self.table_labels.make(&label, |number| match number {
            1 => Some(label.clone()),
            number => Some(format!("{label} ({number})")),
        }))
    }

    pub fn table_head(&mut self) {
        self.block("<thead>\n<tr>\n", "</tr>\n</thead>\n<tbody>\n");
        if let Some(table) = &mut self.table {
            (table.column, table.in_head) = (0, true);
        }
    }

    pub fn table_row(&mut self) {
        self.block("<tr>\n", "</tr>\n");
        if let Some(table) = &mut self.table {
            (table.column, table.in_head) = (0, false);
        }
    }

    pub fn table_cell(&mut self, index: usize) {
        let Some(table) = &self.table else { return };
        // A head without words is no head of anything.
        let is_head = table.in_head && self.events.partner(index) > index + 1;
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        if is_head {
            self.block(&format!("<th scope=\"col\"{class}>"), "</th>\n");
        } else {
            self.block(&format!("<td{class}>"), "</td>\n");
        }
        self.writer.begin_block(BlockKind::TableCell);
    }

    pub fn next_column(&mut self) {
        if let Some(table) = &mut self.table {
            table.column += 1;
        }
    }
}
