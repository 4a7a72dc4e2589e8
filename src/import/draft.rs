//! What an import has read, before it is written as Markdown: plain data, the same for text and HTML.

use jiff::civil::Date;

use crate::diagnostics::Diagnostic;

/// An article as read.
#[derive(Debug, Default)]
pub struct Draft {
    /// Headline.
    pub title: String,
    /// Standfirst.
    pub summary: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last change.
    pub updated: Option<Date>,
    /// By line.
    pub authors: Vec<String>,
    /// Topics.
    pub topics: Vec<String>,
    /// Lead image.
    pub image: Option<LeadImage>,
    /// Where the article was published.
    pub source: Option<Source>,
    /// BCP 47 tag, when the page states one that is not English.
    pub language: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// What the importer was unsure of.
    pub unsure: Vec<Diagnostic>,
}

impl Draft {
    /// Number of words in the text.
    pub fn words(&self) -> usize {
        self.blocks.iter().map(Block::words).sum()
    }

    /// Number of section headings.
    pub fn headings(&self) -> usize {
        self.blocks.iter().filter(|block| matches!(block, Block::Heading(..))).count()
    }
}

/// The picture above the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadImage {
    /// Where the original is on the web, for the author to fetch; never shown to readers.
    pub original: Option<String>,
    /// Alternative text.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// Credit.
    pub credit: String,
}

/// Where the article was published before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Address.
    pub url: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
}

/// A block of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, level 2 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// The line under a picture that is not there.
    Caption(Vec<Inline>),
    /// A list; a number is that of the first item.
    List(Option<u64>, Vec<ListItem>),
    /// A term and what it means.
    Definition(Vec<Inline>, Vec<Block>),
    /// A block quotation.
    Quote(Vec<Block>),
    /// A table: header cells, then rows.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    /// Text to be kept as it is laid out.
    Preformatted(String),
    /// A break between sections.
    Rule,
    /// A note to the author, not shown to readers.
    Note(String),
}

impl Block {
    /// Number of words.
    pub fn words(&self) -> usize {
        let count = |inlines: &Vec<Inline>| Inline::plain(inlines).split_whitespace().count();
        match self {
            Self::Heading(_, inlines) | Self::Paragraph(inlines) | Self::Caption(inlines) => count(inlines),
            Self::List(_, items) => items.iter().flatten().map(Self::words).sum(),
            Self::Definition(term, blocks) => count(term) + blocks.iter().map(Self::words).sum::<usize>(),
            Self::Quote(blocks) => blocks.iter().map(Self::words).sum(),
            Self::Table(header, rows) => header.iter().chain(rows.iter().flatten()).map(count).sum(),
            Self::Preformatted(text) => text.split_whitespace().count(),
            Self::Rule | Self::Note(_) => 0,
        }
    }
}

/// An item of a list.
pub type ListItem = Vec<Block>;

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised.
    Strong(Vec<Inline>),
    /// Struck out.
    Deleted(Vec<Inline>),
    /// A link and its address.
    Link(String, Vec<Inline>),
    /// Code.
    Code(String),
    /// A line break that means something.
    Break,
}

impl Inline {
    /// The words of `inlines`, without their form.
    pub fn plain(inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            inline.push_plain(&mut text);
        }
        text
    }

    fn push_plain(&self, text: &mut String) {
        match self {
            Self::Text(words) | Self::Code(words) => text.push_str(words),
            Self::Emphasis(inner) | Self::Strong(inner) | Self::Deleted(inner) | Self::Link(_, inner) => {
                for inline in inner {
                    inline.push_plain(text);
                }
            }
            Self::Break => text.push('\n'),
        }
    }
}
