//! Pictures made at build time: each of the site's own in several sizes, and a card for previews of each article.
//!
//! In: a joined site. Out: more of its files, and what pages need to know of them ([`Site::pictures`], [`Site::cards`]). What has been made
//! once is kept by its content in a folder of the site, so that only new pictures cost time. Must not know: templates, HTML.

mod cache;
mod canvas;
mod card;
mod sizes;
mod uses;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use self::cache::Cache;
pub use self::cache::FOLDER;
use self::card::Lead;
use crate::diagnostics::Diagnostic;
use crate::site::Site;
use crate::text::slug;

/// Folder of the finished site that holds what is made here.
const OUTPUT: &str = "pictures/";
/// Letters of a hash that tell pictures of one name apart.
const HASH: usize = 10;

/// Adds to `site`, whose folder is `root`, its pictures in several sizes, and cards if there is an address to link them by. What can't be
/// read is reported where it is used, and used as it is.
pub fn add(site: &mut Site, root: &Path) -> Vec<Diagnostic> {
    let cache = Cache::of(root);
    let uses = uses::collect(site, root);
    let wants_cards = site.config.cards && site.config.base_url.is_some();
    let made: Vec<_> = uses.par_iter().map(|(_, used)| sizes::prepare(used, &cache)).collect();
    let mut diagnostics = Vec::new();
    let mut files = BTreeMap::new();
    let mut leads = BTreeMap::new();
    for ((address, used), made) in uses.iter().zip(made) {
        match made {
            Ok(made) => {
                let (picture, more) = made.placed(&stem(address));
                files.extend(more);
                leads.insert(address.clone(), Lead { hash: made.hash, disk: used.disk.clone() });
                site.pictures.insert(address.clone(), picture);
            }
            Err(fault) => diagnostics.extend(used.places.iter().map(|(file, span)| {
                Diagnostic::warning("broken-image", format!("the image “{address}” can't be used: {fault}"))
                    .at(file, span.clone(), "this image")
                    .help("open it in an image editor and save it again; until then it is published as it is")
            })),
        }
    }
    if wants_cards {
        diagnostics.extend(card::add(site, &leads, &cache, &mut files));
    }
    site.files.extend(files.into_iter().map(|(address, disk)| (disk, address)));
    diagnostics.extend(cache.fault());
    diagnostics
}

/// The name of a picture without its folder and ending.
fn stem(address: &str) -> String {
    let name = address.rsplit('/').next().unwrap_or(address);
    let name = slug(name.rsplit_once('.').map_or(name, |(name, _)| name));
    if name.is_empty() { "picture".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_name() {
        assert_eq!(stem("articles/water/The Quay.JPG"), "the-quay");
        assert_eq!(stem("…"), "picture");
    }
}
