//! All articles and their findings in, one site out: who is who across articles, the timeline, topics.
//!
//! The only stage that sees everything. The author's decisions come first, identities second, lists last.
//! Goes out: plain data with indices. Must not know: templates, HTML around the body.

pub mod addresses;
mod anchors;
mod beside;
mod decided;
mod documents;
mod identities;
mod memory;
mod model;
mod overrides;
mod passages;
mod people;
mod perspectives;
mod policy;
#[cfg(test)]
mod properties;
mod questions;
mod related;
mod roles;
mod same_names;
mod single_names;
mod spellings;
mod terms;
#[cfg(test)]
pub(crate) mod testing;
mod timeline;
mod timeline_pages;
mod topics;

pub use memory::Memory;
pub use model::{
    ArticleId, Cards, EntryId, EntrySource, Picture, PictureSize, QuotationId, Related, Shared, Site,
    SiteArticle, SiteQuotation, SiteSpeaker, SiteTopic, SpeakerId, SpeakerRole, TimelineEntry, TopicId,
};
pub use overrides::nearest;
pub use perspectives::Perspective;
pub use policy::is_public_date;
pub use questions::{Namesake, Question, Subject};
pub use terms::TermUse;
pub use timeline_pages::{TimelinePage, TimelineScope, entry_address, timeline_pages, timeline_year};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use self::decided::DecidedNames;
use self::identities::{Key, Registry};
use self::people::People;
use self::timeline::{Candidate, Disagreement, Wording, Words};
use self::topics::Topics;
use crate::content::{Article, Content, SiteConfig, SpeakerProfile, TimelineItem};
use crate::diagnostics::Diagnostic;
use crate::enrich::{DatedEvent, Findings};
use crate::language::Language;
use crate::text::Span;
use crate::verdict::Verdict;

/// Joins `content` with the findings of each of its articles (same order as [`Content::articles`]).
///
/// # Panics
///
/// When there are not as many findings as articles.
pub fn join(content: Content, findings: Vec<Arc<Findings>>) -> (Site, Vec<Diagnostic>) {
    join_again(content, findings, None)
}

/// The same for a site that has been joined before, with what was kept from then.
///
/// # Panics
///
/// When there are not as many findings as articles.
pub fn join_again(
    content: Content,
    findings: Vec<Arc<Findings>>,
    memory: Option<&mut Memory>,
) -> (Site, Vec<Diagnostic>) {
    assert_eq!(content.articles.len(), findings.len(), "one set of findings an article");
    let Content {
        config,
        articles,
        pages,
        speakers: profiles,
        topics,
        timeline,
        glossary,
        decisions,
        files,
        home,
        unpublished,
    } = content;
    let (articles, findings) = in_order(articles, findings);
    let mut diagnostics = Vec::new();

    let decided = DecidedNames::new(&decisions, &mut diagnostics);
    let registry = Registry::new(&profiles, &articles, &decided, &mut diagnostics);
    diagnostics.extend(decided::stale(&decisions, &articles, &findings, &profiles, &unpublished));
    diagnostics.extend(overrides::check(&articles, &findings, &registry));

    let resolved = single_names::resolve(&articles, &findings, &registry, &config);
    let known = memory.as_deref();
    let readings: Vec<Arc<Reading>> = articles
        .par_iter()
        .zip(&findings)
        .zip(&resolved.keys)
        .map_init(
            || Words::of(site_language(&config)),
            |words, ((article, findings), keys)| {
                let known = known.and_then(|memory| memory.recall(article, findings, keys, &config));
                known.unwrap_or_else(|| Arc::new(Reading::new(article, findings, keys, &config, words)))
            },
        )
        .collect();
    if let Some(memory) = memory {
        memory.keep(&articles, &findings, &resolved.keys, &readings, &config);
    }
    let mut questions = questions(&readings, resolved.questions);

    let names = &site_language(&config).names;
    let (people, topics) = rayon::join(
        || People::gather(&articles, &findings, &readings, resolved.keys, &registry, names),
        || Topics::collect(topics, &articles, &timeline),
    );
    let items = authored(&timeline, &topics, &registry, &people, &config, &mut diagnostics);

    let mut site = Site { config, pages, glossary, decisions, files, home, ..Site::default() };
    let mut candidates = items;
    candidates.reserve(readings.iter().map(|reading| reading.events.len()).sum());
    site.quotations.reserve(readings.iter().map(|reading| reading.quotations.len()).sum());
    site.articles.reserve(articles.len());
    for (index, ((article, findings), reading)) in
        articles.into_iter().zip(findings).zip(readings).enumerate()
    {
        let id = ArticleId(index);
        // Nobody else has it, unless it is kept for the next time.
        let reading = Arc::unwrap_or_clone(reading);
        let speakers = people.of_article(index);
        let own_topics = topics.find_all(&article.topics);
        let mut quotations = Vec::with_capacity(reading.quotations.len());
        for (number, anchor, context) in reading.quotations {
            let quotation = &findings.quotations[number];
            // A reading makes a quotation public only when its speaker is known.
            let Some(speaker) = quotation.speaker.and_then(|speaker| speakers[speaker]) else { continue };
            quotations.push(QuotationId(site.quotations.len()));
            let kind = quotation.kind;
            site.quotations.push(SiteQuotation {
                article: id,
                index: number,
                speaker,
                kind,
                anchor,
                context,
            });
        }
        for (number, anchor, wording) in reading.events {
            let event = &findings.events[number];
            candidates.push(Candidate {
                date: event.edtf.clone(),
                text: event.text.clone(),
                wording,
                source: Some(EntrySource { article: id, index: number, anchor }),
                url: None,
                topics: own_topics.clone(),
                speakers: event.speakers.iter().filter_map(|&speaker| speakers[speaker]).collect(),
            });
        }
        site.articles.push(SiteArticle {
            article,
            findings,
            topics: own_topics,
            speakers,
            roles_are_public: policy::are_roles_public(site.config.attribution),
            quotations,
            unsettled: reading.unsettled,
            events: Vec::new(),
            terms: Vec::new(),
            related: Vec::new(),
        });
    }
    let (told, (speakers, mut topics)) = rayon::join(
        || timeline::timeline(candidates),
        || speakers_and_topics(&site, people, profiles, topics.list),
    );
    site.timeline = told.entries;
    for pair in told.disagreements {
        match dates_differ(&site, pair) {
            Some(question) => questions.extend(question),
            None => diagnostics.extend(disagreement(&site, &timeline, pair)),
        }
    }
    diagnostics.par_extend(questions.par_iter().filter_map(|question| question.advice(&site)));
    site.questions = questions;
    site.speakers = speakers;
    link_events(&mut site, &mut topics);
    site.topics = topics;
    let glossary = terms::Glossary::new(&site.glossary);
    let terms: Vec<Vec<TermUse>> = site.articles.par_iter().map(|article| glossary.uses(article)).collect();
    let related = related::related(&site.articles, &site.speakers, &site.topics, &site.timeline);
    for ((article, related), terms) in site.articles.iter_mut().zip(related).zip(terms) {
        (article.related, article.terms) = (related, terms);
    }
    (site, diagnostics)
}

/// The finished speakers and topics of `site`, but for their events.
fn speakers_and_topics(
    site: &Site,
    people: People,
    profiles: Vec<SpeakerProfile>,
    mut topics: Vec<SiteTopic>,
) -> (Vec<SiteSpeaker>, Vec<SiteTopic>) {
    let mut speakers = people.into_speakers(&site.articles, &site.quotations, profiles);
    rank_speakers(site, &mut topics);
    for topic in &mut topics {
        topic.perspectives = perspectives::perspectives(topic, &site.articles, &site.quotations, &speakers);
    }
    let beside = beside::beside(&speakers, &site.articles);
    for (speaker, beside) in speakers.iter_mut().zip(beside) {
        speaker.beside = beside;
    }
    (speakers, topics)
}

/// The articles and their findings as a site lists them: newest first, then by address, articles without a date last.
pub fn in_order(
    articles: Vec<Arc<Article>>,
    findings: Vec<Arc<Findings>>,
) -> (Vec<Arc<Article>>, Vec<Arc<Findings>>) {
    let mut both: Vec<(Arc<Article>, Arc<Findings>)> = articles.into_iter().zip(findings).collect();
    both.sort_by(|(a, _), (b, _)| b.date.cmp(&a.date).then_with(|| a.slug.cmp(&b.slug)));
    both.into_iter().unzip()
}

/// What joining needs of one article before speakers have their places in the index.
#[derive(Clone, Debug, Default)]
struct Reading {
    /// Public quotations: index into the findings, anchor, passages to show.
    quotations: Vec<(usize, String, Vec<Span>)>,
    /// Public events: index into the findings, anchor, what they are compared by.
    events: Vec<(usize, String, Wording)>,
    /// Quotations that are not public, by their index into the findings.
    unsettled: Vec<usize>,
    /// Those of them of which nobody knows who said them.
    unattributed: Vec<usize>,
    /// Sources whom nobody knows and who said the others.
    unknown: BTreeSet<usize>,
    /// Events that are not public.
    unsettled_events: Vec<usize>,
}

impl Reading {
    fn new(
        article: &Article,
        findings: &Findings,
        keys: &[Option<Key>],
        config: &SiteConfig,
        words: &mut Words<'static>,
    ) -> Self {
        let prose = &article.body.prose;
        words.go_on(language_of(article, config));
        let mut reading = Self::default();
        let mut anchors = anchors::Anchors::default();
        for (index, quotation) in findings.quotations.iter().enumerate() {
            // An anchor is given to all, public or not, so that a decision about one never renames another.
            let anchor = anchors.quotation(quotation.spans.iter().map(|span| span.of(&prose.text)));
            let public = policy::is_public(quotation, config.attribution);
            if !public && quotation.needs_its_sentence() {
                // There is nothing to settle: it stays in the record.
                continue;
            }
            if !public {
                reading.unsettled.push(index);
                reading.unattributed.push(index);
            } else if let Some(speaker) = quotation.speaker
                && keys[speaker].is_none()
            {
                // One question about the speaker settles all their quotations.
                reading.unsettled.push(index);
                reading.unknown.insert(speaker);
            } else {
                let context = passages::context(quotation, prose, &findings.sentences);
                reading.quotations.push((index, anchor, context));
            }
        }
        for (index, event) in findings.events.iter().enumerate() {
            let anchor = anchors.event([event.span.of(&prose.text)]);
            if policy::is_public_event(event, config.attribution) {
                let time_words = timeline::time_words(&prose.text, findings, event);
                let wording = Wording::new(&event.text, &time_words, words);
                reading.events.push((index, anchor, wording));
            } else if !event.is_dated_by_context() {
                reading.unsettled_events.push(index);
            }
        }
        reading
    }
}

/// What the articles leave open, in their order: who said what, who is meant, what happened.
fn questions(readings: &[Arc<Reading>], people: Vec<BTreeMap<usize, Subject>>) -> Vec<Question> {
    let mut questions = Vec::new();
    for (index, (reading, people)) in readings.iter().zip(people).enumerate() {
        let article = ArticleId(index);
        let mut ask = |subject| questions.push(Question { article, subject });
        reading.unattributed.iter().for_each(|&quotation| ask(Subject::Quotation(quotation)));
        // One question about the speaker settles all their quotations.
        for (speaker, subject) in people {
            let is_shared = matches!(&subject, Subject::Speaker { people, .. } if people.iter().any(|person| person.is_new));
            if is_shared || reading.unknown.contains(&speaker) {
                ask(subject);
            }
        }
        reading.unsettled_events.iter().for_each(|&event| ask(Subject::Event(event)));
    }
    questions
}

/// Whether `review.yaml` gives `event` its day: a link in the text may be the slip that is asked about.
fn is_reviewed(site: &Site, article: &Article, event: &DatedEvent) -> bool {
    let words = anchors::words([event.span.of(&article.body.prose.text)]);
    site.decisions.passages.iter().any(|decision| {
        decision.article == article.slug
            && matches!(&decision.verdict, Verdict::Event(date) if *date == event.edtf)
            && anchors::words([decision.words.as_str()]) == words
    })
}

/// The question about an event of two dates: `Some(None)` when the editor has answered it, `None` when no article tells
/// the event.
fn dates_differ(site: &Site, pair: Disagreement) -> Option<Option<Question>> {
    let told = |id: EntryId| site.timeline[id.0].sources.first();
    let (source, other) = match (told(pair.later), told(pair.earlier)) {
        (Some(source), _) => (source, pair.earlier),
        (None, Some(source)) => (source, pair.later),
        (None, None) => return None,
    };
    let is_settled = |id: EntryId| {
        let sources = &site.timeline[id.0].sources;
        let mut events = sources
            .iter()
            .map(|source| &site.articles[source.article.0])
            .zip(sources)
            .map(|(entry, source)| (&entry.article, &entry.findings.events[source.index]));
        sources.is_empty() || events.any(|(article, event)| is_reviewed(site, article, event))
    };
    let subject = Subject::EventDates { event: source.index, other };
    let settled = is_settled(pair.later) && is_settled(pair.earlier);
    Some((!settled).then_some(Question { article: source.article, subject }))
}

/// The language pack of an article; English where there is none for its own.
pub fn language_of(article: &Article, config: &SiteConfig) -> &'static Language {
    match article.language.as_deref() {
        Some(tag) => Language::find(tag).unwrap_or_else(Language::english),
        None => site_language(config),
    }
}

/// The language pack of the site; English where there is none for its own.
fn site_language(config: &SiteConfig) -> &'static Language {
    config.language.as_deref().and_then(Language::find).unwrap_or_else(Language::english)
}

/// The entries of `timeline.yaml`, with a warning for each name in them that nobody has.
fn authored(
    items: &[TimelineItem],
    topics: &Topics,
    registry: &Registry<'_>,
    people: &People,
    config: &SiteConfig,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Candidate> {
    let mut words = Words::of(site_language(config));
    let mut candidates = Vec::with_capacity(items.len());
    for item in items {
        let mut speakers = Vec::new();
        for name in &item.speakers {
            if let Ok(speaker) = people.find(name, registry) {
                speakers.extend(speaker);
                continue;
            }
            let warning = Diagnostic::warning("unknown-speaker", format!("no speaker is called “{name}”"))
                .at(&item.file, item.span.clone(), "in this entry");
            diagnostics.push(match overrides::nearest(name, people.names()) {
                Some(nearest) => warning.help(format!("did you mean “{nearest}”?")),
                None => warning
                    .help("name somebody whom an article quotes, or who has a profile in content/speakers/"),
            });
        }
        candidates.push(Candidate {
            date: item.date.clone(),
            text: item.text.clone(),
            wording: Wording::new(&item.text, "", &mut words),
            source: None,
            url: item.url.clone(),
            topics: topics.find_all(&item.topics),
            speakers,
        });
    }
    candidates
}

/// Two dates of what seems to be one event, told at the passage of the later one.
fn disagreement(site: &Site, items: &[TimelineItem], pair: Disagreement) -> Option<Diagnostic> {
    let [earlier, later] = [pair.earlier, pair.later].map(|id| &site.timeline[id.0]);
    let place_of = |entry: &TimelineEntry| match entry.sources.first() {
        Some(source) => {
            let entry = &site.articles[source.article.0];
            let span = entry.findings.events[source.index].span;
            Some((&entry.article.file, entry.article.body.prose.to_source(span)))
        }
        None => items
            .iter()
            .find(|item| item.date == entry.date && item.text == entry.text)
            .map(|item| (&item.file, item.span.clone())),
    };
    let (other, _) = place_of(earlier)?;
    let (file, span) = place_of(later)?;
    let message = format!("this seems to be an event that is dated {} elsewhere", earlier.date);
    let help =
        format!("{} says “{}”; if these are two events, leave both", other.path.display(), earlier.text);
    Some(
        Diagnostic::advice("event-dates-differ", message)
            .at(file, span, format!("on {}?", later.date))
            .help(help),
    )
}

/// Gives articles, speakers and topics their events.
fn link_events(site: &mut Site, topics: &mut [SiteTopic]) {
    for (index, entry) in site.timeline.iter().enumerate() {
        let id = EntryId(index);
        let mut seen = Vec::with_capacity(entry.sources.len());
        for source in &entry.sources {
            if !seen.contains(&source.article) {
                seen.push(source.article);
                site.articles[source.article.0].events.push(id);
            }
        }
        for speaker in &entry.speakers {
            site.speakers[speaker.0].events.push(id);
        }
        for topic in &entry.topics {
            topics[topic.0].events.push(id);
        }
    }
}

/// Gives topics their speakers, most quoted first.
fn rank_speakers(site: &Site, topics: &mut [SiteTopic]) {
    for topic in topics {
        let mut counts = std::collections::BTreeMap::<SpeakerId, usize>::new();
        for article in &topic.articles {
            for quotation in &site.articles[article.0].quotations {
                *counts.entry(site.quotations[quotation.0].speaker).or_default() += 1;
            }
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by_key(|&(speaker, count)| (std::cmp::Reverse(count), speaker));
        topic.speakers = ranked;
    }
}
