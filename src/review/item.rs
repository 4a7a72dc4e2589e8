//! A question about a finding, complete: all that an editor needs to answer it, and what each answer writes.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ledger::Entry;
use crate::content::{PassageDecision, PersonDecision};
use crate::diagnostics::SourceFile;
use crate::edtf::Edtf;
use crate::enrich::State;
use crate::language::Language;
use crate::text::{Span, slug};
use crate::verdict::Verdict;

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
    /// Which day do these words mean?
    Date,
}

/// A question, complete.
#[derive(Clone, Debug)]
pub struct Item {
    /// Identifier, from the article and the words alone, so that it outlives edits elsewhere.
    pub id: String,
    /// What kind of question it is.
    pub kind: Kind,
    /// The question in a sentence.
    pub ask: String,
    /// Slug of the article.
    pub article: String,
    /// Slugs of the other articles that raise the same question, which the same answer settles.
    pub also: Vec<String>,
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
    /// How far the finding can be relied on.
    pub state: State,
    /// The language of its article.
    pub language: &'static Language,
    /// The decision that holds for it now, if there is one in `review.yaml`.
    pub decided: Option<PassageDecision>,
}

/// What an editor can say to a question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The candidate of this number, from 0.
    Candidate(usize),
    /// Somebody else.
    Name(String),
    /// Another day.
    Date(Edtf),
    /// No speech, no event, no date.
    Nothing,
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
            Kind::Quotation => Some(self.decision(Verdict::Named(name.to_owned()))),
            Kind::Speaker => {
                let articles = vec![self.article.clone()];
                let (own, is) = (self.words.clone(), name.to_owned());
                Some(Entry::Person(PersonDecision { name: own, articles, is, span: 0..0 }))
            }
            Kind::Event | Kind::EventDates | Kind::Date => None,
        }
    }

    /// The answer with another date.
    pub fn dated(&self, date: &Edtf) -> Option<Entry> {
        match self.kind {
            Kind::Event | Kind::EventDates => Some(self.decision(Verdict::Event(date.clone()))),
            Kind::Date => Some(self.decision(Verdict::Date(date.clone()))),
            Kind::Quotation | Kind::Speaker => None,
        }
    }

    /// The answer that there is nothing: no speech, no event, no date.
    pub fn rejected(&self) -> Option<Entry> {
        match self.kind {
            Kind::Quotation => Some(self.decision(Verdict::NotSpeech)),
            Kind::Event | Kind::EventDates => Some(self.decision(Verdict::NotEvent)),
            Kind::Date => Some(self.decision(Verdict::NotDate)),
            Kind::Speaker => None,
        }
    }

    /// The decisions that `answer` amounts to; `None` when it is no answer to this question.
    pub fn entries(&self, answer: &Answer) -> Option<Vec<Entry>> {
        match answer {
            Answer::Candidate(number) => {
                self.candidates.get(*number).map(|candidate| candidate.entries.clone())
            }
            Answer::Name(name) => self.named(name).map(|entry| vec![entry]),
            Answer::Date(date) => self.dated(date).map(|entry| vec![entry]),
            Answer::Nothing => self.rejected().map(|entry| vec![entry]),
        }
    }

    /// The one person whom its name may mean, if it is about a name and only one person has it.
    pub(super) fn only_namesake(&self) -> Option<&str> {
        match self.candidates.as_slice() {
            // In this article, and in every article.
            [here, everywhere] if self.kind == Kind::Speaker => {
                match (here.entries.as_slice(), everywhere.entries.as_slice()) {
                    ([Entry::Person(here)], [Entry::Person(everywhere)])
                        if here.is == everywhere.is && everywhere.articles.is_empty() =>
                    {
                        Some(&here.is)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether `entry` is a decision about the same words.
    pub fn is_settled_by(&self, entry: &Entry) -> bool {
        match entry {
            Entry::Passage(passage) => {
                super::ledger::about_the_same(&self.decision(passage.verdict.clone()), entry)
            }
            Entry::Person(person) => {
                let here = person.articles.is_empty() || person.articles.contains(&self.article);
                self.kind == Kind::Speaker && here && slug(&person.name) == slug(&self.words)
            }
        }
    }

    /// What changes when anything that an editor sees of it does.
    pub fn version(&self) -> String {
        let seen = (&self.ask, &self.passage, &self.decided.as_ref().map(|decided| &decided.verdict));
        let labels: Vec<&str> = self.candidates.iter().map(|candidate| candidate.label.as_str()).collect();
        blake3::hash(format!("{seen:?}{labels:?}{:?}", self.state).as_bytes()).to_hex()[..12].to_owned()
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

    /// The lines of its file that its words stand in, from 1.
    pub fn lines(&self) -> std::ops::RangeInclusive<usize> {
        let first = self.file.line_column(self.span.start).0;
        first..=self.file.line_column(self.span.end).0
    }

    /// The candidate for this day of an event.
    pub(super) fn on(&self, date: &Edtf, evidence: Vec<String>) -> Candidate {
        let entries = vec![self.decision(Verdict::Event(date.clone()))];
        Candidate { label: date.to_string(), evidence, entries }
    }

    /// The passage in pieces, each with whether it is one of the words that the question is about.
    pub fn parts(&self) -> Vec<(&str, bool)> {
        let (mut parts, mut at) = (Vec::new(), 0);
        for mark in &self.marks {
            let (start, end) = (mark.range().start.max(at), mark.range().end.max(at));
            parts.push((&self.passage[at..start], false));
            parts.push((&self.passage[start..end], true));
            at = end;
        }
        parts.push((&self.passage[at..], false));
        parts.retain(|(text, _)| !text.is_empty());
        parts
    }

    /// What it is if it is nothing: "no event".
    pub fn nothing(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Quotation => Some("nobody by name, or no speech"),
            Kind::Event | Kind::EventDates => Some("no event"),
            Kind::Date => Some("no date"),
            Kind::Speaker => None,
        }
    }

    /// Whether the article with this slug raises the question.
    pub fn concerns(&self, article: &str) -> bool {
        self.article == article || self.also.iter().any(|other| other == article)
    }

    /// The question as JSON, for scripts.
    pub fn to_json(&self) -> serde_json::Value {
        let (line, column) = self.line_column();
        serde_json::json!({
            "id": self.id,
            "version": self.version(),
            "state": self.state,
            "kind": self.kind,
            "ask": self.ask,
            "article": self.article,
            "also": self.also,
            "title": self.title,
            "file": self.file.path.to_string_lossy(),
            "line": line,
            "column": column,
            "span": [self.span.start, self.span.end],
            "words": self.words,
            "passage": self.passage,
            "marked": self.marks.iter().map(|mark| mark.of(&self.passage)).collect::<Vec<_>>(),
            "settles": self.settles,
            "takes": if matches!(self.kind, Kind::Quotation | Kind::Speaker) { "name" } else { "date" },
            "nothing": self.nothing(),
            "candidates": self.candidates.iter().map(|candidate| {
                serde_json::json!({ "label": candidate.label, "evidence": candidate.evidence })
            }).collect::<Vec<_>>(),
        })
    }
}
