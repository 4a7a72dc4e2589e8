//! The distinct words of a language that articles have, and what it says of each: looked up once a word, not once a token.
//!
//! Comes in: tokens. Goes out: a number for each, by which all passes get at what is known. Each word would otherwise be folded
//! and looked up by every pass that it meets; and most of the four hundred words of an article the one before had as well.

use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;

use super::{cues, dates};
use crate::language::Language;
use crate::language::dates::{Lists, Roles, Word as Dated};
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
    /// What it does in a statement that is told.
    pub lists: Lists,
    /// Whether it is a compound with a part that dates are made of ("mid-May").
    pub compound: bool,
    /// Whether only its ending makes it an adverb, so that it can as well be a name ("Jolly").
    pub guessed_adverb: bool,
    /// What few words are.
    pub marked: Marked,
}

/// What passes look for in word after word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked {
    /// Written like a name, or like a part of one: with a capital, or with one behind a small particle ("al-Example").
    pub name: bool,
    /// Whether it can be the cue of a frame.
    pub reports: bool,
    /// Whether a date can stand around it, and not without words like it.
    pub dates: bool,
}

/// The words that have been met in a language, by number. It says the same of a word in every article, so that nothing found
/// depends on what has been read before.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    /// The language.
    pub language: &'a Language,
    words: Vec<Word<'a>>,
    /// Each as rules for dates see it.
    dated: Vec<dates::Lexeme>,
    /// The numbers of words, and of marks and endings, which may be written alike ("ʼs").
    numbers: [Numbers; 2],
    /// How the article writes each word.
    written: Vec<Written>,
    /// The article that is being read.
    article: u32,
    /// The word that is being looked up, folded.
    folded: String,
}

/// The number of each word.
#[derive(Debug, Default)]
struct Numbers {
    /// Those of few bytes, which are keys by themselves: to compare them, nothing has to be followed.
    short: HashMap<u64, u32>,
    others: HashMap<Box<str>, u32>,
}

impl Numbers {
    /// A word of less than eight bytes as one number, its length before the bytes.
    fn short(word: &str) -> Option<u64> {
        let key = |key: u64, byte: u8| key << 8 | u64::from(byte);
        (word.len() < 8).then(|| word.bytes().fold(word.len() as u64, key))
    }

    #[inline]
    fn get(&self, word: &str) -> Option<u32> {
        match Self::short(word) {
            Some(key) => self.short.get(&key).copied(),
            None => self.others.get(word).copied(),
        }
    }

    fn insert(&mut self, word: &str, number: u32) {
        match Self::short(word) {
            Some(key) => self.short.insert(key, number),
            None => self.others.insert(word.into(), number),
        };
    }
}

/// How an article writes a word.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    /// The article that had the word last. What an earlier one wrote is void.
    article: u32,
    /// Whether it has it in small letters.
    small: bool,
    /// Whether it has it with a capital behind another word.
    capital: bool,
    /// Whether it has it with a capital inside a sentence, behind whatever.
    inside: bool,
}

/// A vocabulary for each language that has been met.
#[derive(Debug, Default)]
pub struct Vocabularies(Vec<Vocabulary<'static>>);

/// Words that are remembered beyond an article. A stream of articles without end has ever new ones.
const MOST: usize = 1 << 17;

/// The number of what is no word: figures. All that is known of them is that dates are made of them.
const NOTHING: u32 = 0;

/// Of the numbers, those of words.
const WORDS: usize = 0;

/// Which of the numbers are those of `token`.
fn kind(token: Token) -> usize {
    if token.kind == TokenKind::Word { WORDS } else { 1 }
}

impl Word<'_> {
    /// Whether it can be a verb of its clause, or open one.
    pub fn tells(&self) -> bool {
        !self.roles.is_empty() || self.dated.is_some_and(|dated| dated.tells)
    }
}

/// Vocabularies for articles that are read at the same time: as many as there are threads, and each thread goes on with one that
/// has read much.
#[derive(Debug, Default)]
pub struct Pool(Mutex<Vec<Vocabularies>>);

impl Pool {
    /// What `read` makes of an article with vocabularies that nobody else uses meanwhile.
    pub fn with<T>(&self, read: impl FnOnce(&mut Vocabularies) -> T) -> T {
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut vocabularies = free().pop().unwrap_or_default();
        let made = read(&mut vocabularies);
        free().push(vocabularies);
        made
    }
}

impl Vocabularies {
    /// The one for `language`.
    pub fn of(&mut self, language: &'static Language) -> &mut Vocabulary<'static> {
        let known = self.0.iter().position(|known| std::ptr::eq(known.language, language));
        let at = known.unwrap_or_else(|| {
            self.0.push(Vocabulary::new(language));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

impl<'a> Vocabulary<'a> {
    /// No words yet.
    pub fn new(language: &'a Language) -> Self {
        Self {
            language,
            words: vec![Word { marked: Marked { dates: true, ..Marked::default() }, ..Word::default() }],
            dated: vec![dates::Lexeme::of("", (false, false), None, Roles::default())],
            numbers: Default::default(),
            written: vec![Written::default()],
            article: 0,
            folded: String::with_capacity(64),
        }
    }

    /// Goes on to another article.
    pub fn begin_article(&mut self) {
        if self.words.len() > MOST {
            *self = Self::new(self.language);
        }
        self.article += 1;
    }

    /// The number of `token`, whose text is `word`.
    pub fn number(&mut self, word: &str, token: Token) -> u32 {
        if token.kind == TokenKind::Number {
            return NOTHING;
        }
        match self.numbers[kind(token)].get(word) {
            Some(number) => number,
            None => self.learn(word, token),
        }
    }

    #[cold]
    fn learn(&mut self, word: &str, token: Token) -> u32 {
        let number = u32::try_from(self.words.len()).expect("texts of less than 4 GB");
        let known = self.look_up(word, token);
        let is_word = token.kind == TokenKind::Word;
        let mut lexeme = dates::Lexeme::of(word, (is_word, token.is_capitalised()), known.dated, known.roles);
        lexeme.compound = known.compound;
        self.dated.push(lexeme);
        self.words.push(known);
        self.written.push(Written::default());
        self.numbers[kind(token)].insert(word, number);
        number
    }

    /// What is known of the word with this number.
    pub fn word(&self, number: u32) -> &Word<'a> {
        &self.words[number as usize]
    }

    /// The word with this number as rules for dates see it, of an ending what they see in a mark.
    pub(super) fn dated(&self, number: u32) -> &dates::Lexeme {
        &self.dated[number as usize]
    }

    /// Notes that the article has the word in small letters, or with a capital: behind another word, or else inside a sentence.
    pub fn note(&mut self, number: u32, shape: Shape, (behind_word, inside): (bool, bool)) {
        let written = &mut self.written[number as usize];
        if written.article != self.article {
            *written = Written { article: self.article, ..Written::default() };
        }
        written.small |= shape == Shape::Lower;
        written.capital |= shape == Shape::Capital && behind_word;
        written.inside |= shape != Shape::Lower && inside;
    }

    /// Whether the article has `word` in small letters.
    pub fn writes_small(&self, word: &str) -> bool {
        self.written(word).is_some_and(|written| written.small)
    }

    /// Whether the article has the word with this number with a capital inside a sentence.
    pub fn writes_inside(&self, number: u32) -> bool {
        let written = self.written[number as usize];
        written.article == self.article && written.inside
    }

    /// Whether the article has `word` with a capital behind another word.
    pub fn writes_capital(&self, word: &str) -> bool {
        self.written(word).is_some_and(|written| written.capital)
    }

    fn written(&self, word: &str) -> Option<Written> {
        let number = self.numbers[WORDS].get(word)?;
        Some(self.written[number as usize]).filter(|written| written.article == self.article)
    }

    fn look_up(&mut self, word: &str, token: Token) -> Word<'a> {
        let Language { quotations: rules, dates, .. } = self.language;
        fold(word, &mut self.folded);
        let dated = dates.word(&self.folded);
        let mut roles = dated.map_or_else(Roles::default, |dated| dated.roles);
        let lists = dated.map_or_else(Lists::default, |dated| dated.lists);
        let tells = dated.is_some_and(|dated| dates.automaton.is_telling(dated, token.is_capitalised()));
        if token.kind != TokenKind::Word {
            let reports = cues::may_report(word, token, Lexeme::default(), rules);
            let marked = Marked { reports, dates: tells, name: false };
            return Word { dated, roles, lists, marked, ..Word::default() };
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
            lists,
            compound,
            guessed_adverb: lexeme.is(Class::Adverb) && rules.is_guessed_adverb(word),
            marked: Marked {
                name: token.is_capitalised() || particle_name,
                reports: cues::may_report(word, token, lexeme, rules),
                dates: tells || compound,
            },
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

    fn numbers(vocabulary: &mut Vocabulary, text: &str) -> Vec<u32> {
        let tokens = tokenize(text, Span::new(0, text.len()), &vocabulary.language.quotations.affixes);
        vocabulary.begin_article();
        let mut number = |token: &Token| {
            let number = vocabulary.number(token.text(text), *token);
            vocabulary.note(number, token.shape, (true, token.span.start > 0));
            number
        };
        tokens.iter().map(&mut number).collect()
    }

    #[test]
    fn a_word_has_one_number_wherever_it_stands() {
        let mut vocabulary = Vocabulary::new(Language::english());
        let text = "Will the al-Example board still report in mid-May? The board will.";
        let numbers = numbers(&mut vocabulary, text);
        assert_eq!(numbers[3], numbers[10], "“board”");
        assert_ne!(numbers[1], numbers[9], "“the” and “The”");
        let known = |at: usize| vocabulary.word(numbers[at]);
        assert!(known(7).compound && known(2).marked.name && known(5).marked.reports);
        assert!(known(11).dated.is_some());
    }

    #[test]
    fn an_ending_is_not_the_word_that_is_written_like_it() {
        let english = Language::english();
        let [first, second] = ["ʼs bank, Roeʼs bank", "Roeʼs bank, ʼs bank"].map(|text| {
            let mut vocabulary = Vocabulary::new(english);
            let numbers = numbers(&mut vocabulary, text);
            let mut known: Vec<String> =
                numbers.iter().map(|&number| format!("{:?}", vocabulary.word(number))).collect();
            known.sort();
            known
        });
        assert_eq!(first, second, "whichever comes first");
    }

    #[test]
    fn words_without_end_are_forgotten() {
        let mut vocabulary = Vocabulary::new(Language::english());
        for part in 0..4 {
            let text: String = (0..MOST / 2).map(|word| format!("w{part}x{word} ")).collect();
            numbers(&mut vocabulary, &text);
            assert!(vocabulary.words.len() <= 2 * MOST);
        }
        assert!(vocabulary.numbers[WORDS].get("w0x1").is_none());
    }

    #[test]
    fn an_article_knows_nothing_of_the_one_before() {
        let mut vocabularies = Vocabularies::default();
        let vocabulary = vocabularies.of(Language::english());
        let first = numbers(vocabulary, "The board reports.");
        assert!(vocabulary.writes_small("board") && vocabulary.writes_capital("The"));
        assert!(!vocabulary.writes_inside(first[0]));
        let second = numbers(vocabulary, "BOARD reports Report");
        assert_eq!(first[2], second[1], "“reports”");
        assert!(!vocabulary.writes_small("board") && !vocabulary.writes_capital("The"));
        assert!(vocabulary.writes_inside(second[2]) && !vocabulary.writes_inside(second[1]));
        let mut alone = Vocabulary::new(vocabulary.language);
        for (number, lone) in second.iter().zip(numbers(&mut alone, "BOARD reports Report")) {
            assert_eq!(format!("{:?}", vocabulary.word(*number)), format!("{:?}", alone.word(lone)));
        }
        let pool = Pool::default();
        pool.with(|vocabularies| numbers(vocabularies.of(Language::english()), "The board reports."));
        assert_eq!(pool.with(|vocabularies| vocabularies.0.len()), 1, "the same once more");
        let french = Language::find("fr").expect("a pack");
        assert!(std::ptr::eq(vocabularies.of(french).language, french) && vocabularies.0.len() == 2);
    }
}
