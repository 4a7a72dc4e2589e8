//! A question as lines of text, no wider than the terminal and no higher. No terminal.

use crate::review::item::{Item, Kind};

/// Around words of the passage that the question is about.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    pub mark: &'static str,
    pub strong: &'static str,
    pub soft: &'static str,
    pub end: &'static str,
}

impl Paint {
    /// Marks that can be told apart without colours.
    pub const PLAIN: Self = Self { mark: "\x1b[4m", strong: "\x1b[1m", soft: "", end: "\x1b[0m" };
    /// On a terminal with colours.
    pub const COLOURED: Self =
        Self { mark: "\x1b[1;7m", strong: "\x1b[1;36m", soft: "\x1b[2m", end: "\x1b[0m" };
}

/// The screen for `item`: `progress` is its number and how many there are, `notice` what happened last, `typed` the
/// words of a prompt that is being answered.
pub fn lines(
    item: &Item,
    progress: (usize, usize),
    (columns, rows): (usize, usize),
    paint: Paint,
    notice: &str,
    typed: Option<&str>,
) -> Vec<String> {
    let width = columns.clamp(20, 100) - 2;
    let (line, _) = item.line_column();
    let number = format!("{} of {} · ", progress.0, progress.1);
    let place = cut_left(&format!("{}:{line}", item.file.path.display()), width - number.chars().count());
    let mut head = vec![
        format!("{}{}{}", paint.soft, cut(&format!("{number}{place}"), width), paint.end),
        format!("{}{}{}", paint.strong, cut(&item.ask, width), paint.end),
        String::new(),
    ];
    let mut foot = vec![String::new()];
    for (number, candidate) in item.candidates.iter().enumerate() {
        foot.push(format!(
            "{}{}{}  {}",
            paint.strong,
            number + 1,
            paint.end,
            cut(&candidate.label, width - 3)
        ));
        if !candidate.evidence.is_empty() {
            let evidence = cut(&candidate.evidence.join(" · "), width - 3);
            foot.push(format!("   {}{evidence}{}", paint.soft, paint.end));
        }
    }
    foot.push(String::new());
    match typed {
        Some(typed) => foot.push(format!("{} {typed}▏", prompt(item.kind))),
        None => foot.extend(wrap(keys(item), width)),
    }
    if !notice.is_empty() {
        foot.extend(
            wrap(notice, width).into_iter().map(|line| format!("{}{line}{}", paint.strong, paint.end)),
        );
    }
    let passage = passage(item, width, paint);
    let room = rows.saturating_sub(head.len() + foot.len() + 1).max(3);
    head.extend(around_mark(passage, room));
    head.append(&mut foot);
    head.into_iter().map(|line| format!(" {line}")).collect()
}

/// What the prompt asks for.
pub fn prompt(kind: Kind) -> &'static str {
    match kind {
        Kind::Quotation | Kind::Speaker => "Name (Tab completes, Esc leaves):",
        Kind::Event | Kind::EventDates | Kind::Date => "Date such as 2025-12-04 or 2025-12 (Esc leaves):",
    }
}

fn keys(item: &Item) -> &'static str {
    match item.kind {
        Kind::Quotation => "1–9 or Enter for 1 · n another name · x nobody · s skip · u undo · q quit",
        Kind::Speaker => "1–9 or Enter for 1 · n another name · s skip · u undo · q quit",
        Kind::Event | Kind::EventDates => {
            "1–9 or Enter for 1 · d another date · x no event · X nor the others of this article · s skip · u undo · q quit"
        }
        Kind::Date => "1–9 or Enter for 1 · d another date · x no date · s skip · u undo · q quit",
    }
}

/// The passage in lines, each with whether a part of it is marked.
fn passage(item: &Item, width: usize, paint: Paint) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    let (mut line, mut used, mut has_mark) = (String::new(), 0, false);
    let text = item.passage.as_str();
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n']) {
        let shown = word.trim_end_matches([' ', '\n']);
        let marked =
            item.marks.iter().any(|mark| mark.range().start < at + shown.len() && at < mark.range().end);
        let length = shown.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push((std::mem::take(&mut line), has_mark));
            (used, has_mark) = (0, false);
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        let (open, close) = if marked { (paint.mark, paint.end) } else { ("", "") };
        line.push_str(open);
        line.push_str(&cut(shown, width));
        line.push_str(close);
        used += length;
        has_mark |= marked;
        at += word.len();
        if word.ends_with('\n') {
            lines.push((std::mem::take(&mut line), has_mark));
            lines.push((String::new(), false));
            (used, has_mark) = (0, false);
        }
    }
    lines.push((line, has_mark));
    lines
}

/// At most `room` lines, those with the marks among them.
fn around_mark(lines: Vec<(String, bool)>, room: usize) -> Vec<String> {
    if lines.len() <= room {
        return lines.into_iter().map(|(line, _)| line).collect();
    }
    let first = lines.iter().position(|(_, marked)| *marked).unwrap_or(0);
    let start = first.saturating_sub(room / 3).min(lines.len() - room);
    let mut shown: Vec<String> = lines.into_iter().skip(start).take(room).map(|(line, _)| line).collect();
    if start > 0 {
        shown[0] = "…".to_owned();
    }
    shown
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

/// `text` in at most `width` columns, without anything that a terminal would take for a command.
pub fn cut(text: &str, width: usize) -> String {
    let clean = text.chars().filter(|c| !c.is_control());
    if text.chars().count() <= width {
        return clean.collect();
    }
    clean.take(width.saturating_sub(1)).chain(['…']).collect()
}

/// The end of `text` in at most `width` columns: of a path, what tells it from others.
fn cut_left(text: &str, width: usize) -> String {
    let count = text.chars().count();
    if count <= width {
        return text.to_owned();
    }
    std::iter::once('…').chain(text.chars().skip(count + 1 - width.max(1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_and_control_characters_dropped() {
        assert_eq!(cut("a\x1b[2Jbc", 9), "a[2Jbc");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!((cut_left("abcdef", 4), cut_left("abc", 4)), ("…def".to_owned(), "abc".to_owned()));
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    }

    #[test]
    fn what_does_not_fit_goes_where_there_is_no_mark() {
        let lines: Vec<(String, bool)> = (0..30).map(|at| (at.to_string(), at == 20)).collect();
        let shown = around_mark(lines, 6);
        assert_eq!(shown.len(), 6);
        assert!(shown.contains(&"20".to_owned()) && shown[0] == "…");
    }
}
