//! The apostrophe of a name that the article writes with both: "James O’Example", and "O'Example" from then on.

use super::Entity;
use crate::enrich::document::Document;
use crate::enrich::names::Name;

const STRAIGHT: char = '\'';
const CURLY: char = '’';

/// Writes the name of each entity with the apostrophe that its mentions have more often. A name of the author's stays.
pub(super) fn settle(document: &Document, names: &[Name], entities: &mut [Entity]) {
    let both = |entity: &&mut Entity| entity.known.is_none() && entity.name.contains([STRAIGHT, CURLY]);
    for entity in entities.iter_mut().filter(both) {
        let mentions = entity.mentions.iter().map(|&name| document.text(names[name].tokens.clone()));
        let (mut straight, mut curly) = (0, 0);
        for text in mentions {
            straight += usize::from(text.contains(STRAIGHT));
            curly += usize::from(text.contains(CURLY));
        }
        let (rarer, common) = if straight > curly { (CURLY, STRAIGHT) } else { (STRAIGHT, CURLY) };
        if straight != curly && entity.name.contains(rarer) {
            entity.name = entity.name.replace(rarer, common.encode_utf8(&mut [0; 4]));
        }
    }
}
