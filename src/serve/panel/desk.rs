//! The questions of the site under preview, and the answers given since it was last built.
//!
//! The site is joined anew a moment after each answer. Until then the answer counts already: its question is not put again.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use serde::Deserialize;

use crate::content::REVIEW_FILE;
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::review::answer::{self, Refusal};
use crate::review::history::Record;
use crate::review::item::{Answer, Item};
use crate::review::ledger::{self, Entry, LedgerError};
use crate::review::{names, queue, store};
use crate::site::{ArticleId, Site};

/// Names that are offered while one is typed.
const MOST_NAMES: usize = 8;

/// What the panel knows.
#[derive(Debug, Default)]
pub struct Desk {
    root: PathBuf,
    board: Mutex<Board>,
}

#[derive(Debug, Default)]
struct Board {
    site: Option<Arc<Site>>,
    /// Its open questions, once somebody has asked for them.
    open: Option<Arc<Vec<Item>>>,
    /// What is wrong with `review.yaml`.
    faults: Option<String>,
    /// Decisions that do not hold any more, and why, a line each.
    stale: Vec<String>,
    /// Answers that the site does not hold yet.
    answered: Vec<(Item, Vec<Entry>)>,
    /// Whether open pages have not been told yet of what changed here.
    is_news: bool,
}

/// An answer as it comes from a page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Identifier of the question.
    id: String,
    /// What the page showed of it.
    version: String,
    /// Slug of its article.
    article: String,
    answer: Answer,
}

/// Why an answer was not taken.
#[derive(Debug)]
pub enum Trouble {
    /// The page shows what is no longer so.
    Outdated(String),
    /// It is no answer to this question.
    Unfit(String),
    /// `review.yaml` has to be mended first.
    Faults(String),
    /// It could not be written.
    Failed(String),
}

impl Desk {
    /// The desk of the site at `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), board: Mutex::default() }
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Takes the site as it was just joined, with what there was to say about it.
    pub fn renew(&self, site: Arc<Site>, diagnostics: &[Diagnostic]) {
        let about_decisions = |diagnostic: &&Diagnostic| {
            let place = diagnostic.place.as_ref();
            diagnostic.severity == Severity::Error
                && place.is_some_and(|place| place.file.path == Path::new(REVIEW_FILE))
        };
        let faults: Vec<Diagnostic> = diagnostics.iter().filter(about_decisions).cloned().collect();
        let stale: Vec<String> =
            diagnostics.iter().filter(|one| one.code == "stale-decision").filter_map(told).collect();
        let written = store::entries(&self.root).unwrap_or_default();
        let mut board = self.board();
        // A build that began before an answer was written does not hold it; one that was taken out by hand is gone.
        board.answered.retain(|(_, entries)| {
            let held = entries.iter().all(|entry| ledger::holds_entry(&site.decisions, entry));
            !held && entries.iter().all(|entry| written.iter().any(|other| ledger::same(other, entry)))
        });
        let faults = (!faults.is_empty()).then(|| diagnostics::plain(&faults));
        board.is_news |= board.faults != faults
            || board.stale != stale
            || board.site.as_ref().is_none_or(|old| {
                old.questions != site.questions
                    || old.decisions.passages != site.decisions.passages
                    || old.decisions.people != site.decisions.people
            });
        board.faults = faults;
        board.stale = stale;
        board.open = None;
        board.site = Some(site);
    }

    /// Whether pages should ask anew; once.
    pub fn take_news(&self) -> bool {
        std::mem::take(&mut self.board().is_news)
    }

    /// The open questions, the most consequential first.
    pub fn open(&self) -> Vec<Item> {
        let mut board = self.board();
        let Some(site) = board.site.clone() else { return Vec::new() };
        let open = Arc::clone(board.open.get_or_insert_with(|| Arc::new(queue::queue(&site))));
        let is_answered = |item: &&Item| board.answered.iter().any(|(other, _)| other.id == item.id);
        open.iter().filter(|item| !is_answered(item)).cloned().collect()
    }

    /// Everything that was found in the article with the slug `article`.
    pub fn findings(&self, article: &str) -> Vec<Item> {
        let board = self.board();
        let Some(site) = &board.site else { return Vec::new() };
        let Some(at) = site.articles.iter().position(|entry| entry.article.slug == article) else {
            return Vec::new();
        };
        let mut items = queue::findings(site, ArticleId(at));
        for item in &mut items {
            if let Some((_, entries)) = board.answered.iter().find(|(other, _)| other.id == item.id) {
                item.decided = entries.iter().find_map(|entry| match entry {
                    Entry::Passage(passage) => Some(passage.clone()),
                    Entry::Person(_) => None,
                });
            }
        }
        items
    }

    /// What keeps `review.yaml` from being read, if anything does.
    pub fn faults(&self) -> Option<String> {
        self.board().faults.clone()
    }

    /// Decisions that do not hold any more, and why, a line each.
    pub fn stale(&self) -> Vec<String> {
        self.board().stale.clone()
    }

    /// The decision that would be taken back.
    pub fn last(&self) -> Option<Record> {
        store::last(&self.root).ok().flatten()
    }

    /// Names of speakers that go on as `begun` does.
    pub fn names(&self, begun: &str) -> Vec<String> {
        let board = self.board();
        let Some(site) = &board.site else { return Vec::new() };
        let all = site.speakers.iter().map(|speaker| speaker.name.as_str());
        names::complete(all, begun, MOST_NAMES).into_iter().map(str::to_owned).collect()
    }

    /// Writes an answer; false when it was written before.
    ///
    /// # Errors
    ///
    /// When the question or the article has changed since the page was made, or the answer can't be written.
    pub fn answer(&self, given: &Given) -> Result<bool, Trouble> {
        let known = self.board().answered.iter().find(|(item, _)| item.id == given.id).cloned();
        let asked = self.open().into_iter().find(|item| item.id == given.id);
        let found =
            asked.or_else(|| self.findings(&given.article).into_iter().find(|item| item.id == given.id));
        let Some(item) = found.or_else(|| known.as_ref().map(|(item, _)| item.clone())) else {
            return Err(Trouble::Outdated(
                "this question is not open any more; nothing was written".to_owned(),
            ));
        };
        let unfit = || Trouble::Unfit("that is no answer to this question".to_owned());
        let entries = item.entries(&given.answer).ok_or_else(unfit)?;
        let again = |(_, written): &(Item, Vec<Entry>)| {
            written.len() == entries.len()
                && written.iter().zip(&entries).all(|(one, other)| ledger::same(one, other))
        };
        if known.as_ref().is_some_and(again) {
            return Ok(false);
        }
        if item.version() != given.version {
            let decided = known.as_ref().and_then(|(_, written)| written.first());
            return Err(Trouble::Outdated(match decided {
                Some(entry) => Refusal::Decided(ledger::answer_of(entry).to_owned()).to_string(),
                None => "this question has changed since the page was made; nothing was written".to_owned(),
            }));
        }
        let is_new = answer::apply(&self.root, &item, &entries).map_err(trouble)?;
        let mut board = self.board();
        board.answered.retain(|(other, _)| other.id != item.id);
        board.answered.push((item, entries));
        Ok(is_new)
    }

    /// Takes back the decision with this [`Record::id`], if it is still the last one.
    ///
    /// # Errors
    ///
    /// When it is not, or the file can't be written.
    pub fn undo(&self, id: &str) -> Result<Record, Trouble> {
        let record = store::undo(&self.root, Some(id)).map_err(trouble)?.ok_or_else(|| {
            Trouble::Outdated("another decision was taken meanwhile; nothing was taken back".to_owned())
        })?;
        let mut board = self.board();
        board.answered.retain(|(_, entries)| {
            !record.added.iter().any(|one| entries.iter().any(|other| ledger::same(one, other)))
        });
        Ok(record)
    }
}

/// Where a decision stands that does not hold any more, its words, and why it does not.
fn told(diagnostic: &Diagnostic) -> Option<String> {
    let place = diagnostic.place.as_ref()?;
    let entry = place.span.clone().and_then(|span| place.file.text.get(span)).unwrap_or_default();
    let first = entry.lines().next().unwrap_or_default().trim();
    let (line, _) = place.line_column();
    Some(format!("{}:{line}: {first}: {}", place.file.path.display(), diagnostic.message))
}

fn trouble(error: anyhow::Error) -> Trouble {
    match error.downcast_ref::<LedgerError>() {
        Some(LedgerError::Faults(faults)) => return Trouble::Faults(diagnostics::plain(faults)),
        Some(LedgerError::Form) => return Trouble::Faults(error.to_string()),
        None => {}
    }
    if error.is::<Refusal>() {
        return Trouble::Outdated(error.to_string());
    }
    Trouble::Failed(format!("{error:#}"))
}
