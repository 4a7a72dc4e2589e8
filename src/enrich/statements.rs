//! Sentences as the narrator tells them: each stretch between quotation marks is one item.
//!
//! Comes in: a cut-up article. Goes out: statements. A statement ends where a sentence ends outside
//! quotation marks, so that "“A. B,” he said." is one.

use std::ops::Range;

use super::document::Document;
use crate::language::lexicon::{Class, Lexeme};
use crate::text::{BlockKind, Span, TokenKind, is_dash};

/// A sentence of the narrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The block that holds it.
    pub block: usize,
    /// Its words, marks and quotations.
    pub items: Vec<Item>,
}

/// A token of the narrator, or a whole quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its tokens: one, or all between the marks and the marks.
    pub tokens: Range<usize>,
    /// Whether it is a quotation.
    pub quoted: bool,
}

/// No narrator's sentence is longer, in items; what is, is cut, so that no pass sees more at once.
const LONGEST: usize = 600;

/// The statements of the running story, in order.
pub fn split(document: &Document) -> Vec<Statement> {
    let mut statements = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let signed = document.prose.blocks[index].signature.is_some();
        let heading = matches!(block.kind, BlockKind::Heading(_));
        if !(block.kind.is_running() || heading) || signed {
            continue;
        }
        let mut regions =
            document.quoted[block.quoted.clone()].iter().filter(|region| region.depth == 0).peekable();
        let mut ends = document.sentences[block.sentences.clone()].iter().map(|s| s.tokens.end).peekable();
        let mut items = Vec::new();
        let mut at = block.tokens.start;
        while at < block.tokens.end {
            if items.is_empty() {
                let end = ends.peek().map_or(block.tokens.end, |&end| end.max(at));
                items.reserve_exact((end - at).min(LONGEST));
            }
            if let Some(region) = regions.next_if(|region| region.open == at) {
                items.push(Item { tokens: region.open..region.end, quoted: true });
                at = region.end;
            } else {
                // All words up to the next quotation or end.
                let opens = regions.peek().map(|region| region.open).filter(|&open| open > at);
                let stops = [opens, ends.peek().copied(), Some(at + LONGEST - items.len())];
                let stop = stops.into_iter().flatten().fold(block.tokens.end, usize::min);
                items.extend((at..stop).map(|at| Item { tokens: at..at + 1, quoted: false }));
                at = stop;
            }
            while ends.next_if(|&end| end < at).is_some() {}
            if ends.next_if_eq(&at).is_some() || items.len() >= LONGEST {
                statements.push(Statement { block: index, items: std::mem::take(&mut items) });
            }
        }
        if !items.is_empty() {
            statements.push(Statement { block: index, items });
        }
    }
    statements
}

/// A statement with its article: what passes ask of an item. Positions out of range answer "no".
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The article.
    pub document: &'a Document<'a>,
    /// Its items.
    pub items: &'a [Item],
}

impl<'a> View<'a> {
    /// Number of items.
    pub fn len(self) -> usize {
        self.items.len()
    }

    /// Whether the item at `at` is a quotation.
    pub fn is_quote(self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.quoted)
    }

    /// The token of the narrator at `at`; `None` for a quotation.
    pub fn token(self, at: usize) -> Option<usize> {
        self.items.get(at).filter(|item| !item.quoted).map(|item| item.tokens.start)
    }

    /// Its text; empty for a quotation.
    pub fn word(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| self.document.word(token))
    }

    /// What it can be; nothing for a quotation.
    pub fn lexeme(self, at: usize) -> Lexeme {
        self.token(at).map_or(Lexeme::default(), |token| self.document.lexemes[token])
    }

    /// Whether it can be of `class`.
    pub fn is(self, at: usize, class: Class) -> bool {
        self.lexeme(at).is(class)
    }

    /// Whether it is a word of the narrator.
    pub fn is_word(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.document.tokens[token].kind == TokenKind::Word)
    }

    /// Whether it is a number of the narrator.
    pub fn is_number(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.document.tokens[token].kind == TokenKind::Number)
    }

    /// Whether it is a word with a capital.
    pub fn is_capitalised(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.document.tokens[token].is_capitalised())
    }

    /// Whether it is a preposition before a figure that is only rough: "about half", "about 40", but not "on 9 December".
    pub fn is_rough_figure(self, at: usize) -> bool {
        self.is(at, Class::ContentPreposition)
            && !self.is(at + 2, Class::Calendar)
            && (self.is_number(at + 1) || self.lexeme(at + 1).is_any(&[Class::Quantity, Class::Numeral]))
    }

    /// Whether it is the mark `mark`.
    pub fn is_mark(self, at: usize, mark: &str) -> bool {
        self.token(at).is_some_and(|token| self.document.tokens[token].kind == TokenKind::Mark)
            && self.word(at) == mark
    }

    /// Whether it is any mark of the narrator.
    pub fn is_any_mark(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.document.tokens[token].kind == TokenKind::Mark)
    }

    /// Whether it is a possessive ending.
    pub fn is_possessive(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.document.tokens[token].kind == TokenKind::Possessive)
    }

    /// Whether it is a mark that divides clauses: comma, dash, colon, semicolon, bracket.
    pub fn is_pause(self, at: usize) -> bool {
        self.is_any_mark(at)
            && (self.word(at).starts_with(['–', '—', '―', ',', ';', ':', '(', ')', '[', ']', '…'])
                || self.word(at) == "--"
                || self.is_spaced_hyphen(at))
    }

    /// "Roe - who is no relation - said": a hyphen that stands for a dash.
    fn is_spaced_hyphen(self, at: usize) -> bool {
        let spaced = |at: usize| {
            let token = self.items.get(at).map(|item| item.tokens.start);
            token.is_some_and(|token| self.document.tokens[token].spaced)
        };
        self.word(at) == "-" && spaced(at) && spaced(at + 1)
    }

    /// Whether it is a dash between words.
    pub fn is_dash(self, at: usize) -> bool {
        self.is_any_mark(at) && is_dash(self.word(at))
    }

    /// Whether it is the full stop, question mark or exclamation mark that ends a sentence.
    pub fn is_terminal(self, at: usize) -> bool {
        self.is_any_mark(at) && self.word(at).starts_with(['.', '!', '?', '…'])
    }

    /// The last word or mark inside the quotation at `at`, that of a quotation within it where both end together; empty
    /// for anything else.
    pub fn last_inside(self, at: usize) -> &'a str {
        let Some(item) = self.items.get(at).filter(|item| item.quoted) else { return "" };
        let last = |back: usize| item.tokens.end.saturating_sub(back).max(item.tokens.start);
        let closes_both = self.document.prose.text.as_bytes()
            [..self.document.tokens[last(2)].span.start as usize]
            .ends_with(b",")
            && self.document.language.quotations.marks.contains(self.document.word(last(2)));
        self.document.word(last(if closes_both { 3 } else { 2 }))
    }

    /// Whether it is a quotation that ends with a comma, a question mark or an exclamation mark of its own.
    pub fn ends_with_pause(self, at: usize) -> bool {
        self.last_inside(at).starts_with([',', '?', '!'])
    }

    /// Whether it is a quotation that ends with punctuation of its own.
    pub fn is_complete(self, at: usize) -> bool {
        self.last_inside(at).starts_with(['.', '!', '?', ',', '…'])
    }

    /// The tokens of the items `items`, which must not be empty.
    pub fn tokens(self, items: Range<usize>) -> Range<usize> {
        self.items[items.start].tokens.start..self.items[items.end - 1].tokens.end
    }

    /// The text of the items `items` as a span.
    pub fn span(self, items: Range<usize>) -> Span {
        self.document.span(self.tokens(items))
    }

    /// The item that holds the token `token`.
    pub fn item_of(self, token: usize) -> Option<usize> {
        let at = self.items.partition_point(|item| item.tokens.end <= token);
        self.items.get(at).filter(|item| item.tokens.start <= token).map(|_| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::vocabulary::Vocabulary;
    use crate::language::Language;
    use crate::text::Prose;

    #[test]
    fn sentences_inside_a_quotation_do_not_divide_the_narrator() {
        let prose = Prose::from_plain_text("“A is so. B is so,” he said. “C.” They left.\n“D.”");
        let mut vocabulary = Vocabulary::new(Language::english());
        let document = Document::new(&prose, &mut vocabulary);
        let statements: Vec<_> = split(&document)
            .iter()
            .map(|s| document.text(s.items[0].tokens.start..s.items[s.items.len() - 1].tokens.end))
            .collect();
        assert_eq!(statements, ["“A is so. B is so,” he said.", "“C.”", "They left.", "“D.”"]);
    }
}
