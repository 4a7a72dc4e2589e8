//! The words of a quotation, and those around it that its speaker's page shows.

use std::collections::HashMap;

use super::{SiteArticle, SiteQuotation};
use crate::enrich::Quotation;
use crate::enrich::document::sentences_of;
use crate::language::Language;
use crate::text::{Prose, Span};

/// A paragraph up to this many bytes is shown whole.
const WHOLE_PARAGRAPH: usize = 420;

impl SiteArticle {
    /// The words of `quotation`, one of this article's: its pieces in the order of the text, with their quotation marks.
    pub fn words(&self, quotation: &SiteQuotation) -> String {
        let prose = &self.article.body.prose;
        let spans = &self.findings.quotations[quotation.index].spans;
        // Nearly all of them have one piece.
        if let [span] = spans[..] {
            return span.of(&prose.text).to_owned();
        }
        let mut spans = spans.clone();
        spans.sort_unstable();
        let pieces: Vec<&str> = spans.iter().map(|span| span.of(&prose.text)).collect();
        pieces.join(" ")
    }
}

/// The paragraphs of one article, which many quotations may share.
pub(super) struct Passages<'p> {
    prose: &'p Prose,
    language: &'static Language,
    /// Sentences of the long paragraphs that were asked for, by the number of the paragraph. Enrichment has cut these before, but keeps
    /// no sentences.
    sentences: HashMap<usize, Vec<Span>>,
}

impl<'p> Passages<'p> {
    pub(super) fn new(prose: &'p Prose, language: &'static Language) -> Self {
        Self { prose, language, sentences: HashMap::new() }
    }

    /// The numbers of the paragraphs that `parts` touch, in order.
    fn blocks_of(&self, parts: &[Span]) -> Vec<usize> {
        let blocks = &self.prose.blocks;
        let touched = parts.iter().flat_map(|part| {
            let first = blocks.partition_point(|block| block.span.end <= part.start);
            (first..blocks.len()).take_while(|&number| blocks[number].span.start < part.end)
        });
        let mut numbers: Vec<usize> = touched.collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Passages that hold the quotation, its cue and its source: whole paragraphs where they are short,
    /// else the sentences concerned. One a paragraph, in order.
    pub(super) fn context(&mut self, quotation: &Quotation) -> Vec<Span> {
        let parts: Vec<Span> =
            quotation.spans.iter().copied().chain(quotation.cue).chain(quotation.source).collect();
        let touched = |span: Span| parts.iter().any(|part| part.start < span.end && span.start < part.end);
        let mut context = Vec::new();
        for number in self.blocks_of(&parts) {
            let block = &self.prose.blocks[number];
            if (block.span.end - block.span.start) as usize <= WHOLE_PARAGRAPH {
                context.push(block.span);
                continue;
            }
            let sentences = self
                .sentences
                .entry(number)
                .or_insert_with(|| sentences_of(&self.prose.text, block.span, self.language));
            context.extend(sentences.iter().copied().filter(|span| touched(*span)).reduce(Span::cover));
        }
        context
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{article, findings, person};

    fn shown(text: &str, said: &str) -> Vec<String> {
        let article = article("a", text);
        let found = findings(&article, vec![person("Olga Roe", &[])], &[(said, 0)]);
        let prose = &article.body.prose;
        let spans = Passages::new(prose, Language::english()).context(&found.quotations[0]);
        spans.iter().map(|span| span.of(&prose.text).to_owned()).collect()
    }

    #[test]
    fn a_short_paragraph_is_shown_whole_and_a_long_one_by_the_sentence() {
        let said = "“The harbour is full,” Roe said.";
        let short = format!("Boats wait. {said} They wait still.");
        assert_eq!(shown(&format!("Before.\n{short}\nAfter."), said), [short]);
        let long = format!("Über alles. {}{said} They wait still.", "Boats wait in the bay. ".repeat(30));
        assert_eq!(shown(&format!("Before.\n{long}\nAfter."), "“The harbour is full,”"), [said]);
    }
}
