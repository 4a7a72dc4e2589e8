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
    roles.extend(apposition(document, name).and_then(|tokens| printed(document, tokens)));
    roles
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
            if document.word(end) != "&" && document.word(end) != "-" && !place && !inside_name {
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
    let head_end = (start..end).find(|&at| document.lexemes[at].is(Class::Preposition)).unwrap_or(end);
    let has_role = (start..head_end).any(|at| {
        let lexeme = document.lexemes[at];
        lexeme.is_any(&[Class::Role, Class::Title])
            && !document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Possessive)
    });
    let has_verb = (start..end).any(|at| {
        document.lexemes[at].is_any(&[Class::Be, Class::Auxiliary]) && !document.tokens[at].is_capitalised()
    });
    // After a role alone ("Roe, president of X, …") a comma must close it, or it is a list.
    let closed = end >= limit
        || document.tokens[end].kind == TokenKind::Mark
        || document.lexemes[end].is(Class::Relative);
    (has_role && !has_verb && closed).then_some(start..end)
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
