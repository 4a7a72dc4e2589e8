//! The words between quotation marks of a whole site, as numbers that can be compared.

use foldhash::HashMap;

use crate::enrich::QuotationKind;
use crate::site::{ArticleId, Site, SpeakerId, language_of};
use crate::text::{Span, TokenKind, tokenize};

/// Stands for words that the writer left out or put in: "…", "[the minister]".
pub(super) const EDITED: u32 = 0;

/// A stretch of words between quotation marks.
#[derive(Debug)]
pub(super) struct Quoted {
    pub article: ArticleId,
    pub speaker: SpeakerId,
    /// Number of each word, the same for the same word in small letters; [`EDITED`] for what is the writer's.
    pub words: Vec<u32>,
    /// Where it stands in the prose of its article.
    pub span: Span,
}

/// All quoted words of public quotations, newest article first.
pub(super) fn gather(site: &Site) -> Vec<Quoted> {
    let mut numbers: HashMap<String, u32> = HashMap::default();
    let mut all = Vec::new();
    for quotation in &site.quotations {
        if quotation.kind == QuotationKind::Indirect {
            continue;
        }
        let article = &site.articles[quotation.article.0];
        let text = article.article.body.prose.text.as_str();
        let rules = &language_of(&article.article, &site.config).quotations;
        for &span in &article.findings.quotations[quotation.index].spans {
            let tokens = tokenize(text, span, &rules.affixes);
            for region in rules.marks.regions(text, &tokens, None).iter().filter(|region| region.depth == 0) {
                let inner = &tokens[region.inner()];
                let (Some(first), Some(last)) = (inner.first(), inner.last()) else { continue };
                let mut words = Vec::with_capacity(inner.len());
                let mut bracketed = false;
                for token in inner {
                    let word = token.text(text);
                    match token.kind {
                        TokenKind::Mark => {
                            let edits = matches!(word, "[" | "]" | "…") || word.starts_with("...");
                            bracketed = word == "[" || bracketed && word != "]";
                            if edits && words.last() != Some(&EDITED) {
                                words.push(EDITED);
                            }
                        }
                        _ if bracketed => {}
                        _ => {
                            let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
                            let spelt = word.to_lowercase().replace('’', "'");
                            words.push(*numbers.entry(spelt).or_insert(next));
                        }
                    }
                }
                let span = first.span.cover(last.span);
                let (article, speaker) = (quotation.article, quotation.speaker);
                all.push(Quoted { article, speaker, words, span });
            }
        }
    }
    all
}
