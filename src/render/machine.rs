//! Files for machines: feed, sitemap, robots.txt, redirects.

use jiff::civil::Date;
use serde::Serialize;

use super::filters::host_path;
use super::markup;
use super::{Page, Renderer, View};
use crate::content::Article;
use crate::output::{Contents, OutputFile};
use crate::site::{Site, addresses};

/// Articles in a feed.
const FEED_ARTICLES: usize = 20;
/// Where some hosts look for addresses that have moved.
const REDIRECTS: &str = "_redirects";

/// An article in the feed.
#[derive(Serialize)]
struct FeedEntry<'s> {
    id: String,
    url: String,
    title: &'s str,
    summary: &'s str,
    authors: &'s [String],
    published: Option<String>,
    updated: String,
    /// Whole text as HTML, to be escaped by the template; `None` without an address for its links.
    content: Option<String>,
    topics: Vec<&'s str>,
    corrections: Vec<FeedCorrection<'s>>,
}

#[derive(Serialize)]
struct FeedCorrection<'s> {
    date: String,
    text: &'s str,
}

pub(super) fn feed(render: &Renderer<'_>) -> View {
    let site = render.site;
    let base = site.config.base_url.as_deref();
    let entries: Vec<FeedEntry<'_>> = site
        .articles
        .iter()
        .take(FEED_ARTICLES)
        .map(|entry| {
            let article = &entry.article;
            let url = addresses::article(&article.slug);
            FeedEntry {
                id: identifier(base, &url),
                title: &article.title,
                summary: &article.summary,
                authors: &article.authors,
                published: article.date.map(midnight),
                updated: changed(article).map_or_else(beginning, midnight),
                content: base.map(|base| markup::absolute(&article.body, base, &url)),
                topics: entry.topics.iter().map(|topic| site.topics[topic.0].title.as_str()).collect(),
                corrections: article
                    .corrections
                    .iter()
                    .map(|correction| FeedCorrection {
                        date: correction.date.to_string(),
                        text: &correction.text,
                    })
                    .collect(),
                url,
            }
        })
        .collect();
    let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(beginning);
    View::new("feed.xml", site.config.title.clone())
        .with("id", &identifier(base, addresses::HOME))
        .with("updated", &updated)
        .with("entries", &entries)
}

/// An identifier that never changes (RFC 4287 4.2.6): the address where there is one, else a name made from it.
fn identifier(base: Option<&str>, address: &str) -> String {
    base.map_or_else(
        || format!("urn:nutgraf:{}", &blake3::hash(address.as_bytes()).to_hex()[..32]),
        |base| format!("{base}{address}"),
    )
}

/// The day of an article's last change: update, correction or publication.
pub(super) fn changed(article: &Article) -> Option<Date> {
    let corrected = article.corrections.iter().map(|correction| correction.date).max();
    article.updated.max(corrected).max(article.date)
}

fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// Feeds must give a time even where nothing has a date.
fn beginning() -> String {
    "1970-01-01T00:00:00Z".to_owned()
}

/// A page in the sitemap.
#[derive(Serialize)]
struct SitemapEntry {
    url: String,
    changed: Option<String>,
}

pub(super) fn sitemap(render: &Renderer<'_>, pages: &[Page<'_>]) -> View {
    let mut entries: Vec<SitemapEntry> = pages
        .iter()
        .filter(|page| !matches!(page, Page::NotFound | Page::Feed | Page::Sitemap | Page::Moved { .. }))
        .map(|page| SitemapEntry {
            url: render.address(page),
            changed: match page {
                Page::Article(id) => {
                    changed(&render.site.articles[id.0].article).map(|date| date.to_string())
                }
                _ => None,
            },
        })
        .collect();
    entries.sort_by(|a, b| a.url.cmp(&b.url));
    View::new("sitemap.xml", "").with("entries", &entries)
}

/// `robots.txt`: everything may be read, and where the sitemap lies.
pub(super) fn robots(site: &Site) -> Option<OutputFile> {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = &site.config.base_url {
        text.push_str(&format!("Sitemap: {base}{}\n", addresses::SITEMAP));
    }
    Some(OutputFile { path: "robots.txt".to_owned(), contents: Contents::Bytes(text.into_bytes()) })
}

/// Former addresses for hosts that read `_redirects` and answer with the new one; the pages at those addresses
/// serve all others.
pub(super) fn redirects(site: &Site) -> Option<OutputFile> {
    let host_path = host_path(site.config.base_url.as_deref());
    let articles = site.articles.iter().map(|entry| {
        let article = &entry.article;
        (&article.aliases, addresses::article(&article.slug))
    });
    let pages = site.pages.iter().map(|page| (&page.aliases, addresses::page(&page.slug)));
    let mut text = String::new();
    for (aliases, to) in articles.chain(pages) {
        for from in aliases {
            text.push_str(&format!("{host_path}{from} {host_path}{to} 301\n"));
        }
    }
    (!text.is_empty())
        .then(|| OutputFile { path: REDIRECTS.to_owned(), contents: Contents::Bytes(text.into_bytes()) })
}
