//! The guide names every key, command and option that the program knows, so that it can't fall behind.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use clap::CommandFactory;
use nutgraf::cli::Cli;

/// All pages of the guide.
fn guide() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide");
    let pages =
        fs::read_dir(folder).expect("the guide is there").map(|entry| entry.expect("it can be read").path());
    pages.map(|page| fs::read_to_string(page).expect("a page of the guide is text")).collect()
}

/// The keys that reports of unknown keys offer, with what they are keys of.
fn known_keys(report: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut what = String::new();
    for line in report.lines() {
        if let Some((_, rest)) = line.split_once("is not a key of ") {
            rest.clone_into(&mut what);
        } else if let Some((_, keys)) = line.split_once("known keys are ") {
            found.extend(keys.split(", ").map(|key| (what.clone(), key.to_owned())));
        }
    }
    found
}

#[test]
fn every_key_is_in_the_guide() {
    let site = tempfile::tempdir().expect("a temporary folder");
    // In every place where there are keys, one that is like none of them.
    let files = [
        (
            "site.yaml",
            "qqq: 1\ncheck: {qqq: 1}\npublisher: {qqq: 1}\nnavigation: [{title: A, url: b/, qqq: 1}]\n",
        ),
        ("glossary.yaml", "- {term: A, definition: B, qqq: 1}\n"),
        ("timeline.yaml", "- {date: 2025-01-01, text: A, qqq: 1}\n"),
        (
            "review.yaml",
            "qqq: 1\npeople: [{name: A, is: B, qqq: 1}]\narticles: {a: [{quote: A, speaker: B, qqq: 1}]}\n",
        ),
        ("speakers/a.md", "---\nname: A\nqqq: 1\n---\n"),
        ("topics/a.md", "---\ntitle: A\nqqq: 1\n---\n"),
        ("a.md", "---\ntitle: A\nqqq: 1\n---\n"),
        (
            "articles/a.md",
            "---\ntitle: A\ndate: 2025-01-01\nqqq: 1\nimage: {qqq: 1}\nenrich: {qqq: true}\n\
             sources: [{title: A, qqq: 1}]\ncorrections: [{date: 2025-01-02, text: A, qqq: 1}]\n\
             speakers: [{name: A, qqq: 1}]\n---\n",
        ),
    ];
    for (name, text) in files {
        let path = site.path().join("content").join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    let mut command = Command::cargo_bin("nutgraf").expect("the binary is built");
    let run = command.args(["check", "--color", "never"]).arg(site.path()).output().expect("it runs");
    let keys = known_keys(&String::from_utf8_lossy(&run.stdout));
    let kinds: std::collections::BTreeSet<&str> = keys.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(kinds.len(), 18, "keys of {kinds:?}");
    let guide = guide();
    let missing: Vec<_> = keys.iter().filter(|(_, key)| !guide.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "the guide does not name {missing:?}");
}

#[test]
fn every_command_and_option_is_in_the_guide() {
    let guide = guide();
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(guide.contains(&format!("`nutgraf {name}")), "the guide does not name {name}");
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(guide.contains(&format!("`--{option}")), "the guide does not name --{option} of {name}");
        }
    }
}
