//! `nutgraf import`: what was written elsewhere in, articles in Markdown out: pasted texts, saved pages, Markdown of
//! other generators, by the file or by the folder.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use super::terminal::plural;
use crate::diagnostics::{Diagnostic, Severity, SourceFile};
use crate::import::batch::{self, Ready, Written};
use crate::import::sites::{self, Copy, Entry, EntryKind, Generator, Import};
use crate::import::{self, decode};
use crate::language::Language;

/// What to import, and where to.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The files and folders to read; `-` is standard input.
    pub inputs: Vec<PathBuf>,
    /// The file to write; `-` is standard output; by default named after the original, among the site's articles.
    pub output: Option<PathBuf>,
    /// Root of the site.
    pub dir: PathBuf,
    /// Whose words for dates and the furniture of pages are looked for.
    pub language: &'static Language,
    /// Who was to read the Markdown, when its folder does not say so.
    pub from: Option<Generator>,
    /// Whether existing files may be overwritten.
    pub force: bool,
    /// Whether to write nothing, and only say what would be written.
    pub dry_run: bool,
}

/// How an import went.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// What was written, or would have been.
    pub written: Written,
    /// Whether the article went to standard output.
    pub printed: bool,
    /// Words of the articles.
    pub words: usize,
    /// What was changed, dropped or is doubtful, and, as errors, why there is no article.
    pub diagnostics: Vec<Diagnostic>,
}

impl ImportReport {
    /// Whether everything came out.
    pub fn succeeded(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// What happened, in a line, for people.
    pub fn summary(&self, dry_run: bool) -> String {
        let articles = &self.written.articles;
        let done = if dry_run { "would write" } else { "wrote" };
        let what = match articles.as_slice() {
            [] if self.printed => format!("{done} standard output: {}", plural(self.words, "word", "words")),
            [] => return "nothing was imported".to_owned(),
            [article] => {
                format!("{done} {}: {}", article.file.display(), plural(self.words, "word", "words"))
            }
            many => format!(
                "{done} {}: {}",
                plural(many.len(), "article", "articles"),
                plural(self.words, "word", "words")
            ),
        };
        let copied = match self.written.copied.len() {
            0 => String::new(),
            count => {
                format!(", {} beside", plural(count, "picture or other file", "pictures and other files"))
            }
        };
        let notes = match self.diagnostics.iter().filter(|one| one.severity != Severity::Error).count() {
            0 => "nothing to check".to_owned(),
            count => plural(count, "note for you to check", "notes for you to check"),
        };
        format!("{what}{copied}, {notes}")
    }

    /// The report for scripts.
    pub fn json(&self) -> String {
        let mut report: serde_json::Value =
            serde_json::from_str(&crate::diagnostics::json(&self.diagnostics)).unwrap_or_default();
        report["articles"] = serde_json::json!(self.written.articles);
        report["copied"] = serde_json::json!(self.written.copied);
        // Plain data always serialises.
        serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
    }
}

/// Imports everything that `options` name.
///
/// # Errors
/// When an input can't be read or standard output can't be written. What is the author's to mend (an existing file, an
/// address instead of a file, an empty text) is an error among the report's diagnostics; the other files are imported.
pub fn run(options: &ImportOptions) -> anyhow::Result<ImportReport> {
    let mut report = ImportReport::default();
    let mut ready = Vec::new();
    for input in &options.inputs {
        if let Some(refused) = refuse_address(input) {
            report.diagnostics.push(refused);
        } else if input == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("can't read standard input")?;
            let import = Import::without_place(options.from, options.language);
            ready.extend(unplaced(&bytes, &import, options, &mut report));
        } else {
            ready.extend(placed(input, options, &mut report)?);
        }
    }
    if let (Some(output), [article]) = (&options.output, ready.as_mut_slice()) {
        if output == Path::new("-") {
            let mut out = std::io::stdout().lock();
            out.write_all(article.markdown.as_bytes()).context("can't write to standard output")?;
            report.printed = true;
            if !article.copies.is_empty() {
                let message = "its pictures were not copied, as the article went to standard output";
                report.diagnostics.push(
                    Diagnostic::warning("import-not-copied", message)
                        .help("name a file with --output, or import it into the site"),
                );
            }
            return Ok(report);
        }
        article.move_to(output);
    } else if options.output.is_some() && ready.len() > 1 {
        let message = "--output names one file, and there are several articles";
        report.diagnostics.push(
            Diagnostic::error("import-output", message).help("name the site that they are for with --site"),
        );
        return Ok(report);
    }
    report.written = batch::write(ready, options.force, options.dry_run);
    report.diagnostics.append(&mut report.written.diagnostics);
    Ok(report)
}

/// The articles of a file or folder.
fn placed(input: &Path, options: &ImportOptions, report: &mut ImportReport) -> anyhow::Result<Vec<Ready>> {
    let mut import = Import::new(input, options.from, options.language);
    let mut files: Vec<(Entry, Arc<SourceFile>)> = Vec::new();
    let mut ready = Vec::new();
    for mut entry in std::mem::take(&mut import.plan.entries) {
        let bytes =
            std::fs::read(&entry.source).with_context(|| format!("can't read {}", entry.source.display()))?;
        let decoded = decode(&bytes);
        if entry.kind == EntryKind::Page && sites::is_markdown(&decoded.text, &entry.source) {
            entry.kind = EntryKind::Markdown;
            entry.target =
                entry.target.join(entry.source.file_name().unwrap_or_default()).with_extension("md");
        }
        if entry.kind == EntryKind::Page {
            let folder = import::articles_folder(&options.dir).join(&entry.target);
            ready.extend(page(&bytes, &entry.source, &folder, options, report));
        } else {
            files.push((entry.clone(), Arc::new(SourceFile::new(&entry.source, decoded.text))));
        }
    }
    import.know(&files);
    for (entry, file) in files {
        ready.extend(markdown(&file, &entry, &import, options, report));
    }
    for (path, reason) in &import.plan.skipped {
        let file = Arc::new(SourceFile::new(path, ""));
        report
            .diagnostics
            .push(Diagnostic::advice("import-skipped", format!("left out: {reason}")).in_file(&file));
    }
    if ready.is_empty() && report.succeeded() {
        let message = format!("there is nothing to import in {}", input.display());
        let help = "articles are Markdown (.md), saved pages (.html) and plain text (.txt)";
        report.diagnostics.push(Diagnostic::error("import-no-text", message).help(help));
    }
    Ok(ready)
}

/// An article of another generator.
fn markdown(
    file: &Arc<SourceFile>,
    entry: &Entry,
    import: &Import,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Option<Ready> {
    let converted = match import.convert(file, &entry.source, &entry.target) {
        Ok(converted) => converted,
        Err(diagnostic) => {
            report.diagnostics.push(*diagnostic);
            return None;
        }
    };
    report.diagnostics.extend(converted.diagnostics);
    let articles = import::articles_folder(&options.dir);
    let published = options.dir.join("static");
    let mut copies: Vec<(PathBuf, PathBuf)> = import
        .resources_of(&entry.target)
        .map(|(from, to)| (from.clone(), articles.join(to)))
        .chain(converted.copies.into_iter().map(|copy| match copy {
            Copy::Beside(from, to) => (from, articles.join(to)),
            Copy::Static(from, to) => (from, published.join(to)),
        }))
        .collect();
    let mut seen = std::collections::HashSet::new();
    copies.retain(|(_, to)| seen.insert(to.clone()));
    report.words += converted.words;
    Some(Ready {
        source: entry.source.clone(),
        title: converted.title,
        markdown: converted.markdown,
        target: articles.join(&entry.target),
        copies,
    })
}

/// A text from standard input.
fn unplaced(
    bytes: &[u8],
    import: &Import,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Option<Ready> {
    let name = Path::new("standard input");
    let articles = import::articles_folder(&options.dir);
    let decoded = decode(bytes);
    if !sites::is_markdown(&decoded.text, name) {
        return page(bytes, name, &articles, options, report);
    }
    let file = Arc::new(SourceFile::new(name, decoded.text));
    let entry =
        Entry { source: name.to_owned(), kind: EntryKind::Markdown, target: PathBuf::from("article.md") };
    let article = markdown(&file, &entry, import, options, report)?;
    Some(Ready { target: articles.join(import::file_name(&article.title, "")), ..article })
}

/// A saved page or a pasted text.
fn page(
    bytes: &[u8],
    name: &Path,
    folder: &Path,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Option<Ready> {
    let mut imported = import::import(bytes, name, options.language);
    report.diagnostics.append(&mut imported.diagnostics);
    if imported.draft.blocks.is_empty() {
        let message = format!("{} holds no article that could be found", name.display());
        let help = "save the page as HTML, or paste its text into a .txt file";
        report.diagnostics.push(Diagnostic::error("import-no-text", message).help(help));
        return None;
    }
    report.words += imported.draft.words();
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    Some(Ready {
        source: name.to_owned(),
        target: folder.join(import::file_name(&imported.draft.title, &stem)),
        title: imported.draft.title,
        markdown: imported.markdown,
        copies: Vec::new(),
    })
}

/// Nutgraf never goes to the network to import: an address is not an input.
fn refuse_address(input: &Path) -> Option<Diagnostic> {
    let address = input.to_str()?;
    let is_address = address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
        || address.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"));
    is_address.then(|| {
        Diagnostic::error(
            "import-address",
            format!("{address} is an address, and nothing is imported from the network"),
        )
        .help("save the page in your browser (Save page as… HTML) and import that file")
    })
}
