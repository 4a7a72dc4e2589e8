//! Statements of something that happened, or is planned, on a resolvable date.
//!
//! Comes in: a cut-up article, its expressions of time and its speakers. Goes out: events, each with the clause
//! that states it and a wording that stands alone. Must not know: other articles, what is public.
//!
//! `dated` gathers the dates of a sentence, `clauses` cuts it around each, `judge` decides whether the clause tells of an
//! event on that date, `limit` what it has to tell to be so by then, `listing` which dates share a verb, `sections` has
//! dates for headings, `wording` makes the clause an entry, `decided` has the author’s own decisions.

mod clauses;
mod dated;
mod decided;
mod judge;
mod limit;
mod listing;
mod nouns;
mod predicates;
mod role;
mod sections;
mod story;
mod verbs;
mod wording;

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use jiff::civil::Date;

use crate::edtf::{Edtf, Precision};
use crate::language::dates::{EventWords, List, Roles};
use crate::language::lexicon::Class;
use crate::text::{BlockKind, Span};

use super::dates::dateline::{self, Dateline};
use super::document::{Document, Sentence};
use super::pronouns::Pronoun;
use super::{Context, DateExpression, DateKind, DatedEvent, Speaker};
use clauses::{Clause, ClauseKind};
use dated::Dated;
use story::Story;

/// The dated events of an article, in the order of the text.
pub(super) fn find(
    document: &Document,
    context: &Context,
    dates: &[DateExpression],
    (speakers, pronouns): (&[Speaker], &[Pronoun]),
    dateline: Option<&Dateline>,
) -> Vec<DatedEvent> {
    let published = context.published;
    let words = &document.language.dates.events;
    let furniture = Cell::new((usize::MAX, false));
    let finder = Finder { document, words, dates, speakers, pronouns, published, furniture };
    let mut story = dateline.filter(|line| line.bare).map(Story::begin);
    let mut section = None;
    // The block that began last with a date and a colon.
    let mut entry = None;
    let mut events = Vec::new();
    let mut next = 0;
    for (number, sentence) in document.sentences.iter().enumerate() {
        let first = next + dates[next..].partition_point(|date| date.span.start < sentence.span.start);
        next = first + dates[first..].partition_point(|date| date.span.start < sentence.span.end);
        if matches!(document.blocks[sentence.block].kind, BlockKind::Heading(_)) {
            section = None;
        }
        if dateline.is_none_or(|line| line.block != sentence.block) {
            section = finder.section(number, first..next).or(section);
        }
        let headed = finder.opens(section.as_ref(), number);
        let dated = finder.dated(first..next);
        if dated.is_empty() && story.is_none() && !headed || !finder.tells(number) {
            continue;
        }
        let known = events.len();
        let is_heading = section.as_ref().is_some_and(|section| section.is(sentence.block));
        if is_heading {
            continue;
        }
        if finder.begins_entry(number, &dated) {
            entry = Some(sentence.block);
        }
        if !dated.is_empty() {
            let chronicle = section.is_some() || entry == Some(sentence.block);
            finder.sentence(number, &dated, chronicle, &mut events);
        } else if let Some(section) = section.as_ref().filter(|_| headed) {
            events.extend(finder.under(section, number));
        }
        if let Some(story) = &mut story
            && sentence.block > story.block
        {
            if events.len() == known {
                finder.go_on(number, &dated, story, &mut events);
            }
            story.follow(&events[known..]);
        }
    }
    finder.confirmed(events, context)
}

/// Tokens of two clauses that make one entry.
const LONGEST_PAIR: usize = 40;

/// What is longer, in tokens, is no sentence that tells of something.
const LONGEST_SENTENCE: usize = 400;

/// Furniture is short, in tokens: a caption at most.
const LONGEST_FURNITURE: usize = 60;

struct Finder<'a> {
    document: &'a Document<'a>,
    words: &'a EventWords,
    dates: &'a [DateExpression],
    speakers: &'a [Speaker],
    pronouns: &'a [Pronoun],
    published: Option<Date>,
    /// The block that was last asked about, and whether it is furniture.
    furniture: Cell<(usize, bool)>,
}

impl Finder<'_> {
    /// Whether a sentence can tell of an event at all.
    fn tells(&self, number: usize) -> bool {
        let sentence = &self.document.sentences[number];
        let block = &self.document.blocks[sentence.block];
        // What is told in a quotation is that somebody said something, and that is a quotation's affair.
        matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem)
            && sentence.tokens.len() <= LONGEST_SENTENCE
            && self.asked(sentence.tokens.clone()) != Some(sentence.tokens.start)
            && !self.is_spoken(sentence.tokens.clone())
            && !self.is_furniture(sentence.block)
    }

    /// Whether a block is what stood around the article where it was copied.
    fn is_furniture(&self, number: usize) -> bool {
        // Its sentences are asked about one after the other.
        if let (known, answer) = self.furniture.get()
            && known == number
        {
            return answer;
        }
        let tokens = self.document.blocks[number].tokens.clone();
        let answer = tokens.len() <= LONGEST_FURNITURE
            && self.document.language.import.is_furniture(self.document.text(tokens));
        self.furniture.set((number, answer));
        answer
    }

    /// The sentence `number`, behind the dateline of its report where it begins with that.
    fn told(&self, number: usize) -> Sentence {
        let mut sentence = self.document.sentences[number].clone();
        let block = self.document.blocks[sentence.block].tokens.clone();
        if sentence.tokens.start == block.start
            && let Some(start) = dateline::behind(self.document, block)
            && start < sentence.tokens.end
        {
            sentence.tokens.start = start;
        }
        sentence
    }

    fn sentence(&self, number: usize, dated: &[Dated], chronicle: bool, events: &mut Vec<DatedEvent>) {
        let sentence = &self.told(number);
        let dated = &dated[dated.partition_point(|dated| dated.tokens.start < sentence.tokens.start)..];
        let clauses = clauses::clauses(self.document, sentence.tokens.clone(), dated);
        let clauses = predicates::split(self.document, clauses, dated);
        let several = dated.len() > 1;
        // Where the date of each clause ended that has become an event.
        let mut used: Vec<Option<usize>> = vec![None; clauses.len()];
        // What the date before this one has become, and where it ended.
        let mut last: Option<(usize, usize)> = None;
        let all = dated;
        let asked = self.asked(sentence.tokens.clone()).unwrap_or(sentence.tokens.end);
        for dated in dated {
            // Inside marks a date is somebody's words or part of a title.
            if self.document.quoted_around(dated.tokens.start).is_some() || asked <= dated.tokens.start {
                continue;
            }
            if let Some(noun) =
                nouns::attributive(self.document, sentence.tokens.clone(), (&dated.tokens, &dated.edtf))
            {
                // "the 2014 annexation" dates the annexation, not what the sentence says of it.
                if let Some(phrase) = noun {
                    events.push(self.happening(phrase, dated));
                }
                continue;
            }
            if let Some(phrase) = nouns::noun_phrase(self.document, sentence.tokens.start, &dated.tokens) {
                events.push(self.happening(phrase, dated));
                continue;
            }
            let opens = self.opened(&clauses, dated).is_some();
            if nouns::adjunct(self.document, &dated.tokens)
                || !opens
                    && (dated.edtf.precision() <= Precision::Year || several)
                    && nouns::of_noun(self.document, sentence.tokens.start, &dated.tokens)
            {
                continue;
            }
            if nouns::in_apposition(self.document, &sentence.tokens, &dated.tokens) {
                continue;
            }
            let Some(at) = self.clause_of(&clauses, dated) else { continue };
            if last.is_some_and(|(end, event)| clauses[at].holds(end) && events[event].edtf == dated.edtf) {
                // "in 1983, the year the mill closed"
                continue;
            }
            let beside = |other: &&Dated| {
                clauses[at].holds(other.tokens.start)
                    && !judge::is_meant_for(self.document, other.tokens.start)
            };
            // "called a feast for 14 September"
            let is_appointed = dated.edtf.precision() == Precision::Day && self.is_ahead(&dated.edtf);
            if judge::is_meant_for(self.document, dated.tokens.start)
                && !is_appointed
                && all.iter().any(|other| beside(&other))
            {
                // "The budget for 2026 was passed in May."
                continue;
            }
            if let Some((end, event)) = last
                && clauses[at].holds(end)
                && self.goes_on((&events[event].edtf, end), dated)
            {
                // "in 1833, in 1857 and again in 1890": the same, once more.
                let again =
                    DatedEvent { edtf: dated.edtf.clone(), date: Some(dated.date), ..events[event].clone() };
                events.push(again);
                last = Some((dated.tokens.end, events.len() - 1));
                continue;
            }
            if let Some(last) = used[at]
                && !self.has_action(last..dated.tokens.start)
                && !(self.is_ahead(&dated.edtf) && self.has_plan(last..dated.tokens.start))
            {
                if let Some(phrase) = nouns::beside(self.document, last, &dated.tokens) {
                    events.push(self.happening(phrase, dated));
                } else {
                    events.extend(self.owned(sentence.tokens.clone(), dated));
                }
                continue;
            }
            let statement = judge::Statement {
                document: self.document,
                clauses: &clauses,
                at,
                published: self.published,
                chronicle,
                timed: self.dates[dated.date].kind == DateKind::Time,
            };
            let Some(verdict) = statement.verdict(&dated.tokens, &dated.edtf) else {
                if let Some(event) = self.owned(sentence.tokens.clone(), dated) {
                    events.push(event);
                } else if let Some(phrase) = self.noun_before(&clauses[at], dated) {
                    events.push(self.happening(phrase, dated));
                }
                continue;
            };
            let entry = self.entry(&clauses, at, dated);
            let stands = entry.is_some();
            let Some((tokens, text)) = entry.or_else(|| {
                // Half a clause tells nothing: better the whole sentence.
                let tokens = match clauses[at].kind {
                    ClauseKind::Relative => sentence.tokens.clone(),
                    _ => clauses[at].extent(),
                };
                wording::clause(self.document, tokens.clone(), Some(&dated.tokens)).map(|text| (tokens, text))
            }) else {
                continue;
            };
            let mut event = self.event(tokens.clone(), text, dated, verdict);
            let head = clauses[at].subject.clone().unwrap_or(tokens);
            self.settle_head(head, Some(&dated.tokens), &mut event);
            event.confidence = event.confidence.max(judge::LEANING);
            if !stands {
                event.confidence = judge::LEANING;
            } else if used[at].is_some() {
                event.confidence = event.confidence.min(judge::SECOND);
            }
            if self.document.quoted_around(sentence.tokens.start).is_some() {
                // A day on which somebody spoke.
                event.confidence = event.confidence.min(judge::SPOKEN);
            }
            used[at] = Some(dated.tokens.end);
            last = Some((dated.tokens.end, events.len()));
            events.push(event);
        }
    }

    /// The clause that a date belongs to: the one it stands in, or the one that it opens ("in 1979, when …").
    fn clause_of(&self, clauses: &[Clause], dated: &Dated) -> Option<usize> {
        self.opened(clauses, dated)
            .or_else(|| clauses.iter().position(|clause| clause.holds(dated.tokens.start)))
    }

    /// The clause that a date opens: "in 1979, when …".
    fn opened(&self, clauses: &[Clause], dated: &Dated) -> Option<usize> {
        let comma = self
            .document
            .tokens
            .get(dated.tokens.end)
            .is_some_and(|_| self.document.word(dated.tokens.end) == ",");
        let opener = dated.tokens.end + usize::from(comma);
        clauses.iter().position(|clause| {
            clause.opener == Some(opener)
                && self.words.time_openers.contains(&*lower(self.document.word(opener)))
                && judge::happened(self.document, clause)
        })
    }

    /// "Tuesday’s peace talks": the entry has its date, and "Tuesday’s" would soon be wrong.
    fn owned(&self, sentence: Range<usize>, dated: &Dated) -> Option<DatedEvent> {
        let phrase = nouns::owned(self.document, sentence, (&dated.tokens, &dated.edtf))?;
        let thing = (dated.tokens.end + 1).min(phrase.end)..phrase.end;
        let verdict = if thing.len() > 1 { judge::NOUN_PHRASE } else { judge::BARE_NOUN };
        let text = wording::phrase(self.document, thing);
        Some(self.event(phrase, text, dated, verdict))
    }

    /// What a month or a day that is over dates in a clause that tells of nothing then: "follows two rulings by the court last
    /// June".
    fn noun_before(&self, clause: &Clause, dated: &Dated) -> Option<Range<usize>> {
        let start = clause.extent().start;
        let over = dated.edtf.precision() >= Precision::Month && !self.is_ahead(&dated.edtf);
        (over && judge::is_free(self.document, start, &dated.tokens))
            .then(|| nouns::dated(self.document, start, &dated.tokens))
            .flatten()
    }

    /// Whether a verb in the past or an infinitive stands among `tokens`: what follows it has a date of its own.
    fn has_action(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|at| {
            [Roles::PAST, Roles::INFINITIVE, Roles::FIRM_FUTURE]
                .iter()
                .any(|&roles| self.document.plays(at, roles))
        })
    }

    /// Whether what was announced has a date of its own behind `tokens`: "announced on Monday that it would open a yard in".
    fn has_plan(&self, tokens: Range<usize>) -> bool {
        let plans = |at: usize| self.document.is_in(at, List::ReportedPlans);
        let opens = tokens.clone().find(|&at| self.document.lexemes[at].is(Class::Complementiser));
        opens.is_some_and(|opener| (opener..tokens.end).any(plans))
    }

    fn is_ahead(&self, edtf: &Edtf) -> bool {
        edtf.earliest().zip(self.published).is_some_and(|(day, published)| day > published)
    }

    /// The words of an entry for the clause `at`: where they stand, and how they read alone.
    fn entry(&self, clauses: &[Clause], at: usize, dated: &Dated) -> Option<(Range<usize>, String)> {
        let clause = &clauses[at];
        if clause.kind == ClauseKind::Relative {
            return wording::relative(self.document, clauses, at);
        }
        let mut tokens = clause.extent();
        if let (ClauseKind::Participle, Some(noun)) = (clause.kind, &clause.subject) {
            let tokens = noun.start..tokens.end;
            return Some((tokens.clone(), wording::phrase(self.document, tokens)));
        }
        if let Some(start) = self.begun_before(clauses, at, dated) {
            tokens.start = start;
        }
        let last = tokens.end.checked_sub(1).filter(|&last| last >= dated.tokens.end);
        if last.is_some_and(|last| self.words.restrictors.contains(&*lower(self.document.word(last)))) {
            // "was called off only when the board gave in": what follows says when.
            tokens.end = self.document.sentences[self.document.sentence_of(tokens.start)].tokens.end;
        }
        let text = match &clause.subject {
            Some(subject) => {
                wording::predicate(self.document, subject.clone(), tokens.clone(), &dated.tokens)?
            }
            None => wording::clause(self.document, tokens.clone(), Some(&dated.tokens))?,
        };
        Some((tokens, text))
    }

    /// Where the main clause begins that goes with the clause `at`: "The talks failed in 2014, when the board walked out",
    /// "The mayor owns a mill, as the papers found last year".
    fn begun_before(&self, clauses: &[Clause], at: usize, dated: &Dated) -> Option<usize> {
        let clause = &clauses[at];
        let opener = clause.opener.filter(|_| clause.kind == ClauseKind::Subordinate)?;
        let main = clauses[..at].iter().rfind(|main| main.kind == ClauseKind::Main)?;
        let extent = main.extent();
        let word = lower(self.document.word(opener));
        let dates_both = main.holds(dated.tokens.start)
            && judge::is_free(self.document, extent.start, &dated.tokens)
            && judge::happened(self.document, main);
        let remarks = self.words.weak_subordinators.contains(&*word) && clause.holds(dated.tokens.start);
        let head = lower(self.document.word(wording::head(self.document, extent.clone(), None)?));
        let leans = self.words.pronouns.contains(&*head) || self.words.leaning.contains(&*head);
        let long = clause.extent().end - extent.start > LONGEST_PAIR;
        (extent.end <= opener && (dates_both || remarks) && !leans && !long).then_some(extent.start)
    }

    /// A pronoun at the head is replaced where the article settles whom it means, and weakens the entry where not.
    fn settle_head(&self, tokens: Range<usize>, date: Option<&Range<usize>>, event: &mut DatedEvent) {
        let Some(head) = wording::head(self.document, tokens, date) else { return };
        let is_in = |list: List| self.document.is_in(head, list);
        let (pronoun, leaning) = (is_in(List::Pronouns), is_in(List::Leaning));
        if !pronoun && !leaning {
            return;
        }
        let span = self.document.tokens[head].span;
        let speaker = self.speakers.iter().find(|speaker| pronoun && speaker.mentions.contains(&span));
        let known = speaker.map(|speaker| &speaker.name).or_else(|| self.settled(span));
        // "Her report", "He resigned"
        let ending = if pronoun { "" } else { self.words.owner_ending.as_str() };
        match (known, event.text.get(span.len()..)) {
            (Some(name), Some(rest)) => event.text = format!("{name}{ending}{rest}"),
            _ => event.confidence -= UNKNOWN_HEAD,
        }
    }

    /// The name that the pronoun at `span` stands for.
    fn settled(&self, span: Span) -> Option<&String> {
        let at = self.pronouns.binary_search_by_key(&span, |pronoun| pronoun.span).ok()?;
        Some(&self.pronouns[at].name)
    }

    /// What a noun's phrase names. One that leans on what was said before ("its decision of 1987") is no entry as it stands.
    fn happening(&self, phrase: Range<usize>, dated: &Dated) -> DatedEvent {
        let text = wording::phrase(self.document, phrase.clone());
        let leans = self.document.is_in(phrase.start, List::Leaning);
        let mut event = self.event(phrase, text, dated, judge::NOUN_PHRASE);
        if leans {
            event.confidence = judge::LEANING;
        }
        event
    }

    fn event(
        &self,
        tokens: Range<usize>,
        text: String,
        dated: &Dated,
        verdict: judge::Verdict,
    ) -> DatedEvent {
        let span = self.document.span(tokens);
        DatedEvent {
            span,
            text,
            edtf: dated.edtf.clone(),
            date: Some(dated.date),
            speakers: self.named(span),
            confidence: verdict.confidence,
            rule: verdict.rule.to_owned(),
        }
    }

    /// The speakers that `span` mentions.
    fn named(&self, span: Span) -> Vec<usize> {
        let is_named = |speaker: &Speaker| speaker.mentions.iter().any(|mention| span.contains(*mention));
        (0..self.speakers.len()).filter(|&index| is_named(&self.speakers[index])).collect()
    }

    /// Whether a sentence is nothing but somebody's words; "“…,” she said on Tuesday" is more.
    fn is_spoken(&self, sentence: Range<usize>) -> bool {
        // A word or two between marks is a name or a scare quote, not somebody speaking.
        let region = self.document.quoted_around(sentence.start).filter(|region| region.inner().len() > 4);
        region.is_some_and(|region| region.end + 1 >= sentence.end)
    }

    /// Where a question begins, in a sentence that ends with one: "The court heard a strange case on Monday: is rain a crop?"
    fn asked(&self, tokens: Range<usize>) -> Option<usize> {
        // A mark before the end of a quotation asks what is quoted.
        if !self.document.text(tokens.clone()).ends_with('?') {
            return None;
        }
        let tells = |at: usize| self.document.word(at) == ":" && self.has_action(tokens.start..at);
        let colon = tokens.clone().find(|&at| tells(at));
        Some(colon.map_or(tokens.start, |colon| colon + 1))
    }
}

/// What an entry loses in confidence that begins with a word nobody can place outside its paragraph.
const UNKNOWN_HEAD: f32 = 0.4;

/// A word as the language data has it.
fn lower(word: &str) -> Cow<'_, str> {
    // Most words are in small letters already.
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace(['’', 'ʼ'], "'"))
}
