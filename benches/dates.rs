//! How fast dates are found: `cargo bench --bench dates`. Figures are bytes of prose a second on one core.
//!
//! `scan` is the scanner alone, over an article that is already cut into tokens; `cut_and_scan` includes cutting it.
//! The prose is that of the sample site; `hostile` is text that makes a scanner with backtracking slow.

use divan::Bencher;
use divan::counter::BytesCount;
use nutgraf::enrich::document::Document;
use nutgraf::enrich::vocabulary::Vocabulary;
use nutgraf::enrich::{Context, dates};
use nutgraf::language::Language;
use nutgraf::text::Prose;

fn main() {
    divan::main();
}

/// Bytes of prose that each round reads.
const SIZE: usize = 1 << 20;

/// The articles of the sample site, one after the other, until there is enough of them.
fn sample() -> Prose {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/articles");
    let mut paths: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    let texts: Vec<String> =
        paths.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect();
    repeated(&texts.join("\n"))
}

fn repeated(text: &str) -> Prose {
    Prose::from_plain_text(&text.repeat(SIZE / text.len() + 1))
}

fn context() -> Context {
    Context { published: Some(jiff::civil::date(2025, 12, 4)), ..Context::default() }
}

fn scan_prose(bencher: Bencher, prose: &Prose) {
    let mut vocabulary = Vocabulary::new(Language::english());
    let document = Document::new(prose, &mut vocabulary);
    let context = context();
    bencher.counter(BytesCount::of_str(&prose.text)).bench_local(|| dates::find(&document, &context));
}

#[divan::bench(sample_count = 20)]
fn scan(bencher: Bencher) {
    scan_prose(bencher, &sample());
}

#[divan::bench(sample_count = 20)]
fn cut_and_scan(bencher: Bencher) {
    let (prose, context) = (sample(), context());
    let mut vocabulary = Vocabulary::new(Language::english());
    bencher.counter(BytesCount::of_str(&prose.text)).bench_local(|| {
        let document = Document::new(&prose, &mut vocabulary);
        dates::find(&document, &context)
    });
}

#[divan::bench(sample_count = 20, args = [
    "the last two or three or ",
    "early in late in the end of the ",
    "from 10 to 20 and a half of ",
    "Monday , ",
    "1 2 3 4 5 ",
    "the the the ",
])]
fn hostile(bencher: Bencher, text: &str) {
    scan_prose(bencher, &repeated(text));
}
