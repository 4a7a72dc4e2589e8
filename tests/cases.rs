//! The enrichment cases: every page `tests/cases/**/*.md` describes a phenomenon in prose, shows passages, and lists beside
//! each what is to be found in it. CONTRIBUTING.md has the notation.
//!
//! A case is a test of its own, named for its page and heading: `cargo test --test cases -- nested` runs those of one page.
//! A case may be marked as known to fail; one that is marked and passes fails, so that marks stay true. With
//! `NUTGRAF_BLESS=1` the marks of cases that pass are struck out of the pages; with `NUTGRAF_UNMARK=1` marked cases are
//! judged as the others are, which shows how they fail.

#[path = "cases/harness/mod.rs"]
mod harness;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    if std::env::var_os("NUTGRAF_BLESS").is_some() {
        harness::strike_marks(&folder);
    }
    let mut trials = harness::self_test::trials();
    for page in harness::pages_below(&folder) {
        trials.extend(harness::trials_of(&folder, &page));
    }
    assert!(trials.len() > 100, "the cases are there");
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
