//! Whole imports: every `tests/import/<name>.{txt,html}` must come out as `<name>.md`, with the notes to the
//! author in `<name>.notes`. Run with `NUTGRAF_BLESS=1` to write what comes out, then read the difference.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nutgraf::content::{self, LoadOptions, read_article};
use nutgraf::diagnostics::{Diagnostic, Severity, SourceFile};
use nutgraf::import::{Imported, import};
use nutgraf::language::Language;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "html"));
    cases.sort();
    cases
}

fn import_file(path: &Path) -> Imported {
    let name = Path::new(path.file_name().unwrap());
    import(&std::fs::read(path).unwrap(), name, Language::english())
}

/// One line a note: severity, code, line number, what is marked.
fn notes(imported: &Imported) -> String {
    let mut notes = String::new();
    for note in &imported.diagnostics {
        let severity = format!("{:?}", note.severity).to_lowercase();
        write!(notes, "{severity} {}", note.code).unwrap();
        if let Some(place) = &note.place
            && let Some(span) = &place.span
        {
            let line = place.file.text[..span.start].matches('\n').count() + 1;
            let marked: String = place.file.text[span.clone()].chars().take(40).collect();
            write!(notes, " at {line} `{}`", marked.replace('\n', " ")).unwrap();
        }
        writeln!(notes, ": {}", note.message).unwrap();
    }
    notes
}

#[test]
fn every_case_comes_out_as_expected() {
    let bless = std::env::var_os("NUTGRAF_BLESS").is_some();
    let cases = cases();
    assert!(cases.len() >= 10, "the cases are there");
    let mut wrong = Vec::new();
    for path in &cases {
        let imported = import_file(path);
        for (ending, text) in [("md", &imported.markdown), ("notes", &notes(&imported))] {
            let expected = path.with_extension(ending);
            if bless {
                std::fs::write(&expected, text).unwrap();
            } else if std::fs::read_to_string(&expected).unwrap_or_default() != *text {
                wrong.push(format!("{} comes out as\n{text}", expected.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The words that an imported article says, as the site that it goes to reads it.
fn body_words(markdown: &str) -> String {
    let file = SourceFile::new("content/articles/a.md", markdown);
    let (article, _) = read_article(&Arc::new(file), Path::new("."));
    same_spaces(&article.body.prose.text)
}

#[test]
fn every_case_can_be_published_once_it_has_a_date() {
    let today = jiff::civil::date(2026, 1, 1);
    for path in cases() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(site.path().join("content/articles")).unwrap();
        let markdown = std::fs::read_to_string(path.with_extension("md")).unwrap();
        std::fs::write(site.path().join("content/articles/a.md"), &markdown).unwrap();
        let (content, faults) = content::load(site.path(), &LoadOptions { drafts: true, today }).unwrap();
        let expected =
            |fault: &&Diagnostic| fault.severity != Severity::Advice && !fault.message.contains("`date`");
        let faults: Vec<_> = faults.iter().filter(expected).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        assert_eq!(content.articles.len(), 1, "{}", path.display());
    }
}

fn same_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// A sentence with whatever marks an article may hold.
    fn sentence() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            6 => "[a-zé]{2,9}",
            1 => prop::sample::select(vec!["*so*", "[her]", "#1", "£40", "a_b", "5%", "AT&T", "<tag>", "1945", "“yes”", "–"]).prop_map(str::to_owned),
        ];
        (prop::collection::vec(word, 6..24), prop::bool::ANY).prop_map(|(words, quoted)| {
            let text = format!("The {}", words.join(" "));
            if quoted { format!("“{text},” said Ada Lind.") } else { format!("{text}.") }
        })
    }

    fn paragraph() -> impl Strategy<Value = String> {
        prop::collection::vec(sentence(), 1..4).prop_map(|sentences| sentences.join(" "))
    }

    fn furniture() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "Advertisement",
            "Save",
            "Share",
            "Recommended Stories",
            "list of 4 itemsend of list",
            "list of 2 items",
            "end of list",
            "Read more: The tide",
            "Sign up for our weekly newsletter",
            "Published On 4 Dec 20254 Dec 2025",
            "Related",
            "Follow us on Chirper",
        ])
    }

    /// Paragraphs, each perhaps with a label before it.
    fn article() -> impl Strategy<Value = Vec<(Option<&'static str>, String)>> {
        prop::collection::vec((prop::option::of(furniture()), paragraph()), 1..9)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_sentence_of_a_text_is_lost(article in article(), blank_lines in any::<bool>()) {
            let gap = if blank_lines { "\n\n" } else { "\n" };
            let mut text = format!("A title for them all{gap}");
            for (label, paragraph) in &article {
                for line in label.iter().copied().chain([paragraph.as_str()]) {
                    text.push_str(line);
                    text.push_str(gap);
                }
            }
            let imported = import(text.as_bytes(), Path::new("a.txt"), Language::english());
            let said = format!("{} {}", imported.draft.summary, body_words(&imported.markdown));
            let mut from = 0;
            for (_, paragraph) in &article {
                let paragraph = same_spaces(paragraph);
                let at = said[from..].find(&paragraph);
                prop_assert!(at.is_some(), "lost or moved: {paragraph}\nin: {}", imported.markdown);
                from += at.unwrap() + paragraph.len();
            }
            for label in ["Advertisement", "Save", "Recommended Stories", "Published On"] {
                prop_assert!(!said.contains(label), "{label} left in: {}", imported.markdown);
            }
        }

        #[test]
        fn no_sentence_of_a_page_is_lost(article in article()) {
            let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
            let mut page = String::from("<html><body><nav><a href=/>Home</a></nav><article><h1>A title for them all</h1>");
            for (label, paragraph) in &article {
                if let Some(label) = label {
                    page.push_str(&format!("<div>{}</div>", escape(label)));
                }
                page.push_str(&format!("<p>{}</p>\n", escape(paragraph)));
            }
            page.push_str("</article><footer>All rights reserved</footer></body></html>");
            let imported = import(page.as_bytes(), Path::new("a.html"), Language::english());
            let said = body_words(&imported.markdown);
            for (_, paragraph) in &article {
                prop_assert!(said.contains(&same_spaces(paragraph)), "lost: {paragraph}\nin: {}", imported.markdown);
            }
        }

        #[test]
        fn any_bytes_come_out_as_something(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for name in ["a.txt", "a.html"] {
                let imported = import(&bytes, Path::new(name), Language::english());
                prop_assert!(imported.markdown.starts_with("---\n"));
                for note in &imported.diagnostics {
                    if let Some((place, span)) = note.place.as_ref().and_then(|place| Some((place, place.span.clone()?))) {
                        prop_assert!(place.file.text.get(span).is_some());
                    }
                }
            }
        }

        #[test]
        fn any_tangle_of_tags_comes_out_as_something(parts in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td colspan=9>", "</table>", "<ul>", "<li>", "</ul>",
            "<blockquote>", "<figure>", "<figcaption>", "<img src=x>", "<a href='?'>", "</a>", "<b>", "<em>", "<br>", "<dl>", "<dt>",
            "<dd>", "<pre>", "<h2>", "<svg>", "<template>", "<q>", "words, and more words.", "“Yes,”", "4 Dec 2025", "<article>",
        ]), 0..40)) {
            import(parts.concat().as_bytes(), Path::new("a.html"), Language::english());
        }
    }
}

#[test]
fn a_page_nested_beyond_reason_comes_out() {
    for tag in ["<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>"] {
        let page =
            format!("<body><article>{}The last words are these, and they are kept.", tag.repeat(3_000));
        let imported = import(page.as_bytes(), Path::new("a.html"), Language::english());
        assert!(body_words(&imported.markdown).contains("The last words are these"), "{tag}");
    }
}

#[test]
fn a_french_text_is_read_as_french() {
    let text = "La grève du port\n\nPublié le 4 décembre 2025\n\nPublicité\n\nLes grues ne bougent plus depuis mardi, et personne ne sait quand elles reprendront.\n";
    let imported = import(text.as_bytes(), Path::new("a.txt"), Language::find("fr").unwrap());
    for line in ["title: La grève du port", "date: 2025-12-04", "language: fr"] {
        assert!(imported.markdown.contains(line), "{line}: {}", imported.markdown);
    }
    assert!(!imported.markdown.contains("Publicité") && !imported.markdown.contains("Publié"));
}

mod command {
    use nutgraf::commands::import::{ImportOptions, run};

    use super::*;

    const TEXT: &str = "Why cranes stand still\n\nPublished on 4 May 2025\n\nThe cranes at Brekke have not moved since Tuesday.\n";

    fn options(dir: &Path) -> ImportOptions {
        std::fs::write(dir.join("pasted.txt"), TEXT).unwrap();
        ImportOptions {
            inputs: vec![dir.join("pasted.txt")],
            output: None,
            dir: dir.to_owned(),
            language: Language::english(),
            from: None,
            force: false,
            dry_run: false,
        }
    }

    #[test]
    fn the_article_goes_among_the_sites_articles_or_beside() {
        let dir = tempfile::tempdir().unwrap();
        let written = || run(&options(dir.path())).unwrap().written.articles[0].file.clone();
        assert_eq!(written(), dir.path().join("why-cranes-stand-still.md"));
        std::fs::create_dir(dir.path().join("content")).unwrap();
        let report = run(&options(dir.path())).unwrap();
        let path = dir.path().join("content/articles/why-cranes-stand-still.md");
        assert_eq!(report.written.articles[0].file, path);
        assert!(report.summary(false).contains("9 words"), "{}", report.summary(false));
        assert!(std::fs::read_to_string(path).unwrap().contains("date: 2025-05-04"));
    }

    #[test]
    fn an_existing_article_is_kept_unless_forced() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("why-cranes-stand-still.md");
        std::fs::write(&path, "mine").unwrap();
        let report = run(&options(dir.path())).unwrap();
        assert!(!report.succeeded() && report.written.articles.is_empty());
        assert!(report.diagnostics.iter().any(|fault| fault.code == "import-exists"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        let report = run(&ImportOptions { force: true, ..options(dir.path()) }).unwrap();
        assert!(report.succeeded());
        assert_ne!(std::fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn what_is_no_article_is_refused_with_a_reason() {
        let dir = tempfile::tempdir().unwrap();
        let refused = |text: &str| {
            std::fs::write(dir.path().join("x.txt"), text).unwrap();
            let options = ImportOptions { inputs: vec![dir.path().join("x.txt")], ..options(dir.path()) };
            let report = run(&options).unwrap();
            assert!(report.written.articles.is_empty() && !report.succeeded(), "{text}");
            report.diagnostics.last().unwrap().code
        };
        assert_eq!(refused(""), "import-no-text");
        assert_eq!(refused("Advertisement\n"), "import-no-text");
        assert_eq!(refused("---\ntitle: never closed\n"), "import-front-matter");
        let address = ImportOptions { inputs: vec!["https://post.example/a".into()], ..options(dir.path()) };
        assert_eq!(run(&address).unwrap().diagnostics[0].code, "import-address");
        let absent = ImportOptions { inputs: vec![dir.path().join("absent.txt")], ..options(dir.path()) };
        assert!(run(&absent).is_err());
    }

    #[test]
    fn several_articles_need_more_than_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let one = options(dir.path());
        let two = ImportOptions {
            inputs: [one.inputs.clone(), one.inputs.clone()].concat(),
            output: Some(dir.path().join("x.md")),
            ..one
        };
        assert_eq!(run(&two).unwrap().diagnostics.last().unwrap().code, "import-output");
        assert!(!dir.path().join("x.md").exists());
    }
}
