//! All that a language pack says of one word: looked up once for every word of an article.

use super::{EventWords, Meaning, NumberWords, Tense, Words};

/// What a word in lower case is to dates.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// What it can be in an expression of time.
    pub meanings: Vec<Meaning>,
    /// Its number among the words that rules name.
    pub literal: Option<u16>,
    /// What it is in a number.
    pub number: NumberWord,
    /// What it does around an expression of time.
    pub roles: Roles,
    /// Whether it is among the [`EventWords`], by one of which it is known whether something is told.
    pub tells: bool,
    /// The lists of [`EventWords`] that have it.
    pub lists: Lists,
}

/// What a word is in a number written in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberWord {
    /// Nothing.
    #[default]
    None,
    /// A hyphen, which joins two of them.
    Hyphen,
    /// "one" … "nineteen".
    Unit(i32),
    /// "twenty" … "ninety".
    Tens(i32),
    /// "hundred".
    Multiplier(i32),
    /// "first".
    Ordinal(i32),
}

/// A set of parts that a word can play around an expression of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u32);

impl Roles {
    /// See [`Tense::future`], and so on for the others.
    pub const FUTURE: Roles = Roles(1);
    /// See [`Tense::weak_future`].
    pub const WEAK_FUTURE: Roles = Roles(1 << 1);
    /// See [`Tense::firm_future`].
    pub const FIRM_FUTURE: Roles = Roles(1 << 2);
    /// See [`Tense::doubtful_future`].
    pub const DOUBTFUL_FUTURE: Roles = Roles(1 << 3);
    /// See [`Tense::is_past`].
    pub const PAST: Roles = Roles(1 << 4);
    /// See [`Tense::reports`].
    pub const REPORT: Roles = Roles(1 << 5);
    /// See [`Tense::pluperfect`].
    pub const PLUPERFECT: Roles = Roles(1 << 6);
    /// See [`Tense::bare`].
    pub const BARE: Roles = Roles(1 << 7);
    /// See [`Tense::infinitive`].
    pub const INFINITIVE: Roles = Roles(1 << 8);
    /// See [`Tense::plan_heads`].
    pub const PLAN_HEAD: Roles = Roles(1 << 9);
    /// See [`Tense::present`].
    pub const PRESENT: Roles = Roles(1 << 10);
    /// See [`Tense::deadlines`].
    pub const DEADLINE: Roles = Roles(1 << 11);
    /// See [`Tense::comparisons`].
    pub const COMPARISON: Roles = Roles(1 << 12);
    /// See [`Tense::origins`].
    pub const ORIGIN: Roles = Roles(1 << 13);
    /// See [`Tense::settings`].
    pub const SETTING: Roles = Roles(1 << 14);
    /// A limit or a beginning of events ("before", "since").
    pub const LIMIT: Roles = Roles(1 << 15);
    /// See [`Tense::timetable`].
    pub const TIMETABLE: Roles = Roles(1 << 16);
    /// See [`Tense::negations`].
    pub const NEGATION: Roles = Roles(1 << 17);
    /// See [`Tense::waits`].
    pub const WAIT: Roles = Roles(1 << 18);
    /// See [`Tense::asides`].
    pub const ASIDE: Roles = Roles(1 << 19);
    /// See [`Tense::weak_asides`].
    pub const WEAK_ASIDE: Roles = Roles(1 << 20);
    /// A beginning of events ("since").
    pub const SINCE: Roles = Roles(1 << 21);
    /// See [`Tense::beginnings`].
    pub const BEGINNING: Roles = Roles(1 << 22);
    /// See [`Tense::postponements`].
    pub const POSTPONEMENT: Roles = Roles(1 << 24);
    /// See [`Tense::appointments`].
    pub const APPOINTMENT: Roles = Roles(1 << 25);
    /// See [`Tense::undertakings`].
    pub const UNDERTAKING: Roles = Roles(1 << 26);
    /// See [`EventWords::perfect`].
    pub const PERFECT: Roles = Roles(1 << 27);
    /// See [`Tense::publications`].
    pub const PUBLICATION: Roles = Roles(1 << 28);
    /// See [`EventWords::time_openers`].
    pub const OPENER: Roles = Roles(1 << 29);
    /// A pronoun: no noun that the word before it could belong to.
    pub const PRONOUN: Roles = Roles(1 << 23);

    /// Whether it plays no part at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it is one of `roles`.
    pub fn is(self, roles: Roles) -> bool {
        self.0 & roles.0 != 0
    }

    /// Adds `roles`.
    pub fn add(&mut self, roles: Roles) {
        self.0 |= roles.0;
    }
}

/// Each list of [`Tense`] with the part that its words play.
pub(super) fn lists(tense: &Tense) -> [(&Words, Roles); 25] {
    [
        (&tense.future, Roles::FUTURE),
        (&tense.weak_future, Roles::WEAK_FUTURE),
        (&tense.firm_future, Roles::FIRM_FUTURE),
        (&tense.doubtful_future, Roles::DOUBTFUL_FUTURE),
        (&tense.past, Roles::PAST),
        (&tense.reports, Roles::REPORT),
        (&tense.pluperfect, Roles::PLUPERFECT),
        (&tense.bare, Roles::BARE),
        (&tense.infinitive, Roles::INFINITIVE),
        (&tense.plan_heads, Roles::PLAN_HEAD),
        (&tense.present, Roles::PRESENT),
        (&tense.deadlines, Roles::DEADLINE),
        (&tense.beginnings, Roles::BEGINNING),
        (&tense.comparisons, Roles::COMPARISON),
        (&tense.origins, Roles::ORIGIN),
        (&tense.settings, Roles::SETTING),
        (&tense.timetable, Roles::TIMETABLE),
        (&tense.negations, Roles::NEGATION),
        (&tense.waits, Roles::WAIT),
        (&tense.postponements, Roles::POSTPONEMENT),
        (&tense.appointments, Roles::APPOINTMENT),
        (&tense.undertakings, Roles::UNDERTAKING),
        (&tense.publications, Roles::PUBLICATION),
        (&tense.asides, Roles::ASIDE),
        (&tense.weak_asides, Roles::WEAK_ASIDE),
    ]
}

/// Lists of [`EventWords`] that are asked about at every turn, so that a word knows in which of them it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The first words of [`EventWords::connectives`].
    Connectives,
    /// See [`EventWords::date_leads`], and so on for the others.
    DateLeads,
    /// See [`EventWords::inverted_conditions`].
    InvertedConditions,
    /// See [`EventWords::particles`].
    Particles,
    /// See [`EventWords::portions`].
    Portions,
    /// See [`EventWords::limits`].
    Limits,
    /// See [`EventWords::since`].
    Since,
    /// See [`EventWords::turns`].
    Turns,
    /// See [`EventWords::range_joints`].
    RangeJoints,
    /// See [`EventWords::forecasts`].
    Forecasts,
    /// See [`EventWords::wishes`].
    Wishes,
    /// See [`EventWords::chances`].
    Chances,
    /// See [`EventWords::changes`].
    Changes,
    /// See [`EventWords::conditions`].
    Conditions,
    /// See [`EventWords::weak_conditions`].
    WeakConditions,
    /// See [`EventWords::modals`].
    Modals,
    /// See [`EventWords::obligations`].
    Obligations,
    /// See [`EventWords::reported_plans`].
    ReportedPlans,
    /// See [`EventWords::subordinators`].
    Subordinators,
    /// See [`EventWords::weak_subordinators`].
    WeakSubordinators,
    /// See [`EventWords::relatives`].
    Relatives,
    /// See [`EventWords::subject_relatives`].
    SubjectRelatives,
    /// See [`EventWords::coordinators`].
    Coordinators,
    /// See [`EventWords::pronouns`].
    Pronouns,
    /// See [`EventWords::leaning`].
    Leaning,
    /// See [`EventWords::articles`].
    Articles,
    /// See [`EventWords::states`].
    States,
    /// See [`EventWords::acts`].
    Acts,
    /// See [`EventWords::copulas`].
    Copulas,
    /// See [`EventWords::results`].
    Results,
    /// See [`EventWords::sums`].
    Sums,
    /// See [`EventWords::bare_participles`].
    BareParticiples,
    /// See [`EventWords::perfect`].
    Perfect,
    /// See [`EventWords::of`].
    Of,
    /// See [`EventWords::purposes`].
    Purposes,
    /// See [`EventWords::quantities`].
    Quantities,
    /// See [`EventWords::adjuncts`].
    Adjuncts,
    /// See [`EventWords::happenings`].
    Happenings,
}

/// A set of [`List`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(u64);

impl Lists {
    /// Whether `list` is among them.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u32) != 0
    }

    /// Adds `list`.
    pub fn add(&mut self, list: List) {
        self.0 |= 1 << list as u32;
    }
}

// Each list is a bit.
const _: () = assert!((List::Happenings as u32) < u64::BITS);

/// The words of each [`List`].
pub(super) fn listed(events: &EventWords) -> impl Iterator<Item = (&str, List)> {
    let lists = [
        (&events.date_leads, List::DateLeads),
        (&events.inverted_conditions, List::InvertedConditions),
        (&events.particles, List::Particles),
        (&events.portions, List::Portions),
        (&events.limits, List::Limits),
        (&events.since, List::Since),
        (&events.turns, List::Turns),
        (&events.range_joints, List::RangeJoints),
        (&events.forecasts, List::Forecasts),
        (&events.wishes, List::Wishes),
        (&events.chances, List::Chances),
        (&events.changes, List::Changes),
        (&events.conditions, List::Conditions),
        (&events.weak_conditions, List::WeakConditions),
        (&events.modals, List::Modals),
        (&events.obligations, List::Obligations),
        (&events.reported_plans, List::ReportedPlans),
        (&events.subordinators, List::Subordinators),
        (&events.weak_subordinators, List::WeakSubordinators),
        (&events.relatives, List::Relatives),
        (&events.subject_relatives, List::SubjectRelatives),
        (&events.coordinators, List::Coordinators),
        (&events.pronouns, List::Pronouns),
        (&events.leaning, List::Leaning),
        (&events.articles, List::Articles),
        (&events.states, List::States),
        (&events.acts, List::Acts),
        (&events.copulas, List::Copulas),
        (&events.results, List::Results),
        (&events.sums, List::Sums),
        (&events.bare_participles, List::BareParticiples),
        (&events.perfect, List::Perfect),
        (&events.of, List::Of),
        (&events.purposes, List::Purposes),
        (&events.quantities, List::Quantities),
        (&events.adjuncts, List::Adjuncts),
        (&events.happenings, List::Happenings),
    ];
    let words =
        lists.into_iter().flat_map(|(words, list)| words.iter().map(move |word| (word.as_str(), list)));
    let heads = events.connectives.iter().map(|phrase| phrase.split(' ').next().unwrap_or(phrase));
    words.chain(heads.map(|word| (word, List::Connectives)))
}

/// The lists of [`EventWords`] that are about verbs and about what opens a clause.
pub(super) fn telling(events: &EventWords) -> [&Words; 14] {
    [
        &events.conditions,
        &events.inverted_conditions,
        &events.modals,
        &events.perfect,
        &events.states,
        &events.forecasts,
        &events.wishes,
        &events.chances,
        &events.bare_participles,
        &events.relatives,
        &events.subordinators,
        &events.coordinators,
        &events.since,
        &events.limits,
    ]
}

/// Every word of `numbers` with what it is there.
pub(super) fn number_words(numbers: &NumberWords) -> Vec<(&String, NumberWord)> {
    let units = numbers.units.iter().map(|(word, value)| (word, NumberWord::Unit(*value)));
    let tens = numbers.tens.iter().map(|(word, value)| (word, NumberWord::Tens(*value)));
    let multipliers = numbers.multipliers.iter().map(|(word, value)| (word, NumberWord::Multiplier(*value)));
    let ordinals = numbers.ordinals.iter().map(|(word, value)| (word, NumberWord::Ordinal(*value)));
    units.chain(tens).chain(multipliers).chain(ordinals).collect()
}
