//! `nutgraf check`: the pipeline up to the pages, for what it reports, and what an editor would ask besides.

use std::io::Write;
use std::sync::Arc;

use super::terminal::{Terminal, counts};
use super::{Outcome, is_site, today};
use crate::check::external::{self, FOLDER, Memory, Patience};
use crate::check::{self, Silences};
use crate::cli::{CheckArgs, ReportFormat};
use crate::content::LoadOptions;
use crate::diagnostics::{self, Diagnostic, Severity, SourceFile};
use crate::pipeline::{self, BuildOptions};
use crate::site::Site;

/// Places of one piece of advice that are listed unless `--verbose` asks for all.
const PLACES: usize = 20;

/// Reports everything that is wrong or uncertain.
pub fn run(args: &CheckArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    let options = BuildOptions { load: LoadOptions { drafts: true, today: today()? }, base_url: None };
    let progress = terminal.progress();
    let built = pipeline::build(&args.dir, &options, &progress, &());
    progress.finish();
    let built = built?;
    let external = if args.external { external(&built.site, args, terminal) } else { Vec::new() };
    let found = with_checks(&built.site, built.diagnostics, built.silenced, external);
    print(args.format, &found, terminal)?;
    let worst = found.iter().map(|diagnostic| diagnostic.severity).max();
    let fails = if args.strict { Severity::Warning } else { Severity::Error };
    if let Some(counts) = counts(&found) {
        terminal.say(&counts);
    }
    if worst.is_some_and(|worst| worst >= fails) {
        return Ok(Outcome::Problems);
    }
    terminal.done("Checked", &super::build::summary(&built.site));
    Ok(Outcome::Done)
}

/// What is wrong with links to other sites, and a line about all of them.
fn external(site: &Site, args: &CheckArgs, terminal: &Terminal) -> Vec<Diagnostic> {
    let links = external::gather(site);
    let mut memory = Memory::open(&args.dir);
    let progress = terminal.progress();
    let (found, summary) = external::check(&links, &mut memory, &Patience::default(), &progress);
    progress.finish();
    if let Err(error) = memory.save() {
        terminal.say(&format!(
            "what was learnt of links can't be kept in {}/{FOLDER}: {error}",
            args.dir.display()
        ));
    }
    terminal.done("Asked", &summary.to_string());
    found
}

/// `diagnostics` of the build with those of the checks, less what the author has silenced, in order.
fn with_checks(
    site: &Site,
    mut diagnostics: Vec<Diagnostic>,
    mut silenced: Vec<Diagnostic>,
    external: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut more = check::check(site);
    more.extend(external);
    silenced.extend(Silences::of(site).apply(&mut more));
    diagnostics.append(&mut more);
    diagnostics.extend(check::unused(files(site), &silenced));
    pipeline::sort(&mut diagnostics);
    diagnostics
}

/// The texts of the site in which a comment can silence something.
fn files(site: &Site) -> impl Iterator<Item = &Arc<SourceFile>> {
    let articles = site.articles.iter().map(|article| &article.article.file);
    articles.chain(site.pages.iter().chain(&site.home).map(|page| &page.file))
}

fn print(format: ReportFormat, found: &[Diagnostic], terminal: &Terminal) -> anyhow::Result<()> {
    let text = match format {
        ReportFormat::Text => {
            let least = if terminal.is_quiet() { Severity::Warning } else { Severity::Advice };
            let shown: Vec<Diagnostic> = found.iter().filter(|one| one.severity >= least).cloned().collect();
            diagnostics::listing(&shown, PLACES, terminal.is_verbose())
        }
        ReportFormat::Json => diagnostics::json(found) + "\n",
        ReportFormat::Sarif => diagnostics::sarif(found) + "\n",
        ReportFormat::Github => diagnostics::github(found),
    };
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}
