//! A page in, what it says about itself out: JSON-LD first, then OpenGraph, then the older meta tags, then
//! what the reader sees.
//!
//! The headline is the exception: what the reader sees as the page's one `h1` is what was published, and
//! what machines are told is often written for search engines.

use dom_query::Document;
use jiff::civil::Date;
use serde_json::Value;

use super::day::{DayReading, read_day, read_timestamp};
use super::furniture::names_in;
use crate::language::import::Import;

/// Most topics that are taken over; beyond, keywords are written for machines.
const MOST_TOPICS: usize = 8;

/// What a page says about its article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub summary: Option<String>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub authors: Vec<String>,
    pub topics: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub image: Option<String>,
    pub image_alt: Option<String>,
    pub image_caption: Option<String>,
    pub image_credit: Option<String>,
}

/// Reads the metadata of `page`.
pub(super) fn read(page: &Document, words: &Import) -> Metadata {
    let mut found = json_ld(page);
    let meta = |keys: &[&str]| keys.iter().find_map(|key| meta_values(page, key).into_iter().next());
    let day = |keys: &[&str]| {
        keys.iter().flat_map(|key| meta_values(page, key)).find_map(|text| any_day(&text, words))
    };
    let or = |known: &mut Option<String>, other: Option<String>| {
        if known.is_none() {
            *known = other;
        }
    };
    or(
        &mut found.publisher,
        meta(&["og:site_name", "application-name", "dc.publisher", "citation_journal_title"]),
    );
    or(&mut found.title, meta(&["og:title", "twitter:title", "dc.title", "parsely-title", "citation_title"]));
    let title_tag = non_empty(&page.select_single("head title").text());
    or(&mut found.title, title_tag.map(|title| without_site_name(&title, found.publisher.as_deref())));
    if let Some(headline) = headline(page).filter(|headline| Some(headline) != found.publisher.as_ref()) {
        found.title = Some(headline);
    }
    or(&mut found.summary, meta(&["og:description", "twitter:description", "description", "dc.description"]));
    let published = [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.issued",
        "citation_publication_date",
        "article.published",
    ];
    found.date = found.date.or_else(|| day(&published)).or_else(|| time_element(page, words));
    let updated =
        ["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"];
    found.updated = found.updated.or_else(|| day(&updated));
    if found.authors.is_empty() {
        let keys = [
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "citation_author",
        ];
        let named = keys
            .iter()
            .map(|key| meta_values(page, key))
            .find(|values| values.iter().any(|name| !is_address(name)));
        for value in named.unwrap_or_default() {
            add_authors(&mut found.authors, &value, words);
        }
    }
    if found.topics.is_empty() {
        found.topics = meta_values(page, "article:tag");
        for key in ["news_keywords", "keywords", "article:section"] {
            if found.topics.is_empty() {
                found.topics = meta_values(page, key).iter().flat_map(|list| split_keywords(list)).collect();
            }
        }
    }
    found.topics.truncate(MOST_TOPICS);
    let canonical = page.select_single("link[rel=canonical]").attr("href").and_then(|href| non_empty(&href));
    found.url = [canonical, found.url, meta(&["og:url", "twitter:url"])]
        .into_iter()
        .flatten()
        .find(|url| is_address(url));
    or(&mut found.image, meta(&["og:image:secure_url", "og:image", "twitter:image", "twitter:image:src"]));
    or(&mut found.image_alt, meta(&["og:image:alt", "twitter:image:alt"]));
    or(&mut found.language, page.select_single("html").attr("lang").and_then(|lang| non_empty(&lang)));
    found
}

/// The contents of the `meta` elements named `key`, in any of the ways that pages name them.
fn meta_values(page: &Document, key: &str) -> Vec<String> {
    let selection = page.select("meta[content]");
    let named = |attribute: Option<dom_query::NodeRef>, name: &str| {
        attribute.and_then(|node| node.attr(name)).is_some_and(|value| value.trim().eq_ignore_ascii_case(key))
    };
    let nodes = selection.nodes().iter();
    nodes
        .filter(|node| ["property", "name", "itemprop"].iter().any(|name| named(Some(**node), name)))
        .filter_map(|node| non_empty(&plain(&node.attr("content")?)))
        .collect()
}

/// The words of the page's one `h1`, or of the one in its article.
fn headline(page: &Document) -> Option<String> {
    ["article h1", "main h1", "h1"].iter().find_map(|selector| {
        let headings = page.select(selector);
        let [only] = headings.nodes() else { return None };
        non_empty(&only.text())
    })
}

/// The day of the first `<time>` that gives one.
fn time_element(page: &Document, words: &Import) -> Option<Date> {
    [
        "time[pubdate]",
        "time[itemprop=datePublished]",
        "[itemprop=datePublished]",
        "article time",
        "main time",
        "time",
    ]
    .iter()
    .find_map(|selector| {
        let times = page.select(selector);
        times.nodes().iter().find_map(|time| {
            let stated = time.attr("datetime").or_else(|| time.attr("content"));
            stated.and_then(|text| any_day(&text, words)).or_else(|| any_day(&time.text(), words))
        })
    })
}

fn any_day(text: &str, words: &Import) -> Option<Date> {
    read_timestamp(text).or_else(|| match read_day(text, words)? {
        DayReading::Day(day) => Some(day),
        DayReading::Ambiguous => None,
    })
}

/// What the page's JSON-LD says about an article (schema.org `Article` and what is derived from it).
fn json_ld(page: &Document) -> Metadata {
    let mut found = Metadata::default();
    for script in page.select("script[type='application/ld+json']").nodes() {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        let Ok(json) = serde_json::from_str::<Value>(text) else { continue };
        let mut things = Vec::new();
        collect_things(&json, &mut things);
        let Some(article) = things.iter().find(|thing| is_article(thing)) else { continue };
        let read = article_facts(article, &things);
        if found.title.is_none() {
            found = read;
        }
    }
    found
}

/// Every object of a JSON-LD document that stands for itself: at the top, in an array, in a `@graph`.
fn collect_things<'j>(json: &'j Value, things: &mut Vec<&'j Value>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| collect_things(item, things)),
        Value::Object(object) => {
            things.push(json);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.get(key) {
                    collect_things(inner, things);
                }
            }
        }
        _ => {}
    }
}

fn is_article(thing: &Value) -> bool {
    let is = |name: &Value| {
        let name = name.as_str().unwrap_or_default();
        name.ends_with("Article") || name.ends_with("Posting") || name == "Report"
    };
    match thing.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(name) => is(name),
        None => false,
    }
}

fn article_facts(article: &Value, things: &[&Value]) -> Metadata {
    let text = |key: &str| article.get(key).and_then(string);
    let image = article
        .get("image")
        .or_else(|| article.get("primaryImageOfPage"))
        .map(|image| first(resolve(image, things)));
    let image_fact = |key: &str| image.and_then(|image| image.get(key)).and_then(string);
    let day = |key: &str| text(key).as_deref().and_then(read_timestamp);
    Metadata {
        title: text("headline").or_else(|| text("name")),
        summary: text("description").or_else(|| text("abstract")),
        date: day("datePublished").or_else(|| day("dateCreated")),
        updated: day("dateModified"),
        authors: names(article.get("author").or_else(|| article.get("creator")), things),
        topics: keywords(article),
        publisher: names(article.get("publisher"), things).into_iter().next(),
        url: text("url").or_else(|| {
            article
                .get("mainEntityOfPage")
                .and_then(|page| string(page).or_else(|| page.get("@id").and_then(string)))
        }),
        language: text("inLanguage"),
        image: image.and_then(string).or_else(|| image_fact("url")).or_else(|| image_fact("contentUrl")),
        image_alt: None,
        image_caption: image_fact("caption").or_else(|| image_fact("description")),
        image_credit: image_fact("creditText").or_else(|| {
            names(
                image.and_then(|image| image.get("creator").or_else(|| image.get("copyrightHolder"))),
                things,
            )
            .into_iter()
            .next()
        }),
    }
}

/// The thing that `{"@id": …}` refers to, or `value` itself.
fn resolve<'j>(value: &'j Value, things: &[&'j Value]) -> &'j Value {
    let value = first(value);
    match value.as_object() {
        Some(object) if object.len() == 1 => {
            let id = object.get("@id");
            let same = |thing: &&&Value| {
                id.is_some() && thing.get("@id") == id && thing.as_object().is_some_and(|t| t.len() > 1)
            };
            things.iter().find(same).copied().unwrap_or(value)
        }
        _ => value,
    }
}

/// The first of several, or the one.
fn first(value: &Value) -> &Value {
    value.as_array().and_then(|values| values.first()).unwrap_or(value)
}

/// The names of one or more people or organisations.
fn names(value: Option<&Value>, things: &[&Value]) -> Vec<String> {
    let values: Vec<&Value> = match value {
        None => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    };
    let name = |value: &Value| {
        let value = resolve(value, things);
        string(value).or_else(|| value.get("name").and_then(|name| string(first(name))))
    };
    let mut names: Vec<String> = Vec::new();
    for name in values.into_iter().filter_map(name).filter(|name| !is_address(name)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn keywords(article: &Value) -> Vec<String> {
    let list = |key: &str| match article.get(key) {
        Some(Value::Array(items)) => {
            items.iter().filter_map(|item| string(item).or_else(|| string(item.get("name")?))).collect()
        }
        Some(Value::String(list)) => split_keywords(list),
        _ => Vec::new(),
    };
    let keywords: Vec<String> = list("keywords");
    if keywords.is_empty() { list("articleSection") } else { keywords }
}

fn split_keywords(list: &str) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for topic in list.split([',', ';']).filter_map(non_empty) {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    topics
}

fn add_authors(authors: &mut Vec<String>, value: &str, words: &Import) {
    let names = names_in(value, words).unwrap_or_else(|| vec![value.to_owned()]);
    for name in names {
        if !is_address(&name) && !authors.contains(&name) {
            authors.push(name);
        }
    }
}

/// A string of JSON-LD as plain words: pages put entities and tags into them.
fn string(value: &Value) -> Option<String> {
    non_empty(&plain(value.as_str()?))
}

fn plain(text: &str) -> String {
    if text.contains('&') || text.contains("</") {
        Document::fragment(text).text().to_string()
    } else {
        text.to_owned()
    }
}

/// `text` with single spaces; `None` when there is nothing else in it.
fn non_empty(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The title of a tab without the name of the site at its end.
fn without_site_name(title: &str, site: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " · ", " :: "] {
        if let Some((before, after)) = title.rsplit_once(separator)
            && (Some(after) == site || (site.is_none() && separator == " | "))
        {
            return before.to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read_page(html: &str) -> Metadata {
        read(&Document::from(html), &Language::english().import)
    }

    #[test]
    fn json_ld_in_a_graph_with_references() {
        let page = read_page(
            r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
            {"@type":"Organization","@id":"#o","name":"Brekke Post"},
            {"@type":"Person","@id":"#p","name":"Ada Lind"},
            {"@type":["Thing","NewsArticle"],"headline":"Pilots &amp; ports","datePublished":"2025-12-04T23:30:00-05:00",
             "author":[{"@id":"#p"},{"@type":"Person","name":"Otto Falk"}],"publisher":{"@id":"#o"},
             "image":[{"url":"https://example.org/a.jpg","creditText":"Nordbild"}],"keywords":"Ports, Strikes"}]}</script>"##,
        );
        assert_eq!(page.title.as_deref(), Some("Pilots & ports"));
        assert_eq!(page.date.unwrap().to_string(), "2025-12-04");
        assert_eq!(page.authors, ["Ada Lind", "Otto Falk"]);
        assert_eq!(page.publisher.as_deref(), Some("Brekke Post"));
        assert_eq!(page.image_credit.as_deref(), Some("Nordbild"));
        assert_eq!(page.topics, ["Ports", "Strikes"]);
    }

    #[test]
    fn the_title_of_the_tab_loses_the_site() {
        assert_eq!(
            read_page("<title>Pilots strike | Brekke Post</title>").title.as_deref(),
            Some("Pilots strike")
        );
        let named = "<meta property=og:site_name content='Brekke Post'><title>A - B - Brekke Post</title>";
        assert_eq!(read_page(named).title.as_deref(), Some("A - B"));
    }

    #[test]
    fn broken_json_is_passed_over() {
        let page =
            read_page(r#"<script type="application/ld+json">{"@type": "NewsArticle",</script><h1>Seen</h1>"#);
        assert_eq!(page.title.as_deref(), Some("Seen"));
    }
}
