//! A typed reader over the keys of a YAML map: asks for what it knows, and reports all the rest.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::yaml::{Key, Node, Value, as_bool};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::edtf::Edtf;

/// Faults of one file that are shown.
const MOST_FAULTS: usize = 100;

/// Collects what is wrong with one file.
pub(super) struct Report {
    pub file: Arc<SourceFile>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub fn new(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file), diagnostics: Vec::new() }
    }

    /// Brings what is wrong into the order of the lines, whatever the order of reading. Of a file in which nearly
    /// everything is wrong, the beginning says enough.
    pub fn sort(&mut self) {
        self.diagnostics.sort_by_key(|diagnostic| {
            diagnostic.place.as_ref().and_then(|place| place.span.as_ref()).map_or(0, |span| span.start)
        });
        let rest = self.diagnostics.len().saturating_sub(MOST_FAULTS);
        if rest > 0 {
            self.diagnostics.truncate(MOST_FAULTS);
            let message = format!("{rest} more faults in this file are not shown");
            let help = "mend those above first; if it is the wrong file, take it out of content/";
            self.diagnostics
                .push(Diagnostic::error("too-many-faults", message).in_file(&self.file).help(help));
        }
    }

    /// Adds an error at `span`.
    pub fn error(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        span: Range<usize>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(code, message).at(&self.file, span, label).help(help));
    }

    /// Adds a warning at `span`.
    pub fn warning(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        span: Range<usize>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::warning(code, message).at(&self.file, span, label).help(help));
    }

    /// Adds advice at `span`.
    pub fn advice(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        span: Range<usize>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::advice(code, message).at(&self.file, span, label).help(help));
    }

    /// Adds an error: `key` has a value of another type than it should.
    pub fn wrong_type(&mut self, key: &str, wanted: &str, found: &Node) {
        let message = format!("`{key}` should be {wanted}, not {}", found.kind());
        let place =
            if found.span.is_empty() { found.span.start..found.span.start } else { found.span.clone() };
        self.error("wrong-type", message, place, format!("this is {}", found.kind()), help_for(wanted, key));
    }
}

fn help_for(wanted: &str, key: &str) -> String {
    match wanted {
        "a list of texts" => format!("write `{key}: [one, two]`, or one to a line after a dash"),
        "true or false" => format!("write `{key}: true` or `{key}: false`"),
        "text" => format!("write `{key}: \"…\"`"),
        _ => format!("give `{key}` {wanted}"),
    }
}

/// The keys of one map. [`Fields::finish`] reports those that nobody asked for.
pub(super) struct Fields<'a> {
    entries: &'a [(Key, Node)],
    /// Bytes of the whole map, for what is missing from it.
    pub span: Range<usize>,
    /// What the map describes, for messages: "an article", "`image`".
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The keys of `node`, which describes `what`; duplicate keys are reported. `None`, reported, for anything
    /// but a map.
    pub fn of(node: &'a Node, what: &'static str, report: &mut Report) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            report.error(
                "wrong-type",
                format!("{what} is described by keys, not by {}", node.kind()),
                node.span.clone(),
                format!("this is {}", node.kind()),
                "write one `key: value` to a line",
            );
            return None;
        };
        let mut seen = HashSet::new();
        for (key, _) in entries {
            if !seen.insert(key.name.as_str()) {
                report.error(
                    "duplicate-key",
                    format!("`{}` is given twice", key.name),
                    key.span.clone(),
                    "given before",
                    "keep one of them",
                );
            }
        }
        Some(Self { entries, span: node.span.clone(), what, known: Vec::new() })
    }

    /// The value of `name`, and that it is a known key. An empty value counts as absent.
    pub fn node(&mut self, name: &'static str) -> Option<&'a Node> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        let (_, node) = self.entries.iter().find(|(key, _)| key.name == name)?;
        (!node.is_null()).then_some(node)
    }

    /// Bytes of the key `name`, else of the first key: where to point when something is missing.
    pub fn key_span(&self, name: &str) -> Range<usize> {
        let found = self.entries.iter().find(|(key, _)| key.name == name).or(self.entries.first());
        found.map_or(self.span.start..self.span.start, |(key, _)| key.span.clone())
    }

    /// A text with its bytes.
    pub fn text_at(&mut self, name: &'static str, report: &mut Report) -> Option<(String, Range<usize>)> {
        let node = self.node(name)?;
        Some((text_of(node, name, report)?, node.span.clone()))
    }

    /// A text, without blanks at its ends.
    pub fn text(&mut self, name: &'static str, report: &mut Report) -> Option<String> {
        self.text_at(name, report).map(|(text, _)| text)
    }

    /// A text that must be there.
    pub fn required_text(&mut self, name: &'static str, report: &mut Report) -> String {
        match self.text_at(name, report) {
            Some((text, span)) if text.is_empty() => {
                self.missing(name, span, report);
                text
            }
            Some((text, _)) => text,
            None => {
                // A value of a wrong type has been reported already.
                if self.node(name).is_none() {
                    self.missing(name, self.key_span(name), report);
                }
                String::new()
            }
        }
    }

    /// Reports that `name` is missing, unless a misspelt key says it, which is reported by itself.
    pub fn missing(&self, name: &'static str, span: Range<usize>, report: &mut Report) {
        let is_misspelt = |key: &Key| key.name != name && nearest(&key.name, &[name]).is_some();
        if self.entries.iter().any(|(key, _)| is_misspelt(key) && !self.known.contains(&key.name.as_str())) {
            return;
        }
        report.error(
            "missing-key",
            format!("{} needs a `{name}`", self.what),
            span,
            format!("`{name}` is missing"),
            format!("add a line `{name}: …`"),
        );
    }

    /// True or false.
    pub fn flag(&mut self, name: &'static str, default: bool, report: &mut Report) -> bool {
        let Some(node) = self.node(name) else { return default };
        match &node.value {
            Value::Scalar { text, plain: true } if as_bool(text).is_some() => as_bool(text) == Some(true),
            _ => {
                report.wrong_type(name, "true or false", node);
                default
            }
        }
    }

    /// A whole number above 0.
    pub fn count(&mut self, name: &'static str, report: &mut Report) -> Option<usize> {
        let node = self.node(name)?;
        if let Value::Scalar { text, .. } = &node.value
            && let Ok(number @ 1..) = text.parse()
        {
            return Some(number);
        }
        report.wrong_type(name, "a whole number above 0", node);
        None
    }

    /// A day of the calendar.
    pub fn date(&mut self, name: &'static str, report: &mut Report) -> Option<Date> {
        let (text, span) = self.text_at(name, report)?;
        match parse_date(&text) {
            Ok(date) => Some(date),
            Err((message, help)) => {
                report.error("invalid-date", message, span, "not a day of the calendar", help);
                None
            }
        }
    }

    /// A date at any precision.
    pub fn edtf(&mut self, name: &'static str, report: &mut Report) -> Option<Edtf> {
        let (text, span) = self.text_at(name, report)?;
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                let message = format!("`{name}` is no date: {error}");
                report.error("invalid-date", message, span, "not a date", EDTF_HELP);
                None
            }
        }
    }

    /// A list of texts; one text counts as a list of one.
    pub fn texts(&mut self, name: &'static str, report: &mut Report) -> Vec<String> {
        self.texts_at(name, report).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of texts with their bytes.
    pub fn texts_at(&mut self, name: &'static str, report: &mut Report) -> Vec<(String, Range<usize>)> {
        let Some(node) = self.node(name) else { return Vec::new() };
        let mut read = |item: &Node| Some((text_of(item, name, report)?, item.span.clone()));
        match &node.value {
            Value::Scalar { .. } => read(node).into_iter().collect(),
            Value::List(items) => items.iter().filter_map(read).collect(),
            Value::Map(_) => {
                report.wrong_type(name, "a list of texts", node);
                Vec::new()
            }
        }
    }

    /// One of `choices`.
    pub fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
        report: &mut Report,
    ) -> Option<T> {
        let (text, span) = self.text_at(name, report)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let words: Vec<&'static str> = choices.iter().map(|(word, _)| *word).collect();
        let help = match nearest(&text, &words) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", words.join(", ")),
        };
        report.error("unknown-value", format!("`{name}` can't be “{text}”"), span, "not a known value", help);
        None
    }

    /// The maps of a list; one map counts as a list of one.
    pub fn maps(&mut self, name: &'static str, what: &'static str, report: &mut Report) -> Vec<Fields<'a>> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| Fields::of(item, what, report)).collect(),
            _ => Fields::of(node, what, report).into_iter().collect(),
        }
    }

    /// One map.
    pub fn map(&mut self, name: &'static str, what: &'static str, report: &mut Report) -> Option<Fields<'a>> {
        let node = self.node(name)?;
        Fields::of(node, what, report)
    }

    /// Anything, for templates.
    pub fn extra(&mut self, report: &mut Report) -> serde_json::Map<String, serde_json::Value> {
        match self.node("extra").map(|node| (node, node.to_json())) {
            None => serde_json::Map::new(),
            Some((_, serde_json::Value::Object(map))) => map,
            Some((node, _)) => {
                report.wrong_type("extra", "a group of keys", node);
                serde_json::Map::new()
            }
        }
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, report: &mut Report) {
        for (key, _) in self.entries {
            if self.known.contains(&key.name.as_str()) {
                continue;
            }
            let help = match nearest(&key.name, &self.known) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known keys are {}", self.known.join(", ")),
            };
            let message = format!("`{}` is not a key of {}", key.name, self.what);
            report.error("unknown-key", message, key.span.clone(), "not a known key", help);
        }
    }
}

/// What to write for a date of any precision.
pub(super) const EDTF_HELP: &str = "write 2025-12-04, 2025-12, 2025, 199X, or an interval such as 2014/2015";

/// The one of `known` that `name` was probably meant to be.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower = name.to_lowercase();
    let scored = known.iter().map(|candidate| (strsim::jaro_winkler(&lower, candidate), *candidate));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.8).then_some(best.1)
}

fn text_of(node: &Node, name: &str, report: &mut Report) -> Option<String> {
    match &node.value {
        Value::Scalar { text, .. } if !node.is_null() => Some(text.trim().to_owned()),
        _ => {
            report.wrong_type(name, "text", node);
            None
        }
    }
}

/// A day, with the time of day that other generators write after it ignored; or what is wrong with it and
/// what to do.
fn parse_date(text: &str) -> Result<Date, (String, String)> {
    let form = || {
        let message = format!("“{text}” is not a date");
        (message, "write the year, the month and the day: 2025-12-04".to_owned())
    };
    let day = text.get(..10).ok_or_else(form)?;
    if !(text.len() == 10 || text[10..].starts_with(['T', ' '])) {
        return Err(form());
    }
    let mut parts = day.splitn(3, '-').map(|part| {
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
    });
    let (Some(Some(year)), Some(Some(month)), Some(Some(number))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return Err(form());
    };
    let narrow = |value: i16| i8::try_from(value).unwrap_or(0);
    Date::new(year, narrow(month), narrow(number)).map_err(|_| {
        let last = Date::new(year, narrow(month), 1).map(|first| first.days_in_month());
        match last {
            Ok(last) => (format!("there is no day {day}"), format!("{year:04}-{month:02} has {last} days")),
            Err(_) => (format!("there is no month {month:02}"), "months run from 01 to 12".to_owned()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::yaml;

    fn report(text: &str, read: impl FnOnce(&mut Fields<'_>, &mut Report)) -> Vec<(String, String)> {
        let file = Arc::new(SourceFile::new("content/a.md", text));
        let mut report = Report::new(&file);
        let node = yaml::parse(text, 0).unwrap().unwrap();
        let mut fields = Fields::of(&node, "an article", &mut report).unwrap();
        read(&mut fields, &mut report);
        fields.finish(&mut report);
        let shown = |diagnostic: Diagnostic| {
            let span = diagnostic.place.unwrap().span.unwrap();
            (format!("{} {}", diagnostic.code, &text[span]), diagnostic.help.unwrap_or_default())
        };
        report.diagnostics.into_iter().map(shown).collect()
    }

    #[test]
    fn an_unknown_key_gets_a_suggestion() {
        let found = report("sumary: x\n", |fields, report| {
            fields.text("summary", report);
        });
        assert_eq!(found, [("unknown-key sumary".to_owned(), "did you mean `summary`?".to_owned())]);
    }

    #[test]
    fn impossible_dates_say_why() {
        let dates = |text: &str| {
            report(text, |fields, report| {
                fields.date("date", report);
            })
        };
        assert_eq!(dates("date: 2025-02-30")[0].1, "2025-02 has 28 days");
        assert_eq!(dates("date: 2025-13-01")[0].1, "months run from 01 to 12");
        assert_eq!(dates("date: 4 December")[0].0, "invalid-date 4 December");
        assert_eq!(dates("date: 2025-12-040")[0].0, "invalid-date 2025-12-040");
        assert!(dates("date: 2025-12-04T09:30:00Z").is_empty());
        assert_eq!(dates("date: [2025]")[0].0, "wrong-type [2025]");
    }

    #[test]
    fn wrong_types_and_duplicates_are_reported_together() {
        let found = report("title: [a]\ndraft: perhaps\ndraft: true\n", |fields, report| {
            fields.required_text("title", report);
            fields.flag("draft", false, report);
        });
        let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["duplicate-key draft", "wrong-type [a]", "wrong-type perhaps"]);
    }
}
