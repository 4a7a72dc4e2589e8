//! Timelines of whole sites: one entry for an event, pages by year, marks of what was planned, and what the editor is asked.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use nutgraf::diagnostics::Diagnostic;
use nutgraf::site::Site;

/// What a build yields, with its files by path.
struct Told {
    site: Arc<Site>,
    diagnostics: Vec<Diagnostic>,
    files: BTreeMap<String, Vec<u8>>,
}

/// Builds a site of `files`, by their path below `content/`.
fn built(files: &[(&str, &str)]) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in
        [("site.yaml", "title: Tarnholm\nbase_url: https://example.org/\n")].iter().chain(files)
    {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let (built, files) = support::build(folder.path(), None);
    Told { site: built.site, diagnostics: built.diagnostics, files }
}

fn page(built: &Told, path: &str) -> String {
    let bytes = built.files.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).expect("text")
}

fn article(title: &str, date: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\ntopics: [Ferries]\n---\n\n{text}\n")
}

#[test]
fn one_event_in_three_articles_is_one_entry_under_the_most_precise_date() {
    let day = article(
        "The day",
        "2015-02-01",
        "[The Tarnholm protocol was signed by both delegations.](event:2014-09-05)",
    );
    let year = article(
        "The year",
        "2015-03-01",
        "[The Tarnholm protocol was signed by both delegations.](event:2014)",
    );
    let draft = article("The draft", "2015-04-01", "[The Tarnholm protocol was burnt.](event:2014-09-06)")
        .replace("---\n\n", "draft: true\n---\n\n");
    let built =
        built(&[("articles/day.md", &day), ("articles/year.md", &year), ("articles/draft.md", &draft)]);
    assert_eq!(built.site.timeline.len(), 1, "{:?}", built.site.timeline);
    let entry = &built.site.timeline[0];
    assert_eq!((entry.date.as_str(), entry.sources.len()), ("2014-09-05", 2));
    let html = page(&built, "timeline/index.html");
    for (title, slug) in [("The day", "day"), ("The year", "year")] {
        assert!(html.contains(&format!("articles/{slug}/index.html#e-")), "{slug}");
        assert!(html.contains(title));
    }
    assert!(html.contains("<time datetime=\"2014-09-05\""));
    assert!(!html.contains("burnt"), "a draft is not told of");
    // Both articles have it under the date that the more precise one gives.
    assert!(page(&built, "articles/year/index.html").contains("5 September 2014"));
}

#[test]
fn two_days_for_one_event_are_put_before_the_editor() {
    let one = article(
        "One",
        "2015-02-01",
        "[The Tarnholm protocol was signed by both delegations.](event:2014-09-05)",
    );
    let other =
        article("Other", "2015-03-01", "[Both delegations signed the Tarnholm protocol.](event:2014-09-06)");
    let built = built(&[("articles/one.md", &one), ("articles/other.md", &other)]);
    assert_eq!(built.site.timeline.len(), 2, "neither is taken for the other");
    let asked: Vec<_> =
        built.diagnostics.iter().filter(|diagnostic| diagnostic.code == "event-dates-differ").collect();
    assert_eq!(asked.len(), 1, "{:?}", built.diagnostics);
    let place = asked[0].place.as_ref().expect("a place");
    assert_eq!(place.file.path, Path::new("content/articles/other.md"));
    assert!(asked[0].message.contains("2014-09-05"), "{}", asked[0].message);
    assert!(asked[0].help.as_ref().is_some_and(|help| help.contains("articles/one.md")));
}

#[test]
fn what_lay_ahead_is_marked_until_somebody_tells_of_it_afterwards() {
    let told = "[The Tarnholm ferry sails.](event:2015-06-01)";
    let before = article("Before", "2015-02-01", told);
    let after = article("After", "2015-07-01", told);
    let planned = page(&built(&[("articles/before.md", &before)]), "timeline/index.html");
    assert!(planned.contains("Planned, as of 1 Feb 2015"), "{planned}");
    let both = built(&[("articles/before.md", &before), ("articles/after.md", &after)]);
    assert!(!page(&both, "timeline/index.html").contains("Planned"));
    assert!(page(&both, "articles/before/index.html").contains("Planned"), "the article stays as of its day");
}

#[test]
fn dates_are_printed_as_precisely_as_they_are_known() {
    let entries: String = [
        ("2025-11-24/2025-11-30", "In a week."),
        ("199X", "In a decade."),
        ("2014-03~", "About a month."),
        ("2016/2018", "Over years."),
        ("2025-12-04", "On a day."),
    ]
    .iter()
    .map(|(date, text)| format!("- date: {date}\n  text: {text}\n"))
    .collect();
    let html = page(&built(&[("timeline.yaml", &entries)]), "timeline/index.html");
    for shown in [
        "<time datetime=\"2025-W48\">week of 24 November 2025</time>",
        "<span>1990s</span>",
        "<time datetime=\"2014-03\">about March 2014</time>",
        "<span>2016–2018</span>",
        "id=\"y199X\">1990s</h2>",
        "id=\"m2025-11\">November<span",
        "id=\"m2025-12\">December<span",
    ] {
        assert!(html.contains(shown), "no {shown} in {html}");
    }
    let order: Vec<usize> =
        ["y199X", "y2014", "y2016", "y2025"].map(|id| html.find(&format!("id=\"{id}\"")).expect(id)).into();
    assert!(order.is_sorted());
}

#[test]
fn a_long_timeline_has_a_page_a_year_and_the_same_bytes_every_time() {
    let entries: String = (0..400)
        .map(|number| {
            let year = 2010 + number % 4;
            format!("- date: {year}-0{}-11\n  text: Ferry {number} left Tarnholm.\n", number % 9 + 1)
        })
        .collect();
    let first = built(&[("timeline.yaml", &entries)]);
    let way_in = page(&first, "timeline/index.html");
    assert!(!way_in.contains("Ferry 7 left"), "entries are on the pages of their years");
    for year in 2010..2014 {
        assert!(way_in.contains(&format!("href=\"{year}/index.html\"")), "{year}");
        let html = page(&first, &format!("timeline/{year}/index.html"));
        assert_eq!(html.matches("<li id=\"e-").count(), 100, "{year}");
        assert_eq!(html.contains("rel=\"prev\""), year > 2010, "{year}");
        assert_eq!(html.contains("rel=\"next\""), year < 2013, "{year}");
    }
    let sitemap = page(&first, "sitemap.xml");
    assert!(sitemap.contains("https://example.org/timeline/2012/"));
    let csv = page(&first, "data/timeline.csv");
    assert_eq!(csv.matches("\r\n").count(), 401);
    assert!(csv.contains("https://example.org/timeline/2013/#e-"));
    let second = built(&[("timeline.yaml", &entries)]);
    for path in
        ["timeline/2011/index.html", "data/timeline.csv", "data/timeline.ics", "data/timeline-js.json"]
    {
        assert_eq!(page(&first, path), page(&second, path), "{path}");
    }
}

#[test]
fn the_filters_of_a_year_know_the_entries_of_the_others() {
    let entries: String = (2001..2004)
        .flat_map(|year| (1..=120).map(move |number| (year, number)))
        .map(|(year, number)| {
            format!("- date: {year}-05\n  text: Ferry {number} left.\n  topics: [Ferries]\n")
        })
        .collect();
    let built = built(&[("timeline.yaml", &entries)]);
    let year = page(&built, "timeline/2002/index.html");
    assert!(year.contains("data-entries=\"../entries.js\""), "the script with all entries");
    let others: Vec<&str> =
        year.match_indices("<li data-year=\"").map(|(at, mark)| &year[at + mark.len()..][..4]).collect();
    assert_eq!(others, ["2001", "2003"]);
    let data = page(&built, "timeline/entries.js");
    let json = data.strip_prefix("nutgrafTimeline(").and_then(|data| data.trim_end().strip_suffix(");"));
    let data: serde_json::Value = serde_json::from_str(json.expect("a call")).expect("JSON");
    assert_eq!(data["entries"].as_array().map(Vec::len), Some(360));
    assert_eq!(data["entries"][0], serde_json::json!(["2001", [0], [], [], "May 2001", "Ferry 1 left."]));
    assert!(
        page(&built, "timeline/index.html").contains("data-timeline-filter"),
        "the way in can be filtered"
    );
}

#[test]
fn a_timeline_on_one_page_needs_no_entries_beside_it() {
    let built = built(&[("timeline.yaml", "- date: 2001-05\n  text: A ferry left.\n")]);
    assert!(!built.files.contains_key("timeline/entries.js"));
}
