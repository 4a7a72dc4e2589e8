//! The distinct words of an article, and what the language says of each: looked up once a word, not once a token.
//!
//! Comes in: tokens. Goes out: a number for each, by which all passes get at what is known. An article of a thousand
//! tokens has some four hundred words, and each would otherwise be folded and looked up by every pass that it meets.
//! Most of the four hundred the article before had as well: a [`Wordbook`] keeps what has been looked up for the next.

use foldhash::HashMap;

use super::{cues, dates};
use crate::language::Language;
use crate::language::dates::{Roles, Word as Dated};
use crate::language::lexicon::{Class, Lexeme};
use crate::text::{Shape, Token, TokenKind};

/// What is known of a word as it is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word<'a> {
    /// What it can be in reported speech.
    pub lexeme: Lexeme,
    /// What it can be in an expression of time.
    pub dated: Option<&'a Dated>,
    /// What it does around an expression of time.
    pub roles: Roles,
    /// Whether a date can stand around it, and not without words like it.
    pub dates: bool,
    /// Whether it is a compound with a part that dates are made of ("mid-May").
    pub compound: bool,
    /// Whether only its ending makes it an adverb, so that it can as well be a name ("Jolly").
    pub guessed_adverb: bool,
    /// Whether it is a name that begins with a small particle ("al-Example").
    pub particle_name: bool,
    /// Whether it can be the cue of a frame.
    pub reports: bool,
    /// Whether the article has it in small letters.
    pub small: bool,
    /// Whether the article has it with a capital behind another word.
    pub capital: bool,
}

/// The words of an article by number.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    words: Vec<Word<'a>>,
    numbers: HashMap<&'a str, u32>,
}

/// What a language says of the words that have been met in it. It says the same of a word in every article, so that
/// nothing found depends on what has been read before.
#[derive(Debug)]
pub struct Wordbook<'a> {
    /// The language.
    pub language: &'a Language,
    words: HashMap<Box<str>, Word<'a>>,
    /// The word that is being looked up, folded.
    folded: String,
}

/// A wordbook for each language that has been met.
#[derive(Debug, Default)]
pub struct Wordbooks(Vec<Wordbook<'static>>);

/// Words of more bytes than this are hardly met again, and not kept.
const LONGEST_KEPT: usize = 40;

/// The number of what is no word: figures. All that is known of them is that dates are made of them.
const NOTHING: u32 = 0;

impl Word<'_> {
    /// Whether it can be a verb of its clause, or open one.
    pub fn tells(&self) -> bool {
        !self.roles.is_empty() || self.dated.is_some_and(|dated| dated.tells)
    }
}

impl<'a> Vocabulary<'a> {
    /// No words yet, and room for those of a text of so many bytes.
    pub fn new(bytes: usize) -> Self {
        let likely = bytes / 20;
        let mut words = Vec::with_capacity(likely + 1);
        words.push(Word { dates: true, ..Word::default() });
        let numbers = HashMap::with_capacity_and_hasher(likely, foldhash::fast::RandomState::default());
        Self { words, numbers }
    }

    /// The number of `token`, whose text is `word`.
    pub fn number<'l: 'a>(&mut self, word: &'a str, token: Token, wordbook: &mut Wordbook<'l>) -> u32 {
        if token.kind == TokenKind::Number {
            return NOTHING;
        }
        let next = u32::try_from(self.words.len()).expect("a text of less than 4 GB");
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.words.push(wordbook.word(word, token));
        }
        number
    }

    /// What is known of the word with this number.
    pub fn word(&self, number: u32) -> &Word<'a> {
        &self.words[number as usize]
    }

    /// Notes that the article has the word in small letters, or with a capital behind another word.
    pub fn note(&mut self, number: u32, shape: Shape, behind_word: bool) {
        let word = &mut self.words[number as usize];
        word.small |= shape == Shape::Lower;
        word.capital |= shape == Shape::Capital && behind_word;
    }

    /// What is known of `word` if the article has it.
    pub fn find(&self, word: &str) -> Option<&Word<'a>> {
        self.numbers.get(word).map(|&number| self.word(number))
    }
}

impl Wordbooks {
    /// The one for `language`.
    pub fn of(&mut self, language: &'static Language) -> &mut Wordbook<'static> {
        let known = self.0.iter().position(|book| std::ptr::eq(book.language, language));
        let at = known.unwrap_or_else(|| {
            self.0.push(Wordbook::new(language));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

impl<'a> Wordbook<'a> {
    /// An empty one.
    pub fn new(language: &'a Language) -> Self {
        Self { language, words: HashMap::default(), folded: String::with_capacity(64) }
    }

    /// What is known of `word`, the text of `token`.
    fn word(&mut self, word: &str, token: Token) -> Word<'a> {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let known = self.look_up(word, token);
        if word.len() <= LONGEST_KEPT {
            self.words.insert(word.into(), known);
        }
        known
    }

    fn look_up(&mut self, word: &str, token: Token) -> Word<'a> {
        let Language { quotations: rules, dates, .. } = self.language;
        fold(word, &mut self.folded);
        let dated = dates.word(&self.folded);
        let mut roles = dated.map_or_else(Roles::default, |dated| dated.roles);
        let tells = dated.is_some_and(|dated| dates.trie.is_telling(dated, token.is_capitalised()));
        if token.kind != TokenKind::Word {
            let reports = cues::may_report(word, token, Lexeme::default(), rules);
            return Word { dated, roles, dates: tells, reports, ..Word::default() };
        }
        if dates.tense.has_past_ending(&self.folded) {
            roles.add(Roles::PAST);
        }
        let ascii = word.is_ascii();
        let mut lexeme = if ascii { rules.lexeme_folded(word, &self.folded) } else { rules.lexeme(word) };
        if token.shape == Shape::Upper && lexeme.is(Class::Place) {
            // "US" is no pronoun.
            lexeme = Lexeme::default().with(Class::Place);
        }
        // Most words are of one piece.
        let joined = !ascii || word.as_bytes().contains(&b'-');
        let compound = joined && dates::is_compound(word, dates, &mut self.folded);
        let particle_name = joined
            && word.split_once('-').is_some_and(|(particle, rest)| {
                rest.starts_with(char::is_uppercase) && rules.lexeme(particle).is(Class::NameParticle)
            });
        Word {
            lexeme,
            dated,
            roles,
            dates: tells || compound,
            compound,
            guessed_adverb: lexeme.is(Class::Adverb) && rules.is_guessed_adverb(word),
            particle_name,
            reports: cues::may_report(word, token, lexeme, rules),
            small: false,
            capital: false,
        }
    }
}

/// Puts `word` into `folded` as the language's data on time has it: in small letters, apostrophes straight.
pub fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        if c == '’' || c == 'ʼ' { folded.push('\'') } else { folded.extend(c.to_lowercase()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenize};

    #[test]
    fn a_word_has_one_number_wherever_it_stands() {
        let text = "Will the al-Example board still report in mid-May? The board will.";
        let mut wordbook = Wordbook::new(Language::english());
        let mut vocabulary = Vocabulary::new(text.len());
        let tokens = tokenize(text, Span::new(0, text.len()), &wordbook.language.quotations.affixes);
        let mut number = |token: &Token| vocabulary.number(token.text(text), *token, &mut wordbook);
        let numbers: Vec<u32> = tokens.iter().map(&mut number).collect();
        assert_eq!(numbers[3], numbers[10], "“board”");
        assert_ne!(numbers[1], numbers[9], "“the” and “The”");
        let known = |word: &str| *vocabulary.find(word).expect("a word of the text");
        assert!(known("mid-May").compound && known("al-Example").particle_name && known("report").reports);
        assert!(known("will").dated.is_some() && vocabulary.find("barge").is_none());
    }

    #[test]
    fn a_wordbook_has_no_memory_of_the_article() {
        let mut books = Wordbooks::default();
        let book = books.of(Language::english());
        for text in ["The board reports.", "BOARD reports Report"] {
            let tokens = tokenize(text, Span::new(0, text.len()), &book.language.quotations.affixes);
            let mut vocabulary = Vocabulary::new(text.len());
            for token in &tokens {
                let number = vocabulary.number(token.text(text), *token, book);
                let alone = Wordbook::new(book.language).word(token.text(text), *token);
                let known = vocabulary.word(number);
                assert_eq!(format!("{known:?}"), format!("{alone:?}"));
                vocabulary.note(number, token.shape, true);
            }
        }
        let french = Language::find("fr").expect("a pack");
        assert!(std::ptr::eq(books.of(french).language, french) && books.0.len() == 2);
    }
}
