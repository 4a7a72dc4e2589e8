//! The one representation that all passes over an article read: tokens, sentences, quoted regions.

use std::ops::Range;

use super::vocabulary::{Marked, Vocabulary, Word};
use super::{incises, nicknames};
use crate::language::Language;
use crate::language::dates::{List, Meaning, Roles};
use crate::language::lexicon::{Class, Lexeme};
use crate::text::{
    Affixes, BlockKind, Prose, QuotedRegion, Span, Token, TokenKind, run_in_head, sentences, tokenize_into,
};

/// An article cut up once. Indices of tokens, sentences and blocks run through the whole article.
#[derive(Debug)]
pub struct Document<'a> {
    /// The text and its blocks.
    pub prose: &'a Prose,
    /// Its language.
    pub language: &'a Language,
    /// All tokens, in order. None crosses a block.
    pub tokens: Vec<Token>,
    /// What each token can be.
    pub lexemes: Vec<Lexeme>,
    /// All sentences, in order. None crosses a block; those inside a quotation are sentences too.
    pub sentences: Vec<Sentence>,
    /// What stands between quotation marks, by opening mark, nested ones after the one that holds them.
    pub quoted: Vec<QuotedRegion>,
    /// The outermost of them.
    outer: Vec<QuotedRegion>,
    /// What stands between marks inside names, which is not quoted.
    nicknames: Vec<QuotedRegion>,
    /// One entry a block of [`Prose::blocks`].
    pub blocks: Vec<DocumentBlock>,
    /// The heads in capitals that run into their paragraphs, without their dashes.
    run_in_heads: Vec<Range<usize>>,
    /// What is known of its words.
    pub vocabulary: &'a Vocabulary<'a>,
    /// The number of each token in the vocabulary.
    pub words: Vec<u32>,
    /// What passes look for in token after token, so that they need not look up each of its words.
    marked: Vec<Marked>,
    /// The sentence of each token.
    sentence: Vec<u32>,
    /// One past the number of the outermost quoted region that holds each token; 0 where none does.
    around: Vec<u32>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its text, from the first to the last token.
    pub span: Span,
    /// The block that holds it.
    pub block: usize,
}

/// Tokens of the longest line that can be a heading without being marked as one.
pub const LONGEST_TITLE: usize = 10;

/// What a block holds, as ranges into the lists of [`Document`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Its quoted regions.
    pub quoted: Range<usize>,
}

/// The sentences of the block `block` of `text`, for who needs nothing else of a document.
pub fn sentences_of(text: &str, block: Span, language: &Language) -> Vec<Span> {
    let mut tokens = Vec::with_capacity(block.len() / 5 + 1);
    let cut = Cut::new(text, block, &mut tokens, None, language);
    cut.sentences.iter().map(|range| span_of(&tokens, range)).collect()
}

/// The span from the first to the last token of `range`, which must not be empty.
fn span_of(tokens: &[Token], range: &Range<usize>) -> Span {
    tokens[range.start].span.cover(tokens[range.end - 1].span)
}

/// What an article consists of, before anything is known of its words.
#[derive(Default)]
struct Parts {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    quoted: Vec<QuotedRegion>,
    outer: Vec<QuotedRegion>,
    nicknames: Vec<QuotedRegion>,
    blocks: Vec<DocumentBlock>,
}

impl Parts {
    fn add_block(&mut self, prose: &Prose, block: usize, language: &Language) {
        let text = prose.text.as_str();
        let rules = &language.quotations;
        let next = prose.blocks.get(block + 1).filter(|next| next.kind == prose.blocks[block].kind);
        let next = next.and_then(|next| rules.marks.opening(next.span.of(text)));
        let base = self.tokens.len();
        let Cut { regions, sentences } =
            Cut::new(text, prose.blocks[block].span, &mut self.tokens, next, language);
        let tokens = &self.tokens[base..];
        let first_sentence = self.sentences.len();
        let first_quoted = self.quoted.len();
        self.sentences.extend(sentences.into_iter().map(|range| Sentence {
            span: span_of(tokens, &range),
            tokens: range.start + base..range.end + base,
            block,
        }));
        for region in incises::split(text, tokens, regions, rules) {
            let placed = QuotedRegion { open: region.open + base, end: region.end + base, ..region };
            if nicknames::is_nickname(text, tokens, region, rules) {
                self.nicknames.push(placed);
                continue;
            }
            self.quoted.push(placed);
            if region.depth == 0 {
                self.outer.push(placed);
            }
        }
        self.blocks.push(DocumentBlock {
            kind: prose.blocks[block].kind,
            tokens: base..self.tokens.len(),
            sentences: first_sentence..self.sentences.len(),
            quoted: first_quoted..self.quoted.len(),
        });
    }
}

/// A block cut up. Its first token is number 0.
struct Cut {
    regions: Vec<QuotedRegion>,
    /// As ranges of the tokens.
    sentences: Vec<Range<usize>>,
}

impl Cut {
    /// Cuts up `block`, whose tokens go behind `all` others; for `next` see
    /// [`QuotationMarks::regions`](crate::text::QuotationMarks::regions).
    fn new(text: &str, block: Span, all: &mut Vec<Token>, next: Option<char>, language: &Language) -> Self {
        let rules = &language.quotations;
        let base = all.len();
        tokenize_into(all, text, block, &rules.affixes);
        let regions = rules.marks.regions(text, &all[base..], next);
        mark_plural_possessives(text, &mut all[base..], &regions, &rules.affixes);
        let tokens = &all[base..];
        let mut closing = vec![false; if regions.is_empty() { 0 } else { tokens.len() }];
        for region in regions.iter().filter(|region| region.closed) {
            closing[region.end - 1] = true;
        }
        let sentences = sentences(
            text,
            tokens,
            |word, next| {
                // After "Roe Jr." a quotation begins a sentence; between "Mr." and a name it would not.
                let begins = || {
                    next.kind == TokenKind::Mark
                        && rules.marks.contains(next.text(text))
                        && rules.lexeme(word).is(Class::NameSuffix)
                };
                rules.is_abbreviation(word) && !begins()
                    || next.kind == TokenKind::Number && rules.is_number_abbreviation(word)
            },
            |word| {
                const OPENERS: [Class; 4] =
                    [Class::Pronoun, Class::Subordinator, Class::Conjunction, Class::Article];
                let lexeme = rules.lexeme(word);
                lexeme.is_any(&OPENERS) && !lexeme.is(Class::Preposition)
            },
            |at| closing.get(at).is_some_and(|&closes| closes),
        );
        Self { regions, sentences }
    }
}

/// Makes possessive endings of the apostrophes in "the boats’ owner" and "Jonas’ boat": those that belong to no quotation.
fn mark_plural_possessives(text: &str, tokens: &mut [Token], regions: &[QuotedRegion], affixes: &Affixes) {
    if !affixes.has_possessives() {
        return;
    }
    for at in 1..tokens.len().saturating_sub(1) {
        let mark = tokens[at];
        if mark.kind != TokenKind::Mark || mark.spaced {
            continue;
        }
        let [before, after] = [tokens[at - 1], tokens[at + 1]];
        let between = before.kind == TokenKind::Word && after.kind == TokenKind::Word && after.spaced;
        let possessive =
            between && matches!(mark.text(text), "’" | "'") && before.text(text).ends_with(['s', 'S']);
        if possessive && !regions.iter().any(|region| region.open == at || region.end == at + 1) {
            tokens[at].kind = TokenKind::Possessive;
        }
    }
}

impl<'a> Document<'a> {
    /// Cuts up `prose`, whose words are looked up in `vocabulary`, as those of the articles before. Never fails; linear in
    /// its length.
    pub fn new<'l: 'a>(prose: &'a Prose, vocabulary: &'a mut Vocabulary<'l>) -> Self {
        vocabulary.begin_article();
        // A word and the blank behind it are five bytes, mostly; marks are fewer.
        let likely = prose.text.len() / 4;
        let mut parts = Parts {
            tokens: Vec::with_capacity(likely),
            sentences: Vec::with_capacity(likely / 20),
            blocks: Vec::with_capacity(prose.blocks.len()),
            ..Parts::default()
        };
        for block in 0..prose.blocks.len() {
            parts.add_block(prose, block, vocabulary.language);
        }
        let Parts { tokens, sentences, quoted, outer, nicknames, blocks } = parts;
        let mut words = Vec::with_capacity(tokens.len());
        let (mut block, mut behind_word) = (0, false);
        for sentence in &sentences {
            behind_word &= sentence.block == block;
            block = sentence.block;
            for (at, &token) in tokens[sentence.tokens.clone()].iter().enumerate() {
                let number = vocabulary.number(token.text(&prose.text), token);
                words.push(number);
                let is_word = token.kind == TokenKind::Word;
                if is_word {
                    vocabulary.note(number, token.shape, (behind_word, at > 0));
                }
                behind_word = is_word;
            }
        }
        let known = |&word: &u32| vocabulary.word(word);
        let lexemes = words.iter().map(|word| known(word).lexeme).collect();
        let marked = words.iter().map(|word| known(word).marked).collect();
        let mut sentence = Vec::with_capacity(tokens.len());
        for (number, one) in (0..).zip(&sentences) {
            sentence.resize(one.tokens.end, number);
        }
        let mut around = vec![0; tokens.len()];
        for (number, region) in (1..).zip(&outer) {
            around[region.open..region.end].fill(number);
        }
        let head = |block: &DocumentBlock| {
            let dash = run_in_head(&prose.text, &tokens[block.tokens.clone()])?;
            Some(block.tokens.start..block.tokens.start + dash)
        };
        let run_in_heads = blocks.iter().filter_map(head).collect();
        let vocabulary: &'a Vocabulary<'a> = vocabulary;
        let language = vocabulary.language;
        Self {
            prose,
            language,
            tokens,
            lexemes,
            sentences,
            quoted,
            outer,
            nicknames,
            blocks,
            run_in_heads,
            vocabulary,
            words,
            marked,
            sentence,
            around,
        }
    }

    /// The text of the token `at`; empty past the last one, so that a rule that looks ahead needs no bounds.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(&self.prose.text))
    }

    /// What is known of the token `at`.
    pub fn known(&self, at: usize) -> &Word<'a> {
        self.vocabulary.word(self.words[at])
    }

    /// Whether the token `at` is in a list of [`EventWords`](crate::language::dates::EventWords); nothing past the last one is.
    pub fn is_in(&self, at: usize, list: List) -> bool {
        self.words.get(at).is_some_and(|&word| self.vocabulary.word(word).lists.has(list))
    }

    /// Whether the token `at` plays one of `roles` around an expression of time; nothing past the last one does.
    pub fn plays(&self, at: usize, roles: Roles) -> bool {
        self.words.get(at).is_some_and(|&word| self.vocabulary.word(word).roles.is(roles))
    }

    /// Whether the token `at` is written like a name, or a part of one.
    pub fn is_name_word(&self, at: usize) -> bool {
        self.marked[at].name
    }

    /// The first of `tokens` that is.
    pub fn next_name_word(&self, tokens: Range<usize>) -> Option<usize> {
        let ahead = self.marked[tokens.clone()].iter().position(|marked| marked.name)?;
        Some(tokens.start + ahead)
    }

    /// Whether the token `at` can be the cue of a frame.
    pub fn may_report(&self, at: usize) -> bool {
        self.marked[at].reports
    }

    /// Whether a date can stand among `tokens`.
    pub fn may_date(&self, tokens: Range<usize>) -> bool {
        self.marked[tokens].iter().any(|marked| marked.dates)
    }

    /// What the token `at` can be in an expression of time, whatever its case.
    pub fn meanings(&self, at: usize) -> &'a [Meaning] {
        self.known(at).dated.map_or(&[], |dated| dated.meanings.as_slice())
    }

    /// Whether the article writes `word` small somewhere, so that its capital elsewhere may be that of a
    /// sentence's first word.
    pub fn writes_small(&self, word: &str) -> bool {
        self.vocabulary.writes_small(&word.to_lowercase())
    }

    /// Whether the word at `at` has a capital, and has it inside a sentence somewhere.
    pub fn is_capital_inside(&self, at: usize) -> bool {
        self.tokens[at].is_capitalised() && self.vocabulary.writes_inside(self.words[at])
    }

    /// Whether `word` has its capital after another word somewhere, and so owes it to no sentence.
    pub fn writes_capital(&self, word: &str) -> bool {
        self.vocabulary.writes_capital(word)
    }

    /// The span from the first to the last token of `tokens`, which must not be empty.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens.start].span.cover(self.tokens[tokens.end - 1].span)
    }

    /// The text from the first to the last token of `tokens`, which must not be empty.
    pub fn text(&self, tokens: Range<usize>) -> &'a str {
        self.span(tokens).of(&self.prose.text)
    }

    /// The tokens that `span` touches.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let touched = self.tokens[start..].iter().take_while(|token| token.span.start < span.end);
        start..start + touched.count()
    }

    /// Whether a block is a line by itself that is no sentence, as a heading is in plain text. An item of a list begins
    /// with its mark ("- 1992: …").
    pub fn is_title(&self, block: &DocumentBlock) -> bool {
        let is_mark = |at: usize| self.tokens[at].kind == TokenKind::Mark;
        block.kind == BlockKind::Paragraph
            && (1..=LONGEST_TITLE).contains(&block.tokens.len())
            && !is_mark(block.tokens.start)
            && (!is_mark(block.tokens.end - 1) || self.word(block.tokens.end - 1) == "?")
    }

    /// The sentence that holds the token `at`.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentence.get(at).map_or(self.sentences.len(), |&number| number as usize)
    }

    /// Whether the token `at` is of a head in capitals that runs into its paragraph ("COUNCIL HAS ASKED HIM — …"). Its
    /// words are no names, and its pronouns stand for somebody of the paragraph.
    pub fn is_in_head(&self, at: usize) -> bool {
        let begun = self.run_in_heads.partition_point(|head| head.start <= at);
        begun > 0 && self.run_in_heads[begun - 1].contains(&at)
    }

    /// The block that holds the token `at`.
    pub fn block_of(&self, at: usize) -> usize {
        self.sentences.get(self.sentence_of(at)).map_or(self.blocks.len(), |sentence| sentence.block)
    }

    /// The nickname whose opening mark is the token `at`.
    pub fn nickname_at(&self, at: usize) -> Option<QuotedRegion> {
        let index = self.nicknames.binary_search_by_key(&at, |region| region.open).ok()?;
        Some(self.nicknames[index])
    }

    /// The outermost quoted region that holds the token `at`, its marks included.
    pub fn quoted_around(&self, at: usize) -> Option<QuotedRegion> {
        let number = *self.around.get(at)?;
        Some(self.outer[number.checked_sub(1)? as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_knows_where_it_stands() {
        let prose =
            Prose::from_plain_text("The board met. “So it is,” she said.\n\nThey left, “all of them”.");
        let mut vocabulary = Vocabulary::new(Language::english());
        let document = Document::new(&prose, &mut vocabulary);
        for at in 0..document.tokens.len() {
            let sentence = &document.sentences[document.sentence_of(at)];
            assert!(sentence.tokens.contains(&at) && document.blocks[sentence.block].tokens.contains(&at));
            assert_eq!(document.block_of(at), sentence.block);
            let around = document.quoted.iter().find(|region| (region.open..region.end).contains(&at));
            assert_eq!(document.quoted_around(at), around.copied());
        }
        let past = document.tokens.len();
        assert_eq!((document.sentence_of(past), document.block_of(past)), (3, 2));
        assert!(document.quoted_around(past).is_none() && !document.is_in(past, List::Articles));
        assert!(document.is_in(0, List::Articles) && document.plays(2, Roles::PAST));
        assert!(document.is_name_word(0) && !document.is_name_word(1));
    }
}
