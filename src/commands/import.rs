//! `nutgraf import`: a pasted text or a saved page in, an article in Markdown out.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::diagnostics::{Diagnostic, Severity};
use crate::import::{self, Imported};
use crate::language::Language;

/// What to import, and where to.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The file to read; `-` is standard input.
    pub input: PathBuf,
    /// The file to write; `-` is standard output; by default named after the title, among the site's articles.
    pub output: Option<PathBuf>,
    /// Root of the site.
    pub dir: PathBuf,
    /// Whose words for dates and the furniture of pages are looked for.
    pub language: &'static Language,
    /// Whether an existing file may be overwritten.
    pub force: bool,
}

/// How an import went.
#[derive(Debug)]
pub struct ImportReport {
    /// The file that was written; `None` when nothing was, or when the article went to standard output.
    pub written: Option<PathBuf>,
    /// The article, as written.
    pub imported: Option<Imported>,
    /// What the importer was unsure of, and, as errors, why there is no article.
    pub diagnostics: Vec<Diagnostic>,
}

impl ImportReport {
    /// Whether an article came out.
    pub fn succeeded(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// What happened, in a line or two, for people.
    pub fn summary(&self) -> String {
        let Some(imported) = self.imported.as_ref().filter(|_| self.succeeded()) else {
            return "nothing was imported".to_owned();
        };
        let target = match &self.written {
            Some(path) => path.display().to_string(),
            None => "standard output".to_owned(),
        };
        let words = imported.draft.words();
        let headings = imported.draft.headings();
        let questions = self.diagnostics.len();
        let questions = match questions {
            0 => "nothing to check".to_owned(),
            1 => "1 note for you to check".to_owned(),
            many => format!("{many} notes for you to check"),
        };
        format!("wrote {target}: {words} words, {headings} section headings, {questions}")
    }

    fn refused(diagnostic: Diagnostic) -> Self {
        Self { written: None, imported: None, diagnostics: vec![diagnostic] }
    }
}

/// Imports one text.
///
/// # Errors
/// When the input can't be read or the output can't be written. What is the author's to mend (an existing
/// file, an address instead of a file, an empty text) is an error among the report's diagnostics.
pub fn run(options: &ImportOptions) -> anyhow::Result<ImportReport> {
    if let Some(refused) = refuse_address(&options.input) {
        return Ok(ImportReport::refused(refused));
    }
    let from_stdin = options.input == Path::new("-");
    let bytes = read(&options.input).with_context(|| {
        if from_stdin {
            "can't read standard input".into()
        } else {
            format!("can't read {}", options.input.display())
        }
    })?;
    let name = if from_stdin { Path::new("standard input") } else { &options.input };
    let mut imported = import::import(&bytes, name, options.language);
    let mut diagnostics = std::mem::take(&mut imported.diagnostics);
    if imported.draft.blocks.is_empty() {
        diagnostics.push(
            Diagnostic::error(
                "import-no-text",
                format!("{} holds no article that could be found", name.display()),
            )
            .help("save the page as HTML, or paste its text into a .txt file"),
        );
        return Ok(ImportReport { written: None, imported: Some(imported), diagnostics });
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Ok(ImportReport { written: None, imported: Some(imported), diagnostics });
    }
    if options.output.as_deref() == Some(Path::new("-")) {
        std::io::stdout()
            .lock()
            .write_all(imported.markdown.as_bytes())
            .context("can't write to standard output")?;
        return Ok(ImportReport { written: None, imported: Some(imported), diagnostics });
    }
    let path = match &options.output {
        Some(path) => path.clone(),
        None => {
            let stem = name.file_stem().unwrap_or_default().to_string_lossy();
            import::articles_folder(&options.dir).join(import::file_name(&imported.draft.title, &stem))
        }
    };
    match import::write_new(&path, &imported.markdown, options.force) {
        Ok(()) => Ok(ImportReport { written: Some(path), imported: Some(imported), diagnostics }),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && !options.force => {
            diagnostics.push(
                Diagnostic::error(
                    "import-exists",
                    format!("{} exists and was left as it is", path.display()),
                )
                .help("give --force to overwrite it, or another name with --output"),
            );
            Ok(ImportReport { written: None, imported: Some(imported), diagnostics })
        }
        Err(error) => Err(error).with_context(|| format!("can't write {}", path.display())),
    }
}

fn read(input: &Path) -> std::io::Result<Vec<u8>> {
    if input != Path::new("-") {
        return std::fs::read(input);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Nutgraf never goes to the network: an address is not an input.
fn refuse_address(input: &Path) -> Option<Diagnostic> {
    let address = input.to_str()?;
    let is_address = address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
        || address.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"));
    is_address.then(|| {
        Diagnostic::error(
            "import-address",
            format!("{address} is an address, and Nutgraf doesn't use the network"),
        )
        .help("save the page in your browser (Save page as… HTML) and import that file")
    })
}
