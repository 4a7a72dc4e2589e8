//! What the narrator of an article tells, apart from what is quoted.

use crate::enrich::document::Document;
use crate::language::lexicon::{Class, Gender, Lexeme};
use crate::text::TokenKind;

/// What the narrator tells, as far as pronouns need it.
#[derive(Clone, Debug)]
pub struct Narration {
    /// The words for a man or a woman, by token: "he", "her".
    pub personal: Vec<usize>,
    /// Of those, the ones that can be nothing else ("la").
    pub told: Vec<usize>,
    /// How many sentences have been told before each: what is quoted lets nobody be forgotten.
    sentences: Vec<usize>,
}

impl Narration {
    /// That of an article.
    pub fn new(document: &Document) -> Self {
        let lexemes = document.lexemes.iter().enumerate();
        let personal: Vec<usize> = lexemes
            .filter(|&(at, lexeme)| is_personal(document, at, *lexeme))
            .map(|(at, _)| at)
            .filter(|&at| !document.is_in_head(at))
            .collect();
        let told = personal.iter().copied().filter(|&at| !document.lexemes[at].is(Class::Article)).collect();
        Self { personal, told, sentences: narrated(document) }
    }

    /// How many sentences are told from the one to the other.
    pub(super) fn between(&self, first: usize, second: usize) -> usize {
        self.sentences[second] - self.sentences[first]
    }
}

/// Whether the token `at`, which can be `lexeme`, is a word of the narrator for a man or a woman.
fn is_personal(document: &Document, at: usize, lexeme: Lexeme) -> bool {
    matches!(lexeme.gender, Gender::Male | Gender::Female)
        && lexeme.is_any(&[Class::Pronoun, Class::Possessive])
        && document.quoted_around(at).is_none()
}

/// For each sentence, how many before it are not wholly quoted.
fn narrated(document: &Document) -> Vec<usize> {
    let is_quoted = |at: usize| document.quoted_around(at).is_some_and(|region| region.inner().contains(&at));
    let mut count = 0;
    let numbered = document.sentences.iter().map(|sentence| {
        let before = count;
        let mut words = sentence.tokens.clone().filter(|&at| document.tokens[at].kind == TokenKind::Word);
        let first = words.next();
        let last = words.next_back().or(first);
        count += usize::from(![first, last].into_iter().flatten().all(is_quoted));
        before
    });
    numbered.collect()
}
