//! `nutgraf explain`: what a message means; what was found at a line of an article, and why.

mod passage;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::{self, Terminal};
use super::{Outcome, today};
use crate::cli::ExplainArgs;
use crate::content::{self, LoadOptions};
use crate::diagnostics::{explain, explanations, nearest_code};
use crate::enrich::vocabulary::Vocabularies;
use crate::pipeline;

/// Prints the section of the guide about a code, or what was found at a place.
pub fn run(args: &ExplainArgs, _terminal: &Terminal) -> anyhow::Result<Outcome> {
    match place(&args.what) {
        Some(place) => passage(&place),
        None => code(args),
    }
}

/// A place in a file: path, line, column.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    line: usize,
    column: Option<usize>,
}

/// Reads `FILE:LINE` or `FILE:LINE:COLUMN`.
fn place(text: &str) -> Option<Place> {
    let (rest, last) = text.rsplit_once(':')?;
    let last = last.parse().ok()?;
    if let Some((path, line)) = rest.rsplit_once(':')
        && let Ok(line) = line.parse()
    {
        return Some(Place { path: path.into(), line, column: Some(last) });
    }
    Some(Place { path: rest.into(), line: last, column: None })
}

/// Prints what was found at `place` and why. The article is read with its site, whose profiles settle names.
fn passage(place: &Place) -> anyhow::Result<Outcome> {
    let wrong = |message: String, help: &str| {
        terminal::error(&message);
        terminal::help(help);
        Ok(Outcome::WrongUsage)
    };
    let shown = place.path.display();
    let Ok(file) = place.path.canonicalize() else {
        return wrong(
            format!("there is no file {shown}"),
            "give the path as `check` prints it, from the folder of the site",
        );
    };
    let Some((root, path)) = site_of(&file) else {
        return wrong(format!("{shown} belongs to no site"), "name a file below content/");
    };
    let options = LoadOptions { drafts: true, today: today()? };
    let (content, _) = content::load(root, &options)?;
    let (decided, _) = crate::review::bind::overrides(&content);
    let mut articles = content.articles.iter().zip(&decided);
    let Some((article, decided)) = articles.find(|(article, _)| article.file.path == path) else {
        return wrong(
            format!("{shown} is no article that could be read"),
            "`nutgraf check` says what is wrong with it",
        );
    };
    let findings = pipeline::enrich_article(
        article,
        &content.config,
        &pipeline::known_profiles(&content),
        decided,
        &mut Vocabularies::default(),
    );
    let mut out = anstream::stdout().lock();
    match passage::explain(article, &findings, place.line, place.column) {
        Some(text) => out.write_all(text.as_bytes())?,
        None => writeln!(out, "no quotation, date or event was found in line {}", place.line)?,
    }
    Ok(Outcome::Done)
}

/// The root of the site that holds `file`, and the file's path from there.
fn site_of(file: &Path) -> Option<(&Path, &Path)> {
    let content = file.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "content"))?;
    let root = content.parent()?;
    Some((root, file.strip_prefix(root).ok()?))
}

/// Prints the section of the guide about a code.
fn code(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let code = args.what.trim().trim_start_matches('[').trim_end_matches(']');
    let Some(explanation) = explain(code) else {
        terminal::error(&format!("no message is called “{code}”"));
        match nearest_code(code) {
            Some(near) => terminal::help(&format!("did you mean `nutgraf explain {near}`?")),
            None => {
                let codes: Vec<&str> = explanations().iter().map(|known| known.code).collect();
                terminal::help(&format!("there are {}", codes.join(", ")));
            }
        }
        return Ok(Outcome::WrongUsage);
    };
    let mut out = anstream::stdout().lock();
    let (severity, group) = (explanation.severity.name(), explanation.group);
    writeln!(out, "{severity}[{code}] · {group}\n\n{}", wrapped(explanation.text))?;
    Ok(Outcome::Done)
}

/// Columns of the terminal that a text takes.
const COLUMNS: usize = 80;

/// Paragraphs of Markdown, each broken into lines of at most [`COLUMNS`].
fn wrapped(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let mut lines: Vec<String> = vec![String::new()];
        for word in paragraph.split_whitespace() {
            let last = lines.last().map_or(0, |line| line.chars().count());
            match lines.last_mut() {
                Some(line) if last > 0 && last + 1 + word.chars().count() <= COLUMNS => {
                    line.push(' ');
                    line.push_str(word);
                }
                Some(line) if line.is_empty() => line.push_str(word),
                _ => lines.push(word.to_owned()),
            }
        }
        lines.join("\n")
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
