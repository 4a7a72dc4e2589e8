//! The keys of a file's front matter, taken one after the other, whatever their spelling.

use crate::content::yaml::{Key, Node, Value};

/// The keys that are not used yet: the file's own first, then those that Hugo keeps under `params` and Zola under
/// `extra`.
pub(super) struct Keys {
    /// In the order of the file.
    pub entries: Vec<(Key, Node)>,
    /// Zola's `[taxonomies]`.
    pub taxonomies: Vec<(Key, Node)>,
    /// Those that have another name here.
    pub renamed: Vec<(Key, &'static str)>,
}

impl Keys {
    pub fn of(entries: Vec<(Key, Node)>) -> Self {
        let (mut own, mut inner, mut taxonomies) = (Vec::new(), Vec::new(), Vec::new());
        for (key, node) in entries {
            match (plain(&key.name).as_str(), node.value) {
                ("params" | "extra", Value::Map(more)) => inner.extend(more),
                ("taxonomies", Value::Map(more)) => taxonomies.extend(more),
                (_, value) => own.push((key, Node { value, span: node.span })),
            }
        }
        own.extend(inner);
        Self { entries: own, taxonomies, renamed: Vec::new() }
    }

    /// Takes the first of `names` that is there and says something. Spelling in capitals, with hyphens or underscores
    /// is the same.
    pub fn take(&mut self, names: &[&str]) -> Option<(Key, Node)> {
        names.iter().find_map(|name| {
            let name = plain(name);
            let at =
                self.entries.iter().position(|(key, node)| plain(&key.name) == name && !is_empty(node))?;
            Some(self.entries.remove(at))
        })
    }

    /// Notes that `key` has become `name`, which differs unless it is spelt the same.
    pub fn became(&mut self, key: Key, name: &'static str) {
        if key.name != name {
            self.renamed.push((key, name));
        }
    }

    /// Takes the first of `names` that is text, which becomes `name`; others stay.
    pub fn text(&mut self, name: &'static str, names: &[&str]) -> Option<String> {
        names.iter().find_map(|known| {
            let (key, node) = self.take(&[known])?;
            match node.value {
                Value::Scalar { text, .. } => {
                    self.became(key, name);
                    Some(text.trim().to_owned())
                }
                value => {
                    self.entries.push((key, Node { value, span: node.span }));
                    None
                }
            }
        })
    }

    pub fn flag(&mut self, name: &str) -> Option<bool> {
        let wanted = plain(name);
        let read = |node: &Node| match &node.value {
            Value::Scalar { text, .. } => match text.to_lowercase().as_str() {
                "true" | "yes" => Some(true),
                "false" | "no" => Some(false),
                _ => None,
            },
            _ => None,
        };
        let at =
            self.entries.iter().position(|(key, node)| plain(&key.name) == wanted && read(node).is_some())?;
        read(&self.entries.remove(at).1)
    }
}

/// `publish_date`, `publishDate` and `publishdate` are one key.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

pub(super) fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Scalar { text, .. } => node.is_null() || text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names in a text, a list of texts, a map with a name, or a list of maps.
pub(super) fn names(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Scalar { text, .. } => vec![one_line(text)],
        Value::List(items) => items.iter().flat_map(names).collect(),
        Value::Map(entries) => {
            let name = entries.iter().find(|(key, _)| plain(&key.name) == "name");
            name.map(|(_, node)| names(node)).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sites::matter;

    fn keys(text: &str) -> Keys {
        Keys::of(matter::read(&format!("---\n{text}---\n")).unwrap().entries)
    }

    #[test]
    fn a_key_is_found_in_every_spelling_and_once() {
        let mut keys = keys("publish_date: a\nparams: {publishDate: b}\nempty:\n");
        assert_eq!(keys.text("date", &["publishdate"]).as_deref(), Some("a"));
        assert_eq!(keys.text("date", &["publishdate"]).as_deref(), Some("b"));
        assert_eq!(keys.text("date", &["publishdate"]), None);
        assert!(keys.take(&["empty"]).is_none());
        assert_eq!(keys.renamed.len(), 2);
    }

    #[test]
    fn flags_and_names_come_in_many_forms() {
        let mut keys = keys("draft: \"yes\"\nauthor: [{name: A  B}, C]\nby: {mail: x}\n");
        assert_eq!(keys.flag("draft"), Some(true));
        assert_eq!(names(&keys.take(&["author"]).unwrap().1), ["A B", "C"]);
        assert!(names(&keys.take(&["by"]).unwrap().1).is_empty());
    }
}
