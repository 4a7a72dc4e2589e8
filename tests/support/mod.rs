//! What several tests of the sample site begin with.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use jiff::civil::date;
use nutgraf::content::LoadOptions;
use nutgraf::output::OutputFile;
use nutgraf::pipeline::{self, BuildOptions, Built};

/// The files of the sample site by their paths, at `base_url`.
#[allow(dead_code, reason = "each test has its own copy of this module")]
pub fn sample_files(base_url: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    files(Path::new(env!("CARGO_MANIFEST_DIR")), base_url)
}

/// The files of the site at `root` by their paths, at `base_url`.
#[allow(dead_code, reason = "each test has its own copy of this module")]
pub fn files(root: &Path, base_url: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    build(root, base_url).1
}

/// What a build of the site at `root` yields, and its files by their paths, at `base_url`.
pub fn build(root: &Path, base_url: Option<&str>) -> (Built, BTreeMap<String, Vec<u8>>) {
    let load = LoadOptions { drafts: false, today: date(2026, 1, 1) };
    let options = BuildOptions { load, base_url: base_url.map(str::to_owned) };
    let files = Mutex::new(BTreeMap::new());
    let keep = |file: OutputFile| {
        let bytes = file.contents.read()?.into_owned();
        files.lock().expect("no thread has failed").insert(file.path, bytes);
        Ok(())
    };
    let built = pipeline::build(root, &options, &(), &keep).expect("there is a content folder");
    assert!(built.is_whole, "the site has no fault");
    (built, files.into_inner().expect("no thread has failed"))
}
