//! Decisions about passages, bound to the words of their articles: what enrichment then obeys.
//!
//! A decision holds while its words stand in the article and the rest of their sentence says what it said. Otherwise it
//! is stale: it does nothing, and the editor is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::words::{self, Index};
use crate::content::{self, Article, Content, Decisions, OverrideKind, PassageDecision, SiteConfig};
use crate::diagnostics::Diagnostic;
use crate::enrich::Override;
use crate::language::Language;
use crate::site;
use crate::text::Span;

/// Why a decision does not hold any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The article has no such words.
    Words,
    /// It has, but what stands beside them has changed.
    Beside {
        /// Where the words stand.
        span: Span,
        /// What stands beside them now.
        now: String,
    },
    /// An earlier entry decides the same words.
    Decided,
}

/// A place where a decision holds: the spans of its pieces.
pub type Place = Vec<Span>;

/// The places where each of `decisions` about `article` holds.
///
/// Of entries about the same words each takes the next place. A sentence that stands in the article again, word for word, is
/// decided with the first of them.
pub fn bind(
    article: &Article,
    language: &Language,
    decisions: &[&PassageDecision],
) -> Vec<Result<Vec<Place>, Stale>> {
    let prose = &article.body.prose;
    let index = Index::new(prose);
    let mut taken: BTreeSet<(&str, Span)> = BTreeSet::new();
    let mut free: Vec<Vec<Place>> = Vec::with_capacity(decisions.len());
    let mut bound: Vec<Result<Vec<Place>, Stale>> = decisions
        .iter()
        .map(|decision| {
            let kind = decision.verdict.keys().0;
            let mut places = index.find(&decision.words);
            if kind == "date" {
                // A full stop behind a date is none of its words.
                places.iter_mut().flatten().for_each(|span| *span = span.trim_outer(&prose.text));
            }
            free.push(Vec::new());
            let Some(first) = places.first() else { return Err(Stale::Words) };
            let beside = |spans: &[Span]| words::beside(prose, language, spans);
            let (nearest, mut decided) = (first[0], false);
            let mut own = None;
            for spans in &places {
                let noted = decision.beside.as_ref();
                if !noted.is_none_or(|noted| words::is_beside(noted, &beside(spans))) {
                    continue;
                }
                decided = true;
                if own.is_none() && taken.insert((kind, spans[0])) {
                    own = Some(spans.clone());
                } else if (noted.is_some() || beside(spans).is_empty())
                    && let Some(free) = free.last_mut()
                {
                    // The whole sentence is the same.
                    free.push(spans.clone());
                }
            }
            if let Some(own) = own {
                Ok(vec![own])
            } else if decided {
                Err(Stale::Decided)
            } else {
                Err(Stale::Beside { span: nearest, now: beside(first) })
            }
        })
        .collect();
    for ((decision, places), free) in decisions.iter().zip(&mut bound).zip(free).rev() {
        let Ok(places) = places else { continue };
        places.extend(free.into_iter().filter(|spans| taken.insert((decision.verdict.keys().0, spans[0]))));
    }
    bound
}

/// The decisions of `content` as overrides, for each of its articles in order, and a warning for each that is stale.
pub fn overrides(content: &Content) -> (Vec<Vec<Override>>, Vec<Diagnostic>) {
    let mut all = vec![Vec::new(); content.articles.len()];
    let Decisions { file: Some(file), passages, .. } = &content.decisions else { return (all, Vec::new()) };
    let mut by_article: BTreeMap<&str, Vec<&PassageDecision>> = BTreeMap::new();
    for decision in passages {
        by_article.entry(&decision.article).or_default().push(decision);
    }
    let mut diagnostics = Vec::new();
    for (article, overrides) in content.articles.iter().zip(&mut all) {
        let Some(decisions) = by_article.remove(article.slug.as_str()) else { continue };
        let language = site::language_of(article, &content.config);
        for (decision, bound) in decisions.iter().zip(bind(article, language, &decisions)) {
            match bound {
                Ok(places) => {
                    let decided =
                        |place: &Place| Override { span: place[0], verdict: decision.verdict.clone() };
                    let decided = places.iter().map(decided);
                    overrides.extend(decided.filter(|decided| !is_written(article, decided)));
                }
                Err(stale) => diagnostics.push(report(file, article, decision, &stale)),
            }
        }
    }
    let unpublished =
        |slug: &str| content.unpublished.iter().any(|address| *address == format!("articles/{slug}/"));
    for (slug, decisions) in by_article.into_iter().filter(|(slug, _)| !unpublished(slug)) {
        let message = format!("there is no article `{slug}`");
        let nearest = site::nearest(slug, content.articles.iter().map(|article| article.slug.clone()));
        let help = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`? Otherwise delete its decisions"),
            None => "write the last part of the article's address, or delete its decisions".to_owned(),
        };
        let key = content.decisions.layout.by_article.iter().find(|(other, ..)| other == slug);
        let span = key.map_or(decisions[0].span.clone(), |(_, key, _)| key.clone());
        diagnostics
            .push(Diagnostic::warning("stale-decision", message).at(file, span, "not an article").help(help));
    }
    (all, diagnostics)
}

/// What the decisions about `article` are, with the places to which they are bound; stale ones left out.
pub fn decided<'d>(
    decisions: &'d Decisions,
    article: &Article,
    config: &SiteConfig,
) -> Vec<(&'d PassageDecision, Vec<Place>)> {
    let own: Vec<&PassageDecision> =
        decisions.passages.iter().filter(|decision| decision.article == article.slug).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let bound = bind(article, site::language_of(article, config), &own);
    own.into_iter().zip(bound).filter_map(|(decision, places)| Some((decision, places.ok()?))).collect()
}

/// What a link of the text decides; `None` for those that are no decision.
pub fn written(link: &content::Override) -> Option<Override> {
    match &link.kind {
        OverrideKind::Verdict(verdict) => Some(Override { span: link.span, verdict: verdict.clone() }),
        OverrideKind::Term(_) => None,
    }
}

/// Whether a link in the article decides the same: what stands in the text wins.
fn is_written(article: &Article, decided: &Override) -> bool {
    let links = article.body.overrides.iter().filter(|link| link.span.overlaps(decided.span));
    links.filter_map(written).any(|link| link.verdict.keys() == decided.verdict.keys())
}

fn report(
    file: &Arc<crate::diagnostics::SourceFile>,
    article: &Article,
    decision: &PassageDecision,
    stale: &Stale,
) -> Diagnostic {
    let path = article.file.path.display();
    let again = "delete this entry; `nutgraf review` asks again if anything is open";
    let (message, label, help) = match stale {
        Stale::Words => (
            format!("the words of this decision do not stand in {path} any more"),
            "not in the article",
            format!("if they were only reworded, correct them here; otherwise {again}"),
        ),
        Stale::Beside { span, now } => {
            let source = article.body.prose.to_source(*span);
            let line = article.file.text[..source.start].bytes().filter(|byte| *byte == b'\n').count() + 1;
            let now = if now.is_empty() { "nothing".to_owned() } else { format!("“{now}”") };
            (
                format!("what stands beside these words has changed in {path}, line {line}"),
                "decided when it read otherwise",
                format!(
                    "beside them stands {now} now; if the decision still holds, correct `beside`, otherwise {again}"
                ),
            )
        }
        Stale::Decided => (
            "these words are decided above already".to_owned(),
            "given before",
            "keep one of the two entries".to_owned(),
        ),
    };
    Diagnostic::warning("stale-decision", message).at(file, decision.span.clone(), label).help(help)
}
