//! Whole folders loaded: every fault is reported at its line in one run, and a sound folder without complaint.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use nutgraf::content::{self, Content, LoadOptions, Target, links};
use nutgraf::diagnostics::{Diagnostic, Severity};

fn site(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name)
}

fn load(root: &Path, drafts: bool) -> (Content, Vec<Diagnostic>) {
    let options = LoadOptions { drafts, today: date(2025, 12, 4) };
    content::load(root, &options).expect("there is a content folder")
}

/// `file:line code words at fault`, without the folder that all files share.
fn shown(diagnostic: &Diagnostic) -> String {
    let Some(place) = &diagnostic.place else { return format!("- {}", diagnostic.code) };
    let file = place.file.path.strip_prefix("content").unwrap_or(&place.file.path).display().to_string();
    match &place.span {
        None => format!("{file} {}", diagnostic.code),
        Some(span) => {
            let line = place.file.text[..span.start].matches('\n').count() + 1;
            let words = place.file.text[span.clone()].lines().next().unwrap_or_default();
            format!("{file}:{line} {} {words}", diagnostic.code)
        }
    }
}

#[test]
fn every_fault_is_reported_at_its_line() {
    let (content, mut faults) = load(&site("broken-content"), false);
    faults.extend(links::check(&content, ["timeline/", "speakers/ada-berth/"]));
    let lines: Vec<String> = faults.iter().map(shown).collect();
    let expected = "\
articles/pasted.txt plain-text-article
glosary.yml unknown-file
site.yaml:2 invalid-url harbour.example
site.yaml:3 unknown-key langauge
site.yaml:4 unknown-value sure
site.yaml:5 wrong-type 0
site.yaml:7 missing-key title
articles/bare.md:1 missing-front-matter No front matter here.
articles/dredging.md:3 invalid-date 2025-02-30
articles/dredging.md:4 unknown-key sumary
articles/dredging.md:5 wrong-type maybe
articles/dredging.md:6 duplicate-key draft
articles/dredging.md:12 invalid-date last year
articles/dredging.md:20 invalid-override date:2025-21-01
articles/dredging.md:20 invalid-override speakers:none
articles/dredging.md:22 unbalanced-html <b>
articles/endless.md:1 unclosed-front-matter ---
articles/latin.md:2 not-utf8 �
articles/unfinished.md:2 missing-key date
articles/yaml.md:2 invalid-yaml \"
glossary.yaml:3 duplicate-term term: Mooring
speakers/ada-berth.md:2 unknown-key nam
timeline.yaml:1 invalid-date 2025-13
timeline.yaml:3 missing-key dat
timeline.yaml:3 unknown-key dat
articles/dredging.md:13 invalid-alias \"https://example.org/x\"
articles/harbour/index.md:3 duplicate-slug ferry
search.md reserved-address
articles/dredging.md:13 duplicate-alias /articles/ferry/
articles/harbour/index.md:5 duplicate-alias old-ferry
articles/dredging.md:8 missing-image missing.jpg
articles/dredging.md:16 broken-link survey.md
articles/dredging.md:16 broken-anchor ferry.md#timetabel
articles/dredging.md:16 broken-link /port/
articles/dredging.md:18 missing-image chart.png
articles/dredging.md:20 unknown-term [berth](term:bearth)
articles/ferry.md:9 broken-link unfinished.md
articles/ferry.md:9 broken-anchor #nowhere";
    assert_eq!(lines.join("\n"), expected);
    assert!(faults.iter().all(|fault| fault.help.is_some()), "each fault says what to do");
}

#[test]
fn faults_of_a_draft_are_reported_and_the_draft_is_left_out() {
    let (content, _) = load(&site("broken-content"), false);
    assert!(content.articles.iter().all(|article| article.slug != "unfinished"));
    assert_eq!(content.unpublished, ["articles/unfinished/"]);
    let (content, _) = load(&site("broken-content"), true);
    assert!(content.articles.iter().any(|article| article.slug == "unfinished"));
}

#[test]
fn a_sound_folder_is_loaded_without_complaint() {
    let (content, faults) = load(&site("whole-content"), false);
    let faults: Vec<String> =
        faults.iter().chain(&links::check(&content, ["timeline/"])).map(shown).collect();
    assert_eq!(faults, Vec::<String>::new());
    let slugs: Vec<&str> = content.articles.iter().map(|article| article.slug.as_str()).collect();
    assert_eq!(slugs, ["tram-map", "bus-lanes"]);
    let map = &content.articles[0];
    assert!(map.is_bundle);
    assert_eq!(map.image.as_ref().and_then(|image| image.size), Some((3, 2)));
    let site = |path: &str, suffix: &str| Target::Site { path: path.into(), suffix: suffix.into() };
    let targets: Vec<Target> = map.body.links.iter().map(|link| link.to.clone()).collect();
    assert_eq!(
        targets,
        [
            site("articles/bus-lanes/", "#what-it-costs"),
            site("articles/tram-map/map.png", ""),
            site("guide/reading/", ""),
            site("timeline/", ""),
            Target::External,
        ]
    );
    assert!(map.body.html.contains("width=\"3\" height=\"2\""));
    assert_eq!(content.unpublished, ["articles/next-year/"]);
    let pages: Vec<&str> = content.pages.iter().map(|page| page.slug.as_str()).collect();
    assert_eq!(pages, ["about", "guide", "guide/reading"]);
    assert_eq!(content.home.as_ref().map(|home| home.title.as_str()), Some("The Tram"));
    let files: Vec<&str> = content.files.iter().map(|(_, address)| address.as_str()).collect();
    assert_eq!(files, ["articles/tram-map/map.png", "guide/plan.png", "robots.txt"]);
    assert_eq!(content.topics[0].slug, "public-transport");
    assert_eq!(content.speakers[0].id, "olga-example");
    assert_eq!(content.glossary[0].id, "headway");
    assert_eq!(content.timeline[0].date.as_str(), "1999-05");
}

#[test]
fn loading_twice_gives_the_same() {
    let of = |name| {
        let (content, faults) = load(&site(name), true);
        let html: Vec<String> = content.documents().map(|document| document.body.html.clone()).collect();
        (html, faults.iter().map(shown).collect::<Vec<_>>())
    };
    for name in ["broken-content", "whole-content"] {
        let first = of(name);
        for _ in 0..3 {
            assert_eq!(of(name), first);
        }
    }
}

#[test]
fn a_folder_without_content_is_an_error() {
    let error = content::load(
        &site("broken-content/content"),
        &LoadOptions { drafts: false, today: date(2025, 12, 4) },
    );
    assert!(error.unwrap_err().to_string().contains("nutgraf init"));
}

#[test]
fn advice_never_stops_a_build() {
    let (_, faults) = load(&site("broken-content"), false);
    let worst = faults.iter().map(|fault| fault.severity).max();
    assert_eq!(worst, Some(Severity::Error));
}

/// A NUL would be the mark of what pages fill in last, and HTML can't have one.
#[test]
fn a_nul_becomes_a_replacement_character() {
    let folder = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    file("site.yaml", "title: Harbour\n");
    file("timeline.yaml", "- date: 2020-01-01\n  text: \"The lock \\0 opened.\"\n");
    file("articles/a.md", "---\ntitle: \"A \\0 gate\"\ndate: 2025-01-02\n---\n\nThe gate \0 was shut.\n");
    let (content, _) = load(folder.path(), false);
    assert_eq!(content.timeline[0].text, "The lock \u{fffd} opened.");
    assert_eq!(content.articles[0].title, "A \u{fffd} gate");
    let body = &content.articles[0].body;
    assert!(body.prose.text.contains("gate \u{fffd} was") && !body.html.contains('\0'));
}
