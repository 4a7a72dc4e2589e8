//! Pictures of a site from its folder to its pages: sizes, turns, cards for previews, faults.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use image::{ImageFormat, RgbImage};

use support::{build, files};

const ARTICLE: &str = "---
title: Why the cranes stand still
date: 2025-06-02
image: {src: quay.jpg, alt: The empty quay, caption: No ship since May., credit: Edda Sample}
---

![A crane](crane.png \"Crane No. 3\")
";

fn photograph(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 24;
        image::Rgb([(x / 8) as u8, (y / 8) as u8, noise as u8])
    })
}

/// A site of one article in a folder of its own.
fn site() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = root.path().join("content/articles/cranes");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(root.path().join("content/site.yaml"), "title: The Harbour Desk\n").expect("written");
    fs::write(folder.join("index.md"), ARTICLE).expect("written");
    photograph(1000, 600).save_with_format(folder.join("quay.jpg"), ImageFormat::Jpeg).expect("saved");
    photograph(500, 300).save_with_format(folder.join("crane.png"), ImageFormat::Png).expect("saved");
    root
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).expect("text")
}

/// The addresses in the `srcset` attributes of a page, from the root of the site.
fn sources(page: &str) -> Vec<String> {
    let lists = page.split("srcset=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let addresses = lists.flat_map(|list| list.split(", ")).filter_map(|one| one.split(' ').next());
    addresses.map(|address| address.replace("../../", "")).collect()
}

#[test]
fn pictures_have_sizes_that_are_there_and_keep_their_place() {
    let root = site();
    let files = files(root.path(), None);
    let page = text(&files, "articles/cranes/index.html");
    let sources = sources(page);
    assert_eq!(sources.len(), 3, "{page}");
    for address in &sources {
        let size = image::load_from_memory(&files[address]).expect("a picture");
        assert!(address.ends_with(&format!("-{}.webp", size.width())), "{address}");
        assert!(files[address].len() < files["articles/cranes/quay.jpg"].len(), "{address}");
    }
    let lead = page.find("<figure class=\"lead\">").map(|at| &page[at..]).expect("the lead image");
    let lead = &lead[..lead.find("</figure>").expect("its end")];
    assert!(lead.contains("width=\"1000\" height=\"600\""), "{lead}");
    assert!(!lead.contains("lazy"), "what is seen first must not wait: {lead}");
    assert!(lead.contains("No ship since May.") && lead.contains("Edda Sample"), "{lead}");
    let crane = page.find("alt=\"A crane\"").map(|at| &page[at..]).expect("the picture in the text");
    assert!(
        crane[..crane.find('>').expect("its end")].contains("width=\"500\" height=\"300\" loading=\"lazy\"")
    );
    assert!(!files.keys().any(|path| path.contains("card-")), "cards need an address");
}

#[test]
fn a_site_is_built_from_the_folder_above_it() {
    let root = site();
    let name = root.path().file_name().expect("a name");
    let mut command = assert_cmd::Command::cargo_bin("nutgraf").expect("it is built");
    command
        .args(["build", "--quiet"])
        .arg(name)
        .current_dir(root.path().parent().expect("a folder"))
        .assert()
        .success();
    assert!(root.path().join("public/articles/cranes/quay.jpg").is_file());
}

#[test]
fn a_second_build_makes_nothing_again_and_the_same() {
    let root = site();
    let base = Some("https://example.org/");
    let first = files(root.path(), base);
    let cache = root.path().join(pictures());
    let times = |folder: &Path| -> BTreeMap<_, _> {
        let entries = fs::read_dir(folder).expect("the cache").map(|entry| entry.expect("an entry"));
        entries
            .map(|entry| (entry.path(), entry.metadata().and_then(|data| data.modified()).expect("a time")))
            .collect()
    };
    let before = times(&cache);
    assert!(before.len() > 5, "{before:?}");
    assert_eq!(files(root.path(), base), first);
    assert_eq!(times(&cache), before);
    fs::remove_dir_all(&cache).expect("it may be deleted");
    assert_eq!(files(root.path(), base), first);
}

fn pictures() -> &'static str {
    nutgraf::pictures::FOLDER
}

#[test]
fn previews_show_a_card_of_the_article_and_elsewhere_one_of_the_site() {
    let root = site();
    let files = files(root.path(), Some("https://example.org/news/"));
    let card = |path: &str| {
        let page = text(&files, path);
        let at = page.find("property=\"og:image\" content=\"https://example.org/news/").expect("a picture");
        let address = page[at..].split('"').nth(3).expect("its address").to_owned();
        assert!(page.contains(&format!("<meta name=\"twitter:image\" content=\"{address}\">")), "{page}");
        address.replace("https://example.org/news/", "")
    };
    let (article, home) = (card("articles/cranes/index.html"), card("index.html"));
    assert_ne!(article, home);
    assert_eq!(card("about/index.html".replace("about", "speakers").as_str()), home);
    for address in [&article, &home] {
        let picture = image::load_from_memory(&files[address]).expect("a picture");
        assert_eq!((picture.width(), picture.height()), (1200, 630));
    }
    fs::write(root.path().join("content/site.yaml"), "title: The Harbour Desk\ncards: false\n")
        .expect("written");
    let plain = support::files(root.path(), Some("https://example.org/news/"));
    assert!(!plain.keys().any(|path| path.contains("card-")));
    assert!(
        text(&plain, "articles/cranes/index.html")
            .contains("content=\"https://example.org/news/articles/cranes/quay.jpg\"")
    );
}

#[test]
fn a_broken_picture_is_reported_where_it_is_named() {
    let root = site();
    fs::write(root.path().join("content/articles/cranes/crane.png"), "no picture").expect("written");
    let (built, _) = build(root.path(), None);
    let report = nutgraf::diagnostics::plain(&built.diagnostics);
    assert!(report.contains("crane.png") && report.contains("index.md:7"), "{report}");
    assert!(built.diagnostics.iter().any(|one| one.code == "broken-image"), "{report}");
    assert!(built.is_whole, "a warning");
}
