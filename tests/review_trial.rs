//! Ten pasted articles, from import to "nothing is unsure", as a new editor would go through them: with `nutgraf review` in a
//! terminal, and every key counted.
//!
//! `cargo test --test review_trial -- --nocapture` prints the figures. `NUTGRAF_TRIAL=FOLDER` tries the texts of another
//! folder, with Enter for each question.

mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use self::pty::Terminal;

/// What an editor who has read the articles answers: words of the title, words of the question, and the name. Quotations that
/// are not here are nobody's by name, other names are the first that is offered, and other events are none.
const ANSWERS: [(&str, &str, &str); 21] = [
    ("fuel tax", "Dahl", "Karin Dahl"),
    ("storm", "Eide", "Trude Eide"),
    ("bridge plans", "We would want to know", "Solberg"),
    ("bridge plans", "The model has been checked", "Roads office"),
    ("agreement", "Double it", "Lind"),
    ("agreement", "What was said in the rooms", "Solveig Haug"),
    ("fuel tax", "It was a compromise", "Kari Brandt"),
    ("fuel tax", "We will fill the harbour", "Fishermen’s association"),
    ("fuel tax", "the fleet would shrink", "Ole Brandt"),
    ("milk", "The rest is a lack", "Eva Nordby"),
    ("milk", "One loaf a family", "Bjarne Lie"),
    ("milk", "that freight explains", "Consumer council"),
    ("hospital", "that it is looking into it", "Health authority"),
    ("hospital", "Two people died", "Inquiry of 2024"),
    ("storm", "Our people climbed", "Norlys"),
    ("storm", "Frida was a warning", "Weather service"),
    ("mediation", "it would accept any ruling", "Sundline"),
    ("mediation", "Monday a mediator has been sitting", "2025-11-17"),
    ("mediation", "She was named on 12 November", "2025-11-12"),
    ("agreement", "it is to be held on 11 December", "2025-12-11"),
    ("stopped", "Both sides meet again", "2025-11-06"),
];

fn nutgraf(arguments: &[&str], site: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_nutgraf")).args(arguments).arg(site).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn questions(site: &Path) -> Vec<Value> {
    serde_json::from_str(&nutgraf(&["review", "--format", "json", "--quiet"], site)).unwrap()
}

/// The keys that answer `question`.
fn keys(question: &Value, by_heart: bool) -> String {
    let text = |name: &str| question[name].as_str().unwrap_or_default().to_owned();
    let (title, words, kind) = (text("title").to_lowercase(), text("words"), text("kind"));
    let about_it = |about: &str| {
        if kind == "speaker" { words == about } else { about.contains(' ') && words.contains(about) }
    };
    let known = ANSWERS.iter().find(|(of, about, _)| title.contains(of) && about_it(about));
    if by_heart {
        return "\r".to_owned();
    }
    let Some((_, _, answer)) = known else {
        return if kind == "speaker" || kind == "event-dates" { "\r" } else { "x" }.to_owned();
    };
    let candidates = question["candidates"].as_array().unwrap();
    let at = candidates.iter().position(|candidate| candidate["label"].as_str().unwrap().starts_with(answer));
    match at {
        Some(0) => "\r".to_owned(),
        Some(at) => (at + 1).to_string(),
        None => format!("n{answer}\r"),
    }
}

#[test]
fn ten_articles_from_import_to_nothing_unsure() {
    let given = std::env::var_os("NUTGRAF_TRIAL").map(PathBuf::from);
    let folder = given.clone().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trial"));
    let mut texts: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    texts.sort();
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content")).unwrap();
    fs::write(site.path().join("content/site.yaml"), "title: Trial\n").unwrap();

    let began = Instant::now();
    for text in &texts {
        let import = ["import", "--quiet", text.to_str().unwrap(), "--site"];
        nutgraf(&import, site.path());
    }
    let mut open = questions(site.path());
    let (first, imported) = (open.len(), began.elapsed());
    let (mut asked, mut pressed, mut by_kind) = (0, 0, std::collections::BTreeMap::<String, usize>::new());
    let mut terminal = Terminal::review(site.path());
    while !open.is_empty() {
        for (number, question) in open.iter().enumerate() {
            terminal.expect(&format!("{} of ", asked + 1));
            let keys = keys(question, given.is_some());
            asked += 1;
            pressed += keys.chars().count();
            *by_kind.entry(question["kind"].as_str().unwrap().to_owned()).or_default() += 1;
            terminal.press(&keys);
            assert!(number < 200, "it does not end");
        }
        // The last answer of a round makes the program look for others, which it may have raised.
        open = if terminal.ended() { Vec::new() } else { questions(site.path()) };
        assert!(asked < 500, "it does not end");
    }
    let screen = terminal.expect("answers, ");
    assert!(screen.contains("0 skipped, 0 left"), "{screen}");
    assert!(terminal.child.wait().unwrap().success());
    let whole = began.elapsed();
    println!(
        "{} articles: {first} questions after import ({:.1} s), {asked} asked in all ({by_kind:?}),\n{pressed} keys, {:.1} keys a \
         question, {:.1} keys an article; {:.1} s of the program from import to nothing unsure",
        texts.len(),
        imported.as_secs_f64(),
        pressed as f64 / asked.max(1) as f64,
        pressed as f64 / texts.len() as f64,
        whole.as_secs_f64(),
    );
    assert_eq!(questions(site.path()).len(), 0, "nothing is unsure, and nothing is asked twice");
    if given.is_none() {
        assert!(asked <= first + 2, "answers raise hardly any new questions: {asked} for {first}");
        assert!(pressed <= 5 * asked, "{pressed} keys for {asked} questions");
    }
}
