//! The review panel over plain HTTP: what it answers, and whom it refuses.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(60);

const ARTICLE: &str = "---\ntitle: Dock fees\ndate: 2025-12-04\nsummary: Fees.\n---\n\nOlga Example is a harbour pilot. Jan Kowal is the mayor.\n\n\
                       “Nobody asked the crews,” they said.\n\n“The quay will be closed for good,” they added.\n";

struct Preview {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn preview() -> Preview {
    preview_with(&[])
}

fn preview_with(arguments: &[&str]) -> Preview {
    preview_of(ARTICLE, arguments)
}

fn preview_of(article: &str, arguments: &[&str]) -> Preview {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/articles")).unwrap();
    fs::write(folder.path().join("content/articles/dock-fees.md"), article).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(["serve", "--port", "0"])
        .args(arguments)
        .arg(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let port = lines.by_ref().find_map(|line| {
        let (_, address) = line.split_once("http://127.0.0.1:")?;
        address.split('/').next()?.parse().ok()
    });
    std::thread::spawn(move || lines.for_each(drop));
    Preview { child, port: port.expect("the address is printed"), folder }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{} {}", self.status, self.body))
    }
}

impl Preview {
    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        headers.iter().for_each(|(name, value)| request.push_str(&format!("{name}: {value}\r\n")));
        // A refusal may come before all has been sent.
        let _ = stream.write_all(format!("{request}\r\n{body}").as_bytes());
        let mut text = Vec::new();
        let _ = stream.read_to_end(&mut text);
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn token(&self) -> String {
        let page = self.send("GET", "/_nutgraf/review/", &[("Host", &self.host())], "");
        assert_eq!(page.status, 200, "{}", page.body);
        page.body.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    fn get(&self, path: &str) -> Value {
        let token = self.token();
        self.send("GET", path, &[("Host", &self.host()), ("X-Nutgraf-Token", &token)], "").json()
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        let (host, token) = (self.host(), self.token());
        let origin = format!("http://{host}");
        let headers = [
            ("Host", host.as_str()),
            ("Origin", &origin),
            ("Content-Type", "application/json"),
            ("X-Nutgraf-Token", &token),
        ];
        self.send("POST", path, &headers, &body.to_string())
    }

    fn questions(&self) -> Vec<Value> {
        self.get("/_nutgraf/review/questions")["items"].as_array().unwrap().clone()
    }

    fn decisions(&self) -> String {
        fs::read_to_string(self.folder.path().join("content/review.yaml")).unwrap_or_default()
    }

    /// Waits until the open questions are as `holds` says: the site is built anew after each change.
    fn until(&self, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let began = Instant::now();
        loop {
            let questions = self.questions();
            if holds(&questions) {
                return questions;
            }
            assert!(began.elapsed() < PATIENCE, "{questions:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn given(question: &Value, answer: &Value) -> Value {
    json!({ "id": question["id"], "version": question["version"], "article": question["article"], "answer": answer })
}

const ANSWER: &str = "/_nutgraf/review/answer";
const UNDO: &str = "/_nutgraf/review/undo";

#[test]
fn an_answer_is_written_once_and_can_be_taken_back() {
    let preview = preview();
    let questions = preview.questions();
    assert_eq!(questions.len(), 2);
    let first = given(&questions[0], &json!({ "name": "Tom Rower" }));
    let written = preview.post(ANSWER, &first);
    assert_eq!((written.status, written.json()["written"].as_bool()), (200, Some(true)), "{}", written.body);
    assert!(preview.decisions().contains("speaker: Tom Rower"));
    assert_eq!(preview.questions().len(), 1, "at once, before the site is built anew");

    let before = preview.decisions();
    let again = preview.post(ANSWER, &first);
    assert_eq!((again.status, again.json()["written"].as_bool()), (200, Some(false)), "harmless");
    let other = preview.post(ANSWER, &given(&questions[0], &json!("nothing")));
    assert_eq!(other.status, 409);
    assert!(
        other.json()["error"].as_str().unwrap().contains("meanwhile") || other.body.contains("not open"),
        "{}",
        other.body
    );
    assert_eq!(preview.decisions(), before);

    assert_eq!(preview.post(UNDO, &json!({ "id": "another" })).status, 409);
    let undo = preview.get("/_nutgraf/review/questions")["undo"].clone();
    assert_eq!(undo["answer"], "Tom Rower");
    assert_eq!(preview.post(UNDO, &json!({ "id": undo["id"] })).status, 200);
    assert!(!preview.decisions().contains("Tom Rower"));
    preview.until(|questions| questions.len() == 2);
    assert_eq!(preview.get("/_nutgraf/review/names?begun=nobody").as_array().map(Vec::len), Some(0));
}

#[test]
fn what_has_changed_meanwhile_is_not_answered() {
    let preview = preview();
    let questions = preview.questions();
    let mut outdated = given(&questions[0], &json!({ "candidate": 0 }));
    outdated["version"] = json!("000000000000");
    assert_eq!(preview.post(ANSWER, &outdated).status, 409);

    let article = preview.folder.path().join("content/articles/dock-fees.md");
    fs::write(&article, ARTICLE.replace("asked the crews", "told the crews")).unwrap();
    let refused = preview.post(ANSWER, &given(&questions[0], &json!({ "candidate": 0 })));
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert_eq!(preview.decisions(), "");

    for unfit in [json!({ "candidate": 99 }), json!({ "date": "2025-12-04" }), json!({ "name": "…" })] {
        assert_eq!(preview.post(ANSWER, &given(&questions[1], &unfit)).status, 400, "{unfit}");
    }
    assert_eq!(preview.post(ANSWER, &json!({ "answer": 1 })).status, 400);
}

#[test]
fn a_broken_file_is_shown_and_left_alone() {
    let preview = preview();
    let question = preview.questions().remove(1);
    let path = preview.folder.path().join("content/review.yaml");
    fs::write(&path, "articles: [\n").unwrap();
    let refused = preview.post(ANSWER, &given(&question, &json!({ "name": "Tom Rower" })));
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.json()["report"].as_str().unwrap().contains("content/review.yaml:"), "{}", refused.body);
    assert_eq!(preview.decisions(), "articles: [\n");
    let began = Instant::now();
    while preview.get("/_nutgraf/review/questions")["faults"].is_null() {
        assert!(began.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn strangers_are_refused() {
    let preview = preview();
    let (host, token) = (preview.host(), preview.token());
    let origin = format!("http://{host}");
    let body = given(&preview.questions()[0], &json!({ "name": "Mallory" })).to_string();
    let good = [
        ("Host", host.as_str()),
        ("Origin", origin.as_str()),
        ("Content-Type", "application/json"),
        ("X-Nutgraf-Token", token.as_str()),
    ];
    let with = |name: &str, value: Option<&str>| {
        let mut headers: Vec<(&str, &str)> = good.into_iter().filter(|(other, _)| *other != name).collect();
        headers.extend(value.map(|value| {
            let name =
                good.iter().map(|(other, _)| *other).chain(["Sec-Fetch-Site"]).find(|other| *other == name);
            (name.unwrap(), value)
        }));
        preview.send("POST", ANSWER, &headers, &body).status
    };
    assert_eq!(with("Host", Some("drafts.example.org")), 403, "a name that was pointed here");
    for origin in [None, Some("null"), Some("https://evil.example"), Some("http://127.0.0.1:1")] {
        assert_eq!(with("Origin", origin), 403, "{origin:?}");
    }
    for kind in [None, Some("text/plain"), Some("multipart/form-data; boundary=x")] {
        assert_eq!(with("Content-Type", kind), 415, "{kind:?}");
    }
    for token in [None, Some("0000")] {
        assert_eq!(with("X-Nutgraf-Token", token), 403, "{token:?}");
    }
    assert_eq!(with("Sec-Fetch-Site", Some("cross-site")), 403);
    let large = format!("{{\"id\":\"{}\"}}", "x".repeat(100_000));
    let refused = preview.send("POST", ANSWER, &good, &large);
    assert!(matches!(refused.status, 413 | 0), "{}", refused.status);
    let preflight = preview.send("OPTIONS", ANSWER, &good[..2], "");
    assert!(!preflight.head.contains("access-control"), "{}", preflight.head);
    assert_eq!(preview.send("GET", "/_nutgraf/review/questions", &[("Host", &host)], "").status, 403);
    assert_eq!(preview.decisions(), "");
    assert_eq!(with("Host", Some(&host)), 200, "with all of it, the same is taken");
}

#[test]
fn the_panel_is_in_no_build_and_in_no_frame() {
    let preview = preview();
    let host = preview.host();
    let page = preview.send("GET", "/_nutgraf/review/", &[("Host", &host)], "");
    for header in ["x-frame-options: sameorigin", "frame-ancestors 'none'", "cache-control: no-store"] {
        assert!(page.head.contains(header), "{header} in {}", page.head);
    }
    let article = preview.send("GET", "/articles/dock-fees/", &[("Host", &host)], "");
    assert!(article.body.contains("panel.js"), "{}", article.body);
    let output = preview.folder.path().join("public");
    let built = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(["build", "--quiet"])
        .arg(preview.folder.path())
        .status();
    assert!(built.unwrap().success());
    let html = fs::read_to_string(Path::new(&output).join("articles/dock-fees/index.html")).unwrap();
    assert!(!html.contains("_nutgraf") && !output.join("_nutgraf").exists());
}

#[test]
fn in_a_network_the_panel_stays_on_this_machine() {
    let preview = preview_with(&["--host", "0.0.0.0"]);
    let local = preview.host();
    let article = |host: &str| preview.send("GET", "/articles/dock-fees/", &[("Host", host)], "");
    let panel = |host: &str| preview.send("GET", "/_nutgraf/review/", &[("Host", host)], "");
    assert!(article(&local).body.contains("panel.js") && panel(&local).status == 200);
    // As a phone calls it. Where the machine has such an address, a request to it comes from there, too.
    let phone = format!("192.0.2.7:{}", preview.port);
    assert_eq!(article(&phone).status, 200);
    assert!(!article(&phone).body.contains("panel.js"));
    assert_eq!(panel(&phone).status, 403);
    assert_eq!(preview.send("GET", "/_nutgraf/review/panel.js", &[("Host", &phone)], "").status, 403);
    if let Some(address) = nutgraf::serve::address_in_network().filter(std::net::IpAddr::is_ipv4) {
        let mut stream = TcpStream::connect((address, preview.port)).unwrap();
        write!(stream, "GET /_nutgraf/review/ HTTP/1.1\r\nHost: {local}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.starts_with("HTTP/1.1 403"), "whatever host it claims: {text}");
    }
}

#[test]
fn a_long_queue_comes_in_parts_and_an_article_whole() {
    let said = (0..120).map(|number| format!("“Nobody has asked crew {number},” they said.\n\n"));
    let preview = preview_of(&format!("{ARTICLE}\n{}", said.collect::<String>()), &[]);
    let queue = preview.get("/_nutgraf/review/questions");
    assert_eq!((queue["total"].as_u64(), queue["items"].as_array().map(Vec::len)), (Some(122), Some(100)));
    let article = preview.get("/_nutgraf/review/questions?article=dock-fees");
    assert_eq!(article["items"].as_array().map(Vec::len), Some(122));
}
