//! The notation of a page: what a journalist writes, as plain data.
//!
//! Comes in: the text of a page. Goes out: its cases, or the line that can't be understood and why. Knows nothing of
//! what the engine finds.

use std::ops::Range;

use super::table::{Expected, Subject, Table};

/// A page of cases about one phenomenon.
#[derive(Debug)]
pub struct Page {
    pub cases: Vec<Case>,
}

/// A passage and what is to be found in it.
#[derive(Debug, Default)]
pub struct Case {
    pub heading: String,
    /// Line of the heading, from 1.
    pub line: usize,
    /// Day of publication: of the case, else of the page.
    pub published: Option<String>,
    /// Language of the page.
    pub language: Option<String>,
    /// The passage as Markdown.
    pub passage: String,
    /// What is to be found, one entry a kind of finding. Kinds that are not here are not compared.
    pub expected: Vec<Expected>,
    /// Why the case is known to fail.
    pub mark: Option<Mark>,
}

/// "Known to fail: …", with the reason.
#[derive(Debug)]
pub struct Mark {
    /// Its lines in the page, from 1, with the blank line after it.
    pub lines: Range<usize>,
}

const MARK: &str = "Known to fail:";
const PUBLISHED: &str = "Published:";

impl Page {
    /// Reads a page. The error begins with the number of the line.
    pub fn read(text: &str) -> Result<Page, String> {
        let lines: Vec<&str> = text.lines().collect();
        let mut reader = Reader { lines: &lines, at: 0 };
        let (published, language) = reader.front_matter()?;
        let mut cases: Vec<Case> = Vec::new();
        while reader.at < lines.len() {
            let line = lines[reader.at];
            if let Some(heading) = line.strip_prefix("## ") {
                if let Some(case) = cases.last() {
                    complete(case)?;
                }
                if cases.iter().any(|case| case.heading == heading.trim()) {
                    return Err(reader.fault("another case of the page has this heading"));
                }
                cases.push(Case {
                    heading: heading.trim().to_owned(),
                    line: reader.at + 1,
                    published: published.clone(),
                    language: language.clone(),
                    ..Case::default()
                });
                reader.at += 1;
            } else if let Some(case) = cases.last_mut() {
                reader.part(case)?;
            } else if line.starts_with(['>', '|']) || line.starts_with("```") {
                return Err(reader.fault("a passage or a table before the first case (a heading with ##)"));
            } else {
                reader.at += 1;
            }
        }
        complete(cases.last().ok_or("1: a page without cases (headings with ##)")?)?;
        Ok(Page { cases })
    }
}

/// Whether the case says all that a case must.
fn complete(case: &Case) -> Result<(), String> {
    let missing = if case.passage.is_empty() {
        "a passage: lines that begin with > or a fenced block"
    } else if case.expected.is_empty() {
        "what is to be found: a table, or “No quotations.”"
    } else {
        return Ok(());
    };
    Err(format!("{}: “{}” lacks {missing}", case.line, case.heading))
}

struct Reader<'a> {
    lines: &'a [&'a str],
    /// Index of the line that is read next.
    at: usize,
}

impl<'a> Reader<'a> {
    fn fault(&self, message: &str) -> String {
        format!("{}: {message}", self.at + 1)
    }

    /// Day of publication and language from the lines between `---` at the top.
    fn front_matter(&mut self) -> Result<(Option<String>, Option<String>), String> {
        let (mut published, mut language) = (None, None);
        if self.lines.first() != Some(&"---") {
            return Ok((published, language));
        }
        self.at = 1;
        while let Some(&line) = self.lines.get(self.at) {
            match line.split_once(':') {
                None if line == "---" => {
                    self.at += 1;
                    return Ok((published, language));
                }
                Some(("date", value)) => published = Some(value.trim().to_owned()),
                Some(("language", value)) => language = Some(value.trim().to_owned()),
                _ => return Err(self.fault("the top of a page says `date: …` and `language: …`")),
            }
            self.at += 1;
        }
        Err("1: the top of the page has no end: ---".to_owned())
    }

    /// Reads what begins on this line into `case`.
    fn part(&mut self, case: &mut Case) -> Result<(), String> {
        let line = self.lines[self.at];
        if line.starts_with('>') {
            let quotation = self.take_while(|line| line.starts_with('>'));
            let bare = |line: &&str| line[1..].strip_prefix(' ').unwrap_or(&line[1..]).to_owned() + "\n";
            self.passage(case, quotation.iter().map(bare).collect())
        } else if line.starts_with("```") {
            let fence = &line[..line.len() - line.trim_start_matches('`').len()];
            self.at += 1;
            let passage: String =
                self.take_while(|line| line != fence).iter().map(|line| format!("{line}\n")).collect();
            if self.at == self.lines.len() {
                return Err(self.fault("the fenced passage has no end"));
            }
            self.at += 1;
            self.passage(case, passage)
        } else if line.starts_with('|') {
            let start = self.at;
            let rows = self.take_while(|line| line.starts_with('|'));
            let table = Table::read(rows).map_err(|(row, fault)| format!("{}: {fault}", start + row + 1))?;
            self.expect(case, Expected { line: start + 1, table })
        } else if let Some(subject) = Subject::of_absence(line.trim()) {
            self.at += 1;
            self.expect(case, Expected { line: self.at, table: Table::empty(subject) })
        } else if let Some(day) = line.strip_prefix(PUBLISHED) {
            let day = day.trim();
            case.published = (day != "unknown").then(|| day.to_owned());
            self.at += 1;
            Ok(())
        } else if line.starts_with(MARK) {
            let start = self.at;
            let paragraph = self.take_while(|line| !line.is_empty()).join(" ");
            if paragraph[MARK.len()..].trim().is_empty() {
                return Err(format!("{}: say why it is known to fail", start + 1));
            }
            let end = self.at + usize::from(self.at < self.lines.len());
            case.mark = Some(Mark { lines: start + 1..end + 1 });
            Ok(())
        } else {
            self.at += 1;
            Ok(())
        }
    }

    fn take_while(&mut self, wanted: impl Fn(&str) -> bool) -> &'a [&'a str] {
        let rest = &self.lines[self.at..];
        let length = rest.iter().position(|line| !wanted(line)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn passage(&self, case: &mut Case, passage: String) -> Result<(), String> {
        if !case.passage.is_empty() {
            return Err(format!("{}: “{}” has two passages: make it two cases", self.at, case.heading));
        }
        case.passage = passage;
        Ok(())
    }

    fn expect(&self, case: &mut Case, expected: Expected) -> Result<(), String> {
        if case.expected.iter().any(|other| other.table.subject == expected.table.subject) {
            return Err(format!(
                "{}: “{}” says twice what {} to find",
                expected.line,
                case.heading,
                expected.table.subject.plural()
            ));
        }
        case.expected.push(expected);
        Ok(())
    }
}
