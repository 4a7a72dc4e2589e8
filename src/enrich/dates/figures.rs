//! Dates, times and counts written in figures: the same in every language, but for their order and endings.

use crate::language::dates::{Class, Dates, FigureOrder};
use crate::text::{Token, TokenKind};

use super::lexeme::Lexeme;

/// Figures that span several tokens at the head of `tokens`, and how many they take: `2025-12-04`,
/// `7/8/2007`, `10:30`, `'82`, `'90s`.
pub(super) fn read(
    text: &str,
    tokens: &[Token],
    language: &Dates,
    order: FigureOrder,
) -> Option<(Lexeme, usize)> {
    let first = tokens.first()?;
    match first.kind {
        TokenKind::Mark if is_apostrophe(first.text(text)) => short_year(text, tokens, language),
        TokenKind::Number => {
            date(text, tokens, order).or_else(|| clock(text, tokens, language)).or_else(|| half(text, tokens))
        }
        _ => None,
    }
}

/// What a single number can mean.
pub(super) fn number(text: &str, lexeme: &mut Lexeme, language: &Dates, order: FigureOrder) {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (figures, ending) = text.split_at(digits);
    if ending.is_empty() {
        let Ok(value) = figures.parse::<i32>() else { return };
        lexeme.mean(Class::Count, value);
        match figures.len() {
            1 | 2 if (1..=31).contains(&value) => lexeme.mean(Class::Day, value),
            4 => {
                if value < 2400 && value % 100 < 60 {
                    lexeme.mean(Class::Hours, value);
                }
                if (1000..=2999).contains(&value) {
                    lexeme.mean(Class::Year, value);
                }
            }
            _ => {}
        }
        return;
    }
    let grouped = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    if grouped {
        if let Ok(value) = text.replace(',', "").parse() {
            lexeme.mean(Class::Count, value);
        }
        return;
    }
    if let Some(dotted) = dotted_date(text, order) {
        lexeme.mean(Class::Figures, dotted);
        return;
    }
    if let Some(value) = hour_with_meridiem(text, language) {
        lexeme.mean(Class::Clock, value);
        return;
    }
    if let Some(value) = dotted_clock(text) {
        lexeme.mean(Class::Hours, value);
        return;
    }
    let Ok(value) = figures.parse::<i32>() else { return };
    let lower = ending.to_lowercase();
    if language.ordinal_endings.contains(&lower) && (1..=99).contains(&value) {
        if value <= 31 {
            lexeme.mean(Class::Numbered, value);
        }
        lexeme.mean(Class::Ordinal, value);
    } else if language.decade_endings.contains(&lower)
        && value % 10 == 0
        && let Some(decade) = decade(figures, value)
    {
        lexeme.mean(Class::Decade, decade);
    }
}

fn decade(figures: &str, value: i32) -> Option<i32> {
    match figures.len() {
        4 if (1000..=2999).contains(&value) => Some(value / 10),
        2 => Some(full_year(value) / 10),
        _ => None,
    }
}

/// The year that two digits stand for: 1930 to 2029.
fn full_year(two_digits: i32) -> i32 {
    if two_digits >= 30 { 1900 + two_digits } else { 2000 + two_digits }
}

/// "10am", "10.30pm", "10:30pm" as hour × 100 + minute.
fn hour_with_meridiem(text: &str, language: &Dates) -> Option<i32> {
    let at = text.find(|c: char| c.is_alphabetic())?;
    let (time, ending) = text.split_at(at);
    let later = meridiem(ending, language)?;
    let (hour, minute) = match time.split_once(['.', ':']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        Some(_) => return None,
        None => (time.parse().ok()?, 0),
    };
    time_of_day(hour, minute, Some(later))
}

fn meridiem(text: &str, language: &Dates) -> Option<i32> {
    let lower = text.to_lowercase();
    language
        .meanings(&lower)
        .iter()
        .find(|meaning| meaning.class == Class::Meridiem)
        .map(|meaning| meaning.value)
}

/// Hour × 100 + minute; `later` is 0 for "am", 12 for "pm".
pub(super) fn time_of_day(hour: i32, minute: i32, later: Option<i32>) -> Option<i32> {
    let hour = match later {
        Some(later) if (1..=12).contains(&hour) => hour % 12 + later,
        Some(_) => return None,
        None => hour,
    };
    ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 100 + minute)
}

/// `10:30`, `10:30:15`, `10:30pm`.
fn clock(text: &str, tokens: &[Token], language: &Dates) -> Option<(Lexeme, usize)> {
    let [hour, colon, minute, ..] = tokens else { return None };
    if colon.spaced || minute.spaced || colon.text(text) != ":" || minute.kind != TokenKind::Number {
        return None;
    }
    let hour_text = hour.text(text);
    if hour_text.len() > 2 || minute.span.len() < 2 {
        return None;
    }
    let hours: i32 = hour_text.parse().ok()?;
    let (figures, ending) = minute.text(text).split_at_checked(2)?;
    let minutes: i32 = figures.parse().ok()?;
    let later = if ending.is_empty() { None } else { Some(meridiem(ending, language)?) };
    let value = time_of_day(hours, minutes, later)?;
    let mut used = 3;
    if let [colon, second, ..] = &tokens[3..]
        && !colon.spaced
        && !second.spaced
        && colon.text(text) == ":"
        && second.kind == TokenKind::Number
        && second.span.len() == 2
    {
        used = 5;
    }
    let span = hour.span.cover(tokens[used - 1].span);
    Some((Lexeme::of_figures(span, hour.spaced, Class::Clock, value), used))
}

/// `9.40`: a time of day only where a word beside it says so.
fn dotted_clock(text: &str) -> Option<i32> {
    let (hours, minutes) =
        text.split_once('.').filter(|(hours, minutes)| hours.len() <= 2 && minutes.len() == 2)?;
    time_of_day(hours.parse().ok()?, minutes.parse().ok()?, None)
}

/// `1/2`
fn half(text: &str, tokens: &[Token]) -> Option<(Lexeme, usize)> {
    let [one, stroke, two, ..] = tokens else { return None };
    let is_half = !stroke.spaced
        && !two.spaced
        && (one.text(text), stroke.text(text), two.text(text)) == ("1", "/", "2")
        && tokens.get(3).is_none_or(|next| next.spaced || next.kind != TokenKind::Mark);
    is_half.then(|| (Lexeme::of_figures(one.span.cover(two.span), one.spaced, Class::Half, 5), 3))
}

/// `2025-12-04`, `7/8/07`, `4-12-2025`.
fn date(text: &str, tokens: &[Token], order: FigureOrder) -> Option<(Lexeme, usize)> {
    let [first, mark, second, again, third, ..] = tokens else { return None };
    let separator = mark.text(text);
    let joined = [mark, second, again, third].iter().all(|token| !token.spaced);
    if !joined || !matches!(separator, "-" | "/") || again.text(text) != separator {
        return None;
    }
    let value = ordered([first.text(text), second.text(text), third.text(text)], separator == "-", order)?;
    Some((Lexeme::of_figures(first.span.cover(third.span), first.spaced, Class::Figures, value), 5))
}

/// `08.08.2008`
fn dotted_date(text: &str, order: FigureOrder) -> Option<i32> {
    let mut parts = text.split('.');
    let parts = [parts.next()?, parts.next()?, parts.next()?];
    if parts[2].len() != 4 {
        return None;
    }
    // Dots are how day-first countries write dates, whatever the language of the article.
    let [day, month, year] = numbers(parts)?;
    packed(year, month, day).or_else(|| ordered(parts, false, order))
}

fn numbers(parts: [&str; 3]) -> Option<[i32; 3]> {
    let number = |part: &str| -> Option<i32> {
        let plain = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain { part.parse().ok() } else { None }
    };
    Some([number(parts[0])?, number(parts[1])?, number(parts[2])?])
}

/// Year × 10,000 + month × 100 + day from three numbers in the language's order, or in the other one where
/// that alone makes a date.
fn ordered(parts: [&str; 3], hyphens: bool, order: FigureOrder) -> Option<i32> {
    let [a, b, c] = numbers(parts)?;
    if parts[0].len() == 4 {
        return packed(a, b, c);
    }
    let year = match parts[2].len() {
        4 => c,
        2 if !hyphens => full_year(c),
        _ => return None,
    };
    if parts[0].len() > 2 || parts[1].len() > 2 {
        return None;
    }
    match order {
        FigureOrder::MonthFirst => packed(year, a, b).or_else(|| packed(year, b, a)),
        FigureOrder::DayFirst => packed(year, b, a).or_else(|| packed(year, a, b)),
    }
}

fn packed(year: i32, month: i32, day: i32) -> Option<i32> {
    let date =
        jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    date.is_ok().then_some(year * 10_000 + month * 100 + day)
}

/// `'82`, `'90s`.
fn short_year(text: &str, tokens: &[Token], language: &Dates) -> Option<(Lexeme, usize)> {
    let [mark, digits, ..] = tokens else { return None };
    if digits.spaced || digits.kind != TokenKind::Number {
        return None;
    }
    let span = mark.span.cover(digits.span);
    let (figures, ending) = digits.text(text).split_at_checked(2)?;
    let value: i32 = figures.parse().ok()?;
    let (class, value) = if ending.is_empty() {
        (Class::ShortYear, full_year(value))
    } else if value % 10 == 0 && language.decade_endings.contains(&ending.to_lowercase()) {
        (Class::Decade, full_year(value) / 10)
    } else {
        return None;
    };
    Some((Lexeme::of_figures(span, mark.spaced, class, value), 2))
}

fn is_apostrophe(text: &str) -> bool {
    matches!(text, "'" | "’" | "‘")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::vocabulary::Vocabulary;
    use crate::language::Language;
    use crate::text::{Span, tokenize};

    fn first(text: &str) -> Option<(Class, i32)> {
        let english = Language::english();
        let tokens = tokenize(text, Span::new(0, text.len()), &english.quotations.affixes);
        let mut vocabulary = Vocabulary::new(english);
        let mut number = |token: &Token| vocabulary.number(token.text(text), *token);
        let words: Vec<u32> = tokens.iter().map(&mut number).collect();
        let (words, order) = ((&vocabulary, words.as_slice()), english.dates.order(None));
        let mut lexemes = Vec::new();
        super::super::lexeme::lexemes(&mut lexemes, text, &tokens, words, &english.dates, order);
        lexemes[0].meanings().last().copied()
    }

    #[test]
    fn figures_of_many_kinds() {
        assert_eq!(first("2025-12-04"), Some((Class::Figures, 20_251_204)));
        assert_eq!(first("7/8/07"), Some((Class::Figures, 20_070_708)));
        assert_eq!(first("25/12/2007"), Some((Class::Figures, 20_071_225)));
        assert_eq!(first("08.09.2008"), Some((Class::Figures, 20_080_908)));
        assert_eq!(first("10:30"), Some((Class::Clock, 1030)));
        assert_eq!(first("10:30pm"), Some((Class::Clock, 2230)));
        assert_eq!(first("10am"), Some((Class::Clock, 1000)));
        assert_eq!(first("12am"), Some((Class::Clock, 0)));
        assert_eq!(first("1990s"), Some((Class::Decade, 199)));
        assert_eq!(first("4th"), Some((Class::Ordinal, 4)));
        assert_eq!(first("twenty-first"), Some((Class::Ordinal, 21)));
        assert_eq!(first("’82"), Some((Class::ShortYear, 1982)));
        assert_eq!(first("nineteen ninety-six"), Some((Class::Year, 1996)));
        assert_eq!(first("2025-13-40"), Some((Class::Year, 2025)));
        assert_eq!(first("3.5"), None);
    }
}
