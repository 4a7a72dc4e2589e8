//! Pasted text in, a draft out: the head of the article told from its text, headings found, labels dropped.
//!
//! Works on paragraphs in three passes: split the lines, judge each by itself ([`furniture`]), then weigh
//! where they stand. When in doubt a paragraph is kept.

use std::ops::Range;
use std::sync::Arc;

use super::day::DayReading;
use super::draft::{Block, Draft, Inline, LeadImage, Source};
use super::furniture::{self, LineKind, certain, classify};
use super::notes::Notes;
use crate::diagnostics::SourceFile;
use crate::language::import::Import;

/// Paragraphs after the title among which the head's lines are looked for.
const HEAD_LENGTH: usize = 16;
/// Most words of a standfirst.
const STANDFIRST_WORDS: usize = 60;
/// Most words of a title.
const TITLE_WORDS: usize = 40;
/// Widths to which people and programs break lines.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;
/// Most words of a section heading.
const HEADING_WORDS: usize = 16;

/// A paragraph of the text and what it is by itself.
#[derive(Debug)]
struct Para {
    text: String,
    span: Range<usize>,
    kind: LineKind,
    /// Whether it stands on a line directly under the one before.
    follows: bool,
}

/// Reads `file`.
pub(super) fn read(file: &Arc<SourceFile>, words: &Import) -> Draft {
    let mut reader = Reader { draft: Draft::default(), notes: Notes::new(file) };
    let paras: Vec<Para> = paragraphs(&file.text)
        .into_iter()
        .map(|(text, span, follows)| Para { kind: classify(&text, words), text, span, follows })
        .collect();
    let body = reader.head(&paras);
    reader.body(&body);
    reader.finish()
}

/// The paragraphs of `text` with their bytes, and whether each stands directly under the one before.
///
/// A line is a paragraph, unless lines were broken to fit a width.
fn paragraphs(text: &str) -> Vec<(String, Range<usize>, bool)> {
    let mut chunks: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            chunks.push(Vec::new());
        } else {
            let start = offset + line.len() - line.trim_start().len();
            chunks.last_mut().expect("there is always one").push(start..start + trimmed.len());
        }
        offset += line.len();
    }
    let width = wrap_width(text, &chunks);
    let mut paragraphs: Vec<(String, Range<usize>, bool)> = Vec::new();
    for lines in chunks {
        let mut before: Option<Range<usize>> = None;
        for line in lines {
            let words = &text[line.clone()];
            match (before.replace(line.clone()), paragraphs.last_mut()) {
                (Some(before), Some((paragraph, span, _)))
                    if width.is_some_and(|width| runs_on(text, &before, &line, width)) =>
                {
                    paragraph.push(' ');
                    paragraph.push_str(words);
                    span.end = line.end;
                }
                (before, _) => paragraphs.push((words.to_owned(), line, before.is_some())),
            }
        }
    }
    paragraphs
}

/// The width to which lines were broken; `None` when a line is a whole paragraph.
fn wrap_width(text: &str, chunks: &[Vec<Range<usize>>]) -> Option<usize> {
    let widest = chunks.iter().flatten().map(|line| width_of(text, line)).max()?;
    let broken = |pair: &[Range<usize>]| {
        runs_on(text, &pair[0], &pair[1], widest) && text[pair[1].clone()].starts_with(char::is_lowercase)
    };
    let is_wrapped = WRAP_WIDTHS.contains(&widest) && chunks.iter().any(|lines| lines.windows(2).any(broken));
    is_wrapped.then_some(widest)
}

/// Whether `next` goes on where `line` ended for want of room: its first word would hardly have fitted.
///
/// Hardly, because some programs count bytes, and people leave a line a little early.
fn runs_on(text: &str, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let first = text[next.clone()].split_whitespace().next().unwrap_or_default();
    width_of(text, line) + 1 + first.chars().count() > width * 6 / 7 && bullet(&text[next.clone()]).is_none()
}

fn width_of(text: &str, line: &Range<usize>) -> usize {
    text[line.clone()].chars().count()
}

struct Reader<'a> {
    draft: Draft,
    notes: Notes<'a>,
}

impl Reader<'_> {
    /// Reads title, standfirst, dates, by line and lead picture; returns what is left.
    fn head<'p>(&mut self, paras: &'p [Para]) -> Vec<&'p Para> {
        let Some(title_at) = self.title(paras) else { return paras.iter().collect() };
        let above = &paras[..title_at];
        let below = &paras[title_at + 1..];
        let end = head_end(below);
        let mut body: Vec<&Para> = Vec::new();
        let standfirst = standfirst(&below[..end]);
        for (index, para) in above.iter().chain(&below[..end]).enumerate() {
            let below_index = index.checked_sub(above.len());
            match &para.kind {
                LineKind::Days { published, updated, .. } => self.days(para, *published, *updated),
                LineKind::ByLine(names) => {
                    for name in names {
                        if !self.draft.authors.contains(name) {
                            self.draft.authors.push(name.clone());
                        }
                    }
                }
                LineKind::Caption { caption, credit, sure } => {
                    self.lead_image(para, caption, credit, *sure, &mut body)
                }
                LineKind::ToolBar => self.notes.label(&para.text),
                LineKind::Kicker if below_index.is_none() => {
                    self.notes.dropped(para.span.clone(), "looks like the name of a section")
                }
                _ if is_same(&para.text, &self.draft.title) => self.notes.label(&para.text),
                _ if below_index.is_some() && below_index == standfirst => {
                    self.draft.summary = para.text.clone();
                }
                _ => body.push(para),
            }
        }
        body.extend(&below[end..]);
        body
    }

    /// Finds the title: the first paragraph that is text.
    fn title(&mut self, paras: &[Para]) -> Option<usize> {
        let at = paras.iter().position(|para| para.kind == LineKind::Text);
        let Some(at) = at.filter(|&at| is_title(&paras[at].text)) else {
            let (message, help) =
                ("no title found: the text begins with a paragraph", "write the headline under `title`");
            match at {
                Some(at) => {
                    let span = paras[at].span.clone();
                    self.notes.warning("import-no-title", message, span, "kept as the first paragraph", help);
                }
                None => self.notes.about_file("import-no-title", message, help),
            }
            return None;
        };
        self.draft.title = paras[at].text.clone();
        Some(at)
    }

    fn days(&mut self, para: &Para, published: Option<DayReading>, updated: Option<DayReading>) {
        let ambiguous = [published, updated].contains(&Some(DayReading::Ambiguous));
        if ambiguous {
            self.notes.warning(
                "import-date",
                "a date whose day and month can't be told apart was left out",
                para.span.clone(),
                "day first, or month first?",
                "write it under `date` as year-month-day",
            );
        }
        if let Some(day) = certain(published) {
            match self.draft.date {
                None => self.draft.date = Some(day),
                Some(first) if first == day => {}
                Some(first) => {
                    let message = format!("a second date of publication; {first} was taken");
                    self.notes.warning("import-date", &message, para.span.clone(), "not used", "");
                }
            }
        }
        if let Some(day) = certain(updated) {
            self.draft.updated = self.draft.updated.max(Some(day));
        }
    }

    fn lead_image<'p>(
        &mut self,
        para: &'p Para,
        caption: &str,
        credit: &str,
        sure: bool,
        body: &mut Vec<&'p Para>,
    ) {
        match &mut self.draft.image {
            None => {
                self.draft.image = Some(LeadImage {
                    caption: caption.into(),
                    credit: credit.into(),
                    ..LeadImage::default()
                });
                let message = "a caption without its picture became the lead image's";
                let message = if sure { message.to_owned() } else { format!("{message}, on a guess") };
                let help =
                    "put the picture beside the article, and name it under `image`: src, with an alt text";
                self.notes.advice("import-image", &message, para.span.clone(), "caption", help);
            }
            // A credit on the line below its caption.
            Some(image) if image.credit.is_empty() && caption.is_empty() => image.credit = credit.to_owned(),
            Some(_) => body.push(para),
        }
    }

    /// The text below the head.
    fn body(&mut self, paras: &[&Para]) {
        let mut at = 0;
        while let Some(para) = paras.get(at) {
            let rest = &paras[at..];
            at += match &para.kind {
                LineKind::Furniture | LineKind::ToolBar => {
                    self.notes.label(&para.text);
                    1
                }
                LineKind::RelatedEnd | LineKind::RelatedItem => {
                    self.notes.dropped(para.span.clone(), "looks like part of a list of other stories");
                    1
                }
                LineKind::RelatedCount | LineKind::Related => self.related(rest),
                LineKind::LikelyFurniture => {
                    self.notes.dropped(para.span.clone(), "looks like a label or a link of the page");
                    1
                }
                LineKind::Days { published, updated, alone: false } => {
                    self.days(para, *published, *updated);
                    1
                }
                LineKind::Source(name) if self.draft.source.is_none() => {
                    self.draft.source = Some(Source { url: None, publisher: Some(name.clone()) });
                    1
                }
                LineKind::Caption { sure: true, .. } => {
                    self.notes.advice(
                        "import-caption",
                        "a caption without its picture is kept in its place",
                        para.span.clone(),
                        "set in italics",
                        "put the picture there, or delete the caption",
                    );
                    self.draft.blocks.push(Block::Caption(text(&para.text)));
                    1
                }
                _ => self.running(rest),
            };
        }
    }

    /// A title of a list of other stories, and the list; returns the number of paragraphs read.
    fn related(&mut self, paras: &[&Para]) -> usize {
        let is_item = |para: &Para| {
            matches!(
                para.kind,
                LineKind::Text | LineKind::Kicker | LineKind::RelatedItem | LineKind::Days { .. }
            )
        };
        let mut announced = usize::from(paras[0].kind == LineKind::Related);
        announced +=
            usize::from(paras.get(announced).is_some_and(|para| para.kind == LineKind::RelatedCount));
        let counted = announced > 0 && paras[announced - 1].kind == LineKind::RelatedCount;
        let list = &paras[announced..];
        // An announced list ends where its end is announced, unless there is a story in between.
        let end = list.iter().position(|para| para.kind == LineKind::RelatedEnd);
        let length = end.filter(|&end| {
            counted && end <= 40 && list[..end].iter().all(|para| is_item(para) && !is_sentence(&para.text))
        });
        let (items, read) = match length {
            Some(end) => (end, end + 1),
            None => {
                let items = unannounced_items(list);
                (items, items)
            }
        };
        paras[..announced].iter().for_each(|para| self.notes.label(&para.text));
        for item in &list[..items] {
            self.notes.dropped(item.span.clone(), "looks like a list of other stories");
        }
        if length.is_some() {
            self.notes.label(&list[items].text);
        }
        announced + read
    }

    /// A paragraph, a heading or a list; returns the number of paragraphs read.
    fn running(&mut self, paras: &[&Para]) -> usize {
        let items: Vec<&str> = paras.iter().map_while(|para| bullet(&para.text)).collect();
        if items.len() > 1 {
            let items: Vec<_> = items.iter().map(|item| vec![Block::Paragraph(text(item))]).collect();
            let count = items.len();
            self.draft.blocks.push(Block::List(None, items));
            return count;
        }
        let para = paras[0];
        let next =
            paras[1..].iter().find(|para| !matches!(para.kind, LineKind::Furniture | LineKind::ToolBar));
        if is_short(&para.text)
            && next.is_some_and(|next| !matches!(next.kind, LineKind::Related | LineKind::RelatedCount))
        {
            if next.is_some_and(|next| !is_short(&next.text)) && !is_foreign_date(&para.text) {
                if para.text.ends_with(['?', '!']) {
                    let message = "a short line was taken for a section heading";
                    self.notes.advice(
                        "import-heading",
                        message,
                        para.span.clone(),
                        "heading, or a sentence?",
                        "",
                    );
                }
                self.draft.blocks.push(Block::Heading(2, text(&para.text)));
                return 1;
            }
            let label = if is_foreign_date(&para.text) {
                "a date that I can't read?"
            } else {
                "heading, label or sentence?"
            };
            let message = "a short line was kept as a paragraph";
            self.notes.warning("import-short-line", message, para.span.clone(), label, "");
        }
        self.draft.blocks.push(Block::Paragraph(text(&para.text)));
        1
    }

    fn finish(mut self) -> Draft {
        self.draft.unsure = self.notes.finish(&self.draft);
        self.draft
    }
}

/// Number of paragraphs below the title that belong to the head: up to the last of its lines.
fn head_end(below: &[Para]) -> usize {
    let mut end = 0;
    let mut texts = 0;
    for (index, para) in below.iter().take(HEAD_LENGTH).enumerate() {
        match &para.kind {
            LineKind::Days { .. } | LineKind::ByLine(_) | LineKind::Caption { .. } | LineKind::ToolBar => {
                end = index + 1
            }
            LineKind::Furniture | LineKind::Kicker | LineKind::LikelyFurniture => {}
            LineKind::Text if words(&para.text) <= STANDFIRST_WORDS => texts += 1,
            _ => break,
        }
        if texts > 2 {
            break;
        }
    }
    end
}

/// Which paragraph of the head is the standfirst: text that a line of the head follows.
fn standfirst(head: &[Para]) -> Option<usize> {
    let is_strong = |para: &Para| {
        matches!(para.kind, LineKind::Days { .. } | LineKind::ByLine(_) | LineKind::Caption { .. })
    };
    let at = head.iter().position(|para| para.kind == LineKind::Text && !is_foreign_date(&para.text))?;
    let strong_before = head[..at].iter().any(is_strong);
    let strong_after = head[at + 1..].iter().any(is_strong);
    // Below date and by line, a tool bar or a caption may well follow the first paragraph of the text.
    let told =
        head[at + 1..].iter().any(|para| matches!(para.kind, LineKind::Days { .. } | LineKind::ByLine(_)));
    let short = words(&head[at].text) <= STANDFIRST_WORDS / 2;
    let toolbar_next = head.get(at + 1).is_some_and(|para| para.kind == LineKind::ToolBar);
    let is_standfirst =
        if strong_before { told || (strong_after && short) } else { strong_after || toolbar_next };
    is_standfirst.then_some(at)
}

/// How many paragraphs after an unannounced title of a list of other stories are its items.
fn unannounced_items(list: &[&Para]) -> usize {
    let marked = list
        .iter()
        .take_while(|para| {
            para.kind == LineKind::RelatedItem || bullet(&para.text).is_some_and(|item| !is_sentence(item))
        })
        .count();
    if marked > 0 {
        return marked;
    }
    let together = list.iter().take_while(|para| para.follows && is_short(&para.text)).count();
    if together > 0 && list.get(together).is_none_or(|next| !next.follows) {
        return together;
    }
    let short = list.iter().take_while(|para| para.kind == LineKind::Text && is_short(&para.text)).count();
    // The last of several may be the heading of what follows; with nothing behind it, it is not.
    if short == list.len() { short } else { short.saturating_sub(1) }
}

/// The text of a list item, without its mark.
fn bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['•', '‣', '◦', '▪', '●', '*', '-'])?;
    let item = rest.trim_start();
    (item.len() < rest.len() && !item.is_empty()).then_some(item)
}

fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn is_title(text: &str) -> bool {
    words(text) <= TITLE_WORDS && !furniture_sentence_pair(text)
}

/// Whether `text` holds more than one sentence and ends as one: a paragraph, not a headline.
fn furniture_sentence_pair(text: &str) -> bool {
    text.contains(". ") && text.ends_with(['.', '”', '"'])
}

/// Whether `text` ends as a sentence does, or is as long as one.
fn is_sentence(text: &str) -> bool {
    furniture::is_story(text) || (text.ends_with(['.', '…', '”', '"']) && words(text) > 4)
}

/// Whether `text` could be a heading by its looks.
fn is_short(text: &str) -> bool {
    let first = text.chars().next();
    let quoted = first.is_some_and(|c| matches!(c, '“' | '"')) && text.ends_with(['”', '"']);
    words(text) <= HEADING_WORDS
        && text.len() <= 140
        && !quoted
        && !text.ends_with(['.', ',', ';', ':', '…', '”', '"', ')', ']'])
        && !text.contains(". ")
        && first.is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '‘' | '“' | '"' | '\''))
        && bullet(text).is_none()
}

/// Whether a short line looks like a date in a language that is not known: two numbers, one a year.
fn is_foreign_date(text: &str) -> bool {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let year = |digits: &&str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    words(text) <= 5 && numbers.len() >= 2 && numbers.iter().any(year)
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
