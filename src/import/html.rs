//! A page in, a draft out: metadata read, the article found among everything else, its labels dropped.
//!
//! Two readers look at the page. Readability's scoring (`dom_smoothie`) judges which text is the article, but
//! it rewrites what it finds and now and then leaves a paragraph out. So the text itself is read from the page as
//! it stands ([`html_blocks`](super::html_blocks)), and a paragraph that the judge left out is kept when it
//! stands among those that it chose.

use std::collections::HashSet;
use std::sync::Arc;

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::draft::{Block, Draft, Inline, LeadImage, Source};
use super::furniture::{LineKind, certain, classify, is_story};
use super::html_blocks::{BlockReader, Picture, Piece, PieceKind, picture_blocks};
use super::metadata::{self, Metadata};
use super::nesting::flatten;
use super::notes::Notes;
use crate::diagnostics::SourceFile;
use crate::language::import::Import;

/// Where an article may stand in its page, the narrowest first.
const SCOPES: [&str; 6] = ["[itemprop=articleBody]", "article", "main", "[role=main]", "#content", "body"];
/// Share of the chosen text, in tenths, that a scope must hold to be the article's.
const SCOPE_TENTHS: usize = 9;
/// Words from which a paragraph is the beginning of the text rather than part of its head.
const FIRST_PARAGRAPH_WORDS: usize = 12;

/// Nesting up to which Readability is asked.
const DEEPEST_JUDGED: usize = 300;
/// Most words of a line in bold that is a heading.
const BOLD_HEADING_WORDS: usize = 14;

/// Whether `text` is a page rather than plain text.
pub(super) fn is_html(text: &str, name: &std::path::Path) -> bool {
    let ending = name.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if matches!(ending.as_str(), "html" | "htm" | "xhtml") {
        return true;
    }
    let start: String = text.trim_start().chars().take(1024).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || (start.starts_with('<')
            && ["<head", "<body", "<p", "<div", "<article", "<meta"].iter().any(|tag| start.contains(tag)))
}

/// Reads `file`.
pub(super) fn read(file: &Arc<SourceFile>, words: &Import) -> Draft {
    let html = flatten(&file.text);
    let page = Document::from(&*html);
    let metadata = metadata::read(&page, words);
    let mut notes = Notes::new(file);
    let base = base_address(&page, metadata.url.as_deref());
    let mut reader = BlockReader::new(base.as_deref());
    let chosen = squeeze(&judge(&page, &html));
    let pieces = article_pieces(&page, &chosen, &mut reader);
    let known = [&metadata.title, &metadata.summary].map(|text| text.clone().unwrap_or_default());
    let pieces = keep(pieces, &chosen, &known, &mut notes);
    let lost_links = reader.lost_links;
    let mut assembly = Assembly { draft: draft_of(metadata), words, notes, begun: false };
    assembly.read(pieces);
    assembly.finish(lost_links)
}

/// What the page's relative addresses are relative to.
fn base_address(page: &Document, url: Option<&str>) -> Option<String> {
    let stated = page.select_single("base[href]").attr("href");
    match stated {
        Some(href) => crate::text::address::resolve(url, &href),
        None => url.map(str::to_owned),
    }
}

/// The text that Readability takes for the article; empty when it finds none, and for a page nested so deep
/// that its recursion would exhaust the stack.
fn judge(page: &Document, html: &str) -> String {
    if depth_of(page) > DEEPEST_JUDGED {
        return String::new();
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).and_then(|mut readability| readability.parse());
    article.map(|article| article.text_content.to_string()).unwrap_or_default()
}

/// Elements nested in one another, at the most.
fn depth_of(page: &Document) -> usize {
    let mut deepest = 0;
    let mut open = vec![(page.root(), 0)];
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children_it(false).filter(NodeRef::is_element).map(|child| (child, depth + 1)));
    }
    deepest
}

/// The pieces of the narrowest part of the page that holds the chosen text.
fn article_pieces(page: &Document, chosen: &str, reader: &mut BlockReader) -> Vec<Piece> {
    let scopes = SCOPES.iter().flat_map(|selector| page.select(selector).nodes().to_vec());
    for scope in scopes {
        let texts =
            BlockReader::new(None).pieces(&scope).into_iter().map(|piece| squeeze(&piece_text(&piece)));
        let held: usize = texts.filter(|text| chosen.contains(text.as_str())).map(|text| text.len()).sum();
        if scope.has_name("body") || held * 10 >= chosen.len() * SCOPE_TENTHS {
            return reader.pieces(&scope);
        }
    }
    reader.pieces(&page.root())
}

/// The pieces of the article among `pieces`: those that were chosen, and those that stand among them.
///
/// What the page says elsewhere too (`known`) can be left out without a word.
fn keep(pieces: Vec<Piece>, chosen: &str, known: &[String], notes: &mut Notes) -> Vec<Piece> {
    let judged: Vec<bool> = pieces.iter().map(|piece| is_chosen(piece, chosen)).collect();
    if !judged.contains(&true) {
        return pieces;
    }
    let first = judged.iter().position(|chosen| *chosen).unwrap_or(0);
    let last = judged.iter().rposition(|chosen| *chosen).unwrap_or(0);
    let mut parents: [HashSet<NodeId>; 2] = Default::default();
    for (piece, _) in pieces.iter().zip(&judged).filter(|(piece, chosen)| **chosen && is_sentence(piece)) {
        for (known, parent) in parents.iter_mut().zip(piece.parents) {
            known.extend(parent);
        }
    }
    let mut kept = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        let beside = piece.parents[0].is_some_and(|parent| parents[0].contains(&parent));
        let near = piece.parents[1].is_some_and(|parent| parents[1].contains(&parent));
        let inside = (first..=last).contains(&index);
        let is_text = matches!(piece.kind, PieceKind::Block(_));
        let stays = judged[index]
            || (is_text && beside && !is_link_only(&piece) && (inside || is_sentence(&piece)))
            || (is_text && near && inside && is_sentence(&piece) && !is_link_only(&piece))
            || (!is_text && (inside || index + 3 >= first) && index <= last);
        if stays {
            kept.push(piece);
        } else if known.iter().any(|text| is_same(text, &piece_text(&piece))) {
            // the title or the standfirst once more
        } else if is_text && is_sentence(&piece) {
            notes.left_out(&piece_text(&piece), "looks like no part of the article");
        } else if inside {
            notes.label(&piece_text(&piece));
        }
    }
    kept
}

fn is_chosen(piece: &Piece, chosen: &str) -> bool {
    let PieceKind::Block(block) = &piece.kind else { return false };
    let mut leaves = Vec::new();
    leaves_of(block, &mut leaves);
    let found = leaves.iter().filter(|leaf| chosen.contains(&squeeze(leaf))).count();
    !leaves.is_empty() && found * 2 >= leaves.len()
}

/// The text of each paragraph-like part of `block`.
fn leaves_of(block: &Block, leaves: &mut Vec<String>) {
    let mut push = |inlines: &[Inline]| {
        let text = Inline::plain(inlines);
        if !text.trim().is_empty() {
            leaves.push(text);
        }
    };
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Caption(inlines) => push(inlines),
        Block::Table(header, rows) => header.iter().chain(rows.iter().flatten()).for_each(|cell| push(cell)),
        Block::List(_, items) => items.iter().flatten().for_each(|block| leaves_of(block, leaves)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| leaves_of(block, leaves)),
        Block::Definition(term, blocks) => {
            push(term);
            blocks.iter().for_each(|block| leaves_of(block, leaves));
        }
        Block::Preformatted(text) => leaves.push(text.clone()),
        Block::Rule | Block::Note(_) => {}
    }
}

fn piece_text(piece: &Piece) -> String {
    match &piece.kind {
        PieceKind::Block(block) => {
            let mut leaves = Vec::new();
            leaves_of(block, &mut leaves);
            leaves.join(" ")
        }
        PieceKind::Picture(picture) => picture.caption.clone(),
        PieceKind::Embed(_) => String::new(),
    }
}

/// Whether a piece says something: a sentence, or more words than a label has.
fn is_sentence(piece: &Piece) -> bool {
    let text = piece_text(piece);
    let text = text.trim();
    let words = text.split_whitespace().count();
    words > 4 && (text.ends_with(['.', '!', '?', '”', '"', '…', ':', '’']) || words > 16)
}

/// Whether all words of a piece are links.
fn is_link_only(piece: &Piece) -> bool {
    fn linked(inlines: &[Inline]) -> bool {
        inlines.iter().all(|inline| match inline {
            Inline::Link(..) | Inline::Break => true,
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Deleted(inner) => linked(inner),
            Inline::Text(text) | Inline::Code(text) => text.trim().is_empty(),
        })
    }
    fn block_linked(block: &Block) -> bool {
        match block {
            Block::Paragraph(inlines) | Block::Heading(_, inlines) => linked(inlines),
            Block::List(_, items) => items.iter().flatten().all(block_linked),
            _ => false,
        }
    }
    matches!(&piece.kind, PieceKind::Block(block) if block_linked(block))
}

/// `text` without white space, for comparisons between readers that break lines in different places.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn draft_of(metadata: Metadata) -> Draft {
    let image = metadata.image.map(|original| LeadImage {
        original: Some(original),
        alt: metadata.image_alt.unwrap_or_default(),
        caption: metadata.image_caption.unwrap_or_default(),
        credit: metadata.image_credit.unwrap_or_default(),
    });
    let source = Source { url: metadata.url, publisher: metadata.publisher };
    Draft {
        title: metadata.title.unwrap_or_default(),
        summary: metadata.summary.unwrap_or_default(),
        date: metadata.date,
        updated: metadata.updated.filter(|updated| Some(*updated) != metadata.date),
        authors: metadata.authors,
        topics: metadata.topics,
        language: metadata.language,
        image,
        source: (source != Source::default()).then_some(source),
        ..Draft::default()
    }
}

/// Puts the pieces of the article together.
struct Assembly<'a> {
    draft: Draft,
    words: &'a Import,
    notes: Notes<'a>,
    /// Whether the first paragraph of the text has been read.
    begun: bool,
}

impl Assembly<'_> {
    fn read(&mut self, pieces: Vec<Piece>) {
        let mut in_related = false;
        for piece in pieces {
            let link_only = is_link_only(&piece);
            let text = piece_text(&piece);
            match piece.kind {
                PieceKind::Picture(picture) => self.picture(picture),
                PieceKind::Embed(address) => {
                    self.notes.embed(&address);
                    self.draft.blocks.push(Block::Note(format!("Embedded: {address}")));
                }
                PieceKind::Block(block) => {
                    if in_related && link_only {
                        self.notes.left_out(&text, "looks like a list of other stories");
                        continue;
                    }
                    in_related = self.block(block, text.trim(), link_only);
                }
            }
        }
    }

    /// Reads one block; whether it is the title of a list of other stories.
    fn block(&mut self, block: Block, text: &str, link_only: bool) -> bool {
        if text.is_empty() && !matches!(block, Block::Rule) {
            return false;
        }
        let is_line = matches!(block, Block::Paragraph(_) | Block::Heading(..) | Block::List(..));
        let kind = if is_line { classify(text, self.words) } else { LineKind::Text };
        let head = !self.begun;
        match kind {
            LineKind::Furniture | LineKind::ToolBar | LineKind::RelatedCount | LineKind::RelatedEnd => {
                self.notes.label(text)
            }
            LineKind::Related => {
                self.notes.label(text);
                return true;
            }
            LineKind::RelatedItem => self.notes.left_out(text, "looks like a list of other stories"),
            LineKind::LikelyFurniture => {
                self.notes.left_out(text, "looks like a label or a link of the page")
            }
            LineKind::Days { published, updated, alone } if head || !alone => {
                self.draft.date = self.draft.date.or(certain(published));
                self.draft.updated = self.draft.updated.or(certain(updated));
                self.notes.label(text);
            }
            LineKind::ByLine(names) if head => {
                if self.draft.authors.is_empty() {
                    self.draft.authors = names;
                }
                self.notes.label(text);
            }
            LineKind::Kicker if head => self.notes.label(text),
            LineKind::Source(name) => {
                let source = self.draft.source.get_or_insert_with(Source::default);
                if source.publisher.get_or_insert_with(|| name.clone()) == &name {
                    self.notes.label(text);
                } else {
                    self.draft.blocks.push(block);
                }
            }
            _ if is_same(text, &self.draft.title) || (head && self.is_author(text)) => self.notes.label(text),
            _ if head && is_same(text, &self.draft.summary) => {}
            _ if head && link_only && !is_story(text) => self.notes.label(text),
            _ => {
                let block = self.heading_in_bold(block, text);
                self.begun |= text.split_whitespace().count() >= FIRST_PARAGRAPH_WORDS;
                self.draft.blocks.push(block);
            }
        }
        false
    }

    /// A short line in bold is a heading that its author made by hand.
    fn heading_in_bold(&mut self, block: Block, text: &str) -> Block {
        match block {
            Block::Paragraph(mut inlines)
                if matches!(inlines.as_slice(), [Inline::Strong(_)])
                    && text.split_whitespace().count() <= BOLD_HEADING_WORDS
                    && !text.ends_with(['.', ',', ';', ':', '”', '"', '…']) =>
            {
                self.notes.heading(text);
                match inlines.pop() {
                    Some(Inline::Strong(words)) => Block::Heading(2, words),
                    _ => Block::Paragraph(inlines),
                }
            }
            block => block,
        }
    }

    fn is_author(&self, text: &str) -> bool {
        self.draft.authors.iter().any(|author| is_same(author, text))
    }

    /// The lead picture goes to the front matter; any other leaves a note in its place.
    fn picture(&mut self, mut picture: Picture) {
        if picture.credit.is_empty()
            && let LineKind::Caption { caption, credit, .. } = classify(&picture.caption, self.words)
        {
            (picture.caption, picture.credit) = (caption, credit);
        } else if let LineKind::Caption { caption, credit, .. } = classify(&picture.credit, self.words)
            && caption.is_empty()
        {
            picture.credit = credit;
        }
        let same_file = |one: &str, other: &str| {
            let name = |address: &str| {
                address.split(['?', '#']).next().and_then(|path| path.rsplit('/').next()).map(str::to_owned)
            };
            name(one).filter(|name| !name.is_empty()) == name(other)
        };
        let stated = self.draft.image.as_ref().and_then(|image| image.original.as_deref());
        let is_stated = stated.zip(picture.src.as_deref()).is_some_and(|(one, other)| same_file(one, other));
        if is_stated
            || (!self.begun && self.draft.image.as_ref().is_none_or(|image| image.caption.is_empty()))
        {
            let image = self.draft.image.get_or_insert_with(LeadImage::default);
            let fill = |known: &mut String, seen: String| {
                if !seen.is_empty() {
                    *known = seen;
                }
            };
            image.original = image.original.take().or(picture.src);
            fill(&mut image.alt, picture.alt);
            fill(&mut image.caption, picture.caption);
            fill(&mut image.credit, picture.credit);
        } else if picture.src.is_some() || !picture.caption.is_empty() {
            self.notes.picture(&picture);
            self.draft.blocks.extend(picture_blocks(&picture));
        }
    }

    fn finish(mut self, lost_links: usize) -> Draft {
        // An excerpt made by a machine is the first paragraph cut short, and no standfirst.
        let excerpt = self.draft.summary.trim_end_matches(['.', '…', ' ']).trim_end_matches("[&hellip;]");
        let first = self.draft.blocks.iter().find_map(|block| match block {
            Block::Paragraph(inlines) => Some(Inline::plain(inlines)),
            _ => None,
        });
        if !excerpt.is_empty() && first.is_some_and(|first| squeeze(&first).starts_with(&squeeze(excerpt))) {
            self.draft.summary = String::new();
        }
        if self.draft.title.is_empty() {
            self.notes.about_file("import-no-title", "no title found", "write the headline under `title`");
        }
        self.notes.lost_links(lost_links);
        self.draft.unsure = self.notes.finish(&self.draft);
        self.draft
    }
}

fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty() && squeeze(one).to_lowercase() == squeeze(other).to_lowercase()
}
