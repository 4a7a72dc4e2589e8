//! Who is quoted beside whom: speakers of the same articles, most shared articles first.

use foldhash::HashMap;
use rayon::prelude::*;

use super::{SiteArticle, SiteSpeaker, SpeakerId};

/// How many are shown.
const SHOWN: usize = 6;
/// Articles of a speaker that are looked through, the newest, so that the work grows with the speakers only.
const CONSIDERED: usize = 60;

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
            for article in speaker.articles.iter().take(CONSIDERED) {
                for &other in quoted[article.0].iter().filter(|other| other.0 != own) {
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
