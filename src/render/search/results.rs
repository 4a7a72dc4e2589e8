//! What a result shows, in files of a few kilobytes.

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::{QUOTATIONS_FILE, RESULTS_FILE};
use crate::edtf::Edtf;
use crate::render::Renderer;
use crate::render::data::shortened;
use crate::render::speaker;
use crate::site::{SiteQuotation, TimelinePage, TimelineScope, addresses, timeline_year};

/// Bytes of a text in a result, and of a summary, which stands beside its title.
const SHOWN: usize = 220;
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
        blocks(site.articles.iter().map(|entry| {
            let article = &entry.article;
            (&article.slug, &article.title, day(article.date), shortened(&article.summary, SUMMARY))
        }))
    };
    let speakers = || {
        blocks(site.speakers.iter().map(|one| {
            let role = crate::render::cards::role(one).unwrap_or_default();
            (&one.id, &one.name, role, one.quotations.len())
        }))
    };
    // An article's address and title, and a speaker's name, stand in a file once.
    let quotations = || {
        let mut blocks: Vec<Block> = Vec::new();
        let mut open = QuotationBlock::default();
        for quotation in &site.quotations {
            open.add(render, quotation, &day);
            if open.bytes >= QUOTATIONS_FILE {
                blocks.push(std::mem::take(&mut open).close());
            }
        }
        if open.count > 0 {
            blocks.push(open.close());
        }
        blocks
    };
    let is_split = !TimelineScope::Site.years(site).is_empty();
    let events = || {
        blocks(site.timeline.iter().rev().map(|entry| {
            let year = timeline_year(&entry.date).filter(|_| is_split);
            let page = TimelinePage { scope: TimelineScope::Site, year }.address(site);
            (format!("{page}#{}", entry.anchor), short(&entry.date), shortened(&entry.text, SHOWN))
        }))
    };
    let others = || blocks(pages.iter().map(|page| (&page.url, page.title, shortened(page.summary, SHOWN))));
    let kinds: [&(dyn Fn() -> Vec<Block> + Sync); 5] = [&articles, &speakers, &quotations, &events, &others];
    let mut made = kinds.par_iter().with_max_len(1).map(|make| make()).collect::<Vec<_>>().into_iter();
    std::array::from_fn(|_| made.next().unwrap_or_default())
}

fn blocks<T: Serialize>(items: impl Iterator<Item = T>) -> Vec<Block> {
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
        // Writing to memory can't fail, and no key is other than text.
        let _ = serde_json::to_writer(&mut bytes, &item);
        count += 1;
        if bytes.len() >= RESULTS_FILE {
            close(&mut bytes, &mut count);
        }
    }
    if count > 0 {
        close(&mut bytes, &mut count);
    }
    blocks
}

/// Quotations in a row, `[articles, names, [[anchor, article, name, kind, text], …]]`.
#[derive(Default)]
struct QuotationBlock {
    articles: Vec<serde_json::Value>,
    last: Option<usize>,
    names: Vec<String>,
    rows: Vec<serde_json::Value>,
    bytes: usize,
    count: usize,
}

impl QuotationBlock {
    fn add(
        &mut self,
        render: &Renderer<'_>,
        quotation: &SiteQuotation,
        day: &impl Fn(Option<jiff::civil::Date>) -> String,
    ) {
        let entry = &render.site.articles[quotation.article.0];
        if self.last != Some(quotation.article.0) {
            self.last = Some(quotation.article.0);
            let article = &entry.article;
            self.bytes += article.slug.len() + article.title.len() + 24;
            self.articles.push(json!([article.slug, article.title, day(article.date)]));
        }
        let name = &render.site.speakers[quotation.speaker.0].name;
        let number = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.bytes += name.len() + 3;
            self.names.push(name.clone());
            self.names.len() - 1
        });
        let words = entry.words(quotation);
        let text = shortened(&words, SHOWN);
        self.bytes += text.len() + quotation.anchor.len() + 20;
        let kind = speaker::kind(quotation.kind);
        self.rows.push(json!([quotation.anchor, self.articles.len() - 1, number, kind, text]));
        self.count += 1;
    }

    fn close(self) -> Block {
        Block { data: json!([self.articles, self.names, self.rows]).to_string(), count: self.count }
    }
}
