//! How a clause reads outside its paragraph.
//!
//! Comes in: the tokens of a clause. Goes out: the text of a timeline entry: without the connective and the date
//! at its head, with a capital and a full stop, otherwise as it stands in the article.

use std::ops::Range;

use crate::enrich::document::Document;
use crate::language::dates::{Class, List, NumberWord, Roles};
use crate::language::lexicon;
use crate::text::TokenKind;

use super::clauses::Clause;
use super::{judge, lower};

/// The entry of a clause; `None` when too little is left of it.
pub(super) fn clause(
    document: &Document,
    tokens: Range<usize>,
    date: Option<&Range<usize>>,
) -> Option<String> {
    let tokens = trimmed(document, tokens, date);
    let entry = date.is_some_and(|date| judge::is_entry(document, date));
    if tokens.len() < if entry { SHORTEST_ENTRY } else { SHORTEST } {
        return None;
    }
    Some(finished(document.text(tokens)))
}

/// The entry of a predicate that shares its subject with the clause before.
pub(super) fn predicate(
    document: &Document,
    subject: Range<usize>,
    mut tokens: Range<usize>,
    date: &Range<usize>,
) -> Option<String> {
    let leads = |at: usize| document.is_in(at, List::DateLeads);
    if tokens.start <= date.start && (tokens.start..date.start).all(leads) {
        tokens.start = date.end;
    }
    let tokens = trimmed_end(document, without_open_quotation(document, tokens));
    if tokens.is_empty() {
        return None;
    }
    Some(finished(&format!("{} {}", document.text(subject), document.text(tokens))))
}

/// Words that an entry has at least.
const SHORTEST: usize = 3;

/// The same, for an entry of a chronicle: "9 July 1994: Lausanne Accord".
const SHORTEST_ENTRY: usize = 2;

/// The first token of the entry of a clause.
pub(super) fn head(document: &Document, tokens: Range<usize>, date: Option<&Range<usize>>) -> Option<usize> {
    let tokens = trimmed(document, tokens, date);
    (!tokens.is_empty()).then_some(tokens.start)
}

/// The entry of a noun phrase: no sentence, so no full stop.
pub(super) fn phrase(document: &Document, tokens: Range<usize>) -> String {
    capitalised(document.text(tokens))
}

/// The entry of a relative clause: "the accord, which was signed in 2015" becomes "The accord was signed in 2015."
/// `None` where its noun can't be told.
pub(super) fn relative(document: &Document, clauses: &[Clause], at: usize) -> Option<(Range<usize>, String)> {
    let words = &document.language.dates.events;
    let clause = &clauses[at];
    let opener = clause.opener?;
    let word = lower(document.word(opener));
    let owns = words.owner_relatives.contains(&*word);
    if !owns && (!words.subject_relatives.contains(&*word) || has_subject(document, opener + 1)) {
        return None;
    }
    let comma = opener.checked_sub(1)?;
    let sentence = &document.sentences[document.sentence_of(opener)];
    let start = sentence.tokens.start;
    let noun = antecedent(document, start, comma)?;
    let noun = match named_before(document, start, &noun) {
        // "Ada Berth, the harbour master, who left in May"
        Some(name) => name,
        None if is_ambiguous(document, start, &noun, opener) => return None,
        None => trimmed(document, noun, None),
    };
    let rest = trimmed_end(document, clause.extent());
    if noun.is_empty() || rest.is_empty() {
        return None;
    }
    let ending = if owns { words.owner_ending.as_str() } else { "" };
    let text = format!("{}{ending} {}", document.text(noun.clone()), document.text(rest.clone()));
    Some((noun.start..rest.end, finished(&text)))
}

/// The noun phrase that ends before `end`: back to its article, or a run of names.
fn antecedent(document: &Document, start: usize, end: usize) -> Option<Range<usize>> {
    let words = &document.language.dates.events;
    let mut first = end;
    while first > start && end - first < 8 {
        let token = document.tokens[first - 1];
        let word = lower(token.text(&document.prose.text));
        if !matches!(token.kind, TokenKind::Word | TokenKind::Possessive | TokenKind::Number) {
            break;
        }
        if words.articles.contains(&*word) {
            return Some(first - 1..end);
        }
        let language = &document.language.dates;
        if !token.is_capitalised()
            && (language.tense.is_past(&word)
                || language.tense.present.contains(&*word)
                || is_small(document, &word) && !joins_names(document, first - 1))
        {
            break;
        }
        first -= 1;
    }
    let owned = (first..end).any(|at| document.tokens[at].kind == TokenKind::Possessive);
    if owned && first < end && document.tokens[first].is_capitalised() {
        return Some(first..end);
    }
    // "changed under Ada Berth", "She replaced Ada van Berth": the run of names is what counts.
    let is_name = |at: usize| document.tokens[at].is_capitalised();
    let is_particle =
        |at: usize| document.word(at).len() <= LONGEST_PARTICLE && at > first && is_name(at - 1);
    let run = (first..end).rev().take_while(|&at| is_name(at) || (at + 1 < end && is_particle(at))).count();
    (run > 0).then(|| described(document, start, end - run).unwrap_or(end - run)..end)
}

/// Where "a 19-year-old pilot from Ulm" begins, of whose names the first stands at `name`.
fn described(document: &Document, start: usize, name: usize) -> Option<usize> {
    const LONGEST: usize = 7;
    let events = &document.language.dates.events;
    let from = name
        .checked_sub(1)
        .filter(|&from| from > start && document.lexemes[from].is(lexicon::Class::Specifying))?;
    let noun = document.tokens[from - 1];
    let phrase = from.saturating_sub(LONGEST).max(start)..from;
    let belongs = |at: usize| document.tokens[at].kind != TokenKind::Mark || document.word(at) == "-";
    let article = phrase.clone().rfind(|&at| events.articles.contains(&*lower(document.word(at))))?;
    let plain = noun.kind == TokenKind::Word && !noun.is_capitalised();
    (plain && article < from - 1 && (article..from).all(belongs)).then_some(article)
}

/// Bytes of "van" or "der" in a name.
const LONGEST_PARTICLE: usize = 3;

/// "which the board sold": whether the clause has a subject of its own.
fn has_subject(document: &Document, at: usize) -> bool {
    let words = &document.language.dates.events;
    let Some(token) = document.tokens.get(at) else { return false };
    let word = lower(token.text(&document.prose.text));
    token.is_capitalised()
        || words.articles.contains(&*word)
        || words.pronouns.contains(&*word)
        || words.leaning.contains(&*word)
}

/// The name of which `noun` is an apposition.
fn named_before(document: &Document, start: usize, noun: &Range<usize>) -> Option<Range<usize>> {
    let comma = noun.start.checked_sub(1).filter(|&comma| comma > start && document.word(comma) == ",")?;
    if !document.is_in(noun.start, List::Articles) {
        return None;
    }
    let is_name = |at: &usize| {
        let token = document.tokens[*at];
        token.is_capitalised()
            && token.kind == TokenKind::Word
            && !is_small(document, &lower(document.word(*at)))
    };
    let length = (start..comma).rev().take_while(is_name).count();
    (length > 1).then_some(comma - length..comma)
}

/// "The talks between Erland and the League, which failed": whether `noun` is but the end of the subject of its sentence,
/// so that the clause may be about what stands before it.
fn is_ambiguous(document: &Document, start: usize, noun: &Range<usize>, opener: usize) -> bool {
    let language = &document.language.dates;
    let words = &language.events;
    let Some(before) = noun.start.checked_sub(1).filter(|&before| before > start) else { return false };
    let joint = lower(document.word(before));
    if !is_small(document, &joint) && !words.coordinators.contains(&*joint) {
        return false;
    }
    let subject = start..before;
    let opens = document.tokens[start];
    let nominal = document.is_in(start, List::Articles)
        || (opens.is_capitalised() && !is_small(document, &lower(document.word(start))));
    let plain = subject.clone().all(|at| {
        let token = document.tokens[at];
        let word = lower(document.word(at));
        token.kind != TokenKind::Mark
            && (at == start
                || token.is_capitalised()
                || !(language.tense.is_past(&word) || language.tense.present.contains(&*word)))
    });
    // "Depositors of Halden Trust, which was founded in 1888": a thing with a name is meant itself.
    let thing = words.of.contains(&*joint)
        && document.tokens[noun.start].is_capitalised()
        && !words.person_relatives.contains(&*lower(document.word(opener)));
    nominal && plain && !thing
}

/// "Court of Human Rights": a small word inside a name.
fn joins_names(document: &Document, at: usize) -> bool {
    let is_name = |at: usize| document.tokens.get(at).is_some_and(|token| token.is_capitalised());
    document.is_in(at, List::Of) && is_name(at + 1) && at.checked_sub(1).is_some_and(is_name)
}

fn is_small(document: &Document, word: &str) -> bool {
    let class = Class::Preposition;
    document.language.dates.meanings(word).iter().any(|meaning| meaning.class == class)
}

/// The tokens without marks at either end, connectives and the date at the head.
fn trimmed(document: &Document, tokens: Range<usize>, date: Option<&Range<usize>>) -> Range<usize> {
    let mut tokens = trimmed_end(document, without_open_quotation(document, tokens));
    loop {
        let before = tokens.start;
        tokens.start = after_marks(document, &tokens);
        tokens.start = after_connective(document, &tokens);
        if let Some(date) = date {
            tokens.start = after_date(document, &tokens, date);
        }
        if tokens.start == before || tokens.is_empty() {
            return tokens;
        }
    }
}

/// The tokens before a quotation that runs on into the next sentence, and before the verb that introduces it
/// (", but added,").
fn without_open_quotation(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let block = &document.blocks[document.block_of(tokens.start)];
    let cut = document.quoted[block.quoted.clone()].iter().find(|region| {
        tokens.contains(&region.open) && region.open > tokens.start && region.end > tokens.end
    });
    let Some(cut) = cut else { return tokens };
    let shorter = trimmed_end(document, tokens.start..cut.open);
    let tail = shorter.end.saturating_sub(LONGEST_TAIL).max(shorter.start);
    match (tail..shorter.end).rev().find(|&at| document.is_in(at, List::Coordinators)) {
        Some(at) => trimmed_end(document, shorter.start..at),
        None => shorter,
    }
}

/// Words of an introduction such as "but then added".
const LONGEST_TAIL: usize = 4;

fn trimmed_end(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let mut tokens = without_loose_end(document, tokens);
    while let Some(last) = tokens.clone().next_back() {
        let dangling = matches!(document.word(last), "," | ";" | ":" | "—" | "–" | "(" | "-")
            || document.is_in(last, List::Coordinators);
        if !dangling {
            break;
        }
        tokens.end -= 1;
    }
    tokens
}

/// Without what only leads to a clause that was cut off: "Abara died in 2006, two weeks" (before …).
fn without_loose_end(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let Some(last) = tokens.clone().next_back() else { return tokens };
    let opens = |at: usize| document.is_in(at, List::Subordinators);
    let next = tokens.end;
    if next >= document.sentences[document.sentence_of(last)].tokens.end || !opens(next) {
        return tokens;
    }
    let tail = tokens.end.saturating_sub(LONGEST_TAIL).max(tokens.start);
    let is_verb = |at: usize| document.plays(at, Roles::PAST);
    match (tail..tokens.end).rev().find(|&at| document.word(at) == ",") {
        Some(comma) if !(comma..tokens.end).any(is_verb) => tokens.start..comma,
        _ => tokens,
    }
}

fn after_marks(document: &Document, tokens: &Range<usize>) -> usize {
    let is_mark = |at: &usize| {
        document.tokens[*at].kind == TokenKind::Mark
            && document.word(*at).starts_with([',', ';', ':', '—', '–', '-', '…', ')'])
    };
    tokens.start + tokens.clone().take_while(is_mark).count()
}

/// Past a connective and its comma.
fn after_connective(document: &Document, tokens: &Range<usize>) -> usize {
    if tokens.is_empty() || !document.is_in(tokens.start, List::Connectives) {
        return tokens.start;
    }
    let connectives = &document.language.dates.events.connectives;
    let first = lower(document.word(tokens.start));
    let longest = connectives
        .iter()
        .filter(|connective| connective.starts_with(&*first))
        .filter_map(|connective| {
            let mut at = tokens.start;
            for word in connective.split(' ') {
                let is_next =
                    if at == tokens.start { first == word } else { lower(document.word(at)) == word };
                if at >= tokens.end || !is_next {
                    return None;
                }
                at += 1;
            }
            // A single word is a connective only before a comma or a clause, not in "So far", "Still life".
            let comma = at < tokens.end && document.word(at) == ",";
            let joins = document.language.dates.events.coordinators.contains(connective.as_str());
            (comma || joins).then_some(at)
        })
        .max();
    longest.unwrap_or(tokens.start)
}

/// Past a date at the head, with the words that lead it and its comma.
fn after_date(document: &Document, tokens: &Range<usize>, date: &Range<usize>) -> usize {
    if date.start < tokens.start || date.end >= tokens.end {
        return tokens.start;
    }
    let lead = tokens.start..date.start;
    if !lead.clone().all(|at| document.is_in(at, List::DateLeads)) || lead.len() > 3 {
        return tokens.start;
    }
    let next = document.tokens[date.end];
    if next.kind == TokenKind::Possessive {
        return tokens.start;
    }
    // "In 2014 alone", "Tuesday was the day": the date is part of the statement.
    if matches!(next.text(&document.prose.text), ":" | "–" | "—") {
        return date.end + 1;
    }
    if next.text(&document.prose.text) == "," {
        if is_credited(document, date.end + 1..tokens.end) {
            return tokens.start;
        }
        return after_apposition(document, date.end + 1..tokens.end);
    }
    let words = &document.language.dates.events;
    let word = lower(next.text(&document.prose.text));
    let dates = &document.language.dates;
    let is_number = next.kind == TokenKind::Number
        || dates.word(&word).is_some_and(|word| word.number != NumberWord::None);
    // "300 people came", but not "300 came".
    let counts = is_number
        && date.end + 1 < tokens.end
        && document.tokens[date.end + 1].kind == TokenKind::Word
        && !document.plays(date.end + 1, Roles::PAST);
    let opens_noun = next.is_capitalised()
        || counts
        || words.articles.contains(&*word)
        || words.pronouns.contains(&*word)
        || words.leaning.contains(&*word);
    // "Tuesday the ninth": a bare weekday may belong to what follows.
    if opens_noun && (!lead.is_empty() || date.len() > 1) { date.end } else { tokens.start }
}

/// "In the 1970s, she says, rents fell": whether somebody stands between the date and what is told, who is not told of.
fn is_credited(document: &Document, tokens: Range<usize>) -> bool {
    let comma = tokens.clone().take(LONGEST_CREDIT).find(|&at| document.word(at) == ",");
    let Some(comma) = comma.filter(|&comma| comma > tokens.start + 1) else { return false };
    let is_low = |at: usize| !document.tokens[at].is_capitalised();
    let who = document.tokens[tokens.start].is_capitalised() || document.is_in(tokens.start, List::Pronouns);
    who && is_low(comma - 1) && !document.is_in(tokens.start, List::Articles)
}

/// Words of "she says" and its comma.
const LONGEST_CREDIT: usize = 4;

/// Past a second name of the day: "On 23 November, a Sunday, …".
fn after_apposition(document: &Document, tokens: Range<usize>) -> usize {
    let dates = &document.language.dates;
    let names_day = |word: &str| {
        dates.meanings(word).iter().any(|meaning| matches!(meaning.class, Class::Weekday | Class::Unit))
    };
    let comma = tokens.clone().take(LONGEST_APPOSITION).find(|&at| document.word(at) == ",");
    let Some(comma) = comma else { return tokens.start };
    let words = || (tokens.start..comma).map(|at| lower(document.word(at)));
    let opens = words().next().is_some_and(|word| dates.events.articles.contains(&*word));
    let verbless = !words().any(|word| dates.tense.is_past(&word) || dates.tense.present.contains(&*word));
    if opens && verbless && words().any(|word| names_day(&word)) { comma + 1 } else { tokens.start }
}

/// Words of a second name of a day.
const LONGEST_APPOSITION: usize = 8;

fn finished(text: &str) -> String {
    let mut text = capitalised(text);
    let last = text.trim_end_matches(['”', '"', '’', '\'', ')']).chars().next_back();
    if !last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…')) {
        text.push('.');
    }
    text
}

fn capitalised(text: &str) -> String {
    // Room for the full stop.
    let mut capitalised = String::with_capacity(text.len() + 4);
    let mut chars = text.chars();
    capitalised.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    capitalised.push_str(chars.as_str());
    capitalised
}
