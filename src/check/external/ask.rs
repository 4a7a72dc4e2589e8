//! One address: a request or two, and redirects followed by hand, as it matters which of them are for good.

use std::time::Duration;

use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body, Error};

use super::{Answer, Doubt};
use crate::text::address;

/// Redirects that are followed.
const REDIRECTS: usize = 10;
/// How long a server is left alone that asks for it without saying how long.
const PAUSE: Duration = Duration::from_secs(5);

/// How long is waited.
#[derive(Clone, Debug)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For an answer, all redirects included.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), answer: Duration::from_secs(20) }
    }
}

/// What came of asking.
pub(super) enum Asked {
    Answer(Answer),
    /// The server wants to be left alone for so long, and says so with these words.
    Later(Duration, String),
}

/// Asks.
pub(super) struct Client {
    agent: Agent,
}

/// The part of an address that a server is known by.
pub(super) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    &rest[..rest.find(['/', '?']).unwrap_or(rest.len())]
}

impl Client {
    pub fn new(patience: &Patience) -> Self {
        // The first one wins; another is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .timeout_connect(Some(patience.connect))
            .timeout_global(Some(patience.answer))
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(concat!(
                "nutgraf/",
                env!("CARGO_PKG_VERSION"),
                " (link check; each address at most once a week)"
            ))
            .tls_config(tls)
            .build();
        Self { agent: config.into() }
    }

    /// Asks for `address`, following redirects.
    pub fn ask(&self, address: &str) -> Asked {
        let mut at = address.to_owned();
        // The last address that was reached by moves for good only.
        let (mut moved, mut for_good) = (None, true);
        for _ in 0..=REDIRECTS {
            let response = match self.request(&at) {
                Ok(response) => response,
                Err(error) => return Asked::Answer(of_error(&error)),
            };
            let status = response.status();
            if status.is_redirection()
                && let Some(to) =
                    text(&response, header::LOCATION).and_then(|to| address::resolve(Some(&at), to))
            {
                for_good &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
                at = to;
                if for_good {
                    moved = Some(at.clone());
                }
                continue;
            }
            return match (status.as_u16(), moved) {
                (429 | 503, _) => Asked::Later(retry_after(&response).unwrap_or(PAUSE), shown(status)),
                (200..=299 | 304, Some(moved)) if moved != address => Asked::Answer(Answer::Moved(moved)),
                (200..=399, _) => Asked::Answer(Answer::Sound),
                (404 | 410, _) => {
                    Asked::Answer(Answer::Dead(format!("the server answers {}", shown(status))))
                }
                (400..=499, _) => Asked::Answer(Answer::Unsure(
                    Doubt::Refused,
                    format!("the server answers {}", shown(status)),
                )),
                _ => Asked::Answer(Answer::Unsure(
                    Doubt::Silent,
                    format!("the server answers {}", shown(status)),
                )),
            };
        }
        Asked::Answer(Answer::Dead(format!("it leads on more than {REDIRECTS} times")))
    }

    /// Asks without wanting the page, and again for the page itself where that is not understood, or the news is bad: not
    /// every server tells both the same.
    fn request(&self, address: &str) -> Result<Response<Body>, Error> {
        let head = self.agent.head(address).call();
        match &head {
            Ok(response) if response.status().as_u16() < 400 => head,
            Ok(response) if matches!(response.status().as_u16(), 429 | 503) => head,
            Err(Error::HostNotFound | Error::ConnectionFailed | Error::Timeout(_)) => head,
            _ => self.agent.get(address).call(),
        }
    }
}

fn text(response: &Response<Body>, name: header::HeaderName) -> Option<&str> {
    response.headers().get(name)?.to_str().ok()
}

/// "404 Not Found"
fn shown(status: StatusCode) -> String {
    status
        .canonical_reason()
        .map_or_else(|| status.as_str().to_owned(), |reason| format!("{} {reason}", status.as_str()))
}

/// How long the server wants to be left alone: so many seconds, or until a time (RFC 9110, section 10.2.3).
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    let written = text(response, header::RETRY_AFTER)?.trim();
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(written).ok()?.timestamp();
    let wait = until.as_second() - jiff::Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(wait).unwrap_or(0)))
}

fn of_error(error: &Error) -> Answer {
    match error {
        Error::HostNotFound => Answer::Dead("there is no such host".to_owned()),
        Error::BadUri(why) => Answer::Dead(format!("it is no address: {why}")),
        Error::Timeout(_) => Answer::Unsure(Doubt::Silent, "it does not answer in time".to_owned()),
        Error::ConnectionFailed => Answer::Unsure(Doubt::Silent, "the connection is refused".to_owned()),
        other => Answer::Unsure(Doubt::Silent, other.to_string()),
    }
}
