//! Identifiers of headings and the list of contents.

use super::unique::Unique;
use crate::content::{Contents, slug};

/// Identifiers that pages of the theme use themselves; a heading of the same name gets a number.
const RESERVED: [&str; 14] = [
    "main",
    "content",
    "contents",
    "top",
    "header",
    "footer",
    "nav",
    "menu",
    "search",
    "quotations",
    "timeline",
    "sources",
    "corrections",
    "related",
];

/// Gives out identifiers, each once.
#[derive(Default)]
pub(super) struct Identifiers {
    unique: Unique,
    pub given: Vec<String>,
}

impl Identifiers {
    /// Takes `id` as it is; false when it is taken.
    pub fn claim(&mut self, id: &str) -> bool {
        let is_new = self.unique.claim(id);
        if is_new {
            self.given.push(id.to_owned());
        }
        is_new
    }

    /// An identifier made from `title`.
    pub fn make(&mut self, title: &str) -> String {
        let slug = slug::slugify(title);
        let base = if slug.is_empty() { "section".to_owned() } else { slug };
        let id = self.unique.make(&base, |number| match number {
            1 => (!RESERVED.contains(&base.as_str())).then(|| base.clone()),
            number => Some(format!("{base}-{number}")),
        });
        self.given.push(id.clone());
        id
    }
}

/// Headings in the order of the text as a nested list. A heading belongs to the last one before it of a lower level.
pub(super) fn nest(headings: Vec<Contents>) -> Vec<Contents> {
    let mut roots: Vec<Contents> = Vec::new();
    // The path from a root to the last heading: levels rise along it.
    let mut path: Vec<Contents> = Vec::new();
    let fold = |path: &mut Vec<Contents>, roots: &mut Vec<Contents>| {
        if let Some(done) = path.pop() {
            match path.last_mut() {
                Some(above) => above.children.push(done),
                None => roots.push(done),
            }
        }
    };
    for heading in headings {
        while path.last().is_some_and(|last| last.level >= heading.level) {
            fold(&mut path, &mut roots);
        }
        path.push(heading);
    }
    while !path.is_empty() {
        fold(&mut path, &mut roots);
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_given_once() {
        let mut ids = Identifiers::default();
        assert_eq!(ids.make("What’s next?"), "whats-next");
        assert_eq!(ids.make("Whats next"), "whats-next-2");
        assert_eq!(ids.make("Whats next"), "whats-next-3");
        assert_eq!(ids.make("Timeline"), "timeline-2");
        assert_eq!(ids.make("…"), "section");
        assert!(!ids.claim("section"));
    }

    #[test]
    fn headings_nest_by_level() {
        let heading =
            |level, id: &str| Contents { level, id: id.into(), title: id.into(), children: Vec::new() };
        let nested =
            nest(vec![heading(3, "a"), heading(2, "b"), heading(4, "c"), heading(3, "d"), heading(2, "e")]);
        let ids: Vec<&str> = nested.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "e"]);
        let below: Vec<&str> = nested[1].children.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(below, ["c", "d"]);
    }
}
