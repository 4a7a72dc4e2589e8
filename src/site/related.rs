//! Related articles: those that share speakers, topics or events, rare ones counting more than common ones.
//!
//! The weight of a shared thing is its inverse document frequency (Spärck Jones 1972). Candidates come from
//! the lists of each thing, cut to the newest, so that the work grows with the articles and not with their square.

use rayon::prelude::*;

use super::{ArticleId, EntryId, Related, Shared, SiteArticle, SiteSpeaker, SiteTopic, TimelineEntry};

/// How many are shown.
const SHOWN: usize = 4;
/// How many articles of a shared thing are considered, the newest.
const CONSIDERED: usize = 60;
/// How much more a shared speaker says than a topic that is as rare.
const SPEAKER_WEIGHT: f64 = 1.5;

/// The related articles of each of `articles`, best first.
pub(super) fn related(
    articles: &[SiteArticle],
    speakers: &[SiteSpeaker],
    topics: &[SiteTopic],
    timeline: &[TimelineEntry],
) -> Vec<Vec<Related>> {
    let total = articles.len() as f64;
    let rarity = |count: usize| (1.0 + total / count.max(1) as f64).ln();
    articles
        .par_iter()
        .enumerate()
        .map_init(
            || vec![None; articles.len()],
            |scores, (index, article)| {
                let mut things: Vec<(Shared, f64, &[ArticleId])> = Vec::new();
                let mut quoted: Vec<_> = article.speakers.iter().flatten().copied().collect();
                quoted.sort_unstable();
                quoted.dedup();
                for speaker in quoted {
                    let list = speakers[speaker.0].articles.as_slice();
                    things.push((Shared::Speaker(speaker), SPEAKER_WEIGHT * rarity(list.len()), list));
                }
                for &topic in &article.topics {
                    let list = topics[topic.0].articles.as_slice();
                    things.push((Shared::Topic(topic), rarity(list.len()), list));
                }
                let tellers: Vec<(EntryId, Vec<ArticleId>)> = article
                    .events
                    .iter()
                    .filter(|event| timeline[event.0].sources.len() > 1)
                    .map(|event| (*event, tellers(&timeline[event.0])))
                    .filter(|(_, list)| list.len() > 1)
                    .collect();
                for (event, list) in &tellers {
                    things.push((Shared::Event(*event), rarity(list.len()), list));
                }
                best(ArticleId(index), &things, scores)
            },
        )
        .collect()
}

/// The articles that state `entry`, newest first.
fn tellers(entry: &TimelineEntry) -> Vec<ArticleId> {
    let mut articles: Vec<ArticleId> =
        entry.sources.iter().take(CONSIDERED).map(|source| source.article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles
}

/// Total weight of what is shared, and the heaviest of it.
type Score = (f64, f64, Shared);

/// The articles that share most with `own`. `scores` has room for all articles, and is empty before and after.
fn best(
    own: ArticleId,
    things: &[(Shared, f64, &[ArticleId])],
    scores: &mut [Option<Score>],
) -> Vec<Related> {
    let mut others = Vec::new();
    for &(shared, weight, list) in things {
        for &other in list.iter().filter(|&&other| other != own).take(CONSIDERED) {
            let score = scores[other.0].get_or_insert_with(|| {
                others.push(other);
                (0.0, 0.0, shared)
            });
            score.0 += weight;
            if weight > score.1 {
                (score.1, score.2) = (weight, shared);
            }
        }
    }
    // Equal scores: the newer article first, which has the smaller number.
    // In a large site hundreds have something in common, nearly all of them less than the few that are shown.
    let mut shown: Vec<(f64, Related)> = Vec::with_capacity(SHOWN + 1);
    for &article in &others {
        let Some((weight, _, shared)) = scores[article.0] else { continue };
        let last = shown
            .iter()
            .rposition(|(other, known)| other.total_cmp(&weight).then(article.cmp(&known.article)).is_gt());
        let place = last.map_or(0, |last| last + 1);
        if place < SHOWN {
            shown.insert(place, (weight, Related { article, shared }));
            shown.truncate(SHOWN);
        }
    }
    let related = shown.into_iter().map(|(_, related)| related).collect();
    others.into_iter().for_each(|other| scores[other.0] = None);
    related
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::site::{EntrySource, Shared};

    fn entry(slug: &str, events: Vec<EntryId>) -> SiteArticle {
        SiteArticle {
            article: crate::site::testing::article(slug, "Text.").into(),
            findings: Arc::default(),
            topics: vec![],
            speakers: vec![],
            roles_are_public: true,
            quotations: vec![],
            unsettled: vec![],
            events,
            terms: vec![],
            related: vec![],
        }
    }

    #[test]
    fn articles_that_tell_of_one_event_are_related() {
        let source = |article| EntrySource { article: ArticleId(article), index: 0, anchor: String::new() };
        let told = TimelineEntry {
            date: "2025-11-03".parse().unwrap(),
            text: "The quay was closed.".to_owned(),
            anchor: "e-1".to_owned(),
            sources: vec![source(0), source(2)],
            url: None,
            topics: vec![],
            speakers: vec![],
        };
        let articles = [entry("a", vec![EntryId(0)]), entry("b", vec![]), entry("c", vec![EntryId(0)])];
        let found = related(&articles, &[], &[], &[told]);
        assert_eq!(found[0], [Related { article: ArticleId(2), shared: Shared::Event(EntryId(0)) }]);
        assert_eq!(found[2][0].article, ArticleId(0));
        assert!(found[1].is_empty());
    }
}
