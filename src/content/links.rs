//! Where the author's links lead: other files of the content, addresses of the site, elsewhere.
//!
//! Resolving is done while loading and needs the content alone. Checking needs the addresses that later
//! stages make as well (a speaker's page, the timeline), and so is asked for when they are known.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::fields::nearest;
use super::{Content, OverrideKind, Target};
use crate::diagnostics::{Diagnostic, SourceFile};

/// Every address that the content itself has.
#[derive(Debug, Default)]
pub(super) struct AddressBook {
    /// Path below `content/` of a file, or of a folder with an index, and its address.
    by_path: HashMap<String, String>,
    addresses: HashSet<String>,
}

impl AddressBook {
    /// Notes that the file `path` below `content/` is published at `address`.
    pub fn add(&mut self, path: &str, address: &str) {
        if let Some(folder) = path.strip_suffix("/index.md") {
            self.by_path.insert(folder.to_owned(), address.to_owned());
        }
        self.by_path.insert(path.to_owned(), address.to_owned());
        self.addresses.insert(address.to_owned());
    }

    /// Where `target` leads in the file `path` (below `content/`) that is published at `address`.
    pub fn resolve(&self, target: &str, path: &str, address: &str) -> Target {
        if let Some(fragment) = target.strip_prefix('#') {
            return Target::Here(percent_decode(fragment));
        }
        if is_external(target) {
            return Target::External;
        }
        let cut = target.find(['?', '#']).unwrap_or(target.len());
        let (written, suffix) = (percent_decode(&target[..cut]), target[cut..].to_owned());
        if written.is_empty() {
            return if suffix.is_empty() {
                Target::Missing
            } else {
                Target::Site { path: address.to_owned(), suffix }
            };
        }
        let site = |path: String| Target::Site { path, suffix: suffix.clone() };
        let beside = match written.strip_prefix('/') {
            Some(absolute) => clean(absolute),
            None => join(folder_of(path), &written),
        };
        if let Some(beside) = beside {
            if let Some(found) = self.by_path.get(beside.trim_end_matches('/')) {
                return site(found.clone());
            }
            let beside = canonical(&beside);
            if written.starts_with('/') && !beside.ends_with(".md") || self.addresses.contains(&beside) {
                return site(beside);
            }
        }
        if written.ends_with(".md") || written.starts_with('/') {
            return Target::Missing;
        }
        match join(address, &written) {
            Some(seen_from_page) => site(canonical(&seen_from_page)),
            None => Target::Missing,
        }
    }
}

/// Whether an address names its own scheme or host.
fn is_external(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    let mut bytes = scheme.bytes();
    target.starts_with("//")
        || bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `relative` as seen from the folder `base`; `None` when it leads out of the site.
fn join(base: &str, relative: &str) -> Option<String> {
    clean(&format!("{}/{relative}", base.trim_end_matches('/')))
}

/// A path without `.`, `..` and empty parts; a slash at its end stays.
fn clean(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let mut clean = parts.join("/");
    if !clean.is_empty() && (path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..")) {
        clean.push('/');
    }
    Some(clean)
}

/// The form in which addresses are compared: folders end with a slash, `index.html` is not said.
pub(super) fn canonical(path: &str) -> String {
    let path = path.trim_start_matches('/');
    let path = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    let last = path.rsplit('/').next().unwrap_or_default();
    if path.is_empty() || last.is_empty() || last.contains('.') {
        path.to_owned()
    } else {
        format!("{path}/")
    }
}

/// `text` with `%20` and its like decoded; text that would be no UTF-8 stays as it is.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// What is to be checked when every address of the site is known.
#[derive(Debug, Default)]
pub struct LinkCheck {
    links: Vec<Pending>,
    terms: Vec<(Arc<SourceFile>, String, Range<usize>)>,
    term_ids: Vec<String>,
    /// Addresses of the content, with the identifiers in each.
    anchors: BTreeMap<String, HashSet<String>>,
    files: BTreeSet<String>,
    unpublished: HashSet<String>,
}

#[derive(Debug)]
struct Pending {
    file: Arc<SourceFile>,
    place: Range<usize>,
    written: String,
    to: Target,
    is_image: bool,
    /// Address of the document that holds it.
    from: String,
}

impl Pending {
    /// The address of the page of the site that it leads to, and what it names there.
    fn place_on(&self) -> Option<(&str, Option<&str>)> {
        match &self.to {
            Target::Here(fragment) => Some((&self.from, Some(fragment))),
            Target::Site { path, suffix } => {
                Some((path, suffix.split_once('#').map(|(_, fragment)| fragment)))
            }
            Target::External | Target::Missing => None,
        }
    }
}

/// Gathers every link, image and term of `content`.
pub fn gather(content: &Content) -> LinkCheck {
    let mut check = LinkCheck {
        term_ids: content.glossary.iter().map(|term| term.id.clone()).collect(),
        files: content.files.iter().map(|(_, address)| address.clone()).collect(),
        unpublished: content.unpublished.iter().cloned().collect(),
        ..LinkCheck::default()
    };
    let documents: Vec<_> = content.documents().collect();
    for document in &documents {
        let pending = |written: &str, place: &Range<usize>, to: &Target, is_image| Pending {
            file: Arc::clone(document.file),
            place: place.clone(),
            written: written.to_owned(),
            to: to.clone(),
            is_image,
            from: document.address.clone(),
        };
        // What lies on another site is nothing that can be judged from here.
        let links = document.body.links.iter().filter(|link| link.is_image || link.to != Target::External);
        check.links.extend(links.map(|link| pending(&link.target, &link.source, &link.to, link.is_image)));
        check.links.extend(document.image.map(|image| pending(&image.src, &image.span, &image.to, true)));
        for entry in &document.body.overrides {
            if let OverrideKind::Term(id) = &entry.kind {
                check.terms.push((Arc::clone(document.file), id.clone(), entry.source.clone()));
            }
        }
    }
    // Few links name a place on a page, and only those pages are asked for theirs.
    let asked: HashSet<&str> = check
        .links
        .iter()
        .filter_map(|link| link.place_on())
        .filter(|(_, fragment)| fragment.is_some())
        .map(|(page, _)| page)
        .collect();
    let anchors = documents.into_iter().map(|document| {
        let places = document.body.anchors.iter().filter(|_| asked.contains(document.address.as_str()));
        let places = places.cloned().collect();
        (document.address, places)
    });
    check.anchors = anchors.collect();
    check
}

/// [`gather`] and [`LinkCheck::diagnostics`] in one.
pub fn check(content: &Content, made: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Diagnostic> {
    gather(content).diagnostics(made)
}

impl LinkCheck {
    /// Every broken link, image, anchor and term. `made` are the addresses that are not of the content: pages that
    /// later stages make (`speakers/olga-example/`, `timeline/index.html`), files of `static/`, and their anchors
    /// (`articles/talks/#q-1a2b3c4d`). An anchor that the theme or enrichment gives to an article need not be listed
    /// when it has the form of one (`q-` or `e-` and a hash).
    pub fn diagnostics(&self, made: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Diagnostic> {
        let mut addresses: BTreeSet<String> = self.files.clone();
        addresses.extend(self.anchors.keys().cloned());
        // The home page is always there.
        addresses.insert(String::new());
        let mut anchors: HashSet<String> = HashSet::new();
        for address in made {
            match address.as_ref().split_once('#') {
                Some((page, anchor)) => {
                    anchors.insert(format!("{}#{anchor}", canonical(page)));
                }
                None => {
                    addresses.insert(canonical(address.as_ref()));
                }
            }
        }
        let mut diagnostics: Vec<Diagnostic> =
            self.links.iter().filter_map(|link| self.fault(link, &addresses, &anchors)).collect();
        let ids: Vec<&str> = self.term_ids.iter().map(String::as_str).collect();
        for (file, id, place) in &self.terms {
            if !ids.contains(&id.as_str()) {
                let help = match nearest(id, &ids) {
                    Some(known) => format!("did you mean `term:{known}`?"),
                    None => "add the term to content/glossary.yaml".to_owned(),
                };
                let diagnostic =
                    Diagnostic::error("unknown-term", format!("the glossary has no term `{id}`"));
                diagnostics.push(diagnostic.at(file, place.clone(), "in this link").help(help));
            }
        }
        diagnostics.sort_by(|a, b| place_of(a).cmp(&place_of(b)));
        diagnostics
    }

    fn fault(
        &self,
        link: &Pending,
        addresses: &BTreeSet<String>,
        anchors: &HashSet<String>,
    ) -> Option<Diagnostic> {
        let error = |code, message: String, help: String| {
            Some(
                Diagnostic::error(code, message)
                    .at(&link.file, link.place.clone(), "written here")
                    .help(help),
            )
        };
        let (path, fragment) = match &link.to {
            Target::External if link.is_image && !link.written.starts_with("data:") => {
                let message = format!("the image “{}” lies on another host", link.written);
                let help = "put a copy beside the text: readers' browsers then ask nobody else for it";
                let diagnostic = Diagnostic::warning("third-party-image", message);
                return Some(
                    diagnostic.at(&link.file, link.place.clone(), "not a file of this site").help(help),
                );
            }
            Target::Missing => return self.missing(link, None, addresses),
            _ => link.place_on()?,
        };
        if !addresses.contains(path) {
            return self.missing(link, Some(path), addresses);
        }
        let fragment = percent_decode(fragment.unwrap_or_default());
        let known = self.anchors.get(path)?;
        if fragment.is_empty()
            || fragment == "top"
            || known.contains(&fragment)
            || anchors.contains(&format!("{path}#{fragment}"))
            || is_made_anchor(&fragment)
        {
            return None;
        }
        let mut names: Vec<&str> = known.iter().map(String::as_str).collect();
        names.sort_unstable();
        let help = match nearest(&fragment, &names) {
            Some(name) => format!("did you mean `#{name}`?"),
            None => "the identifier of a heading is its words in small letters, joined by hyphens".to_owned(),
        };
        error("broken-anchor", format!("there is no place `#{fragment}` on that page"), help)
    }

    fn missing(
        &self,
        link: &Pending,
        path: Option<&str>,
        addresses: &BTreeSet<String>,
    ) -> Option<Diagnostic> {
        let (code, message, label) = if link.is_image {
            ("missing-image", format!("there is no image “{}”", link.written), "no such file")
        } else {
            ("broken-link", format!("the link “{}” leads nowhere", link.written), "no such page or file")
        };
        let draft = path.is_some_and(|path| self.unpublished.contains(path));
        let nearby = || {
            let known: Vec<&str> =
                addresses.iter().map(String::as_str).filter(|known| !known.is_empty()).collect();
            nearest(path.unwrap_or_default(), &known)
        };
        let help = if draft {
            "that article is a draft or dated in the future; publish it first, or take the link out"
                .to_owned()
        } else if link.is_image {
            "put the file beside the text, or write its path from there".to_owned()
        } else if let Some(near) = nearby() {
            format!("did you mean /{near}?")
        } else {
            "write the path of the other file from this one, such as `../other.md`".to_owned()
        };
        Some(Diagnostic::error(code, message).at(&link.file, link.place.clone(), label).help(help))
    }
}

fn place_of(diagnostic: &Diagnostic) -> Option<(&Path, usize)> {
    let place = diagnostic.place.as_ref()?;
    Some((&place.file.path, place.span.as_ref().map_or(0, |span| span.start)))
}

/// Whether enrichment may have made the identifier: a letter, a hyphen and a hash in hexadecimal.
fn is_made_anchor(fragment: &str) -> bool {
    let hash = fragment.strip_prefix("q-").or_else(|| fragment.strip_prefix("e-"));
    hash.is_some_and(|hash| {
        hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> AddressBook {
        let mut book = AddressBook::default();
        book.add("articles/2025/talks/index.md", "articles/talks/");
        book.add("articles/2025/talks/the map.png", "articles/talks/the map.png");
        book.add("articles/water.md", "articles/water/");
        book.add("about.md", "about/");
        book.add("guide/import.md", "guide/import/");
        book
    }

    #[test]
    fn links_are_read_from_the_file_and_from_the_page() {
        let book = book();
        let from_talks =
            |target: &str| book.resolve(target, "articles/2025/talks/index.md", "articles/talks/");
        let site = |path: &str, suffix: &str| Target::Site { path: path.into(), suffix: suffix.into() };
        assert_eq!(from_talks("../../water.md#costs"), site("articles/water/", "#costs"));
        assert_eq!(from_talks("the%20map.png"), site("articles/talks/the map.png", ""));
        assert_eq!(from_talks("/about"), site("about/", ""));
        assert_eq!(from_talks("/articles/water.md"), site("articles/water/", ""));
        assert_eq!(from_talks("../water/"), site("articles/water/", ""));
        assert_eq!(from_talks("../../speakers/olga-example/"), site("speakers/olga-example/", ""));
        assert_eq!(from_talks("../gone.md"), Target::Missing);
        assert_eq!(from_talks("../../../../../etc"), Target::Missing);
        assert_eq!(from_talks("#next"), Target::Here("next".into()));
        assert_eq!(from_talks("https://example.org/"), Target::External);
        assert_eq!(from_talks("mailto:desk@example.org"), Target::External);
        assert_eq!(book.resolve("../speakers/", "about.md", "about/"), site("speakers/", ""));
        assert_eq!(book.resolve("../../x/", "about.md", "about/"), Target::Missing);
        assert_eq!(book.resolve("/../x", "about.md", "about/"), Target::Missing);
        assert_eq!(book.resolve("guide/import/", "about.md", "about/"), site("guide/import/", ""));
        assert_eq!(book.resolve("articles/2025/talks/", "about.md", "about/"), site("articles/talks/", ""));
    }

    #[test]
    fn addresses_have_one_form() {
        assert_eq!(canonical("/articles/talks/index.html"), "articles/talks/");
        assert_eq!(canonical("articles/talks"), "articles/talks/");
        assert_eq!(canonical("images/map.png"), "images/map.png");
        assert_eq!(canonical("index.html"), "");
    }
}
