//! The preview as a browser meets it: the binary on a free port, plain HTTP, edits on disk.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview that ends with the test.
struct Preview {
    child: Child,
    port: u16,
    /// What the terminal says, line by line.
    said: mpsc::Receiver<String>,
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
    serve_with(site, &[])
}

fn serve_with(site: &Path, options: &[&str]) -> Preview {
    let mut command = nutgraf();
    command.args(["serve", "--port", "0"]).args(options).arg(site).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let port = lines.by_ref().find_map(|line| {
        let (_, address) = line.split_once("http://127.0.0.1:")?;
        address.split('/').next()?.parse().ok()
    });
    // Read on, so that the preview never waits for a reader.
    let (sender, said) = mpsc::channel();
    std::thread::spawn(move || lines.for_each(|line| drop(sender.send(line))));
    Preview { child, port: port.expect("the address is printed"), said }
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

    /// The first line that the terminal says with `words` in it.
    fn hears(&self, words: &str) -> String {
        let lines = std::iter::from_fn(|| self.said.recv_timeout(PATIENCE).ok());
        lines.into_iter().find(|line| line.contains(words)).expect("the terminal says so")
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
fn no_path_leads_out_of_the_site() {
    let site = new_site();
    fs::write(site.path().join("secret.txt"), "the key").unwrap();
    let preview = serve(site.path());
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%5csecret.txt",
        "/articles/../../secret.txt",
        "/articles/%2e%2e/%2e%2e/secret.txt",
        "//secret.txt",
        "/./secret.txt",
        "/%00/secret.txt",
        "/content/site.yaml",
        "/../content/site.yaml",
        "/_nutgraf/../secret.txt",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("the key") && !answer.body.contains("language:"), "{path}");
    }
    let absolute = format!("/{}", site.path().join("secret.txt").display());
    assert_eq!(preview.get(&absolute).status, 404);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_not_followed() {
    let site = new_site();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("key.txt"), "the key").unwrap();
    let preview = serve(site.path());
    let mut events = preview.events();
    events.next().unwrap();
    for name in ["content/key.txt", "static/key.txt"] {
        let link = site.path().join(name);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("key.txt"), &link).unwrap();
        let failed = events.next().unwrap();
        let report = failed["error"].as_str().expect("the link is reported");
        assert!(report.contains("link-outside") && report.contains(name), "{report}");
        assert_eq!(preview.get("/key.txt").status, 404);
        fs::remove_file(&link).unwrap();
        assert!(events.next().unwrap()["error"].is_null());
    }
}

#[test]
fn every_browser_is_told_and_none_holds_up_another() {
    let site = new_site();
    let about = site.path().join("content/about.md");
    let good = fs::read_to_string(&about).unwrap();
    let preview = serve(site.path());
    let mut browsers: Vec<_> = (0..6).map(|_| preview.events()).collect();
    let first: Vec<_> = browsers.iter_mut().map(|events| events.next().unwrap()).collect();
    // One that has gone to sleep reads nothing.
    let _asleep = preview.send("GET", "/_nutgraf/events", "localhost");
    save(&about, &format!("{good}\nThe office has moved to Quay Street.\n"));
    for (events, first) in browsers.iter_mut().zip(&first) {
        assert_ne!(events.next().unwrap()["stamp"], first["stamp"]);
    }
}

#[test]
fn a_file_that_is_half_written_leaves_the_last_good_site_up() {
    let site = new_site();
    let about = site.path().join("content/about.md");
    let good = fs::read_to_string(&about).unwrap();
    let preview = serve(site.path());
    let mut events = preview.events();
    let first = events.next().unwrap();
    // In place, without the end of its front matter, as a slow disk may show it.
    fs::write(&about, &good[..good.find("title:").unwrap() + 9]).unwrap();
    let half = events.next().unwrap();
    assert!(half["error"].as_str().expect("half a file is a fault").contains("about.md"));
    assert_eq!(half["stamp"], first["stamp"]);
    assert_eq!(preview.get("/about/").status, 200);
    fs::write(&about, &good).unwrap();
    let whole = events.next().unwrap();
    assert!(whole["error"].is_null());
    assert_eq!(whole["stamp"], first["stamp"], "nothing has changed after all, so nothing reloads");

    // Steps that follow at once are one change: nobody sees the half.
    fs::write(&about, "---\n").unwrap();
    fs::write(&about, format!("{good}\nThe office has moved to Quay Street.\n")).unwrap();
    let next = events.next().unwrap();
    assert!(next["error"].is_null(), "{next}");
    assert!(preview.get("/about/").body.contains("Quay Street"));
}

#[test]
fn a_folder_that_vanishes_may_come_back() {
    let parent = tempfile::tempdir().unwrap();
    let site = parent.path().join("site");
    assert!(nutgraf().args(["init", "--quiet"]).arg(&site).status().unwrap().success());
    let preview = serve(&site);
    let mut events = preview.events();
    events.next().unwrap();
    let away = parent.path().join("away");
    fs::rename(&site, &away).unwrap();
    let gone = events.next().unwrap();
    assert!(gone["error"].as_str().expect("it is missed").contains("content"), "{gone}");
    assert_eq!(preview.get("/about/").status, 200, "the last good site stays up");

    fs::rename(&away, &site).unwrap();
    assert!(events.next().unwrap()["error"].is_null());
    let about = site.join("content/about.md");
    let good = fs::read_to_string(&about).unwrap();
    save(&about, &format!("{good}\nThe office has moved to Quay Street.\n"));
    events.find(|event| event["error"].is_null() && preview.get("/about/").body.contains("Quay Street"));
}

#[test]
fn a_network_is_let_in_only_when_asked_for_and_with_a_warning() {
    let site = new_site();
    let closed = serve(site.path());
    assert_eq!(closed.ask("GET", "/", "192.168.1.20:4000").status, 403);

    let preview = serve_with(site.path(), &["--host", "0.0.0.0"]);
    let warning = preview.hears("warning");
    assert!(warning.contains("everyone in the network"), "{warning}");
    for host in ["127.0.0.1", "localhost", "192.168.1.20:4000"] {
        assert_eq!(preview.ask("GET", "/", host).status, 200, "{host}");
    }
    assert_eq!(preview.ask("GET", "/", "drafts.example.org").status, 403, "a name may be anybody's");

    let output = nutgraf().args(["serve", "--host", "drafts.example.org"]).arg(site.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("192.168.1.20"));
}

#[test]
fn the_browser_follows_what_is_changed_if_asked() {
    let site = new_site();
    let article = site.path().join("content/articles/ferry-timetable.md");
    let text = fs::read_to_string(&article).unwrap();
    let (follows, stays) = (serve_with(site.path(), &["--follow"]), serve(site.path()));
    let (mut following, mut staying) = (follows.events(), stays.events());
    assert!(following.next().unwrap()["open"].is_null());
    staying.next().unwrap();
    save(&article, &format!("{text}\nA second boat was ordered.\n"));
    assert_eq!(following.next().unwrap()["open"], "articles/ferry-timetable/");
    assert!(staying.next().unwrap()["open"].is_null());
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
