//! `nutgraf review` as an editor meets it: in a terminal of 80 columns, key by key.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(60);

const ARTICLE: &str = "---\ntitle: Dock fees\ndate: 2025-12-04\nsummary: Fees.\n---\n\nOlga Example is a harbour pilot. Jan Kowal is the mayor.\n\n\
                       “Nobody asked the crews,” they said.\n\n“The quay will be closed for good,” they added.\n";

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/articles")).unwrap();
    fs::write(folder.path().join("content/articles/dock-fees.md"), ARTICLE).unwrap();
    folder
}

fn decisions(root: &Path) -> String {
    fs::read_to_string(root.join("content/review.yaml")).unwrap_or_default()
}

/// The program in a terminal of its own.
struct Terminal {
    seen: Arc<Mutex<String>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// Resizes when it is used, and keeps the terminal open.
    master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Terminal {
    fn review(root: &Path) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.args(["review", root.to_str().unwrap()]);
        command.env("NO_COLOR", "1");
        command.env("TERM", "xterm");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let seen = Arc::new(Mutex::new(String::new()));
        let sink = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                sink.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { seen, keys, child, master: pair.master }
    }

    /// Waits until `what` has been shown since the last call.
    fn expect(&self, what: &str) -> String {
        let began = Instant::now();
        loop {
            let mut seen = self.seen.lock().unwrap();
            if seen.contains(what) {
                return std::mem::take(&mut *seen);
            }
            assert!(began.elapsed() < PATIENCE, "no “{what}” in {seen:?}");
            drop(seen);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }
}

#[test]
fn a_key_answers_another_takes_back_and_a_name_can_be_typed() {
    let folder = site();
    let mut terminal = Terminal::review(folder.path());
    let screen = terminal.expect("q quit");
    assert!(screen.contains("1 of 2") && screen.contains("content/articles/dock-fees.md:9"), "{screen}");
    assert!(screen.contains("Who said this?") && screen.contains("Olga Example"), "{screen}");
    assert!(
        screen.contains("\x1b[4m") && !screen.contains("\x1b[3"),
        "underlined, without colours: {screen}"
    );
    terminal.press("1");
    terminal.expect("2 of 2");
    assert_eq!(decisions(folder.path()).matches("speaker:").count(), 1);
    terminal.press("u");
    terminal.expect("taken back");
    assert_eq!(decisions(folder.path()).matches("speaker:").count(), 0);
    terminal.press("n");
    terminal.expect("Name (Tab");
    terminal.press("Tom Rower\r");
    terminal.expect("2 of 2");
    assert!(decisions(folder.path()).contains("speaker: Tom Rower"));
    terminal.press("x");
    terminal.expect("2 answers, 0 skipped, 0 left");
    assert!(decisions(folder.path()).contains("speaker: none"));
    assert!(terminal.child.wait().unwrap().success());
}

#[test]
fn it_resizes_skips_quits_and_refuses_what_has_changed() {
    let folder = site();
    let mut terminal = Terminal::review(folder.path());
    terminal.expect("q quit");
    terminal.master.resize(PtySize { rows: 12, cols: 40, pixel_width: 0, pixel_height: 0 }).unwrap();
    let screen = terminal.expect("q quit");
    let widest = screen
        .split("\r\n")
        .map(|line| line.replace("\x1b[4m", "").replace("\x1b[0m", "").chars().count())
        .max();
    assert!(widest.is_some_and(|widest| widest <= 60), "{screen:?}");
    let path = folder.path().join("content/articles/dock-fees.md");
    fs::write(&path, ARTICLE.replace("asked the crews", "told the crews")).unwrap();
    terminal.press("1");
    terminal.expect("changed meanwhile");
    assert_eq!(decisions(folder.path()), "");
    terminal.press("s");
    terminal.expect("2 of 2");
    terminal.press("q");
    terminal.expect("0 answers, 1 skipped, 2 left");
    assert!(terminal.child.wait().unwrap().success());
}

#[test]
fn without_a_terminal_it_lists() {
    let folder = site();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.arg("review").args(args).arg(folder.path()).output().unwrap()
    };
    let refused = run(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--list"));
    let listed = String::from_utf8(run(&["--list"]).stdout).unwrap();
    assert!(listed.starts_with("content/articles/dock-fees.md:9:1: Who said this?"), "{listed}");
    let json: serde_json::Value = serde_json::from_slice(&run(&["--format", "json"]).stdout).unwrap();
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    assert_eq!(json[0]["kind"], "quotation");
}
