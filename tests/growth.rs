//! Texts that no editor would write are read in time that grows with their length, not with its square.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nutgraf::commands::extract;
use nutgraf::diagnostics::{SourceFile, plain};
use nutgraf::enrich::{Context, enrich};
use nutgraf::import::import;
use nutgraf::language::Language;
use nutgraf::text::Prose;

/// Bytes of the shorter text, and how many times longer the other is.
const SHORT: usize = 10_000;
const TIMES: usize = 6;

/// How many times longer it may take. The square would be 36.
const MOST: f64 = 15.0;

/// Shorter times say nothing.
const LEAST: Duration = Duration::from_millis(10);

/// `unit` over and over, about `size` bytes of it. `#` stands for a day of a month, `~` for a word that comes once.
fn filled(unit: &str, size: usize) -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= size {
            break;
        }
        let letters: String =
            number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        text.push_str(&unit.replace("~", &letters).replace('#', &(number % 28 + 1).to_string()));
    }
    text
}

/// Time on the processor, where the system tells, so that other programs do not count.
fn now(began: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

fn time(read: &dyn Fn(&str), text: &str) -> Duration {
    let began = Instant::now();
    let start = now(began);
    read(text);
    now(began) - start
}

/// Holds `read` to its limit on each of `units`. One that fails is given two more chances: caches are shared.
fn hold(read: impl Fn(&str), units: &[&str]) {
    let ratio = |unit: &str| {
        let short = time(&read, &filled(unit, SHORT)).max(LEAST);
        time(&read, &filled(unit, SHORT * TIMES)).as_secs_f64() / short.as_secs_f64()
    };
    let failed: Vec<String> = units
        .iter()
        .map(|unit| (unit, (0..3).map(|_| ratio(unit)).find(|ratio| *ratio < MOST)))
        .filter(|(_, ratio)| ratio.is_none())
        .map(|(unit, _)| format!("{unit:?}"))
        .collect();
    assert!(failed.is_empty(), "{TIMES} times the text takes more than {MOST} times as long: {failed:?}");
}

#[test]
fn plain_text() {
    let read = |text: &str| {
        let context = Context { published: Some(jiff::civil::date(2025, 12, 4)), ..Context::default() };
        enrich(&Prose::from_plain_text(text), Language::english(), &context);
    };
    hold(
        read,
        &[
            "“",
            "\"",
            "‘",
            "'",
            "« ",
            "x",
            ". ",
            "A. ",
            "- ",
            "(",
            "\n\n",
            "a\u{301}",
            "\u{202e}",
            "“we wait\n\n",
            "“We wait,” he said. ",
            "“He said ‘we wait’ and she said ‘we go’,”",
            "Roe said ",
            "Roe and ",
            "Roe: ",
            "he said; ",
            "she said that ",
            "according to ",
            "# May 2019, ",
            "on Tuesday ",
            "from May to June ",
            "last year ",
            "1 2 3 ",
            "Ana~ Roe said. ",
            "Ana~ Roe~ said it rains. The analyst agreed. ",
            "“It rains,” said Ana~ Roe~, the head of Quays. ",
            "“It rains,” said Ana~ Roe~, “and it pours.”\n\n",
            "Officials said the quay was closed. ",
            "Officials of Quay~ said the quay was closed. ",
            "On # May 2019 Ana~ Roe~ closed the quay. ",
            "Ana~ Roe~: It rains and it pours.\n\n",
        ],
    );
}

#[test]
fn markdown() {
    let read = |text: &str| {
        let text = format!("---\ntitle: T\ndate: 2025-12-04\n---\n\n{text}\n");
        let file = Arc::new(SourceFile::new("a.md", text));
        let (_, faults) = extract::markdown(&file, String::new(), None);
        plain(&faults);
    };
    hold(
        read,
        &[
            "> ",
            "- ",
            "[",
            "[a](",
            "*",
            "*a **a ",
            "_a ",
            "<",
            "<div>",
            "a <b>",
            "<div>\n",
            "<!--",
            "<script>",
            "&amp;",
            "| a | b |\n|---|---|\n| c | d |\n\n",
            "|a|\n",
            "a[^#]\n\n[^~]: b\n\n",
            "[^",
            "`[^1]` ",
            "[a](date:b ",
            "[a~]: /b\n",
            "## a\n",
            "### a {#b .c d=e}\n",
            "a\n: b\n\n",
            "```a\nb\n```\n",
            "- [x] a\n",
            "> [!NOTE]\n> > a\n\n",
            "> We wait.\n> — Ana~ Roe~, pilot\n\n",
            "[“We wait ~.”](speaker:none) ",
            "[“We wait ~.”](speaker:olga) ",
            "[“We wait ~.”](speaker:olga-~)\n\n",
            "[May](date:2019-01-02) ",
            "[It rained.](event:2019-01-02) ",
            "[a](a.md) ",
            "<a id=\"a~\"></a>",
        ],
    );
}

#[test]
fn imports() {
    let name = |name: &'static str| {
        move |text: &str| {
            import(text.as_bytes(), Path::new(name), Language::english());
        }
    };
    hold(
        name("a.txt"),
        &["\n", "a\n\n", "Advertisement\n", "4 Dec 20254 Dec 2025\n", "“", "list of 4 items\n", "a "],
    );
    hold(
        name("a.html"),
        &[
            "<p>We wait.</p>",
            "<b>",
            "<a href=\"b\">c</a> ",
            "<ul><li>a",
            "<table><tr><td>a",
            "<td>a</td>",
            "<blockquote>",
            "<p>a<br>",
            "<script>",
            "<!--",
            "<",
            "&",
            "&amp;",
            "<meta property=\"a\" content=\"b\">",
            "<img src=\"a.png\" alt=\"b\">",
            "<h2>a</h2>",
        ],
    );
}
