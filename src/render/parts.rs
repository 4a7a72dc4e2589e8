//! What is made with forms besides the entries of timelines: things that pages show by the thousand.

use super::article::{ContentsView, EventView, RelatedShape};
use super::cards::ArticleShape;
use super::forms::{Forms, Slot};
use super::record::{Quotation, Quoted, TopicChoice};
use super::speaker::{NeighbourShape, RoleView};
use super::timeline::{OtherYear, YearShape};
use super::voices::VoiceShape;

/// The forms of each. Where the template of their page is one of the site's own, that gets cards instead.
pub(super) struct Parts {
    pub quoted: Forms<Quoted>,
    pub quotations: Forms<Quotation>,
    pub topic_choices: Forms<TopicChoice<Slot, Slot>>,
    pub roles: Forms<RoleView<Slot>>,
    pub neighbours: Forms<NeighbourShape>,
    pub headings: Forms<ContentsView<Slot>>,
    pub voices: Forms<VoiceShape>,
    pub story_events: Forms<EventView<Slot>>,
    pub related: Forms<RelatedShape>,
    pub older_articles: Forms<ArticleShape>,
    pub years: Forms<YearShape>,
    pub other_years: Forms<OtherYear>,
}

impl Parts {
    pub(super) fn new() -> Self {
        let (article, speaker, topic) = (&["article.html"], &["speaker.html"], &["topic.html"]);
        Self {
            quoted: Forms::new("parts/quoted.html", "quoted").on(speaker),
            quotations: Forms::new("parts/quotation.html", "quotation").on(speaker),
            topic_choices: Forms::new("parts/topic-choice.html", "choice").on(speaker),
            roles: Forms::new("parts/role.html", "role").on(speaker),
            neighbours: Forms::new("parts/neighbour.html", "other").on(speaker),
            headings: Forms::new("parts/heading.html", "heading").on(article),
            voices: Forms::new("parts/voice.html", "voice").on(article),
            story_events: Forms::new("parts/story-event.html", "event").on(article),
            related: Forms::new("parts/related.html", "related").on(article),
            older_articles: Forms::new("parts/older-article.html", "card").on(topic),
            other_years: Forms::new("parts/other-year.html", "year").on(&["timeline.html"]),
            years: Forms::new("parts/year.html", "year").on(&["timeline.html", "speaker.html"]),
        }
    }
}
