//! The words of a quotation, and those around it that its speaker's page shows.

use std::borrow::Cow;

use super::{SiteArticle, SiteQuotation};
use crate::enrich::Quotation;
use crate::text::{Prose, Span};

/// A paragraph up to this many bytes is shown whole.
const WHOLE_PARAGRAPH: usize = 420;

impl SiteArticle {
    /// The words of `quotation`, one of this article's: its pieces in the order of the text, with their quotation marks.
    pub fn words(&self, quotation: &SiteQuotation) -> Cow<'_, str> {
        let prose = &self.article.body.prose;
        let spans = &self.findings.quotations[quotation.index].spans;
        // Nearly all of them have one piece.
        if let [span] = spans[..] {
            return Cow::Borrowed(span.of(&prose.text));
        }
        let mut spans = spans.clone();
        spans.sort_unstable();
        let pieces: Vec<&str> = spans.iter().map(|span| span.of(&prose.text)).collect();
        Cow::Owned(pieces.join(" "))
    }
}

/// Passages that hold `quotation`, its cue and its source: whole paragraphs where they are short, else those of `sentences`
/// that are concerned. One a paragraph, in order.
pub(super) fn context(quotation: &Quotation, prose: &Prose, sentences: &[Span]) -> Vec<Span> {
    let parts = || quotation.spans.iter().copied().chain(quotation.cue).chain(quotation.source);
    let touched = |span: Span| parts().any(|part| part.start < span.end && span.start < part.end);
    let Some(all) = parts().reduce(Span::cover) else { return Vec::new() };
    let paragraphs = among(&prose.blocks, |block| block.span, all).iter().map(|block| block.span);
    let shown = |paragraph: Span| {
        if paragraph.len() <= WHOLE_PARAGRAPH {
            return Some(paragraph);
        }
        let sentences = among(sentences, |sentence| *sentence, paragraph).iter().copied();
        sentences.filter(|sentence| touched(*sentence)).reduce(Span::cover)
    };
    paragraphs.filter(|paragraph| touched(*paragraph)).filter_map(shown).collect()
}

/// Those of `parts`, which are in order, that lie in `span` or reach into it.
fn among<T>(parts: &[T], of: impl Fn(&T) -> Span, span: Span) -> &[T] {
    let first = parts.partition_point(|part| of(part).end <= span.start);
    let parts = &parts[first..];
    &parts[..parts.partition_point(|part| of(part).start < span.end)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{article, findings, person};

    fn shown(text: &str, said: &str) -> Vec<String> {
        let article = article("a", text);
        let found = findings(&article, vec![person("Olga Roe", &[])], &[(said, 0)]);
        let prose = &article.body.prose;
        let spans = context(&found.quotations[0], prose, &found.sentences);
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
