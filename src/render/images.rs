//! Pictures in authors' texts, with their sizes beside them.

use std::fmt::Write;

use super::markup::attribute;
use crate::content::{Body, Splice, Target};
use crate::site::{Picture, Site, addresses};

/// What stands before the address of a picture that was written in Markdown, and at the end of its element.
const OPEN: &str = "<img src=\"";
const CLOSE: &str = " decoding=\"async\">";
/// How wide a picture in a text is shown.
const IN_TEXT: &str = "(min-width: 44rem) 40rem, 92vw";

/// Puts the sizes of its pictures into `body`. Those that an author has written as HTML are the author's.
pub(super) fn sizes(site: &Site, body: &Body, here: &str) -> Vec<Splice> {
    let mut splices = Vec::new();
    for link in body.links.iter().filter(|link| link.is_image) {
        let Target::Site { path, .. } = &link.to else { continue };
        let Some(picture) = site.pictures.get(path).filter(|picture| !picture.sizes.is_empty()) else {
            continue;
        };
        let Some(begin) = body.html[..link.html.start].strip_suffix(OPEN).map(str::len) else { continue };
        let Some(end) = body.html[begin..].find(CLOSE).map(|at| begin + at + CLOSE.len()) else { continue };
        splices.push(Splice::Replace { html: begin..begin, text: open(picture, here) });
        splices.push(Splice::Replace { html: end..end, text: "</picture>".to_owned() });
    }
    splices
}

fn open(picture: &Picture, here: &str) -> String {
    let mut text = String::from("<picture><source type=\"image/webp\" srcset=\"");
    for (number, size) in picture.sizes.iter().enumerate() {
        let comma = if number == 0 { "" } else { ", " };
        let address = attribute(&addresses::relative(here, &size.address));
        // Writing to a string can't fail.
        let _ = write!(text, "{comma}{address} {}w", size.width);
    }
    let _ = write!(text, "\" sizes=\"{IN_TEXT}\">");
    text
}
