//! Inputs on which the parsers once failed, and one of each kind for a beginning, held to what holds for any input.
//! `fuzz/` looks for more.

#[path = "fuzz/invariants.rs"]
mod invariants;

use std::path::Path;
use std::{fs, panic};

#[test]
fn what_holds_for_any_input_holds_for_these() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    let mut failed = Vec::new();
    for (target, holds) in invariants::TARGETS {
        let mut inputs: Vec<_> =
            fs::read_dir(seeds.join(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "{target} has an input");
        for input in inputs {
            let data = fs::read(&input).unwrap();
            if panic::catch_unwind(|| holds(&data)).is_err() {
                failed.push(input);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Each input cut anywhere, as a file that is half written may be.
#[test]
fn it_holds_for_the_beginnings_of_these_too() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    for (target, holds) in invariants::TARGETS {
        for input in fs::read_dir(seeds.join(target)).unwrap() {
            let data = fs::read(input.unwrap().path()).unwrap();
            for end in (0..data.len()).step_by(data.len() / 12 + 1) {
                holds(&data[..end]);
            }
        }
    }
}
