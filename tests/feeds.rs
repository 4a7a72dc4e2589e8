//! Feeds, as independent readers find them.

mod support;

use std::collections::{BTreeMap, HashSet};

const BASE: &str = "https://example.org/explainers/";

fn read(files: &BTreeMap<String, Vec<u8>>, path: &str) -> feed_rs::model::Feed {
    feed_rs::parser::parse(files[path].as_slice()).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn is_feed(path: &str) -> bool {
    path.ends_with("feed.xml") || path.ends_with("feed.json")
}

#[test]
fn every_feed_can_be_read_and_leads_to_pages_of_the_site() {
    let files = support::sample_files(Some(BASE));
    let feeds: Vec<&String> = files.keys().filter(|path| is_feed(path)).collect();
    assert!(feeds.len() > 20, "the site, its topics and speakers: {feeds:?}");
    for path in feeds {
        let feed = read(&files, path);
        assert!(feed.title.is_some_and(|title| !title.content.is_empty()), "{path}");
        assert!(!feed.entries.is_empty() && feed.entries.len() <= 10, "{path}: {}", feed.entries.len());
        let ids: HashSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "{path}: each entry has an id of its own");
        for entry in &feed.entries {
            let address = entry.links[0].href.strip_prefix(BASE).expect("a full address");
            let (page, anchor) = address.split_once('#').unwrap_or((address, ""));
            let page = String::from_utf8_lossy(&files[&format!("{page}index.html")]);
            assert!(page.contains(&format!("id=\"{anchor}\"")) || anchor.is_empty(), "{path}: {address}");
            assert_eq!(entry.id, format!("{BASE}{address}"), "the address is the identifier");
            assert!(entry.published.is_some() && entry.updated >= entry.published, "{path}");
            let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
            assert!(content.is_some_and(|html| html.contains("<p>")), "{path}: {address} has no content");
        }
    }
}

#[test]
fn both_formats_say_the_same() {
    let files = support::sample_files(Some(BASE));
    for atom in files.keys().filter(|path| path.ends_with("feed.xml")) {
        let (atom, json) = (read(&files, atom), read(&files, &atom.replace(".xml", ".json")));
        let told = |feed: &feed_rs::model::Feed| -> Vec<(String, Option<String>)> {
            let body = |entry: &feed_rs::model::Entry| entry.content.as_ref()?.body.clone();
            feed.entries.iter().map(|entry| (entry.id.clone(), body(entry))).collect()
        };
        assert_eq!(told(&atom), told(&json));
    }
}

#[test]
fn a_correction_is_in_the_feed_and_dates_it() {
    let files = support::sample_files(Some(BASE));
    let feed = read(&files, "feed.xml");
    let is_corrected = |entry: &&feed_rs::model::Entry| {
        let html = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
        html.contains("<strong>Correction, ")
    };
    let corrected = feed.entries.iter().find(is_corrected).expect("the sample site has a correction");
    assert!(corrected.updated > corrected.published);
}

#[test]
fn a_speaker_is_quoted_in_their_feed_and_pages_lead_to_it() {
    let files = support::sample_files(Some(BASE));
    let feed = read(&files, "speakers/angela-merkel/feed.json");
    for entry in &feed.entries {
        let title = entry.title.as_ref().map(|title| title.content.as_str()).unwrap_or_default();
        assert!(title.starts_with("Angela Merkel: "), "{title}");
        let html = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
        assert!(html.contains("<mark>"), "{html}");
    }
    let page = String::from_utf8_lossy(&files["speakers/angela-merkel/index.html"]).into_owned();
    for (kind, href) in [
        ("application/atom+xml", "feed.xml"),
        ("application/feed+json", "feed.json"),
        ("application/atom+xml", "../../feed.xml"),
        ("application/feed+json", "../../feed.json"),
    ] {
        let is_link = |line: &&str| {
            line.contains("rel=\"alternate\"")
                && line.contains(kind)
                && line.contains(&format!("href=\"{href}\""))
        };
        assert!(page.lines().any(|line| is_link(&line)), "no link to {href}");
    }
}

#[test]
fn without_an_address_feeds_still_can_be_read() {
    let files = support::sample_files(None);
    for path in files.keys().filter(|path| is_feed(path)) {
        let feed = read(&files, path);
        assert!(feed.entries.iter().all(|entry| entry.id.starts_with("urn:nutgraf:")), "{path}");
    }
}
