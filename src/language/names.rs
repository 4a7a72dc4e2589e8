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

    /// The words of a person's `name` up to its suffixes: where the family name begins and where it ends. It
    /// begins at 0 when the name is a single one.
    fn family(&self, words: &[&str]) -> std::ops::Range<usize> {
        let bare = |word: &str| word.trim_matches(['.', ',']).to_lowercase();
        let mut end = words.len();
        while end > 1 && self.suffixes.contains(&bare(words[end - 1])) {
            end -= 1;
        }
        let mut start = end.saturating_sub(1);
        while start > 1 && self.particles.contains(&bare(words[start - 1])) {
            start -= 1;
        }
        // "van der Berg" alone, "Van der Berg" at the start of a sentence: one particle written large may be a
        // given name ("Ben Roe"), several or small ones are not.
        let particles = words[..start].iter().all(|word| self.particles.contains(&bare(word)));
        if particles && (end > 2 || words[..start].iter().all(|word| bare(word) == **word)) {
            start = 0;
        }
        start..end
    }

    /// Whether a person's `name` is a single one: "Berg", "van der Berg", "Pelé".
    pub fn is_single(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        self.family(&words).start == 0
    }

    /// The family name by which a person is called when named alone, with its particles and without: "van der
    /// Berg" and "Berg". Of a single name, the name.
    pub fn family_names(&self, name: &str) -> (String, String) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let family = self.family(&words);
        let last = words.get(family.end.saturating_sub(1)).copied().unwrap_or_default();
        let join = |words: &[&str]| words.join(" ").trim_end_matches(',').to_owned();
        (join(&words[family]), join(&[last]))
    }

    /// What an index sorts a person by: "Ilya Budraitskis" becomes "Budraitskis, Ilya", "Anna van der Berg"
    /// becomes "van der Berg, Anna". A single name stays as it is.
    pub fn sort_person(&self, name: &str) -> String {
        let words: Vec<&str> = name.split_whitespace().collect();
        let family = self.family(&words);
        if family.start == 0 {
            return words.join(" ");
        }
        let given =
            words[..family.start].iter().chain(&words[family.end..]).copied().collect::<Vec<_>>().join(" ");
        format!("{}, {given}", words[family].join(" ").trim_end_matches(','))
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
    fn a_family_name_alone_is_a_single_name() {
        let names = &Language::english().names;
        assert!(names.is_single("Berg") && names.is_single("van der Berg") && !names.is_single("Ben Roe"));
        assert!(names.is_single("Van der Berg") && !names.is_single("Anna van der Berg"));
        assert_eq!(names.family_names("Anna van der Berg"), ("van der Berg".to_owned(), "Berg".to_owned()));
        assert_eq!(names.family_names("Jan Roe, Jr."), ("Roe".to_owned(), "Roe".to_owned()));
        assert_eq!(names.family_names("Berg").1, "Berg");
        assert!(names.is_single(""));
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
