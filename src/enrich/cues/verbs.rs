//! Cue verbs: which of them report, and whose words.

use super::adverbials::{after_addressee, after_adverbials, after_prepositional_phrase};
use super::group::{Group, ends_compound, lead_in, verb_group};
use super::inversion::{interposed, inverted, questioner};
use super::subjects::{counted, shared, takes_plural, unclear};
use super::{Frame, SourcePlace};
use crate::enrich::names::NameKind;
use crate::enrich::sources::{Grip, Head, Source, Sources, is_person_noun};
use crate::language::lexicon::{Class, CueClass, CueForm, Gender};

/// A form of a cue where it stands.
pub(super) struct Verb<'a> {
    pub(super) sources: Sources<'a>,
    /// Its item.
    pub(super) at: usize,
    /// Its token.
    pub(super) token: usize,
    pub(super) cue: CueForm,
    /// What stands before it and belongs to it.
    pub(super) group: Group,
}

/// The frame of the cue verb at `at`, after the frames `earlier` of the statement.
pub(super) fn verb(sources: Sources, at: usize, cue: CueForm, earlier: &[Frame]) -> Option<Frame> {
    let token = sources.view.token(at)?;
    let mut verb = Verb { sources, at, token, cue, group: verb_group(sources, at) };
    if verb.is_noun() || verb.lacks_particle() {
        return None;
    }
    if verb.group.negated {
        return verb.denied(earlier);
    }
    if let Some(source) = questioner(&verb) {
        return verb.frame(source, Grip::Firm, SourcePlace::Before);
    }
    if at > 1 && sources.view.is(at - 1, Class::InfinitiveMarker) && answers(sources, at - 2) {
        return None;
    }
    let led_to = lead_in_before(&mut verb).is_some();
    if !led_to && verb.follows_infinitive_marker() {
        return verb.infinitive(earlier);
    }
    if verb.is_passive() {
        return verb.passive();
    }
    if !verb.is_beside_quotation() {
        return None;
    }
    if cue.forms.gerund && !cue.forms.is_finite() && !led_to {
        return verb.gerund(earlier);
    }
    if cue.forms.participle && sources.view.document.language.quotations.compound_inversion {
        if let Some(source) = interposed(sources.view, &mut verb.group) {
            return verb.inverted_frame(source);
        }
        // "le rapport publié": a participle reports only with its auxiliary.
        if !verb.group.auxiliary && !cue.forms.is_finite() {
            return None;
        }
    }
    if let Some(source) = inverted(&verb) {
        return verb.inverted_frame(source);
    }
    verb.finite(earlier)
}

/// Whether the word at `at` is an answer to something: "her response to questions".
fn answers(sources: Sources, at: usize) -> bool {
    let view = sources.view;
    view.is(at, Class::Answer) && at > 0 && (view.is(at - 1, Class::Possessive) || view.is_possessive(at - 1))
}

/// Takes "went on to" into the group of `verb`.
fn lead_in_before(verb: &mut Verb) -> Option<()> {
    let view = verb.sources.view;
    verb.group.start.checked_sub(1)?;
    if view.is(verb.at - 1, Class::InfinitiveMarker) && !verb.cue.forms.base {
        // "when it came to saying"
        return None;
    }
    verb.group.start = lead_in(view, verb.at)?;
    Some(())
}

impl Verb<'_> {
    /// The item before its group.
    fn before(&self) -> Option<usize> {
        self.group.start.checked_sub(1)
    }

    /// Whether nothing stands between it and its subject.
    fn is_bare(&self) -> bool {
        self.group.start == self.at
    }

    fn follows_infinitive_marker(&self) -> bool {
        self.before().is_some_and(|before| self.sources.view.is(before, Class::InfinitiveMarker))
    }

    /// "The report", "his claims", "of reports"; forms that are people, too ("the charges", "a guide").
    fn is_noun(&self) -> bool {
        let view = self.sources.view;
        let forms = self.cue.forms;
        // "Some say", "one in four said": a determiner that stands for people, before what can only be a verb.
        let stands_alone = self.cue.class == CueClass::Speech && self.cue.takes.clause && forms.is_finite();
        // "few write", "the two write", "the father of four answered"
        let stand_for_people = |at: usize| {
            let specifies =
                at > 1 && view.is(at - 1, Class::Specifying) && is_person_noun(view.lexeme(at - 2));
            view.lexeme(at).is_any(&[Class::Pronoun, Class::Group])
                || view.is(at, Class::Numeral) && at > 0 && (specifies || view.is(at - 1, Class::Article))
        };
        let after_determiner = self.at.checked_sub(1).is_some_and(|before| {
            view.is_possessive(before) && !(before > 0 && view.is(before - 1, Class::Pronoun))
                || view.lexeme(before).is_any(&[Class::Article, Class::Possessive])
                || view.is(before, Class::Preposition) && !view.is(before, Class::Adverb) && !forms.gerund
                || view.is(before, Class::Determiner) && !stands_alone && !stand_for_people(before)
        });
        if after_determiner
            && self.is_bare()
            && !self.at.checked_sub(1).is_some_and(|before| view.is(before, Class::InfinitiveMarker))
        {
            return true;
        }
        if self.is_bare() && ends_compound(view, self.at) {
            return true;
        }
        self.is_noun_too()
            && self.is_bare()
            && !forms.past
            && !(forms.third && self.before().is_some_and(|before| !view.is_any_mark(before)))
    }

    /// Whether its form is that of a noun that can speak, too.
    fn is_noun_too(&self) -> bool {
        self.sources.view.lexeme(self.at).is_any(&[Class::Role, Class::Group, Class::Body, Class::Document])
    }

    fn lacks_particle(&self) -> bool {
        let next = self.sources.view.lexeme(self.at + 1);
        self.cue.particles != 0 && self.cue.particles & next.particles == 0
    }

    /// Passives report nobody's words: "was told", "is said to", "reported by", "when asked".
    fn is_passive(&self) -> bool {
        let view = self.sources.view;
        let forms = self.cue.forms;
        if !forms.participle {
            return false;
        }
        let opens = self.cue.takes.addressee
            && self.is_bare()
            && (self.at == 0
                || view.is(self.at - 1, Class::Subordinator) && !view.is_quote(self.at - 1)
                // "In an interview, asked whether A, Roe said"
                || view.is_mark(self.at - 1, ",")
                    && view.is(self.at + 1, Class::Doubt)
                    && view.is(0, Class::Preposition));
        // "said by Roe", but not "Roe said by telephone"
        let agent = view.is(self.at + 1, Class::Agent)
            && (!forms.past
                || self.sources.starting_at(self.at + 2).is_some_and(|source| source.can_act(view)));
        self.group.be && !forms.gerund || agent || opens
    }

    /// Whether a verb that is a cue only beside a quotation stands there.
    fn is_beside_quotation(&self) -> bool {
        if self.cue.class != CueClass::Beside {
            return true;
        }
        let view = self.sources.view;
        let start = self.group.start;
        let quote_near = |at: usize| view.is_quote(at) || view.is_any_mark(at) && view.is_quote(at + 1);
        let quote_before = start > 0 && (view.is_quote(start - 1) || start > 1 && view.is_quote(start - 2));
        let name_between = (start.saturating_sub(6)..start).any(|at| view.is_quote(at));
        quote_before || name_between || quote_near(self.at + 1)
    }

    /// Whether right after it stands what can be said.
    pub(super) fn leads_on(&self) -> bool {
        let view = self.sources.view;
        let next = self.at + 1;
        let lexeme = view.lexeme(next);
        view.is_quote(next)
            || view.is_capitalised(next)
            || lexeme.is_any(&[Class::Complementiser, Class::Article, Class::Possessive, Class::Determiner])
            || lexeme.is(Class::Pronoun)
    }

    /// "Did not say whether", "never mentioned", "would not respond to": what somebody did not say.
    fn denied(mut self, earlier: &[Frame]) -> Option<Frame> {
        let says = matches!(self.cue.class, CueClass::Speech | CueClass::Writing);
        let quotes = self.sources.view.is_quote(self.at + 1);
        if !says || quotes || self.is_passive() || !(self.cue.forms.base || self.cue.forms.past) {
            return None;
        }
        self.cue.takes.quote = false;
        self.cue.takes.clause = false;
        self.cue.takes.denies = true;
        self.cue.takes.to |= self.cue.takes.unanswered;
        self.group.modal = false;
        self.finite(earlier)
    }

    /// "X said", "X …, and said", "X, who said".
    fn finite(self, earlier: &[Frame]) -> Option<Frame> {
        let sources = self.sources;
        let view = sources.view;
        let forms = self.cue.forms;
        let before = self.before()?;
        let having = self.group.auxiliary
            && view.document.language.quotations.could_be_gerund(view.word(self.group.start));
        if having && !view.is_pause(before) {
            // "denied having said"
            return None;
        }
        if view.is(before, Class::Conjunction)
            || view.is_mark(before, ",") && view.is(before + 1, Class::Adverb)
        {
            // "and said": the subject of the verb before, whose form it shares ("federal and state law").
            let agrees = forms.past
                || forms.gerund
                || earlier.is_empty() && forms.third && self.leads_on()
                || earlier.last().is_some_and(|last| {
                    let other = view.document.lexemes[last.cue].cue.map(|cue| cue.forms).unwrap_or_default();
                    forms.third && other.third || forms.base && other.base
                });
            let told = self.teller(earlier).map(|source| (source, Grip::Fair));
            let (source, grip) = agrees
                .then(|| told.or_else(|| shared(sources, before, earlier)))
                .flatten()
                .or_else(|| unclear(&self))?;
            return self.frame(source, grip, SourcePlace::Shared);
        }
        let beside = self.behind_quotation(before);
        let near = sources.subject_of(self.group.start);
        let aligned = near.as_ref().map(|(near, _)| near.items.start);
        if let Some(source) = &beside
            && aligned != Some(source.items.start)
            && self.can_be_said_by(source, true)
        {
            return self.frame(source.clone(), Grip::Firm, SourcePlace::Before);
        }
        if let Some(main) = self.main_subject(earlier).filter(|main| self.can_be_said_by(main, false)) {
            return self.frame(main, Grip::Loose, SourcePlace::Before);
        }
        let (source, grip) =
            near.or_else(|| counted(view, self.group.start, self.cue)).or_else(|| unclear(&self))?;
        if !self.can_be_said_by(&source, beside.is_some()) {
            return None;
        }
        let relative = view.is(before, Class::Relative);
        self.frame(source, grip, if relative { SourcePlace::Relative } else { SourcePlace::Before })
    }

    /// What fills the place between a quotation and the verb.
    fn behind_quotation(&self, before: usize) -> Option<Source> {
        let quotes = self.cue.takes.quote && !self.sources.view.is_quote(before);
        quotes.then(|| self.sources.behind_quotation(self.group.start)).flatten()
    }

    /// The subject of the statement, where what stands before the verb hangs on something else: "Protesters marching
    /// through the streets chanted".
    fn main_subject(&self, earlier: &[Frame]) -> Option<Source> {
        let sources = self.sources;
        let view = sources.view;
        let start = self.group.start;
        if view.is(start.checked_sub(1)?, Class::Relative) {
            return None;
        }
        let (source, grip) = sources.subject_of(start)?;
        let preposition = source.items.start.checked_sub(1).filter(|&at| view.is(at, Class::Preposition));
        let hangs = preposition.is_some_and(|at| match source.head {
            Head::Description(token) => {
                let noun = view.document.lexemes[token];
                // "in a statement thanked"
                let within = noun.is(Class::Document) && !view.is(at, Class::Subordinator);
                !is_person_noun(noun) || within
            }
            // "after Roe said" is a clause, "speaking to Roe said" none.
            Head::Name(name) => {
                sources.names[name].kind == NameKind::Place || !view.is(at, Class::Subordinator)
            }
            _ => false,
        });
        let dumb = grip == Grip::Loose
            && matches!(source.head, Head::Description(token) if !is_person_noun(view.document.lexemes[token]));
        if grip == Grip::Firm || !(hangs || dumb) {
            return None;
        }
        sources.main_subject(start).filter(|main| main.items.end < start).filter(|main| {
            // "A spokesman for the board that hopes to build said"
            let mut others = earlier.iter().filter(|frame| {
                let relative = frame.items.start > 0 && view.is(frame.items.start - 1, Class::Relative);
                !relative && frame.place != SourcePlace::Relative
            });
            !others.any(|frame| frame.items.end > main.items.end)
        })
    }

    /// Whether the verb can have `source` as its subject; `beside` a quotation it is hardly a noun.
    fn can_be_said_by(&self, source: &Source, beside: bool) -> bool {
        let sources = self.sources;
        let view = sources.view;
        let lexeme = view.lexeme(self.at);
        let forms = self.cue.forms;
        let dumb_description =
            matches!(source.head, Head::Description(token) if !is_person_noun(view.document.lexemes[token]));
        let beside = beside && view.lexeme(self.at + 1).cue.is_none();
        if self.is_bare() && lexeme.is(Class::CueNoun) && !forms.past && !beside {
            // "his early-morning tweets", "the Baltic states": a noun after another that cannot speak.
            let dumb_name = matches!(source.head, Head::Name(name)
                if view.is(source.items.start, Class::Article) && sources.names[name].kind == NameKind::Unclear);
            // "a third of the voters’ claims", "Republican claims"
            let hangs = source.items.start.checked_sub(1).is_some_and(|at| view.is(at, Class::Preposition))
                // "led to a note, which reports"
                && !(view.is(self.group.start - 1, Class::Relative)
                    && view.is_pause(self.group.start.wrapping_sub(2)));
            if dumb_description || dumb_name || hangs {
                return false;
            }
        }
        if self.cue.class == CueClass::Text {
            // Only texts read.
            let quoted = source.items.start.checked_sub(1).is_some_and(|at| view.is_quote(at));
            return match source.head {
                Head::Description(token) => view.document.lexemes[token].is(Class::Document),
                // "“…,” it read"
                Head::Pronoun(token) => quoted && view.document.lexemes[token].gender == Gender::Neuter,
                Head::Name(_) | Head::Several | Head::Nobody => false,
            };
        }
        // "a box labelled “Tea”", "a website called Tea Today": what cannot speak is the object of such a verb.
        let only_object = self.cue.takes.object && !self.cue.takes.that;
        let names_it = view.is_quote(self.at + 1) || view.is_capitalised(self.at + 1);
        if only_object && self.names_one(source) {
            return false;
        }
        if only_object && dumb_description && (!self.cue.takes.quote || self.is_bare() && names_it) {
            return false;
        }
        // Forms that are nouns as well need a subject in the plural ("state").
        let could_be_noun = lexeme.is(Class::CueNoun) || self.is_noun_too() || !self.cue.takes.clause;
        let only_base = self.is_bare() && forms.base && !forms.past && !forms.third;
        !(only_base && could_be_noun) || takes_plural(sources, source)
    }

    /// Whether it is the participle of "set up a website called “The Tea Room”".
    fn names_one(&self, source: &Source) -> bool {
        let view = self.sources.view;
        let before = source.items.start.checked_sub(1);
        // "what a critic called “a shed”"
        let object = before.is_some_and(|at| !view.is(at, Class::Complementiser));
        let thing = matches!(source.head, Head::Description(token)
            if !view.document.lexemes[token].is_any(&[Class::Role, Class::Group, Class::Title]));
        self.is_bare()
            && view.is_quote(self.at + 1)
            && view.is(source.items.start, Class::Indefinite)
            && object
            && thing
    }

    /// The frame of the verb with its `source`.
    pub(super) fn frame(self, source: Source, grip: Grip, place: SourcePlace) -> Option<Frame> {
        let view = self.sources.view;
        let start = match place {
            SourcePlace::Before | SourcePlace::Relative => source.items.start.min(self.group.start),
            SourcePlace::Shared | SourcePlace::After | SourcePlace::AccordingTo | SourcePlace::Label => {
                self.group.start
            }
        };
        let end = if place == SourcePlace::Before && source.items.start > self.at {
            // "asked by X"
            source.items.end
        } else {
            self.end()?
        };
        let takes = self.cue.takes;
        // "spoke on Monday" says when, "spoke about Monday’s vote" what of.
        let timed = view.is(end + 1, Class::Calendar) && !view.is_possessive(end + 2);
        // "told a crowd of supporters that": the phrase tells who is spoken to.
        let addressed = takes.addressee
            && end > self.at + 1
            && view.is(after_prepositional_phrase(self.sources, end), Class::Complementiser);
        let about = takes.about && view.is(end, Class::ContentPreposition) && !timed && !addressed;
        let to = takes.to && view.is(end, Class::InfinitiveMarker);
        let end = if (!takes.object || takes.quote) && !about && !to {
            after_adverbials(self.sources, end)
        } else {
            end
        };
        let heard = takes.hearing && self.is_a_body(&source);
        let head = if heard { Head::Nobody } else { source.head };
        Some(Frame {
            cue: self.token,
            class: self.cue.class,
            takes,
            source: Source { head, ..source },
            grip,
            place,
            hypothetical: self.group.modal || self.is_in_doubt(start),
            items: start..end,
        })
    }

    /// Whether `source` is no person: "Ulm Crown Court", "the inquest".
    fn is_a_body(&self, source: &Source) -> bool {
        match source.head {
            Head::Name(name) => {
                let last = self.sources.view.lexeme(source.items.end - 1);
                self.sources.names[name].kind == NameKind::Body || last.is(Class::Body)
            }
            Head::Description(token) => !is_person_noun(self.sources.view.document.lexemes[token]),
            Head::Pronoun(_) | Head::Several | Head::Nobody => false,
        }
    }

    /// Whether it may be so or not, or is what somebody was asked, with its subject at `subject`: "whether she believed
    /// A", "Asked what she believed, …".
    fn is_in_doubt(&self, subject: usize) -> bool {
        const REACH: usize = 4;
        let view = self.sources.view;
        let Some(opener) = subject.checked_sub(1) else { return false };
        if view.is(opener, Class::Doubt) {
            return true;
        }
        let asked = |at: usize| {
            let cue = view.lexeme(at).cue;
            let opens = at == 0 || view.is_pause(at - 1) || view.is(at - 1, Class::Subordinator);
            opens && cue.is_some_and(|cue| cue.forms.participle && cue.takes.addressee)
        };
        view.is(opener, Class::Complementiser) && (opener.saturating_sub(REACH)..opener).any(asked)
    }

    /// The item after the verb, its particle and the person spoken to; `None` when "to" leads on to another verb.
    pub(super) fn end(&self) -> Option<usize> {
        let view = self.sources.view;
        let takes = self.cue.takes;
        let end = self.at + 1 + usize::from(self.cue.particles != 0);
        if takes.addressee {
            return Some(after_addressee(self.sources, end));
        }
        if !view.is(end, Class::InfinitiveMarker) || takes.infinitive || takes.to {
            return Some(end);
        }
        // "said to reporters", but not "said to be".
        let addressee = after_addressee(self.sources, end + 1);
        if addressee > end + 1 {
            return Some(addressee);
        }
        let next = view.lexeme(end + 1);
        // "said to be", "said to know", but not "said to cheers"
        let verb = next.is_any(&[Class::Be, Class::Auxiliary]) || next.cue.is_some_and(|cue| cue.forms.base);
        (!verb).then(|| after_prepositional_phrase(self.sources, end).max(end + 1))
    }
}
