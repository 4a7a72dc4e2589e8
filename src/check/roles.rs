//! One person in two offices at a time, or on two sides.

use std::collections::BTreeSet;

use crate::content::SpeakerFacts;
use crate::diagnostics::Diagnostic;
use crate::language::desk::Desk;
use crate::site::{ArticleId, Site, SiteSpeaker, SpeakerRole, language_of};
use crate::text::slug;

/// Contradictions in what the articles say somebody is.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.speakers.iter().flat_map(|speaker| of_speaker(site, speaker)).collect()
}

fn of_speaker(site: &Site, speaker: &SiteSpeaker) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let given: Vec<(&SpeakerRole, ArticleId)> =
        speaker.roles.iter().filter_map(|role| Some((role, role.article?))).collect();
    'roles: for (at, &(role, article)) in given.iter().enumerate() {
        let desk = &language_of(&site.articles[article.0].article, &site.config).desk;
        for &(other, elsewhere) in &given[..at] {
            if overlap(role, other) && contradict(desk, &role.text, &other.text) {
                found.push(two_offices(site, speaker, (role, article), (other, elsewhere)));
                continue 'roles;
            }
        }
    }
    found.extend(two_sides(site, speaker));
    found
}

/// Whether both were given on one day, or one was given while the other was.
fn overlap(a: &SpeakerRole, b: &SpeakerRole) -> bool {
    match (a.first, a.last, b.first, b.last) {
        (Some(a_first), Some(a_last), Some(b_first), Some(b_last)) => {
            a_first.max(b_first) <= a_last.min(b_last)
        }
        _ => false,
    }
}

/// Whether nobody holds both: the same office, each of something else.
fn contradict(desk: &Desk, a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let qualified = |words: &BTreeSet<String>| words.iter().any(|word| desk.qualifiers.contains(word));
    let office = a.intersection(&b).any(|word| desk.offices.contains(word));
    // Long roles list several things ("president of the board and mayor of …"); only short ones can be compared.
    let plain = a.len() <= 4 && b.len() <= 4;
    office && plain && !qualified(&a) && !qualified(&b) && !a.is_subset(&b) && !b.is_subset(&a)
}

fn two_offices(
    site: &Site,
    speaker: &SiteSpeaker,
    (role, article): (&SpeakerRole, ArticleId),
    (other, elsewhere): (&SpeakerRole, ArticleId),
) -> Diagnostic {
    let here = &site.articles[article.0];
    let message = format!("{} is “{}” here and “{}” elsewhere", speaker.name, role.text, other.text);
    let help = format!(
        "see {}; say who is who under `speakers` in the front matter",
        site.articles[elsewhere.0].article.file.path.display()
    );
    let stated = here.findings.speakers.iter().flat_map(|found| &found.roles);
    let stated =
        stated.filter(|stated| slug(&stated.text) == slug(&role.text)).map(|stated| stated.span).next();
    let file = &here.article.file;
    let diagnostic = Diagnostic::advice("roles-contradict", message).help(help);
    match stated {
        Some(span) => diagnostic.at(file, here.article.body.prose.to_source(span), "both at once?"),
        None => diagnostic.in_file(file),
    }
}

/// Sides that front matters give one speaker, where they differ.
fn two_sides(site: &Site, speaker: &SiteSpeaker) -> Option<Diagnostic> {
    let given = speaker.articles.iter().filter_map(|article| {
        let article = &site.articles[article.0].article;
        let facts = article.speakers.iter().find(|facts| is_of(facts, speaker))?;
        Some((article, facts, facts.side.as_deref()?))
    });
    let profile = speaker.profile.as_ref().and_then(|profile| profile.side.as_deref());
    let mut first = profile;
    for (article, facts, side) in given {
        let known = *first.get_or_insert(side);
        if slug(known) != slug(side) {
            let message = format!("{} is on the side “{side}” here and “{known}” elsewhere", speaker.name);
            return Some(
                Diagnostic::advice("roles-contradict", message)
                    .at(&article.file, facts.span.clone(), "both sides?")
                    .help("give one side, in the profile, or explain the change in the text"),
            );
        }
    }
    None
}

fn is_of(facts: &SpeakerFacts, speaker: &SiteSpeaker) -> bool {
    let spelt = slug(&facts.name);
    spelt == slug(&speaker.name) || speaker.aliases.iter().any(|alias| slug(alias) == spelt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn only_two_of_one_office_contradict() {
        let desk = &Language::english().desk;
        assert!(contradict(desk, "finance minister", "foreign minister"));
        for (a, b) in [
            ("minister", "foreign minister"),
            ("former finance minister", "foreign minister"),
            ("economist", "harbour pilot"),
            ("finance minister", "member of the board"),
        ] {
            assert!(!contradict(desk, a, b), "{a}, {b}");
        }
    }
}
