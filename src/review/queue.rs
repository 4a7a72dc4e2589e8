//! The open questions of a site, the most consequential first, each with all that an editor needs to answer it.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::ledger::Entry;
use super::words;
use crate::content::{PassageDecision, PersonDecision, Verdict};
use crate::diagnostics::SourceFile;
use crate::edtf::Edtf;
use crate::enrich::{self, Context, QuotationKind, Speaker};
use crate::site::{ArticleId, Namesake, Question, Site, SiteArticle, Subject, language_of};
use crate::text::Span;

/// Most candidates that a question offers: as many as there are digits to press.
const MOST_CANDIDATES: usize = 9;

/// What kind of question it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Who said this?
    Quotation,
    /// Who is this?
    Speaker,
    /// Is this an event of that date?
    Event,
    /// On which of two dates was it?
    EventDates,
}

/// A question, complete.
#[derive(Clone, Debug)]
pub struct Item {
    /// Identifier, from the article and the words alone.
    pub id: String,
    /// What kind of question it is.
    pub kind: Kind,
    /// The question in a sentence.
    pub ask: String,
    /// Slug of the article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Its file.
    pub file: Arc<SourceFile>,
    /// Bytes of the file that the question is about.
    pub span: Range<usize>,
    /// The words that it is about, as a decision quotes them.
    pub words: String,
    /// The paragraphs around them.
    pub passage: String,
    /// The words in [`Item::passage`].
    pub marks: Vec<Span>,
    /// What else the decision rests on: the other words of the sentence.
    pub beside: Option<String>,
    /// What may be answered, the most probable first.
    pub candidates: Vec<Candidate>,
    /// Findings that wait for the answer.
    pub settles: usize,
    /// Place of the words in the prose, for the order of decisions.
    pub prose: Span,
}

/// A possible answer.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The answer in words: a name, a date.
    pub label: String,
    /// What speaks for it.
    pub evidence: Vec<String>,
    /// Decisions that it amounts to.
    pub entries: Vec<Entry>,
}

/// The open questions of `site`, the most consequential first.
pub fn queue(site: &Site) -> Vec<Item> {
    let mut named: Option<(ArticleId, Vec<Speaker>)> = None;
    let mut items: Vec<(u32, Item)> = Vec::with_capacity(site.questions.len());
    for question in &site.questions {
        let entry = &site.articles[question.article.0];
        if named.as_ref().is_none_or(|(article, _)| *article != question.article) {
            named = Some((question.article, people(site, entry)));
        }
        let people = named.as_ref().map_or(&[][..], |(_, people)| people);
        items.push((weight(entry, question), item(site, entry, question, people)));
    }
    // Of equal weight, those of one article stay together, in the order of its text.
    items.sort_by_key(|(weight, item)| (std::cmp::Reverse(*weight), item.article.clone(), item.prose.start));
    items.into_iter().map(|(_, item)| item).collect()
}

/// How much hangs on a question: findings that wait for it, words in marks before words that are reported.
fn weight(entry: &SiteArticle, question: &Question) -> u32 {
    match &question.subject {
        Subject::Speaker { speaker, .. } => {
            20 + u32::try_from(said_by(entry, *speaker)).unwrap_or(u32::MAX / 2)
        }
        Subject::Quotation(index) => match entry.findings.quotations[*index].kind {
            QuotationKind::Direct => 15,
            QuotationKind::Mixed => 12,
            QuotationKind::Indirect => 10,
        },
        Subject::EventDates { .. } => 8,
        Subject::Event(_) => 5,
    }
}

fn said_by(entry: &SiteArticle, speaker: usize) -> usize {
    entry.findings.quotations.iter().filter(|quotation| quotation.speaker == Some(speaker)).count()
}

/// Everybody whom the article names.
fn people(site: &Site, entry: &SiteArticle) -> Vec<Speaker> {
    let language = language_of(&entry.article, &site.config);
    enrich::named(&entry.article.body.prose, language, &Context::default())
}

fn item(site: &Site, entry: &SiteArticle, question: &Question, people: &[Speaker]) -> Item {
    let findings = &entry.findings;
    let about = |kind, ask: String, spans: &[Span]| about(site, entry, kind, ask, spans);
    match &question.subject {
        Subject::Quotation(index) => {
            let quotation = &findings.quotations[*index];
            let mut item = about(Kind::Quotation, "Who said this?".to_owned(), &quotation.spans);
            item.candidates = speakers(entry, *index, people)
                .into_iter()
                .map(|(name, evidence)| {
                    let verdict = Verdict::Speaker(name.clone());
                    Candidate { label: name, evidence, entries: vec![item.decision(verdict)] }
                })
                .collect();
            item
        }
        Subject::Speaker { speaker, people, also } => who(site, entry, *speaker, people, also),
        Subject::Event(index) => {
            let event = &findings.events[*index];
            let ask = format!("Did this happen on {}?", event.edtf);
            let mut item = about(Kind::Event, ask, &[event.span]);
            let evidence = match event.date {
                Some(date) => {
                    vec![format!("“{}”", findings.dates[date].span.of(&entry.article.body.prose.text))]
                }
                None => Vec::new(),
            };
            item.candidates = vec![item.on(&event.edtf, evidence)];
            item
        }
        Subject::EventDates { event, other } => {
            let (event, other) = (&findings.events[*event], &site.timeline[other.0]);
            let mut item = about(Kind::EventDates, "On which day was this?".to_owned(), &[event.span]);
            let place = match other.sources.first() {
                Some(source) => site.articles[source.article.0].article.title.clone(),
                None => "timeline.yaml".to_owned(),
            };
            let elsewhere = vec![format!("“{}” ({place})", other.text)];
            let mut both = item.on(&event.edtf, vec!["two events; both stay".to_owned()]);
            if let Some(source) = other.sources.first() {
                let far = &site.articles[source.article.0];
                let there = about_event(site, far, source.index);
                both.entries.push(there.decision(Verdict::Event(other.date.clone())));
            }
            both.label = format!("{} as here, {} as there", event.edtf, other.date);
            item.candidates = vec![item.on(&other.date, elsewhere), both];
            item
        }
    }
}

fn about_event(site: &Site, entry: &SiteArticle, event: usize) -> Item {
    about(site, entry, Kind::Event, String::new(), &[entry.findings.events[event].span])
}

fn about(site: &Site, entry: &SiteArticle, kind: Kind, ask: String, spans: &[Span]) -> Item {
    let article = &entry.article;
    let prose = &article.body.prose;
    let language = language_of(article, &site.config);
    let words = words::quoted(prose, spans);
    let beside = Some(words::beside(prose, language, spans)).filter(|beside| !beside.is_empty());
    let cover = spans.iter().copied().reduce(Span::cover).unwrap_or_default();
    let (passage, marks) = passage(entry, spans);
    let key = format!("{kind:?}\n{}\n{words}\n{}", article.slug, beside.as_deref().unwrap_or_default());
    Item {
        id: blake3::hash(key.as_bytes()).to_hex()[..12].to_owned(),
        kind,
        ask,
        article: article.slug.clone(),
        title: article.title.clone(),
        file: Arc::clone(&article.file),
        span: prose.to_source(spans.first().copied().unwrap_or_default()),
        words,
        passage,
        marks,
        beside,
        candidates: Vec::new(),
        settles: 1,
        prose: cover,
    }
}

/// The paragraphs that hold `spans`, with the one before, and where the words stand in them.
fn passage(entry: &SiteArticle, spans: &[Span]) -> (String, Vec<Span>) {
    let prose = &entry.article.body.prose;
    let touched = |block: &crate::text::Block| spans.iter().any(|span| span.overlaps(block.span));
    let Some(first) = prose.blocks.iter().position(touched) else { return (String::new(), Vec::new()) };
    let last = prose.blocks.iter().rposition(touched).unwrap_or(first);
    let start = prose.blocks[first.saturating_sub(1)].span.start;
    let whole = Span { start, end: prose.blocks[last].span.end };
    let marks = spans.iter().map(|span| Span { start: span.start - start, end: span.end - start }).collect();
    (whole.of(&prose.text).to_owned(), marks)
}

/// Who may have said the quotation, with what speaks for each: whom the engine leans to, then those nearest to it.
fn speakers(entry: &SiteArticle, index: usize, people: &[Speaker]) -> Vec<(String, Vec<String>)> {
    let (findings, prose) = (&entry.findings, &entry.article.body.prose);
    let quotation = &findings.quotations[index];
    let at = quotation.spans.first().copied().unwrap_or_default();
    let block_of = |span: Span| prose.blocks.partition_point(|block| block.span.end <= span.start);
    let here = block_of(at);
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    if let Some(speaker) = quotation.speaker {
        let parts = [quotation.source, quotation.cue].into_iter().flatten();
        let seen: Vec<String> = parts.map(|span| format!("“{}”", span.of(&prose.text))).collect();
        let mut evidence = vec![format!("{:.0} % sure", quotation.confidence * 100.0)];
        if !seen.is_empty() {
            evidence.push(format!("from {}", seen.join(" ")));
        }
        found.push((findings.speakers[speaker].name.clone(), evidence));
    }
    let said = |name: &str| {
        let speaker = findings.speakers.iter().position(|speaker| speaker.name == name);
        speaker.map_or(0, |speaker| said_by(entry, speaker))
    };
    // Groups are no names, and stand among those that are quoted only.
    let groups =
        findings.speakers.iter().filter(|speaker| people.iter().all(|other| other.name != speaker.name));
    let mut near: Vec<(usize, u32, &Speaker)> = people
        .iter()
        .chain(groups)
        .filter_map(|speaker| {
            let distance = |mention: &Span| {
                let block = block_of(*mention);
                // What comes after the paragraph is a weaker hint than what comes before it.
                let blocks = if block > here { (block - here) * 2 } else { here - block };
                (blocks, mention.start.abs_diff(at.start))
            };
            let (blocks, bytes) = speaker.mentions.iter().map(distance).min()?;
            Some((blocks, bytes, speaker))
        })
        .collect();
    near.sort_by_key(|(blocks, bytes, _)| (*blocks, *bytes));
    for (blocks, _, speaker) in near {
        if found.iter().any(|(name, _)| *name == speaker.name) {
            continue;
        }
        let mut evidence: Vec<String> =
            speaker.roles.first().map(|role| role.text.clone()).into_iter().collect();
        evidence.push(match blocks {
            0 => "named in this paragraph".to_owned(),
            1 => "named in the paragraph before".to_owned(),
            _ => "named elsewhere in the article".to_owned(),
        });
        match said(&speaker.name) {
            0 => {}
            count => evidence.push(format!("quoted {count} × here")),
        }
        found.push((speaker.name.clone(), evidence));
    }
    found.truncate(MOST_CANDIDATES);
    found
}

/// Who the source number `speaker` is.
fn who(site: &Site, entry: &SiteArticle, speaker: usize, people: &[Namesake], also: &[ArticleId]) -> Item {
    let source = &entry.findings.speakers[speaker];
    let said = entry.findings.quotations.iter().find(|quotation| quotation.speaker == Some(speaker));
    let mention = source.mentions.first().copied();
    let span = mention.or_else(|| said.map(|quotation| quotation.spans[0])).unwrap_or_default();
    let mut item = about(site, entry, Kind::Speaker, format!("Who is {} here?", source.name), &[span]);
    item.words.clone_from(&source.name);
    item.settles = said_by(entry, speaker);
    let mut articles = vec![item.article.clone()];
    articles.extend(also.iter().map(|id| site.articles[id.0].article.slug.clone()));
    let is = |is: &str, articles: &[String]| {
        let (name, is) = (source.name.clone(), is.to_owned());
        Entry::Person(PersonDecision { name, articles: articles.to_vec(), is, span: 0..0 })
    };
    for person in people {
        let mut evidence: Vec<String> = person.roles.iter().take(2).cloned().collect();
        if person.has_profile {
            evidence.push("has a profile".to_owned());
        }
        if !person.topics.is_empty() {
            evidence.push(format!("also under {}", person.topics.join(", ")));
        }
        if let Some(first) = person.articles.first() {
            evidence.push(format!("in “{}”", site.articles[first.0].article.title));
        }
        let (label, name) = if person.is_new {
            let role = person.roles.first().map_or_else(|| item.article.clone(), Clone::clone);
            (format!("somebody else: {} ({role})", person.name), format!("{} ({role})", person.name))
        } else {
            (person.name.clone(), person.name.clone())
        };
        item.candidates.push(Candidate { label, evidence, entries: vec![is(&name, &articles)] });
    }
    if let Some(first) = people.first().filter(|_| people.iter().all(|person| !person.is_new)) {
        item.candidates.push(Candidate {
            label: format!("{}, in every article", first.name),
            evidence: vec![format!("wherever only “{}” is said", source.name)],
            entries: vec![is(&first.name, &[])],
        });
    }
    item.candidates.truncate(MOST_CANDIDATES);
    item
}

impl Item {
    /// The decision about its words that says `verdict`.
    pub fn decision(&self, verdict: Verdict) -> Entry {
        Entry::Passage(PassageDecision {
            article: self.article.clone(),
            words: self.words.clone(),
            beside: self.beside.clone(),
            verdict,
            span: 0..0,
        })
    }

    /// The answer with a name that nobody has offered.
    pub fn named(&self, name: &str) -> Option<Entry> {
        let name = name.trim();
        match self.kind {
            _ if !name.contains(char::is_alphanumeric) => None,
            Kind::Quotation => Some(self.decision(Verdict::Speaker(name.to_owned()))),
            Kind::Speaker => {
                let articles = vec![self.article.clone()];
                let (own, is) = (self.words.clone(), name.to_owned());
                Some(Entry::Person(PersonDecision { name: own, articles, is, span: 0..0 }))
            }
            Kind::Event | Kind::EventDates => None,
        }
    }

    /// The answer with another date.
    pub fn dated(&self, date: &Edtf) -> Option<Entry> {
        let is_event = matches!(self.kind, Kind::Event | Kind::EventDates);
        is_event.then(|| self.decision(Verdict::Event(date.clone())))
    }

    /// The answer that there is nothing: no speech, no event.
    pub fn rejected(&self) -> Option<Entry> {
        match self.kind {
            Kind::Quotation => Some(self.decision(Verdict::NotSpeech)),
            Kind::Event | Kind::EventDates => Some(self.decision(Verdict::NotEvent)),
            Kind::Speaker => None,
        }
    }

    /// Line and column of its words, both from 1.
    pub fn line_column(&self) -> (usize, usize) {
        let place = crate::diagnostics::Place {
            file: Arc::clone(&self.file),
            span: Some(self.span.clone()),
            label: String::new(),
        };
        place.line_column()
    }

    fn on(&self, date: &Edtf, evidence: Vec<String>) -> Candidate {
        let entries = vec![self.decision(Verdict::Event(date.clone()))];
        Candidate { label: date.to_string(), evidence, entries }
    }

    /// The question as JSON, for scripts.
    pub fn to_json(&self) -> serde_json::Value {
        let (line, column) = self.line_column();
        let marks: Vec<[&str; 1]> = self.marks.iter().map(|mark| [mark.of(&self.passage)]).collect();
        serde_json::json!({
            "id": self.id,
            "kind": self.kind,
            "ask": self.ask,
            "article": self.article,
            "title": self.title,
            "file": self.file.path.to_string_lossy(),
            "line": line,
            "column": column,
            "span": [self.span.start, self.span.end],
            "words": self.words,
            "passage": self.passage,
            "marked": marks.iter().map(|mark| mark[0]).collect::<Vec<_>>(),
            "settles": self.settles,
            "candidates": self.candidates.iter().map(|candidate| {
                serde_json::json!({ "label": candidate.label, "evidence": candidate.evidence })
            }).collect::<Vec<_>>(),
        })
    }
}
