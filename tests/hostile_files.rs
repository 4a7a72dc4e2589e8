//! Files that no editor would write: each must be an error, in bounded time, and never a crash.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;

/// Far more than any of them takes, even without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// What can be done to a parser: `(name, text)`, each about `size` bytes.
fn attacks(size: usize) -> Vec<(&'static str, String)> {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    let anchors: String = (0..30).map(|level| format!("&a{level} [")).collect();
    vec![
        ("a long text", format!("title: {}\n", "x".repeat(size))),
        ("a long list", format!("topics:\n{}", "- a\n".repeat(size / 4))),
        ("a list in one line", format!("topics: [{}]\n", "a,".repeat(size / 2))),
        ("many keys", (0..size / 12).map(|key| format!("k{key:07}: a\n")).collect()),
        ("deep brackets", format!("title: {}\n", "[".repeat(size))),
        ("deep braces", format!("title: {}\n", "{a: ".repeat(size / 4))),
        (
            "deep indentation",
            (0..2_000.min(size)).map(|level| format!("{}a:\n", " ".repeat(level))).collect(),
        ),
        ("quotation marks", format!("title: {}\n", "\"".repeat(size))),
        ("aliases of aliases", bomb),
        ("anchors around anchors", format!("title: {anchors}{}\n", "a,".repeat(size / 2))),
        ("anchors by the thousand", (0..size / 16).map(|key| format!("- &a{key:07} b\n")).collect()),
        ("documents", "--- a\n".repeat(size / 6)),
        ("comments", "# a\n".repeat(size / 4)),
        ("zeros", "\0".repeat(size)),
    ]
}

fn check(site: &Path) -> (Option<i32>, String) {
    let began = Instant::now();
    let mut command = Command::cargo_bin("nutgraf").unwrap();
    let run = command
        .args(["check", "--quiet", "--format", "github"])
        .arg(site)
        .timeout(PATIENCE)
        .output()
        .unwrap();
    assert!(began.elapsed() < PATIENCE, "it ends");
    (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
}

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    for folder in ["articles", "speakers"] {
        fs::create_dir_all(site.path().join("content").join(folder)).unwrap();
    }
    site
}

/// One site with all of them as front matter, so that what is bounded for one is bounded for many.
#[test]
fn front_matter_of_any_kind_is_an_error_in_bounded_time() {
    for size in [60_000, 1_000_000] {
        let site = site();
        for (index, (_, text)) in attacks(size).into_iter().enumerate() {
            let folder = ["articles", "speakers"][index % 2];
            let path = site.path().join("content").join(folder).join(format!("a{index}.md"));
            fs::write(path, format!("---\n{text}\n---\n\nText.\n")).unwrap();
        }
        let (code, report) = check(site.path());
        assert_eq!(code, Some(1), "{size}");
        for (index, (name, _)) in attacks(100).iter().enumerate() {
            assert!(report.contains(&format!("a{index}.md")), "{name} of {size} bytes is reported");
        }
    }
}

#[test]
fn data_files_of_any_kind_are_an_error_in_bounded_time() {
    let large = ("ten megabytes", "# a\n".repeat(2_500_000));
    for (name, text) in attacks(600_000).into_iter().chain([large]) {
        let site = site();
        for file in ["site.yaml", "review.yaml", "timeline.yaml", "glossary.yaml"] {
            fs::write(site.path().join("content").join(file), &text).unwrap();
        }
        let (code, report) = check(site.path());
        // A file of comments says nothing, and there is nothing wrong with that.
        if name != "comments" {
            assert_eq!(code, Some(1), "{name}: {}", report.get(..2_000).unwrap_or(&report));
        }
        assert!(report.len() < 2_000_000, "{name}: a report of {} bytes", report.len());
    }
}

/// Ten megabytes where a few lines belong are refused by their size alone.
#[test]
fn front_matter_of_ten_megabytes_is_not_even_read() {
    let site = site();
    let text = format!("---\ntitle: {}\n---\n", "x".repeat(10_000_000));
    for path in ["articles/a.md", "speakers/a.md", "about.md"] {
        fs::write(site.path().join("content").join(path), &text).unwrap();
    }
    let (code, report) = check(site.path());
    assert_eq!((code, report.matches("file-too-large").count()), (Some(1), 3), "{report}");
}
