//! Tokens as date rules see them: compounds taken apart, figures and number words put together.
//!
//! Comes in: the tokens of one block. Goes out: [`Lexeme`]s, each with what it can mean. Must not know: what
//! a rule makes of them.

mod number_words;

use crate::language::dates::{Class, Dates, FigureOrder, NumberWord, Roles, Sign, Word};
use crate::text::{Span, Token, TokenKind};

use self::number_words::number_words;
use super::figures;
use crate::enrich::vocabulary::{Vocabulary, fold};

/// A word, number or mark and everything that it can mean.
#[derive(Clone, Copy, Debug)]
pub(in crate::enrich) struct Lexeme {
    /// Its words in the prose.
    pub span: Span,
    /// Its number among the literals that rules name.
    pub literal: Option<u16>,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it is a letter word.
    pub word: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether it is a compound that is yet to be taken apart.
    pub compound: bool,
    /// What it does to the clause that it stands in.
    pub(super) pause: Pause,
    /// What it does around an expression of time.
    pub roles: Roles,
    number: NumberWord,
    meanings: [(Class, i32); MOST],
    count: u8,
    classes: u64,
}

const MOST: usize = 5;

/// What a mark does to a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pause {
    /// Nothing.
    None,
    /// A comma.
    Comma,
    /// A quotation begins or ends.
    Quote,
    /// The sentence ends.
    Stop,
}

impl Pause {
    fn of(mark: &str) -> Self {
        match mark.chars().next() {
            Some('.' | '!' | '?' | '…') => Pause::Stop,
            Some('"' | '“' | '”' | '„' | '«' | '»') => Pause::Quote,
            _ if matches!(mark, "‘" | "’" | "'") => Pause::Quote,
            _ if mark == "," => Pause::Comma,
            _ => Pause::None,
        }
    }
}

impl Lexeme {
    /// A word or mark with what is known of it, wherever it stands: a vocabulary has it ready.
    pub(in crate::enrich) fn of(
        text: &str,
        (word, capital): (bool, bool),
        known: Option<&Word>,
        roles: Roles,
    ) -> Self {
        let mut lexeme = Self { roles, ..Self::new(Span::default(), capital, word, false) };
        if let Some(known) = known {
            lexeme.learn(known);
        }
        if !word {
            lexeme.pause = Pause::of(text);
            if text.chars().all(is_hyphen) {
                lexeme.number = NumberWord::Hyphen;
            }
        }
        lexeme
    }

    fn new(span: Span, capital: bool, word: bool, spaced: bool) -> Self {
        Self {
            span,
            literal: None,
            capital,
            word,
            spaced,
            compound: false,
            pause: Pause::None,
            roles: Roles::default(),
            number: NumberWord::None,
            meanings: [(Class::Edgeless, 0); MOST],
            count: 0,
            classes: 0,
        }
    }

    /// Adds a meaning; beyond [`MOST`] they are dropped.
    pub(super) fn mean(&mut self, class: Class, value: i32) {
        if (self.count as usize) < MOST {
            self.classes |= class.bit();
            self.meanings[self.count as usize] = (class, value);
            self.count += 1;
        }
    }

    /// Takes on what the language says of the word.
    fn learn(&mut self, word: &Word) {
        (self.literal, self.number) = (word.literal, word.number);
        for meaning in &word.meanings {
            if self.capital || !meaning.capitalised {
                self.mean(meaning.class, meaning.value);
            }
        }
    }

    fn forget(&mut self) {
        self.count = 0;
        self.classes = 0;
        self.literal = None;
    }

    /// What rules ask of it.
    pub(super) fn sign(&self) -> Sign {
        Sign { classes: self.classes, literal: self.literal }
    }

    /// What it can mean.
    pub(super) fn meanings(&self) -> &[(Class, i32)] {
        &self.meanings[..self.count as usize]
    }

    /// Whether it is a word in small letters that the language knows nothing of.
    pub(super) fn is_plain(&self) -> bool {
        self.word && !self.capital && self.count == 0 && self.roles == Roles::default()
    }

    /// Whether a sentence or a quotation ends with it, or begins.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.pause, Pause::Stop | Pause::Quote)
    }

    /// The classes that it can be of, as bits.
    pub(super) fn classes(&self) -> u64 {
        self.classes
    }

    /// What it is worth as a member of `class`.
    pub(super) fn value(&self, class: Class) -> Option<i32> {
        if self.classes & class.bit() == 0 {
            return None;
        }
        self.meanings().iter().find(|meaning| meaning.0 == class).map(|meaning| meaning.1)
    }
}

/// Makes `out` the lexemes of one block's tokens; `words` are their numbers in the vocabulary.
pub(super) fn lexemes(
    out: &mut Vec<Lexeme>,
    text: &str,
    tokens: &[Token],
    (vocabulary, words): (&Vocabulary, &[u32]),
    language: &Dates,
    order: FigureOrder,
) {
    out.clear();
    out.reserve(tokens.len() + 8);
    let mut reader = Reader { text, language, order, out, lower: String::new(), has_numbers: false };
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        match token.kind {
            TokenKind::Word => match vocabulary.dated(words[at]) {
                lexeme if lexeme.compound => reader.compound(token),
                lexeme => reader.push(token, lexeme),
            },
            TokenKind::Possessive => {
                // The ending of "the boats’ owner" is no quotation mark.
                reader.push(token, &Lexeme { pause: Pause::None, ..*vocabulary.dated(words[at]) });
            }
            TokenKind::Mark | TokenKind::Number => {
                if let Some((lexeme, used)) = figures::read(text, &tokens[at..], language, order) {
                    reader.out.push(lexeme);
                    at += used;
                    continue;
                }
                if token.kind == TokenKind::Number {
                    reader.number(token.span, token.spaced);
                } else {
                    reader.push(token, vocabulary.dated(words[at]));
                }
            }
        }
        at += 1;
        if reader.abbreviates(tokens, at) {
            let last = reader.out.last_mut().expect("a word was just read");
            last.span = last.span.cover(tokens[at].span);
            at += 1;
        }
    }
    if reader.has_numbers {
        number_words(reader.out);
    }
}

struct Reader<'a> {
    text: &'a str,
    language: &'a Dates,
    order: FigureOrder,
    out: &'a mut Vec<Lexeme>,
    lower: String,
    /// Whether a number in words has been read.
    has_numbers: bool,
}

impl Reader<'_> {
    /// A compound is taken apart.
    fn compound(&mut self, token: Token) {
        let word = token.text(self.text);
        let (base, mut start, mut spaced) = (token.span.start as usize, 0, token.spaced);
        for (at, hyphen) in word.match_indices(is_hyphen).chain([(word.len(), "")]) {
            if at > start {
                let span = Span::new(base + start, base + at);
                if word[start..at].starts_with(|c: char| c.is_ascii_digit()) {
                    self.number(span, spaced);
                } else {
                    self.part(span, true, spaced);
                }
            }
            if !hyphen.is_empty() {
                self.part(Span::new(base + at, base + at + hyphen.len()), false, false);
            }
            (start, spaced) = (at + hyphen.len(), false);
        }
    }

    /// A part of a compound, which no vocabulary has.
    fn part(&mut self, span: Span, word: bool, spaced: bool) {
        fold(span.of(self.text), &mut self.lower);
        let known = self.language.word(&self.lower);
        let mut roles = known.map_or_else(Roles::default, |known| known.roles);
        if word && self.language.tense.has_past_ending(&self.lower) {
            roles.add(Roles::PAST);
        }
        let text = span.of(self.text);
        let capital = word && text.starts_with(char::is_uppercase);
        self.push_at(span, spaced, &Lexeme::of(text, (word, capital), known, roles));
    }

    /// A word or mark where it stands.
    fn push(&mut self, token: Token, lexeme: &Lexeme) {
        self.push_at(token.span, token.spaced, lexeme);
    }

    fn push_at(&mut self, span: Span, spaced: bool, lexeme: &Lexeme) {
        self.has_numbers |= !matches!(lexeme.number, NumberWord::None | NumberWord::Hyphen);
        let mut lexeme = *lexeme;
        (lexeme.span, lexeme.spaced) = (span, spaced);
        self.out.push(lexeme);
    }

    fn number(&mut self, span: Span, spaced: bool) {
        let mut lexeme = Lexeme::new(span, false, false, spaced);
        figures::number(span.of(self.text), &mut lexeme, self.language, self.order);
        self.out.push(lexeme);
    }

    /// Whether the token at `at` is the full stop of an abbreviated month or weekday just read.
    fn abbreviates(&self, tokens: &[Token], at: usize) -> bool {
        let dated = |last: &&Lexeme| last.classes & (Class::Month.bit() | Class::Weekday.bit()) != 0;
        let Some(last) = self.out.last().filter(dated) else { return false };
        let Some(dot) = tokens.get(at) else { return false };
        if dot.spaced || dot.text(self.text) != "." || last.span.len() > 5 {
            return false;
        }
        tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number || !next.is_capitalised())
    }
}

impl Lexeme {
    /// A lexeme of figures that span several tokens.
    pub(super) fn of_figures(span: Span, spaced: bool, class: Class, value: i32) -> Self {
        let mut lexeme = Self::new(span, false, false, spaced);
        lexeme.mean(class, value);
        lexeme
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Whether `word` is a compound with a part that rules know, and is to be taken apart; `folded` is room to work in.
pub(in crate::enrich) fn is_compound(word: &str, language: &Dates, folded: &mut String) -> bool {
    let hyphens = if word.is_ascii() { word.as_bytes().contains(&b'-') } else { word.contains(is_hyphen) };
    hyphens
        && word.split(is_hyphen).any(|part| {
            fold(part, folded);
            part.starts_with(|c: char| c.is_ascii_digit())
                || language.word(folded).is_some_and(|word| {
                    word.number != NumberWord::None
                        || word.meanings.iter().any(|meaning| meaning.class < Class::Preposition)
                })
        })
}
