//! Signs and titles of works, whose capitals make no name.

use foldhash::HashSet;

use super::Name;
use crate::enrich::document::Document;
use crate::text::TokenKind;

/// Drops names that are seen only in quotations where every word has a capital: signs and titles ("Thank You Olga Example").
pub(super) fn drop(document: &Document, names: &mut Vec<Name>) {
    if !names.iter().any(|name| is_in_slogan(document, name)) {
        return;
    }
    let told: HashSet<&str> = names
        .iter()
        .filter(|name| !is_in_slogan(document, name))
        .map(|name| document.text(name.tokens.clone()))
        .collect();
    let kept: Vec<bool> = names
        .iter()
        .map(|name| !is_in_slogan(document, name) || told.contains(document.text(name.tokens.clone())))
        .collect();
    let mut kept = kept.into_iter();
    names.retain(|_| kept.next().unwrap_or(true));
}

/// Whether the name stands in a quotation that has more words than it, all of them with capitals.
fn is_in_slogan(document: &Document, name: &Name) -> bool {
    const LONGEST: usize = 8;
    if !name.quoted {
        return false;
    }
    let Some(region) = document.quoted_around(name.tokens.start) else { return false };
    let inner = region.inner();
    let ends = inner.end.checked_sub(1).is_some_and(|last| document.tokens[last].kind == TokenKind::Word);
    ends && inner.len() <= LONGEST
        && inner.len() > name.full.len()
        && inner.clone().all(|at| document.tokens[at].is_capitalised())
}
