//! Which pictures the pages of a site show, and where their files are.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::{Body, ImageMeta, Target};
use crate::diagnostics::SourceFile;
use crate::site::Site;

/// Endings of files that are made into other sizes. What is drawn with lines has every size, and what moves has none.
const ENDINGS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];

/// A picture that pages show.
pub(super) struct Use {
    /// The file.
    pub disk: PathBuf,
    /// Whether it stands beside a name, as small as a stamp.
    pub is_portrait: bool,
    /// Where authors name it.
    pub places: Vec<(Arc<SourceFile>, Range<usize>)>,
}

/// By address.
pub(super) type Uses = BTreeMap<String, Use>;

/// The pictures of `site`, whose folder is `root`.
pub(super) fn collect(site: &Site, root: &Path) -> Uses {
    let files: HashMap<&str, &Path> =
        site.files.iter().map(|(disk, address)| (address.as_str(), disk.as_path())).collect();
    let mut uses = Uses::new();
    let mut add = |to: &Target, file: &Arc<SourceFile>, span: &Range<usize>, is_portrait: bool| {
        let Target::Site { path, .. } = to else { return };
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        if !ENDINGS.contains(&ending.as_str()) {
            return;
        }
        let disk = match files.get(path.as_str()) {
            Some(disk) => root.join(disk),
            None => root.join("static").join(path),
        };
        // What is not there has been reported with the other links.
        if !disk.is_file() {
            return;
        }
        let used =
            uses.entry(path.clone()).or_insert_with(|| Use { disk, is_portrait: false, places: Vec::new() });
        used.is_portrait |= is_portrait;
        used.places.push((Arc::clone(file), span.clone()));
    };
    let mut read = |file: &Arc<SourceFile>, body: &Body, image: Option<&ImageMeta>, is_portrait: bool| {
        for link in body.links.iter().filter(|link| link.is_image) {
            add(&link.to, file, &link.source, false);
        }
        if let Some(image) = image {
            add(&image.to, file, &image.span, is_portrait);
        }
    };
    for entry in &site.articles {
        let article = &entry.article;
        read(&article.file, &article.body, article.image.as_ref(), false);
    }
    for profile in site.speakers.iter().filter_map(|speaker| speaker.profile.as_ref()) {
        read(&profile.file, &profile.body, profile.image.as_ref(), true);
    }
    for topic in site.topics.iter().filter_map(|topic| topic.page.as_ref()) {
        read(&topic.file, &topic.body, None, false);
    }
    for page in site.pages.iter().chain(&site.home) {
        read(&page.file, &page.body, None, false);
    }
    uses
}
