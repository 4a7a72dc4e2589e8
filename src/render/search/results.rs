//! What a result shows, in files of a few kilobytes.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use super::{MANY_RESULTS_FILE, RESULTS_FILE};
use crate::edtf::Edtf;
use crate::render::data::shortened;
use crate::render::{Renderer, json};
use crate::site::{SiteQuotation, TimelineScope, addresses, entry_address};

/// Bytes of a text in a result, and of a summary, which stands beside its title.
const SHOWN: usize = 180;
const SUMMARY: usize = 120;

/// Something else that has a page: a topic, a term, an ordinary page.
pub(super) struct OtherPage<'s> {
    /// Address from the site's root.
    pub url: String,
    pub title: &'s str,
    pub summary: &'s str,
    /// Everything in it.
    pub text: &'s str,
}

/// A file of results.
pub(super) struct Block {
    /// A JSON list.
    pub data: String,
    /// Its length.
    pub count: usize,
}

/// Topics, terms and ordinary pages.
pub(super) fn pages<'s>(render: &Renderer<'s>) -> Vec<OtherPage<'s>> {
    let site = render.site;
    let topics = site.topics.iter().map(|topic| OtherPage {
        url: addresses::topic(&topic.slug),
        title: &topic.title,
        summary: topic.page.as_ref().map_or("", |page| page.summary.as_str()),
        text: topic.page.as_ref().map_or("", |page| page.body.prose.text.as_str()),
    });
    let terms = site.glossary.iter().map(|term| OtherPage {
        url: addresses::term(&term.id),
        title: &term.term,
        summary: &term.definition,
        text: &term.definition,
    });
    let pages = site.pages.iter().map(|page| OtherPage {
        url: addresses::page(&page.slug),
        title: &page.title,
        summary: &page.summary,
        text: &page.body.prose.text,
    });
    topics.chain(terms).chain(pages).collect()
}

/// The files of each kind, in the order of [`super::KINDS`].
pub(super) fn write(render: &Renderer<'_>, pages: &[OtherPage<'_>]) -> [Vec<Block>; 5] {
    let site = render.site;
    let short = |date: &Edtf| render.language.dates.display.short(date);
    let day = |date: Option<jiff::civil::Date>| date.map(|date| short(&Edtf::day(date))).unwrap_or_default();
    let articles = || {
        blocks(
            RESULTS_FILE,
            site.articles.iter().map(|entry| {
                let article = &entry.article;
                (&article.slug, &article.title, day(article.date), shortened(&article.summary, SUMMARY))
            }),
        )
    };
    let speakers = || {
        blocks(
            RESULTS_FILE,
            site.speakers.iter().map(|one| {
                let role = crate::render::cards::role(one).unwrap_or_default();
                (&one.id, &one.name, role, one.quotations.len())
            }),
        )
    };
    // An article's address and title, and a speaker's name, stand in a file once.
    let quotations = || {
        let mut blocks: Vec<Block> = Vec::new();
        let mut open = QuotationBlock::default();
        for quotation in &site.quotations {
            open.add(render, quotation, &day);
            if open.bytes >= MANY_RESULTS_FILE {
                blocks.push(std::mem::take(&mut open).close());
            }
        }
        if !open.rows.is_empty() {
            blocks.push(open.close());
        }
        blocks
    };
    let is_split = !TimelineScope::Site.years(site).is_empty();
    let events = || {
        let cards =
            site.timeline.iter().rev().map(|entry| {
                (entry_address(entry, is_split), short(&entry.date), shortened(&entry.text, SHOWN))
            });
        blocks(MANY_RESULTS_FILE, cards)
    };
    let others = || {
        blocks(RESULTS_FILE, pages.iter().map(|page| (&page.url, page.title, shortened(page.summary, SHOWN))))
    };
    let kinds: [&(dyn Fn() -> Vec<Block> + Sync); 5] = [&articles, &speakers, &quotations, &events, &others];
    let mut made = kinds.par_iter().with_max_len(1).map(|make| make()).collect::<Vec<_>>().into_iter();
    std::array::from_fn(|_| made.next().unwrap_or_default())
}

/// `items` in blocks of about `size` bytes.
fn blocks<T: Serialize>(size: usize, items: impl Iterator<Item = T>) -> Vec<Block> {
    let (mut blocks, mut bytes, mut count) = (Vec::new(), vec![b'['], 0);
    let mut close = |bytes: &mut Vec<u8>, count: &mut usize| {
        bytes.push(b']');
        let data = String::from_utf8(std::mem::replace(bytes, vec![b'['])).unwrap_or_default();
        blocks.push(Block { data, count: std::mem::take(count) });
    };
    for item in items {
        if count > 0 {
            bytes.push(b',');
        }
        json::push(&mut bytes, &item);
        count += 1;
        if bytes.len() >= size {
            close(&mut bytes, &mut count);
        }
    }
    if count > 0 {
        close(&mut bytes, &mut count);
    }
    blocks
}

/// Quotations in a row, `[articles, names, [[anchor, article, name, text], …]]`.
#[derive(Default)]
struct QuotationBlock<'s> {
    /// Slug, title and day of each.
    articles: Vec<(&'s str, &'s str, String)>,
    last: Option<usize>,
    names: Vec<&'s str>,
    rows: Vec<(&'s str, usize, usize, Cow<'s, str>)>,
    bytes: usize,
}

impl<'s> QuotationBlock<'s> {
    fn add(
        &mut self,
        render: &Renderer<'s>,
        quotation: &'s SiteQuotation,
        day: &impl Fn(Option<jiff::civil::Date>) -> String,
    ) {
        let entry = &render.site.articles[quotation.article.0];
        if self.last != Some(quotation.article.0) {
            self.last = Some(quotation.article.0);
            let article = &entry.article;
            self.bytes += article.slug.len() + article.title.len() + 24;
            self.articles.push((&article.slug, &article.title, day(article.date)));
        }
        let name = render.site.speakers[quotation.speaker.0].name.as_str();
        let number = self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.bytes += name.len() + 3;
            self.names.push(name);
            self.names.len() - 1
        });
        let text = match entry.words(quotation) {
            Cow::Borrowed(words) => shortened(words, SHOWN),
            Cow::Owned(words) => Cow::Owned(shortened(&words, SHOWN).into_owned()),
        };
        self.bytes += text.len() + quotation.anchor.len() + 12;
        self.rows.push((&quotation.anchor, self.articles.len() - 1, number, text));
    }

    fn close(self) -> Block {
        let mut data = Vec::with_capacity(self.bytes);
        json::push(&mut data, &(self.articles, self.names, &self.rows));
        Block { data: String::from_utf8(data).unwrap_or_default(), count: self.rows.len() }
    }
}
