//! Code in, the same code with classes out, and the colours that go with them.
//!
//! Grammars are loaded once, and what has been coloured once is kept by its hash. Scopes
//! are folded into a dozen classes with colours of our own, so that pages stay small and contrast is known.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::markdown::escape::push_text;

/// Code longer than this many bytes is shown plain: nobody reads it in a page, and grammars are slow.
const MAX_BYTES: usize = 200_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
static CACHE: LazyLock<Mutex<HashMap<[u8; 32], Arc<str>>>> = LazyLock::new(Mutex::default);

/// A class of words in code: its name after `hl-`, its colours on light and on dark ground, and the scopes
/// (prefixes, the more specific first) that it stands for.
struct Class {
    name: &'static str,
    light: &'static str,
    dark: &'static str,
    scopes: &'static [&'static str],
}

/// Ground and text.
const LIGHT: (&str, &str) = ("#f7f2e8", "#24292f");
const DARK: (&str, &str) = ("#211f1c", "#e3ded5");

const CLASSES: [Class; 12] = [
    Class { name: "comment", light: "#59636e", dark: "#949ead", scopes: &["comment"] },
    Class { name: "string", light: "#0a5c36", dark: "#8fd1a0", scopes: &["string", "markup.raw"] },
    Class { name: "number", light: "#8a3b00", dark: "#f0b072", scopes: &["constant"] },
    Class { name: "operator", light: "#5b4a8a", dark: "#c3b5f2", scopes: &["keyword.operator"] },
    Class { name: "keyword", light: "#a3123f", dark: "#ff9db0", scopes: &["keyword", "storage"] },
    Class {
        name: "function",
        light: "#5a2ca0",
        dark: "#cfb2ff",
        scopes: &["entity.name.function", "support.function", "variable.function"],
    },
    Class { name: "tag", light: "#0b5c6b", dark: "#82d0dc", scopes: &["entity.name.tag"] },
    Class {
        name: "attribute",
        light: "#7a4b00",
        dark: "#e6c26b",
        scopes: &["entity.other.attribute-name", "meta.mapping.key"],
    },
    Class {
        name: "type",
        light: "#0b4f9e",
        dark: "#8fc4ff",
        scopes: &["entity.name", "entity.other.inherited-class", "support"],
    },
    Class {
        name: "variable",
        light: "#4a3a00",
        dark: "#e8dcb0",
        scopes: &["variable.parameter", "variable.language", "variable.other.member"],
    },
    Class { name: "inserted", light: "#0a5c36", dark: "#8fd1a0", scopes: &["markup.inserted"] },
    Class { name: "deleted", light: "#a3123f", dark: "#ff9db0", scopes: &["markup.deleted", "invalid"] },
];

static SCOPES: LazyLock<Vec<(Scope, usize)>> = LazyLock::new(|| {
    let pairs = CLASSES
        .iter()
        .enumerate()
        .flat_map(|(class, entry)| entry.scopes.iter().map(move |scope| (scope, class)));
    pairs.filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class))).collect()
});

/// Loads the grammars, which takes as long as reading some fifty articles.
pub(super) fn prepare() {
    LazyLock::force(&SYNTAXES);
}

/// Whether `language` asks for no colours.
pub(super) fn is_plain(language: &str) -> bool {
    matches!(language, "text" | "txt" | "plain" | "plaintext" | "none" | "console" | "output" | "terminal")
}

/// `code` in `language` with its words in classes; `None` when there is no grammar for it.
pub(super) fn highlight(language: &str, code: &str) -> Option<Arc<str>> {
    if language.is_empty() || is_plain(language) || code.len() > MAX_BYTES {
        return None;
    }
    let key = *blake3::Hasher::new()
        .update(language.as_bytes())
        .update(&[0])
        .update(code.as_bytes())
        .finalize()
        .as_bytes();
    let cached = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    if cached.is_some() {
        return cached;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let html: Arc<str> = colour(syntax, code)?.into();
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&html));
    Some(html)
}

fn colour(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = Spans { html: String::with_capacity(code.len() * 2), open: None };
    for line in LinesWithEndings::from(code) {
        let mut at = 0;
        for (offset, operation) in state.parse_line(line, &SYNTAXES).ok()? {
            out.push(line.get(at..offset)?, class_of(&stack));
            at = offset;
            stack.apply(&operation).ok()?;
        }
        out.push(line.get(at..)?, class_of(&stack));
    }
    out.close();
    Some(out.html)
}

/// The class of the innermost scope that has one.
fn class_of(stack: &ScopeStack) -> Option<usize> {
    stack.scopes.iter().rev().find_map(|scope| {
        let of = SCOPES.iter().filter(|(prefix, _)| prefix.is_prefix_of(*scope));
        of.max_by_key(|(prefix, _)| prefix.len()).map(|(_, class)| *class)
    })
}

/// Writes spans, one for neighbours of the same class.
struct Spans {
    html: String,
    open: Option<usize>,
}

impl Spans {
    fn push(&mut self, text: &str, class: Option<usize>) {
        if text.is_empty() {
            return;
        }
        // White space has no colour: it goes along with whatever is open.
        if class != self.open && !text.trim().is_empty() {
            self.close();
            if let Some(class) = class {
                // Writing to a string can't fail.
                let _ = write!(self.html, "<span class=\"hl-{}\">", CLASSES[class].name);
            }
            self.open = class;
        }
        push_text(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }
}

/// The style sheet for highlighted code: colours on light ground and on dark, by the `color-scheme` of the page. Every
/// pair of colours meets WCAG 2.2 AA (4.5 to 1).
pub fn stylesheet() -> String {
    let mut css = String::new();
    let both = |light: &str, dark: &str| format!("light-dark({light}, {dark})");
    // Writing to a string can't fail.
    let _ = writeln!(
        css,
        "pre.code {{ background: {}; color: {}; }}",
        both(LIGHT.0, DARK.0),
        both(LIGHT.1, DARK.1)
    );
    for class in &CLASSES {
        let _ = writeln!(css, ".hl-{} {{ color: {}; }}", class.name, both(class.light, class.dark));
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_classes_and_text_stays() {
        let html = highlight("rust", "fn main() { let x = \"<a>\"; } // end\n").unwrap();
        assert!(html.contains("<span class=\"hl-keyword\">let</span>"), "{html}");
        assert!(html.contains("&lt;a&gt;"), "{html}");
        let text: String =
            html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        assert_eq!(text, "fn main() { let x = \"&lt;a&gt;\"; } // end\n");
    }

    #[test]
    fn an_unknown_language_has_no_colours() {
        assert!(highlight("klingon", "x").is_none());
        assert!(highlight("toml", "a = 1\n").is_some());
        assert!(highlight("text", "x").is_none());
    }

    #[test]
    fn every_colour_can_be_read() {
        let channel = |hex: &str, at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let luminance =
            |hex: &str| 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
        let contrast = |a: &str, b: &str| {
            let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
            a.max(b) / a.min(b)
        };
        for class in &CLASSES {
            assert!(contrast(class.light, LIGHT.0) >= 4.5, "{} on light", class.name);
            assert!(contrast(class.dark, DARK.0) >= 4.5, "{} on dark", class.name);
        }
        assert!(contrast(LIGHT.1, LIGHT.0) >= 7.0 && contrast(DARK.1, DARK.0) >= 7.0);
    }
}
