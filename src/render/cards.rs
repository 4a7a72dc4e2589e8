//! What pages show of an article, a speaker, a topic or an event when it is not their subject: made once, shared.

use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::article::Attribution;
use super::data::{DateView, ImageView, LinkView};
use crate::enrich::QuotationKind;
use crate::language::{Direction, Language};
use crate::site::{
    ArticleId, EntryId, Site, SiteArticle, SiteSpeaker, SiteTopic, SpeakerId, TimelineEntry, TimelineScope,
    TopicId, addresses, entry_address,
};

/// Shared values, in the order of the site's lists, made when they are first asked for. Cloning one copies a pointer.
pub(super) struct Cards {
    site: Arc<Site>,
    language: &'static Language,
    /// Whether each year of the site's timeline has a page of its own.
    is_split: bool,
    articles: Vec<OnceLock<Value>>,
    speakers: Vec<OnceLock<Value>>,
    topics: Vec<OnceLock<Value>>,
    entries: Vec<OnceLock<Value>>,
    /// Days of publication.
    days: Vec<OnceLock<Option<Value>>>,
    /// Dates of entries.
    dates: Vec<OnceLock<Value>>,
    said: Vec<OnceLock<Vec<(ArticleId, Value)>>>,
    attributions: Vec<OnceLock<Attribution>>,
}

/// How many of a speaker's quotations a card of who's who leads to.
const SAID_ELSEWHERE: usize = 2;

impl Cards {
    pub(super) fn new(site: Arc<Site>, language: &'static Language) -> Self {
        Self {
            language,
            is_split: !TimelineScope::Site.years(&site).is_empty(),
            articles: empty(site.articles.len()),
            speakers: empty(site.speakers.len()),
            topics: empty(site.topics.len()),
            entries: empty(site.timeline.len()),
            days: empty(site.articles.len()),
            dates: empty(site.timeline.len()),
            said: empty(site.speakers.len()),
            attributions: empty(site.speakers.len()),
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
    pub(super) fn day(&self, id: ArticleId) -> Option<Value> {
        let day = self.days[id.0].get_or_init(|| {
            let date = self.site.articles[id.0].article.date?;
            Some(Value::from_serializable(&DateView::day(date, self.language)))
        });
        day.clone()
    }

    /// When what the entry tells of happened.
    pub(super) fn date(&self, id: EntryId) -> &Value {
        self.dates[id.0].get_or_init(|| {
            Value::from_serializable(&DateView::new(&self.site.timeline[id.0].date, self.language))
        })
    }

    pub(super) fn speaker(&self, id: SpeakerId) -> &Value {
        self.speakers[id.0]
            .get_or_init(|| Value::from_serializable(&speaker_card(&self.site, &self.site.speakers[id.0])))
    }

    /// What the speaker said last in other articles than `article`, each as `shown` makes it of its card.
    pub(super) fn said_elsewhere(
        &self,
        id: SpeakerId,
        article: ArticleId,
        shown: impl Fn(Value) -> Value,
    ) -> Vec<Value> {
        let said = self.said[id.0].get_or_init(|| {
            let cards = said(self, &self.site.speakers[id.0]);
            cards.into_iter().map(|(article, card)| (article, shown(card))).collect()
        });
        let others = said.iter().filter(|(place, _)| *place != article);
        others.take(SAID_ELSEWHERE).map(|(_, said)| said.clone()).collect()
    }

    /// What the speaker's words are marked with in articles.
    pub(super) fn attribution(&self, id: SpeakerId) -> &Attribution {
        self.attributions[id.0].get_or_init(|| Attribution::new(&self.site.speakers[id.0]))
    }

    pub(super) fn topic(&self, id: TopicId) -> &Value {
        self.topics[id.0].get_or_init(|| Value::from_serializable(&topic_card(&self.site.topics[id.0])))
    }

    pub(super) fn entry(&self, id: EntryId) -> &Value {
        self.entries[id.0].get_or_init(|| Value::from_serializable(&entry_card(self, id)))
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
        ids.iter().map(|id| self.entry(*id).clone()).collect()
    }
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
    date: Option<Value>,
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

fn article_card<'s>(
    site: &'s Site,
    entry: &'s SiteArticle,
    date: Option<Value>,
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

/// What somebody said, in short.
#[derive(Serialize)]
struct SaidCard<'s> {
    /// The quoted words, cut when they are long.
    text: String,
    /// Title of its article.
    article: &'s str,
    date: Option<Value>,
    /// The passage on the speaker's page.
    url: String,
}

/// The newest verbatim quotations of `speaker`, one an article: enough to choose from for every article.
fn said(cards: &Cards, speaker: &SiteSpeaker) -> Vec<(ArticleId, Value)> {
    let site = &cards.site;
    let mut said: Vec<(ArticleId, Value)> = Vec::new();
    for quotation in speaker.quotations.iter().map(|id| &site.quotations[id.0]) {
        if said.len() > SAID_ELSEWHERE {
            break;
        }
        let is_known = said.last().is_some_and(|(article, _)| *article == quotation.article);
        if quotation.kind != QuotationKind::Direct || is_known {
            continue;
        }
        let entry = &site.articles[quotation.article.0];
        let article = &entry.article;
        let anchor = super::speaker::anchor(&article.slug, &quotation.anchor);
        let card = SaidCard {
            text: excerpt(&entry.words(quotation), EXCERPT),
            article: &article.title,
            date: cards.day(quotation.article),
            url: format!("{}#{anchor}", addresses::speaker(&speaker.id)),
        };
        said.push((quotation.article, Value::from_serializable(&card)));
    }
    said
}

/// Characters of an excerpt.
const EXCERPT: usize = 120;

/// `text`, cut between two words when it is longer than `limit` characters.
fn excerpt(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let words = text[..end].rsplit_once(char::is_whitespace).map_or(&text[..end], |(words, _)| words);
    format!("{} …", words.trim_end_matches([',', ';', ':', '–', '—']))
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

/// An event on a timeline.
#[derive(Serialize)]
struct EntryCard<'s> {
    date: &'s Value,
    text: &'s str,
    anchor: &'s str,
    /// Its address on the timeline of the site.
    place: String,
    /// Where it is stated; `None` for an entry of `timeline.yaml`.
    sources: Option<SourcesView<'s>>,
    /// Where `timeline.yaml` says it is stated, and the name of that host.
    url: Option<&'s str>,
    host: Option<&'s str>,
    speakers: Vec<SpeakerLink<'s>>,
    /// Publication of the newest of its articles, when the event lay ahead of them all.
    planned: Option<Value>,
    /// Numbers of its topics and its speakers, as in the choices of the filter.
    topic_ids: String,
    speaker_ids: String,
}

/// Sources that are shown at once.
const NEAR_SOURCES: usize = 3;

/// The articles that state an event, newest first: those shown at once, and those shown when asked for.
#[derive(Serialize)]
struct SourcesView<'s> {
    near: Vec<SourceView<'s>>,
    more: Vec<SourceView<'s>>,
    /// How many there are besides the newest.
    others: usize,
}

/// An article that states an event, and where.
#[derive(Serialize)]
struct SourceView<'s> {
    title: &'s str,
    /// Address of the first passage.
    url: String,
    /// Addresses of the others.
    again: Vec<String>,
}

/// A speaker whom an event names.
#[derive(Serialize)]
struct SpeakerLink<'s> {
    title: &'s str,
    url: String,
}

fn entry_card(cards: &Cards, id: EntryId) -> EntryCard<'_> {
    let site = &cards.site;
    let entry = &site.timeline[id.0];
    let mut sources: Vec<(ArticleId, SourceView<'_>)> = Vec::new();
    for source in &entry.sources {
        let article = &site.articles[source.article.0].article;
        let url = [&addresses::article(&article.slug), "#", &source.anchor].concat();
        match sources.iter_mut().find(|(known, _)| *known == source.article) {
            Some((_, known)) => known.again.push(url),
            None => {
                sources.push((source.article, SourceView { title: &article.title, url, again: Vec::new() }));
            }
        }
    }
    EntryCard {
        date: cards.date(id),
        text: &entry.text,
        anchor: &entry.anchor,
        place: entry_address(entry, cards.is_split),
        planned: planned(site, entry).and_then(|article| cards.day(article)),
        topic_ids: joined(entry.topics.iter().map(|id| id.0)),
        speaker_ids: joined(entry.speakers.iter().map(|id| id.0)),
        sources: sources_view(sources.into_iter().map(|(_, source)| source).collect()),
        url: entry.url.as_deref(),
        host: entry.url.as_deref().map(super::speaker::host),
        speakers: entry
            .speakers
            .iter()
            .map(|id| &site.speakers[id.0])
            .map(|speaker| SpeakerLink { title: &speaker.name, url: addresses::speaker(&speaker.id) })
            .collect(),
    }
}

fn sources_view(mut near: Vec<SourceView<'_>>) -> Option<SourcesView<'_>> {
    let others = near.len().saturating_sub(1);
    // One more is shown rather than announced.
    let more = if near.len() > NEAR_SOURCES + 1 { near.split_off(NEAR_SOURCES) } else { Vec::new() };
    (!near.is_empty()).then_some(SourcesView { near, more, others })
}

/// The article as of which `entry` was still to come: the newest of those that tell of it, all published before it.
fn planned(site: &Site, entry: &TimelineEntry) -> Option<ArticleId> {
    let begins = entry.date.earliest()?;
    let mut newest: Option<(Date, ArticleId)> = None;
    for source in &entry.sources {
        // One article without a date is enough not to know.
        let published = site.articles[source.article.0].article.date?;
        newest = newest.max(Some((published, source.article)));
    }
    newest.filter(|(published, _)| *published < begins).map(|(_, article)| article)
}

/// Numbers as one text, a blank between two.
pub(super) fn joined(numbers: impl Iterator<Item = usize>) -> String {
    let mut text = String::new();
    for number in numbers {
        if !text.is_empty() {
            text.push(' ');
        }
        // Writing to a string can't fail.
        let _ = write!(text, "{number}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        for (name, drawn) in
            [("Olga Example", "OE"), ("Jean de la Ville", "JV"), ("sources", "S"), ("“x”", "X")]
        {
            assert_eq!(initials(name), drawn);
        }
    }

    #[test]
    fn an_excerpt_ends_between_words() {
        assert_eq!(excerpt("one two, three", 9), "one two …");
        assert_eq!(excerpt("one two", 9), "one two");
        assert_eq!(excerpt("éééééééééééé", 3), "ééé …");
    }
}
