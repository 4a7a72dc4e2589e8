//! Hand-made broken sites, run through the binary: one run names every fault at its line, the exit status is 1, and what
//! was published before is untouched.
//!
//! A broken site is a folder `tests/sites/broken-*` with an `expected.txt`, a fault a line: `file:line code`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Folders of `tests/sites` that list their faults.
fn broken_sites() -> Vec<PathBuf> {
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut found: Vec<PathBuf> = fs::read_dir(sites)
        .expect("tests/sites is a folder")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.join("expected.txt").is_file())
        .collect();
    found.sort();
    found
}

/// The faults of a report for the terminal as `file:line code`, sorted. A fault is two lines of it:
///
/// ```text
/// error[unknown-key]: `sumary` is not a key of an article
///   ╭▸ content/articles/dredging.md:4:1
/// ```
fn faults(report: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut code = None;
    for line in report.lines() {
        let is_title = line.starts_with("error[") || line.starts_with("warning[");
        if is_title {
            code = line.split(['[', ']']).nth(1);
        } else if let (Some(name), Some((_, place))) = (code, line.split_once("╭▸ ")) {
            // The column says nothing more about which fault it is.
            let place = match place.trim().rsplitn(3, ':').collect::<Vec<_>>()[..] {
                [_, line, file] => format!("{file}:{line}"),
                _ => place.trim().to_owned(),
            };
            found.push(format!("{place} {name}"));
            code = None;
        }
    }
    found.sort();
    found
}

/// Every file below `folder` with its bytes.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("the file can be read");
                files.insert(path, bytes);
            }
        }
    }
    files
}

fn nutgraf() -> Command {
    let mut command = Command::cargo_bin("nutgraf").expect("the binary is built");
    command.env("NO_COLOR", "1").args(["--color", "never"]);
    command
}

#[test]
fn every_fault_is_reported_in_one_run_and_nothing_is_written() {
    let sites = broken_sites();
    assert!(sites.len() >= 5, "the broken sites are missing");
    for site in sites {
        let output = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(output.path().join("old")).expect("a folder can be made");
        fs::write(output.path().join("index.html"), "the last good page").expect("a file can be written");
        fs::write(output.path().join("old/index.html"), "another").expect("a file can be written");
        let before = snapshot(output.path());

        let run =
            nutgraf().arg("build").arg(&site).arg("--output").arg(output.path()).output().expect("it runs");
        let report = String::from_utf8_lossy(&run.stderr);
        let name = site.file_name().unwrap_or_default().to_string_lossy().into_owned();

        let expected = fs::read_to_string(site.join("expected.txt")).expect("the list can be read");
        let mut expected: Vec<&str> = expected.lines().collect();
        expected.sort_unstable();
        assert_eq!(faults(&report), expected, "{name} reported:\n{report}");
        assert_eq!(run.status.code(), Some(1), "exit status of {name}");
        assert_eq!(snapshot(output.path()), before, "{name} changed the output");
        let helps = report.matches("help: ").count();
        assert_eq!(helps, expected.len(), "{name}: each fault says what to do\n{report}");
    }
}

#[test]
fn check_reports_the_same_as_build() {
    for site in broken_sites() {
        let output = tempfile::tempdir().expect("a temporary folder");
        let build =
            nutgraf().arg("build").arg(&site).arg("--output").arg(output.path()).output().expect("it runs");
        let check = nutgraf().arg("check").arg(&site).output().expect("it runs");
        assert_eq!(
            faults(&String::from_utf8_lossy(&check.stdout)),
            faults(&String::from_utf8_lossy(&build.stderr)),
            "{}",
            site.display()
        );
        assert_eq!(check.status.code(), Some(1));
    }
}

/// What no file of a repository can be: too large, of another encoding, a link in a circle or to nothing.
#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_are_faults_like_others() {
    use std::os::unix::fs::symlink;

    let site = tempfile::tempdir().expect("a temporary folder");
    let articles = site.path().join("content/articles");
    fs::create_dir_all(&articles).expect("a folder can be made");
    let write = |name: &str, bytes: &[u8]| fs::write(articles.join(name), bytes).expect("it can be written");
    write("latin.md", b"---\ntitle: Latin\ndate: 2025-05-05\n---\n\nA caf\xe9 on the quay.\n");
    write("huge.md", format!("---\ntitle: {}\n---\n", "x".repeat(10_000_000)).as_bytes());
    write("long.md", format!("---\ntitle: T\nsummary: {}\n---\n", "x".repeat(100_000)).as_bytes());
    write("empty.md", b"");
    write("misspelt.md", b"---\ntitle: Found all the same\ndate: 2025-05-05\nsumary: x\n---\n");
    symlink("..", articles.join("circle")).expect("a link can be made");
    symlink("nowhere.md", articles.join("dangling.md")).expect("a link can be made");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    fs::write(elsewhere.path().join("a.md"), "---\ntitle: Private\ndate: 2025-05-05\n---\n")
        .expect("it is written");
    symlink(elsewhere.path().join("a.md"), articles.join("private.md")).expect("a link can be made");
    symlink(elsewhere.path(), articles.join("private")).expect("a link can be made");
    // A link that stays inside is as good as what it leads to.
    fs::create_dir(site.path().join("shared")).expect("a folder can be made");
    fs::write(site.path().join("shared/inside.md"), "---\ntitle: T\ndate: 2025-05-05\nsumary: x\n---\n")
        .expect("it is written");
    symlink("../../shared/inside.md", articles.join("inside.md")).expect("a link can be made");

    let run = nutgraf().arg("build").arg(site.path()).output().expect("it runs");
    let report = String::from_utf8_lossy(&run.stderr);
    let expected = [
        "content/articles/circle unreadable-file",
        "content/articles/dangling.md unreadable-file",
        "content/articles/empty.md:1 missing-front-matter",
        "content/articles/huge.md file-too-large",
        "content/articles/inside.md:4 unknown-key",
        "content/articles/latin.md:6 not-utf8",
        "content/articles/long.md:1 front-matter-too-long",
        "content/articles/misspelt.md:4 unknown-key",
        "content/articles/private link-outside",
        "content/articles/private.md link-outside",
    ];
    assert_eq!(faults(&report), expected, "{report}");
    assert_eq!(report.matches("help: ").count(), expected.len(), "{report}");
    assert_eq!(run.status.code(), Some(1));
    assert!(!site.path().join("public").exists(), "nothing is written");
}

#[test]
fn faults_of_what_is_rendered_for_many_pages_are_reported() {
    let article = "---\ntitle: A\ndate: 2025-05-05\ntopics: [Locks]\n---\n\nJane Roe said: “We open on time.” The lock was opened by Jane Roe on 3 May 2025.\n";
    for part in ["entry.html", "entry-brief.html", "who.html"] {
        let site = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
            fs::write(path, text).expect("it can be written");
        };
        // Two that tell of one event, which is told in brief for its topic.
        write("content/articles/a.md", article);
        write("content/articles/b.md", article);
        write(&format!("templates/parts/{part}"), "{{ nobody.name }}\n");
        let run = nutgraf().arg("build").arg(site.path()).output().expect("it runs");
        let report = String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned();
        assert!(report.contains(&format!("templates/parts/{part}:1:")), "{part}: {report}");
        assert_eq!(run.status.code(), Some(1), "{part}");
    }
}

#[test]
fn a_misspelt_variable_gets_the_nearest_and_all_there_are() {
    let site = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("it can be written");
    };
    write("content/articles/a.md", "---\ntitle: A\ndate: 2025-05-05\n---\n\nText.\n");
    write(
        "templates/article.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ artcle.body }}{% endblock %}\n",
    );
    write("templates/page.html", "{% extends \"bse.html\" %}\n");
    let run = nutgraf().arg("check").arg(site.path()).output().expect("it runs");
    let report = String::from_utf8_lossy(&run.stdout).into_owned();
    for words in [
        "templates/article.html:2:",
        "Variable `artcle` is not defined",
        "did you mean `article`?",
        "the variables here are article, ",
        "did you mean “base.html”?",
    ] {
        assert!(report.contains(words), "{words} in {report}");
    }
}
