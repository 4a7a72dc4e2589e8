//! Where a statement reports: each cue with its source, before anything is known of what was said.
//!
//! Comes in: a statement. Goes out: frames, left to right. A cue that reports nothing ("did not say", "the
//! said minister", "was told") makes no frame.

mod adverbials;
mod phrases;

use std::ops::Range;

use self::adverbials::{after_addressee, after_adverbials, after_prepositional_phrase};
use self::phrases::{according_to, dash, in_words_of, label, noun, phrase_at};

use super::names::NameKind;
use super::sources::{Grip, Head, Source, Sources, is_person_noun};
use super::statements::View;
use crate::language::lexicon::{Class, CueClass, CueForm, Takes};
use crate::text::TokenKind;

/// A cue and its source.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The token of the cue.
    pub cue: usize,
    /// What kind of cue it is.
    pub class: CueClass,
    /// What can follow it.
    pub takes: Takes,
    /// Whose words.
    pub source: Source,
    /// How surely the source was recognised.
    pub grip: Grip,
    /// Where the source stands.
    pub place: SourcePlace,
    /// Items of the whole frame: source, verb group, addressee, adverbials. What is said lies outside.
    pub items: Range<usize>,
    /// Whether what is said is only possible or expected ("would say").
    pub hypothetical: bool,
}

impl Frame {
    /// Whether the frame is that of a subordinate clause: "while X said".
    fn opens_subordinate(&self, view: View) -> bool {
        self.items.start > 0
            && view.lexeme(self.items.start - 1).is_any(&[Class::Subordinator, Class::Complementiser])
            && !view.is(self.items.start - 1, Class::Preposition)
    }
}

/// Where the source of a frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourcePlace {
    /// "X said"
    Before,
    /// "said X"
    After,
    /// ", adding that": shared with an earlier verb.
    Shared,
    /// "X, who said"
    Relative,
    /// "according to X"
    AccordingTo,
    /// "X: …"
    Label,
}

/// The frames of a statement, left to right.
pub fn frames(sources: Sources) -> Vec<Frame> {
    let view = sources.view;
    let mut frames: Vec<Frame> = Vec::new();
    for at in 0..view.len() {
        let Some(token) = view.token(at) else { continue };
        let lexeme = view.lexeme(at);
        if sources.name_at(token).is_some() && view.is_capitalised(at) {
            continue;
        }
        if frames.last().is_some_and(|last| {
            at < last.items.end && last.place != SourcePlace::AccordingTo && at != last.items.start
        }) && !frames.last().is_some_and(|last| last.place == SourcePlace::After)
        {
            continue;
        }
        let frame = if lexeme.is(Class::According) {
            according_to(sources, at)
        } else if let Some(end) = phrase_at(view, at) {
            in_words_of(sources, at, end)
        } else if view.is_dash(at) {
            dash(sources, at)
        } else if view.is_mark(at, ":") {
            label(sources, at)
        } else if lexeme.is(Class::ReportNoun) && view.is(at + 1, Class::Complementiser) {
            noun(sources, at)
        } else if let Some(cue) = lexeme.cue {
            verb(sources, at, cue, &frames)
        } else {
            unknown(sources, at)
        };
        frames.extend(frame);
    }
    frames
}

/// "“…,” harrumphed Olga Example": a word that no list has, between a quotation and a name, and shaped like a verb.
fn unknown(sources: Sources, at: usize) -> Option<Frame> {
    let view = sources.view;
    let before = at.checked_sub(1)?;
    let rules = &view.document.language.quotations;
    let verb = view.is_word(at)
        && !view.is_capitalised(at)
        && !view.lexeme(at).is_known()
        && rules.could_be_verb(view.word(at));
    if !verb || !view.is_quote(before) || !view.ends_with_pause(before) {
        return None;
    }
    let source = sources.starting_at(at + 1)?;
    let Head::Name(name) = source.head else { return None };
    let end = source.items.end;
    let closes = end >= view.len() || view.is_any_mark(end);
    (closes && sources.names[name].kind != NameKind::Place).then_some(Frame {
        cue: view.token(at)?,
        class: CueClass::Beside,
        takes: Takes { quote: true, ..Takes::default() },
        grip: Grip::Fair,
        place: SourcePlace::After,
        items: at..end,
        hypothetical: false,
        source,
    })
}

/// What stands before a verb and belongs to it.
struct Group {
    start: usize,
    negated: bool,
    modal: bool,
    be: bool,
    auxiliary: bool,
}

fn verb_group(sources: Sources, at: usize) -> Group {
    let view = sources.view;
    let mut group = Group { start: at, negated: false, modal: false, be: false, auxiliary: false };
    while let Some(before) = group.start.checked_sub(1) {
        let lexeme = view.lexeme(before);
        if view.is_possessive(before) && before > 0 && view.is(before - 1, Class::Pronoun) {
            // "He’s saying", "He’s said"
            group.be = view.lexeme(at).cue.is_some_and(|cue| cue.forms.gerund);
            group.auxiliary = true;
            group.start = before;
            break;
        }
        if !view.is_word(before) || view.token(before).is_some_and(|token| sources.name_at(token).is_some()) {
            break;
        }
        if lexeme.is(Class::Negation) {
            group.negated = true;
        } else if lexeme.is(Class::Modal) {
            group.modal = true;
        } else if lexeme.is(Class::Auxiliary) {
            group.auxiliary = true;
        } else if lexeme.is(Class::Be) {
            group.be = true;
        } else if !lexeme.is(Class::Adverb)
            || lexeme.is_any(&[Class::Preposition, Class::Subordinator, Class::Determiner])
        {
            break;
        }
        group.start = before;
    }
    // Adverbs at the very start belong to what comes before ("Later said").
    group
}

/// The words of a lead-in ("went on to") that end just before `at`.
fn lead_in(view: View, at: usize) -> Option<usize> {
    view.document.language.quotations.lead_ins().iter().find_map(|words| {
        let start = at.checked_sub(words.len())?;
        words.iter().enumerate().all(|(index, word)| view.word(start + index) == word).then_some(start)
    })
}

fn verb(sources: Sources, at: usize, cue: CueForm, earlier: &[Frame]) -> Option<Frame> {
    let view = sources.view;
    let lexeme = view.lexeme(at);
    let token = view.token(at)?;
    let mut group = verb_group(sources, at);
    let before = group.start.checked_sub(1);
    let directly_before = at.checked_sub(1);
    let forms = cue.forms;
    let bare = group.start == at;

    if group.negated {
        return None;
    }
    // A noun: "the report", "his claims", "of reports".
    let after_determiner = directly_before.is_some_and(|before| {
        view.is_possessive(before) && !(before > 0 && view.is(before - 1, Class::Pronoun))
            || view.lexeme(before).is_any(&[Class::Article, Class::Possessive])
            || view.is(before, Class::Preposition) && !view.is(before, Class::Adverb) && !forms.gerund
            || view.is(before, Class::Determiner)
                && !view.is(before, Class::Pronoun)
                && !view.is(before, Class::Group)
    });
    let after_to = directly_before.is_some_and(|before| view.is(before, Class::InfinitiveMarker));
    if after_determiner && bare && !after_to {
        return None;
    }
    if let Some(start) = before.and_then(|_| lead_in(view, at)) {
        group.start = start;
    } else if before.is_some_and(|before| view.is(before, Class::InfinitiveMarker)) {
        // "rose to say: “…”"
        let quotes = view.is_quote(at + 1) || view.is_any_mark(at + 1) && view.is_quote(at + 2);
        if !(quotes && cue.takes.quote && forms.base) {
            return None;
        }
        let (source, grip) = shared(sources, group.start, earlier)?;
        return finish(sources, at, token, cue, group, source, grip, SourcePlace::Shared);
    }
    // Passives report nobody's words: "was told", "is said to".
    if group.be && forms.participle && !forms.gerund {
        return None;
    }
    if view.is(at + 1, Class::Agent) && forms.participle {
        return None;
    }
    // Only the base form stands after a modal; the base alone needs a plural subject.
    let particle = cue.needs_particle;
    if particle && !view.is(at + 1, Class::Adverb) && !view.is(at + 1, Class::Pronoun) {
        return None;
    }
    let is_noun_too = lexeme.is_any(&[Class::Role, Class::Group, Class::Body, Class::Document]);
    if is_noun_too
        && bare
        && !forms.past
        && !(forms.third && before.is_some_and(|before| !view.is_any_mark(before)))
    {
        return None;
    }

    if cue.class == CueClass::Beside {
        let quote_near = |at: usize| view.is_quote(at) || view.is_any_mark(at) && view.is_quote(at + 1);
        let quote_before = group.start > 0
            && (view.is_quote(group.start - 1) || group.start > 1 && view.is_quote(group.start - 2));
        let name_between = (group.start.saturating_sub(6)..group.start).any(|at| view.is_quote(at));
        if !(quote_before || name_between || quote_near(at + 1)) {
            return None;
        }
    }

    let gerund_only = forms.gerund && !forms.is_finite();
    if gerund_only {
        if group.be {
            let (source, grip) = sources.subject_of(group.start)?;
            return finish(sources, at, token, cue, group, source, grip, SourcePlace::Before);
        }
        // ", adding that": whoever spoke or acted before.
        // Or "by adding that", "while adding that"; at the start of the sentence, whoever comes after the comma.
        let opened = directly_before.is_none_or(|before| {
            view.is_pause(before)
                || view.is_quote(before)
                || view.lexeme(before).is_any(&[Class::Preposition, Class::Subordinator, Class::Conjunction])
        });
        if !opened {
            // "with Olga Example noting that"
            let source = sources.ending_at(group.start)?;
            let person = match source.head {
                Head::Name(name) => sources.names[name].kind != NameKind::Place,
                Head::Description(token) => is_person_noun(view.document.lexemes[token]),
                _ => false,
            };
            let hangs = source.items.start.checked_sub(1).is_some_and(|at| view.is(at, Class::Preposition));
            if !(person && hangs) {
                return None;
            }
            return finish(sources, at, token, cue, group, source, Grip::Fair, SourcePlace::Before);
        }
        let (source, grip) = if at < 2 {
            let comma = (at + 1..view.len())
                .find(|&at| view.is_mark(at, ",") || view.is_quote(at) && view.is_capitalised(at + 1))?;
            let source = sources.subject_starting_at(comma + 1)?;
            (source, Grip::Fair)
        } else {
            shared(sources, group.start, earlier)?
        };
        return finish(sources, at, token, cue, group, source, grip, SourcePlace::Shared);
    }

    if forms.participle && view.document.language.quotations.compound_inversion {
        if let Some(source) = interposed(view, &mut group) {
            return finish_inverted(sources, at, token, cue, &group, source);
        }
        // "le rapport publié": a participle reports only with its auxiliary.
        if !group.auxiliary && !forms.is_finite() {
            return None;
        }
    }
    if let Some(source) = inverted(sources, at, &group, cue) {
        return finish_inverted(sources, at, token, cue, &group, source);
    }
    let before = before?;
    if view.is(before, Class::Conjunction) || view.is_mark(before, ",") && view.is(before + 1, Class::Adverb)
    {
        // "and said": the subject of the verb before, whose form it shares ("federal and state law").
        let agrees = forms.past
            || forms.gerund
            || earlier.last().is_some_and(|last| {
                let other = view.document.lexemes[last.cue].cue.map(|cue| cue.forms).unwrap_or_default();
                forms.third && other.third || forms.base && other.base
            });
        if !agrees {
            return None;
        }
        if let Some((source, grip)) = shared(sources, before, earlier) {
            return finish(sources, at, token, cue, group, source, grip, SourcePlace::Shared);
        }
        return None;
    }
    let relative = view.is(before, Class::Relative);
    let hangs = |source: &Source| {
        source.items.start.checked_sub(1).is_some_and(|at| view.is(at, Class::Preposition))
            && match source.head {
                Head::Description(token) => !is_person_noun(view.document.lexemes[token]),
                Head::Name(name) => sources.names[name].kind == NameKind::Place,
                _ => false,
            }
    };
    if let Some((source, grip)) = sources.subject_of(group.start)
        && grip != Grip::Firm
        && (hangs(&source)
            || grip == Grip::Loose
                && matches!(source.head, Head::Description(token) if !is_person_noun(view.document.lexemes[token])))
        && let Some(main) = sources.main_subject(group.start)
        && main.items.end < group.start
        && !earlier.iter().any(|frame| frame.items.end > main.items.end)
    {
        // "Protesters marching through the streets chanted"
        return finish(sources, at, token, cue, group, main, Grip::Loose, SourcePlace::Before);
    }
    if bare && lexeme.is(Class::CueNoun) && !forms.past {
        // "his early-morning tweets": a noun after another that cannot speak.
        let (source, _) = sources.subject_of(group.start)?;
        let dumb = match source.head {
            Head::Description(token) => !is_person_noun(view.document.lexemes[token]),
            // "the Baltic states"
            Head::Name(name) => {
                view.is(source.items.start, Class::Article) && sources.names[name].kind == NameKind::Unclear
            }
            _ => false,
        };
        if dumb {
            return None;
        }
    }
    let (source, grip) = sources.subject_of(group.start).or_else(|| counted(view, group.start, cue))?;
    // Only texts read.
    if cue.class == CueClass::Text {
        let text = matches!(source.head, Head::Description(token) if view.document.lexemes[token].is(Class::Document));
        if !text {
            return None;
        }
    }
    // "a box labelled “Tea”": what cannot speak is the object of such a verb.
    let only_object = cue.takes.object && !cue.takes.quote && !cue.takes.that;
    if only_object
        && matches!(source.head, Head::Description(token) if !is_person_noun(view.document.lexemes[token]))
    {
        return None;
    }
    // Forms that are nouns as well need a subject in the plural ("state").
    let could_be_noun = lexeme.is(Class::CueNoun) || is_noun_too || !cue.takes.clause;
    if bare && forms.base && !forms.past && !forms.third && could_be_noun && !takes_plural(sources, &source) {
        return None;
    }
    let place = if relative { SourcePlace::Relative } else { SourcePlace::Before };
    finish(sources, at, token, cue, group, source, grip, place)
}

/// "Six in 10 said", "Nearly a third say": a share of people, whom no noun names.
fn counted(view: View, verb: usize, cue: CueForm) -> Option<(Source, Grip)> {
    let last = verb.checked_sub(1)?;
    let counts = view.token(last).is_some_and(|token| view.document.tokens[token].kind == TokenKind::Number)
        || view.is(last, Class::Determiner);
    (counts && cue.takes.clause).then_some((Source { items: last..verb, head: Head::Several }, Grip::Fair))
}

/// Whether `source` can be the subject of a plural verb.
fn takes_plural(sources: Sources, source: &Source) -> bool {
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
fn shared(sources: Sources, before: usize, earlier: &[Frame]) -> Option<(Source, Grip)> {
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

/// The pronoun between an auxiliary and the participle of `group`: "a-t-il dit". The group then begins with the
/// auxiliary.
fn interposed(view: View, group: &mut Group) -> Option<Source> {
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
fn inverted(sources: Sources, at: usize, group: &Group, cue: CueForm) -> Option<Source> {
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
            Head::Pronoun(_) => false,
        })
    };
    if !after_quote && (view.is(start, Class::Complementiser) || follows_subject()) {
        return None;
    }
    let source = if view.is(start, Class::Pronoun)
        && !view.lexeme(start).is_any(&[Class::ObjectPronoun, Class::Possessive])
    {
        Source { items: start..start + 1, head: Head::Pronoun(view.token(start)?) }
    } else {
        sources.starting_at(start)?
    };
    let end = source.items.end;
    let closes = end >= view.len()
        || view.is_quote(end)
        || view.is_any_mark(end)
        || view.lexeme(end).is_any(&[
            Class::Preposition,
            Class::Relative,
            Class::Subordinator,
            Class::Calendar,
        ])
        || view.lexeme(end).cue.is_some_and(|next| next.forms.gerund);
    if !closes {
        return None;
    }
    // ", said Monday Roe would go": a clause follows, so the subject stands before.
    if !after_quote && matches!(source.head, Head::Pronoun(_)) {
        return None;
    }
    Some(source)
}

fn finish_inverted(
    sources: Sources,
    at: usize,
    token: usize,
    cue: CueForm,
    group: &Group,
    source: Source,
) -> Option<Frame> {
    let view = sources.view;
    // The rest of the phrase and its appositions: up to the next quotation, or another verb of the same subject.
    let mut end = source.items.end;
    while end < view.len() && !view.is_quote(end) && !view.is_terminal(end) && !view.is_mark(end, ":") {
        let gerund = view.lexeme(end).cue.is_some_and(|next| next.forms.gerund) && view.is_pause(end - 1);
        if gerund {
            end -= 1;
            break;
        }
        end += 1;
    }
    // The comma before a second part of the quotation stays outside.
    while end > source.items.end && view.is_pause(end - 1) {
        end -= 1;
    }
    let _ = at;
    Some(Frame {
        cue: token,
        class: cue.class,
        takes: cue.takes,
        grip: Grip::Firm,
        place: SourcePlace::After,
        items: group.start..end,
        hypothetical: false,
        source,
    })
}

#[expect(clippy::too_many_arguments, reason = "the parts of a frame, each found apart")]
fn finish(
    sources: Sources,
    at: usize,
    token: usize,
    cue: CueForm,
    group: Group,
    source: Source,
    grip: Grip,
    place: SourcePlace,
) -> Option<Frame> {
    let view = sources.view;
    let mut end = at + 1;
    if cue.needs_particle {
        end += 1;
    }
    if cue.takes.addressee {
        end = after_addressee(sources, end);
    } else if view.is(end, Class::InfinitiveMarker) && !cue.takes.infinitive && !cue.takes.to {
        // "said to reporters", but not "said to be".
        let to = end;
        end = after_addressee(sources, end + 1);
        if end == to + 1 {
            let verb =
                view.lexeme(end).is_any(&[Class::Be, Class::Auxiliary]) || view.lexeme(end).cue.is_some();
            if verb {
                return None;
            }
            end = after_prepositional_phrase(sources, to).max(end);
        }
    }
    let about = cue.takes.about && view.is(end, Class::ContentPreposition);
    if (!cue.takes.object || cue.takes.quote) && !about {
        end = after_adverbials(sources, end);
    }
    let start = match place {
        SourcePlace::Before | SourcePlace::Relative => source.items.start.min(group.start),
        SourcePlace::Shared | SourcePlace::After | SourcePlace::AccordingTo | SourcePlace::Label => {
            group.start
        }
    };
    Some(Frame {
        cue: token,
        class: cue.class,
        takes: cue.takes,
        source,
        grip,
        place,
        items: start..end,
        hypothetical: group.modal,
    })
}
