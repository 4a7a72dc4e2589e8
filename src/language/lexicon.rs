//! What a word can be, looked up once a token.
//!
//! A small word is often several things ("that", "said", "report"): a [`Lexeme`] holds all of them, and the
//! passes decide by the place where the word stands.

use std::borrow::Cow;

use foldhash::HashMap;

/// What a word can be. Cheap to copy; the default says that the pack does not know the word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lexeme {
    classes: u64,
    /// The cue it is a form of, and which forms it can be.
    pub cue: Option<CueForm>,
    /// Bits for the particles of verbs that it is; see [`CueForm::particles`].
    pub particles: u16,
    /// Gender that the word itself shows ("she", "Mrs", "spokesman", "Olga").
    pub gender: Gender,
}

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// "the", "a"
    Article,
    /// "this", "several"
    Determiner,
    /// "his"
    Possessive,
    /// "of"
    Preposition,
    /// "and"
    Conjunction,
    /// "because"
    Subordinator,
    /// "that", "whether"
    Complementiser,
    /// "who"
    Relative,
    /// "not", "didn’t"
    Negation,
    /// "has"
    Auxiliary,
    /// "was"
    Be,
    /// "would"
    Modal,
    /// "also", "later"
    Adverb,
    /// "Tuesday", "March", "week"
    Calendar,
    /// "last" in "last week"
    TimeDeterminer,
    /// "according" in "according to"
    According,
    /// "view" in "in her view"
    ViewNoun,
    /// "as" in "as she put it"
    SaySo,
    /// "van", "bin"
    NameParticle,
    /// "Jr"
    NameSuffix,
    /// "KC": letters after a name that are no part of it
    PostNominal,
    /// "of" in "University of Leeds"
    BodyJoiner,
    /// "Critics": a capital that is no name
    NotAName,
    /// "President"
    Title,
    /// "analyst"
    Role,
    /// "officials"
    Group,
    /// "ministry"
    Body,
    /// "report"
    Document,
    /// "Russian"
    Nationality,
    /// "Moscow"
    Place,
    /// "New" in "New Zealand"
    PlacePrefix,
    /// "Mr": a title that is no role
    Honorific,
    /// "Olga"
    GivenName,
    /// "he", "they", "we"
    Pronoun,
    /// "him", which is never a subject
    ObjectPronoun,
    /// "a"
    Indefinite,
    /// "by" after a passive
    Agent,
    /// "to" before a verb
    InfinitiveMarker,
    /// "they", "them"
    PluralPronoun,
    /// "I", "we"
    FirstPerson,
    /// "about", "for": before what a cue is about ("called for calm")
    ContentPreposition,
    /// "Q" before a colon
    QuestionLabel,
    /// "A" before a colon
    AnswerLabel,
    /// "claim" in "her claim that"
    ReportNoun,
    /// "but", "compared": after a comma, the narrator speaks again
    Contrast,
    /// "claims", "tweets": forms of a cue that are as often nouns
    CueNoun,
    /// "spokeswoman": speaks for a body
    Mouthpiece,
    /// "by" in "a report by"
    Author,
    /// "year-old"
    Age,
    /// "familiar" in "people familiar with the talks"
    Trailing,
    /// "of" in "residents of the lower town": what follows tells which group
    Specifying,
    /// "two", "dozens"
    Numeral,
    /// "is" between people and what they are now
    Copula,
    /// "with" before somebody and what they do beside ("with Olga Example adding that")
    Absolute,
    /// "majority" in "a majority of voters"
    Quantity,
    /// "whether": before what may be so or not
    Doubt,
    /// "itself" behind a subject
    Reflexive,
    /// "response": what "to" leads on to is a noun
    Answer,
    /// "sent" in "a letter sent to the board by Olga Example"
    Authored,
    /// "Day": of the calendar, and a family name as well
    Surname,
    /// "in": before where something is, hardly before a person
    Locative,
    /// "River" at the end of the name of a place
    PlaceNoun,
    /// "named": between what somebody is and the name
    Named,
    /// "who": after persons alone
    Personal,
}

/// Gender as far as words show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Nothing shows it.
    #[default]
    Unknown,
    /// "he"
    Male,
    /// "she"
    Female,
    /// "it": no person.
    Neuter,
}

impl Gender {
    /// Whether the two can belong to one person.
    pub fn agrees(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }
}

/// A form of a cue verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueForm {
    /// What the verb does.
    pub class: CueClass,
    /// What can follow; see [`Takes`].
    pub takes: Takes,
    /// Which forms the word can be.
    pub forms: Forms,
    /// The particles, as in [`Lexeme::particles`], without one of which it is no cue ("point out", "put it"); none if it needs none.
    pub particles: u16,
}

/// What kind of reporting a cue does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueClass {
    /// "say"
    Speech,
    /// "write"
    Writing,
    /// "believe"
    Thought,
    /// A cue only beside a quotation: "smile".
    Beside,
    /// What only a text does: "read".
    Text,
}

/// What can follow a cue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takes {
    /// A quotation, before or after.
    pub quote: bool,
    /// A clause with its complementiser.
    pub that: bool,
    /// A clause without one.
    pub clause: bool,
    /// "to" and a verb.
    pub infinitive: bool,
    /// First the person spoken to.
    pub addressee: bool,
    /// A noun phrase that is the content.
    pub object: bool,
    /// The same even where a clause could follow: "announced the plan", while "added the plan" is no speech.
    pub thing: bool,
    /// A preposition and then a noun phrase that is the content.
    pub about: bool,
    /// "to" and then a noun phrase that is the content.
    pub to: bool,
    /// The same, but only where the verb is negated: "did not respond to the letter".
    pub unanswered: bool,
    /// The verb says that its content is not so ("deny").
    pub denies: bool,
    /// A body that is its subject was told, and nobody says by whom: "the court heard that".
    pub hearing: bool,
}

impl Takes {
    fn merge(self, other: Self) -> Self {
        Self {
            quote: self.quote || other.quote,
            that: self.that || other.that,
            clause: self.clause || other.clause,
            infinitive: self.infinitive || other.infinitive,
            addressee: self.addressee || other.addressee,
            object: self.object || other.object,
            thing: self.thing || other.thing,
            about: self.about || other.about,
            to: self.to || other.to,
            unanswered: self.unanswered || other.unanswered,
            denies: self.denies || other.denies,
            hearing: self.hearing || other.hearing,
        }
    }
}

/// Forms of a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// "say"
    pub base: bool,
    /// "says"
    pub third: bool,
    /// "said"
    pub past: bool,
    /// "said" in "has said"
    pub participle: bool,
    /// "saying"
    pub gerund: bool,
}

impl Forms {
    /// Whether it can be the verb of a main clause on its own.
    pub fn is_finite(self) -> bool {
        self.base || self.third || self.past
    }

    fn merge(self, other: Self) -> Self {
        Self {
            base: self.base || other.base,
            third: self.third || other.third,
            past: self.past || other.past,
            participle: self.participle || other.participle,
            gerund: self.gerund || other.gerund,
        }
    }
}

// Each class is a bit of a lexeme.
const _: () = assert!((Class::Personal as u8) < u64::BITS as u8);

impl Lexeme {
    /// Whether the word can be of `class`.
    pub fn is(self, class: Class) -> bool {
        self.classes & (1u64 << class as u8) != 0
    }

    /// Whether the word can be of one of `classes`.
    pub fn is_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.is(class))
    }

    /// The same, which can also be of `class`.
    #[must_use]
    pub fn with(mut self, class: Class) -> Self {
        self.classes |= 1u64 << class as u8;
        self
    }

    /// Whether the pack knows the word as anything.
    pub fn is_known(self) -> bool {
        self.classes != 0 || self.cue.is_some()
    }

    /// Whether it is a word of the closed classes, which ends a noun phrase.
    pub fn is_function(self) -> bool {
        use Class::{
            Adverb, Article, Auxiliary, Be, Complementiser, Conjunction, Determiner, Modal, Negation,
            Possessive, Preposition, Pronoun, Relative, Subordinator,
        };
        self.is_any(&[
            Article,
            Determiner,
            Possessive,
            Preposition,
            Conjunction,
            Subordinator,
            Complementiser,
            Relative,
            Negation,
            Auxiliary,
            Be,
            Modal,
            Adverb,
            Pronoun,
        ])
    }
}

/// Words and what they can be. Look-up ignores case and the shape of apostrophes.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: HashMap<Box<str>, Lexeme>,
}

/// No entry is longer than this many bytes.
const LONGEST: usize = 40;

impl Lexicon {
    /// Says that `word` can be of `class`.
    pub fn add(&mut self, word: &str, class: Class) {
        self.entry(word).classes |= 1u64 << class as u8;
    }

    /// Says which gender `word` shows. Two that contradict each other show none.
    pub fn add_gender(&mut self, word: &str, gender: Gender) {
        let entry = self.entry(word);
        entry.gender = gender;
    }

    /// Says that `word` is a form of a cue; several cues that share a form become one.
    pub fn add_cue(&mut self, word: &str, cue: CueForm) {
        let entry = self.entry(word);
        entry.cue = Some(match entry.cue {
            None => cue,
            Some(other) => CueForm {
                class: if other.class == CueClass::Beside { cue.class } else { other.class },
                takes: other.takes.merge(cue.takes),
                forms: other.forms.merge(cue.forms),
                particles: if other.particles == 0 || cue.particles == 0 {
                    0
                } else {
                    other.particles | cue.particles
                },
            },
        });
    }

    /// Says that `word` is the particle whose bit is `bit`.
    pub fn add_particle(&mut self, word: &str, bit: u16) {
        self.entry(word).particles |= bit;
    }

    fn entry(&mut self, word: &str) -> &mut Lexeme {
        debug_assert!(word.len() <= LONGEST, "{word} is too long for the lexicon");
        self.words.entry(folded(word).into()).or_default()
    }

    /// What `word` can be.
    pub fn get(&self, word: &str) -> Lexeme {
        if word.len() > LONGEST {
            return Lexeme::default();
        }
        if word.is_ascii() {
            let mut buffer = [0; LONGEST];
            let bytes = &mut buffer[..word.len()];
            bytes.copy_from_slice(word.as_bytes());
            bytes.make_ascii_lowercase();
            let Ok(lower) = std::str::from_utf8(bytes) else { return Lexeme::default() };
            self.get_folded(lower)
        } else {
            self.get_folded(&folded(word))
        }
    }

    /// What a word in small letters, its apostrophes straight, can be.
    pub fn get_folded(&self, word: &str) -> Lexeme {
        self.words.get(word).copied().unwrap_or_default()
    }
}

fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let straight = word.chars().map(|c| if matches!(c, '’' | 'ʼ' | '‘') { '\'' } else { c });
    straight.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_up_ignores_case_and_apostrophes() {
        let mut lexicon = Lexicon::default();
        lexicon.add("didn't", Class::Negation);
        assert!(lexicon.get("Didn’t").is(Class::Negation));
        assert!(!lexicon.get("did").is_known());
        assert!(!lexicon.get(&"a".repeat(1_000)).is_known());
    }
}
