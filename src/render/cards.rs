//! What pages show of an article, a speaker, a topic or an event when it is not their subject: made once, shared.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::Value;

use super::data::{DateView, ImageView, LinkView};
use super::forms::{Slot, Text, Texts};
use super::voices::Voice;
use crate::language::{Direction, Language};
use crate::site::{
    ArticleId, EntryId, Site, SiteArticle, SiteSpeaker, SiteTopic, SpeakerId, TimelineScope, TopicId,
    addresses,
};

/// Shared values, in the order of the site's lists, made when they are first asked for. Cloning one copies a pointer.
pub(super) struct Cards {
    pub site: Arc<Site>,
    language: &'static Language,
    /// Whether each year of the site's timeline has a page of its own.
    pub is_split: bool,
    articles: Vec<OnceLock<Value>>,
    speakers: Vec<OnceLock<Value>>,
    /// Links to the pages of speakers.
    speaker_links: Vec<OnceLock<LinkView>>,
    topics: Vec<OnceLock<Value>>,
    /// Days of publication.
    days: Vec<OnceLock<Option<DateView>>>,
    /// Dates of entries, and the first entry that has the same date: entries in order of time share most of them.
    dates: Vec<OnceLock<DateView>>,
    dated_like: Vec<usize>,
    voices: Vec<OnceLock<Voice>>,
}

impl Cards {
    pub(super) fn new(site: Arc<Site>, language: &'static Language) -> Self {
        Self {
            language,
            is_split: !TimelineScope::Site.years(&site).is_empty(),
            articles: empty(site.articles.len()),
            speakers: empty(site.speakers.len()),
            speaker_links: empty(site.speakers.len()),
            topics: empty(site.topics.len()),
            days: empty(site.articles.len()),
            dates: empty(site.timeline.len()),
            dated_like: firsts(site.timeline.iter().map(|entry| &entry.date)),
            voices: empty(site.speakers.len()),
            site,
        }
    }

    pub(super) fn article(&self, id: ArticleId) -> &Value {
        self.articles[id.0].get_or_init(|| {
            let date = self.day(id);
            Value::from_serializable(&article_card(
                &self.site,
                &self.site.articles[id.0],
                date,
                self.language,
            ))
        })
    }

    /// The day on which the article was published.
    pub(super) fn day(&self, id: ArticleId) -> Option<&DateView> {
        let day = self.days[id.0].get_or_init(|| {
            let date = self.site.articles[id.0].article.date?;
            Some(DateView::day(date, self.language))
        });
        day.as_ref()
    }

    /// When what the entry tells of happened.
    pub(super) fn date(&self, id: EntryId) -> &DateView {
        self.dates[self.dated_like[id.0]]
            .get_or_init(|| DateView::new(&self.site.timeline[id.0].date, self.language))
    }

    pub(super) fn speaker(&self, id: SpeakerId) -> &Value {
        self.speakers[id.0]
            .get_or_init(|| Value::from_serializable(&speaker_card(&self.site, &self.site.speakers[id.0])))
    }

    /// A link to the page of a speaker.
    pub(super) fn speaker_link(&self, id: SpeakerId) -> &LinkView {
        self.speaker_links[id.0].get_or_init(|| {
            let speaker = &self.site.speakers[id.0];
            LinkView { title: speaker.name.clone(), url: addresses::speaker(&speaker.id) }
        })
    }

    /// What articles show of the speaker whom they quote, as `make` makes it when it is first asked for.
    pub(super) fn voice(&self, id: SpeakerId, make: impl FnOnce() -> Voice) -> &Voice {
        self.voices[id.0].get_or_init(make)
    }

    pub(super) fn topic(&self, id: TopicId) -> &Value {
        self.topics[id.0].get_or_init(|| Value::from_serializable(&topic_card(&self.site.topics[id.0])))
    }

    /// Made anew each time, as few pages show one that is not rendered already.
    pub(super) fn entry(&self, id: EntryId) -> Value {
        Value::from_serializable(&super::timeline::entry_card(self, id, &mut std::convert::identity))
    }

    pub(super) fn articles(&self, ids: &[ArticleId]) -> Vec<Value> {
        ids.iter().map(|id| self.article(*id).clone()).collect()
    }

    pub(super) fn speakers(&self, ids: &[SpeakerId]) -> Vec<Value> {
        ids.iter().map(|id| self.speaker(*id).clone()).collect()
    }

    pub(super) fn topics(&self, ids: &[TopicId]) -> Vec<Value> {
        ids.iter().map(|id| self.topic(*id).clone()).collect()
    }

    pub(super) fn entries(&self, ids: &[EntryId]) -> Vec<Value> {
        ids.iter().map(|id| self.entry(*id)).collect()
    }
}

/// For each item the first of those in a row that are the same.
fn firsts<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<usize> {
    let mut first: Option<(usize, T)> = None;
    items
        .enumerate()
        .map(|(index, item)| match &first {
            Some((at, known)) if *known == item => *at,
            _ => {
                first = Some((index, item));
                index
            }
        })
        .collect()
}

fn empty<T>(length: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(length).collect()
}

/// An article in a list.
#[derive(Serialize)]
struct ArticleCard<'s> {
    url: String,
    title: &'s str,
    summary: &'s str,
    date: Option<&'s DateView>,
    updated: Option<DateView>,
    authors: &'s [String],
    topics: Vec<LinkView>,
    image: Option<ImageView>,
    /// To read it.
    minutes: usize,
    /// Different speakers quoted.
    speaker_count: usize,
    quotation_count: usize,
    language: Option<&'s str>,
    /// `ltr` or `rtl`, where the language is given.
    direction: Option<Direction>,
    extra: &'s serde_json::Map<String, serde_json::Value>,
}

/// What the templates of the program ask of the card of an article in a list without much room.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct ArticleShape {
    url: Slot,
    title: Slot,
    date: Option<DateView<Slot>>,
}

impl Cards {
    /// The article at the address `url`.
    pub(super) fn article_shape<'s>(
        &'s self,
        id: ArticleId,
        url: String,
        texts: &mut Texts<'s>,
    ) -> ArticleShape {
        ArticleShape {
            url: texts.slot(Text::address(url)),
            title: texts.slot(Text::plain(&self.site.articles[id.0].article.title)),
            date: self.day(id).map(|day| day.with(&mut |text| texts.slot(text))),
        }
    }
}

fn article_card<'s>(
    site: &'s Site,
    entry: &'s SiteArticle,
    date: Option<&'s DateView>,
    language: &Language,
) -> ArticleCard<'s> {
    let article = &entry.article;
    let mut speakers: Vec<SpeakerId> =
        entry.quotations.iter().map(|quotation| site.quotations[quotation.0].speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    ArticleCard {
        url: addresses::article(&article.slug),
        title: &article.title,
        summary: &article.summary,
        date,
        updated: article.updated.map(|date| DateView::day(date, language)),
        authors: &article.authors,
        topics: entry.topics.iter().map(|topic| topic_link(&site.topics[topic.0])).collect(),
        image: article.image.as_ref().map(|image| ImageView::new(site, image)),
        minutes: language.interface.minutes(article.words),
        speaker_count: speakers.len(),
        quotation_count: entry.quotations.len(),
        language: article.language.as_deref(),
        direction: article.language.as_deref().map(Direction::of),
        extra: &article.extra,
    }
}

/// A speaker in a list.
#[derive(Serialize)]
struct SpeakerCard<'s> {
    url: String,
    id: &'s str,
    name: &'s str,
    sort_name: &'s str,
    letter: char,
    /// One or two capitals, for who has no portrait.
    initials: String,
    /// `person`, `organization` or `group`.
    kind: crate::enrich::SpeakerKind,
    /// The latest one.
    role: Option<&'s str>,
    side: Option<&'s str>,
    quotation_count: usize,
    article_count: usize,
    image: Option<ImageView>,
}

fn speaker_card<'s>(site: &Site, speaker: &'s SiteSpeaker) -> SpeakerCard<'s> {
    SpeakerCard {
        url: addresses::speaker(&speaker.id),
        id: &speaker.id,
        name: &speaker.name,
        sort_name: &speaker.sort_name,
        letter: speaker.letter,
        initials: initials(&speaker.name),
        kind: speaker.kind,
        role: role(speaker),
        side: speaker.side.as_deref(),
        quotation_count: speaker.quotations.len(),
        article_count: speaker.articles.len(),
        image: speaker
            .profile
            .as_ref()
            .and_then(|profile| profile.image.as_ref())
            .map(|image| ImageView::new(site, image)),
    }
}

/// The first letters of the first and the last word of a name: "FS" for Frank-Walter Steinmeier.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

/// What is printed under the name: what the profile says, else the newest role.
pub(super) fn role(speaker: &SiteSpeaker) -> Option<&str> {
    let profile = speaker.profile.as_ref().and_then(|profile| profile.role.as_deref());
    profile.or_else(|| speaker.roles.first().map(|role| role.text.as_str()))
}

/// A topic in a list.
#[derive(Serialize)]
struct TopicCard<'s> {
    url: String,
    title: &'s str,
    summary: &'s str,
    article_count: usize,
    speaker_count: usize,
    /// Address of its timeline, which is there when it has events.
    timeline_url: String,
}

fn topic_card(topic: &SiteTopic) -> TopicCard<'_> {
    TopicCard {
        url: addresses::topic(&topic.slug),
        title: &topic.title,
        summary: topic.page.as_ref().map_or("", |page| &page.summary),
        article_count: topic.articles.len(),
        speaker_count: topic.speakers.len(),
        timeline_url: addresses::topic_timeline(&topic.slug),
    }
}

pub(super) fn topic_link(topic: &SiteTopic) -> LinkView {
    LinkView { title: topic.title.clone(), url: addresses::topic(&topic.slug) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_in_a_row_is_made_once() {
        assert_eq!(firsts(["a", "a", "b", "a", "a"].into_iter()), [0, 0, 2, 3, 3]);
    }

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        for (name, drawn) in
            [("Olga Example", "OE"), ("Jean de la Ville", "JV"), ("sources", "S"), ("“x”", "X")]
        {
            assert_eq!(initials(name), drawn);
        }
    }
}
