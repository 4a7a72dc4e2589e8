//! What several tests of the sample site begin with.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use nutgraf::content::LoadOptions;
use nutgraf::pipeline::{self, BuildOptions};

/// The files of the sample site by their paths, at `base_url`.
pub fn sample_files(base_url: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let load = LoadOptions { drafts: false, today: date(2026, 1, 1) };
    let options = BuildOptions { load, base_url: base_url.map(str::to_owned) };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = pipeline::build(root, &options, &()).expect("there is a content folder");
    let files = built.files.expect("the sample site has no fault");
    files.into_iter().map(|file| (file.path, file.contents.read().expect("readable").into_owned())).collect()
}
