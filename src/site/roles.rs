//! What a speaker was, and when: each role once, with the days of the first and the last article that states it.

use jiff::civil::Date;

use super::anchors::words;
use super::identities::facts_of;
use super::{ArticleId, SiteArticle, SpeakerId, SpeakerRole};

/// A role as one article states it.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    text: String,
    article: ArticleId,
    date: Option<Date>,
}

impl SiteArticle {
    /// The role in which the article presents `speaker`, if it says one: of the front matter, else of the text.
    pub fn role_of(&self, speaker: SpeakerId) -> Option<&str> {
        let local = self.speakers.iter().position(|known| *known == Some(speaker))?;
        let found = &self.findings.speakers[local];
        let given = facts_of(&self.article, found).and_then(|facts| facts.role.as_deref());
        let read = found.roles.first().filter(|_| self.roles_are_public);
        given.or_else(|| read.map(|role| role.text.as_str()))
    }
}

/// The roles that `article` gives its source number `local`: those of its front matter, else those of its text.
pub(super) fn stated(id: ArticleId, article: &SiteArticle, local: usize) -> Vec<Stated> {
    let speaker = &article.findings.speakers[local];
    let date = article.article.date;
    let state = |text: &String| Stated { text: text.clone(), article: id, date };
    match facts_of(&article.article, speaker).and_then(|facts| facts.role.as_ref()) {
        Some(given) => vec![state(given)],
        None if !article.roles_are_public => Vec::new(),
        None => speaker.roles.iter().map(|role| state(&role.text)).collect(),
    }
}

/// Each role once, the profile's first, then newest first. `stated` comes newest first.
pub(super) fn over_time(profile: Option<&str>, stated: Vec<Stated>) -> Vec<SpeakerRole> {
    let mut roles: Vec<(String, SpeakerRole)> = Vec::new();
    if let Some(text) = profile {
        let role = SpeakerRole { text: text.to_owned(), article: None, first: None, last: None };
        roles.push((words([text]), role));
    }
    for Stated { text, article, date } in stated {
        let spelt = words([text.as_str()]);
        match roles.iter_mut().find(|(other, _)| *other == spelt) {
            Some((_, role)) => {
                role.article = role.article.or(Some(article));
                role.last = role.last.max(date);
                role.first = [role.first, date].into_iter().flatten().min();
            }
            None => {
                roles.push((spelt, SpeakerRole { text, article: Some(article), first: date, last: date }));
            }
        }
    }
    let told = |at: usize| {
        let (spelt, role) = &roles[at];
        // "analyst" says nothing beside "senior analyst at the Example Institute" of the same days.
        roles.iter().enumerate().any(|(other, (fuller, fuller_role))| {
            other != at
                && role.article.is_some()
                && is_part(spelt, fuller)
                && fuller_role.first <= role.first
                && fuller_role.last >= role.last
        })
    };
    let keep: Vec<bool> = (0..roles.len()).map(|at| !told(at)).collect();
    roles.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|((_, role), _)| role).collect()
}

/// Whether the words of `part` stand in `whole`, in order and side by side, among others.
fn is_part(part: &str, whole: &str) -> bool {
    part.len() < whole.len() && format!(" {whole} ").contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(text: &str, article: usize, day: &str) -> Stated {
        Stated { text: text.to_owned(), article: ArticleId(article), date: day.parse().ok() }
    }

    fn texts(roles: &[SpeakerRole]) -> Vec<&str> {
        roles.iter().map(|role| role.text.as_str()).collect()
    }

    #[test]
    fn each_role_is_said_once_with_its_days() {
        let roles = over_time(
            Some("Harbour master"),
            vec![
                stated("harbour master", 0, "2025-05-01"),
                stated("deputy mayor", 1, "2024-05-01"),
                stated("Deputy mayor", 2, "2023-05-01"),
            ],
        );
        assert_eq!(texts(&roles), ["Harbour master", "deputy mayor"]);
        assert_eq!(roles[0].article, Some(ArticleId(0)));
        assert_eq!(roles[1].article, Some(ArticleId(1)));
        let days = |role: &SpeakerRole| [role.first, role.last].map(|day| day.unwrap().to_string());
        assert_eq!(days(&roles[1]), ["2023-05-01", "2024-05-01"]);
    }

    #[test]
    fn a_role_told_more_fully_on_the_same_days_is_left_out() {
        let fuller = "senior analyst at the Example Institute";
        let roles =
            over_time(None, vec![stated("analyst", 0, "2025-05-01"), stated(fuller, 0, "2025-05-01")]);
        assert_eq!(texts(&roles), [fuller]);
        let roles =
            over_time(None, vec![stated("analyst", 0, "2025-05-02"), stated(fuller, 1, "2025-05-01")]);
        assert_eq!(texts(&roles), ["analyst", fuller]);
    }
}
