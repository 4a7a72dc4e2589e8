//! The data of `quotations.yaml`: how a language reports what people say.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::lexicon::{Class, CueClass, CueForm, Forms, Gender, Lexeme, Lexicon, Takes};
use crate::text::{Affixes, QuotationMarks};

/// Reported speech in one language.
#[derive(Debug)]
pub struct Quotations {
    /// Its quotation marks.
    pub marks: QuotationMarks,
    /// What it writes as one word though it is two.
    pub affixes: Affixes,
    /// Whether a participle with its auxiliary stands before its subject after a quotation, as a simple form
    /// does ("« … », a déclaré X", "a-t-il dit").
    pub compound_inversion: bool,
    /// Whether a noun stands before the adjectives that go with it ("un responsable russe").
    pub noun_first: bool,
    /// Whether attributions stand inside the marks ("« A, a dit X, et B. »").
    pub attribution_inside_marks: bool,
    lexicon: Lexicon,
    abbreviations: HashSet<Box<str>>,
    number_abbreviations: HashSet<Box<str>>,
    adverb_suffixes: Vec<String>,
    verb_suffixes: Vec<String>,
    gerund_suffixes: Vec<String>,
    plural_suffix: String,
    lead_ins: PhrasesByEnd,
    asides: PhrasesByEnd,
    in_words_of: Vec<Vec<String>>,
    according_apart: Vec<String>,
    abbreviated_roles: HashMap<Box<str>, Box<str>>,
    body_kinds: HashMap<Box<str>, HashSet<Box<str>>>,
}

/// Phrases by their last word, in the order of the file: most words end none.
type PhrasesByEnd = HashMap<String, Vec<Vec<String>>>;

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    marks: Vec<Pair>,
    /// See [`Affixes`].
    #[serde(default)]
    possessives: Vec<String>,
    #[serde(default)]
    elisions: Vec<String>,
    /// The pronoun's joint and the pronoun: `-t-/il`.
    #[serde(default)]
    enclitics: Vec<String>,
    #[serde(default)]
    whole_words: Vec<String>,
    #[serde(default)]
    compound_inversion: bool,
    #[serde(default)]
    noun_first: bool,
    #[serde(default)]
    attribution_inside_marks: bool,
    abbreviations: Vec<String>,
    /// The same, but only before a number.
    number_abbreviations: Vec<String>,
    cues: Vec<CueGroup>,
    words: BTreeMap<String, Vec<String>>,
    adverb_suffixes: Vec<String>,
    verb_suffixes: Vec<String>,
    gerund_suffixes: Vec<String>,
    pronouns: Vec<PronounGroup>,
    lead_ins: Vec<String>,
    /// Between a subject and its verb ("at first").
    #[serde(default)]
    asides: Vec<String>,
    /// Phrases before a source ("in the words of").
    in_words_of: Vec<String>,
    /// Words for "according to" that are so only apart from the clause ("per").
    #[serde(default)]
    according_apart: Vec<String>,
    titles: Gendered,
    honorifics: Vec<String>,
    /// What titles are short for: `gov: governor`.
    #[serde(default)]
    abbreviated_roles: BTreeMap<String, String>,
    /// What bodies called by a noun can have in their names: `newspaper: [times, post]`.
    #[serde(default)]
    body_kinds: BTreeMap<String, Vec<String>>,
    roles: Roles,
    /// Makes a group of a role.
    plural_suffix: String,
    groups: Vec<String>,
    bodies: Vec<String>,
    documents: Vec<String>,
    nationalities: Vec<String>,
    places: Vec<String>,
    place_prefixes: Vec<String>,
    given_names: GivenNames,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    open: char,
    close: char,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueGroup {
    class: String,
    takes: Vec<String>,
    /// The verb is a cue only with one.
    particle: Option<String>,
    /// Five forms a line: base, third person, past, participle, -ing form.
    verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounGroup {
    /// The subject form first.
    forms: Vec<String>,
    /// With a verb: "he'd".
    #[serde(default)]
    contracted: Vec<String>,
    /// "his"
    #[serde(default)]
    possessive: Vec<String>,
    gender: Option<String>,
    number: String,
    #[serde(default)]
    first: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gendered {
    male: Vec<String>,
    female: Vec<String>,
    neutral: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    male: Vec<String>,
    female: Vec<String>,
    neutral: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenNames {
    male: Vec<String>,
    female: Vec<String>,
    either: Vec<String>,
}

impl Quotations {
    /// Reads the file.
    pub(super) fn load(yaml: &str) -> Self {
        let file: File = super::read("quotations.yaml", yaml);
        for ending in file.possessives.iter().chain(&file.elisions) {
            assert!(ending.contains('\''), "language pack quotations.yaml: {ending} has no apostrophe");
        }
        Self {
            marks: QuotationMarks::new(file.marks.iter().map(|pair| (pair.open, pair.close))),
            compound_inversion: file.compound_inversion,
            noun_first: file.noun_first,
            attribution_inside_marks: file.attribution_inside_marks,
            lexicon: lexicon(&file),
            affixes: Affixes {
                possessives: file.possessives,
                elisions: file.elisions,
                enclitics: file.enclitics.iter().map(|text| enclitic(text)).collect(),
                whole: file.whole_words,
            },
            abbreviations: file.abbreviations.into_iter().map(Into::into).collect(),
            number_abbreviations: file
                .number_abbreviations
                .iter()
                .map(|word| word.to_lowercase().into())
                .collect(),
            adverb_suffixes: file.adverb_suffixes,
            verb_suffixes: file.verb_suffixes,
            gerund_suffixes: file.gerund_suffixes,
            plural_suffix: file.plural_suffix,
            lead_ins: by_end(phrases(&file.lead_ins)),
            asides: by_end(phrases(&file.asides)),
            in_words_of: phrases(&file.in_words_of),
            according_apart: file.according_apart,
            body_kinds: file
                .body_kinds
                .into_iter()
                .map(|(noun, names)| (noun.into(), names.into_iter().map(Into::into).collect()))
                .collect(),
            abbreviated_roles: file
                .abbreviated_roles
                .into_iter()
                .map(|(short, full)| (short.to_lowercase().into(), full.into()))
                .collect(),
        }
    }

    /// Whether a full stop after `word` does not end a sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        if word.len() > 8 {
            return false;
        }
        // Most words before a full stop are in small letters.
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return self.abbreviations.contains(word);
        }
        let lower = word.to_lowercase();
        // "Ill." is a state, "ill." the end of a sentence; "DR." is "Dr." in a headline.
        let mut letters = lower.chars();
        let shown = letters.next().filter(|_| word.starts_with(char::is_uppercase));
        let capital = shown.map(|first| first.to_uppercase().chain(letters).collect::<String>());
        self.abbreviations.contains(lower.as_str())
            || capital.is_some_and(|capital| self.abbreviations.contains(capital.as_str()))
    }

    /// Whether a full stop after `word` does not end a sentence when a number follows ("No. 10").
    pub fn is_number_abbreviation(&self, word: &str) -> bool {
        word.len() <= 8 && self.number_abbreviations.contains(word.to_lowercase().as_str())
    }

    /// What `word` can be. Words that only their ending shows ("quietly") are recognised.
    pub fn lexeme(&self, word: &str) -> Lexeme {
        self.recognised(word, self.lexicon.get(word))
    }

    /// The same for a word of ASCII characters that has been put in small letters already.
    pub fn lexeme_folded(&self, word: &str, folded: &str) -> Lexeme {
        self.recognised(word, self.lexicon.get_folded(folded))
    }

    fn recognised(&self, word: &str, lexeme: Lexeme) -> Lexeme {
        if !lexeme.is_known()
            && word.len() > 4
            && self.adverb_suffixes.iter().any(|suffix| word.ends_with(suffix))
        {
            return lexeme.with(Class::Adverb);
        }
        // "African-Americans"
        if !lexeme.is_known()
            && let Some((_, last)) = word.rsplit_once('-')
            && self.lexicon.get(last).is(Class::Group)
        {
            return lexeme.with(Class::Group);
        }
        lexeme
    }

    /// Whether only its ending makes `word` an adverb, so that it can as well be a name ("Jolly").
    pub fn is_guessed_adverb(&self, word: &str) -> bool {
        !self.lexicon.get(word).is_known() && self.lexeme(word).is(Class::Adverb)
    }

    /// Whether an unknown `word` ends like a plural.
    pub fn could_be_plural(&self, word: &str) -> bool {
        word.len() > 3 && word.ends_with(self.plural_suffix.as_str())
    }

    /// The role that the title `word` is short for ("governor" for "Gov").
    pub fn unabbreviated<'a>(&'a self, word: &'a str) -> &'a str {
        if word.len() > 8 {
            return word;
        }
        self.abbreviated_roles.get(word.to_lowercase().as_str()).map_or(word, |full| full)
    }

    /// Whether a body that `name` names, or that is introduced as a `name`, can be called "the `noun`", by name: "airline",
    /// "company".
    pub fn kinds_of_body<'n>(&'n self, noun: &'n str) -> impl Fn(&str) -> bool + Copy + use<'n> {
        let kinds = self.body_kinds.get(noun.to_ascii_lowercase().as_str());
        move |name| {
            let is_known = |names: &HashSet<Box<str>>| names.contains(name.to_ascii_lowercase().as_str());
            noun.eq_ignore_ascii_case(name) || kinds.is_some_and(is_known)
        }
    }

    /// Whether a body can be called "the `noun`" in short.
    pub fn is_body_kind(&self, noun: &str) -> bool {
        self.body_kinds.contains_key(noun)
    }

    /// Words that lead up to a cue without changing who speaks ("went on to" before "say"): those that end with `last`.
    pub fn lead_ins(&self, last: &str) -> &[Vec<String>] {
        self.lead_ins.get(last).map_or(&[], Vec::as_slice)
    }

    /// Phrases that stand between a subject and its verb and say nothing of either ("at first"): those that end with `last`.
    pub fn asides(&self, last: &str) -> &[Vec<String>] {
        self.asides.get(last).map_or(&[], Vec::as_slice)
    }

    /// Phrases before a source whose words are quoted ("in the words of").
    pub fn in_words_of(&self) -> &[Vec<String>] {
        &self.in_words_of
    }

    /// Whether a word that can mean "according to" does so only apart from its clause, before something definite
    /// (", per the rules", but "ten per cent").
    pub fn accords_apart(&self, word: &str) -> bool {
        self.according_apart.iter().any(|apart| apart.eq_ignore_ascii_case(word))
    }

    /// Whether `word` ends like the present participle of a verb ("leaving").
    pub fn could_be_gerund(&self, word: &str) -> bool {
        word.len() > 5 && self.gerund_suffixes.iter().any(|suffix| word.ends_with(suffix.as_str()))
    }

    /// Whether `word` ends like a verb that could report a quotation beside it.
    pub fn could_be_verb(&self, word: &str) -> bool {
        word.len() > 3 && self.verb_suffixes.iter().any(|suffix| word.ends_with(suffix.as_str()))
    }
}

fn enclitic(text: &str) -> (String, String) {
    let (joint, pronoun) = text
        .split_once('/')
        .unwrap_or_else(|| panic!("language pack quotations.yaml: {text} is no joint and pronoun"));
    assert!(joint.contains('-'), "language pack quotations.yaml: nothing joins {text}");
    (joint.to_owned(), pronoun.to_owned())
}

fn by_end(phrases: Vec<Vec<String>>) -> PhrasesByEnd {
    let mut by_end = PhrasesByEnd::default();
    for phrase in phrases {
        let last = phrase.last().cloned().unwrap_or_default();
        by_end.entry(last).or_default().push(phrase);
    }
    by_end
}

fn phrases(phrases: &[String]) -> Vec<Vec<String>> {
    phrases.iter().map(|words| words.split(' ').map(str::to_owned).collect()).collect()
}

fn lexicon(file: &File) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (name, words) in &file.words {
        let class = class_named(name);
        words.iter().for_each(|word| lexicon.add(word, class));
    }
    for group in &file.pronouns {
        let forms = group.forms.iter().enumerate();
        let contracted = group.contracted.iter().map(|word| (0, word));
        for (index, word) in forms.chain(contracted) {
            lexicon.add(word, Class::Pronoun);
            if index > 0 {
                lexicon.add(word, Class::ObjectPronoun);
            }
            if group.number == "plural" {
                lexicon.add(word, Class::PluralPronoun);
            }
            if group.first {
                lexicon.add(word, Class::FirstPerson);
            }
            lexicon.add_gender(word, gender_named(group.gender.as_deref()));
        }
        for word in &group.possessive {
            lexicon.add(word, Class::Possessive);
            lexicon.add_gender(word, gender_named(group.gender.as_deref()));
            if group.number == "plural" {
                lexicon.add(word, Class::PluralPronoun);
            }
            if group.first {
                lexicon.add(word, Class::FirstPerson);
            }
        }
    }
    let names = &file.given_names;
    for (words, gender) in
        [(&names.male, Gender::Male), (&names.female, Gender::Female), (&names.either, Gender::Unknown)]
    {
        for word in words {
            lexicon.add(word, Class::GivenName);
            lexicon.add_gender(word, gender);
        }
    }
    let titles = &file.titles;
    for (words, gender) in
        [(&titles.male, Gender::Male), (&titles.female, Gender::Female), (&titles.neutral, Gender::Unknown)]
    {
        for word in words {
            lexicon.add(word, Class::Title);
            if gender != Gender::Unknown {
                lexicon.add_gender(word, gender);
            }
        }
    }
    for (words, gender) in [
        (&file.roles.male, Gender::Male),
        (&file.roles.female, Gender::Female),
        (&file.roles.neutral, Gender::Unknown),
    ] {
        for word in words {
            lexicon.add(word, Class::Role);
            lexicon.add(&format!("{word}{}", file.plural_suffix), Class::Group);
            if gender != Gender::Unknown {
                lexicon.add_gender(word, gender);
            }
        }
    }
    for (words, class) in [
        (&file.groups, Class::Group),
        (&file.bodies, Class::Body),
        (&file.documents, Class::Document),
        (&file.nationalities, Class::Nationality),
        (&file.places, Class::Place),
        (&file.place_prefixes, Class::PlacePrefix),
        (&file.honorifics, Class::Honorific),
    ] {
        words.iter().for_each(|word| lexicon.add(word, class));
    }
    let mut particles: Vec<&str> = Vec::new();
    for group in &file.cues {
        let particle = group.particle.as_deref().map_or(0, |word| {
            let known = particles.iter().position(|known| *known == word);
            let number = known.unwrap_or_else(|| {
                particles.push(word);
                particles.len() - 1
            });
            let bit = 1 << number;
            lexicon.add_particle(word, bit);
            bit
        });
        add_cues(&mut lexicon, group, particle);
    }
    lexicon
}

fn add_cues(lexicon: &mut Lexicon, group: &CueGroup, particles: u16) {
    let takes = |what: &str| group.takes.iter().any(|taken| taken == what);
    let cue = CueForm {
        class: match group.class.as_str() {
            "speech" => CueClass::Speech,
            "writing" => CueClass::Writing,
            "thought" => CueClass::Thought,
            "beside" => CueClass::Beside,
            "text" => CueClass::Text,
            other => panic!("language pack quotations.yaml: no class of cues is called {other}"),
        },
        takes: Takes {
            quote: takes("quote"),
            that: takes("that") || takes("whether"),
            clause: takes("clause"),
            infinitive: takes("infinitive"),
            addressee: takes("addressee"),
            object: takes("object") || takes("thing"),
            thing: takes("thing"),
            about: takes("about"),
            to: takes("to"),
            unanswered: takes("unanswered"),
            denies: takes("denies"),
            hearing: takes("hearing"),
        },
        forms: Forms::default(),
        particles,
    };
    for verb in &group.verbs {
        let setters: [fn(&mut Forms); 5] = [
            |forms| forms.base = true,
            |forms| forms.third = true,
            |forms| forms.past = true,
            |forms| forms.participle = true,
            |forms| forms.gerund = true,
        ];
        for (form, set) in verb.split_whitespace().zip(setters) {
            let mut cue = cue;
            set(&mut cue.forms);
            lexicon.add_cue(form, cue);
        }
    }
}

fn class_named(name: &str) -> Class {
    match name {
        "article" => Class::Article,
        "determiner" => Class::Determiner,
        "possessive" => Class::Possessive,
        "preposition" => Class::Preposition,
        "conjunction" => Class::Conjunction,
        "subordinator" => Class::Subordinator,
        "complementiser" => Class::Complementiser,
        "relative" => Class::Relative,
        "negation" => Class::Negation,
        "auxiliary" => Class::Auxiliary,
        "be" => Class::Be,
        "modal" => Class::Modal,
        "adverb" => Class::Adverb,
        "calendar" => Class::Calendar,
        "time_determiner" => Class::TimeDeterminer,
        "according" => Class::According,
        "view_noun" => Class::ViewNoun,
        "say_so" => Class::SaySo,
        "name_particle" => Class::NameParticle,
        "indefinite" => Class::Indefinite,
        "agent" => Class::Agent,
        "infinitive_marker" => Class::InfinitiveMarker,
        "name_suffix" => Class::NameSuffix,
        "post_nominal" => Class::PostNominal,
        "body_joiner" => Class::BodyJoiner,
        "content_preposition" => Class::ContentPreposition,
        "report_noun" => Class::ReportNoun,
        "question_label" => Class::QuestionLabel,
        "answer_label" => Class::AnswerLabel,
        "contrast" => Class::Contrast,
        "cue_noun" => Class::CueNoun,
        "not_a_name" => Class::NotAName,
        "mouthpiece" => Class::Mouthpiece,
        "author" => Class::Author,
        "age" => Class::Age,
        "trailing" => Class::Trailing,
        "specifying" => Class::Specifying,
        "named" => Class::Named,
        "place_noun" => Class::PlaceNoun,
        "personal" => Class::Personal,
        "locative" => Class::Locative,
        "numeral" => Class::Numeral,
        "copula" => Class::Copula,
        "absolute" => Class::Absolute,
        "quantity" => Class::Quantity,
        "doubt" => Class::Doubt,
        "reflexive" => Class::Reflexive,
        "answer" => Class::Answer,
        "authored" => Class::Authored,
        "surname" => Class::Surname,
        other => panic!("language pack quotations.yaml: no class of words is called {other}"),
    }
}

fn gender_named(name: Option<&str>) -> Gender {
    match name {
        None => Gender::Unknown,
        Some("male") => Gender::Male,
        Some("female") => Gender::Female,
        Some("neuter") => Gender::Neuter,
        Some(other) => panic!("language pack quotations.yaml: no gender is called {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_english_file_can_be_read() {
        let rules = &Language::english().quotations;
        assert!(rules.is_abbreviation("Gov") && !rules.is_abbreviation("government"));
        assert!(rules.lexeme("Said").cue.is_some_and(|cue| cue.forms.past && cue.takes.clause));
        assert!(rules.lexeme("quietly").is(Class::Adverb));
        assert_eq!(rules.lexeme("Olga").gender, Gender::Female);
        assert_eq!(rules.lexeme("Sasha").gender, Gender::Unknown);
    }
}
