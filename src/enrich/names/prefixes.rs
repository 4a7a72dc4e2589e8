//! What stands before a name and says who bears it: "Ruritanian economist", "former US President".

use crate::enrich::document::Document;
use crate::language::lexicon::Class;
use crate::text::{Shape, TokenKind};

/// Where a description before the name at `name` begins ("Russian economist", "Putin aide"); `name` itself
/// when there is none.
pub(super) fn description_before(document: &Document, name: usize, sentence_start: usize) -> usize {
    let Some(last) = name.checked_sub(1).filter(|&last| last >= sentence_start) else { return name };
    if !(document.lexemes[last].is_any(&[Class::Role]) && document.tokens[last].kind == TokenKind::Word) {
        return name;
    }
    extend_left(document, last, sentence_start)
}

/// The same for small words before a title.
pub(super) fn title_start(document: &Document, title: usize, sentence_start: usize) -> usize {
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
        // "the former rector, Ruritanian folk singer Olga Example": an adjective of nation has no verb.
        let adjective = || opener.filter(|&opener| document.lexemes[opener].is(Class::Nationality));
        if !opened
            && first < start
            && let Some(adjective) = adjective()
        {
            start = adjective;
            continue;
        }
        return if opened { first } else { start };
    }
    start
}
