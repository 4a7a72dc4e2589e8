//! Decisions of `review.yaml`, from the file to the joined site and back.

use std::fs;
use std::path::Path;

use nutgraf::content::{Article, LoadOptions};
use nutgraf::diagnostics::Diagnostic;
use nutgraf::pipeline;
use nutgraf::review::{answer, queue, store};
use nutgraf::site::Site;
use nutgraf::verdict::Verdict;

const ARTICLE: &str = "---\ntitle: Dock fees\ndate: 2025-12-04\nsummary: Fees.\n---\n\n“We have sent the letter,” said Olga Example, \
                       a harbour pilot.\n\n“The fees are a matter of taste.”\n\n“The crews will wait for an answer,” said Jan Kowal, \
                       the mayor.\n";

fn site(article: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/articles")).unwrap();
    fs::write(folder.path().join("content/articles/dock-fees.md"), article).unwrap();
    folder
}

fn join(root: &Path) -> (Site, Vec<Diagnostic>) {
    let options = LoadOptions { drafts: true, today: jiff::civil::date(2025, 12, 5) };
    pipeline::load_and_join(root, &options, &()).unwrap()
}

/// Who says what, by the words that the quotation holds.
fn speaker_of(site: &Site, words: &str) -> Option<String> {
    let article = |id: usize| -> &Article { &site.articles[id].article };
    site.quotations.iter().find_map(|quotation| {
        let found = &site.articles[quotation.article.0].findings.quotations[quotation.index];
        let said = found.spans[0].of(&article(quotation.article.0).body.prose.text);
        said.contains(words).then(|| site.speakers[quotation.speaker.0].name.clone())
    })
}

fn stale(diagnostics: &[Diagnostic]) -> Vec<usize> {
    let places = diagnostics.iter().filter(|diagnostic| diagnostic.code == "stale-decision");
    places.map(|diagnostic| diagnostic.place.as_ref().unwrap().line_column().0).collect()
}

#[test]
fn a_decision_survives_edits_elsewhere_and_is_stale_when_its_words_change() {
    let folder = site(ARTICLE);
    let root = folder.path();
    let (before, _) = join(root);
    let crews = queue::queue(&before);
    assert!(crews.iter().all(|item| !item.words.contains("crews")), "that is settled by the text");
    fs::write(
        root.join("content/review.yaml"),
        "articles:\n  dock-fees:\n    - quote: “The crews will wait for an answer,”\n      beside: said Jan Kowal, the mayor\n      speaker: Tom Rower\n",
    )
    .unwrap();
    assert_eq!(speaker_of(&join(root).0, "crews").as_deref(), Some("Tom Rower"));

    let path = root.join("content/articles/dock-fees.md");
    fs::write(
        &path,
        ARTICLE.replace("“We have", "It rained. “We have").replace("a harbour pilot", "who steers"),
    )
    .unwrap();
    let (edited, told) = join(root);
    assert_eq!(speaker_of(&edited, "crews").as_deref(), Some("Tom Rower"));
    assert_eq!(stale(&told), [] as [usize; 0]);

    for changed in
        [ARTICLE.replace("crews will wait", "crews will strike"), ARTICLE.replace("Jan Kowal", "Anna Kowal")]
    {
        fs::write(&path, changed).unwrap();
        let (edited, told) = join(root);
        assert_eq!(stale(&told), [3], "at the entry");
        assert_ne!(speaker_of(&edited, "crews").as_deref(), Some("Tom Rower"), "what is stale does nothing");
    }

    fs::remove_file(root.join("content/review.yaml")).unwrap();
    fs::write(&path, ARTICLE).unwrap();
    assert_eq!(speaker_of(&join(root).0, "crews").as_deref(), Some("Jan Kowal"), "undone by deleting it");
}

#[test]
fn who_the_words_are_about_is_not_the_first_who_may_have_said_them() {
    let folder = site(&format!(
        "{ARTICLE}\nVellmark has dredged its harbour.\n\nFor all that parts them, Example and Kowal agree that Vellmark is able \
         to keep its docks open for ever.\n"
    ));
    let (site, _) = join(folder.path());
    let questions = queue::queue(&site);
    let item = questions
        .iter()
        .find(|item| item.words.contains("Vellmark"))
        .expect("two people agree, so it is asked");
    let offered: Vec<&str> = item.candidates.iter().map(|candidate| candidate.label.as_str()).collect();
    assert_eq!(offered[..2], ["Jan Kowal", "Olga Example"], "the nearest of those who agree: {offered:?}");
}

#[test]
fn an_answer_ends_its_question_and_taking_it_back_asks_again() {
    let folder =
        site(&ARTICLE.replace("The fees are", "“Nobody knows who said this,” it was said. The fees are"));
    let root = folder.path();
    let (before, _) = join(root);
    let questions = queue::queue(&before);
    let Some(item) = questions.first() else { panic!("something is open") };
    let entry = item.named("Olga Example").expect("a name is an answer");
    assert!(answer::apply(root, item, std::slice::from_ref(&entry)).unwrap());
    let (after, told) = join(root);
    assert_eq!(stale(&told), [] as [usize; 0]);
    assert_eq!(queue::queue(&after).len() + 1, questions.len(), "never asked twice");
    assert!(after.decisions.passages.iter().all(|decision| matches!(decision.verdict, Verdict::Named(_))));
    assert!(!answer::apply(root, item, std::slice::from_ref(&entry)).unwrap(), "twice is harmless");
    assert!(store::undo(root, None).unwrap().is_some());
    assert_eq!(queue::queue(&join(root).0).len(), questions.len());
}

#[test]
fn one_line_merges_two_people_and_its_end_parts_them() {
    let second = "---\ntitle: Dock tax\ndate: 2025-12-03\nsummary: Tax.\n---\n\n“The tax is new,” said Olha Example, a harbour pilot.\n";
    let folder = site(ARTICLE);
    let root = folder.path();
    fs::write(root.join("content/articles/dock-tax.md"), second).unwrap();
    let names = |site: &Site| site.speakers.iter().map(|speaker| speaker.name.clone()).collect::<Vec<_>>();
    assert!(names(&join(root).0).contains(&"Olha Example".to_owned()));
    fs::write(root.join("content/review.yaml"), "people:\n  - {name: Olha Example, is: Olga Example}\n")
        .unwrap();
    let (merged, _) = join(root);
    assert!(!names(&merged).contains(&"Olha Example".to_owned()));
    assert_eq!(speaker_of(&merged, "tax is new").as_deref(), Some("Olga Example"));
    fs::remove_file(root.join("content/review.yaml")).unwrap();
    assert!(names(&join(root).0).contains(&"Olha Example".to_owned()));
}
