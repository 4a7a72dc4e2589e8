//! Runs of capitals: where one begins that can be a name, and where it ends.

use std::ops::Range;

use super::acronyms::spelled_out;
use super::{begins_small, is_particle};
use crate::enrich::document::Document;
use crate::language::lexicon::Class;
use crate::text::{Shape, TokenKind};

/// Whether all long words of a headline have capitals, or all its letters are capitals, so that a capital says nothing.
pub(super) fn is_title_case(document: &Document, sentence: Range<usize>) -> bool {
    const LEAST: usize = 4;
    let words = || sentence.clone().filter(|&at| document.tokens[at].kind == TokenKind::Word);
    let longer_than = |length: usize| words().filter(move |&at| document.tokens[at].span.len() > length);
    longer_than(4).all(|at| document.tokens[at].is_capitalised()) && longer_than(4).count() >= LEAST
        || longer_than(1).all(|at| document.tokens[at].shape == Shape::Upper) && words().count() >= LEAST
}

/// Whether a word of a headline in title case is the verb of it.
fn is_headline_verb(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    lexeme.cue.is_some_and(|cue| cue.forms.third || cue.forms.past || cue.forms.gerund)
        && !lexeme.is(Class::GivenName)
}

/// The end of the run of capitals that begins at `at`, if one does.
pub(super) fn run(document: &Document, at: usize, sentence: Range<usize>, title_case: bool) -> Option<usize> {
    if !begins_run(document, at, sentence.start) || title_case && is_headline_verb(document, at) {
        return None;
    }
    let mut end = at + 1;
    let mut has_body = document.lexemes[at].is(Class::Body);
    while end < sentence.end {
        let token = document.tokens[end];
        let lexeme = document.lexemes[end];
        if token.kind == TokenKind::Possessive && joins_owners(document, end, at, sentence.end) {
            end += 1;
            continue;
        }
        if token.kind == TokenKind::Mark {
            if let Some(nickname) = document.nickname_at(end) {
                end = nickname.end + 1;
                continue;
            }
            // "J." and "Gov." inside a name
            let before = document.word(end - 1);
            let is_stop = document.word(end) == "." && !token.spaced;
            let abbreviated =
                || before.chars().count() == 1 || document.language.quotations.is_abbreviation(before);
            if is_stop && abbreviated() && continues(document, end + 1, sentence.end) {
                end += 1;
                continue;
            }
            if token.spaced && document.word(end) == "&" && joins_partners(document, at, end, sentence.end) {
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
        if document.is_name_word(end)
            && (!lexeme.is(Class::Calendar)
                || lexeme.is(Class::GivenName)
                || is_short_name(document, end, sentence.end)
                || lexeme.is(Class::Surname) && document.lexemes[end - 1].is(Class::GivenName))
            && (!is_plain_function(document, end) || is_initial(document, end, sentence.start))
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
        if let Some(close) = spelled_out(document, at, end, sentence.end) {
            end = close;
        }
        break;
    }
    Some(end)
}

/// A capital that is a function word all the same ("I", "The" in a headline).
fn is_plain_function(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    if document.known(at).guessed_adverb {
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

/// Whether the article at `at` is the first letter of a name inside a sentence: "the collector A. Example".
fn is_initial(document: &Document, at: usize, sentence_start: usize) -> bool {
    let stop = document.tokens.get(at + 1).is_some_and(|next| !next.spaced) && document.word(at + 1) == ".";
    at > sentence_start
        && document.lexemes[at].is(Class::Article)
        && document.word(at).chars().count() == 1
        && stop
        && continues(document, at + 2, document.tokens.len())
}

fn continues(document: &Document, at: usize, end: usize) -> bool {
    at < end && document.is_name_word(at) && document.tokens[at].spaced && !is_plain_function(document, at)
}

/// Whether the "&" at `at` joins the partners that a firm is called by ("Example & Doe"), and not two people.
fn joins_partners(document: &Document, start: usize, at: usize, end: usize) -> bool {
    !document.lexemes[start].is_any(&[Class::GivenName, Class::Title])
        && document.tokens[at - 1].is_capitalised()
        && continues(document, at + 1, end)
}

/// Whether the word of the calendar at `at` is a short name between two others: "Thet Mar Example".
fn is_short_name(document: &Document, at: usize, end: usize) -> bool {
    const LONGEST: usize = 3;
    document.word(at).len() <= LONGEST
        && !document.lexemes[at].is(Class::Surname)
        && document.tokens[at - 1].is_capitalised()
        && continues(document, at + 1, end)
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
    if is_plain_function(document, at) && !is_initial(document, at, sentence_start)
        || lexeme.is(Class::NotAName)
    {
        return false;
    }
    let next_is_capital = continues(document, at + 1, document.tokens.len());
    let surname =
        lexeme.is(Class::Surname) && at + 1 < document.tokens.len() && could_be_its_verb(document, at + 1);
    if lexeme.is(Class::Calendar) && !(lexeme.is(Class::GivenName) && next_is_capital || surname) {
        return false;
    }
    let first = (sentence_start..at).all(|before| document.tokens[before].kind == TokenKind::Mark);
    if first && lexeme.cue.is_some_and(|cue| cue.forms.past) && introduces(document, at + 1) {
        // "Said Olga Example: …"
        return false;
    }
    if !first || surname || token.shape == Shape::Upper {
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
    if document.known(at).guessed_adverb {
        // "Jolly said": an adverb would hardly stand alone before a cue.
        let before_cue = document
            .lexemes
            .get(at + 1)
            .and_then(|next| next.cue)
            .is_some_and(|cue| cue.forms.past || cue.forms.third);
        return before_cue && !document.writes_small(word) || next_is_capital && !document.writes_small(word);
    }
    !(lexeme.is_known() || document.writes_small(word))
        && (next_is_capital || stands_as_subject(document, at))
        || next_is_capital
            && !lexeme.is_any(&[Class::Group])
            && lexeme.cue.is_none()
            && !document.writes_small(word)
}

/// Whether the first word of a sentence, which no list has, can be a name all the same: it is one elsewhere, or what
/// follows could be its verb. "Preys on fears" and "Reached for comment" look the same otherwise.
fn stands_as_subject(document: &Document, at: usize) -> bool {
    let Some(&next) = document.lexemes.get(at + 1) else { return true };
    let begins_phrase =
        [Class::Preposition, Class::Article, Class::Possessive, Class::Determiner, Class::Pronoun];
    let participle = document.language.quotations.could_be_gerund(document.word(at))
        && !document.tokens[at + 1].is_capitalised()
        && !could_be_its_verb(document, at + 1);
    document.writes_capital(document.word(at)) || !participle && !next.is_any(&begins_phrase)
}

/// Whether the word at `at` can be the finite verb of a name before it.
pub(super) fn could_be_its_verb(document: &Document, at: usize) -> bool {
    let lexeme = document.lexemes[at];
    document.tokens[at].kind != TokenKind::Word
        || lexeme.is_any(&[Class::Be, Class::Auxiliary, Class::Modal])
        || lexeme.cue.is_some_and(|cue| cue.forms.past || cue.forms.third)
        || document.language.quotations.could_be_verb(document.word(at))
}

/// Whether capitals and then a colon, or a comma and, past what describes the bearer, a quotation follow.
fn introduces(document: &Document, at: usize) -> bool {
    const REACH: usize = 8;
    const FURTHEST: usize = 30;
    let end = document.tokens.len().min(at + REACH);
    let quotes = |comma: usize| {
        let far = document.sentences[document.sentence_of(comma)].tokens.end.min(comma + FURTHEST);
        let opens = |at: usize| document.language.quotations.marks.contains(document.word(at));
        (comma + 1..far).any(opens) || document.tokens.get(far).is_some() && opens(far)
    };
    (at..end)
        .find(|&at| !document.tokens[at].is_capitalised())
        .is_some_and(|at| document.word(at) == ":" || document.word(at) == "," && quotes(at))
}
