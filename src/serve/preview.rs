//! What the preview shows at the moment: the last good site, and what the last build has to say if it failed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, RwLock};
use std::time::SystemTime;

use serde::Serialize;
use tokio::sync::watch;

use super::panel::{Desk, guard};
use crate::output::{Contents, OutputFile};

/// How a build ended.
#[derive(Debug)]
pub enum Outcome {
    /// A site.
    Site(Vec<OutputFile>),
    /// The report of what is wrong, as the terminal shows it but without colours.
    Failed(String),
}

/// What open pages are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// Counts the different sites that have been up; 0 before the first.
    pub version: u64,
    /// Why the last build failed, if it did.
    pub error: Option<String>,
    /// Whether nothing but style sheets differs from the site before this one, so that open pages can stay.
    pub only_styles: bool,
    /// The page that open pages turn to when this site comes up, from the site's root; `None` to stay.
    pub open: Option<String>,
    /// Counts changes of the open questions and of the decisions.
    pub questions: u64,
}

/// A good site.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// Its files by path.
    pub files: BTreeMap<String, Contents>,
    /// When each file that is copied was changed, and its length: new bytes may come under the same name.
    copied: BTreeMap<String, (Option<SystemTime>, u64)>,
    /// Its [`State::version`].
    pub version: u64,
}

/// Shared by the builder, which puts results in, and the server.
#[derive(Clone, Debug)]
pub struct Preview {
    site: Arc<RwLock<Arc<Snapshot>>>,
    state: watch::Sender<State>,
    /// Tells this run from an earlier one on the same port, to which pages may still be open.
    run: u64,
    /// What pages of this run show before they may change anything.
    token: Arc<str>,
    desk: Arc<Desk>,
}

impl Default for Preview {
    fn default() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self {
            site: Arc::default(),
            state: watch::Sender::new(State::default()),
            run: now.map_or(0, |since| since.as_secs()),
            token: guard::new_token().into(),
            desk: Arc::default(),
        }
    }
}

impl Preview {
    /// The preview of the site at `root`.
    pub fn new(root: &Path) -> Self {
        Self { desk: Arc::new(Desk::new(root)), ..Self::default() }
    }

    /// The questions of the site.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Tells open pages that there are other questions than before.
    pub fn questions_changed(&self) {
        self.state.send_modify(|state| state.questions += 1);
    }

    /// Takes the result of a build. A failed one leaves the last good site up; the same site again changes nothing.
    /// Pages that are open turn to the page `open` if the site is another. Returns whether it is.
    pub fn update(&self, outcome: Outcome, open: Option<String>) -> bool {
        match outcome {
            Outcome::Failed(error) => {
                let is_news = self.desk.take_news();
                self.state.send_if_modified(|state| {
                    let error = Some(error);
                    let changed = state.error != error;
                    state.error = error;
                    state.questions += u64::from(is_news);
                    changed || is_news
                });
                false
            }
            Outcome::Site(files) => {
                let files: BTreeMap<String, Contents> =
                    files.into_iter().map(|file| (file.path, file.contents)).collect();
                let mut next = Snapshot { copied: copied(&files), files, version: 0 };
                let shown = self.site();
                let change = if shown.version == 0 { Change::Pages } else { change(&shown, &next) };
                next.version = shown.version + u64::from(change != Change::None);
                let questions = self.state.borrow().questions + u64::from(self.desk.take_news());
                let now = State {
                    version: next.version,
                    error: None,
                    only_styles: change == Change::Styles,
                    open: open.filter(|_| change == Change::Pages),
                    questions,
                };
                if change != Change::None {
                    let mut site = self.site.write().unwrap_or_else(std::sync::PoisonError::into_inner);
                    *site = Arc::new(next);
                }
                self.state.send_if_modified(|state| {
                    let changed = (state.version, &state.error, state.questions)
                        != (now.version, &now.error, now.questions);
                    if changed {
                        *state = now;
                    }
                    changed
                });
                change != Change::None
            }
        }
    }

    /// The last good site, as it is now.
    pub(super) fn site(&self) -> Arc<Snapshot> {
        Arc::clone(&self.site.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The state as it is now.
    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Whether a page is open in a browser, as far as is known.
    pub fn is_seen(&self) -> bool {
        self.state.receiver_count() > 0
    }

    /// What a page compares to learn whether it is still up to date: differs between sites and between runs.
    pub(super) fn stamp(&self, version: u64) -> String {
        format!("{}-{version}", self.run)
    }

    /// A receiver that is told of every change of the state.
    pub(super) fn subscribe(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }
}

/// What differs between two sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    /// Bytes of style sheets, and nothing else.
    Styles,
    Pages,
}

fn change(old: &Snapshot, new: &Snapshot) -> Change {
    if !old.files.keys().eq(new.files.keys()) {
        return Change::Pages;
    }
    let pairs = old.files.iter().zip(new.files.values());
    let differs = |path: &String, one: &Contents, other: &Contents| {
        one != other || old.copied.get(path) != new.copied.get(path)
    };
    let mut changed =
        pairs.filter(|((path, one), other)| differs(path, one, other)).map(|((path, _), _)| path);
    match changed.next() {
        None => Change::None,
        Some(first) if is_style(first) && changed.all(|path| is_style(path)) => Change::Styles,
        Some(_) => Change::Pages,
    }
}

fn is_style(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("css"))
}

fn copied(files: &BTreeMap<String, Contents>) -> BTreeMap<String, (Option<SystemTime>, u64)> {
    let copies = files.iter().filter_map(|(path, contents)| match contents {
        Contents::CopyOf(source) => Some((path, source)),
        Contents::Bytes(_) => None,
    });
    let state = |source: &std::path::PathBuf| {
        source.metadata().map_or((None, 0), |found| (found.modified().ok(), found.len()))
    };
    copies.map(|(path, source)| (path.clone(), state(source))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Outcome {
        let contents = Contents::Bytes(text.as_bytes().to_vec());
        Outcome::Site(vec![OutputFile { path: "index.html".to_owned(), contents }])
    }

    #[test]
    fn a_failed_build_leaves_the_last_good_site_up() {
        let preview = Preview::default();
        preview.update(site("good"), None);
        let good = State { version: 1, ..State::default() };
        assert_eq!(preview.state(), good);
        preview.update(Outcome::Failed("bad".to_owned()), None);
        assert_eq!(preview.state(), State { error: Some("bad".to_owned()), ..good.clone() });
        assert_eq!(preview.site().files.len(), 1);
        preview.update(site("good"), None);
        assert_eq!(preview.state(), good, "nothing to reload");
        preview.update(site("better"), None);
        assert_eq!(preview.state().version, 2);
    }

    #[test]
    fn a_change_of_style_sheets_alone_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = folder.path().join("own.css");
        let site = |page: &str| {
            let made = |path: &str, text: &str| OutputFile {
                path: path.to_owned(),
                contents: Contents::Bytes(text.as_bytes().to_vec()),
            };
            let copy = OutputFile { path: "own.css".to_owned(), contents: Contents::CopyOf(sheet.clone()) };
            Outcome::Site(vec![made("index.html", page), copy])
        };
        std::fs::write(&sheet, "a {}").unwrap();
        let preview = Preview::default();
        preview.update(site("page"), None);
        preview.update(site("page"), None);
        assert_eq!(preview.state(), State { version: 1, ..State::default() }, "nothing has changed");
        std::fs::write(&sheet, "a { color: red }").unwrap();
        preview.update(site("page"), None);
        assert_eq!(preview.state(), State { version: 2, only_styles: true, ..State::default() });
        std::fs::write(&sheet, "a { color: blue; }").unwrap();
        preview.update(site("another page"), Some("other/".to_owned()));
        assert_eq!(
            preview.state(),
            State { version: 3, open: Some("other/".to_owned()), ..State::default() }
        );
    }
}
