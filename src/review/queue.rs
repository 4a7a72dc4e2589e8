//! The questions of a site: those that are open, the most consequential first, and those that can be put about any finding of
//! an article.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bind;
use super::candidates;
use super::item::{Candidate, Item, Kind};
use super::words;
use crate::enrich::{self, Context, QuotationKind, Speaker, State};
use crate::site::{ArticleId, Namesake, Question, Site, SiteArticle, Subject, language_of};
use crate::text::Span;
use crate::verdict::Verdict;

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
    // A sentence that stands there twice is asked about once.
    let mut seen = BTreeSet::new();
    items.retain(|(_, item)| seen.insert(item.id.clone()));
    let mut items = together(items);
    // Of equal weight, those of one article stay together, in the order of its text.
    items.sort_by_key(|(weight, item)| (std::cmp::Reverse(*weight), item.article.clone(), item.prose.start));
    items.into_iter().map(|(_, item)| item).collect()
}

/// Of several articles that call somebody by a surname that only one person has, one asks for all.
fn together(items: Vec<(u32, Item)>) -> Vec<(u32, Item)> {
    let mut kept: Vec<(u32, Item)> = Vec::with_capacity(items.len());
    let mut leading: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut titles: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (weight, item) in items {
        let Some(only) = item.only_namesake() else {
            kept.push((weight, item));
            continue;
        };
        match leading.get(&(item.words.clone(), only.to_owned())) {
            Some(&at) => {
                let (sum, lead) = &mut kept[at];
                *sum += u32::try_from(item.settles).unwrap_or(u32::MAX / 2);
                lead.settles += item.settles;
                lead.also.push(item.article);
                titles.entry(at).or_default().push(item.title);
            }
            None => {
                leading.insert((item.words.clone(), only.to_owned()), kept.len());
                kept.push((weight, item));
            }
        }
    }
    for (at, titles) in titles {
        candidates::for_all(&mut kept[at].1, &titles);
    }
    kept
}

/// A question for everything that was found in the article number `id` or decided about it, in the order of its text, whether
/// it is open or not.
pub fn findings(site: &Site, id: ArticleId) -> Vec<Item> {
    let entry = &site.articles[id.0];
    let found = &entry.findings;
    let people = people(site, entry);
    let mut items = Vec::new();
    for index in 0..found.quotations.len() {
        items.push(quotation(site, entry, index, &people));
    }
    for date in &found.dates {
        let ask = match &date.edtf {
            Some(day) => format!("Does this mean {day}?"),
            None => "Which day does this mean?".to_owned(),
        };
        let mut item = about(site, entry, Kind::Date, ask, &[date.span]);
        item.candidates = candidates::meanings(&item, date, entry.article.date);
        item.state = date.state();
        items.push(item);
    }
    items.extend((0..found.events.len()).map(|index| event(site, entry, index)));
    for (decision, places) in bind::decided(&site.decisions, &entry.article, &site.config) {
        let kind = match decision.verdict {
            Verdict::Speaker(_) | Verdict::Named(_) | Verdict::NotSpeech => Kind::Quotation,
            Verdict::Date(_) | Verdict::NotDate => Kind::Date,
            Verdict::Event(_) | Verdict::NotEvent => Kind::Event,
        };
        let touches = |item: &&mut Item| {
            let same = |place: &Vec<Span>| place.iter().any(|span| item.prose.overlaps(*span));
            item.kind == kind && places.iter().any(same)
        };
        if let Some(item) = items.iter_mut().find(touches) {
            // The decision may be about a piece of what was found.
            item.decided = Some(decision.clone());
        } else if let Some(place) = places.first() {
            let ask = "This is decided already.".to_owned();
            let mut item = about(site, entry, kind, ask, place);
            item.state = State::Rejected;
            item.decided = Some(decision.clone());
            items.push(item);
        }
    }
    let mut seen = BTreeSet::new();
    items.retain(|item| seen.insert(item.id.clone()));
    items.sort_by_key(|item| (item.prose.start, item.prose.end));
    items
}

/// How much hangs on a question: findings that wait for it, words in marks before words that are reported.
fn weight(entry: &SiteArticle, question: &Question) -> u32 {
    match &question.subject {
        Subject::Speaker { speaker, .. } => {
            let said = candidates::said_by(&entry.findings, *speaker);
            20 + u32::try_from(said).unwrap_or(u32::MAX / 2)
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

/// Everybody whom the article names.
fn people(site: &Site, entry: &SiteArticle) -> Vec<Speaker> {
    let language = language_of(&entry.article, &site.config);
    enrich::named(&entry.article.body.prose, language, &Context::default())
}

fn item(site: &Site, entry: &SiteArticle, question: &Question, people: &[Speaker]) -> Item {
    match &question.subject {
        Subject::Quotation(index) => quotation(site, entry, *index, people),
        Subject::Speaker { speaker, people, also } => who(site, entry, *speaker, people, also),
        Subject::Event(index) => event(site, entry, *index),
        Subject::EventDates { event, other } => {
            let (event, other) = (&entry.findings.events[*event], &site.timeline[other.0]);
            let ask = "On which day was this?".to_owned();
            let mut item = about(site, entry, Kind::EventDates, ask, &[event.span]);
            item.state = State::Unsure;
            let place = match other.sources.first() {
                Some(source) => site.articles[source.article.0].article.title.clone(),
                None => "timeline.yaml".to_owned(),
            };
            let elsewhere = vec![format!("“{}” ({place})", other.text)];
            let mut both = item.on(&event.edtf, vec!["two events; both stay".to_owned()]);
            if let Some(source) = other.sources.first() {
                let far = &site.articles[source.article.0];
                let span = far.findings.events[source.index].span;
                let there = about(site, far, Kind::Event, String::new(), &[span]);
                both.entries.push(there.decision(Verdict::Event(other.date.clone())));
            }
            both.label = format!("{} as here, {} as there", event.edtf, other.date);
            item.candidates = vec![item.on(&other.date, elsewhere), both];
            item
        }
    }
}

fn quotation(site: &Site, entry: &SiteArticle, index: usize, people: &[Speaker]) -> Item {
    let quotation = &entry.findings.quotations[index];
    let mut item = about(site, entry, Kind::Quotation, "Who said this?".to_owned(), &quotation.spans);
    item.candidates = candidates::speakers(&item, entry, index, people);
    item.state = quotation.state();
    item
}

fn event(site: &Site, entry: &SiteArticle, index: usize) -> Item {
    let event = &entry.findings.events[index];
    let ask = format!("Did this happen on {}?", event.edtf);
    let mut item = about(site, entry, Kind::Event, ask, &[event.span]);
    item.candidates = candidates::days(&item, entry, event);
    item.state = event.state();
    item
}

/// Who the source number `speaker` is.
fn who(site: &Site, entry: &SiteArticle, speaker: usize, people: &[Namesake], also: &[ArticleId]) -> Item {
    let source = &entry.findings.speakers[speaker];
    let said = entry.findings.quotations.iter().find(|quotation| quotation.speaker == Some(speaker));
    let mention = source.mentions.first().copied();
    let span = mention.or_else(|| said.map(|quotation| quotation.spans[0])).unwrap_or_default();
    let mut item = about(site, entry, Kind::Speaker, format!("Who is {} here?", source.name), &[span]);
    item.words.clone_from(&source.name);
    item.settles = candidates::said_by(&entry.findings, speaker);
    item.candidates = candidates::namesakes(&item, site, people, also);
    item
}

/// The question about `spans`, without answers yet.
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
        also: Vec::new(),
        title: article.title.clone(),
        file: Arc::clone(&article.file),
        span: prose.to_source(spans.first().copied().unwrap_or_default()),
        words,
        passage,
        marks,
        beside,
        candidates: Vec::<Candidate>::new(),
        settles: 1,
        prose: cover,
        state: State::Unsure,
        language,
        decided: None,
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
