//! What pages show of an article, a speaker, a topic or an event when it is not their subject: made once, shared.

use rayon::prelude::*;
use serde::Serialize;
use tera::Value;

use super::data::{DateView, ImageView, LinkView};
use crate::edtf::Edtf;
use crate::language::Language;
use crate::site::{
    ArticleId, EntryId, EntrySource, Site, SiteArticle, SiteSpeaker, SiteTopic, SpeakerId, TimelineEntry,
    TopicId, addresses,
};

/// Shared values, in the order of the site's lists. Cloning one copies a pointer.
pub(super) struct Cards {
    articles: Vec<Value>,
    speakers: Vec<Value>,
    topics: Vec<Value>,
    entries: Vec<Value>,
}

impl Cards {
    pub(super) fn new(site: &Site, language: &Language) -> Self {
        let articles = site
            .articles
            .par_iter()
            .map(|article| Value::from_serializable(&article_card(site, article, language)))
            .collect();
        let speakers = site
            .speakers
            .par_iter()
            .map(|speaker| Value::from_serializable(&speaker_card(speaker)))
            .collect();
        let topics = site.topics.iter().map(|topic| Value::from_serializable(&topic_card(topic))).collect();
        let entries = site
            .timeline
            .par_iter()
            .map(|entry| Value::from_serializable(&entry_card(site, entry, language)))
            .collect();
        Self { articles, speakers, topics, entries }
    }

    pub(super) fn article(&self, id: ArticleId) -> &Value {
        &self.articles[id.0]
    }

    pub(super) fn speaker(&self, id: SpeakerId) -> &Value {
        &self.speakers[id.0]
    }

    pub(super) fn topic(&self, id: TopicId) -> &Value {
        &self.topics[id.0]
    }

    pub(super) fn entry(&self, id: EntryId) -> &Value {
        &self.entries[id.0]
    }

    pub(super) fn articles(&self, ids: &[ArticleId]) -> Vec<Value> {
        ids.iter().map(|id| self.article(*id).clone()).collect()
    }

    pub(super) fn speakers(&self, ids: &[SpeakerId]) -> Vec<Value> {
        ids.iter().map(|id| self.speaker(*id).clone()).collect()
    }

    pub(super) fn topics(&self, ids: &[TopicId]) -> Vec<Value> {
        ids.iter().map(|id| self.topic(*id).clone()).collect()
    }

    pub(super) fn entries(&self, ids: &[EntryId]) -> Vec<Value> {
        ids.iter().map(|id| self.entry(*id).clone()).collect()
    }
}

/// An article in a list.
#[derive(Serialize)]
struct ArticleCard<'s> {
    url: String,
    title: &'s str,
    summary: &'s str,
    date: Option<DateView>,
    updated: Option<DateView>,
    authors: &'s [String],
    topics: Vec<LinkView>,
    image: Option<ImageView>,
    /// To read it.
    minutes: usize,
    /// Different speakers quoted.
    speaker_count: usize,
    quotation_count: usize,
    language: Option<&'s str>,
    extra: &'s serde_json::Map<String, serde_json::Value>,
}

fn article_card<'s>(site: &'s Site, entry: &'s SiteArticle, language: &Language) -> ArticleCard<'s> {
    let article = &entry.article;
    let mut speakers: Vec<SpeakerId> =
        entry.quotations.iter().map(|quotation| site.quotations[quotation.0].speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    ArticleCard {
        url: addresses::article(&article.slug),
        title: &article.title,
        summary: &article.summary,
        date: article.date.map(|date| DateView::day(date, language)),
        updated: article.updated.map(|date| DateView::day(date, language)),
        authors: &article.authors,
        topics: entry.topics.iter().map(|topic| topic_link(&site.topics[topic.0])).collect(),
        image: article.image.as_ref().map(ImageView::new),
        minutes: language.interface.minutes(article.words),
        speaker_count: speakers.len(),
        quotation_count: entry.quotations.len(),
        language: article.language.as_deref(),
        extra: &article.extra,
    }
}

/// A speaker in a list.
#[derive(Serialize)]
struct SpeakerCard<'s> {
    url: String,
    id: &'s str,
    name: &'s str,
    sort_name: &'s str,
    letter: char,
    /// `person`, `organization` or `group`.
    kind: crate::enrich::SpeakerKind,
    /// The latest one.
    role: Option<&'s str>,
    side: Option<&'s str>,
    quotation_count: usize,
    article_count: usize,
    image: Option<ImageView>,
}

fn speaker_card(speaker: &SiteSpeaker) -> SpeakerCard<'_> {
    SpeakerCard {
        url: addresses::speaker(&speaker.id),
        id: &speaker.id,
        name: &speaker.name,
        sort_name: &speaker.sort_name,
        letter: speaker.letter,
        kind: speaker.kind,
        role: role(speaker),
        side: speaker.side.as_deref(),
        quotation_count: speaker.quotations.len(),
        article_count: speaker.articles.len(),
        image: speaker.profile.as_ref().and_then(|profile| profile.image.as_ref()).map(ImageView::new),
    }
}

/// What is printed under the name: what the profile says, else the newest role.
pub(super) fn role(speaker: &SiteSpeaker) -> Option<&str> {
    let profile = speaker.profile.as_ref().and_then(|profile| profile.role.as_deref());
    profile.or_else(|| speaker.roles.first().map(|role| role.text.as_str()))
}

/// A topic in a list.
#[derive(Serialize)]
struct TopicCard<'s> {
    url: String,
    title: &'s str,
    summary: &'s str,
    article_count: usize,
    speaker_count: usize,
}

fn topic_card(topic: &SiteTopic) -> TopicCard<'_> {
    TopicCard {
        url: addresses::topic(&topic.slug),
        title: &topic.title,
        summary: topic.page.as_ref().map_or("", |page| &page.summary),
        article_count: topic.articles.len(),
        speaker_count: topic.speakers.len(),
    }
}

pub(super) fn topic_link(topic: &SiteTopic) -> LinkView {
    LinkView { title: topic.title.clone(), url: addresses::topic(&topic.slug) }
}

/// An event on a timeline.
#[derive(Serialize)]
struct EntryCard<'s> {
    date: DateView,
    text: &'s str,
    anchor: &'s str,
    /// The passages that state it, newest article first.
    sources: Vec<LinkView>,
    /// Where `timeline.yaml` says it is stated.
    url: Option<&'s str>,
    speakers: Vec<LinkView>,
}

fn entry_card<'s>(site: &'s Site, entry: &'s TimelineEntry, language: &Language) -> EntryCard<'s> {
    let source = |source: &EntrySource| {
        let article = &site.articles[source.article.0].article;
        LinkView {
            title: article.title.clone(),
            url: format!("{}#{}", addresses::article(&article.slug), source.anchor),
        }
    };
    // An article may state an event twice; its first passage stands for both.
    let mut sources: Vec<&EntrySource> = Vec::new();
    for source in &entry.sources {
        if !sources.iter().any(|known| known.article == source.article) {
            sources.push(source);
        }
    }
    EntryCard {
        date: DateView::new(&entry.date, language),
        text: &entry.text,
        anchor: &entry.anchor,
        sources: sources.into_iter().map(source).collect(),
        url: entry.url.as_deref(),
        speakers: entry
            .speakers
            .iter()
            .map(|id| &site.speakers[id.0])
            .map(|speaker| LinkView { title: speaker.name.clone(), url: addresses::speaker(&speaker.id) })
            .collect(),
    }
}

/// The year under which a timeline lists `date`: the one in which it begins, or ends when its beginning is open.
pub(super) fn year(date: &Edtf) -> Option<i16> {
    date.earliest().or_else(|| date.latest()).map(jiff::civil::Date::year)
}
