//! An article's page: its text with every quotation and event in its place, and who, when and what beside it.

use std::borrow::Cow;
use std::convert::identity;

use serde::Serialize;
use tera::Value;

use super::cards::ArticleShape;
use super::data::{DateView, ImageView, LinkView};
use super::forms::{Slot, Text};
use super::voices::{Voice, voices};
use super::{Renderer, View, filters, markup};
use crate::content::markdown::escape::push_text;
use crate::content::{Contents, GlossaryTerm, Splice};
use crate::enrich::Quotation;
use crate::site::{
    ArticleId, EntryId, EntrySource, QuotationId, Shared, Site, SiteArticle, addresses, is_public_date,
};
use crate::text::Span;

/// The subject of the page, as `article`.
#[derive(Serialize)]
struct ArticleView<'s> {
    card: Value,
    body: Value,
    key_points: &'s [String],
    contents: Vec<Value>,
    image: Option<ImageView>,
    sources: Vec<SourceView<'s>>,
    corrections: Vec<CorrectionView<'s>>,
    /// Day of the latest of them.
    corrected: Option<DateView>,
    voices: Vec<Value>,
    timeline: Vec<Value>,
    related: Vec<Value>,
    terms: Vec<TermView<'s>>,
    extra: &'s serde_json::Map<String, serde_json::Value>,
}

/// A heading with those under it.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct ContentsView<T> {
    id: T,
    title: T,
    children: Vec<ContentsView<T>>,
}

#[derive(Serialize)]
struct SourceView<'s> {
    title: &'s str,
    url: Option<&'s str>,
    publisher: Option<&'s str>,
    date: Option<DateView>,
}

#[derive(Serialize)]
struct CorrectionView<'s> {
    date: DateView,
    text: &'s str,
}

/// An event that the article tells of.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct EventView<T> {
    date: DateView<T>,
    /// Whether it lay ahead when the article was published.
    is_planned: bool,
    text: T,
    anchor: T,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct RelatedView<A, T> {
    article: A,
    /// `speaker`, `topic` or `event`.
    shared: &'static str,
    /// Of the speaker or the topic; the day of the event.
    name: T,
}

/// What the template of the program asks of it.
pub(super) type RelatedShape = RelatedView<ArticleShape, Slot>;

/// A term of the glossary.
#[derive(Serialize)]
pub(super) struct TermView<'s> {
    id: &'s str,
    term: &'s str,
    definition: &'s str,
    aliases: &'s [String],
    url: Option<&'s str>,
}

impl<'s> TermView<'s> {
    pub(super) fn new(term: &'s GlossaryTerm) -> Self {
        Self {
            id: &term.id,
            term: &term.term,
            definition: &term.definition,
            aliases: &term.aliases,
            url: term.url.as_deref(),
        }
    }
}

pub(super) fn view(render: &Renderer<'_>, id: ArticleId, here: &str) -> View {
    let (site, language) = (render.site, render.language);
    let entry = &site.articles[id.0];
    let article = &entry.article;
    let up = filters::up(here);
    let view = ArticleView {
        card: render.cards.article(id).clone(),
        body: Value::safe_string(&body(render, id, here)),
        key_points: &article.key_points,
        contents: render.parts.headings.list(
            render.theme,
            &up,
            article.body.contents.iter(),
            |heading, texts| Some(contents(heading, &mut |text| texts.slot(text))),
            |heading| contents(heading, &mut identity),
        ),
        image: article.image.as_ref().map(|image| ImageView::new(site, image)),
        sources: article
            .sources
            .iter()
            .map(|source| SourceView {
                title: &source.title,
                url: source.url.as_deref(),
                publisher: source.publisher.as_deref(),
                date: source.date.as_ref().map(|date| DateView::new(date, language)),
            })
            .collect(),
        corrections: article
            .corrections
            .iter()
            .map(|correction| CorrectionView {
                date: DateView::day(correction.date, language),
                text: &correction.text,
            })
            .collect(),
        corrected: article
            .corrections
            .iter()
            .map(|correction| correction.date)
            .max()
            .map(|date| DateView::day(date, language)),
        voices: voices(render, id),
        timeline: timeline(render, id, &up),
        related: related(render, entry),
        terms: terms(site, entry).into_iter().map(TermView::new).collect(),
        extra: &article.extra,
    };
    let mut page =
        View::new("article.html", &article.title).with("article", &view).described(&article.summary);
    page.head.kind = "article";
    page.head.code = article.body.has_code;
    page.head.image = view.image.as_ref().map(|image| image.src.clone());
    page.head.card = site.cards.articles.get(id.0).cloned().flatten();
    page.head.data = super::structured_data::article(site, id, view.image.as_ref(), language);
    page.head.published = article.date.map(|date| date.to_string());
    page.head.modified = super::machine::changed(article).map(|date| date.to_string());
    page
}

/// The text with relative addresses, quotations, events, dates and terms in their elements.
fn body(render: &Renderer<'_>, id: ArticleId, here: &str) -> String {
    let site = render.site;
    let entry = &site.articles[id.0];
    let body = &entry.article.body;
    let mut splices = markup::references(body, here);
    splices.extend(super::images::sizes(site, body, here));
    for &event in &entry.events {
        for source in site.timeline[event.0].sources.iter().filter(|source| source.article == id) {
            splices.push(Splice::Wrap {
                span: entry.findings.events[source.index].span,
                element: "span",
                id: Some(source.anchor.clone()),
                attributes: " class=\"event\"".to_owned(),
            });
        }
    }
    let mut linked: Vec<Span> = Vec::new();
    let suffix = super::speaker::anchor_suffix(&entry.article.slug);
    for &quotation in &entry.quotations {
        wrap_quotation(render, quotation, &suffix, &mut linked, &mut splices);
    }
    // A date or a term inside a linked quotation stays as it is marked up: a term would be a link in a link.
    let policy = site.config.attribution;
    let dates = entry.findings.dates.iter().filter(|date| is_public_date(date, policy));
    splices.extend(dates.filter_map(markup::date));
    let free = entry.terms.iter().filter(|one| !linked.iter().any(|other| other.overlaps(one.span)));
    splices.extend(free.map(|one| markup::term(&site.glossary[one.term].id, one.span, here)));
    splices.extend(entry.article.pull_quotes.iter().filter_map(|span| pull_quote(site, entry, *span)));
    body.compose(&splices)
}

/// Words of the text, large, before the paragraph that has them. Who hears the page hears them there, so they are hidden from
/// those who would hear them twice.
fn pull_quote(site: &Site, entry: &SiteArticle, span: Span) -> Option<Splice> {
    let body = &entry.article.body;
    let run = body.runs.iter().find(|run| run.prose.overlaps(span))?;
    let at = body.html[..run.html as usize].rfind("<p>")?;
    let said = entry.quotations.iter().map(|id| &site.quotations[id.0]).find(|quotation| {
        entry.findings.quotations[quotation.index].spans.iter().any(|said| said.overlaps(span))
    });
    let mut text = String::from("<aside class=\"pull\" aria-hidden=\"true\"><p>");
    push_text(&mut text, span.of(&body.prose.text));
    text.push_str("</p>");
    if let Some(quotation) = said {
        text.push_str("<p class=\"meta\">");
        push_text(&mut text, &site.speakers[quotation.speaker.0].name);
        text.push_str("</p>");
    }
    text.push_str("</aside>\n");
    Some(Splice::Replace { html: at..at, text })
}

/// A quotation as an anchor that leads to the same words on its speaker's page, where `suffix` is that of the article's anchors.
fn wrap_quotation(
    render: &Renderer<'_>,
    id: QuotationId,
    suffix: &str,
    linked: &mut Vec<Span>,
    splices: &mut Vec<Splice>,
) {
    let quotation = &render.site.quotations[id.0];
    let entry = &render.site.articles[quotation.article.0];
    let found = &entry.findings.quotations[quotation.index];
    for (index, &span) in found.spans.iter().enumerate() {
        let body = &entry.article.body;
        let mut attributes = String::with_capacity(256);
        attributes.extend([" class=\"quotation ", super::speaker::kind(quotation.kind), "\""]);
        let can_link = !body.holds_link(span) && !linked.iter().any(|other| other.overlaps(span));
        if can_link {
            linked.push(span);
            let Voice { page, title, .. } = Voice::of(render, quotation.speaker);
            attributes.extend([" href=\"", page, "#", &quotation.anchor, suffix, "\""]);
            attributes.extend([" title=\"", title, "\" data-sure=\"", &sure(found), "\""]);
        }
        splices.push(Splice::Wrap {
            span,
            element: if can_link { "a" } else { "span" },
            id: (index == 0).then(|| quotation.anchor.clone()),
            attributes,
        });
    }
}

/// How sure the attribution is: `yes` where a person has settled it, else a percentage.
fn sure(quotation: &Quotation) -> String {
    if quotation.is_confirmed() {
        return "yes".to_owned();
    }
    // Nothing that a program reads is certain.
    ((quotation.confidence * 100.0).round().clamp(0.0, 99.0) as u8).to_string()
}

/// The heading with its texts as `take` gives them.
pub(super) fn contents<'s, T>(
    heading: &'s Contents,
    take: &mut impl FnMut(Text<'s>) -> T,
) -> ContentsView<T> {
    ContentsView {
        id: take(Text::plain(&heading.id)),
        title: take(Text::plain(&heading.title)),
        children: heading.children.iter().map(|child| contents(child, take)).collect(),
    }
}

/// What happened, oldest first.
fn timeline(render: &Renderer<'_>, id: ArticleId, up: &str) -> Vec<Value> {
    let passages = render.site.articles[id.0].events.iter().filter_map(|event| {
        let sources = &render.site.timeline[event.0].sources;
        Some((*event, sources.iter().find(|source| source.article == id)?))
    });
    render.parts.story_events.list(
        render.theme,
        up,
        passages,
        |(event, source), texts| Some(event_view(render, event, source, &mut |text| texts.slot(text))),
        |(event, source)| event_view(render, event, source, &mut identity),
    )
}

/// An event and the passage of an article that states it.
fn event_view<'s, T>(
    render: &Renderer<'s>,
    event: EntryId,
    source: &'s EntrySource,
    take: &mut impl FnMut(Text<'s>) -> T,
) -> EventView<T> {
    let article = &render.site.articles[source.article.0];
    let published = article.article.date;
    EventView {
        date: render.cards.date(event).with(take),
        is_planned: published.is_some() && published < render.site.timeline[event.0].date.earliest(),
        text: take(Text::plain(&article.findings.events[source.index].text)),
        anchor: take(Text::plain(&source.anchor)),
    }
}

fn related(render: &Renderer<'_>, entry: &SiteArticle) -> Vec<Value> {
    let site = render.site;
    // Articles lie side by side.
    let up = "../";
    let things = entry.related.iter().map(|related| {
        let (shared, name): (_, Cow<'_, str>) = match related.shared {
            Shared::Speaker(id) => ("speaker", site.speakers[id.0].name.as_str().into()),
            Shared::Topic(id) => ("topic", site.topics[id.0].title.as_str().into()),
            Shared::Event(id) => {
                let words = &render.language.dates.display;
                ("event", words.long(&site.timeline[id.0].date).into())
            }
        };
        (related.article, shared, name)
    });
    render.parts.related.list(
        render.theme,
        up,
        things,
        |(id, shared, name), texts| {
            let url = [&site.articles[id.0].article.slug, "/"].concat();
            let article = render.cards.article_shape(id, url, texts);
            Some(RelatedView { article, shared, name: texts.slot(Text::plain(name)) })
        },
        |(id, shared, name)| RelatedView { article: render.cards.article(id).clone(), shared, name },
    )
}

/// Terms in the order of the text.
fn terms<'s>(site: &'s Site, entry: &SiteArticle) -> Vec<&'s GlossaryTerm> {
    let mut seen = vec![false; site.glossary.len()];
    let first = entry.terms.iter().filter(|one| !std::mem::replace(&mut seen[one.term], true));
    first.map(|one| &site.glossary[one.term]).collect()
}

/// A link to an article.
pub(super) fn link(site: &Site, id: ArticleId) -> LinkView {
    let article = &site.articles[id.0].article;
    LinkView { title: article.title.clone(), url: addresses::article(&article.slug) }
}
