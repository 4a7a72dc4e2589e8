//! Entries by year and month. A decade or a century has a heading of its own, at its beginning; what spans more than a month
//! comes first in its year and under no month.

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::super::forms::{Slot, Text, Texts};
use super::super::{Renderer, filters};
use crate::edtf::{Edtf, Extent, Point, PointDate, Precision};
use crate::site::{EntryId, addresses, timeline_year};

/// How a page shows its years.
#[derive(Clone, Copy)]
pub(in super::super) struct Headings<'p> {
    /// The elements of the headings of years and of months.
    pub year: &'static str,
    pub month: &'static str,
    /// The year that the page is about, as printed.
    pub page: Option<&'p str>,
}

/// A year of a timeline, or a decade or century of which no year is known.
#[derive(Debug, Serialize)]
pub(super) struct YearView {
    /// As printed.
    pub title: String,
    /// Identifier on the page.
    pub id: String,
    /// The elements of its heading and of those of its months.
    heading: &'static str,
    subheading: &'static str,
    /// Whether the page is about it, and has it as its title.
    is_page: bool,
    pub months: Vec<MonthView>,
    pub count: usize,
    /// First and last day, for the overview.
    #[serde(skip)]
    pub extent: Option<(Date, Date)>,
}

/// What the template of the program asks of a year all of whose entries are HTML.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(in super::super) struct YearShape {
    title: Slot,
    id: Slot,
    heading: &'static str,
    subheading: &'static str,
    is_page: bool,
    months: Vec<MonthShape>,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
struct MonthShape {
    title: Option<Slot>,
    id: Option<Slot>,
    entries: [Slot; 1],
}

/// A month, or what has none.
#[derive(Debug, Serialize)]
pub(super) struct MonthView {
    /// "March"
    pub title: Option<String>,
    /// Identifier on the page.
    pub id: Option<String>,
    /// As HTML in one piece, or one by one.
    pub entries: Vec<Value>,
    #[serde(skip)]
    pub count: usize,
    /// What is not yet among the entries.
    #[serde(skip)]
    html: String,
    /// 1 to 12; 0 for what has none, so that it comes first.
    #[serde(skip)]
    pub number: i8,
}

/// The entries `ids`, which are in order of time, by year, each as `add` adds it to its month.
pub(super) fn years(
    render: &Renderer<'_>,
    ids: &[EntryId],
    headings: Headings<'_>,
    add: impl Fn(&mut MonthView, EntryId),
) -> Vec<YearView> {
    let mut years: Vec<YearView> = Vec::new();
    // Year of the entry before and where its group is: most have the same.
    let mut last: Option<(i16, usize)> = None;
    for &id in ids {
        let date = &render.site.timeline[id.0].date;
        let number = year_of(date);
        let at = match last {
            Some((year, at)) if number == Some(year) => at,
            _ => {
                let key = heading(date);
                let name = format!("y{key}");
                // Entries of a year don't stand together where one of a decade begins in it.
                let known = years.iter().rposition(|group| group.id == name);
                known.unwrap_or_else(|| {
                    years.push(year(render, &key, headings));
                    years.len() - 1
                })
            }
        };
        last = number.map(|number| (number, at));
        years[at].count += 1;
        let group = years[at].month(render, month(date));
        group.count += 1;
        add(group, id);
    }
    years
}

/// EDTF of the heading under which `date` stands.
fn heading(date: &Edtf) -> String {
    match year_of(date) {
        Some(year) => addresses::year_name(year),
        None => date.as_str().trim_end_matches(['~', '?', '%']).to_owned(),
    }
}

/// The year under which `date` stands; `None` for a decade or century, which has a heading of its own.
fn year_of(date: &Edtf) -> Option<i16> {
    match date.precision() {
        Precision::Decade | Precision::Century => None,
        _ => Some(timeline_year(date).unwrap_or_default()),
    }
}

fn year(render: &Renderer<'_>, key: &str, headings: Headings<'_>) -> YearView {
    let date = key.parse::<Edtf>().ok();
    let words = &render.language.dates.display;
    let title = date.as_ref().map_or_else(|| key.to_owned(), |date| words.long(date));
    YearView {
        is_page: headings.page == Some(title.as_str()),
        title,
        id: format!("y{key}"),
        heading: headings.year,
        subheading: headings.month,
        months: Vec::new(),
        count: 0,
        extent: date.and_then(|date| Some((date.earliest()?, date.latest()?))),
    }
}

/// The month in which all of `date` lies.
fn month(date: &Edtf) -> Option<(i16, i8)> {
    let point = |point: Point| match point.date {
        PointDate::Day(day) => Some((day.year(), day.month())),
        PointDate::Month(year, month) => Some((year, month)),
        _ => None,
    };
    match date.extent() {
        Extent::Point(only) => point(only),
        // Thirty days from the end of a month to the next still begin in the one month that a reader looks under.
        Extent::Interval(Some(first), Some(last)) => {
            let days = (last.date.last_day()? - first.date.first_day()?).get_days();
            if days <= 31 { point(first) } else { None }
        }
        Extent::Interval(..) => None,
    }
}

impl YearView {
    /// `None` where an entry is not HTML yet.
    pub(super) fn shape<'s>(&'s self, texts: &mut Texts<'s>) -> Option<YearShape> {
        let (title, id) = (texts.slot(Text::plain(&self.title)), texts.slot(Text::plain(&self.id)));
        let months = self.months.iter().map(|month| {
            let title = month.title.as_deref().map(|title| texts.slot(Text::plain(title)));
            let id = month.id.as_deref().map(|id| texts.slot(Text::plain(id)));
            let is_html = month.entries.is_empty();
            is_html.then(|| MonthShape { title, id, entries: [texts.slot(Text::html(&month.html))] })
        });
        let months = months.collect::<Option<_>>()?;
        let Self { heading, subheading, is_page, .. } = *self;
        Some(YearShape { title, id, heading, subheading, is_page, months })
    }

    /// Bytes as HTML, rather more than less.
    pub(super) fn length(&self) -> usize {
        /// Bytes around the entries of a month.
        const AROUND: usize = 320;
        self.months.iter().map(|month| AROUND + month.html.len()).sum()
    }

    /// With all entries in their places.
    pub(super) fn finished(mut self) -> Self {
        self.months.iter_mut().for_each(MonthView::finish);
        self
    }

    fn month(&mut self, render: &Renderer<'_>, month: Option<(i16, i8)>) -> &mut MonthView {
        let number = month.map_or(0, |(_, month)| month);
        let found = self.months.binary_search_by_key(&number, |group| group.number);
        let at = found.unwrap_or_else(|at| {
            let title = usize::try_from(number - 1)
                .ok()
                .and_then(|index| render.language.dates.display.months.get(index))
                .cloned();
            let id = month.map(|(year, month)| month_id(year, month));
            let html = String::with_capacity(MONTH);
            let group = MonthView { title, id, entries: Vec::new(), count: 0, html, number };
            self.months.insert(at, group);
            at
        });
        &mut self.months[at]
    }
}

impl MonthView {
    /// Adds an entry as HTML for anywhere, to stand on a page from which `up` leads to the site's root.
    pub(super) fn push_html(&mut self, html: &str, up: &str) {
        if !self.html.is_empty() {
            self.html.push('\n');
        }
        filters::push_placed(&mut self.html, html, up);
    }

    /// Adds an entry for the template of the page to render.
    pub(super) fn push_card(&mut self, card: Value) {
        self.finish();
        self.entries.push(card);
    }

    fn finish(&mut self) {
        if !self.html.is_empty() {
            self.entries.push(Value::safe_string(&std::mem::take(&mut self.html)));
        }
    }
}

/// Bytes of a few entries, so that most months need not grow.
const MONTH: usize = 2048;

/// Identifier of a month on its page.
pub(super) fn month_id(year: i16, month: i8) -> String {
    format!("m{}-{month:02}", addresses::year_name(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_claims_no_more_than_the_date() {
        let under = |text: &str| {
            let date: Edtf = text.parse().expect(text);
            (heading(&date), month(&date).map(|(_, month)| month))
        };
        for (date, year, number) in [
            ("2014-09-05", "2014", Some(9)),
            ("2014-03~", "2014", Some(3)),
            ("2014", "2014", None),
            ("2014-23", "2014", None),
            ("199X", "199X", None),
            ("199X~", "199X", None),
            ("17XX", "17XX", None),
            ("2014/2016", "2014", None),
            ("2014-11/2015-02", "2014", None),
            ("../2013-03", "2013", None),
            ("2014-09-29/2014-10-05", "2014", Some(9)),
            ("-0043-03", "-0043", Some(3)),
        ] {
            assert_eq!(under(date), (year.to_owned(), number), "{date}");
        }
    }
}
