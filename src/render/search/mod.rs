//! The search index: files that a browser loads one by one, only those that a query needs.
//!
//! Written as scripts, because a page opened from the disk may load scripts and nothing else. `search/index.js` says what there is;
//! `search/t/…` hold the words with what each stands in ([`reading`], [`index`]); `search/a/…`, `s`, `q`, `e` and `p` hold what a result shows of
//! articles, speakers, quotations, events and other pages ([`results`]). `static/search.js` reads them.

mod index;
mod reading;
mod results;
mod words;

use std::sync::PoisonError;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use flate2::{Compress, Compression, FlushCompress};
use rayon::prelude::*;
use serde_json::json;

pub use self::reading::Words;
use super::{Renderer, View};
use crate::output::{Contents, OutputFile, Sink};

/// Bytes of a file of words, and of one of results, before they are compressed to about two thirds and four tenths: small enough that a
/// dozen make an answer, and not so small that their number costs time.
const WORDS_FILE: usize = 6 * 1024;
const RESULTS_FILE: usize = 10 * 1024;
/// The same of quotations and events, of which a site has most.
const MANY_RESULTS_FILE: usize = 20 * 1024;

/// How hard the files are pressed. More gains a tenth in size for three times the time; less costs a thirtieth in size and gains a fifth
/// of the time.
const LEVEL: u32 = 3;

/// Letters of the folders, in the order of the lists of a word.
const KINDS: [&str; 5] = ["a", "s", "q", "e", "p"];

/// The page with the search box; without scripts, with the ways to everything.
pub(super) fn view(render: &Renderer<'_>) -> View {
    let words = &render.language.interface;
    View::new("search.html", words.phrase("search")).described(words.phrase("search_intro"))
}

/// Writes the files of the index.
pub(super) fn write(render: &Renderer<'_>, sink: &dyn Sink) -> anyhow::Result<()> {
    let pages = results::pages(render);
    let read = render.words.lock().unwrap_or_else(PoisonError::into_inner).take();
    let read = read.unwrap_or_else(|| Words::of_site(render.site));
    let (words, kinds) =
        rayon::join(|| index::write(render.site, read, &pages), || results::write(render, &pages));
    let words_files =
        words.iter().enumerate().map(|(number, (_, data))| (format!("t/{number}"), data.as_str()));
    let results_files = KINDS.iter().zip(&kinds).flat_map(|(kind, blocks)| {
        blocks
            .iter()
            .enumerate()
            .map(move |(number, block)| (format!("{kind}/{number}"), block.data.as_str()))
    });
    let parts: Vec<(String, &str)> = words_files.chain(results_files).collect();
    parts.par_iter().try_for_each_init(Press::new, |press, (name, data)| {
        sink.put(file(&format!("search/{name}.js"), press.script(name, data)))
    })?;
    let mut hasher = blake3::Hasher::new();
    for (_, data) in &parts {
        hasher.update(data.as_bytes());
    }
    let counts = kinds.iter().map(|blocks| blocks.iter().map(|block| block.count).collect::<Vec<_>>());
    let first: Vec<&str> = words.iter().map(|(first, _)| first.as_str()).collect();
    let phrase = |key| render.language.interface.phrases.get(key);
    let ui = [
        "articles",
        "speakers",
        "quotations_found",
        "events_found",
        "pages_found",
        "search_results",
        "search_none",
        "search_more",
        "search_failed",
        "quotations",
    ]
    .map(|key| (key.to_owned(), json!(phrase(key))));
    let manifest = json!({
        // Added to the addresses of the files, so that no browser joins old files with new ones.
        "version": &hasher.finalize().to_hex()[..8],
        "words": first,
        "blocks": counts.collect::<Vec<_>>(),
        "ui": serde_json::Map::from_iter(ui),
    });
    sink.put(file("search/index.js", format!("nutgrafSearch(\"index\",{manifest});\n")))
}

/// Makes scripts of what is to be found. Each thread has one, as the memory that it needs is much more than a file.
struct Press {
    deflate: Compress,
    deflated: Vec<u8>,
}

impl Press {
    fn new() -> Self {
        Self { deflate: Compress::new(Compression::new(LEVEL), false), deflated: Vec::new() }
    }

    /// `data` in letters that a script can hold: deflated, for hosts and disks that compress nothing.
    fn script(&mut self, name: &str, data: &str) -> String {
        self.deflate.reset();
        self.deflated.clear();
        // What can't be pressed takes a few bytes more than it has.
        self.deflated.reserve(data.len() + data.len() / 64 + 64);
        // With room for all of it nothing can fail.
        let _ = self.deflate.compress_vec(data.as_bytes(), &mut self.deflated, FlushCompress::Finish);
        let mut script = String::with_capacity(self.deflated.len() * 4 / 3 + name.len() + 32);
        script.extend(["nutgrafSearch(\"", name, "\",\""]);
        STANDARD_NO_PAD.encode_string(&self.deflated, &mut script);
        script.push_str("\");\n");
        script
    }
}

fn file(path: &str, text: String) -> OutputFile {
    OutputFile { path: path.to_owned(), contents: Contents::Bytes(text.into_bytes()) }
}
