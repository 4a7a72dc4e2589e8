//! Files for machines: sitemap, robots.txt, redirects.

use jiff::civil::Date;
use serde::Serialize;

use super::filters::host_path;
use super::{Page, Renderer, View};
use crate::content::Article;
use crate::output::{Contents, OutputFile};
use crate::site::{ArticleId, Site, addresses};

/// Where some hosts look for addresses that have moved.
pub(super) const REDIRECTS: &str = "_redirects";

/// The day of an article's last change: update, correction or publication.
pub(super) fn changed(article: &Article) -> Option<Date> {
    let corrected = article.corrections.iter().map(|correction| correction.date).max();
    article.updated.max(corrected).max(article.date)
}

/// A page in the sitemap.
#[derive(Serialize)]
struct SitemapEntry {
    url: String,
    changed: Option<String>,
}

/// The day on which what `page` shows last changed: the newest change of its articles.
fn page_changed(site: &Site, page: &Page<'_>) -> Option<Date> {
    let newest = |ids: &[ArticleId]| ids.iter().filter_map(|id| changed(&site.articles[id.0].article)).max();
    match page {
        Page::Article(id) => newest(&[*id]),
        Page::Speaker(id) => newest(&site.speakers[id.0].articles),
        Page::Topic(id) => newest(&site.topics[id.0].articles),
        Page::Home | Page::Archive(_) | Page::Speakers | Page::Topics => {
            site.articles.iter().filter_map(|entry| changed(&entry.article)).max()
        }
        _ => None,
    }
}

pub(super) fn sitemap(render: &Renderer<'_>, pages: &[Page<'_>]) -> View {
    let mut entries: Vec<SitemapEntry> = pages
        .iter()
        .filter(|page| !matches!(page, Page::NotFound | Page::Sitemap | Page::Moved { .. }))
        .map(|page| SitemapEntry {
            url: render.address(page),
            changed: page_changed(render.site, page).map(|date| date.to_string()),
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
