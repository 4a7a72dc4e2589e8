//! Invented articles for the tests of this stage.

use std::sync::Arc;

use crate::content::{Article, Body};
use crate::diagnostics::SourceFile;
use crate::text::Prose;

/// An article with the address `slug` whose text is `text`, paragraph by line.
pub(crate) fn article(slug: &str, text: &str) -> Article {
    let file =
        Arc::new(SourceFile { path: format!("content/articles/{slug}.md").into(), text: text.to_owned() });
    Article {
        file,
        folder: "content/articles".into(),
        is_bundle: false,
        slug: slug.to_owned(),
        title: slug.to_owned(),
        date: None,
        updated: None,
        summary: String::new(),
        authors: vec![],
        topics: vec![],
        aliases: vec![],
        draft: false,
        image: None,
        key_points: vec![],
        sources: vec![],
        corrections: vec![],
        language: None,
        speakers: vec![],
        enrich_quotes: true,
        enrich_dates: true,
        extra: serde_json::Map::new(),
        body: Body { prose: Prose::from_plain_text(text), ..Body::default() },
        words: 0,
    }
}
