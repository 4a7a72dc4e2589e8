//! Diagnostics in the Static Analysis Results Interchange Format, version 2.1.0, which code hosts and editors read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Diagnostic, Place, Severity, explain};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The diagnostics as one SARIF log with one run, indented.
pub fn sarif(diagnostics: &[Diagnostic]) -> String {
    let mut rules: BTreeMap<&'static str, usize> = diagnostics.iter().map(|one| (one.code, 0)).collect();
    for (index, rule) in rules.values_mut().enumerate() {
        *rule = index;
    }
    let results: Vec<Value> = diagnostics.iter().map(|one| result(one, rules[one.code])).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Nutgraf",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.keys().map(|code| rule(code)).collect::<Vec<Value>>(),
            }},
            // Columns count characters, as people and `file:line:column` do.
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"SITE": {"description": {"text": "The folder that holds content/"}}},
            "results": results,
        }],
    });
    // Plain data always serialises.
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn rule(code: &'static str) -> Value {
    let Some(explanation) = explain(code) else { return json!({"id": code}) };
    json!({
        "id": code,
        "shortDescription": {"text": explanation.summary()},
        "help": {"text": explanation.text, "markdown": explanation.text},
        "defaultConfiguration": {"level": level(explanation.severity)},
        "properties": {"category": explanation.group},
    })
}

fn result(diagnostic: &Diagnostic, rule: usize) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": {"text": format!("{}{help}", diagnostic.message)},
    });
    if let Some(place) = &diagnostic.place {
        result["locations"] = json!([{"physicalLocation": location(place)}]);
        // The same fault is known again when lines move: by what it is about, not by where it stands.
        let about = format!("{}\n{}\n{}", diagnostic.code, place.path(), place.excerpt(usize::MAX));
        let hash = blake3::hash(about.as_bytes()).to_hex();
        result["partialFingerprints"] = json!({"words/v1": hash[..16]});
    }
    result
}

fn location(place: &Place) -> Value {
    let mut location = json!({"artifactLocation": {"uri": uri(&place.path()), "uriBaseId": "SITE"}});
    if place.span.is_some() {
        let ((line, column), (end_line, end_column)) = (place.line_column(), place.end_line_column());
        location["region"] = json!({
            "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
        });
    }
    location
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}
