//! Beginning an article, and asking why something was found in it.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn nutgraf(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("nutgraf").expect("the binary is built");
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", "1767225600").args(args).output().expect("it runs")
}

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(site.path().join("content/articles")).expect("a folder can be made");
    site
}

#[test]
fn a_new_file_is_sound_and_never_overwrites() {
    let site = site();
    let run = nutgraf(site.path(), &["new", "article", "The \"night\" ferry: who pays?"]);
    assert_eq!(run.status.code(), Some(0));
    let path = site.path().join("content/articles/the-night-ferry-who-pays.md");
    let text = fs::read_to_string(&path).expect("it was written");
    assert!(text.contains("title: \"The \\\"night\\\" ferry: who pays?\"\ndate: 2026-01-01\n"), "{text}");
    assert_eq!(nutgraf(site.path(), &["new", "speaker", "Mara Sample"]).status.code(), Some(0));
    let check = nutgraf(site.path(), &["check", "--strict"]);
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stdout));

    fs::write(&path, "mine").expect("it can be written");
    let again = nutgraf(site.path(), &["new", "article", "The night ferry, who pays"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "mine");
    assert_eq!(nutgraf(site.path(), &["new", "article", "???"]).status.code(), Some(2));
}

#[test]
fn a_place_is_explained() {
    let site = site();
    let text = "---\ntitle: T\ndate: 2025-12-04\n---\n\nMara Sample, a harbour pilot, met Tom Example on Tuesday.\n\n\
                “We have sent the letter to the council,” Sample said.\n";
    fs::write(site.path().join("content/articles/a.md"), text).expect("it can be written");
    let explain = |place: &str| {
        let run = nutgraf(site.path(), &["explain", place]);
        (run.status.code(), String::from_utf8(run.stdout).expect("UTF-8"))
    };
    let (status, said) = explain("content/articles/a.md:8");
    assert_eq!(status, Some(0));
    for words in [
        "speaker     Mara Sample",
        "reported by said (8:",
        "source      Sample (8:",
        "Mara Sample (6:1) → Sample (8:",
        "the quotation, then a name, then the word that reports",
        "confidence  0.",
    ] {
        assert!(said.contains(words), "{words} in\n{said}");
    }
    let (_, said) = explain("content/articles/a.md:6:52");
    assert!(said.contains("means       2025-12-02") && said.contains("published   2025-12-04"), "{said}");
    assert_eq!(
        explain("content/articles/a.md:2"),
        (Some(0), "no quotation, date or event was found in line 2\n".to_owned())
    );
    assert_eq!(explain("content/articles/b.md:2").0, Some(2));
}
