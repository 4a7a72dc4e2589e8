//! The steps in a row: a folder in, a joined site out, or its files. Commands stop where they need to.

use std::path::Path;

use rayon::prelude::*;

use crate::content::{self, Article, Content, LoadOptions, OverrideKind, SiteConfig, SpeakerProfile};
use crate::diagnostics::Diagnostic;
use crate::enrich::{self, Context, Decision, Findings, KnownSpeaker, Override};
use crate::site::{self, Site};
use crate::text::slug;

/// Told how far the work is. All methods do nothing by default, so `()` is nobody listening.
pub trait Progress: Sync {
    /// A stage with so many items begins.
    fn begin(&self, stage: Stage, items: usize) {
        let _ = (stage, items);
    }

    /// One item of the stage is done.
    fn step(&self) {}
}

impl Progress for () {}

/// The stages that take long enough to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and parsing the content.
    Loading,
    /// Finding quotations, dates and events, article by article.
    Enriching,
}

/// Loads the site at `root`, enriches every article and joins them. All faults of the content are in the
/// list, sorted by file and place; an `Err` means that there is no site at `root`.
pub fn load_and_join(
    root: &Path,
    options: &LoadOptions,
    progress: &dyn Progress,
) -> anyhow::Result<(Site, Vec<Diagnostic>)> {
    progress.begin(Stage::Loading, 0);
    let (content, mut diagnostics) = content::load(root, options)?;
    progress.begin(Stage::Enriching, content.articles.len());
    let findings = enrich_all(&content, progress);
    let (site, faults) = site::join(content, findings);
    diagnostics.extend(faults);
    sort(&mut diagnostics);
    Ok((site, diagnostics))
}

/// The findings of every article, in order.
fn enrich_all(content: &Content, progress: &dyn Progress) -> Vec<Findings> {
    let profiles: Vec<KnownSpeaker> = content.speakers.iter().map(known_profile).collect();
    content
        .articles
        .par_iter()
        .map(|article| {
            let findings = enrich_article(article, &content.config, &profiles);
            progress.step();
            findings
        })
        .collect()
}

/// The findings of `article`, given the profiles of the site.
pub fn enrich_article(article: &Article, config: &SiteConfig, profiles: &[KnownSpeaker]) -> Findings {
    let context = Context {
        published: article.date,
        known_speakers: known_speakers(article, profiles),
        overrides: article.body.overrides.iter().filter_map(decision).collect(),
        skip_quotations: !article.enrich_quotes,
        skip_dates: !article.enrich_dates,
    };
    enrich::enrich(&article.body.prose, site::language_of(article, config), &context)
}

fn known_profile(profile: &SpeakerProfile) -> KnownSpeaker {
    KnownSpeaker {
        id: profile.id.clone(),
        name: profile.name.clone(),
        aliases: profile.aliases.clone(),
        role: profile.role.clone(),
        kind: None,
    }
}

/// The people of the front matter, who come first and win, then those with a profile.
fn known_speakers(article: &Article, profiles: &[KnownSpeaker]) -> Vec<KnownSpeaker> {
    let mut known: Vec<KnownSpeaker> = Vec::with_capacity(article.speakers.len() + profiles.len());
    for facts in &article.speakers {
        let spelt = slug(&facts.name);
        let profile = profiles.iter().find(|profile| {
            profile.id == spelt
                || std::iter::once(&profile.name).chain(&profile.aliases).any(|name| slug(name) == spelt)
        });
        let mut aliases = facts.aliases.clone();
        aliases.extend(profile.iter().flat_map(|profile| profile.aliases.iter().cloned()));
        known.push(KnownSpeaker {
            id: profile.map_or(spelt, |profile| profile.id.clone()),
            name: profile.map_or_else(|| facts.name.clone(), |profile| profile.name.clone()),
            aliases,
            role: facts.role.clone().or_else(|| profile.and_then(|profile| profile.role.clone())),
            kind: None,
        });
    }
    for profile in profiles {
        if !known.iter().any(|other| other.id == profile.id) {
            known.push(profile.clone());
        }
    }
    known
}

fn decision(link: &content::Override) -> Option<Override> {
    let decision = match &link.kind {
        OverrideKind::Speaker(id) => Decision::Speaker(id.clone()),
        OverrideKind::NotSpeech => Decision::NotSpeech,
        OverrideKind::Date(date) => Decision::Date(date.clone()),
        OverrideKind::NotDate => Decision::NotDate,
        OverrideKind::Event(date) => Decision::Event(date.clone()),
        OverrideKind::Term(_) => return None,
    };
    Some(Override { span: link.span, decision })
}

/// Puts diagnostics in the order in which a person would work through them: file by file, top to bottom.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| {
            diagnostic
                .place
                .as_ref()
                .map(|place| (place.file.path.clone(), place.span.as_ref().map_or(0, |span| span.start)))
        };
        key(a).cmp(&key(b)).then_with(|| b.severity.cmp(&a.severity)).then_with(|| a.message.cmp(&b.message))
    });
}
