//! `nutgraf build`: the whole pipeline, onto the disk.

use std::time::Instant;

use super::terminal::{Terminal, plural};
use super::{Outcome, is_site, today};
use crate::cli::BuildArgs;
use crate::content::LoadOptions;
use crate::diagnostics::{Diagnostic, Severity};
use crate::output;
use crate::pipeline::{self, BuildOptions};
use crate::site::Site;

/// Builds the site, or reports why not.
pub fn run(args: &BuildArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let began = Instant::now();
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    let output = args.output.clone().unwrap_or_else(|| args.dir.components().as_path().join("public"));
    if let Err(error) = output::check_location(&args.dir, &output) {
        super::terminal::error(&error.to_string());
        return Ok(Outcome::WrongUsage);
    }
    let options = BuildOptions {
        load: LoadOptions { drafts: args.drafts, today: today()? },
        base_url: args.base_url.clone(),
    };
    let existed = output.exists();
    let writer = output::Writer::begin(&output)?;
    let progress = terminal.progress();
    let built = pipeline::build(&args.dir, &options, &progress, &writer);
    progress.finish();
    let built = built?;
    terminal.show(&built.diagnostics);
    let too_strict = args.strict && has_warnings(&built.diagnostics);
    if !built.is_whole || too_strict {
        let left = if existed { format!("{} is as it was", output.display()) } else { String::new() };
        let parts = ["nothing was written", left.as_str()];
        terminal.say(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "));
        return Ok(Outcome::Problems);
    }
    let report = writer.commit()?;
    terminal.done("Built", &summary(&built.site));
    terminal.say(&format!(
        "wrote {} in {:.2} s: {} new or changed, {} unchanged, {} removed",
        output.display(),
        began.elapsed().as_secs_f64(),
        plural(report.written, "file", "files"),
        report.unchanged,
        report.removed,
    ));
    let questions = built.site.questions.len();
    if questions > 0 {
        terminal.say(&format!(
            "{} for the editor; `nutgraf review` asks them one by one",
            plural(questions, "question", "questions")
        ));
    }
    // The process is about to end: to free a site of a million strings one by one helps nobody.
    std::mem::forget(built);
    Ok(Outcome::Done)
}

/// "6 articles: 48 quotations by 21 speakers, 37 dated events"
pub(super) fn summary(site: &Site) -> String {
    format!(
        "{}: {} by {}, {}",
        plural(site.articles.len(), "article", "articles"),
        plural(site.quotations.len(), "quotation", "quotations"),
        plural(site.speakers.len(), "speaker", "speakers"),
        plural(site.timeline.len(), "dated event", "dated events"),
    )
}

fn has_warnings(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning)
}
