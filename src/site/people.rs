//! The speakers of the site: gathered from all articles, named, sorted, and given their roles over time.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::identities::{Key, Registry, Spellings, preferred_name, unique_ids};
use super::{
    ArticleId, QuotationId, Reading, SiteArticle, SiteQuotation, SiteSpeaker, SpeakerId, SpeakerRole,
};
use crate::content::{Article, SiteConfig, SpeakerProfile};
use crate::enrich::{Findings, SpeakerKind};
use crate::language::Language;
use crate::text::slug;

/// Who is in the speaker index, in its order, and who each source of each article is.
#[derive(Debug)]
pub(super) struct People {
    speakers: Vec<SiteSpeaker>,
    /// The profile of each of `speakers`.
    profiles: Vec<Option<usize>>,
    /// For each article, for each of its sources.
    of_articles: Vec<Vec<Option<SpeakerId>>>,
    by_name: HashMap<String, SpeakerId>,
}

impl People {
    /// Gathers everybody on whom something public rests, and everybody with a profile.
    pub fn gather(
        articles: &[Article],
        findings: &[Findings],
        readings: &[Reading],
        registry: &Registry<'_>,
        config: &SiteConfig,
    ) -> Self {
        let mut spellings: BTreeMap<Key, Spellings> =
            registry.indices().map(|profile| (Key::Profile(profile), Spellings::default())).collect();
        let mut keys: Vec<Vec<Option<Key>>> = Vec::with_capacity(articles.len());
        for ((article, findings), reading) in articles.iter().zip(findings).zip(readings) {
            let public: BTreeSet<usize> = reading
                .quotations
                .iter()
                .filter_map(|(index, ..)| findings.quotations[*index].speaker)
                .collect();
            let of_article = findings.speakers.iter().enumerate().map(|(index, speaker)| {
                let key = registry.resolve(article, speaker);
                if public.contains(&index) {
                    spellings.entry(key.clone()).or_default().add(speaker, preferred_name(article, speaker));
                }
                Some(key)
            });
            keys.push(of_article.collect());
        }

        let names =
            &config.language.as_deref().and_then(Language::find).unwrap_or_else(Language::english).names;
        let mut drafts: Vec<(Key, SiteSpeaker)> = spellings
            .iter()
            .map(|(key, spellings)| (key.clone(), draft(key, spellings, registry, names)))
            .collect();
        let without_profile = drafts.iter().filter(|(_, speaker)| speaker.id.is_empty());
        let fresh = unique_ids(registry.ids(), without_profile.map(|(_, speaker)| speaker.name.as_str()));
        for ((_, speaker), id) in drafts.iter_mut().filter(|(_, speaker)| speaker.id.is_empty()).zip(fresh) {
            speaker.id = id;
        }
        drafts.sort_by_cached_key(|(_, speaker)| {
            (speaker.letter == '#', speaker.letter, slug(&speaker.sort_name), speaker.id.clone())
        });

        let order: HashMap<&Key, SpeakerId> =
            drafts.iter().enumerate().map(|(index, (key, _))| (key, SpeakerId(index))).collect();
        let of_articles = keys
            .iter()
            .map(|keys| keys.iter().map(|key| key.as_ref().and_then(|key| order.get(key).copied())).collect())
            .collect();
        let mut by_name = HashMap::default();
        for (index, (_, speaker)) in drafts.iter().enumerate() {
            by_name.insert(speaker.id.clone(), SpeakerId(index));
            by_name.entry(slug(&speaker.name)).or_insert(SpeakerId(index));
        }
        let profiles = drafts
            .iter()
            .map(|(key, _)| if let Key::Profile(index) = key { Some(*index) } else { None })
            .collect();
        Self {
            profiles,
            of_articles,
            by_name,
            speakers: drafts.into_iter().map(|(_, speaker)| speaker).collect(),
        }
    }

    /// Who each source of the article at `index` is.
    pub fn of_article(&self, index: usize) -> Vec<Option<SpeakerId>> {
        self.of_articles[index].clone()
    }

    /// The speaker with this identifier, name, or alias in a profile.
    pub fn find(&self, id_or_name: &str, registry: &Registry<'_>) -> Option<SpeakerId> {
        if let Some(profile) = registry.profile(id_or_name) {
            return self.profiles.iter().position(|other| *other == Some(profile)).map(SpeakerId);
        }
        self.by_name.get(id_or_name).or_else(|| self.by_name.get(&slug(id_or_name))).copied()
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
        let mut roles: Vec<Vec<Stated>> = vec![Vec::new(); speakers.len()];
        for (index, site_article) in articles.iter().enumerate() {
            for (local, speaker) in site_article.speakers.iter().enumerate() {
                if let Some(speaker) = speaker {
                    let stated = stated_in(site_article, local);
                    roles[speaker.0].extend(stated.map(|text| Stated { text, article: ArticleId(index) }));
                }
            }
        }
        for ((speaker, stated), profile) in speakers.iter_mut().zip(roles).zip(self.profiles) {
            speaker.profile = profile.and_then(|index| profiles[index].take());
            speaker.roles = over_time(speaker.profile.as_ref(), stated, articles);
        }
        speakers
    }
}

fn draft(
    key: &Key,
    spellings: &Spellings,
    registry: &Registry<'_>,
    names: &crate::language::names::Names,
) -> SiteSpeaker {
    let profile = if let Key::Profile(index) = key { Some(registry.get(*index)) } else { None };
    let name = profile.map_or_else(|| spellings.name(), |profile| profile.name.clone());
    let kind = spellings.kind();
    let sort_name =
        if kind == SpeakerKind::Person { names.sort_person(&name) } else { names.sort_body(&name) };
    let mut aliases = spellings.aliases(&name);
    aliases.extend(profile.iter().flat_map(|profile| profile.aliases.iter().cloned()));
    SiteSpeaker {
        id: profile.map(|profile| profile.id.clone()).unwrap_or_default(),
        letter: names.letter(&sort_name),
        sort_name,
        kind,
        aliases: aliases.into_iter().collect(),
        roles: Vec::new(),
        side: profile.and_then(|profile| profile.side.clone()),
        profile: None,
        quotations: Vec::new(),
        articles: Vec::new(),
        events: Vec::new(),
        name,
    }
}

/// A role as one article states it.
#[derive(Clone, Debug)]
struct Stated {
    text: String,
    article: ArticleId,
}

/// The roles that an article gives its source number `local`: those of its front matter, else those of its text.
fn stated_in(article: &SiteArticle, local: usize) -> impl Iterator<Item = String> {
    let speaker = &article.findings.speakers[local];
    let spelt = slug(&speaker.name);
    let facts = article
        .article
        .speakers
        .iter()
        .find(|facts| std::iter::once(&facts.name).chain(&facts.aliases).any(|name| slug(name) == spelt));
    let given = facts.and_then(|facts| facts.role.clone());
    let found = if given.is_some() { &[][..] } else { speaker.roles.as_slice() };
    given.into_iter().chain(found.iter().map(|role| role.text.clone()))
}

/// Each role once, newest first; the profile's before all.
fn over_time(
    profile: Option<&SpeakerProfile>,
    stated: Vec<Stated>,
    articles: &[SiteArticle],
) -> Vec<SpeakerRole> {
    let mut roles: Vec<SpeakerRole> = Vec::new();
    let same = |a: &str, b: &str| super::anchors::words([a]) == super::anchors::words([b]);
    if let Some(text) = profile.and_then(|profile| profile.role.clone()) {
        roles.push(SpeakerRole { text, article: None, first: None, last: None });
    }
    // Articles come newest first, so the first to state a role is the last in time.
    for Stated { text, article } in stated {
        let date = articles[article.0].article.date;
        match roles.iter_mut().find(|role| same(&role.text, &text)) {
            Some(role) => {
                role.article = role.article.or(Some(article));
                role.last = role.last.max(date);
                role.first = [role.first, date].into_iter().flatten().min();
            }
            None => roles.push(SpeakerRole { text, article: Some(article), first: date, last: date }),
        }
    }
    roles
}
