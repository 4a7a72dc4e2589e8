//! Where names stand, and what stands before them.
//!
//! Comes in: a cut-up article. Goes out: its names in order, each with the title or description before it
//! ("Kremlin spokesman Dmitry Peskov") and a first idea of what it names. Nothing here knows whether two
//! names mean the same person.

use std::ops::Range;

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

/// The names of an article, in order.
pub fn find(document: &Document) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for sentence in &document.sentences {
        let title_case = is_title_case(document, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(end) = run(document, at, sentence.tokens.clone(), title_case) else {
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
            }
            at = end;
        }
    }
    settle_particles(document, &mut names);
    mark_quoted(document, &mut names);
    names
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

/// Whether the token is a small word inside names ("van").
fn is_particle(document: &Document, at: usize) -> bool {
    document.lexemes[at].is(Class::NameParticle) && !document.tokens[at].is_capitalised()
}

/// Whether the token is a name that begins with a small particle ("al-Example").
fn begins_small(document: &Document, at: usize) -> bool {
    !document.tokens[at].is_capitalised() && is_name_word(document, at)
}

/// Whether the token is written like a name, or a part of one.
fn is_name_word(document: &Document, at: usize) -> bool {
    let token = document.tokens[at];
    token.is_capitalised()
        || token.kind == TokenKind::Word
            && document.word(at).split_once('-').is_some_and(|(particle, rest)| {
                rest.starts_with(char::is_uppercase)
                    && document.language.quotations.lexeme(particle).is(Class::NameParticle)
            })
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

/// Whether all long words of a headline are capitals, so that a capital says nothing.
fn is_title_case(document: &Document, sentence: Range<usize>) -> bool {
    const LEAST: usize = 4;
    let mut long = 0;
    for at in sentence {
        if document.tokens[at].kind == TokenKind::Word && document.tokens[at].span.len() > 4 {
            if !document.tokens[at].is_capitalised() {
                return false;
            }
            long += 1;
        }
    }
    long >= LEAST
}

/// Whether a word of a headline in title case is the verb of it.
fn is_headline_verb(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    lexeme.cue.is_some_and(|cue| cue.forms.third || cue.forms.past || cue.forms.gerund)
        && !lexeme.is(Class::GivenName)
}

/// The end of the run of capitals that begins at `at`, if one does.
fn run(document: &Document, at: usize, sentence: Range<usize>, title_case: bool) -> Option<usize> {
    if !begins_run(document, at, sentence.start) || title_case && is_headline_verb(document, at) {
        return None;
    }
    let mut end = at + 1;
    let mut has_body = document.lexemes[at].is(Class::Body);
    while end < sentence.end {
        let token = document.tokens[end];
        let lexeme = document.lexemes[end];
        if token.kind == TokenKind::Mark {
            if joins_owners(document, end, at, sentence.end) {
                end += 1;
                continue;
            }
            // "J." and "Gov." inside a name
            let before = document.word(end - 1);
            let is_stop = document.word(end) == "." && !token.spaced;
            let abbreviated =
                before.chars().count() == 1 || document.language.quotations.is_abbreviation(before);
            if is_stop && abbreviated && continues(document, end + 1, sentence.end) {
                end += 1;
                continue;
            }
            // "Jr." before a comma
            if is_stop && document.lexemes[end - 1].is(Class::NameSuffix) && end + 1 < sentence.end {
                end += 1;
            }
            break;
        }
        if !token.spaced || token.kind == TokenKind::Possessive {
            break;
        }
        if title_case && is_headline_verb(document, end) {
            break;
        }
        if is_name_word(document, end)
            && (!lexeme.is(Class::Calendar) || lexeme.is(Class::GivenName))
            && !is_plain_function(document, end)
        {
            has_body |= lexeme.is_any(&[Class::Body, Class::Title]);
            end += 1;
            continue;
        }
        // "Max van der Berg": particles, however many, then a capital.
        let past_particles = (end..sentence.end).take_while(|&at| is_particle(document, at)).count() + end;
        let joins_name = past_particles > end
            && !document.lexemes[end - 1].is_any(&[Class::Body, Class::Place, Class::Title, Class::Role])
            && continues(document, past_particles, sentence.end);
        if joins_name {
            end = past_particles + 1;
            continue;
        }
        let joins_body = has_body && lexeme.is(Class::BodyJoiner);
        let is_day = |at: usize| document.lexemes.get(at).is_some_and(|next| next.is(Class::Calendar));
        if joins_body && continues(document, end + 1, sentence.end) && !is_day(end + 1) {
            end += 1;
            continue;
        }
        if joins_body
            && document.lexemes.get(end + 1).is_some_and(|next| next.is(Class::Article))
            && continues(document, end + 2, sentence.end)
        {
            end += 2;
            continue;
        }
        break;
    }
    Some(end)
}

/// A capital that is a function word all the same ("I", "The" in a headline).
fn is_plain_function(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    if document.language.quotations.is_guessed_adverb(document.word(at)) {
        return false;
    }
    lexeme.is_any(&[
        Class::Article,
        Class::Pronoun,
        Class::Complementiser,
        Class::Subordinator,
        Class::Conjunction,
    ]) || lexeme.is_function()
        && document.tokens[at].shape == Shape::Capital
        && !lexeme.is_any(&[Class::GivenName, Class::NameParticle, Class::Place, Class::Title])
}

fn continues(document: &Document, at: usize, end: usize) -> bool {
    at < end && is_name_word(document, at) && document.tokens[at].spaced && !is_plain_function(document, at)
}

/// Whether the mark at `at` is the apostrophe of owners inside the name of a body ("Northern Pilots’ Union").
fn joins_owners(document: &Document, at: usize, start: usize, end: usize) -> bool {
    let token = document.tokens[at];
    let apostrophe = !token.spaced && matches!(document.word(at), "’" | "'");
    let owners = document.language.quotations.could_be_plural(document.word(at - 1))
        && (at - 1 > start || !document.lexemes[at - 1].is(Class::Group))
        && document.quoted_around(at).is_none();
    apostrophe
        && owners
        && (at + 1..end)
            .take_while(|&next| continues(document, next, end))
            .any(|next| document.lexemes[next].is(Class::Body))
}

fn begins_run(document: &Document, at: usize, sentence_start: usize) -> bool {
    let token = document.tokens[at];
    if begins_small(document, at) {
        return true;
    }
    if !token.is_capitalised() {
        return false;
    }
    let lexeme = document.lexemes[at];
    if is_plain_function(document, at) || lexeme.is(Class::NotAName) {
        return false;
    }
    let next_is_capital = continues(document, at + 1, document.tokens.len());
    if lexeme.is(Class::Calendar) && !(lexeme.is(Class::GivenName) && next_is_capital) {
        return false;
    }
    let first = (sentence_start..at).all(|before| document.tokens[before].kind == TokenKind::Mark);
    if first && lexeme.cue.is_some_and(|cue| cue.forms.past) && introduces(document, at + 1) {
        // "Said Olga Example: …"
        return false;
    }
    if !first || token.shape == Shape::Upper {
        return true;
    }
    // The capital of a sentence's first word proves nothing.
    let name_like = lexeme.is_any(&[
        Class::GivenName,
        Class::Title,
        Class::Nationality,
        Class::Place,
        Class::PlacePrefix,
        Class::Body,
        Class::Role,
    ]);
    if name_like {
        return true;
    }
    let word = document.word(at);
    if document.language.quotations.is_guessed_adverb(word) {
        // "Jolly said": an adverb would hardly stand alone before a cue.
        let before_cue = document
            .lexemes
            .get(at + 1)
            .and_then(|next| next.cue)
            .is_some_and(|cue| cue.forms.past || cue.forms.third);
        return before_cue && !document.writes_small(word) || next_is_capital && !document.writes_small(word);
    }
    !(lexeme.is_known() || document.writes_small(word))
        || next_is_capital
            && !lexeme.is_any(&[Class::Group])
            && lexeme.cue.is_none()
            && !document.writes_small(word)
}

/// Whether capitals and then a colon, or a comma and a quotation, follow.
fn introduces(document: &Document, at: usize) -> bool {
    const REACH: usize = 8;
    let end = document.tokens.len().min(at + REACH);
    (at..end).find(|&at| !document.tokens[at].is_capitalised()).is_some_and(|at| {
        document.word(at) == ":"
            || document.word(at) == ","
                && document.tokens.get(at + 1).is_some_and(|next| {
                    document.language.quotations.marks.contains(next.text(&document.prose.text))
                })
    })
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
    {
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
    let given = lexeme(first).is(Class::GivenName);
    let place = words.iter().all(|&at| lexeme(at).is_any(&[Class::Place, Class::PlacePrefix]));
    let kind = if described && place {
        // "its ally North Korea"
        NameKind::Place
    } else if has_title && !words.iter().any(|&at| lexeme(at).is(Class::Body))
        || described
        || honorific && !prefix.is_empty()
    {
        NameKind::Person
    } else if words.iter().any(|&at| lexeme(at).is(Class::Body)) {
        NameKind::Body
    } else if place || lexeme(first).is(Class::PlacePrefix) {
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
        lexeme(first).gender
    } else {
        Gender::Unknown
    });
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

/// Where a description before the name at `name` begins ("Russian economist", "Putin aide"); `name` itself
/// when there is none.
fn description_before(document: &Document, name: usize, sentence_start: usize) -> usize {
    let Some(last) = name.checked_sub(1).filter(|&last| last >= sentence_start) else { return name };
    if !(document.lexemes[last].is_any(&[Class::Role]) && document.tokens[last].kind == TokenKind::Word) {
        return name;
    }
    extend_left(document, last, sentence_start)
}

/// The same for small words before a title.
fn title_start(document: &Document, title: usize, sentence_start: usize) -> usize {
    let Some(last) = title.checked_sub(1).filter(|&last| last >= sentence_start) else { return title };
    let lexeme = document.lexemes[last];
    if document.tokens[last].kind == TokenKind::Word
        && document.tokens[last].shape == Shape::Lower
        && !lexeme.is_function()
        && lexeme.is_any(&[Class::Role, Class::Title])
    {
        return extend_left(document, last, sentence_start);
    }
    title
}

/// Modifiers to the left of `at`, which belongs to a description. Known ones and names belong to it; unknown
/// small words only when nothing but such words lies between them and an article or a pause, for a verb
/// looks the same ("met economist Olga Example").
fn extend_left(document: &Document, at: usize, sentence_start: usize) -> usize {
    const LONGEST: usize = 8;
    let floor = sentence_start.max(at.saturating_sub(LONGEST));
    let mut start = at;
    while start > floor {
        let before = start - 1;
        let lexeme = document.lexemes[before];
        let token = document.tokens[before];
        if token.kind != TokenKind::Word || lexeme.is_function() || lexeme.is(Class::Calendar) {
            break;
        }
        let known =
            lexeme.is_any(&[Class::Role, Class::Nationality, Class::Body, Class::Place, Class::Title]);
        if known || token.is_capitalised() && before > sentence_start {
            start = before;
            continue;
        }
        let plain = |at: usize| {
            let lexeme = document.lexemes[at];
            let small = !document.tokens[at].is_capitalised() || at == sentence_start;
            document.tokens[at].kind == TokenKind::Word
                && small
                && !lexeme.is_function()
                && lexeme.cue.is_none()
        };
        let first = (floor..=before).rev().take_while(|&at| plain(at)).last().unwrap_or(start);
        let opener = first.checked_sub(1).filter(|&opener| opener >= sentence_start);
        let opened = opener.is_none_or(|opener| {
            document.tokens[opener].kind == TokenKind::Mark
                || document.lexemes[opener].is_any(&[Class::Article, Class::Possessive, Class::Determiner])
        });
        return if opened { first } else { start };
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::text::Prose;

    fn names(text: &str) -> Vec<(String, String, NameKind)> {
        let prose = Prose::from_plain_text(text);
        let document = Document::new(&prose, Language::english());
        find(&document)
            .into_iter()
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
