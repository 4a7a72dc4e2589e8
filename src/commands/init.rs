//! `nutgraf init`: a small site to begin with.

use std::fs::{self, OpenOptions};
use std::io::Write;

use anyhow::Context;

use super::Outcome;
use super::terminal::Terminal;
use crate::cli::InitArgs;

/// Path in the new site, and text.
const STARTER: [(&str, &str); 5] = [
    ("content/site.yaml", include_str!("starter/content/site.yaml")),
    ("content/articles/ferry-timetable.md", include_str!("starter/content/articles/ferry-timetable.md")),
    ("content/speakers/mara-oduya.md", include_str!("starter/content/speakers/mara-oduya.md")),
    ("content/about.md", include_str!("starter/content/about.md")),
    (".gitignore", include_str!("starter/gitignore")),
];

/// Writes the starter into the folder. A folder that holds content already is left alone.
pub fn run(args: &InitArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let dir = &args.dir;
    if dir.is_file() {
        super::terminal::error(&format!("{} is a file, not a folder", dir.display()));
        return Ok(Outcome::WrongUsage);
    }
    if dir.join("content").exists() {
        super::terminal::error(&format!(
            "{} holds a content/ folder already; nothing was changed",
            dir.display()
        ));
        super::terminal::help("build it with `nutgraf build`, or give the name of a new folder");
        return Ok(Outcome::WrongUsage);
    }
    for (path, text) in STARTER {
        let target = dir.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("can't make the folder {}", folder.display()))?;
        }
        match OpenOptions::new().write(true).create_new(true).open(&target) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())
                    .with_context(|| format!("can't write {}", target.display()))?;
                terminal.detail(&format!("wrote {}", target.display()));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                terminal.say(&format!("{} exists and was left as it is", target.display()));
            }
            Err(error) => return Err(error).with_context(|| format!("can't write {}", target.display())),
        }
    }
    let shown = dir.display().to_string();
    terminal.done("Started", &format!("a site in {shown}"));
    let quoted = if shown.contains(char::is_whitespace) { format!("'{shown}'") } else { shown };
    terminal.say(&format!(
        "  nutgraf serve {quoted} --open    preview it in a browser\n  nutgraf build {quoted}           write it to {}",
        dir.join("public").display()
    ));
    Ok(Outcome::Done)
}
