//! What somebody said, on their page: the quotations, article by article, and what narrows them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::convert::identity;

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::data::DateView;
use super::forms::{Slot, Text};
use super::parts::Parts;
use super::{Renderer, filters, markup, speaker, timeline};
use crate::site::{ArticleId, QuotationId, SiteSpeaker, TopicId, addresses};
use crate::text::Span;

/// What an article quotes of the speaker.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct QuotedView<T, Q> {
    title: T,
    url: T,
    date: Option<DateView<T>>,
    /// Numbers of its topics, as in the filters.
    topics: T,
    quotations: Vec<Q>,
}

/// A quotation in its context.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct QuotationView<T> {
    /// Identifier on this page.
    id: T,
    kind: &'static str,
    /// The kind as printed.
    label: T,
    /// Paragraphs, the quoted words in `mark`.
    passages: T,
    /// The passage in its article.
    url: T,
}

/// What narrows the quotations; choices that leave no choice are left out.
#[derive(Serialize)]
pub(super) struct FiltersView {
    topics: Vec<Value>,
    /// Newest first.
    years: Vec<i16>,
}

/// A topic to choose.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct TopicChoice<N, T> {
    /// Number on this page.
    id: N,
    slug: T,
    title: T,
}

/// Their shapes.
pub(super) type Quoted = QuotedView<Slot, Slot>;
pub(super) type Quotation = QuotationView<Slot>;

/// Bytes of a quotation, rather more than less.
const QUOTATION: usize = 768;

/// The quotations of `speaker`, newest first, by the articles that have them, for the page `here`.
pub(super) fn record(
    render: &Renderer<'_>,
    speaker: &SiteSpeaker,
    topics: &[TopicId],
    here: &str,
) -> Vec<Value> {
    let Parts { quoted, quotations, .. } = render.parts;
    let article_of = |id: &QuotationId| render.site.quotations[id.0].article;
    let up = filters::up(here);
    quoted.list(
        render.theme,
        &up,
        speaker.quotations.chunk_by(|one, next| article_of(one) == article_of(next)),
        |group, texts| {
            let article = Quoting::new(render, article_of(&group[0]));
            let length = group.len() * QUOTATION;
            let html = quotations.lines(render.theme, &up, length, group.iter(), |id, texts| {
                Some(article.quotation(*id, &mut |text| texts.slot(text)))
            })?;
            let quotations = vec![texts.slot(Text::html(html))];
            Some(article.view(topics, quotations, &mut |text| texts.slot(text)))
        },
        |group| {
            let article = Quoting::new(render, article_of(&group[0]));
            let quotations = group.iter().map(|id| article.quotation(*id, &mut identity));
            article.view(topics, quotations.collect(), &mut identity)
        },
    )
}

/// An article that quotes the speaker.
struct Quoting<'s> {
    render: &'s Renderer<'s>,
    id: ArticleId,
    url: String,
    /// Behind its anchors.
    suffix: String,
}

impl<'s> Quoting<'s> {
    fn new(render: &'s Renderer<'s>, id: ArticleId) -> Self {
        let slug = &render.site.articles[id.0].article.slug;
        Self { render, id, url: addresses::article(slug), suffix: speaker::anchor_suffix(slug) }
    }

    fn view<T, Q>(
        &self,
        topics: &[TopicId],
        quotations: Vec<Q>,
        take: &mut impl FnMut(Text<'s>) -> T,
    ) -> QuotedView<T, Q> {
        let entry = &self.render.site.articles[self.id.0];
        let numbers = entry.topics.iter().filter_map(|topic| topics.binary_search(topic).ok());
        QuotedView {
            title: take(Text::plain(&entry.article.title)),
            url: take(Text::address(self.url.clone())),
            date: self.render.cards.day(self.id).map(|day| day.with(take)),
            topics: take(Text::plain(timeline::joined(numbers))),
            quotations,
        }
    }

    fn quotation<T>(&self, id: QuotationId, take: &mut impl FnMut(Text<'s>) -> T) -> QuotationView<T> {
        let quotation = &self.render.site.quotations[id.0];
        let entry = &self.render.site.articles[self.id.0];
        let mut spans: Cow<'_, [Span]> = Cow::Borrowed(&entry.findings.quotations[quotation.index].spans);
        if !spans.is_sorted() {
            spans.to_mut().sort_unstable();
        }
        let text = &entry.article.body.prose.text;
        let length: usize = quotation.context.iter().map(|passage| passage.len() + 64).sum();
        let mut passages = String::with_capacity(length);
        for passage in &quotation.context {
            if !passages.is_empty() {
                passages.push('\n');
            }
            markup::push_marked(&mut passages, text, *passage, &spans);
        }
        let kind = speaker::kind(quotation.kind);
        QuotationView {
            id: take(Text::plain([&quotation.anchor, self.suffix.as_str()].concat())),
            kind,
            label: take(Text::plain(self.render.language.interface.phrase(kind))),
            passages: take(Text::html(passages)),
            url: take(Text::address([&self.url, "#", &quotation.anchor].concat())),
        }
    }
}

/// From how many quotations on there is something to narrow.
const WORTH_A_FILTER: usize = 5;

/// The topics of the articles that quote `speaker`, in their order; none where there is nothing to choose.
pub(super) fn topics(render: &Renderer<'_>, speaker: &SiteSpeaker) -> Vec<TopicId> {
    let quoted = speaker.quotations.iter().map(|id| render.site.quotations[id.0].article);
    let mut articles: Vec<ArticleId> = quoted.collect();
    articles.dedup();
    let topics = articles.iter().flat_map(|id| &render.site.articles[id.0].topics).copied();
    let topics: BTreeSet<TopicId> = topics.collect();
    let is_choice = topics.len() > 1 && speaker.quotations.len() >= WORTH_A_FILTER;
    if is_choice { topics.into_iter().collect() } else { Vec::new() }
}

pub(super) fn filters(render: &Renderer<'_>, topics: &[TopicId], days: &[Date]) -> Option<FiltersView> {
    let mut years: Vec<i16> = days.iter().map(|day| day.year()).collect();
    years.sort_unstable();
    years.dedup();
    years.reverse();
    if years.len() < 2 || days.len() < WORTH_A_FILTER {
        years.clear();
    }
    let topics = render.parts.topic_choices.list(
        render.theme,
        "",
        topics.iter().map(|id| &render.site.topics[id.0]).enumerate(),
        |(number, topic), texts| {
            Some(TopicChoice {
                id: texts.slot(Text::plain(number.to_string())),
                slug: texts.slot(Text::plain(&topic.slug)),
                title: texts.slot(Text::plain(&topic.title)),
            })
        },
        |(id, topic)| TopicChoice { id, slug: &topic.slug, title: &topic.title },
    );
    (!topics.is_empty() || !years.is_empty()).then_some(FiltersView { topics, years })
}
