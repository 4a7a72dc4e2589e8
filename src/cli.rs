//! The command line: what can be asked for, and the words of `--help`.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueHint};

use crate::import::sites::Generator;
use crate::language::Language;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turns a folder of explainer articles into a site that shows who said what, and when things happened.
#[derive(Debug, Parser)]
#[command(
    name = "nutgraf",
    version,
    styles = STYLES,
    max_term_width = 100,
    after_help = "\
Exit status: 0 done, 1 problems in the content (or a failure), 2 wrong usage.

Begin with:
  nutgraf init my-site       a new site, ready to build
  nutgraf serve my-site      preview it in a browser, rebuilt at every change
  nutgraf build my-site      write it to my-site/public/, fit for any web server"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How much to say.
    #[command(flatten)]
    pub talk: Talk,
}

/// Options of every command.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Messages")]
pub struct Talk {
    /// Say nothing but errors and warnings
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: advice on the content, and what was done
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: ColorWhen,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a new site in a folder
    #[command(
        long_about = "Start a new site: a short settings file, a first article with made-up people, a speaker \
                  profile and a page. Files that exist are left alone."
    )]
    Init(InitArgs),
    /// Turn pasted texts, saved web pages, or a site of another generator into articles
    #[command(
        long_about = "Turn pasted texts (.txt), saved web pages (.html) and Markdown (.md) into articles, by the file or by \
                  the folder.\n\n\
                  Of texts and pages, title, standfirst, date, by line, lead image and section headings are recovered; site \
                  furniture (advertisements, share buttons, lists of other stories) is left out. Of Markdown for Hugo, \
                  Jekyll, Zola and Eleventy, the front matter (YAML, TOML or JSON) is translated, pictures come along, links \
                  between articles keep working, and template tags become Markdown where they have an exact counterpart. \
                  What was changed, dropped, or is doubtful is listed for you to check. Any encoding is understood. Nothing is \
                  fetched from the network, and no file is overwritten unless you say so."
    )]
    Import(ImportArgs),
    /// Build the site
    #[command(
        long_about = "Build the site. Every fault of the content is reported with its file and line; if one is an \
                  error, the previous output stays as it was.\n\nOnly files whose bytes changed are written, and only \
                  files of earlier builds are ever removed. Links are relative: the result works on any web server, \
                  under any path, and straight from the disk."
    )]
    Build(BuildArgs),
    /// Preview the site in a browser, rebuilding it at every change
    #[command(
        long_about = "Build the site in memory and show it in a browser at a local address. It is rebuilt at every change, and open \
                  pages reload by themselves. When a build fails, the page shows the same report as the terminal, and \
                  the last good site stays up."
    )]
    Serve(ServeArgs),
    /// Report everything that is wrong or uncertain, without building
    #[command(
        long_about = "Report everything that is wrong with the content, and everything that the program was not sure of and \
                  left for the editor. Drafts are checked too. Nothing is written, and nothing is asked for on the network \
                  unless you say --external."
    )]
    Check(CheckArgs),
    /// Explain a message, or why something was found in an article
    #[command(
        long_about = "Explain a message by its name, as it stands between the brackets; or what was found at a line of an \
                  article, and what it rests on: the word that reports, the source, its mentions, the rule, how sure it is, \
                  and who else stands near."
    )]
    Explain(ExplainArgs),
    /// Begin an article or a profile
    #[command(
        long_about = "Begin an article or a profile of a speaker: a file with the front matter to fill in. A file that \
                  exists is never overwritten."
    )]
    New(NewArgs),
    /// Answer what the program was not sure of, one question at a time
    #[command(
        long_about = "Put the open questions, one at a time, the most consequential first: the passage with the words in question \
                  marked, the candidates with what speaks for each, one key to answer. Each answer is written to \
                  content/review.yaml at once; `u` takes the last one back. Drafts are asked about too."
    )]
    Review(ReviewArgs),
    /// Print what the engine finds in single articles, as JSON
    #[command(
        long_about = "Print the speakers, quotations, dates and events that the engine finds in single articles, as JSON. Needs no \
                  site. Offsets count Unicode code points of the input.\n\nWith --ndjson, standard input holds one \
                  document per line: {\"id\": \"a1\", \"text\": \"…\", \"date\": \"2025-12-04\", \"language\": \"en\", \
                  \"format\": \"text\"}; the records come out in the same order, one a line."
    )]
    Extract(ExtractArgs),
    /// Print a script that completes commands in your shell
    Completions(CompletionsArgs),
}

/// `nutgraf init`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  nutgraf init my-site && nutgraf serve my-site --open")]
pub struct InitArgs {
    /// The folder; made if it does not exist
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
}

/// `nutgraf import`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                  nutgraf import pasted.txt               writes content/articles/<title>.md\n  \
                  nutgraf import page.html --output -     prints the article\n  \
                  xclip -o | nutgraf import -             reads what you copied\n  \
                  nutgraf import ../old-site --dry-run    says what would become of a site of Hugo, Jekyll, Zola or Eleventy")]
pub struct ImportArgs {
    /// The texts, pages and folders to read; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// The file to write; `-` is standard output [default: named after the title, in content/articles/]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// The site that the articles are for
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub site: PathBuf,
    /// The generator that the Markdown was written for [default: found by its settings file]
    #[arg(long, value_name = "GENERATOR")]
    pub from: Option<Generator>,
    /// The language of the text: en or fr
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    pub language: &'static Language,
    /// Overwrite existing files
    #[arg(short, long)]
    pub force: bool,
    /// Write nothing, and say what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// How to report what was changed, dropped, or is doubtful
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ImportFormat,
}

/// How `import` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ImportFormat {
    /// For people
    Text,
    /// For scripts, on standard output
    Json,
}

/// The pack for a language's tag.
fn language(tag: &str) -> Result<&'static Language, String> {
    Language::find(tag).ok_or_else(|| {
        let codes: Vec<&str> = Language::codes().collect();
        format!("there are rules for {}", codes.join(" and "))
    })
}

/// `nutgraf build`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                  nutgraf build                                     writes ./public/\n  \
                  nutgraf build my-site --base-url https://example.org/explainers/\n  \
                  nutgraf build --strict                            warnings fail the build, for pipelines")]
pub struct BuildArgs {
    /// The site: the folder that holds content/
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
    /// Where to write the site [default: DIR/public]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Where the site will be hosted, instead of `base_url` of site.yaml; feeds and the sitemap need it
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Include drafts and articles dated in the future
    #[arg(long)]
    pub drafts: bool,
    /// Let warnings fail the build
    #[arg(long)]
    pub strict: bool,
}

/// `nutgraf serve`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  nutgraf serve                    preview the site in this folder\n  \
                  nutgraf serve --drafts --open    drafts too, and open the browser\n  \
                  nutgraf serve --host 0.0.0.0     let a phone in the same network see it")]
pub struct ServeArgs {
    /// The site: the folder that holds content/
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
    /// The port; 0 for any free one [default: 4000, or the next free one]
    #[arg(short, long, value_name = "N")]
    pub port: Option<u16>,
    /// Let others in the network see the preview, a phone say: an address of this machine, or 0.0.0.0 for all it has
    #[arg(long, value_name = "ADDRESS", value_parser = host)]
    pub host: Option<std::net::IpAddr>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Turn to the article that was changed, in every page that is open; open the browser when none is
    #[arg(long)]
    pub follow: bool,
    /// Include drafts and articles dated in the future
    #[arg(long)]
    pub drafts: bool,
}

/// `nutgraf check`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  nutgraf check\n  nutgraf check --strict                    warnings fail as well; for pipelines\n  \
                  nutgraf check --external                  asks for links to other sites, too\n  \
                  nutgraf check --format sarif > log.sarif  for code hosts and editors"
)]
pub struct CheckArgs {
    /// The site: the folder that holds content/
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
    /// Let warnings fail as well
    #[arg(long)]
    pub strict: bool,
    /// Ask for every link to another site, too; good answers count for a week
    #[arg(long)]
    pub external: bool,
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReportFormat,
}

/// `nutgraf new`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  nutgraf new article \"What the strike is about\"\n  \
                  nutgraf new speaker \"Olga Example\"")]
pub struct NewArgs {
    /// What to begin
    pub kind: NewKind,
    /// The title of the article, or the name of the speaker
    pub title: String,
    /// The site: the folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
}

/// What `new` begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum NewKind {
    /// An explainer, in content/articles/
    Article,
    /// A profile, in content/speakers/
    Speaker,
}

/// How `check` prints what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// For people
    Text,
    /// For scripts
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Commands of GitHub Actions, shown beside the lines of a pull request
    Github,
}

/// `nutgraf explain`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  nutgraf explain broken-link                        what a message means\n  \
                  nutgraf explain content/articles/talks.md:14      who said what stands there, and why"
)]
pub struct ExplainArgs {
    /// The name of a message, or a place in an article: FILE:LINE or FILE:LINE:COLUMN
    #[arg(value_name = "NAME|PLACE")]
    pub what: String,
}

/// `nutgraf review`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  nutgraf review                   asks, one key an answer\n  nutgraf review --list            \
                  prints the questions, one a line\n  nutgraf review --format json     the same for scripts\n  \
                  nutgraf review --at content/articles/dock-fees.md:12\n                                   \
                  asks about all that was found in that line"
)]
pub struct ReviewArgs {
    /// The site: the folder that holds content/
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
    /// Print the open questions instead of asking them
    #[arg(long)]
    pub list: bool,
    /// Ask about everything that was found in a line, settled or not: to set a date, an event or a speaker right
    #[arg(long, value_name = "FILE:LINE")]
    pub at: Option<String>,
    /// Take the last decision back, whenever and wherever it was taken
    #[arg(long, conflicts_with_all = ["list", "format", "at"])]
    pub undo: bool,
    /// How to print them; says `--list` too
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReviewFormat>,
}

/// How `review` prints questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReviewFormat {
    /// One a line
    Text,
    /// A list with passages and candidates
    Json,
}

/// `nutgraf extract`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  nutgraf extract article.md\n  nutgraf extract --date 2025-12-04 - < pasted.txt\n  \
                  nutgraf extract --ndjson < documents.ndjson > records.ndjson"
)]
pub struct ExtractArgs {
    /// Articles (.md, .txt); `-` is standard input
    #[arg(required_unless_present = "ndjson", conflicts_with = "ndjson", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Day of publication, which "on Tuesday" counts from; that of the front matter is used when absent
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "ndjson")]
    pub date: Option<jiff::civil::Date>,
    /// The language of plain text; articles say theirs in their front matter
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    pub language: &'static Language,
    /// How to print records
    #[arg(long, value_name = "FORMAT", default_value = "json", conflicts_with = "ndjson")]
    pub format: RecordFormat,
    /// Read documents from standard input, one JSON object a line, and write one record a line
    #[arg(long)]
    pub ndjson: bool,
}

/// How `extract` prints records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RecordFormat {
    /// Indented; a list when there are several files
    Json,
    /// One record a line
    Ndjson,
}

/// `nutgraf completions`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  nutgraf completions bash > ~/.local/share/bash-completion/completions/nutgraf"
)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// An address of this machine, in figures.
fn host(text: &str) -> Result<std::net::IpAddr, &'static str> {
    let text = if text == "localhost" { "127.0.0.1" } else { text };
    text.parse().map_err(
        |_| "write an address in figures, such as 192.168.1.20, or 0.0.0.0 for all of this machine's",
    )
}

/// A base address, with a slash at its end.
fn base_url(text: &str) -> Result<String, &'static str> {
    crate::content::parse_base_url(text).ok_or("write a full address such as https://example.org/explainers/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_explains_itself() {
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name} says what it does");
            assert!(command.get_after_help().is_some(), "{name} has an example");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{name} {} has words of help", argument.get_id());
            }
        }
    }
}
