//! Whose words a cue reports: the noun phrase before it or after it.
//!
//! Comes in: a statement and the names of the article. Goes out: a source, that is the words that name or
//! describe who speaks, and what decides their identity. Nothing here knows who they are.

use std::ops::Range;

use super::names::Name;
use super::statements::View;
use crate::language::lexicon::{Class, Lexeme};
use crate::text::TokenKind;

/// The words that an attribution rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Items of the statement.
    pub items: Range<usize>,
    /// What decides who is meant.
    pub head: Head,
}

/// What decides who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A name, by index.
    Name(usize),
    /// A pronoun, by token.
    Pronoun(usize),
    /// A description, by the token of its noun.
    Description(usize),
    /// More than one person or body.
    Several,
}

/// How surely a phrase was recognised as the subject of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grip {
    /// Found further away, by the shape of the sentence.
    Loose,
    /// Beside the verb, but what stands before it is unclear.
    Fair,
    /// Beside the verb, at the start of its clause.
    Firm,
}

/// Looks for sources in one statement.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The statement.
    pub view: View<'a>,
    /// The names of the article, in order.
    pub names: &'a [Name],
}

/// Noun phrases are not followed deeper than this ("the head of the office of the mayor of …").
const DEEPEST: usize = 5;
/// Longest description in words.
const LONGEST: usize = 9;
/// How far back the beginning of a parenthesis is looked for, in items.
const PARENTHESIS: usize = 60;

impl<'a> Sources<'a> {
    /// The name that the token `token` belongs to.
    pub fn name_at(self, token: usize) -> Option<usize> {
        let index = self.names.partition_point(|name| name.tokens.end <= token);
        self.names.get(index).filter(|name| name.tokens.start <= token).map(|_| index)
    }

    /// The name whose title or description begins with the token `token`.
    fn name_from(self, token: usize) -> Option<usize> {
        let index = self.names.partition_point(|name| name.full.end <= token);
        self.names[index..].iter().take(4).position(|name| name.full.start == token).map(|step| index + step)
    }

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
    fn core(self, last: usize) -> Option<Source> {
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
        if !view.is_word(last) || !self.can_be_noun(last) {
            return None;
        }
        let start = self.description_start(last);
        let head = self.noun_of(start..last + 1).unwrap_or(token);
        Some(Source { items: start..last + 1, head: Head::Description(head) })
    }

    /// The token of the noun of a description where adjectives follow it: the first that can speak.
    fn noun_of(self, items: Range<usize>) -> Option<usize> {
        let view = self.view;
        if !view.document.language.quotations.noun_first {
            return None;
        }
        items.into_iter().find(|&at| is_person_noun(view.lexeme(at))).and_then(|at| view.token(at))
    }

    /// Whether the word at `at` can be the noun of a description.
    fn can_be_noun(self, at: usize) -> bool {
        let lexeme = self.view.lexeme(at);
        if is_person_noun(lexeme) {
            return true;
        }
        !lexeme.is_function()
            && !lexeme.is(Class::Calendar)
            && (lexeme.cue.is_none() || lexeme.is(Class::CueNoun))
    }

    /// Where the description that ends with the noun at `last` begins.
    fn description_start(self, last: usize) -> usize {
        let view = self.view;
        let mut start = last;
        if view.is(last, Class::Age) && last > 1 && view.is_mark(last - 1, "-") {
            // "the 60-year-old"
            start = last - 2;
        }
        while start > 0 && last - start < LONGEST {
            let before = start - 1;
            let lexeme = view.lexeme(before);
            if view.is_possessive(before) {
                // "Putin’s envoy": the owner belongs to the description.
                let owner =
                    before.checked_sub(1).and_then(|at| view.token(at)).and_then(|token| self.name_at(token));
                match owner.and_then(|index| view.item_of(self.names[index].full.start)) {
                    Some(owner) => start = owner,
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
            let modifies =
                (inner || !lexeme.is_function()) && (lexeme.cue.is_none() || is_person_noun(lexeme));
            if !modifies {
                break;
            }
            start = before;
        }
        start
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
            Head::Pronoun(_) | Head::Several => false,
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
            .filter(|&at| view.is(at, Class::Trailing) && at > 0 && is_person_noun(view.lexeme(at - 1)));
        match self.ending(trailing.unwrap_or(preposition), depth + 1) {
            Some(outer) if self.counts(&outer) => {
                Source { items: outer.items.start..source.items.end, head: source.head }
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
            if !matches!(self.names[index].kind, super::names::NameKind::Person | super::names::NameKind::Body));
        let before =
            comma.checked_sub(1).and_then(|at| self.view.token(at)).and_then(|token| self.name_at(token));
        located
            && before.is_some_and(|index| {
                matches!(self.names[index].kind, super::names::NameKind::Body | super::names::NameKind::Place)
            })
    }

    /// Whether a clause can begin at the item `at`.
    pub fn opens_clause(self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let view = self.view;
        view.is_quote(before)
            || view.is_any_mark(before)
            || view.lexeme(before).is_any(&[
                Class::Conjunction,
                Class::Subordinator,
                Class::Complementiser,
                Class::Adverb,
                Class::Calendar,
            ])
    }

    /// The subject of a verb whose group begins at the item `verb`.
    pub fn subject_of(self, verb: usize) -> Option<(Source, Grip)> {
        let view = self.view;
        let verb = self.before_time(verb);
        let before = verb.checked_sub(1)?;
        if view.is_quote(before) {
            return None;
        }
        if view.is(before, Class::Relative) {
            let end = if before > 0 && view.is_mark(before - 1, ",") { before - 1 } else { before };
            return self.ending_at(end).map(|source| (source, Grip::Fair));
        }
        if view.is_mark(before, ",")
            && before > 0
            && view.is_mark(before - 1, ")")
            && let Some(source) =
                self.ending_at(before).filter(|source| self.opens_clause(source.items.start))
        {
            // "Jack Roe (D-R.I.), said"
            return Some((source, Grip::Firm));
        }
        if view.is_mark(before, ",")
            || view.word(before).starts_with(['—', '–', '―'])
            || view.is_mark(before, "--")
        {
            return self.before_parenthesis(before).map(|source| (source, Grip::Fair));
        }
        let source = self.ending_at(verb)?;
        if self.opens_clause(source.items.start) {
            return Some((source, Grip::Firm));
        }
        if let Some(start) = self.past_modifiers(&source) {
            return Some((Source { items: start..source.items.end, ..source }, Grip::Firm));
        }
        // "people who attended the meeting said"
        let start = source.items.start;
        let relative = (0..start)
            .rev()
            .take(15)
            .take_while(|&at| view.is_word(at) || view.is_possessive(at))
            .find(|&at| view.is(at, Class::Relative));
        if let Some(relative) = relative
            && let Some(antecedent) = self.ending_at(relative)
            && self.opens_clause(antecedent.items.start)
        {
            return Some((Source { items: antecedent.items.start..verb, head: antecedent.head }, Grip::Fair));
        }
        let grip = if matches!(source.head, Head::Description(_)) { Grip::Loose } else { Grip::Fair };
        Some((source, grip))
    }

    /// Where "panel" in "panel Chairman Olga Example" begins, when nothing but such words stands between a name and
    /// the opening of its clause.
    fn past_modifiers(self, source: &Source) -> Option<usize> {
        const MOST: usize = 3;
        let view = self.view;
        if !matches!(source.head, Head::Name(_)) {
            return None;
        }
        let mut start = source.items.start;
        while start > 0 && source.items.start - start < MOST {
            let before = start - 1;
            let lexeme = view.lexeme(before);
            if !view.is_word(before) || lexeme.is_function() || lexeme.cue.is_some() {
                break;
            }
            start = before;
        }
        (start < source.items.start && start > 0 && view.is_quote(start - 1)).then_some(start)
    }

    /// The item where "on Tuesday", "in 2010" or "last week" just before `end` begin; `end` itself without them.
    fn before_time(self, end: usize) -> usize {
        let view = self.view;
        let is_time = |at: usize| {
            view.is(at, Class::Calendar)
                || view.token(at).is_some_and(|token| {
                    view.document.tokens[token].kind == TokenKind::Number
                        && view.document.word(token).len() == 4
                })
        };
        let mut start = end;
        while start > 0 && (is_time(start - 1) || start < end && view.is(start - 1, Class::TimeDeterminer)) {
            start -= 1;
        }
        if start < end && start > 0 && view.is(start - 1, Class::Preposition) {
            start -= 1;
        }
        if start == 0 { end } else { start }
    }

    /// The subject before ", a political scientist at Y," when `comma` closes the parenthesis.
    fn before_parenthesis(self, comma: usize) -> Option<Source> {
        let view = self.view;
        let floor = comma.saturating_sub(PARENTHESIS);
        let mut described: Option<Source> = None;
        for at in (floor..comma).rev() {
            let long = view.items.get(at).is_some_and(|item| item.tokens.len() > LONGEST);
            if view.is_quote(at) && long || view.is_mark(at, ";") {
                break;
            }
            let opens =
                view.is_mark(at, ",") || view.word(at).starts_with(['—', '–', '―']) || view.is_mark(at, "--");
            if !opens {
                continue;
            }
            let Some(source) = self.ending_at(at) else { continue };
            if !self.opens_clause(source.items.start) {
                continue;
            }
            match source.head {
                Head::Name(index)
                    if self.names[index].kind != super::names::NameKind::Place
                        || self.opens_statement(source.items.start) =>
                {
                    let source = Source { items: source.items.start..comma, ..source };
                    return Some(source);
                }
                Head::Description(token) => {
                    // "His former partner, Olga Example, said": the name in apposition.
                    let named = view
                        .token(at + 1)
                        .and_then(|first| self.name_from(first))
                        .filter(|&index| self.names[index].kind == super::names::NameKind::Person)
                        .filter(|_| view.is_mark(at, ","));
                    if let Some(index) = named {
                        return Some(Source { items: source.items.start..comma, head: Head::Name(index) });
                    }
                    if is_person_noun(view.document.lexemes[token]) {
                        described.get_or_insert(source);
                    }
                }
                _ => {}
            }
        }
        described.map(|source| Source { items: source.items.start..comma, ..source })
    }

    /// Whether nothing but adverbs and conjunctions stands before the item `at`.
    fn opens_statement(self, at: usize) -> bool {
        (0..at).all(|before| self.view.lexeme(before).is_any(&[Class::Conjunction, Class::Adverb]))
    }

    /// The noun phrase that begins at the item `start`.
    pub fn starting_at(self, start: usize) -> Option<Source> {
        let view = self.view;
        let mut end = start;
        let mut opened = false;
        while end < view.len() && end - start < LONGEST + 6 {
            let Some(token) = view.token(end) else { break };
            if self.names.get(self.names.partition_point(|name| name.full.end <= token)).is_some_and(|name| {
                name.full.start <= token && view.item_of(name.full.start).is_some_and(|at| at >= start)
            }) || view.is_possessive(end)
            {
                end += 1;
                opened = true;
                continue;
            }
            if end > start
                && view
                    .token(end - 1)
                    .and_then(|last| self.name_at(last))
                    .is_some_and(|name| self.names[name].kind != super::names::NameKind::Place)
                && !is_person_noun(view.lexeme(end))
            {
                // After a name a small word is a verb or the like.
                break;
            }
            if view.is_number(end) && end > start && !view.is_number(end - 1) {
                end += 1;
                continue;
            }
            // "Protesters marching through the streets"
            let participle = end > start
                && is_person_noun(view.lexeme(end - 1))
                && !view.is_capitalised(end)
                && view.document.language.quotations.could_be_gerund(view.word(end));
            if !view.is_word(end) || participle {
                break;
            }
            let lexeme = view.lexeme(end);
            let determiner = lexeme.is_any(&[Class::Article, Class::Determiner, Class::Possessive]);
            let fits = if determiner {
                !opened || end > start && view.is_possessive(end - 1)
            } else {
                !lexeme.is_function()
                    && !lexeme.is(Class::Calendar)
                    && (lexeme.cue.is_none() || is_person_noun(lexeme))
            };
            if !fits {
                break;
            }
            opened |= !determiner;
            end += 1;
        }
        let last = end.checked_sub(1).filter(|&last| last >= start)?;
        let token = view.token(last)?;
        let head = match self.name_at(token) {
            Some(index) if self.names[index].tokens.end == token + 1 => Head::Name(index),
            _ => {
                let determined =
                    view.lexeme(start).is_any(&[Class::Article, Class::Determiner, Class::Possessive]);
                let first = self.noun_of(start..end);
                let noun = opened && (determined || first.is_some() || is_person_noun(view.lexeme(last)));
                if !noun {
                    return None;
                }
                Head::Description(first.unwrap_or(token))
            }
        };
        let source = Source { items: start..end, head };
        if view.is(end, Class::Conjunction)
            && let Some(other) = self.starting_at(end + 1)
        {
            return Some(Source { items: start..other.items.end, head: Head::Several });
        }
        Some(source)
    }

    /// The noun phrase or subject pronoun that begins at the item `start`.
    pub fn subject_starting_at(self, start: usize) -> Option<Source> {
        let view = self.view;
        let pronoun = view.is(start, Class::Pronoun)
            && !view.lexeme(start).is_any(&[Class::ObjectPronoun, Class::Possessive]);
        if pronoun {
            return Some(Source { items: start..start + 1, head: Head::Pronoun(view.token(start)?) });
        }
        self.starting_at(start)
    }

    /// The first noun phrase before the item `before` that can be the subject of the whole statement.
    pub fn main_subject(self, before: usize) -> Option<Source> {
        let view = self.view;
        let mut at = self.past_dateline();
        while at < before {
            if view.is_quote(at) {
                at += 1;
                continue;
            }
            // "In Kyiv on Tuesday, …", "While he waited, …"
            let adverbial =
                view.lexeme(at).is_any(&[Class::Preposition, Class::Subordinator]) && view.is_word(at);
            if adverbial {
                let comma = (at..before).find(|&comma| view.is_mark(comma, ","))?;
                at = comma + 1;
                continue;
            }
            if view.is(at, Class::Pronoun)
                && !view.is(at, Class::ObjectPronoun)
                && !view.is(at, Class::Possessive)
            {
                let token = view.token(at)?;
                return Some(Source { items: at..at + 1, head: Head::Pronoun(token) });
            }
            if let Some(source) = self.starting_at(at) {
                if source.items.end <= before && self.is_subject_like(&source) {
                    return Some(source);
                }
                return None;
            }
            at += 1;
        }
        None
    }

    /// The item after "KYIV, Ukraine (AP) —" at the start of the statement; 0 without it.
    fn past_dateline(self) -> usize {
        const LONGEST: usize = 14;
        let view = self.view;
        let opens = view.token(0).and_then(|first| self.name_at(first)).is_some();
        if !opens {
            return 0;
        }
        let verb = |at: usize| {
            let lexeme = view.lexeme(at);
            lexeme.is_any(&[Class::Be, Class::Modal, Class::Auxiliary]) || lexeme.cue.is_some()
        };
        (0..view.len().min(LONGEST))
            .take_while(|&at| !view.is_quote(at) && !verb(at))
            .find(|&at| view.is_dash(at) && view.items[at].tokens.start + 1 < view.document.tokens.len())
            .map_or(0, |dash| dash + 1)
    }

    fn is_subject_like(self, source: &Source) -> bool {
        match source.head {
            Head::Name(_) | Head::Several => true,
            Head::Description(token) => is_person_noun(self.view.document.lexemes[token]),
            Head::Pronoun(_) => true,
        }
    }
}

/// Whether the word can stand for a person, a body or a document that speaks.
pub fn is_person_noun(lexeme: Lexeme) -> bool {
    lexeme.is_any(&[Class::Role, Class::Group, Class::Body, Class::Document, Class::Title])
}
