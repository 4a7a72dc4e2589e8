//! The preview: a local server, rebuilding on change, live reload, and the last good site while a build fails.
//!
//! Builds happen on the watcher's thread and end in a [`Preview`], which the server reads. Comes in: a
//! function that builds. Goes out: pages on a loopback address. Must not know: how a site is built.

mod http;
mod preview;
mod watch;

pub use http::serve;
pub use preview::{Outcome, Preview};
pub use watch::Watcher;

use std::net::{Ipv4Addr, TcpListener};

use anyhow::Context;

/// The port that is tried first.
pub const DEFAULT_PORT: u16 = 4000;
/// How many ports are tried when none was asked for.
const TRIED: u16 = 50;

/// A listener on the loopback address: on `port` if given (0: any free one), else on the first free port from
/// [`DEFAULT_PORT`] on.
///
/// # Errors
///
/// When the port that was asked for is taken, or none is free.
pub fn listen(port: Option<u16>) -> anyhow::Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port)
            .with_context(|| format!("can't listen on port {port}; choose another with --port"));
    }
    (DEFAULT_PORT..DEFAULT_PORT + TRIED).find_map(|port| bind(port).ok()).with_context(|| {
        format!(
            "the ports {DEFAULT_PORT} to {} are all taken; choose one with --port",
            DEFAULT_PORT + TRIED - 1
        )
    })
}
