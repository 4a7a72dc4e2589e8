//! Faults in what authors say about speakers: links and entries that name nobody.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::identities::{Registry, only_by_override};
use crate::content::{Article, Override, OverrideKind};
use crate::diagnostics::Diagnostic;
use crate::enrich::Findings;
use crate::text::slug;
use crate::verdict::Verdict;

/// An error for each `speaker:` link of `articles` that names nobody.
pub(super) fn check(
    articles: &[Arc<Article>],
    findings: &[Arc<Findings>],
    registry: &Registry<'_>,
) -> Vec<Diagnostic> {
    let links = articles.iter().flat_map(|article| named(article).map(move |link| (article, link)));
    let mut links = links.peekable();
    // Most sites have no such link, and to know everybody takes a while.
    if links.peek().is_none() {
        return Vec::new();
    }
    let known = known_ids(registry, findings);
    links.filter_map(|(article, (link, id))| fault(article, link, id, &known, registry)).collect()
}

/// The `speaker:` links of `article`, each with whom it names.
fn named(article: &Article) -> impl Iterator<Item = (&Override, &String)> {
    article.body.overrides.iter().filter_map(|link| match &link.kind {
        OverrideKind::Verdict(Verdict::Speaker(id)) => Some((link, id)),
        _ => None,
    })
}

/// The identifiers that such a link can name anywhere in the site, save front matter of single articles.
fn known_ids<'a>(registry: &Registry<'a>, findings: &'a [Arc<Findings>]) -> BTreeSet<&'a str> {
    let mut known: BTreeSet<&str> = registry.profiles().iter().map(|profile| profile.id.as_str()).collect();
    for found in findings {
        for (index, speaker) in found.speakers.iter().enumerate() {
            if !only_by_override(found, index) {
                known.insert(speaker.id.as_str());
            }
        }
    }
    known
}

/// What is wrong with `link`, which names `id`.
fn fault(
    article: &Article,
    link: &Override,
    id: &str,
    known: &BTreeSet<&str>,
    registry: &Registry<'_>,
) -> Option<Diagnostic> {
    let own = || article.speakers.iter().map(|facts| slug(&facts.name));
    if own().any(|facts| facts == *id) || known.contains(id) || registry.profile(id).is_some() {
        return None;
    }
    let nearest = nearest(id, known.iter().map(|id| (*id).to_owned()).chain(own()));
    let help = match nearest {
        Some(nearest) => format!("did you mean `speaker:{nearest}`? Otherwise {}", introduce(id)),
        None => introduce(id),
    };
    let error =
        Diagnostic::error("unknown-speaker", format!("the link names `{id}`, whom nothing introduces"));
    Some(error.at(&article.file, link.source.clone(), "nobody has this identifier").help(help))
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
