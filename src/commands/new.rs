//! `nutgraf new`: a file with the front matter to fill in.

use std::io::ErrorKind;

use anyhow::Context;
use jiff::civil::Date;

use super::terminal::{self, Terminal};
use super::{Outcome, is_site, today};
use crate::cli::{NewArgs, NewKind};
use crate::import;
use crate::text::slug;

/// Writes the file, unless there is one.
pub fn run(args: &NewArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    let title = args.title.trim();
    if slug(title).is_empty() {
        terminal::error(&format!("“{title}” makes no name for a file"));
        terminal::help("give the title or the name in words");
        return Ok(Outcome::WrongUsage);
    }
    let (folder, text) = match args.kind {
        NewKind::Article => ("articles", article(title, today()?)),
        NewKind::Speaker => ("speakers", speaker(title)),
    };
    let path = args.dir.join("content").join(folder).join(import::file_name(title, ""));
    let path = path.components().filter(|part| part.as_os_str() != ".").collect::<std::path::PathBuf>();
    match import::write_new(&path, &text, false) {
        Ok(()) => {
            terminal.done("Wrote", &path.display().to_string());
            Ok(Outcome::Done)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            terminal::error(&format!("{} exists and was left as it is", path.display()));
            terminal::help("open it, or give another title");
            Ok(Outcome::WrongUsage)
        }
        Err(error) => Err(error).with_context(|| format!("can't write {}", path.display())),
    }
}

fn article(title: &str, day: Date) -> String {
    format!(
        "---\n\
         title: {}\n\
         date: {day}\n\
         # Delete this line to publish.\n\
         draft: true\n\
         # One or two sentences: what happened, and why it matters.\n\
         summary: \"\"\n\
         authors: []\n\
         topics: []\n\
         # What to take away, a sentence each.\n\
         key_points: []\n\
         # What the article rests on: {{title: …, url: …, publisher: …, date: …}}, one to a line after a dash.\n\
         sources: []\n\
         # image: {{src: picture.jpg, alt: What it shows, caption: …, credit: …}}\n\
         # Who speaks, where the text does not say it well: {{name: …, role: …, side: …, aliases: []}}\n\
         speakers: []\n\
         ---\n\n",
        quoted(title)
    )
}

fn speaker(name: &str) -> String {
    format!(
        "---\n\
         name: {}\n\
         # Other spellings, and what else they are called.\n\
         aliases: []\n\
         # What is printed under the name.\n\
         role: \"\"\n\
         # side: party to a conflict or negotiation\n\
         # The same person elsewhere: Wikidata, Wikipedia.\n\
         same_as: []\n\
         # image: {{src: portrait.jpg, alt: What it shows, credit: …}}\n\
         ---\n\n",
        quoted(name)
    )
}

/// A text as YAML takes it, whatever is in it.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    let one_line: String = escaped.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{one_line}\"")
}
