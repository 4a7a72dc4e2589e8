//! What pages are about, in schema.org's terms.

mod terms;

use jiff::civil::Date;
use tera::Value;

use self::terms::{
    Correction, Event, Graph, Item, Named, NewsArticle, Organization, ProfilePage, Quotation, Reference,
    Source, Speaker, Thing, Trail,
};
use super::data::{ImageView, datetime};
use super::filters::is_external;
use super::json;
use super::machine::changed;
use crate::edtf::{Edtf, Extent, Point, PointDate};
use crate::enrich::{QuotationKind, SpeakerKind};
use crate::language::Language;
use crate::site::{ArticleId, Site, SiteArticle, SiteSpeaker, SiteTopic, SpeakerId, addresses};
use crate::text::find_byte;

/// Quotations that an article's data tells of: search engines want to know what it is, not to have all of it twice.
const QUOTATIONS: usize = 12;
/// The same of events.
const EVENTS: usize = 12;
/// Bytes that the data of most articles need.
const ROOM: usize = 12_000;

/// An article: what it is, and the way to it.
pub(super) fn article(
    site: &Site,
    id: ArticleId,
    image: Option<&ImageView>,
    words: &Language,
) -> Option<Value> {
    let entry = &site.articles[id.0];
    let card = site.cards.articles.get(id.0).and_then(Option::as_deref);
    let image = image.map(|image| image.src.as_str()).or(card);
    let title = &entry.article.title;
    let address = addresses::article(&entry.article.slug);
    let section = (words.interface.phrase("articles"), addresses::ARTICLES);
    let url = absolute(site, &address);
    let url = url.as_deref();
    let mut article = news_article(site, entry, url, image);
    // Full addresses alone tie these to their speakers and say where they stand.
    if let Some(url) = url {
        article.has_part = quotations(site, entry, url).map(Thing::Quotation).collect();
        article.about = events(site, id, url).map(Thing::Event).collect();
    }
    let trail = trail(site, section, (title, &address)).map(Thing::BreadcrumbList);
    script(&[Thing::NewsArticle(article)].into_iter().chain(trail).collect::<Vec<_>>())
}

/// A topic's page: the way to it.
pub(super) fn topic(site: &Site, topic: &SiteTopic, words: &Language) -> Option<Value> {
    let section = (words.interface.phrase("topics"), addresses::TOPICS);
    let trail = trail(site, section, (&topic.title, &addresses::topic(&topic.slug)))?;
    script(&[Thing::BreadcrumbList(trail)])
}

/// A speaker's page: whose profile it is, and the way to it.
pub(super) fn speaker(
    site: &Site,
    speaker: &SiteSpeaker,
    image: Option<&ImageView>,
    words: &Language,
) -> Option<Value> {
    let address = addresses::speaker(&speaker.id);
    let section = (words.interface.phrase("speakers"), addresses::SPEAKERS);
    let profile = profile_page(site, speaker, image).map(Thing::ProfilePage);
    let trail = trail(site, section, (&speaker.name, &address)).map(Thing::BreadcrumbList);
    script(&profile.into_iter().chain(trail).collect::<Vec<_>>())
}

fn news_article<'s>(
    site: &'s Site,
    entry: &'s SiteArticle,
    url: Option<&'s str>,
    image: Option<&str>,
) -> NewsArticle<'s> {
    let article = &entry.article;
    let mentions = quoted(site, entry).into_iter().filter_map(|id| person(site, &site.speakers[id.0]));
    NewsArticle {
        id: url,
        headline: &article.title,
        description: Some(article.summary.as_str()).filter(|summary| !summary.is_empty()),
        date_published: article.date,
        date_modified: changed(article),
        author: article.authors.iter().map(|name| Named::Person { name }).collect(),
        publisher: publisher(site),
        image: image.and_then(|image| absolute(site, image)).map(|url| [url]),
        keywords: entry.topics.iter().map(|topic| site.topics[topic.0].title.as_str()).collect(),
        main_entity_of_page: url,
        mentions: mentions.collect(),
        has_part: Vec::new(),
        about: Vec::new(),
        citation: article
            .sources
            .iter()
            .map(|source| Source {
                kind: "CreativeWork",
                name: &source.title,
                url: source.url.as_deref().filter(|url| is_external(url)),
                date_published: source.date.as_ref().and_then(datetime),
                publisher: source.publisher.as_ref().map(|name| Named::Organization { name }),
            })
            .collect(),
        correction: article
            .corrections
            .iter()
            .map(|correction| Correction {
                kind: "CorrectionComment",
                text: &correction.text,
                date_published: correction.date,
            })
            .collect(),
    }
}

/// The first verbatim words of the article at `url`, each with whose it is and where it stands.
fn quotations<'s>(
    site: &'s Site,
    entry: &'s SiteArticle,
    url: &'s str,
) -> impl Iterator<Item = Quotation<'s>> {
    let verbatim = entry.quotations.iter().map(|id| &site.quotations[id.0]);
    let verbatim = verbatim.filter(|quotation| quotation.kind == QuotationKind::Direct);
    verbatim.take(QUOTATIONS).filter_map(move |quotation| {
        Some(Quotation {
            id: [url, "#", &quotation.anchor].concat(),
            text: entry.words(quotation),
            creator: reference(site, &site.speakers[quotation.speaker.0])?,
        })
    })
}

/// What the article at `url` tells of as having happened, or as planned, on a known day. What is dated by a season or perhaps is for
/// people to read.
fn events<'s>(site: &'s Site, id: ArticleId, url: &'s str) -> impl Iterator<Item = Event<'s>> {
    let entry = &site.articles[id.0];
    let dated = entry.events.iter().filter_map(move |event| {
        let event = &site.timeline[event.0];
        let source = event.sources.iter().find(|source| source.article == id)?;
        let (first, last) = days(&event.date)?;
        Some((event, source, first, last))
    });
    dated.take(EVENTS).map(move |(event, source, first, last)| Event {
        id: [url, "#", &source.anchor].concat(),
        name: &entry.findings.events[source.index].text,
        start_date: first,
        end_date: (last != first).then_some(last),
        actor: event.speakers.iter().filter_map(|id| reference(site, &site.speakers[id.0])).collect(),
    })
}

/// The first and the last day of a date that is exact.
fn days(date: &Edtf) -> Option<(Date, Date)> {
    let day = |point: Point| match point.date {
        PointDate::Day(day) if !point.approximate && !point.uncertain => Some(day),
        _ => None,
    };
    match date.extent() {
        Extent::Point(point) => Some((day(point)?, day(point)?)),
        Extent::Interval(first, last) => Some((day(first?)?, day(last?)?)),
    }
}

/// Who is quoted in the article, each once, by first quotation.
fn quoted(site: &Site, entry: &SiteArticle) -> Vec<SpeakerId> {
    let mut found: Vec<SpeakerId> = Vec::new();
    for id in &entry.quotations {
        let speaker = site.quotations[id.0].speaker;
        if !found.contains(&speaker) {
            found.push(speaker);
        }
    }
    found
}

fn profile_page<'s>(
    site: &'s Site,
    speaker: &'s SiteSpeaker,
    image: Option<&ImageView>,
) -> Option<ProfilePage<'s>> {
    let profile = speaker.profile.as_ref();
    Some(ProfilePage {
        main_entity: Speaker {
            alternate_name: &speaker.aliases,
            image: image.and_then(|image| absolute(site, &image.src)),
            same_as: profile.map_or(&[], |profile| &profile.same_as),
            ..person(site, speaker)?
        },
    })
}

/// What schema.org calls such a speaker. An unnamed group is nobody there.
fn kind(speaker: &SiteSpeaker) -> Option<&'static str> {
    match speaker.kind {
        SpeakerKind::Person => Some("Person"),
        SpeakerKind::Organization => Some("Organization"),
        SpeakerKind::Group => None,
    }
}

/// A speaker as somebody whom a page mentions.
fn person<'s>(site: &Site, speaker: &'s SiteSpeaker) -> Option<Speaker<'s>> {
    let url = absolute(site, &addresses::speaker(&speaker.id));
    Some(Speaker {
        kind: kind(speaker)?,
        name: &speaker.name,
        job_title: super::cards::role(speaker).filter(|_| speaker.kind == SpeakerKind::Person),
        id: url.clone(),
        url,
        alternate_name: &[],
        image: None,
        same_as: &[],
    })
}

/// What names a speaker who is described elsewhere.
fn reference<'s>(site: &Site, speaker: &'s SiteSpeaker) -> Option<Reference<'s>> {
    let id = absolute(site, &addresses::speaker(&speaker.id));
    Some(Reference { id, kind: kind(speaker)?, name: &speaker.name })
}

/// Home, section, page. Only full addresses say where these are.
fn trail<'s>(site: &'s Site, section: (&'s str, &str), page: (&'s str, &str)) -> Option<Trail<'s>> {
    let steps = [(site.config.title.as_str(), addresses::HOME), section, page];
    let items: Option<Vec<Item<'s>>> = steps
        .into_iter()
        .zip(1..)
        .map(|((name, address), position)| {
            Some(Item { kind: "ListItem", position, name, item: absolute(site, address)? })
        })
        .collect();
    Some(Trail { item_list_element: items? })
}

fn publisher(site: &Site) -> Option<Organization<'_>> {
    let publisher = &site.config.publisher;
    (!publisher.name.is_empty()).then(|| Organization {
        kind: "Organization",
        name: &publisher.name,
        url: publisher.url.as_deref(),
        logo: publisher.logo.as_ref().and_then(|logo| absolute(site, logo)),
    })
}

fn absolute(site: &Site, address: &str) -> Option<String> {
    if is_external(address) {
        Some(address.to_owned())
    } else {
        site.config.base_url.as_ref().map(|base| [base, address].concat())
    }
}

/// The objects as the text of one `script` element; `None` for no object.
fn script(graph: &[Thing<'_>]) -> Option<Value> {
    if graph.is_empty() {
        return None;
    }
    let mut data = Vec::with_capacity(ROOM);
    json::push(&mut data, &Graph { context: "https://schema.org", graph });
    let mut data = String::from_utf8(data).ok()?;
    // Inside a script element only "<" can do harm.
    if find_byte(&data, |byte| byte == b'<').is_some() {
        data = data.replace('<', "\\u003c");
    }
    Some(Value::safe_string(&data))
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;

    #[test]
    fn text_cannot_close_the_element() {
        let actor = Reference { kind: "Person", id: None, name: "</script><b>" };
        let event = Event {
            id: String::new(),
            name: "",
            start_date: Date::default(),
            end_date: None,
            actor: vec![actor],
        };
        let value = script(&[Thing::Event(event)]).unwrap();
        let text = value.as_str().unwrap_or_default().to_owned();
        assert!(!text.contains('<'), "{text}");
        let back: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(back["@graph"][0]["actor"][0]["name"], "</script><b>");
    }

    #[test]
    fn a_trail_needs_full_addresses() {
        let mut site = Site::default();
        let (section, page) = (("Articles", "articles/"), ("A", "articles/a/"));
        assert!(trail(&site, section, page).is_none());
        site.config.base_url = Some("https://example.org/news/".to_owned());
        let trail = serde_json::to_value(trail(&site, section, page).unwrap()).unwrap();
        assert_eq!(trail["itemListElement"][2]["item"], "https://example.org/news/articles/a/");
    }
}
