//! `nutgraf review` as an editor meets it: in a terminal of 80 columns, key by key.

mod pty;

use std::fs;
use std::path::Path;

use portable_pty::PtySize;

use self::pty::Terminal;

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

#[test]
fn a_date_and_an_event_that_nobody_asks_about_are_set_right() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/articles")).unwrap();
    let article =
        "---\ntitle: Quay\ndate: 2025-12-04\nsummary: Quay.\n---\n\nThe quay was closed on Tuesday.\n";
    fs::write(folder.path().join("content/articles/quay.md"), article).unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--at", "content/articles/quay.md:7"]);
    terminal.expect("Did this happen on 2025-12-02?");
    terminal.press("x");
    terminal.expect("Does this mean 2025-12-02?");
    terminal.press("d");
    terminal.expect("Date such as");
    terminal.press("2025-11-25\r");
    terminal.expect("2 answers");
    assert!(terminal.child.wait().unwrap().success());
    let written = decisions(folder.path());
    assert!(written.contains("on: none") && written.contains("is: 2025-11-25"), "{written}");
}

#[test]
fn the_last_decision_of_another_day_is_taken_back() {
    let folder = site();
    let mut terminal = Terminal::review(folder.path());
    terminal.expect("1 of 2");
    terminal.press("1");
    terminal.expect("2 of 2");
    terminal.press("q");
    terminal.expect("1 answer");
    terminal.child.wait().unwrap();

    let mut terminal = Terminal::review(folder.path());
    terminal.expect("1 of 1");
    terminal.press("u");
    let screen = terminal.expect("taken back");
    assert!(
        screen.contains("1 of 2") && screen.contains("Nobody asked"),
        "its question is put again: {screen}"
    );
    assert_eq!(decisions(folder.path()).matches("speaker:").count(), 0);
    terminal.press("1");
    terminal.expect("2 of 2");
    terminal.press("q");
    terminal.child.wait().unwrap();

    let undo = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        let output = command.args(["review", "--undo"]).arg(folder.path()).output().unwrap();
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
    };
    let told = undo();
    assert!(told.contains("Taken back") && told.contains("Nobody asked"), "{told}");
    assert_eq!(decisions(folder.path()).matches("speaker:").count(), 0);
    assert!(undo().contains("nothing to take back"));
}
