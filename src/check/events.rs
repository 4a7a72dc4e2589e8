//! Events that are told twice, and events that can't have happened yet.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::content::Article;
use crate::diagnostics::Diagnostic;
use crate::edtf::Precision;
use crate::enrich::DatedEvent;
use crate::site::{Site, SiteArticle, TimelineEntry, language_of};

/// Part of all words of two entries that both must have.
const ALIKE: f64 = 0.7;
/// Entries of one date that each is compared with: as many as come before it.
const NEIGHBOURS: usize = 40;
/// Fewer words than these are alike by chance.
const WORDS: usize = 4;
/// Shorter words hold sentences together and say little, but for figures.
const SHORT: usize = 3;

/// Entries of one date that say nearly the same.
pub(super) fn near_duplicates(site: &Site) -> Vec<Diagnostic> {
    let mut by_date: HashMap<&str, Vec<(&TimelineEntry, Telling)>> = HashMap::new();
    let mut found = Vec::new();
    for entry in &site.timeline {
        let telling = Telling::new(entry);
        let same_day = by_date.entry(entry.date.as_str()).or_default();
        let twin = same_day.iter().rev().take(NEIGHBOURS).find(|(_, other)| telling.is_like(other));
        if telling.words.len() >= WORDS
            && let Some((other, _)) = twin
        {
            found.extend(duplicate(site, entry, other));
        }
        same_day.push((entry, telling));
    }
    found
}

fn duplicate(site: &Site, entry: &TimelineEntry, other: &TimelineEntry) -> Option<Diagnostic> {
    let source = entry.sources.first()?;
    let article = &site.articles[source.article.0];
    let span = article.findings.events[source.index].span;
    let place = article.article.body.prose.to_source(span);
    let message = format!("another entry of {} says nearly the same", entry.date);
    let help = format!(
        "it says “{}”; if they are one event, use the same words, or link one of the dates to `date:none`",
        other.text
    );
    let diagnostic = Diagnostic::advice("near-duplicate-events", message);
    Some(diagnostic.at(&article.article.file, place, "the same event?").help(help))
}

/// What an entry says.
struct Telling {
    /// Its words of content, in small letters.
    words: HashSet<String>,
    /// Those of them that are written large: names, and what begins it.
    names: HashSet<String>,
}

impl Telling {
    fn new(entry: &TimelineEntry) -> Self {
        let words = entry.text.split(|c: char| !c.is_alphanumeric());
        let says =
            |word: &&str| word.chars().count() > SHORT || word.bytes().any(|byte| byte.is_ascii_digit());
        let words: Vec<&str> = words.filter(says).collect();
        let large = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase));
        Self {
            names: large.map(|word| word.to_lowercase()).collect(),
            words: words.iter().map(|word| word.to_lowercase()).collect(),
        }
    }

    /// Whether both say nearly the same, and not of two people or places.
    fn is_like(&self, other: &Self) -> bool {
        let shared = self.words.intersection(&other.words).count();
        let all = self.words.len() + other.words.len() - shared;
        #[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
        let part = shared as f64 / all.max(1) as f64;
        let own = |one: &Self, other: &Self| one.names.difference(&other.words).next().is_some();
        part >= ALIKE && !(own(self, other) && own(other, self))
    }
}

/// Events after the day of the article that are told as past.
pub(super) fn in_the_future(site: &Site) -> Vec<Diagnostic> {
    let told = |article: &SiteArticle| {
        let found = article.findings.events.iter();
        found.filter_map(|event| not_yet(site, article, event)).collect::<Vec<_>>()
    };
    site.articles.iter().flat_map(told).collect()
}

fn not_yet(site: &Site, article: &SiteArticle, event: &DatedEvent) -> Option<Diagnostic> {
    let published = last_day(&article.article)?;
    // A year or a season that has begun says nothing; a day or a month does.
    let is_close = matches!(event.edtf.precision(), Precision::Day | Precision::Month);
    let date = event.date.and_then(|date| article.findings.dates.get(date))?;
    if event.is_confirmed() || !is_close || event.edtf.earliest()? <= published {
        return None;
    }
    let prose = &article.article.body.prose;
    // "A fortnight later" counts from something that the story told, and is no slip of the pen.
    if !date.span.of(&prose.text).bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let language = language_of(&article.article, &site.config);
    let words = event.span.of(&prose.text).split(|c: char| !(c.is_alphanumeric() || "'’-".contains(c)));
    // In small letters as they stand: "May" is a month.
    let words: Vec<String> = words.map(|word| word.replace('’', "'")).collect();
    let looks_back = words.iter().any(|word| language.dates.tense.is_past(word));
    let looks_ahead = words.iter().any(|word| language.desk.ahead.contains(word));
    if !looks_back || looks_ahead {
        return None;
    }
    let message = format!("this is told as past, and is dated {}, after the article", event.edtf);
    Some(
        Diagnostic::warning("future-in-past-tense", message)
            .at(&article.article.file, prose.to_source(date.span), format!("the article is of {published}"))
            .help("correct the date, or link it to what it means: `[words](date:2025-11-27)`"),
    )
}

/// The day on which the article says for the last time that it is up to date.
fn last_day(article: &Article) -> Option<jiff::civil::Date> {
    article.date.max(article.updated)
}
