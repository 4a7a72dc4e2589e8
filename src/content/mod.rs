//! A folder in, parsed content out: settings, articles, profiles, topics, timeline, glossary, pages.
//!
//! One Markdown parse yields the HTML, the contents list and the prose with its way back to the source.
//! Faults become diagnostics; loading always goes on to the end. Must not know: what a quotation is.

mod article;
mod body;
mod boundary;
mod compose;
mod config;
mod decisions;
mod documents;
mod entries;
mod fields;
mod front_matter;
pub mod highlight;
mod images;
mod interface;
pub mod links;
mod load;
pub mod markdown;
mod memory;
pub mod slug;
mod walk;
pub(crate) mod yaml;
mod yaml_faults;

pub use article::{
    Article, Authors, Correction, ImageMeta, KeyPoint, Page, SourceRef, SpeakerFacts, SpeakerProfile, Topic,
};
pub use body::{Body, BodyLink, Contents, InlineElement, Override, OverrideKind, Splice, Target, TextRun};
pub use boundary::Boundary;
pub use config::{AttributionPolicy, NavItem, Publisher, SiteConfig, parse_base_url};
pub use decisions::{
    Decisions, Layout, PassageDecision, PersonDecision, REVIEW_FILE, read_decisions, review_source,
};
pub use documents::read_article;
pub use entries::{GlossaryTerm, TimelineItem};
pub use load::{load, load_again};
pub use memory::Memory;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::SourceFile;

/// What to leave out while loading.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// Include drafts and articles dated after `today`.
    pub drafts: bool,
    /// The day against which "dated in the future" is decided.
    pub today: Date,
}

/// Everything under `content/`, parsed.
#[derive(Debug, Default)]
pub struct Content {
    /// Settings of the site.
    pub config: SiteConfig,
    /// Articles, newest first, then by slug.
    pub articles: Vec<Arc<Article>>,
    /// Ordinary pages, by slug.
    pub pages: Vec<Page>,
    /// Speaker profiles, by id.
    pub speakers: Vec<SpeakerProfile>,
    /// Topics that have a page of their own in `topics/`, by slug.
    pub topics: Vec<Topic>,
    /// Entries of `timeline.yaml`, in file order.
    pub timeline: Vec<TimelineItem>,
    /// Entries of `glossary.yaml`, in file order.
    pub glossary: Vec<GlossaryTerm>,
    /// What the editor has decided, from `review.yaml`.
    pub decisions: Decisions,
    /// Files that are published as they are (images in page bundles, everything else that is no Markdown or
    /// YAML): where they are on disk, and their address in the site (`articles/talks/map.png`).
    pub files: Vec<(PathBuf, String)>,
    /// `content/index.md`: what the home page says above its lists; its slug is empty.
    pub home: Option<Page>,
    /// Addresses of drafts and of articles of the future that were left out.
    pub unpublished: Vec<String>,
}

/// A text of the content, whatever its kind.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The file.
    pub file: &'a Arc<SourceFile>,
    /// Address from the site's root, with a slash at its end; the home page is empty.
    pub address: String,
    /// The text.
    pub body: &'a Body,
    /// Lead image or portrait.
    pub image: Option<&'a ImageMeta>,
}

impl Content {
    /// Every text: articles, pages, profiles, topics, the home page's.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        let articles = self.articles.iter().map(|article| Document {
            file: &article.file,
            address: format!("articles/{}/", article.slug),
            body: &article.body,
            image: article.image.as_ref(),
        });
        let pages = self.pages.iter().chain(&self.home).map(|page| Document {
            file: &page.file,
            address: if page.slug.is_empty() { String::new() } else { format!("{}/", page.slug) },
            body: &page.body,
            image: None,
        });
        let speakers = self.speakers.iter().map(|profile| Document {
            file: &profile.file,
            address: format!("speakers/{}/", profile.id),
            body: &profile.body,
            image: profile.image.as_ref(),
        });
        let topics = self.topics.iter().map(|topic| Document {
            file: &topic.file,
            address: format!("topics/{}/", topic.slug),
            body: &topic.body,
            image: None,
        });
        articles.chain(pages).chain(speakers).chain(topics)
    }
}
