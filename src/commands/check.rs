//! `nutgraf check`: the pipeline up to the pages, for what it reports.

use super::terminal::Terminal;
use super::{Outcome, is_site, today};
use crate::cli::CheckArgs;
use crate::content::LoadOptions;
use crate::diagnostics::Severity;
use crate::pipeline::{self, BuildOptions};

/// Reports everything that is wrong or uncertain.
pub fn run(args: &CheckArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    let options = BuildOptions { load: LoadOptions { drafts: true, today: today()? }, base_url: None };
    let progress = terminal.progress();
    let built = pipeline::build(&args.dir, &options, &progress);
    progress.finish();
    let built = built?;
    terminal.show_all(&built.diagnostics);
    let worst = built.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    let fails = if args.strict { Severity::Warning } else { Severity::Error };
    if worst.is_some_and(|worst| worst >= fails) {
        return Ok(Outcome::Problems);
    }
    terminal.done("Checked", &super::build::summary(&built.site));
    Ok(Outcome::Done)
}
