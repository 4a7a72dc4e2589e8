//! `review.yaml` while writers are killed: whole each time, with every answer that was acknowledged in it.
//!
//! The test starts itself as the writer, so that a real process can be killed at any moment.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use nutgraf::content::{PersonDecision, REVIEW_FILE, read_decisions, review_source};
use nutgraf::review::ledger::Entry;
use nutgraf::review::store;

/// Where the writer finds its site.
const SITE: &str = "NUTGRAF_TEST_WRITER";
const ROUNDS: usize = 24;

fn person(name: &str) -> Entry {
    Entry::Person(PersonDecision {
        name: name.to_owned(),
        articles: Vec::new(),
        is: "Jan Roe".to_owned(),
        span: 0..0,
    })
}

/// Writes answer after answer, and says so after each. Does nothing as a test of its own.
#[test]
fn writer() {
    let Ok(site) = std::env::var(SITE) else { return };
    for number in 0.. {
        let name = format!("J {} {number}", std::process::id());
        store::add(Path::new(&site), &person(&name)).unwrap();
        println!("written {name}");
    }
}

fn names(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join(REVIEW_FILE)).unwrap_or_default();
    let (decisions, faults) = read_decisions(&review_source(&*text));
    assert!(faults.is_empty(), "{faults:?} in\n{text}");
    assert!(text.is_empty() || text.ends_with('\n'), "cut off:\n{text}");
    decisions.people.into_iter().map(|person| person.name).collect()
}

#[test]
fn a_killed_writer_leaves_the_file_whole_and_every_acknowledged_answer_in_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    let mut acknowledged: Vec<String> = Vec::new();
    // Moments that differ from round to round, and are the same in each run of the test.
    let mut moment: u64 = 7;
    for _ in 0..ROUNDS {
        // Two writers at once, killed while one of them may hold the lock.
        let start = || {
            Command::new(std::env::current_exe().unwrap())
                .args(["writer", "--exact", "--nocapture"])
                .env(SITE, folder.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        };
        let mut writers = [start(), start()];
        moment = (moment * 48_271) % 65_537;
        std::thread::sleep(Duration::from_millis(60 + moment % 140));
        for writer in &mut writers {
            // SIGKILL: it can't tidy up.
            writer.kill().unwrap();
            writer.wait().unwrap();
        }
        for writer in writers {
            let lines = BufReader::new(writer.stdout.unwrap()).lines().map_while(Result::ok);
            acknowledged.extend(lines.filter_map(|line| Some(line.split_once("written ")?.1.to_owned())));
        }
        let held = names(folder.path());
        let lost: Vec<&String> = acknowledged.iter().filter(|name| !held.contains(name)).collect();
        assert!(lost.is_empty(), "acknowledged and not in the file: {lost:?}");
    }
    assert!(acknowledged.len() > ROUNDS, "something was written: {}", acknowledged.len());
    let left: Vec<String> = fs::read_dir(folder.path().join("content"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "review.yaml")
        .collect();
    assert!(left.iter().all(|name| name.starts_with(".review") && name.ends_with(".tmp")), "{left:?}");
    // The lock of a killed writer holds nobody up.
    store::add(folder.path(), &person("J after")).unwrap();
    assert!(names(folder.path()).contains(&"J after".to_owned()));
}
