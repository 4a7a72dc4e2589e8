//! Sources behind their cue: "“…,” said Olga Example", "a-t-il dit", "asked by Olga Example whether".

use super::group::Group;
use super::verbs::Verb;
use super::{Frame, SourcePlace};
use crate::enrich::sources::{Grip, Head, Source, is_person_noun};
use crate::enrich::statements::View;
use crate::language::lexicon::{Class, CueClass, Gender};

/// Who asks in "asked by Olga Example whether", "was told by Olga Example that".
pub(super) fn questioner(verb: &Verb) -> Option<Source> {
    let view = verb.sources.view;
    let asked = verb.cue.takes.addressee && verb.cue.forms.participle;
    if !asked || !view.is(verb.at + 1, Class::Agent) {
        return None;
    }
    let source = verb.sources.starting_at(verb.at + 2)?;
    let next = view.lexeme(source.items.end);
    let is_relative = next.is(Class::Relative) && !next.is(Class::Determiner);
    let reports = next.is_any(&[Class::Complementiser, Class::InfinitiveMarker, Class::ContentPreposition])
        && !is_relative
        || view.is_quote(source.items.end);
    reports.then_some(source)
}

/// The pronoun between an auxiliary and the participle of `group`: "a-t-il dit". The group then begins with the
/// auxiliary.
pub(super) fn interposed(view: View, group: &mut Group) -> Option<Source> {
    let pronoun = group.start.checked_sub(1)?;
    let auxiliary = pronoun.checked_sub(1)?;
    let token = view.token(pronoun)?;
    let tied = !view.document.tokens[token].spaced && view.is(pronoun, Class::Pronoun);
    if !(tied && view.lexeme(auxiliary).is_any(&[Class::Auxiliary, Class::Be])) {
        return None;
    }
    group.start = auxiliary;
    Some(Source { items: pronoun..pronoun + 1, head: Head::Pronoun(token) })
}

/// The source after a cue: "“…,” said Olga Example".
pub(super) fn inverted(verb: &Verb) -> Option<Source> {
    let Verb { sources, at, cue, ref group, .. } = *verb;
    let view = sources.view;
    let compound =
        group.auxiliary && cue.forms.participle && view.document.language.quotations.compound_inversion;
    let inverts = if group.auxiliary { compound } else { cue.forms.is_finite() };
    if !(cue.takes.quote || cue.takes.that) || group.modal || !inverts {
        return None;
    }
    let Some(before) = group.start.checked_sub(1) else {
        // "Said Ellis: …"
        let source = sources.starting_at(at + 1).filter(|_| cue.forms.past || cue.forms.third)?;
        let introduces = view.is_mark(source.items.end, ":") || view.is_mark(source.items.end, ",");
        let quotes = (source.items.end..view.len()).any(|at| view.is_quote(at));
        return (introduces && quotes).then_some(source);
    };
    let after_quote =
        view.is_quote(before) || view.is_any_mark(before) && before > 0 && view.is_quote(before - 1);
    let after_comma = view.is_mark(before, ",") && !cue.takes.addressee;
    if !(after_quote || after_comma) {
        return None;
    }
    if cue.takes.addressee && !view.is_quote(before) {
        return None;
    }
    let mut start = at + 1;
    while view.is(start, Class::Adverb)
        && !view.lexeme(start).is_any(&[Class::Determiner, Class::Article, Class::Preposition])
    {
        start += 1;
    }
    // "X, …, said that police …", "X, …, said his survey …"
    let follows_subject = || {
        sources.subject_of(group.start).is_some_and(|(source, _)| match source.head {
            Head::Name(_) | Head::Several => true,
            Head::Description(token) => is_person_noun(view.document.lexemes[token]),
            Head::Pronoun(_) | Head::Nobody => false,
        })
    };
    if !after_quote && (view.is(start, Class::Complementiser) || follows_subject()) {
        return None;
    }
    let pronoun = view.is(start, Class::Pronoun)
        && !view.lexeme(start).is_any(&[Class::ObjectPronoun, Class::Possessive]);
    if pronoun {
        // "“…,” put it" has its subject before; ", said Monday she would go", too.
        let subject = after_quote && view.lexeme(start).gender != Gender::Neuter;
        let token = view.token(start).filter(|_| subject)?;
        return Some(Source { items: start..start + 1, head: Head::Pronoun(token) });
    }
    // ", proposed a new quay that": what follows can as well be the object.
    let is_object =
        |source: &Source| !after_quote && cue.takes.object && matches!(source.head, Head::Description(_));
    match sources.starting_at(start).filter(|source| closes(view, source.items.end)) {
        None if view.is_quote(before) && view.is_complete(before) => sources.behind_verb(start),
        source => source.filter(|source| !is_object(source)),
    }
}

/// Whether a source behind its cue can end before the item `end`.
fn closes(view: View, end: usize) -> bool {
    end >= view.len()
        || view.is_quote(end)
        || view.is_any_mark(end)
        || view.lexeme(end).is_any(&[
            Class::Preposition,
            Class::Relative,
            Class::Subordinator,
            Class::Calendar,
        ])
        || view.lexeme(end).cue.is_some_and(|next| next.forms.gerund)
}

impl Verb<'_> {
    /// Whether at `at` begins ", who said": what is quoted there has a cue of its own.
    fn is_told_on(&self, at: usize) -> bool {
        const REACH: usize = 4;
        let view = self.sources.view;
        let relative = view.is(at, Class::Relative) && !view.is(at, Class::Article) && view.is_pause(at - 1);
        relative
            && (at + 1..at + REACH).any(|at| {
                view.lexeme(at).cue.is_some_and(|cue| {
                    cue.forms.is_finite()
                        && cue.class != CueClass::Beside
                        && (cue.takes.clause || cue.takes.that)
                })
            })
    }

    /// The comma from which the clause goes on that the verb and its source, which ends before the item `from`, stand in the
    /// middle of: "The plan, said Olga Example, the mayor of Ulm, is dead."
    fn resumed_at(&self, from: usize) -> Option<usize> {
        const LONGEST: usize = 8;
        const REACH: usize = 12;
        let view = self.sources.view;
        let comma = self.group.start.checked_sub(1).filter(|&at| view.is_mark(at, ","))?;
        let finite = |at: usize| view.lexeme(at).is_any(&[Class::Be, Class::Modal, Class::Auxiliary]);
        let verb = |at: usize| {
            let reports = view.lexeme(at).cue.is_some_and(|cue| cue.forms.past || cue.forms.third);
            finite(at) || reports || view.document.language.quotations.could_be_verb(view.word(at))
        };
        let subject =
            comma <= LONGEST && (0..comma).all(|at| view.is_word(at) && !verb(at) || view.is_possessive(at));
        let resumes = |at: &usize| view.is_mark(*at, ",") && finite(at + 1);
        (subject && comma > 0).then(|| (from..view.len().min(from + REACH)).find(resumes)).flatten()
    }

    /// The frame of the verb with the `source` behind it.
    pub(super) fn inverted_frame(self, source: Source) -> Option<Frame> {
        let view = self.sources.view;
        // The rest of the phrase and its appositions: up to the next quotation, or another verb of the same subject.
        let mut end = source.items.end;
        while end < view.len() && !view.is_quote(end) && !view.is_terminal(end) && !view.is_mark(end, ":") {
            let gerund = view.lexeme(end).cue.is_some_and(|next| next.forms.gerund) && view.is_pause(end - 1);
            if gerund || self.is_told_on(end) {
                end -= 1;
                break;
            }
            end += 1;
        }
        if let Some(comma) = self.resumed_at(source.items.end) {
            end = comma;
        }
        // The comma before a second part of the quotation stays outside.
        while end > source.items.end && view.is_pause(end - 1) {
            end -= 1;
        }
        Some(Frame {
            cue: self.token,
            class: self.cue.class,
            takes: self.cue.takes,
            grip: Grip::Firm,
            place: SourcePlace::After,
            items: self.group.start..end,
            hypothetical: false,
            source,
        })
    }
}
