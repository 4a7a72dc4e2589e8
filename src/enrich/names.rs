//! Where names stand, and what stands before them.
//!
//! Comes in: a cut-up article. Goes out: its names in order, each with the title or description before it
//! ("Kremlin spokesman Dmitry Peskov") and a first idea of what it names. Nothing here knows whether two
//! names mean the same person.

mod acronyms;
mod headlines;
mod kinship;
mod prefixes;
mod runs;
mod slogans;

use std::ops::{Deref, Range};

use foldhash::HashSet;

use self::prefixes::{description_before, title_start};
use self::runs::{is_title_case, run};
use super::document::Document;
use crate::language::lexicon::{Class, Gender};
use crate::text::{Shape, TokenKind};

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, without title and description.
    pub tokens: Range<usize>,
    /// With title and description.
    pub full: Range<usize>,
    /// What it seems to name.
    pub kind: NameKind,
    /// Gender that the title, the description or the given name shows.
    pub gender: Gender,
    /// What the words before the name say of its bearer, as tokens: "Kremlin spokesman".
    pub role: Option<Range<usize>>,
    /// Whether a possessive ending follows.
    pub possessive: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Whether it is part of the description of another name ("Putin" in "Putin aide Yuri Ushakov").
    pub modifier: bool,
}

/// What a name seems to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A person, by title, description, given name or form.
    Person,
    /// A named body.
    Body,
    /// A place.
    Place,
    /// One word without evidence.
    Unclear,
}

/// The names of an article, in order, and to which of them its tokens belong.
#[derive(Debug)]
pub struct Names {
    list: Vec<Name>,
    /// One past the index of the name of each token; 0 where it is of none. Behind the last name there is nothing.
    of_token: Vec<u32>,
}

impl Names {
    fn new(list: Vec<Name>) -> Self {
        let mut of_token = vec![0; list.iter().map(|name| name.tokens.end).max().unwrap_or_default()];
        // What two names have in common is of the first.
        for (index, name) in list.iter().enumerate().rev() {
            of_token[name.tokens.clone()].fill(u32::try_from(index + 1).expect("texts of less than 4 GB"));
        }
        Self { list, of_token }
    }

    /// The index of the name that the token `token` belongs to.
    pub fn at(&self, token: usize) -> Option<usize> {
        let number = *self.of_token.get(token)?;
        (number as usize).checked_sub(1)
    }
}

impl Deref for Names {
    type Target = [Name];

    fn deref(&self) -> &[Name] {
        &self.list
    }
}

/// The names of an article.
pub fn find(document: &Document) -> Names {
    let mut names: Vec<Name> = Vec::new();
    let mut in_headline: Vec<bool> = Vec::new();
    for sentence in &document.sentences {
        let headline = is_title_case(document, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while let Some(begins) = document.next_name_word(at..sentence.tokens.end) {
            at = begins;
            let Some(end) = run(document, at, sentence.tokens.clone(), headline) else {
                at += 1;
                continue;
            };
            if let Some(name) = name_in(document, at..end, sentence.tokens.clone()) {
                for earlier in
                    names.iter_mut().rev().take_while(|earlier| earlier.tokens.end > name.full.start)
                {
                    earlier.modifier = true;
                }
                names.push(name);
                in_headline.push(headline);
            }
            at = end;
        }
    }
    let mut names = headlines::divide(document, names, &in_headline);
    settle_particles(document, &mut names);
    settle_surnames(document, &mut names);
    mark_quoted(document, &mut names);
    slogans::drop(document, &mut names);
    names.retain(|name| !document.is_in_head(name.tokens.start));
    Names::new(names)
}

/// Joins small particles to a family name that stands alone, where a longer name of the article ends with them ("de la
/// Cruz" after "Femke de la Cruz"), and drops names that begin small and that no longer name supports ("al-Example").
fn settle_particles(document: &Document, names: &mut Vec<Name>) {
    let words = |tokens: Range<usize>| tokens.map(|at| document.word(at)).collect::<Vec<&str>>();
    let longer: Vec<Vec<&str>> = names
        .iter()
        .filter(|name| name.tokens.len() > 1)
        .filter(|name| name.tokens.clone().any(|at| is_particle(document, at) || begins_small(document, at)))
        .map(|name| words(name.tokens.clone()))
        .collect();
    let supported =
        |words: &[&str]| longer.iter().any(|longer| longer.len() > words.len() && longer.ends_with(words));
    names.retain(|name| !begins_small(document, name.tokens.start) || supported(&words(name.tokens.clone())));
    for name in names {
        if name.full.start < name.tokens.start {
            continue;
        }
        let particles = (0..name.tokens.start).rev().take_while(|&at| is_particle(document, at)).count();
        let start = name.tokens.start - particles;
        if particles > 0 && supported(&words(start..name.tokens.end)) {
            name.tokens.start = start;
            name.full.start = start;
        }
    }
}

/// Drops single words that are no names by themselves ("Roman", "Day"), unless they are the surname of somebody named in
/// full.
fn settle_surnames(document: &Document, names: &mut Vec<Name>) {
    let single = |name: &Name| {
        let at = name.tokens.start;
        name.full.len() == 1 && (needs_support(document, at) || is_initial_role(document, at))
    };
    if !names.iter().any(single) {
        return;
    }
    let surnames: HashSet<&str> = names
        .iter()
        .filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1)
        .map(|name| document.word(name.tokens.end - 1))
        .collect();
    names.retain(|name| !single(name) || surnames.contains(document.word(name.tokens.start)));
}

/// Whether the token is an adjective of nation or a word of the calendar, which are surnames only where somebody has them.
fn needs_support(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    lexeme.is(Class::Nationality) && !lexeme.is_any(&[Class::GivenName, Class::Place])
        || lexeme.is(Class::Surname)
}

/// Whether the token is what somebody is, with no other capital than that of its sentence: "Boy, 17, drowned".
fn is_initial_role(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    lexeme.is(Class::Role)
        && !lexeme.is(Class::GivenName)
        && document.sentences[document.sentence_of(at)].tokens.start == at
}

/// Whether no noun that the adjective at `at` could go with follows: "Roman said", "Roman, who".
fn stands_alone(document: &Document, at: usize) -> bool {
    let article = at.checked_sub(1).is_some_and(|before| {
        document.lexemes[before].is_any(&[Class::Article, Class::Be, Class::Determiner])
    });
    !article && document.lexemes.get(at + 1).is_none_or(|_| runs::could_be_its_verb(document, at + 1))
}

/// Whether the token is a small word inside names ("van").
fn is_particle(document: &Document, at: usize) -> bool {
    document.lexemes[at].is(Class::NameParticle) && !document.tokens[at].is_capitalised()
}

/// Whether the token is a name that begins with a small particle ("al-Example").
fn begins_small(document: &Document, at: usize) -> bool {
    !document.tokens[at].is_capitalised() && document.is_name_word(at)
}

fn mark_quoted(document: &Document, names: &mut [Name]) {
    let mut regions = document.quoted.iter().filter(|region| region.depth == 0).peekable();
    for name in names {
        while regions.peek().is_some_and(|region| region.end <= name.tokens.start) {
            regions.next();
        }
        name.quoted = regions.peek().is_some_and(|region| region.open < name.tokens.start);
    }
}

/// The name inside the run of capitals `run`, if there is one.
fn name_in(document: &Document, run: Range<usize>, sentence: Range<usize>) -> Option<Name> {
    let lexeme = |at: usize| document.lexemes[at];
    let is_word = |at: usize| document.tokens[at].kind == TokenKind::Word;
    let mut start = run.start;
    // What stands after the last title is the name.
    for at in run.clone() {
        let named = at + 1 < run.end && !lexeme(at).is(Class::GivenName);
        // "Republican National Committee": the party is part of the name.
        let adjective =
            lexeme(at).is(Class::Nationality) && (at + 1..run.end).any(|at| lexeme(at).is(Class::Body));
        if lexeme(at).is_any(&[Class::Title, Class::Role]) && named && !adjective {
            let mut next = at + 1;
            if !is_word(next) {
                next += 1;
            }
            // "Secretary of State", "University of Leeds": the joiner goes with the title.
            if next < run.end && lexeme(next).is(Class::BodyJoiner) && !document.tokens[next].is_capitalised()
            {
                next += 1;
                while next < run.end && lexeme(next).is(Class::Article) {
                    next += 1;
                }
                next += 1;
            }
            if next < run.end {
                start = next;
            }
        }
    }
    let has_title = start > run.start;
    while start + 1 < run.end
        && lexeme(start).is(Class::Nationality)
        && !(start..run.end).any(|at| lexeme(at).is(Class::Body))
        && is_word(start + 1)
    {
        start += 1;
    }
    let tokens = start..run.end;
    if document.word(tokens.start) == "." {
        return None;
    }
    let words: Vec<usize> = tokens.clone().filter(|&at| is_word(at)).collect();
    let (&first, &last) = (words.first()?, words.last()?);
    if !has_title
        && words.iter().all(|&at| {
            lexeme(at).is_any(&[Class::Nationality, Class::Title]) && !lexeme(at).is(Class::GivenName)
        })
        && !(words.len() == 1 && needs_support(document, first) && stands_alone(document, first))
    {
        return None;
    }
    if !has_title && is_office(document, &words, sentence.start) {
        return None;
    }
    let mut full_start = run.start;
    let mut described = false;
    if start == run.start {
        full_start = description_before(document, run.start, sentence.start);
        described = full_start < run.start;
    } else if !document.lexemes[run.start].is(Class::Honorific) {
        // "former US President": small words before a title
        full_start = title_start(document, run.start, sentence.start);
    }
    let honorific =
        full_start < start && (full_start..start).all(|at| lexeme(at).is(Class::Honorific) || !is_word(at));
    let prefix = full_start..start;
    let role = (!prefix.is_empty()
        && !honorific
        && prefix.clone().any(|at| lexeme(at).is_any(&[Class::Title, Class::Role])))
    .then_some(prefix.clone());
    let title_gender = prefix
        .clone()
        .map(lexeme)
        .filter(|l| l.is_any(&[Class::Title, Class::Role]))
        .map(|l| l.gender)
        .find(|&g| g != Gender::Unknown);
    // "J. Olga Example": the first name that is written out.
    let called = words[..words.len() - 1].iter().copied().find(|&at| document.word(at).chars().count() > 1);
    let called = called.unwrap_or(first);
    let given = lexeme(called).is(Class::GivenName);
    let place = words.iter().all(|&at| lexeme(at).is_any(&[Class::Place, Class::PlacePrefix]));
    let kind = if described && place {
        // "its ally North Korea"
        NameKind::Place
    } else if has_title && !words.iter().any(|&at| lexeme(at).is(Class::Body))
        || described
        || honorific && !prefix.is_empty()
    {
        NameKind::Person
    } else if words.iter().any(|&at| lexeme(at).is(Class::Body))
        || tokens.clone().any(|at| document.word(at) == "&")
        || !given && is_firm(document, run.start, sentence.start)
    {
        NameKind::Body
    } else if place
        || lexeme(first).is(Class::PlacePrefix)
        || words.len() > 1 && !given && lexeme(last).is(Class::PlaceNoun)
    {
        NameKind::Place
    } else if words.iter().all(|&at| document.tokens[at].shape == Shape::Upper) {
        NameKind::Body
    } else if words.len() > 1
        && !lexeme(last).is(Class::Place)
        && !words
            .iter()
            .any(|&at| lexeme(at).is_any(&[Class::Place, Class::Nationality, Class::Group, Class::Document]))
        || given
    {
        NameKind::Person
    } else {
        NameKind::Unclear
    };
    let gender = title_gender.unwrap_or(if given && kind == NameKind::Person {
        lexeme(called).gender
    } else {
        Gender::Unknown
    });
    let related = if gender == Gender::Unknown && matches!(kind, NameKind::Person | NameKind::Unclear) {
        kinship::gender(document, full_start..tokens.end, sentence.clone())
    } else {
        gender
    };
    // "their son, Example": of one name, and yet a person.
    let kind = if related == gender { kind } else { NameKind::Person };
    let gender = match related {
        Gender::Unknown if kind == NameKind::Person => kinship::described(document, tokens.clone(), sentence),
        related => related,
    };
    Some(Name {
        full: full_start..tokens.end,
        kind,
        gender,
        role,
        possessive: document.tokens.get(tokens.end).is_some_and(|token| token.kind == TokenKind::Possessive),
        quoted: false,
        modifier: false,
        tokens,
    })
}

/// Whether a company of that name is introduced before the name at `name`: "the accounting firm Harlow Example".
fn is_firm(document: &Document, name: usize, sentence_start: usize) -> bool {
    const REACH: usize = 4;
    let Some(noun) = name.checked_sub(1).filter(|&noun| noun > sentence_start) else { return false };
    let rules = &document.language.quotations;
    let small = !document.tokens[noun].is_capitalised() && document.lexemes[noun].is(Class::Body);
    let plain =
        |at: &usize| document.tokens[*at].kind == TokenKind::Word && !document.lexemes[*at].is_function();
    let start =
        (sentence_start.max(noun.saturating_sub(REACH))..noun).rev().take_while(plain).last().unwrap_or(noun);
    let article = start.checked_sub(1).filter(|&article| article >= sentence_start);
    small
        && rules.is_body_kind(document.word(noun))
        && article.is_some_and(|article| document.lexemes[article].is(Class::Article))
}

/// Whether the capitals at `words` only say what somebody is: "the Culture Minister", "Ruritania’s Foreign Minister", but not
/// "the County Prosecutor Board" and not "the bassist Olga Bishop".
fn is_office(document: &Document, words: &[usize], sentence_start: usize) -> bool {
    let [first, .., last] = words else { return false };
    let lexeme = |at: &usize| document.lexemes[*at];
    let determined = first.checked_sub(1).filter(|before| *before >= sentence_start).is_some_and(|before| {
        document.tokens[before].kind == TokenKind::Possessive
            || document.lexemes[before].is_any(&[Class::Article, Class::Possessive])
    });
    let names = |at: &usize| lexeme(at).is_any(&[Class::GivenName, Class::Body, Class::PlacePrefix]);
    let adjacent = last - first + 1 == words.len();
    let office = lexeme(last).is(Class::Title) && lexeme(last).is(Class::Role);
    determined && adjacent && office && !words.iter().any(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::vocabulary::Vocabulary;
    use crate::language::Language;
    use crate::text::Prose;

    fn names(text: &str) -> Vec<(String, String, NameKind)> {
        let prose = Prose::from_plain_text(text);
        let mut vocabulary = Vocabulary::new(Language::english());
        let document = Document::new(&prose, &mut vocabulary);
        find(&document)
            .iter()
            .filter(|name| !name.modifier)
            .map(|name| {
                let role = name.role.clone().map_or(String::new(), |role| document.text(role).to_owned());
                (document.text(name.tokens.clone()).to_owned(), role, name.kind)
            })
            .collect()
    }

    fn check(text: &str, expected: &[(&str, &str, NameKind)]) {
        let found = names(text);
        let found: Vec<_> =
            found.iter().map(|(name, role, kind)| (name.as_str(), role.as_str(), *kind)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn titles_and_descriptions_stand_before_names() {
        use NameKind::{Body, Person, Place};
        check(
            "US President Jane Roe met Ruritanian economist Olga Example.",
            &[("Jane Roe", "US President", Person), ("Olga Example", "Ruritanian economist", Person)],
        );
        check(
            "Roe aide Yuri Sample left Moscow.",
            &[("Yuri Sample", "Roe aide", Person), ("Moscow", "", Place)],
        );
        check(
            "Later, Dr. J. Doe joined the University of Leeds.",
            &[("J. Doe", "", Person), ("University of Leeds", "", Body)],
        );
        check("Critics of Gov. Ann O’Neill laughed.", &[("Ann O’Neill", "Gov.", Person)]);
        check(
            "Foreign Secretary of State Max van der Berg spoke.",
            &[("Max van der Berg", "Foreign Secretary of State", Person)],
        );
    }
}
