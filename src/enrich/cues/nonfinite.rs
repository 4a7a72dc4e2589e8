//! Cue verbs without a subject of their own: "rose to say", ", adding that", "with Olga Example noting that".

use super::adverbials::after_adverbials;
use super::group::verb_group;
use super::subjects::{counted, shared, unclear};
use super::verbs::Verb;
use super::{Frame, SourcePlace};
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Grip, Head, Source, is_person_noun};
use crate::language::lexicon::{Class, CueClass, CueForm, Takes};

impl Verb<'_> {
    /// "Rose to say: “…”", "rushed to say that the harbour was safe"
    pub(super) fn infinitive(self, earlier: &[Frame]) -> Option<Frame> {
        let view = self.sources.view;
        let next = self.at + 1;
        let quotes = self.cue.takes.quote
            && (view.is_quote(next) || view.is_any_mark(next) && view.is_quote(next + 1));
        let reports = self.cue.class == CueClass::Speech && self.leads_to_clause();
        if !((quotes || reports) && self.cue.forms.base) {
            return None;
        }
        let refuses = |cue: CueForm| cue.takes.denies;
        let before = self.group.start.checked_sub(2);
        let refused = before.is_some_and(|at| view.lexeme(at).cue.is_some_and(refuses));
        let (source, grip) = if reports && !quotes {
            unclear(&self)?
        } else {
            shared(self.sources, self.group.start, earlier).or_else(|| self.led())?
        };
        let mut frame = self.frame(source, grip, SourcePlace::Shared)?;
        // "refused to say that"
        frame.takes.denies |= refused;
        Some(frame)
    }

    /// The subject of the verb before "to say": "The talk was so dull that Olga Example was moved to say, “…”".
    fn led(&self) -> Option<(Source, Grip)> {
        let before = self.group.start.checked_sub(2)?;
        let (source, _) = self.sources.subject_of(verb_group(self.sources, before).start)?;
        Some((source, Grip::Fair))
    }

    /// The subject of the verb before "by saying": "When he was back Olga Example began by saying, “…”".
    fn beginner(&self) -> Option<(Source, Grip)> {
        let by = self.at.checked_sub(1).filter(|&by| self.sources.view.is(by, Class::Agent))?;
        let source = self.sources.ending_at(by.checked_sub(1)?)?;
        let somebody = source.can_act(self.sources.view) && source.head != Head::Several;
        somebody.then_some((source, Grip::Fair))
    }

    /// "The board released a statement saying that": of whoever released it, or of the document.
    fn of_document(self, document: Source) -> Option<Frame> {
        let main = self.sources.main_subject(self.group.start);
        match main.filter(|main| main.items.end <= document.items.start) {
            Some(main) => self.frame(main, Grip::Loose, SourcePlace::Shared),
            None => self.frame(document, Grip::Fair, SourcePlace::Before),
        }
    }

    /// "Asked whether", "was told that", "is asked about": nobody is shown who said it.
    pub(super) fn passive(self) -> Option<Frame> {
        let sources = self.sources;
        let view = sources.view;
        let takes = self.cue.takes;
        if self.group.modal || !matches!(self.cue.class, CueClass::Speech | CueClass::Writing) {
            return None;
        }
        let end = after_adverbials(sources, self.at + 1);
        // "Asked who would pay", but not "told by people who came".
        let asks = takes.addressee && end == self.at + 1;
        let clause = view.is(end, Class::Complementiser)
            && (takes.that || takes.clause)
            && (asks
                || !view.is(end, Class::Relative) && !view.is(end, Class::Subordinator)
                || view.is(end, Class::Determiner));
        let about = view.is(self.at + 1, Class::ContentPreposition) && takes.about && takes.addressee;
        // "was asked, “…?”"
        let quote = self.at + 1 + usize::from(view.is_any_mark(self.at + 1));
        let quotes = takes.addressee && view.is_quote(quote) && view.last_inside(quote) == "?";
        if !(clause || about || quotes) {
            return None;
        }
        let start = self.group.start;
        Some(Frame {
            cue: self.token,
            class: self.cue.class,
            takes: Takes { quote: quotes, ..takes },
            source: Source { items: start..self.at + 1, head: Head::Nobody },
            grip: Grip::Loose,
            place: SourcePlace::Before,
            items: start..if clause { end } else { self.at + 1 },
            hypothetical: false,
        })
    }

    /// "Is saying", ", adding that", "by adding that", "with Olga Example noting that".
    pub(super) fn gerund(self, earlier: &[Frame]) -> Option<Frame> {
        let sources = self.sources;
        let view = sources.view;
        if self.group.be {
            let (source, grip) = sources.subject_of(self.group.start)?;
            return self.frame(source, grip, SourcePlace::Before);
        }
        let opened = self.at.checked_sub(1).is_none_or(|before| {
            view.is_pause(before)
                || view.is_quote(before)
                || view.lexeme(before).is_any(&[Class::Preposition, Class::Subordinator, Class::Conjunction])
        });
        // "after warning signs were put up"
        let modifies = !self.cue.takes.clause
            && view.is_word(self.at + 1)
            && !view.lexeme(self.at + 1).is_function()
            && view.lexeme(self.at + 2).is_any(&[Class::Be, Class::Auxiliary, Class::Modal]);
        // "Roe, defending himself, said"
        if modifies || view.is(self.at + 1, Class::Reflexive) {
            return None;
        }
        if !opened {
            if let Some((source, grip)) = counted(view, self.group.start, self.cue) {
                // "with 22 percent saying"
                return self.frame(source, grip, SourcePlace::Before);
            }
            let source = sources.ending_at(self.group.start)?;
            let hangs = source.items.start.checked_sub(1).filter(|&at| view.is(at, Class::Preposition));
            let speaks = match source.head {
                Head::Name(name) => sources.names[name].kind != NameKind::Place,
                Head::Description(token) => is_person_noun(view.document.lexemes[token]),
                _ => false,
            };
            if hangs.is_some_and(|with| view.is(with, Class::Absolute)) {
                // "with Roe after the hearing": a noun
                let end = after_adverbials(sources, self.at + 1);
                let leads = self.leads_on() || view.is_quote(end + usize::from(view.is_any_mark(end)));
                return (speaks && leads)
                    .then(|| self.frame(source, Grip::Fair, SourcePlace::Before))
                    .flatten();
            }
            // "after the letter telling him that": nobody else is there to tell it.
            let documents = matches!(source.head, Head::Description(token) if view.document.lexemes[token].is(Class::Document));
            if documents && hangs.is_some() && self.leads_on() && self.cue.takes.addressee {
                return self.frame(source, Grip::Fair, SourcePlace::Before);
            }
            let next = self.at + 1;
            let quotes = view.is_quote(next) || view.is_any_mark(next) && view.is_quote(next + 1);
            let says = matches!(self.cue.class, CueClass::Speech | CueClass::Writing);
            if documents && says && (self.leads_on() || quotes) {
                return self.of_document(source);
            }
            if hangs.is_none() || !self.leads_on() {
                return None;
            }
            // "Roe appealed to voters saying that": the subject goes on.
            return match shared(sources, self.group.start, earlier) {
                Some((source, _)) => self.frame(source, Grip::Loose, SourcePlace::Shared),
                None => speaks.then(|| self.frame(source, Grip::Fair, SourcePlace::Before)).flatten(),
            };
        }
        if self.at >= 2 {
            let (source, grip) = shared(sources, self.group.start, earlier)
                .or_else(|| self.beginner())
                .or_else(|| unclear(&self))?;
            return self.frame(source, grip, SourcePlace::Shared);
        }
        // At the start of the sentence: whoever comes after the comma.
        let comma = (self.at + 1..view.len())
            .find(|&at| view.is_mark(at, ",") || view.is_quote(at) && view.is_capitalised(at + 1))?;
        let source = sources.subject_starting_at(comma + 1)?;
        self.frame(source, Grip::Fair, SourcePlace::Shared)
    }
}
