//! The tags of template languages in running text: shortcodes of Hugo and Zola, Liquid, Nunjucks. Only found here;
//! what becomes of them is [`super::convert`]'s.

use std::ops::Range;

use super::generator::Generator;

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its bytes, marks included.
    pub span: Range<usize>,
    pub kind: Kind,
    /// First word: `figure`, `highlight`, `endhighlight`.
    pub name: String,
    /// Bytes of what follows the name.
    pub arguments: Range<usize>,
    /// `{{< /figure >}}`
    pub closes: bool,
}

/// How a tag is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{{< … >}}` and `{{% … %}}`
    Shortcode,
    /// `{% … %}`
    Statement,
    /// `{{ … }}`
    Expression,
    /// `{# … #}`
    Comment,
    /// `{: .class}`, of kramdown
    Attributes,
    /// A tag that its generator prints as it is: `{{</* … */>}}`, `{{/* … */}}`. The bytes between the stars are
    /// [`Tag::arguments`].
    Escaped,
}

/// Every tag of `text[range]` that `generator` would take for one; those of all when it isn't known.
pub(super) fn scan(text: &str, range: Range<usize>, generator: Option<Generator>) -> Vec<Tag> {
    let hugo = generator.is_none_or(|one| one == Generator::Hugo);
    let others = generator != Some(Generator::Hugo);
    let comments = generator == Some(Generator::Eleventy);
    let kramdown = generator == Some(Generator::Jekyll);
    let mut tags = Vec::new();
    let mut at = range.start;
    while let Some(found) = text[at..range.end].find('{') {
        let start = at + found;
        let rest = &text[start..range.end];
        let form = [
            ("{{<", ">}}", Kind::Shortcode, hugo),
            ("{{%", "%}}", Kind::Shortcode, hugo),
            ("{%", "%}", Kind::Statement, others),
            ("{#", "#}", Kind::Comment, comments),
            ("{:", "}", Kind::Attributes, kramdown && is_attributes(rest)),
            ("{{", "}}", Kind::Expression, others),
        ]
        .into_iter()
        .find(|(open, _, _, wanted)| *wanted && rest.starts_with(open));
        let Some((open, close, kind, _)) = form else {
            at = start + 1;
            continue;
        };
        let Some(length) = rest[open.len()..].find(close) else {
            at = start + open.len();
            continue;
        };
        let inner = start + open.len()..start + open.len() + length;
        let span = start..inner.end + close.len();
        let tag = read(text, span, inner, kind);
        // Zola takes calls for shortcodes, and nothing else for a tag.
        let is_text = generator == Some(Generator::Zola)
            && matches!(kind, Kind::Statement | Kind::Expression)
            && tag.kind != Kind::Escaped
            && tag.name != "end"
            && (tag.name.is_empty() || !text[tag.arguments.clone()].starts_with('('));
        at = if is_text { start + open.len() } else { tag.span.end };
        if !is_text {
            tags.push(tag);
        }
    }
    tags
}

/// Whether `text` begins with an attribute list of kramdown: classes, an identifier, pairs, or the mark of a contents list.
fn is_attributes(text: &str) -> bool {
    let inner = text.strip_prefix("{:").and_then(|rest| rest.split_once('}')).map_or("", |(inner, _)| inner);
    let mut parts = inner.split_whitespace().peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            part.starts_with(['.', '#']) || part == "toc" || part.contains("=\"") || part.ends_with('"')
        })
}

fn read(text: &str, span: Range<usize>, inner: Range<usize>, kind: Kind) -> Tag {
    if let Some(written) =
        text[inner.clone()].trim().strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/"))
    {
        let start = inner.start + text[inner.clone()].find("/*").unwrap_or(0) + 2;
        return Tag {
            span,
            kind: Kind::Escaped,
            name: String::new(),
            arguments: start..start + written.len(),
            closes: false,
        };
    }
    // Liquid and Nunjucks trim white space beside a hyphen.
    let words = text[inner.clone()].trim().trim_start_matches('-').trim_end_matches('-').trim();
    let closes = kind == Kind::Shortcode && words.starts_with('/');
    let words = words.trim_start_matches('/').trim_end_matches('/').trim();
    let end = words
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':')))
        .unwrap_or(words.len());
    let start = inner.start + text[inner.clone()].find(words).unwrap_or(0);
    Tag { name: words[..end].to_owned(), arguments: start + end..start + words.len(), span, kind, closes }
}

/// The arguments of a tag: `key="value"`, `key: value`, `"value"`, `value`, separated by spaces or commas.
pub(super) fn arguments(text: &str) -> Vec<(Option<String>, String)> {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches([' ', ',', '\n', '\t']);
    while !rest.is_empty() {
        let (mut value, mut after) = word(rest);
        let mut key = None;
        let next = after.trim_start();
        if let Some(next) = next.strip_prefix('=').or_else(|| next.strip_prefix(':')) {
            key = Some(value);
            (value, after) = word(next.trim_start());
        }
        found.push((key, value));
        let next = after.trim_start_matches([' ', ',', '\n', '\t', '\r']);
        // Whatever is no argument is stepped over.
        rest = if next.len() == rest.len() {
            &rest[rest.chars().next().map_or(0, char::len_utf8)..]
        } else {
            next
        };
    }
    found
}

/// The first value of `text`, and what follows it.
fn word(text: &str) -> (String, &str) {
    let first = text.chars().next();
    let quoted = match first {
        Some(mark @ ('"' | '\'' | '`')) => Some(mark),
        Some('“') => Some('”'),
        _ => None,
    };
    if let (Some(close), Some(open)) = (quoted, first) {
        let inner = &text[open.len_utf8()..];
        let mut value = String::new();
        let mut escaped = false;
        for (at, c) in inner.char_indices() {
            match c {
                _ if escaped => {
                    value.push(c);
                    escaped = false;
                }
                '\\' if close != '`' => escaped = true,
                c if c == close => return (value, &inner[at + c.len_utf8()..]),
                c => value.push(c),
            }
        }
        return (value, "");
    }
    let end = text.find([' ', ',', '=', '\n', '\t', ')']).unwrap_or(text.len());
    let end = text[..end].find(": ").unwrap_or(end);
    (text[..end].trim_end_matches(':').to_owned(), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, generator: Option<Generator>) -> Vec<(Kind, String, String)> {
        let tags = scan(text, 0..text.len(), generator);
        tags.into_iter().map(|tag| (tag.kind, tag.name, text[tag.arguments].trim().to_owned())).collect()
    }

    #[test]
    fn each_generator_has_its_own_tags() {
        let text = "{{< a x >}} {{% b %}} {% c y %} {{ d.e | f }} {# g #} {h}";
        let found =
            |generator| names(text, generator).into_iter().map(|(_, name, _)| name).collect::<Vec<_>>();
        assert_eq!(found(Some(Generator::Hugo)), ["a", "b"]);
        assert_eq!(found(Some(Generator::Eleventy))[2..], ["c", "d.e", "g"]);
        assert_eq!(found(None), ["a", "b", "c", "d.e"]);
    }

    #[test]
    fn zola_knows_calls_only() {
        let text = "{{ page.title }} {% if x %} {{ map(id=1) }} {% note() %}x{% end %}";
        let found: Vec<_> = names(text, Some(Generator::Zola)).into_iter().map(|(_, name, _)| name).collect();
        assert_eq!(found, ["map", "note", "end"]);
    }

    #[test]
    fn an_escaped_tag_is_told_apart() {
        assert_eq!(
            names("{{</* a b */>}}", Some(Generator::Hugo))[0],
            (Kind::Escaped, String::new(), "a b".to_owned())
        );
        assert_eq!(names("{{/* a() */}}", Some(Generator::Zola))[0].0, Kind::Escaped);
    }

    #[test]
    fn arguments_are_read_in_every_spelling() {
        let read = |text: &str| {
            let all = arguments(text).into_iter();
            all.map(|(key, value)| format!("{}={value}", key.unwrap_or_default()))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(read(r#" src="a b.png" alt='x \'y\'' 7 "#), "src=a b.png alt=x 'y' =7");
        assert_eq!(read(r#"(path="a.png", width=3)"#), "path=a.png width=3");
        assert_eq!(read("ruby linenos"), "=ruby =linenos");
        assert_eq!(read("2020-01-02-name"), "=2020-01-02-name");
        assert_eq!(read("\"js\", \"1-3\""), "=js =1-3");
        assert!(!read("=,:)(").is_empty(), "nonsense ends");
    }
}
