//! Who is no person although the name alone could be one: places, ships, newspapers, and capitals that are only those of
//! their sentences.
//!
//! Comes in: merged entities. Goes out: the same, with what stands only where places and things stand marked as that.

use super::Entity;
use crate::enrich::document::Document;
use crate::enrich::names::{Name, NameKind};
use crate::enrich::roles;
use crate::language::lexicon::{Class, Gender};
use crate::text::TokenKind;

/// Gives entities of which nothing shows that they are persons the kind of the places where they stand.
pub(super) fn settle(document: &Document, names: &[Name], entities: &mut [Entity]) {
    for entity in entities {
        let open = matches!(entity.kind, NameKind::Person | NameKind::Unclear)
            && entity.gender == Gender::Unknown
            && entity.known.is_none();
        if open && !entity.mentions.iter().any(|&name| is_person(document, &names[name])) {
            settle_one(document, names, entity);
        }
    }
}

fn settle_one(document: &Document, names: &[Name], entity: &mut Entity) {
    let (mut located, mut things, mut others, mut plain, mut called) = (0, 0, 0, 0, false);
    for &index in entity.mentions.iter().filter(|&&index| !names[index].quoted) {
        match place(document, names, index) {
            Place::Located => located += 1,
            Place::Thing => things += 1,
            Place::Called => called = true,
            Place::Nobody => plain += 1,
            Place::Owner => {}
            Place::Other => others += 1,
        }
    }
    if called {
        entity.kind = NameKind::Body;
    } else if located > 0 && located >= others {
        entity.kind = NameKind::Place;
    } else if things > 0 && others == 0 {
        entity.kind = NameKind::Body;
    } else if entity.kind == NameKind::Unclear && others == 0 && located + things == 0 && plain > 0 {
        entity.doubtful = true;
    }
}

/// Where a name stands, as far as it tells what it names.
enum Place {
    /// "in Example", "in Exampleton, Example"
    Located,
    /// "the Example", "her Example"
    Thing,
    /// "a company called Example"
    Called,
    /// At the head of a sentence, before what can be no verb of it ("Example rains fell"), or in a form that nobody has.
    Nobody,
    /// "Example’s", or inside what describes somebody else: of anybody or anything.
    Owner,
    /// Anywhere else.
    Other,
}

fn place(document: &Document, names: &[Name], index: usize) -> Place {
    let name = &names[index];
    if name.possessive || name.modifier {
        return Place::Owner;
    }
    let start = name.tokens.start;
    let first = document.sentences[document.sentence_of(start)].tokens.start;
    if let Some(before) = start.checked_sub(1).filter(|&before| before >= first) {
        let lexeme = document.lexemes[before];
        let part_of = index.checked_sub(1).filter(|&other| {
            document.word(before) == "," && names[other].tokens.end == before && !names[other].possessive
        });
        if lexeme.is(Class::Locative)
            || part_of
                .is_some_and(|other| names[other].tokens.start > first && is_located(document, &names[other]))
        {
            return Place::Located;
        }
        if lexeme.is_any(&[Class::Article, Class::Determiner, Class::Possessive]) {
            return Place::Thing;
        }
        if lexeme.is(Class::Named) && before > first && document.lexemes[before - 1].is(Class::Body) {
            return Place::Called;
        }
    }
    let thing = name.tokens.len() == 1 && is_thing(document, start);
    let opens = (first..start).all(|at| document.tokens[at].kind == TokenKind::Mark);
    let next = document.tokens.get(name.tokens.end).filter(|next| next.kind == TokenKind::Word);
    let verb = |at: usize| {
        let lexeme = document.lexemes[at];
        lexeme.is_any(&[Class::Be, Class::Auxiliary, Class::Modal, Class::Adverb])
            || lexeme.cue.is_some()
            || document.language.quotations.could_be_verb(document.word(at))
    };
    let plain = opens && next.is_some() && !verb(name.tokens.end);
    if thing || plain { Place::Nobody } else { Place::Other }
}

/// Whether "in" or the like stands before `name`.
fn is_located(document: &Document, name: &Name) -> bool {
    name.full.start.checked_sub(1).is_some_and(|before| document.lexemes[before].is(Class::Locative))
}

/// Whether the word at `at` is a letter, or a plural that no family has: "MPs", "T-shirts", "Ruritanians".
fn is_thing(document: &Document, at: usize) -> bool {
    let rules = &document.language.quotations;
    let word = document.word(at);
    let letters = word.chars().count();
    let initials = letters > 2 && word.chars().take(letters - 1).all(char::is_uppercase);
    let people = |one: &str| rules.lexeme(one).is(Class::Nationality);
    let singular = rules.could_be_plural(word).then(|| word.char_indices().next_back()).flatten();
    letters == 1
        || initials && word.ends_with(char::is_lowercase)
        || singular.is_some_and(|(end, _)| word.contains('-') || people(&word[..end]))
}

/// Whether the words around `name` show that it is somebody’s.
fn is_person(document: &Document, name: &Name) -> bool {
    if name.full.start < name.tokens.start {
        return true;
    }
    let end = name.tokens.end;
    let told = document.tokens.get(end + 1).is_some_and(|next| {
        let lexeme = document.lexemes[end + 1];
        document.word(end) == "," && (next.kind == TokenKind::Number || lexeme.is(Class::Personal))
    });
    told || !roles::of(document, name).is_empty()
}
