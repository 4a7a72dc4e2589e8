//! Every message that the program can give has its section in the guide, and the formats of `check` say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use nutgraf::diagnostics::{explain, explanations};
use serde_json::Value;

/// Calls that take the name of a message as their first text.
const CALLS: [&str; 10] = [
    "error(",
    "warning(",
    "advice(",
    "about_file(",
    "notes.note(",
    "refuse(",
    "at(report, ",
    "code = ",
    "let (code, message, label) = if link.is_image {\n            (",
    "} else {\n            (",
];

/// The name after each of [`CALLS`] in `text`, if a name is what follows.
fn names(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for call in CALLS {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let Some(name) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
            let is_name = name.contains('-')
                && name
                    .bytes()
                    .all(|byte| byte == b'-' || byte.is_ascii_lowercase() || byte.is_ascii_digit());
            if is_name {
                found.push(name);
            }
        }
    }
    found
}

fn names_in_the_program() -> BTreeSet<String> {
    let mut names_found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("sources are text");
                let program = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                names_found.extend(names(program).into_iter().map(str::to_owned));
            }
        }
    }
    names_found
}

#[test]
fn every_message_has_its_section_in_the_guide() {
    let names = names_in_the_program();
    assert!(names.len() > 50, "{names:?}");
    let missing: Vec<&String> = names.iter().filter(|name| explain(name).is_none()).collect();
    assert!(missing.is_empty(), "add a section to content/guide/checks.md for {missing:?}");
    let surplus: Vec<&str> =
        explanations().iter().map(|known| known.code).filter(|code| !names.contains(*code)).collect();
    assert!(surplus.is_empty(), "content/guide/checks.md explains what nothing says: {surplus:?}");
}

fn check(site: &str, format: &str) -> String {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join(site);
    let mut command = Command::cargo_bin("nutgraf").expect("the binary is built");
    let run = command.arg("check").arg(site).args(["--format", format]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(1));
    String::from_utf8(run.stdout).expect("reports are UTF-8")
}

#[test]
fn the_formats_say_the_same() {
    let site = "tests/sites/broken-links-and-images";
    let json: Value = serde_json::from_str(&check(site, "json")).expect("it is JSON");
    let sarif: Value = serde_json::from_str(&check(site, "sarif")).expect("it is JSON");
    let found = json["diagnostics"].as_array().expect("a list");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    assert!(found.len() >= 6);
    assert_eq!(found.len(), results.len());
    assert_eq!(found.len(), check(site, "github").lines().count());
    for (one, result) in found.iter().zip(results) {
        assert_eq!(one["code"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(one["file"], place["artifactLocation"]["uri"]);
        for (ours, theirs) in [
            ("line", "startLine"),
            ("column", "startColumn"),
            ("end_line", "endLine"),
            ("end_column", "endColumn"),
        ] {
            assert_eq!(one[ours], place["region"][theirs], "{one}");
        }
    }
}

/// What the standard demands of a log (SARIF 2.1.0, sections 3.13 to 3.30), as far as ours uses it.
#[test]
fn a_sarif_log_is_whole() {
    let log: Value = serde_json::from_str(&check("tests/sites/broken-twins", "sarif")).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1);
    let rules = runs[0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(runs[0]["tool"]["driver"]["name"].is_string());
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    let bases = runs[0]["originalUriBaseIds"].as_object().expect("bases");
    for rule in rules {
        assert!(rule["id"].is_string() && rule["help"]["text"].is_string(), "{rule}");
        let level = rule["defaultConfiguration"]["level"].as_str();
        assert!(matches!(level, Some("error" | "warning" | "note")), "{rule}");
    }
    for result in runs[0]["results"].as_array().expect("results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("it is small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
        assert!(!uri.contains(' ') && !uri.starts_with('/'), "{uri}");
        assert!(bases.contains_key(place["artifactLocation"]["uriBaseId"].as_str().expect("a base")));
        if let Some(region) = place["region"].as_object() {
            assert!(region.values().all(|number| number.as_u64().is_some_and(|number| number >= 1)));
        }
    }
}

#[test]
fn what_is_silenced_is_not_said() {
    let site = tempfile::tempdir().expect("a temporary folder");
    let articles = site.path().join("content/articles");
    fs::create_dir_all(&articles).expect("a folder can be made");
    let text = |matter: &str, comment: &str| {
        format!("---\ntitle: A\ndate: 2025-01-01\n{matter}---\n\nA note.[^lost]{comment}\n")
    };
    fs::write(articles.join("loud.md"), text("", "")).expect("it can be written");
    let ignore = "check: {ignore: missing-footnote}\n";
    fs::write(articles.join("article.md"), text(ignore, "")).expect("it can be written");
    let comment = " <!-- nutgraf: ignore missing-footnote -->";
    fs::write(articles.join("line.md"), text("", comment)).expect("it can be written");
    let run = |args: &[&str]| {
        let mut command = Command::cargo_bin("nutgraf").expect("the binary is built");
        let run = command.args(args).arg(site.path()).output().expect("it runs");
        (run.status.code(), String::from_utf8(run.stdout).expect("reports are UTF-8"))
    };
    let (status, report) = run(&["check", "--strict", "--format", "github"]);
    assert_eq!(status, Some(1));
    assert_eq!(report.matches("missing-footnote").count(), 1, "{report}");
    assert!(report.contains("loud.md"), "{report}");
    fs::write(site.path().join("content/site.yaml"), "check: {ignore: [missing-footnote]}\n")
        .expect("written");
    assert_eq!(run(&["check", "--strict"]).0, Some(0));
    assert_eq!(run(&["build", "--strict"]).0, Some(0));
    let page = fs::read_to_string(site.path().join("public/articles/line/index.html")).expect("it was built");
    assert!(!page.contains("nutgraf: ignore"), "the comment is no business of readers");
}

#[test]
fn the_checks_of_an_editor_find_what_they_should_and_nothing_else() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/desk-checks");
    let mut command = Command::cargo_bin("nutgraf").expect("the binary is built");
    let run = command.arg("check").arg(&site).args(["--format", "json"]).output().expect("it runs");
    let json: Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
    let found: Vec<String> = json["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            format!(
                "{}:{} {}",
                one["file"].as_str().unwrap_or(""),
                one["line"],
                one["code"].as_str().unwrap_or("")
            )
        })
        .collect();
    let expected = fs::read_to_string(site.join("checked.txt")).expect("the list can be read");
    assert_eq!(found, expected.lines().collect::<Vec<_>>());
}
