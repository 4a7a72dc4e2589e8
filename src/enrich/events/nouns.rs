//! Dates that are those of a noun: "the 2014 annexation", "the invasion of 2022", "Tuesday’s talks", "bonds due 2011".
//!
//! Comes in: a sentence and a date in it. Goes out: the phrase of the noun, where it is one that happens.

use std::ops::Range;

use crate::edtf::{Edtf, Precision};
use crate::enrich::document::Document;
use crate::language::dates::{Class, List, Meaning, NumberWord, Roles};
use crate::text::TokenKind;

/// Whether a date is that of the noun before it: "bonds due 1 March", "holders of record 15 May".
pub(super) fn adjunct(document: &Document, date: &Range<usize>) -> bool {
    let Some(before) = date.start.checked_sub(1) else { return false };
    let follows_be = || {
        (before.saturating_sub(2)..before).any(|at| {
            document.plays(at, Roles::PLAN_HEAD)
                || document.is_in(at, List::States)
                || document.plays(at, Roles::BARE)
        })
    };
    // "The Tarnholm Summit 2021 failed"
    let numbers = || {
        document.tokens[before].is_capitalised()
            && document.meanings(before).iter().any(|meaning| meaning.class == Class::Edition)
    };
    document.is_in(before, List::Adjuncts) && !follows_be() || numbers()
}

/// What is no noun behind a date, though no verb or preposition either.
const NO_NOUNS: [List; 6] =
    [List::Pronouns, List::Leaning, List::Articles, List::Subordinators, List::Coordinators, List::Relatives];

/// Whether a date stands before a noun as its adjective ("the 2014 annexation of Crimea"); the inner option is the
/// noun's phrase, where the noun is one that happens.
pub(super) fn attributive(
    document: &Document,
    sentence: Range<usize>,
    (date, edtf): (&Range<usize>, &Edtf),
) -> Option<Option<Range<usize>>> {
    let before = date.start.checked_sub(1).filter(|&before| before >= sentence.start);
    // "third-quarter results", "mid-May talks": a compound before a noun is its adjective.
    let compound = date.len() == 1 && document.word(date.start).contains('-');
    let closes = compound
        || before.is_some_and(|before| {
            document.tokens[before].kind == TokenKind::Possessive || document.is_in(before, List::Articles)
        })
        || names_subject(document, &sentence, date);
    if !closes || date.end >= sentence.end {
        return None;
    }
    if document.tokens[date.end].kind != TokenKind::Word
        || !is_plain(document, date.end)
        || NO_NOUNS.iter().any(|&list| document.is_in(date.end, list))
    {
        return None;
    }
    let start = phrase_start(document, sentence.start, date.start).0;
    let turn = || {
        let article = before.filter(|&at| at > sentence.start && document.is_in(at, List::Articles))?;
        let turns = document.is_in(article - 1, List::Turns);
        turns.then(|| turn(document, sentence.start..article - 1, date.end..sentence.end, edtf)).flatten()
    };
    Some(happening(document, date.end..sentence.end).or_else(turn).map(|end| start..end))
}

/// "since Friday’s purchases", "after her 2 May walkout": where the phrase of a noun ends that has a day or a month of its
/// own and is but the time from which or up to which something holds. Whatever the noun is, it happened then.
fn turn(document: &Document, before: Range<usize>, tokens: Range<usize>, edtf: &Edtf) -> Option<usize> {
    let is_time = |meaning: &Meaning| meaning.class < Class::Preposition;
    let is_noun = |at: &usize| {
        document.tokens[*at].kind == TokenKind::Word
            && is_plain(document, *at)
            && !document.plays(*at, Roles::FUTURE)
            && !NO_NOUNS.iter().any(|&list| document.is_in(*at, list))
            && !document.meanings(*at).iter().any(is_time)
    };
    let end = tokens.start + tokens.clone().take_while(is_noun).count();
    let is_verb = |at: usize| {
        let roles = [Roles::PAST, Roles::PRESENT, Roles::FUTURE];
        roles.into_iter().any(|roles| document.plays(at, roles)) || document.is_in(at, List::Modals)
    };
    // "after Friday’s boat ran aground" has a verb of its own, "the price before Friday’s sale was low" has that of the price.
    let subject = before.clone().rev().take_while(|&at| document.word(at) != ",");
    let subject = subject.take_while(|&at| !is_verb(at)).count();
    let free = subject >= SHORTEST_SUBJECT && subject == before.len();
    let stands =
        (1..=LONGEST_PHRASE).contains(&(end - tokens.start)) && (free || end >= tokens.end || !is_verb(end));
    (stands && edtf.precision() >= Precision::Month).then_some(end)
}

/// "the weekend boat ended", but not "the following year Ada left": whether a date with its article opens a clause's subject of two words.
fn names_subject(document: &Document, sentence: &Range<usize>, date: &Range<usize>) -> bool {
    let verb = date.end + 1;
    let led = || {
        date.start.checked_sub(1).is_some_and(|before| {
            document.is_in(before, List::DateLeads) && !document.is_in(before, List::Coordinators)
        })
    };
    document.is_in(date.start, List::Articles)
        && verb < sentence.end
        && !document.tokens[date.end].is_capitalised()
        && document.plays(verb, Roles::PAST)
        && !led()
}

/// "Tuesday’s peace talks": the phrase, where what the date owns is a noun that happens.
pub(super) fn owned(
    document: &Document,
    sentence: Range<usize>,
    (date, edtf): (&Range<usize>, &Edtf),
) -> Option<Range<usize>> {
    let owns = document.tokens.get(date.end).is_some_and(|token| token.kind == TokenKind::Possessive);
    if !owns || date.end + 1 >= sentence.end {
        return None;
    }
    let turns = || {
        let before = (sentence.start..date.start).rev().find(|&at| !document.is_in(at, List::Articles));
        before.filter(|&at| document.is_in(at, List::Turns))
    };
    let owned = date.end + 1..sentence.end;
    happening(document, owned.clone())
        .or_else(|| turn(document, sentence.start..turns()?, owned, edtf))
        .map(|end| date.start..end)
}

/// Where the phrase of a noun that happens ends, if one stands a word or two into `tokens`: "annexation of Crimea".
fn happening(document: &Document, tokens: Range<usize>) -> Option<usize> {
    let is_word = |at: &usize| document.tokens[*at].kind == TokenKind::Word;
    let noun = tokens
        .clone()
        .take(LONGEST_ATTRIBUTE)
        .take_while(is_word)
        .find(|&at| document.is_in(at, List::Happenings))?;
    let mut end = noun + 1;
    if end < tokens.end && document.is_in(end, List::Of) {
        let object = (end + 1..tokens.end).take(LONGEST_PHRASE).take_while(|&at| {
            is_word(&at) && (document.tokens[at].is_capitalised() || document.is_in(at, List::Articles))
        });
        let object = object.count();
        if object > 0 && document.tokens[end + object].is_capitalised() {
            end += 1 + object;
        }
    }
    Some(end)
}

/// Words of the subject of a clause: an article and a noun.
const SHORTEST_SUBJECT: usize = 2;

/// Words from a date to the noun that it dates.
const LONGEST_ATTRIBUTE: usize = 4;

/// "the full-scale invasion of 2022": the noun's phrase, where the date is a noun's own.
pub(super) fn noun_phrase(document: &Document, start: usize, date: &Range<usize>) -> Option<Range<usize>> {
    let of = date.start.checked_sub(1).filter(|&of| of > start)?;
    if let Some(due) = due(document, start, of) {
        return Some(due);
    }
    if !document.is_in(of, List::Of) && !document.is_in(of, List::DateLeads) {
        return None;
    }
    let noun = of - 1;
    if !document.is_in(noun, List::Happenings) {
        return limiting(document, start, of).map(|first| first..date.end);
    }
    let (first, closed) = phrase_start(document, start, noun);
    // Without an article a phrase stands alone only when a name opens it: "Russia’s invasion of 2022".
    if !closed && (first == noun || !document.tokens[first].is_capitalised()) {
        return None;
    }
    // "the talks in March" can be where the clause's own date stands, unless the phrase is but a limit of it.
    let is_limit = || {
        first > start && (document.is_in(first - 1, List::Limits) || document.is_in(first - 1, List::Since))
    };
    (document.is_in(of, List::Of) || is_limit()).then_some(first..date.end)
}

/// "Exports, worth 2 billion in 2022, halved": whether a date is that of what is said of a noun between commas, without a
/// verb, before the verb of the noun.
pub(super) fn in_apposition(document: &Document, sentence: &Range<usize>, date: &Range<usize>) -> bool {
    let is_comma = |at: &usize| document.word(*at) == ",";
    let is_verb = |at: usize| {
        document.tokens[at].kind == TokenKind::Word
            && (document.plays(at, Roles::PAST) || document.plays(at, Roles::PRESENT))
    };
    let open = (sentence.start..date.start).rev().find(is_comma);
    let close = (date.end..sentence.end).find(is_comma);
    let (Some(open), Some(close)) = (open, close) else { return false };
    let leads =
        [List::DateLeads, List::Limits, List::Relatives].iter().any(|list| document.is_in(open + 1, *list));
    open > sentence.start
        && open + 2 < date.start
        && !leads
        && !document.tokens[open + 1].is_capitalised()
        && document.tokens[open + 1].kind == TokenKind::Word
        && close + 1 < sentence.end
        && is_verb(close + 1)
        && !(open..close).any(is_verb)
        && !(sentence.start..open).any(is_verb)
}

/// "with a hearing two days later": the phrase of a noun that happens, right before a date of its own and behind `start`.
pub(super) fn beside(document: &Document, start: usize, date: &Range<usize>) -> Option<Range<usize>> {
    let noun = date.start.checked_sub(1).filter(|&noun| noun > start)?;
    let happens = document.is_in(noun, List::Happenings);
    let (first, closed) = phrase_start(document, start, noun);
    (happens && closed).then_some(first..date.start)
}

/// "follows two decisions by the harbour court last June": the phrase of the noun that happens and that a date behind it
/// dates, with what belongs to the noun.
pub(super) fn dated(document: &Document, start: usize, date: &Range<usize>) -> Option<Range<usize>> {
    let leads = |at: &usize| document.is_in(*at, List::DateLeads) && !document.is_in(*at, List::Articles);
    let end = date.start - (start..date.start).rev().take_while(leads).count();
    let plain = |at: &usize| {
        let word = matches!(document.tokens[*at].kind, TokenKind::Word | TokenKind::Possessive);
        let roles = [Roles::PAST, Roles::PRESENT, Roles::FUTURE];
        let verb = roles.into_iter().any(|roles| document.plays(*at, roles));
        let lists = [List::Relatives, List::Subordinators, List::Coordinators, List::Modals];
        word && !verb && !lists.iter().any(|&list| document.is_in(*at, list))
    };
    let happens = |at: &usize| document.is_in(*at, List::Happenings);
    let noun = (start..end).rev().take(LONGEST_LIMIT).take_while(plain).find(happens)?;
    let mut next = document.meanings(noun + 1).iter();
    let belongs = noun + 1 == end || next.any(|meaning| meaning.class == Class::Preposition);
    let counts = |at: usize| {
        document.tokens[at].kind == TokenKind::Number
            || document.known(at).dated.is_some_and(|word| word.number != NumberWord::None)
            || document.is_in(at, List::Articles)
    };
    let before = (start..noun).rev().take(LONGEST_ATTRIBUTE);
    let mut before = before.take_while(|&at| document.tokens[at].kind != TokenKind::Mark);
    let first = before.find(|&at| counts(at))?;
    belongs.then_some(first..end)
}

/// "the election due in May": the phrase of a noun that happens, where its date is that at `lead` or behind it.
fn due(document: &Document, start: usize, lead: usize) -> Option<Range<usize>> {
    let leads = document.is_in(lead, List::DateLeads);
    let due = if leads { lead.checked_sub(1)? } else { lead };
    let noun = due.checked_sub(1).filter(|&noun| noun > start)?;
    (document.is_in(due, List::Adjuncts) && document.is_in(noun, List::Happenings))
        .then(|| phrase_start(document, start, noun).0..due)
}

/// "since the raid on the Halden collection in 2017": where the phrase begins of a noun that happens, with what belongs to
/// it, that ends before `end` and is but a limit of its clause.
fn limiting(document: &Document, start: usize, end: usize) -> Option<usize> {
    let plain = |at: &usize| {
        matches!(document.tokens[*at].kind, TokenKind::Word | TokenKind::Possessive)
            && !(document.plays(*at, Roles::PAST) || document.plays(*at, Roles::PRESENT))
    };
    let near = (start..end).rev().take(LONGEST_LIMIT).take_while(plain);
    let article = near.clone().find(|&at| {
        let limits = |at: usize| document.is_in(at, List::Limits) || document.is_in(at, List::Since);
        document.is_in(at, List::Articles) && at > start && limits(at - 1)
    })?;
    let happens = near.take_while(|&at| at > article).any(|at| {
        let mut next = document.meanings(at + 1).iter();
        document.is_in(at, List::Happenings) && next.any(|meaning| meaning.class == Class::Preposition)
    });
    happens.then_some(article)
}

/// Words of a noun and what belongs to it.
const LONGEST_LIMIT: usize = 8;

/// "the shortage of 2018 was no emergency": whether a date is that of a noun that is the clause’s subject or object, not
/// its time ("in the summer of 2018", "on the night of 2 May").
pub(super) fn of_noun(document: &Document, start: usize, date: &Range<usize>) -> bool {
    let Some(of) = date.start.checked_sub(1).filter(|&of| of > start) else { return false };
    let is_time = |meaning: &Meaning| meaning.class < Class::Preposition;
    if !document.is_in(of, List::Of)
        || document.tokens[of - 1].kind != TokenKind::Word
        || document.meanings(of - 1).iter().any(is_time)
    {
        return false;
    }
    let (first, closed) = phrase_start(document, start, of - 1);
    let led = || {
        first > start && {
            let mut lists = [List::DateLeads, List::Limits, List::Since].into_iter();
            lists.any(|list| document.is_in(first - 1, list))
                && !document.is_in(first - 1, List::Coordinators)
        }
    };
    closed && !led()
}

/// Where the phrase of a noun begins, and whether an article closes it for sure.
fn phrase_start(document: &Document, start: usize, noun: usize) -> (usize, bool) {
    let mut first = noun;
    while first > start && noun - first < LONGEST_PHRASE {
        let token = document.tokens[first - 1];
        if !matches!(token.kind, TokenKind::Word | TokenKind::Possessive) {
            break;
        }
        if document.is_in(first - 1, List::Articles) {
            return (first - 1, true);
        }
        let goes_on = token.is_capitalised()
            || token.kind == TokenKind::Possessive
            || (document.tokens[first].span.start == token.span.end + 1 && is_plain(document, first - 1));
        if !goes_on {
            break;
        }
        first -= 1;
    }
    (first, false)
}

/// Words a noun's phrase can go back over.
const LONGEST_PHRASE: usize = 5;

/// Whether the word at `at` can stand between an article and its noun: no verb, no preposition.
fn is_plain(document: &Document, at: usize) -> bool {
    let is_preposition = document.meanings(at).iter().any(|meaning| meaning.class == Class::Preposition);
    !document.plays(at, Roles::PAST) && !document.plays(at, Roles::PRESENT) && !is_preposition
}

/// Whether what the date owns is a noun that happens, a word or two on: "Tuesday’s peace talks".
pub(super) fn owns_happening(document: &Document, date: &Range<usize>) -> bool {
    (date.end + 1..date.end + 4)
        .take_while(|&at| document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word))
        .any(|at| document.is_in(at, List::Happenings))
}
