//! The timeline as a calendar (iCalendar, RFC 5545): whole days, which take up nobody's time.
//!
//! Written by hand because it is thirty lines and the same bytes every time; libraries bring a clock, random identifiers and a second
//! crate for dates. The tests read it with one of them.

use jiff::civil::Date;

use super::Record;
use crate::site::TimelineEntry;

/// Octets of a line without its break (RFC 5545 3.1).
const LINE: usize = 75;

/// The calendar.
pub(super) fn write(record: &Record<'_>) -> String {
    let mut calendar = Calendar::default();
    let name = match record.site.config.title.as_str() {
        "" => record.phrase("timeline").to_owned(),
        title => format!("{title}: {}", record.phrase("timeline")),
    };
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Nutgraf//Nutgraf//EN");
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.line("METHOD", "PUBLISH");
    calendar.line("NAME", &escaped(&name));
    calendar.line("X-WR-CALNAME", &escaped(&name));
    for entry in &record.site.timeline {
        event(&mut calendar, record, entry);
    }
    calendar.line("END", "VCALENDAR");
    calendar.text
}

/// What has no first day, or one that the format can't write, is left out.
fn event<'s>(calendar: &mut Calendar, record: &Record<'s>, entry: &'s TimelineEntry) {
    let Some(first) = entry.date.earliest().filter(|day| day.year() > 0) else { return };
    let host = record.base().and_then(host).unwrap_or("nutgraf.invalid");
    calendar.line("BEGIN", "VEVENT");
    calendar.line("UID", &format!("{}@{host}", entry.anchor));
    // When the entry was made: not the clock's time, or no two builds would be alike.
    let made = record.sources(entry).filter_map(|source| source.date).max().unwrap_or(first);
    calendar.line("DTSTAMP", &format!("{}T000000Z", digits(made)));
    calendar.line("DTSTART;VALUE=DATE", &digits(first));
    // The end of a calendar's entry is the first day after it.
    let after = entry.date.latest().and_then(|last| last.tomorrow().ok());
    if let Some(after) = after.filter(|after| after.year() <= 9999) {
        calendar.line("DTEND;VALUE=DATE", &digits(after));
    }
    calendar.line("SUMMARY", &escaped(&entry.text));
    calendar.line("DESCRIPTION", &escaped(&description(record, entry)));
    if record.base().is_some() {
        calendar.line("URL;VALUE=URI", &record.place(entry));
    }
    calendar.line("TRANSP", "TRANSPARENT");
    calendar.line("END", "VEVENT");
}

/// The date as printed, since a calendar shows "2014" as its first day, then who says so.
fn description<'s>(record: &Record<'s>, entry: &'s TimelineEntry) -> String {
    let mut lines = vec![record.printed(entry)];
    lines.extend(record.sources(entry).map(|source| {
        let stated = format!("{} {}", record.phrase("stated_in"), source.title);
        if record.base().is_some() { format!("{stated}: {}", source.url) } else { stated }
    }));
    lines.join("\n")
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// "https://example.org/news/" is at "example.org".
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.split(['/', ':', '?', '#']).next().filter(|host| !host.is_empty())
}

/// A TEXT value (RFC 5545 3.3.11).
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

#[derive(Default)]
struct Calendar {
    text: String,
}

impl Calendar {
    /// A content line, folded between characters.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use icalendar::{CalendarComponent, Component, Event};

    use super::super::testing::{entry, site};
    use super::*;
    use crate::language::Language;

    fn written(entries: Vec<TimelineEntry>) -> String {
        let site = site(Some("https://news.example.org/explainers/"), entries);
        write(&Record::new(&site, Language::english()))
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
        let text = "Semi; colon, comma, back\\slash: “Ünïcödé”, and words enough to fill more than one line of a calendar – 🗓 twice.";
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
