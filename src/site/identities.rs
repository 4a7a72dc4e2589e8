//! Who is who across articles.
//!
//! Conservative: the same full name is the same person, an author's profile or front matter can say that two
//! spellings are one, and nothing else joins two names. A bare surname joins a full name inside its own
//! article only, which enrichment has done.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use crate::content::{Article, SpeakerProfile};
use crate::diagnostics::Diagnostic;
use crate::enrich::{Findings, Quotation, Speaker, SpeakerKind};
use crate::text::slug;

/// What decides that two mentions are one source. Ordered, so that lists made from it are stable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// A profile of the author's, by its index.
    Profile(usize),
    /// Any other source, by kind and by the slug of its full name.
    Name(KindKey, String),
}

/// [`SpeakerKind`] with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum KindKey {
    Person,
    Organization,
    Group,
}

impl From<SpeakerKind> for KindKey {
    fn from(kind: SpeakerKind) -> Self {
        match kind {
            SpeakerKind::Person => Self::Person,
            SpeakerKind::Organization => Self::Organization,
            SpeakerKind::Group => Self::Group,
        }
    }
}

/// The names that profiles claim.
#[derive(Debug)]
pub(super) struct Registry<'a> {
    profiles: &'a [SpeakerProfile],
    by_name: HashMap<String, usize>,
    by_id: HashMap<&'a str, usize>,
}

impl<'a> Registry<'a> {
    /// Collects the names of `profiles`. A name that two profiles claim is an error.
    pub fn new(profiles: &'a [SpeakerProfile], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut registry = Self { profiles, by_name: HashMap::default(), by_id: HashMap::default() };
        for (index, profile) in profiles.iter().enumerate() {
            registry.by_id.insert(&profile.id, index);
            let mut own = BTreeSet::new();
            for name in std::iter::once(&profile.name).chain(&profile.aliases) {
                if !own.insert(slug(name)) {
                    continue;
                }
                if let Some(&other) = registry.by_name.get(&slug(name)) {
                    diagnostics.push(
                        Diagnostic::error(
                            "shared-name",
                            format!("“{name}” is also a name of {}", profiles[other].name),
                        )
                        .in_file(&profile.file)
                        .help(format!(
                            "a name can belong to one profile only; remove it here or from {}",
                            profiles[other].file.path.display()
                        )),
                    );
                } else {
                    registry.by_name.insert(slug(name), index);
                }
            }
        }
        registry
    }

    /// The profile with this identifier or, failing that, this name.
    pub fn profile(&self, id_or_name: &str) -> Option<usize> {
        self.by_id.get(id_or_name).or_else(|| self.by_name.get(&slug(id_or_name))).copied()
    }

    /// Who `speaker` of `article` is.
    pub fn resolve(&self, article: &Article, speaker: &Speaker) -> Key {
        if let Some(&profile) = self.by_id.get(speaker.id.as_str()) {
            return Key::Profile(profile);
        }
        let spelt = slug(&speaker.name);
        let facts = article
            .speakers
            .iter()
            .find(|facts| std::iter::once(&facts.name).chain(&facts.aliases).any(|name| slug(name) == spelt));
        let name = facts.map_or(spelt, |facts| slug(&facts.name));
        match self.by_name.get(&name) {
            Some(&profile) => Key::Profile(profile),
            None => Key::Name(speaker.kind.into(), name),
        }
    }

    /// The indices of all profiles.
    pub fn indices(&self) -> std::ops::Range<usize> {
        0..self.profiles.len()
    }

    /// The identifiers of all profiles.
    pub fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.profiles.iter().map(|profile| profile.id.as_str())
    }

    /// The profile at `index`.
    pub fn get(&self, index: usize) -> &'a SpeakerProfile {
        &self.profiles[index]
    }
}

/// What articles say of one source.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    names: BTreeMap<String, usize>,
    aliases: BTreeSet<String>,
    kinds: [usize; 3],
}

impl Spellings {
    /// Adds what one article calls the source.
    pub fn add(&mut self, speaker: &Speaker, preferred: Option<&str>) {
        let name = preferred.unwrap_or(&speaker.name);
        *self.names.entry(name.to_owned()).or_default() += 1;
        self.aliases.insert(speaker.name.clone());
        self.aliases.extend(speaker.aliases.iter().cloned());
        self.kinds[KindKey::from(speaker.kind) as usize] += 1;
    }

    /// The name most often used, the fullest of several.
    pub fn name(&self) -> String {
        self.names
            .iter()
            .max_by(|a, b| (a.1, a.0.len(), b.0).cmp(&(b.1, b.0.len(), a.0)))
            .map(|(name, _)| name.clone())
            .unwrap_or_default()
    }

    /// The kind most often seen.
    pub fn kind(&self) -> SpeakerKind {
        let kinds = [SpeakerKind::Person, SpeakerKind::Organization, SpeakerKind::Group];
        let best = (0..3).max_by_key(|&at| (self.kinds[at], std::cmp::Reverse(at))).unwrap_or(0);
        kinds[best]
    }

    /// All spellings but `name`.
    pub fn aliases(&self, name: &str) -> BTreeSet<String> {
        self.aliases.iter().filter(|alias| *alias != name).cloned().collect()
    }
}

/// The name that the front matter of `article` prints for `speaker`, if it names them.
pub(super) fn preferred_name<'a>(article: &'a Article, speaker: &Speaker) -> Option<&'a str> {
    let spelt = slug(&speaker.name);
    article
        .speakers
        .iter()
        .find(|facts| std::iter::once(&facts.name).chain(&facts.aliases).any(|name| slug(name) == spelt))
        .map(|facts| facts.name.as_str())
}

/// Addresses for `names`: the slug, or the slug with a number where two sources share it. `taken` holds the
/// identifiers of profiles, which come first.
pub(super) fn unique_ids<'a>(
    taken: impl IntoIterator<Item = &'a str>,
    names: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.into_iter().map(str::to_owned).collect();
    names
        .into_iter()
        .map(|name| {
            let spelt = slug(name);
            let base = if spelt.is_empty() { "speaker".to_owned() } else { spelt };
            let mut id = base.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                id = format!("{base}-{number}");
                number += 1;
            }
            id
        })
        .collect()
}

/// The speakers of `findings` that stand for a person whom only an override link names.
pub(super) fn only_by_override(findings: &Findings, speaker: usize) -> bool {
    findings.speakers[speaker].mentions.is_empty()
        && findings
            .quotations
            .iter()
            .filter(|quotation| quotation.speaker == Some(speaker))
            .all(Quotation::is_confirmed)
}
