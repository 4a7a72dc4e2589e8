//! Tags of template languages to what they stand for, where Markdown has exactly that. All others stay as they are, as
//! text, and are reported: nobody but their author knows what they would have shown.

use std::ops::Range;

use super::generator::Generator;
use super::tags::{Kind, Tag, arguments, scan};
use crate::import::notes::Notes;

/// Finds an article by what its generator calls it, as an address from the article that is written.
pub(super) type Find<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Converts the tags of one text.
pub(super) struct Converter<'a, 'n> {
    pub text: &'a str,
    pub generator: Option<Generator>,
    pub find: &'a Find<'a>,
    pub notes: &'a mut Notes<'n>,
}

/// What takes the place of some tags.
struct Replacement {
    text: String,
    /// First byte after what is replaced.
    end: usize,
    /// First tag after it.
    next: usize,
}

impl Converter<'_, '_> {
    /// `range` of the text with its tags converted.
    pub fn convert(&mut self, range: Range<usize>) -> String {
        let tags = scan(self.text, range.clone(), self.generator);
        let mut out = String::with_capacity(range.len());
        let (mut at, mut index) = (range.start, 0);
        while let Some(tag) = tags.get(index) {
            if let Some(replacement) = self.replacement(&tags, index) {
                out.push_str(&self.text[at..tag.span.start]);
                if tag.kind == Kind::Attributes && tag.name == "toc" {
                    drop_list_item(&mut out);
                }
                out.push_str(&replacement.text);
                if !matches!(tag.kind, Kind::Escaped | Kind::Attributes) {
                    let message = format!("`{}` became Markdown", self.shown(tag));
                    self.notes.advice("import-tag-converted", &message, tag.span.clone(), "", "");
                }
                at = replacement.end;
                index = replacement.next;
            } else {
                self.keep(tag);
                index += 1;
            }
        }
        out.push_str(&self.text[at..range.end]);
        out
    }

    fn replacement(&mut self, tags: &[Tag], index: usize) -> Option<Replacement> {
        let tag = &tags[index];
        let alone = |text: String| Some(Replacement { text, end: tag.span.end, next: index + 1 });
        match (tag.kind, tag.name.as_str()) {
            (Kind::Escaped, _) => {
                let open =
                    self.text[tag.span.clone()].find("/*").map_or(tag.span.start, |at| tag.span.start + at);
                let (before, after) = (&self.text[tag.span.start..open], tag.arguments.end + 2..tag.span.end);
                alone(format!("{before}{}{}", &self.text[tag.arguments.clone()], &self.text[after]))
            }
            (Kind::Statement, "raw" | "verbatim") => {
                let (inner, end, next) = self.inside(tags, index)?;
                Some(Replacement { text: self.text[inner].to_owned(), end, next })
            }
            (Kind::Attributes, _) => {
                let message = "an attribute list of kramdown was dropped";
                self.notes.advice("import-attributes", message, tag.span.clone(), "", "");
                let line = self.text[..tag.span.start].rsplit('\n').next().unwrap_or_default();
                let rest = &self.text[tag.span.end..];
                // With its line, where it has one to itself.
                let end = if line.trim().is_empty() && rest.starts_with('\n') {
                    tag.span.end + 1
                } else {
                    tag.span.end
                };
                Some(Replacement { text: String::new(), end, next: index + 1 })
            }
            (Kind::Comment, _) => {
                alone(comment(self.text[tag.span.clone()].trim_matches(['{', '#', '}', '-'])))
            }
            (Kind::Statement | Kind::Shortcode, "comment") if !tag.closes => {
                let (inner, end, next) = self.inside(tags, index)?;
                Some(Replacement { text: comment(&self.text[inner]), end, next })
            }
            (Kind::Statement | Kind::Shortcode, "highlight") if !tag.closes => self.code(tags, index),
            (Kind::Shortcode, "figure") if !tag.closes => self.figure(tag).and_then(alone),
            (Kind::Shortcode, "ref" | "relref") | (Kind::Statement, "post_url" | "link") => {
                let given = arguments(&self.text[tag.arguments.clone()]);
                let path = given.iter().find(|(key, _)| key.as_deref().is_none_or(|key| key == "path"));
                (self.find)(&path?.1).and_then(alone)
            }
            (Kind::Expression, "site.baseurl" | "site.url" | "baseurl" | "site.github.url") => {
                let next = &self.text[tag.span.end..];
                if next.starts_with('/') || next.starts_with("{%") || next.starts_with("{{") {
                    alone(String::new())
                } else {
                    next.starts_with([')', '"', '\'']).then(|| "/".to_owned()).and_then(alone)
                }
            }
            (Kind::Expression, "") => filtered_path(&self.text[tag.arguments.clone()]).and_then(alone),
            _ => None,
        }
    }

    /// What stands between the tag `index` and the one that closes it; the first byte, and the first tag, after both.
    fn inside(&self, tags: &[Tag], index: usize) -> Option<(Range<usize>, usize, usize)> {
        let open = &tags[index];
        let end = format!("end{}", open.name);
        let closes = |tag: &Tag| {
            tag.kind == open.kind && (tag.name == end || tag.closes && tag.name == open.name)
                || tag.name == "endraw" && matches!(open.name.as_str(), "raw")
        };
        let at = tags[index + 1..].iter().position(closes)? + index + 1;
        Some((open.span.end..tags[at].span.start, tags[at].span.end, at + 1))
    }

    /// A block of highlighted code, as a fenced one.
    fn code(&mut self, tags: &[Tag], index: usize) -> Option<Replacement> {
        let (inner, end, next) = self.inside(tags, index)?;
        let given = arguments(&self.text[tags[index].arguments.clone()]);
        let language =
            given.into_iter().find_map(|(key, value)| key.is_none().then_some(value)).unwrap_or_default();
        let language: String =
            language.chars().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '-' | '_')).collect();
        let code = self.convert(inner);
        let code = code.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n').unwrap_or(&code).trim_end();
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let before = self.text[..tags[index].span.start].rsplit('\n').next().unwrap_or_default();
        let (start, indent) = if before.trim().is_empty() { ("", before) } else { ("\n\n", "") };
        let rest =
            if self.text[end..].starts_with(['\n', '\r']) || self.text[end..].is_empty() { "" } else { "\n" };
        Some(Replacement {
            text: format!("{start}{fence}{language}\n{code}\n{indent}{fence}{rest}"),
            end,
            next,
        })
    }

    /// Hugo's `figure` as an image with a title, which is a figure with a caption here.
    fn figure(&mut self, tag: &Tag) -> Option<String> {
        let given = arguments(&self.text[tag.arguments.clone()]);
        let get = |name: &str| {
            let found = given.iter().find(|(key, _)| key.as_deref() == Some(name));
            found
                .map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|value| !value.is_empty())
        };
        let src = get("src")?;
        // What neither Markdown nor a caption can say.
        if get("link").is_some() || get("attrlink").is_some() {
            let help = "write the image as Markdown, with a link around it or in the text below";
            self.warn(tag, "leads somewhere when it is clicked", help);
        }
        let mut caption = [get("title"), get("caption")].into_iter().flatten().collect::<Vec<_>>().join(". ");
        if let Some(credit) = get("attr") {
            caption = if caption.is_empty() { credit } else { format!("{caption} ({credit})") };
        }
        // Without words of its own, Hugo reads the caption out.
        let alt = get("alt").or_else(|| get("caption")).unwrap_or_default();
        let alt = alt.replace('[', "\\[").replace(']', "\\]");
        let src = if src.contains([' ', '(', ')']) { format!("<{src}>") } else { src };
        let title =
            if caption.is_empty() { String::new() } else { format!(" \"{}\"", caption.replace('"', "\\\"")) };
        // A figure is a paragraph of its own.
        let before = self.text[..tag.span.start].trim_end_matches([' ', '\t']);
        let start = if before.is_empty() || before.ends_with("\n\n") {
            ""
        } else if before.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        let after = self.text[tag.span.end..].trim_start_matches([' ', '\t', '\r']);
        let end = match after.strip_prefix('\n') {
            Some(rest) if rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.is_empty() => {
                ""
            }
            Some(_) => "\n",
            None => "\n\n",
        };
        Some(format!("{start}![{alt}]({src}{title}){end}"))
    }

    /// Reports a tag that stays as it is.
    fn keep(&mut self, tag: &Tag) {
        let is_end = tag.closes
            || tag.name.starts_with("end")
            || matches!(tag.name.as_str(), "else" | "elsif" | "elseif");
        if is_end {
            return;
        }
        let given = arguments(&self.text[tag.arguments.clone()]);
        let first =
            given.iter().find(|(key, _)| key.as_deref().is_none_or(|key| matches!(key, "id" | "path")));
        let first = first.map_or("", |(_, value)| value);
        let help = match tag.name.to_lowercase().as_str() {
            "youtube" | "youtubeembed" => {
                format!("link to it instead: https://www.youtube.com/watch?v={first}")
            }
            "vimeo" => format!("link to it instead: https://vimeo.com/{first}"),
            "tweet" | "x" | "twitter" | "instagram" | "gist" | "embed" => {
                "quote it, and link to it".to_owned()
            }
            "ref" | "relref" | "post_url" | "link" => {
                "import that article together with this one, or write the address of the page".to_owned()
            }
            _ => "write in Markdown what it stood for".to_owned(),
        };
        self.warn(tag, "has no counterpart and is kept as text", &help);
    }

    fn warn(&mut self, tag: &Tag, what: &str, help: &str) {
        let message = format!("`{}` {what}", self.shown(tag));
        self.notes.warning("import-tag", &message, tag.span.clone(), "", help);
    }

    /// The beginning of a tag, in one line.
    fn shown(&self, tag: &Tag) -> String {
        const LONGEST: usize = 48;
        let written: String = self.text[tag.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        match written.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("{}…", &written[..cut]),
            None => written,
        }
    }
}

/// Takes away the item that stands where kramdown writes a list of the contents, which every article has here.
fn drop_list_item(out: &mut String) {
    let before = out.trim_end();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    if before[start..].trim_start().starts_with(['*', '-', '+', '1']) {
        out.truncate(start);
    }
}

fn comment(text: &str) -> String {
    format!("<!-- {} -->", text.trim().replace("--", "- -"))
}

/// The path of `"/a/b" | relative_url`, which is an address from the site's root.
fn filtered_path(expression: &str) -> Option<String> {
    const FILTERS: [&str; 6] =
        ["relative_url", "absolute_url", "url", "htmlBaseUrl", "safe", "prepend: site.baseurl"];
    let mut parts = expression.split('|').map(str::trim);
    let written = parts.next()?;
    let mark = written.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let path = written.strip_prefix(mark)?.strip_suffix(mark)?;
    let mut filters = parts.peekable();
    filters.peek()?;
    let known = filters.all(|filter| FILTERS.contains(&filter));
    (known && !path.contains(mark)).then(|| format!("/{}", path.trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;

    fn converted(text: &str, generator: Generator) -> (String, Vec<String>) {
        let file = Arc::new(SourceFile::new("a.md", text));
        let mut notes = Notes::new(&file);
        let find =
            |name: &str| (name == "2025-01-02-tides" || name == "tides.md").then(|| "../tides.md".to_owned());
        let mut converter = Converter { text, generator: Some(generator), find: &find, notes: &mut notes };
        let out = converter.convert(0..text.len());
        let doubts = notes.into_list().into_iter().filter(|note| note.code != "import-tag-converted");
        (out, doubts.map(|note| note.message).collect())
    }

    fn clean(text: &str, generator: Generator) -> String {
        let (out, notes) = converted(text, generator);
        assert_eq!(notes, Vec::<String>::new(), "{text}");
        out
    }

    #[test]
    fn tags_with_an_exact_counterpart_become_markdown() {
        use Generator::{Eleventy, Hugo, Jekyll, Zola};
        for (generator, tag, markdown) in [
            (
                Hugo,
                "a\n\n{{< figure src=\"map.png\" alt=\"A map\" caption=\"The \\\"old\\\" river\" attr=\"Own\" >}}\n\nb",
                "a\n\n![A map](map.png \"The \\\"old\\\" river (Own)\")\n\nb",
            ),
            (Hugo, "a\n{{< figure src=\"the map.png\" >}}\nb", "a\n\n![](<the map.png>)\n\nb"),
            (Hugo, "[x]({{< ref \"tides.md\" >}})", "[x](../tides.md)"),
            (Hugo, "[x]({{% relref path=\"tides.md\" %}})", "[x](../tides.md)"),
            (
                Hugo,
                "{{< highlight go \"linenos=table\" >}}\nx := 1\n{{< /highlight >}}\n",
                "```go\nx := 1\n```\n",
            ),
            (Hugo, "`{{</* youtube x */>}}`", "`{{< youtube x >}}`"),
            (Hugo, "{{ .Title }} is text", "{{ .Title }} is text"),
            (Zola, "{{/* youtube(id=1) */}}", "{{ youtube(id=1) }}"),
            (
                Jekyll,
                "{% highlight ruby linenos %}\nx = `y`\n{% endhighlight %}\n",
                "```ruby\nx = `y`\n```\n",
            ),
            (
                Jekyll,
                "{% highlight liquid %}\n{% raw %}{{ x }}{% endraw %}\n{% endhighlight %}",
                "```liquid\n{{ x }}\n```",
            ),
            (Jekyll, "{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}"),
            (Jekyll, "a {% comment %}for -- us{% endcomment %} b", "a <!-- for - - us --> b"),
            (Jekyll, "[x]({{ site.baseurl }}{% post_url 2025-01-02-tides %})", "[x](../tides.md)"),
            (Jekyll, "![x]({{ site.baseurl }}/a.png) [y]({{ site.url }})", "![x](/a.png) [y](/)"),
            (Jekyll, "![x]({{ '/a.png' | relative_url }})", "![x](/a.png)"),
            (Eleventy, "[x]({{ \"/a/\" | url }}) {# desk #}", "[x](/a/) <!-- desk -->"),
            (Eleventy, "{% highlight \"js\" %}\nx\n{% endhighlight %}\n", "```js\nx\n```\n"),
        ] {
            assert_eq!(clean(tag, generator), markdown, "{tag}");
        }
    }

    #[test]
    fn what_only_kramdown_reads_is_dropped_and_said() {
        let (out, notes) = converted(
            "* TOC\n{:toc}\n\nA [b](c){:target=\"_blank\"} d `{:x => 1}`.\n{: .note #y}\n\nE\n",
            Generator::Jekyll,
        );
        assert_eq!(out, "\nA [b](c) d `{:x => 1}`.\n\nE\n");
        assert_eq!(notes.len(), 3);
    }

    #[test]
    fn all_others_stay_and_are_reported() {
        use Generator::{Eleventy, Hugo, Jekyll, Zola};
        for (generator, text, notes) in [
            (Hugo, "{{< youtube abc >}}", 1),
            (Hugo, "{{< callout >}}\nx\n{{< /callout >}}", 1),
            (Hugo, "[x]({{< ref \"gone.md\" >}})", 1),
            (Hugo, "{{< highlight go >}} never closed", 1),
            (Zola, "{{ youtube(id=\"abc\") }} {% quote(author=\"x\") %}y{% end %}", 2),
            (Jekyll, "{% include note.html %} {{ page.title }} {% if x %}y{% endif %}", 3),
            (Eleventy, "{{ \"/a\" | shout }}", 1),
        ] {
            let (out, found) = converted(text, generator);
            assert_eq!((out.as_str(), found.len()), (text, notes), "{found:?}");
        }
    }
}
