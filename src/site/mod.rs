//! All articles and their findings in, one site out: who is who across articles, the timeline, topics.
//!
//! The only stage that sees everything. Editor's decisions come first, identities second, lists last.
//! Goes out: plain data with indices. Must not know: templates, HTML around the body.

mod model;

pub use model::{
    ArticleId, EntryId, EntrySource, QuotationId, Site, SiteArticle, SiteQuotation, SiteSpeaker, SiteTopic,
    SpeakerId, SpeakerRole, TimelineEntry, TopicId,
};

use crate::content::Content;
use crate::diagnostics::Diagnostic;
use crate::enrich::Findings;

/// Joins `content` with the findings of each of its articles (same order as [`Content::articles`]).
pub fn join(content: Content, findings: Vec<Findings>) -> (Site, Vec<Diagnostic>) {
    let _ = findings;
    (Site { config: content.config, ..Site::default() }, Vec::new())
}
