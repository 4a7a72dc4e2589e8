//! A line that is a date, and nothing else, to the day that it names.
//!
//! Far less than the reading of dates in running text, which is [`enrich`](crate::enrich)'s: here the whole
//! line must be a date, however often it is said ("4 Dec 20254 Dec 2025" is what a page copied from a
//! browser makes of one date in two spellings).

use jiff::civil::Date;

use crate::language::import::Import;

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayReading {
    /// One day.
    Day(Date),
    /// Figures whose order can't be known: 4/12/2025.
    Ambiguous,
}

/// Reads `line`, all of it.
pub(super) fn read_day(line: &str, words: &Import) -> Option<DayReading> {
    if line.len() > 120 {
        return None;
    }
    if let Some(day) = read_timestamp(line) {
        return Some(DayReading::Day(day));
    }
    let tokens = tokens(line);
    let mut rest = tokens.as_slice();
    let mut found: Option<DayReading> = None;
    while !rest.is_empty() {
        if let Some((reading, length)) = day_at(rest, words) {
            rest = &rest[length..];
            match found {
                None => found = Some(reading),
                Some(before) if before == reading => {}
                Some(_) => return None,
            }
        } else if is_filler(&rest[0], words) || (found.is_some() && is_hour(&rest[0])) {
            rest = &rest[1..];
        } else {
            return None;
        }
    }
    found
}

/// Reads an ISO 8601 date at the start of `text`, as machines write it: `2025-12-04T09:30:00Z`.
pub(super) fn read_timestamp(text: &str) -> Option<Date> {
    let text = text.trim();
    let day: Date = text.get(..10)?.replace('/', "-").parse().ok()?;
    let rest = &text[10..];
    let continues = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    let hour = rest.trim_start_matches(['T', 't', ' ']);
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | 'z' | ' ');
    (continues && hour.chars().all(is_time)).then_some(day)
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Number(String),
    Word(String),
    Mark(char),
}

/// Numbers, words in small letters, marks. A year that runs into the next date's day is cut from it.
fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = line.trim();
    while let Some(c) = rest.chars().next() {
        let run = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let length = if c.is_ascii_digit() {
            let length = run(|c| c.is_ascii_digit());
            let length = if matches!(length, 5 | 6) { 4 } else { length };
            tokens.push(Token::Number(rest[..length].to_owned()));
            length
        } else if c.is_alphabetic() {
            let length = run(|c| c.is_alphabetic() || c == '.');
            tokens.push(Token::Word(rest[..length].trim_end_matches('.').to_lowercase()));
            length
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Mark(c));
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The date that `tokens` begin with, and how many of them it takes.
fn day_at(tokens: &[Token], words: &Import) -> Option<(DayReading, usize)> {
    numeric_day(tokens).or_else(|| named_day(tokens, words))
}

/// "2025-12-04", "4/12/2025", "4.12.2025".
fn numeric_day(tokens: &[Token]) -> Option<(DayReading, usize)> {
    let [
        Token::Number(first),
        Token::Mark(mark @ ('-' | '/' | '.')),
        Token::Number(second),
        Token::Mark(again),
        Token::Number(third),
        ..,
    ] = tokens
    else {
        return None;
    };
    if mark != again {
        return None;
    }
    let (a, b): (i8, i8);
    let reading = if first.len() == 4 {
        (a, b) = (second.parse().ok()?, third.parse().ok()?);
        DayReading::Day(Date::new(first.parse().ok()?, a, b).ok()?)
    } else if third.len() == 4 {
        (a, b) = (first.parse().ok()?, second.parse().ok()?);
        let year = third.parse().ok()?;
        let (day_first, month_first) = (Date::new(year, b, a).ok(), Date::new(year, a, b).ok());
        match (day_first, month_first) {
            (Some(day), _) if *mark == '.' => DayReading::Day(day),
            (Some(day), None) | (None, Some(day)) => DayReading::Day(day),
            (Some(day), Some(same)) if day == same => DayReading::Day(day),
            (Some(_), Some(_)) => DayReading::Ambiguous,
            (None, None) => return None,
        }
    } else {
        return None;
    };
    Some((reading, 5))
}

/// "4 December 2025", "4th of Dec., 2025", "December 4, 2025".
fn named_day(tokens: &[Token], words: &Import) -> Option<(DayReading, usize)> {
    let month_of = |token: &Token| {
        let Token::Word(word) = token else { return None };
        let month = words.months.iter().position(|names| names.contains(word))?;
        i8::try_from(month + 1).ok()
    };
    let (mut day, mut month, mut year) = (None, None, None);
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Number(digits) if digits.len() <= 2 && day.is_none() && year.is_none() => {
                day = Some(digits.parse::<i8>().ok()?);
            }
            Token::Number(digits) if digits.len() == 4 && month.is_some() && day.is_some() => {
                year = Some(digits.parse::<i16>().ok()?);
            }
            Token::Word(word) if day.is_some() && month.is_none() && words.ordinals.contains(word) => {}
            Token::Word(word) if day.is_some() && month.is_some() && words.ordinals.contains(word) => {}
            Token::Word(word) if day.is_some() && month.is_none() && words.name_particles.contains(word) => {}
            Token::Word(_) if month.is_none() => month = Some(month_of(token)?),
            Token::Mark(',') if month.is_some() => {}
            _ => return None,
        }
        if let Some(year) = year {
            let date = Date::new(year, month?, day?).ok()?;
            return Some((DayReading::Day(date), index + 1));
        }
    }
    None
}

/// Whether a token beside a date says nothing that matters: a weekday, a zone, a comma.
fn is_filler(token: &Token, words: &Import) -> bool {
    match token {
        Token::Word(word) => words.weekdays.contains(word) || words.after_date.contains(word),
        Token::Mark(mark) => {
            matches!(mark, ',' | '.' | '|' | '·' | '•' | '-' | '–' | '—' | '(' | ')' | '/' | ':')
        }
        Token::Number(_) => false,
    }
}

/// Whether a token can be part of an hour: "09:30", "5".
fn is_hour(token: &Token) -> bool {
    matches!(token, Token::Number(digits) if digits.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn read(line: &str) -> Option<String> {
        match read_day(line, &Language::english().import)? {
            DayReading::Day(day) => Some(day.to_string()),
            DayReading::Ambiguous => Some("ambiguous".into()),
        }
    }

    #[test]
    fn one_day_in_many_spellings() {
        for line in [
            "4 Dec 2025",
            "4 Dec 20254 Dec 2025",
            "4 December 20254 Dec 2025",
            "December 4, 2025",
            "Thursday, December 4th, 2025",
            "Thu 4 Dec 2025 09.30 GMT",
            "4th of December 2025 at 5:30 p.m.",
            "Dec. 4, 2025, 9:05 a.m. ET",
            "2025-12-04",
            "2025-12-04T22:15:00+03:00",
            "04.12.2025",
        ] {
            assert_eq!(read(line).as_deref(), Some("2025-12-04"), "{line}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for line in [
            "4 décembre 2025",
            "31 February 2025",
            "in December 2025",
            "December 2025",
            "4 Dec 2025 5 Dec 2025",
            "12",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(read("4/12/2025").as_deref(), Some("ambiguous"));
        assert_eq!(read("31/12/2025").as_deref(), Some("2025-12-31"));
        assert_eq!(read("5/5/2025").as_deref(), Some("2025-05-05"));
    }
}
