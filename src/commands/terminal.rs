//! What commands say, and how much of it. Reports go to standard error, so that standard output holds results only.

use std::io::IsTerminal;
use std::sync::Mutex;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Talk;
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::pipeline::{Progress, Stage};

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();

/// Places of one message that a digest names unless `--verbose` asks for all.
const PLACES: usize = 8;

/// The person in front of the screen.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    talk: Talk,
}

impl Terminal {
    pub fn new(talk: Talk) -> Self {
        Self { talk }
    }

    /// Whether only errors and warnings are wanted.
    pub fn is_quiet(&self) -> bool {
        self.talk.quiet
    }

    /// Whether everything is wanted.
    pub fn is_verbose(&self) -> bool {
        self.talk.verbose
    }

    /// Says what was done.
    pub fn say(&self, text: &str) {
        if !self.talk.quiet {
            anstream::eprintln!("{text}");
        }
    }

    /// Says what was done, with the first word marked as good news.
    pub fn done(&self, word: &str, rest: &str) {
        self.say(&format!("{GOOD}{word}{GOOD:#} {rest}"));
    }

    /// Says what might do harm, even to those who want to hear little.
    pub fn warn(&self, text: &str) {
        anstream::eprintln!("{WARNING}warning{WARNING:#}: {text}");
    }

    /// Says what only somebody who asked for it wants to know.
    pub fn detail(&self, text: &str) {
        if self.talk.verbose {
            anstream::eprintln!("{text}");
        }
    }

    /// Shows errors and warnings, and with `--verbose` advice. The last line counts them.
    pub fn show(&self, diagnostics: &[Diagnostic]) {
        let least = if self.talk.verbose { Severity::Advice } else { Severity::Warning };
        Self::show_from(diagnostics, least);
    }

    /// Shows everything, advice too unless `--quiet`.
    pub fn show_all(&self, diagnostics: &[Diagnostic]) {
        Self::show_from(diagnostics, if self.talk.quiet { Severity::Warning } else { Severity::Advice });
    }

    /// Shows everything code by code, a line a place, as befits a hundred files; advice too unless `--quiet`.
    pub fn show_digest(&self, diagnostics: &[Diagnostic]) {
        let least = if self.talk.quiet { Severity::Warning } else { Severity::Advice };
        let shown: Vec<Diagnostic> =
            diagnostics.iter().filter(|one| one.severity >= least).cloned().collect();
        let most = if self.talk.verbose { usize::MAX } else { PLACES };
        anstream::eprint!("{}", diagnostics::digest(&shown, most));
    }

    fn show_from(diagnostics: &[Diagnostic], least: Severity) {
        let shown: Vec<Diagnostic> =
            diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least).cloned().collect();
        anstream::eprint!("{}", diagnostics::styled(&shown));
        if let Some(counts) = counts(&shown) {
            let style = if shown.iter().any(|one| one.severity == Severity::Error) { ERROR } else { WARNING };
            anstream::eprintln!("{style}{counts}{style:#}\n");
        }
    }

    /// A progress bar, on a terminal and unless `--quiet`.
    pub fn progress(&self) -> Bar {
        let visible = !self.talk.quiet && std::io::stderr().is_terminal();
        Bar { visible, bar: Mutex::new(ProgressBar::hidden()) }
    }
}

/// Tells of an error without a place.
pub fn error(message: &str) {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {message}");
}

/// Says what to do about an error.
pub fn help(message: &str) {
    anstream::eprintln!("{HELP}help{HELP:#}: {message}");
}

/// "2 errors, 1 warning"; `None` when there is nothing to count.
pub fn counts(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<String> = [
        (count(Severity::Error), "error", "errors"),
        (count(Severity::Warning), "warning", "warnings"),
        (count(Severity::Advice), "piece of advice", "pieces of advice"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| plural(count, one, many))
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "1 article", "3 articles".
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How far a build is, drawn on the last line of the terminal and wiped when done.
#[derive(Debug)]
pub struct Bar {
    visible: bool,
    bar: Mutex<ProgressBar>,
}

impl Bar {
    /// Wipes it.
    pub fn finish(&self) {
        self.current().finish_and_clear();
    }

    fn current(&self) -> ProgressBar {
        self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage, items: usize) {
        if !self.visible {
            return;
        }
        let words = match stage {
            Stage::Loading => "Reading the content",
            Stage::Enriching => "Finding who said what, and when",
            Stage::Rendering => "Making pages",
            Stage::Asking => "Asking for links",
        };
        let (bar, template) = if items == 0 {
            (ProgressBar::new_spinner(), "{spinner} {msg}")
        } else {
            (ProgressBar::new(items as u64), "{spinner} {msg} {bar:24} {pos}/{len}")
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(words);
        let mut current = self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        current.finish_and_clear();
        *current = bar;
    }

    fn step(&self) {
        if self.visible {
            self.current().inc(1);
        }
    }
}
