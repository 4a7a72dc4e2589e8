//! Faults in what authors say about speakers: links and entries that name nobody.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::identities::{Registry, only_by_override};
use crate::content::{Article, OverrideKind};
use crate::diagnostics::Diagnostic;
use crate::enrich::Findings;
use crate::text::slug;
use crate::verdict::Verdict;

/// The identifiers that a `speaker:` link can name anywhere in the site, save front matter of single articles.
pub(super) fn known_ids<'a>(
    registry_ids: impl IntoIterator<Item = &'a str>,
    findings: &'a [Arc<Findings>],
) -> BTreeSet<&'a str> {
    let mut known: BTreeSet<&str> = registry_ids.into_iter().collect();
    for found in findings {
        for (index, speaker) in found.speakers.iter().enumerate() {
            if !only_by_override(found, index) {
                known.insert(speaker.id.as_str());
            }
        }
    }
    known
}

/// An error for each `speaker:` link of `article` that names nobody.
pub(super) fn check(article: &Article, known: &BTreeSet<&str>, registry: &Registry<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for link in &article.body.overrides {
        let OverrideKind::Verdict(Verdict::Speaker(id)) = &link.kind else { continue };
        let in_article = article.speakers.iter().map(|facts| slug(&facts.name)).any(|facts| facts == *id);
        if in_article || known.contains(id.as_str()) || registry.profile(id).is_some() {
            continue;
        }
        let own = article.speakers.iter().map(|facts| slug(&facts.name));
        let nearest = nearest(id, known.iter().map(|id| (*id).to_owned()).chain(own));
        let help = match nearest {
            Some(nearest) => format!("did you mean `speaker:{nearest}`? Otherwise {}", introduce(id)),
            None => introduce(id),
        };
        diagnostics.push(
            Diagnostic::error("unknown-speaker", format!("the link names `{id}`, whom nothing introduces"))
                .at(&article.file, link.source.clone(), "nobody has this identifier")
                .help(help),
        );
    }
    diagnostics
}

fn introduce(id: &str) -> String {
    format!("introduce them under `speakers` in the front matter or in content/speakers/{id}.md")
}

/// The one of `candidates` that `written` most probably meant, if any is near.
pub fn nearest(written: &str, candidates: impl IntoIterator<Item = String>) -> Option<String> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(written, &candidate), candidate))
        .filter(|(score, _)| *score >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
        .map(|(_, candidate)| candidate)
}
