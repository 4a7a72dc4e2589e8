//! `nutgraf explain`: what a message means.

use std::io::Write;

use super::Outcome;
use super::terminal::{self, Terminal};
use crate::cli::ExplainArgs;
use crate::diagnostics::{explain, explanations, nearest_code};

/// Prints the section of the guide about a code.
pub fn run(args: &ExplainArgs, _terminal: &Terminal) -> anyhow::Result<Outcome> {
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
