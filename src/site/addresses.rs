//! Every address of the site, in one place.
//!
//! An address is a path from the site's root without a leading slash; a folder ends in `/`. Links inside the
//! site are relative and name `index.html`, so that they work under any base path and from `file://`.

use super::{Site, timeline_pages};
use crate::text::find_byte;

/// The home page.
pub const HOME: &str = "";
/// The list of articles.
pub const ARTICLES: &str = "articles/";
/// The speaker index.
pub const SPEAKERS: &str = "speakers/";
/// The topic index.
pub const TOPICS: &str = "topics/";
/// The timeline of the whole site.
pub const TIMELINE: &str = "timeline/";
/// Entries of all years of a timeline that is split, for its filters.
pub const TIMELINE_ENTRIES: &str = "timeline/entries.js";
/// The quotations of the site as data.
pub const QUOTATIONS_JSON: &str = "data/quotations.json";
/// The quotations as a table.
pub const QUOTATIONS_CSV: &str = "data/quotations.csv";
/// The speakers of the site as data.
pub const SPEAKERS_JSON: &str = "data/speakers.json";
/// The timeline as data.
pub const TIMELINE_JSON: &str = "data/timeline.json";
/// What the data files hold, as JSON Schema.
pub const SCHEMAS: [&str; 3] =
    ["data/quotations.schema.json", "data/speakers.schema.json", "data/timeline.schema.json"];
/// The timeline as TimelineJS reads it.
pub const TIMELINE_JS: &str = "data/timeline-js.json";
/// The timeline as a table.
pub const TIMELINE_CSV: &str = "data/timeline.csv";
/// The timeline as a calendar.
pub const TIMELINE_ICS: &str = "data/timeline.ics";
/// The glossary.
pub const GLOSSARY: &str = "glossary/";
/// The search page.
pub const SEARCH: &str = "search/";
/// The Atom feed of the site; those of topics and speakers lie below their pages.
pub const FEED: &str = "feed.xml";
/// The same as JSON Feed.
pub const FEED_JSON: &str = "feed.json";
/// The sitemap.
pub const SITEMAP: &str = "sitemap.xml";
/// What robots may read.
pub const ROBOTS: &str = "robots.txt";
/// Where a host looks for the page about missing ones.
pub const NOT_FOUND: &str = "404.html";

/// Articles a page of the list when `site.yaml` says nothing.
const ARTICLES_PER_PAGE: usize = 20;

/// Articles a page of the list of articles.
pub fn articles_per_page(site: &Site) -> usize {
    site.config.articles_per_page.unwrap_or(ARTICLES_PER_PAGE).max(1)
}

/// How many pages the list of articles has.
pub fn archive_pages(site: &Site) -> usize {
    site.articles.len().div_ceil(articles_per_page(site)).max(1)
}

/// Every address that the joined site has besides those that the content has by itself: what an author's link
/// may lead to although no file of the content lies there.
pub fn made(site: &Site) -> Vec<String> {
    let fixed = [
        HOME,
        ARTICLES,
        SPEAKERS,
        TOPICS,
        SEARCH,
        QUOTATIONS_JSON,
        QUOTATIONS_CSV,
        SPEAKERS_JSON,
        TIMELINE_JSON,
        TIMELINE_JS,
        TIMELINE_CSV,
        TIMELINE_ICS,
        FEED,
        FEED_JSON,
        ROBOTS,
        NOT_FOUND,
    ];
    let mut made: Vec<String> = fixed.iter().chain(&SCHEMAS).map(|&address| address.to_owned()).collect();
    if !site.glossary.is_empty() {
        made.push(GLOSSARY.to_owned());
    }
    if site.config.base_url.is_some() {
        made.push(SITEMAP.to_owned());
    }
    made.extend((1..=archive_pages(site)).map(archive));
    let speakers = site.speakers.iter().map(|item| speaker(&item.id));
    for page in speakers.chain(site.topics.iter().map(|item| topic(&item.slug))) {
        made.extend([format!("{page}{FEED}"), format!("{page}{FEED_JSON}"), page]);
    }
    made.extend(timeline_pages(site).into_iter().map(|page| page.address(site)));
    made.extend(site.articles.iter().flat_map(|item| item.article.aliases.iter().cloned()));
    made.extend(site.pages.iter().flat_map(|item| item.aliases.iter().cloned()));
    made
}

/// An article's page.
pub fn article(slug: &str) -> String {
    ["articles/", slug, "/"].concat()
}

/// Page `number` (from 1) of the list of articles.
pub fn archive(number: usize) -> String {
    if number <= 1 { ARTICLES.to_owned() } else { format!("articles/page/{number}/") }
}

/// A speaker's page.
pub fn speaker(id: &str) -> String {
    ["speakers/", id, "/"].concat()
}

/// A topic's page.
pub fn topic(slug: &str) -> String {
    format!("topics/{slug}/")
}

/// The timeline of a topic.
pub fn topic_timeline(slug: &str) -> String {
    format!("topics/{slug}/timeline/")
}

/// A year of the timeline at the address `timeline`; 44 BC is the year -43, as in EDTF.
pub fn timeline_year(timeline: &str, year: i16) -> String {
    [timeline, &year_name(year), "/"].concat()
}

/// A year in addresses and identifiers: four digits, a minus sign before them if need be.
pub fn year_name(year: i16) -> String {
    match year {
        // Nearly all, and much quicker to write.
        1000.. => year.to_string(),
        0.. => format!("{year:04}"),
        _ => format!("-{:04}", -i32::from(year)),
    }
}

/// An ordinary page, from its slug.
pub fn page(slug: &str) -> String {
    if slug.is_empty() { String::new() } else { format!("{slug}/") }
}

/// A term in the glossary.
pub fn term(id: &str) -> String {
    format!("glossary/#{id}")
}

/// The file that holds an address: `speakers/` is `speakers/index.html`. A fragment is left out.
pub fn file(address: &str) -> String {
    let path = address.split('#').next().unwrap_or(address);
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// The relative reference from the page at `from` to `to`, both addresses; `to` may carry a `#fragment`.
pub fn relative(from: &str, to: &str) -> String {
    let (path, fragment) = find_byte(to, |byte| byte == b'#').map_or((to, ""), |at| to.split_at(at));
    let ((here, page), (there, target)) = (place(from), place(path));
    if here == there && page == target && !fragment.is_empty() {
        return fragment.to_owned();
    }
    // Up from this page's folder to the folder that both are in, and down again.
    let same = here.bytes().zip(there.bytes()).take_while(|(a, b)| a == b).count();
    let shared = after_slash(&here.as_bytes()[..same]);
    let up = here.as_bytes()[shared..].iter().filter(|byte| **byte == b'/').count();
    let down = &there[shared..];
    let mut reference = String::with_capacity(3 * up + down.len() + target.len() + fragment.len());
    for _ in 0..up {
        reference.push_str("../");
    }
    reference.push_str(down);
    reference.push_str(target);
    reference.push_str(fragment);
    reference
}

/// The folder of an address, with its slash, and the file in it.
fn place(address: &str) -> (&str, &str) {
    let (folder, name) = address.split_at(after_slash(address.as_bytes()));
    (folder, if name.is_empty() { "index.html" } else { name })
}

/// Behind the last slash of `path`.
fn after_slash(path: &[u8]) -> usize {
    path.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_relative_and_name_a_file() {
        assert_eq!(relative("", "speakers/"), "speakers/index.html");
        assert_eq!(relative("articles/a/", "speakers/b/"), "../../speakers/b/index.html");
        assert_eq!(relative("articles/a/", "articles/b/#q-1"), "../b/index.html#q-1");
        assert_eq!(relative("articles/a/", "articles/a/#q-1"), "#q-1");
        assert_eq!(relative("articles/a/", "articles/a/"), "index.html");
        assert_eq!(relative("articles/a/", ""), "../../index.html");
        assert_eq!(relative("articles/", "articles/a/map.svg"), "a/map.svg");
        assert_eq!(relative("404.html", "feed.xml"), "feed.xml");
    }

    proptest::proptest! {
        #[test]
        fn following_a_reference_arrives(from in "([a-c]/){0,3}", to in "([a-c]/){0,3}") {
            let mut folders: Vec<String> = file(&from).split('/').map(str::to_owned).collect();
            folders.pop();
            for part in relative(&from, &to).split('/') {
                if part == ".." { folders.pop(); } else { folders.push(part.to_owned()); }
            }
            proptest::prop_assert_eq!(folders.join("/"), file(&to));
        }
    }
}
