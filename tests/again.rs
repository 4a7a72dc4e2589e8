//! A preview builds again and again, and keeps what has not changed: what it shows is what a first build would show.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use nutgraf::content::LoadOptions;
use nutgraf::pipeline::{Memory, load_and_join, load_and_join_again};

const ARTICLE: &str = "---\ntitle: The quay\ndate: 2025-12-05\nspeakers:\n  - name: Olga Example\n    role: harbour master\n---\n\n\
    “The quay is full,” Olga Example said on Tuesday. See [the locks](locks.md).\n";
const OTHER: &str = "---\ntitle: The locks\ndate: 2025-12-01\naliases: [/old/locks]\n---\n\n\
    The locks closed in March 1998. “We shall see,” Example told the council.\n";

/// What changes from one build to the next: a file, and its new text; without one it goes.
type Edit = (&'static str, Option<String>);

fn edits() -> Vec<Edit> {
    vec![
        ("articles/quay.md", Some(ARTICLE.replace("is full", "is empty"))),
        ("articles/bridge.md", Some(ARTICLE.replace("The quay\n", "The bridge\n"))),
        // A link of an article that stays as it is leads elsewhere.
        ("articles/locks.md", Some(OTHER.replace("date:", "slug: the-locks\ndate:"))),
        (
            "speakers/olga-example.md",
            Some("---\nname: Olga Example\naliases: [O. Example]\n---\n".to_owned()),
        ),
        (
            "review.yaml",
            Some(
                "passages:\n  - article: the-locks\n    words: We shall see\n    speaker: none\n".to_owned(),
            ),
        ),
        ("site.yaml", Some("title: Le quai\nlanguage: fr\n".to_owned())),
        ("articles/quay.md", Some(ARTICLE.replace("date: 2025-12-05", "date: 2025-13-05"))),
        ("articles/quay.md", None),
        ("articles/locks.md", Some(OTHER.to_owned())),
    ]
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join("content").join(path);
    fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
    fs::write(path, text).unwrap();
}

fn site() -> (tempfile::TempDir, LoadOptions) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "site.yaml", "title: The quay\n");
    write(folder.path(), "articles/quay.md", ARTICLE);
    write(folder.path(), "articles/locks.md", OTHER);
    (folder, LoadOptions { drafts: false, today: date(2026, 1, 1) })
}

#[test]
fn what_has_not_changed_is_kept() {
    let (folder, options) = site();
    let mut memory = Memory::default();
    let mut next = || load_and_join_again(folder.path(), &options, &(), Some(&mut memory)).unwrap().0;
    let first = next();
    write(folder.path(), "articles/quay.md", &ARTICLE.replace("is full", "is empty"));
    let second = next();
    let kept: Vec<(&str, bool, bool)> = first
        .articles
        .iter()
        .zip(&second.articles)
        .map(|(one, other)| {
            let same = Arc::ptr_eq(&one.article, &other.article);
            (one.article.slug.as_str(), same, Arc::ptr_eq(&one.findings, &other.findings))
        })
        .collect();
    assert_eq!(kept, [("quay", false, false), ("locks", true, true)]);
}

#[test]
fn what_is_kept_changes_nothing() {
    let (folder, options) = site();
    let mut memory = Memory::default();
    load_and_join_again(folder.path(), &options, &(), Some(&mut memory)).unwrap();
    for (path, text) in edits() {
        match &text {
            Some(text) => write(folder.path(), path, text),
            None => fs::remove_file(folder.path().join("content").join(path)).unwrap(),
        }
        let (again, told_again) =
            load_and_join_again(folder.path(), &options, &(), Some(&mut memory)).unwrap();
        let (first, told) = load_and_join(folder.path(), &options, &()).unwrap();
        assert_eq!(format!("{again:#?}"), format!("{first:#?}"), "after {path} became {text:?}");
        assert_eq!(format!("{told_again:?}"), format!("{told:?}"), "after {path} became {text:?}");
    }
}
