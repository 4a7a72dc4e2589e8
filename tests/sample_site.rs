//! The sample site at the top level: without fault, and rich enough that its index and timeline mean something.

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
