//! Attributions inside the marks: "« Le quai est vide, a dit X, et il le restera. »" is two pieces of speech and
//! words of the narrator between them.
//!
//! Comes in: the tokens of a block and what stands between its marks. Goes out: the same, with such regions cut in
//! two. Only for languages whose pack says that they write so.

use std::ops::Range;

use crate::language::lexicon::{Class, Lexeme};
use crate::language::quotations::Quotations;
use crate::text::{QuotedRegion, Token, TokenKind};

/// Longest attribution of this kind, in tokens.
const LONGEST: usize = 24;

/// `regions` with those cut in two that an attribution interrupts.
pub fn split(
    text: &str,
    tokens: &[Token],
    regions: Vec<QuotedRegion>,
    rules: &Quotations,
) -> Vec<QuotedRegion> {
    if !rules.attribution_inside_marks {
        return regions;
    }
    let block = Block { text, tokens, rules };
    let mut cut = Vec::with_capacity(regions.len());
    for region in regions {
        match (region.depth == 0).then(|| block.attribution(region)).flatten() {
            None => cut.push(region),
            Some(attribution) => {
                cut.push(QuotedRegion { end: attribution.start, closed: true, ..region });
                if attribution.end + usize::from(region.closed) < region.end {
                    cut.push(QuotedRegion { open: attribution.end, ..region });
                }
            }
        }
    }
    cut
}

struct Block<'a> {
    text: &'a str,
    tokens: &'a [Token],
    rules: &'a Quotations,
}

impl Block<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens[at].text(self.text)
    }

    fn lexeme(&self, at: usize) -> Lexeme {
        match self.tokens.get(at) {
            Some(token) if token.kind == TokenKind::Word => self.rules.lexeme(token.text(self.text)),
            _ => Lexeme::default(),
        }
    }

    /// The attribution inside `region`, from the comma before it to past the mark after it.
    fn attribution(&self, region: QuotedRegion) -> Option<Range<usize>> {
        let inner = region.inner();
        inner.clone().skip(1).find_map(|at| {
            let start = match self.word(at) {
                "," => at,
                "?" | "!" => at + 1,
                _ => return None,
            };
            let verb_end = self.inverted_verb(at + 1)?;
            let end = self.end_of_attribution(verb_end, inner.end)?;
            Some(start..end)
        })
    }

    /// Past the verb that begins at `at`, when it reports and its subject follows: "a dit X", "dit-il".
    fn inverted_verb(&self, at: usize) -> Option<usize> {
        let mut at = self.past_adverbs(at);
        let mut pronoun = false;
        let compound = self.lexeme(at).is_any(&[Class::Auxiliary, Class::Be]);
        if compound {
            at += 1;
            pronoun = self.is_tied_pronoun(at);
            at = self.past_adverbs(at + usize::from(pronoun));
        }
        let cue = self.lexeme(at).cue.filter(|cue| cue.takes.quote)?;
        if !(if compound { cue.forms.participle } else { cue.forms.is_finite() }) {
            return None;
        }
        at += 1;
        pronoun |= self.is_tied_pronoun(at);
        (pronoun || self.begins_subject(at)).then_some(at)
    }

    fn past_adverbs(&self, mut at: usize) -> usize {
        while self.lexeme(at).is(Class::Adverb) {
            at += 1;
        }
        at
    }

    fn is_tied_pronoun(&self, at: usize) -> bool {
        self.lexeme(at).is(Class::Pronoun) && !self.tokens[at].spaced
    }

    fn begins_subject(&self, at: usize) -> bool {
        self.lexeme(at).is_any(&[Class::Article, Class::Possessive, Class::Title])
            || self.tokens.get(at).is_some_and(|token| token.is_capitalised())
    }

    /// Past the mark that ends the attribution whose verb ends at `from`: the comma after an apposition rather than
    /// the one before it.
    fn end_of_attribution(&self, from: usize, limit: usize) -> Option<usize> {
        for at in from..limit.min(from + LONGEST) {
            let ends = match self.word(at) {
                "," => !self.lexeme(at + 1).is_any(&[Class::Role, Class::Title]),
                "." => !self.rules.is_abbreviation(self.word(at - 1)),
                "!" | "?" => true,
                _ => false,
            };
            if ends {
                return Some(at + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::text::{Span, tokenize};

    fn pieces(text: &str) -> Vec<&str> {
        let rules = &Language::find("fr").unwrap().quotations;
        let tokens = tokenize(text, Span::new(0, text.len()), &rules.affixes);
        let regions = split(text, &tokens, rules.marks.regions(text, &tokens, None), rules);
        let span = |region: &QuotedRegion| tokens[region.open].span.cover(tokens[region.end - 1].span);
        regions.iter().map(|region| span(region).of(text)).collect()
    }

    #[test]
    fn an_attribution_cuts_what_it_interrupts() {
        assert_eq!(
            pieces("« Le quai est vide, a dit Jeanne Roux, et il le restera. »"),
            ["« Le quai est vide", "et il le restera. »"]
        );
        assert_eq!(
            pieces("« Le quai est vide, dit-elle. Il le restera. »"),
            ["« Le quai est vide", "Il le restera. »"]
        );
        assert_eq!(
            pieces("« Qui paiera ? s’est interrogé M. Roux, maire de Landrec, qui ? »"),
            ["« Qui paiera ?", "qui ? »"]
        );
    }

    #[test]
    fn a_verb_that_the_speaker_uses_cuts_nothing() {
        for text in [
            "« Il est venu, a dit bonjour, et il est parti. »",
            "« Le quai, comme le dit la maire, est vide. »",
            "« Oui. »",
        ] {
            assert_eq!(pieces(text), [text]);
        }
    }
}
