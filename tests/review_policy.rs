//! `attribution: reviewed`: nothing is published that nobody has seen.

mod support;

use std::collections::BTreeSet;
use std::fs;

const ARTICLE: &str = "---\ntitle: Dock fees\ndate: 2025-12-04\nsummary: Fees.\ntopics: [Harbour]\n---\n\n“We have sent the letter,” said Olga Example, \
                       a harbour pilot.\n\n“The crews will wait for an answer,” said Jan Kowal, the mayor. Kowal said the fees would rise.\n\n\
                       The old quay was closed on 12 May 2024. The new quay was opened on 3 June 2025.\n";

const DECISIONS: &str = "articles:\n  dock-fees:\n    - quote: “We have sent the letter,”\n      speaker: Olga Example\n    \
                         - event: The old quay was closed on 12 May 2024.\n      on: 2024-05-12\n    - date: 12 May 2024\n      is: 2024-05-12\n";

/// The files of the site, as text, by their paths.
fn build(policy: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/articles")).unwrap();
    let settings = format!("title: The Quay\nbase_url: https://quay.example/\nattribution: {policy}\n");
    fs::write(folder.path().join("content/site.yaml"), settings).unwrap();
    fs::write(folder.path().join("content/articles/dock-fees.md"), ARTICLE).unwrap();
    fs::write(folder.path().join("content/review.yaml"), DECISIONS).unwrap();
    let text = |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8_lossy(&bytes).into_owned());
    support::files(folder.path(), None).into_iter().map(text).collect()
}

/// Identifiers such as `q-1a2b3c4d` in all files.
fn anchors(files: &[(String, String)], kind: char) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, text) in files {
        for (at, _) in text.match_indices(&format!("{kind}-")) {
            let id: String = text[at + 2..].chars().take_while(char::is_ascii_hexdigit).collect();
            let begins = text[..at]
                .chars()
                .next_back()
                .is_none_or(|before| !before.is_alphanumeric() && before != '-');
            if id.len() == 8 && begins {
                found.insert(id);
            }
        }
    }
    found
}

fn speakers(files: &[(String, String)]) -> Vec<&str> {
    let pages =
        files.iter().filter_map(|(path, _)| path.strip_prefix("speakers/")?.strip_suffix("/index.html"));
    pages.collect()
}

#[test]
fn confident_publishes_what_the_text_settles() {
    let files = build("confident");
    assert_eq!(speakers(&files), ["jan-kowal", "olga-example"]);
    assert!(anchors(&files, 'q').len() >= 3 && anchors(&files, 'e').len() >= 2);
}

#[test]
fn reviewed_publishes_nothing_unseen() {
    let files = build("reviewed");
    assert_eq!(speakers(&files), ["olga-example"]);
    // One quotation, one event: in pages, cards, structured data, exports, feeds and the search alike.
    assert_eq!(anchors(&files, 'q').len(), 1, "{:?}", anchors(&files, 'q'));
    let (_, article) = files.iter().find(|(path, _)| path == "articles/dock-fees/index.html").unwrap();
    assert!(article.contains("The crews will wait for an answer"), "the text is printed in full");
    assert!(!article.contains("datetime=\"2025-06-03\""), "a day that nobody has looked at");
    assert!(article.contains("datetime=\"2024-05-12\""));
    for (path, text) in &files {
        let is_text_of_the_article =
            path.starts_with("articles/") || path.starts_with("feed") || path.contains("/feed");
        let is_index_of_words = path.starts_with("search/") || path.contains("search");
        if is_text_of_the_article || is_index_of_words {
            continue;
        }
        for unseen in ["Jan Kowal", "crews will wait", "fees would rise", "new quay was opened", "2025-06-03"]
        {
            assert!(!text.contains(unseen), "“{unseen}” in {path}");
        }
    }
    let (_, speakers) = files.iter().find(|(path, _)| path == "data/speakers.json").unwrap();
    assert!(
        !speakers.contains("harbour pilot"),
        "what somebody is has not been looked at either: {speakers}"
    );
    let structured = article.split("application/ld+json").nth(1).unwrap().split("</script>").next().unwrap();
    assert!(!structured.contains("Jan Kowal") && !structured.contains("crews will wait"), "{structured}");
}
