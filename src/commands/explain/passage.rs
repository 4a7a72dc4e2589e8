//! Why a quotation has its speaker, and a date its day: what stands at one line of an article, and what it rests on.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::content::Article;
use crate::enrich::{
    DateExpression, DatedEvent, EVENT_CONFIDENCE, FindingKind, Findings, Quotation, QuotationKind, Rejected,
    SPEAKER_CONFIDENCE, Speaker, State,
};
use crate::text::Span;

/// Longest excerpt, in characters.
const EXCERPT: usize = 90;
/// People near a quotation that are listed besides its speaker.
const OTHERS: usize = 4;

/// Everything found at `line` of `article`, and at `column` if one is given; `None` when nothing was.
pub(super) fn explain(
    article: &Article,
    findings: &Findings,
    line: usize,
    column: Option<usize>,
) -> Option<String> {
    let page = Page { article, findings };
    let here = |span: Span| page.stands_at(span, line, column);
    let mut text = String::new();
    for quotation in findings.quotations.iter().filter(|one| one.spans.iter().any(|&span| here(span))) {
        page.quotation(&mut text, quotation);
    }
    for date in findings.dates.iter().filter(|one| here(one.span)) {
        page.date(&mut text, date);
    }
    for rejected in findings.rejected.iter().filter(|one| here(one.span)) {
        page.rejected(&mut text, rejected);
    }
    for event in findings.events.iter().filter(|one| here(one.span)) {
        page.event(&mut text, event);
    }
    (!text.is_empty()).then_some(text)
}

struct Page<'a> {
    article: &'a Article,
    findings: &'a Findings,
}

impl Page<'_> {
    fn stands_at(&self, span: Span, line: usize, column: Option<usize>) -> bool {
        let source = self.article.body.prose.to_source(span);
        let (start, end) =
            (self.article.file.line_column(source.start), self.article.file.line_column(source.end));
        match column {
            Some(column) => start <= (line, column) && (line, column) < end,
            None => start.0 <= line && line <= end.0,
        }
    }

    fn words(&self, span: Span) -> String {
        let words = span.of(&self.article.body.prose.text);
        match words.char_indices().nth(EXCERPT) {
            Some((cut, _)) => format!("{}…", words[..cut].trim_end()),
            None => words.to_owned(),
        }
    }

    /// `words (line:column)`
    fn placed(&self, span: Span) -> String {
        let (line, column) = self.article.file.line_column(self.article.body.prose.to_source(span).start);
        format!("{} ({line}:{column})", self.words(span))
    }

    fn quotation(&self, text: &mut String, quotation: &Quotation) {
        let kind = match quotation.kind {
            QuotationKind::Direct => "quoted word for word",
            QuotationKind::Mixed => "reported, in part word for word",
            QuotationKind::Indirect => "reported",
        };
        let speaker = quotation.speaker.map(|speaker| &self.findings.speakers[speaker]);
        let pieces: Vec<String> = quotation.spans.iter().map(|&span| self.words(span)).collect();
        let _ = writeln!(text, "{}", pieces.join(" / "));
        row(text, "kind", kind);
        row(text, "state", state(quotation.state()));
        row(text, "speaker", speaker.map_or("nobody: the text does not settle it", |found| &found.name));
        if quotation.speaker.is_some_and(|speaker| self.findings.identities()[speaker] == State::Unsure) {
            row(text, "identity", "unsure: the article gives one name only, and others may have it");
        }
        if let Some(cue) = quotation.cue {
            row(text, "reported by", &self.placed(cue));
        }
        if let Some(source) = quotation.source {
            row(text, "source", &self.placed(source));
        }
        if let Some(speaker) = speaker {
            let chain = self.chain(speaker, quotation);
            if !chain.is_empty() {
                row(text, "mentions", &chain);
            }
            let roles: Vec<String> = speaker.roles.iter().map(|role| self.placed(role.span)).collect();
            if !roles.is_empty() {
                row(text, "role", &roles.join("; "));
            }
        }
        row(text, "rule", &named(&quotation.rule));
        if quotation.speaker.is_some() {
            let enough = if quotation.confidence >= SPEAKER_CONFIDENCE { "enough" } else { "too little" };
            let sure = format!(
                "{:.2}; {enough} to be printed, which takes {SPEAKER_CONFIDENCE}",
                quotation.confidence
            );
            row(text, "confidence", &sure);
        }
        let others = self.others(quotation);
        if !others.is_empty() {
            row(text, "also near", &others);
        }
        row(
            text,
            "to settle",
            "link the words to `speaker:<id>`, or to `speaker:none` if they are no speech",
        );
        text.push('\n');
    }

    /// From the first mention of `speaker` to the one that the attribution rests on: first, fullest and last ones.
    fn chain(&self, speaker: &Speaker, quotation: &Quotation) -> String {
        let until = quotation.source.or(quotation.spans.first().copied()).map_or(0, |span| span.start);
        let before: Vec<Span> =
            speaker.mentions.iter().copied().filter(|mention| mention.start <= until).collect();
        let mentions: Vec<String> = match before.len() {
            0..=4 => before.iter().map(|&mention| self.placed(mention)).collect(),
            count => {
                let last = before[count - 2..].iter().map(|&mention| self.placed(mention));
                let between = format!("… {} more …", count - 3);
                [self.placed(before[0]), between].into_iter().chain(last).collect()
            }
        };
        mentions.join(" → ")
    }

    /// Other people named in the paragraph of the quotation or the one before it.
    fn others(&self, quotation: &Quotation) -> String {
        let Some(first) = quotation.spans.first() else { return String::new() };
        let blocks = &self.article.body.prose.blocks;
        let at = blocks.partition_point(|block| block.span.end <= first.start);
        let Some(own) = blocks.get(at) else { return String::new() };
        let near = Span { start: blocks[at.saturating_sub(1)].span.start, end: own.span.end };
        let found =
            self.findings.speakers.iter().enumerate().filter(|(index, _)| Some(*index) != quotation.speaker);
        let named = found.filter_map(|(_, speaker)| {
            let mention = speaker.mentions.iter().find(|mention| near.contains(**mention))?;
            Some(format!("{} ({})", speaker.name, self.placed(*mention)))
        });
        named.take(OTHERS).collect::<Vec<_>>().join(", ")
    }

    fn date(&self, text: &mut String, date: &DateExpression) {
        let _ = writeln!(text, "{}", self.words(date.span));
        let means = match (&date.edtf, &date.value) {
            (Some(edtf), _) => edtf.as_str().to_owned(),
            (None, Some(value)) => format!("{value}, which is no date of the calendar"),
            (None, None) => "not settled".to_owned(),
        };
        row(text, "means", &means);
        row(text, "state", state(date.state()));
        let counted =
            self.article.date.map_or("nothing: the article has no date".to_owned(), |day| day.to_string());
        row(text, "published", &counted);
        row(text, "rule", &named(&date.rule));
        row(text, "to settle", "link the words to `date:<date>`, or to `date:none` if they are none");
        text.push('\n');
    }

    fn rejected(&self, text: &mut String, rejected: &Rejected) {
        let _ = writeln!(text, "{}", self.words(rejected.span));
        let what = match rejected.kind {
            FindingKind::Quote => "no speech",
            FindingKind::Date => "no date",
            FindingKind::Event => "no event",
        };
        row(text, "is", what);
        row(text, "state", state(State::Rejected));
        row(text, "to undo", "take away the link, or the entry in content/review.yaml");
        text.push('\n');
    }

    fn event(&self, text: &mut String, event: &DatedEvent) {
        let _ = writeln!(text, "{}", self.words(event.span));
        row(text, "event of", event.edtf.as_str());
        row(text, "state", state(event.state()));
        row(text, "told as", &event.text);
        if let Some(date) = event.date.and_then(|date| self.findings.dates.get(date)) {
            row(text, "dated by", &self.placed(date.span));
        }
        row(text, "rule", &named(&event.rule));
        let enough = if event.confidence >= EVENT_CONFIDENCE { "enough" } else { "too little" };
        let sure =
            format!("{:.2}; {enough} for the timeline, which takes {EVENT_CONFIDENCE}", event.confidence);
        row(text, "confidence", &sure);
        row(text, "to settle", "link the statement to `event:<date>`, or its date to `date:none`");
        text.push('\n');
    }
}

/// A state, and what it means where the word alone does not say it.
fn state(state: State) -> &'static str {
    match state {
        State::Confident => "confident",
        State::Unsure => "unsure: kept off the public pages until somebody has answered",
        State::Confirmed => "confirmed by the author or editor",
        State::Corrected => "corrected by the author or editor",
        State::Rejected => "rejected by the author or editor",
    }
}

fn row(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "  {name:<12}{value}");
}

/// The file of what rules are called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    whole: std::collections::BTreeMap<String, String>,
    pieces: std::collections::BTreeMap<String, String>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    // Part of the program: a fault in it is a fault of the program, which the test below finds.
    serde_yaml::from_str(include_str!("rules.yaml")).unwrap_or_else(|error| panic!("rules.yaml: {error}"))
});

/// The name of a rule, and what it says where there are words for it.
fn named(name: &str) -> String {
    let words = rule(name);
    if words == name.replace('-', " ") { name.to_owned() } else { format!("{name}: {words}") }
}

/// A rule in words.
fn rule(name: &str) -> String {
    if let Some(words) = RULES.whole.get(name) {
        return words.clone();
    }
    let (lead, rest) = match name.strip_prefix("according-to-") {
        Some(rest) => (Some("according-to"), rest),
        None => (None, name),
    };
    let pieces: Option<Vec<&str>> = lead
        .into_iter()
        .chain(rest.split('-'))
        .map(|piece| Some(RULES.pieces.get(piece)?.as_str()))
        .collect();
    match pieces {
        Some(pieces) => pieces.join(", then ").replace(", then (", " ("),
        None => name.replace('-', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_put_into_words() {
        assert_eq!(rule("quotation-cue-name"), "the quotation, then the word that reports, then a name");
        assert_eq!(rule("override"), "the author said so, with a link");
        assert_eq!(rule("according-to-pronoun"), "words such as “according to”, then a pronoun");
        assert_eq!(rule("something-else"), "something else");
    }
}
