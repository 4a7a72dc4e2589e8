//! What pages are about, in schema.org's terms.

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};
use tera::Value;

use super::data::{ImageView, datetime};
use super::filters::is_external;
use super::machine::changed;
use crate::content::Article;
use crate::edtf::{Edtf, Extent, Point, PointDate};
use crate::enrich::{QuotationKind, SpeakerKind};
use crate::language::Language;
use crate::site::{ArticleId, Site, SiteArticle, SiteSpeaker, SiteTopic, SpeakerId, addresses};

/// Quotations that an article's data tells of: search engines want to know what it is, not to have all of it twice.
const QUOTATIONS: usize = 12;
/// The same of events.
const EVENTS: usize = 12;

/// An object whose absent values are left out.
struct Object(Map<String, Json>);

impl Object {
    fn new(kind: &str) -> Self {
        let mut object = Self(Map::new());
        object.set("@type", Some(json!(kind)));
        object
    }

    /// What names the object where it is described elsewhere.
    fn reference(&self) -> Json {
        let parts = ["@type", "@id", "name"].iter().filter_map(|key| Some((*key, self.0.get(*key)?)));
        json!(parts.collect::<std::collections::BTreeMap<_, _>>())
    }

    fn set(&mut self, key: &str, value: Option<Json>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value);
        }
    }
}

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
    let article = &entry.article;
    let address = addresses::article(&article.slug);
    let section = (words.interface.phrase("articles"), addresses::ARTICLES);
    let subject = [Some(news_article(site, entry, image)), trail(site, section, (&article.title, &address))];
    script(subject.into_iter().chain(quotations(site, entry).map(Some)).chain(events(site, id).map(Some)))
}

/// A topic's page: the way to it.
pub(super) fn topic(site: &Site, topic: &SiteTopic, words: &Language) -> Option<Value> {
    let section = (words.interface.phrase("topics"), addresses::TOPICS);
    script([trail(site, section, (&topic.title, &addresses::topic(&topic.slug)))])
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
    script([profile_page(site, speaker, image), trail(site, section, (&speaker.name, &address))])
}

fn news_article(site: &Site, entry: &SiteArticle, image: Option<&str>) -> Json {
    let article = &entry.article;
    let mut data = Object::new("NewsArticle");
    let address = absolute(site, &addresses::article(&article.slug));
    data.set("@id", address.as_ref().map(|url| json!(url)));
    data.set("headline", Some(json!(article.title)));
    data.set("description", text(&article.summary));
    data.set("datePublished", article.date.map(|date| json!(date.to_string())));
    data.set("dateModified", changed(article).map(|date| json!(date.to_string())));
    data.set("author", list(article.authors.iter().map(|name| json!({ "@type": "Person", "name": name }))));
    data.set("publisher", publisher(site));
    data.set("image", image.and_then(|image| absolute(site, image)).map(|url| json!([url])));
    data.set("keywords", list(entry.topics.iter().map(|topic| json!(site.topics[topic.0].title))));
    data.set("mainEntityOfPage", address.map(|url| json!(url)));
    let mentions = quoted(site, entry).into_iter().filter_map(|id| person(site, &site.speakers[id.0]));
    data.set("mentions", list(mentions.map(|person| Json::Object(person.0))));
    data.set(
        "citation",
        list(article.sources.iter().map(|source| {
            let mut citation = Object::new("CreativeWork");
            citation.set("name", Some(json!(source.title)));
            citation.set("url", source.url.as_deref().filter(|url| is_external(url)).map(|url| json!(url)));
            citation.set("datePublished", source.date.as_ref().and_then(datetime).map(|date| json!(date)));
            let publisher = |name: &String| json!({ "@type": "Organization", "name": name });
            citation.set("publisher", source.publisher.as_ref().map(publisher));
            Json::Object(citation.0)
        })),
    );
    data.set("correction", corrections(article));
    Json::Object(data.0)
}

fn corrections(article: &Article) -> Option<Json> {
    list(article.corrections.iter().map(|correction| {
        json!({
            "@type": "CorrectionComment",
            "text": correction.text,
            "datePublished": correction.date.to_string(),
        })
    }))
}

/// The first verbatim words of the article as quotations of their own, each with whose it is and where it stands. Full addresses alone tie
/// them to their article and their speaker.
fn quotations(site: &Site, entry: &SiteArticle) -> impl Iterator<Item = Json> {
    let article = absolute(site, &addresses::article(&entry.article.slug));
    let verbatim = entry.quotations.iter().map(|id| &site.quotations[id.0]);
    let verbatim = verbatim.filter(|quotation| quotation.kind == QuotationKind::Direct);
    verbatim.take(QUOTATIONS).filter_map(move |quotation| {
        let article = article.as_ref()?;
        let speaker = &site.speakers[quotation.speaker.0];
        Some(json!({
            "@type": "Quotation",
            "@id": format!("{article}#{}", quotation.anchor),
            "text": entry.words(quotation),
            "creator": person(site, speaker)?.reference(),
            "isPartOf": { "@id": article },
        }))
    })
}

/// What the article tells of as having happened, or as planned, on a known day. What is dated by a season or perhaps is for people to read.
fn events(site: &Site, id: ArticleId) -> impl Iterator<Item = Json> {
    let entry = &site.articles[id.0];
    let article = absolute(site, &addresses::article(&entry.article.slug));
    let dated = entry.events.iter().filter_map(move |event| {
        let event = &site.timeline[event.0];
        let source = event.sources.iter().find(|source| source.article == id)?;
        let (first, last) = days(&event.date)?;
        Some((event, source, first, last))
    });
    dated.take(EVENTS).filter_map(move |(event, source, first, last)| {
        let article = article.as_ref()?;
        let mut data = Object::new("Event");
        data.set("@id", Some(json!(format!("{article}#{}", source.anchor))));
        data.set("name", Some(json!(entry.findings.events[source.index].text)));
        data.set("startDate", Some(json!(first.to_string())));
        data.set("endDate", (last != first).then(|| json!(last.to_string())));
        let people = event.speakers.iter().filter_map(|id| person(site, &site.speakers[id.0]));
        data.set("actor", list(people.map(|person| person.reference())));
        data.set("subjectOf", Some(json!({ "@id": article })));
        Some(Json::Object(data.0))
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

fn profile_page(site: &Site, speaker: &SiteSpeaker, image: Option<&ImageView>) -> Option<Json> {
    let mut subject = person(site, speaker)?;
    subject.set("alternateName", list(speaker.aliases.iter().map(|name| json!(name))));
    subject.set("image", image.and_then(|image| absolute(site, &image.src)).map(|url| json!(url)));
    let same_as = speaker.profile.iter().flat_map(|profile| &profile.same_as).map(|url| json!(url));
    subject.set("sameAs", list(same_as));
    Some(json!({ "@type": "ProfilePage", "mainEntity": subject.0 }))
}

/// A speaker as somebody whom a page mentions. An unnamed group is nobody in schema.org's terms.
fn person(site: &Site, speaker: &SiteSpeaker) -> Option<Object> {
    let is_person = speaker.kind == SpeakerKind::Person;
    let mut subject = match speaker.kind {
        SpeakerKind::Person => Object::new("Person"),
        SpeakerKind::Organization => Object::new("Organization"),
        SpeakerKind::Group => return None,
    };
    subject.set("name", Some(json!(speaker.name)));
    let role = super::cards::role(speaker).filter(|_| is_person);
    subject.set("jobTitle", role.map(|role| json!(role)));
    let url = absolute(site, &addresses::speaker(&speaker.id)).map(|url| json!(url));
    subject.set("@id", url.clone());
    subject.set("url", url);
    Some(subject)
}

/// Home, section, page. Only full addresses say where these are.
fn trail(site: &Site, section: (&str, &str), page: (&str, &str)) -> Option<Json> {
    let steps = [(site.config.title.as_str(), addresses::HOME), section, page];
    let items: Option<Vec<Json>> = steps
        .into_iter()
        .zip(1..)
        .map(|((name, address), position)| {
            let url = absolute(site, address)?;
            Some(json!({ "@type": "ListItem", "position": position, "name": name, "item": url }))
        })
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items? }))
}

fn publisher(site: &Site) -> Option<Json> {
    let publisher = &site.config.publisher;
    let mut organisation = Object::new("Organization");
    organisation.set("name", Some(text(&publisher.name)?));
    organisation.set("url", publisher.url.as_ref().map(|url| json!(url)));
    let logo = publisher.logo.as_ref().and_then(|logo| absolute(site, logo));
    organisation.set("logo", logo.map(|url| json!(url)));
    Some(Json::Object(organisation.0))
}

fn text(text: &str) -> Option<Json> {
    (!text.is_empty()).then(|| json!(text))
}

fn list(items: impl Iterator<Item = Json>) -> Option<Json> {
    let items: Vec<Json> = items.collect();
    (!items.is_empty()).then_some(Json::Array(items))
}

fn absolute(site: &Site, address: &str) -> Option<String> {
    if is_external(address) {
        Some(address.to_owned())
    } else {
        site.config.base_url.as_ref().map(|base| format!("{base}{address}"))
    }
}

/// The objects as the text of one `script` element; `None` for no object.
fn script(objects: impl IntoIterator<Item = Option<Json>>) -> Option<Value> {
    let graph = list(objects.into_iter().flatten())?;
    let data = json!({ "@context": "https://schema.org", "@graph": graph });
    // Inside a script element only "<" can do harm.
    Some(Value::safe_string(&data.to_string().replace('<', "\\u003c")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_close_the_element() {
        let value = script([Some(json!({ "name": "</script><b>" })), None]).unwrap();
        let text = value.as_str().unwrap_or_default().to_owned();
        assert!(!text.contains('<'), "{text}");
        let back: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(back["@graph"][0]["name"], "</script><b>");
    }

    #[test]
    fn a_trail_needs_full_addresses() {
        let mut site = Site::default();
        let (section, page) = (("Articles", "articles/"), ("A", "articles/a/"));
        assert!(trail(&site, section, page).is_none());
        site.config.base_url = Some("https://example.org/news/".to_owned());
        let trail = trail(&site, section, page).unwrap();
        assert_eq!(trail["itemListElement"][2]["item"], "https://example.org/news/articles/a/");
    }
}
