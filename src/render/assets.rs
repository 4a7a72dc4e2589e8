//! Files that are published as they are: the theme's `static/`, the site's own over it, pictures of the content.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_embed::RustEmbed;

use crate::content::{Boundary, highlight};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::output::Contents;
use crate::site::Site;

/// The style sheet of highlighted code.
pub(super) const CODE_STYLES: &str = "code.css";

#[derive(RustEmbed)]
#[folder = "static/"]
struct Builtin;

/// Every such file by its path, and what is wrong with others. A file of the site's `static/` wins over one of the theme.
pub(super) fn collect(site: &Site, root: &Path) -> (BTreeMap<String, Contents>, Vec<Diagnostic>) {
    let mut assets: BTreeMap<String, Contents> = BTreeMap::new();
    for name in Builtin::iter() {
        if let Some(file) = Builtin::get(&name) {
            assets.insert(name.into_owned(), Contents::Bytes(file.data.into_owned()));
        }
    }
    if has_code(site) {
        assets.insert(CODE_STYLES.to_owned(), Contents::Bytes(highlight::stylesheet().into_bytes()));
    }
    let (own, faults) = match files_below(root, "static") {
        Ok(own) => (own, Vec::new()),
        Err(faults) => (Vec::new(), faults),
    };
    assets.extend(own.into_iter().map(|(path, name)| (name, Contents::CopyOf(path))));
    assets.extend(site.files.iter().map(|(path, address)| (address.clone(), Contents::CopyOf(path.clone()))));
    (assets, faults)
}

fn has_code(site: &Site) -> bool {
    let articles = site.articles.iter().map(|article| &article.article.body);
    let pages = site.pages.iter().chain(&site.home).map(|page| &page.body);
    let topics = site.topics.iter().filter_map(|topic| topic.page.as_ref()).map(|page| &page.body);
    let profiles = site.speakers.iter().filter_map(|speaker| speaker.profile.as_ref()).map(|page| &page.body);
    articles.chain(pages).chain(topics).chain(profiles).any(|body| body.has_code)
}

/// Every file below the folder `name` of the site at `root` with its path below it, `/` between folders, in order;
/// hidden ones are left out. A folder that is not there is empty.
pub(super) fn files_below(root: &Path, name: &str) -> Result<Vec<(PathBuf, String)>, Vec<Diagnostic>> {
    let folder = &root.join(name);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    let boundary = Boundary::of(root, folder);
    let mut outside = Vec::new();
    let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().min_depth(1);
    let visible = walk.into_iter().filter_entry(|entry| {
        let visible = !entry.file_name().to_string_lossy().starts_with('.');
        let inside = boundary.holds(entry);
        if visible && !inside {
            outside.push(entry.path().to_owned());
        }
        visible && inside
    });
    for entry in visible {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                found.push((entry.path().to_owned(), parts.join("/")));
            }
            Ok(_) => {}
            Err(error) => {
                faults.push(
                    Diagnostic::error("unreadable-file", format!("can't read a file of the theme: {error}"))
                        .help("check that it exists and that you may read it"),
                );
            }
        }
    }
    faults.extend(outside.iter().map(|path| {
        let below = path.strip_prefix(root).unwrap_or(path).to_owned();
        let file = Arc::new(SourceFile::new(below, ""));
        Diagnostic::error("link-outside", "this link leads out of the site, and is not followed")
            .in_file(&file)
            .help("put the file itself here, or remove the link")
    }));
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}
