//! How one source is called across articles, and which of the spellings is printed.

use std::collections::{BTreeMap, BTreeSet};

use crate::enrich::{Speaker, SpeakerKind};

const KINDS: [SpeakerKind; 3] = [SpeakerKind::Person, SpeakerKind::Organization, SpeakerKind::Group];

/// What articles call one source.
#[derive(Debug, Default)]
pub(super) struct Spellings<'a> {
    /// Full names and how many articles use each.
    names: BTreeMap<&'a str, usize>,
    aliases: BTreeSet<&'a str>,
    /// How many articles take it for each of [`KINDS`].
    kinds: [usize; 3],
}

impl<'a> Spellings<'a> {
    /// Adds what one article calls the source; `preferred` is the name that its front matter prints.
    pub fn add(&mut self, speaker: &'a Speaker, preferred: Option<&'a str>) {
        *self.names.entry(preferred.unwrap_or(&speaker.name)).or_default() += 1;
        self.aliases.insert(&speaker.name);
        self.aliases.extend(speaker.aliases.iter().map(String::as_str));
        if let Some(at) = KINDS.iter().position(|kind| *kind == speaker.kind) {
            self.kinds[at] += 1;
        }
    }

    /// The fullest name, and of several the one most often used: an article that says "Roe" knows no better
    /// name than one that says "Olga Roe".
    pub fn name(&self) -> &str {
        let fullness = |name: &str| name.split_whitespace().count();
        self.names
            .iter()
            .max_by(|a, b| {
                (fullness(a.0) > 1, a.1, fullness(a.0), b.0).cmp(&(
                    fullness(b.0) > 1,
                    b.1,
                    fullness(b.0),
                    a.0,
                ))
            })
            .map_or("", |(name, _)| name)
    }

    /// The kind most often seen.
    pub fn kind(&self) -> SpeakerKind {
        let most = (0..KINDS.len()).max_by_key(|&at| (self.kinds[at], std::cmp::Reverse(at)));
        KINDS[most.unwrap_or(0)]
    }

    /// Every other spelling of `name`, from articles and from `more`. A part of the name ("Roe") is none.
    pub fn others(&self, name: &str, more: &[String]) -> Vec<String> {
        let words = |name: &str| -> BTreeSet<String> {
            name.split_whitespace().map(|word| word.trim_matches(['.', ',']).to_lowercase()).collect()
        };
        let full = words(name);
        let mut others: BTreeSet<&str> = self.names.keys().chain(&self.aliases).copied().collect();
        others.extend(more.iter().map(String::as_str));
        others.into_iter().filter(|other| !words(other).is_subset(&full)).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::person;

    #[test]
    fn the_fullest_and_most_common_name_is_printed() {
        let mut spellings = Spellings::default();
        let people = ["Roe", "Roe", "Roe", "Olha Roe", "Olga Roe", "Olga Roe"]
            .map(|name| person(name, &["Roe", "Olga"]));
        people.iter().for_each(|person| spellings.add(person, None));
        assert_eq!(spellings.name(), "Olga Roe");
        assert_eq!(spellings.others("Olga Roe", &["Roe, O.".to_owned()]), ["Olha Roe", "Roe, O."]);
    }

    #[test]
    fn the_kind_is_that_of_most_articles() {
        let mut spellings = Spellings::default();
        let person = person("Example Institute", &[]);
        spellings.add(&person, None);
        assert_eq!(spellings.kind(), SpeakerKind::Person);
        let body = Speaker { kind: SpeakerKind::Organization, ..person.clone() };
        spellings.add(&body, None);
        spellings.add(&body, None);
        assert_eq!(spellings.kind(), SpeakerKind::Organization);
    }
}
