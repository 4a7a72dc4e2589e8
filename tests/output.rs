//! The output folder through many builds: whatever is built, killed or put there by somebody else, it ends up
//! holding the site and what was theirs, and nothing besides.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use nutgraf::output::{Contents, MANIFEST, OutputFile, Sink, WriteReport, Writer};
use proptest::prelude::*;

/// What happens to an output folder.
#[derive(Clone, Debug)]
enum Event {
    /// A build of these files.
    Build(BTreeMap<String, String>),
    /// Somebody puts a file there.
    Intrude(String, String),
}

type Tree = BTreeMap<String, Vec<u8>>;

/// Few names, so that they meet.
fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "b", "C", "index.html"]), 1..4)
        .prop_map(|parts| parts.join("/"))
}

fn event() -> impl Strategy<Value = Event> {
    let text = prop::sample::select(vec!["", "one", "two", "three"]).prop_map(str::to_owned);
    prop_oneof![
        4 => prop::collection::btree_map(path(), text.clone(), 0..6).prop_map(Event::Build),
        1 => (path(), text).prop_map(|(path, text)| Event::Intrude(path, text)),
    ]
}

fn write(files: &[OutputFile], folder: &Path) -> anyhow::Result<WriteReport> {
    let writer = Writer::begin(folder)?;
    files.iter().try_for_each(|file| writer.put(file.clone()))?;
    writer.commit()
}

fn files(of: &BTreeMap<String, String>) -> Vec<OutputFile> {
    let file = |(path, text): (&String, &String)| OutputFile {
        path: path.clone(),
        contents: Contents::Bytes(text.clone().into_bytes()),
    };
    of.iter().map(file).collect()
}

/// Everything in `folder` but the manifest.
fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() && entry.file_name() != MANIFEST {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            tree.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    tree
}

fn has_empty_folder(folder: &Path) -> bool {
    walkdir::WalkDir::new(folder).min_depth(1).into_iter().any(|entry| {
        let entry = entry.unwrap();
        entry.file_type().is_dir() && fs::read_dir(entry.path()).unwrap().next().is_none()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_folder_holds_the_site_and_what_was_theirs(events in prop::collection::vec(event(), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let mut ours = BTreeMap::new();
        let mut theirs = Tree::new();
        for event in events {
            match event {
                Event::Intrude(path, text) => {
                    let target = folder.path().join(&path);
                    let made = target.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok());
                    // Over a file of ours it is an edit of ours: the next build undoes it.
                    if made && !ours.contains_key(&path) && fs::write(&target, &text).is_ok() {
                        theirs.insert(path, text.into_bytes());
                    }
                }
                Event::Build(site) => {
                    let before = tree(folder.path());
                    match write(&files(&site), folder.path()) {
                        Err(_) => prop_assert_eq!(tree(folder.path()), before, "an error changes nothing"),
                        Ok(report) => {
                            prop_assert_eq!(report.written + report.unchanged, site.len());
                            // The same bytes at the same place are adopted.
                            theirs.retain(|path, _| !site.contains_key(path));
                            let mut expected = theirs.clone();
                            expected.extend(site.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())));
                            prop_assert_eq!(tree(folder.path()), expected);
                            prop_assert!(theirs.keys().any(|path| path.contains('/')) || !has_empty_folder(folder.path()));
                            let again = write(&files(&site), folder.path()).unwrap();
                            prop_assert_eq!((again.written, again.removed), (0, 0));
                            ours = site;
                        }
                    }
                }
            }
        }
    }
}

/// Names the folder to the process that is going to be killed.
const VICTIM: &str = "NUTGRAF_TEST_OUTPUT";

/// Not a test but the process that the next one kills: builds two different sites in turn, for ever.
#[test]
#[ignore = "started by builds_killed_at_any_moment_leave_no_orphans"]
fn build_until_killed() {
    let Some(folder) = std::env::var_os(VICTIM) else { return };
    for round in 0_usize.. {
        write(&site(round), Path::new(&folder)).unwrap();
    }
}

fn site(round: usize) -> Vec<OutputFile> {
    let file = |number: usize| OutputFile {
        path: format!("{}/{number}/index.html", ["odd", "even"][round % 2]),
        contents: Contents::Bytes(format!("{round} {number} ").repeat(400).into_bytes()),
    };
    (0..60).map(file).collect()
}

#[test]
fn builds_killed_at_any_moment_leave_no_orphans() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    fs::create_dir(&public).unwrap();
    fs::write(public.join("theirs.txt"), "theirs").unwrap();
    let (mut attempt, mut interrupted) = (0, 0);
    // Twelve, and as many more as it takes on a busy machine until a build is caught in the middle.
    while attempt < 12 || interrupted == 0 && attempt < 200 {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "build_until_killed", "--ignored", "--quiet"])
            .env(VICTIM, &public)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Long enough to start, and then at another moment each time.
        while !public.join("odd").exists() && !public.join("even").exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(attempt % 40 * 3));
        attempt += 1;
        victim.kill().unwrap();
        victim.wait().unwrap();
        let left = tree(&public);
        interrupted += usize::from(left.len() != 61);
        let pages = left.iter().filter(|(path, _)| path.starts_with("odd/") || path.starts_with("even/"));
        for (path, bytes) in pages {
            assert!(!bytes.is_empty() && bytes.ends_with(b" "), "{path} is whole");
        }
        let home = OutputFile { path: "index.html".to_owned(), contents: Contents::Bytes(b"home".to_vec()) };
        write(&[home], &public).unwrap();
        let names: Vec<String> = tree(&public).into_keys().collect();
        assert_eq!(names, ["index.html", "theirs.txt"]);
    }
    assert!(interrupted > 0, "no build was caught in the middle");
}
