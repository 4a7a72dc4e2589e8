//! A site in another language than English is in that language throughout.

mod support;

use std::path::Path;

const SETTINGS: &str = "title: Le quai\nlanguage: fr\n";

const ARTICLE: &str = "---\ntitle: La grève du port\ndate: 2025-12-05\nsummary: Un délai déjà passé.\n---\n\n\
    « Nous avons envoyé la lettre », a déclaré Jeanne Roux, secrétaire du syndicat. En mars 1998, la ville a vendu le quai.\n";

/// The page `path` of a site with one article.
fn page(path: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("content/site.yaml", SETTINGS);
    write("content/articles/greve.md", ARTICLE);
    let mut files = support::files(folder.path(), None);
    String::from_utf8(files.remove(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

#[test]
fn a_french_article_is_surrounded_by_french() {
    let page = page("articles/greve/index.html");
    for words in [
        "lang=\"fr\"",
        "5 décembre 2025",
        "1 citation<",
        "secrétaire du syndicat",
        "mars 1998",
        "La ville a vendu le quai.",
    ] {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
    for words in ["quotation", "minute read", "Timeline", "Speakers", "December", "March"] {
        assert!(
            !page.contains(&format!(">{words}")) && !page.contains(&format!(" {words}<")),
            "{words}: {page}"
        );
    }
}
