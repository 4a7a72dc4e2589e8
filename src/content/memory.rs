//! Articles as they were read last time: a preview that builds again and again reads anew what has changed only.

use std::collections::HashMap;
use std::sync::Arc;

use super::documents::Read;
use super::{Article, Content};
use crate::diagnostics::{Diagnostic, SourceFile};

/// What is known of the articles of one site. Empty at first.
#[derive(Debug, Default)]
pub struct Memory {
    /// Language of the site, on which reading depends.
    language: String,
    /// By path below `content/`.
    articles: HashMap<String, Remembered>,
}

/// An article and the faults that were found in it.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    pub read: Read<Arc<Article>>,
    pub faults: Vec<Diagnostic>,
}

impl Memory {
    /// Forgets what was read for a site in another language.
    pub(super) fn begin(&mut self, language: &str) {
        if self.language != language {
            self.language = language.to_owned();
            self.articles.clear();
        }
    }

    /// The article at `path`, if its text is still that of `file`.
    pub(super) fn recall(&self, path: &str, file: &SourceFile) -> Option<Remembered> {
        let known = self.articles.get(path)?;
        (known.read.item.file.text == file.text).then(|| known.clone())
    }

    /// Keeps `read`, the articles of one load by their paths, with the addresses that their links were found to lead to in
    /// `content`.
    pub(super) fn keep(&mut self, read: Vec<(String, Remembered)>, content: &Content) {
        let settled: HashMap<_, _> =
            content.articles.iter().map(|article| (&article.file.path, article)).collect();
        self.articles = read
            .into_iter()
            // How large a picture is stands in another file, which may change by itself.
            .filter(|(_, known)| !has_pictures(&known.read.item))
            .map(|(path, mut known)| {
                if let Some(article) = settled.get(&known.read.item.file.path) {
                    known.read.item = Arc::clone(article);
                }
                (path, known)
            })
            .collect();
    }
}

fn has_pictures(article: &Article) -> bool {
    article.image.is_some() || article.body.html.contains("<img")
}
