//! What joining leaves to the editor, as plain data, and how it is told.

use super::{ArticleId, EntryId, Site, SiteArticle, TimelineEntry};
use crate::content::AttributionPolicy;
use crate::diagnostics::Diagnostic;
use crate::enrich::Quotation;
use crate::text::Span;

/// One question to the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The article that raises it.
    pub article: ArticleId,
    /// What it is about.
    pub subject: Subject,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Who said this: index into the article's quotations.
    Quotation(usize),
    /// Who the source is whom the article names only in part, or whose name others have as well.
    Speaker {
        /// Index into the article's speakers.
        speaker: usize,
        /// Whom the name may mean.
        people: Vec<Namesake>,
        /// The other articles that the answer is for, too.
        also: Vec<ArticleId>,
    },
    /// Whether this is an event of that date: index into the article's events.
    Event(usize),
    /// On which of two dates an event was that two places tell.
    EventDates {
        /// Index into the article's events.
        event: usize,
        /// The entry with the other date.
        other: EntryId,
    },
}

/// Somebody whom a name may mean, and what is known of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Namesake {
    /// Full name.
    pub name: String,
    /// Whether there is a profile.
    pub has_profile: bool,
    /// Whether it is somebody new, called like one of the others.
    pub is_new: bool,
    /// Roles that articles give.
    pub roles: Vec<String>,
    /// Topics of those articles that the asking article has too.
    pub topics: Vec<String>,
    /// The articles that name them.
    pub articles: Vec<ArticleId>,
}

impl Question {
    /// The question as `check` tells it, at its passage.
    pub fn advice(&self, site: &Site) -> Option<Diagnostic> {
        let entry = &site.articles[self.article.0];
        match &self.subject {
            Subject::Quotation(index) => {
                Some(quotation(entry, &entry.findings.quotations[*index], site.config.attribution))
            }
            Subject::Speaker { speaker, people, .. } => Some(self::speaker(entry, *speaker, people)),
            Subject::Event(index) => Some(event(entry, *index)),
            Subject::EventDates { event, other } => event_dates(site, entry, *event, &site.timeline[other.0]),
        }
    }
}

fn quotation(entry: &SiteArticle, quotation: &Quotation, policy: AttributionPolicy) -> Diagnostic {
    let (article, findings) = (&entry.article, &entry.findings);
    let prose = &article.body.prose;
    let first = quotation.spans.first().copied().unwrap_or_else(|| Span::new(0, 0));
    let (label, help) = match quotation.speaker.map(|speaker| &findings.speakers[speaker]) {
        Some(speaker) => (
            format!("{}?", speaker.name),
            format!(
                "answer with `nutgraf review`, or link the words to `speaker:{}`, to somebody else, or to `speaker:none` if they are no speech",
                speaker.id
            ),
        ),
        None => (
            "who said this?".to_owned(),
            "answer with `nutgraf review`, or link the words to `speaker:<id>`, or to `speaker:none` if they are no speech"
                .to_owned(),
        ),
    };
    let message = match policy {
        AttributionPolicy::Reviewed => "nobody has confirmed who said this",
        _ => "the text does not settle who said this",
    };
    Diagnostic::advice("unsettled-quotation", message)
        .at(&article.file, prose.to_source(first), label)
        .help(help)
}

fn speaker(entry: &SiteArticle, speaker: usize, people: &[Namesake]) -> Diagnostic {
    let (article, speaker) = (&entry.article, &entry.findings.speakers[speaker]);
    let is_shared = people.iter().any(|person| person.is_new);
    let message = if is_shared {
        format!("“{}” of other articles seems to be somebody else of the same name", speaker.name)
    } else {
        let people: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        format!("“{}” may be {}, and nothing in the article says so", speaker.name, people.join(" or "))
    };
    let advice = if is_shared {
        Diagnostic::advice("shared-full-name", message)
    } else {
        Diagnostic::advice("unsettled-speaker", message)
    };
    let advice = match speaker.mentions.first() {
        Some(&mention) => advice.at(&article.file, article.body.prose.to_source(mention), "who is this?"),
        None => advice.in_file(&article.file),
    };
    advice.help(format!(
        "answer with `nutgraf review`, or write under `people` in content/review.yaml: \
         `- {{name: {}, in: [{}], is: {}}}`",
        speaker.name,
        article.slug,
        people.first().map_or("…", |person| person.name.as_str())
    ))
}

fn event(entry: &SiteArticle, index: usize) -> Diagnostic {
    let event = &entry.findings.events[index];
    let span = entry.article.body.prose.to_source(event.span);
    Diagnostic::advice("unsettled-event", "it is not certain that this is an event of that date")
        .at(&entry.article.file, span, format!("on {}?", event.edtf))
        .help(format!(
            "answer with `nutgraf review`, or link the statement to `event:{}` to put it on the timeline, to `event:none` \
             to leave it out, or its date to `date:none`",
            event.edtf
        ))
}

/// Two dates of what seems to be one event, told at the passage of the later one.
fn event_dates(site: &Site, entry: &SiteArticle, event: usize, other: &TimelineEntry) -> Option<Diagnostic> {
    let event = &entry.findings.events[event];
    let place = match other.sources.first() {
        Some(source) => site.articles[source.article.0].article.file.path.display().to_string(),
        None => "content/timeline.yaml".to_owned(),
    };
    let message = format!("this seems to be an event that is dated {} elsewhere", other.date);
    let help =
        format!("{place} says “{}”; if these are two events, answer so with `nutgraf review`", other.text);
    Some(
        Diagnostic::advice("event-dates-differ", message)
            .at(
                &entry.article.file,
                entry.article.body.prose.to_source(event.span),
                format!("on {}?", event.edtf),
            )
            .help(help),
    )
}
