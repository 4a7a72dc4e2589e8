//! What the preview shows at the moment: the last good site, and what the last build has to say if it failed.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use serde::Serialize;
use tokio::sync::watch;

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
}

/// A good site.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// Its files by path.
    pub files: BTreeMap<String, Contents>,
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
}

impl Default for Preview {
    fn default() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self {
            site: Arc::default(),
            state: watch::Sender::new(State::default()),
            run: now.map_or(0, |since| since.as_secs()),
        }
    }
}

impl Preview {
    /// Takes the result of a build. A failed one leaves the last good site up; the same site again changes nothing.
    pub fn update(&self, outcome: Outcome) {
        match outcome {
            Outcome::Failed(error) => {
                self.state.send_if_modified(|state| {
                    let error = Some(error);
                    let changed = state.error != error;
                    state.error = error;
                    changed
                });
            }
            Outcome::Site(files) => {
                let files = files.into_iter().map(|file| (file.path, file.contents)).collect();
                let shown = self.site();
                // A copied file may have new bytes under the same name, so only made files can be compared.
                let copies = shown.files.values().any(|contents| matches!(contents, Contents::CopyOf(_)));
                let same = shown.version > 0 && !copies && shown.files == files;
                let version = shown.version + u64::from(!same);
                if !same {
                    let mut site = self.site.write().unwrap_or_else(std::sync::PoisonError::into_inner);
                    *site = Arc::new(Snapshot { files, version });
                }
                self.state.send_if_modified(|state| {
                    let now = State { version, error: None };
                    let changed = *state != now;
                    *state = now;
                    changed
                });
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

    fn site(text: &str) -> Outcome {
        let contents = Contents::Bytes(text.as_bytes().to_vec());
        Outcome::Site(vec![OutputFile { path: "index.html".to_owned(), contents }])
    }

    #[test]
    fn a_failed_build_leaves_the_last_good_site_up() {
        let preview = Preview::default();
        preview.update(site("good"));
        assert_eq!(preview.state(), State { version: 1, error: None });
        preview.update(Outcome::Failed("bad".to_owned()));
        assert_eq!(preview.state(), State { version: 1, error: Some("bad".to_owned()) });
        assert_eq!(preview.site().files.len(), 1);
        preview.update(site("good"));
        assert_eq!(preview.state(), State { version: 1, error: None }, "nothing to reload");
        preview.update(site("better"));
        assert_eq!(preview.state().version, 2);
    }
}
