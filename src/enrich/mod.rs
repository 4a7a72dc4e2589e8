//! Prose in, findings out: who said what, and what happened when.
//!
//! Pure functions over one article. No I/O, no globals, no other article: the same prose, language and
//! date always give the same [`Findings`], which is what makes them cacheable and `nutgraf extract` a filter.

mod confidence;
mod contents;
mod coreference;
mod cues;
pub mod dates;
mod descriptions;
pub mod document;
pub mod events;
mod findings;
mod genders;
mod incises;
mod names;
mod nicknames;
mod overrides;
mod people;
mod pronouns;
pub mod quotations;
pub mod record;
mod roles;
mod sources;
mod speakers;
mod state;
mod statements;
pub mod vocabulary;

pub use findings::{
    DateExpression, DateKind, DatedEvent, Findings, Quotation, QuotationKind, Role, Speaker, SpeakerKind,
};
pub use state::{EVENT_CONFIDENCE, FindingKind, Rejected, SPEAKER_CONFIDENCE, State};

use std::borrow::Cow;

use jiff::civil::Date;

use self::dates::dateline::Dateline;
use self::document::Document;
use self::vocabulary::Vocabulary;
use crate::language::Language;
use crate::text::Prose;
use crate::verdict::Verdict;

/// The one thing that `found` holds, if it holds just one.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// What is known about an article before its prose is read.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Where it is read, as the region of a language tag ("GB"): which figure of a date comes first, when summer is.
    pub region: Option<String>,
    /// Day of publication, the anchor of "on Tuesday". Without it, and without a dateline in the text itself,
    /// relative dates stay unresolved.
    pub published: Option<Date>,
    /// People the author has named in front matter or profiles; they settle names, roles and aliases.
    pub known_speakers: Vec<KnownSpeaker>,
    /// The author's overrides, bound to prose.
    pub overrides: Vec<Override>,
    /// Skip quotations (front matter `enrich.quotes: false`).
    pub skip_quotations: bool,
    /// Skip dates and events (front matter `enrich.dates: false`).
    pub skip_dates: bool,
}

impl Context {
    /// The same for a text that nobody has dated but that gives its own day at its head. That is no guess: the line
    /// is there for this.
    fn dated_by(&self, dateline: Option<&Dateline>) -> Cow<'_, Context> {
        match dateline {
            Some(line) if self.published.is_none() => {
                Cow::Owned(Context { published: Some(line.day), ..self.clone() })
            }
            _ => Cow::Borrowed(self),
        }
    }
}

/// A person or body that the author has introduced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownSpeaker {
    /// Identifier in addresses: `ilya-budraitskis`.
    pub id: String,
    /// Full name as printed.
    pub name: String,
    /// Other spellings that mean the same.
    pub aliases: Vec<String>,
    /// What they are, in the author's words.
    pub role: Option<String>,
    /// Person, organisation or group.
    pub kind: Option<SpeakerKind>,
}

/// An author's decision, written as a link in the text. Overrides always win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The linked words.
    pub span: crate::text::Span,
    /// What the author says of them.
    pub verdict: Verdict,
}

/// Everybody and every body that `prose` names, quoted or not, by first mention: who may have said what nobody is
/// known to have said.
pub fn named(prose: &Prose, language: &Language, context: &Context) -> Vec<Speaker> {
    quotations::named(&Document::new(prose, &mut Vocabulary::new(language)), context)
}

/// Everything found in `prose`.
pub fn enrich(prose: &Prose, language: &Language, context: &Context) -> Findings {
    enrich_next(prose, &mut Vocabulary::new(language), context)
}

/// The same, for one article of many: what the language says of its words has been looked up for those before.
pub fn enrich_next(prose: &Prose, vocabulary: &mut Vocabulary, context: &Context) -> Findings {
    let document = Document::new(prose, vocabulary);
    let (speakers, quotations, pronouns) =
        if context.skip_quotations { Default::default() } else { quotations::find(&document, context) };
    let (dates, events) = if context.skip_dates {
        Default::default()
    } else {
        let dateline = dates::dateline::find(&document);
        let context = &*context.dated_by(dateline.as_ref());
        let dates = dates::find(&document, context);
        let events = events::find(&document, context, &dates, (&speakers, &pronouns), dateline.as_ref());
        (dates, events)
    };
    let sentences = document.sentences.iter().map(|sentence| sentence.span).collect();
    Findings { speakers, quotations, dates, events, rejected: rejected(context), sentences }
}

/// The words of which the author says that they are nothing, in the order of the text.
fn rejected(context: &Context) -> Vec<Rejected> {
    let kind = |verdict: &Verdict| match verdict {
        Verdict::NotSpeech => Some(FindingKind::Quote),
        Verdict::NotDate => Some(FindingKind::Date),
        Verdict::NotEvent => Some(FindingKind::Event),
        _ => None,
    };
    let words = |one: &Override| Some(Rejected { kind: kind(&one.verdict)?, span: one.span });
    let mut all: Vec<Rejected> = context.overrides.iter().filter_map(words).collect();
    all.sort_by_key(|one| (one.span.start, one.span.end, one.kind));
    all
}
