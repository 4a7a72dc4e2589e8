//! Sites of other generators: Markdown with front matter for Hugo, Jekyll, Zola or Eleventy in, articles out.
//!
//! ```text
//! folder ── plan ──► files ── matter, mapping ──► front matter ─┐
//!                         └── convert, links ───► text ─────────┴─► Markdown, and the pictures that go with it
//! ```
//!
//! Nothing is lost without a word: keys that mean nothing here are kept under `extra` or named as dropped, and template
//! tags without a counterpart stay in the text and are named as well. Must not know: how a site is read or built.

mod article;
mod convert;
mod generator;
mod keys;
mod links;
mod mapping;
mod matter;
mod picture;
mod plan;
mod tags;

pub use article::{Converted, Copy};
pub use generator::Generator;
pub use plan::{Entry, EntryKind, Plan};

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::article::Source;
use self::generator::SourceSite;
use self::plan::Moved;
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::language::Language;

/// Whether `text`, called `name`, is Markdown rather than a pasted text: by its front matter or its name.
pub fn is_markdown(text: &str, name: &Path) -> bool {
    matter::begins(text) || plan::is_markdown(name)
}

/// A file or a folder that is to be imported, with what is known of the site that it is from.
#[derive(Debug)]
pub struct Import {
    /// What is read, and where it goes.
    pub plan: Plan,
    site: Option<SourceSite>,
    generator: Option<Generator>,
    /// The folder out of which nothing is copied.
    base: PathBuf,
    moved: Moved,
    /// Slugs of articles, by their target, that would else have that of another.
    slugs: HashMap<PathBuf, String>,
    /// Folders below that of articles that hold an index.
    bundles: HashSet<PathBuf>,
    language: &'static Language,
}

impl Import {
    /// Plans the import of `input`, which `generator` was to read if that is known. Only names are looked at yet.
    pub fn new(input: &Path, generator: Option<Generator>, language: &'static Language) -> Self {
        let site = SourceSite::around(input).filter(|site| generator.is_none_or(|one| one == site.generator));
        let plan = if input.is_dir() { Plan::of_folder(input, site.as_ref()) } else { Plan::of_file(input) };
        let generator = generator.or(site.as_ref().map(|site| site.generator));
        let indexes = plan.entries.iter().filter(|entry| entry.target.ends_with("index.md"));
        let bundles = indexes.filter_map(|entry| entry.target.parent().map(Path::to_owned)).collect();
        let own = if input.is_dir() {
            input
        } else {
            input.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."))
        };
        let base = site.as_ref().map_or_else(|| own.to_owned(), |site| site.root.clone());
        Self {
            plan,
            site,
            generator,
            base,
            moved: Moved::default(),
            slugs: HashMap::new(),
            bundles,
            language,
        }
    }

    /// For a text without a place: standard input.
    pub fn without_place(generator: Option<Generator>, language: &'static Language) -> Self {
        let base = PathBuf::from("\0");
        Self {
            plan: Plan::default(),
            site: None,
            generator,
            base,
            moved: Moved::default(),
            slugs: HashMap::new(),
            bundles: HashSet::new(),
            language,
        }
    }

    /// Notes the names of `files`, all that are imported together, so that links between them can be followed.
    pub fn know(&mut self, files: &[(Entry, Arc<SourceFile>)]) {
        let mut taken: HashSet<String> = HashSet::new();
        for (entry, file) in files {
            let (long, short) = article::names(file, &entry.source, self.site.as_ref(), self.generator);
            long.iter().for_each(|name| self.moved.add(name, &entry.target));
            short.iter().for_each(|name| self.moved.add_short(name, &entry.target));

            let slug = article::slug_of(file, &entry.target, self.generator);
            if !taken.insert(slug.clone()) {
                // Articles of one name stand in different folders.
                let folder = entry.target.with_file_name("").to_string_lossy().replace(['/', '\\'], " ");
                let longer = crate::text::slug(&format!("{folder} {slug}"));
                let numbered = (2..).map(|number| format!("{longer}-{number}"));
                let free =
                    std::iter::once(longer.clone()).chain(numbered).find(|slug| taken.insert(slug.clone()));
                self.slugs.insert(entry.target.clone(), free.unwrap_or(longer));
            }
        }
    }

    /// The article that `file` becomes. `target` is its path below the folder of articles.
    ///
    /// # Errors
    /// When its front matter can't be read.
    pub fn convert(
        &self,
        file: &Arc<SourceFile>,
        source: &Path,
        target: &Path,
    ) -> Result<Converted, Box<Diagnostic>> {
        let source = Source {
            path: source,
            target,
            site: self.site.as_ref(),
            generator: self.generator,
            base: &self.base,
            moved: &self.moved,
            slug: self.slugs.get(target).map(String::as_str),
            resources: &self.plan.resources,
        };
        article::convert(file, &source, self.language)
    }

    /// The files of the bundle whose index goes to `target`.
    pub fn resources_of<'a>(&'a self, target: &'a Path) -> impl Iterator<Item = &'a (PathBuf, PathBuf)> {
        let folder = target.parent().filter(|_| target.ends_with("index.md"));
        let innermost =
            move |path: &Path| path.ancestors().skip(1).find(|above| self.bundles.contains(*above)) == folder;
        self.plan.resources.iter().filter(move |(_, to)| folder.is_some() && innermost(to))
    }
}
