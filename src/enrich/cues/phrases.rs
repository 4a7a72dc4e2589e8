//! Cues that are no verbs: "according to", "in the words of", a dash, a colon, a noun with its owner.

use super::{Frame, SourcePlace};
use crate::enrich::names::NameKind;
use crate::enrich::roles;
use crate::enrich::sources::{Grip, Head, Source, Sources, is_person_noun};
use crate::enrich::statements::View;
use crate::language::lexicon::{Class, CueClass, Gender, Takes};

/// "According to X" at `at`.
pub(super) fn according_to(sources: Sources, at: usize) -> Option<Frame> {
    let view = sources.view;
    let apart = || {
        let paused =
            at.checked_sub(1).is_some_and(|before| view.is_pause(before) || view.ends_with_pause(before));
        paused && view.lexeme(at + 1).is_any(&[Class::Article, Class::Determiner, Class::Possessive])
    };
    // "according to", but "selon" alone, and "per" in its place.
    let start = match (view.is(at + 1, Class::InfinitiveMarker), view.is(at, Class::Preposition)) {
        (true, _) => at + 2,
        (false, true) if !view.document.language.quotations.accords_apart(view.word(at)) || apart() => at + 1,
        (false, _) => return None,
    };
    let cue = view.token(at)?;
    // "according to one of the aides", "according to exit polls": nobody with a name.
    let unnamed = || Source { items: start..start + 1, head: Head::Several };
    let mut found = sources.subject_starting_at(start).or_else(|| view.is_word(start).then(unnamed))?;
    let mut end = found.items.end;
    if view.is(end, Class::Conjunction) {
        found.head = Head::Several;
    }
    // What else belongs to the source: "a report by the ministry", "people familiar with the matter".
    while end < view.len() && !view.is_quote(end) && !view.is_any_mark(end) {
        end += 1;
    }
    let described = (found.items.end..end).all(|at| {
        let lexeme = view.lexeme(at);
        !lexeme.is_function() && lexeme.cue.is_none() && !view.is_possessive(at)
    });
    if described
        && end > found.items.end
        && let Some(token) = view.token(end - 1).filter(|_| is_person_noun(view.lexeme(end - 1)))
    {
        // "according to the Ulm power company"
        found = Source { items: start..end, head: Head::Description(token) };
    }
    if let Head::Description(_) = found.head
        && view.is_mark(end, ",")
        && let Some(name) = view.token(end + 1).and_then(|first| sources.name_from(first))
        && let Some(last) = view.item_of(sources.names[name].tokens.end - 1)
        && view.is_mark(last + 1, ",")
        && sources.names[name].kind == NameKind::Person
    {
        // "according to their son, Olga Example, …"
        found = Source { items: start..last + 1, head: Head::Name(name) };
        end = last + 1;
    }
    end = after_description(sources, &found, end);
    Some(Frame {
        cue,
        class: CueClass::Speech,
        takes: Takes { quote: true, clause: true, ..Takes::default() },
        source: found,
        grip: Grip::Firm,
        place: SourcePlace::AccordingTo,
        items: at..end,
        hypothetical: false,
    })
}

/// The comma that closes what describes the source up to the comma at `end`: "according to Roe, a historian in Ulm, …",
/// "according to Roe, who keeps the harbour, …". `end` itself where nothing does.
fn after_description(sources: Sources, source: &Source, end: usize) -> usize {
    const LONGEST: usize = 25;
    let view = sources.view;
    if !view.is_mark(end, ",") {
        return end;
    }
    let described = match source.head {
        Head::Name(name) => roles::apposition(view.document, &sources.names[name]),
        _ => None,
    };
    if let Some(close) = described.and_then(|tokens| view.item_of(tokens.end)).filter(|&at| at > end) {
        return close;
    }
    // "said, according to a clerk, that": what is said, no description.
    let is_relative = view.is(end + 1, Class::Relative)
        && !view.lexeme(end + 1).is_any(&[Class::Article, Class::Determiner]);
    let close = (end + 2..view.len().min(end + LONGEST)).find(|&at| view.is_mark(at, ","));
    close.filter(|_| is_relative).unwrap_or(end)
}

/// "In her view", "by Roe’s own account", with the noun at `at`: apart from its clause, or at the head of it.
pub(super) fn in_view_of(sources: Sources, at: usize) -> Option<Frame> {
    let view = sources.view;
    let owner = at.checked_sub(1)?;
    let owner = if view.is_possessive(owner) || view.is(owner, Class::Possessive) {
        owner
    } else {
        owner.checked_sub(1)?
    };
    let source = if view.is_possessive(owner) {
        sources.owner_ending_at(owner)?
    } else {
        let token = view.token(owner).filter(|_| view.is(owner, Class::Possessive))?;
        Source { items: owner..owner + 1, head: Head::Pronoun(token) }
    };
    let opener = source.items.start.checked_sub(1).filter(|&opener| view.is(opener, Class::Preposition))?;
    let led = opener == 0 || view.is_pause(opener - 1) || view.is(opener - 1, Class::Conjunction);
    let apart = view.is_pause(at + 1) || at + 1 >= view.len() || view.is_terminal(at + 1);
    let heads = opener == 0 && view.is_word(at + 1) && !view.is(at + 1, Class::Preposition);
    (led && (apart || heads)).then_some(Frame {
        cue: view.token(at)?,
        class: CueClass::Speech,
        takes: Takes { quote: true, clause: true, ..Takes::default() },
        source,
        grip: Grip::Fair,
        place: SourcePlace::AccordingTo,
        items: opener..at + 1,
        hypothetical: false,
    })
}

/// The item after a phrase like "in the words of" that begins at `at`.
pub(super) fn phrase_at(view: View, at: usize) -> Option<usize> {
    let begins = view.word(at);
    view.document.language.quotations.in_words_of().iter().find_map(|words| {
        let (first, rest) = words.split_first()?;
        let said = first.eq_ignore_ascii_case(begins)
            && rest.iter().zip(at + 1..).all(|(word, at)| view.word(at) == word);
        said.then_some(at + words.len())
    })
}

/// "In the words of X", which ends before the item `end`.
pub(super) fn in_words_of(sources: Sources, at: usize, end: usize) -> Option<Frame> {
    let view = sources.view;
    let source = sources.starting_at(end)?;
    Some(Frame {
        cue: view.token(at)?,
        class: CueClass::Speech,
        takes: Takes { quote: true, ..Takes::default() },
        grip: Grip::Firm,
        place: SourcePlace::Before,
        items: at..source.items.end,
        hypothetical: false,
        source,
    })
}

/// "“…” — Olga Example, a pilot" with the dash at `at`: the dash is the cue.
pub(super) fn dash(sources: Sources, at: usize) -> Option<Frame> {
    let view = sources.view;
    at.checked_sub(1).filter(|&before| view.is_quote(before))?;
    let source = sources.starting_at(at + 1)?;
    let Head::Name(_) = source.head else { return None };
    let end = source.items.end;
    let closes =
        end >= view.len() || view.is_terminal(end) || view.is_mark(end, ",") || view.is_mark(end, "(");
    // Nothing but the role follows.
    let rest = end..view.len();
    let verbless = rest.clone().all(|at| {
        !view.is_quote(at) && !view.lexeme(at).is_any(&[Class::Be, Class::Modal, Class::Auxiliary])
    });
    (closes && verbless).then_some(Frame {
        cue: view.token(at)?,
        class: CueClass::Speech,
        takes: Takes { quote: true, ..Takes::default() },
        source,
        grip: Grip::Firm,
        place: SourcePlace::After,
        items: at..view.len(),
        hypothetical: false,
    })
}

/// "Olga Example: …" with the colon at `at`: a person's name alone before it is a label.
pub(super) fn label(sources: Sources, at: usize) -> Option<Frame> {
    let view = sources.view;
    let source = sources.starting_at(0)?;
    let Head::Name(name) = source.head else { return None };
    let end = source.items.end;
    let kind = sources.names[name].kind;
    let quotes = (at + 1..view.len()).any(|at| view.is_quote(at));
    let speaks = kind == NameKind::Person || kind == NameKind::Unclear && quotes;
    let is_label = end == at && speaks && at + 1 < view.len();
    is_label.then_some(Frame {
        cue: view.token(at)?,
        class: CueClass::Speech,
        takes: Takes { quote: true, clause: true, that: true, ..Takes::default() },
        source,
        grip: Grip::Fair,
        place: SourcePlace::Label,
        items: 0..at + 1,
        hypothetical: false,
    })
}

/// "Olga Example’s claim that …", "his remark that …": a noun with its owner.
pub(super) fn noun(sources: Sources, at: usize) -> Option<Frame> {
    const FURTHEST: usize = 3;
    let view = sources.view;
    // "her view is that"
    let end = at + 1 + usize::from(view.is(at + 1, Class::Be));
    let owner = (at.saturating_sub(FURTHEST)..at)
        .rev()
        .take_while(|&before| !view.is_pause(before))
        .find(|&before| view.is_possessive(before) || view.is(before, Class::Possessive))?;
    let (source, end) = if view.is_possessive(owner) {
        let source = sources.owner_ending_at(owner)?;
        (source, end)
    } else {
        let token = view.token(owner)?;
        let pronoun = Source { items: owner..owner + 1, head: Head::Pronoun(token) };
        (made_by(sources, owner).unwrap_or(pronoun), end)
    };
    Some(Frame {
        cue: view.token(at)?,
        class: CueClass::Speech,
        takes: Takes { that: true, ..Takes::default() },
        grip: Grip::Fair,
        place: SourcePlace::Relative,
        items: owner.min(source.items.start)..end,
        hypothetical: false,
        source,
    })
}

/// "Warnings from Olga Example that …", "a claim by the board that …": a noun with whose words it is behind it.
pub(super) fn noun_from(sources: Sources, at: usize) -> Option<Frame> {
    let view = sources.view;
    let source = sources.starting_at(at + 2)?;
    let end = source.items.end;
    let speaks = match source.head {
        Head::Name(_) => true,
        Head::Description(token) => is_person_noun(view.document.lexemes[token]),
        Head::Pronoun(_) | Head::Several | Head::Nobody => false,
    };
    let that = view.is(end, Class::Complementiser)
        && view.is(end, Class::Determiner)
        && view.is(end, Class::Relative);
    (speaks && that).then_some(Frame {
        cue: view.token(at)?,
        class: CueClass::Speech,
        takes: Takes { that: true, ..Takes::default() },
        grip: Grip::Fair,
        place: SourcePlace::Relative,
        items: at..end,
        hypothetical: false,
        source,
    })
}

/// Who stands before the one verb before "her belief that …", with the possessive at `owner`: "Olga Example repeated her
/// belief that …" is of Olga Example.
fn made_by(sources: Sources, owner: usize) -> Option<Source> {
    const REACH: usize = 4;
    let view = sources.view;
    let token = view.token(owner)?;
    let gender = view.document.lexemes[token].gender;
    let singular = matches!(gender, Gender::Male | Gender::Female);
    let subject = sources.main_subject(owner).filter(|_| singular)?;
    let between = subject.items.end..owner;
    let plain = between.clone().all(|at| {
        let lexeme = view.lexeme(at);
        view.is_word(at)
            && !lexeme.is_any(&[Class::Preposition, Class::Conjunction, Class::Subordinator, Class::Relative])
    });
    let agrees = match subject.head {
        Head::Name(name) => {
            let name = &sources.names[name];
            matches!(name.kind, NameKind::Person | NameKind::Unclear) && name.gender.agrees(gender)
        }
        Head::Pronoun(pronoun) => view.document.lexemes[pronoun].gender == gender,
        Head::Description(_) | Head::Several | Head::Nobody => false,
    };
    (plain && agrees && !between.is_empty() && between.len() <= REACH).then_some(subject)
}
