//! The front matter of a Markdown file, in any of the forms that generators take: YAML between `---`, TOML between
//! `+++`, JSON in braces. One tree comes out for all three, in which every key knows its place.

use std::ops::Range;

use toml_edit::{Item, Table};

use crate::content::yaml::{self, Key, Node, Value};

/// A Markdown file cut in two.
#[derive(Debug, Default)]
pub(super) struct Matter {
    /// Keys and values, in the order of the file.
    pub entries: Vec<(Key, Node)>,
    /// First byte of the text.
    pub body: usize,
    /// Lines of comment, which have no place in what is written.
    pub comments: Vec<Range<usize>>,
}

/// Why front matter can't be read, and where.
#[derive(Debug)]
pub(super) struct MatterError {
    pub message: String,
    pub span: Range<usize>,
}

/// Whether `text` begins as front matter does.
pub(super) fn begins(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default().trim_end();
    fence(first).is_some() || (first.starts_with('{') && json(text).is_ok())
}

/// Reads the front matter of `text`; without any, all of it is the text.
pub(super) fn read(text: &str) -> Result<Matter, MatterError> {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let Some((end, format)) = fence(first.trim_end()) else {
        return if first.starts_with('{') {
            json(text).or_else(|_| Ok(Matter::default()))
        } else {
            Ok(Matter::default())
        };
    };
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == end {
            let body = at + line.len();
            return match format {
                Format::Yaml => in_yaml(text, start..at, body),
                Format::Toml => in_toml(text, start..at, body),
                Format::Json => {
                    let mut matter = json_at(text, start..at)?;
                    matter.body = body;
                    Ok(matter)
                }
            };
        }
        at += line.len();
    }
    Err(MatterError { message: format!("the front matter has no end: a line of {end}"), span: 0..3 })
}

#[derive(Clone, Copy)]
enum Format {
    Yaml,
    Toml,
    Json,
}

/// What ends the front matter that `line` begins, and what it is written in.
fn fence(line: &str) -> Option<(&'static str, Format)> {
    match line {
        "---" | "---yaml" | "---yml" => Some(("---", Format::Yaml)),
        "+++" => Some(("+++", Format::Toml)),
        "---toml" => Some(("---", Format::Toml)),
        "---json" => Some(("---", Format::Json)),
        _ => None,
    }
}

fn in_yaml(text: &str, range: Range<usize>, body: usize) -> Result<Matter, MatterError> {
    let comments = comments(text, range.clone());
    match yaml::parse(&text[range.clone()], range.start) {
        Ok(None) => Ok(Matter { body, comments, ..Matter::default() }),
        Ok(Some(Node { value: Value::Map(entries), .. })) => Ok(Matter { entries, body, comments }),
        Ok(Some(node)) => {
            Err(MatterError { message: "the front matter holds no keys".to_owned(), span: node.span })
        }
        Err(error) => Err(MatterError {
            message: format!("this is not valid YAML: {}", error.message),
            span: error.span,
        }),
    }
}

/// Whole lines of comment, in YAML and TOML alike.
fn comments(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with('#') && words.trim_start_matches('#').trim() != "" {
            let start = at + line.find('#').unwrap_or(0);
            found.push(start..start + words.len());
        }
        at += line.len();
    }
    found
}

fn in_toml(text: &str, range: Range<usize>, body: usize) -> Result<Matter, MatterError> {
    let base = range.start;
    let document = toml_edit::Document::parse(&text[range.clone()]).map_err(|error| {
        let span = error.span().unwrap_or(0..1);
        MatterError {
            message: format!("this is not valid TOML: {}", error.message().replace('\n', ", ")),
            span: span.start + base..(span.end + base).min(text.len()),
        }
    })?;
    Ok(Matter { entries: of_table(document.as_table(), base), body, comments: comments(text, range) })
}

fn of_table(table: &Table, base: usize) -> Vec<(Key, Node)> {
    let keys = table.iter().filter_map(|(name, _)| table.get_key_value(name));
    keys.filter_map(|(key, item)| Some((key_of(key, base), of_item(item, base)?))).collect()
}

fn key_of(key: &toml_edit::Key, base: usize) -> Key {
    Key { name: key.get().to_owned(), span: moved(key.span(), base) }
}

fn moved(span: Option<Range<usize>>, base: usize) -> Range<usize> {
    span.map_or(base..base, |span| span.start + base..span.end + base)
}

fn of_item(item: &Item, base: usize) -> Option<Node> {
    let span = moved(item.span(), base);
    let value = match item {
        Item::None => return None,
        Item::Value(value) => return Some(of_value(value, base)),
        Item::Table(table) => Value::Map(of_table(table, base)),
        Item::ArrayOfTables(tables) => Value::List(
            tables
                .iter()
                .map(|table| Node {
                    value: Value::Map(of_table(table, base)),
                    span: moved(table.span(), base),
                })
                .collect(),
        ),
    };
    Some(Node { value, span })
}

fn of_value(value: &toml_edit::Value, base: usize) -> Node {
    use toml_edit::Value as Toml;
    let scalar = |text: String, plain| Value::Scalar { text, plain };
    let read = match value {
        Toml::String(text) => scalar(text.value().clone(), false),
        Toml::Integer(number) => scalar(number.value().to_string(), true),
        Toml::Float(number) => scalar(number.value().to_string(), true),
        Toml::Boolean(flag) => scalar(flag.value().to_string(), true),
        Toml::Datetime(time) => scalar(time.value().to_string(), false),
        Toml::Array(items) => Value::List(items.iter().map(|item| of_value(item, base)).collect()),
        Toml::InlineTable(table) => {
            let keys = table.iter().filter_map(|(name, _)| table.get_key_value(name));
            Value::Map(
                keys.filter_map(|(key, item)| Some((key_of(key, base), of_item(item, base)?))).collect(),
            )
        }
    };
    Node { value: read, span: moved(value.span(), base) }
}

/// JSON in braces at the head of the file.
fn json(text: &str) -> Result<Matter, MatterError> {
    json_at(text, 0..text.len())
}

fn json_at(text: &str, range: Range<usize>) -> Result<Matter, MatterError> {
    let mut documents = serde_json::Deserializer::from_str(&text[range.clone()])
        .into_iter::<serde_json::Map<String, serde_json::Value>>();
    match documents.next() {
        Some(Ok(map)) => {
            let body = range.start + documents.byte_offset();
            let rest = &text[body..];
            let body = body + rest.find('\n').map_or(rest.len(), |end| end + 1);
            let mut at = range.start;
            Ok(Matter { entries: of_json(&map, text, &mut at), body, comments: Vec::new() })
        }
        Some(Err(error)) => {
            let lines = text[range.start..].split_inclusive('\n').take(error.line().saturating_sub(1));
            let start = (range.start + lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1))
                .min(text.len());
            let start = (0..=start).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            Err(MatterError { message: format!("this is not valid JSON: {error}"), span: start..start })
        }
        None => Err(MatterError {
            message: "the front matter holds no keys".to_owned(),
            span: range.start..range.start,
        }),
    }
}

/// `map`, whose keys are found in the text after `at`, one after the other.
fn of_json(map: &serde_json::Map<String, serde_json::Value>, text: &str, at: &mut usize) -> Vec<(Key, Node)> {
    let mut entries = Vec::new();
    for (name, value) in map {
        let start = text[*at..].find(&format!("\"{name}\"")).map_or(*at, |found| *at + found + 1);
        let span = start..(start + name.len()).min(text.len());
        *at = span.end;
        let node = of_json_value(value, text, at);
        entries.push((Key { name: name.clone(), span }, node));
    }
    entries
}

fn of_json_value(value: &serde_json::Value, text: &str, at: &mut usize) -> Node {
    let span = *at..*at;
    let value = match value {
        serde_json::Value::Null => Value::Scalar { text: String::new(), plain: true },
        serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {
            Value::Scalar { text: value.to_string(), plain: true }
        }
        serde_json::Value::String(text) => Value::Scalar { text: text.clone(), plain: false },
        serde_json::Value::Array(items) => {
            Value::List(items.iter().map(|item| of_json_value(item, text, at)).collect())
        }
        serde_json::Value::Object(map) => Value::Map(of_json(map, text, at)),
    };
    Node { value, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let matter = read(text).unwrap();
        let keys = matter.entries.iter().map(|(key, node)| {
            assert_eq!(&text[key.span.clone()], key.name, "the place of the key");
            format!("{}={}", key.name, node.to_json())
        });
        format!("{}|{}", keys.collect::<Vec<_>>().join(" "), &text[matter.body..])
    }

    #[test]
    fn three_forms_say_the_same() {
        let said =
            "title=\"Tides\" draft=true weight=3 tags=[\"sea\",\"moon\"] extra={\"colour\":\"blue\"}|Text\n";
        for text in [
            "---\ntitle: Tides\ndraft: true\nweight: 3\ntags: [sea, moon]\nextra:\n  colour: blue\n---\nText\n",
            "+++\ntitle = 'Tides'\ndraft = true\nweight = 3\ntags = ['sea', 'moon']\n[extra]\ncolour = \"blue\"\n+++\nText\n",
            "{\n\"title\": \"Tides\",\n\"draft\": true, \"weight\": 3,\n\"tags\": [\"sea\", \"moon\"],\n\"extra\": {\"colour\": \"blue\"}\n}\nText\n",
            "---json\n{\"title\": \"Tides\", \"draft\": true, \"weight\": 3, \"tags\": [\"sea\", \"moon\"], \"extra\": {\"colour\": \"blue\"}}\n---\nText\n",
        ] {
            assert!(begins(text));
            assert_eq!(shown(text), said, "{text}");
        }
    }

    #[test]
    fn a_date_of_toml_is_text() {
        assert_eq!(shown("+++\ndate = 2025-12-04T09:30:00Z\n+++\n"), "date=\"2025-12-04T09:30:00Z\"|");
    }

    #[test]
    fn what_is_broken_has_a_place() {
        for text in [
            "---\ntitle: \"open\n---\n",
            "+++\ntitle = \n+++\n",
            "---\ntitle: x\n",
            "---json\n{\"a\": }\n---\n",
            "---\n- a\n---\n",
        ] {
            let error = read(text).unwrap_err();
            assert!(text.get(error.span.clone()).is_some(), "{text}: {error:?}");
        }
    }

    #[test]
    fn a_text_without_front_matter_is_all_text() {
        for text in ["Text\n", "{braces} in a sentence\n", "", "--- a dash\n"] {
            assert!(!begins(text));
            assert_eq!(read(text).unwrap().body, 0, "{text}");
        }
    }

    #[test]
    fn comments_are_seen() {
        let text = "---\n# for the desk\ntitle: x\n---\n";
        let matter = read(text).unwrap();
        assert_eq!(&text[matter.comments[0].clone()], "# for the desk");
    }
}
