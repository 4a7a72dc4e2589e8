//! Pages that list: home, archive, topics, glossary; and ordinary pages.

use std::borrow::Cow;
use std::convert::identity;

use serde::Serialize;
use tera::Value;

use super::article::{ContentsView, TermView, contents};
use super::data::DateView;
use super::forms::Text;
use super::{Renderer, View, filters, markup, timeline};
use crate::content::Page;
use crate::site::{ArticleId, Perspective, Site, SpeakerId, TimelineScope, TopicId, addresses};

/// How many things the home page shows of each kind.
const HOME_ARTICLES: usize = 9;
const HOME_SPEAKERS: usize = 8;
/// How many speakers a topic's page shows.
const TOPIC_SPEAKERS: usize = 24;
/// How many articles of a topic are shown as cards; the others have a line each.
const TOPIC_CARDS: usize = 20;
/// From how many headings on an ordinary page lists them.
const PAGE_HEADINGS: usize = 3;

pub(super) fn home(render: &Renderer<'_>) -> View {
    let (site, cards) = (render.site, render.cards);
    let newest: Vec<ArticleId> = (0..site.articles.len().min(HOME_ARTICLES)).map(ArticleId).collect();
    let mut speakers: Vec<SpeakerId> = (0..site.speakers.len()).map(SpeakerId).collect();
    speakers.retain(|id| !site.speakers[id.0].quotations.is_empty());
    // A stable sort: who is quoted as often comes in the order of the index.
    speakers.sort_by_key(|id| std::cmp::Reverse(site.speakers[id.0].quotations.len()));
    speakers.truncate(HOME_SPEAKERS);
    let introduction =
        site.home.as_ref().map(|page| Value::safe_string(&markup::plain(site, &page.body, addresses::HOME)));
    let topics: Vec<TopicId> = (0..site.topics.len()).map(TopicId).collect();
    let events = timeline::latest(render, &TimelineScope::Site.entries(site));
    let mut view = View::new("home.html", "")
        .with("introduction", &introduction)
        .with("articles", &cards.articles(&newest))
        .with("article_count", &site.articles.len())
        .with("speakers", &cards.speakers(&speakers))
        .with("events", &cards.entries(&events))
        .with("topics", &cards.topics(&topics))
        .described(&site.config.description);
    view.head.code = site.home.as_ref().is_some_and(|page| page.body.has_code);
    view
}

/// Neighbours of a page of the archive.
#[derive(Serialize)]
struct Pagination {
    number: usize,
    pages: usize,
    newer: Option<String>,
    older: Option<String>,
}

pub(super) fn archive(render: &Renderer<'_>, number: usize) -> View {
    let (size, pages) = (super::articles_per_page(render.site), super::archive_pages(render.site));
    let end = (number * size).min(render.site.articles.len());
    let ids: Vec<ArticleId> = ((number - 1) * size..end).map(ArticleId).collect();
    let pagination = Pagination {
        number,
        pages,
        newer: (number > 1).then(|| addresses::archive(number - 1)),
        older: (number < pages).then(|| addresses::archive(number + 1)),
    };
    View::new("articles.html", render.language.interface.phrase("articles"))
        .with("articles", &render.cards.articles(&ids))
        .with("total", &render.site.articles.len())
        .with("pagination", &pagination)
}

pub(super) fn topics(render: &Renderer<'_>) -> View {
    let ids: Vec<TopicId> = (0..render.site.topics.len()).map(TopicId).collect();
    let words = &render.language.interface;
    View::new("topics.html", words.phrase("topics"))
        .with("topics", &render.cards.topics(&ids))
        .described(words.phrase("topics_intro"))
}

/// The subject of a topic's page, as `topic`.
#[derive(Serialize)]
struct TopicView<'s> {
    card: Value,
    introduction: Option<Value>,
    /// The newest.
    articles: Vec<Value>,
    /// All before those.
    older_articles: Vec<Value>,
    speakers: Vec<TopicVoiceView>,
    /// The last of them, newest first.
    events: Vec<Value>,
    event_count: usize,
    /// Address of its timeline.
    timeline_url: String,
    perspectives: Vec<PerspectiveView<'s>>,
}

/// Who is quoted in the articles of a topic.
#[derive(Serialize)]
struct TopicVoiceView {
    speaker: Value,
    /// Quotations in these articles.
    count: usize,
}

/// A side and what it said last.
#[derive(Serialize)]
struct PerspectiveView<'s> {
    side: &'s str,
    quotations: Vec<VerbatimView<'s>>,
}

/// Verbatim words of a speaker.
#[derive(Serialize)]
struct VerbatimView<'s> {
    text: Cow<'s, str>,
    speaker: Value,
    article: &'s str,
    date: Option<&'s DateView>,
    /// The passage in its article.
    url: String,
}

pub(super) fn topic(render: &Renderer<'_>, id: TopicId, here: &str) -> View {
    let topic = &render.site.topics[id.0];
    let page = topic.page.as_ref();
    let body = page.map(|page| &page.body).filter(|body| !body.html.trim().is_empty());
    let speakers = &topic.speakers[..topic.speakers.len().min(TOPIC_SPEAKERS)];
    let (newest, older) = topic.articles.split_at(topic.articles.len().min(TOPIC_CARDS));
    let subject = TopicView {
        card: render.cards.topic(id).clone(),
        introduction: body.map(|body| Value::safe_string(&markup::plain(render.site, body, here))),
        articles: render.cards.articles(newest),
        older_articles: render.parts.older_articles.list(
            render.theme,
            &filters::up(here),
            older.iter(),
            |id, texts| {
                let url = addresses::article(&render.site.articles[id.0].article.slug);
                Some(render.cards.article_shape(*id, url, texts))
            },
            |id| render.cards.article(*id),
        ),
        speakers: speakers
            .iter()
            .map(|&(id, count)| TopicVoiceView { speaker: render.cards.speaker(id).clone(), count })
            .collect(),
        events: render.cards.entries(&timeline::latest(render, &topic.events)),
        event_count: topic.events.len(),
        timeline_url: addresses::topic_timeline(&topic.slug),
        perspectives: topic.perspectives.iter().map(|side| perspective(render, side)).collect(),
    };
    let mut view = View::new("topic.html", &topic.title)
        .with("topic", &subject)
        .described(page.map_or("", |page| page.summary.as_str()));
    view.head.feed = Some(here.to_owned());
    view.head.data = super::structured_data::topic(render.site, topic, render.language);
    view.head.code = body.is_some_and(|body| body.has_code);
    view
}

fn perspective<'s>(render: &Renderer<'s>, side: &'s Perspective) -> PerspectiveView<'s> {
    let site = render.site;
    let quotations = side.quotations.iter().map(|id| {
        let quotation = &site.quotations[id.0];
        let entry = &site.articles[quotation.article.0];
        let article = &entry.article;
        VerbatimView {
            text: entry.words(quotation),
            speaker: render.cards.speaker(quotation.speaker).clone(),
            article: &article.title,
            date: render.cards.day(quotation.article),
            url: format!("{}#{}", addresses::article(&article.slug), quotation.anchor),
        }
    });
    PerspectiveView { side: &side.side, quotations: quotations.collect() }
}

pub(super) fn glossary(render: &Renderer<'_>) -> View {
    let terms: Vec<TermView<'_>> = render.site.glossary.iter().map(TermView::new).collect();
    let words = &render.language.interface;
    View::new("glossary.html", words.phrase("glossary"))
        .with("terms", &terms)
        .described(words.phrase("glossary_intro"))
}

/// The subject of an ordinary page, as `page`.
#[derive(Serialize)]
struct PageView<'s> {
    title: &'s str,
    summary: &'s str,
    body: Value,
    /// Empty for a page with few headings.
    contents: Vec<ContentsView<Text<'s>>>,
    extra: &'s serde_json::Map<String, serde_json::Value>,
}

pub(super) fn plain(site: &Site, page: &Page, here: &str) -> View {
    let headings = if page.body.contents.len() < PAGE_HEADINGS { &[][..] } else { &page.body.contents[..] };
    let subject = PageView {
        title: &page.title,
        summary: &page.summary,
        body: Value::safe_string(&markup::plain(site, &page.body, here)),
        contents: headings.iter().map(|heading| contents(heading, &mut identity)).collect(),
        extra: &page.extra,
    };
    let mut view = View::new("page.html", &page.title).with("page", &subject).described(&page.summary);
    view.head.code = page.body.has_code;
    view
}
