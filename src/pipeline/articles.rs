//! Every article enriched with what the site knows: its profiles, the decisions of its editor.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Memory, Progress};
use crate::content::{Article, Content, SiteConfig, SpeakerProfile};
use crate::enrich::vocabulary::{Pool, Vocabularies};
use crate::enrich::{self, Context, Findings, KnownSpeaker, Override};
use crate::language::Language;
use crate::review;
use crate::text::slug;

/// The language of articles when neither they nor `site.yaml` name one.
const DEFAULT_LANGUAGE: &str = "en";

/// An article, what the editor had decided about it, and what was found in it.
#[derive(Debug)]
pub(super) struct Known {
    article: Arc<Article>,
    decided: Vec<Override>,
    findings: Arc<Findings>,
}

/// The findings of every article, in order.
pub(super) fn enrich_all(
    content: &Content,
    decided: &[Vec<Override>],
    progress: &dyn Progress,
    memory: Option<&mut Memory>,
) -> Vec<Arc<Findings>> {
    let profiles = known_profiles(content);
    let language = &content.config.language;
    let same = memory.as_deref().filter(|memory| memory.profiles == profiles && memory.language == *language);
    let known: HashMap<&Path, &Known> = same
        .into_iter()
        .flat_map(|memory| &memory.findings)
        .map(|known| (known.article.file.path.as_path(), known))
        .collect();
    let vocabularies = Pool::default();
    let findings: Vec<Arc<Findings>> = content
        .articles
        .par_iter()
        .zip(decided)
        // Each is long enough to be taken alone, so that no thread is left with many when the others have none.
        .with_max_len(1)
        .map(|(article, decided)| {
            let known = known.get(article.file.path.as_path());
            let known =
                known.filter(|known| Arc::ptr_eq(&known.article, article) && known.decided == *decided);
            let findings = known.map_or_else(
                || {
                    Arc::new(vocabularies.with(|vocabularies| {
                        enrich_article(article, &content.config, &profiles, decided, vocabularies)
                    }))
                },
                |known| Arc::clone(&known.findings),
            );
            progress.step();
            findings
        })
        .collect();
    if let Some(memory) = memory {
        let kept = content.articles.iter().zip(decided).zip(&findings);
        memory.findings = kept
            .map(|((article, decided), findings)| Known {
                article: Arc::clone(article),
                decided: decided.clone(),
                findings: Arc::clone(findings),
            })
            .collect();
        (memory.profiles, memory.language) = (profiles, language.clone());
    }
    findings
}

/// The findings of `article`, given the profiles of the site and what the editor has decided about the article.
/// `vocabularies` are those of the articles before.
pub fn enrich_article(
    article: &Article,
    config: &SiteConfig,
    profiles: &[KnownSpeaker],
    decided: &[Override],
    vocabularies: &mut Vocabularies,
) -> Findings {
    let tag = article.language.as_deref().or(config.language.as_deref()).unwrap_or(DEFAULT_LANGUAGE);
    let context = Context {
        region: region(tag),
        published: article.date,
        known_speakers: known_speakers(article, profiles),
        overrides: article
            .body
            .overrides
            .iter()
            .filter_map(review::bind::written)
            .chain(decided.iter().cloned())
            .collect(),
        skip_quotations: !article.enrich_quotes,
        skip_dates: !article.enrich_dates,
    };
    // Without rules for its language nothing can be said of an article: those of another would guess.
    Language::find(tag).map_or_else(Findings::default, |language| {
        enrich::enrich_next(&article.body.prose, vocabularies.of(language), &context)
    })
}

/// The region of a language tag: "GB" of "en-GB".
fn region(tag: &str) -> Option<String> {
    tag.split(['-', '_']).skip(1).find(|part| part.len() == 2).map(str::to_uppercase)
}

/// What the profiles in `speakers/` tell enrichment.
pub fn known_profiles(content: &Content) -> Vec<KnownSpeaker> {
    content.speakers.iter().map(known_profile).collect()
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
        let called = |name: &str| {
            let name = slug(name);
            profiles.iter().find(|profile| {
                std::iter::once(&profile.name).chain(&profile.aliases).any(|other| slug(other) == name)
            })
        };
        let profile = called(&facts.name)
            .or_else(|| facts.aliases.iter().find_map(|alias| called(alias)))
            .or_else(|| profiles.iter().find(|profile| profile.id == spelt));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_language_without_rules_is_left_alone() {
        let mut article =
            crate::site::testing::article("x", "“Das sehen wir dann am Ende,” said Olga Example.");
        let config = SiteConfig::default();
        article.language = Some("de".to_owned());
        let findings = enrich_article(&article, &config, &[], &[], &mut Vocabularies::default());
        assert_eq!(findings, Findings::default());
    }

    #[test]
    fn front_matter_and_profile_of_one_person_become_one() {
        let profile = KnownSpeaker {
            id: "olga-example".to_owned(),
            name: "Olga Example".to_owned(),
            aliases: vec!["Olha Example".to_owned()],
            role: Some("economist".to_owned()),
            kind: None,
        };
        let mut article = crate::site::testing::article("x", "");
        article.speakers.push(crate::content::SpeakerFacts {
            name: "Olha Example".to_owned(),
            role: Some("minister".to_owned()),
            ..Default::default()
        });
        let known = known_speakers(&article, std::slice::from_ref(&profile));
        assert_eq!(known.len(), 1);
        assert_eq!((known[0].id.as_str(), known[0].role.as_deref()), ("olga-example", Some("minister")));
    }
}
