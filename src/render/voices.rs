//! Who is quoted in an article: what stands beside its text of each of them, most of which is the same for all articles.

use serde::Serialize;
use tera::{Context, Value};

use super::data::DateView;
use super::forms::{Slot, Text, Texts};
use super::{Renderer, filters, markup};
use crate::content::markdown::escape::push_attribute;
use crate::enrich::{QuotationKind, SpeakerKind};
use crate::site::{ArticleId, SiteSpeaker, SpeakerId, addresses};

/// Stands for any article: the ways from all of them to other pages are the same.
const ANY: &str = "-";
/// How many of a speaker's quotations a card of who's who leads to.
const SAID_ELSEWHERE: usize = 2;

/// Somebody who is quoted in the article.
#[derive(Serialize)]
struct VoiceView<'s> {
    speaker: Value,
    /// Portrait and name as HTML, or nothing where their template is at fault.
    who: Option<Value>,
    /// As the article gives it.
    role: Option<&'s str>,
    count: usize,
    /// Anchor of the first quotation.
    anchor: &'s str,
    /// What they said in other articles, as HTML, or cards where the template is at fault.
    said: Vec<Value>,
}

/// What the template of the program asks of it.
#[derive(PartialEq, Eq, Hash, Serialize)]
pub(super) struct VoiceShape {
    speaker: SpeakerShape,
    who: Slot,
    role: Option<Slot>,
    count: usize,
    anchor: Slot,
    said: Vec<Slot>,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
struct SpeakerShape {
    name: Slot,
    kind: SpeakerKind,
    side: Option<Slot>,
}

impl VoiceView<'_> {
    /// `None` where something is not HTML yet.
    fn shape<'s>(&'s self, speaker: &'s SiteSpeaker, texts: &mut Texts<'s>) -> Option<VoiceShape> {
        Some(VoiceShape {
            speaker: SpeakerShape {
                name: texts.slot(Text::plain(&speaker.name)),
                kind: speaker.kind,
                side: speaker.side.as_deref().map(|side| texts.slot(Text::plain(side))),
            },
            who: texts.slot(Text::html(self.who.as_ref()?.as_str()?)),
            role: self.role.map(|role| texts.slot(Text::plain(role))),
            count: self.count,
            anchor: texts.slot(Text::plain(self.anchor)),
            said: self
                .said
                .iter()
                .map(|said| Some(texts.slot(Text::html(said.as_str()?))))
                .collect::<Option<_>>()?,
        })
    }
}

/// What articles show of a speaker whom they quote.
pub(super) struct Voice {
    /// The way to the speaker's page, as the value of an attribute.
    pub page: String,
    /// Name and role, as the value of an attribute.
    pub title: String,
    who: Option<Value>,
    /// The newest verbatim quotations, one an article: enough to choose from for every article.
    said: Vec<(ArticleId, Value)>,
}

impl Voice {
    pub(super) fn of<'r>(render: &Renderer<'r>, id: SpeakerId) -> &'r Self {
        render.cards.voice(id, || {
            let speaker = &render.site.speakers[id.0];
            let page = addresses::relative(&addresses::article(ANY), &addresses::speaker(&speaker.id));
            let mut title = markup::attribute(&speaker.name);
            if let Some(role) = super::cards::role(speaker) {
                title.push_str(" – ");
                push_attribute(&mut title, role);
            }
            let said = said(render, speaker).into_iter();
            Self {
                page: markup::attribute(&page),
                title,
                who: fragment(render, "parts/who.html", "card", render.cards.speaker(id)),
                said: said
                    .map(|(article, card)| {
                        (article, fragment(render, "parts/said.html", "said", &card).unwrap_or(card))
                    })
                    .collect(),
            }
        })
    }
}

/// What `template` makes of `value`, which it knows as `name`, as HTML for articles; `None` where it is at fault.
fn fragment(render: &Renderer<'_>, template: &str, name: &'static str, value: &Value) -> Option<Value> {
    let mut context = Context::new();
    context.insert_value(name, value.clone());
    let html = render.theme.fragment(template, context)?;
    let mut placed = String::new();
    filters::push_placed(&mut placed, &html, &filters::up(&addresses::article(ANY)));
    Some(Value::safe_string(&placed))
}

/// Who is quoted, most quoted first, then in the order of the text.
pub(super) fn voices(render: &Renderer<'_>, id: ArticleId) -> Vec<Value> {
    let entry = &render.site.articles[id.0];
    let mut order: Vec<(SpeakerId, VoiceView<'_>)> = Vec::new();
    for &quotation in &entry.quotations {
        let quotation = &render.site.quotations[quotation.0];
        let id = quotation.speaker;
        if let Some((_, voice)) = order.iter_mut().find(|(speaker, _)| *speaker == id) {
            voice.count += 1;
            continue;
        }
        let shared = Voice::of(render, id);
        let others = shared.said.iter().filter(|(article, _)| *article != quotation.article);
        let voice = VoiceView {
            speaker: render.cards.speaker(id).clone(),
            who: shared.who.clone(),
            role: entry.role_of(id).or_else(|| super::cards::role(&render.site.speakers[id.0])),
            count: 1,
            anchor: &quotation.anchor,
            said: others.take(SAID_ELSEWHERE).map(|(_, said)| said.clone()).collect(),
        };
        order.push((id, voice));
    }
    order.sort_by_key(|(_, voice)| std::cmp::Reverse(voice.count));
    render.parts.voices.each(
        render.theme,
        &filters::up(&addresses::article(ANY)),
        order.iter(),
        |(id, voice), texts| voice.shape(&render.site.speakers[id.0], texts),
        |(_, voice)| voice,
    )
}

/// What somebody said, in short.
#[derive(Serialize)]
struct SaidCard<'s> {
    /// The quoted words, cut when they are long.
    text: String,
    /// Title of its article.
    article: &'s str,
    date: Option<&'s DateView>,
    /// The passage on the speaker's page.
    url: String,
}

/// The newest verbatim quotations of `speaker`, one an article, as many as there is a use for.
pub(super) fn said(render: &Renderer<'_>, speaker: &SiteSpeaker) -> Vec<(ArticleId, Value)> {
    let site = render.site;
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
            date: render.cards.day(quotation.article),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_between_words() {
        assert_eq!(excerpt("one two, three", 9), "one two …");
        assert_eq!(excerpt("one two", 9), "one two");
        assert_eq!(excerpt("éééééééééééé", 3), "ééé …");
    }
}
