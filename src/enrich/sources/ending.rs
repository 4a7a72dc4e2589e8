//! Noun phrases that end where a verb begins: "a spokesman for the ministry" before "said".

use super::{Head, LONGEST, Source, Sources, is_person_noun};
use crate::enrich::names::NameKind;
use crate::language::lexicon::Class;

/// Noun phrases are not followed deeper than this ("the head of the office of the mayor of …").
const DEEPEST: usize = 5;

impl Sources<'_> {
    /// The noun phrase that ends just before the item `end`.
    pub fn ending_at(self, end: usize) -> Option<Source> {
        self.ending(end, 0)
    }

    /// The name or description whose possessive ending stands at `possessive`.
    pub fn owner_ending_at(self, possessive: usize) -> Option<Source> {
        let view = self.view;
        let last = possessive.checked_sub(1)?;
        let token = view.token(last)?;
        if let Some(index) = self.name_at(token) {
            let start = view.item_of(self.names[index].full.start).unwrap_or(last);
            return Some(Source { items: start..last + 1, head: Head::Name(index) });
        }
        is_person_noun(view.lexeme(last))
            .then(|| Source { items: self.description_start(last)..last + 1, head: Head::Description(token) })
    }

    fn ending(self, end: usize, depth: usize) -> Option<Source> {
        let view = self.view;
        let last = end.checked_sub(1)?;
        if view.is_mark(last, ")") || view.is_mark(last, "]") {
            let open = (0..last).rev().take(12).find(|&at| view.is_mark(at, "(") || view.is_mark(at, "["))?;
            return self.ending(open, depth);
        }
        let source = self.core(last)?;
        if depth >= DEEPEST {
            return Some(source);
        }
        let source = self.joined_with_earlier(source, depth);
        Some(self.raised(source, depth))
    }

    /// The phrase without what it depends on.
    pub(super) fn core(self, last: usize) -> Option<Source> {
        let view = self.view;
        let token = view.token(last)?;
        let lexeme = view.lexeme(last);
        if let Some(index) = self.name_at(token) {
            let name = &self.names[index];
            if name.possessive || name.tokens.end != token + 1 {
                return None;
            }
            let mut start = view.item_of(name.full.start).or_else(|| view.item_of(name.tokens.start))?;
            while start > 0
                && view.lexeme(start - 1).is_any(&[Class::Article, Class::Possessive, Class::Determiner])
            {
                start -= 1;
            }
            if start > 0
                && view.is_possessive(start - 1)
                && name.kind == NameKind::Person
                && let Some(owner) = self.owner_ending_at(start - 1)
            {
                // "the Herald’s Olga Example"
                start = owner.items.start;
                while start > 0 && view.is(start - 1, Class::Article) {
                    start -= 1;
                }
            }
            return Some(Source { items: start..last + 1, head: Head::Name(index) });
        }
        if lexeme.is(Class::ObjectPronoun)
            && last > 1
            && view.is(last - 1, Class::Specifying)
            && view.is(last - 2, Class::Determiner)
        {
            // "one of them"
            return Some(Source { items: last - 2..last + 1, head: Head::Several });
        }
        if lexeme.is(Class::Pronoun) && !lexeme.is(Class::Possessive) {
            let subject = !lexeme.is(Class::ObjectPronoun);
            return subject.then_some(Source { items: last..last + 1, head: Head::Pronoun(token) });
        }
        if view.is(last, Class::Quantity)
            && last > 1
            && view.is(last - 1, Class::Preposition)
            && view.is_number(last - 2)
        {
            // "9 per cent", "Only 9 per cent"
            let rough = last > 2 && view.is(last - 3, Class::Adverb);
            return Some(Source { items: last - 2 - usize::from(rough)..last + 1, head: Head::Several });
        }
        if view.is_number(last)
            && last > 0
            && is_person_noun(view.lexeme(last - 1))
            && view.is_capitalised(last - 1)
            && self.opens_clause(last - 1)
        {
            // "Clause 4", "Witness 12", but not "the fans in Section 12"
            return Some(Source {
                items: last - 1..last + 1,
                head: Head::Description(view.token(last - 1)?),
            });
        }
        if view.is(last, Class::Numeral)
            && last > 1
            && view.is(last - 1, Class::Specifying)
            && is_person_noun(view.lexeme(last - 2))
            && !view.is(last - 2, Class::Group)
        {
            // "the 52-year-old father of four"
            let head = Head::Description(view.token(last - 2)?);
            return Some(Source { items: self.description_start(last - 2)..last + 1, head });
        }
        if !view.is_word(last) || !self.can_be_noun(last) {
            return None;
        }
        let start = self.description_start(last);
        let head = self.noun_of(start..last + 1).unwrap_or(token);
        Some(Source { items: start..last + 1, head: Head::Description(head) })
    }

    /// Where the description that ends with the noun at `last` begins.
    fn description_start(self, last: usize) -> usize {
        let view = self.view;
        let mut start = self.past_age(last);
        while start > 0 && last - start < LONGEST {
            let before = start - 1;
            let lexeme = view.lexeme(before);
            if view.is_possessive(before) {
                // "Putin’s envoy": the owner belongs to the description.
                let owner =
                    before.checked_sub(1).and_then(|at| view.token(at)).and_then(|token| self.name_at(token));
                match owner.and_then(|index| view.item_of(self.names[index].full.start)) {
                    Some(owner) => {
                        let articled = owner > 0 && view.is(owner - 1, Class::Article);
                        start = owner - usize::from(articled);
                    }
                    None if before > 0 && view.is_word(before - 1) => {
                        start = self.description_start(before - 1)
                    }
                    None => start = before,
                }
                break;
            }
            let counted =
                view.is_number(before) || view.is_mark(before, "%") && view.is_number(before.wrapping_sub(1));
            if !view.is_word(before) && !counted {
                break;
            }
            if lexeme.is_any(&[Class::Article, Class::Determiner, Class::Possessive])
                && !lexeme.is(Class::Relative)
            {
                start = before;
                while start > 0 && view.lexeme(start - 1).is_any(&[Class::Article, Class::Determiner]) {
                    start -= 1;
                }
                break;
            }
            // "an inside source"
            let inner = lexeme.is(Class::Preposition)
                && before > 0
                && view.lexeme(before - 1).is_any(&[Class::Article, Class::Possessive]);
            // "the think tank": after an article no verb stands.
            let articled = lexeme.cue.is_some_and(|cue| cue.forms.base)
                && before > 0
                && view.is(before - 1, Class::Article);
            let modifies = (inner || !lexeme.is_function())
                && (lexeme.cue.is_none() || is_person_noun(lexeme) || articled);
            if !modifies {
                break;
            }
            start = self.past_age(before);
        }
        start
    }

    /// Where the age begins whose "year-old" stands at `at`: "the 60-year-old keeper"; `at` itself for anything else.
    fn past_age(self, at: usize) -> usize {
        let aged = self.view.is(at, Class::Age) && at > 1 && self.view.is_mark(at - 1, "-");
        if aged { at - 2 } else { at }
    }

    /// "Smith and Jones": both.
    fn joined_with_earlier(self, source: Source, depth: usize) -> Source {
        let view = self.view;
        let Some(and) = source.items.start.checked_sub(1).filter(|&at| view.is(at, Class::Conjunction))
        else {
            return source;
        };
        let end = if and > 0 && view.is_mark(and - 1, ",") { and - 1 } else { and };
        let Some(other) = end.checked_sub(1).and_then(|last| self.core(last)) else { return source };
        let named = |head: Head| match head {
            Head::Name(_) => true,
            Head::Description(token) => is_person_noun(view.document.lexemes[token]),
            Head::Pronoun(_) | Head::Several | Head::Nobody => false,
        };
        if !(named(other.head) && named(source.head)) || depth > 0 && end != and {
            return source;
        }
        // "told Smith and Jones said": the first would be the object of a verb.
        let other = self.raised(other, depth + 1);
        if !self.opens_clause(other.items.start) {
            return source;
        }
        Source { items: other.items.start..source.items.end, head: Head::Several }
    }

    /// "A spokesman for the ministry": what a preposition hangs on is the head.
    fn raised(self, source: Source, depth: usize) -> Source {
        let view = self.view;
        let Some(preposition) = source.items.start.checked_sub(1) else { return source };
        if view.is_mark(preposition, ",") && depth < DEEPEST && self.is_located(source.head, preposition) {
            // "at the University of Leeds, Yorkshire": the place belongs to the body.
            if let Some(body) = self.core(preposition - 1) {
                let raised = self.raised(body.clone(), depth + 1);
                if raised.head != body.head {
                    return Source { items: raised.items.start..source.items.end, head: raised.head };
                }
            }
            return source;
        }
        if !view.is(preposition, Class::Preposition) || view.is(preposition, Class::Calendar) {
            return source;
        }
        // "people familiar with the talks"
        let trailing = preposition
            .checked_sub(1)
            .filter(|&at| at > 0 && is_person_noun(view.lexeme(at - 1)))
            .filter(|&at| {
                let noun = [Class::Role, Class::Group, Class::Title, Class::Document];
                view.is(at, Class::Trailing) || view.lexeme(at - 1).is_any(&noun) && self.is_participle(at)
            });
        match self.ending(trailing.unwrap_or(preposition), depth + 1) {
            Some(outer) if self.counts(&outer) => {
                // A share of those with a name is nobody with that name.
                let head = if let Head::Name(_) = source.head { Head::Several } else { source.head };
                Source { items: outer.items.start..source.items.end, head }
            }
            Some(outer) if outer.head != Head::Several && self.can_own(outer.head) => {
                Source { items: outer.items.start..source.items.end, head: outer.head }
            }
            _ => source,
        }
    }

    /// Whether it tells how many of those who follow: "46 percent", "a majority".
    fn counts(self, source: &Source) -> bool {
        let last = source.items.end - 1;
        let quantity = self.view.is(last, Class::Quantity) || self.view.is_number(last);
        quantity && !matches!(source.head, Head::Name(_))
    }

    /// Whether a phrase with this head can have another hang on it ("a spokesman for", "the head of"), where a verb
    /// looks like a noun ("turned to").
    fn can_own(self, head: Head) -> bool {
        match head {
            Head::Description(token) => {
                let determined = token > 0
                    && self.view.document.lexemes[token - 1].is_any(&[
                        Class::Article,
                        Class::Possessive,
                        Class::Determiner,
                    ]);
                determined || is_person_noun(self.view.document.lexemes[token])
            }
            _ => true,
        }
    }

    /// Whether the name `head` after the comma `comma` can be the place of the body or place before it.
    fn is_located(self, head: Head, comma: usize) -> bool {
        let located = matches!(head, Head::Name(index)
            if !matches!(self.names[index].kind, NameKind::Person | NameKind::Body));
        let before =
            comma.checked_sub(1).and_then(|at| self.view.token(at)).and_then(|token| self.name_at(token));
        located
            && before.is_some_and(|index| matches!(self.names[index].kind, NameKind::Body | NameKind::Place))
    }
}
