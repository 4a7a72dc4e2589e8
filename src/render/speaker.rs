//! A speaker's page and the index of all of them.

use std::borrow::Cow;
use std::convert::identity;

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::chart::{ChartView, chart};
use super::data::{DateView, ImageView, LinkView};
use super::forms::{Slot, Text};
use super::record::{self, FiltersView};
use super::timeline::{ChronicleView, Headings};
use super::{Renderer, View, filters, markup};
use crate::enrich::{QuotationKind, SpeakerKind};
use crate::site::{SiteSpeaker, SpeakerId, SpeakerRole};

/// The subject of the page, as `speaker`.
#[derive(Serialize)]
struct SpeakerView<'s> {
    card: Value,
    aliases: &'s [String],
    roles: Vec<Value>,
    image: Option<ImageView>,
    biography: Option<Value>,
    same_as: Vec<LinkView>,
    record: Vec<Value>,
    event_count: usize,
    chart: Option<ChartView>,
    filters: Option<FiltersView>,
    /// Who is quoted in the same articles most often.
    beside: Vec<Value>,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct BesideView<S> {
    speaker: S,
    /// Articles that quote both.
    count: usize,
}

/// What the template of the program asks of it.
pub(super) type NeighbourShape = BesideView<SpeakerShape>;

#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct SpeakerShape {
    url: Slot,
    name: Slot,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct RoleView<T> {
    text: T,
    article: Option<LinkView<T>>,
    first: Option<DateView<T>>,
    last: Option<DateView<T>>,
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

/// Those of the years of its timeline, which stands below other things.
const HEADINGS: Headings<'_> = Headings { year: "h3", month: "h4", page: None };

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
        roles: render.parts.roles.list(
            render.theme,
            &filters::up(here),
            speaker.roles.iter(),
            |role, texts| Some(role_view(render, role, &mut |text| texts.slot(text))),
            |role| role_view(render, role, &mut identity),
        ),
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
        beside: beside(render, speaker),
    };
    let mut page = View::new("speaker.html", &speaker.name)
        .with("speaker", &view)
        .with("chronicle", &ChronicleView::brief(render, &speaker.events, here, HEADINGS));
    page.head.kind = "profile";
    page.head.feed = Some(here.to_owned());
    page.head.code = biography.is_some_and(|profile| profile.body.has_code);
    page.head.data =
        super::structured_data::speaker(render.site, speaker, view.image.as_ref(), render.language);
    page.head.image = view.image.as_ref().map(|image| image.src.clone());
    page.described(super::cards::role(speaker).unwrap_or_default())
}

/// A role with its texts as `take` gives them.
fn role_view<'s, T>(
    render: &Renderer<'_>,
    role: &'s SpeakerRole,
    take: &mut impl FnMut(Text<'s>) -> T,
) -> RoleView<T> {
    let last = role.last.filter(|last| Some(*last) != role.first);
    let mut day = |date: Option<Date>| date.map(|date| DateView::day(date, render.language).into(take));
    let (first, last) = (day(role.first), day(last));
    let article = role.article.map(|id| super::article::link(render.site, id));
    RoleView {
        text: take(Text::plain(&role.text)),
        article: article.map(|link| LinkView {
            title: take(Text::plain(link.title)),
            url: take(Text::address(link.url)),
        }),
        first,
        last,
    }
}

fn beside(render: &Renderer<'_>, speaker: &SiteSpeaker) -> Vec<Value> {
    render.parts.neighbours.list(
        render.theme,
        // Their pages lie side by side.
        "../",
        speaker.beside.iter().copied(),
        |(id, count), texts| {
            let other = &render.site.speakers[id.0];
            let url = texts.slot(Text::address([&other.id, "/"].concat()));
            Some(BesideView {
                speaker: SpeakerShape { url, name: texts.slot(Text::plain(&other.name)) },
                count,
            })
        },
        |(id, count)| BesideView { speaker: render.cards.speaker(id), count },
    )
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
