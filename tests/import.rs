//! Whole imports: every `tests/import/<name>.{txt,html}` must come out as `<name>.md`, with the notes to the
//! author in `<name>.notes`. Run with `NUTGRAF_BLESS=1` to write what comes out, then read the difference.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use nutgraf::import::{Imported, import};
use nutgraf::language::Language;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "html"));
    cases.sort();
    cases
}

fn import_file(path: &Path) -> Imported {
    let name = Path::new(path.file_name().unwrap());
    import(&std::fs::read(path).unwrap(), name, Language::english())
}

/// One line a note: severity, code, line number, what is marked.
fn notes(imported: &Imported) -> String {
    let mut notes = String::new();
    for note in &imported.diagnostics {
        let severity = format!("{:?}", note.severity).to_lowercase();
        write!(notes, "{severity} {}", note.code).unwrap();
        if let Some(place) = &note.place
            && let Some(span) = &place.span
        {
            let line = place.file.text[..span.start].matches('\n').count() + 1;
            let marked: String = place.file.text[span.clone()].chars().take(40).collect();
            write!(notes, " at {line} `{}`", marked.replace('\n', " ")).unwrap();
        }
        writeln!(notes, ": {}", note.message).unwrap();
    }
    notes
}

#[test]
fn every_case_comes_out_as_expected() {
    let bless = std::env::var_os("NUTGRAF_BLESS").is_some();
    let cases = cases();
    assert!(cases.len() >= 6, "the cases are there");
    let mut wrong = Vec::new();
    for path in &cases {
        let imported = import_file(path);
        for (ending, text) in [("md", &imported.markdown), ("notes", &notes(&imported))] {
            let expected = path.with_extension(ending);
            if bless {
                std::fs::write(&expected, text).unwrap();
            } else if std::fs::read_to_string(&expected).unwrap_or_default() != *text {
                wrong.push(format!("{} comes out as\n{text}", expected.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
