//! An answer, from whichever window it comes: checked against the article and the decisions as they are now, then written.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::history::Record;
use super::item::{Item, Kind};
use super::ledger::{self, Entry};
use super::store::{self, Change};
use super::words::{self, Index};
use crate::content::{Article, PassageDecision, read_article};
use crate::diagnostics::SourceFile;
use crate::text::Span;

/// Why an answer was not written.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The words are gone.
    #[error(
        "{0} has been changed meanwhile, and these words do not stand in it any more; nothing was written"
    )]
    Words(String),
    /// The words are there, their sentence reads otherwise.
    #[error(
        "{0} has been changed meanwhile: the sentence around these words reads otherwise now; nothing was written"
    )]
    Beside(String),
    /// Somebody else has answered.
    #[error("this has been decided meanwhile, as “{0}”; nothing was written")]
    Decided(String),
}

/// Writes the decisions `entries` that answer `item`: all of them, or none. False when they were written before.
///
/// # Errors
///
/// [`Refusal`] when the article or the decision has changed since the question was put; otherwise as [`store::change`].
pub fn apply(root: &Path, item: &Item, entries: &[Entry]) -> anyhow::Result<bool> {
    let article = current(root, item)?;
    let index = Index::new(&article.body.prose);
    let places = index.find(&item.words);
    let path = || item.file.path.display().to_string();
    let Some(first) = places.first() else { return Err(Refusal::Words(path()).into()) };
    if item.kind != Kind::Speaker && !stands(item, &article, &places) {
        return Err(Refusal::Beside(path()).into());
    }
    let start = first[0].start;
    let stands_after = |other: &PassageDecision| {
        index.find(&other.words).first().is_some_and(|spans| spans[0].start > start)
    };
    store::change(root, |text| {
        let mut text = text.to_owned();
        let mut record = Record { added: Vec::new(), removed: Vec::new() };
        let held = item.decided.clone().map(Entry::Passage);
        for entry in entries {
            let now = ledger::parse_entries(&text)?;
            if now.iter().any(|other| ledger::same(other, entry)) {
                continue;
            }
            let known = |other: &&Entry| held.as_ref().is_some_and(|held| ledger::same(held, other));
            if let Some(old) = now.iter().find(known) {
                text = ledger::replace(&text, old, entry)?;
                record.removed.push(old.clone());
            } else if let Some(other) = now.iter().find(|other| ledger::about_the_same(other, entry)) {
                return Err(Refusal::Decided(ledger::answer_of(other).to_owned()).into());
            } else {
                text = ledger::add(&text, entry, stands_after)?;
            }
            record.added.push(entry.clone());
        }
        Ok((!record.added.is_empty()).then_some(Change { text, record }))
    })
}

/// Whether the words of `item` stand in `article` in the sentence that was shown.
fn stands(item: &Item, article: &Article, places: &[Vec<Span>]) -> bool {
    let Some(noted) = &item.beside else { return true };
    let beside = |spans: &Vec<Span>| words::beside(&article.body.prose, item.language, spans);
    places.iter().any(|spans| words::is_beside(noted, &beside(spans)))
}

/// The item's article as it is on the disk now.
fn current(root: &Path, item: &Item) -> anyhow::Result<Article> {
    let path = root.join(&item.file.path);
    let text = std::fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let file = Arc::new(SourceFile::new(&item.file.path, text));
    Ok(read_article(&file, root).0)
}
