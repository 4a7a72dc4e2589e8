//! Markdown in, a [`Body`] out, in one pass: HTML, prose with its way back to the source, contents, links.
//!
//! CommonMark with tables, footnotes, strikethrough, task lists, heading attributes, definition lists and
//! alerts; punctuation stays as it was typed. The HTML is well-formed whatever the author wrote. Must not
//! know: where the text will be published.

mod blocks;
mod emit;
pub(crate) mod escape;
mod events;
mod footnotes;
mod headings;
mod inline;
mod labels;
mod overrides;
mod raw;
pub(crate) mod raw_html;
mod tables;
mod unique;
mod unread;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use super::Body;
use super::fields::Report;
use crate::diagnostics::{Diagnostic, SourceFile};

/// What a text needs to know of its surroundings.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// BCP 47 tag of the text, for the few words that Markdown itself puts into a page.
    pub language: &'a str,
    /// Width and height in pixels of an image, by its address as the author wrote it.
    pub image_size: &'a (dyn Fn(&str) -> Option<(usize, usize)> + Sync),
}

impl Default for Settings<'_> {
    /// English, images of unknown size.
    fn default() -> Self {
        Self { language: "en", image_size: &|_| None }
    }
}

/// Parses the bytes `text` of `file` as Markdown. Offsets in the result count from the start of the file.
///
/// # Panics
/// When `text` is not a range of the file's text on character boundaries.
pub fn parse(file: &Arc<SourceFile>, text: Range<usize>, settings: Settings<'_>) -> (Body, Vec<Diagnostic>) {
    let events = events::Events::parse(&file.text[text.clone()], text.start);
    let notes = footnotes::Footnotes::find(&events);
    emit::Emitter::new(&events, &notes, settings, Report::new(file)).body()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::OverrideKind;
    use crate::text::BlockKind;
    use crate::verdict::Verdict;

    fn read(markdown: &str) -> (Body, Vec<String>) {
        let file = Arc::new(SourceFile::new("content/a.md", markdown));
        let (body, diagnostics) = parse(&file, 0..markdown.len(), Settings::default());
        let shown = diagnostics.iter().map(|diagnostic| {
            let span = diagnostic.place.as_ref().unwrap().span.clone().unwrap();
            format!("{} {}", diagnostic.code, &markdown[span])
        });
        (body, shown.collect())
    }

    fn html(markdown: &str) -> String {
        read(markdown).0.html
    }

    fn blocks(body: &Body) -> Vec<(BlockKind, &str)> {
        body.prose.blocks.iter().map(|block| (block.kind, block.span.of(&body.prose.text))).collect()
    }

    #[test]
    fn a_signature_leaves_the_quotation() {
        let (body, faults) = read("> It matters.\n> — Olga Example, *trade* economist\n");
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(
            body.html,
            "<figure class=\"quote\">\n<blockquote>\n<p>It matters.</p>\n</blockquote>\n\
             <figcaption>— Olga Example, <em>trade</em> economist</figcaption>\n</figure>\n"
        );
        assert_eq!(
            blocks(&body),
            [(BlockKind::BlockQuote, "It matters."), (BlockKind::Signature, "Olga Example, trade economist")]
        );
        let signature = body.prose.blocks[0].signature.unwrap();
        assert_eq!(signature, body.prose.blocks[1].span);
        assert_eq!(body.prose.to_source(signature), 20..51);
    }

    #[test]
    fn overrides_mark_words_and_are_no_links() {
        let markdown = "He said [*so* it was](speaker:olga-example), [last week](date:none).";
        let (body, faults) = read(markdown);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(body.html, "<p>He said <em>so</em> it was, last week.</p>\n");
        let words: Vec<_> = body
            .overrides
            .iter()
            .map(|entry| (entry.kind.clone(), entry.span.of(&body.prose.text)))
            .collect();
        assert_eq!(
            words,
            [
                (OverrideKind::Verdict(Verdict::Speaker("olga-example".into())), "so it was"),
                (OverrideKind::Verdict(Verdict::NotDate), "last week")
            ]
        );
        assert_eq!(&markdown[body.overrides[1].source.clone()], "[last week](date:none)");
        assert_eq!(read("[x](event:2025-02-30)").1, ["invalid-override event:2025-02-30"]);
        assert_eq!(read("[](date:none)").1, ["invalid-override [](date:none)"]);
        let spaced = "*So* [it is](speaker:Olga Example), \\[it is](speaker:Jan Roe) and `[so](term:a b)`.";
        assert_eq!(read(spaced).1, ["invalid-override [it is](speaker:Olga Example)"]);
    }

    #[test]
    fn prose_leads_back_to_its_source() {
        let markdown = "A *b* \\* &amp; `c`\nd  \ne.\n\n```\ncode\n```\n\n- [x] item & [l](u)\n";
        let (body, _) = read(markdown);
        assert_eq!(body.prose.text, "A b * & c d e.\nitem & l");
        let at = |words: &str| {
            let start = body.prose.text.find(words).unwrap();
            &markdown[body.prose.to_source(crate::text::Span::new(start, start + words.len()))]
        };
        assert_eq!(at("b * & c"), "b* \\* &amp; `c");
        assert_eq!(at("&"), "&amp;");
        assert_eq!(at("item & l"), "item & [l");
    }

    #[test]
    fn an_image_alone_is_a_figure() {
        assert_eq!(
            html("![A map](map.png \"The river\")"),
            "<figure>\n<img src=\"map.png\" alt=\"A map\" loading=\"lazy\" decoding=\"async\">\n\
             <figcaption>The river</figcaption>\n</figure>\n"
        );
        assert_eq!(
            html("[![A](a.png)](b.md)"),
            "<figure>\n<a href=\"b.md\"><img src=\"a.png\" alt=\"A\" loading=\"lazy\" decoding=\"async\"></a>\n</figure>\n"
        );
        assert!(html("See ![A](a.png).").starts_with("<p>See <img"));
    }

    #[test]
    fn headings_begin_at_level_two_and_have_own_names() {
        let (body, faults) = read("# One\n\n## Two\n\n## Two\n\n## Three {#Two}\n\n## Four {#two}\n");
        assert_eq!(faults, ["duplicate-id ## Four {#two}\n"]);
        assert!(body.html.contains("<h2 id=\"one\">") && body.html.contains("<h3 id=\"two-2\">"));
        assert_eq!(body.contents[0].children.len(), 4);
        assert!(html("## A\n\n### B\n").contains("<h2 id=\"a\">A</h2>\n<h3"));
    }

    #[test]
    fn html_of_the_author_is_kept_and_balanced() {
        assert_eq!(html("a <b>b</b> <br> c"), "<p>a <b>b</b> <br> c</p>\n");
        let (body, faults) = read("*a <b>b* c</b>\n\n</div>\n\nd");
        assert_eq!(body.html, "<p><em>a <b>b</b></em> c</p>\n\n<p>d</p>\n");
        assert_eq!(faults, ["unbalanced-html </b>", "unbalanced-html </div>", "unbalanced-html <b>"]);
        let (body, faults) = read("<details>\n<summary>S</summary>\n\nIn *it*\n\n</details>\n");
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(blocks(&body), [(BlockKind::Paragraph, "In it")]);
        assert_eq!(read("<script>\nif (a < b) {}\n").1, ["unbalanced-html <script>"]);
        let (body, _) = read("<a href=\"b.md\">x</a> <img src='c.png' alt='C' id=pic>");
        let targets: Vec<&str> = body.links.iter().map(|link| &body.html[link.html.clone()]).collect();
        assert_eq!(targets, ["b.md", "c.png"]);
        assert_eq!(body.anchors, ["pic"]);
    }

    #[test]
    fn footnotes_are_numbered_as_readers_meet_them() {
        let (body, faults) = read("a[^b] c[^a] d[^b]\n\n[^a]: A.\n[^b]: B.\n[^c]: C.\n");
        assert_eq!(faults, ["unused-footnote [^c]: C.\n"]);
        assert_eq!(blocks(&body)[1..], [(BlockKind::Aside, "B."), (BlockKind::Aside, "A.")]);
        for id in ["fn-1", "fnref-1", "fnref-1-2", "fn-2", "fnref-2"] {
            assert_eq!(body.html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
        }
    }

    #[test]
    fn a_reference_without_footnote_is_reported_outside_code() {
        assert_eq!(
            read("a[^1] and *b[^two]* but `c[^3]` [^ ]").1,
            ["missing-footnote [^1]", "missing-footnote [^two]"]
        );
    }

    #[test]
    fn depth_and_length_are_no_danger() {
        for unit in
            ["> ", "*", "[", "<b>", "- ", "![", "<div>\n\n", "> > — a\n>\n", "[^1]", "`", "| a ", "a\n: "]
        {
            let (body, _) = read(&unit.repeat(3000));
            assert!(body.html.len() < 10_000_000, "{unit}");
        }
    }

    #[test]
    fn tables_have_names_and_no_style() {
        let html = html("| A | B |\n|---|--:|\n| 1 | 2 |\n\n| A | B |\n|---|---|\n");
        assert!(html.contains("aria-label=\"A, B\"") && html.contains("aria-label=\"A, B (2)\""));
        assert!(html.contains("<td class=\"align-right\">2</td>") && !html.contains("style"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn runs_and_prose_agree(markdown in "([a-z “”&*_`>|#\\[\\]()!~:-]|\n|&amp;|\\\\\\*|<b>|\\[\\^1\\]|- |> |\t|\r\n|\\PC){0,60}") {
            let (body, _) = read(&markdown);
            for run in &body.runs {
                let words = run.prose.of(&body.prose.text);
                let at = run.html as usize;
                let shown = &body.html[at..at + run.html_len as usize];
                if words.len() == shown.len() {
                    prop_assert_eq!(words, shown.replace('\n', " "));
                }
            }
            for segment in &body.prose.segments {
                if segment.prose_len == segment.source_len && segment.prose_len > 1 {
                    let source = &markdown[segment.source as usize..(segment.source + segment.source_len) as usize];
                    let prose = &body.prose.text[segment.prose as usize..(segment.prose + segment.prose_len) as usize];
                    prop_assert_eq!(source, prose);
                }
            }
            for link in &body.links {
                prop_assert!(body.html.get(link.html.clone()).is_some());
            }
        }

        #[test]
        fn any_text_is_an_article(text in "(---\n)?(\\PC|\n|: |- ){0,80}(\n---\n)?(\\PC|\n|<|&){0,80}") {
            let file = Arc::new(SourceFile::new("content/articles/a.md", text));
            let (article, diagnostics) = crate::content::read_article(&file, std::path::Path::new("nowhere"));
            for diagnostic in diagnostics {
                if let Some(span) = diagnostic.place.and_then(|place| place.span) {
                    prop_assert!(file.text.get(span).is_some());
                }
            }
            prop_assert_eq!(article.body.compose(&[]), article.body.html.clone());
        }
    }
}
