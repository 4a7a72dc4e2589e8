//! What holds for any input whatever, one function a parser. The targets in `fuzz/` look for inputs that break it;
//! `cargo test` holds the inputs in `seeds/` to it, among them every one that once did.

use std::path::Path;
use std::sync::Arc;

use nutgraf::commands::extract;
use nutgraf::content::{self, Article, LoadOptions, review_source};
use nutgraf::diagnostics::{self, Diagnostic, Severity, SourceFile};
use nutgraf::edtf::Edtf;
use nutgraf::enrich::record::{CodePoints, Heading, Record, record};
use nutgraf::enrich::{self, Context};
use nutgraf::import;
use nutgraf::import::sites::{Generator, Import};
use nutgraf::language::Language;
use nutgraf::review::ledger;
use nutgraf::text::Prose;

/// A parser by the name of its target, and what holds for it.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 8] = [
    ("article", article),
    ("data_files", data_files),
    ("dates", dates),
    ("decisions", decisions),
    ("extract", extract),
    ("import_html", import_html),
    ("import_site", import_site),
    ("import_text", import_text),
];

/// Front matter and body: what is wrong can be shown, the prose leads back to its source, and findings lie inside it.
pub fn article(data: &[u8]) {
    let file = source("content/articles/a.md", &text(data));
    let (article, faults) = content::read_article(&file, Path::new("nowhere"));
    shown(&faults);
    let prose = &article.body.prose;
    for segment in &prose.segments {
        let made_from = segment.source as usize..(segment.source + segment.source_len) as usize;
        let stands = segment.prose as usize..(segment.prose + segment.prose_len) as usize;
        let (made_from, stands) = (file.text.get(made_from), prose.text.get(stands));
        assert!(made_from.is_some() && stands.is_some(), "{segment:?}");
    }
    for block in &prose.blocks {
        assert!(!block.span.of(&prose.text).trim().is_empty(), "a block without words");
    }
    assert_eq!(article.body.compose(&[]), article.body.html);
    let (record, _) = extract::markdown(&file, String::new(), None);
    consistent(&record, &file.text);
}

/// Settings, timeline, glossary and words of the interface: whatever stands there, the site is loaded.
pub fn data_files(data: &[u8]) {
    let site = tempfile::tempdir().expect("there is room for a folder");
    let content = site.path().join("content");
    std::fs::create_dir(&content).expect("the folder is new");
    for name in ["site.yaml", "timeline.yaml", "glossary.yaml", "interface.yaml"] {
        std::fs::write(content.join(name), data).expect("there is room for a file");
    }
    let options = LoadOptions { drafts: true, today: jiff::civil::date(2025, 12, 4) };
    let (_, faults) = content::load(site.path(), &options).expect("there is a content folder");
    shown(&faults);
}

/// A date: it is read again as it is written, ends after it begins, and can be printed in every language.
pub fn dates(data: &[u8]) {
    let text = text(data);
    let Ok(date) = text.parse::<Edtf>() else { return };
    assert_eq!(date.as_str().parse::<Edtf>().as_ref(), Ok(&date));
    if let (Some(earliest), Some(latest)) = (date.earliest(), date.latest()) {
        assert!(earliest <= latest, "{text}: {earliest} to {latest}");
    }
    let _ = (date.precision(), date.is_approximate());
    for language in languages() {
        let display = &language.dates.display;
        assert!(!display.long(&date).is_empty() && !display.short(&date).is_empty(), "{text}");
    }
}

/// The editor's decisions: those that can be read can be written down and read again, and taken away one by one.
pub fn decisions(data: &[u8]) {
    let text = text(data);
    let (_, faults) = content::read_decisions(&review_source(text.as_str()));
    shown(&faults);
    let Ok(entries) = ledger::parse_entries(&text) else { return };
    if let Ok(written) = ledger::text_of(&entries) {
        let again = ledger::parse_entries(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
        for entry in &entries {
            assert!(again.iter().any(|other| ledger::same(entry, other)), "{entry:?} is lost in {written}");
        }
    }
    if let Some(first) = entries.first()
        && let Ok(rest) = ledger::remove(&text, first)
    {
        let rest = ledger::parse_entries(&rest.expect("it is there")).map(|rest| rest.len());
        assert_eq!(rest.ok(), Some(entries.len() - 1));
    }
}

/// Plain text in every language: each finding's offsets hold the words that it claims.
pub fn extract(data: &[u8]) {
    let text = text(data);
    let prose = Prose::from_plain_text(&text);
    let context = Context { published: Some(jiff::civil::date(2025, 12, 4)), ..Context::default() };
    for language in languages() {
        let findings = enrich::enrich(&prose, language, &context);
        let record = record(&text, &prose, &findings, Heading::default());
        consistent(&record, &text);
        let characters: Vec<char> = text.chars().collect();
        let words = |[start, end]: CodePoints| characters[start..end].iter().collect::<String>();
        for quote in &record.quotes {
            let pieces: Vec<String> = quote.spans.iter().map(|&span| words(span)).collect();
            assert_eq!(quote.text, pieces.join(" "));
        }
        for date in &record.dates {
            assert_eq!(date.text, words(date.span));
        }
    }
}

/// A page of HTML, in any encoding.
pub fn import_html(data: &[u8]) {
    imported(data, "a.html");
}

/// A pasted text, in any encoding.
pub fn import_text(data: &[u8]) {
    imported(data, "a.txt");
}

/// A Markdown file of another generator, which the first byte chooses.
pub fn import_site(data: &[u8]) {
    let Some((choice, data)) = data.split_first() else { return };
    let generator = match choice % 5 {
        0 => None,
        1 => Some(Generator::Hugo),
        2 => Some(Generator::Jekyll),
        3 => Some(Generator::Zola),
        _ => Some(Generator::Eleventy),
    };
    let file = source("a.md", &text(data));
    let import = Import::without_place(generator, Language::english());
    match import.convert(&file, Path::new("a.md"), Path::new("a.md")) {
        Ok(converted) => {
            shown(&converted.diagnostics);
            fit_to_publish(&converted.markdown);
        }
        Err(fault) => shown(&[*fault]),
    }
}

fn imported(data: &[u8], name: &str) {
    for language in languages() {
        let imported = import::import(data, Path::new(name), language);
        shown(&imported.diagnostics);
        fit_to_publish(&imported.markdown);
    }
}

/// What was imported is read without an error, save that of what there was not to import.
fn fit_to_publish(markdown: &str) -> Article {
    let file = source("content/articles/a.md", markdown);
    let (article, faults) = content::read_article(&file, Path::new("nowhere"));
    shown(&faults);
    let wrong = faults.iter().find(|fault| {
        fault.severity == Severity::Error && !["missing-key", "missing-file"].contains(&fault.code)
    });
    assert!(wrong.is_none(), "{wrong:?} in {markdown}");
    article
}

/// Every fault points into its file, and can be shown in every form.
fn shown(faults: &[Diagnostic]) {
    for fault in faults {
        let place = fault.place.as_ref();
        let span = place.and_then(|place| Some((place, place.span.clone()?)));
        assert!(span.is_none_or(|(place, span)| place.file.text.get(span).is_some()), "{fault:?}");
    }
    diagnostics::plain(faults);
    diagnostics::json(faults);
    diagnostics::github(faults);
    diagnostics::sarif(faults);
    diagnostics::listing(faults, 3, false);
}

/// Offsets lie inside the text, in order; identifiers and indices name something; probabilities are some.
fn consistent(record: &Record, text: &str) {
    let length = text.chars().count();
    let inside = |[start, end]: CodePoints| start < end && end <= length;
    let known = |id: &String| record.speakers.iter().any(|speaker| speaker.id == *id);
    let probable = |confidence: f32| (0.0..=1.0).contains(&confidence);
    for (index, speaker) in record.speakers.iter().enumerate() {
        assert!(!speaker.id.is_empty() && !speaker.name.trim().is_empty(), "{speaker:?}");
        assert!(record.speakers[..index].iter().all(|other| other.id != speaker.id), "{speaker:?} twice");
        assert!(speaker.mentions.iter().all(|&span| inside(span)), "{speaker:?}");
    }
    for quote in &record.quotes {
        assert!(!quote.spans.is_empty() && quote.spans.iter().all(|&span| inside(span)), "{quote:?}");
        assert!(quote.spans.windows(2).all(|pair| pair[0][1] <= pair[1][0]), "{quote:?}");
        assert!([quote.cue, quote.source].into_iter().flatten().all(inside), "{quote:?}");
        assert!(quote.speaker.as_ref().is_none_or(known) && probable(quote.confidence), "{quote:?}");
    }
    for date in &record.dates {
        assert!(inside(date.span), "{date:?}");
        assert!(date.edtf.as_ref().is_none_or(|edtf| edtf.parse::<Edtf>().is_ok()), "{date:?}");
    }
    let in_order = record.dates.windows(2).all(|pair| pair[0].span[0] <= pair[1].span[0]);
    assert!(in_order, "{:?}", record.dates);
    for event in &record.events {
        assert!(inside(event.span) && !event.text.trim().is_empty(), "{event:?}");
        assert!(event.date.is_none_or(|date| date < record.dates.len()), "{event:?}");
        assert!(event.speakers.iter().all(known) && probable(event.confidence), "{event:?}");
        assert!(event.edtf.parse::<Edtf>().is_ok(), "{event:?}");
    }
}

fn languages() -> impl Iterator<Item = &'static Language> {
    Language::codes().filter_map(Language::find)
}

fn source(path: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(path, text))
}

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}
