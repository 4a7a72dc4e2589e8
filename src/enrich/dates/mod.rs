//! Expressions of time: found, typed, and resolved against the day of publication.
//!
//! Comes in: the prose of an article and when it was published. Goes out: [`DateExpression`]s after TIMEX3,
//! with the same moment in EDTF. Must not know: who speaks.
//!
//! `lexeme` says what each word can mean, `scan` finds where rules of the language match, `resolve` works
//! out the value, with the `tense` of the clause and the date that the passage speaks of.

mod bracket;
mod calendar;
mod comparison;
pub(super) mod dateline;
mod distance;
mod era;
mod figures;
mod heading;
mod hebrew;
mod islamic;
mod lexeme;
mod moment;
mod named_day;
mod overrides;
mod passage;
mod period;
mod recurring;
mod resolve;
mod scan;
mod tense;
mod time;

use jiff::civil::Date;

use crate::language::dates::{Class, Make, Roles};
use crate::text::{BlockKind, Span};

use super::Context;
use super::document::{Document, DocumentBlock};
use super::findings::DateExpression;
pub(super) use lexeme::{Lexeme, is_compound};
use moment::Moment;
use passage::Passage;
use resolve::Anchor;
use tense::Direction;

/// The expressions of time in an article, in order.
///
/// Relative ones count from the day of publication, or from the date that the passage speaks of, and stay unresolved
/// without either.
pub fn find(document: &Document, context: &Context) -> Vec<DateExpression> {
    let mut found = Vec::new();
    let mut passage = Passage::default();
    let mut lexemes = Vec::new();
    for block in &document.blocks {
        find_in_block(
            document,
            block,
            (context.published, context.region.as_deref()),
            (&mut passage, &mut lexemes),
            &mut found,
        );
    }
    overrides::apply(found, &context.overrides)
}

fn find_in_block(
    document: &Document,
    block: &DocumentBlock,
    (published, region): (Option<Date>, Option<&str>),
    (passage, lexemes): (&mut Passage, &mut Vec<Lexeme>),
    found: &mut Vec<DateExpression>,
) {
    let level = heading::level(document, block);
    passage.begin(block.kind, level.is_some(), published);
    if !document.may_date(block.tokens.clone()) {
        passage.end(level, None);
        return;
    }
    let (text, language) = (document.prose.text.as_str(), &document.language.dates);
    let order = language.order(region);
    let (tokens, words) = (&document.tokens[block.tokens.clone()], &document.words[block.tokens.clone()]);
    // Room that is used again from block to block.
    lexeme::lexemes(lexemes, text, tokens, (document.vocabulary, words), language, order);
    let lexemes = lexemes.as_slice();
    let mut matches = apart(scan::scan(text, lexemes, language));
    share_years(&mut matches, lexemes);
    // The day that has just been found, and where it ended.
    let mut last: Option<(usize, Date)> = None;
    // The year that has just been told, where it ended, and whether months of it have followed.
    let mut of_year: Option<(usize, i16, bool)> = None;
    // The date that the block begins with, apart from what follows.
    let mut heads: Option<Moment> = None;
    // Where a time of day without a day of its own has just ended.
    let mut clock: Option<usize> = None;
    let mut matches = matches.into_iter().peekable();
    while let Some(mut matched) = matches.next() {
        if matched.rule.make == Make::TwoDays
            && let Some((end, day)) = last
            && end + 1 == matched.start
        {
            // "3 and 4 November": both are of one year.
            matched.slots.set(Class::Year, day.year().into());
        }
        if matched.rule.make == Make::NamedDay
            && lexemes[matched.start..matched.end].iter().any(|lexeme| lexeme.word)
            && !lexemes[matched.start..matched.end].iter().any(|lexeme| lexeme.capital)
        {
            continue;
        }
        if is_kind(&matched, lexemes) {
            continue;
        }
        if is_title(&matched, lexemes, text) && !matches!(block.kind, BlockKind::Heading(_)) {
            continue;
        }
        let around = tense::Around::new(lexemes, matched.start, matched.end);
        let looks = if matched.rule.make.follows_tense() { around.direction() } else { None };
        let listed = of_year.and_then(|known| year_of_list(&matched, known, lexemes));
        if let Some(year) = listed {
            matched.slots.set(Class::Year, year.into());
        }
        let ahead = looks.is_some_and(|(direction, _)| direction == Direction::Future);
        if !ahead && let Some(known) = passage.known_year(&matched) {
            matched.slots.set(Class::Year, known);
        }
        let quoted = is_spoken(document, lexemes[matched.start].span);
        let token = document.tokens_in(lexemes[matched.start].span).start;
        if !(ahead || quoted || around.is_said())
            && block.kind.is_running()
            && let Some(year) = passage.year_between(&matched, (document, token), published)
        {
            matched.slots.set(Class::Year, year.into());
        }
        let southern = region.is_some_and(|region| language.regions.southern.contains(region));
        let recent = resolve::is_month(&matched.slots) && around.is_published();
        let anchor = passage.anchor(
            around,
            looks,
            quoted,
            Anchor { published, southern, recent, ..Anchor::default() },
        );
        let Some(mut reading) = resolve::resolve(matched.rule, &matched.slots, anchor) else { continue };
        if let Some(day) = last.and_then(|(end, day)| named_again(&matched, &around, end, day)) {
            reading = resolve::Reading::date(Some(Moment::Day(day)));
        }
        if let Some(quarter) =
            matches.peek().and_then(|end| comparison::quarter_ended(&matched, end, lexemes, anchor))
        {
            reading = resolve::Reading::date(Some(quarter));
            (passage.report.quarter, passage.report.elsewhere) = (Some(quarter), false);
        }
        let mut span = lexemes[matched.start].span.cover(lexemes[matched.end - 1].span);
        let edtf = reading.edtf();
        last = match reading.moment {
            Some(Moment::Day(day)) => Some((matched.end, day)),
            _ => None,
        };
        of_year = match reading.moment {
            Some(Moment::Year(year)) => Some((matched.end, year, false)),
            _ => listed.map(|year| (matched.end, year, true)),
        };
        let ends = lexemes.get(matched.end).is_some_and(|next| next.value(Class::Ends).is_some());
        passage.follow(&matched, &reading, around, (anchor, ends, quoted));
        passage.open_bracket(&matched, &reading, quoted, token);
        // "8 p.m. on Election Day", "10pm on the Thursday": one expression.
        if clock.take().is_some_and(|end| end + 1 == matched.start && around.is_led())
            && let Some(time) = found.last().and_then(|clock| time::on_day(clock, &reading))
        {
            span = found.pop().map_or(span, |clock| clock.span.cover(span));
            passage.tell_time(&time);
            reading = time;
        }
        if time::is_bare(&matched) {
            clock = Some(matched.end);
        }
        let opens = matched.start == 0 && lexemes.get(matched.end).is_none_or(|next| !next.word);
        // "What happened in 2023?"
        let in_year = || matches!(reading.moment, Some(Moment::Year(_))) && around.is_led();
        if opens || level.is_some() && in_year() {
            heads = reading.moment;
        }
        found.push(DateExpression {
            span: trimmed(text, span),
            kind: reading.kind,
            value: reading.value,
            edtf,
            rule: matched.rule.name.clone(),
        });
    }
    passage.end(level, heads);
}

/// "twice last year, in March and in November": the year of a month that is told of one, a comma and "in" on.
fn year_of_list(
    matched: &scan::Match,
    (end, year, follows): (usize, i16, bool),
    lexemes: &[lexeme::Lexeme],
) -> Option<i16> {
    let dated = [Class::Year, Class::ShortYear, Class::Unit, Class::Direction, Class::Anaphor];
    let bare = matched.rule.make == Make::Calendar
        && resolve::month(&matched.slots).is_some()
        && !dated.iter().any(|class| matched.slots.has(*class));
    let gap = lexemes.get(end..matched.start).filter(|gap| (1..=3).contains(&gap.len()))?;
    let sets = |lexeme: &lexeme::Lexeme| lexeme.roles.is(Roles::SETTING);
    let joined = if follows { true } else { gap.len() == 2 && !gap[0].word };
    (bare && joined && gap.iter().all(sets)).then_some(year)
}

/// "on 16 April 2023, a Sunday,": the day that ends before the comma, where the weekday is its own.
fn named_again(matched: &scan::Match, around: &tense::Around, end: usize, day: Date) -> Option<Date> {
    let weekday = matched.slots.first(Class::Weekday)? - 1;
    let apposed = end + 2 == matched.start && around.lexemes[end + 1].value(Class::One).is_some();
    let same = i32::from(day.weekday().to_monday_zero_offset()) == weekday;
    (matched.rule.make == Make::Weekday && apposed && same).then_some(day)
}

/// "a Halloween mask": not the day, but what is worn on it.
fn is_kind(matched: &scan::Match, lexemes: &[lexeme::Lexeme]) -> bool {
    let one = |at: usize| lexemes[at].value(Class::One).is_some();
    matched.rule.make == Make::NamedDay
        && matched.start.checked_sub(1).is_some_and(one)
        && lexemes.get(matched.end).is_some_and(lexeme::Lexeme::is_plain)
}

/// "This Week said": a name of capitals, not the week.
fn is_title(matched: &scan::Match, lexemes: &[lexeme::Lexeme], text: &str) -> bool {
    let words = &lexemes[matched.start..matched.end];
    let shouted = |lexeme: &lexeme::Lexeme| !lexeme.span.of(text).contains(char::is_lowercase);
    // "Harbour Today": one word is no more than the end of a name.
    let named = || {
        let before = matched.start.checked_sub(1).map(|at| &lexemes[at]);
        before.is_some_and(|before| before.word && before.capital && before.meanings().is_empty())
    };
    matched.rule.make == Make::Shift
        && (words.len() > 1 || named())
        && words.iter().all(|lexeme| lexeme.capital && !shouted(lexeme))
}

/// "3 and 4 November" as two matches.
fn apart(matches: Vec<scan::Match>) -> Vec<scan::Match> {
    let mut out = Vec::with_capacity(matches.len());
    for matched in matches {
        let days = (matched.slots.first(Class::Day), matched.slots.second(Class::Day));
        let (Make::TwoDays, (Some(first), Some(second))) = (matched.rule.make, days) else {
            out.push(matched);
            continue;
        };
        // The joint stands behind the first day, which stands at the head or behind its month.
        let joint = matched.start + if matched.slots.opens_with(Class::Day) { 1 } else { 2 };
        let mut earlier = matched.clone();
        earlier.end = joint;
        earlier.slots.set(Class::Day, first);
        let mut later = matched;
        later.start = joint + 1;
        later.slots.set(Class::Day, second);
        out.extend((first < second).then_some(earlier).into_iter().chain([later]));
    }
    out
}

/// Whether somebody is quoted with what begins at `span`; a word or two between marks is nobody speaking.
fn is_spoken(document: &Document, span: Span) -> bool {
    let token = document.tokens_in(span).start;
    document.quoted_around(token).is_some_and(|region| region.inner().len() > 4)
}

/// "between May and July 2023": a month or day without a year takes that of the next, one word or comma on.
fn share_years(matches: &mut [scan::Match], lexemes: &[lexeme::Lexeme]) {
    for at in (1..matches.len()).rev() {
        let (head, tail) = matches.split_at_mut(at);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else { continue };
        let both = [&*first, second]
            .iter()
            .all(|matched| matched.rule.make == Make::Calendar && resolve::month(&matched.slots).is_some());
        let gap = first.end..second.start;
        let joined = gap.len() == 1 && lexemes[gap.start].value(Class::Preposition).is_some();
        if both
            && joined
            && !first.slots.has(Class::Year)
            && let Some(sign) = second.slots.first(Class::Anaphor)
            && let Some(unit) = second.slots.first(Class::Unit)
        {
            // "between March and October of that year"
            first.slots.add(Class::Anaphor, sign);
            first.slots.add(Class::Unit, unit);
        }
        if both
            && joined
            && !first.slots.has(Class::Year)
            && let Some(year) = second.slots.first(Class::Year)
        {
            // "between November and March 2024" begins the year before.
            let wraps = resolve::month(&first.slots) > resolve::month(&second.slots);
            first.slots.add(Class::Year, year - i32::from(wraps));
        }
    }
}

/// A span never ends in a possessive or white space; rules see to it, this makes sure of white space.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::vocabulary::Vocabulary;
    use crate::language::Language;
    use crate::text::Prose;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn found(text: &str, published: Option<Date>) -> Vec<DateExpression> {
        let prose = Prose::from_plain_text(text);
        find(
            &Document::new(&prose, &mut Vocabulary::new(Language::english())),
            &Context { published, ..Context::default() },
        )
    }

    proptest! {
        #[test]
        fn findings_stand_in_order_and_apart(words in proptest::collection::vec(prop_oneof![
            Just("3"), Just("and"), Just("to"), Just("4"), Just("May"), Just("November"), Just(","), Just("2024"),
            Just("the"), Just("following"), Just("next"), Just("day"), Just("Monday"), Just("–"), Just("last"),
            Just("two"), Just("years"), Just("later"), Just("’90s"), Just("BC"), Just("."), Just("until"), Just("é"),
        ], 0..24)) {
            let text = words.join(" ");
            let dates = found(&text, Some(date(2025, 12, 4)));
            for date in &dates {
                prop_assert!(!date.span.of(&text).is_empty());
            }
            for pair in dates.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
        }

        #[test]
        fn a_number_of_things_is_no_year(number in 1000..2100, thing in prop_oneof![
            Just("people"), Just("copies"), Just("homes"), Just("km"), Just("per cent"), Just("soldiers"),
        ]) {
            for text in [format!("They counted {number} {thing} there."), format!("It took {number},000 {thing}.")] {
                prop_assert!(found(&text, Some(date(2025, 12, 4))).is_empty(), "{text}");
            }
            for text in [format!("A Boeing {number} landed."), format!("It broke Article {number}.")] {
                prop_assert!(found(&text, None).is_empty(), "{text}");
            }
        }

        #[test]
        fn weekdays_are_within_a_week_of_publication(days in 0..20_000, weekday in 0..7_usize) {
            let published = date(1980, 1, 1).checked_add(jiff::Span::new().days(days)).expect("a day");
            let name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday];
            let dates = found(&format!("The crane fell on {name}."), Some(published));
            let day = dates[0].edtf.as_ref().and_then(crate::edtf::Edtf::earliest).expect("a day");
            prop_assert!((published - day).get_days() < 7 && day <= published);
        }
    }
}
