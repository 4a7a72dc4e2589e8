//! What people are: roles and affiliations from the words before and after their names.
//!
//! Comes in: names. Goes out: roles clean enough to print under a name, each with its passage.

use std::ops::Range;

use super::Role;
use super::document::Document;
use super::names::Name;
use crate::language::lexicon::Class;
use crate::text::TokenKind;

/// Longest role, in tokens.
const LONGEST: usize = 26;

/// The roles that the words around `name` give its bearer: before it first, then after it.
pub fn of(document: &Document, name: &Name) -> Vec<Role> {
    let mut roles = Vec::new();
    roles.extend(name.role.clone().and_then(|tokens| before(document, tokens)));
    if name.quoted {
        // "‘Leave it to me, Olga, there’s a good girl’": the comma after somebody spoken to opens no description.
        return roles;
    }
    roles.extend(apposition(document, name).and_then(|tokens| printed(document, tokens)));
    roles.extend(predicate(document, name).and_then(|tokens| printed(document, tokens)));
    roles
}

/// "Olga Example is the mayor of Leeds.": a sentence of its own.
fn predicate(document: &Document, name: &Name) -> Option<Range<usize>> {
    let sentence = &document.sentences[document.sentence_of(name.tokens.start)];
    let limit = sentence.tokens.end;
    let start = name.tokens.end + 1;
    let opens = name.full.start == sentence.tokens.start
        && !name.quoted
        && start < limit
        && document.lexemes[name.tokens.end].is(Class::Copula)
        && document.lexemes[start].is(Class::Article);
    if !opens {
        return None;
    }
    let end = (start..limit).find(|&at| {
        let joins = matches!(document.word(at), "-" | "&");
        document.tokens[at].kind == TokenKind::Mark && !joins || document.lexemes[at].is(Class::Relative)
    })?;
    let closed = end + 1 == limit && document.word(end) == "." || document.lexemes[end].is(Class::Relative);
    (closed && end - start < LONGEST && has_role(document, start..end) && !has_verb(document, start..end))
        .then_some(start..end)
}

/// Whether a role stands before the first preposition.
fn has_role(document: &Document, tokens: Range<usize>) -> bool {
    let head_end =
        tokens.clone().find(|&at| document.lexemes[at].is(Class::Preposition)).unwrap_or(tokens.end);
    (tokens.start..head_end).any(|at| {
        document.lexemes[at].is_any(&[Class::Role, Class::Title])
            && !document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Possessive)
    })
}

/// Whether a verb stands in `tokens`, so that they are a clause and no description.
fn has_verb(document: &Document, mut tokens: Range<usize>) -> bool {
    // ", called him a master of the craft"
    let reports = document.lexemes[tokens.start].cue.is_some_and(|cue| cue.forms.past || cue.forms.third)
        && !document.tokens[tokens.start].is_capitalised()
        && !document.lexemes[tokens.start].is_any(&[Class::Role, Class::Title]);
    // "The islanders, the pilot said, had left": an attribution.
    let last = tokens.end - 1;
    let attributes = last > tokens.start
        && document.lexemes[last]
            .cue
            .is_some_and(|cue| cue.takes.clause && (cue.forms.past || cue.forms.third))
        && !document.lexemes[last].is_any(&[Class::Role, Class::Title, Class::Group]);
    reports
        || attributes
        || tokens.any(|at| {
            document.lexemes[at].is_any(&[Class::Be, Class::Auxiliary])
                && !document.tokens[at].is_capitalised()
        })
}

/// Whether the words in `tokens` after a comma are a description although the pack knows none of them: "the harbour
/// keeper" right after the name of somebody who has just been said to speak. Elsewhere another clause or the next of
/// several looks the same.
fn describes(document: &Document, name: &Name, tokens: Range<usize>) -> bool {
    const LONGEST_HEAD: usize = 4;
    let cue = |at: usize| {
        document.lexemes[at].cue.is_some_and(|cue| cue.takes.quote && (cue.forms.past || cue.forms.third))
    };
    let spoke = name.full.start.checked_sub(1).is_some_and(cue);
    let sentence = &document.sentences[document.sentence_of(name.tokens.start)];
    let speaks = name.full.start == sentence.tokens.start
        && tokens.end + 1 < sentence.tokens.end
        && document.word(tokens.end) == ","
        && cue(tokens.end + 1);
    let first = document.lexemes[tokens.start];
    let head_end =
        tokens.clone().find(|&at| document.lexemes[at].is(Class::Preposition)).unwrap_or(tokens.end);
    let words = tokens.start + 1..head_end;
    let plain = !words.is_empty()
        && words.len() <= LONGEST_HEAD
        && words.clone().all(|at| {
            let lexeme = document.lexemes[at];
            let class = [Class::Group, Class::Document, Class::Calendar, Class::Body, Class::TimeDeterminer];
            document.tokens[at].kind == TokenKind::Word
                && !document.tokens[at].is_capitalised()
                && !lexeme.is_function()
                && lexeme.cue.is_none()
                && !lexeme.is_any(&class)
                && !document.language.quotations.could_be_gerund(document.word(at))
                && !document.language.quotations.could_be_verb(document.word(at))
        })
        && !document.language.quotations.could_be_plural(document.word(head_end - 1))
        && tokens.clone().all(|at| !document.lexemes[at].is_any(&[Class::Possessive, Class::Pronoun]));
    (spoke || speaks) && first.is(Class::Article) && plain
}

/// "Kremlin spokesman", "US President"
fn before(document: &Document, tokens: Range<usize>) -> Option<Role> {
    let says_something = tokens.clone().any(|at| {
        let lexeme = document.lexemes[at];
        lexeme.is_any(&[Class::Role, Class::Title]) && !lexeme.is(Class::Honorific)
    });
    says_something.then(|| printed(document, tokens)).flatten()
}

/// The tokens of ", a political scientist at Y" after `name`.
pub fn apposition(document: &Document, name: &Name) -> Option<Range<usize>> {
    let comma = name.tokens.end;
    let sentence = &document.sentences[document.sentence_of(name.tokens.start)];
    let limit = sentence.tokens.end;
    let is_comma = |at: usize| at < limit && document.word(at) == ",";
    if !is_comma(comma) {
        return None;
    }
    let mut start = comma + 1;
    // ", 54, a teacher"
    if start < limit && document.tokens[start].kind == TokenKind::Number && is_comma(start + 1) {
        start += 2;
    }
    let first = *document.lexemes.get(start).filter(|_| start < limit)?;
    let has_article = first.is(Class::Article);
    let opens = has_article
        || document.tokens[start].kind == TokenKind::Word
            && !first.is_function()
            && !first.is(Class::Calendar);
    if !opens {
        return None;
    }
    let mut end = start;
    while end < limit && end - start < LONGEST {
        let token = document.tokens[end];
        let lexeme = document.lexemes[end];
        if token.kind == TokenKind::Mark {
            // "the University of California, Berkeley," goes on; other commas end it.
            let place = document.word(end) == ","
                && document.tokens[end - 1].is_capitalised()
                && document.tokens.get(end + 1).is_some_and(|next| next.is_capitalised())
                && end + 2 < limit
                && document.tokens[end + 2].kind == TokenKind::Mark;
            let inside_name = document.word(end) == "."
                && !token.spaced
                && end + 1 < limit
                && document.tokens[end + 1].is_capitalised()
                && document.tokens[end - 1].is_capitalised();
            // "the Harbour Tenants’ Union": a plural's apostrophe stands inside a name.
            let owns = matches!(document.word(end), "’" | "'")
                && !token.spaced
                && document.tokens[end - 1].is_capitalised()
                && end + 1 < limit
                && document.tokens[end + 1].spaced
                && document.tokens[end + 1].is_capitalised();
            // "the dockers’ union", outside quotation marks
            let plural_owns = matches!(document.word(end), "’" | "'")
                && !token.spaced
                && document.language.quotations.could_be_plural(document.word(end - 1))
                && document
                    .tokens
                    .get(end + 1)
                    .is_some_and(|next| next.kind == TokenKind::Word && next.spaced)
                && document.quoted_around(end).is_none();
            let joins = matches!(document.word(end), "&" | "-");
            if !joins && !place && !inside_name && !owns && !plural_owns {
                break;
            }
        } else if lexeme.is(Class::Relative) && !lexeme.is(Class::Article)
            || lexeme.is(Class::Modal) && !token.is_capitalised()
        {
            break;
        }
        end += 1;
    }
    if end <= start || end - start >= LONGEST {
        return None;
    }
    // It says what the bearer is only when a role stands near its beginning, and no verb does.
    let says_what = has_role(document, start..end) || describes(document, name, start..end);
    // After a role alone ("Roe, president of X, …") a comma must close it, or it is a list.
    let closed = end >= limit
        || document.tokens[end].kind == TokenKind::Mark
        || document.lexemes[end].is(Class::Relative);
    (says_what && !has_verb(document, start..end) && closed).then_some(start..end)
}

/// The role as printed: without a leading article.
fn printed(document: &Document, tokens: Range<usize>) -> Option<Role> {
    let mut start = tokens.start;
    while start < tokens.end && document.lexemes[start].is_any(&[Class::Article]) {
        start += 1;
    }
    if start >= tokens.end {
        return None;
    }
    let span = document.span(start..tokens.end);
    let text = span.of(&document.prose.text).trim_end_matches([',', ';', ' ']);
    (!text.is_empty() && text.len() < 160).then(|| Role { text: text.to_owned(), span })
}
