//! A draft in, Markdown out: front matter, then the text, escaped so that it reads back as the same words.
//!
//! Escapes are few, for the author's sake, and therefore checked: each block is parsed again, and one that
//! says anything else than it should is written more plainly.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use super::draft::{Block, Draft, Inline};

/// The whole article.
pub(super) fn write(draft: &Draft) -> String {
    let mut markdown = front_matter(draft);
    let body = blocks(&draft.blocks);
    if !body.is_empty() {
        markdown.push('\n');
        markdown.push_str(&body);
        markdown.push('\n');
    }
    markdown
}

#[derive(Serialize)]
struct FrontMatter<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    topics: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<FrontMatterImage<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<FrontMatterSource<'a>>,
}

#[derive(Serialize)]
struct FrontMatterImage<'a> {
    src: &'static str,
    alt: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    caption: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    credit: &'a str,
}

#[derive(Serialize)]
struct FrontMatterSource<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

/// The YAML between its two lines of dashes.
fn front_matter(draft: &Draft) -> String {
    let date = draft.date.map(|date| date.to_string());
    let matter = FrontMatter {
        title: &draft.title,
        date: date.clone(),
        updated: draft.updated.map(|date| date.to_string()),
        summary: &draft.summary,
        authors: &draft.authors,
        topics: &draft.topics,
        language: draft.language.as_deref(),
        image: draft.image.as_ref().map(|image| FrontMatterImage {
            src: "",
            alt: &image.alt,
            caption: &image.caption,
            credit: &image.credit,
        }),
        sources: draft
            .source
            .iter()
            .map(|source| FrontMatterSource {
                title: &draft.title,
                url: source.url.as_deref(),
                publisher: source.publisher.as_deref(),
                date: date.clone(),
            })
            .collect(),
    };
    let yaml = serde_yaml::to_string(&matter).unwrap_or_default();
    let note = match draft.image.as_ref().map(|image| image.original.as_deref()) {
        None => String::new(),
        Some(None) => "# src: the picture's file, beside the article\n".to_owned(),
        Some(Some(original)) => {
            let original = original.split_whitespace().collect::<Vec<_>>().join("%20");
            format!("# src: the picture's file, beside the article; the original is {original}\n")
        }
    };
    let yaml = yaml.replacen("\nimage:\n", &format!("\n{note}image:\n"), 1);
    format!("---\n{yaml}---\n")
}

/// Blocks, a blank line between them.
fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, inlines) => {
            let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
            checked(inlines, Place::Heading, |text| format!("{marks} {text}"))
        }
        Block::Paragraph(inlines) => checked(inlines, Place::Paragraph, str::to_owned),
        Block::Caption(inlines) => {
            checked(&[Inline::Emphasis(inlines.clone())], Place::Paragraph, str::to_owned)
        }
        Block::List(start, items) => list(*start, items),
        Block::Definition(term, inner) => {
            let term = checked(term, Place::Heading, str::to_owned);
            format!("{term}\n{}", prefixed(&blocks(inner), ": ", "  "))
        }
        Block::Quote(inner) => prefixed(&blocks(inner), "> ", "> "),
        Block::Table(header, rows) => table(header, rows),
        Block::Preformatted(text) => preformatted(text),
        Block::Rule => "* * *".to_owned(),
        Block::Note(note) => format!("<!-- {} -->", note.replace("--", "- -").replace('>', "&gt;")),
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>]) -> String {
    let is_tight =
        |item: &Vec<Block>| matches!(item.as_slice(), [] | [_] | [Block::Paragraph(_), Block::List(..)]);
    let tight = items.iter().all(is_tight);
    let items = items.iter().enumerate().map(|(index, item)| {
        let mark = match start {
            Some(first) => format!("{}. ", (first % 1_000_000) + index as u64),
            None => "- ".to_owned(),
        };
        let item: Vec<String> = item.iter().map(block).filter(|text| !text.is_empty()).collect();
        prefixed(&item.join(if tight { "\n" } else { "\n\n" }), &mark, &" ".repeat(mark.len()))
    });
    items.collect::<Vec<_>>().join(if tight { "\n" } else { "\n\n" })
}

/// `text` with `first` before its first line and `rest` before each other one that is not blank.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut lines = text.split('\n');
    let mut prefixed = format!("{first}{}", lines.next().unwrap_or_default());
    for line in lines {
        prefixed.push('\n');
        prefixed.push_str(if line.is_empty() { rest.trim_end() } else { rest });
        prefixed.push_str(line);
    }
    prefixed.trim_end().to_owned()
}

fn table(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let columns = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    if columns == 0 {
        return String::new();
    }
    let row = |cells: &[Vec<Inline>]| {
        let cells = (0..columns).map(|column| match cells.get(column) {
            Some(inlines) => checked(inlines, Place::Cell, str::to_owned),
            None => String::new(),
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = format!("|{}", " --- |".repeat(columns));
    let lines = [row(header), rule].into_iter().chain(rows.iter().map(|cells| row(cells)));
    lines.collect::<Vec<_>>().join("\n")
}

fn preformatted(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_matches('\n'))
}

/// Where running text stands; what must be escaped depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
}

/// How much of the form to keep.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Full,
    LinksOnly,
    None,
    EveryMarkEscaped,
}

/// `inlines` as Markdown, in the richest form that reads back as the same words.
fn checked(inlines: &[Inline], place: Place, wrap: impl Fn(&str) -> String) -> String {
    let wanted = same_spaces(&Inline::plain(inlines));
    if wanted.is_empty() {
        return String::new();
    }
    for form in [Form::Full, Form::LinksOnly, Form::None] {
        let text = wrap(&render(inlines, place, form));
        let probe = if place == Place::Cell { format!("| {text} |\n| --- |") } else { text.clone() };
        if same_spaces(&read_back(&probe)) == wanted {
            return text;
        }
    }
    wrap(&render(inlines, place, Form::EveryMarkEscaped))
}

fn same_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What articles are written in; the same as the content's.
const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// The words that `markdown` says.
fn read_back(markdown: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, MARKDOWN) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)) => {
                words.push('\n');
            }
            // Anything that turned into form has changed what is said.
            Event::InlineHtml(_) | Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => {
                words.push('\0')
            }
            Event::Start(Tag::Image { .. }) => words.push('\0'),
            Event::FootnoteReference(_) => words.push('\0'),
            _ => {}
        }
    }
    words
}

fn render(inlines: &[Inline], place: Place, form: Form) -> String {
    let mut out = String::new();
    push_inlines(&mut out, inlines, place, form);
    out.trim().to_owned()
}

fn push_inlines(out: &mut String, inlines: &[Inline], place: Place, form: Form) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => escape(out, text, place, form == Form::EveryMarkEscaped),
            Inline::Emphasis(inner) => delimited(out, inner, place, form, "*"),
            Inline::Strong(inner) => delimited(out, inner, place, form, "**"),
            Inline::Deleted(inner) => delimited(out, inner, place, form, "~~"),
            Inline::Link(url, inner) if matches!(form, Form::Full | Form::LinksOnly) => {
                if out.ends_with('!') {
                    out.insert(out.len() - 1, '\\');
                }
                around(out, inner, place, form, "[", &format!("]({})", destination(url)));
            }
            Inline::Link(_, inner) => push_inlines(out, inner, place, form),
            Inline::Code(code) if form == Form::Full && !code.contains('`') && !code.contains('|') => {
                out.push('`');
                out.push_str(&code.replace('\n', " "));
                out.push('`');
            }
            Inline::Code(code) => escape(out, code, place, form == Form::EveryMarkEscaped),
            Inline::Break if place == Place::Paragraph => {
                out.truncate(out.trim_end().len());
                if !out.is_empty() {
                    out.push_str("\\\n");
                }
            }
            Inline::Break => out.push(' '),
        }
    }
}

fn delimited(out: &mut String, inner: &[Inline], place: Place, form: Form, mark: &str) {
    if form == Form::Full {
        around(out, inner, place, form, mark, mark);
    } else {
        push_inlines(out, inner, place, form);
    }
}

/// Puts `inner` between two marks, its outer spaces outside of them.
fn around(out: &mut String, inner: &[Inline], place: Place, form: Form, open: &str, close: &str) {
    let mut text = String::new();
    push_inlines(&mut text, inner, place, form);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        out.push_str(&text);
        return;
    }
    if text.starts_with(char::is_whitespace) {
        out.push(' ');
    }
    out.push_str(open);
    out.push_str(trimmed);
    out.push_str(close);
    if text.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

/// An address as the destination of a link.
fn destination(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' => safe.push_str("%28"),
            ')' => safe.push_str("%29"),
            '<' => safe.push_str("%3C"),
            '>' => safe.push_str("%3E"),
            '\\' => safe.push_str("%5C"),
            '|' => safe.push_str("%7C"),
            c if c.is_whitespace() => safe.push_str("%20"),
            c => safe.push(c),
        }
    }
    safe
}

/// Adds `text` so that no character of it means anything but itself. A line break becomes a space.
fn escape(out: &mut String, text: &str, place: Place, every_mark: bool) {
    let chars: Vec<char> = text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    let line_start = out.rfind('\n').map_or(0, |at| at + 1);
    for (index, &c) in chars.iter().enumerate() {
        let line = &out[line_start..];
        let starts_line = line.is_empty();
        let after_digits = !starts_line && line.len() < 10 && line.bytes().all(|b| b.is_ascii_digit());
        let previous = index.checked_sub(1).map(|index| chars[index]);
        let next = chars.get(index + 1).copied();
        let inside_word =
            previous.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let spaced = next.is_none_or(char::is_whitespace);
        let special = match c {
            '\\' | '`' | '*' | '~' => true,
            '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '_' => !inside_word,
            '[' => starts_line || next == Some('^') || previous == Some('!'),
            ']' => matches!(next, Some('(' | '[' | ':')),
            '&' => begins_entity(&chars[index + 1..]),
            '#' => starts_line || place == Place::Heading,
            '{' | '}' => place == Place::Heading,
            '|' => starts_line || place == Place::Cell,
            '$' | '^' => false,
            '>' | '=' | ':' => starts_line,
            '-' | '+' => starts_line && (spaced || next == Some(c)),
            '.' | ')' => after_digits && spaced,
            _ => false,
        };
        if starts_line && c.is_whitespace() {
            continue;
        }
        if special || (every_mark && c.is_ascii_punctuation()) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether `rest`, after an ampersand, would make it a character reference.
fn begins_entity(rest: &[char]) -> bool {
    let name = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    name > 0 && rest.get(name) == Some(&';')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paragraph(text: &str) -> String {
        block(&Block::Paragraph(vec![Inline::Text(text.to_owned())]))
    }

    #[test]
    fn ordinary_prose_is_left_alone() {
        for text in [
            "“We [the port] shall see,” she said – 3.5% more; a_b @ home (today): £5 & $6!",
            "1,200 tonnes. 5-year plan.",
            "In 2024 it rose.",
        ] {
            assert_eq!(paragraph(text), text);
        }
    }

    #[test]
    fn what_looks_like_markdown_is_escaped() {
        assert_eq!(paragraph("# 1"), "\\# 1");
        assert_eq!(paragraph("- not a list"), "\\- not a list");
        assert_eq!(paragraph("1945. The war ends."), "1945\\. The war ends.");
        assert_eq!(paragraph("5 * 4 * 3"), "5 \\* 4 \\* 3");
        assert_eq!(paragraph("AT&T &amp; more"), "AT&T \\&amp; more");
        assert_eq!(paragraph("See [a](b)"), "See [a\\](b)");
    }

    #[test]
    fn emphasis_that_would_not_be_read_is_given_up_and_the_link_kept() {
        let inlines = vec![
            Inline::Strong(vec![Inline::Text("“Never,”".into())]),
            Inline::Text("he said in ".into()),
            Inline::Link("https://example.org/a(b)".into(), vec![Inline::Text("a note".into())]),
        ];
        let text = block(&Block::Paragraph(inlines));
        assert_eq!(text, "“Never,”he said in [a note](https://example.org/a%28b%29)");
    }

    #[test]
    fn blocks_nest() {
        let words = |text: &str| vec![Inline::Text(text.to_owned())];
        let item = |text: &str| vec![Block::Paragraph(words(text))];
        let quote = Block::Quote(vec![
            Block::Paragraph(words("One.")),
            Block::List(Some(3), vec![item("Three"), item("Four")]),
        ]);
        assert_eq!(block(&quote), "> One.\n>\n> 3. Three\n> 4. Four");
        let table = Block::Table(vec![words("Port"), words("Tonnes")], vec![vec![words("A|B")]]);
        assert_eq!(block(&table), "| Port | Tonnes |\n| --- | --- |\n| A\\|B |  |");
    }

    proptest! {
        #[test]
        fn any_words_read_back_as_themselves(text in "[ -~éß“”’—…]{0,60}", heading in any::<bool>()) {
            let inlines = vec![Inline::Text(text.clone())];
            let written = if heading { Block::Heading(2, inlines) } else { Block::Paragraph(inlines) };
            prop_assert_eq!(same_spaces(&read_back(&block(&written))), same_spaces(&text));
        }

        #[test]
        fn any_form_keeps_the_words(parts in prop::collection::vec((0_u8..6, "[ a-c*_`\\[\\]()!.“”|#-]{0,8}"), 0..6)) {
            let inlines: Vec<Inline> = parts.iter().map(|(kind, text)| {
                let inner = vec![Inline::Text(text.clone())];
                match kind {
                    0 => Inline::Emphasis(inner),
                    1 => Inline::Strong(inner),
                    2 => Inline::Link("https://example.org/".into(), inner),
                    3 => Inline::Code(text.clone()),
                    4 => Inline::Deleted(inner),
                    _ => Inline::Text(text.clone()),
                }
            }).collect();
            let wanted = same_spaces(&Inline::plain(&inlines));
            let written = block(&Block::Paragraph(inlines));
            prop_assert_eq!(same_spaces(&read_back(&written)), wanted);
        }
    }
}
