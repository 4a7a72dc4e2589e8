//! What the preview shows at the moment: the last good site, and what the last build has to say if it failed.

use std::path::Path;
use std::sync::{Arc, RwLock};

use serde::Serialize;
use tokio::sync::watch;

use super::panel::{Desk, guard};
use super::sources::{Change, Sources};
use crate::output::Contents;

/// The files of a site, made when they are asked for.
pub trait Files: Send + Sync {
    /// The file at `path`, from the site's root; `None` when the site has none there.
    ///
    /// # Errors
    ///
    /// The report of why it can't be made.
    fn file(&self, path: &str) -> Result<Option<Contents>, String>;
}

/// How a build ended.
pub enum Outcome {
    /// A site, and the state of the sources that it is made from.
    Site(Arc<dyn Files>, Sources),
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
#[derive(Clone, Default)]
pub struct Snapshot {
    /// Its files; `None` before the first build.
    files: Option<Arc<dyn Files>>,
    sources: Sources,
    /// Its [`State::version`].
    pub(super) version: u64,
}

impl Snapshot {
    /// The file at `path`.
    pub(super) fn file(&self, path: &str) -> Result<Option<Contents>, String> {
        self.files.as_ref().map_or(Ok(None), |files| files.file(path))
    }
}

/// Shared by the builder, which puts results in, and the server.
#[derive(Clone)]
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
            Outcome::Site(files, sources) => {
                let shown = self.site();
                let change = if shown.version == 0 { Change::Pages } else { shown.sources.change(&sources) };
                let version = shown.version + u64::from(change != Change::None);
                let next = Snapshot { files: Some(files), sources, version };
                let questions = self.state.borrow().questions + u64::from(self.desk.take_news());
                let now = State {
                    version,
                    error: None,
                    only_styles: change == Change::Styles,
                    open: open.filter(|_| change == Change::Pages),
                    questions,
                };
                if change != Change::None {
                    self.put_up(next);
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

    /// Puts the site `before` up again, because the one after it has turned out to be faulty, as `report` says.
    pub fn take_back(&self, before: &Snapshot, report: String) {
        let version = self.site().version + 1;
        self.put_up(Snapshot { version, ..before.clone() });
        self.state.send_modify(|state| {
            *state = State { version, error: Some(report), ..state.clone() };
        });
    }

    fn put_up(&self, site: Snapshot) {
        *self.site.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(site);
    }

    /// The last good site, as it is now.
    pub fn site(&self) -> Arc<Snapshot> {
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

#[cfg(test)]
mod tests {

    use super::*;

    /// A site of one page, and of files that lie in its folder.
    struct Page(String);

    impl Files for Page {
        fn file(&self, path: &str) -> Result<Option<Contents>, String> {
            Ok((path == "index.html").then(|| Contents::Bytes(self.0.clone().into_bytes())))
        }
    }

    fn site(root: &Path, text: &str) -> Outcome {
        std::fs::create_dir_all(root.join("content")).unwrap();
        std::fs::write(root.join("content/index.md"), text).unwrap();
        Outcome::Site(Arc::new(Page(text.to_owned())), Sources::of(root, &Sources::default()))
    }

    fn shown(preview: &Preview) -> String {
        let file = preview.site().file("index.html").unwrap().unwrap();
        String::from_utf8(file.read().unwrap().into_owned()).unwrap()
    }

    #[test]
    fn a_failed_build_leaves_the_last_good_site_up() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let preview = Preview::default();
        preview.update(site(root, "good"), None);
        let good = State { version: 1, ..State::default() };
        assert_eq!(preview.state(), good);
        preview.update(Outcome::Failed("bad".to_owned()), None);
        assert_eq!(preview.state(), State { error: Some("bad".to_owned()), ..good.clone() });
        assert_eq!(shown(&preview), "good");
        preview.update(
            Outcome::Site(Arc::new(Page("good".to_owned())), Sources::of(root, &Sources::default())),
            None,
        );
        assert_eq!(preview.state(), good, "nothing to reload");
        preview.update(site(root, "better"), Some("other/".to_owned()));
        assert_eq!(
            preview.state(),
            State { version: 2, open: Some("other/".to_owned()), ..State::default() }
        );
    }

    #[test]
    fn a_site_that_turns_out_to_be_faulty_gives_way_to_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let preview = Preview::default();
        preview.update(site(folder.path(), "good"), None);
        let before = preview.site();
        preview.update(site(folder.path(), "faulty"), None);
        preview.take_back(&before, "bad".to_owned());
        assert_eq!(shown(&preview), "good");
        // Open pages have shown the faulty one, and must turn.
        assert_eq!(preview.state(), State { version: 3, error: Some("bad".to_owned()), ..State::default() });
        preview.update(site(folder.path(), "mended"), None);
        assert_eq!((shown(&preview).as_str(), preview.state().version), ("mended", 4));
    }
}
