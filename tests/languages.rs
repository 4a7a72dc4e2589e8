//! A site in another language than English is in that language throughout.

mod support;

use std::path::Path;

const SETTINGS: &str = "title: Le quai\nlanguage: fr\n";

const ARTICLE: &str = "---\ntitle: La grève du port\ndate: 2025-12-05\nsummary: Un délai déjà passé.\n---\n\n\
    « Nous avons envoyé la lettre », a déclaré Jeanne Roux, secrétaire du syndicat. En mars 1998, la ville a vendu le quai.\n";

/// The page `path` of a site with one article.
fn page(path: &str) -> String {
    String::from_utf8(site(&[("content/site.yaml", SETTINGS), ("content/articles/greve.md", ARTICLE)], path))
        .unwrap()
}

/// The file `path` of a site with these files.
fn site(written: &[(&str, &str)], path: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for (path, text) in written {
        write(path, text);
    }
    let mut files = support::files(folder.path(), None);
    files.remove(path).unwrap_or_else(|| panic!("no {path}"))
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

const ARABIC_WORDS: &str = "
phrases:
  articles: المقالات
  timeline: الجدول الزمني
  published: نُشر في
  article_count: {one: مقال واحد, two: مقالان, other: \"{count} مقالات\"}
dates:
  months: [يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر]
";

#[test]
fn a_site_brings_its_own_words_in_any_language() {
    let files = [
        ("content/site.yaml", "title: الميناء\nlanguage: ar\n"),
        ("content/interface.yaml", ARABIC_WORDS),
        ("content/articles/a.md", "---\ntitle: الإضراب\ndate: 2025-12-05\ntopics: [الميناء]\n---\n\nنص.\n"),
        ("content/articles/b.md", "---\ntitle: المد\ndate: 2025-12-06\ntopics: [الميناء]\n---\n\nنص.\n"),
    ];
    let article = String::from_utf8(site(&files, "articles/a/index.html")).unwrap();
    for words in ["<html lang=\"ar\" dir=\"rtl\">", "المقالات", "نُشر في", "5 ديسمبر 2025"]
    {
        assert!(article.contains(words), "{words} is missing: {article}");
    }
    assert!(
        article.contains("Key points") || article.contains(">Speakers<"),
        "what is not given stays English: {article}"
    );
    let topics = String::from_utf8(site(&files, "topics/index.html")).unwrap();
    assert!(topics.contains("مقالان"), "two have a form of their own: {topics}");
}

#[test]
fn missing_words_are_listed_and_words_of_a_pack_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    std::fs::create_dir(&content).unwrap();
    std::fs::write(content.join("interface.yaml"), "phrases: {speakers: Voices}\n").unwrap();
    let mut warnings = Vec::new();
    for language in ["de", "en-GB"] {
        std::fs::write(content.join("site.yaml"), format!("title: T\nlanguage: {language}\n")).unwrap();
        let (built, files) = support::build(folder.path(), None);
        let page = String::from_utf8(files["speakers/index.html"].clone()).unwrap();
        assert!(page.contains("<h1>Voices</h1>"), "{page}");
        warnings.push(
            built.diagnostics.into_iter().filter(|one| one.code == "missing-phrases").collect::<Vec<_>>(),
        );
    }
    assert!(warnings[1].is_empty(), "English has all others");
    let message = &warnings[0][0].message;
    assert!(
        message.contains("timeline, ") && message.contains("dates") && !message.contains(" speakers,"),
        "{message}"
    );
}
