//! People of one full name who are perhaps not one person.
//!
//! The same full name is the same person, unless what articles say of its bearers can't be said of one: other sides, other
//! roles under other topics, words spoken lifetimes apart. Those stay apart, each with an address of their own, and the
//! editor is asked whether they are one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use super::identities::{Key, Registry, facts_of, only_by_override};
use super::single_names::push_new;
use super::{ArticleId, Namesake, Subject};
use crate::content::Article;
use crate::enrich::{Findings, Speaker, SpeakerKind};
use crate::text::slug;

/// Nobody is quoted over more years than this.
const LONGEST_CAREER: i16 = 70;

/// A bearer of a name, as the articles so far describe them.
#[derive(Debug, Default)]
struct Bearer<'t> {
    sides: BTreeSet<String>,
    /// The words of all roles but those of `unread`.
    role_words: BTreeSet<String>,
    /// Roles whose words have not been asked for.
    unread: Vec<&'t str>,
    topics: BTreeSet<&'t str>,
    first: Option<Date>,
    last: Option<Date>,
    /// Places: article and source.
    places: Vec<(usize, usize)>,
}

impl<'t> Bearer<'t> {
    /// What `article`, whose topics have the slugs `topics`, says of `speaker`.
    fn of(article: &'t Article, topics: &'t [String], speaker: &'t Speaker, place: (usize, usize)) -> Self {
        let facts = facts_of(article, speaker);
        let roles = facts.and_then(|facts| facts.role.as_ref()).into_iter();
        let roles = roles.chain(speaker.roles.iter().map(|role| &role.text));
        Self {
            sides: facts.and_then(|facts| facts.side.as_deref()).map(slug).into_iter().collect(),
            role_words: BTreeSet::new(),
            unread: roles.map(String::as_str).collect(),
            topics: topics.iter().map(String::as_str).collect(),
            first: article.date,
            last: article.date,
            places: vec![place],
        }
    }

    /// Whether what is said of both can't be said of one person.
    fn conflicts(&mut self, other: &mut Self) -> bool {
        let differ = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
            !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
        };
        let years = |one: Option<Date>, other: Option<Date>| match (one, other) {
            (Some(one), Some(other)) => other.year() - one.year(),
            _ => 0,
        };
        differ(&self.sides, &other.sides)
            || years(self.first, other.last).max(years(other.first, self.last)) > LONGEST_CAREER
            || self.topics.is_disjoint(&other.topics) && differ(self.role_words(), other.role_words())
    }

    /// The words of all roles. To spell them takes longer than all the rest, and mostly topics or dates settle the question.
    fn role_words(&mut self) -> &BTreeSet<String> {
        self.role_words.extend(self.unread.drain(..).flat_map(content_words));
        &self.role_words
    }

    fn add(&mut self, other: Self) {
        self.sides.extend(other.sides);
        self.role_words.extend(other.role_words);
        self.unread.extend(other.unread);
        self.topics.extend(other.topics);
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
        self.places.extend(other.places);
    }
}

/// The words of a role that say something: not "of" or "the", which every role has.
fn content_words(role: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = slug(role).split('-').filter(|word| word.len() > 3).map(str::to_owned).collect();
    words.into_iter()
}

/// Gives the bearers of one name that conflict keys of their own, and puts a question about each. `topics` are the slugs of
/// those of each article.
pub(super) fn tell_apart(
    articles: &[Arc<Article>],
    topics: &[Vec<String>],
    findings: &[Arc<Findings>],
    keys: &mut [Vec<Option<Key>>],
    registry: &Registry<'_>,
    questions: &mut [BTreeMap<usize, Subject>],
) {
    let bearers = |places: &Vec<(usize, usize)>| {
        let mut bearers: Vec<Bearer<'_>> = Vec::new();
        // From the oldest article on, so that a new one never takes the address of an old one.
        for &(index, number) in places.iter().rev() {
            let speaker = &findings[index].speakers[number];
            let mut bearer = Bearer::of(&articles[index], &topics[index], speaker, (index, number));
            match bearers.iter_mut().find_map(|other| (!other.conflicts(&mut bearer)).then_some(other)) {
                Some(same) => same.add(bearer),
                None => bearers.push(bearer),
            }
        }
        bearers
    };
    let told: Vec<Vec<Bearer<'_>>> =
        shared(findings, keys, registry, articles).par_iter().map(bearers).collect();
    for bearers in told {
        for (at, bearer) in bearers.iter().enumerate().skip(1) {
            for &(index, number) in &bearer.places {
                if let Some(Key::Name(_, which)) = &mut keys[index][number] {
                    *which = at;
                }
            }
            // The newest article asks for all of them.
            let mut own = bearer.places.iter().rev();
            let Some(&(asking, speaker)) = own.next() else { continue };
            let also = own.map(|&(index, _)| ArticleId(index)).collect();
            let name = &findings[asking].speakers[speaker].name;
            let namesake = |other| namesake(name, other, bearer, articles, topics, findings);
            let mut people: Vec<Namesake> = bearers[..at].iter().map(namesake).collect();
            people.push(Namesake { is_new: true, ..namesake(bearer) });
            questions[asking].insert(speaker, Subject::Speaker { speaker, people, also });
        }
    }
}

/// The places, newest first, of each full name that several articles give and nobody has explained.
fn shared(
    findings: &[Arc<Findings>],
    keys: &[Vec<Option<Key>>],
    registry: &Registry<'_>,
    articles: &[Arc<Article>],
) -> Vec<Vec<(usize, usize)>> {
    let mut by_key: HashMap<&Key, Vec<(usize, usize)>> = HashMap::default();
    for (index, (findings, keys)) in findings.iter().zip(keys).enumerate() {
        for (number, (speaker, key)) in findings.speakers.iter().zip(keys).enumerate() {
            if let Some(key @ Key::Name(spelt, 0)) = key
                && speaker.kind == SpeakerKind::Person
                // A single name has been told apart before; a name by the editor's word is settled.
                && spelt.contains('-')
                && !registry.is_decided(&articles[index], speaker)
                && !only_by_override(findings, number)
            {
                by_key.entry(key).or_default().push((index, number));
            }
        }
    }
    let mut shared: Vec<_> = by_key.into_values().filter(|places| places.len() > 1).collect();
    shared.sort_unstable();
    shared
}

fn namesake(
    name: &str,
    bearer: &Bearer<'_>,
    asked: &Bearer<'_>,
    articles: &[Arc<Article>],
    topics: &[Vec<String>],
    findings: &[Arc<Findings>],
) -> Namesake {
    let mut namesake = Namesake { name: name.to_owned(), ..Namesake::default() };
    for &(index, number) in bearer.places.iter().rev() {
        let (article, speaker) = (&articles[index], &findings[index].speakers[number]);
        namesake.articles.push(ArticleId(index));
        push_new(&mut namesake.roles, speaker.roles.iter().map(|role| &role.text));
        let named = article.topics.iter().zip(&topics[index]);
        let shared = named.filter(|(_, spelt)| asked.topics.contains(spelt.as_str()));
        push_new(&mut namesake.topics, shared.map(|(topic, _)| topic));
    }
    namesake
}

#[cfg(test)]
mod tests {
    use super::super::decided::DecidedNames;
    use super::super::testing::{article, person};
    use super::*;
    use crate::content::{SpeakerFacts, read_decisions, review_source};
    use crate::enrich::Role;
    use crate::text::Span;

    /// The numbers that tell apart the Jan Roes of some articles, by topic, role, side and year, newest first.
    fn numbers(told: &[(&str, &str, &str, i16)], yaml: &str) -> (Vec<usize>, usize) {
        let mut findings = Vec::new();
        let articles: Vec<Arc<Article>> = told
            .iter()
            .enumerate()
            .map(|(number, (topic, role, side, year))| {
                let mut article = article(&format!("a{number}"), "Words.");
                article.topics = vec![(*topic).to_owned()];
                article.date = Date::new(*year, 1, 1).ok();
                if !side.is_empty() {
                    let side = Some((*side).to_owned());
                    article.speakers.push(SpeakerFacts {
                        name: "Jan Roe".to_owned(),
                        side,
                        ..SpeakerFacts::default()
                    });
                }
                let mut speaker = person("Jan Roe", &[]);
                if !role.is_empty() {
                    speaker.roles.push(Role { text: (*role).to_owned(), span: Span::new(0, 1) });
                }
                findings.push(Arc::new(Findings { speakers: vec![speaker], ..Findings::default() }));
                Arc::new(article)
            })
            .collect();
        let (decisions, _) = read_decisions(&review_source(yaml));
        let decided = DecidedNames::new(&decisions, &mut vec![]);
        let registry = Registry::new(&[], &articles, &decided, &mut vec![]);
        let config = crate::content::SiteConfig::default();
        let resolved = super::super::single_names::resolve(&articles, &findings, &registry, &config);
        let number = |key: &Option<Key>| match key {
            Some(Key::Name(_, number)) => *number,
            _ => panic!("a name"),
        };
        let numbers = resolved.keys.iter().map(|keys| number(&keys[0])).collect();
        (numbers, resolved.questions.iter().map(BTreeMap::len).sum())
    }

    #[test]
    fn one_name_is_one_person_unless_something_speaks_against_it() {
        let same =
            [("water", "harbour pilot", "", 2025), ("water", "councillor", "", 2024), ("rent", "", "", 2023)];
        assert_eq!(numbers(&same, ""), (vec![0, 0, 0], 0), "a role changes, a topic stays");
        let same = [("water", "chief harbour pilot", "", 2025), ("rent", "harbour pilot", "", 2024)];
        assert_eq!(numbers(&same, ""), (vec![0, 0], 0), "one role in other words");
    }

    #[test]
    fn roles_sides_and_dates_that_conflict_are_asked_about() {
        for other in [
            [("rent", "tax lawyer", "", 2025), ("water", "harbour pilot", "", 2024)],
            [("water", "", "Owners", 2025), ("water", "", "Crews", 2024)],
            [("water", "", "", 2025), ("water", "", "", 1930)],
        ] {
            assert_eq!(numbers(&other, ""), (vec![1, 0], 1), "{other:?}");
        }
    }

    #[test]
    fn the_editor_s_answer_ends_the_question() {
        let told = [("rent", "tax lawyer", "", 2025), ("water", "harbour pilot", "", 2024)];
        let same = "people:\n  - {name: Jan Roe, in: [a0], is: Jan Roe}\n";
        assert_eq!(numbers(&told, same), (vec![0, 0], 0));
        let other = "people:\n  - {name: Jan Roe, in: [a0], is: Jan Roe (lawyer)}\n";
        assert_eq!(numbers(&told, other).1, 0);
    }
}
