//! The picture above the text, which every theme keeps under another key.

use std::ops::Range;

use super::keys::{Keys, plain};
use crate::content::yaml::{Node, Value};

/// The picture above the text.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub src: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub span: Range<usize>,
}

/// The picture that `keys` name, taken from them.
pub(super) fn picture(keys: &mut Keys) -> Option<Picture> {
    let places = [
        "image",
        "images",
        "cover",
        "cover_image",
        "featured_image",
        "feature_image",
        "lead_image",
        "hero",
        "hero_image",
        "header",
        "banner",
        "thumbnail",
        "og_image",
        "teaser",
    ];
    let mut picture = places.iter().find_map(|name| {
        let (key, node) = keys.take(&[name])?;
        let found = picture_of(&node);
        if found.is_none() {
            keys.entries.push((key, node));
        } else {
            keys.became(key, "image");
        }
        found
    })?;
    let mut add = |text: &mut String, names: &[&str]| {
        if text.is_empty() {
            *text = keys.text("image", names).unwrap_or_default();
        }
    };
    add(
        &mut picture.alt,
        &["image_alt", "alt", "cover_alt", "featured_image_alt", "hero_alt", "imageAltText"],
    );
    add(&mut picture.caption, &["image_caption", "caption", "cover_caption", "featured_image_caption"]);
    add(&mut picture.credit, &["image_credit", "credit", "photo_credit", "image_attribution"]);
    Some(picture)
}

fn picture_of(node: &Node) -> Option<Picture> {
    match &node.value {
        Value::Scalar { text, .. } => {
            Some(Picture { src: text.trim().to_owned(), span: node.span.clone(), ..Picture::default() })
        }
        Value::List(items) => picture_of(items.first()?),
        Value::Map(entries) => {
            let text = |names: &[&str]| {
                names.iter().find_map(|name| {
                    let found = entries.iter().find(|(key, _)| plain(&key.name) == plain(name));
                    match &found?.1.value {
                        Value::Scalar { text, .. } => {
                            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
                        }
                        _ => None,
                    }
                })
            };
            let src = text(&["src", "image", "path", "url", "file", "feature", "overlay_image", "teaser"]);
            Some(Picture {
                src: src?,
                alt: text(&["alt", "image_alt", "alt_text"]).unwrap_or_default(),
                caption: text(&["caption", "title", "description"]).unwrap_or_default(),
                credit: text(&["credit", "attribution", "attr", "copyright"]).unwrap_or_default(),
                span: node.span.clone(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sites::matter;

    fn found(text: &str) -> Option<String> {
        let mut keys = Keys::of(matter::read(&format!("---\n{text}---\n")).unwrap().entries);
        picture(&mut keys).map(|one| [one.src, one.alt, one.caption, one.credit].join("|"))
    }

    #[test]
    fn a_picture_is_found_under_every_key() {
        for (text, expected) in [
            ("image: a.png\nimage_alt: b\n", "a.png|b||"),
            ("images: [a.png, c.png]\n", "a.png|||"),
            ("cover: {image: a.png, alt: b, caption: c}\n", "a.png|b|c|"),
            ("header: {overlay_image: a.png}\ncredit: d\n", "a.png|||d"),
            ("params: {featuredImage: a.png}\n", "a.png|||"),
        ] {
            assert_eq!(found(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(found("header: {menu: true}\n"), None);
    }
}
