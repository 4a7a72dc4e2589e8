//! One Markdown file of another generator to one article.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::convert::Converter;
use super::generator::{Generator, SourceSite};
use super::links::{self, Use, is_picture};
use super::mapping::{self, Mapped};
use super::matter::{self, Matter};
use super::plan::{Moved, clean, former_address, is_text, relative};
use crate::content::{links::percent_decode, slug};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::import::notes::Notes;
use crate::language::Language;
use crate::text::slug as slugify;

/// An article as it came out.
#[derive(Debug)]
pub struct Converted {
    /// Headline.
    pub title: String,
    /// Front matter and text.
    pub markdown: String,
    /// Number of words in the text.
    pub words: usize,
    /// Files that go with it.
    pub copies: Vec<Copy>,
    /// What was changed, dropped, or is doubtful, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file that goes with an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copy {
    /// To a path below the folder of articles.
    Beside(PathBuf, PathBuf),
    /// To a path below `static/`.
    Static(PathBuf, PathBuf),
}

/// Where a text is from and where it goes.
pub(super) struct Source<'a> {
    pub path: &'a Path,
    /// Below the folder of articles.
    pub target: &'a Path,
    pub site: Option<&'a SourceSite>,
    pub generator: Option<Generator>,
    /// The folder out of which nothing is copied.
    pub base: &'a Path,
    pub moved: &'a Moved,
    /// The slug that it gets because another article has its own.
    pub slug: Option<&'a str>,
    pub resources: &'a [(PathBuf, PathBuf)],
}

/// The slug that `file` has when it goes to `target`.
pub(super) fn slug_of(file: &Arc<SourceFile>, target: &Path, generator: Option<Generator>) -> String {
    let matter = matter::read(&file.text).unwrap_or_default();
    let mapped = mapping::map(matter.entries, generator, &Language::english().import, &mut Notes::new(file));
    let given = mapped.slug.map(|given| slugify(&given)).filter(|given| !given.is_empty());
    given.unwrap_or_else(|| natural_slug(target))
}

/// The slug that an article at `target` has when its front matter gives none.
fn natural_slug(target: &Path) -> String {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let folder = target.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    slug::from_file_name(if stem == "index" { &folder } else { &stem })
}

/// Every name by which others of its site may link to `file`: long ones, and short ones that may not be unique.
pub(super) fn names(
    file: &Arc<SourceFile>,
    path: &Path,
    site: Option<&SourceSite>,
    generator: Option<Generator>,
) -> (Vec<String>, Vec<String>) {
    let matter = matter::read(&file.text).unwrap_or_default();
    let mut unheard = Notes::new(file);
    let mapped = mapping::map(matter.entries, generator, &Language::english().import, &mut unheard);
    let mut long = mapped.aliases;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    long.push(absolute.to_string_lossy().into_owned());
    if let Some(site) = site {
        if let Ok(below) = absolute.strip_prefix(&site.root) {
            let below = below.to_string_lossy().replace('\\', "/");
            let content = below.strip_prefix("content/").unwrap_or(&below).to_owned();
            // Hugo leaves the ending out.
            long.extend(content.rsplit_once('.').map(|(path, _)| path.to_owned()));
            long.extend(content.strip_suffix("/index.md").map(str::to_owned));
            long.extend([content, below]);
        }
        if site.has_default_addresses() {
            long.extend(former_address(site, path, mapped.slug.as_deref(), &mapped.categories));
        }
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = absolute.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let short = if stem == "index" { folder.into_iter().collect() } else { vec![name, stem] };
    (long, short)
}

/// The article that `file` becomes.
pub(super) fn convert(
    file: &Arc<SourceFile>,
    source: &Source<'_>,
    language: &Language,
) -> Result<Converted, Box<Diagnostic>> {
    let matter = matter::read(&file.text).map_err(|error| {
        let help = "mend it in the original and import it again";
        Box::new(
            Diagnostic::error("import-front-matter", error.message)
                .at(file, error.span, "reading stopped here")
                .help(help),
        )
    })?;
    let mut notes = Notes::new(file);
    let Matter { entries, body, comments } = matter;
    for comment in comments {
        let message = "a comment in the front matter was dropped";
        notes.advice("import-key-dropped", message, comment, "", "");
    }
    let mut mapped = mapping::map(entries, source.generator, &language.import, &mut notes);
    let text = {
        let find = |name: &str| source.article(name);
        let mut converter =
            Converter { text: &file.text, generator: source.generator, find: &find, notes: &mut notes };
        converter.convert(body..file.text.len())
    };
    let mut copies = Vec::new();
    let text = links::rewrite(&text, &mut |written, used| {
        source.destination(written, used, &mut copies, &mut notes, file)
    });
    let (title, text) = title(&mapped, source, &text, &mut notes);
    complete(&mut mapped, source, language, &mut notes);
    if let Some(image) = &mut mapped.image {
        let written = std::mem::take(&mut image.src);
        let found = source.picture(&written, &mut copies);
        if found.is_none() {
            let message = format!("the picture {written} was not found");
            let help = "put it beside the article and name it under `src` of `image`";
            notes.warning("import-not-copied", &message, image.span.clone(), "no such file", help);
        }
        image.src = found.unwrap_or_default();
    }
    let words = text.split_whitespace().count();
    let markdown = format!("{}\n{}\n", mapped.to_yaml(&title), text.trim_matches(['\n', '\r', ' ']));
    let markdown = markdown.trim_end().to_owned() + "\n";
    copies.dedup();
    let mut diagnostics = notes.into_list();
    diagnostics
        .sort_by_key(|one| one.place.as_ref().and_then(|place| place.span.as_ref()).map(|span| span.start));
    Ok(Converted { title, markdown, words, copies, diagnostics })
}

/// The headline, and `text` without it: of the front matter, else the first heading, else the file's name.
fn title(mapped: &Mapped, source: &Source<'_>, text: &str, notes: &mut Notes<'_>) -> (String, String) {
    let trimmed = text.trim_start();
    let heading = trimmed.strip_prefix("# ").map(|rest| rest.split_once('\n').unwrap_or((rest, "")));
    let heading = heading.map(|(words, rest)| (words.trim().trim_end_matches('#').trim(), rest));
    match (&mapped.title, heading) {
        // The page has its title above the text already.
        (Some(title), Some((words, rest))) if slugify(title) == slugify(words) => {
            (title.clone(), rest.to_owned())
        }
        (Some(title), _) => (title.clone(), text.to_owned()),
        (None, Some((words, rest))) if !words.is_empty() => (words.replace(['*', '`'], ""), rest.to_owned()),
        (None, _) => {
            let name = source.name();
            let words = slug::without_date(&name).replace(['-', '_'], " ");
            let mut letters = words.trim().chars();
            let title: String =
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
            let message = format!("there is no title, so the file's name became one: {title}");
            notes.about_file("import-no-title", &message, "write the headline under `title`");
            (title, text.to_owned())
        }
    }
}

/// Adds what the file's name and place say.
fn complete(mapped: &mut Mapped, source: &Source<'_>, language: &Language, notes: &mut Notes<'_>) {
    let name = source.name();
    let day: Option<Date> =
        name.get(..10).filter(|_| slug::without_date(&name) != name).and_then(|day| day.parse().ok());
    mapped.date = mapped.date.or(day);
    if mapped.date.is_none() {
        let help = "write it under `date`: without it “on Tuesday” can't be resolved";
        notes.about_file("import-no-date", "no date of publication found", help);
    }
    mapped.draft |= source.path.components().any(|part| part.as_os_str() == "_drafts");
    let suffix = name.rsplit_once('.').map(|(_, tag)| tag.to_owned()).filter(|tag| tag.len() == 2);
    let tag = mapped.language.take().or(suffix).unwrap_or_else(|| language.code.to_owned());
    let is_english = Language::find(&tag).is_some_and(|pack| pack.code == Language::english().code);
    mapped.language = Some(tag).filter(|_| !is_english);

    let natural = natural_slug(source.target);
    mapped.slug = mapped
        .slug
        .take()
        .map(|given| slugify(&given))
        .filter(|given| !given.is_empty() && *given != natural);
    let site = source.site.filter(|site| site.has_default_addresses() && !mapped.has_address);
    if let Some(former) =
        site.and_then(|site| former_address(site, source.path, mapped.slug.as_deref(), &mapped.categories))
    {
        mapped.aliases.push(former);
    }
    if let Some(other) = source.slug {
        let message = format!("another article has its slug, so it got one of its own: {other}");
        let help = "the folders of articles are no part of their addresses here";
        notes.note("import-slug", &message, help);
        mapped.slug = Some(other.to_owned());
    }
    let own = format!("/articles/{}/", mapped.slug.as_deref().unwrap_or(&natural));
    let mut seen = std::collections::HashSet::new();
    mapped.aliases.retain(|alias| *alias != own && seen.insert(alias.trim_matches('/').to_owned()));
}

impl Source<'_> {
    /// The name of the file, or of its folder when it is the index of one, without its ending.
    fn name(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if stem != "index" {
            return stem;
        }
        let absolute = std::path::absolute(self.path).unwrap_or_else(|_| self.path.to_owned());
        absolute.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The link to the article called `name`, with what follows `#`.
    fn article(&self, name: &str) -> Option<String> {
        let (path, anchor) = name.split_at(name.find('#').unwrap_or(name.len()));
        let target = self.find(path)?;
        Some(format!("{}{anchor}", relative(self.target, target)))
    }

    fn find(&self, path: &str) -> Option<&Path> {
        if path.is_empty() {
            return None;
        }
        let beside = || {
            let absolute = std::path::absolute(self.path).ok()?;
            self.moved.find(&clean(&absolute.parent()?.join(path))?.to_string_lossy())
        };
        self.moved.find(path.strip_prefix("@/").unwrap_or(path)).or_else(beside)
    }

    /// What takes the place of the destination `written`; `None` to leave it.
    fn destination(
        &self,
        written: &str,
        used: Use,
        copies: &mut Vec<Copy>,
        notes: &mut Notes<'_>,
        file: &SourceFile,
    ) -> Option<String> {
        let cut = written.find(['?', '#']).unwrap_or(written.len());
        let (path, suffix) = written.split_at(cut);
        if path.is_empty() || is_elsewhere(path) || path.contains("{{") || path.contains("{%") {
            return None;
        }
        let path = percent_decode(path);
        // What a tag has become leads from the new place already.
        let from_target = self.target.parent().and_then(|folder| clean(&folder.join(&path)));
        if from_target.is_some_and(|target| self.moved.is_target(&target)) {
            return None;
        }
        if used == Use::Link
            && let Some(target) = self.find(&path)
        {
            return Some(format!("{}{suffix}", relative(self.target, target)));
        }
        if let Some(found) = self.picture(&path, copies) {
            return (found != path).then(|| format!("{}{suffix}", found.replace(' ', "%20")));
        }
        let at = file.text.find(written).map_or(0..0, |at| at..at + written.len());
        if used == Use::Image || is_picture(&path) {
            let message = format!("the picture {path} was not found and not copied");
            notes.warning("import-not-copied", &message, at, "no such file", "put it beside the article");
        } else {
            let message = format!("the link {written} leads to nothing that is imported with it");
            let help = "import that page as well, or write its full address on the web";
            notes.warning("import-link", &message, at, "leads nowhere here", help);
        }
        None
    }

    /// The address at which the file that is written as `written` will be, noting to copy it there.
    fn picture(&self, written: &str, copies: &mut Vec<Copy>) -> Option<String> {
        if is_elsewhere(written) {
            return Some(written.to_owned());
        }
        let disk = self.on_disk(written)?;
        let absolute = disk.canonicalize().ok()?;
        let same = |path: &Path| path.canonicalize().is_ok_and(|path| path == absolute);
        if let Some((_, target)) =
            self.resources.iter().find(|(path, _)| path.file_name() == disk.file_name() && same(path))
        {
            return Some(relative(self.target, target)).map(|found| found.replace("%20", " "));
        }
        let beside = self.target.parent().unwrap_or(Path::new("")).join(written);
        if let Some(beside) = clean(&beside).filter(|_| !written.starts_with('/')) {
            copies.push(Copy::Beside(disk, beside));
            return Some(written.to_owned());
        }
        let place = match written.strip_prefix('/') {
            Some(below) => clean(Path::new(below))?,
            None => absolute.strip_prefix(self.base.canonicalize().ok()?).ok()?.to_owned(),
        };
        let address = format!("/{}", place.to_string_lossy().replace('\\', "/"));
        copies.push(Copy::Static(disk, place));
        Some(address)
    }

    /// The file that `written` names, inside of the site that is imported.
    fn on_disk(&self, written: &str) -> Option<PathBuf> {
        let base = self.base.canonicalize().ok()?;
        let inside = |path: PathBuf| {
            let real = path.canonicalize().ok()?;
            (real.is_file() && real.starts_with(&base) && !is_text(&real)).then_some(path)
        };
        if let Some(below) = written.strip_prefix('/') {
            let folders =
                self.site.map(SourceSite::public_folders).unwrap_or_else(|| vec![self.base.to_owned()]);
            return folders.into_iter().find_map(|folder| inside(folder.join(below)));
        }
        inside(self.path.parent().unwrap_or(Path::new(".")).join(written))
    }
}

/// Whether an address names its own scheme or host.
fn is_elsewhere(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    address.starts_with("//")
        || !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}
