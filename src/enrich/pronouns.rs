//! Whom "he", "she", "his" and "her" mean, for a statement that is to stand without the sentences before it.
//!
//! Comes in: the names of an article and who they mean. Goes out: pronouns with the full name of the person, in the order
//! of the text; only those that the text settles.

use super::coreference::{Discourse, Narration, Referent};
use super::document::Document;
use super::names::{Name, NameKind};
use super::people::People;
use crate::language::lexicon::Gender;
use crate::text::Span;

/// A pronoun that the text settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Where it stands.
    pub span: Span,
    /// The fullest name of the person in the article.
    pub name: String,
}

/// How sure a name must be to stand in print for a pronoun.
const SURE: f32 = 0.93;

/// The pronouns of an article that stand for one person.
pub fn settled(document: &Document, narration: &Narration, names: &[Name], people: &People) -> Vec<Pronoun> {
    let mut discourse = Discourse::new(document, narration, names, people);
    let mut found = Vec::new();
    for &at in &narration.personal {
        let lexeme = document.lexemes[at];
        discourse.advance(at);
        let Referent::Entity(person, confidence) = discourse.pronoun(at) else { continue };
        let entity = &people.entities[person];
        let full = entity.name.contains(' ') && entity.kind == NameKind::Person;
        // Where no title and no given name shows who is meant, there must be nobody else who could be.
        let shown = || entity.gender == lexeme.gender || is_alone(person, at, lexeme.gender, names, people);
        if confidence >= SURE && full && shown() {
            found.push(Pronoun { span: document.tokens[at].span, name: entity.name.clone() });
        }
    }
    found
}

/// Whether nobody but `person` has been named before the token `at` whom a pronoun of that gender could mean.
fn is_alone(person: usize, at: usize, gender: Gender, names: &[Name], people: &People) -> bool {
    let before = names.iter().zip(&people.of_name).take_while(|(name, _)| name.tokens.start < at);
    before.filter_map(|(_, entity)| *entity).all(|other| {
        let entity = &people.entities[other];
        other == person || entity.kind != NameKind::Person || !entity.gender.agrees(gender)
    })
}
