//! Who is quoted beside whom: speakers of the same articles, most shared articles first.

use foldhash::HashMap;
use rayon::prelude::*;

use super::{SiteArticle, SiteSpeaker, SpeakerId};

/// How many are shown.
const SHOWN: usize = 6;
/// Articles of a speaker that are looked through, the newest, so that the work grows with the speakers only.
const CONSIDERED: usize = 60;
/// An article that quotes more than these puts nobody beside anybody in particular.
const CROWD: usize = 300;

/// For each of `speakers`, who is quoted in the same articles, with the number of those.
pub(super) fn beside(speakers: &[SiteSpeaker], articles: &[SiteArticle]) -> Vec<Vec<(SpeakerId, usize)>> {
    let quoted: Vec<Vec<SpeakerId>> = articles
        .iter()
        .map(|article| {
            let mut quoted: Vec<SpeakerId> = article.speakers.iter().flatten().copied().collect();
            quoted.sort_unstable();
            quoted.dedup();
            quoted
        })
        .collect();
    speakers
        .par_iter()
        .enumerate()
        .map(|(own, speaker)| {
            let mut shared: HashMap<SpeakerId, usize> = HashMap::default();
            let articles = speaker.articles.iter().take(CONSIDERED).map(|article| &quoted[article.0]);
            for quoted in articles.filter(|quoted| quoted.len() <= CROWD) {
                for &other in quoted.iter().filter(|other| other.0 != own) {
                    *shared.entry(other).or_default() += 1;
                }
            }
            let mut shared: Vec<(SpeakerId, usize)> = shared.into_iter().collect();
            // Equal numbers: in the order of the index.
            shared.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            shared.truncate(SHOWN);
            shared
        })
        .collect()
}
