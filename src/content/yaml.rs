//! YAML text in, a tree of values out in which every key and every value knows its bytes.
//!
//! Positions are what a reader over plain values can't give, and what a diagnostic about one key needs.
//! Scalars follow the core schema of YAML 1.2: `yes` is text, and so is a date.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::load::without_nul;

/// Values nest at most this deep; more is a mistake, and conversion is recursive.
const MAX_DEPTH: usize = 32;
/// Aliases copy what they name; a file that swells beyond this many values is not content.
const MAX_COPIED: usize = 100_000;
/// A file that lists more values than this is not written by people.
const MAX_NODES: usize = 400_000;

/// A value and the bytes of the file that hold it.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub value: Value,
    pub span: Range<usize>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// A scalar; `plain` when it was written without quotation marks.
    Scalar { text: String, plain: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file. Duplicate keys are kept for their report.
    Map(Vec<(Key, Node)>),
}

/// A key and the bytes of the file that hold it.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub name: String,
    pub span: Range<usize>,
}

/// Why a text is no YAML, and where.
#[derive(Debug)]
pub(crate) struct YamlError {
    pub message: String,
    pub span: Range<usize>,
}

impl Node {
    /// Whether it is an empty value (`title:` and nothing more, `~`, `null`).
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// What it is, in words for the author.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            _ if self.is_null() => "nothing",
            Value::Scalar { text, plain: true } if as_bool(text).is_some() => "true or false",
            Value::Scalar { text, plain: true } if text.parse::<f64>().is_ok() => "a number",
            Value::Scalar { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of keys",
        }
    }

    /// The same value for templates.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            _ if self.is_null() => serde_json::Value::Null,
            Value::Scalar { text, plain: true } => plain_to_json(text),
            Value::Scalar { text, plain: false } => text.clone().into(),
            Value::List(items) => items.iter().map(Node::to_json).collect::<Vec<_>>().into(),
            Value::Map(entries) => {
                let pairs = entries.iter().map(|(key, value)| (key.name.clone(), value.to_json()));
                serde_json::Value::Object(pairs.collect())
            }
        }
    }

    fn count(&self) -> usize {
        1 + match &self.value {
            Value::Scalar { .. } => 0,
            Value::List(items) => items.iter().map(Node::count).sum(),
            Value::Map(entries) => entries.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    fn depth(&self) -> usize {
        1 + match &self.value {
            Value::Scalar { .. } => 0,
            Value::List(items) => items.iter().map(Node::depth).max().unwrap_or(0),
            Value::Map(entries) => entries.iter().map(|(_, value)| value.depth()).max().unwrap_or(0),
        }
    }
}

/// A boolean of the core schema.
pub(crate) fn as_bool(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn plain_to_json(text: &str) -> serde_json::Value {
    if let Some(value) = as_bool(text) {
        return value.into();
    }
    // JSON and the core schema agree on decimal numbers; what looks like one but isn't (`007`, `1_000`) is text.
    let canonical = text.strip_prefix('+').unwrap_or(text);
    match serde_json::from_str::<serde_json::Number>(canonical) {
        Ok(number) => number.into(),
        Err(_) => text.into(),
    }
}

/// Reads `text`, which starts at byte `base` of its file. `Ok(None)` when there is nothing in it.
pub(crate) fn parse(text: &str, base: usize) -> Result<Option<Node>, YamlError> {
    let mut offsets = Offsets { text, base, chars: 0, bytes: 0 };
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let start = offsets.byte_of(error.marker().index());
            let end = text[start - base..].chars().next().map_or(start, |first| start + first.len_utf8());
            YamlError { message: error.info().to_owned(), span: start..end }
        })?;
        let (start, end) = (span.start.index(), span.end.index());
        let range = offsets.byte_of(start)..offsets.byte_of(end.max(start));
        if matches!(event, Event::DocumentStart(_)) && builder.root.is_some() {
            return Err(YamlError { message: "there is a second document here".to_owned(), span: range });
        }
        builder.take(event, range)?;
    }
    Ok(builder.root)
}

/// Turns the parser's character numbers into bytes of the file. They rarely run backwards, so that the
/// whole costs one walk over the text.
struct Offsets<'a> {
    text: &'a str,
    base: usize,
    chars: usize,
    bytes: usize,
}

impl Offsets<'_> {
    fn byte_of(&mut self, index: usize) -> usize {
        if index < self.chars {
            (self.chars, self.bytes) = (0, 0);
        }
        for character in self.text[self.bytes..].chars().take(index - self.chars) {
            self.bytes += character.len_utf8();
            self.chars += 1;
        }
        self.base + self.bytes
    }
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    /// Those that anchors and aliases have made copies of.
    copied: usize,
}

struct Open {
    value: Value,
    start: usize,
    anchor: usize,
    key: Option<Key>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), YamlError> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = matches!(style, ScalarStyle::Plain);
                let value = Value::Scalar { text: without_nul(text).into_owned(), plain };
                self.add(Node { value, span }, anchor)
            }
            Event::SequenceStart(anchor, _) => self.open(Value::List(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => self.open(Value::Map(Vec::new()), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => {
                    // Flow style ends with a bracket, block style with its last value.
                    let end =
                        if span.is_empty() { last_byte(&open.value).unwrap_or(span.end) } else { span.end };
                    let end = end.max(open.start);
                    self.add(Node { value: open.value, span: open.start..end }, open.anchor)
                }
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    let message = "this alias refers to itself or to nothing".to_owned();
                    return Err(YamlError { message, span });
                };
                self.copy(&node, &span)?;
                if node.depth() + self.open.len() > MAX_DEPTH {
                    return Err(YamlError { message: "aliases make this file too large".to_owned(), span });
                }
                self.add(Node { value: node.value, span }, 0)
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, value: Value, anchor: usize, span: Range<usize>) -> Result<(), YamlError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(YamlError { message: "values are nested too deeply here".to_owned(), span });
        }
        self.open.push(Open { value, start: span.start, anchor, key: None });
        Ok(())
    }

    /// Counts the values of `node`, which are copied because of what stands at `span`.
    fn copy(&mut self, node: &Node, span: &Range<usize>) -> Result<(), YamlError> {
        self.copied += node.count();
        if self.copied > MAX_COPIED {
            let message = "anchors and aliases make this file too large".to_owned();
            return Err(YamlError { message, span: span.clone() });
        }
        Ok(())
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), YamlError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(YamlError {
                message: "there are too many values in this file".to_owned(),
                span: node.span,
            });
        }
        if anchor != 0 {
            let place = node.span.start..node.span.start;
            self.copy(&node, &place)?;
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.value, open.key.take()) {
            (Value::List(items), _) => items.push(node),
            (Value::Map(entries), Some(key)) => entries.push((key, node)),
            (Value::Map(_), None) => {
                let Value::Scalar { text, .. } = node.value else {
                    return Err(YamlError {
                        message: "a key must be plain text".to_owned(),
                        span: node.span,
                    });
                };
                open.key = Some(Key { name: text, span: node.span });
            }
            (Value::Scalar { .. }, _) => {}
        }
        Ok(())
    }
}

/// Block lists and maps are reported to end where the next thing begins; their last value ends them better.
fn last_byte(value: &Value) -> Option<usize> {
    match value {
        Value::Scalar { .. } => None,
        Value::List(items) => items.last().map(|item| item.span.end),
        Value::Map(entries) => entries.last().map(|(key, value)| value.span.end.max(key.span.end)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(node: &Node) -> Vec<(&str, Range<usize>)> {
        let Value::Map(entries) = &node.value else { panic!("not a map: {node:?}") };
        entries.iter().map(|(key, _)| (key.name.as_str(), key.span.clone())).collect()
    }

    #[test]
    fn keys_and_values_know_their_bytes() {
        let text = "título: “Ünï”\ndate: 2025-12-04\nimage: {src: a.png}\n";
        let node = parse(text, 0).unwrap().unwrap();
        for (name, span) in keys(&node) {
            assert_eq!(&text[span], name);
        }
        let Value::Map(entries) = &node.value else { unreachable!() };
        assert_eq!(&text[entries[1].1.span.clone()], "2025-12-04");
        assert_eq!(&text[keys(&entries[2].1)[0].1.clone()], "src");
    }

    #[test]
    fn duplicate_keys_are_kept_for_their_report() {
        assert_eq!(
            keys(&parse("a: 1\nb: 2\na: 3\n", 4).unwrap().unwrap()),
            [("a", 4..5), ("b", 9..10), ("a", 14..15)]
        );
    }

    #[test]
    fn broken_yaml_has_a_place() {
        let error = parse("title: \"open\ndate: 2025\n", 0).unwrap_err();
        assert!(!error.message.is_empty());
        assert!(error.span.start <= 24);
    }

    #[test]
    fn aliases_can_not_swell_a_file() {
        let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (from, to) in ["ab", "bc", "cd", "de", "ef", "fg"].iter().map(|pair| pair.split_at(1)) {
            text.push_str(&format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 10].join(", ")));
        }
        assert!(parse(&text, 0).unwrap_err().message.contains("too large"));
    }

    #[test]
    fn the_core_schema_tells_numbers_from_text() {
        let node = parse("[1, 2.5, true, no, 007, 2025-12-04, ~, \"3\"]", 0).unwrap().unwrap();
        assert_eq!(node.to_json().to_string(), r#"[1,2.5,true,"no","007","2025-12-04",null,"3"]"#);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[ -~\n“é]{0,200}") {
            match parse(&text, 0) {
                Ok(_) => {}
                Err(error) => prop_assert!(text.get(error.span.clone()).is_some()),
            }
        }
    }
}
