//! The names that authors have claimed, and who a source of an article is by its name alone.
//!
//! Conservative: the same full name is the same source; an author's profile or front matter can say that two
//! spellings are one; nothing else joins two full names. Names that an article gives only in part are the
//! business of [`single_names`](super::single_names).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;

use super::decided::DecidedNames;
use crate::content::{Article, SpeakerFacts, SpeakerProfile};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::enrich::{Findings, Quotation, Speaker};
use crate::text::slug;

/// What decides that two mentions are one source. Ordered, so that lists made from it are stable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// A profile of the author's, by its index.
    Profile(usize),
    /// Any other source: the slug of its full name, and a number that tells apart those whom articles call by
    /// the same single name; 0 for all others.
    Name(String, usize),
}

/// The names that profiles and front matter claim.
#[derive(Debug)]
pub(super) struct Registry<'a> {
    profiles: &'a [SpeakerProfile],
    by_name: HashMap<String, usize>,
    by_id: HashMap<&'a str, usize>,
    /// What the editor has said.
    decided: &'a DecidedNames,
    /// Full names that the front matter of an article gives as other spellings of a name.
    spellings: HashMap<String, String>,
}

impl<'a> Registry<'a> {
    /// Collects the names of `profiles` and of the front matter of `articles`. A name that two claim is an error.
    pub fn new(
        profiles: &'a [SpeakerProfile],
        articles: &[Arc<Article>],
        decided: &'a DecidedNames,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut registry = Self {
            profiles,
            decided,
            by_name: HashMap::default(),
            by_id: HashMap::default(),
            spellings: HashMap::default(),
        };
        for (index, profile) in profiles.iter().enumerate() {
            registry.by_id.insert(&profile.id, index);
            registry.claim(index, diagnostics);
        }
        for article in articles {
            diagnostics.extend(registry.check_facts(article));
        }
        registry.spellings = registry.shared_spellings(articles);
        registry
    }

    /// Takes the names of the profile at `index`; one that another has taken is an error.
    fn claim(&mut self, index: usize, diagnostics: &mut Vec<Diagnostic>) {
        let profile = &self.profiles[index];
        for name in std::iter::once(&profile.name).chain(&profile.aliases) {
            let spelt = slug(name);
            let other = match self.by_name.get(&spelt) {
                None => {
                    self.by_name.insert(spelt, index);
                    continue;
                }
                Some(&other) if other == index => continue,
                Some(&other) => &self.profiles[other],
            };
            diagnostics.push(
                shared_name(&profile.file, place_of(&profile.file, name), name, &other.name).help(format!(
                    "a name can belong to one profile only; remove it here or from {}",
                    other.file.path.display()
                )),
            );
        }
    }

    /// Errors for names in the front matter of `article` that stand for two people.
    fn check_facts(&self, article: &Article) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut claimed: BTreeMap<String, usize> = BTreeMap::new();
        for (index, facts) in article.speakers.iter().enumerate() {
            let own = self.of_facts(facts);
            for name in names_of(facts) {
                let spelt = slug(name);
                let other = match claimed.insert(spelt.clone(), index) {
                    Some(other) if other != index => Some(article.speakers[other].name.as_str()),
                    _ => match (own, self.by_name.get(&spelt)) {
                        (Some(own), Some(&profile)) if own != profile => {
                            Some(self.profiles[profile].name.as_str())
                        }
                        _ => None,
                    },
                };
                if let Some(other) = other {
                    diagnostics.push(
                        shared_name(&article.file, facts.span.clone(), name, other)
                            .help("give each name and each alias to one person"),
                    );
                }
            }
        }
        diagnostics
    }

    /// The profile of the person whom `facts` describe: that of the name, else that of an alias.
    fn of_facts(&self, facts: &SpeakerFacts) -> Option<usize> {
        names_of(facts).find_map(|name| self.by_name.get(&slug(name)).copied())
    }

    /// Full names that front matter gives as aliases. What one article calls a spelling of a name holds in the
    /// others too, unless two articles disagree. A part of a name ("Roe") says nothing outside its article.
    fn shared_spellings(&self, articles: &[Arc<Article>]) -> HashMap<String, String> {
        let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let facts = || articles.iter().flat_map(|article| &article.speakers);
        let names: BTreeSet<String> = facts().map(|facts| slug(&facts.name)).collect();
        for facts in facts() {
            for alias in facts.aliases.iter().filter(|alias| alias.split_whitespace().nth(1).is_some()) {
                given.entry(slug(alias)).or_default().insert(slug(&facts.name));
            }
        }
        given
            .into_iter()
            .filter(|(alias, _)| !names.contains(alias) && !self.by_name.contains_key(alias))
            .filter_map(|(alias, names)| {
                let mut names = names.into_iter();
                let name = names.next()?;
                (names.next().is_none() && name != alias).then_some((alias, name))
            })
            .collect()
    }

    /// The profile with this identifier or, failing that, this name.
    pub fn profile(&self, id_or_name: &str) -> Option<usize> {
        self.by_id.get(id_or_name).or_else(|| self.by_name.get(&slug(id_or_name))).copied()
    }

    /// Who is called `name` in full.
    pub fn named(&self, name: &str) -> Key {
        let spelt = slug(name);
        let spelt = self.decided.everywhere(&spelt).unwrap_or(spelt);
        self.spelt(spelt)
    }

    /// Whose full name has the slug `spelt`.
    fn spelt(&self, spelt: String) -> Key {
        let spelt = self.spellings.get(&spelt).cloned().unwrap_or(spelt);
        self.by_name.get(&spelt).map_or_else(|| Key::Name(spelt, 0), |&profile| Key::Profile(profile))
    }

    /// Who `speaker` of `article` is, if the author has said so: by a profile, front matter or an override.
    pub fn introduced(&self, article: &Article, speaker: &Speaker) -> Option<Key> {
        let spelt = slug(&speaker.name);
        let decided = self.decided.in_article(&article.slug, &spelt);
        if let Some(decided) = decided.or_else(|| self.decided.everywhere(&spelt)) {
            return Some(self.spelt(decided));
        }
        if let Some(&profile) = self.by_name.get(&spelt) {
            return Some(Key::Profile(profile));
        }
        if let Some(&profile) = self.by_id.get(speaker.id.as_str())
            // An article's "Roe" is not the person whose profile happens to be `roe.md`.
            && (speaker.id != spelt || speaker.mentions.is_empty())
        {
            return Some(Key::Profile(profile));
        }
        let facts = facts_of(article, speaker)?;
        Some(self.of_facts(facts).map_or_else(|| self.named(&facts.name), Key::Profile))
    }

    /// Whether the editor has said who `speaker` of `article` is.
    pub fn is_decided(&self, article: &Article, speaker: &Speaker) -> bool {
        if self.decided.is_empty() {
            return false;
        }
        let spelt = slug(&speaker.name);
        self.decided.in_article(&article.slug, &spelt).or_else(|| self.decided.everywhere(&spelt)).is_some()
    }

    /// The name of `key` as the editor has decided it.
    pub fn decided_name(&self, key: &Key) -> Option<&str> {
        match key {
            Key::Name(spelt, 0) => self.decided.printed(spelt),
            _ => None,
        }
    }

    /// All profiles.
    pub fn profiles(&self) -> &'a [SpeakerProfile] {
        self.profiles
    }
}

fn shared_name(file: &Arc<SourceFile>, span: Range<usize>, name: &str, other: &str) -> Diagnostic {
    Diagnostic::error("shared-name", format!("“{name}” is also a name of {other}")).at(
        file,
        span,
        "stands for two people",
    )
}

/// Where the front matter of `file` writes `words`, not as a part of others ("Rob" in "Robert"); the start of the
/// file where it spells them otherwise.
fn place_of(file: &SourceFile, words: &str) -> Range<usize> {
    let text = file.text.as_str();
    let whole = |start: usize| {
        let before = text[..start].chars().next_back();
        let after = text[start + words.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    let mut found = text.match_indices(words).map(|(start, _)| start);
    found.find(|start| whole(*start)).map_or(0..0, |start| start..start + words.len())
}

/// Name and aliases.
pub(super) fn names_of(facts: &SpeakerFacts) -> impl Iterator<Item = &String> {
    std::iter::once(&facts.name).chain(&facts.aliases)
}

/// What the front matter of `article` says of `speaker`, if it names them.
pub(super) fn facts_of<'a>(article: &'a Article, speaker: &Speaker) -> Option<&'a SpeakerFacts> {
    if article.speakers.is_empty() {
        return None;
    }
    let spelt = slug(&speaker.name);
    article.speakers.iter().find(|facts| names_of(facts).any(|name| slug(name) == spelt))
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

/// Whether the speaker at `index` stands for somebody whom only an override link of this article names.
pub(super) fn only_by_override(findings: &Findings, index: usize) -> bool {
    findings.speakers[index].mentions.is_empty()
        && findings
            .quotations
            .iter()
            .filter(|quotation| quotation.speaker == Some(index))
            .all(Quotation::is_confirmed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{article, person, profile};

    fn facts(name: &str, aliases: &[&str]) -> SpeakerFacts {
        SpeakerFacts {
            name: name.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            ..SpeakerFacts::default()
        }
    }

    #[test]
    fn a_profile_merges_spellings() {
        let profiles = [profile("olha-roe", "Olha Roe", &["Olga Roe", "Olga Row"])];
        let decided = DecidedNames::default();
        let mut diagnostics = vec![];
        let registry = Registry::new(&profiles, &[], &decided, &mut diagnostics);
        for name in ["Olha Roe", "Olga Roe", "Olga Row", "OLGA ROE"] {
            assert_eq!(registry.introduced(&article("a", ""), &person(name, &[])), Some(Key::Profile(0)));
        }
        assert_eq!(registry.introduced(&article("a", ""), &person("Ola Roe", &[])), None);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn a_name_of_two_profiles_is_an_error_where_it_stands() {
        let profiles =
            [profile("a-roe", "Anna Roe", &["A. Roe"]), profile("ada-roe", "Ada Roe", &["A. Roe"])];
        let decided = DecidedNames::default();
        let mut diagnostics = vec![];
        Registry::new(&profiles, &[], &decided, &mut diagnostics);
        assert_eq!(diagnostics.len(), 1);
        let place = diagnostics[0].place.as_ref().unwrap();
        assert_eq!(&place.file.text[place.span.clone().unwrap()], "A. Roe");
        assert_eq!(place.file.path.to_str(), Some("content/speakers/ada-roe.md"));
    }

    #[test]
    fn front_matter_merges_full_names_everywhere_and_parts_of_names_at_home() {
        let mut home = article("home", "");
        home.speakers.push(facts("Olha Roe", &["Olga Roe", "Roe"]));
        let elsewhere = article("elsewhere", "");
        let decided = DecidedNames::default();
        let mut diagnostics = vec![];
        let articles = [home, elsewhere].map(Arc::new);
        let registry = Registry::new(&[], &articles, &decided, &mut diagnostics);
        let roe = Key::Name("olha-roe".to_owned(), 0);
        assert_eq!(registry.introduced(&articles[0], &person("Roe", &[])), Some(roe.clone()));
        assert_eq!(registry.introduced(&articles[1], &person("Roe", &[])), None);
        assert_eq!(registry.named("Olga Roe"), roe);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn articles_that_disagree_on_a_spelling_merge_nothing() {
        let [mut one, mut other] = [article("a", ""), article("b", "")];
        one.speakers.push(facts("Olha Roe", &["O. Roe"]));
        other.speakers.push(facts("Oscar Roe", &["O. Roe"]));
        let articles = [one, other].map(Arc::new);
        let decided = DecidedNames::default();
        let registry = Registry::new(&[], &articles, &decided, &mut vec![]);
        assert_eq!(registry.named("O. Roe"), Key::Name("o-roe".to_owned(), 0));
    }

    #[test]
    fn front_matter_that_gives_a_name_to_two_people_is_an_error() {
        let profiles = [profile("olha-roe", "Olha Roe", &[]), profile("jan-roe", "Jan Roe", &[])];
        let mut twice = article("a", "");
        twice.speakers = vec![facts("Anna Poe", &["Poe"]), facts("Tom Poe", &["Poe"])];
        let mut crossed = article("b", "");
        crossed.speakers = vec![facts("Olha Roe", &["Jan Roe"])];
        let decided = DecidedNames::default();
        let mut diagnostics = vec![];
        Registry::new(&profiles, &[twice, crossed].map(Arc::new), &decided, &mut diagnostics);
        let messages: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(messages, ["“Poe” is also a name of Anna Poe", "“Jan Roe” is also a name of Jan Roe"]);
    }

    #[test]
    fn identifiers_are_unique() {
        let ids = unique_ids(["jan-roe"], ["Jan Roe", "Tatyana", "Tatyana", "—"]);
        assert_eq!(ids, ["jan-roe-2", "tatyana", "tatyana-2", "speaker"]);
    }
}
