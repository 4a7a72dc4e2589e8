//! One short file a command; each is a script over library calls.

pub mod build;
pub mod check;
pub mod explain;
pub mod extract;
pub mod import;
pub mod init;
pub mod new;
pub mod review;
pub mod serve;
mod terminal;

use std::path::Path;

use clap::CommandFactory;
use jiff::civil::Date;

use self::import::ImportOptions;
use self::terminal::Terminal;
use crate::cli::{Cli, ColorWhen, Command, ImportArgs, ImportFormat};

/// How a command ended, short of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// The content has faults, and they have been reported.
    Problems,
    /// What was asked for can't be; it has been reported.
    WrongUsage,
}

/// Does what `cli` asks for.
///
/// # Errors
///
/// When something fails that is no fault of the content: a disk, a port.
pub fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    match cli.talk.color {
        ColorWhen::Auto => {}
        ColorWhen::Always => anstream::ColorChoice::Always.write_global(),
        ColorWhen::Never => anstream::ColorChoice::Never.write_global(),
    }
    let terminal = Terminal::new(cli.talk);
    match &cli.command {
        Command::Init(args) => init::run(args, &terminal),
        Command::Import(args) => run_import(args, &terminal),
        Command::Build(args) => build::run(args, &terminal),
        Command::Serve(args) => serve::run(args, &terminal),
        Command::Check(args) => check::run(args, &terminal),
        Command::New(args) => new::run(args, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
        Command::Review(args) => review::run(args, cli.talk.color, &terminal),
        Command::Extract(args) => extract::run(args, &terminal),
        Command::Completions(args) => {
            clap_complete::generate(args.shell, &mut Cli::command(), "nutgraf", &mut std::io::stdout());
            Ok(Outcome::Done)
        }
    }
}

/// Tells of a failure, with what led to it.
pub fn report_failure(error: &anyhow::Error) {
    // A reader that has had enough (`nutgraf extract … | head`) is no failure worth words.
    let broken_pipe = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    if broken_pipe.into_iter().any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe) {
        return;
    }
    terminal::error(&format!("{error:#}"));
}

fn run_import(args: &ImportArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let report = import::run(&ImportOptions {
        inputs: args.inputs.clone(),
        output: args.output.clone(),
        dir: args.site.clone(),
        language: args.language,
        from: args.from,
        force: args.force,
        dry_run: args.dry_run,
    })?;
    if args.format == ImportFormat::Json {
        anstream::print!("{}", report.json());
    } else if report.written.articles.len() > 1 || args.inputs.iter().any(|input| input.is_dir()) {
        terminal.show_digest(&report.diagnostics);
    } else {
        terminal.show_all(&report.diagnostics);
    }
    terminal.say(&report.summary(args.dry_run));
    Ok(if report.succeeded() { Outcome::Done } else { Outcome::Problems })
}

/// Whether `dir` is a site; tells how to make one if it is not.
fn is_site(dir: &Path) -> bool {
    if dir.join("content").is_dir() {
        return true;
    }
    let shown = if dir == Path::new(".") { "this folder".to_owned() } else { dir.display().to_string() };
    let start = if dir == Path::new(".") { "my-site".to_owned() } else { dir.display().to_string() };
    terminal::error(&format!("{shown} is no site: there is no content/ folder in it"));
    terminal::help(&format!("start one with `nutgraf init {start}`, or name the folder that holds content/"));
    false
}

/// The day on which drafts stop being in the future: `SOURCE_DATE_EPOCH` for reproducible builds, else today.
fn today() -> anyhow::Result<Date> {
    let Ok(seconds) = std::env::var("SOURCE_DATE_EPOCH") else {
        return Ok(jiff::ZonedDateTime::now().date());
    };
    seconds
        .trim()
        .parse()
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map(|instant| instant.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())
        .ok_or_else(|| anyhow::anyhow!("SOURCE_DATE_EPOCH is “{seconds}”, which is no number of seconds"))
}
