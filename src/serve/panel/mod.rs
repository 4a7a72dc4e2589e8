//! The review panel: the open questions in the browser, at a local address only and never in a build.
//!
//! Comes in: the joined site after each build. Goes out: a page with the queue, data for the marks that the panel puts on
//! pages of articles, and decisions in `review.yaml`, through the same code as `nutgraf review`. Must not know: how a site is
//! built.

mod desk;
pub(super) mod guard;

pub use desk::Desk;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use self::desk::{Given, Trouble};
use super::preview::Preview;
use crate::review::history::Record;
use crate::review::item::Item;
use crate::review::ledger::{self, Entry};

/// The page with the queue.
pub(super) const PATH: &str = "/_nutgraf/review/";
/// Larger messages are refused: an answer is a name or a day.
const MAX_BYTES: usize = 16 * 1024;
/// Questions that the queue shows at a time, of what may be thousands.
const MOST_SHOWN: usize = 100;

const PAGE: &str = include_str!("page.html");
/// The parts of the page: modules that name each other, and style sheets.
const PARTS: [(&str, &str); 11] = [
    ("aside.js", include_str!("aside.js")),
    ("desk.js", include_str!("desk.js")),
    ("elements.js", include_str!("elements.js")),
    ("keys.js", include_str!("keys.js")),
    ("marks.js", include_str!("marks.js")),
    ("panel.js", include_str!("panel.js")),
    ("question.js", include_str!("question.js")),
    ("queue.js", include_str!("queue.js")),
    ("server.js", include_str!("server.js")),
    ("panel.css", include_str!("panel.css")),
    ("marks.css", include_str!("marks.css")),
];

/// What the page may do: nothing but its own script, style and data, in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Everything below [`PATH`].
pub(super) fn routes(preview: &Preview) -> Router<Preview> {
    let data = Router::new()
        .route("/_nutgraf/review/questions", get(questions))
        .route("/_nutgraf/review/names", get(names))
        .route("/_nutgraf/review/answer", post(answer))
        .route("/_nutgraf/review/undo", post(undo))
        .layer(middleware::from_fn_with_state(preview.clone(), guard::trusted));
    let parts = PARTS.iter().fold(Router::new(), |router, &(name, text)| {
        let kind = if name.ends_with(".js") { "text/javascript" } else { "text/css" };
        let headers = [(header::CONTENT_TYPE, format!("{kind}; charset=utf-8"))];
        router.route(&format!("{PATH}{name}"), get(move || async move { (headers, text) }))
    });
    Router::new()
        .route(PATH, get(page))
        .merge(parts)
        .merge(data)
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(middleware::from_fn(guard::local))
}

/// What puts the panel on a page of the site.
pub(super) fn tag(preview: &Preview) -> String {
    format!("<script src=\"{PATH}panel.js\" data-token=\"{}\" type=\"module\"></script>", preview.token())
}

async fn page(State(preview): State<Preview>) -> Response {
    let html = PAGE.replace("{{ token }}", preview.token());
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, html).into_response()
}

/// Which questions a page asks for.
#[derive(Debug, Deserialize)]
struct Wanted {
    /// Slug of an article: its questions alone, and with `all` everything that was found in it.
    article: Option<String>,
    #[serde(default)]
    all: bool,
}

async fn questions(State(preview): State<Preview>, Query(wanted): Query<Wanted>) -> Response {
    unblocked(move || {
        let desk = preview.desk();
        let open = desk.open();
        let total = open.len();
        let own = |item: &&Item| wanted.article.as_ref().is_none_or(|article| item.concerns(article));
        let mut asked: Vec<&Item> = open.iter().filter(own).collect();
        if wanted.article.is_some() {
            // Beside the text, in its order.
            asked.sort_by_key(|item| (wanted.article.as_ref() != Some(&item.article), item.prose.start));
        }
        let most = if wanted.article.is_some() { usize::MAX } else { MOST_SHOWN };
        let items: Vec<Value> = asked.into_iter().take(most).map(shown).collect();
        let findings: Option<Vec<Value>> = match &wanted.article {
            Some(article) if wanted.all => Some(desk.findings(article).iter().map(shown).collect()),
            _ => None,
        };
        json!({
            "total": total,
            "items": items,
            "findings": findings,
            "faults": desk.faults(),
            "stale": desk.stale(),
            "undo": desk.last().as_ref().map(told),
        })
        .into_response_json(StatusCode::OK)
    })
    .await
}

#[derive(Debug, Deserialize)]
struct Begun {
    begun: String,
}

async fn names(State(preview): State<Preview>, Query(Begun { begun }): Query<Begun>) -> Response {
    unblocked(move || json!(preview.desk().names(&begun)).into_response_json(StatusCode::OK)).await
}

async fn answer(State(preview): State<Preview>, body: axum::body::Bytes) -> Response {
    let given: Given = match serde_json::from_slice(&body) {
        Ok(given) => given,
        Err(error) => return trouble(Trouble::Unfit(format!("this is no answer: {error}"))),
    };
    unblocked(move || match preview.desk().answer(&given) {
        Ok(is_new) => {
            preview.questions_changed();
            let last = preview.desk().last();
            let done = json!({ "written": is_new, "undo": last.as_ref().map(told) });
            done.into_response_json(StatusCode::OK)
        }
        Err(why) => trouble(why),
    })
    .await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Undo {
    /// Of the decision, as it was shown.
    id: String,
}

async fn undo(State(preview): State<Preview>, body: axum::body::Bytes) -> Response {
    let Undo { id } = match serde_json::from_slice(&body) {
        Ok(undo) => undo,
        Err(error) => return trouble(Trouble::Unfit(format!("this names no decision: {error}"))),
    };
    unblocked(move || match preview.desk().undo(&id) {
        Ok(record) => {
            preview.questions_changed();
            json!({ "undone": told(&record) }).into_response_json(StatusCode::OK)
        }
        Err(why) => trouble(why),
    })
    .await
}

/// Runs what reads or writes files where it holds nobody up.
async fn unblocked(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        trouble(Trouble::Failed("the panel stopped on a fault of Nutgraf itself".to_owned()))
    })
}

fn trouble(why: Trouble) -> Response {
    let (status, message, report) = match why {
        Trouble::Outdated(message) => (StatusCode::CONFLICT, message, None),
        Trouble::Unfit(message) => (StatusCode::BAD_REQUEST, message, None),
        Trouble::Faults(report) => {
            let message = "content/review.yaml has to be mended first; nothing was written".to_owned();
            (StatusCode::UNPROCESSABLE_ENTITY, message, Some(report))
        }
        Trouble::Failed(message) => (StatusCode::INTERNAL_SERVER_ERROR, message, None),
    };
    json!({ "error": message, "report": report }).into_response_json(status)
}

trait Answered {
    fn into_response_json(self, status: StatusCode) -> Response;
}

impl Answered for Value {
    fn into_response_json(self, status: StatusCode) -> Response {
        let headers = [
            (header::CONTENT_TYPE, "application/json"),
            // Another site can't take it in as a script or an image either.
            (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        ];
        (status, headers, self.to_string()).into_response()
    }
}

/// A question as the page needs it.
fn shown(item: &Item) -> Value {
    let mut value = item.to_json();
    value["parts"] = json!(item.parts());
    value["decided"] = json!(item.decided.as_ref().map(|decided| decided.verdict.answer()));
    value
}

/// A decision in a few words.
fn told(record: &Record) -> Value {
    let about = match record.added.first() {
        Some(Entry::Person(person)) => person.name.as_str(),
        Some(Entry::Passage(passage)) => passage.words.as_str(),
        None => "",
    };
    let answer = record.added.first().map_or("", ledger::answer_of);
    json!({ "id": record.id(), "about": about, "answer": answer })
}
