//! The timeline as a calendar (iCalendar, RFC 5545): whole days, which take up nobody's time.
//!
//! Written by hand because it is thirty lines and the same bytes every time; libraries bring a clock, random identifiers and a second
//! crate for dates. The tests read it with one of them.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::civil::Date;

use super::Record;
use super::timeline::Told;
use crate::text::find_byte;

/// Octets of a line without its break (RFC 5545 3.1).
const LINE: usize = 75;

/// The calendar, entry after entry.
pub(super) struct Calendar<'r, W> {
    out: W,
    record: &'r Record<'r>,
    /// Where the site is at home: part of the name of each entry.
    host: &'r str,
    /// The entry that is being written, and the value of its last line.
    text: String,
    value: String,
}

impl<'r, W: Write> Calendar<'r, W> {
    pub(super) fn new(out: W, record: &'r Record<'r>) -> io::Result<Self> {
        let host = record.base().and_then(host).unwrap_or("nutgraf.invalid");
        let mut calendar = Self { out, record, host, text: String::new(), value: String::new() };
        let name = match record.site.config.title.as_str() {
            "" => record.phrase("timeline").to_owned(),
            title => format!("{title}: {}", record.phrase("timeline")),
        };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Nutgraf//Nutgraf//EN");
        calendar.line("CALSCALE", "GREGORIAN");
        calendar.line("METHOD", "PUBLISH");
        for key in ["NAME", "X-WR-CALNAME"] {
            calendar.composed(key, |value| push_escaped(value, &name));
        }
        calendar.hand_on()?;
        Ok(calendar)
    }

    /// What has no first day, or one that the format can't write, is left out.
    pub(super) fn add(&mut self, told: &Told<'_>) -> io::Result<()> {
        let Some(first) = told.earliest.filter(|day| day.year() > 0) else { return Ok(()) };
        let (record, host) = (self.record, self.host);
        self.line("BEGIN", "VEVENT");
        self.composed("UID", |value| value.extend([&*told.entry.anchor, "@", host]));
        // When the entry was made: not the clock's time, or no two builds would be alike.
        let made = told.sources.iter().filter_map(|source| source.date).max().unwrap_or(first);
        self.composed("DTSTAMP", |value| {
            push_day(value, made);
            value.push_str("T000000Z");
        });
        self.composed("DTSTART;VALUE=DATE", |value| push_day(value, first));
        // The end of a calendar's entry is the first day after it.
        let after = told.latest.and_then(|last| last.tomorrow().ok());
        if let Some(after) = after.filter(|after| after.year() <= 9999) {
            self.composed("DTEND;VALUE=DATE", |value| push_day(value, after));
        }
        self.composed("SUMMARY", |value| push_escaped(value, &told.entry.text));
        self.composed("DESCRIPTION", |value| push_description(value, record, told));
        if record.base().is_some() {
            self.line("URL;VALUE=URI", &told.place);
        }
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
        self.hand_on()
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.line("END", "VCALENDAR");
        self.hand_on()?;
        Ok(self.out)
    }

    /// Writes what has been composed.
    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// A content line whose value `compose` writes.
    fn composed(&mut self, name: &str, compose: impl FnOnce(&mut String)) {
        let mut value = std::mem::take(&mut self.value);
        value.clear();
        compose(&mut value);
        self.line(name, &value);
        self.value = value;
    }

    /// A content line, folded between characters.
    fn line(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        self.text.push(':');
        let mut room = LINE - name.len() - 1;
        let mut rest = value;
        while rest.len() > room {
            let (line, more) = rest.split_at(boundary(rest, room));
            self.text.push_str(line);
            self.text.push_str("\r\n ");
            rest = more;
            // A continuation begins with a space.
            room = LINE - 1;
        }
        self.text.push_str(rest);
        self.text.push_str("\r\n");
    }
}

/// The last place between characters of `text` within `limit`.
fn boundary(text: &str, limit: usize) -> usize {
    (0..=limit).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The date as printed, since a calendar shows "2014" as its first day, then who says so.
fn push_description(value: &mut String, record: &Record<'_>, told: &Told<'_>) {
    push_escaped(value, &told.printed);
    for source in &told.sources {
        value.push_str("\\n");
        push_escaped(value, record.phrase("stated_in"));
        value.push(' ');
        push_escaped(value, source.title);
        if record.base().is_some() {
            value.push_str(": ");
            push_escaped(value, &source.url);
        }
    }
}

fn push_day(value: &mut String, day: Date) {
    // Writing to a string can't fail.
    let _ = write!(value, "{:04}{:02}{:02}", day.year(), day.month(), day.day());
}

/// "https://example.org/news/" is at "example.org".
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.split(['/', ':', '?', '#']).next().filter(|host| !host.is_empty())
}

/// Appends `text` as a TEXT value (RFC 5545 3.3.11), without what controls a terminal.
fn push_escaped(value: &mut String, text: &str) {
    // The control characters beyond ASCII begin with the last of these, as some others do.
    let special = |byte: u8| {
        (byte == b'\\') | (byte == b';') | (byte == b',') | (byte < b' ') | (byte == 0x7f) | (byte == 0xc2)
    };
    let mut rest = text;
    while let Some(at) = find_byte(rest, special) {
        value.push_str(&rest[..at]);
        let mut characters = rest[at..].chars();
        match characters.next() {
            Some('\n') => value.push_str("\\n"),
            Some(c @ ('\\' | ';' | ',')) => value.extend(['\\', c]),
            other => value.extend(other.filter(|c| !c.is_control())),
        }
        rest = characters.as_str();
    }
    value.push_str(rest);
}

#[cfg(test)]
mod tests {
    use icalendar::{CalendarComponent, Component, Event};

    use super::super::testing::{entry, site};
    use super::*;
    use crate::language::Language;
    use crate::site::TimelineEntry;

    fn written(entries: Vec<TimelineEntry>) -> String {
        let site = site(Some("https://news.example.org/explainers/"), entries);
        let record = Record::new(&site, Language::english());
        let mut calendar = Calendar::new(Vec::new(), &record).expect("memory");
        site.timeline.iter().try_for_each(|entry| calendar.add(&Told::new(&record, entry))).expect("memory");
        String::from_utf8(calendar.finish().expect("memory")).expect("UTF-8")
    }

    /// The events, as an independent reader finds them.
    fn read(text: &str) -> Vec<Event> {
        let calendar: icalendar::Calendar = text.parse().unwrap_or_else(|fault| panic!("{fault}\n{text}"));
        let event =
            |component| if let CalendarComponent::Event(event) = component { Some(event) } else { None };
        calendar.components.into_iter().filter_map(event).collect()
    }

    #[test]
    fn an_event_takes_whole_days_up_to_the_day_after() {
        for (date, first, after) in [
            ("2014-09-05", "20140905", Some("20140906")),
            ("2014-12", "20141201", Some("20150101")),
            ("2024-02-24/2024-02-29", "20240224", Some("20240301")),
            ("2014/..", "20140101", None),
        ] {
            let events = read(&written(vec![entry(date, "Something happened.")]));
            assert_eq!(events[0].property_value("DTSTART"), Some(first), "{date}");
            assert_eq!(events[0].property_value("DTEND"), after, "{date}");
        }
        for date in ["../2014", "-0043"] {
            assert_eq!(read(&written(vec![entry(date, "Something happened.")])).len(), 0, "{date}");
        }
    }

    #[test]
    fn text_survives_escaping_and_folding() {
        let text = "Semi; colon, comma, back\\slash: “Ünïcödé”, §\u{a0}5, and words enough to fill more than one line of a calendar – 🗓 twice.";
        let calendar = written(vec![entry("2014-09-05", text)]);
        for line in calendar.split("\r\n") {
            assert!(line.len() <= LINE, "{} octets: {line}", line.len());
            assert!(!line.contains('\n'));
        }
        let events = read(&calendar);
        assert_eq!(events[0].get_summary(), Some(text));
        let description = events[0].get_description().expect("a description");
        assert!(description.contains("5 September 2014\n"), "{description}");
        assert!(
            description.contains("https://news.example.org/explainers/articles/ferries/#e-1"),
            "{description}"
        );
    }

    #[test]
    fn an_event_keeps_its_name_and_its_stamp() {
        let told = || vec![entry("2014-09-05", "Something happened."), entry("2014", "Something else.")];
        assert_eq!(written(told()), written(told()));
        let events = read(&written(told()));
        let names: Vec<&str> = events.iter().filter_map(Component::get_uid).collect();
        assert!(
            names.iter().all(|name| name.starts_with("e-") && name.ends_with("@news.example.org")),
            "{names:?}"
        );
        assert_ne!(names[0], names[1]);
        assert_eq!(events[0].property_value("DTSTAMP"), Some("20251204T000000Z"), "its article's day");
        assert_eq!(events[1].property_value("DTSTAMP"), Some("20140101T000000Z"));
    }
}
