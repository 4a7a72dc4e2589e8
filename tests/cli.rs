//! What the commands print, as transcripts in `tests/cli/`: a folder `<name>.in` beside one is where it runs.
//!
//! `TRYCMD=overwrite cargo test --test cli` rewrites the transcripts after a change that was meant.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .case("tests/cli/*.md");
}

fn report_of_a_broken_site(arguments: &[&str]) -> String {
    let site = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/broken.in");
    let mut command = assert_cmd::Command::cargo_bin("nutgraf").unwrap();
    let output = command.args(["check", site, "--quiet"]).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn colours_come_only_where_they_are_seen_or_asked_for() {
    assert!(!report_of_a_broken_site(&[]).contains('\u{1b}'));
    assert!(!report_of_a_broken_site(&["--color", "never"]).contains('\u{1b}'));
    let coloured = report_of_a_broken_site(&["--color", "always"]);
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), report_of_a_broken_site(&[]));
}

#[test]
fn a_broken_date_of_today_is_wrong_usage_of_the_environment() {
    let site = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/broken.in");
    let mut command = assert_cmd::Command::cargo_bin("nutgraf").unwrap();
    let output = command.args(["check", site]).env("SOURCE_DATE_EPOCH", "tomorrow").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("SOURCE_DATE_EPOCH"));
}
