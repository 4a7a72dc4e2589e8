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

type Files = BTreeMap<String, Contents>;

/// Shared by the builder, which puts results in, and the server.
#[derive(Clone, Debug)]
pub struct Preview {
    files: Arc<RwLock<Arc<Files>>>,
    state: watch::Sender<State>,
}

impl Default for Preview {
    fn default() -> Self {
        Self { files: Arc::default(), state: watch::Sender::new(State::default()) }
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
                let files: Files = files.into_iter().map(|file| (file.path, file.contents)).collect();
                // A copied file may have new bytes under the same name, so only made files can be compared.
                let copies = files.values().any(|contents| matches!(contents, Contents::CopyOf(_)));
                let same = !copies && *self.files() == files;
                *self.files.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(files);
                self.state.send_if_modified(|state| {
                    let changed = state.error.is_some() || !same || state.version == 0;
                    state.version += u64::from(!same || state.version == 0);
                    state.error = None;
                    changed
                });
            }
        }
    }

    /// The files of the last good site, as they are now.
    pub(super) fn files(&self) -> Arc<Files> {
        Arc::clone(&self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The state as it is now.
    pub fn state(&self) -> State {
        self.state.borrow().clone()
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
        assert_eq!(preview.files().len(), 1);
        preview.update(site("good"));
        assert_eq!(preview.state(), State { version: 1, error: None }, "nothing to reload");
        preview.update(site("better"));
        assert_eq!(preview.state().version, 2);
    }
}
