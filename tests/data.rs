//! The exported data: as its schemas say, complete, and in step with the pages.

mod support;

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

fn json(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn records<'v>(document: &'v Value, name: &str) -> &'v Vec<Value> {
    document[name].as_array().expect("a list of records")
}

#[test]
fn every_document_is_what_its_schema_says() {
    for base_url in [None, Some("https://example.org/explainers/")] {
        let files = support::sample_files(base_url);
        for name in ["quotations", "speakers", "timeline"] {
            let document = json(&files, &format!("data/{name}.json"));
            // The document names its schema relative to itself.
            let schema = document["$schema"].as_str().expect("it names its schema");
            let validator = jsonschema::validator_for(&json(&files, &format!("data/{schema}")));
            let validator = validator.expect("the schema is one");
            let faults: Vec<String> =
                validator.iter_errors(&document).map(|fault| fault.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{name}");
            assert!(records(&document, name).len() > 5, "{name} has records");
            let mut wrong = document.clone();
            wrong[name][0]["confidence"] = Value::from("high");
            assert!(!validator.is_valid(&wrong), "the schema of {name} refuses nothing");
        }
    }
}

#[test]
fn records_refer_to_each_other_and_to_pages() {
    let base = "https://example.org/explainers/";
    let files = support::sample_files(Some(base));
    let (quotations, speakers) = (json(&files, "data/quotations.json"), json(&files, "data/speakers.json"));
    let ids: HashSet<&Value> = records(&speakers, "speakers").iter().map(|speaker| &speaker["id"]).collect();
    for quotation in records(&quotations, "quotations") {
        assert!(ids.contains(&quotation["speaker"]), "{quotation}");
    }
    let timeline = json(&files, "data/timeline.json");
    let quotations = records(&quotations, "quotations").iter();
    for record in quotations.chain(records(&timeline, "timeline")) {
        let url = record["url"].as_str().expect("an address");
        let (page, anchor) = url.strip_prefix(base).and_then(|url| url.split_once('#')).expect("a passage");
        let page = String::from_utf8_lossy(&files[&format!("{page}index.html")]);
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{url} is no place on its page");
    }
    let total: u64 =
        records(&speakers, "speakers").iter().filter_map(|speaker| speaker["quotations"].as_u64()).sum();
    assert_eq!(
        total,
        json(&files, "data/quotations.json")["quotations"].as_array().map_or(0, Vec::len) as u64
    );
}

#[test]
fn the_table_of_quotations_has_a_row_for_each() {
    let files = support::sample_files(Some("https://example.org/"));
    let mut table = csv::Reader::from_reader(files["data/quotations.csv"].as_slice());
    let header = table.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let document = json(&files, "data/quotations.json");
    let quotations = records(&document, "quotations");
    assert_eq!(rows.len(), quotations.len());
    for (row, quotation) in rows.iter().zip(quotations) {
        for (name, cell) in header.iter().zip(row) {
            let value = &quotation[name];
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            match name {
                "confidence" => assert_eq!(cell.parse::<f64>().ok(), value.as_f64()),
                "role" | "date" if value.is_null() => assert_eq!(cell, ""),
                // A cell that a spreadsheet would compute has an apostrophe before it.
                _ => assert_eq!(cell.strip_prefix('\'').filter(|rest| *rest == text).unwrap_or(cell), text),
            }
        }
    }
}

#[test]
fn the_guide_names_every_key() {
    let guide = include_str!("../content/guide/data.md");
    let files = support::sample_files(None);
    for name in ["quotations", "speakers", "timeline"] {
        let schema = json(&files, &format!("data/{name}.schema.json"));
        let keys = schema["properties"][name]["items"]["properties"].as_object().expect("keys").keys();
        for key in keys {
            assert!(guide.contains(&format!("`{key}`")), "the guide does not name `{key}` of {name}");
        }
    }
}
