//! What holds for every joined site, tried on invented ones.

use proptest::prelude::*;
use std::sync::Arc;

use super::testing::{article, event, findings, person};
use super::{Site, join};
use crate::content::{Article, Content};
use crate::enrich::Findings;

const NAMES: [&str; 8] =
    ["Olga Roe", "Tom Roe", "Roe", "Anna van der Berg", "Berg", "Tatyana", "Olha Roe", "—"];
const WORDS: [&str; 4] = ["The harbour is full", "We shall see", "Nobody asked us", "It will rain"];
const DAYS: [&str; 4] = ["2025-05-01", "2025-05", "2025", "2024/.."];
const TOPICS: [&str; 3] = ["Harbour", "harbour", "Rent"];

/// An article by its day and topic, with quotations as (words, speaker, confidence) and one dated statement.
type Plan = (u8, usize, Vec<(usize, usize, u8)>, usize);

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let said = (0..WORDS.len(), 0..NAMES.len(), 0_u8..=100);
    let plan = (1_u8..28, 0..TOPICS.len(), proptest::collection::vec(said, 0..5), 0..DAYS.len());
    proptest::collection::vec(plan, 0..7)
}

fn build(number: usize, (day, topic, said, dated): &Plan) -> (Arc<Article>, Arc<Findings>) {
    let statement = "The harbour was dredged.";
    let text = format!("{}.\n{statement}", WORDS.join(".\n"));
    let mut article = article(&format!("a{number}"), &text);
    article.date = format!("2025-05-{day:02}").parse().ok();
    article.topics = vec![TOPICS[*topic].to_owned()];
    let people = NAMES.iter().map(|name| person(name, &[])).collect();
    let words: Vec<_> = said.iter().map(|&(words, speaker, _)| (WORDS[words], speaker)).collect();
    let mut found = findings(&article, people, &words);
    for (quotation, (.., confidence)) in found.quotations.iter_mut().zip(said) {
        quotation.confidence = f32::from(*confidence) / 100.0;
    }
    found.events.push(event(&article, statement, DAYS[*dated]));
    found.events[0].speakers = vec![0, 5];
    (article.into(), found.into())
}

fn site(parts: Vec<(Arc<Article>, Arc<Findings>)>) -> (Site, String) {
    let (articles, findings) = parts.into_iter().unzip();
    let (site, diagnostics) = join(Content { articles, ..Content::default() }, findings);
    let told = format!("{site:?} {:?}", diagnostics.iter().map(|told| &told.message).collect::<Vec<_>>());
    (site, told)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn indices_are_valid_and_agree(plans in plans()) {
        let (site, _) = site(plans.iter().enumerate().map(|(number, plan)| build(number, plan)).collect());
        let mut on_pages = vec![0; site.quotations.len()];
        for (index, speaker) in site.speakers.iter().enumerate() {
            for quotation in &speaker.quotations {
                on_pages[quotation.0] += 1;
                prop_assert_eq!(site.quotations[quotation.0].speaker.0, index);
            }
            prop_assert!(!speaker.quotations.is_empty(), "{} has a page for nothing", speaker.name);
            prop_assert!(speaker.articles.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(speaker.events.windows(2).all(|pair| pair[0] < pair[1]));
        }
        prop_assert!(on_pages.iter().all(|&pages| pages == 1), "a quotation is on one speaker's page");
        let mut ids: Vec<_> = site.speakers.iter().map(|speaker| &speaker.id).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), site.speakers.len());
        for article in &site.articles {
            prop_assert_eq!(
                article.quotations.len() + article.unsettled.len(),
                article.findings.quotations.len()
            );
            let mut anchors: Vec<_> =
                article.quotations.iter().map(|quotation| &site.quotations[quotation.0].anchor).collect();
            anchors.sort_unstable();
            anchors.dedup();
            prop_assert_eq!(anchors.len(), article.quotations.len());
            prop_assert!(article.related.iter().all(|related| related.article.0 < site.articles.len()));
        }
        for question in &site.questions {
            prop_assert!(question.advice(&site).is_some());
        }
        for quotation in &site.quotations {
            let found = &site.articles[quotation.article.0].findings.quotations[quotation.index];
            prop_assert!(found.confidence >= crate::enrich::SPEAKER_CONFIDENCE);
            for span in &found.spans {
                prop_assert!(quotation.context.iter().any(|context| context.contains(*span)));
            }
        }
        for entry in &site.timeline {
            for source in &entry.sources {
                prop_assert!(site.articles[source.article.0].findings.events.len() > source.index);
            }
        }
        prop_assert!(site.timeline.windows(2).all(|pair| pair[0].date.earliest() <= pair[1].date.earliest()));
    }

    #[test]
    fn the_order_of_files_and_the_number_of_threads_change_nothing(plans in plans(), turn in 0_usize..7) {
        let mut parts: Vec<_> = plans.iter().enumerate().map(|(number, plan)| build(number, plan)).collect();
        let first = site(parts.clone()).1;
        if !parts.is_empty() {
            let middle = turn % parts.len();
            parts.rotate_left(middle);
            parts.reverse();
        }
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert_eq!(alone.install(|| site(parts).1), first);
    }

    #[test]
    fn anchors_survive_edits_elsewhere(before in "[a-zA-Z .\n]{0,40}", wide in any::<bool>(), plain in any::<bool>()) {
        let anchor = |text: &str, words: &str| {
            let article = article("a", text);
            let found = findings(&article, vec![person("Olga Roe", &[])], &[(words, 0)]);
            site(vec![(article.into(), found.into())]).0.quotations[0].anchor.clone()
        };
        let said = "“The harbour isn’t full,” Roe said";
        let mut edited = said.to_owned();
        if plain {
            edited = edited.replace(['“', '”'], "\"").replace('’', "'");
        }
        if wide {
            edited = edited.replace(' ', "  ");
        }
        prop_assert_eq!(anchor(said, said), anchor(&format!("{before}\n{edited}.\nMore."), &edited));
    }
}
