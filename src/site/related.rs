//! Related articles: those that share speakers or topics, rare ones counting more than common ones.
//!
//! The weight of a shared thing is its inverse document frequency (Spärck Jones 1972). Candidates come from
//! the lists of each thing, cut to the newest, so that the work grows with the articles and not with their square.

use foldhash::HashMap;
use rayon::prelude::*;

use super::{ArticleId, Related, Shared, SiteArticle, SiteSpeaker, SiteTopic};

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
) -> Vec<Vec<Related>> {
    let total = articles.len() as f64;
    let rarity = |count: usize| (1.0 + total / count.max(1) as f64).ln();
    articles
        .par_iter()
        .enumerate()
        .map(|(index, article)| {
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
            best(ArticleId(index), &things)
        })
        .collect()
}

fn best(own: ArticleId, things: &[(Shared, f64, &[ArticleId])]) -> Vec<Related> {
    // Total weight, and the heaviest shared thing.
    let mut scores: HashMap<ArticleId, (f64, f64, Shared)> = HashMap::default();
    for &(shared, weight, list) in things {
        for &other in list.iter().filter(|&&other| other != own).take(CONSIDERED) {
            let score = scores.entry(other).or_insert((0.0, 0.0, shared));
            score.0 += weight;
            if weight > score.1 {
                (score.1, score.2) = (weight, shared);
            }
        }
    }
    let mut ranked: Vec<_> = scores.into_iter().collect();
    // Equal scores: the newer article first, which has the smaller number.
    ranked.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    ranked.truncate(SHOWN);
    ranked.into_iter().map(|(article, (_, _, shared))| Related { article, shared }).collect()
}
