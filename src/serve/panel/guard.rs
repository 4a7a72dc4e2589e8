//! Who may use the review panel: pages of this preview, on this machine, and nobody else.
//!
//! Four things are asked of a request, each of which alone would stop another site: it comes from a loopback address; it
//! names a loopback host, so that no name on the internet can be pointed here; a change comes from a page of this very
//! origin; and whoever asks for data has the token, which stands in these pages alone and is new with each start.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::serve::access::{self, Hosts};
use crate::serve::preview::Preview;

/// Header in which a page shows its token.
const TOKEN: &str = "x-nutgraf-token";

/// Whether a request may see the panel at all.
pub(in crate::serve) fn is_local(peer: Option<&ConnectInfo<SocketAddr>>, headers: &HeaderMap) -> bool {
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    peer.is_some_and(|peer| access::is_local(peer.0)) && Hosts::Loopback.allow(host)
}

/// Lets pages of this machine through.
pub(super) async fn local(request: Request, next: Next) -> Response {
    if !is_local(request.extensions().get(), request.headers()) {
        return (StatusCode::FORBIDDEN, "the review panel answers on this machine only").into_response();
    }
    next.run(request).await
}

/// Lets those through that have the token, and changes that come from a page of this origin.
pub(super) async fn trusted(State(preview): State<Preview>, request: Request, next: Next) -> Response {
    match refusal(request.method(), request.headers(), preview.token()) {
        Some((status, why)) => (status, why).into_response(),
        None => next.run(request).await,
    }
}

/// Why a request for data is refused; `None` when it is not.
fn refusal(method: &Method, headers: &HeaderMap, token: &str) -> Option<(StatusCode, &'static str)> {
    let site = text(headers, "sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return Some((StatusCode::FORBIDDEN, "this comes from another site"));
    }
    let origin = text(headers, header::ORIGIN.as_str());
    let own = format!("http://{}", text(headers, header::HOST.as_str()).unwrap_or_default());
    let is_change = *method != Method::GET && *method != Method::HEAD;
    if origin.is_some_and(|origin| origin != own) || is_change && origin.is_none() {
        return Some((StatusCode::FORBIDDEN, "this comes from another site"));
    }
    let kind = text(headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if is_change && !kind.eq_ignore_ascii_case("application/json") {
        return Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/json"));
    }
    let shown = text(headers, TOKEN).unwrap_or_default();
    // The hashes take the same time to compare wherever the tokens differ.
    if token.is_empty() || blake3::hash(shown.as_bytes()) != blake3::hash(token.as_bytes()) {
        return Some((StatusCode::FORBIDDEN, "the preview was started anew; reload the page"));
    }
    None
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    // What is not text is nothing that could fit.
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

/// A token that can't be guessed.
pub(in crate::serve) fn new_token() -> String {
    let mut bytes = [0; 24];
    // Without randomness there is no panel: an empty token fits nothing.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn peer(address: &str) -> ConnectInfo<SocketAddr> {
        ConnectInfo(address.parse().unwrap())
    }

    const GOOD: [(&str, &str); 4] = [
        ("host", "127.0.0.1:4000"),
        ("origin", "http://127.0.0.1:4000"),
        ("content-type", "application/json; charset=utf-8"),
        ("x-nutgraf-token", "t"),
    ];

    #[test]
    fn only_this_machine_sees_the_panel() {
        for (address, host, seen) in [
            ("127.0.0.1:9", "localhost:4000", true),
            ("127.0.0.1:9", "127.0.0.1", true),
            ("[::1]:9", "[::1]:4000", true),
            ("[::ffff:127.0.0.1]:9", "localhost", true),
            ("192.168.1.4:9", "127.0.0.1:4000", false),
            ("127.0.0.1:9", "192.168.1.2:4000", false),
            ("127.0.0.1:9", "example.org", false),
            ("127.0.0.1:9", "localhost.example.org:4000", false),
            ("127.0.0.1:9", "127.0.0.1.example.org", false),
            ("127.0.0.1:9", "localhost:evil", false),
        ] {
            assert_eq!(is_local(Some(&peer(address)), &headers(&[("host", host)])), seen, "{address} {host}");
        }
        assert!(!is_local(Some(&peer("127.0.0.1:9")), &headers(&[])));
        assert!(!is_local(None, &headers(&[("host", "localhost")])));
    }

    #[test]
    fn a_change_needs_origin_kind_and_token() {
        let verdict = |pairs: &[(&'static str, &str)], method: Method| {
            refusal(&method, &headers(pairs), "t").map(|(status, _)| status.as_u16())
        };
        assert_eq!(verdict(&GOOD, Method::POST), None);
        let with = |name: &'static str, value: Option<&'static str>| {
            let mut pairs: Vec<(&'static str, &str)> =
                GOOD.into_iter().filter(|(other, _)| *other != name).collect();
            pairs.extend(value.map(|value| (name, value)));
            verdict(&pairs, Method::POST)
        };
        for origin in [None, Some("null"), Some("http://evil.example"), Some("http://127.0.0.1:4001")] {
            assert_eq!(with("origin", origin), Some(403), "{origin:?}");
        }
        for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
            assert_eq!(with("content-type", kind), Some(415), "{kind:?}");
        }
        for token in [None, Some(""), Some("tt"), Some("T")] {
            assert_eq!(with("x-nutgraf-token", token), Some(403), "{token:?}");
        }
        assert_eq!(with("sec-fetch-site", Some("cross-site")), Some(403));
        assert_eq!(with("sec-fetch-site", Some("same-origin")), None);
        let reading = [("host", "localhost"), ("x-nutgraf-token", "t")];
        assert_eq!(verdict(&reading, Method::GET), None);
        assert_eq!(verdict(&reading[..1], Method::GET), Some(403));
        assert_eq!(refusal(&Method::POST, &headers(&GOOD), "").map(|(status, _)| status.as_u16()), Some(403));
    }

    #[test]
    fn tokens_are_long_and_differ() {
        assert_eq!(new_token().len(), 48);
        assert_ne!(new_token(), new_token());
    }
}
