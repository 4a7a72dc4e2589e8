//! Sources whom an article calls by a single name: "Roe", "Tatyana".
//!
//! Articles give a full name once, and enrichment joins "Roe" with it there. What is left are people whom an
//! article expects its readers to know, and people who gave their first name only. Where other articles or profiles
//! have somebody of that family name, nobody is named and the editor is asked: a single name never joins a full one by
//! itself. People who share nothing but a first name stay apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::identities::{Key, Registry, only_by_override};
use super::{ArticleId, Namesake, Subject, language_of, same_names};
use crate::content::{Article, SiteConfig};
use crate::enrich::{Findings, Speaker, SpeakerKind};
use crate::language::names::Names;
use crate::text::slug;

/// Who each source of each article is.
#[derive(Debug)]
pub(super) struct Resolved {
    /// For each article, for each of its sources; `None` where the articles do not settle it.
    pub keys: Vec<Vec<Option<Key>>>,
    /// For each article, what to ask its editor, by index of the source.
    pub questions: Vec<BTreeMap<usize, Subject>>,
}

/// What speaks for a person besides the name.
#[derive(Debug, Default)]
struct Traits {
    name: String,
    has_profile: bool,
    topics: BTreeSet<String>,
    roles: BTreeSet<String>,
    /// The articles that name the person.
    articles: BTreeSet<usize>,
}

impl Traits {
    fn of(topics: &[String], speaker: &Speaker) -> Self {
        let mut traits = Self { name: speaker.name.clone(), ..Self::default() };
        traits.add(topics, speaker);
        traits
    }

    /// Adds what an article about `topics` says.
    fn add(&mut self, topics: &[String], speaker: &Speaker) {
        for topic in topics {
            if !self.topics.contains(topic) {
                self.topics.insert(topic.clone());
            }
        }
        self.roles.extend(speaker.roles.iter().map(|role| slug(&role.text)));
    }

    fn agrees(&self, other: &Self) -> bool {
        !self.topics.is_disjoint(&other.topics) || !self.roles.is_disjoint(&other.roles)
    }
}

/// Who each source of `articles` (newest first) is.
pub(super) fn resolve(
    articles: &[Arc<Article>],
    findings: &[Arc<Findings>],
    registry: &Registry<'_>,
    config: &SiteConfig,
) -> Resolved {
    let mut keys: Vec<Vec<Option<Key>>> = articles
        .par_iter()
        .zip(findings)
        .map(|(article, findings)| {
            let names = &language_of(article, config).names;
            let by_name = |(index, speaker): (usize, &Speaker)| {
                registry.introduced(article, speaker).or_else(|| {
                    if only_by_override(findings, index) {
                        return Some(registry.named(&speaker.id));
                    }
                    let single = speaker.kind == SpeakerKind::Person && names.is_single(&speaker.name);
                    (!single).then(|| registry.named(&speaker.name))
                })
            };
            findings.speakers.iter().enumerate().map(by_name).collect()
        })
        .collect();
    let mut resolved = Resolved { keys: Vec::new(), questions: vec![BTreeMap::new(); articles.len()] };
    let topics: Vec<Vec<String>> =
        articles.par_iter().map(|article| article.topics.iter().map(|topic| slug(topic)).collect()).collect();
    if keys.iter().flatten().any(Option::is_none) {
        let families = families(articles, findings, &topics, &keys, registry, config);
        let mut met: BTreeMap<String, Vec<Traits>> = BTreeMap::new();
        // From the oldest on, so that a new article never takes the number of an old one.
        for index in (0..articles.len()).rev() {
            let article = &articles[index];
            for (number, speaker) in findings[index].speakers.iter().enumerate() {
                if keys[index][number].is_some() {
                    continue;
                }
                let candidates = candidates(&families, &language_of(article, config).names, &speaker.name);
                let traits = Traits::of(&topics[index], speaker);
                match candidates.as_slice() {
                    [] => keys[index][number] = Some(by_single_name(&mut met, traits)),
                    people => {
                        let subject = question(number, &traits, people, articles, &topics, findings);
                        resolved.questions[index].insert(number, subject);
                    }
                }
            }
        }
        settle_override_numbers(&mut keys, findings);
    }
    same_names::tell_apart(articles, &topics, findings, &mut keys, registry, &mut resolved.questions);
    resolved.keys = keys;
    resolved
}

/// People with full names, by the slugs of their family names.
type Families = BTreeMap<String, BTreeMap<Key, Traits>>;

/// The people with full names whose family names are asked about: those of sources without a key.
fn families<'a>(
    articles: &[Arc<Article>],
    findings: &'a [Arc<Findings>],
    topics: &[Vec<String>],
    keys: &[Vec<Option<Key>>],
    registry: &Registry<'a>,
    config: &SiteConfig,
) -> Families {
    let mut asked: BTreeSet<String> = BTreeSet::new();
    for ((article, findings), keys) in articles.iter().zip(findings).zip(keys) {
        let unknown = findings.speakers.iter().zip(keys).filter(|(_, key)| key.is_none());
        let names = &language_of(article, config).names;
        asked.extend(unknown.flat_map(|(speaker, _)| asked_for(names, &speaker.name)));
    }
    let asked_of = |names: &Names, name: &str| -> Vec<String> {
        if names.is_single(name) {
            return Vec::new();
        }
        let (with_particles, last) = names.family_names(name);
        let families = BTreeSet::from([slug(&with_particles), slug(&last)]);
        families.into_iter().filter(|family| asked.contains(family)).collect()
    };
    let mut families = Families::new();
    // In a large site hundreds of articles quote the same people. What a name consists of depends on the language.
    let mut known: HashMap<(&str, *const Names), Vec<String>> = HashMap::default();
    let mut add = |names: &Names, key: &Key, name: &'a str, more: &dyn Fn(&mut Traits)| {
        let own = known.entry((name, std::ptr::from_ref(names))).or_insert_with(|| asked_of(names, name));
        for family in own {
            let person = families.entry(family.clone()).or_default().entry(key.clone()).or_default();
            if person.name.is_empty() {
                person.name = name.to_owned();
            }
            more(person);
        }
    };
    let names = &super::site_language(config).names;
    for (index, profile) in registry.profiles().iter().enumerate() {
        for name in std::iter::once(&profile.name).chain(&profile.aliases) {
            add(names, &Key::Profile(index), name, &|person| person.has_profile = true);
        }
    }
    for (index, ((article, findings), keys)) in articles.iter().zip(findings).zip(keys).enumerate() {
        let names = &language_of(article, config).names;
        for (speaker, key) in findings.speakers.iter().zip(keys) {
            if let Some(key) = key
                && speaker.kind == SpeakerKind::Person
            {
                add(names, key, &speaker.name, &|person| {
                    person.add(&topics[index], speaker);
                    person.articles.insert(index);
                });
            }
        }
    }
    families
}

/// The slugs of the family names that the single name `name` may be, the likelier one first.
fn asked_for(names: &Names, name: &str) -> [String; 2] {
    [slug(name), slug(&names.family_names(name).1)]
}

/// The people whom the single name `name` may mean.
fn candidates<'a>(families: &'a Families, names: &Names, name: &str) -> Vec<(&'a Key, &'a Traits)> {
    let people = asked_for(names, name).iter().find_map(|family| families.get(family));
    people.into_iter().flatten().collect()
}

/// The first of those called by this name so far who agrees with `traits`; a new one if nobody does.
fn by_single_name(met: &mut BTreeMap<String, Vec<Traits>>, traits: Traits) -> Key {
    let spelt = slug(&traits.name);
    let people = met.entry(spelt.clone()).or_default();
    let number = match people.iter_mut().position(|person| person.agrees(&traits)) {
        Some(number) => {
            people[number].topics.extend(traits.topics);
            people[number].roles.extend(traits.roles);
            number
        }
        None => {
            people.push(traits);
            people.len() - 1
        }
    };
    Key::Name(spelt, number)
}

/// Who the source number `speaker` is, of `people` whose name it may be.
fn question(
    speaker: usize,
    asked: &Traits,
    people: &[(&Key, &Traits)],
    articles: &[Arc<Article>],
    topics: &[Vec<String>],
    findings: &[Arc<Findings>],
) -> Subject {
    let namesake = |person: &Traits| {
        let own = person.articles.iter().map(|&index| (index, &articles[index], &findings[index]));
        let mut namesake =
            Namesake { name: person.name.clone(), has_profile: person.has_profile, ..Namesake::default() };
        for (index, article, findings) in own {
            namesake.articles.push(ArticleId(index));
            let named = article.topics.iter().zip(&topics[index]);
            let shared = named.filter(|(_, spelt)| asked.topics.contains(*spelt));
            push_new(&mut namesake.topics, shared.map(|(topic, _)| topic));
            let called = findings.speakers.iter().filter(|speaker| speaker.name == person.name);
            push_new(&mut namesake.roles, called.flat_map(|speaker| &speaker.roles).map(|role| &role.text));
        }
        namesake
    };
    let mut people: Vec<Namesake> = people.iter().map(|(_, person)| namesake(person)).collect();
    people.sort_by_key(|person| {
        (!person.has_profile, person.topics.is_empty(), std::cmp::Reverse(person.articles.len()))
    });
    Subject::Speaker { speaker, people, also: Vec::new() }
}

/// Adds those of `texts` that `list` does not have.
pub(super) fn push_new<'a>(list: &mut Vec<String>, texts: impl IntoIterator<Item = &'a String>) {
    for text in texts {
        if !list.contains(text) {
            list.push(text.clone());
        }
    }
}

/// An override link can name the second Tatyana by her address, `tatyana-2`.
fn settle_override_numbers(keys: &mut [Vec<Option<Key>>], findings: &[Arc<Findings>]) {
    let known: BTreeSet<Key> = keys
        .iter()
        .zip(findings)
        .flat_map(|(keys, findings)| {
            keys.iter().enumerate().filter(|&(index, _)| !only_by_override(findings, index))
        })
        .filter_map(|(_, key)| key.clone())
        .collect();
    for (keys, findings) in keys.iter_mut().zip(findings) {
        for (index, key) in keys.iter_mut().enumerate() {
            if only_by_override(findings, index)
                && let Some(Key::Name(id, 0)) = key
                && let Some((base, number)) = id.rsplit_once('-')
                && let Ok(number @ 2..) = number.parse::<usize>()
            {
                let numbered = Key::Name(base.to_owned(), number - 1);
                if known.contains(&numbered) {
                    *key = Some(numbered);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::Role;
    use crate::site::decided::DecidedNames;
    use crate::site::testing::{article, person, profile};
    use crate::text::Span;

    fn name(slug: &str, number: usize) -> Option<Key> {
        Some(Key::Name(slug.to_owned(), number))
    }

    /// The keys of articles with one topic and some people each.
    fn keys(articles: &[(&str, &[&str])], profiles: &[crate::content::SpeakerProfile]) -> Resolved {
        let mut findings = vec![];
        let articles: Vec<Arc<Article>> = articles
            .iter()
            .map(|(topic, people)| {
                let mut article = article("a", "Words.");
                article.topics = vec![(*topic).to_owned()];
                let speakers = people.iter().map(|name| person(name, &[])).collect();
                findings.push(Arc::new(Findings { speakers, ..Findings::default() }));
                Arc::new(article)
            })
            .collect();
        let decided = DecidedNames::default();
        let registry = Registry::new(profiles, &articles, &decided, &mut vec![]);
        resolve(&articles, &findings, &registry, &SiteConfig::default())
    }

    fn candidates(resolved: &Resolved) -> Vec<&str> {
        let Subject::Speaker { people, .. } = &resolved.questions[0][&0] else { panic!("a question") };
        people.iter().map(|person| person.name.as_str()).collect()
    }

    #[test]
    fn a_family_name_joins_nobody_of_another_article_by_itself() {
        let resolved = keys(&[("water", &["Roe"]), ("water", &["Olga Roe"]), ("rent", &["Tom Roe"])], &[]);
        assert_eq!(resolved.keys, [vec![None], vec![name("olga-roe", 0)], vec![name("tom-roe", 0)]]);
        assert_eq!(candidates(&resolved), ["Olga Roe", "Tom Roe"], "the one of the same topic comes first");
    }

    #[test]
    fn a_profile_is_a_candidate_and_its_alias_a_decision() {
        let profiles = [profile("anna", "Anna van der Berg", &[])];
        for single in ["Berg", "van der Berg", "Van der Berg"] {
            let resolved = keys(&[("rent", &[single])], &profiles);
            assert_eq!(resolved.keys[0], [None], "{single}");
            assert_eq!(candidates(&resolved), ["Anna van der Berg"]);
        }
        let profiles = [profile("anna", "Anna van der Berg", &["Berg"])];
        assert_eq!(keys(&[("rent", &["Berg"])], &profiles).keys[0], [Some(Key::Profile(0))]);
    }

    #[test]
    fn the_editor_says_who_is_meant() {
        let yaml = "people:\n  - {name: Roe, in: [a], is: Olga Roe}\n";
        let (decisions, _) = crate::content::read_decisions(&crate::content::review_source(yaml));
        let decided = DecidedNames::new(&decisions, &mut vec![]);
        let articles = [article("a", "Words."), article("b", "Words.")].map(Arc::new);
        let found = |name| Arc::new(Findings { speakers: vec![person(name, &[])], ..Findings::default() });
        let findings = [found("Roe"), found("Olga Roe")];
        let registry = Registry::new(&[], &articles, &decided, &mut vec![]);
        let resolved = resolve(&articles, &findings, &registry, &SiteConfig::default());
        assert_eq!(resolved.keys, [[name("olga-roe", 0)], [name("olga-roe", 0)]]);
        assert!(resolved.questions.iter().all(BTreeMap::is_empty));
    }

    #[test]
    fn people_with_nothing_but_a_first_name_stay_apart() {
        let resolved = keys(&[("rent", &["Tatyana"]), ("water", &["Tatyana"]), ("rent", &["Tatyana"])], &[]);
        assert_eq!(resolved.keys, [[name("tatyana", 0)], [name("tatyana", 1)], [name("tatyana", 0)]]);
    }

    #[test]
    fn a_common_role_speaks_for_the_same_person() {
        let mut speaker = person("Tatyana", &[]);
        speaker.roles.push(Role { text: "Harbour master".to_owned(), span: Span::new(0, 1) });
        let articles = [article("a", "Words."), article("b", "Words.")].map(Arc::new);
        let found = Arc::new(Findings { speakers: vec![speaker], ..Findings::default() });
        let decided = DecidedNames::default();
        let registry = Registry::new(&[], &articles, &decided, &mut vec![]);
        let resolved = resolve(&articles, &[found.clone(), found], &registry, &SiteConfig::default());
        assert_eq!(resolved.keys[0], resolved.keys[1]);
    }
}
