//! A speaker's page and the index of all of them.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::chart::{ChartView, chart};
use super::data::{DateView, ImageView, LinkView};
use super::record::{self, FiltersView};
use super::timeline::ChronicleView;
use super::{Renderer, View, markup};
use crate::enrich::{QuotationKind, SpeakerKind};
use crate::site::{SiteSpeaker, SpeakerId};

/// The subject of the page, as `speaker`.
#[derive(Serialize)]
struct SpeakerView<'s> {
    card: Value,
    aliases: &'s [String],
    roles: Vec<RoleView<'s>>,
    image: Option<ImageView>,
    biography: Option<Value>,
    same_as: Vec<LinkView>,
    record: Vec<Value>,
    event_count: usize,
    chart: Option<ChartView>,
    filters: Option<FiltersView>,
    /// Who is quoted in the same articles most often.
    beside: Vec<BesideView>,
}

#[derive(Serialize)]
struct BesideView {
    speaker: Value,
    /// Articles that quote both.
    count: usize,
}

#[derive(Serialize)]
struct RoleView<'s> {
    text: &'s str,
    article: Option<LinkView>,
    first: Option<DateView>,
    last: Option<DateView>,
}

/// A part of the index: the people of a letter, or all organisations, or all unnamed groups.
#[derive(Serialize)]
struct LetterView<'s> {
    /// Of people only.
    letter: Option<char>,
    /// As printed.
    label: Cow<'s, str>,
    /// Identifier on the page.
    id: String,
    speakers: Vec<Value>,
}

/// Identifier of a quotation on its speaker's page: anchors are unique within an article only, so that of the article, by its slug, is
/// added, in short.
pub(super) fn anchor(article: &str, anchor: &str) -> String {
    anchor.to_owned() + &anchor_suffix(article)
}

/// What the anchors of the article with the slug `article` have behind them.
pub(super) fn anchor_suffix(article: &str) -> String {
    format!("-{}", &blake3::hash(article.as_bytes()).to_hex()[..6])
}

/// Name of the kind in classes and phrases.
pub(super) fn kind(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Mixed => "mixed",
        QuotationKind::Indirect => "indirect",
    }
}

pub(super) fn view(render: &Renderer<'_>, id: SpeakerId, here: &str) -> View {
    let speaker = &render.site.speakers[id.0];
    let profile = speaker.profile.as_ref();
    let biography = profile.filter(|profile| !profile.body.html.trim().is_empty());
    let topics = record::topics(render, speaker);
    let quotations = speaker.quotations.iter().map(|id| &render.site.quotations[id.0]);
    let days: Vec<Date> =
        quotations.filter_map(|quotation| render.site.articles[quotation.article.0].article.date).collect();
    let view = SpeakerView {
        card: render.cards.speaker(id).clone(),
        aliases: &speaker.aliases,
        roles: roles(render, speaker),
        image: profile
            .and_then(|profile| profile.image.as_ref())
            .map(|image| ImageView::new(render.site, image)),
        biography: biography
            .map(|profile| Value::safe_string(&markup::plain(render.site, &profile.body, here))),
        same_as: profile.map_or_else(Vec::new, |profile| {
            profile.same_as.iter().map(|url| LinkView { title: place(url), url: url.clone() }).collect()
        }),
        record: record::record(render, speaker, &topics, here),
        event_count: speaker.events.len(),
        chart: chart(&days, render.language),
        filters: record::filters(render, &topics, &days),
        beside: speaker
            .beside
            .iter()
            .map(|&(other, count)| BesideView { speaker: render.cards.speaker(other).clone(), count })
            .collect(),
    };
    let mut page = View::new("speaker.html", &speaker.name)
        .with("speaker", &view)
        .with("chronicle", &ChronicleView::brief(render, &speaker.events, here));
    page.head.kind = "profile";
    page.head.feed = Some(here.to_owned());
    page.head.code = biography.is_some_and(|profile| profile.body.has_code);
    page.head.data =
        super::structured_data::speaker(render.site, speaker, view.image.as_ref(), render.language);
    page.head.image = view.image.as_ref().map(|image| image.src.clone());
    page.described(super::cards::role(speaker).unwrap_or_default())
}

fn roles<'s>(render: &Renderer<'_>, speaker: &'s SiteSpeaker) -> Vec<RoleView<'s>> {
    let day = |date| DateView::day(date, render.language);
    speaker
        .roles
        .iter()
        .map(|role| RoleView {
            text: &role.text,
            article: role.article.map(|id| super::article::link(render.site, id)),
            first: role.first.map(day),
            last: role.last.filter(|last| Some(*last) != role.first).map(day),
        })
        .collect()
}

/// "https://en.wikipedia.org/wiki/X" is at "en.wikipedia.org".
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// What a page elsewhere is called: "en.wikipedia.org" is "Wikipedia (en)", most others go by their host.
fn place(url: &str) -> String {
    let host = host(url);
    match host.strip_suffix(".wikipedia.org") {
        Some(language) => format!("Wikipedia ({language})"),
        None if host == "wikidata.org" => "Wikidata".to_owned(),
        None => host.to_owned(),
    }
}

/// People from A to Z; then organisations and unnamed groups, which nobody would look for among surnames.
pub(super) fn index(render: &Renderer<'_>) -> View {
    let words = &render.language.interface;
    let mut letters: Vec<LetterView<'_>> = Vec::new();
    let mut apart = [
        (SpeakerKind::Organization, words.phrase("organizations"), Vec::new()),
        (SpeakerKind::Group, words.phrase("groups"), Vec::new()),
    ];
    for (index, speaker) in render.site.speakers.iter().enumerate() {
        let card = render.cards.speaker(SpeakerId(index)).clone();
        if let Some((_, _, cards)) = apart.iter_mut().find(|(kind, ..)| *kind == speaker.kind) {
            cards.push(card);
            continue;
        }
        match letters.iter_mut().find(|group| group.letter == Some(speaker.letter)) {
            Some(group) => group.speakers.push(card),
            None => letters.push(LetterView {
                letter: Some(speaker.letter),
                label: speaker.letter.to_string().into(),
                id: letter_id(speaker.letter),
                speakers: vec![card],
            }),
        }
    }
    letters.extend(apart.into_iter().filter(|(_, _, cards)| !cards.is_empty()).map(
        |(kind, label, speakers)| LetterView {
            letter: None,
            label: label.into(),
            id: if kind == SpeakerKind::Group { "groups" } else { "organizations" }.to_owned(),
            speakers,
        },
    ));
    View::new("speakers.html", words.phrase("speakers"))
        .with("letters", &letters)
        .with("total", &render.site.speakers.len())
        .described(words.phrase("speakers_intro"))
}

fn letter_id(letter: char) -> String {
    if letter.is_alphanumeric() { format!("letter-{letter}") } else { "letter-0".to_owned() }
}
