//! The search index: files that a browser loads one by one, only those that a query needs.
//!
//! Written as scripts, because a page opened from the disk may load scripts and nothing else. `search/index.js` says what there is;
//! `search/t/…` hold the words with what each stands in ([`index`]); `search/a/…`, `s`, `q`, `e` and `p` hold what a result shows of
//! articles, speakers, quotations, events and other pages ([`results`]). `static/search.js` reads them.

mod index;
mod results;
mod words;

use serde_json::json;

use super::Renderer;
use super::View;
use crate::output::{Contents, OutputFile};

/// Bytes of a file of words, of one of results, and of one of quotations, of which a site has most: small enough that a dozen make an
/// answer, and not so small that their number costs time.
const WORDS_FILE: usize = 10 * 1024;
const RESULTS_FILE: usize = 4 * 1024;
const QUOTATIONS_FILE: usize = 8 * 1024;

/// Letters of the folders, in the order of the lists of a word.
const KINDS: [&str; 5] = ["a", "s", "q", "e", "p"];

/// The page with the search box; without scripts, with the ways to everything.
pub(super) fn view(render: &Renderer<'_>) -> View {
    let words = &render.language.interface;
    View::new("search.html", words.phrase("search")).described(words.phrase("search_intro"))
}

/// The files of the index.
pub(super) fn write(render: &Renderer<'_>) -> Vec<OutputFile> {
    let pages = results::pages(render);
    let (words, kinds) = rayon::join(|| index::write(render, &pages), || results::write(render, &pages));
    let mut files = Vec::new();
    let mut hasher = blake3::Hasher::new();
    let mut add = |name: String, data: &str| {
        let text = format!("nutgrafSearch(\"{name}\",{data});\n");
        hasher.update(text.as_bytes());
        files.push(file(&format!("search/{name}.js"), text));
    };
    for (number, (_, data)) in words.iter().enumerate() {
        add(format!("t/{number}"), &format!("\"{data}\""));
    }
    for (kind, blocks) in KINDS.iter().zip(&kinds) {
        for (number, block) in blocks.iter().enumerate() {
            add(format!("{kind}/{number}"), &block.data);
        }
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
    files.push(file("search/index.js", format!("nutgrafSearch(\"index\",{manifest});\n")));
    files
}

fn file(path: &str, text: String) -> OutputFile {
    OutputFile { path: path.to_owned(), contents: Contents::Bytes(text.into_bytes()) }
}
