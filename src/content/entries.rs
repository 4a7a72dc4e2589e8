//! `timeline.yaml` and `glossary.yaml`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::fields::{Fields, Report};
use super::slug;
use super::yaml::{Node, Value};
use crate::diagnostics::SourceFile;
use crate::edtf::Edtf;

/// An entry of `timeline.yaml`: an event that no article states.
#[derive(Clone, Debug)]
pub struct TimelineItem {
    /// When.
    pub date: Edtf,
    /// What happened, one sentence, plain text.
    pub text: String,
    /// Topics as written.
    pub topics: Vec<String>,
    /// Names or ids of speakers.
    pub speakers: Vec<String>,
    /// Where it is stated.
    pub url: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes of the entry.
    pub span: Range<usize>,
}

/// An entry of `glossary.yaml`.
#[derive(Clone, Debug)]
pub struct GlossaryTerm {
    /// Identifier: slug of the term.
    pub id: String,
    /// The term as printed.
    pub term: String,
    /// Short definition, plain text.
    pub definition: String,
    /// Other forms that are the same term.
    pub aliases: Vec<String>,
    /// Where to read more.
    pub url: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes of the entry.
    pub span: Range<usize>,
}

/// Reads `timeline.yaml`, a list of entries.
pub(super) fn read_timeline(node: &Node, report: &mut Report) -> Vec<TimelineItem> {
    let mut items = Vec::new();
    for entry in list(node, "timeline.yaml", "- date: 2025-12-04\n  text: What happened.", report) {
        let Some(mut keys) = Fields::of(entry, "an entry of the timeline", report) else { continue };
        let date = keys.edtf("date", report);
        if date.is_none() && keys.node("date").is_none() {
            keys.missing("date", keys.key_span("date"), report);
        }
        let text = keys.required_text("text", report);
        let topics = keys.texts("topics", report);
        let speakers = keys.texts("speakers", report);
        let url = keys.text("url", report);
        keys.finish(report);
        let (file, span) = (Arc::clone(&report.file), entry.span.clone());
        items.extend(date.map(|date| TimelineItem { date, text, topics, speakers, url, file, span }));
    }
    items
}

/// Reads `glossary.yaml`: a list of terms, or terms as keys with their definitions.
pub(super) fn read_glossary(node: &Node, report: &mut Report) -> Vec<GlossaryTerm> {
    let mut terms = Vec::new();
    if let Value::Map(entries) = &node.value {
        for (key, value) in entries {
            let Value::Scalar { text, .. } = &value.value else {
                let help =
                    "write `Term: \"Its definition.\"`, or a list of entries with `term` and `definition`";
                let message =
                    format!("the definition of “{}” should be text, not {}", key.name, value.kind());
                report.error("wrong-type", message, key.span.clone(), "this term", help);
                continue;
            };
            terms.push(GlossaryTerm {
                id: slug::slugify(&key.name),
                term: key.name.clone(),
                definition: text.trim().to_owned(),
                aliases: Vec::new(),
                url: None,
                file: Arc::clone(&report.file),
                span: key.span.clone(),
            });
        }
    } else {
        for entry in list(node, "glossary.yaml", "- term: Word\n  definition: What it means.", report) {
            let Some(mut keys) = Fields::of(entry, "a term of the glossary", report) else { continue };
            let term = keys.required_text("term", report);
            let definition = keys.required_text("definition", report);
            let id = keys.text("id", report).unwrap_or_else(|| term.clone());
            let aliases = keys.texts("aliases", report);
            let url = keys.text("url", report);
            keys.finish(report);
            if !term.is_empty() {
                let (file, span) = (Arc::clone(&report.file), entry.span.clone());
                terms.push(GlossaryTerm {
                    id: slug::slugify(&id),
                    term,
                    definition,
                    aliases,
                    url,
                    file,
                    span,
                });
            }
        }
    }
    report_twins(&terms, report);
    terms
}

fn list<'n>(node: &'n Node, file: &str, example: &str, report: &mut Report) -> &'n [Node] {
    if let Value::List(items) = &node.value {
        return items;
    }
    let message = format!("{file} should be a list of entries, not {}", node.kind());
    report.error(
        "wrong-type",
        message,
        node.span.clone(),
        "not a list",
        format!("begin each entry with a dash:\n{example}"),
    );
    &[]
}

fn report_twins(terms: &[GlossaryTerm], report: &mut Report) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for term in terms {
        let names = std::iter::once(&term.term).chain(&term.aliases);
        let keys = names.map(|name| name.to_lowercase()).chain(std::iter::once(term.id.clone()));
        let keys: std::collections::BTreeSet<String> = keys.collect();
        if let Some(other) = keys.iter().find_map(|key| seen.get(key.as_str()).copied()) {
            let message = format!("“{}” and “{other}” are the same term", term.term);
            report.error(
                "duplicate-term",
                message,
                term.span.clone(),
                "given before",
                "keep one, or give it other aliases",
            );
        }
        seen.extend(keys.into_iter().map(|key| (key, term.term.as_str())));
    }
}
