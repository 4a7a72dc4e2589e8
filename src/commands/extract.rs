//! `nutgraf extract`: the enrichment engine alone, as JSON for other programs.

use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::terminal::Terminal;
use crate::cli::{ExtractArgs, RecordFormat};
use crate::content::{self, SiteConfig};
use crate::diagnostics::{Severity, SourceFile};
use crate::enrich::record::{Heading, Record, record};
use crate::enrich::vocabulary::{Pool, Vocabularies, Vocabulary};
use crate::enrich::{self, Context};
use crate::language::Language;
use crate::pipeline;
use crate::text::Prose;

/// Documents that are read before the next are: enough to keep every core busy, few enough to stay small.
const BATCH: usize = 256;

/// Prints what the engine finds.
pub fn run(args: &ExtractArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let output = std::io::BufWriter::new(std::io::stdout().lock());
    if args.ndjson { stream(std::io::stdin().lock(), output) } else { files(args, terminal, output) }
}

/// The files named in `args`, one after the other.
fn files(args: &ExtractArgs, terminal: &Terminal, mut output: impl Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    let (mut records, mut vocabularies) = (Vec::new(), Vocabularies::default());
    for path in &args.files {
        let text = match read(path) {
            Ok(text) => text,
            Err(error) => {
                super::terminal::error(&format!("{}: {error}", path.display()));
                outcome = Outcome::Problems;
                continue;
            }
        };
        let is_markdown = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        if is_markdown {
            let file = Arc::new(SourceFile::new(path, text));
            let (record, diagnostics) = markdown(&file, path.display().to_string(), args.date);
            if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
                outcome = Outcome::Problems;
            }
            terminal.show_all(&diagnostics);
            records.push(record);
        } else {
            records.push(plain(
                &text,
                path.display().to_string().into(),
                args.date,
                vocabularies.of(args.language),
            ));
        }
    }
    match args.format {
        RecordFormat::Ndjson => {
            for record in &records {
                serde_json::to_writer(&mut output, record)?;
                output.write_all(b"\n")?;
            }
        }
        RecordFormat::Json => {
            match records.as_slice() {
                [one] if args.files.len() == 1 => serde_json::to_writer_pretty(&mut output, one)?,
                several => serde_json::to_writer_pretty(&mut output, several)?,
            }
            output.write_all(b"\n")?;
        }
    }
    output.flush()?;
    Ok(outcome)
}

fn read(path: &Path) -> std::io::Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(path)
}

/// The record of a Markdown article, with what is wrong with it. A `date` goes before that of its front matter.
pub fn markdown(
    file: &Arc<SourceFile>,
    id: impl Into<serde_json::Value>,
    date: Option<Date>,
) -> (Record, Vec<crate::diagnostics::Diagnostic>) {
    let root = file.path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let (mut article, diagnostics) = content::read_article(file, &root);
    article.date = date.or(article.date);
    let findings =
        pipeline::enrich_article(&article, &SiteConfig::default(), &[], &[], &mut Vocabularies::default());
    let title = Some(article.title.clone()).filter(|title| !title.is_empty());
    let heading = Heading { id: id.into(), title, published: article.date };
    (record(&file.text, &article.body.prose, &findings, heading), diagnostics)
}

/// The record of a plain text.
fn plain(text: &str, id: serde_json::Value, published: Option<Date>, vocabulary: &mut Vocabulary) -> Record {
    let prose = Prose::from_plain_text(text);
    let context = Context { published, ..Context::default() };
    let findings = enrich::enrich_next(&prose, vocabulary, &context);
    record(text, &prose, &findings, Heading { id, title: None, published })
}

/// A document of the stream.
#[derive(Debug, Deserialize)]
struct Document {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    date: Option<String>,
    /// Of plain text; English when absent.
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    format: Option<String>,
}

/// A line that could not be processed.
#[derive(Debug, Serialize)]
struct Failure {
    id: serde_json::Value,
    error: String,
}

/// One document a line in, one record a line out, in the same order.
fn stream(input: impl BufRead, mut output: impl Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    let vocabularies = Pool::default();
    let mut input = input;
    loop {
        let mut lines: Vec<Vec<u8>> = Vec::with_capacity(BATCH);
        while lines.len() < BATCH {
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if !line.iter().all(u8::is_ascii_whitespace) {
                lines.push(line);
            }
        }
        if lines.is_empty() {
            break;
        }
        let answers: Vec<Result<String, String>> = lines
            .par_iter()
            .map(|line| vocabularies.with(|vocabularies| answer(line, vocabularies)))
            .collect();
        for answer in answers {
            let line = answer.unwrap_or_else(|failure| {
                outcome = Outcome::Problems;
                failure
            });
            output.write_all(line.as_bytes())?;
            output.write_all(b"\n")?;
        }
        output.flush()?;
    }
    Ok(outcome)
}

/// The record for one line, or the record of its failure.
fn answer(line: &[u8], vocabularies: &mut Vocabularies) -> Result<String, String> {
    let failure = |id: serde_json::Value, error: String| {
        serde_json::to_string(&Failure { id, error })
            .unwrap_or_else(|_| r#"{"id":null,"error":"unknown"}"#.to_owned())
    };
    let document: Document = serde_json::from_slice(line).map_err(|error| {
        let id = serde_json::from_slice::<serde_json::Value>(line)
            .ok()
            .and_then(|value| value.get("id").cloned())
            .unwrap_or_default();
        failure(id, format!("not a document: {error}"))
    })?;
    let id = document.id.clone();
    let date =
        match document.date.as_deref() {
            None | Some("") => None,
            Some(text) => Some(text.get(..10).unwrap_or(text).parse::<Date>().map_err(|_| {
                failure(document.id.clone(), format!("“{text}” is no date such as 2025-12-04"))
            })?),
        };
    let language = match document.language.as_deref() {
        None => Language::english(),
        Some(tag) => Language::find(tag)
            .ok_or_else(|| failure(document.id.clone(), format!("there are no rules for “{tag}”")))?,
    };
    let record = match document.format.as_deref() {
        None | Some("text") => plain(&document.text, id, date, vocabularies.of(language)),
        Some("markdown") => {
            let file = Arc::new(SourceFile::new("document.md", document.text));
            let (record, diagnostics) = markdown(&file, id, date);
            let _ = diagnostics;
            record
        }
        Some(other) => {
            return Err(failure(document.id, format!("no format is called “{other}”: text or markdown")));
        }
    };
    serde_json::to_string(&record).map_err(|error| failure(serde_json::Value::Null, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_does_not_stop_the_stream() {
        let input = "{\"id\": \"a\", \"text\": \"“We wait,” said Olga Example.\"}\n\nnonsense\n{\"id\": 3, \"text\": \"x\", \"date\": \"soon\"}\n{\"id\": 4, \"text\": \"x\"}\n";
        let mut output = Vec::new();
        let outcome = stream(input.as_bytes(), &mut output).unwrap();
        assert_eq!(outcome, Outcome::Problems);
        let lines: Vec<serde_json::Value> = String::from_utf8(output)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines[0]["quotes"][0]["speaker"], "olga-example");
        assert!(lines[1]["error"].is_string() && lines[1]["id"].is_null());
        assert_eq!((&lines[2]["id"], &lines[3]["id"]), (&3.into(), &4.into()), "as they were given");
    }

    #[test]
    fn a_document_says_its_language() {
        let document = |language: &str| {
            format!(
                "{{\"id\": \"a\", \"text\": \"« On attend ici », a dit Jeanne Roux.\", \"language\": \"{language}\"}}"
            )
        };
        let record: serde_json::Value =
            serde_json::from_str(&answer(document("fr").as_bytes(), &mut Vocabularies::default()).unwrap())
                .unwrap();
        assert_eq!(record["quotes"][0]["speaker"], "jeanne-roux");
        assert!(answer(document("xx").as_bytes(), &mut Vocabularies::default()).unwrap_err().contains("xx"));
    }
}
