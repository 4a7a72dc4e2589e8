//! How long each stage of a build takes: `cargo bench`, or `cargo bench -- --test` for one quick round.
//!
//! The site is the sample site with each of its articles repeated under other names, so that sizes can be
//! compared and the prose stays real.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use nutgraf::content::{self, Content, LoadOptions};
use nutgraf::enrich::vocabulary::Vocabularies;
use nutgraf::render::Rendering;
use nutgraf::site::{self, Site};
use nutgraf::{output, pipeline};

const SIZES: [usize; 2] = [100, 1000];

fn main() {
    divan::main();
}

/// A copy of the sample site with `articles` articles.
fn sample(articles: usize) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let target = root.path().join("content");
    let mut originals = Vec::new();
    for entry in walkdir::WalkDir::new(&source).into_iter().filter_map(Result::ok) {
        let relative = entry.path().strip_prefix(&source).expect("below content/");
        if entry.file_type().is_dir() {
            fs::create_dir_all(target.join(relative)).expect("a folder");
        } else {
            fs::copy(entry.path(), target.join(relative)).expect("a copy");
            let is_markdown = relative.extension().is_some_and(|extension| extension == "md");
            // Page bundles and articles with an address of their own can't be repeated by copying a file.
            if relative.starts_with("articles") && is_markdown && relative.components().count() == 2 {
                let text = fs::read_to_string(entry.path()).expect("a text");
                if !text.contains("\nslug:") && !text.contains("\naliases:") {
                    originals.push(text);
                }
            }
        }
    }
    originals.sort();
    for (number, text) in originals.iter().cycle().take(articles).enumerate() {
        fs::write(target.join(format!("articles/copy-{number}.md")), text).expect("a copy");
    }
    root
}

fn options() -> LoadOptions {
    LoadOptions { drafts: true, today: jiff::civil::date(2030, 1, 1) }
}

fn load(root: &Path) -> Content {
    content::load(root, &options()).expect("a site").0
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn load_content(bencher: Bencher, articles: usize) {
    let root = sample(articles);
    bencher.bench(|| load(root.path()));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn enrich(bencher: Bencher, articles: usize) {
    let root = sample(articles);
    let content = load(root.path());
    bencher.bench(|| {
        let mut vocabularies = Vocabularies::default();
        let findings = content.articles.iter();
        findings
            .map(|article| pipeline::enrich_article(article, &content.config, &[], &[], &mut vocabularies))
            .collect::<Vec<_>>()
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn join(bencher: Bencher, articles: usize) {
    let root = sample(articles);
    bencher
        .with_inputs(|| {
            let (content, mut vocabularies) = (load(root.path()), Vocabularies::default());
            let findings = content
                .articles
                .iter()
                .map(|article| {
                    Arc::new(pipeline::enrich_article(article, &content.config, &[], &[], &mut vocabularies))
                })
                .collect();
            (content, findings)
        })
        .bench_values(|(content, findings)| site::join(content, findings));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn render_pages(bencher: Bencher, articles: usize) {
    let root = sample(articles);
    let (site, _) = pipeline::load_and_join(root.path(), &options(), &()).expect("a site");
    let site = Arc::new(site);
    bencher.bench(|| rendering(&site, root.path()).write(&|_| Ok(())));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn render_and_write_unchanged(bencher: Bencher, articles: usize) {
    let root = sample(articles);
    let (site, _) = pipeline::load_and_join(root.path(), &options(), &()).expect("a site");
    let site = Arc::new(site);
    let public = root.path().join("public");
    let write = || {
        let writer = output::Writer::begin(&public).expect("a folder");
        rendering(&site, root.path()).write(&writer).expect("pages");
        writer.commit().expect("a site on disk")
    };
    write();
    bencher.bench(write);
}

fn rendering(site: &Arc<Site>, root: &Path) -> Rendering {
    Rendering::new(Arc::clone(site), root).expect("a theme")
}
