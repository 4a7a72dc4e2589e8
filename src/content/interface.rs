//! `interface.yaml`: words of the site's own around the author's, in a language that there is no pack for or in other words than its pack has.

use serde_json::{Map, Value as Json};

use super::fields::{Fields, Report};
use super::yaml::{Node, Value};
use crate::language::dates::Display;
use crate::language::{Language, Words};

/// Forms that a phrase with a number may have.
const FORMS: [&str; 4] = ["zero", "one", "two", "other"];
/// Lists of `dates` and how many words they have.
const LISTS: [(&str, usize); 4] = [("months", 12), ("short_months", 12), ("seasons", 4), ("quarters", 4)];

/// Reads the words of a site in the language of `tag`.
pub(super) fn read_interface(node: &Node, tag: &str, report: &mut Report) -> Option<Words> {
    let pack = Language::find(tag);
    let base = pack.unwrap_or_else(Language::english);
    let mut fields = Fields::of(node, "interface.yaml", report)?;
    let reading_speed = fields.count("reading_speed", report);
    let mut missing: Vec<&str> = Vec::new();
    let mut phrases = Map::new();
    let mut given = fields.map("phrases", "`phrases`", report);
    for (key, known) in &Language::english().interface.phrases {
        let node = given.as_mut().and_then(|given| given.node(key));
        match node {
            Some(node) => phrases.extend(phrase(key, node, known, report).map(|text| (key.clone(), text))),
            None => missing.push(key),
        }
    }
    if let Some(given) = given {
        given.finish(report);
    }
    let dates = fields.node("dates");
    if dates.is_none() {
        missing.push("dates");
    }
    let display = dates.and_then(|node| display(node, &base.dates.display, report));
    // A site in a language of its own wants all of its words; one that changes a few of its pack's has said what it wants.
    if pack.is_none() && !missing.is_empty() {
        let message =
            format!("{} of the words around the articles are English: {}", missing.len(), missing.join(", "));
        let at = node.span.start..node.span.start;
        report.warning(
            "missing-phrases",
            message,
            at,
            "not translated here",
            "add them, each with its words in the site’s language",
        );
    }
    fields.finish(report);
    Some(Words { reading_speed, phrases, display })
}

/// A phrase as it is known: a text, or forms by number.
fn phrase(key: &'static str, node: &Node, known: &Json, report: &mut Report) -> Option<Json> {
    match &node.value {
        Value::Scalar { text, .. } if !node.is_null() => Some(Json::from(text.trim())),
        Value::Map(_) if known.is_object() => {
            let mut forms = Fields::of(node, "a phrase", report)?;
            let found = FORMS.map(|form| Some((form.to_owned(), Json::from(forms.text(form, report)?))));
            if forms.node("other").is_none() {
                forms.missing("other", node.span.clone(), report);
            }
            forms.finish(report);
            Some(Json::Object(found.into_iter().flatten().collect()))
        }
        _ => {
            let wanted = if known.is_object() { "text, or forms of it by number" } else { "text" };
            report.wrong_type(key, wanted, node);
            None
        }
    }
}

/// How dates are written: as `base` writes them, but for what `node` says.
fn display(node: &Node, base: &Display, report: &mut Report) -> Option<Display> {
    let Json::Object(mut whole) = serde_json::to_value(base).ok()? else { return None };
    let mut fields = Fields::of(node, "`dates`", report)?;
    for (name, count) in LISTS {
        let texts = fields.texts_at(name, report);
        if texts.is_empty() {
            continue;
        }
        if texts.len() != count {
            let message = format!("`{name}` has {} words, not {count}", texts.len());
            let span = fields.key_span(name);
            report.error(
                "wrong-type",
                message,
                span,
                "this list",
                "write them in their order, from the first to the last",
            );
            continue;
        }
        whole.insert(name.to_owned(), texts.into_iter().map(|(text, _)| text).collect());
    }
    for name in Display::TEXTS {
        whole.extend(fields.text(name, report).map(|text| (name.to_owned(), Json::from(text))));
    }
    let ordinals = fields.node("ordinals");
    if let Some(node) = ordinals {
        whole.insert("ordinals".to_owned(), node.to_json());
    }
    fields.finish(report);
    match serde_json::from_value(Json::Object(whole)) {
        Ok(display) => Some(display),
        Err(_) => {
            let help = "write a list of `digits` that a number ends in, and the `ending` that it takes then";
            report.error(
                "wrong-type",
                "`ordinals` is no list of endings",
                ordinals.unwrap_or(node).span.clone(),
                "not as it should be",
                help,
            );
            None
        }
    }
}
