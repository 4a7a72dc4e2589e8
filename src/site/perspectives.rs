//! Perspectives: what each side of a topic says, next to each other, in its own words.
//!
//! Only verbatim quotations of speakers with a side, newest first; nothing reported, so that nothing is paraphrased.

use super::{QuotationId, SiteArticle, SiteQuotation, SiteSpeaker, SiteTopic};
use crate::enrich::QuotationKind;

/// Quotations shown of a side.
const SHOWN: usize = 4;
/// Sides that stand next to each other; those that say most come first.
const SIDES: usize = 6;
/// Articles of a topic that are looked through, the newest.
const CONSIDERED: usize = 100;

/// A side of a topic and what it said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perspective {
    /// The side, as profiles and articles name it.
    pub side: String,
    /// Newest first.
    pub quotations: Vec<QuotationId>,
}

/// The sides of `topic`; empty when fewer than two have said anything.
pub(super) fn perspectives(
    topic: &SiteTopic,
    articles: &[SiteArticle],
    quotations: &[SiteQuotation],
    speakers: &[SiteSpeaker],
) -> Vec<Perspective> {
    // With how many quotations there are of each, shown or not.
    let mut sides: Vec<(Perspective, usize)> = Vec::new();
    let recent = topic.articles.iter().take(CONSIDERED);
    for &id in recent.flat_map(|article| &articles[article.0].quotations) {
        let quotation = &quotations[id.0];
        let Some(side) = speakers[quotation.speaker.0].side.as_deref() else { continue };
        if quotation.kind != QuotationKind::Direct {
            continue;
        }
        match sides.iter_mut().find(|(known, _)| known.side == side) {
            Some((known, said)) => {
                *said += 1;
                if known.quotations.len() < SHOWN {
                    known.quotations.push(id);
                }
            }
            None => sides.push((Perspective { side: side.to_owned(), quotations: vec![id] }, 1)),
        }
    }
    if sides.len() < 2 {
        return Vec::new();
    }
    // Equal weight: by name, so that the order says nothing.
    sides.sort_by(|(a, said_a), (b, said_b)| said_b.cmp(said_a).then_with(|| a.side.cmp(&b.side)));
    sides.truncate(SIDES);
    sides.into_iter().map(|(side, _)| side).collect()
}
