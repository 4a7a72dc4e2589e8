//! What is made with forms besides the entries of timelines: things that pages show by the thousand.

use super::article::{EventView, RelatedShape};
use super::forms::{Forms, Slot};
use super::record::{Quotation, Quoted, TopicChoice};
use super::voices::VoiceShape;

/// The forms of each. Where the template of their page is one of the site's own, that gets cards instead.
pub(super) struct Parts {
    pub quoted: Forms<Quoted>,
    pub quotations: Forms<Quotation>,
    pub topic_choices: Forms<TopicChoice<Slot, Slot>>,
    pub voices: Forms<VoiceShape>,
    pub story_events: Forms<EventView<Slot>>,
    pub related: Forms<RelatedShape>,
}

impl Parts {
    pub(super) fn new() -> Self {
        let (article, speaker) = ("article.html", "speaker.html");
        Self {
            quoted: Forms::new("parts/quoted.html", "quoted").on(speaker),
            quotations: Forms::new("parts/quotation.html", "quotation").on(speaker),
            topic_choices: Forms::new("parts/topic-choice.html", "choice").on(speaker),
            voices: Forms::new("parts/voice.html", "voice").on(article),
            story_events: Forms::new("parts/story-event.html", "event").on(article),
            related: Forms::new("parts/related.html", "related").on(article),
        }
    }
}
