//! The timeline in the JSON form of TimelineJS (<https://timeline.knightlab.com/docs/json-format.html>).
//!
//! Only the parts of a date that are known are given, and what is shown is the date as printed here, so that "March 2014"
//! doesn't become its first day. The text of a slide is HTML to TimelineJS, so everything is escaped.

use jiff::civil::Date;
use serde::Serialize;

use super::super::markup;
use super::Record;
use crate::content::markdown::escape::push_text;
use crate::edtf::{Edtf, Extent, Point, PointDate};
use crate::site::TimelineEntry;

/// The document.
#[derive(Serialize)]
struct Document<'s> {
    title: Title,
    events: Vec<Slide<'s>>,
}

#[derive(Serialize)]
struct Title {
    text: Words,
}

#[derive(Serialize)]
struct Words {
    headline: String,
    text: String,
}

#[derive(Serialize)]
struct Slide<'s> {
    start_date: Parts,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Parts>,
    display_date: String,
    text: Words,
    unique_id: &'s str,
}

/// The known parts of a date.
#[derive(Serialize)]
struct Parts {
    year: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<i8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<i8>,
}

/// The document, as text.
pub(super) fn write(record: &Record<'_>) -> String {
    let title = match record.site.config.title.as_str() {
        "" => record.phrase("untitled"),
        title => title,
    };
    let text = format!("<p>{}</p>", escaped(record.phrase("timeline_intro")));
    let document = Document {
        title: Title { text: Words { headline: escaped(title), text } },
        events: record.site.timeline.iter().filter_map(|entry| slide(record, entry)).collect(),
    };
    // Text and numbers can always be written.
    serde_json::to_string(&document).unwrap_or_default()
}

fn slide<'s>(record: &Record<'s>, entry: &'s TimelineEntry) -> Option<Slide<'s>> {
    let (start_date, end_date) = ends(&entry.date)?;
    let headline = linked(record, &entry.text, &record.place(entry));
    Some(Slide {
        start_date,
        end_date,
        display_date: record.printed(entry),
        text: Words { headline, text: stated_in(record, entry) },
        unique_id: &entry.anchor,
    })
}

fn stated_in<'s>(record: &Record<'s>, entry: &'s TimelineEntry) -> String {
    let sources = record.sources(entry);
    let links: Vec<String> = sources.map(|source| linked(record, source.title, &source.url)).collect();
    if links.is_empty() {
        return String::new();
    }
    format!("<p>{} {}</p>", escaped(record.phrase("stated_in")), links.join(", "))
}

/// `text` as a link, or alone when nobody knows where the site will lie.
fn linked(record: &Record<'_>, text: &str, url: &str) -> String {
    match record.base() {
        Some(_) => format!("<a href=\"{}\">{}</a>", markup::attribute(url), escaped(text)),
        None => escaped(text),
    }
}

/// Beginning and end in TimelineJS's terms. An open beginning is drawn at the end that is known.
fn ends(date: &Edtf) -> Option<(Parts, Option<Parts>)> {
    let (first, last) = match date.extent() {
        Extent::Point(point) => (Some(point), None),
        Extent::Interval(first, last) => (first.or(last), last.filter(|_| first.is_some())),
    };
    let first = first?;
    // A decade, a century, a season or a quarter has no name there: from its first day to its last.
    let span = |day: Option<Date>| {
        day.map(|day| Parts { year: day.year(), month: Some(day.month()), day: Some(day.day()) })
    };
    let start = known(first).or_else(|| span(first.date.first_day()))?;
    let end = match last {
        Some(last) => known(last).or_else(|| span(last.date.last_day())),
        None if known(first).is_none() => span(first.date.last_day()),
        None => None,
    };
    Some((start, end))
}

/// A day, month or year.
fn known(point: Point) -> Option<Parts> {
    match point.date {
        PointDate::Day(day) => {
            Some(Parts { year: day.year(), month: Some(day.month()), day: Some(day.day()) })
        }
        PointDate::Month(year, month) => Some(Parts { year, month: Some(month), day: None }),
        PointDate::Year(year) => Some(Parts { year, month: None, day: None }),
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_text(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{entry, site};
    use super::*;
    use crate::language::Language;

    fn events(base_url: Option<&str>, entries: Vec<TimelineEntry>) -> Vec<Value> {
        let site = site(base_url, entries);
        let text = write(&Record::new(&site, Language::english()));
        let document: Value = serde_json::from_str(&text).expect("JSON");
        document["events"].as_array().expect("a list").clone()
    }

    #[test]
    fn dates_claim_no_more_than_is_known() {
        let day = |year: i32, month: i32, day: i32| json!({ "year": year, "month": month, "day": day });
        for (date, start, end, printed) in [
            ("2014-09-05", day(2014, 9, 5), None, "5 September 2014"),
            ("2014-03~", json!({ "year": 2014, "month": 3 }), None, "about March 2014"),
            ("2014", json!({ "year": 2014 }), None, "2014"),
            ("199X", day(1990, 1, 1), Some(day(1999, 12, 31)), "1990s"),
            ("2014-23", day(2014, 9, 1), Some(day(2014, 11, 30)), "autumn 2014"),
            ("2014/2016", json!({ "year": 2014 }), Some(json!({ "year": 2016 })), "2014–2016"),
            ("2014/..", json!({ "year": 2014 }), None, "since 2014"),
            ("../2014-03", json!({ "year": 2014, "month": 3 }), None, "until March 2014"),
            ("-0043", json!({ "year": -43 }), None, "44 BC"),
        ] {
            let found = events(None, vec![entry(date, "Something happened.")]);
            assert_eq!(found[0]["start_date"], start, "{date}");
            assert_eq!(found[0].get("end_date").cloned(), end, "{date}");
            assert_eq!(found[0]["display_date"], printed, "{date}");
        }
    }

    #[test]
    fn text_is_escaped_and_linked_where_there_is_an_address() {
        let told = || vec![entry("2014", "Profits < costs & “so on”.")];
        let plain = &events(None, told())[0]["text"];
        assert_eq!(plain["headline"], "Profits &lt; costs &amp; “so on”.");
        assert_eq!(plain["text"], "<p>Stated in Ferries &amp; &lt;tides&gt;, told</p>");
        let linked = &events(Some("https://example.org/"), told())[0]["text"];
        let text = linked["text"].as_str().expect("text");
        assert!(text.contains("href=\"https://example.org/articles/ferries/#e-1\""), "{text}");
    }
}
