//! The YAML between `---` at the head of a Markdown file: where it ends, and what each kind of file may say.

use std::ops::Range;

use jiff::civil::Date;

use super::Target;
use super::article::{Correction, ImageMeta, SourceRef, SpeakerFacts};
use super::fields::{Fields, Report};
use super::yaml::{self, Node};
use super::yaml_faults;
use crate::diagnostics::unknown_code;
use crate::language::is_tag;

/// Front matter longer than this many bytes is a missing `---`, not front matter.
const MAX_BYTES: usize = 64 * 1024;

/// A Markdown file cut in two.
pub(super) struct Split {
    /// Bytes of the YAML, without its fences; `None` without front matter.
    pub yaml: Option<Range<usize>>,
    /// First byte of the text.
    pub body: usize,
}

/// Finds the front matter of `text`; one without end or without measure is reported.
pub(super) fn split(text: &str, report: &mut Report) -> Split {
    let whole = Split { yaml: None, body: 0 };
    let Some(first) = text.split_inclusive('\n').next().filter(|line| is_fence(line)) else { return whole };
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if is_fence(line) || line.trim_end() == "..." {
            if at - start > MAX_BYTES {
                let label = "this many lines are no front matter";
                let help = format!("front matter is at most {} KB; keep the text below it", MAX_BYTES / 1024);
                report.error("front-matter-too-long", "the front matter is too long", 0..3, label, help);
                return Split { yaml: None, body: at + line.len() };
            }
            return Split { yaml: Some(start..at), body: at + line.len() };
        }
        at += line.len();
    }
    report.error(
        "unclosed-front-matter",
        "the front matter has no end",
        0..3,
        "opened here",
        "put a line of three hyphens (---) between front matter and text",
    );
    Split { yaml: None, body: text.len() }
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Parses the YAML at `range` of the report's file; what is no YAML is reported.
pub(super) fn parse(range: Range<usize>, report: &mut Report) -> Option<Node> {
    let file = std::sync::Arc::clone(&report.file);
    match yaml::parse(&file.text[range.clone()], range.start) {
        Ok(node) => node,
        Err(error) => {
            yaml_faults::report(error, report);
            None
        }
    }
}

/// What the front matter of an article says.
#[derive(Debug, Default)]
pub(super) struct ArticleMatter {
    pub title: String,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub summary: String,
    pub authors: Vec<String>,
    pub topics: Vec<String>,
    pub slug: Option<(String, Range<usize>)>,
    pub aliases: Vec<(String, Range<usize>)>,
    pub draft: bool,
    pub image: Option<ImageMeta>,
    pub key_points: Vec<String>,
    pub pull_quotes: Vec<(String, Range<usize>)>,
    pub sources: Vec<SourceRef>,
    pub corrections: Vec<Correction>,
    pub language: Option<String>,
    pub speakers: Vec<SpeakerFacts>,
    pub enrich_quotes: bool,
    pub enrich_dates: bool,
    pub enrich_terms: bool,
    pub ignored: Vec<String>,
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl ArticleMatter {
    /// What holds for an article without front matter.
    pub fn empty() -> Self {
        Self { enrich_quotes: true, enrich_dates: true, enrich_terms: true, ..Self::default() }
    }
}

/// Reads the keys of an article.
pub(super) fn article(mut fields: Fields<'_>, report: &mut Report) -> ArticleMatter {
    let title = fields.required_text("title", report);
    let date = required_date(&mut fields, "date", report);
    let updated = fields.date("updated", report);
    if let (Some(date), Some(updated)) = (date, updated)
        && updated < date
    {
        let span = fields.node("updated").map_or(fields.span.clone(), |node| node.span.clone());
        let help = "`updated` is the day of the last change; leave it out when there was none";
        report.warning(
            "updated-before-date",
            "the article was updated before it was published",
            span,
            "earlier than `date`",
            help,
        );
    }
    let (enrich_quotes, enrich_dates, enrich_terms) = match fields.map("enrich", "`enrich`", report) {
        Some(mut enrich) => {
            let mut flag = |name| enrich.flag(name, true, report);
            let flags = (flag("quotes"), flag("dates"), flag("terms"));
            enrich.finish(report);
            flags
        }
        None => (true, true, true),
    };
    let matter = ArticleMatter {
        title,
        date,
        updated,
        summary: summary(&mut fields, report),
        authors: fields.texts("authors", report),
        topics: fields.texts("topics", report),
        slug: fields.text_at("slug", report),
        aliases: fields.texts_at("aliases", report),
        draft: fields.flag("draft", false, report),
        image: image(&mut fields, report),
        key_points: fields.texts("key_points", report),
        pull_quotes: fields.texts_at("pull_quotes", report),
        sources: sources(&mut fields, report),
        corrections: corrections(&mut fields, report),
        language: language(&mut fields, report),
        speakers: speakers(&mut fields, report),
        enrich_quotes,
        enrich_dates,
        enrich_terms,
        ignored: ignored(&mut fields, report),
        extra: fields.extra(report),
    };
    fields.finish(report);
    matter
}

/// `check.ignore`: codes of messages that are not wanted.
pub(super) fn ignored(fields: &mut Fields<'_>, report: &mut Report) -> Vec<String> {
    let Some(mut check) = fields.map("check", "`check`", report) else { return Vec::new() };
    let codes = check.texts_at("ignore", report);
    check.finish(report);
    for (code, span) in &codes {
        let file = std::sync::Arc::clone(&report.file);
        report.diagnostics.extend(unknown_code(&file, code, span.clone()));
    }
    codes.into_iter().map(|(code, _)| code).collect()
}

/// `summary`, which other generators call `description`.
pub(super) fn summary(fields: &mut Fields<'_>, report: &mut Report) -> String {
    let summary = fields.text_at("summary", report);
    let description = fields.text_at("description", report);
    if let (Some(_), Some((_, span))) = (&summary, &description) {
        let help = "keep one of them";
        report.error(
            "duplicate-key",
            "`summary` and `description` mean the same",
            span.clone(),
            "given twice",
            help,
        );
    }
    summary.or(description).map(|(text, _)| text).unwrap_or_default()
}

/// `language`, a BCP 47 tag.
pub(super) fn language(fields: &mut Fields<'_>, report: &mut Report) -> Option<String> {
    let (tag, span) = fields.text_at("language", report)?;
    if is_tag(&tag) {
        return Some(tag);
    }
    let help = "write a BCP 47 tag such as en, en-GB or pt-BR";
    report.error(
        "invalid-language",
        format!("“{tag}” is not a language tag"),
        span,
        "not a language tag",
        help,
    );
    None
}

/// `image`: keys, or just the address.
pub(super) fn image(fields: &mut Fields<'_>, report: &mut Report) -> Option<ImageMeta> {
    let node = fields.node("image")?;
    if let yaml::Value::Scalar { text, .. } = &node.value {
        return Some(ImageMeta {
            src: text.trim().to_owned(),
            span: node.span.clone(),
            ..ImageMeta::default()
        });
    }
    let mut keys = Fields::of(node, "`image`", report)?;
    let (src, span) = match keys.text_at("src", report) {
        Some((src, span)) if !src.is_empty() => (src, span),
        Some((src, span)) => {
            let message = "the image is not shown, as it names no file yet";
            let help = "put the picture beside the article and name it here: `src: picture.jpg`";
            report.advice("image-without-file", message, span.clone(), "no file", help);
            (src, span)
        }
        None => {
            keys.missing("src", keys.key_span("src"), report);
            (String::new(), node.span.clone())
        }
    };
    let mut text = |name| keys.text(name, report).unwrap_or_default();
    let image = ImageMeta {
        alt: text("alt"),
        caption: text("caption"),
        credit: text("credit"),
        size: None,
        to: Target::default(),
        src,
        span,
    };
    keys.finish(report);
    (!image.src.is_empty()).then_some(image)
}

fn required_date(fields: &mut Fields<'_>, name: &'static str, report: &mut Report) -> Option<Date> {
    let date = fields.date(name, report);
    if date.is_none() && fields.node(name).is_none() {
        fields.missing(name, fields.key_span(name), report);
    }
    date
}

fn sources(fields: &mut Fields<'_>, report: &mut Report) -> Vec<SourceRef> {
    let read = |mut keys: Fields<'_>, report: &mut Report| {
        let source = SourceRef {
            title: keys.required_text("title", report),
            url: keys.text("url", report),
            publisher: keys.text("publisher", report),
            date: keys.edtf("date", report),
            span: keys.key_span("title"),
        };
        keys.finish(report);
        source
    };
    let maps = fields.maps("sources", "a source", report);
    maps.into_iter().map(|keys| read(keys, report)).collect()
}

fn corrections(fields: &mut Fields<'_>, report: &mut Report) -> Vec<Correction> {
    let maps = fields.maps("corrections", "a correction", report);
    let mut corrections: Vec<Correction> = Vec::new();
    for mut keys in maps {
        let date = required_date(&mut keys, "date", report);
        let text = keys.required_text("text", report);
        keys.finish(report);
        corrections.extend(date.map(|date| Correction { date, text }));
    }
    corrections.sort_by_key(|correction| correction.date);
    corrections
}

fn speakers(fields: &mut Fields<'_>, report: &mut Report) -> Vec<SpeakerFacts> {
    let maps = fields.maps("speakers", "a speaker", report);
    let read = |mut keys: Fields<'_>, report: &mut Report| {
        let name = keys.required_text("name", report);
        let facts = SpeakerFacts {
            span: keys.node("name").map_or(keys.span.clone(), |node| node.span.clone()),
            name,
            role: keys.text("role", report),
            side: keys.text("side", report),
            aliases: keys.texts("aliases", report),
        };
        keys.finish(report);
        facts
    };
    let facts = maps.into_iter().map(|keys| read(keys, report));
    facts.filter(|facts| !facts.name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;

    fn read(text: &str) -> (ArticleMatter, Vec<String>) {
        let file = Arc::new(SourceFile::new("content/articles/a.md", text));
        let mut report = Report::new(&file);
        let split = split(text, &mut report);
        let node = split.yaml.and_then(|range| parse(range, &mut report));
        let fields = node.as_ref().and_then(|node| Fields::of(node, "an article", &mut report));
        let matter = fields.map(|fields| article(fields, &mut report)).unwrap_or_default();
        let shown = report.diagnostics.iter().map(|diagnostic| {
            let span = diagnostic.place.as_ref().unwrap().span.clone().unwrap();
            let line = text[..span.start].matches('\n').count() + 1;
            format!("{line}: {} {}", diagnostic.code, &text[span])
        });
        (matter, shown.collect())
    }

    #[test]
    fn a_full_front_matter_is_read_without_complaint() {
        let (matter, faults) = read(
            "---\ntitle: \"Water: who pays\"\ndate: 2025-12-04\nupdated: 2025-12-05\ndescription: Why.\n\
             authors: [A. Example]\ntopics:\n  - Water\nslug: water\naliases: [/old/]\ndraft: false\n\
             image: {src: map.png, alt: A map, caption: The river, credit: Own}\nkey_points: [One., Two.]\n\
             sources:\n  - title: Report\n    url: https://example.org/\n    publisher: Board\n    date: 2025-11\n\
             corrections:\n  - {date: 2025-12-06, text: Fixed.}\nlanguage: en-GB\n\
             speakers:\n  - {name: Olga Example, role: economist, side: for, aliases: [Example]}\n\
             enrich: {quotes: false}\nextra: {colour: blue}\n---\nText\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(matter.title, "Water: who pays");
        assert_eq!(matter.summary, "Why.");
        assert_eq!(matter.image.unwrap().credit, "Own");
        assert_eq!(matter.sources[0].date.as_ref().unwrap().as_str(), "2025-11");
        assert_eq!(matter.speakers[0].aliases, ["Example"]);
        assert!(!matter.enrich_quotes && matter.enrich_dates);
    }

    #[test]
    fn every_fault_has_its_line() {
        let (_, faults) = read(
            "---\ntitel: Water\ndate: 2025-02-30\ndraft: 5\nsources:\n  - titel: X\nimage:\n  alt: y\nlanguage: English!\n---\n",
        );
        assert_eq!(
            faults,
            [
                "3: invalid-date 2025-02-30",
                "4: wrong-type 5",
                "8: missing-key alt",
                "6: unknown-key titel",
                "9: invalid-language English!",
                "2: unknown-key titel",
            ]
        );
    }

    #[test]
    fn a_fence_that_never_closes_is_one_fault() {
        assert_eq!(read("---\ntitle: x\n\nText\n").1, ["1: unclosed-front-matter ---"]);
        assert_eq!(read("---\ntitle: \"x\ndate: 2\n---\n").1.len(), 1);
    }
}
