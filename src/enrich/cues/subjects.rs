//! Subjects that no noun phrase before the verb names: counted, shared with another verb, or only of a certain number.

use super::adverbials::after_adverbials;
use super::verbs::Verb;
use super::{Frame, SourcePlace};
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Grip, Head, Source, Sources};
use crate::enrich::statements::View;
use crate::language::lexicon::{Class, CueClass, CueForm, Gender};

/// "Six in 10 said", "Nearly a third say": a share of people, whom no noun names.
pub(super) fn counted(view: View, verb: usize, cue: CueForm) -> Option<(Source, Grip)> {
    let last = verb.checked_sub(1)?;
    let counts = |at: usize| {
        view.is_number(at)
            || view.is(at, Class::Quantity)
            || view.is(at, Class::Determiner) && !view.is(at, Class::Relative)
            || view.is_mark(at, "%")
    };
    if !(counts(last) && cue.takes.clause) {
        return None;
    }
    let mut start = last;
    while start > 0
        && (counts(start - 1) || view.is(start - 1, Class::Preposition) && start > 1 && counts(start - 2))
    {
        start -= 1;
    }
    if start > 0 && view.is(start - 1, Class::Adverb) && !view.is(start - 1, Class::Subordinator) {
        start -= 1;
    }
    Some((Source { items: start..verb, head: Head::Several }, Grip::Fair))
}

/// Whether `source` can be the subject of a plural verb.
pub(super) fn takes_plural(sources: Sources, source: &Source) -> bool {
    let document = sources.view.document;
    match source.head {
        Head::Several | Head::Nobody => true,
        Head::Name(name) => {
            let name = &sources.names[name];
            name.kind == NameKind::Body || document.lexemes[name.tokens.end - 1].is(Class::Group)
        }
        Head::Pronoun(token) => document.lexemes[token].is_any(&[Class::PluralPronoun, Class::FirstPerson]),
        Head::Description(token) => {
            document.lexemes[token].is(Class::Group)
                || document.language.quotations.could_be_plural(document.word(token))
        }
    }
}

/// The subject that the verb at `before` shares: that of the first verb of its clause, for "X said that Y
/// claimed A and suggested B" tells more often what X suggested; or else that of the statement.
pub(super) fn shared(sources: Sources, before: usize, earlier: &[Frame]) -> Option<(Source, Grip)> {
    if let Some(source) = of_subordinate(sources, before) {
        return Some((source, Grip::Fair));
    }
    if let Some(found) = of_relative(sources, before) {
        return Some(found);
    }
    if let Some(source) = earlier.iter().rev().find_map(|frame| after_aside(sources, frame)) {
        return Some((source, Grip::Fair));
    }
    if let Some(source) = earlier.last().and_then(|last| of_attribution(sources, before, last)) {
        return Some((source, Grip::Fair));
    }
    let (nobody, main) = match sources.main_subject(before) {
        Some(main) if main.is_expletive(sources.view) => (Some(main), None),
        main => (None, main),
    };
    let fitting = earlier.iter().filter(|frame| {
        !matches!(frame.place, SourcePlace::AccordingTo | SourcePlace::Relative)
            && !frame.opens_subordinate(sources.view)
    });
    let mut last = None;
    for frame in fitting {
        if frame.place == SourcePlace::Before && frame.grip == Grip::Firm
            || frame.place == SourcePlace::After
            || last.is_none()
        {
            let of_main = main.as_ref().is_some_and(|main| main.head == frame.source.head);
            if of_main || last.is_none() {
                last = Some(frame);
            }
        }
    }
    if let Some(last) = last {
        return Some((last.source.clone(), last.grip.min(Grip::Fair)));
    }
    main.map(|source| (source, Grip::Loose))
        .or_else(|| earlier.last().map(|last| (last.source.clone(), Grip::Loose)))
        .or(nobody.map(|source| (source, Grip::Loose)))
}

/// Whose the attribution `last` is, which closes a quotation and ends with the comma before `verb`: "“…,” she said, adding".
fn of_attribution(sources: Sources, verb: usize, last: &Frame) -> Option<Source> {
    let view = sources.view;
    let closes = last.items.start.checked_sub(1).is_some_and(|quote| view.is_quote(quote))
        && matches!(last.place, SourcePlace::Before | SourcePlace::After);
    (closes && view.is_mark(last.items.end, ",") && last.items.end + 1 == verb).then(|| last.source.clone())
}

/// The pronoun behind an attribution that stands between commas: "Asked again, Olga Example wrote, he sat down and said".
fn after_aside(sources: Sources, last: &Frame) -> Option<Source> {
    let view = sources.view;
    let aside = last.items.start > 0
        && view.is_mark(last.items.start - 1, ",")
        && view.is_mark(last.items.end, ",")
        && last.place == SourcePlace::Before;
    let source = sources.subject_starting_at(last.items.end + 1).filter(|_| aside)?;
    matches!(source.head, Head::Pronoun(_)).then_some(source)
}

/// The pronoun that is the subject of the subordinate clause around the conjunction at `before`, or around the participle
/// there: "after she attacked A and blamed", "when he named his partner, calling", "where she sat for A and for saying".
fn of_subordinate(sources: Sources, before: usize) -> Option<Source> {
    const REACH: usize = 25;
    let view = sources.view;
    let participle = view.document.language.quotations.could_be_gerund(view.word(before));
    let end = if view.is(before, Class::Conjunction) {
        before
    } else {
        let led = before.checked_sub(1).filter(|_| participle)?;
        let joins = view.is(led, Class::Preposition) && led > 0 && view.is(led - 1, Class::Conjunction);
        view.is_mark(led, ",").then_some(led).or_else(|| joins.then_some(led - 1))?
    };
    let opener = (end.saturating_sub(REACH)..end)
        .rev()
        .take_while(|&at| !view.is_pause(at) && !view.is_quote(at))
        .find(|&at| view.is(at, Class::Subordinator))?;
    let source = sources.subject_starting_at(opener + 1)?;
    matches!(source.head, Head::Pronoun(_)).then_some(source)
}

/// What the relative clause around the conjunction at `before` is about: "ordered a review, which met twice and described".
fn of_relative(sources: Sources, before: usize) -> Option<(Source, Grip)> {
    const REACH: usize = 15;
    let view = sources.view;
    if !view.is(before, Class::Conjunction) || view.is_pause(before.checked_sub(1)?) {
        return None;
    }
    let open =
        (before.saturating_sub(REACH)..before).rev().find(|&at| view.is_any_mark(at) || view.is_quote(at))?;
    let which = open + 1;
    let opens =
        view.is_mark(open, ",") && view.is(which, Class::Relative) && !view.is(which, Class::Determiner);
    let has_verb = |at: usize| {
        view.is_word(at) && !view.lexeme(at).is_any(&[Class::Pronoun, Class::Article, Class::Possessive])
    };
    (opens && has_verb(which + 1)).then(|| sources.subject_of(which + 1))?
}

/// Whatever stands before a verb that is certain to report what follows, where no pass knows which of it is the
/// subject: who speaks is left open.
pub(super) fn unclear(verb: &Verb) -> Option<(Source, Grip)> {
    let view = verb.sources.view;
    if !matches!(verb.cue.class, CueClass::Speech | CueClass::Writing) || !verb.leads_to_clause() {
        return None;
    }
    if view.is(verb.at, Class::CueNoun) && verb.group.start == verb.at && !verb.cue.forms.past {
        return None;
    }
    let end = verb.group.start;
    let last = end.checked_sub(1)?;
    if view.is_any_mark(last) && !view.is_pause(last) {
        // A mark of a quotation that nobody closed.
        return None;
    }
    let forms = verb.cue.forms;
    let plural = forms.base && view.is(verb.end()?, Class::Complementiser) && !verb.group.modal;
    if !(forms.past || forms.third || forms.gerund || plural || view.is(last, Class::InfinitiveMarker)) {
        return None;
    }
    let begins = |at: usize| {
        view.is_any_mark(at)
            || view.is_quote(at)
            || view.lexeme(at).is_any(&[Class::Subordinator, Class::Conjunction])
    };
    let is_joined = view.lexeme(last).is_any(&[Class::Conjunction, Class::InfinitiveMarker]) || forms.gerund;
    let source = if is_joined {
        Source { items: end..verb.at + 1, head: Head::Nobody }
    } else {
        let after_pause = view.is_pause(last) || view.is_quote(last);
        let start =
            if after_pause { 0 } else { (0..last).rev().find(|&at| begins(at)).map_or(0, |at| at + 1) };
        Source { items: start..end, head: Head::Several }
    };
    (source.items.start < source.items.end && last > 0).then_some((source, Grip::Loose))
}

impl Verb<'_> {
    /// Who tells the speaker of the verb before: the "he" of "She said that he had come and told her". The one spoken to
    /// cannot be who speaks.
    pub(super) fn teller(&self, earlier: &[Frame]) -> Option<Source> {
        const REACH: usize = 8;
        let sources = self.sources;
        let view = sources.view;
        let last = earlier.last().filter(|_| self.cue.takes.addressee)?;
        let spoken_to = view.lexeme(self.at + 1);
        let speaks = match last.source.head {
            Head::Name(name) => sources.names[name].gender,
            Head::Pronoun(token) => view.document.lexemes[token].gender,
            Head::Description(_) | Head::Several | Head::Nobody => return None,
        };
        if !spoken_to.is_any(&[Class::ObjectPronoun, Class::Possessive])
            || spoken_to.gender == Gender::Unknown
            || spoken_to.gender != speaks
        {
            return None;
        }
        (last.items.end..self.group.start).take(REACH).filter_map(|at| sources.subject_starting_at(at)).find(
            |source| match source.head {
                Head::Pronoun(token) => !view.document.lexemes[token].gender.agrees(speaks),
                _ => false,
            },
        )
    }

    /// Whether a clause follows that can only be what is said.
    pub(super) fn leads_to_clause(&self) -> bool {
        let view = self.sources.view;
        let Some(end) = self.end() else { return false };
        let end = after_adverbials(self.sources, end);
        let lexeme = view.lexeme(end);
        if self.cue.takes.that && lexeme.is(Class::Complementiser) {
            return true;
        }
        self.cue.takes.clause
            && (view.is_capitalised(end)
                || view.is_number(end)
                || lexeme.is_any(&[Class::Article, Class::Possessive, Class::Determiner, Class::Pronoun]))
    }
}
