//! The sample site at the top level: without fault, and rich enough that its index and timeline mean something.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use nutgraf::content::LoadOptions;
use nutgraf::diagnostics::{Diagnostic, Severity};
use nutgraf::pipeline;
use nutgraf::site::Site;

fn shown(fault: &Diagnostic) -> String {
    let file = fault.place.as_ref().map(|place| place.file.path.display().to_string());
    format!("{}: {} {}", file.unwrap_or_default(), fault.code, fault.message)
}

fn sample() -> (Site, Vec<String>) {
    let options = LoadOptions { drafts: false, today: date(2026, 1, 1) };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (site, faults) = pipeline::load_and_join(root, &options, &()).expect("there is a content folder");
    // Advice is for the editor, who may leave an attribution open.
    let faults = faults.iter().filter(|fault| fault.severity > Severity::Advice);
    (site, faults.map(shown).collect())
}

#[test]
fn the_sample_site_has_no_fault() {
    assert_eq!(sample().1, Vec::<String>::new());
}

#[test]
fn its_articles_are_explainers_and_share_topics() {
    let (site, _) = sample();
    assert!(site.articles.len() >= 5, "{} articles", site.articles.len());
    for article in &site.articles {
        let article = &article.article;
        assert!((600..=1000).contains(&article.words), "{}: {} words", article.slug, article.words);
        assert!(!article.sources.is_empty(), "{} lists no source", article.slug);
        assert!(!article.summary.is_empty(), "{} has no summary", article.slug);
    }
    let shared = site.topics.iter().filter(|topic| topic.articles.len() > 1).count();
    assert!(shared >= 2, "{shared} topics with more than one article");
    assert!(site.speakers.iter().filter(|speaker| speaker.profile.is_some()).count() >= 2);
    assert!(site.glossary.len() >= 10);
    assert!(site.pages.iter().any(|page| page.slug == "guide"));
}

/// The sample site as files, made by so many threads.
fn files(threads: usize) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
    pool.install(|| support::sample_files(Some("https://example.org/explainers/")))
}

#[test]
fn one_thread_and_many_make_the_same_bytes() {
    assert!(files(1) == files(8), "the files differ");
}

#[test]
fn structured_data_says_what_a_page_is() {
    let files = files(2);
    let data = |path: &str| -> serde_json::Value {
        let html = std::str::from_utf8(&files[path]).expect("pages are UTF-8");
        let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("it has data");
        let (json, _) = rest.split_once("</script>").expect("the element ends");
        serde_json::from_str(json).expect("it is JSON")
    };
    let whole = data("articles/ukraine-talks/index.html");
    let (article, trail) = (&whole["@graph"][0], &whole["@graph"][1]);
    assert_eq!(article["@type"], "NewsArticle");
    assert_eq!(article["datePublished"], "2025-12-05");
    assert!(article["correction"][0]["text"].is_string());
    assert!(article["citation"].as_array().is_some_and(|citations| citations.len() > 2));
    assert!(article["mentions"].as_array().is_some_and(|mentions| !mentions.is_empty()));
    assert_eq!(trail["itemListElement"][1]["item"], "https://example.org/explainers/articles/");
    let quotations = article["hasPart"].as_array().expect("a list");
    assert!(!quotations.is_empty());
    for quotation in quotations {
        assert_eq!(quotation["@type"], "Quotation");
        assert!(quotation["text"].as_str().is_some_and(|text| !text.is_empty()));
        let creator = &quotation["creator"];
        assert!(creator["name"].is_string() && creator["@id"].is_string(), "{quotation}");
        let id = quotation["@id"].as_str().and_then(|id| id.split_once('#')).expect("a passage");
        assert!(id.1.starts_with("q-"));
    }
    let profile = &data("speakers/angela-merkel/index.html")["@graph"][0];
    assert_eq!(profile["@type"], "ProfilePage");
    assert_eq!(profile["mainEntity"]["name"], "Angela Merkel");
    assert!(profile["mainEntity"]["sameAs"].is_array());
}
