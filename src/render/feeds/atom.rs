//! Atom (RFC 4287).

use super::{Entry, Feed, identifier, public, time};
use crate::content::markdown::escape::push_text;
use crate::render::{Renderer, markup};
use crate::site::addresses;

pub(super) fn write(render: &Renderer<'_>, feed: &Feed<'_>) -> String {
    let config = &render.site.config;
    let content: usize = feed.entries.iter().map(|entry| entry.content.len() + 512).sum();
    let mut xml = String::with_capacity(content + content / 4 + 1024);
    xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    markup::push_named(&mut xml, "xml:lang", config.language.as_deref().unwrap_or(render.language.code));
    xml.push_str(">\n");
    element(&mut xml, "id", &identifier(config.base_url.as_deref(), &feed.home));
    element(&mut xml, "title", &feed.title);
    if !feed.description.is_empty() {
        element(&mut xml, "subtitle", feed.description);
    }
    let changed = feed.entries.iter().filter_map(|entry| entry.changed).max();
    element(&mut xml, "updated", &time(changed));
    let (page, own) = (public(render, &feed.home), format!("{}{}", feed.home, addresses::FEED));
    // Without a full address the reference is seen from the feed, which lies beside its page.
    let page = if config.base_url.is_some() { page } else { "./".to_owned() };
    let own = if config.base_url.is_some() { public(render, &own) } else { addresses::FEED.to_owned() };
    link(&mut xml, "alternate", "text/html", &page);
    link(&mut xml, "self", "application/atom+xml", &own);
    let publisher = if config.publisher.name.is_empty() { &config.title } else { &config.publisher.name };
    author(&mut xml, if publisher.is_empty() { &feed.title } else { publisher });
    xml.push_str("<generator>Nutgraf</generator>\n");
    for item in &feed.entries {
        entry(&mut xml, render, feed, item);
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(xml: &mut String, render: &Renderer<'_>, feed: &Feed<'_>, entry: &Entry<'_>) {
    xml.push_str("<entry>\n");
    element(xml, "id", &entry.id);
    element(xml, "title", &entry.title);
    let url = match render.site.config.base_url {
        Some(_) => public(render, &entry.url),
        None => addresses::relative(&feed.home, &entry.url),
    };
    link(xml, "alternate", "text/html", &url);
    if entry.published.is_some() {
        element(xml, "published", &time(entry.published));
    }
    element(xml, "updated", &time(entry.changed));
    for name in entry.authors {
        author(xml, name);
    }
    for topic in &entry.topics {
        xml.push_str("<category");
        markup::push_named(xml, "term", topic);
        xml.push_str("/>\n");
    }
    if !entry.summary.is_empty() {
        element(xml, "summary", entry.summary);
    }
    xml.push_str("<content type=\"html\">");
    push_text(xml, entry.content);
    xml.push_str("</content>\n</entry>\n");
}

fn element(xml: &mut String, name: &str, text: &str) {
    for part in ["<", name, ">"] {
        xml.push_str(part);
    }
    push_text(xml, text);
    for part in ["</", name, ">\n"] {
        xml.push_str(part);
    }
}

fn author(xml: &mut String, name: &str) {
    xml.push_str("<author><name>");
    push_text(xml, name);
    xml.push_str("</name></author>\n");
}

fn link(xml: &mut String, relation: &str, kind: &str, url: &str) {
    xml.push_str("<link");
    markup::push_named(xml, "rel", relation);
    markup::push_named(xml, "type", kind);
    markup::push_named(xml, "href", url);
    xml.push_str("/>\n");
}
