//! What templates can do beyond Tera's own filters.
//!
//! | written | gives |
//! |---|---|
//! | `{{ "speakers/" \| link }}` | the address as a reference from the page that is rendered |
//! | `{{ "speakers/" \| absolute }}` | the address under `base_url`; relative without one |
//! | `{{ ui.quotations \| phrase(count=3) }}` | a phrase of the interface, filled in |
//! | `{% if item.url is current %}` | whether the page lies at or below the address |

use std::borrow::Cow;
use std::io::Write;

use tera::{Kwargs, State, Tera, Value};

use crate::language::Language;
use crate::site::{Site, addresses};
use crate::text::find_byte;

/// Makes the filters and tests known to `tera`, and how it is to escape text.
pub(super) fn register(tera: &mut Tera, site: &Site) {
    tera.set_escape_fn(escape);
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

/// Writes `text` as HTML does, in an attribute as well. Does what Tera does by itself, in fewer steps for the many short texts that have
/// nothing to escape.
fn escape(text: &str, page: &mut dyn Write) -> std::io::Result<()> {
    let mut rest = text;
    while let Some((before, entity, behind)) = next_escaped(rest) {
        page.write_all(before.as_bytes())?;
        page.write_all(entity.as_bytes())?;
        rest = behind;
    }
    page.write_all(rest.as_bytes())
}

/// Appends `text` as templates show it.
pub(super) fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, entity, behind)) = next_escaped(rest) {
        html.push_str(before);
        html.push_str(entity);
        rest = behind;
    }
    html.push_str(rest);
}

/// What stands before the first character that can't stand in HTML, what is written for it, and what stands behind it.
fn next_escaped(text: &str) -> Option<(&str, &'static str, &str)> {
    let markup =
        |byte: u8| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'');
    let at = find_byte(text, markup)?;
    let entity = match text.as_bytes()[at] {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        _ => "&#39;",
    };
    Some((&text[..at], entity, &text[at + 1..]))
}

/// The address of the page that is rendered, which is asked for once a link: a value, so that it is not copied.
fn here(state: &State<'_>) -> tera::TeraResult<Option<Value>> {
    state.get::<Value>("here")
}

fn text(value: &Option<Value>) -> &str {
    value.as_ref().and_then(Value::as_str).unwrap_or_default()
}

/// Stands around the number of a slot, which is filled in afterwards: another of those characters.
pub(super) const SLOT: char = '\u{1}';

/// The address of no page, but of what is rendered once and stands on many. Its references begin with [`ROOT`].
pub(super) const ANYWHERE: &str = "\0";
/// Stands for the way up to the site's root: a character that loading leaves in no text, as HTML has none for it.
pub(super) const ROOT: char = '\0';

/// The reference from the page `here` to the address `to`.
fn link(here: &str, to: &str, host_path: &str) -> String {
    if is_reference(to) || to.starts_with(SLOT) {
        return to.to_owned();
    }
    let rooted = |root: &str| {
        let [path, index, fragment] = from_root(to);
        [root, path, index, fragment].concat()
    };
    match here {
        super::NOT_FOUND => rooted(host_path),
        ANYWHERE => rooted(ANYWHERE),
        _ => addresses::relative(here, to),
    }
}

/// Appends the reference to the address `to` from a page from which `up` leads to the site's root.
pub(super) fn push_reference(html: &mut String, to: &str, up: &str) {
    if is_reference(to) {
        return push_escaped(html, to);
    }
    html.push_str(up);
    let parts = from_root(to);
    // Nearly all have nothing to escape, which is seen at once rather than part by part.
    match next_escaped(to) {
        None => html.extend(parts),
        Some(_) => parts.iter().for_each(|part| push_escaped(html, part)),
    }
}

/// Whether `to` is good for any page.
fn is_reference(to: &str) -> bool {
    is_external(to) || to.starts_with('#')
}

/// The reference from the site's root to the address `to`, in parts.
fn from_root(to: &str) -> [&str; 3] {
    let (path, fragment) = find_byte(to, |byte| byte == b'#').map_or((to, ""), |at| to.split_at(at));
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    [path, index, fragment]
}

/// Appends `html`, which was rendered [`ANYWHERE`], for a page from which `up` leads to the site's root.
pub(super) fn push_placed(page: &mut String, html: &str, up: &str) {
    let mut rest = html;
    while let Some(at) = memchr::memchr(ROOT as u8, rest.as_bytes()) {
        page.push_str(&rest[..at]);
        page.push_str(up);
        rest = &rest[at + 1..];
    }
    page.push_str(rest);
}

/// The way from the page `here` up to the site's root.
pub(super) fn up(here: &str) -> String {
    "../".repeat(here.bytes().filter(|byte| *byte == b'/').count())
}

/// Whether an address names its own scheme or host.
pub(super) fn is_external(address: &str) -> bool {
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    let scheme = address.as_bytes().iter().take_while(|byte| is_scheme(byte)).count();
    address.starts_with("//") || (scheme > 0 && address.as_bytes().get(scheme) == Some(&b':'))
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
            let form = |key| forms.get(&tera::value::Key::from(key)).and_then(Value::as_str);
            form(form_of(count)).or_else(|| form("other"))
        }
        None => phrase.as_str(),
    };
    let form = form.ok_or_else(|| tera::Error::message("`phrase` needs a phrase of `ui`"))?;
    let word = |slot: &str| words.iter().find(|(name, ..)| *name == slot).map(|(.., text)| text.as_ref());
    Ok(crate::text::fill(form, word))
}

/// The form of a phrase that goes with `count`.
fn form_of(count: Option<i128>) -> &'static str {
    match count {
        Some(0) => "zero",
        Some(1) => "one",
        Some(2) => "two",
        _ => "other",
    }
}

/// The phrase `key` of the interface, filled in with `count`.
pub(super) fn counted(language: &Language, key: &str, count: usize) -> String {
    let phrase = language.interface.phrases.get(key);
    let form = |form| phrase.and_then(|phrase| phrase.get(form));
    let form = form(form_of(i128::try_from(count).ok())).or_else(|| form("other")).or(phrase);
    let number = count.to_string();
    crate::text::fill(form.and_then(|form| form.as_str()).unwrap_or_default(), |slot| {
        (slot == "count").then_some(number.as_str())
    })
}

/// `value` as a template would print it.
fn printed(value: &Value) -> Cow<'_, str> {
    match (value.as_str(), value.as_u64()) {
        (Some(text), _) => Cow::Borrowed(text),
        (None, Some(number)) => number.to_string().into(),
        (None, None) => value.to_string().into(),
    }
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
        let mut placed = String::new();
        push_placed(&mut placed, &link(ANYWHERE, "speakers/b/#q-1", "/"), &up("topics/c/timeline/"));
        assert_eq!(placed, "../../../speakers/b/index.html#q-1");
        assert_eq!(host_path(Some("https://example.org/news/")), "/news/");
        assert_eq!(host_path(Some("https://example.org")), "/");
    }

    #[test]
    fn text_is_escaped_as_html() {
        let mut page = Vec::new();
        escape("Rock & Roe’s “<b>”: it's \"here\", and goes on for more than a chunk", &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert_eq!(
            page,
            "Rock &amp; Roe’s “&lt;b&gt;”: it&#39;s &quot;here&quot;, and goes on for more than a chunk"
        );
    }

    #[test]
    fn a_phrase_has_the_form_of_its_number() {
        let words = Language::english();
        assert_eq!(counted(words, "entry_count", 1), "1 entry");
        assert_eq!(counted(words, "entry_count", 0), "0 entries");
        assert_eq!(counted(words, "feed", 3), words.interface.phrase("feed"));
    }
}
