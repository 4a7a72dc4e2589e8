//! Who may have said something, and who a name may mean: the answers that a question offers, with what speaks for each.

use super::item::{Candidate, Item};
use super::ledger::Entry;
use crate::content::PersonDecision;
use crate::edtf::Edtf;
use crate::enrich::{DateExpression, DatedEvent, Findings, Speaker};
use crate::language::lexicon::Class;
use crate::site::{ArticleId, Namesake, Site, SiteArticle};
use crate::text::Span;
use crate::verdict::Verdict;

/// Most candidates that a question offers: as many as there are digits to press.
const MOST: usize = 9;

/// Who may have said the quotation number `index`: whom the engine leans to, then those nearest to it. `people` are all whom
/// the article names.
pub(super) fn speakers(item: &Item, entry: &SiteArticle, index: usize, people: &[Speaker]) -> Vec<Candidate> {
    let (findings, prose) = (&entry.findings, &entry.article.body.prose);
    let quotation = &findings.quotations[index];
    let at = quotation.spans.first().copied().unwrap_or_default();
    let block_of = |span: Span| prose.blocks.partition_point(|block| block.span.end <= span.start);
    let here = block_of(at);
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let outside = |mention: &Span| !quotation.spans.iter().any(|span| span.overlaps(*mention));
    // Whoever is named in the quoted words alone does not say them.
    if let Some(speaker) = quotation.speaker
        && (quotation.is_confirmed() || findings.speakers[speaker].mentions.iter().any(outside))
    {
        let parts = [quotation.source, quotation.cue].into_iter().flatten();
        let seen: Vec<String> = parts.map(|span| format!("“{}”", span.of(&prose.text))).collect();
        let mut evidence = vec![if quotation.is_confirmed() {
            "as decided".to_owned()
        } else {
            format!("{:.0} % sure", quotation.confidence * 100.0)
        }];
        if !seen.is_empty() {
            evidence.push(format!("from {}", seen.join(" ")));
        }
        found.push((findings.speakers[speaker].name.clone(), evidence));
    }
    if let Some(described) = described(entry, item, index) {
        found.push((described, vec!["as the article calls them".to_owned()]));
    }
    let said = |name: &str| {
        let speaker = findings.speakers.iter().position(|speaker| speaker.name == name);
        speaker.map_or(0, |speaker| said_by(findings, speaker))
    };
    // Groups are no names, and stand among those that are quoted only.
    let groups =
        findings.speakers.iter().filter(|speaker| people.iter().all(|other| other.name != speaker.name));
    // "Olga Roe and Tom Poe agree that": one of those to whom the sentence gives the words.
    let is_source = |speaker: &Speaker| {
        let source = quotation.source.unwrap_or_default();
        speaker.mentions.iter().any(|mention| source.overlaps(*mention))
    };
    let mut near: Vec<(usize, u32, &Speaker)> = people
        .iter()
        .chain(groups)
        .filter(|speaker| speaker.mentions.iter().any(outside))
        .filter_map(|speaker| {
            let distance = |mention: &Span| {
                let block = block_of(*mention);
                // What comes after the paragraph is a weaker hint than what comes before it.
                let blocks = if block > here { (block - here) * 2 } else { here - block };
                (blocks, mention.start.abs_diff(at.start))
            };
            let (blocks, bytes) =
                speaker.mentions.iter().filter(|mention| outside(mention)).map(distance).min()?;
            Some((blocks, bytes, speaker))
        })
        .collect();
    near.sort_by_key(|(blocks, bytes, speaker)| {
        (!is_source(speaker), !is_name(entry, speaker), *blocks, *bytes)
    });
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
    let candidate = |(name, evidence): (String, Vec<String>)| {
        let entries = vec![item.decision(Verdict::Named(name.clone()))];
        Candidate { label: name, evidence, entries }
    };
    found.into_iter().take(MOST).map(candidate).collect()
}

/// Whom the article describes without a name as one that readers can tell from others: "the health authority". Of "a
/// spokesman" nothing can be said but that it is somebody.
fn described(entry: &SiteArticle, item: &Item, index: usize) -> Option<String> {
    let quotation = &entry.findings.quotations[index];
    let text = &entry.article.body.prose.text;
    if quotation.speaker.is_some() || !quotation.rule.contains("description") {
        return None;
    }
    let words = quotation.source?.of(text);
    let (first, rest) = words.split_once(' ')?;
    let lexeme = item.language.quotations.lexeme(&first.to_lowercase());
    if !lexeme.is(Class::Article) || lexeme.is(Class::Indefinite) {
        return None;
    }
    let mut characters = rest.trim().chars();
    let begin = characters.next()?;
    Some(begin.to_uppercase().chain(characters).collect())
}

/// Whether `speaker` is surely a name: not a single word that may have its capital from the beginning of its sentence.
fn is_name(entry: &SiteArticle, speaker: &Speaker) -> bool {
    let text = &entry.article.body.prose.text;
    let begins = |mention: &Span| {
        let before = text[..mention.range().start].trim_end_matches(['“', '‘', '"', '«', ' ']);
        before.is_empty() || before.ends_with(['.', '?', '!', ':', '\n', '”', '’', '»'])
    };
    let is_quoted = entry.findings.speakers.iter().any(|known| known.name == speaker.name);
    is_quoted || speaker.name.contains(' ') || !speaker.mentions.iter().all(begins)
}

/// How many quotations the source number `speaker` has.
pub(super) fn said_by(findings: &Findings, speaker: usize) -> usize {
    findings.quotations.iter().filter(|quotation| quotation.speaker == Some(speaker)).count()
}

/// Whom the name that `item` is about may mean: `people`, in its article and in those of `also`.
pub(super) fn namesakes(item: &Item, site: &Site, people: &[Namesake], also: &[ArticleId]) -> Vec<Candidate> {
    let mut articles = vec![item.article.clone()];
    articles.extend(also.iter().map(|id| site.articles[id.0].article.slug.clone()));
    let is = |is: &str, articles: &[String]| {
        let (name, is) = (item.words.clone(), is.to_owned());
        Entry::Person(PersonDecision { name, articles: articles.to_vec(), is, span: 0..0 })
    };
    let mut candidates = Vec::new();
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
        candidates.push(Candidate { label, evidence, entries: vec![is(&name, &articles)] });
    }
    if let [first] = people
        && !first.is_new
    {
        candidates.push(Candidate {
            label: format!("{}, in every article", first.name),
            evidence: vec![format!("wherever only “{}” is said", item.words)],
            entries: vec![is(&first.name, &[])],
        });
    }
    candidates.truncate(MOST);
    candidates
}

/// Puts the answer for the article of `item` and those of [`Item::also`], which have the titles `others`, first.
pub(super) fn for_all(item: &mut Item, others: &[String]) {
    let Some(Candidate { label, evidence, entries }) = item.candidates.first() else { return };
    let [Entry::Person(person)] = entries.as_slice() else { return };
    let articles: Vec<String> = std::iter::once(&item.article).chain(&item.also).cloned().collect();
    let label = format!("{label}, in these {} articles", articles.len());
    let entries = vec![Entry::Person(PersonDecision { articles: articles.clone(), ..person.clone() })];
    let other = |title: &String| format!("here and in “{title}”");
    let evidence: Vec<String> = others.iter().map(other).chain(evidence.iter().cloned()).collect();
    item.candidates.insert(0, Candidate { label, evidence, entries });
    if let Some(here) = item.candidates.get_mut(1) {
        here.label.push_str(", in this article");
    }
}

/// The days that an event may have: the one that was read, then the others that its sentence gives.
pub(super) fn days(item: &Item, entry: &SiteArticle, event: &DatedEvent) -> Vec<Candidate> {
    let (findings, prose) = (&entry.findings, &entry.article.body.prose);
    let words = |date: &DateExpression| format!("“{}”", date.span.of(&prose.text));
    let own = event.date.map(|date| words(&findings.dates[date]));
    let mut candidates = vec![item.on(&event.edtf, own.into_iter().collect())];
    for date in findings.dates.iter().filter(|date| date.span.overlaps(event.span)) {
        let Some(day) = &date.edtf else { continue };
        if candidates.iter().all(|other| other.label != day.as_str()) {
            candidates.push(item.on(day, vec![words(date)]));
        }
    }
    candidates.truncate(MOST);
    candidates
}

/// The days that an expression may mean: the one that was read, and for a day the same one a week before and after.
pub(super) fn meanings(
    item: &Item,
    date: &DateExpression,
    published: Option<jiff::civil::Date>,
) -> Vec<Candidate> {
    let on = |day: &Edtf, evidence: String| Candidate {
        label: day.to_string(),
        evidence: vec![evidence],
        entries: vec![item.decision(Verdict::Date(day.clone()))],
    };
    let Some(day) = &date.edtf else { return Vec::new() };
    let counted = match published {
        Some(published) => format!("as it was read; the article is of {published}"),
        None => "as it was read".to_owned(),
    };
    let mut candidates = vec![on(day, counted)];
    if let Ok(read) = day.as_str().parse::<jiff::civil::Date>() {
        for (weeks, evidence) in [(-1, "a week earlier"), (1, "a week later")] {
            let other = read.checked_add(jiff::Span::new().weeks(weeks)).ok();
            let other = other.and_then(|other| other.to_string().parse::<Edtf>().ok());
            candidates.extend(other.map(|other| on(&other, evidence.to_owned())));
        }
    }
    candidates
}
