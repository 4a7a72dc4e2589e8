//! Articles, pages, profiles and topics: front matter and body.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Body, Target};
use crate::diagnostics::SourceFile;
use crate::text::Span;

/// Names of authors.
pub type Authors = Vec<String>;

/// A key point of an article, one sentence.
pub type KeyPoint = String;

/// An explainer.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file.
    pub file: Arc<SourceFile>,
    /// On disk, to resolve relative images and links: the folder that holds the file, relative to the site's root.
    pub folder: PathBuf,
    /// Whether it is the `index.md` of a page bundle, whose folder holds its images.
    pub is_bundle: bool,
    /// Last part of the address: `articles/<slug>/`.
    pub slug: String,
    /// Headline.
    pub title: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last substantial change.
    pub updated: Option<Date>,
    /// Standfirst, plain text.
    pub summary: String,
    /// By line.
    pub authors: Authors,
    /// Topics as written ("Public health").
    pub topics: Vec<String>,
    /// Former addresses, from the site's root without a leading slash: `old/`, `old.html`.
    pub aliases: Vec<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// Lead image.
    pub image: Option<ImageMeta>,
    /// What to take away.
    pub key_points: Vec<KeyPoint>,
    /// Words of the text that are shown large beside it, as spans of the prose.
    pub pull_quotes: Vec<Span>,
    /// What the article rests on.
    pub sources: Vec<SourceRef>,
    /// Corrections, newest last.
    pub corrections: Vec<Correction>,
    /// BCP 47 tag, when it differs from the site's.
    pub language: Option<String>,
    /// Facts about speakers that hold for this article.
    pub speakers: Vec<SpeakerFacts>,
    /// Find quotations (`enrich.quotes`, true by default).
    pub enrich_quotes: bool,
    /// Find dates and events (`enrich.dates`, true by default).
    pub enrich_dates: bool,
    /// Find terms of the glossary (`enrich.terms`, true by default).
    pub enrich_terms: bool,
    /// Codes of messages that the author does not want to see about this article (`check.ignore`).
    pub ignored: Vec<String>,
    /// Anything; handed to the templates as `article.extra`.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// The text.
    pub body: Body,
    /// Words of prose.
    pub words: usize,
}

/// An image with what is printed beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageMeta {
    /// As the author wrote it: relative to the article, or from the site's root with a leading slash.
    pub src: String,
    /// For readers who don't see it.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// Whose picture it is.
    pub credit: String,
    /// Width and height in pixels, when the file is local.
    pub size: Option<(usize, usize)>,
    /// Bytes of the file that hold `src`.
    pub span: Range<usize>,
    /// Where the picture lies.
    pub to: Target,
}

/// A source that an article rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRef {
    /// Title.
    pub title: String,
    /// Address.
    pub url: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Day, at the precision given.
    pub date: Option<crate::edtf::Edtf>,
    /// Bytes of the file where the entry begins: its `title`.
    pub span: Range<usize>,
}

/// A dated correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Day.
    pub date: Date,
    /// What was wrong and what is right.
    pub text: String,
}

/// Facts about one speaker, given in an article's front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerFacts {
    /// Full name.
    pub name: String,
    /// Role on the day.
    pub role: Option<String>,
    /// Side of the argument.
    pub side: Option<String>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Bytes of the file that hold the name.
    pub span: Range<usize>,
}

/// A profile in `speakers/`.
#[derive(Clone, Debug)]
pub struct SpeakerProfile {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Identifier in addresses: the file's name.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Current role.
    pub role: Option<String>,
    /// Side of the argument.
    pub side: Option<String>,
    /// Same person elsewhere (Wikidata, Wikipedia).
    pub same_as: Vec<String>,
    /// Portrait.
    pub image: Option<ImageMeta>,
    /// Biography.
    pub body: Body,
}

/// A topic, with an introduction when it has a file in `topics/`.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Last part of the address.
    pub slug: String,
    /// Name.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Introduction.
    pub body: Body,
}

/// An ordinary page (`about.md` → `about/`).
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The folder that holds the file, relative to the site's root.
    pub folder: PathBuf,
    /// Address without slashes at its ends: `about`, `guide/import`.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Former addresses, from the site's root without a leading slash: `old/`, `old.html`.
    pub aliases: Vec<String>,
    /// Anything; handed to the templates as `page.extra`.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// The text.
    pub body: Body,
}
