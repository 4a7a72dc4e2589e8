//! From pages of cases to tests.

pub mod compare;
pub mod page;
pub mod self_test;
pub mod table;

use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};

use self::page::{Case, Page};

/// The pages below `folder`, sorted.
pub fn pages_below(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    walk.map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect()
}

/// The tests of the page at `path`: one a case, or one that says what is wrong with the page.
pub fn trials_of(folder: &Path, path: &Path) -> Vec<Trial> {
    let shown = shown(folder, path);
    match Page::read(&std::fs::read_to_string(path).unwrap()) {
        Ok(page) => page.cases.into_iter().map(|case| trial(&shown, case)).collect(),
        Err(fault) => {
            vec![Trial::test(shown.clone(), move || Err(format!("tests/cases/{shown}:{fault}").into()))]
        }
    }
}

/// Path of a page from the folder of all, with `/`.
fn shown(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn trial(page: &str, case: Case) -> Trial {
    let name = format!("{}: {}", page.trim_end_matches(".md"), case.heading);
    let place = format!("tests/cases/{page}:{}", case.line);
    let kind = if case.mark.is_some() { "known to fail" } else { "" };
    Trial::test(name, move || judge(&case).map_err(|fault| Failed::from(format!("{place}: {fault}"))))
        .with_kind(kind)
}

/// Whether a case turns out as its page says.
pub fn judge(case: &Case) -> Result<(), String> {
    let difference = compare::difference(case)?;
    let mark = case.mark.as_ref().filter(|_| std::env::var_os("NUTGRAF_UNMARK").is_none());
    match (difference, mark) {
        (None, None) | (Some(_), Some(_)) => Ok(()),
        (Some(difference), None) => Err(format!("{}\n{difference}", case.heading)),
        (None, Some(mark)) => Err(format!(
            "{}\nis marked as known to fail on line {} and passes: remove the mark (NUTGRAF_BLESS=1 cargo test --test cases does)",
            case.heading, mark.lines.start
        )),
    }
}

/// Removes the marks of cases that pass from the pages below `folder`.
pub fn strike_marks(folder: &Path) {
    for path in pages_below(folder) {
        let text = std::fs::read_to_string(&path).unwrap();
        let Ok(page) = Page::read(&text) else { continue };
        let passing = |case: &&Case| matches!(compare::difference(case), Ok(None));
        let obsolete: Vec<_> =
            page.cases.iter().filter(passing).filter_map(|case| case.mark.as_ref()).collect();
        if obsolete.is_empty() {
            continue;
        }
        let kept = |line: usize| !obsolete.iter().any(|mark| mark.lines.contains(&line));
        let lines = text.split_inclusive('\n').enumerate();
        let text: String = lines.filter(|(index, _)| kept(index + 1)).map(|(_, line)| line).collect();
        std::fs::write(&path, text).unwrap();
    }
}
