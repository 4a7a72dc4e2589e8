//! Inputs on which the parsers once failed, and one of each kind for a beginning, held to what holds for any input.
//! `fuzz/` looks for more.

#[path = "fuzz/invariants.rs"]
mod invariants;

use std::path::Path;
use std::{fs, panic};

use proptest::prelude::*;
use walkdir::WalkDir;

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

/// The words of the literate cases, in order.
fn words_of_the_cases() -> Vec<String> {
    let cases = WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")).sort_by_file_name();
    let pages = cases.into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let text: String = pages.map(|page| fs::read_to_string(page.path()).unwrap()).collect();
    text.lines()
        .filter_map(|line| line.strip_prefix("> "))
        .flat_map(|line| line.split_whitespace().map(str::to_owned).chain(["\n".to_owned()]))
        .collect()
}

/// Sentences cut anywhere, their words in any order: what no writer would put together, and somebody will paste.
#[test]
fn it_holds_for_jumbled_sentences() {
    let words = words_of_the_cases();
    let piece = (0..words.len(), 1..12_usize);
    let texts = proptest::collection::vec(piece, 1..4).prop_map(|pieces| {
        let cut = |(start, length): (usize, usize)| words[start..words.len().min(start + length)].to_vec();
        pieces.into_iter().flat_map(cut).collect::<Vec<String>>()
    });
    let texts = texts.prop_flat_map(|words| prop_oneof![Just(words.clone()), Just(words).prop_shuffle()]);
    let config = ProptestConfig { cases: 5_000, ..ProptestConfig::default() };
    proptest!(config, |(words in texts)| invariants::extract(words.join(" ").as_bytes()));
}
