//! The guide's worked examples of changing the look, built as they are printed.

mod support;

use std::collections::BTreeMap;
use std::fs;

const LOOK: &str = include_str!("../content/guide/look.md");

/// Fenced examples by the file that the text before names last.
fn examples() -> BTreeMap<&'static str, String> {
    let mut found = BTreeMap::new();
    let mut named = "";
    let mut lines = LOOK.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.insert(named, text.join("\n") + "\n");
        } else if let Some(path) = line.split('`').skip(1).step_by(2).filter(|word| is_theme(word)).last() {
            named = path;
        }
    }
    found
}

fn is_theme(path: &str) -> bool {
    path.starts_with("templates/") || path.starts_with("static/")
}

#[test]
fn the_examples_of_a_style_sheet_and_of_a_template_work_as_they_are_printed() {
    let examples = examples();
    let names: Vec<&str> = examples.keys().copied().collect();
    let expected = ["static/house.css", "templates/parts/footer.html", "templates/parts/head.html"];
    assert!(expected.iter().all(|name| names.contains(name)), "{names:?}");
    let root = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    };
    write("content/site.yaml", "title: The Harbour Desk\npublisher: The Harbour Society\n");
    write(
        "content/articles/cranes.md",
        "---\ntitle: Why the cranes stand still\ndate: 2025-06-02\n---\n\n“We wait,” said Edda Sample, a pilot.\n",
    );
    for (path, text) in &examples {
        write(path, text);
    }
    let files = support::files(root.path(), None);
    assert_eq!(files["house.css"], examples["static/house.css"].as_bytes());
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html");
    let mut count = 0;
    for (path, page) in pages {
        let page = std::str::from_utf8(page).expect("text");
        let up = "../".repeat(path.matches('/').count());
        assert!(
            page.contains(&format!("<link rel=\"stylesheet\" href=\"{up}house.css\">")),
            "{path}: {page}"
        );
        assert!(page.contains("The Harbour Desk is published by The Harbour Society."), "{path}: {page}");
        assert!(page.contains(&format!("<a href=\"{up}feed.xml\">Feed</a>")), "{path}: {page}");
        count += 1;
    }
    assert!(count > 6, "{count} pages");
}

#[test]
fn what_a_house_style_sheet_sets_is_what_the_built_in_one_asks_for() {
    let theme = include_str!("../static/theme.css");
    for line in examples()["static/house.css"].lines().filter_map(|line| line.trim().strip_prefix("--")) {
        let name = line.split(':').next().expect("a property");
        assert!(theme.contains(&format!("var(--{name})")), "nothing uses --{name}");
    }
}
