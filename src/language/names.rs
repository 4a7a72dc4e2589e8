//! The data of `names.yaml`: how names are sorted.

use foldhash::HashSet;
use serde::Deserialize;

/// Names of people and bodies in one language.
#[derive(Debug)]
pub struct Names {
    particles: HashSet<String>,
    suffixes: HashSet<String>,
    articles: HashSet<String>,
}

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    particles: Vec<String>,
    suffixes: Vec<String>,
    articles: Vec<String>,
}

impl Names {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        let file: File = super::read("names.yaml", yaml);
        let set = |words: Vec<String>| words.into_iter().map(|word| word.to_lowercase()).collect();
        Self { particles: set(file.particles), suffixes: set(file.suffixes), articles: set(file.articles) }
    }

    /// What an index sorts a person by: "Ilya Budraitskis" becomes "Budraitskis, Ilya", "Anna van der Berg"
    /// becomes "van der Berg, Anna". A single name stays as it is.
    pub fn sort_person(&self, name: &str) -> String {
        let words: Vec<&str> = name.split_whitespace().collect();
        let bare = |word: &str| word.trim_matches(['.', ',']).to_lowercase();
        let mut end = words.len();
        while end > 1 && self.suffixes.contains(&bare(words[end - 1])) {
            end -= 1;
        }
        let mut family = end.saturating_sub(1);
        while family > 1 && self.particles.contains(&bare(words[family - 1])) {
            family -= 1;
        }
        if family == 0 {
            return words.join(" ");
        }
        let given = words[..family].iter().chain(&words[end..]).copied().collect::<Vec<_>>().join(" ");
        format!("{}, {given}", words[family..end].join(" ").trim_end_matches(','))
    }

    /// What an index sorts a body or a group by: "The Home Office" becomes "Home Office, The".
    pub fn sort_body(&self, name: &str) -> String {
        match name.split_once(' ') {
            Some((first, rest)) if self.articles.contains(&first.to_lowercase()) => {
                format!("{rest}, {first}")
            }
            _ => name.to_owned(),
        }
    }

    /// The letter under which `sort_name` stands: its first letter after particles, upper case and without
    /// diacritics; `#` when it has none.
    pub fn letter(&self, sort_name: &str) -> char {
        let mut words = sort_name.split([' ', '-']).filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            if words.peek().is_some() && word == word.to_lowercase() && self.particles.contains(word) {
                continue;
            }
            let first = crate::text::slug(word).chars().next();
            return first.filter(char::is_ascii_alphabetic).map_or('#', |letter| letter.to_ascii_uppercase());
        }
        '#'
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn people_are_sorted_by_family_name() {
        let names = &Language::english().names;
        assert_eq!(names.sort_person("Olga Example"), "Example, Olga");
        assert_eq!(names.sort_person("Anna van der Berg"), "van der Berg, Anna");
        assert_eq!(names.sort_person("Jan Roe Jr."), "Roe, Jan Jr.");
        assert_eq!(names.sort_person("Tatyana"), "Tatyana");
        assert_eq!(names.sort_body("The Home Office"), "Home Office, The");
    }

    #[test]
    fn letters_ignore_particles_and_diacritics() {
        let names = &Language::english().names;
        assert_eq!(names.letter("van der Berg, Anna"), 'B');
        assert_eq!(names.letter("al-Rashid, Omar"), 'R');
        assert_eq!(names.letter("Öztürk, Can"), 'O');
        assert_eq!(names.letter("10 Example Street"), '#');
    }
}
