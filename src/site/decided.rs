//! Who is who by the editor's word: what `people` in `review.yaml` says.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashMap;

use super::overrides::nearest;
use crate::content::{Article, Decisions, SpeakerProfile};
use crate::diagnostics::Diagnostic;
use crate::enrich::Findings;
use crate::text::slug;

/// The names that the editor has settled.
#[derive(Debug, Default)]
pub(super) struct DecidedNames {
    /// By the slug of a name, the full name of its bearer, in all articles.
    everywhere: HashMap<String, String>,
    /// The same in one article, by its slug and that of the name.
    in_article: HashMap<(String, String), String>,
    /// Full names that the editor has given, by their slugs, as they are printed.
    printed: HashMap<String, String>,
}

impl DecidedNames {
    /// Takes the decisions about people. A name that two entries decide, or that leads back to itself, is an error.
    pub fn new(decisions: &Decisions, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut names = Self::default();
        let Some(file) = &decisions.file else { return names };
        for decision in &decisions.people {
            let spelt = slug(&decision.name);
            names.printed.entry(slug(&decision.is)).or_insert_with(|| decision.is.clone());
            let is = || decision.is.clone();
            let mut before = Vec::new();
            if decision.articles.is_empty() {
                before.extend(names.everywhere.insert(spelt.clone(), is()));
            }
            for article in &decision.articles {
                before.extend(names.in_article.insert((article.clone(), spelt.clone()), is()));
            }
            if let Some(other) = before.iter().find(|other| slug(other) != slug(&decision.is)) {
                let message = format!("“{}” is {other} by an entry above", decision.name);
                diagnostics.push(
                    Diagnostic::error("contradicting-decision", message)
                        .at(file, decision.span.clone(), "given before")
                        .help("keep one of the two entries"),
                );
            }
        }
        for decision in decisions.people.iter().filter(|decision| decision.articles.is_empty()) {
            if names.leads_in_a_circle(&slug(&decision.name)) {
                let message = format!("“{}” leads back to itself", decision.name);
                diagnostics.push(
                    Diagnostic::error("contradicting-decision", message)
                        .at(file, decision.span.clone(), "in a circle")
                        .help("say of each name only what the person is called in the end"),
                );
                names.everywhere.retain(|name, is| *name == slug(is));
            }
        }
        names
    }

    fn leads_in_a_circle(&self, name: &str) -> bool {
        let mut seen = BTreeSet::from([name.to_owned()]);
        let mut at = name.to_owned();
        while let Some(next) = self.everywhere.get(&at).map(|is| slug(is)).filter(|next| *next != at) {
            if !seen.insert(next.clone()) {
                return true;
            }
            at = next;
        }
        false
    }

    /// The slug of the full name of whom articles call by the name with the slug `name`, if the editor has said so.
    pub fn everywhere(&self, name: &str) -> Option<String> {
        let mut found = slug(self.everywhere.get(name)?);
        while let Some(next) = self.everywhere.get(&found).map(|is| slug(is)).filter(|next| *next != found) {
            found = next;
        }
        Some(found)
    }

    /// The same for one article.
    pub fn in_article(&self, article: &str, name: &str) -> Option<String> {
        if self.in_article.is_empty() {
            return None;
        }
        let is = self.in_article.get(&(article.to_owned(), name.to_owned()))?;
        let found = slug(is);
        Some(self.everywhere(&found).unwrap_or(found))
    }

    /// Whether the editor has said nothing of anybody.
    pub fn is_empty(&self) -> bool {
        self.everywhere.is_empty() && self.in_article.is_empty()
    }

    /// The name with this slug as the editor has written it.
    pub fn printed(&self, name: &str) -> Option<&str> {
        self.printed.get(name).map(String::as_str)
    }
}

/// A warning for each decision about people that says nothing any more, because no article has the name.
pub(super) fn stale(
    decisions: &Decisions,
    articles: &[Arc<Article>],
    findings: &[Arc<Findings>],
    profiles: &[SpeakerProfile],
    unpublished: &[String],
) -> Vec<Diagnostic> {
    let Decisions { file: Some(file), people, .. } = decisions else { return Vec::new() };
    if people.is_empty() {
        return Vec::new();
    }
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut given = |name: &String| {
        names.insert(slug(name));
    };
    profiles
        .iter()
        .for_each(|profile| std::iter::once(&profile.name).chain(&profile.aliases).for_each(&mut given));
    for (article, findings) in articles.iter().zip(findings) {
        article.speakers.iter().flat_map(super::identities::names_of).for_each(&mut given);
        findings
            .speakers
            .iter()
            .for_each(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases).for_each(&mut given));
    }
    let exists = |slug: &String| {
        articles.iter().any(|article| article.slug == *slug)
            || unpublished.iter().any(|address| *address == format!("articles/{slug}/"))
    };
    let mut diagnostics = Vec::new();
    for decision in people {
        let mut warn = |message: String, help: String| {
            let warning = Diagnostic::warning("stale-decision", message);
            diagnostics.push(warning.at(file, decision.span.clone(), "says nothing").help(help));
        };
        if let Some(gone) = decision.articles.iter().find(|slug| !exists(slug)) {
            let help = match nearest(gone, articles.iter().map(|article| article.slug.clone())) {
                Some(nearest) => format!("did you mean `{nearest}`? Otherwise take it out"),
                None => "write the last part of the article's address, or take it out".to_owned(),
            };
            warn(format!("there is no article `{gone}`"), help);
        } else if !names.contains(&slug(&decision.name)) {
            let help = match nearest(&slug(&decision.name), names.iter().cloned()) {
                Some(nearest) => format!("did you mean `{nearest}`? Otherwise delete the entry"),
                None => "delete the entry, or correct the name".to_owned(),
            };
            warn(format!("nobody is called “{}” in any article", decision.name), help);
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{read_decisions, review_source};

    fn names(yaml: &str) -> (DecidedNames, Vec<&'static str>) {
        let (decisions, faults) = read_decisions(&review_source(yaml));
        assert!(faults.is_empty(), "{faults:?}");
        let mut diagnostics = Vec::new();
        let names = DecidedNames::new(&decisions, &mut diagnostics);
        (names, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
    }

    #[test]
    fn an_entry_holds_everywhere_or_in_its_articles() {
        let (names, faults) = names(
            "people:\n  - {name: O. Roe, is: Olha Roe}\n  - {name: Olha Roe, is: Olga Roe}\n  - {name: Jan Roe, in: [tax], is: Jan Roe (pilot)}\n",
        );
        assert!(faults.is_empty());
        assert_eq!(names.everywhere("o-roe").as_deref(), Some("olga-roe"));
        assert_eq!(names.everywhere("jan-roe"), None);
        assert_eq!(names.in_article("tax", "jan-roe").as_deref(), Some("jan-roe-pilot"));
        assert_eq!(names.in_article("rent", "jan-roe"), None);
        assert_eq!(names.printed("jan-roe-pilot"), Some("Jan Roe (pilot)"));
    }

    #[test]
    fn contradictions_and_circles_are_errors() {
        let (_, faults) = names("people:\n  - {name: A Roe, is: B Roe}\n  - {name: A Roe, is: C Roe}\n");
        assert_eq!(faults, ["contradicting-decision"]);
        let (names, faults) = names("people:\n  - {name: A Roe, is: B Roe}\n  - {name: B Roe, is: A Roe}\n");
        assert_eq!(faults[0], "contradicting-decision");
        assert_eq!(names.everywhere("a-roe"), None);
    }
}
