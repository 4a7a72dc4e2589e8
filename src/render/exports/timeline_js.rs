//! The timeline in the JSON form of TimelineJS (<https://timeline.knightlab.com/docs/json-format.html>).
//!
//! Only the parts of a date that are known are given, and what is shown is the date as printed here, so that "March 2014"
//! doesn't become its first day. The text of a slide is HTML to TimelineJS, so everything is escaped.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::Record;
use super::timeline::Told;
use crate::content::markdown::escape::{push_attribute, push_text};
use crate::edtf::{Edtf, Extent, Point, PointDate};
use crate::render::json;

#[derive(Serialize)]
struct Title<'s> {
    text: Words<'s>,
}

#[derive(Serialize)]
struct Words<'s> {
    headline: &'s str,
    text: &'s str,
}

#[derive(Serialize)]
struct Slide<'s> {
    start_date: Parts,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Parts>,
    display_date: &'s str,
    text: Words<'s>,
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

/// The document, slide after slide.
pub(super) struct Slides<'r, W> {
    out: W,
    record: &'r Record<'r>,
    /// What goes before the next slide.
    separator: &'static [u8],
    /// The slide that is being written, and its texts.
    slide: Vec<u8>,
    headline: String,
    text: String,
}

impl<'r, W: Write> Slides<'r, W> {
    pub(super) fn new(mut out: W, record: &'r Record<'r>) -> io::Result<Self> {
        let title = match record.site.config.title.as_str() {
            "" => record.phrase("untitled"),
            title => title,
        };
        let mut headline = String::new();
        push_text(&mut headline, title);
        let mut text = "<p>".to_owned();
        push_text(&mut text, record.phrase("timeline_intro"));
        text.push_str("</p>");
        let title = Title { text: Words { headline: &headline, text: &text } };
        let mut slide = b"{\"title\":".to_vec();
        json::push(&mut slide, &title);
        slide.extend_from_slice(b",\"events\":[");
        out.write_all(&slide)?;
        Ok(Self { out, record, separator: b"", slide, headline, text })
    }

    pub(super) fn add(&mut self, told: &Told<'_>) -> io::Result<()> {
        let Some((start_date, end_date)) = ends(&told.entry.date) else { return Ok(()) };
        self.headline.clear();
        push_linked(&mut self.headline, self.record, &told.entry.text, &told.place);
        self.text.clear();
        self.state_sources(told);
        self.slide.clear();
        self.slide.extend_from_slice(std::mem::replace(&mut self.separator, b","));
        let slide = Slide {
            start_date,
            end_date,
            display_date: &told.printed,
            text: Words { headline: &self.headline, text: &self.text },
            unique_id: &told.entry.anchor,
        };
        json::push(&mut self.slide, &slide);
        self.out.write_all(&self.slide)
    }

    /// Who says so.
    fn state_sources(&mut self, told: &Told<'_>) {
        let Some((first, others)) = told.sources.split_first() else { return };
        let text = &mut self.text;
        text.push_str("<p>");
        push_text(text, self.record.phrase("stated_in"));
        text.push(' ');
        push_linked(text, self.record, first.title, &first.url);
        for source in others {
            text.push_str(", ");
            push_linked(text, self.record, source.title, &source.url);
        }
        text.push_str("</p>");
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"]}")?;
        Ok(self.out)
    }
}

/// `text` as a link, or alone when nobody knows where the site will lie.
fn push_linked(html: &mut String, record: &Record<'_>, text: &str, url: &str) {
    if record.base().is_none() {
        return push_text(html, text);
    }
    html.push_str("<a href=\"");
    push_attribute(html, url);
    html.push_str("\">");
    push_text(html, text);
    html.push_str("</a>");
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{entry, site};
    use super::*;
    use crate::language::Language;
    use crate::site::TimelineEntry;

    fn events(base_url: Option<&str>, entries: Vec<TimelineEntry>) -> Vec<Value> {
        let site = site(base_url, entries);
        let record = Record::new(&site, Language::english());
        let mut slides = Slides::new(Vec::new(), &record).expect("memory");
        site.timeline.iter().try_for_each(|entry| slides.add(&Told::new(&record, entry))).expect("memory");
        let document: Value = serde_json::from_slice(&slides.finish().expect("memory")).expect("JSON");
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
