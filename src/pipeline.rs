//! The steps in a row: a folder in, a joined site out, or its files. Commands stop where they need to.

mod articles;
mod faults;

use std::path::Path;
use std::sync::Arc;

use self::articles::{Known, enrich_all};
pub use self::articles::{enrich_article, known_profiles};
use self::faults::Faults;
pub use self::faults::sort;
use crate::check::Silences;
use crate::content::links::LinkCheck;
use crate::content::{self, Content, LoadOptions};
use crate::diagnostics::{Diagnostic, Severity};
use crate::enrich::{Findings, KnownSpeaker};
use crate::output::Sink;
use crate::pictures;
use crate::render::{Failure, Rendering, Words};
use crate::review;
use crate::site::{self, Site, addresses};

/// Told how far the work is. All methods do nothing by default, so `()` is nobody listening.
pub trait Progress: Sync {
    /// A stage with so many items begins.
    fn begin(&self, stage: Stage, items: usize) {
        let _ = (stage, items);
    }

    /// One item of the stage is done.
    fn step(&self) {}
}

impl Progress for () {}

/// The stages that take long enough to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and parsing the content.
    Loading,
    /// Finding quotations, dates and events, article by article.
    Enriching,
    /// Making the pages.
    Rendering,
    /// Asking for links to other sites.
    Asking,
}

/// What to build.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// What to leave out.
    pub load: LoadOptions,
    /// Where the site will be hosted, instead of `base_url` of `site.yaml`; with a slash at its end.
    pub base_url: Option<String>,
}

/// What a build yields.
#[derive(Debug)]
pub struct Built {
    /// The joined site, whatever its faults.
    pub site: Arc<Site>,
    /// What made its files; `None` when the theme can't be read.
    pub rendering: Option<Rendering>,
    /// Whether the sink has the whole site. It has not when the diagnostics hold an error: nothing broken may replace
    /// what was published before.
    pub is_whole: bool,
    /// Everything there is to say, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What there would be to say if the author had not silenced it.
    pub silenced: Vec<Diagnostic>,
}

/// Loads, enriches, joins and renders the site at `root` into `sink`. Templates are tried even when the content has
/// errors, so that one run reports everything. An `Err` means that there is no site at `root`, or is what stopped the sink.
pub fn build(
    root: &Path,
    options: &BuildOptions,
    progress: &dyn Progress,
    sink: &dyn Sink,
) -> anyhow::Result<Built> {
    // On one of the threads that did the rest, whose memory it can use again: a thread of its own would ask for more.
    let prepared = rayon::scope(|_| -> anyhow::Result<Prepared> {
        let mut prepared = prepare(root, options, progress, None)?;
        prepared.render(if prepared.is_sound() { sink } else { &() })?;
        Ok(prepared)
    })?;
    let is_whole = prepared.is_sound();
    let Prepared { site, rendering, mut diagnostics } = prepared;
    let silenced = Silences::of(&site).apply(&mut diagnostics);
    Ok(Built { site, rendering, is_whole, diagnostics, silenced })
}

/// A joined site with its theme, before any page is made.
#[derive(Debug)]
pub struct Prepared {
    /// The joined site, whatever its faults.
    pub site: Arc<Site>,
    /// What makes its files; `None` when the theme can't be read.
    pub rendering: Option<Rendering>,
    /// What there is to say so far, by file and place; nothing is silenced yet.
    pub diagnostics: Vec<Diagnostic>,
}

impl Prepared {
    /// Whether nothing is known that speaks against publishing the site.
    pub fn is_sound(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error)
    }

    /// Makes every file into `sink`, and adds what is wrong with templates to the diagnostics.
    ///
    /// # Errors
    ///
    /// What stopped the sink.
    pub fn render(&mut self, sink: &dyn Sink) -> anyhow::Result<()> {
        match self.rendering.as_ref().map_or(Ok(()), |rendering| rendering.write(sink)) {
            Ok(()) => Ok(()),
            Err(Failure::Theme(faults)) => {
                self.diagnostics.extend(faults);
                sort(&mut self.diagnostics);
                Ok(())
            }
            Err(Failure::Sink(error)) => Err(error),
        }
    }
}

/// Loads, enriches and joins the site at `root`, and reads its theme, with what was kept from the last time. An `Err` means that
/// there is no site at `root`.
pub fn prepare(
    root: &Path,
    options: &BuildOptions,
    progress: &dyn Progress,
    mut memory: Option<&mut Memory>,
) -> anyhow::Result<Prepared> {
    // Of a preview, the search is rarely asked for.
    let is_preview = memory.is_some();
    let enriched = enrich_again(root, &options.load, progress, memory.as_deref_mut())?;
    let (articles, findings) = site::in_order(enriched.content.articles.clone(), enriched.findings.clone());
    let joined = || {
        let (mut site, faults) = enriched.join(root, memory);
        if options.base_url.is_some() {
            site.config.base_url.clone_from(&options.base_url);
        }
        progress.begin(Stage::Rendering, 0);
        let made = move || {
            let faults = pictures::add(&mut site, root);
            let site = Arc::new(site);
            (Rendering::new(Arc::clone(&site), root), site, faults)
        };
        rayon::join(made, || faults.sorted())
    };
    let read = || {
        let articles = articles.iter().map(AsRef::as_ref).zip(findings.iter().map(AsRef::as_ref));
        (!is_preview).then(|| Words::read(articles))
    };
    // Much of joining is one thing after the other, which leaves a thread for what needs no joined site.
    let (((rendering, site, more), mut diagnostics), words) = rayon::join(joined, read);
    let before = diagnostics.len();
    diagnostics.extend(more);
    let rendering = match rendering {
        Ok(rendering) => {
            diagnostics.extend_from_slice(rendering.faults());
            Some(rendering.with_words(words))
        }
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    };
    if diagnostics.len() > before {
        sort(&mut diagnostics);
    }
    Ok(Prepared { site, rendering, diagnostics })
}

/// Loads the site at `root`, enriches every article and joins them. All faults of the content are in the
/// list, sorted by file and place; an `Err` means that there is no site at `root`.
pub fn load_and_join(
    root: &Path,
    options: &LoadOptions,
    progress: &dyn Progress,
) -> anyhow::Result<(Site, Vec<Diagnostic>)> {
    load_and_join_again(root, options, progress, None)
}

/// The same for a site that has been joined before, with what was kept from then.
pub fn load_and_join_again(
    root: &Path,
    options: &LoadOptions,
    progress: &dyn Progress,
    mut memory: Option<&mut Memory>,
) -> anyhow::Result<(Site, Vec<Diagnostic>)> {
    let (site, faults) = enrich_again(root, options, progress, memory.as_deref_mut())?.join(root, memory);
    Ok((site, faults.sorted()))
}

/// A site whose articles have been enriched.
struct Enriched {
    content: Content,
    findings: Vec<Arc<Findings>>,
    links: LinkCheck,
    diagnostics: Vec<Diagnostic>,
}

/// Loads the site at `root` and enriches its articles.
fn enrich_again(
    root: &Path,
    options: &LoadOptions,
    progress: &dyn Progress,
    mut memory: Option<&mut Memory>,
) -> anyhow::Result<Enriched> {
    progress.begin(Stage::Loading, 0);
    let (content, mut diagnostics) =
        content::load_again(root, options, memory.as_deref_mut().map(|memory| &mut memory.content))?;
    progress.begin(Stage::Enriching, content.articles.len());
    let (decided, stale) = review::bind::overrides(&content);
    diagnostics.extend(stale);
    let (findings, links) =
        rayon::join(|| enrich_all(&content, &decided, progress, memory), || content::links::gather(&content));
    Ok(Enriched { content, findings, links, diagnostics })
}

impl Enriched {
    /// The joined site, which lies at `root`.
    fn join(self, root: &Path, memory: Option<&mut Memory>) -> (Site, Faults) {
        let Self { content, findings, links, mut diagnostics } = self;
        let (site, faults) = site::join_again(content, findings, memory.map(|memory| &mut memory.site));
        diagnostics.extend(faults);
        let mut made = addresses::made(&site);
        made.extend(static_files(root));
        (site, Faults { known: diagnostics, links, made })
    }
}

/// The addresses of the files in the site's own `static/`.
fn static_files(root: &Path) -> impl Iterator<Item = String> {
    let folder = root.join("static");
    let walk = walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok);
    walk.filter(|entry| entry.file_type().is_file()).filter_map(move |entry| {
        let parts = entry.path().strip_prefix(&folder).ok()?;
        let parts: Vec<_> = parts.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    })
}

/// What is kept from one build of a site to the next: what has not changed is neither read nor enriched again.
#[derive(Debug, Default)]
pub struct Memory {
    content: content::Memory,
    site: site::Memory,
    /// What besides an article its findings rest on: the profiles, the language of the site.
    profiles: Vec<KnownSpeaker>,
    language: Option<String>,
    findings: Vec<Known>,
}
