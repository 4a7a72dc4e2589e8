//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::{Entry, Feed, public, time};
use crate::render::{Renderer, json};
use crate::site::addresses;

#[derive(Serialize)]
struct Document<'f> {
    version: &'static str,
    title: &'f str,
    /// These two are full addresses or nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'f str,
    language: &'f str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'f>>,
    items: Vec<Item<'f>>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'f str>,
}

#[derive(Serialize)]
struct Item<'f> {
    id: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    title: &'f str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'f str,
    content_html: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'f>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'f [&'f str],
}

pub(super) fn write(render: &Renderer<'_>, feed: &Feed<'_>) -> Vec<u8> {
    let config = &render.site.config;
    let full = |address: &str| config.base_url.as_ref().map(|_| public(render, address));
    let publisher = &config.publisher;
    let publisher =
        (!publisher.name.is_empty()).then(|| Author { name: &publisher.name, url: publisher.url.as_deref() });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: full(&feed.home),
        feed_url: full(&format!("{}{}", feed.home, addresses::FEED_JSON)),
        description: feed.description,
        language: config.language.as_deref().unwrap_or(render.language.code),
        authors: publisher.into_iter().collect(),
        items: feed.entries.iter().map(|entry| item(entry, full)).collect(),
    };
    let content: usize = feed.entries.iter().map(|entry| entry.content.len() + 512).sum();
    let mut bytes = Vec::with_capacity(content + content / 8 + 1024);
    json::push(&mut bytes, &document);
    bytes
}

fn item<'f>(entry: &'f Entry<'_>, full: impl Fn(&str) -> Option<String>) -> Item<'f> {
    Item {
        id: &entry.id,
        url: full(&entry.url),
        title: &entry.title,
        summary: entry.summary,
        content_html: entry.content,
        image: entry.image.as_deref().and_then(full),
        date_published: entry.published.map(|day| time(Some(day))),
        date_modified: entry.changed.map(|day| time(Some(day))),
        authors: entry.authors.iter().map(|name| Author { name, url: None }).collect(),
        tags: &entry.topics,
    }
}
