//! Decisions taken at random, articles edited around them, the site built: nothing is lost, decisions win, and nothing is
//! asked twice.

mod support;

use std::fs;
use std::path::Path;

use nutgraf::content::{LoadOptions, REVIEW_FILE};
use nutgraf::diagnostics::Diagnostic;
use nutgraf::pipeline;
use nutgraf::review::item::{Answer, Item, Kind};
use nutgraf::review::{answer, queue, store};
use nutgraf::site::{ArticleId, Site};
use proptest::prelude::*;

/// One to tell each sentence by.
const THINGS: [&str; 12] = [
    "amber", "birch", "cedar", "dune", "elm", "fern", "granite", "heather", "iris", "juniper", "kelp",
    "larch",
];
const FILLERS: [&str; 4] = [
    "It rained all day.",
    "The harbour is as old as the town, and nobody knows who built it.",
    "## What else is known",
    "- Boats\n- Nets",
];

fn paragraph(kind: u8, thing: &str) -> String {
    match kind % 5 {
        0 => format!("“The {thing} pier is shut,” they said."),
        1 => format!("“We have counted the {thing} boats,” said Olga Example, a harbour pilot."),
        2 => format!("The {thing} quay was closed on 12 May 2024."),
        3 => format!("Jan Kowal said the {thing} fees would rise."),
        _ => format!("“Every {thing} crew waits for an answer.” So it was written on Tuesday."),
    }
}

fn write(root: &Path, paragraphs: &[String]) {
    let text = format!(
        "---\ntitle: Dock fees\ndate: 2025-12-04\nsummary: Fees.\n---\n\nOlga Example is a harbour pilot. Jan Kowal is the mayor.\n\n{}\n",
        paragraphs.join("\n\n")
    );
    fs::write(root.join("content/articles/dock-fees.md"), text).unwrap();
}

fn load() -> LoadOptions {
    LoadOptions { drafts: true, today: jiff::civil::date(2025, 12, 5) }
}

fn join(root: &Path) -> (Site, Vec<Diagnostic>) {
    pipeline::load_and_join(root, &load(), &()).unwrap()
}

fn choose(item: &Item, choice: u8) -> Answer {
    match (item.kind, choice % 4) {
        (_, 0) => Answer::Nothing,
        (_, 1) if !item.candidates.is_empty() => {
            Answer::Candidate(usize::from(choice) % item.candidates.len())
        }
        (Kind::Quotation | Kind::Speaker, _) => Answer::Name("Mara Oduya".to_owned()),
        _ => Answer::Date("2023-04-05".parse().unwrap()),
    }
}

/// Whether the site says of the words of `item` what was decided.
fn is_obeyed(site: &Site, decided: &(Item, String)) -> bool {
    let (item, answer) = decided;
    let entry = site.articles.iter().find(|entry| entry.article.slug == item.article).unwrap();
    let (findings, text) = (&entry.findings, &entry.article.body.prose.text);
    let outer = |c: char| !c.is_alphanumeric();
    let words = item.words.trim_matches(outer);
    match item.kind {
        Kind::Quotation => {
            let found = findings
                .quotations
                .iter()
                .find(|one| one.spans.iter().any(|span| span.of(text).contains(words)));
            let said =
                found.and_then(|one| one.speaker).map(|speaker| findings.speakers[speaker].name.as_str());
            if answer == "none" { found.is_none() } else { said == Some(answer.as_str()) }
        }
        Kind::Date => {
            let place = item.passage.lines().last().unwrap_or_default().trim();
            let start = text.find(place).unwrap() as u32;
            let within = start..start + place.len() as u32;
            let found = findings
                .dates
                .iter()
                .find(|one| within.contains(&one.span.start) && one.span.of(text) == item.words);
            let day = found.and_then(|one| one.edtf.as_ref()).map(|day| day.to_string());
            if answer == "none" { found.is_none() } else { day.as_ref() == Some(answer) }
        }
        _ => {
            let found = findings.events.iter().find(|one| one.span.of(text).contains(words));
            if answer == "none" {
                found.is_none()
            } else {
                found.is_some_and(|one| one.edtf.to_string() == *answer)
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_survive_edits_around_them(
        kinds in proptest::collection::vec(0u8..5, 3..THINGS.len()),
        choices in proptest::collection::vec(0u8..8, 24),
        edits in proptest::collection::vec((0usize..20, 0usize..FILLERS.len()), 0..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/articles")).unwrap();
        let mut paragraphs: Vec<String> =
            kinds.iter().zip(THINGS).map(|(kind, thing)| paragraph(*kind, thing)).collect();
        write(root, &paragraphs);

        // Decide about some of all that was found, open or not.
        let (site, _) = join(root);
        let items = queue::findings(&site, ArticleId(0));
        let mut decided: Vec<(Item, String)> = Vec::new();
        for (item, choice) in items.into_iter().zip(choices.iter().cycle()).filter(|(_, choice)| **choice < 6) {
            let entries = item.entries(&choose(&item, *choice)).unwrap();
            prop_assert!(answer::apply(root, &item, &entries).unwrap());
            let answer = nutgraf::review::ledger::answer_of(&entries[0]).to_owned();
            decided.push((item, answer));
        }
        let written = fs::read_to_string(root.join(REVIEW_FILE)).unwrap_or_default();

        // Edit the article around what was decided, then build.
        for (at, filler) in edits {
            paragraphs.insert(at % (paragraphs.len() + 1), FILLERS[filler].to_owned());
        }
        write(root, &paragraphs);
        let (built, _) = support::build(root, None);
        prop_assert_eq!(fs::read_to_string(root.join(REVIEW_FILE)).unwrap_or_default(), written, "a build writes no decision");
        let stale: Vec<&Diagnostic> = built.diagnostics.iter().filter(|one| one.code == "stale-decision").collect();
        prop_assert!(stale.is_empty(), "{stale:?}");
        let open = queue::queue(&built.site);
        for one in &decided {
            prop_assert!(is_obeyed(&built.site, one), "{} {:?} {} in\n{}", one.1, one.0.kind, one.0.words, paragraphs.join("\n"));
            prop_assert!(open.iter().all(|item| item.id != one.0.id), "asked again: {}", one.0.words);
        }

        // All of it can be taken back, the last first.
        while store::undo(root, None).unwrap().is_some() {}
        prop_assert!(store::entries(root).unwrap().is_empty());
    }
}
