//! What an explainer should have: key points, dated sources, images that can be read aloud.

use crate::content::{Article, BodyLink};
use crate::diagnostics::Diagnostic;
use crate::site::Site;

/// Words from which on an article is long enough for key points.
const LONG: usize = 500;

/// What is missing from the articles of `site`.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.articles.iter().flat_map(|article| of_article(&article.article)).collect()
}

fn of_article(article: &Article) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if article.words >= LONG && article.key_points.is_empty() {
        let message = format!("a long article has no key points ({} words)", article.words);
        let help = "write three to five sentences under `key_points` in the front matter";
        found.push(Diagnostic::advice("key-points-missing", message).in_file(&article.file).help(help));
    }
    for source in article.sources.iter().filter(|source| source.date.is_none()) {
        let message = format!("the source “{}” has no date", source.title);
        found.push(
            Diagnostic::advice("source-without-date", message)
                .at(&article.file, source.span.clone(), "of when?")
                .help("add a `date` at any precision: 2025, 2025-11, 2025-11-28"),
        );
    }
    let help = "say what the picture shows, for those who don't see it";
    let silent = article.body.links.iter().filter(|link| link.is_image && link.alt.trim().is_empty());
    for link in silent.filter(|link| needs_words(&article.file.text, link)) {
        found.push(
            Diagnostic::warning(
                "image-without-alt",
                format!("the image “{}” has no alternative text", link.target),
            )
            .at(&article.file, link.source.clone(), "what does it show?")
            .help(help),
        );
    }
    if let Some(image) = article.image.as_ref().filter(|image| image.alt.trim().is_empty()) {
        found.push(
            Diagnostic::warning(
                "image-without-alt",
                format!("the lead image “{}” has no alternative text", image.src),
            )
            .at(&article.file, image.span.clone(), "what does it show?")
            .help(format!("{help}: add `alt` under `image`")),
        );
    }
    found
}

/// Whether `link` is a picture, and not a film or one that its author has called decoration with an empty `alt`.
fn needs_words(text: &str, link: &BodyLink) -> bool {
    let before = text.get(..link.source.start).unwrap_or_default();
    let Some(open) = before.rfind(['<', '!']) else { return true };
    let tag = &before[open..];
    if !tag.starts_with('<') {
        return true;
    }
    let rest = text.get(link.source.end..).unwrap_or_default();
    let whole = format!("{tag}{}", rest.split('>').next().unwrap_or_default());
    tag.starts_with("<img") && !whole.contains("alt=")
}
