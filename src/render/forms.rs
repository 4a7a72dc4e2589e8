//! What pages show by the thousand, as HTML, without going through a template for each piece.
//!
//! A template is rendered once for all things of one shape (an event with one source and two speakers, say), with slots where their
//! texts belong: a form, which is filled in for each of them. This suits the templates of the program, which show texts and look into
//! none. One of the site's own may do with them what it likes, and is rendered for each thing.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde::{Serialize, Serializer};
use tera::{Context, Value};

use super::filters;
use super::theme::Theme;

/// Stands around the number of a slot: a character that HTML has no place for.
const MARK: char = '\u{1}';

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

    fn is_empty(&self) -> bool {
        let (Self::Plain(text) | Self::Html(text) | Self::Address(text)) = self;
        text.is_empty()
    }

    /// Appends it as a template would have shown it.
    fn push(&self, html: &mut String) {
        match self {
            Self::Plain(text) => filters::push_escaped(html, text),
            Self::Html(text) => html.push_str(text),
            Self::Address(address) => {
                filters::from_root(address).iter().for_each(|part| filters::push_escaped(html, part));
            }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Empty,
    Numbered(usize),
}

impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_str(""),
            Self::Numbered(number) => serializer.collect_str(&format_args!("{MARK}{number}{MARK}")),
        }
    }
}

/// The texts that belong into the slots of a shape.
#[derive(Default)]
pub(super) struct Texts<'s>(Vec<Text<'s>>);

impl<'s> Texts<'s> {
    /// Takes `text` and gives the slot that stands for it.
    pub(super) fn slot(&mut self, text: Text<'s>) -> Slot {
        if text.is_empty() {
            return Slot::Empty;
        }
        self.0.push(text);
        Slot::Numbered(self.0.len() - 1)
    }
}

/// What a template makes of one shape.
struct Form {
    /// What stands before the first slot.
    before: String,
    /// The slots, each with what stands behind it.
    slots: Vec<(usize, String)>,
}

impl Form {
    /// `None` for what slots are mixed up in.
    fn read(html: &str) -> Option<Self> {
        let mut parts = html.split(MARK);
        let before = parts.next()?.to_owned();
        let mut slots = Vec::new();
        while let Some(number) = parts.next() {
            slots.push((number.parse().ok()?, parts.next()?.to_owned()));
        }
        Some(Self { before, slots })
    }

    fn fill(&self, texts: &Texts<'_>) -> Option<String> {
        /// What a text takes in most cases.
        const TEXT: usize = 64;
        let length: usize = self.slots.iter().map(|(_, behind)| behind.len() + TEXT).sum();
        let mut html = String::with_capacity(self.before.len() + length);
        html.push_str(&self.before);
        for (number, behind) in &self.slots {
            texts.0.get(*number)?.push(&mut html);
            html.push_str(behind);
        }
        Some(html)
    }
}

/// The forms of a template, by shape.
pub(super) struct Forms<S> {
    template: &'static str,
    /// What the template knows the thing as.
    name: &'static str,
    suits: OnceLock<bool>,
    /// Those made so far; `None` where the template is at fault.
    made: RwLock<HashMap<S, Option<Arc<Form>>>>,
}

impl<S: Serialize + Hash + Eq> Forms<S> {
    pub(super) fn new(template: &'static str, name: &'static str) -> Self {
        Self { template, name, suits: OnceLock::new(), made: RwLock::default() }
    }

    /// HTML for anywhere of the thing whose texts and shape `shape` gives, and all of which `card` has, for a template of the site's own. `None`
    /// where the template is at fault, which the pages that need it report.
    pub(super) fn html<'s, C: Serialize>(
        &self,
        theme: &Theme,
        shape: impl FnOnce(&mut Texts<'s>) -> S,
        card: impl FnOnce() -> C,
    ) -> Option<String> {
        if !*self.suits.get_or_init(|| theme.is_builtin_throughout(self.template)) {
            return self.render(theme, &card());
        }
        let mut texts = Texts::default();
        let form = self.form(theme, shape(&mut texts))?;
        form.fill(&texts)
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
