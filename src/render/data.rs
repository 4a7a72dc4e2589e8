//! Small things that many templates show: dates, pictures, links of the header.

use std::borrow::Cow;

use jiff::civil::{Date, Weekday};
use serde::Serialize;

use super::filters::is_external;
use super::forms::Text;
use crate::content::markdown::escape::push_text;
use crate::content::{ImageMeta, Target};
use crate::edtf::{Edtf, Extent, Point, PointDate};
use crate::language::Language;
use crate::site::Site;

/// A date for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub(super) struct DateView<T = Text<'static>> {
    /// "29–30 November 2025"
    long: T,
    /// "29–30 Nov 2025"
    short: T,
    /// EDTF.
    edtf: T,
    /// Value of a `datetime` attribute; `None` where HTML has no form for it.
    datetime: Option<T>,
    /// The date as an element.
    time: T,
}

impl DateView {
    pub(super) fn new(date: &Edtf, language: &Language) -> Self {
        let words = &language.dates.display;
        let (long, datetime) = (words.long(date), datetime(date));
        let time = time(&long, datetime.as_deref());
        Self {
            long: Text::plain(long),
            short: Text::plain(words.short(date)),
            edtf: Text::plain(date.as_str().to_owned()),
            datetime: datetime.map(Text::plain),
            time: Text::html(time),
        }
    }

    pub(super) fn day(date: Date, language: &Language) -> Self {
        Self::new(&Edtf::day(date), language)
    }

    /// The same with its texts as `take` gives them.
    pub(super) fn with<'s, T>(&'s self, take: &mut impl FnMut(Text<'s>) -> T) -> DateView<T> {
        DateView {
            long: take(self.long.borrowed()),
            short: take(self.short.borrowed()),
            edtf: take(self.edtf.borrowed()),
            datetime: self.datetime.as_ref().map(|value| take(value.borrowed())),
            time: take(self.time.borrowed()),
        }
    }

    /// The same without keeping them.
    pub(super) fn into<'s, T>(self, take: &mut impl FnMut(Text<'s>) -> T) -> DateView<T> {
        DateView {
            long: take(self.long),
            short: take(self.short),
            edtf: take(self.edtf),
            datetime: self.datetime.map(&mut *take),
            time: take(self.time),
        }
    }
}

/// A date in words as an element, which is `time` where HTML has a form for the date.
fn time(words: &str, datetime: Option<&str>) -> String {
    let mut html = String::new();
    match datetime {
        Some(datetime) => html.extend(["<time datetime=\"", datetime, "\">"]),
        None => html.push_str("<span>"),
    }
    push_text(&mut html, words);
    html.push_str(if datetime.is_some() { "</time>" } else { "</span>" });
    html
}

/// The value of a `datetime` attribute: HTML knows days, months and years of four digits and weeks, no other intervals.
pub(super) fn datetime(date: &Edtf) -> Option<String> {
    let date = match date.extent() {
        // Nearly all dates are written as HTML has them.
        Extent::Point(Point { date: point, approximate: false, uncertain: false }) => {
            return is_known(point).then(|| date.as_str().to_owned());
        }
        Extent::Point(Point { date, .. }) => date,
        Extent::Interval(Some(first), Some(last)) => return week(first, last),
        Extent::Interval(..) => return None,
    };
    is_known(date).then(|| match date {
        PointDate::Day(day) => day.to_string(),
        PointDate::Month(year, month) => format!("{year:04}-{month:02}"),
        PointDate::Year(year) => format!("{year:04}"),
        _ => String::new(),
    })
}

/// Whether HTML has a form for `date`.
fn is_known(date: PointDate) -> bool {
    match date {
        PointDate::Day(day) => day.year() > 0,
        PointDate::Month(year, _) | PointDate::Year(year) => year > 0,
        _ => false,
    }
}

/// A week from Monday to Sunday as ISO 8601 writes it.
fn week(first: Point, last: Point) -> Option<String> {
    let exact = |point: Point| !point.approximate && !point.uncertain;
    let (PointDate::Day(monday), PointDate::Day(sunday)) = (first.date, last.date) else { return None };
    let is_week = monday.weekday() == Weekday::Monday && (sunday - monday).get_days() == 6;
    let week = monday.iso_week_date();
    (is_week && exact(first) && exact(last) && week.year() > 0)
        .then(|| format!("{:04}-W{:02}", week.year(), week.week()))
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ImageView {
    /// Address from the site's root, or elsewhere.
    pub src: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub width: Option<usize>,
    pub height: Option<usize>,
    /// As WebP, the smallest first; empty when there is the picture alone.
    pub sizes: Vec<ImageSizeView>,
}

/// One size of a picture.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ImageSizeView {
    /// Address from the site's root.
    pub src: String,
    pub width: u32,
}

impl ImageView {
    pub(super) fn new(site: &Site, image: &ImageMeta) -> Self {
        let (src, picture) = match &image.to {
            Target::Site { path, suffix } => (format!("{path}{suffix}"), site.pictures.get(path)),
            _ => (image.src.clone(), None),
        };
        let sizes = picture.iter().flat_map(|picture| &picture.sizes);
        Self {
            src,
            alt: image.alt.clone(),
            caption: image.caption.clone(),
            credit: image.credit.clone(),
            // As the picture is shown: a camera may have been held upright.
            width: picture.map(|picture| picture.width as usize).or(image.size.map(|(width, _)| width)),
            height: picture.map(|picture| picture.height as usize).or(image.size.map(|(_, height)| height)),
            sizes: sizes.map(|size| ImageSizeView { src: size.address.clone(), width: size.width }).collect(),
        }
    }
}

/// A link of the header.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NavView {
    pub title: String,
    /// Address from the site's root, a folder with its slash, or elsewhere.
    pub url: String,
}

impl NavView {
    pub(super) fn new(title: &str, url: &str) -> Self {
        let url = if is_external(url) { url.to_owned() } else { site_address(url) };
        Self { title: title.to_owned(), url }
    }
}

/// "/about", "about", "about/index.html" are all `about/`.
fn site_address(url: &str) -> String {
    let (path, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let path = path.trim_start_matches(['.', '/']);
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let slash = if name.is_empty() || name.contains('.') { "" } else { "/" };
    format!("{path}{slash}{fragment}")
}

/// A link to something of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub(super) struct LinkView<T = String> {
    pub title: T,
    /// Address from the site's root.
    pub url: T,
}

/// `text`, cut between words where it has more than `limit` bytes.
pub(super) fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit {
        return Cow::Borrowed(text);
    }
    let whole = (0..=limit).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let cut = text[..whole].rfind(' ').unwrap_or(whole);
    Cow::Owned(format!("{} …", text[..cut].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shortened("The ferry sank.", 15), "The ferry sank.");
        assert_eq!(shortened("The ferry sank.", 12), "The ferry …");
        assert_eq!(shortened("ééééé", 3), "é …");
    }

    #[test]
    fn only_what_html_knows_is_a_datetime() {
        let of = |text: &str| datetime(&text.parse().unwrap());
        assert_eq!(of("2025-12-04").as_deref(), Some("2025-12-04"));
        assert_eq!(of("2014-03~").as_deref(), Some("2014-03"));
        assert_eq!(of("0988").as_deref(), Some("0988"));
        assert_eq!(of("2025-11-24/2025-11-30").as_deref(), Some("2025-W48"));
        for text in ["2025-21", "199X", "2014/..", "-0043", "2025-11-29/2025-11-30"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_of_the_header_have_one_form() {
        for url in ["about", "/about/", "about/index.html", "./about"] {
            assert_eq!(site_address(url), "about/", "{url}");
        }
        assert_eq!(site_address("/"), "");
        assert_eq!(site_address("feed.xml"), "feed.xml");
        assert_eq!(site_address("guide#start"), "guide/#start");
    }
}
