//! The preview as a browser meets it: the binary on a free port, plain HTTP, edits on disk.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview that ends with the test.
struct Preview {
    child: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn nutgraf() -> Command {
    Command::new(env!("CARGO_BIN_EXE_nutgraf"))
}

/// A site in a folder of its own, as `nutgraf init` makes it.
fn new_site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(nutgraf().args(["init", "--quiet"]).arg(folder.path()).status().unwrap().success());
    folder
}

/// Saves as careful editors do: beside the file, then in its place, so that no half of it is ever seen.
fn save(path: &Path, text: &str) {
    let beside = path.with_extension("tmp");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

fn serve(site: &Path) -> Preview {
    let mut child =
        nutgraf().args(["serve", "--port", "0"]).arg(site).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let port = lines.by_ref().find_map(|line| {
        let (_, address) = line.split_once("http://127.0.0.1:")?;
        address.split('/').next()?.parse().ok()
    });
    // Read on, so that the preview never waits for a reader.
    std::thread::spawn(move || lines.for_each(drop));
    Preview { child, port: port.expect("the address is printed") }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Preview {
    fn send(&self, method: &str, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut text = Vec::new();
        self.send(method, path, host).read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    /// What open pages are told, message by message.
    fn events(&self) -> impl Iterator<Item = serde_json::Value> + use<> {
        let stream = self.send("GET", "/_nutgraf/events", "localhost");
        let began = Instant::now();
        BufReader::new(stream)
            .lines()
            .map(|line| line.expect("an event comes in time"))
            // Signs of life keep the connection open where no event comes.
            .inspect(move |_| assert!(began.elapsed() < 3 * PATIENCE, "no event came in time"))
            .filter_map(|line| serde_json::from_str(line.strip_prefix("data:")?).ok())
    }
}

#[test]
fn files_are_served_as_a_web_server_would() {
    let site = new_site();
    let preview = serve(site.path());

    let home = preview.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert!(home.body.contains("My explainers"), "{}", home.body);
    assert!(home.body.contains("/_nutgraf/reload.js"));
    assert_eq!(preview.get("/index.html").status, 200);
    assert_eq!(preview.get("/articles/ferry-timetable/?from=home").status, 200);

    let folder = preview.get("/articles/ferry-timetable?page=2");
    assert_eq!((folder.status, folder.header("location")), (307, Some("/articles/ferry-timetable/?page=2")));
    assert_eq!(preview.get("//articles").header("location"), Some("/articles/"), "never another host");

    let head = preview.ask("HEAD", "/", "localhost");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(preview.ask("POST", "/", "localhost").status, 405);
    assert_eq!(preview.get("/%ff").status, 400);

    let missing = preview.get("/nowhere/at/all");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("<html"), "the site's own page: {}", missing.body);
    assert_eq!(preview.get("/../content/site.yaml").status, 404);
    assert_eq!(preview.get("/%2e%2e/content/site.yaml").status, 404);

    assert_eq!(preview.ask("GET", "/", "drafts.example.org").status, 403);
    assert_eq!(preview.ask("GET", "/_nutgraf/events", "drafts.example.org").status, 403);

    assert!(
        preview.get("/_nutgraf/reload.js").header("content-type").unwrap().starts_with("text/javascript")
    );
    assert!(!site.path().join("public").exists(), "a preview writes nothing");
}

#[test]
fn an_edit_reloads_a_fault_shows_and_its_end_clears() {
    let site = new_site();
    let about = site.path().join("content/about.md");
    let good = fs::read_to_string(&about).unwrap();
    let preview = serve(site.path());
    let mut events = preview.events();
    let first = events.next().unwrap();
    assert!(first["error"].is_null());
    assert!(preview.get("/about/").body.contains(first["stamp"].as_str().unwrap()), "pages bear the stamp");

    save(&about, &format!("{good}\nThe office has moved to Quay Street.\n"));
    let edited = events.next().unwrap();
    assert_ne!(edited["stamp"], first["stamp"]);
    assert!(preview.get("/about/").body.contains("Quay Street"));

    save(&about, &good.replace("title:", "titel:"));
    let failed = events.next().unwrap();
    let report = failed["error"].as_str().expect("the fault is told");
    assert!(report.contains("content/about.md:2:1") && report.contains("titel"), "{report}");
    assert!(!report.contains('\u{1b}'), "no colours in a page");
    assert_eq!(failed["stamp"], edited["stamp"]);
    assert!(preview.get("/about/").body.contains("Quay Street"), "the last good site stays up");

    save(&about, &good);
    let mended = events.next().unwrap();
    assert!(mended["error"].is_null());
    assert!(!preview.get("/about/").body.contains("Quay Street"));
}

#[test]
fn a_site_that_is_broken_from_the_start_is_previewed_with_its_faults() {
    let site = new_site();
    let about = site.path().join("content/about.md");
    let good = fs::read_to_string(&about).unwrap();
    save(&about, &good.replace("title:", "titel:"));
    let preview = serve(site.path());
    let waiting = preview.get("/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("/_nutgraf/reload.js"), "{}", waiting.body);
    let mut events = preview.events();
    assert!(events.next().unwrap()["error"].as_str().unwrap().contains("titel"));

    save(&about, &good);
    assert!(events.next().unwrap()["error"].is_null());
    assert_eq!(preview.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_without_complaint() {
    let site = new_site();
    let mut preview = serve(site.path());
    // An open page does not hold it up.
    let mut events = preview.events();
    events.next().unwrap();
    let killed = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(preview.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_taken_port_is_an_error_only_when_it_was_asked_for() {
    let site = new_site();
    let first = serve(site.path());
    let output =
        nutgraf().args(["serve", "--port", &first.port.to_string()]).arg(site.path()).output().unwrap();
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(report.contains("choose another with --port"), "{report}");
}
