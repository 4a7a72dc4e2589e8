//! The overview of a timeline: how dense it is, drawn as bars over time, each stretch of which leads to its entries.
//!
//! Stretches are years, or the months of one year. Empty years are left out and marked as a gap; sparse neighbours become one stretch, so
//! that each is wide enough for a finger. Twice: for wide windows and for narrow ones.

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::super::Renderer;
use super::drawing;
use super::groups::{self, YearView};
use super::printed;
use super::scopes::Scope;
use crate::site::{EntryId, addresses};

/// Stretches and gaps that fit into 44rem and into the narrowest window, each stretch 24 pixels wide at the least (WCAG 2.2, 2.5.8),
/// how few are drawn as wide as they can be, and how many of them have a label.
const WIDE: Fit = Fit { units: 29.0, least: 9.0, labels: 14 };
const NARROW: Fit = Fit { units: 13.5, least: 5.0, labels: 6 };
/// Bars in a stretch: the months of a year.
pub(super) const BARS: usize = 12;
/// Width of a gap, as a part of a stretch.
const GAP: f64 = 0.4;

struct Fit {
    units: f64,
    least: f64,
    labels: usize,
}

/// The overview, as `strip`: what stands in an `svg` element.
#[derive(Serialize)]
pub(super) struct StripView {
    wide: Value,
    /// For narrow windows; `None` where what is drawn for wide ones suits them as well.
    narrow: Option<Value>,
}

/// A stretch of time. Measures are percentages of the width.
pub(super) struct StretchView {
    /// Where it leads, as a reference; nothing for a stretch without entries of its own.
    pub url: Option<String>,
    /// Identifiers of the groups of entries in it, for the filter.
    pub groups: String,
    /// "2014", "1991–1996", "March 2014"
    pub title: String,
    /// Printed under it.
    pub label: String,
    /// Whether the label is there even where not all have room.
    pub is_labelled: bool,
    pub count: usize,
    pub x: String,
    pub width: String,
    pub middle: String,
    pub end: String,
    /// How high each of its bars is, where the tallest of all has 1.
    pub bars: [f64; BARS],
    /// From where to where the gap before it lies.
    pub gap: Option<(String, String)>,
}

/// A stretch before it has its place.
#[derive(Clone, Debug)]
struct Stretch {
    /// As a reference from the page.
    url: Option<String>,
    groups: Vec<String>,
    titles: (String, String),
    label: String,
    count: usize,
    days: (Date, Date),
}

/// The overview of a page with the entries `ids` in the groups `years`; `None` when there is nothing to choose between.
pub(super) fn of_page(render: &Renderer<'_>, ids: &[EntryId], years: &[YearView]) -> Option<StripView> {
    let stretches: Vec<Stretch> = match years {
        [year] => months(render, year)?,
        years => years.iter().filter_map(|year| stretch(year.title.clone(), year)).collect(),
    };
    draw(render, ids, stretches)
}

/// The overview of the timeline `scope`, which is split into years below the address `base`.
pub(super) fn of_years(render: &Renderer<'_>, scope: &Scope, base: &str) -> Option<StripView> {
    let stretches = scope.years.iter().filter_map(|&year| {
        let title = printed(render, year);
        Some(Stretch {
            url: Some(addresses::relative(base, &addresses::timeline_year(base, year))),
            groups: vec![format!("y{}", addresses::year_name(year))],
            titles: (title.clone(), title.clone()),
            label: title,
            count: scope.count(year),
            days: (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        })
    });
    draw(render, &scope.entries, stretches.collect())
}

fn stretch(title: String, year: &YearView) -> Option<Stretch> {
    Some(Stretch {
        url: Some(format!("#{}", year.id)),
        groups: vec![year.id.clone()],
        titles: (title.clone(), title.clone()),
        label: title,
        count: year.count,
        days: year.extent?,
    })
}

/// The twelve months of `year`, with or without entries.
fn months(render: &Renderer<'_>, year: &YearView) -> Option<Vec<Stretch>> {
    let (first, last) = year.extent?;
    if first.year() != last.year() {
        return None;
    }
    let words = &render.language.dates.display;
    let stretches = (1..=12).filter_map(|number| {
        let first = Date::new(first.year(), number, 1).ok()?;
        let group = year.months.iter().find(|group| group.number == number);
        let id = groups::month_id(first.year(), number);
        let index = usize::try_from(number - 1).ok()?;
        let title = words.months.get(index)?.clone();
        Some(Stretch {
            url: group.map(|_| format!("#{id}")),
            groups: vec![id],
            titles: (title.clone(), title),
            label: words.short_months.get(index)?.clone(),
            count: group.map_or(0, |group| group.count),
            days: (first, first.last_of_month()),
        })
    });
    Some(stretches.collect())
}

fn draw(render: &Renderer<'_>, ids: &[EntryId], stretches: Vec<Stretch>) -> Option<StripView> {
    if stretches.iter().filter(|stretch| stretch.url.is_some()).count() < 2 {
        return None;
    }
    let extents: Vec<Extent> = ids
        .iter()
        .filter_map(|id| {
            let date = &render.site.timeline[id.0].date;
            // Of "since 2014" and "until 2014" only the known end is drawn.
            let (first, last) = (date.earliest(), date.latest());
            Some(Extent::new(first.or(last)?, last.or(first)?))
        })
        .collect();
    // As many as fill a wide window and still fit into a narrow one are the same in both.
    let suits_both = stretches.len() as f64 >= WIDE.least && units(&stretches) <= NARROW.units;
    let drawn = |stretches: Vec<Stretch>, fit: &Fit| {
        drawing::svg(render, &lay_out(merge(stretches, fit.units), &extents, fit))
    };
    let narrow = (!suits_both).then(|| drawn(stretches.clone(), &NARROW));
    let wide = Fit { labels: if suits_both { NARROW.labels } else { WIDE.labels }, ..WIDE };
    Some(StripView { wide: drawn(stretches, &wide), narrow })
}

/// From which day to which something lasts, both counted.
#[derive(Clone, Copy)]
struct Extent {
    first: i32,
    last: i32,
}

impl Extent {
    fn new(first: Date, last: Date) -> Self {
        let number = |date: Date| (date.duration_since(Date::ZERO).as_hours() / 24) as i32;
        Self { first: number(first), last: number(last) }
    }

    fn days(self) -> f64 {
        f64::from(self.last - self.first + 1)
    }
}

/// Which stretches have a gap before them.
fn gaps(stretches: &[Stretch]) -> Vec<bool> {
    let mut before: Option<Date> = None;
    let mut gaps = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        gaps.push(before.is_some_and(|before| (stretch.days.0 - before).get_days() > 1));
        before = before.max(Some(stretch.days.1));
    }
    gaps
}

/// Width of stretches with the gaps between them, in stretches.
fn units(stretches: &[Stretch]) -> f64 {
    stretches.len() as f64 + gaps(stretches).into_iter().filter(|gap| *gap).count() as f64 * GAP
}

/// Joins neighbours, those with the fewest entries first, until all fit into `most` units.
fn merge(mut stretches: Vec<Stretch>, most: f64) -> Vec<Stretch> {
    while units(&stretches) > most {
        let pairs = stretches.windows(2).map(|pair| pair[0].count + pair[1].count).enumerate();
        let Some((at, _)) = pairs.min_by_key(|&(at, count)| (count, at)) else { break };
        let next = stretches.remove(at + 1);
        let stretch = &mut stretches[at];
        stretch.url = stretch.url.take().or(next.url);
        stretch.groups.extend(next.groups);
        stretch.titles.1 = next.titles.1;
        stretch.count += next.count;
        stretch.days.1 = stretch.days.1.max(next.days.1);
    }
    stretches
}

fn lay_out(stretches: Vec<Stretch>, extents: &[Extent], fit: &Fit) -> Vec<StretchView> {
    let unit = 100.0 / units(&stretches).max(fit.least);
    let gaps = gaps(&stretches);
    let heights: Vec<[f64; BARS]> =
        stretches.iter().map(|stretch| bars(Extent::new(stretch.days.0, stretch.days.1), extents)).collect();
    let tallest = heights.iter().flatten().copied().fold(f64::MIN_POSITIVE, f64::max);
    let step = stretches.len().div_ceil(fit.labels).max(1);
    let mut x = 0.0;
    let mut views = Vec::with_capacity(stretches.len());
    for (index, ((stretch, gap), heights)) in stretches.into_iter().zip(gaps).zip(heights).enumerate() {
        let gap = gap.then(|| {
            let from = x;
            x += GAP * unit;
            (percent(from), percent(x))
        });
        let (first, last) = stretch.titles;
        views.push(StretchView {
            url: stretch.url,
            groups: stretch.groups.join(" "),
            title: if first == last { first } else { format!("{first}–{last}") },
            label: stretch.label,
            is_labelled: index % step == 0,
            count: stretch.count,
            x: percent(x),
            width: percent(unit),
            middle: percent(x + unit / 2.0),
            end: percent(x + unit),
            bars: heights.map(|height| height / tallest),
            gap,
        });
        x += unit;
    }
    views
}

fn percent(number: f64) -> String {
    let hundredths = (number * 100.0).round() as usize;
    let mut text = String::with_capacity("100.00%".len());
    drawing::push_number(&mut text, hundredths / 100);
    let (tenth, hundredth) = (hundredths / 10 % 10, hundredths % 10);
    if tenth + hundredth > 0 {
        text.push('.');
        drawing::push_number(&mut text, tenth);
    }
    if hundredth > 0 {
        drawing::push_number(&mut text, hundredth);
    }
    text.push('%');
    text
}

/// How dense entries are in each twelfth of `days`: entries a day, so that a stretch of many years looks no busier than one of few. One that lasts counts for each in part: nobody knows on which day of
/// "2014" it happened, and no day may look busier for it.
fn bars(days: Extent, extents: &[Extent]) -> [f64; BARS] {
    let mut bars = [0.0; BARS];
    let length = days.days() / BARS as f64;
    for extent in extents {
        if extent.last < days.first || extent.first > days.last {
            continue;
        }
        let density = 1.0 / extent.days();
        let from = f64::from(extent.first.max(days.first) - days.first);
        let to = f64::from(extent.last.min(days.last) - days.first + 1);
        let touched = (from / length) as usize..BARS.min((to / length).ceil() as usize);
        for (index, bar) in touched.clone().zip(&mut bars[touched]) {
            let (start, end) = (index as f64 * length, (index + 1) as f64 * length);
            *bar += (to.min(end) - from.max(start)).max(0.0) * density / length;
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn year(year: i16, count: usize) -> Stretch {
        let title = year.to_string();
        Stretch {
            url: Some(format!("#y{year}")),
            groups: vec![format!("y{year}")],
            titles: (title.clone(), title.clone()),
            label: title,
            count,
            days: (date(year, 1, 1), date(year, 12, 31)),
        }
    }

    #[test]
    fn sparse_neighbours_become_one_stretch() {
        let years = vec![year(1949, 1), year(1987, 1), year(2014, 9), year(2022, 5)];
        let titles: Vec<String> =
            lay_out(merge(years, 3.8), &[], &WIDE).into_iter().map(|stretch| stretch.title).collect();
        assert_eq!(titles, ["1949–1987", "2014", "2022"]);
    }

    #[test]
    fn stretches_fill_the_width_and_gaps_are_marked() {
        let three = || vec![year(2013, 1), year(2014, 1), year(2022, 1)];
        let views = lay_out(three(), &[], &Fit { least: 1.0, ..WIDE });
        let gaps: Vec<bool> = views.iter().map(|view| view.gap.is_some()).collect();
        assert_eq!(gaps, [false, false, true]);
        let end = |view: &StretchView| {
            let number = |text: &str| text.trim_end_matches('%').parse::<f64>().expect(text);
            number(&view.x) + number(&view.width)
        };
        assert!((end(&views[2]) - 100.0).abs() < 0.05);
        let few = lay_out(three(), &[], &WIDE);
        assert!(end(&few[2]) < 50.0, "three years don't fill a wide window");
    }

    #[test]
    fn a_vague_date_makes_no_day_look_busy() {
        let days = Extent::new(date(2014, 1, 1), date(2014, 12, 31));
        let vague = bars(days, &[days]);
        assert!(vague.iter().all(|bar| (bar - 1.0 / 365.0).abs() < 1e-9), "{vague:?}");
        let exact = bars(days, &[Extent::new(date(2014, 9, 5), date(2014, 9, 5))]);
        assert_eq!(exact.iter().filter(|bar| **bar > 0.0).count(), 1);
        assert!((exact.iter().sum::<f64>() - 12.0 / 365.0).abs() < 1e-9);
        let years = Extent::new(date(2005, 1, 1), date(2014, 12, 31));
        let evenly: Vec<Extent> =
            (2005..=2014).map(|year| Extent::new(date(year, 1, 1), date(year, 12, 31))).collect();
        for (one, other) in bars(years, &evenly).iter().zip(bars(days, &evenly)) {
            assert!((one - other).abs() < 1e-4, "ten years with an entry each are as dense as one");
        }
    }
}
