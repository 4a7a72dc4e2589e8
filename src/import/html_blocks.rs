//! Elements in, blocks out: the text of a page as headings, paragraphs, lists, tables and quotations, with
//! links made absolute, and its pictures and embedded things as notes.
//!
//! Must not know: which of it is the article ([`html`](super::html) decides).

use dom_query::{NodeId, NodeRef};

use super::draft::{Block, Inline};
use super::elements::{first_named, is_block_name, is_credit, is_inline, is_layout, is_skipped, rows_of};
use super::white_space::{one_line, tidy};
use crate::text::address;

/// Elements nested deeper than this are read as bare text, so that no page can exhaust the stack.
const DEEPEST: usize = 60;

/// A block, and where it stood.
#[derive(Debug)]
pub(super) struct Piece {
    pub kind: PieceKind,
    /// Element around it, and the one around that.
    pub parents: [Option<NodeId>; 2],
}

/// What a piece is.
#[derive(Debug)]
pub(super) enum PieceKind {
    /// Text.
    Block(Block),
    /// A picture.
    Picture(Picture),
    /// Something from elsewhere that is shown in a frame, and its address.
    Embed(String),
}

/// A picture in a page.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub src: Option<String>,
    pub alt: String,
    pub caption: String,
    pub credit: String,
}

/// Reads elements; one for a page.
#[derive(Debug)]
pub(super) struct BlockReader<'a> {
    /// Address of the page, to make links absolute.
    base: Option<&'a str>,
    /// Links that were made plain words, because their address is not known.
    pub lost_links: usize,
    /// Set while a caption is read: its credit is put here, not into the caption.
    credit: Option<String>,
}

impl<'a> BlockReader<'a> {
    /// A reader of the page at `base`.
    pub fn new(base: Option<&'a str>) -> Self {
        Self { base, lost_links: 0, credit: None }
    }

    /// The pieces inside `root`, in order.
    pub fn pieces(&mut self, root: &NodeRef) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.container(root, None, 0, &mut pieces);
        pieces
    }

    /// Reads the children of `node`, but for `except`; words that stand loose between blocks are paragraphs.
    fn container(&mut self, node: &NodeRef, except: Option<NodeId>, depth: usize, pieces: &mut Vec<Piece>) {
        let mut run = Vec::new();
        if depth > DEEPEST {
            run.push(Inline::Text(node.text().to_string()));
            return flush(&mut run, node, pieces);
        }
        for child in node.children() {
            if child.is_text() {
                run.push(Inline::Text(child.text().to_string()));
            } else if child.is_element() && Some(child.id) != except && !is_skipped(&child) {
                if is_inline(&child) {
                    self.inline(&child, depth, &mut run);
                } else {
                    flush(&mut run, node, pieces);
                    self.element(&child, depth + 1, pieces);
                }
            }
        }
        flush(&mut run, node, pieces);
    }

    fn element(&mut self, node: &NodeRef, depth: usize, pieces: &mut Vec<Piece>) {
        if depth > DEEPEST {
            return self.container(node, None, depth, pieces);
        }
        let name = node.node_name().unwrap_or_default();
        let block = match name.as_ref() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                Block::Heading(level.max(2), self.flat(node, depth))
            }
            "ul" | "ol" => {
                let start = node.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                Block::List((name.as_ref() == "ol").then_some(start), self.items(node, depth))
            }
            "dl" => return self.definitions(node, depth, pieces),
            "blockquote" => Block::Quote(self.quote(node, depth)),
            "pre" => Block::Preformatted(node.text().to_string()),
            "hr" => Block::Rule,
            "table" if !is_layout(node) => return self.table(node, depth, pieces),
            "figure" => return self.figure(node, depth, pieces),
            "img" | "picture" => return self.picture(node, pieces),
            "iframe" | "video" | "audio" | "object" | "embed" => {
                let src = ["src", "data-src", "data"].iter().find_map(|name| node.attr(name));
                let src = src.or_else(|| first_named(node, "source")?.attr("src"));
                let src = src.and_then(|src| address::resolve(self.base, &src)).unwrap_or_default();
                return push(pieces, PieceKind::Embed(src), node);
            }
            _ => return self.container(node, None, depth, pieces),
        };
        push(pieces, PieceKind::Block(block), node);
    }

    /// All words inside `node` as one run; blocks inside are set apart by breaks.
    fn flat(&mut self, node: &NodeRef, depth: usize) -> Vec<Inline> {
        let mut run = Vec::new();
        for child in node.children() {
            self.inline(&child, depth, &mut run);
        }
        tidy(run)
    }

    fn items(&mut self, list: &NodeRef, depth: usize) -> Vec<Vec<Block>> {
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in list.children() {
            if is_skipped(&child) {
                continue;
            }
            let mut pieces = Vec::new();
            if child.is_element() && matches!(child.node_name().unwrap_or_default().as_ref(), "ul" | "ol") {
                // A list directly inside a list belongs to the item before.
                self.element(&child, depth + 1, &mut pieces);
                if let Some(item) = items.last_mut() {
                    item.extend(into_blocks(pieces));
                    continue;
                }
            } else if child.is_element() {
                self.container(&child, None, depth + 1, &mut pieces);
            } else if child.is_text() {
                let mut run = vec![Inline::Text(child.text().to_string())];
                flush(&mut run, &child, &mut pieces);
            }
            let blocks = into_blocks(pieces);
            if !blocks.is_empty() {
                items.push(blocks);
            }
        }
        items
    }

    /// Terms and their definitions; of several terms of one definition, or the reverse, the first go alone.
    fn definitions(&mut self, list: &NodeRef, depth: usize, pieces: &mut Vec<Piece>) {
        let mut term: Option<Vec<Inline>> = None;
        let alone = |term: Vec<Inline>| PieceKind::Block(Block::Paragraph(vec![Inline::Strong(term)]));
        for child in list.children().into_iter().filter(NodeRef::is_element) {
            if child.has_name("dt") {
                let next = self.flat(&child, depth);
                if let Some(term) = term.replace(next) {
                    push(pieces, alone(term), list);
                }
            } else if child.has_name("dd") {
                let mut inner = Vec::new();
                self.container(&child, None, depth + 1, &mut inner);
                match term.take() {
                    Some(term) if !inner.is_empty() && !Inline::plain(&term).trim().is_empty() => {
                        push(pieces, PieceKind::Block(Block::Definition(term, into_blocks(inner))), list);
                    }
                    _ => pieces.extend(inner),
                }
            } else if !is_skipped(&child) {
                self.element(&child, depth + 1, pieces);
            }
        }
        if let Some(term) = term {
            push(pieces, alone(term), list);
        }
    }

    /// The blocks of a quotation; its source becomes a last line with a dash.
    fn quote(&mut self, node: &NodeRef, depth: usize) -> Vec<Block> {
        let is_source =
            |child: &NodeRef| ["footer", "cite", "figcaption"].iter().any(|name| child.has_name(name));
        let source = node.children().into_iter().rev().find(is_source);
        let mut pieces = Vec::new();
        self.container(node, source.map(|source| source.id), depth + 1, &mut pieces);
        let mut source = source.map(|source| self.flat(&source, depth + 1)).unwrap_or_default();
        let mut blocks = into_blocks(pieces);
        let words = Inline::plain(&source);
        if !words.trim().is_empty() {
            if !words.trim_start().starts_with(['—', '–', '-', '―']) {
                source.insert(0, Inline::Text("— ".to_owned()));
            }
            blocks.push(Block::Paragraph(source));
        }
        blocks
    }

    fn table(&mut self, node: &NodeRef, depth: usize, pieces: &mut Vec<Piece>) {
        let mut header = None;
        let mut rows = Vec::new();
        for row in rows_of(node) {
            let mut cells = Vec::new();
            let mut all_header = true;
            for cell in row.children().into_iter().filter(NodeRef::is_element) {
                let name = cell.node_name().unwrap_or_default();
                if !matches!(name.as_ref(), "td" | "th") {
                    continue;
                }
                all_header &= name.as_ref() == "th";
                cells.push(self.flat(&cell, depth + 1));
                let span: usize = cell.attr("colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1);
                cells.extend((1..span.min(40)).map(|_| Vec::new()));
            }
            if cells.iter().all(|cell| Inline::plain(cell).trim().is_empty()) {
                continue;
            }
            if all_header && header.is_none() && rows.is_empty() {
                header = Some(cells);
            } else {
                rows.push(cells);
            }
        }
        if let Some(caption) = first_named(node, "caption") {
            let caption = self.flat(&caption, depth + 1);
            push(pieces, PieceKind::Block(Block::Caption(caption)), node);
        }
        push(pieces, PieceKind::Block(Block::Table(header.unwrap_or_default(), rows)), node);
    }

    /// A picture with its caption; whatever else a figure holds is read as it is, and its caption kept.
    fn figure(&mut self, node: &NodeRef, depth: usize, pieces: &mut Vec<Piece>) {
        let caption = first_named(node, "figcaption");
        let (words, credit) = match &caption {
            Some(caption) => self.caption(caption, depth),
            None => (String::new(), self.credit_beside(node)),
        };
        if let Some(image) = first_named(node, "img") {
            let picture = Picture { caption: words, credit, ..self.image(&image) };
            return push(pieces, PieceKind::Picture(picture), node);
        }
        for child in node.children().into_iter().filter(NodeRef::is_element) {
            if Some(child.id) != caption.as_ref().map(|caption| caption.id) && !is_skipped(&child) {
                self.element(&child, depth + 1, pieces);
            }
        }
        let words =
            [words, credit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        if !words.is_empty() {
            push(pieces, PieceKind::Block(Block::Caption(vec![Inline::Text(words)])), node);
        }
    }

    /// The words of a caption, and the credit that is marked as one inside it.
    fn caption(&mut self, caption: &NodeRef, depth: usize) -> (String, String) {
        let outer = self.credit.replace(String::new());
        let words = Inline::plain(&self.flat(caption, depth));
        let credit = std::mem::replace(&mut self.credit, outer).unwrap_or_default();
        (one_line(&words), one_line(&credit))
    }

    fn credit_beside(&self, figure: &NodeRef) -> String {
        let credit = figure.descendants().into_iter().find(|node| node.is_element() && is_credit(node));
        credit.map(|credit| one_line(&credit.text())).unwrap_or_default()
    }

    fn picture(&mut self, node: &NodeRef, pieces: &mut Vec<Piece>) {
        let image = if node.has_name("img") { Some(*node) } else { first_named(node, "img") };
        if let Some(image) = image {
            let picture = self.image(&image);
            push(pieces, PieceKind::Picture(picture), node);
        }
    }

    fn image(&self, image: &NodeRef) -> Picture {
        let src = ["data-src", "data-original", "src"].iter().filter_map(|name| image.attr(name));
        let src = src.filter(|src| !src.starts_with("data:")).find_map(|src| {
            address::resolve(self.base, &src).or_else(|| Some(src.to_string()).filter(|src| !src.is_empty()))
        });
        Picture {
            src,
            alt: image.attr("alt").map(|alt| one_line(&alt)).unwrap_or_default(),
            ..Picture::default()
        }
    }

    /// Adds the words of `node` to `run`, with what form Markdown can give them.
    fn inline(&mut self, node: &NodeRef, depth: usize, run: &mut Vec<Inline>) {
        if node.is_text() {
            return run.push(Inline::Text(node.text().to_string()));
        }
        if !node.is_element() || is_skipped(node) {
            return;
        }
        if depth > DEEPEST {
            return run.push(Inline::Text(node.text().to_string()));
        }
        if let Some(credit) = &mut self.credit
            && is_credit(node)
        {
            credit.push_str(&node.text());
            return run.push(Inline::Text(" ".to_owned()));
        }
        let name = node.node_name().unwrap_or_default();
        if matches!(
            name.as_ref(),
            "br" | "img" | "picture" | "iframe" | "video" | "audio" | "object" | "embed"
        ) {
            if name.as_ref() == "br" {
                run.push(Inline::Break);
            }
            return;
        }
        let mut inner = Vec::new();
        for child in node.children() {
            self.inline(&child, depth + 1, &mut inner);
        }
        match name.as_ref() {
            "em" | "i" | "cite" | "dfn" | "var" => run.push(Inline::Emphasis(inner)),
            "strong" | "b" => run.push(Inline::Strong(inner)),
            "del" | "s" | "strike" => run.push(Inline::Deleted(inner)),
            "code" | "kbd" | "samp" | "tt" => run.push(Inline::Code(Inline::plain(&inner))),
            "a" => match node.attr("href") {
                Some(href) => match address::resolve(self.base, &href) {
                    Some(href) => run.push(Inline::Link(href, inner)),
                    None => {
                        self.lost_links += usize::from(!href.trim().starts_with('#'));
                        run.extend(inner);
                    }
                },
                None => run.extend(inner),
            },
            "q" => {
                run.push(Inline::Text("“".to_owned()));
                run.extend(inner);
                run.push(Inline::Text("”".to_owned()));
            }
            name if is_block_name(name) => {
                run.push(Inline::Break);
                run.extend(inner);
                run.push(Inline::Break);
            }
            _ => run.extend(inner),
        }
    }
}

fn push(pieces: &mut Vec<Piece>, kind: PieceKind, node: &NodeRef) {
    let parent = node.parent();
    let parents =
        [parent.as_ref().map(|node| node.id), parent.and_then(|node| node.parent()).map(|node| node.id)];
    pieces.push(Piece { kind, parents });
}

/// Makes paragraphs of the loose words `run` inside `holder`; two breaks part them.
fn flush(run: &mut Vec<Inline>, holder: &NodeRef, pieces: &mut Vec<Piece>) {
    let mut paragraph = Vec::new();
    let mut breaks = 0;
    let mut finish = |paragraph: &mut Vec<Inline>| {
        let words = tidy(std::mem::take(paragraph));
        if !Inline::plain(&words).trim().is_empty() {
            push(pieces, PieceKind::Block(Block::Paragraph(words)), holder);
        }
    };
    for inline in run.drain(..) {
        let is_blank = matches!(&inline, Inline::Text(text) if text.trim().is_empty());
        match inline {
            Inline::Break => breaks += 1,
            _ if is_blank => {}
            _ => breaks = 0,
        }
        if breaks == 2 {
            finish(&mut paragraph);
        } else {
            paragraph.push(inline);
        }
    }
    finish(&mut paragraph);
}

/// Blocks alone; pictures and embedded things inside lists and quotations become notes.
fn into_blocks(pieces: Vec<Piece>) -> Vec<Block> {
    let blocks = pieces.into_iter().flat_map(|piece| match piece.kind {
        PieceKind::Block(block) => vec![block],
        PieceKind::Picture(picture) => picture_blocks(&picture),
        PieceKind::Embed(address) => vec![Block::Note(format!("Embedded: {address}"))],
    });
    blocks.collect()
}

/// What stands in the text for a picture that is not there: a note to the author, and its caption.
pub(super) fn picture_blocks(picture: &Picture) -> Vec<Block> {
    // Two hyphens would end the note's comment; in an address one of them can be written otherwise.
    let address = picture.src.as_deref().unwrap_or("(no address)").replace("--", "-%2D");
    let words = [address.as_str(), &picture.alt];
    let words = words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" — ");
    let mut blocks = vec![Block::Note(format!("Picture: {words}"))];
    let credit = if picture.credit.is_empty() { String::new() } else { format!("[{}]", picture.credit) };
    let caption = [picture.caption.as_str(), &credit].join(" ");
    if !caption.trim().is_empty() {
        blocks.push(Block::Caption(vec![Inline::Text(caption.trim().to_owned())]));
    }
    blocks
}
