//! Findings as the record of `nutgraf extract`: plain data with code point offsets into the input.
//!
//! Comes in: findings with byte spans over prose. Goes out: what serialises to the documented JSON. This is
//! the edge where bytes of prose become code points of the source.

use jiff::civil::Date;
use serde::Serialize;

use super::{DateKind, FindingKind, Findings, QuotationKind, SpeakerKind, State};
use crate::text::{Prose, Span};

/// Half-open range of code points of the input.
pub type CodePoints = [usize; 2];

/// Everything found in one document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    /// As given by whoever asked: text, a number, or what else they have.
    pub id: serde_json::Value,
    /// Headline, if it is known.
    pub title: Option<String>,
    /// Day of publication (`2025-12-04`), if it is known.
    pub published: Option<String>,
    /// Who is quoted or reported, by first mention.
    pub speakers: Vec<SpeakerRecord>,
    /// What they said, in the order of the text.
    pub quotes: Vec<QuoteRecord>,
    /// Expressions of time, in the order of the text.
    pub dates: Vec<DateRecord>,
    /// Dated events, in the order of the text.
    pub events: Vec<EventRecord>,
    /// Words of which the author says that they are none of these, in the order of the text.
    pub rejected: Vec<RejectedRecord>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeakerRecord {
    /// Slug of the name, unique in the record.
    pub id: String,
    /// The fullest form of the name.
    pub name: String,
    /// Person, organisation or group.
    pub kind: SpeakerKind,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// What they are.
    pub roles: Vec<String>,
    /// Where they are mentioned.
    pub mentions: Vec<CodePoints>,
    /// Whether it is settled who they are.
    pub state: State,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteRecord {
    /// Direct, mixed or indirect.
    pub kind: QuotationKind,
    /// The content in order.
    pub spans: Vec<CodePoints>,
    /// The words, pieces joined by a space.
    pub text: String,
    /// The reporting cue.
    pub cue: Option<CodePoints>,
    /// The mention that the attribution rests on.
    pub source: Option<CodePoints>,
    /// Identifier of the speaker; `None` where the text does not settle it.
    pub speaker: Option<String>,
    /// Probability that `speaker` is right.
    pub confidence: f32,
    /// The rule that decided.
    pub rule: String,
    /// Whether it is settled who said it.
    pub state: State,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DateRecord {
    /// Where it stands.
    pub span: CodePoints,
    /// Its words.
    pub text: String,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: DateKind,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// The same in EDTF.
    pub edtf: Option<String>,
    /// Whether it is settled which day is meant.
    pub state: State,
}

/// A dated event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventRecord {
    /// The statement.
    pub span: CodePoints,
    /// As a timeline prints it.
    pub text: String,
    /// When.
    pub edtf: String,
    /// Index into `dates`.
    pub date: Option<usize>,
    /// What gave the date: `words` of the statement, the `context` it stands in, or the `author`.
    pub dated_by: &'static str,
    /// Identifiers of the speakers named in it.
    pub speakers: Vec<String>,
    /// Probability that it is an event on that date.
    pub confidence: f32,
    /// Whether it is settled that it is.
    pub state: State,
}

/// Words that are no finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RejectedRecord {
    /// What they are not.
    pub kind: FindingKind,
    /// Where they stand.
    pub span: CodePoints,
    /// The words.
    pub text: String,
    /// Always [`State::Rejected`].
    pub state: State,
}

/// What is known of a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Identifier, handed through.
    pub id: serde_json::Value,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
}

/// The record of `findings` in `prose`, which was made from `source`.
pub fn record(source: &str, prose: &Prose, findings: &Findings, heading: Heading) -> Record {
    let places = Places { counts: CodePointCounts::new(source), prose };
    let speaker_id = |speaker: usize| findings.speakers[speaker].id.clone();
    Record {
        id: heading.id,
        title: heading.title,
        published: heading.published.map(|day| day.to_string()),
        speakers: findings
            .speakers
            .iter()
            .zip(findings.identities())
            .map(|(speaker, state)| SpeakerRecord {
                state,
                id: speaker.id.clone(),
                name: speaker.name.clone(),
                kind: speaker.kind,
                aliases: speaker.aliases.clone(),
                roles: speaker.roles.iter().map(|role| role.text.clone()).collect(),
                mentions: speaker.mentions.iter().map(|&span| places.of(span)).collect(),
            })
            .collect(),
        quotes: findings
            .quotations
            .iter()
            .map(|quotation| QuoteRecord {
                state: quotation.state(),
                kind: quotation.kind,
                spans: quotation.spans.iter().map(|&span| places.of(span)).collect(),
                text: joined(prose, &quotation.spans),
                cue: quotation.cue.map(|span| places.of(span)),
                source: quotation.source.map(|span| places.of(span)),
                speaker: quotation.speaker.map(speaker_id),
                confidence: rounded(quotation.confidence),
                rule: quotation.rule.clone(),
            })
            .collect(),
        dates: findings
            .dates
            .iter()
            .map(|date| DateRecord {
                state: date.state(),
                span: places.of(date.span),
                text: date.span.of(&prose.text).to_owned(),
                kind: date.kind,
                value: date.value.clone(),
                edtf: date.edtf.as_ref().map(|edtf| edtf.as_str().to_owned()),
            })
            .collect(),
        events: findings
            .events
            .iter()
            .map(|event| EventRecord {
                state: event.state(),
                span: places.of(event.span),
                text: event.text.clone(),
                edtf: event.edtf.as_str().to_owned(),
                date: event.date,
                dated_by: if event.is_confirmed() {
                    "author"
                } else if event.is_dated_by_context() {
                    "context"
                } else {
                    "words"
                },
                speakers: event.speakers.iter().map(|&speaker| speaker_id(speaker)).collect(),
                confidence: rounded(event.confidence),
            })
            .collect(),
        rejected: findings
            .rejected
            .iter()
            .map(|one| RejectedRecord {
                kind: one.kind,
                span: places.of(one.span),
                text: one.span.of(&prose.text).to_owned(),
                state: State::Rejected,
            })
            .collect(),
    }
}

/// Two decimals are all that a probability counted on some thousand cases can bear.
fn rounded(probability: f32) -> f32 {
    (probability * 100.0).round() / 100.0
}

fn joined(prose: &Prose, spans: &[Span]) -> String {
    let pieces: Vec<&str> = spans.iter().map(|span| span.of(&prose.text)).collect();
    pieces.join(" ")
}

struct Places<'a> {
    counts: CodePointCounts<'a>,
    prose: &'a Prose,
}

impl Places<'_> {
    fn of(&self, span: Span) -> CodePoints {
        let bytes = self.prose.to_source(span);
        [self.counts.before(bytes.start), self.counts.before(bytes.end)]
    }
}

/// Code points before a byte of a text, without counting from the start each time.
struct CodePointCounts<'a> {
    text: &'a str,
    /// The count at every multiple of [`STRIDE`] bytes; empty when every byte is a code point.
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'a> CodePointCounts<'a> {
    fn new(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                marks.push(count);
                count += code_points(chunk);
            }
            marks.push(count);
        }
        Self { text, marks }
    }

    /// Code points before the byte `at`, which is a character boundary.
    fn before(&self, at: usize) -> usize {
        if self.marks.is_empty() {
            return at;
        }
        let mark = at / STRIDE;
        self.marks[mark] + code_points(&self.text.as_bytes()[mark * STRIDE..at])
    }
}

/// Code points that begin in `bytes`.
fn code_points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::{Context, enrich};
    use crate::language::Language;

    #[test]
    fn offsets_are_code_points_of_the_source() {
        let source = format!("{}\n\n“Né à Kyïv,” said Zoë Example.", "é".repeat(300));
        let prose = Prose::from_plain_text(&source);
        let findings = enrich(&prose, Language::english(), &Context::default());
        let record = record(&source, &prose, &findings, Heading::default());
        let characters: Vec<char> = source.chars().collect();
        let [start, end] = record.quotes[0].spans[0];
        assert_eq!(characters[start..end].iter().collect::<String>(), "“Né à Kyïv,”");
        assert_eq!(record.quotes[0].speaker.as_deref(), Some("zoe-example"));
        assert_eq!((record.quotes[0].state, record.speakers[0].state), (State::Confident, State::Confident));
    }

    #[test]
    fn what_the_author_has_said_shows_in_the_states() {
        use crate::enrich::Override;
        use crate::verdict::Verdict;
        let source = "“We wait,” said Zoë Example. “It rains,” said Jan Roe. On 4 May 2024 the quay was closed.\n\n\
                      The fee is “fair”.";
        let prose = Prose::from_plain_text(source);
        let at = |words: &str| {
            let start = prose.text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let say = |words: &str, verdict| Override { span: at(words), verdict };
        let overrides = vec![
            say("“We wait,”", Verdict::Named("Zoë Example".to_owned())),
            say("“It rains,”", Verdict::Named("Zoë Example".to_owned())),
            say("“fair”", Verdict::NotSpeech),
            say("4 May 2024", Verdict::NotDate),
        ];
        let context = Context { overrides, ..Context::default() };
        let findings = enrich(&prose, Language::english(), &context);
        let record = record(source, &prose, &findings, Heading::default());
        let states: Vec<State> = record.quotes.iter().map(|quote| quote.state).collect();
        assert_eq!(states, [State::Confirmed, State::Corrected]);
        let rejected: Vec<_> = record.rejected.iter().map(|one| (one.kind, one.text.as_str())).collect();
        assert_eq!(rejected, [(FindingKind::Date, "4 May 2024"), (FindingKind::Quote, "“fair”")]);
    }
}
