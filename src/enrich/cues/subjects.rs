//! Subjects that no noun phrase before the verb names: counted, shared with another verb, or only of a certain number.

use super::{Frame, SourcePlace};
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Grip, Head, Source, Sources};
use crate::enrich::statements::View;
use crate::language::lexicon::{Class, CueForm};

/// "Six in 10 said", "Nearly a third say": a share of people, whom no noun names.
pub(super) fn counted(view: View, verb: usize, cue: CueForm) -> Option<(Source, Grip)> {
    let last = verb.checked_sub(1)?;
    let counts = |at: usize| {
        view.is_number(at)
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
    Some((Source { items: start..verb, head: Head::Several }, Grip::Fair))
}

/// Whether `source` can be the subject of a plural verb.
pub(super) fn takes_plural(sources: Sources, source: &Source) -> bool {
    let document = sources.view.document;
    match source.head {
        Head::Several => true,
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
    let main = sources.main_subject(before);
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
}

/// The pronoun that is the subject of the subordinate clause around the conjunction at `before`: "after she attacked A
/// and blamed".
fn of_subordinate(sources: Sources, before: usize) -> Option<Source> {
    const REACH: usize = 15;
    let view = sources.view;
    if !view.is(before, Class::Conjunction) {
        return None;
    }
    let opener = (before.saturating_sub(REACH)..before)
        .rev()
        .take_while(|&at| !view.is_pause(at) && !view.is_quote(at))
        .find(|&at| view.is(at, Class::Subordinator))?;
    let source = sources.subject_starting_at(opener + 1)?;
    matches!(source.head, Head::Pronoun(_)).then_some(source)
}
