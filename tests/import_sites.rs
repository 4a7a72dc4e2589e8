//! Sites of other generators: each `tests/import-sites/<name>/from` must come out as `into`, with what there is to tell in
//! `report.txt`. Run with `NUTGRAF_BLESS=1` to write what comes out, then read the difference.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::commands::import::{ImportOptions, ImportReport, run};
use nutgraf::content::{self, LoadOptions};
use nutgraf::diagnostics::Severity;
use nutgraf::language::Language;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import-sites");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 4);
    cases
}

/// A new site in a folder of its own.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("content")).unwrap();
    site
}

fn options(input: &Path, site: &Path) -> ImportOptions {
    ImportOptions {
        inputs: vec![input.to_owned()],
        output: None,
        dir: site.to_owned(),
        language: Language::english(),
        from: None,
        force: false,
        dry_run: false,
    }
}

/// Every file below `folder`, with its text.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    entries.map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).unwrap())).collect()
}

/// One line a note: severity, code, place, message.
fn told(report: &ImportReport, from: &Path) -> String {
    let mut text = String::new();
    for note in &report.diagnostics {
        let place = note.place.as_ref().unwrap();
        let path = Path::new(&place.path()).strip_prefix(from).unwrap().to_string_lossy().into_owned();
        let line = place.span.as_ref().map_or(String::new(), |_| format!(":{}", place.line_column().0));
        let message = note.message.replace(&format!("{}/", from.display()), "");
        writeln!(text, "{} {} {path}{line}: {message}", note.severity.name(), note.code).unwrap();
    }
    text
}

#[test]
fn every_site_comes_out_as_expected() {
    let bless = std::env::var_os("NUTGRAF_BLESS").is_some();
    for case in cases() {
        let (from, into, site) = (case.join("from"), case.join("into"), site());
        let report = run(&options(&from, site.path())).unwrap();
        let told = told(&report, &from);
        let out = files(site.path());
        if bless {
            fs::remove_dir_all(&into).unwrap();
            for (name, text) in &out {
                fs::create_dir_all(into.join(name).parent().unwrap()).unwrap();
                fs::write(into.join(name), text).unwrap();
            }
            fs::write(case.join("report.txt"), &told).unwrap();
        }
        assert_eq!(out, files(&into), "{}", case.display());
        assert_eq!(told, fs::read_to_string(case.join("report.txt")).unwrap(), "{}", case.display());
    }
}

#[test]
fn what_comes_out_can_be_published_but_for_what_was_reported() {
    let today = jiff::civil::date(2026, 1, 1);
    for case in cases() {
        let site = site();
        let report = run(&options(&case.join("from"), site.path())).unwrap();
        let (content, faults) = content::load(site.path(), &LoadOptions { drafts: true, today }).unwrap();
        let undated = report.diagnostics.iter().filter(|note| note.code == "import-no-date").count();
        let faults: Vec<_> = faults.iter().filter(|fault| fault.severity == Severity::Error).collect();
        assert_eq!(faults.len(), undated, "{}: {faults:#?}", case.display());
        assert!(faults.iter().all(|fault| fault.message.contains("`date`")), "{faults:#?}");
        assert_eq!(content.articles.len(), report.written.articles.len());
    }
}

#[test]
fn a_second_import_overwrites_nothing_unless_told_to() {
    let (from, site) = (cases()[1].join("from"), site());
    let first = run(&options(&from, site.path())).unwrap();
    let written = files(site.path());
    let edited = first.written.articles[0].file.clone();
    fs::write(&edited, "mine").unwrap();
    let second = run(&options(&from, site.path())).unwrap();
    assert!(!second.succeeded() && second.written.articles.is_empty());
    assert_eq!(
        second.diagnostics.iter().filter(|note| note.code == "import-exists").count(),
        first.written.articles.len()
    );
    assert_eq!(fs::read_to_string(&edited).unwrap(), "mine");
    let forced = run(&ImportOptions { force: true, ..options(&from, site.path()) }).unwrap();
    assert!(forced.succeeded());
    assert_eq!(files(site.path()), written);
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let (from, site) = (cases()[1].join("from"), site());
    let report = run(&ImportOptions { dry_run: true, ..options(&from, site.path()) }).unwrap();
    assert!(report.summary(true).starts_with("would write"), "{}", report.summary(true));
    assert!(files(site.path()).is_empty());
}

#[test]
fn one_file_brings_its_bundle_and_keeps_its_place() {
    let (case, site) = (cases().into_iter().find(|case| case.ends_with("hugo")).unwrap(), site());
    let file = case.join("from/content/posts/quay-wall/index.md");
    run(&options(&file, site.path())).unwrap();
    let names: Vec<String> = files(site.path()).into_keys().collect();
    assert_eq!(
        names,
        ["costs.csv", "index.md", "wall.svg"].map(|name| format!("content/articles/quay-wall/{name}"))
    );
}

#[test]
fn a_folder_of_saved_pages_and_pasted_texts_is_imported_too() {
    let (folder, site) = (tempfile::tempdir().unwrap(), site());
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "one.html",
        "<html><body><article><h1>Who pays for the quay</h1><p>The town pays, and the town is not asked.</p></article></body></html>",
    );
    write(
        "one_files/frame.html",
        "<html><body><p>What the browser has saved beside the page.</p></body></html>",
    );
    write(
        "deep/two.txt",
        "Why cranes stand still\n\nPublished on 4 May 2025\n\nThe cranes at Brekke have not moved since Tuesday.\n",
    );
    write("three.md", "# Only a heading\n\nAnd a text.\n");
    write("four.rst", "Title\n=====\n");
    let report = run(&options(folder.path(), site.path())).unwrap();
    let names: Vec<String> = files(site.path()).into_keys().collect();
    let expected = ["deep/why-cranes-stand-still.md", "three.md", "who-pays-for-the-quay.md"];
    assert_eq!(names, expected.map(|name| format!("content/articles/{name}")));
    assert!(files(site.path())["content/articles/three.md"].contains("title: Only a heading"));
    assert_eq!(report.diagnostics.iter().filter(|note| note.code == "import-skipped").count(), 1);
}

#[cfg(unix)]
#[test]
fn nothing_from_outside_of_the_folder_comes_along() {
    let (outer, site) = (tempfile::tempdir().unwrap(), site());
    fs::write(outer.path().join("key.png"), "the key").unwrap();
    let folder = outer.path().join("blog");
    fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(outer.path().join("key.png"), folder.join("link.png")).unwrap();
    fs::write(folder.join("a.md"), "---\ntitle: A\ndate: 2025-01-01\nimage: ../key.png\n---\n![x](../key.png) ![y](link.png) [z](/../key.png)\n").unwrap();
    let report = run(&options(&folder, site.path())).unwrap();
    assert_eq!(files(site.path()).len(), 1, "the article alone");
    assert_eq!(report.diagnostics.iter().filter(|note| note.code == "import-not-copied").count(), 4);
}

/// The text of a Markdown article passes through unchanged where there is nothing to change.
#[test]
fn plain_markdown_is_left_as_it_is() {
    let (folder, site) = (tempfile::tempdir().unwrap(), site());
    let text = "Text  \nwith *marks*, a [link](https://a.example/?q=1&r=2 \"T\"), a note[^1].\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n\
                1) one\n2) two\n\n> “Quoted,”\n> — Ada Instance\n\n```text\n{{< x >}} {% y %}\n[l](a.md)\n```\n\n[^1]: A note.\n";
    fs::write(
        folder.path().join("a.md"),
        format!("---\ntitle: A\ndate: 2025-01-01\nsummary: S\n---\n\n{text}"),
    )
    .unwrap();
    run(&options(folder.path(), site.path())).unwrap();
    let out = fs::read_to_string(site.path().join("content/articles/a.md")).unwrap();
    assert_eq!(out, format!("---\ntitle: A\ndate: 2025-01-01\nsummary: S\n---\n\n{text}"));
}

mod properties {
    use std::sync::Arc;

    use nutgraf::diagnostics::SourceFile;
    use nutgraf::import::sites::{Converted, Generator, Import};
    use proptest::prelude::*;

    use super::*;

    const GENERATORS: [Option<Generator>; 5] = [
        None,
        Some(Generator::Hugo),
        Some(Generator::Jekyll),
        Some(Generator::Zola),
        Some(Generator::Eleventy),
    ];

    fn convert(text: &str, generator: Option<Generator>) -> Option<Converted> {
        let file = Arc::new(SourceFile::new("a.md", text));
        let import = Import::without_place(generator, Language::english());
        let converted = import.convert(&file, Path::new("a.md"), Path::new("a.md")).ok()?;
        for note in &converted.diagnostics {
            let span = note.place.as_ref().and_then(|place| place.span.clone());
            assert!(span.is_none_or(|span| text.get(span).is_some()), "{note:?}");
        }
        Some(converted)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_tangle_of_tags_comes_out_as_something(parts in prop::collection::vec(prop::sample::select(vec![
            "{{<", ">}}", "{{%", "%}}", "{%", "%}", "{{", "}}", "{#", "#}", "{:", "}", "/*", "*/", " raw ", " endraw ", " highlight js ",
            " /highlight ", " endhighlight ", " figure src=\"a b.png\" caption='“c”' ", " ref \"x\" ", " post_url 2025-01-02-x ", " comment ",
            " endcomment ", "toc", "(", ")", "[x](", "![y](<", ">)", "](z.md \"t\")", "[r]: u.png\n", "`", "```\n", "\n", "\n\n", "é", "“", "- ",
            "# h", "---\n", "+++\n", "title: x\n", "title = 'x'\n", "tags: [a, {b: c}]\n", "image:\n  - src: d\n", "{\"a\": 1}",
        ]), 0..40)) {
            let text = parts.concat();
            for generator in GENERATORS {
                convert(&text, generator);
            }
        }

        #[test]
        fn words_without_tags_stay_as_they_are(lines in prop::collection::vec("[a-zé ,.*_#>“”`-]{0,40}", 1..12)) {
            let text = lines.join("\n");
            let body = format!("Begins.\n{text}\nEnds.");
            for generator in GENERATORS {
                let converted = convert(&format!("---\ntitle: T\n---\n{body}\n"), generator).expect("it is read");
                prop_assert!(converted.markdown.ends_with(&format!("\n\n{body}\n")), "{}", converted.markdown);
            }
        }
    }
}
