//! What an explainer desk asks of its articles: each check finds what it should, leaves alone what is right, is
//! explained, and can be silenced.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use nutgraf::diagnostics::explain;
use serde_json::Value;

/// A check: its code, an article that has the fault, and what makes it right.
struct Case {
    code: &'static str,
    /// Articles with the fault: the front matter below the title and the date, and the text.
    wrong: &'static [(&'static str, &'static str)],
    /// The same put right.
    right: &'static [(&'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case {
        code: "broken-link",
        wrong: &[("", "See [the plan](plan.md).")],
        right: &[("", "See [the plan](article-1.md)."), ("", "The plan.")],
    },
    Case {
        code: "broken-anchor",
        wrong: &[("", "See [the costs](#costs).\n\n## Prices\n\nThey rise.")],
        right: &[("", "See [the costs](#costs).\n\n## Costs\n\nThey rise.")],
    },
    Case {
        code: "image-without-alt",
        wrong: &[("", "Look.\n\n![](map.svg)")],
        right: &[("", "Look.\n\n![A map of the bay](map.svg)")],
    },
    Case {
        code: "unsettled-quotation",
        wrong: &[(
            "",
            "There was a meeting at the quay. “We will run every boat until the last day of the contract.” The rain fell on.",
        )],
        right: &[(
            "",
            "There was a meeting at the quay. “We will run every boat until the last day of the contract,” said Mara Sample, the transport minister.",
        )],
    },
    Case {
        code: "key-points-missing",
        wrong: &[("", LONG)],
        right: &[("key_points: [The quay is old., It leans.]\n", LONG)],
    },
    Case {
        code: "source-without-date",
        wrong: &[("sources:\n  - title: The contract\n", "Text.")],
        right: &[("sources:\n  - {title: The contract, date: 2025-02}\n", "Text.")],
    },
    Case {
        code: "roles-contradict",
        wrong: &[
            (
                "speakers: [{name: Mara Sample, side: the port}]\n",
                "“We will run every boat until the last day,” said Mara Sample.",
            ),
            (
                "speakers: [{name: Mara Sample, side: the crews}]\n",
                "“Nobody asked the people who live by the bay,” said Mara Sample.",
            ),
        ],
        right: &[
            (
                "speakers: [{name: Mara Sample, side: the port}]\n",
                "“We will run every boat until the last day,” said Mara Sample.",
            ),
            (
                "speakers: [{name: Mara Sample, side: the port}]\n",
                "“Nobody asked the people who live by the bay,” said Mara Sample.",
            ),
        ],
    },
    Case {
        code: "future-in-past-tense",
        wrong: &[("", "The boats resumed their service on 9 May 2025.")],
        right: &[("", "The boats will resume their service on 9 May 2025.")],
    },
    Case {
        code: "words-of-two-people",
        wrong: &[
            (
                "",
                "“Nobody asked the people who live on the far side of the bay,” said Ada Placeholder, a teacher.",
            ),
            (
                "",
                "“Nobody asked the people who live on the far side of the bay,” said Bruno Invented, a baker.",
            ),
        ],
        right: &[
            (
                "",
                "“Nobody asked the people who live on the far side of the bay,” said Ada Placeholder, a teacher.",
            ),
            (
                "",
                "“Nobody asked the people who live on the far side of the bay,” said Ada Placeholder, a teacher.",
            ),
        ],
    },
    Case {
        code: "near-duplicate-events",
        wrong: &[
            ("", "The council of Tarnholm approved the ferry contract with 12 votes on 14 February 2025."),
            ("", "The council of Tarnholm approved the ferry contract with 21 votes on 14 February 2025."),
        ],
        right: &[
            ("", "The council of Tarnholm approved the ferry contract with 12 votes on 14 February 2025."),
            ("", "The crews of Brekke burned their old timetables on 14 February 2025."),
        ],
    },
    Case {
        code: "words-differ",
        wrong: &[
            (
                "",
                "“We will run every boat until the last day of the old contract,” said Mara Sample, the transport minister.",
            ),
            (
                "",
                "“We will run every boat until the last day of the new contract,” said Mara Sample, the transport minister.",
            ),
        ],
        right: &[
            (
                "",
                "“We will run every boat until the last day of the old contract,” said Mara Sample, the transport minister.",
            ),
            ("", "“We will run every boat … of the old contract,” said Mara Sample, the transport minister."),
        ],
    },
];

const LONG: &str = include_str!("support/long.md");

fn write(site: &Path, articles: &[(&str, &str)]) {
    let folder = site.join("content/articles");
    fs::create_dir_all(&folder).unwrap();
    // Whose profile makes one person of two that are on different sides.
    fs::create_dir_all(site.join("content/speakers")).unwrap();
    fs::write(site.join("content/speakers/mara-sample.md"), "---\nname: Mara Sample\n---\n").unwrap();
    fs::write(folder.join("map.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>")
        .unwrap();
    for (index, (matter, text)) in articles.iter().enumerate() {
        let day = index + 1;
        let text = format!(
            "---\ntitle: Article {index}\ndate: 2025-03-0{day}\nsummary: About it.\n{matter}---\n\n{text}\n"
        );
        fs::write(folder.join(format!("article-{index}.md")), text).unwrap();
    }
}

/// The places at which `code` is said of the site.
fn places(site: &Path, code: &str) -> Vec<String> {
    let mut command = Command::cargo_bin("nutgraf").unwrap();
    let run = command.args(["check", "--format", "json"]).arg(site).output().unwrap();
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    let all = report["diagnostics"].as_array().unwrap().iter().filter(|one| one["code"] == code);
    all.map(|one| format!("{}:{}", one["file"].as_str().unwrap_or_default(), one["line"])).collect()
}

#[test]
fn each_check_finds_its_fault_and_nothing_in_what_is_right() {
    for case in CASES {
        let (wrong, right) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(wrong.path(), case.wrong);
        let found = places(wrong.path(), case.code);
        assert_eq!(found.len(), 1, "{}: {found:?}", case.code);
        write(right.path(), case.right);
        assert_eq!(places(right.path(), case.code), Vec::<String>::new(), "{}", case.code);
    }
}

#[test]
fn each_is_explained_and_can_be_silenced_unless_it_stops_the_build() {
    for case in CASES {
        let explanation =
            explain(case.code).unwrap_or_else(|| panic!("{} has a section in the guide", case.code));
        assert!(explanation.text.len() > 60, "{}", case.code);
        let site = tempfile::tempdir().unwrap();
        write(site.path(), case.wrong);
        let settings = format!("check: {{ignore: [{}]}}\n", case.code);
        fs::write(site.path().join("content/site.yaml"), settings).unwrap();
        let is_error = matches!(case.code, "broken-link" | "broken-anchor");
        assert_eq!(places(site.path(), case.code).len(), usize::from(is_error), "{}", case.code);
    }
}

/// Whatever `check` finds of an article can be silenced in that article alone.
#[test]
fn a_silence_in_one_article_leaves_others_alone() {
    let site = tempfile::tempdir().unwrap();
    let source = "sources:\n  - title: The contract\n";
    let silenced = "sources:\n  - title: The contract\ncheck: {ignore: source-without-date}\n";
    write(site.path(), &[(source, "Text."), (silenced, "Text.")]);
    assert_eq!(places(site.path(), "source-without-date"), ["content/articles/article-0.md:6"]);
}
