//! Terms of the glossary in articles: those that the author linked, and otherwise the first occurrence of each.
//!
//! Words are compared without case, but for terms in capitals: "WHO" is not "who". Comes in: an article and the glossary.
//! Goes out: spans of its prose. Must not know: HTML.

use foldhash::{HashMap, HashSet};

use super::SiteArticle;
use crate::content::{GlossaryTerm, OverrideKind};
use crate::text::{BlockKind, Span};

/// A term in the text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermUse {
    /// The words.
    pub span: Span,
    /// Index into [`Site::glossary`](super::Site::glossary).
    pub term: usize,
}

/// The glossary, ready to be looked up word by word.
#[derive(Debug, Default)]
pub(super) struct Glossary<'g> {
    by_id: HashMap<&'g str, usize>,
    /// By the first word, folded: the forms of terms that begin with it, longest first.
    by_word: HashMap<String, Vec<Form<'g>>>,
}

/// One way to write a term.
#[derive(Debug)]
struct Form<'g> {
    term: usize,
    words: Vec<&'g str>,
}

impl<'g> Glossary<'g> {
    pub fn new(terms: &'g [GlossaryTerm]) -> Self {
        let mut glossary = Self::default();
        for (term, entry) in terms.iter().enumerate() {
            glossary.by_id.insert(&entry.id, term);
            for form in std::iter::once(&entry.term).chain(&entry.aliases) {
                let words: Vec<&str> = words(form).map(|span| span.of(form)).collect();
                if let Some(first) = words.first() {
                    glossary.by_word.entry(first.to_lowercase()).or_default().push(Form { term, words });
                }
            }
        }
        for forms in glossary.by_word.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        }
        glossary
    }

    /// The terms of `entry` in the order of its text. A term that its author linked is not looked for.
    pub fn uses(&self, entry: &SiteArticle) -> Vec<TermUse> {
        let body = &entry.article.body;
        let linked = body.overrides.iter().filter_map(|link| match &link.kind {
            OverrideKind::Term(id) => Some(TermUse { span: link.span, term: *self.by_id.get(id.as_str())? }),
            _ => None,
        });
        let mut uses: Vec<TermUse> = linked.filter(|link| !body.holds_link(link.span)).collect();
        if self.by_word.is_empty() || !entry.article.enrich_terms {
            return uses;
        }
        let mut seen: HashSet<usize> = uses.iter().map(|one| one.term).collect();
        // A link in a link is none, and what somebody said is linked to who said it.
        let quoted = entry.findings.quotations.iter().flat_map(|quotation| &quotation.spans);
        let taken: Vec<Span> = body.overrides.iter().map(|link| link.span).chain(quoted.copied()).collect();
        for block in &body.prose.blocks {
            if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Signature) {
                continue;
            }
            let text = block.span.of(&body.prose.text);
            let words: Vec<Span> = words(text).collect();
            for at in 0..words.len() {
                let Some((term, last)) = self.find(text, &words[at..]) else { continue };
                let span = Span {
                    start: block.span.start + words[at].start,
                    end: block.span.start + words[at + last].end,
                };
                let is_free = !taken.iter().any(|other| other.overlaps(span)) && !body.holds_link(span);
                if is_free && seen.insert(term) {
                    uses.push(TermUse { span, term });
                }
            }
        }
        uses.sort_unstable_by_key(|one| one.span);
        uses
    }

    /// The term that `words` of `text` begin with, and the index of its last word.
    fn find(&self, text: &str, words: &[Span]) -> Option<(usize, usize)> {
        let first = words.first()?.of(text);
        let forms = match self.by_word.get(first) {
            Some(forms) => forms,
            // Most words are in lower case already, and most are no term.
            None if first.chars().any(char::is_uppercase) => self.by_word.get(&first.to_lowercase())?,
            None => return None,
        };
        let fits = |form: &&Form<'_>| {
            form.words.len() <= words.len()
                && form.words.iter().zip(words).all(|(term, word)| is_same(term, word.of(text)))
                && words[..form.words.len()].windows(2).all(|pair| is_joint(text, pair[0], pair[1]))
        };
        let form = forms.iter().find(fits)?;
        Some((form.term, form.words.len() - 1))
    }
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = chars.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        let mut end = text.len();
        while let Some((at, c)) = chars.peek() {
            if !c.is_alphanumeric() {
                end = *at;
                break;
            }
            chars.next();
        }
        Some(Span::new(start, end))
    })
}

fn is_same(term: &str, word: &str) -> bool {
    let is_capital = term.chars().count() > 1
        && !term.chars().any(char::is_lowercase)
        && term.chars().any(char::is_alphabetic);
    term == word || !is_capital && term.to_lowercase() == word.to_lowercase()
}

/// Whether nothing but a space or a hyphen stands between two words.
fn is_joint(text: &str, a: Span, b: Span) -> bool {
    let between = &text[a.end as usize..b.start as usize];
    between.chars().count() == 1 && between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑'))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;
    use crate::enrich::Findings;
    use crate::site::testing::{article, find, findings, person};

    fn term(term: &str, aliases: &[&str]) -> GlossaryTerm {
        GlossaryTerm {
            id: crate::text::slug(term),
            term: term.to_owned(),
            definition: String::new(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            url: None,
            file: Arc::new(SourceFile::new("content/glossary.yaml", "")),
            span: 0..0,
        }
    }

    fn entry(text: &str, said: &[(&str, usize)]) -> SiteArticle {
        let article = article("a", text);
        let findings = match said {
            [] => Findings::default(),
            said => findings(&article, vec![person("Jane Roe", &[])], said),
        };
        SiteArticle {
            article: article.into(),
            findings: findings.into(),
            topics: vec![],
            speakers: vec![],
            roles_are_public: true,
            quotations: vec![],
            unsettled: vec![],
            events: vec![],
            terms: vec![],
            related: vec![],
        }
    }

    fn found<'t>(text: &'t str, entry: &SiteArticle, glossary: &[GlossaryTerm]) -> Vec<&'t str> {
        Glossary::new(glossary).uses(entry).into_iter().map(|one| one.span.of(text)).collect()
    }

    #[test]
    fn the_first_occurrence_of_each_term_is_found() {
        let glossary = [term("Pilot boat", &["cutter"]), term("Quay", &[]), term("Quay wall", &[])];
        let text = "The quay wall holds. A pilot-boat left the Quay, and the cutter came to the quay.";
        assert_eq!(found(text, &entry(text, &[]), &glossary), ["quay wall", "pilot-boat", "Quay"]);
    }

    #[test]
    fn capitals_are_told_from_words_and_words_from_their_parts() {
        let glossary = [term("WHO", &[]), term("port", &[])];
        let text = "Those who import know. The WHO and the port know.";
        assert_eq!(found(text, &entry(text, &[]), &glossary), ["WHO", "port"]);
    }

    #[test]
    fn quoted_words_are_left_to_their_speaker() {
        let glossary = [term("Quay", &[])];
        let text = "“The quay is full,” said Jane Roe. The quay was empty.";
        let entry = entry(text, &[("“The quay is full,”", 0)]);
        let uses = Glossary::new(&glossary).uses(&entry);
        assert_eq!(uses.len(), 1);
        assert!(uses[0].span.start > find(text, "Roe").start);
    }
}
