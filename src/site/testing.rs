//! Invented articles and findings for the tests of this stage.

use std::sync::Arc;

use crate::content::{Article, Body, SpeakerProfile};
use crate::diagnostics::SourceFile;
use crate::enrich::document::sentences_of;
use crate::enrich::{DatedEvent, Findings, Quotation, QuotationKind, Speaker, SpeakerKind};
use crate::language::Language;
use crate::text::{Prose, Span};

/// An article with the address `slug` whose text is `text`, paragraph by line.
pub(crate) fn article(slug: &str, text: &str) -> Article {
    let file = Arc::new(SourceFile::new(format!("content/articles/{slug}.md"), text));
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
        pull_quotes: vec![],
        sources: vec![],
        corrections: vec![],
        language: None,
        speakers: vec![],
        enrich_quotes: true,
        enrich_dates: true,
        enrich_terms: true,
        ignored: vec![],
        extra: serde_json::Map::new(),
        body: Body { prose: Prose::from_plain_text(text), ..Body::default() },
        words: 0,
    }
}

/// A profile.
pub(crate) fn profile(id: &str, name: &str, aliases: &[&str]) -> SpeakerProfile {
    SpeakerProfile {
        file: Arc::new(SourceFile::new(
            format!("content/speakers/{id}.md"),
            format!("---\nname: {name}\naliases: [{}]\n---\n", aliases.join(", ")),
        )),
        id: id.to_owned(),
        name: name.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        role: None,
        side: None,
        same_as: vec![],
        image: None,
        body: Body::default(),
    }
}

/// A person with `aliases` in an article.
pub(crate) fn person(name: &str, aliases: &[&str]) -> Speaker {
    Speaker {
        id: crate::text::slug(name),
        name: name.to_owned(),
        kind: SpeakerKind::Person,
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        roles: vec![],
        mentions: vec![Span::new(0, 1)],
    }
}

/// The findings of `article`: each of `said` is words of its text and the number of who said them.
pub(crate) fn findings(article: &Article, speakers: Vec<Speaker>, said: &[(&str, usize)]) -> Findings {
    let text = &article.body.prose.text;
    let quotations = said.iter().map(|&(words, speaker)| Quotation {
        kind: QuotationKind::Direct,
        spans: vec![find(text, words)],
        cue: None,
        source: None,
        speaker: Some(speaker),
        confidence: 0.95,
        rule: "cue-then-name".to_owned(),
    });
    let quotations = quotations.collect();
    let blocks = article.body.prose.blocks.iter();
    let sentences = blocks.flat_map(|block| sentences_of(text, block.span, Language::english())).collect();
    Findings { speakers, quotations, sentences, ..Findings::default() }
}

/// The event that the words `text` of `article` state.
pub(crate) fn event(article: &Article, text: &str, date: &str) -> DatedEvent {
    DatedEvent {
        span: find(&article.body.prose.text, text),
        text: text.to_owned(),
        edtf: date.parse().expect("a valid date"),
        date: None,
        speakers: vec![],
        confidence: 0.9,
        rule: "dated-sentence".to_owned(),
    }
}

/// Where `words` stand in `text`.
pub(crate) fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words stand in the text");
    Span::new(start, start + words.len())
}
