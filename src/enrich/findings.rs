//! What enrichment finds, as plain data. Every span is bytes of the article's prose.

use serde::{Deserialize, Serialize};

use crate::edtf::Edtf;
use crate::text::Span;

/// Everything found in one article, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Who is quoted or reported, by first mention.
    pub speakers: Vec<Speaker>,
    /// What they said.
    pub quotations: Vec<Quotation>,
    /// Expressions of time.
    pub dates: Vec<DateExpression>,
    /// Statements of something that happened, or is planned, on a resolvable date.
    pub events: Vec<DatedEvent>,
    /// What the author says is none of these.
    pub rejected: Vec<super::Rejected>,
    /// The sentences of the text, as they were read. None crosses a block.
    pub sentences: Vec<Span>,
}

/// A source within one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Slug of the name, unique within the article: `ilya-budraitskis`.
    pub id: String,
    /// The fullest form of the name that the article gives.
    pub name: String,
    /// Person, organisation or group.
    pub kind: SpeakerKind,
    /// Other forms of the name in the article ("Budraitskis").
    pub aliases: Vec<String>,
    /// Roles and affiliations, clean enough to print under a name.
    pub roles: Vec<Role>,
    /// Where the article names them: names and descriptions, and pronouns that a quotation rests on.
    pub mentions: Vec<Span>,
}

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// A named body: a ministry, a company, a news outlet.
    Organization,
    /// A described, unnamed source: "Ukrainian officials".
    Group,
}

/// A role and the passage that states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// As printed: "Russian political scientist", without a leading article.
    pub text: String,
    /// The words of the article that state it.
    pub span: Span,
}

/// A quotation: direct, mixed or indirect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// How it is quoted.
    pub kind: QuotationKind,
    /// The content in order: the quoted words with their marks for `Direct`, the reported clause for the
    /// others; one span a piece when interrupted or running over paragraphs.
    pub spans: Vec<Span>,
    /// The reporting cue ("said"), if there is one.
    pub cue: Option<Span>,
    /// The mention that the attribution rests on ("he", "Budraitskis", "the analyst").
    pub source: Option<Span>,
    /// Index into [`Findings::speakers`]; `None` where the text does not settle it.
    pub speaker: Option<usize>,
    /// Calibrated probability, 0 to 1, that `speaker` is right.
    pub confidence: f32,
    /// Name of the rule that decided, in kebab case: `cue-then-name`.
    pub rule: String,
}

impl Quotation {
    /// The rule of a quotation whose speaker the author gave, and the text did not.
    pub const OVERRIDE_RULE: &'static str = "override";

    /// The rule of a quotation of which the author said what the text says too.
    pub const CONFIRMED_RULE: &'static str = "confirmed";

    /// How the rules end by which a thing is named, not something said: "criticised the plan".
    pub const OBJECT_RULES: &'static str = "-object";

    /// How the rules end by which something is said not to be so: "denied that the plan was dead".
    pub const DENIED_RULES: &'static str = "-denied";

    /// How the rules begin by which something is reported of which the sentence does not show who said it: "asked
    /// whether the plan was dead".
    pub const NOBODY_RULES: &'static str = "nobody-";

    /// Whether the author has settled who said it.
    pub fn is_confirmed(&self) -> bool {
        self.rule == Self::OVERRIDE_RULE || self.rule == Self::CONFIRMED_RULE
    }

    /// Whether its words need their sentence: out of it they are a fragment ("the plan"), say the contrary of
    /// what the speaker said ("the plan was dead", which somebody denied), or are nobody's.
    pub fn needs_its_sentence(&self) -> bool {
        let denied = self.rule.ends_with(Self::DENIED_RULES);
        match self.kind {
            QuotationKind::Direct => false,
            QuotationKind::Mixed => denied,
            QuotationKind::Indirect => {
                denied || self.rule.ends_with(Self::OBJECT_RULES) || self.rule.starts_with(Self::NOBODY_RULES)
            }
        }
    }
}

/// How words are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// Verbatim, in quotation marks, a clause or more.
    Direct,
    /// Reported speech that embeds a verbatim fragment.
    Mixed,
    /// Reported speech or thought without quotation marks.
    Indirect,
}

/// An expression of time, after TIMEX3 (TimeML 1.2.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DateExpression {
    /// The words.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: DateKind,
    /// TIMEX3 value; `None` where it can't be resolved.
    pub value: Option<String>,
    /// The same moment in EDTF; `None` where it is no calendar date.
    pub edtf: Option<Edtf>,
    /// Name of the rule that decided, in kebab case.
    pub rule: String,
}

impl DateExpression {
    /// The rule of a date that the author gave, and that is not what the words say.
    pub const OVERRIDE_RULE: &'static str = "override";

    /// The rule of a date of which the author said what the words say too.
    pub const CONFIRMED_RULE: &'static str = "confirmed";
}

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DateKind {
    /// A calendar date at any precision.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// A statement of something that happened, or is planned, on a resolvable date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatedEvent {
    /// The sentence or clause that states it.
    pub span: Span,
    /// What a timeline prints: the statement trimmed so that it stands alone.
    pub text: String,
    /// When.
    pub edtf: Edtf,
    /// Index into [`Findings::dates`]; `None` when an override or the context gave the date.
    pub date: Option<usize>,
    /// Speakers named in it, as indices into [`Findings::speakers`].
    pub speakers: Vec<usize>,
    /// Probability, 0 to 1, that this is an event on that date.
    pub confidence: f32,
    /// Name of the rule that decided, in kebab case.
    pub rule: String,
}

impl DatedEvent {
    /// The rule of an event that the author gave, or put on another day than the text does.
    pub const OVERRIDE_RULE: &'static str = "override";

    /// The rule of an event of which the author said what the text says too.
    pub const CONFIRMED_RULE: &'static str = "confirmed";

    /// The rule of an event whose own sentence gives no date: it is told in a passage about that day.
    pub const CONTEXT_RULE: &'static str = "context";

    /// Whether the passage around it dates it, not its own words. Such a date is likely, not certain, and no
    /// reader can check it against the sentence: it stays off the public timeline.
    pub fn is_dated_by_context(&self) -> bool {
        self.rule == Self::CONTEXT_RULE
    }

    /// Whether the author has settled that it is an event on that date.
    pub fn is_confirmed(&self) -> bool {
        self.rule == Self::OVERRIDE_RULE || self.rule == Self::CONFIRMED_RULE
    }
}
