//! The words in which an event is told, sorted by what they weigh when two tellings are compared.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::language::Language;
use crate::language::lexicon::{Class, Lexeme};
use crate::text::{Span, TokenKind, tokenize};

/// One statement of an event as sets of words, each sorted and without repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Telling {
    /// What is told: every word that is no function word and no number, in small letters, names included.
    content: Vec<Box<str>>,
    /// Those written with a capital inside of the statement, where only a name has one.
    capitals: Vec<Box<str>>,
    /// The first word, which has a capital in any case.
    head: Option<Box<str>>,
    /// "12", "600,000"
    numbers: Vec<Box<str>>,
    /// "not", "would": words that turn a statement into another one.
    polarity: Vec<Box<str>>,
}

/// What a language says of the words that statements have: asked once a word, as most have been in a statement before.
#[derive(Debug)]
pub(crate) struct Words<'l> {
    language: &'l Language,
    numbers: HashMap<Box<str>, usize>,
    known: Vec<Word<'l>>,
}

/// A word as it is written.
#[derive(Debug)]
struct Word<'l> {
    lexeme: Lexeme,
    form: Form<'l>,
    /// What stands for it where it tells in the present what happened.
    past: Option<Form<'l>>,
}

/// A form of a word in small letters.
#[derive(Debug)]
struct Form<'l> {
    text: Cow<'l, str>,
    /// "Refused to meet" is not "met": behind "to" and modal verbs a verb stays as it is.
    keeps_next: bool,
}

impl<'l> Words<'l> {
    pub(crate) fn of(language: &'l Language) -> Self {
        Self { language, numbers: HashMap::default(), known: Vec::new() }
    }

    /// Goes on with statements in `language`.
    pub(crate) fn go_on(&mut self, language: &'l Language) {
        if !std::ptr::eq(self.language, language) {
            *self = Self::of(language);
        }
    }

    fn word(&mut self, written: &str) -> &Word<'l> {
        let number = self.numbers.get(written).copied().unwrap_or_else(|| {
            self.known.push(word(written, self.language));
            self.numbers.insert(written.into(), self.known.len() - 1);
            self.known.len() - 1
        });
        &self.known[number]
    }
}

/// What `language` says of the word `written`.
fn word<'l>(written: &str, language: &'l Language) -> Word<'l> {
    let dates = &language.dates;
    let form = |text: Cow<'l, str>| Form {
        keeps_next: dates.tense.infinitive.contains(&*text) || dates.events.modals.contains(&*text),
        text,
    };
    let small = small(written);
    let quotations = &language.quotations;
    Word {
        lexeme: if written.is_ascii() {
            quotations.lexeme_folded(written, &small)
        } else {
            quotations.lexeme(written)
        },
        past: dates.events.past_of.get(&*small).map(|past| form(Cow::Borrowed(past))),
        form: form(Cow::Owned(small.into_owned())),
    }
}

impl Telling {
    /// Reads a statement. `time_words` say when it happened, which tellings of one event put differently; they don't count.
    pub(crate) fn new(text: &str, time_words: &[&str], words: &mut Words<'_>) -> Self {
        let mut telling = Self::default();
        let mut is_kept = false;
        let tokens = tokenize(text, Span::new(0, text.len()), &words.language.quotations.affixes);
        for (place, token) in tokens.into_iter().enumerate() {
            if token.kind == TokenKind::Mark {
                is_kept = false;
                continue;
            }
            let Word { lexeme, form, past } = words.word(token.text(text));
            let form = past.as_ref().filter(|_| !is_kept).unwrap_or(form);
            let word = &*form.text;
            match token.kind {
                _ if time_words.contains(&word) => {}
                TokenKind::Number => telling.numbers.push(word.into()),
                TokenKind::Word if lexeme.is_any(&[Class::Negation, Class::Modal]) => {
                    telling.polarity.push(word.into());
                }
                TokenKind::Word if !lexeme.is_function() => {
                    if place == 0 {
                        telling.head = Some(word.into());
                    } else if token.is_capitalised() {
                        telling.capitals.push(word.into());
                    }
                    telling.content.push(word.into());
                }
                TokenKind::Word | TokenKind::Possessive | TokenKind::Mark => {}
            }
            is_kept = form.keeps_next;
        }
        for words in
            [&mut telling.content, &mut telling.capitals, &mut telling.numbers, &mut telling.polarity]
        {
            words.sort_unstable();
            words.dedup();
        }
        telling
    }
}

/// `word` in small letters, as most words are written.
fn small(word: &str) -> Cow<'_, str> {
    let is_small = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Which words are names, learnt from all statements.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: HashMap<Box<str>, usize>,
}

impl Names {
    pub(crate) fn learn<'t>(tellings: impl Iterator<Item = &'t Telling>) -> Self {
        // How often a word has a capital where only a name has one, less how often it has none.
        let mut capitals: HashMap<&str, i32> = HashMap::default();
        for telling in tellings {
            for word in &telling.content {
                let is_capital = telling.capitals.binary_search(word).is_ok();
                if is_capital || telling.head.as_ref() != Some(word) {
                    *capitals.entry(word).or_default() += if is_capital { 1 } else { -1 };
                }
            }
        }
        let names = capitals.into_iter().filter(|(_, count)| *count > 0);
        Self { numbers: names.enumerate().map(|(number, (name, _))| (name.into(), number)).collect() }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The names in `telling`, by their numbers.
    pub(crate) fn of(&self, telling: &Telling) -> impl Iterator<Item = usize> {
        telling.content.iter().filter_map(|word| self.numbers.get(word).copied())
    }
}

/// How much two tellings have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Likeness {
    /// Words of content that both have.
    pub(crate) shared: usize,
    /// Names among them.
    pub(crate) names: usize,
    /// Which part of the longer telling that is, 0 to 1.
    pub(crate) coverage: f32,
}

/// What `a` and `b` share when one of them says all that the other says; `None` when each has something of its own, or when
/// a number, a negation or a modal verb sets them apart. Word forms are compared as they are, but for a present that tells what a
/// past would ("meet" and "met"): that keeps "refused to sign" from being taken for "signed".
pub(crate) fn likeness(a: &Telling, b: &Telling, names: &Names) -> Option<Likeness> {
    let (short, long) = if a.content.len() <= b.content.len() { (a, b) } else { (b, a) };
    let apart = a.polarity != b.polarity || !contains(&long.numbers, &short.numbers);
    if apart || !contains(&long.content, &short.content) {
        return None;
    }
    Some(Likeness {
        shared: short.content.len(),
        names: names.of(short).count(),
        coverage: short.content.len() as f32 / long.content.len().max(1) as f32,
    })
}

/// Whether every item of `inner` is in `outer`; both sorted.
fn contains(outer: &[Box<str>], inner: &[Box<str>]) -> bool {
    inner.iter().all(|word| outer.binary_search(word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> Option<Likeness> {
        let mut words = Words::of(Language::english());
        let [a, b] = [a, b].map(|text| Telling::new(text, &[], &mut words));
        likeness(&a, &b, &Names::learn([&a, &b].into_iter()))
    }

    #[test]
    fn a_longer_telling_may_hold_a_shorter_one() {
        let found = like(
            "The Tarnholm protocol was signed.",
            "In the end the Tarnholm protocol was signed by both delegations.",
        )
        .expect("they are alike");
        assert_eq!((found.shared, found.names), (3, 1));
        assert!((found.coverage - 0.5).abs() < 0.11, "{}", found.coverage);
    }

    #[test]
    fn a_telling_in_the_present_is_one_in_the_past() {
        let told = "Ida Example met Tom Sample in Tarnholm.";
        assert!(like(told, "Ida Example and Tom Sample meet in Tarnholm.").is_some());
        assert_eq!(like(told, "Ida Example refused to meet Tom Sample in Tarnholm."), None);
        assert_eq!(like(told, "Ida Example will meet Tom Sample in Tarnholm."), None);
    }

    #[test]
    fn what_turns_a_statement_around_sets_it_apart() {
        let told = "Ida Example signed the Tarnholm protocol.";
        for other in [
            "Ida Example never signed the Tarnholm protocol.",
            "Ida Example would have signed the Tarnholm protocol.",
            "Ida Example refused to sign the Tarnholm protocol.",
            "Ida Example signed the Lower Tarn protocol.",
            "Tom Example signed the Tarnholm protocol.",
        ] {
            assert_eq!(like(told, other), None, "{other}");
        }
        assert_eq!(like("The flood in Tarnholm killed 12.", "The flood in Tarnholm killed 21."), None);
    }
}
