//! What templates can do beyond Tera's own filters.
//!
//! | written | gives |
//! |---|---|
//! | `{{ "speakers/" \| link }}` | the address as a reference from the page that is rendered |
//! | `{{ "speakers/" \| absolute }}` | the address under `base_url`; relative without one |
//! | `{{ ui.quotations \| phrase(count=3) }}` | a phrase of the interface, filled in |
//! | `{% if item.url is current %}` | whether the page lies at or below the address |

use std::borrow::Cow;

use tera::{Kwargs, State, Tera, Value};

use crate::site::{Site, addresses};

/// Makes the filters and tests known to `tera`.
pub(super) fn register(tera: &mut Tera, site: &Site) {
    let base = site.config.base_url.clone();
    // A host shows 404.html at any depth, where relative references would lead nowhere.
    let host_path = host_path(base.as_deref());
    tera.register_filter("link", move |to: &str, _: Kwargs, state: &State<'_>| {
        let here = here(state)?;
        Ok::<_, tera::Error>(link(text(&here), to, &host_path))
    });
    tera.register_filter("absolute", move |to: &str, _: Kwargs, state: &State<'_>| {
        let here = here(state)?;
        Ok::<_, tera::Error>(match &base {
            Some(base) if !is_external(to) => format!("{base}{to}"),
            _ => link(text(&here), to, "/"),
        })
    });
    tera.register_filter("phrase", |phrase: Value, words: Kwargs, _: &State<'_>| {
        fill(&phrase, words.iter().filter_map(|(name, value)| Some((name.as_str()?, value))))
    });
    tera.register_test("current", |url: &str, _: Kwargs, state: &State<'_>| {
        let here = here(state)?;
        let here = text(&here);
        Ok::<_, tera::Error>(if url.is_empty() { here.is_empty() } else { here.starts_with(url) })
    });
}

/// The address of the page that is rendered, which is asked for once a link: a value, so that it is not copied.
fn here(state: &State<'_>) -> tera::TeraResult<Option<Value>> {
    state.get::<Value>("here")
}

fn text(value: &Option<Value>) -> &str {
    value.as_ref().and_then(Value::as_str).unwrap_or_default()
}

/// The reference from the page `here` to the address `to`.
fn link(here: &str, to: &str, host_path: &str) -> String {
    if is_external(to) || to.starts_with('#') {
        to.to_owned()
    } else if here == super::NOT_FOUND {
        let (path, fragment) = to.find('#').map_or((to, ""), |at| to.split_at(at));
        format!("{host_path}{}{fragment}", addresses::file(path))
    } else {
        addresses::relative(here, to)
    }
}

/// Whether an address names its own scheme or host.
pub(super) fn is_external(address: &str) -> bool {
    address.starts_with("//")
        || address.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })
}

/// Where on its host the site lies: "https://example.org/news/" at "/news/". At its root if nobody says otherwise.
pub(super) fn host_path(base: Option<&str>) -> String {
    let rest = base.and_then(|base| base.split_once("://")).map_or("", |(_, rest)| rest);
    rest.find('/').map_or_else(|| "/".to_owned(), |at| rest[at..].to_owned())
}

fn fill<'k>(phrase: &Value, words: impl Iterator<Item = (&'k str, &'k Value)>) -> tera::TeraResult<String> {
    let words: Vec<(&str, &Value, Cow<'_, str>)> =
        words.map(|(name, value)| (name, value, printed(value))).collect();
    let count = words.iter().find(|(name, ..)| *name == "count").and_then(|(_, value, _)| value.as_i128());
    let form = match phrase.as_map() {
        Some(forms) => {
            let key = match count {
                Some(0) => "zero",
                Some(1) => "one",
                Some(2) => "two",
                _ => "other",
            };
            let form = |key| forms.get(&tera::value::Key::from(key)).and_then(Value::as_str);
            form(key).or_else(|| form("other"))
        }
        None => phrase.as_str(),
    };
    let form = form.ok_or_else(|| tera::Error::message("`phrase` needs a phrase of `ui`"))?;
    let word = |slot: &str| words.iter().find(|(name, ..)| *name == slot).map(|(.., text)| text.as_ref());
    Ok(crate::text::fill(form, word))
}

/// `value` as a template would print it.
fn printed(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| value.to_string().into(), Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_suit_their_page() {
        assert_eq!(link("articles/a/", "speakers/b/#q-1", "/"), "../../speakers/b/index.html#q-1");
        assert_eq!(link("404.html", "speakers/b/", "/news/"), "/news/speakers/b/index.html");
        assert_eq!(link("", "https://example.org/", "/"), "https://example.org/");
        assert_eq!(link("a/", "mailto:desk@example.org", "/"), "mailto:desk@example.org");
        assert_eq!(host_path(Some("https://example.org/news/")), "/news/");
        assert_eq!(host_path(Some("https://example.org")), "/");
    }
}
