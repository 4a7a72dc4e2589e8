//! The preview: a local server, rebuilding on change, live reload, and the last good site while a build fails.
//!
//! Builds happen on the watcher's thread and end in a [`Preview`], which the server reads. Comes in: a
//! function that builds. Goes out: pages on a loopback address, and on another of this machine if asked. Must not
//! know: how a site is built.

mod access;
mod http;
mod listen;
mod panel;
mod preview;
mod sources;
mod watch;

pub use access::{Hosts, address_in_network, is_local};
pub use http::serve;
pub use listen::{DEFAULT_PORT, Listeners, listen};
pub use panel::Desk;
pub use preview::{Files, Outcome, Preview, Snapshot};
pub use sources::Sources;
pub use watch::Watcher;
