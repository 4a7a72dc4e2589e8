//! The joined site as plain data. Things refer to each other by index, never by copy.

use std::sync::Arc;

use jiff::civil::Date;

use super::questions::Question;
use super::{Perspective, TermUse};
use crate::content::{Article, Decisions, GlossaryTerm, Page, SiteConfig, SpeakerProfile, Topic};
use crate::edtf::Edtf;
use crate::enrich::{Findings, QuotationKind, SpeakerKind};
use crate::text::Span;

/// Index into [`Site::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub usize);
/// Index into [`Site::speakers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub usize);
/// Index into [`Site::quotations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuotationId(pub usize);
/// Index into [`Site::timeline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub usize);
/// Index into [`Site::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub usize);

/// The site.
#[derive(Debug, Default)]
pub struct Site {
    /// Settings.
    pub config: SiteConfig,
    /// Articles, newest first.
    pub articles: Vec<SiteArticle>,
    /// Speakers, in the order of the index.
    pub speakers: Vec<SiteSpeaker>,
    /// Public quotations, newest article first, then in the order of the text.
    pub quotations: Vec<SiteQuotation>,
    /// Events, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// Topics, by title.
    pub topics: Vec<SiteTopic>,
    /// Ordinary pages.
    pub pages: Vec<Page>,
    /// What the home page says above its lists.
    pub home: Option<Page>,
    /// Glossary, by term.
    pub glossary: Vec<GlossaryTerm>,
    /// Files published as they are: where on disk, and address.
    pub files: Vec<(std::path::PathBuf, String)>,
    /// Pictures by their addresses, those that there are several sizes of; empty until they have been made.
    pub pictures: std::collections::BTreeMap<String, Picture>,
    /// Pictures for previews of its pages elsewhere; none without an address.
    pub cards: Cards,
    /// What needs the editor's eye, article by article.
    pub questions: Vec<Question>,
    /// What the editor has decided.
    pub decisions: Decisions,
}

/// A picture and its sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// In pixels, as it is shown.
    pub width: u32,
    /// In pixels, as it is shown.
    pub height: u32,
    /// Sizes as WebP, the smallest first; empty when the picture itself is as small as they would be.
    pub sizes: Vec<PictureSize>,
}

/// One size of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// In pixels.
    pub width: u32,
    /// From the site's root.
    pub address: String,
}

/// Addresses of the pictures that previews show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards {
    /// Of each article, in their order; empty when there are no cards.
    pub articles: Vec<Option<String>>,
    /// Of every other page.
    pub site: Option<String>,
}

/// An article in its site.
#[derive(Debug)]
pub struct SiteArticle {
    /// As written.
    pub article: Arc<Article>,
    /// As read.
    pub findings: Arc<Findings>,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Who each of [`Findings::speakers`] is in the site; `None` for sources that nothing public rests on.
    pub speakers: Vec<Option<SpeakerId>>,
    /// Whether what its text says of speakers ("a harbour pilot") may stand under their names.
    pub roles_are_public: bool,
    /// Its public quotations, in the order of the text.
    pub quotations: Vec<QuotationId>,
    /// Quotations that are not public, as indices into [`Findings::quotations`]: what needs the editor's eye.
    pub unsettled: Vec<usize>,
    /// Its events, oldest first.
    pub events: Vec<EntryId>,
    /// Terms of the glossary in its text, in order.
    pub terms: Vec<TermUse>,
    /// Related articles, best first.
    pub related: Vec<Related>,
}

/// A related article and what relates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related {
    /// The other article.
    pub article: ArticleId,
    /// The strongest thing that both share, to be shown as the reason.
    pub shared: Shared,
}

/// What two articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shared {
    /// Both quote this speaker.
    Speaker(SpeakerId),
    /// Both belong to this topic.
    Topic(TopicId),
    /// Both tell of this event.
    Event(EntryId),
}

/// A source across the site.
#[derive(Debug)]
pub struct SiteSpeaker {
    /// Identifier in the address: `speakers/<id>/`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What the index sorts by: "Budraitskis, Ilya".
    pub sort_name: String,
    /// Letter of the index, upper case, without diacritics; `#` for none.
    pub letter: char,
    /// Person, organisation or group.
    pub kind: SpeakerKind,
    /// Other spellings, without `name`.
    pub aliases: Vec<String>,
    /// Roles over time, newest first, each said once with the days between which it was given.
    pub roles: Vec<SpeakerRole>,
    /// Side of the argument.
    pub side: Option<String>,
    /// The author's profile.
    pub profile: Option<SpeakerProfile>,
    /// Public quotations, newest first.
    pub quotations: Vec<QuotationId>,
    /// Articles, newest first.
    pub articles: Vec<ArticleId>,
    /// Events that name the speaker, oldest first.
    pub events: Vec<EntryId>,
    /// Who is quoted in the same articles most often, with the number of those.
    pub beside: Vec<(SpeakerId, usize)>,
}

/// A role and when it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRole {
    /// "Russian political scientist"
    pub text: String,
    /// Article that states it most recently; `None` when a profile does.
    pub article: Option<ArticleId>,
    /// Day of the first article that states it.
    pub first: Option<Date>,
    /// Day of the last.
    pub last: Option<Date>,
}

/// A public quotation.
#[derive(Debug)]
pub struct SiteQuotation {
    /// Where it stands.
    pub article: ArticleId,
    /// Index into the article's [`Findings::quotations`].
    pub index: usize,
    /// Who said it.
    pub speaker: SpeakerId,
    /// How it is quoted.
    pub kind: QuotationKind,
    /// Identifier in the article: `q-1a2b3c4d`, from the words alone, so that it survives edits elsewhere.
    pub anchor: String,
    /// Sentences around it, as spans of the article's prose; the quotation's own spans lie inside.
    pub context: Vec<Span>,
}

/// An event on the timeline.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// When.
    pub date: Edtf,
    /// What happened, plain text.
    pub text: String,
    /// Identifier on timeline pages: `e-1a2b3c4d`.
    pub anchor: String,
    /// Where it is stated, newest article first; empty for entries of `timeline.yaml`.
    pub sources: Vec<EntrySource>,
    /// Address given in `timeline.yaml`.
    pub url: Option<String>,
    /// Topics of its articles, or its own.
    pub topics: Vec<TopicId>,
    /// Speakers named in it.
    pub speakers: Vec<SpeakerId>,
}

/// A passage that states an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySource {
    /// The article.
    pub article: ArticleId,
    /// Index into its [`Findings::events`].
    pub index: usize,
    /// Identifier of the passage in the article.
    pub anchor: String,
}

/// A topic across the site.
#[derive(Debug)]
pub struct SiteTopic {
    /// Last part of the address.
    pub slug: String,
    /// Name as printed.
    pub title: String,
    /// The author's introduction.
    pub page: Option<Topic>,
    /// Newest first.
    pub articles: Vec<ArticleId>,
    /// Who is quoted in its articles and how often, the most quoted first.
    pub speakers: Vec<(SpeakerId, usize)>,
    /// Oldest first.
    pub events: Vec<EntryId>,
    /// What each side says, where speakers have sides.
    pub perspectives: Vec<Perspective>,
}
