//! Names in headlines in title case, where every word has a capital: "Jane Roe Burns Rival Max Doe".
//!
//! Comes in: the names of an article, and which stand in such a headline. Goes out: the same, with those of headlines
//! cut down to names that the running text has.

use std::ops::Range;

use foldhash::HashMap;

use super::{Name, NameKind};
use crate::enrich::document::Document;
use crate::language::lexicon::{Class, Gender};
use crate::text::TokenKind;

/// Words of the longest name that is looked for in a headline.
const LONGEST: usize = 6;
/// A run of capitals that no name of the text is part of is one itself up to this length.
const PLAUSIBLE: usize = 3;

/// What the running text knows a name as.
#[derive(Clone, Copy)]
struct Known {
    kind: NameKind,
    gender: Gender,
}

/// `names` with those marked in `in_headline` cut down.
pub(super) fn divide(document: &Document, names: Vec<Name>, in_headline: &[bool]) -> Vec<Name> {
    if !in_headline.contains(&true) {
        return names;
    }
    let mut known: HashMap<String, Known> = HashMap::default();
    for (name, _) in names.iter().zip(in_headline).filter(|(_, in_headline)| !**in_headline) {
        let as_known = Known { kind: name.kind, gender: name.gender };
        known.entry(key(document, name.tokens.clone())).or_insert(as_known);
        let last = name.tokens.end - 1;
        if name.kind == NameKind::Person
            && name.tokens.len() > 1
            && !document.lexemes[last].is(Class::NameSuffix)
        {
            known.entry(key(document, last..last + 1)).or_insert(as_known);
        }
    }
    let mut divided = Vec::with_capacity(names.len());
    for (name, in_headline) in names.into_iter().zip(in_headline) {
        if !in_headline || known.contains_key(&key(document, name.tokens.clone())) {
            divided.push(name);
            continue;
        }
        let found = divided.len();
        let mut at = name.tokens.start;
        while at < name.tokens.end {
            let end = (at + 1..=name.tokens.end.min(at + LONGEST))
                .rev()
                .find_map(|end| known.get(&key(document, at..end)).map(|&known| (end, known)));
            let Some((end, Known { kind, gender })) = end else {
                at += 1;
                continue;
            };
            divided.push(Name {
                tokens: at..end,
                full: at..end,
                kind,
                gender,
                role: None,
                possessive: document.tokens.get(end).is_some_and(|next| next.kind == TokenKind::Possessive),
                quoted: false,
                modifier: false,
            });
            at = end;
        }
        if divided.len() == found && name.tokens.len() <= PLAUSIBLE {
            divided.push(name);
        }
    }
    divided
}

/// Words in small letters.
fn key(document: &Document, tokens: Range<usize>) -> String {
    document.text(tokens).to_lowercase()
}
