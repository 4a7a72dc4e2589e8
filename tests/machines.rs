//! What the sample site tells machines: structured data, the sitemap, redirects, feeds, addresses.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const BASE: &str = "https://example.org/reader/";

type Files = BTreeMap<String, Vec<u8>>;

fn sample() -> Files {
    support::sample_files(Some(BASE))
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).expect("text")
}

/// Pages by their addresses in the web, those about nothing and those that lead on left out.
fn pages(files: &Files) -> BTreeMap<String, &str> {
    let html = files.keys().filter(|path| path.ends_with(".html") && *path != "404.html");
    html.map(|path| (format!("{BASE}{}", path.strip_suffix("index.html").unwrap_or(path)), text(files, path)))
        .filter(|(_, page)| !page.contains("http-equiv=\"refresh\""))
        .collect()
}

/// The objects that a page describes, each followed by what it says of its parts and its subjects.
fn graph(page: &str) -> Vec<Value> {
    let Some((_, rest)) = page.split_once("<script type=\"application/ld+json\">") else { return Vec::new() };
    let data = rest.split("</script>").next().expect("the end of the element");
    let data: Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    let objects = data["@graph"].as_array().expect("a list");
    let mut found = Vec::new();
    for object in objects {
        found.push(object.clone());
        found.extend(["hasPart", "about"].iter().filter_map(|key| object[key].as_array()).flatten().cloned());
    }
    found
}

/// Every value of `key` at any depth.
fn values<'v>(data: &'v Value, key: &str, found: &mut Vec<&'v str>) {
    match data {
        Value::Object(map) => {
            found.extend(map.get(key).and_then(Value::as_str));
            map.values().for_each(|value| values(value, key, found));
        }
        Value::Array(list) => list.iter().for_each(|value| values(value, key, found)),
        _ => {}
    }
}

/// What an object of each type must have to be of use to those who read it.
fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "NewsArticle" => &[
            "@id",
            "headline",
            "description",
            "datePublished",
            "author",
            "publisher",
            "image",
            "mainEntityOfPage",
        ],
        "Quotation" => &["@id", "text", "creator"],
        "Event" => &["@id", "name", "startDate"],
        "ProfilePage" => &["mainEntity"],
        "BreadcrumbList" => &["itemListElement"],
        other => panic!("{other} is not expected at the top"),
    }
}

#[test]
fn structured_data_is_complete_and_its_links_lead_somewhere() {
    let files = sample();
    let pages = pages(&files);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (address, page) in &pages {
        for object in graph(page) {
            let kind = object["@type"].as_str().expect("a type");
            *kinds.entry(kind.to_owned()).or_default() += 1;
            for key in required(kind) {
                let value = &object[*key];
                let is_empty =
                    value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
                assert!(!value.is_null() && !is_empty, "{address}: a {kind} has no {key}: {object}");
            }
            let mut links = Vec::new();
            for key in ["@id", "item", "mainEntityOfPage", "url"] {
                values(&object, key, &mut links);
            }
            for link in links {
                assert!(link.starts_with("https://") || link.starts_with("http://"), "{address}: {link}");
                let (page, fragment) = link.split_once('#').unwrap_or((link, ""));
                if let Some(inside) = page.strip_prefix(BASE) {
                    let there = pages.get(page).copied().or_else(|| files.contains_key(inside).then_some(""));
                    let there = there.unwrap_or_else(|| panic!("{address}: nothing is at {link}"));
                    let id = format!("id=\"{fragment}\"");
                    assert!(fragment.is_empty() || there.contains(&id), "{address}: nothing is at {link}");
                }
            }
        }
    }
    for kind in ["NewsArticle", "Quotation", "Event", "ProfilePage", "BreadcrumbList"] {
        assert!(kinds.contains_key(kind), "{kind} in {kinds:?}");
    }
}

#[test]
fn articles_say_who_is_quoted_and_what_they_rest_on() {
    let files = sample();
    let mut people = 0;
    for (address, page) in pages(&files).iter().filter(|(address, _)| address.contains("/articles/")) {
        let graph = graph(page);
        let Some(article) = graph.iter().find(|object| object["@type"] == "NewsArticle") else { continue };
        if page.contains("class=\"sources\"") {
            let citations =
                article["citation"].as_array().unwrap_or_else(|| panic!("{address} cites nothing"));
            assert!(citations.iter().all(|one| one["@type"] == "CreativeWork" && one["name"].is_string()));
        }
        let mentioned: BTreeSet<&str> = article["mentions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|person| person["@id"].as_str())
            .collect();
        people += mentioned.len();
        for quotation in article["hasPart"].as_array().into_iter().flatten() {
            assert_eq!(quotation["@type"], "Quotation");
            let creator = &quotation["creator"];
            assert!(creator["name"].is_string(), "{quotation}");
            assert!(mentioned.contains(creator["@id"].as_str().unwrap_or_default()), "{quotation}");
        }
    }
    assert!(people > 10, "{people}");
}

#[test]
fn the_sitemap_has_every_page_and_no_other() {
    let files = sample();
    let sitemap = text(&files, "sitemap.xml");
    let listed: Vec<&str> =
        sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    let unique: BTreeSet<String> = listed.iter().map(|address| (*address).to_owned()).collect();
    assert_eq!(unique.len(), listed.len(), "an address is listed twice");
    assert_eq!(unique, pages(&files).into_keys().collect::<BTreeSet<String>>());
    let entries = sitemap.split("<url>").skip(1).filter(|entry| {
        let address =
            entry.split("<loc>").nth(1).and_then(|rest| rest.split("</loc>").next()).expect("an address");
        ["articles/", "speakers/", "topics/"]
            .iter()
            .any(|section| address.starts_with(&format!("{BASE}{section}")))
            && !address.contains("/timeline/")
    });
    let mut dated = 0;
    for entry in entries {
        let day = entry.split("<lastmod>").nth(1).and_then(|rest| rest.split("</lastmod>").next());
        let Some(day) = day else {
            // Somebody with a profile whom no article quotes.
            assert!(entry.contains("/speakers/"), "no day of the last change: {entry}");
            continue;
        };
        dated += 1;
        assert!(day.parse::<jiff::civil::Date>().is_ok(), "{entry}");
    }
    assert!(dated > 30, "{dated} pages say when they last changed");
    assert!(text(&files, "robots.txt").contains(&format!("Sitemap: {BASE}sitemap.xml")));
}

#[test]
fn every_page_says_its_one_address() {
    let files = sample();
    for (address, page) in pages(&files) {
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{address}");
        assert!(page.contains(&format!("<meta property=\"og:url\" content=\"{address}\">")), "{address}");
        assert!(page.contains(&format!("<meta property=\"og:image\" content=\"{BASE}")), "{address}");
    }
}

#[test]
fn former_addresses_lead_to_the_new_ones() {
    let files = sample();
    let redirects = text(&files, "_redirects");
    assert!(!redirects.is_empty(), "the sample site has a former address");
    for line in redirects.lines() {
        let [from, to, status] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert_eq!(status, "301");
        let to = to.strip_prefix("/reader/").expect("below the path of the site");
        let from = from.strip_prefix("/reader/").expect("below the path of the site");
        assert!(files.contains_key(&format!("{to}index.html")), "{line}");
        let file = if from.ends_with('/') { format!("{from}index.html") } else { from.to_owned() };
        let page = text(&files, &file);
        assert!(page.contains("http-equiv=\"refresh\"") && page.contains(&format!("{BASE}{to}")), "{page}");
        assert!(!text(&files, "sitemap.xml").contains(&format!("{BASE}{from}<")), "{from}");
    }
}

#[test]
fn feeds_of_the_site_topics_and_speakers_are_valid_and_keep_their_identifiers() {
    let files = sample();
    let again = sample();
    let feeds: Vec<&String> = files.keys().filter(|path| path.ends_with("feed.xml")).collect();
    assert!(feeds.len() > 10, "{feeds:?}");
    for path in feeds {
        let feed = feed_rs::parser::parse(&files[path][..]).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(feed.id.starts_with(BASE) || feed.id.starts_with("urn:"), "{path}: {}", feed.id);
        let identifiers: BTreeSet<&String> = feed.entries.iter().map(|entry| &entry.id).collect();
        assert_eq!(identifiers.len(), feed.entries.len(), "{path}");
        for entry in &feed.entries {
            let body = entry.content.as_ref().and_then(|content| content.body.as_ref());
            assert!(body.is_some_and(|body| !body.trim().is_empty()), "{path}: {} has no content", entry.id);
            assert!(entry.updated.is_some(), "{path}: {}", entry.id);
        }
        let twin: Value = serde_json::from_slice(&files[&path.replace(".xml", ".json")]).expect("JSON Feed");
        assert_eq!(twin["items"].as_array().map(Vec::len), Some(feed.entries.len()), "{path}");
        assert_eq!(files[path], again[path]);
    }
}

#[test]
fn a_correction_is_in_the_feed() {
    let files = sample();
    let corrected = pages(&files).into_iter().find(|(_, page)| page.contains("id=\"corrections\""));
    let (address, page) = corrected.expect("an article of the sample site was corrected");
    let section = page.split("id=\"corrections\"").nth(1).expect("its corrections");
    let words =
        section.split("</time>: ").nth(1).and_then(|rest| rest.split("</p>").next()).expect("a correction");
    let feed: Value = serde_json::from_slice(&files["feed.json"]).expect("JSON Feed");
    let items = feed["items"].as_array().expect("entries");
    let item = items.iter().find(|item| item["url"] == address.as_str()).expect("the corrected article");
    assert!(item["content_html"].as_str().is_some_and(|html| html.contains(words)), "{words}");
}
