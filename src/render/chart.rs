//! A small chart of quotations over time: a bar a month, or a bar a year where there are many months.

use jiff::civil::Date;
use serde::Serialize;

use crate::edtf::Edtf;
use crate::language::Language;

/// Bars that a month each may have.
const MOST_MONTHS: i32 = 36;
/// Years that have bars of their own; of more, those before the last ones are left out.
const MOST_YEARS: i32 = 60;
/// Height of the tallest bar, of the 40 units of the drawing.
const TALLEST: usize = 36;

/// The chart.
#[derive(Serialize)]
pub(super) struct ChartView {
    /// Units of the drawing from side to side: ten a bar.
    width: usize,
    /// The bars as the `d` of a path, on a drawing that is 40 units high.
    path: String,
    /// First and last month or year, as printed.
    first: String,
    last: String,
    /// Quotations of the tallest bar.
    most: usize,
}

/// The chart of quotations on `days`; `None` when all fall into one bar.
pub(super) fn chart(days: &[Date], language: &Language) -> Option<ChartView> {
    let month = |day: &Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    let by_month = month(last) - month(first) < MOST_MONTHS;
    let bar = |day: &Date| if by_month { month(day) } else { i32::from(day.year()) };
    let begin = bar(first).max(if by_month { i32::MIN } else { bar(last) - MOST_YEARS + 1 });
    let mut counts = vec![0_usize; usize::try_from(bar(last) - begin + 1).ok()?];
    for day in days {
        if let Some(count) = usize::try_from(bar(day) - begin).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|_| counts.len() > 1)?;
    let mut path = String::new();
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (count * TALLEST).div_ceil(most);
        path.push_str(&format!("M{} 40v-{height}h8v{height}z", at * 10 + 1));
    }
    let name = |day: &Date| {
        let text = if by_month { day.strftime("%Y-%m") } else { day.strftime("%Y") }.to_string();
        text.parse::<Edtf>().map_or(text, |date| language.dates.display.short(&date))
    };
    let first = if by_month { name(first) } else { begin.to_string() };
    Some(ChartView { width: counts.len() * 10, path, first, last: name(last), most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(days: &[&str]) -> Option<ChartView> {
        let days: Vec<Date> = days.iter().map(|day| day.parse().unwrap()).collect();
        chart(&days, Language::english())
    }

    #[test]
    fn a_bar_a_month_or_a_year() {
        let months = drawn(&["2025-11-03", "2025-11-20", "2026-01-02"]).unwrap();
        assert_eq!((months.width, months.most), (30, 2));
        assert_eq!((months.first.as_str(), months.last.as_str()), ("Nov 2025", "Jan 2026"));
        assert_eq!(months.path, "M1 40v-36h8v36zM21 40v-18h8v18z");
        let years = drawn(&["2010-05-01", "2025-11-20"]).unwrap();
        assert_eq!((years.width, years.first.as_str(), years.last.as_str()), (160, "2010", "2025"));
    }

    #[test]
    fn one_bar_is_no_chart() {
        assert!(drawn(&[]).is_none() && drawn(&["2025-11-03", "2025-11-20"]).is_none());
    }
}
