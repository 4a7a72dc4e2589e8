//! The server of the preview. Whom it answers is said in [`super::access`].

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::{self, Request};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};

use super::Listeners;
use super::access::Hosts;
use super::panel;
use super::preview::{Preview, Snapshot, State};

/// Shows error reports and reloads the page; put into every page by the server, never into a build.
const SCRIPT: &str = include_str!("reload.js");
const SCRIPT_PATH: &str = "/_nutgraf/reload.js";
const EVENTS_PATH: &str = "/_nutgraf/events";

/// Serves `preview` on `listeners` until `stop` is ready.
///
/// # Errors
///
/// When a listener fails.
pub async fn serve(
    listeners: Listeners,
    preview: Preview,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let hosts = listeners.hosts();
    let app = Router::new()
        .route(
            SCRIPT_PATH,
            get(|| async { ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT) }),
        )
        .route(EVENTS_PATH, get(events))
        .merge(panel::routes(&preview))
        .fallback(file)
        .layer(middleware::from_fn_with_state(hosts, guard))
        .with_state(preview)
        // Handlers can ask for the peer.
        .into_make_service_with_connect_info::<SocketAddr>();
    let mut servers = Vec::new();
    for listener in listeners.sockets {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        servers.push(axum::serve(listener, app.clone()).into_future());
    }
    tokio::select! {
        // Open event streams never end by themselves, so the servers are dropped instead of being drained.
        result = futures_util::future::try_join_all(servers) => Ok(result.map(drop)?),
        () = stop => Ok(()),
    }
}

/// Refuses foreign hosts, and forbids caches to keep what may change in a second.
async fn guard(extract::State(hosts): extract::State<Hosts>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !hosts.allow(host) {
        let why = match hosts {
            Hosts::Loopback => "this preview answers at a loopback address only",
            Hosts::Network => "this preview answers at an address in figures only",
        };
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    // Nobody else puts a page with buttons under their own.
    headers.insert(header::X_FRAME_OPTIONS, header::HeaderValue::from_static("SAMEORIGIN"));
    response
}

/// The state now, and at every change.
async fn events(
    extract::State(preview): extract::State<Preview>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut receiver = preview.subscribe();
    receiver.mark_changed();
    let stream = stream::unfold((preview, receiver), |(preview, mut receiver)| async move {
        receiver.changed().await.ok()?;
        let State { version, error, only_styles, open, questions } = receiver.borrow_and_update().clone();
        // A page that shows the site before this one needs new style sheets only.
        let restyles = only_styles.then(|| preview.stamp(version - 1));
        let stamp = preview.stamp(version);
        let message = serde_json::json!({
            "stamp": stamp,
            "error": error,
            "restyles": restyles,
            "open": open,
            "questions": questions,
        });
        Some((Ok(Event::default().data(message.to_string())), (preview, receiver)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// A file of the site.
async fn file(
    extract::State(preview): extract::State<Preview>,
    peer: Option<extract::Extension<extract::ConnectInfo<SocketAddr>>>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let asked = uri.path().trim_start_matches('/');
    let Ok(path) = percent_encoding::percent_decode_str(asked).decode_utf8() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let site = preview.site();
    let mut scripts = reload_tag(&preview.stamp(site.version));
    if panel::guard::is_local(peer.as_deref(), &headers) {
        scripts.push_str(&panel::tag(&preview));
    }
    let wanted =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() };
    // Pages are made now, which takes a processor and not a network.
    let asked = asked.to_owned();
    let answered =
        tokio::task::spawn_blocking(move || respond(&site, &wanted, &asked, uri.query(), &scripts));
    answered.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn respond(site: &Snapshot, wanted: &str, asked: &str, query: Option<&str>, scripts: &str) -> Response {
    let file = |status, path: &str| match site.file(path) {
        Ok(contents) => contents.map(|contents| answer(status, path, &contents, scripts)),
        Err(report) => Some(faulty(&report, scripts)),
    };
    if let Some(response) = file(StatusCode::OK, wanted) {
        return response;
    }
    if !wanted.ends_with("index.html")
        && matches!(site.file(&format!("{wanted}/index.html")), Ok(Some(_)) | Err(_))
    {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::temporary(&format!("/{asked}/{query}")).into_response();
    }
    if let Some(response) = file(StatusCode::NOT_FOUND, "404.html") {
        return response;
    }
    if site.version == 0 {
        return page(StatusCode::SERVICE_UNAVAILABLE, WAITING.to_owned(), scripts);
    }
    (StatusCode::NOT_FOUND, "there is no such file in the site").into_response()
}

/// A page that can't be made, with why.
fn faulty(report: &str, scripts: &str) -> Response {
    let report = report.replace('&', "&amp;").replace('<', "&lt;");
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>The page could not be made</title>\
         <body><h1>The page could not be made</h1><pre>{report}</pre></body></html>"
    );
    page(StatusCode::INTERNAL_SERVER_ERROR, html, scripts)
}

/// What stands in the browser until the first build succeeds.
const WAITING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Waiting for the first \
                       build</title><body><p>The site appears here as soon as it can be built.</p></body></html>";

fn answer(status: StatusCode, path: &str, contents: &crate::output::Contents, scripts: &str) -> Response {
    let bytes = match contents.read() {
        Ok(bytes) => bytes.into_owned(),
        Err(error) => return (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    if kind.essence_str() == "text/html" {
        return page(status, String::from_utf8_lossy(&bytes).into_owned(), scripts);
    }
    let text = kind.type_() == mime_guess::mime::TEXT || matches!(kind.subtype().as_str(), "xml" | "json");
    let kind = if text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.to_string() };
    let mut headers = HeaderMap::new();
    if let Ok(kind) = kind.parse() {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    (status, headers, Body::from(bytes)).into_response()
}

/// What reloads a page of the site with this stamp.
fn reload_tag(stamp: &str) -> String {
    format!("<script src=\"{SCRIPT_PATH}\" data-stamp=\"{stamp}\" defer></script>")
}

/// A page with the scripts of the preview.
fn page(status: StatusCode, mut html: String, scripts: &str) -> Response {
    let at = html.rfind("</body>").unwrap_or(html.len());
    html.insert_str(at, scripts);
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}
