//! What the feeds hold: articles with their whole text, quotations with the passage around them.

use jiff::civil::Date;

use super::{ENTRIES, Entry, Feed, Feeds, Subject, home, identifier};
use crate::content::ImageMeta;
use crate::content::markdown::escape::push_text;
use crate::edtf::Edtf;
use crate::render::data::{ImageView, shortened};
use crate::render::machine::changed;
use crate::render::markup;
use crate::site::{ArticleId, QuotationId, SpeakerId, TopicId, addresses};

/// Bytes of a quotation in the title of its entry.
const TITLE: usize = 90;

impl<'s> Feeds<'s> {
    pub(super) fn of(&self, subject: Subject) -> Feed<'s> {
        match subject {
            Subject::Site => self.site(),
            Subject::Topic(id) => self.topic(id),
            Subject::Speaker(id) => self.speaker(id),
        }
    }

    fn site(&self) -> Feed<'s> {
        let site = self.render.site;
        let ids = (0..site.articles.len()).map(ArticleId);
        Feed {
            title: self.site_title().to_owned(),
            description: &site.config.description,
            home: home(site, Subject::Site),
            entries: ids.take(self.length()).map(|id| self.article(id)).collect(),
        }
    }

    fn topic(&self, id: TopicId) -> Feed<'s> {
        let topic = &self.render.site.topics[id.0];
        Feed {
            title: format!("{} – {}", topic.title, self.site_title()),
            description: topic.page.as_ref().map_or("", |page| page.summary.as_str()),
            home: home(self.render.site, Subject::Topic(id)),
            entries: topic.articles.iter().take(self.length()).map(|id| self.article(*id)).collect(),
        }
    }

    fn speaker(&self, id: SpeakerId) -> Feed<'s> {
        let speaker = &self.render.site.speakers[id.0];
        Feed {
            title: format!("{} – {}", speaker.name, self.site_title()),
            description: crate::render::cards::role(speaker).unwrap_or_default(),
            home: home(self.render.site, Subject::Speaker(id)),
            entries: speaker.quotations.iter().take(self.length()).map(|id| self.quotation(*id)).collect(),
        }
    }

    fn length(&self) -> usize {
        self.render.site.config.feed_entries.unwrap_or(ENTRIES)
    }

    fn site_title(&self) -> &'s str {
        match self.render.site.config.title.as_str() {
            "" => self.render.language.interface.phrase("untitled"),
            title => title,
        }
    }

    fn article(&self, id: ArticleId) -> Entry<'s> {
        let site = self.render.site;
        let entry = &site.articles[id.0];
        let article = &entry.article;
        let url = addresses::article(&article.slug);
        Entry {
            id: identifier(site.config.base_url.as_deref(), &url),
            url,
            title: article.title.clone(),
            summary: &article.summary,
            authors: &article.authors,
            published: article.date,
            changed: changed(article),
            topics: entry.topics.iter().map(|topic| site.topics[topic.0].title.as_str()).collect(),
            image: article.image.as_ref().map(|image| ImageView::new(site, image).src),
            content: self.texts.articles[id.0].get_or_init(|| self.text(id)),
        }
    }

    /// The lead image, the text and the corrections of an article.
    fn text(&self, id: ArticleId) -> String {
        let article = &self.render.site.articles[id.0].article;
        let base = self.render.site.config.base_url.as_deref().unwrap_or_default();
        let mut html = article.image.as_ref().map(|image| self.figure(image)).unwrap_or_default();
        html.push_str(&markup::absolute(&article.body, base, &addresses::article(&article.slug)));
        for correction in &article.corrections {
            html.push_str("<p><strong>");
            push_text(&mut html, self.render.language.interface.phrase("correction"));
            html.push_str(", ");
            push_text(&mut html, &self.day(correction.date));
            html.push_str(":</strong> ");
            push_text(&mut html, &correction.text);
            html.push_str("</p>\n");
        }
        html
    }

    fn figure(&self, image: &ImageMeta) -> String {
        let view = ImageView::new(self.render.site, image);
        let mut attributes = String::new();
        markup::push_named(&mut attributes, "src", &super::public(self.render, &view.src));
        markup::push_named(&mut attributes, "alt", &view.alt);
        let mut html = format!("<figure><img{attributes}>");
        if !view.caption.is_empty() {
            html.push_str("<figcaption>");
            push_text(&mut html, &view.caption);
            html.push_str("</figcaption>");
        }
        html.push_str("</figure>\n");
        html
    }

    fn quotation(&self, id: QuotationId) -> Entry<'s> {
        let site = self.render.site;
        let quotation = &site.quotations[id.0];
        let entry = &site.articles[quotation.article.0];
        let url = format!("{}#{}", addresses::article(&entry.article.slug), quotation.anchor);
        let name = &site.speakers[quotation.speaker.0].name;
        Entry {
            id: identifier(site.config.base_url.as_deref(), &url),
            title: format!("{name}: {}", shortened(&entry.words(quotation), TITLE)),
            summary: "",
            authors: &entry.article.authors,
            published: entry.article.date,
            changed: changed(&entry.article),
            topics: Vec::new(),
            image: None,
            content: self.texts.quotations[id.0].get_or_init(|| self.passage(id, &url)),
            url,
        }
    }

    /// The words in their context, how they are reported, and where.
    fn passage(&self, id: QuotationId, url: &str) -> String {
        let quotation = &self.render.site.quotations[id.0];
        let entry = &self.render.site.articles[quotation.article.0];
        let mut spans = entry.findings.quotations[quotation.index].spans.clone();
        spans.sort_unstable();
        let mut html = String::from("<blockquote>");
        for passage in &quotation.context {
            markup::push_marked(&mut html, &entry.article.body.prose.text, *passage, &spans);
        }
        html.push_str("</blockquote>\n<p>");
        let kind = crate::render::speaker::kind(quotation.kind);
        push_text(&mut html, self.render.language.interface.phrase(kind));
        html.push_str(": <a");
        markup::push_named(&mut html, "href", &super::public(self.render, url));
        html.push('>');
        push_text(&mut html, &entry.article.title);
        html.push_str("</a>");
        if let Some(date) = entry.article.date {
            html.push_str(", ");
            push_text(&mut html, &self.day(date));
        }
        html.push_str("</p>\n");
        html
    }

    fn day(&self, date: Date) -> String {
        self.render.language.dates.display.long(&Edtf::day(date))
    }
}
