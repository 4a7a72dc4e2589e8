//! The speakers of the site: gathered from all articles, named and sorted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::identities::{Key, Registry, facts_of, only_by_override, unique_ids};
use super::roles;
use super::spellings::Spellings;
use super::{ArticleId, QuotationId, Reading, SiteArticle, SiteQuotation, SiteSpeaker, SpeakerId};
use crate::content::{Article, SpeakerProfile};
use crate::enrich::{Findings, SpeakerKind};
use crate::language::names::Names;
use crate::text::slug;

/// Who is in the speaker index, in its order, and who each source of each article is.
#[derive(Debug)]
pub(super) struct People {
    speakers: Vec<SiteSpeaker>,
    /// The profile of each of `speakers`.
    profiles: Vec<Option<usize>>,
    /// For each article, for each of its sources.
    of_articles: Vec<Vec<Option<SpeakerId>>>,
    by_key: HashMap<Key, SpeakerId>,
    by_id: HashMap<String, SpeakerId>,
    /// Everybody who is named anywhere, public or not.
    known: HashSet<Key>,
}

impl People {
    /// Gathers everybody on whom something public rests, and everybody with a profile. `keys` says who each source
    /// of each article is, and `names` how to sort them.
    pub fn gather(
        articles: &[Arc<Article>],
        findings: &[Arc<Findings>],
        readings: &[Arc<Reading>],
        keys: Vec<Vec<Option<Key>>>,
        registry: &Registry<'_>,
        names: &Names,
    ) -> Self {
        let mut spellings: HashMap<&Key, Spellings<'_>> = HashMap::default();
        let with_profile: Vec<Key> = (0..registry.profiles().len()).map(Key::Profile).collect();
        spellings.extend(with_profile.iter().map(|key| (key, Spellings::default())));
        // A name that only an override link spells is printed when no article spells it better.
        let mut from_links: Vec<(&Key, String)> = Vec::new();
        for (((article, findings), reading), keys) in articles.iter().zip(findings).zip(readings).zip(&keys) {
            let public: BTreeSet<usize> = reading
                .quotations
                .iter()
                .filter_map(|(index, ..)| findings.quotations[*index].speaker)
                .collect();
            for index in public {
                let Some(key) = &keys[index] else { continue };
                let speaker = &findings.speakers[index];
                let facts = facts_of(article, speaker);
                let spelling = spellings.entry(key).or_default();
                if facts.is_none() && only_by_override(findings, index) {
                    from_links.push((key, speaker.name.clone()));
                } else {
                    spelling.add(speaker, facts.map(|facts| facts.name.as_str()));
                }
            }
        }
        // In the order of their keys, which that of their addresses rests on.
        let spellings: BTreeMap<&Key, Spellings<'_>> = spellings.into_iter().collect();
        let unquoted: BTreeSet<&Key> =
            spellings.iter().filter(|(_, known)| known.name().is_empty()).map(|(key, _)| *key).collect();
        let named_elsewhere = names_of(&unquoted, findings, &keys);
        let mut drafts: Vec<(&Key, SiteSpeaker)> = spellings
            .iter()
            .map(|(key, spellings)| {
                let fallback = || {
                    let linked = from_links.iter().find(|(other, _)| other == key);
                    named_elsewhere.get(key).cloned().or_else(|| linked.map(|(_, name)| name.clone()))
                };
                (*key, draft(key, spellings, fallback, registry, names))
            })
            .collect();
        let without_profile = drafts.iter().filter(|(_, speaker)| speaker.id.is_empty());
        let ids = registry.profiles().iter().map(|profile| profile.id.as_str());
        let fresh = unique_ids(ids, without_profile.map(|(_, speaker)| speaker.name.as_str()));
        for ((_, speaker), id) in drafts.iter_mut().filter(|(_, speaker)| speaker.id.is_empty()).zip(fresh) {
            speaker.id = id;
        }
        drafts.sort_by_cached_key(|(_, speaker)| {
            (speaker.letter == '#', speaker.letter, slug(&speaker.sort_name), speaker.id.clone())
        });

        let by_key: HashMap<Key, SpeakerId> =
            drafts.iter().enumerate().map(|(index, (key, _))| ((*key).clone(), SpeakerId(index))).collect();
        let profiles =
            drafts.iter().map(|(key, _)| if let Key::Profile(at) = key { Some(*at) } else { None });
        let profiles = profiles.collect();
        let speakers: Vec<SiteSpeaker> = drafts.into_iter().map(|(_, speaker)| speaker).collect();
        let introduced = articles.iter().flat_map(|article| &article.speakers);
        let introduced = introduced.map(|facts| registry.named(&facts.name));
        let by_id =
            speakers.iter().enumerate().map(|(index, speaker)| (speaker.id.clone(), SpeakerId(index)));
        Self {
            profiles,
            by_id: by_id.collect(),
            of_articles: keys
                .iter()
                .map(|keys| keys.iter().map(|key| by_key.get(key.as_ref()?).copied()).collect())
                .collect(),
            by_key,
            known: introduced.chain(keys.into_iter().flatten().flatten()).collect(),
            speakers,
        }
    }

    /// Who each source of the article at `index` is.
    pub fn of_article(&self, index: usize) -> Vec<Option<SpeakerId>> {
        self.of_articles[index].clone()
    }

    /// The speaker with this identifier or name. `Err` when nobody is called that; `Ok(None)` when somebody is,
    /// who has no page because nothing public rests on them.
    pub fn find(&self, id_or_name: &str, registry: &Registry<'_>) -> Result<Option<SpeakerId>, ()> {
        if let Some(profile) = registry.profile(id_or_name) {
            return Ok(self.by_key.get(&Key::Profile(profile)).copied());
        }
        if let Some(&speaker) = self.by_id.get(id_or_name) {
            return Ok(Some(speaker));
        }
        let key = registry.named(id_or_name);
        match self.by_key.get(&key) {
            Some(&speaker) => Ok(Some(speaker)),
            None if self.known.contains(&key) => Ok(None),
            None => Err(()),
        }
    }

    /// The names of all.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.speakers.iter().map(|speaker| speaker.name.clone())
    }

    /// The finished speakers, with their quotations, articles, roles and profiles.
    pub fn into_speakers(
        self,
        articles: &[SiteArticle],
        quotations: &[SiteQuotation],
        profiles: Vec<SpeakerProfile>,
    ) -> Vec<SiteSpeaker> {
        let mut speakers = self.speakers;
        let mut profiles: Vec<Option<SpeakerProfile>> = profiles.into_iter().map(Some).collect();
        for (index, quotation) in quotations.iter().enumerate() {
            let speaker = &mut speakers[quotation.speaker.0];
            speaker.quotations.push(QuotationId(index));
            if speaker.articles.last() != Some(&quotation.article) {
                speaker.articles.push(quotation.article);
            }
        }
        let mut stated = vec![Vec::new(); speakers.len()];
        let mut sides: Vec<Option<String>> = vec![None; speakers.len()];
        for (index, article) in articles.iter().enumerate() {
            for (local, speaker) in article.speakers.iter().enumerate() {
                let Some(speaker) = speaker else { continue };
                stated[speaker.0].extend(roles::stated(ArticleId(index), article, local));
                let facts = facts_of(&article.article, &article.findings.speakers[local]);
                let side = &mut sides[speaker.0];
                *side = side.take().or_else(|| facts.and_then(|facts| facts.side.clone()));
            }
        }
        for ((speaker, side), profile) in speakers.iter_mut().zip(sides).zip(self.profiles) {
            speaker.profile = profile.and_then(|index| profiles[index].take());
            speaker.side = speaker.side.take().or(side);
        }
        speakers.par_iter_mut().zip(stated).for_each(|(speaker, stated)| {
            let given = speaker.profile.as_ref().and_then(|profile| profile.role.as_deref());
            speaker.roles = roles::over_time(given, stated);
        });
        speakers
    }
}

/// The names by which articles call those of whom they publish no words: for somebody whom an override link names by an
/// identifier that another article explains.
fn names_of(
    unquoted: &BTreeSet<&Key>,
    findings: &[Arc<Findings>],
    keys: &[Vec<Option<Key>>],
) -> BTreeMap<Key, String> {
    let mut names = BTreeMap::new();
    if unquoted.is_empty() {
        return names;
    }
    for (findings, keys) in findings.iter().zip(keys) {
        for (index, key) in keys.iter().enumerate() {
            if let Some(key) = key
                && unquoted.contains(key)
                && !only_by_override(findings, index)
            {
                names.entry(key.clone()).or_insert_with(|| findings.speakers[index].name.clone());
            }
        }
    }
    names
}

fn draft(
    key: &Key,
    spellings: &Spellings<'_>,
    fallback: impl FnOnce() -> Option<String>,
    registry: &Registry<'_>,
    names: &Names,
) -> SiteSpeaker {
    let profile = if let Key::Profile(index) = key { Some(&registry.profiles()[*index]) } else { None };
    let name = match (profile, spellings.name()) {
        (Some(profile), _) => profile.name.clone(),
        (None, _) if registry.decided_name(key).is_some() => {
            registry.decided_name(key).unwrap_or_default().to_owned()
        }
        (None, "") => fallback().unwrap_or_default(),
        (None, name) => name.to_owned(),
    };
    let kind = spellings.kind();
    let sort_name =
        if kind == SpeakerKind::Person { names.sort_person(&name) } else { names.sort_body(&name) };
    SiteSpeaker {
        id: profile.map(|profile| profile.id.clone()).unwrap_or_default(),
        letter: names.letter(&sort_name),
        sort_name,
        kind,
        aliases: spellings.others(&name, profile.map_or(&[], |profile| &profile.aliases)),
        roles: Vec::new(),
        side: profile.and_then(|profile| profile.side.clone()),
        profile: None,
        quotations: Vec::new(),
        articles: Vec::new(),
        events: Vec::new(),
        beside: Vec::new(),
        name,
    }
}
