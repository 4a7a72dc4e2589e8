//! What stands around every page and is the same on many: rendered once for all that lie side by side.

use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock};

use tera::{Context, Value};

use super::data::NavView;
use super::theme::Theme;
use crate::site::Site;

/// Parts that know nothing of their page but where it lies, by the name that templates know them as.
const PARTS: [(&str, &str); 4] = [
    ("masthead", "parts/masthead.html"),
    ("footer", "parts/footer.html"),
    ("feeds", "parts/feeds.html"),
    ("card", "parts/card.html"),
];

/// The parts as HTML, by where pages lie: in which of the site's folders, and how far down.
pub(super) struct Frames {
    /// What the masthead links to besides the folders themselves.
    linked: Vec<String>,
    made: RwLock<HashMap<(String, usize), Value>>,
}

impl Frames {
    pub(super) fn new(site: &Site) -> Self {
        let items = site.config.navigation.iter().flatten();
        let linked = items.map(|item| NavView::new(&item.title, &item.url).url);
        Self { linked: linked.chain(site.config.publisher.logo.clone()).collect(), made: RwLock::default() }
    }

    /// The parts for the page `here`. There are none where they would not be the same on other pages, and none whose templates are the site's
    /// own: the template of the page includes those.
    pub(super) fn get(&self, theme: &Theme, here: &str) -> Value {
        let depth = here.matches('/').count();
        let folder = here.split_inclusive('/').next().unwrap_or_default();
        // From all pages below a folder the same way leads to what lies elsewhere, or is the folder itself.
        let is_beside = |address: &String| address.starts_with(folder) && address != folder;
        if depth < 2 || self.linked.iter().any(is_beside) {
            return Value::from_serializable(&BTreeMap::<&str, Value>::new());
        }
        let place = (folder.to_owned(), depth);
        if let Some(parts) = self.made.read().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return parts.clone();
        }
        let mut context = Context::new();
        context.insert("here", here);
        let parts = PARTS.iter().filter(|(_, template)| theme.is_builtin_throughout(template));
        let parts: BTreeMap<&str, Option<Value>> =
            parts.map(|(name, template)| (*name, theme.part(template, &context))).collect();
        let parts = Value::from_serializable(&parts);
        self.made.write().unwrap_or_else(PoisonError::into_inner).insert(place, parts.clone());
        parts
    }
}
