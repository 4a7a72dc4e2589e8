//! Topics: articles that say the same topic in any spelling, and the author's introductions.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;

use super::{ArticleId, SiteTopic, TopicId};
use crate::content::{Article, TimelineItem, Topic};
use crate::text::slug;

/// All topics by title, with their articles, and the way from a slug to a topic.
#[derive(Debug, Default)]
pub(super) struct Topics {
    pub list: Vec<SiteTopic>,
    by_slug: HashMap<String, TopicId>,
}

impl Topics {
    /// Collects the topics of `pages`, `articles` (newest first) and `timeline`.
    pub fn collect(pages: Vec<Topic>, articles: &[Arc<Article>], timeline: &[TimelineItem]) -> Self {
        let mut pages: BTreeMap<String, Topic> =
            pages.into_iter().map(|page| (page.slug.clone(), page)).collect();
        // A topic can be written by the title or by the slug of its page.
        let by_title: HashMap<String, String> =
            pages.values().map(|page| (slug(&page.title), page.slug.clone())).collect();
        let canonical = |name: &str| {
            let spelt = slug(name);
            by_title.get(&spelt).cloned().unwrap_or(spelt)
        };

        let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        let written = articles
            .iter()
            .flat_map(|article| &article.topics)
            .chain(timeline.iter().flat_map(|item| &item.topics));
        for name in written {
            *spellings.entry(canonical(name)).or_default().entry(name).or_default() += 1;
        }
        for slug in pages.keys() {
            spellings.entry(slug.clone()).or_default();
        }
        spellings.remove("");

        let mut list: Vec<SiteTopic> = spellings
            .into_iter()
            .map(|(slug, names)| {
                let page = pages.remove(&slug);
                let most_used =
                    names.iter().max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0))).map(|(name, _)| *name);
                let title = page
                    .as_ref()
                    .map_or_else(|| most_used.unwrap_or_default().to_owned(), |page| page.title.clone());
                SiteTopic {
                    slug,
                    title,
                    page,
                    articles: Vec::new(),
                    speakers: Vec::new(),
                    events: Vec::new(),
                    perspectives: Vec::new(),
                }
            })
            .collect();
        list.sort_by_cached_key(|topic| (topic.title.to_lowercase(), topic.slug.clone()));

        let mut by_slug = HashMap::default();
        for (index, topic) in list.iter().enumerate() {
            by_slug.insert(topic.slug.clone(), TopicId(index));
            by_slug.entry(slug(&topic.title)).or_insert(TopicId(index));
        }
        let mut topics = Self { list, by_slug };
        for (index, article) in articles.iter().enumerate() {
            for TopicId(topic) in topics.find_all(&article.topics) {
                topics.list[topic].articles.push(ArticleId(index));
            }
        }
        topics
    }

    /// The topics with these names, each once, in the order written.
    pub fn find_all(&self, names: &[String]) -> Vec<TopicId> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            if let Some(&topic) = self.by_slug.get(&slug(name))
                && !found.contains(&topic)
            {
                found.push(topic);
            }
        }
        found
    }
}
