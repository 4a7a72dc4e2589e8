//! Whether a person is a man or a woman, where no title and no given name shows it but the pronouns of the article do.
//!
//! Comes in: the names of an article and who they mean. Goes out: the same, with the gender of those of whom all "he" or
//! all "she" that can hardly mean anybody else.

use super::coreference::{Discourse, Narration, Referent};
use super::document::Document;
use super::names::{Name, NameKind};
use super::people::{Entity, People};
use crate::language::lexicon::Gender;

/// How clear a pronoun must be to tell something of the person it means.
const CLEAR: f32 = 0.95;
/// Times that one gender must be met for each time that the other is.
const TIMES: usize = 3;

/// Gives the people of unknown gender the one that the pronouns for them have.
pub fn settle(document: &Document, narration: &Narration, names: &[Name], people: &mut People) {
    let open = |entity: &Entity| {
        entity.gender == Gender::Unknown && matches!(entity.kind, NameKind::Person | NameKind::Unclear)
    };
    if !people.entities.iter().any(open) {
        return;
    }
    let mut met = vec![[0usize; 2]; people.entities.len()];
    let mut discourse = Discourse::new(document, narration, names, people);
    for &token in &narration.told {
        discourse.advance(token);
        let gender = document.lexemes[token].gender;
        let Referent::Entity(entity, sure) = discourse.pronoun(token) else { continue };
        if sure >= CLEAR {
            met[entity][usize::from(gender == Gender::Female)] += 1;
        }
    }
    for (entity, [male, female]) in people.entities.iter_mut().zip(met) {
        let open = open(entity) && male + female > 0;
        if open && male > female * TIMES {
            entity.gender = Gender::Male;
        } else if open && female > male * TIMES {
            entity.gender = Gender::Female;
        }
    }
}
