//! What pages show by the thousand, as HTML, without going through a template for each piece.
//!
//! A template is rendered once for all things of one shape (an event with one source and two speakers, say), with slots where their
//! texts belong: a form, which is filled in for each of them. This suits the templates of the program, which show texts and look into
//! none. One of the site's own may do with them what it likes, and is rendered for each thing.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde::{Serialize, Serializer};
use tera::{Context, Value};

use super::filters::{self, SLOT};
use super::theme::Theme;

/// A text that a template shows as it is.
#[derive(Clone, Debug)]
pub(super) enum Text<'s> {
    Plain(Cow<'s, str>),
    Html(Cow<'s, str>),
    /// An address from the site's root, which the template makes a reference of with `link`.
    Address(Cow<'s, str>),
}

impl<'s> Text<'s> {
    pub(super) fn plain(text: impl Into<Cow<'s, str>>) -> Self {
        Self::Plain(text.into())
    }

    pub(super) fn html(html: impl Into<Cow<'s, str>>) -> Self {
        Self::Html(html.into())
    }

    pub(super) fn address(address: impl Into<Cow<'s, str>>) -> Self {
        Self::Address(address.into())
    }

    /// The same without a copy of what it says.
    pub(super) fn borrowed(&self) -> Text<'_> {
        match self {
            Self::Plain(text) => Text::plain(text.as_ref()),
            Self::Html(html) => Text::html(html.as_ref()),
            Self::Address(address) => Text::address(address.as_ref()),
        }
    }

    fn as_str(&self) -> &str {
        let (Self::Plain(text) | Self::Html(text) | Self::Address(text)) = self;
        text
    }

    /// Appends it as a template would have shown it on a page from which `up` leads to the site's root.
    fn push(&self, html: &mut String, up: &str) {
        match self {
            Self::Plain(text) => filters::push_escaped(html, text),
            Self::Html(text) => html.push_str(text),
            Self::Address(address) => filters::push_reference(html, address, up),
        }
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Html(html) => Value::safe_string(html).serialize(serializer),
            Self::Plain(text) | Self::Address(text) => serializer.serialize_str(text),
        }
    }
}

/// Stands for a text in the shape of what has it. What templates do see of a text is whether there is any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Empty,
    Numbered(usize),
}

impl Hash for Slot {
    /// Adds nothing, though slots are compared: shapes have many of them, and differ in something else as well for the most part.
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_str(""),
            Self::Numbered(number) => serializer.collect_str(&format_args!("{SLOT}{number}{SLOT}")),
        }
    }
}

/// The texts that belong into the slots of a shape.
#[derive(Default)]
pub(super) struct Texts<'s>(Vec<Text<'s>>);

impl<'s> Texts<'s> {
    /// Takes `text` and gives the slot that stands for it.
    pub(super) fn slot(&mut self, text: Text<'s>) -> Slot {
        if text.as_str().is_empty() {
            return Slot::Empty;
        }
        self.0.push(text);
        Slot::Numbered(self.0.len() - 1)
    }

    /// Bytes of what belongs into `gap`, if it is a text.
    fn length(&self, gap: Gap) -> Option<usize> {
        let Gap::Text(number) = gap else { return None };
        self.0.get(number).map(|text| text.as_str().len())
    }
}

/// What a template makes of one shape.
struct Form {
    /// What stands before the first gap.
    before: String,
    /// The gaps, each with what stands behind it.
    gaps: Vec<(Gap, String)>,
}

/// What is filled in.
#[derive(Clone, Copy)]
enum Gap {
    /// The way up to the site's root.
    Up,
    Text(usize),
}

impl Form {
    /// `None` for HTML with slots that are none.
    fn read(html: &str) -> Option<Self> {
        let mut form = Self { before: String::new(), gaps: Vec::new() };
        let mut rest = html;
        let mut gap = None;
        loop {
            let end = rest.find([SLOT, filters::ROOT]);
            let text = rest[..end.unwrap_or(rest.len())].to_owned();
            match gap {
                None => form.before = text,
                Some(gap) => form.gaps.push((gap, text)),
            }
            let Some(end) = end else { return Some(form) };
            (gap, rest) = match rest[end..].strip_prefix(SLOT) {
                Some(slot) => {
                    let (number, behind) = slot.split_once(SLOT)?;
                    (Some(Gap::Text(number.parse().ok()?)), behind)
                }
                None => (Some(Gap::Up), &rest[end + filters::ROOT.len_utf8()..]),
            };
        }
    }

    /// Appends the form with `texts` filled in, for a page from which `up` leads to the site's root.
    fn fill(&self, html: &mut String, texts: &Texts<'_>, up: &str) -> Option<()> {
        let length = |(gap, behind): &(Gap, String)| behind.len() + texts.length(*gap).unwrap_or(up.len());
        html.reserve(self.before.len() + self.gaps.iter().map(length).sum::<usize>());
        html.push_str(&self.before);
        for (gap, behind) in &self.gaps {
            match gap {
                Gap::Up => html.push_str(up),
                Gap::Text(number) => texts.0.get(*number)?.push(html, up),
            }
            html.push_str(behind);
        }
        Some(())
    }
}

/// Bytes of a thing, rather more than less: a text that grows is moved, and most lists need not grow.
const THING: usize = 512;

/// The forms of a template, by shape.
pub(super) struct Forms<S> {
    template: &'static str,
    /// What the template knows the thing as.
    name: &'static str,
    /// Templates of pages that have to be the program's as well.
    pages: &'static [&'static str],
    suit: OnceLock<bool>,
    /// Those made so far; `None` where the template is at fault.
    made: RwLock<HashMap<S, Option<Arc<Form>>>>,
}

impl<S: Serialize + Hash + Eq> Forms<S> {
    pub(super) fn new(template: &'static str, name: &'static str) -> Self {
        Self { template, name, pages: &[], suit: OnceLock::new(), made: RwLock::default() }
    }

    /// The same for what the templates `pages` are given: where one of them is the site's own, it gets everything that is known instead.
    pub(super) fn on(self, pages: &'static [&'static str]) -> Self {
        Self { pages, ..self }
    }

    /// Whether forms will do.
    pub(super) fn suit(&self, theme: &Theme) -> bool {
        let is_builtin = |template: &&str| theme.is_builtin_throughout(template);
        *self.suit.get_or_init(|| is_builtin(&self.template) && self.pages.iter().all(is_builtin))
    }

    /// Appends the form of `shape` with `texts` filled in, for a page from which `up` leads to the site's root. `None` where the template is at
    /// fault, which the pages that need it report.
    pub(super) fn push(
        &self,
        html: &mut String,
        theme: &Theme,
        up: &str,
        shape: S,
        texts: &Texts<'_>,
    ) -> Option<()> {
        self.form(theme, shape)?.fill(html, texts, up)
    }

    /// HTML for anywhere of the thing whose texts and shape `shape` gives, or of its `card` by a template of the site's own.
    pub(super) fn html<'s, C: Serialize>(
        &self,
        theme: &Theme,
        shape: impl FnOnce(&mut Texts<'s>) -> S,
        card: impl FnOnce() -> C,
    ) -> Option<String> {
        if !self.suit(theme) {
            return self.render(theme, &card());
        }
        let (mut html, mut texts) = (String::new(), Texts::default());
        let shape = shape(&mut texts);
        self.push(&mut html, theme, filters::ANYWHERE, shape, &texts)?;
        Some(html)
    }

    /// Things as HTML, one below the other and `length` bytes or so, for a page from which `up` leads to the site's root. `None` where forms
    /// won't do.
    pub(super) fn lines<'s, T>(
        &self,
        theme: &Theme,
        up: &str,
        length: usize,
        things: impl Iterator<Item = T>,
        shape: impl Fn(T, &mut Texts<'s>) -> Option<S>,
    ) -> Option<String> {
        if !self.suit(theme) {
            return None;
        }
        let (mut html, mut texts) = (String::with_capacity(length), Texts::default());
        for thing in things {
            if !html.is_empty() {
                html.push('\n');
            }
            texts.0.clear();
            let shape = shape(thing, &mut texts)?;
            self.push(&mut html, theme, up, shape, &texts)?;
        }
        Some(html)
    }

    /// The same for a template that shows all there is: HTML in one piece, or their cards where forms won't do.
    pub(super) fn list<'s, T, C: Serialize>(
        &self,
        theme: &Theme,
        up: &str,
        things: impl Iterator<Item = T> + Clone,
        shape: impl Fn(T, &mut Texts<'s>) -> Option<S>,
        card: impl Fn(T) -> C,
    ) -> Vec<Value> {
        match self.lines(theme, up, things.clone().count() * THING, things.clone(), shape) {
            Some(html) if html.is_empty() => Vec::new(),
            Some(html) => vec![Value::safe_string(&html)],
            None => things.map(|thing| Value::from_serializable(&card(thing))).collect(),
        }
    }

    /// The same, each for itself.
    pub(super) fn each<'s, T, C: Serialize>(
        &self,
        theme: &Theme,
        up: &str,
        things: impl Iterator<Item = T>,
        shape: impl Fn(&T, &mut Texts<'s>) -> Option<S>,
        card: impl Fn(T) -> C,
    ) -> Vec<Value> {
        let (mut html, mut texts) = (String::with_capacity(THING), Texts::default());
        let mut filled = |thing: &T| {
            html.clear();
            texts.0.clear();
            let shape = shape(thing, &mut texts)?;
            self.push(&mut html, theme, up, shape, &texts)?;
            Some(Value::safe_string(&html))
        };
        let suit = self.suit(theme);
        let value = |thing: T| match suit.then(|| filled(&thing)).flatten() {
            Some(html) => html,
            None => Value::from_serializable(&card(thing)),
        };
        things.map(value).collect()
    }

    fn form(&self, theme: &Theme, shape: S) -> Option<Arc<Form>> {
        if let Some(form) = self.made.read().unwrap_or_else(PoisonError::into_inner).get(&shape) {
            return form.clone();
        }
        let form = self.render(theme, &shape).and_then(|html| Form::read(&html)).map(Arc::new);
        self.made.write().unwrap_or_else(PoisonError::into_inner).insert(shape, form.clone());
        form
    }

    fn render(&self, theme: &Theme, card: &impl Serialize) -> Option<String> {
        let mut context = Context::new();
        context.insert(self.name, card);
        theme.fragment(self.template, context)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::sync::Mutex;

    use super::super::Rendering;
    use super::*;
    use crate::output::{Contents, OutputFile};

    #[test]
    fn a_form_is_filled_in_as_its_template_would_have_been() {
        let form = Form::read("<a href=\"\u{1}1\u{1}\">\u{1}0\u{1}</a>\0i.svg\u{1}2\u{1}").unwrap();
        let mut texts = Texts::default();
        let slots = [Text::plain("Q & A"), Text::plain(""), Text::address("a/#b"), Text::html("<b>")];
        let slots = slots.map(|text| texts.slot(text));
        assert_eq!(slots, [Slot::Numbered(0), Slot::Empty, Slot::Numbered(1), Slot::Numbered(2)]);
        let mut html = String::new();
        form.fill(&mut html, &texts, "../").unwrap();
        assert_eq!(html, "<a href=\"../a/index.html#b\">Q &amp; A</a>../i.svg<b>");
        assert!(Form::read("\u{1}2").is_none() && Form::read("\u{1}two\u{1}").is_none());
    }

    #[test]
    fn templates_of_a_site_make_of_cards_what_forms_make_of_texts() {
        let builtin = Path::new(env!("CARGO_MANIFEST_DIR"));
        let today = jiff::civil::date(2026, 1, 1);
        let options = crate::content::LoadOptions { drafts: true, today };
        let (site, _) = crate::pipeline::load_and_join(builtin, &options, &()).unwrap();
        let site = Arc::new(site);
        let own = super::super::documented::own_templates();
        let pages = |root: &Path| {
            let pages = Mutex::new(BTreeMap::new());
            let sink = |file: OutputFile| {
                if let (Contents::Bytes(bytes), true) = (file.contents, file.path.ends_with(".html")) {
                    let text = String::from_utf8(bytes).unwrap();
                    let words: Vec<&str> = text.split_whitespace().collect();
                    pages.lock().unwrap().insert(file.path, words.join(" "));
                }
                Ok(())
            };
            Rendering::new(Arc::clone(&site), root).unwrap().write(&sink).unwrap();
            pages.into_inner().unwrap()
        };
        let (formed, own) = (pages(builtin), pages(own.path()));
        assert!(formed.len() > 10 && formed.keys().eq(own.keys()), "{:?}", formed.keys());
        for (path, page) in formed {
            let differing = page.split('>').zip(own[&path].split('>')).find(|(one, other)| one != other);
            assert_eq!(differing, None, "{path}");
            assert_eq!(page.len(), own[&path].len(), "{path}");
        }
    }
}
