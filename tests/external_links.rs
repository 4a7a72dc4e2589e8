//! `nutgraf check --external` against a server in this test: no test goes to the network.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nutgraf::check::external::{ExternalLink, Memory, Patience, Summary, check};
use nutgraf::diagnostics::{Diagnostic, SourceFile};

/// A web server whose paths say how it answers: `/404`, `/301/to`, `/head/405` (to `HEAD` only), `/later/1` (once),
/// `/hang`, `/slow`.
struct Server {
    home: String,
    seen: Arc<Mutex<Vec<(String, Instant)>>>,
    most: Arc<AtomicUsize>,
}

#[derive(Clone, Default)]
struct Counters {
    seen: Arc<Mutex<Vec<(String, Instant)>>>,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    asked: Arc<Mutex<HashMap<String, usize>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let home = format!("http://{}", listener.local_addr().unwrap());
        let counters = Counters::default();
        let (seen, most) = (Arc::clone(&counters.seen), Arc::clone(&counters.most));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let counters = counters.clone();
                std::thread::spawn(move || serve(stream, &counters));
            }
        });
        Self { home, seen, most }
    }

    fn requests(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(line, _)| line.clone()).collect()
    }
}

fn serve(stream: TcpStream, counters: &Counters) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    if reader.read_line(&mut line).unwrap_or(0) == 0 {
        return;
    }
    let agent = reader.lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let named = agent.filter(|line| line.to_lowercase().starts_with("user-agent: nutgraf/")).count();
    assert_eq!(named, 1, "requests say who asks");
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    counters.seen.lock().unwrap().push((format!("{method} {path}"), Instant::now()));
    let now = counters.now.fetch_add(1, Ordering::SeqCst) + 1;
    counters.most.fetch_max(now, Ordering::SeqCst);
    let times = {
        let mut asked = counters.asked.lock().unwrap();
        let times = asked.entry(path.clone()).or_default();
        *times += 1;
        *times
    };
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let (status, extra) = match parts.as_slice() {
        ["hang"] => {
            std::thread::sleep(Duration::from_secs(30));
            ("200", String::new())
        }
        ["slow", _] => {
            std::thread::sleep(Duration::from_millis(60));
            ("200", String::new())
        }
        ["head", status] if method == "HEAD" => (*status, String::new()),
        ["later", seconds] if times == 1 => ("429", format!("Retry-After: {seconds}\r\n")),
        ["later", ..] | ["head", _] => ("200", String::new()),
        ["busy", when] => ("503", format!("Retry-After: {}\r\n", when.replace('_', " "))),
        [status, rest @ ..] if status.starts_with('3') => {
            (*status, format!("Location: /{}\r\n", rest.join("/")))
        }
        [status] if status.parse::<u16>().is_ok() => (*status, String::new()),
        _ => ("200", String::new()),
    };
    let mut stream = stream;
    // Before the answer: whoever has it may ask the next already.
    counters.now.fetch_sub(1, Ordering::SeqCst);
    let _ = write!(stream, "HTTP/1.1 {status} Said\r\n{extra}Content-Length: 0\r\nConnection: close\r\n\r\n");
}

fn links(home: &str, paths: &[&str]) -> Vec<ExternalLink> {
    let text: String = paths.iter().map(|path| format!("{home}{path}\n")).collect();
    let file = Arc::new(SourceFile::new("content/articles/a.md", text));
    let mut at = 0;
    let link = |path: &&str| {
        let address = format!("{home}{path}");
        let span = at..at + address.len();
        at = span.end + 1;
        ExternalLink { shown: address.clone(), address, file: Arc::clone(&file), span }
    };
    paths.iter().map(link).collect()
}

fn patience() -> Patience {
    Patience { connect: Duration::from_secs(2), answer: Duration::from_secs(2) }
}

fn ask(server: &Server, paths: &[&str]) -> (Vec<Diagnostic>, Summary) {
    let folder = tempfile::tempdir().unwrap();
    check(&links(&server.home, paths), &mut Memory::open(folder.path()), &patience(), &())
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|one| one.code).collect()
}

#[test]
fn each_answer_has_its_message_at_its_line() {
    let server = Server::start();
    let paths = [
        "/200",
        "/404",
        "/410",
        "/500",
        "/403",
        "/301/200",
        "/302/200",
        "/301/302/200",
        "/302/301/200",
        "/301/404",
    ];
    let (found, summary) = ask(&server, &paths);
    let expected = [
        ("dead-link", 2, "404"),
        ("dead-link", 3, "410"),
        ("unreachable-link", 4, "500"),
        ("unchecked-link", 5, "403"),
        ("moved-link", 6, "/200"),
        ("moved-link", 8, "/302/200"),
        ("dead-link", 10, "404"),
    ];
    let told: Vec<_> =
        found.iter().map(|one| (one.code, one.place.as_ref().unwrap().line_column().0)).collect();
    assert_eq!(told, expected.map(|(code, line, _)| (code, line)));
    for (one, (_, _, words)) in found.iter().zip(expected) {
        assert!(one.message.contains(words) && one.help.is_some(), "{one:?}");
    }
    assert_eq!(summary, Summary { addresses: 10, known: 0, sound: 3, moved: 2, dead: 3, doubtful: 2 });
    assert_eq!(summary.to_string(), "10 addresses of other sites: 3 sound, 2 moved, 3 dead, 2 in doubt");
}

#[test]
fn the_page_itself_is_asked_for_only_where_the_head_is_not_given() {
    let server = Server::start();
    let (found, _) = ask(&server, &["/200", "/head/405", "/head/501", "/head/403", "/head/404"]);
    assert_eq!(codes(&found), Vec::<&str>::new());
    let mut requests = server.requests();
    requests.sort();
    let get = ["/head/403", "/head/404", "/head/405", "/head/501"].map(|path| format!("GET {path}"));
    assert_eq!(requests[..4], get);
    assert_eq!(requests.len(), 9, "{requests:?}");
}

#[test]
fn a_server_that_asks_to_be_left_alone_is() {
    let server = Server::start();
    let began = Instant::now();
    let (found, _) = ask(&server, &["/later/1", "/busy/3600", "/busy/Fri,_31_Dec_2999_23:59:59_GMT"]);
    assert_eq!(codes(&found), ["unchecked-link", "unchecked-link"], "{found:?}");
    assert!(began.elapsed() >= Duration::from_secs(1), "the second that was asked for");
    assert!(began.elapsed() < Duration::from_secs(30), "nobody waits for an hour");
    let asked = server.requests().into_iter().filter(|line| line.ends_with("/later/1")).count();
    assert_eq!(asked, 2);
}

#[test]
fn few_requests_go_to_one_host_at_a_time_and_each_address_is_asked_once() {
    let server = Server::start();
    let paths: Vec<String> = (0..24).map(|number| format!("/slow/{}", number % 12)).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let (found, summary) = ask(&server, &paths);
    assert_eq!((found.len(), summary.addresses), (0, 12));
    assert_eq!(server.requests().len(), 12);
    assert!(server.most.load(Ordering::SeqCst) <= 2, "two of a host at most");
}

#[test]
fn what_does_not_answer_is_given_up() {
    let server = Server::start();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut all = links(&server.home, &["/hang", "/302/302/302/302/302/302/302/302/302/302/302/302/x"]);
    all.extend(links(&format!("http://{nobody}"), &["/"]));
    all.extend(links("http://nobody.invalid", &["/"]));
    let folder = tempfile::tempdir().unwrap();
    let patience = Patience { answer: Duration::from_millis(500), ..patience() };
    let began = Instant::now();
    let (found, _) = check(&all, &mut Memory::open(folder.path()), &patience, &());
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(codes(&found)[..3], ["unreachable-link", "dead-link", "unreachable-link"], "{found:?}");
    // Without a network, no host has an address.
    assert!(matches!(found[3].code, "dead-link" | "unreachable-link"), "{found:?}");
}

/// A site with links to `home`.
fn site(home: &str) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let articles = site.path().join("content/articles");
    fs::create_dir_all(&articles).unwrap();
    let text = format!(
        "---\ntitle: Links\ndate: 2025-01-02\nsummary: S\nsources:\n  - title: Report\n    url: {home}/404\n    date: 2025\n---\n\n\
         See [one]({home}/200#part), [two](<{home}/301/200>) and [three]({home}/410).\n\n\
         <!-- nutgraf: ignore dead-link -->\nAnd [four]({home}/404).\n"
    );
    fs::write(articles.join("a.md"), text).unwrap();
    site
}

fn run(site: &Path, arguments: &[&str]) -> (Option<i32>, serde_json::Value, String) {
    let mut command = assert_cmd::Command::cargo_bin("nutgraf").unwrap();
    let output = command.args(["check", "--format", "json"]).args(arguments).arg(site).output().unwrap();
    let found = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code(), found, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn the_command_asks_on_request_only_and_remembers_what_answered() {
    let server = Server::start();
    let site = site(&server.home);
    let (code, found, _) = run(site.path(), &[]);
    assert_eq!((code, server.requests().len()), (Some(0), 0), "{found}");
    assert!(!site.path().join(".nutgraf").exists());

    let told = |found: &serde_json::Value| {
        let all = found["diagnostics"].as_array().unwrap().iter();
        let links = all.filter(|one| one["group"] == "Links to other sites");
        links.map(|one| format!("{}:{}", one["line"], one["code"].as_str().unwrap())).collect::<Vec<_>>()
    };
    let (code, found, said) = run(site.path(), &["--external"]);
    assert_eq!(told(&found), ["7:dead-link", "11:moved-link", "11:dead-link"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("4 addresses of other sites: 1 sound, 1 moved, 2 dead"), "{said}");
    let first = server.requests().len();

    let (code, found, said) = run(site.path(), &["--external", "--strict"]);
    assert_eq!(told(&found).len(), 3, "what is remembered is said again");
    assert_eq!(code, Some(1), "a dead link fails a strict check");
    assert!(said.contains("(2 known from the last days)"), "{said}");
    assert!(server.requests().len() - first < first, "what answered is not asked for again");

    fs::remove_dir_all(site.path().join(".nutgraf")).unwrap();
    assert_eq!(told(&run(site.path(), &["--external"]).1).len(), 3, "the memory may be deleted");
}
