//! Feeds: of the site and of every topic, whose entries are whole articles; and of every speaker, whose entries are quotations.
//! Each as Atom (RFC 4287) and as JSON Feed 1.1, written directly: a large site has hundreds.

mod atom;
mod entries;
mod json_feed;

use std::sync::OnceLock;

use jiff::civil::Date;

use super::Renderer;
use crate::output::{Contents, OutputFile, Sink};
use crate::site::{Site, SpeakerId, TopicId, addresses};

/// Entries of a feed when `site.yaml` says nothing.
const ENTRIES: usize = 10;

/// A feed in either format.
struct Feed<'s> {
    title: String,
    description: &'s str,
    /// Address of the page that it follows, below which its files lie.
    home: String,
    entries: Vec<Entry<'s>>,
}

/// An article or a quotation in a feed.
struct Entry<'s> {
    /// Never changes (RFC 4287 4.2.6).
    id: String,
    /// Address from the site's root.
    url: String,
    title: String,
    summary: &'s str,
    authors: &'s [String],
    published: Option<Date>,
    /// Day of the last change: update, correction or publication.
    changed: Option<Date>,
    topics: Vec<&'s str>,
    /// Address of a picture, from the site's root or elsewhere.
    image: Option<String>,
    /// Everything, as HTML.
    content: &'s str,
}

/// What a feed follows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject {
    Site,
    Topic(TopicId),
    Speaker(SpeakerId),
}

/// The subjects of every feed of `site`.
pub(super) fn all(site: &Site) -> impl Iterator<Item = Subject> {
    let topics = (0..site.topics.len()).map(|index| Subject::Topic(TopicId(index)));
    let speakers = (0..site.speakers.len()).map(|index| Subject::Speaker(SpeakerId(index)));
    std::iter::once(Subject::Site).chain(topics).chain(speakers)
}

/// Address of the page that `subject` is on, below which its feeds lie.
pub(super) fn home(site: &Site, subject: Subject) -> String {
    match subject {
        Subject::Site => addresses::HOME.to_owned(),
        Subject::Topic(id) => addresses::topic(&site.topics[id.0].slug),
        Subject::Speaker(id) => addresses::speaker(&site.speakers[id.0].id),
    }
}

/// Each article's text and each quotation's passage, made once for all feeds that hold it.
pub(super) struct Texts {
    articles: Vec<OnceLock<String>>,
    quotations: Vec<OnceLock<String>>,
}

impl Texts {
    pub(super) fn new(site: &Site) -> Self {
        let empty = |length: usize| (0..length).map(|_| OnceLock::new()).collect();
        Self { articles: empty(site.articles.len()), quotations: empty(site.quotations.len()) }
    }
}

/// The feed that follows `subject`, in both formats.
pub(super) fn write(render: &Renderer<'_>, subject: Subject, sink: &dyn Sink) -> anyhow::Result<()> {
    let feed = Feeds { render, texts: render.texts }.of(subject);
    let file = |name: &str, text: Vec<u8>| {
        sink.put(OutputFile { path: format!("{}{name}", feed.home), contents: Contents::Bytes(text) })
    };
    file(addresses::FEED, atom::write(render, &feed).into_bytes())?;
    file(addresses::FEED_JSON, json_feed::write(render, &feed))
}

/// What making feeds needs.
struct Feeds<'s> {
    render: &'s Renderer<'s>,
    texts: &'s Texts,
}

/// `address` under `base_url`; from the site's root without one.
fn public(render: &Renderer<'_>, address: &str) -> String {
    if super::filters::is_external(address) {
        return address.to_owned();
    }
    [render.site.config.base_url.as_deref().unwrap_or_default(), address].concat()
}

/// An identifier that never changes (RFC 4287 4.2.6): the address where there is one, else a name made from it.
fn identifier(base: Option<&str>, address: &str) -> String {
    base.map_or_else(
        || format!("urn:nutgraf:{}", &blake3::hash(address.as_bytes()).to_hex()[..32]),
        |base| format!("{base}{address}"),
    )
}

/// Midnight (UTC) of a day. Feeds must give a time even where nothing has a date.
fn time(day: Option<Date>) -> String {
    day.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| format!("{day}T00:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_addresses_or_names_made_from_them() {
        assert_eq!(
            identifier(Some("https://example.org/"), "articles/a/"),
            "https://example.org/articles/a/"
        );
        let name = identifier(None, "articles/a/");
        assert!(name.starts_with("urn:nutgraf:") && name.len() == 44, "{name}");
        assert_ne!(name, identifier(None, "articles/b/"));
    }
}
