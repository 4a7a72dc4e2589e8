//! What of a folder is imported, and where each file goes.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::generator::{Generator, SourceSite};

/// A text to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub source: PathBuf,
    /// How it is read.
    pub kind: EntryKind,
    /// Path below the folder of articles; of a page or a pasted text only its folder, as its title names it.
    pub target: PathBuf,
}

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Markdown with front matter.
    Markdown,
    /// A saved page or a pasted text.
    Page,
}

/// What is to be done with the files of a folder.
#[derive(Debug, Default)]
pub struct Plan {
    /// Texts, by path.
    pub entries: Vec<Entry>,
    /// Files that belong to an article and are copied with it: from where, and to which path below the folder of
    /// articles.
    pub resources: Vec<(PathBuf, PathBuf)>,
    /// What is left out, and why.
    pub skipped: Vec<(PathBuf, &'static str)>,
}

/// Folders that hold no articles, whatever the generator.
const NO_ARTICLES: [&str; 9] = [
    "node_modules",
    "_site",
    "_includes",
    "_layouts",
    "_data",
    "_sass",
    "layouts",
    "templates",
    "archetypes",
];

impl Plan {
    /// Reads the folder `folder`, part of `site` if it is one of a known generator.
    pub(super) fn of_folder(folder: &Path, site: Option<&SourceSite>) -> Self {
        let mut plan = Self::default();
        let is_root = site.is_some_and(|site| same(&site.root, folder));
        let folders = match site {
            Some(site) if is_root && !site.article_folders().is_empty() => site.article_folders(),
            _ => vec![folder.to_owned()],
        };
        for folder in folders {
            plan.read(&folder);
        }
        plan
    }

    /// A single file: with its bundle, when it is the index of one.
    pub(super) fn of_file(file: &Path) -> Self {
        let mut plan = Self::default();
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let folder = absolute.parent().unwrap_or(Path::new("."));
        if is_markdown(file) && stem(file) == "index" {
            let name = folder.file_name().map(PathBuf::from).unwrap_or_default();
            plan.entries.push(Entry {
                source: file.to_owned(),
                kind: EntryKind::Markdown,
                target: name.join("index.md"),
            });
            for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok) {
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned();
                if entry.file_type().is_file() && !is_text(entry.path()) && !is_hidden(&entry) {
                    plan.resources.push((entry.path().to_owned(), name.join(below)));
                }
            }
        } else {
            let kind = if is_markdown(file) { EntryKind::Markdown } else { EntryKind::Page };
            let name = file.file_name().map(PathBuf::from).unwrap_or_default();
            let target = if kind == EntryKind::Markdown { name.with_extension("md") } else { PathBuf::new() };
            plan.entries.push(Entry { source: file.to_owned(), kind, target });
        }
        plan
    }

    fn read(&mut self, folder: &Path) {
        let mut bundles: Vec<PathBuf> = Vec::new();
        let wanted = |entry: &DirEntry| {
            let name = entry.file_name().to_string_lossy();
            let is_folder = entry.file_type().is_dir();
            entry.depth() == 0
                || !(is_hidden(entry)
                    || is_folder && (NO_ARTICLES.contains(&name.as_ref()) || is_beside_page(entry.path())))
        };
        let walk =
            WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(wanted).filter_map(Result::ok);
        let files: Vec<PathBuf> =
            walk.filter(|entry| entry.file_type().is_file()).map(DirEntry::into_path).collect();
        for file in &files {
            if is_markdown(file) && stem(file) == "index" {
                bundles.extend(file.parent().map(Path::to_owned));
            }
        }
        for file in files {
            let below = file.strip_prefix(folder).unwrap_or(&file).to_owned();
            let is_resource =
                file.ancestors().skip(1).any(|above| bundles.iter().any(|bundle| bundle == above));
            if is_markdown(&file) {
                if stem(&file) == "_index" {
                    self.skipped.push((
                        file,
                        "it introduces a list, which Nutgraf makes itself; a topic can have such a text",
                    ));
                } else if matches!(
                    stem(&file).to_lowercase().as_str(),
                    "readme" | "license" | "contributing" | "changelog"
                ) {
                    self.skipped.push((file, "it is about the folder"));
                } else {
                    let target = target(&below, folder);
                    self.entries.push(Entry { source: file, kind: EntryKind::Markdown, target });
                }
            } else if is_resource {
                let target = moved(&below, folder);
                self.resources.push((file, target));
            } else if is_text(&file) {
                let target = below.parent().map(plain).unwrap_or_default();
                self.entries.push(Entry { source: file, kind: EntryKind::Page, target });
            } else if let Some(reason) = foreign(&file) {
                self.skipped.push((file, reason));
            }
        }
    }
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0 && (name.starts_with('.') || name.ends_with('~'))
}

/// Whether a folder holds what a browser has saved beside a page.
fn is_beside_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let Some((stem, "files" | "Dateien" | "fichiers")) = name.rsplit_once('_') else { return false };
    ["html", "htm"].iter().any(|ending| folder.with_file_name(format!("{stem}.{ending}")).is_file())
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether the file's name says that it is Markdown.
pub(super) fn is_markdown(path: &Path) -> bool {
    matches!(ending(path).as_str(), "md" | "markdown" | "mdown" | "mkd" | "mkdn")
}

/// Whether the file is a text of its own, and nothing that belongs to one.
pub(super) fn is_text(path: &Path) -> bool {
    is_markdown(path) || matches!(ending(path).as_str(), "html" | "htm" | "xhtml" | "txt")
}

/// Why a text in another markup is left out.
fn foreign(path: &Path) -> Option<&'static str> {
    match ending(path).as_str() {
        "njk" | "liquid" | "hbs" | "ejs" | "pug" | "webc" => Some("it is a template"),
        "mdx" | "astro" => Some("it is a program"),
        "adoc" | "asciidoc" | "rst" | "org" | "textile" | "ad" => {
            Some("it is another markup than Markdown; convert it first")
        }
        _ => None,
    }
}

/// A path without what only says how a file is treated.
fn plain(below: &Path) -> PathBuf {
    let is_place = |part: &Component<'_>| {
        let name = part.as_os_str().to_string_lossy();
        !matches!(name.as_ref(), "_posts" | "_drafts")
    };
    below.components().filter(is_place).collect()
}

/// The path of a resource below the folder of articles.
fn moved(below: &Path, folder: &Path) -> PathBuf {
    let below = plain(below);
    if below.components().count() > 1 { below } else { folder_name(folder).join(below) }
}

/// The name of the folder that is imported.
fn folder_name(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    absolute.file_name().map_or_else(|| PathBuf::from("imported"), PathBuf::from)
}

/// The path of an article below the folder of articles, for the Markdown file at `below` in `folder`.
fn target(below: &Path, folder: &Path) -> PathBuf {
    let below = plain(below).with_extension("md");
    let above = below.parent().map(Path::to_owned).unwrap_or_default();
    let above = if above.as_os_str().is_empty() { folder_name(folder) } else { above };
    let name = stem(&below);
    match name.strip_prefix("index") {
        // The list of articles has the address of an index at the top.
        Some("") => above.join("index.md"),
        // A translation beside its original, which needs an address of its own.
        Some(tag) if tag.starts_with('.') => {
            let name = above.file_name().unwrap_or_default().to_string_lossy().into_owned();
            above.join(format!("{name}{}.md", tag.replace('.', "-")))
        }
        _ => below,
    }
}

/// The address that the file at `source` has in the site that its generator makes of it, by the generator's own rule.
pub(super) fn former_address(
    site: &SourceSite,
    source: &Path,
    slug: Option<&str>,
    categories: &[String],
) -> Option<String> {
    let source = std::path::absolute(source).ok()?;
    let below = source.strip_prefix(&site.root).ok()?;
    let parts: Vec<String> =
        below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let (name, folders) = parts.split_last()?;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let without_day = crate::content::slug::without_date(stem);
    let content = |folders: &[String]| match folders.first().map(String::as_str) {
        Some("content" | "src") => folders[1..].join("/"),
        _ => folders.join("/"),
    };
    let join = |folders: String, name: &str| format!("/{folders}/{name}/").replace("//", "/");
    Some(match site.generator {
        Generator::Hugo if stem == "index" => {
            let (last, above) = folders.split_last()?;
            join(content(above), slug.unwrap_or(last)).to_lowercase()
        }
        Generator::Hugo => join(content(folders), slug.unwrap_or(stem)).to_lowercase(),
        Generator::Zola if stem == "index" => {
            let (last, above) = folders.split_last()?;
            join(content(above), slug.unwrap_or(crate::content::slug::without_date(last)))
        }
        Generator::Zola => join(content(folders), slug.unwrap_or(without_day)),
        Generator::Eleventy if stem == "index" => format!("/{}/", content(folders)).replace("//", "/"),
        Generator::Eleventy => join(content(folders), without_day),
        Generator::Jekyll => {
            let day = stem.get(..10).filter(|_| without_day != stem)?;
            let above: String =
                categories.iter().map(|category| format!("/{}", category.to_lowercase())).collect();
            format!("{above}/{}/{}.html", day.replace('-', "/"), slug.unwrap_or(without_day))
        }
    })
}

/// Where what was written for one site is found in the other.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// Paths below the folder of articles, by every name that their generator has for them.
    by_name: HashMap<String, PathBuf>,
    /// The same by file name; nothing where several files have it.
    by_short_name: HashMap<String, Option<PathBuf>>,
    targets: HashSet<PathBuf>,
}

impl Moved {
    /// Notes that the article at `target` is called `name`.
    pub fn add(&mut self, name: &str, target: &Path) {
        self.targets.insert(target.to_owned());
        self.by_name.entry(canonical(name)).or_insert_with(|| target.to_owned());
    }

    /// Notes that the article at `target` is called `name`, as another may be.
    pub fn add_short(&mut self, name: &str, target: &Path) {
        let known = self.by_short_name.entry(name.to_owned()).or_insert_with(|| Some(target.to_owned()));
        if known.as_deref() != Some(target) {
            *known = None;
        }
    }

    /// Whether an article goes to `path`.
    pub fn is_target(&self, path: &Path) -> bool {
        self.targets.contains(path)
    }

    /// The article called `name`.
    pub fn find(&self, name: &str) -> Option<&Path> {
        let short = || self.by_short_name.get(name)?.as_deref();
        self.by_name.get(&canonical(name)).map(PathBuf::as_path).or_else(short)
    }
}

/// Names are the same with and without slashes at their ends, `index.html` and the ending of a page.
fn canonical(name: &str) -> String {
    let name = name.trim_matches('/');
    let name = name.strip_suffix("index.html").unwrap_or(name).trim_end_matches('/');
    let name = name.strip_suffix(".html").unwrap_or(name);
    name.to_owned()
}

/// The way from the folder of the file `from` to `to`, both below one folder, as a link says it.
pub(super) fn relative(from: &Path, to: &Path) -> String {
    let from: Vec<_> = from.parent().into_iter().flat_map(Path::components).collect();
    let to: Vec<_> = to.components().collect();
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let down = to[common..].iter().map(|part| part.as_os_str().to_string_lossy().replace(' ', "%20"));
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A path without `.` and `..`; `None` when it leads above its beginning.
pub(super) fn clean(path: &Path) -> Option<PathBuf> {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if !clean.pop() => return None,
            Component::ParentDir | Component::CurDir => {}
            part => clean.push(part),
        }
    }
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_go_where_they_were() {
        let at = |path: &str| target(Path::new(path), Path::new("/old/blog")).to_string_lossy().into_owned();
        assert_eq!(at("2025/tides.markdown"), "2025/tides.md");
        assert_eq!(at("_posts/2025-01-02-tides.md"), "2025-01-02-tides.md");
        assert_eq!(at("harbour/_posts/2025-01-02-tides.md"), "harbour/2025-01-02-tides.md");
        assert_eq!(at("talks/index.md"), "talks/index.md");
        assert_eq!(at("talks/index.fr.md"), "talks/talks-fr.md");
        assert_eq!(at("index.md"), "blog/index.md");
        assert_eq!(at("talks.fr.md"), "talks.fr.md");
    }

    #[test]
    fn links_go_up_and_down() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("a/b.md", "a/c.md"), "c.md");
        assert_eq!(way("a/b/index.md", "c/d e.png"), "../../c/d%20e.png");
        assert_eq!(way("a.md", "b.md"), "b.md");
    }

    #[test]
    fn a_name_is_known_in_every_form() {
        let mut moved = Moved::default();
        moved.add("/blog/tides/", Path::new("tides.md"));
        moved.add("/2025/01/02/tides.html", Path::new("tides.md"));
        for name in ["blog/tides", "/blog/tides/index.html", "/2025/01/02/tides", "2025/01/02/tides.html"] {
            assert_eq!(moved.find(name), Some(Path::new("tides.md")), "{name}");
        }
        assert_eq!(moved.find("blog"), None);
    }
}
