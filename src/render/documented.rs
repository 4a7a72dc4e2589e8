//! The page of the guide that documents templates says what they get, no more and no less: every page of the sample
//! site is compared with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::content::{LoadOptions, Target};
use crate::site::{Picture, PictureSize};

const GUIDE: &str = include_str!("../../content/guide/templates.md");

/// Keys and their types, by the heading above them.
fn documented() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let mut sections: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    let mut heading = "";
    for line in GUIDE.lines() {
        if let Some(title) = line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with("##"))
        {
            heading = title.trim_matches('`');
        } else if let Some(row) = line.strip_prefix("| `") {
            let mut cells = row.split('|').map(str::trim);
            let (Some(key), Some(kind)) = (cells.next(), cells.next()) else { continue };
            sections.entry(heading).or_default().insert(key.trim_matches('`'), kind);
        }
    }
    sections
}

/// Compares values with the types that the guide gives them.
#[derive(Default)]
struct Comparison {
    faults: BTreeSet<String>,
    seen: BTreeSet<&'static str>,
}

impl Comparison {
    fn check(&mut self, place: &str, value: &Value, kind: &'static str) {
        // Before a list, because what follows "list of" are the types of its items.
        let given = kind.strip_prefix("nothing or ");
        if given.is_some() && value.is_null() {
            return;
        }
        let kind = given.unwrap_or(kind);
        if let Some(item) = kind.strip_prefix("list of ") {
            match value {
                Value::Array(items) => {
                    items.iter().for_each(|one| self.check(&format!("{place}[]"), one, item))
                }
                other => self.fault(place, kind, other),
            }
            return;
        }
        let fits = |kind: &&'static str| match *kind {
            "nothing" => value.is_null(),
            "text" | "HTML" => value.is_string(),
            "number" => value.is_number(),
            "flag" => value.is_boolean(),
            "anything" => true,
            _ => value.is_object(),
        };
        let Some(kind) = kind.split(" or ").find(fits) else { return self.fault(place, kind, value) };
        if !matches!(kind, "nothing" | "text" | "HTML" | "number" | "flag" | "anything") {
            let Value::Object(object) = value else { return };
            let keys = documented().remove(kind).unwrap_or_default();
            self.seen.insert(kind);
            self.keys(place, object.keys().map(String::as_str).collect(), keys.keys().copied().collect());
            for (key, value) in object {
                if let Some(kind) = keys.get(key.as_str()) {
                    self.check(&format!("{kind} {key}"), value, kind);
                }
            }
        }
    }

    fn keys(&mut self, place: &str, passed: BTreeSet<&str>, documented: BTreeSet<&str>) {
        self.faults
            .extend(passed.difference(&documented).map(|key| format!("{place}: `{key}` is not documented")));
        self.faults
            .extend(documented.difference(&passed).map(|key| format!("{place}: `{key}` is not passed")));
    }

    fn fault(&mut self, place: &str, kind: &str, value: &Value) {
        self.faults.insert(format!("{place}: {kind} is documented, {value} is passed"));
    }
}

/// The values of a page as its section names them: `article.card`, or `articles` for what is no object of one page.
fn flat(values: Vec<(&'static str, tera::Value)>, documented: &BTreeMap<&str, &str>) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (name, value) in values {
        let value = serde_json::to_value(&value).expect("a value that JSON can hold");
        match value {
            Value::Object(object) if !documented.contains_key(name) => {
                flat.extend(object.into_iter().map(|(key, value)| (format!("{name}.{key}"), value)));
            }
            value => flat.push((name.to_owned(), value)),
        }
    }
    flat
}

/// A folder with all templates as if they were the site's own, which get everything as the guide says.
pub(super) fn own_templates() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, name) in assets::files_below(root, "templates").expect("templates") {
        let text = std::fs::read_to_string(path).expect("a template");
        let own = folder.path().join("templates").join(name);
        std::fs::create_dir_all(own.parent().expect("a folder")).expect("made");
        std::fs::write(own, text + "{# Changed. -#}\n").expect("written");
    }
    folder
}

#[test]
fn the_guide_documents_what_templates_get() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut site, _) = crate::pipeline::load_and_join(
        root,
        &LoadOptions { drafts: true, today: jiff::civil::date(2026, 1, 1) },
        &(),
    )
    .unwrap();
    // What a small site lacks: an archive of several pages, quotations of several months, a timeline split by year, a photograph.
    site.config.articles_per_page = Some(2);
    if let Some(oldest) = site.articles.last_mut() {
        std::sync::Arc::make_mut(&mut oldest.article).date = Some(jiff::civil::date(2024, 3, 1));
    }
    let images = site.articles.iter().filter_map(|entry| entry.article.image.as_ref());
    for image in images {
        let Target::Site { path, .. } = &image.to else { continue };
        let size = PictureSize { width: 480, address: "pictures/a-480.webp".to_owned() };
        site.pictures.insert(path.clone(), Picture { width: 960, height: 540, sizes: vec![size] });
    }
    let entries = site.timeline.clone();
    site.timeline.extend(std::iter::repeat_n(entries, 5).flatten());
    let language = language(&site);
    let own = own_templates();
    let (theme, _) = Theme::load(own.path(), &site, language).unwrap();
    let site = std::sync::Arc::new(site);
    let cards = Cards::new(std::sync::Arc::clone(&site), language);
    let parts = Parts::new();
    let frames = Frames::new(&site);
    let timelines = timeline::Shared::new(&site);
    let texts = super::feeds::Texts::new(&site);
    let render = Renderer {
        site: &site,
        language,
        cards: &cards,
        theme: &theme,
        parts: &parts,
        frames: &frames,
        timelines: &timelines,
        texts: &texts,
        words: &std::sync::Mutex::default(),
    };
    let sections = documented();
    let mut comparison = Comparison::default();
    let mut templates = BTreeSet::new();
    for page in pages(&site) {
        let here = render.address(&page);
        let view = render.view(&page, &here);
        // Feeds have their own formats, which say what stands in them.
        if !view.template.ends_with(".html") || view.template == "404.html" {
            continue;
        }
        templates.insert(view.template);
        comparison.check("head", &serde_json::to_value(&view.head).unwrap(), "head");
        let empty = BTreeMap::new();
        let own = sections.get(view.template).unwrap_or(&empty);
        let passed = flat(view.values, own);
        comparison.keys(
            view.template,
            passed.iter().map(|(name, _)| name.as_str()).collect(),
            own.keys().copied().collect(),
        );
        for (name, value) in &passed {
            if let Some(kind) = own.get(name.as_str()) {
                comparison.check(&format!("{} {name}", view.template), value, kind);
            }
        }
    }
    // What parts get that are rendered before their pages.
    for (_, card) in site.speakers.iter().flat_map(|speaker| voices::said(&render, speaker)) {
        comparison.check("said", &serde_json::to_value(&card).unwrap(), "saying");
    }
    comparison.check("site", &serde_json::to_value(theme::site_view(&site, language)).unwrap(), "site");
    assert_eq!(comparison.faults, BTreeSet::new());
    let known =
        sections.keys().copied().filter(|name| !name.ends_with(".html") && *name != "Seen by every template");
    let unseen: Vec<&str> = known.filter(|name| !comparison.seen.contains(name)).collect();
    assert_eq!(unseen, Vec::<&str>::new(), "things that no page of the sample site has");
    assert!(templates.len() > 8, "{templates:?}");
}
