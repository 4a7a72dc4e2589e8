//! The subject of a verb: the noun phrase before it, past appositions, days and relative clauses.

use super::{Grip, Head, LONGEST, Source, Sources, is_person_noun};
use crate::enrich::names::{Name, NameKind};
use crate::language::lexicon::Class;
use crate::text::{Shape, TokenKind};

/// How far back the beginning of a parenthesis is looked for, in items.
const PARENTHESIS: usize = 60;

impl Sources<'_> {
    /// The subject of a verb whose group begins at the item `verb`.
    pub fn subject_of(self, verb: usize) -> Option<(Source, Grip)> {
        let view = self.view;
        let verb = self.before_time(verb);
        let before = verb.checked_sub(1)?;
        if view.is_quote(before) {
            // "Olga Example, who wrote “The Salt Road,” said": the comma stands inside the marks.
            return (view.last_inside(before) == ",")
                .then(|| self.before_parenthesis(verb))
                .flatten()
                .filter(|source| self.is_told_until(source, verb))
                .map(|source| (source, Grip::Fair));
        }
        if view.is(before, Class::Relative) {
            let end = if before > 0 && view.is_mark(before - 1, ",") { before - 1 } else { before };
            return self.antecedent(end).map(|source| (source, Grip::Fair));
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
        if view.is_mark(before, ",") || view.is_dash(before) && view.is_pause(before) {
            return self.before_parenthesis(before).map(|source| (source, Grip::Fair));
        }
        let Some(source) = self.ending_at(verb) else {
            // "people who wrote to her said"
            return view
                .is(before, Class::ObjectPronoun)
                .then(|| self.past_relative(verb, verb))
                .flatten()
                .map(|source| (source, Grip::Fair));
        };
        if self.opens_clause(source.items.start) {
            return Some((source, Grip::Firm));
        }
        if let Some(start) = self.past_modifiers(&source) {
            return Some((Source { items: start..source.items.end, ..source }, Grip::Firm));
        }
        if let Some(source) = self.past_relative(source.items.start, verb) {
            return Some((source, Grip::Fair));
        }
        let grip = if matches!(source.head, Head::Description(_)) { Grip::Loose } else { Grip::Fair };
        Some((source, grip))
    }

    /// "People who attended the meeting" before "said": who the relative clause is about that is open at the item `start` and
    /// ends before the item `verb`.
    fn past_relative(self, start: usize, verb: usize) -> Option<Source> {
        let view = self.view;
        let relative = (0..start)
            .rev()
            .take(15)
            .take_while(|&at| view.is_word(at) || view.is_possessive(at) || view.is_number(at))
            .find(|&at| view.is(at, Class::Relative))?;
        let antecedent = self.ending_at(relative).filter(|source| self.opens_clause(source.items.start))?;
        Some(Source { items: antecedent.items.start..verb, head: antecedent.head })
    }

    /// What a relative clause is about that begins after the item `end`: in "sent the bill to Olga Example, who" the one named
    /// last, in "met Olga Example, a pilot from Ulm, who" the one whom the apposition describes.
    fn antecedent(self, end: usize) -> Option<Source> {
        let view = self.view;
        let source = self.ending_at(end)?;
        let Head::Description(token) = source.head else { return Some(source) };
        let told =
            source.items.clone().any(|at| self.is_participle(at) && view.is(at + 1, Class::Preposition));
        if told && view.document.lexemes[token].is(Class::Document) {
            // "The note referred to a report, which": a verb looks like a participle.
            return self.core(end.checked_sub(1)?);
        }
        let noun = view.document.lexemes[token];
        let last = end.checked_sub(1).and_then(|last| view.token(last)).and_then(|last| self.name_at(last));
        if let Some(index) = last.filter(|&index| self.names[index].kind == NameKind::Person)
            && !is_person_noun(noun)
        {
            let start = view.item_of(self.names[index].full.start).unwrap_or(source.items.start);
            return Some(Source { items: start..source.items.end, head: Head::Name(index) });
        }
        let named = source
            .items
            .start
            .checked_sub(1)
            .filter(|&comma| view.is_mark(comma, ",") && !noun.is(Class::Group))
            // ", 44, a nurse, who"
            .map(|comma| {
                let aged = comma > 1 && view.is_number(comma - 1) && view.is_mark(comma - 2, ",");
                if aged { comma - 2 } else { comma }
            })
            .and_then(|comma| self.core(comma.checked_sub(1)?))
            .filter(
                |named| matches!(named.head, Head::Name(index) if self.names[index].kind == NameKind::Person),
            );
        Some(match named {
            Some(named) if noun.is_any(&[Class::Role, Class::Title]) => {
                Source { items: named.items.start..source.items.end, head: named.head }
            }
            _ => source,
        })
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

    /// The name in the apposition between the commas `open` and `close` that says who or what the phrase from `start` on
    /// means: "The operator, Example Works, said", "The yard’s owner, the Ulm firm Example Works, said".
    pub(super) fn named_between(self, start: usize, open: usize, close: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        let view = self.view;
        let opens = self.opens_statement(start) || start > 0 && view.is_quote(start - 1);
        if !view.is_mark(open, ",") || close - open > LONGEST || !opens {
            return None;
        }
        let belongs = |at: usize| {
            let lexeme = view.lexeme(at);
            view.token(at).is_some_and(|token| self.name_at(token).is_some())
                || view.is_number(at)
                || view.is_mark(at, "-")
                || view.is_mark(at, "(")
                || view.is_mark(at, ")")
                || at == open + 1 && lexeme.is_any(&[Class::Article, Class::Possessive])
                || view.is_word(at)
                    && !lexeme.is_function()
                    && (lexeme.cue.is_none() || is_person_noun(lexeme))
        };
        if view.document.language.quotations.could_be_gerund(view.word(open + 1)) {
            // "Others, including Olga Example, said"
            return None;
        }
        let end = (open + 1..close).find(|&at| !belongs(at)).unwrap_or(close);
        let placed = end < close && view.is(end, Class::Specifying);
        let index = view.token(end - 1).and_then(|last| self.name_at(last))?;
        let name = &self.names[index];
        let ends = view.item_of(name.tokens.end - 1) == Some(end - 1) && !name.possessive;
        let speaks = match name.kind {
            NameKind::Person => true,
            NameKind::Body | NameKind::Unclear => end == close && self.is_determined(start),
            NameKind::Place => false,
        };
        (ends && speaks && (end == close || placed)).then_some(index)
    }

    fn is_determined(self, start: usize) -> bool {
        self.view.lexeme(start).is_any(&[Class::Article, Class::Possessive, Class::Determiner])
    }

    /// Whether nothing but a relative clause stands between `source` and the item `verb`.
    fn is_told_until(self, source: &Source, verb: usize) -> bool {
        let view = self.view;
        let comma = source.items.clone().find(|&at| view.is_mark(at, ","));
        comma.is_some_and(|comma| {
            let opens = view.is(comma + 1, Class::Relative)
                || view.document.language.quotations.could_be_gerund(view.word(comma + 1));
            opens
                && !(comma + 1..verb).any(|at| view.is_mark(at, ","))
                && (comma + 1..verb).filter(|&at| view.is_quote(at)).count() == 1
        })
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
            let opens = view.is_mark(at, ",") || view.is_dash(at) && view.is_pause(at);
            if !opens {
                continue;
            }
            let Some(source) = self.ending_at(at) else {
                if let Some(name) = self.named_behind(at) {
                    return Some(Source { items: name.items.start..comma, ..name });
                }
                continue;
            };
            // "In a letter to the board Olga Example, of Ulm, wrote"
            let after_adverbial = matches!(source.head, Head::Name(index)
                if self.names[index].kind == NameKind::Person)
                && view.is(0, Class::Preposition)
                && source.items.start > 2
                && (0..source.items.start).all(|at| view.is_word(at) || view.is_possessive(at))
                && !view.lexeme(source.items.start - 1).is_function();
            // "The pilot said the master, Olga Example, had reported"
            let reported = source
                .items
                .start
                .checked_sub(1)
                .and_then(|at| view.lexeme(at).cue)
                .is_some_and(|cue| cue.takes.clause && !cue.takes.addressee && cue.forms.is_finite());
            let opens = || self.opens_clause(source.items.start) || self.opens_with_what(&source);
            if !opens() && !after_adverbial && !reported {
                continue;
            }
            match source.head {
                Head::Name(index)
                    if (self.names[index].kind != NameKind::Place
                        || self.opens_statement(source.items.start))
                        && !self.is_told_of(source.items.start) =>
                {
                    let source = Source { items: source.items.start..comma, ..source };
                    return Some(source);
                }
                Head::Description(token) => {
                    // "His former partner, Olga Example, said": the name in apposition; but not "a pilot in Ulm, Georgia, said".
                    let placed = view.token(at - 1).is_some_and(|last| self.name_at(last).is_some());
                    let named = view
                        .token(at + 1)
                        .and_then(|first| self.name_from(first))
                        .filter(|&index| match self.names[index].kind {
                            NameKind::Person => !(placed && self.names[index].full.len() == 1),
                            // "The minister, Suharti, said": somebody of one name.
                            NameKind::Unclear => {
                                view.document.lexemes[token].is_any(&[Class::Role, Class::Title])
                            }
                            NameKind::Body | NameKind::Place => false,
                        })
                        .filter(|_| view.is_mark(at, ","));
                    let named = named.or_else(|| self.named_between(source.items.start, at, comma));
                    // "Olga Example, the keeper of the firm’s oldest lock, the Red Gate, said": it tells of her.
                    let tells = (source.items.start > 0 && view.is_mark(source.items.start - 1, ","))
                        .then(|| source.items.start.checked_sub(2).and_then(|last| self.core(last)))
                        .flatten()
                        .is_some_and(|before| {
                            matches!(before.head, Head::Name(index)
                            if self.names[index].kind == NameKind::Person)
                        });
                    let named = named.filter(|_| !tells);
                    if let Some(index) = named {
                        return Some(Source { items: source.items.start..comma, head: Head::Name(index) });
                    }
                    // "The clerk of works, who knew the yard, said": only somebody has a "who".
                    let told_of = view.is(at + 1, Class::Relative)
                        && self.is_determined(source.items.start)
                        && self.opens_statement(source.items.start);
                    if told_of || is_person_noun(view.document.lexemes[token]) {
                        described.get_or_insert(source);
                    }
                }
                Head::Several => {
                    // "One of them, 60-year-old Olga Example of Ulm, said"
                    if let Some(index) = self.named_between(source.items.start, at, comma) {
                        return Some(Source { items: source.items.start..comma, head: Head::Name(index) });
                    }
                }
                _ => {}
            }
        }
        described.map(|source| Source { items: source.items.start..comma, ..source })
    }

    /// Whether nothing but words for what somebody is stands between the opening of the statement and the name `source`:
    /// "K1 sculler Olga Example, 23, says".
    fn opens_with_what(self, source: &Source) -> bool {
        const MOST: usize = 3;
        let view = self.view;
        let Head::Name(index) = source.head else { return false };
        let start = source.items.start;
        let first = usize::from(view.lexeme(0).is_any(&[Class::Article, Class::Possessive]));
        let plain = |at: usize| {
            let lexeme = view.lexeme(at);
            let named = at > first && view.is_capitalised(at);
            let verb = view.document.language.quotations.could_be_verb(view.word(at));
            view.is_number(at)
                || view.is_word(at) && !named && !verb && !lexeme.is_function() && lexeme.cue.is_none()
        };
        let name = &self.names[index];
        name.kind == NameKind::Person
            && name.tokens.len() > 1
            && (first + 1..=first + MOST).contains(&start)
            && (first..start).all(plain)
    }

    /// Whether a relative clause about somebody else has its noun just before the item `at`: "Roe, whose new firm, Example
    /// Works, sells boats, said".
    fn is_told_of(self, at: usize) -> bool {
        const REACH: usize = 8;
        let view = self.view;
        let Some(comma) = at.checked_sub(1).filter(|&comma| view.is_mark(comma, ",")) else { return false };
        let opener = (comma.saturating_sub(REACH)..comma).rev().find(|&at| view.is_any_mark(at));
        opener.is_some_and(|opener| {
            view.is_mark(opener, ",")
                && view.is(opener + 1, Class::Relative)
                && view.is(opener + 1, Class::Possessive)
        })
    }

    /// The person named behind the comma `comma` after a word that stands for people: "Another, Olga Example, said".
    fn named_behind(self, comma: usize) -> Option<Source> {
        let view = self.view;
        let other = comma.checked_sub(1).filter(|&at| view.is(at, Class::Determiner))?;
        let index = view.token(comma + 1).and_then(|token| self.name_from(token))?;
        let person = self.names[index].kind == NameKind::Person && self.opens_statement(other);
        person.then_some(Source { items: other..comma, head: Head::Name(index) })
    }

    /// Whether nothing but adverbs and conjunctions stands before the item `at`.
    fn opens_statement(self, at: usize) -> bool {
        (0..at).all(|before| self.view.lexeme(before).is_any(&[Class::Conjunction, Class::Adverb]))
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
                let later = source.items.end;
                if matches!(source.head, Head::Description(_))
                    && view.is(later, Class::Adverb)
                    && view.is_mark(later + 1, ",")
                {
                    // "Minutes later, she left"
                    at = later + 2;
                    continue;
                }
                if let Some(comma) = self.past_place(&source) {
                    at = comma + 1;
                    continue;
                }
                if source.items.end <= before && self.is_subject_like(&source) {
                    return Some(source);
                }
                return None;
            }
            at += 1;
        }
        None
    }

    /// The comma after a place that belongs to the adverbial before it: "At a rally in Ames, Iowa, …".
    fn past_place(self, source: &Source) -> Option<usize> {
        let view = self.view;
        let Head::Name(index) = source.head else { return None };
        let inside = source.items.start.checked_sub(1).is_some_and(|at| view.is_mark(at, ","));
        let name = &self.names[index];
        let short = name.tokens.len() == 1
            && view.document.language.quotations.is_abbreviation(view.document.word(name.tokens.start));
        let end = source.items.end;
        // The full stop of an abbreviation.
        let comma = if view.is_mark(end, ".") { end + 1 } else { end };
        // "in Lower Fenby, Ulver, on Sunday": nothing is said of it.
        let passed = name.kind == NameKind::Unclear
            && (view.is(comma + 1, Class::Preposition)
                || view.token(comma + 1).and_then(|token| self.name_from(token)).is_some());
        let place = name.kind == NameKind::Place || short || passed || comma > end;
        (inside && place && view.is_mark(comma, ",")).then_some(comma)
    }

    /// The item after "KYIV, Ukraine (AP) —" at the start of the statement; 0 without it.
    fn past_dateline(self) -> usize {
        const LONGEST: usize = 14;
        let view = self.view;
        let opens = view.token(0).is_some_and(|first| {
            self.name_at(first).is_some() || view.document.tokens[first].shape == Shape::Upper
        });
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
            // "the Roe plan": the name of a person after an article belongs to what follows.
            Head::Name(index) => {
                let name = &self.names[index];
                let full = self.view.item_of(name.full.start);
                // "The Red Lamp put the number at": no person.
                let next = self.view.lexeme(source.items.end);
                let acts = next.is_any(&[Class::Be, Class::Auxiliary, Class::Modal])
                    || next.cue.is_some_and(|cue| cue.forms.past);
                if self.names_thing(source, name) {
                    return false;
                }
                acts && name.tokens.len() > 1
                    || name.kind != NameKind::Person
                    || !self.view.is(source.items.start, Class::Article)
                    || full != Some(source.items.start + 1)
            }
            Head::Several => true,
            Head::Description(token) => is_person_noun(self.view.document.lexemes[token]),
            Head::Pronoun(_) => true,
            Head::Nobody => false,
        }
    }

    /// Whether the name after an article only tells which thing is meant: "the worn Roe lock", "the Roe boat", but not "the
    /// Ulm lock keeper".
    fn names_thing(self, source: &Source, name: &Name) -> bool {
        const REACH: usize = 3;
        let view = self.view;
        let end = source.items.end;
        let next = view.lexeme(end);
        let noun = view.is_word(end)
            && !view.is_capitalised(end)
            && !next.is_function()
            && !next.is(Class::Adverb)
            && next.cue.is_none()
            && !view.document.language.quotations.could_be_verb(view.word(end));
        name.tokens.len() == 1
            && name.kind != NameKind::Body
            && view.is(source.items.start, Class::Article)
            && source.items.len() <= REACH
            && noun
            && !(end..end + REACH).any(|at| is_person_noun(view.lexeme(at)))
    }
}
