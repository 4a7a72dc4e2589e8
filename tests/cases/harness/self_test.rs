//! Tests of the harness: a case that is wrong must fail, whatever the engine finds.

use libtest_mimic::{Failed, Trial};

use super::judge;
use super::page::Page;

const PASSAGE: &str = "---\ndate: 2025-12-04\n---\n# Page\n\n## Case\n\nWhy.\n\n> “The quay is shut,” said Ama Lind. It opened on 3 May\n> 2024.\n\n";
const QUOTATION: &str =
    "| Quotation | Kind | Speaker |\n|---|---|---|\n| “The quay is shut,” | direct | Ama Lind |\n\n";
const DATE: &str = "| Date | Value |\n|---|---|\n| 3 May 2024 | 2024-05-03 |\n";

/// What judging the only case of `passage` with `expectations` below it says.
fn verdict(expectations: &str) -> Result<(), String> {
    let page = Page::read(&format!("{PASSAGE}{expectations}"))?;
    judge(&page.cases[0])
}

pub fn trials() -> Vec<Trial> {
    let passes = |name: &str, expectations: String| {
        Trial::test(format!("harness: {name}"), move || verdict(&expectations).map_err(Failed::from))
    };
    let fails = |name: &str, expectations: String, because: &'static str| {
        Trial::test(format!("harness: {name}"), move || match verdict(&expectations) {
            Ok(()) => Err("it passes".into()),
            Err(fault) if fault.contains(because) => Ok(()),
            Err(fault) => Err(format!("it fails for another reason: {fault}").into()),
        })
    };
    let swap = |from: &str, to: &str| QUOTATION.replace(from, to);
    vec![
        passes("what is found as expected passes", format!("{QUOTATION}{DATE}")),
        passes("words may be left out", swap("“The quay is shut,”", "“The […] shut,”")),
        passes("what is not stated is not compared", DATE.to_owned()),
        passes(
            "a marked case may fail",
            format!("Known to fail: no reason.\n\n{}", swap("Ama Lind", "nobody")),
        ),
        fails(
            "a missing quotation fails",
            format!("{QUOTATION}| shut | mixed | nobody |\n").replace("\n\n|", "\n|"),
            "expected, not found",
        ),
        fails("a surplus quotation fails", "No quotations.\n".to_owned(), "found, not expected"),
        fails("another speaker fails", swap("Ama Lind", "Olga Lind"), "| Ama Lind |"),
        fails("another kind fails", swap("direct", "mixed"), "found, not expected"),
        fails("another value fails", DATE.replace("05-03", "03-05"), "table on line 13"),
        fails(
            "words that are not in the passage fail, marked or not",
            format!("Known to fail: x.\n\n{}", swap("shut", "open")),
            "does not hold",
        ),
        fails(
            "a marked case that passes fails",
            format!("Known to fail: it\nfails.\n\n{QUOTATION}"),
            "marked as known to fail on line 13",
        ),
        fails("a mark needs a reason", format!("Known to fail:\n\n{QUOTATION}"), "say why"),
        fails("a case expects something", "Nothing of note.\n".to_owned(), "lacks what is to be found"),
        fails("one passage a case", format!("> More.\n\n{QUOTATION}"), "two passages"),
        fails("one heading a case", format!("{QUOTATION}## Case\n\n> x\n"), "another case"),
        fails("an unknown column is a fault", swap("Speaker", "Who"), "not “Who”"),
        fails("a short row is a fault", swap(" | Ama Lind |", " |"), "2 cells under 3"),
    ]
}
