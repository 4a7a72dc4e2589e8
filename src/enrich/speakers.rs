//! The cast of an article: everybody to whom something is attributed, as they will be printed.
//!
//! Comes in: entities and descriptions, as attributions need them. Goes out: [`Speaker`]s by first mention.

use std::cell::OnceCell;
use std::ops::Range;

use foldhash::HashMap;

use super::coreference::Referent;
use super::descriptions::Descriptions;
use super::document::Document;
use super::names::{Name, NameKind};
use super::people::People;
use super::sources::is_person_noun;
use super::{KnownSpeaker, Quotation, Role, Speaker, SpeakerKind, roles};
use crate::language::lexicon::Class;
use crate::text::{Span, TokenKind, slug};

/// Speakers while they are gathered. Indices stay the same until [`Cast::finish`].
#[derive(Debug)]
pub struct Cast<'a> {
    document: &'a Document<'a>,
    names: &'a [Name],
    people: &'a People,
    known: &'a [KnownSpeaker],
    speakers: Vec<Speaker>,
    /// The speaker with an identifier.
    of_id: HashMap<String, usize>,
    of_entity: HashMap<usize, usize>,
    /// Descriptions of unnamed groups: as printed, and their speaker once they have one.
    groups: Vec<(String, Option<usize>)>,
    /// The group with a description, in small letters.
    of_description: HashMap<String, usize>,
    /// Who is given a role, by each of its words in small letters: where first, and the entity, in the order of the
    /// text. Found when the first description needs it.
    introduced: OnceCell<HashMap<String, Vec<(u32, usize)>>>,
}

impl<'a> Cast<'a> {
    /// Nobody yet.
    pub fn new(
        document: &'a Document<'a>,
        names: &'a [Name],
        people: &'a People,
        known: &'a [KnownSpeaker],
    ) -> Self {
        Self {
            document,
            names,
            people,
            known,
            speakers: Vec::new(),
            of_id: HashMap::default(),
            of_entity: HashMap::default(),
            groups: Vec::new(),
            of_description: HashMap::default(),
            introduced: OnceCell::new(),
        }
    }

    /// The speaker that `referent` is, and how sure that is.
    pub fn speaker(&mut self, referent: Referent) -> (Option<usize>, f32) {
        match referent {
            Referent::Entity(entity, sure) => (self.entity(entity), sure),
            Referent::Group(group, sure) => (Some(self.group(group)), sure),
            Referent::Open => (None, 0.0),
        }
    }

    /// The speaker number `speaker`.
    pub fn get(&self, speaker: usize) -> &Speaker {
        &self.speakers[speaker]
    }

    /// The speaker that the entity is; `None` when its name cannot be spelt.
    pub fn entity(&mut self, entity: usize) -> Option<usize> {
        if let Some(&speaker) = self.of_entity.get(&entity) {
            return Some(speaker);
        }
        let found = &self.people.entities[entity];
        let known = found.known.map(|index| &self.known[index]);
        let kind = known.and_then(|known| known.kind).unwrap_or(match found.kind {
            NameKind::Person | NameKind::Unclear => SpeakerKind::Person,
            NameKind::Body | NameKind::Place => SpeakerKind::Organization,
        });
        let mut aliases: Vec<String> = Vec::new();
        let mut mentions = Vec::new();
        let mut roles: Vec<Role> = Vec::new();
        for &mention in &found.mentions {
            let name = &self.names[mention];
            let text = self.document.text(name.tokens.clone());
            if text != found.name && !aliases.iter().any(|alias| alias == text) {
                aliases.push(text.to_owned());
            }
            mentions.push(self.document.span(name.tokens.clone()));
            if kind == SpeakerKind::Person {
                for role in roles::of(self.document, name) {
                    if !roles.iter().any(|other| other.text.eq_ignore_ascii_case(&role.text)) {
                        roles.push(role);
                    }
                }
            }
        }
        let id = match known {
            Some(known) => known.id.clone(),
            None => self.free_id(&found.name)?,
        };
        let speaker = self.add(Speaker { id, name: found.name.clone(), kind, aliases, roles, mentions });
        self.of_entity.insert(entity, speaker);
        Some(speaker)
    }

    fn add(&mut self, speaker: Speaker) -> usize {
        self.of_id.entry(speaker.id.clone()).or_insert(self.speakers.len());
        self.speakers.push(speaker);
        self.speakers.len() - 1
    }

    /// A slug of `name` that no speaker has yet; `None` when it cannot be spelt.
    fn free_id(&self, name: &str) -> Option<String> {
        let base = slug(name);
        if base.is_empty() {
            return None;
        }
        let taken = |id: &str| self.of_id.contains_key(id) || self.known.iter().any(|known| known.id == id);
        if !taken(&base) {
            return Some(base);
        }
        (2..).map(|number| format!("{base}-{number}")).find(|id| !taken(id))
    }

    fn group(&mut self, group: usize) -> usize {
        if let Some(speaker) = self.groups[group].1 {
            return speaker;
        }
        let name = self.groups[group].0.clone();
        let id = self.free_id(&name).unwrap_or_else(|| format!("group-{group}"));
        let speaker = self.add(Speaker {
            id,
            name,
            kind: SpeakerKind::Group,
            aliases: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
        });
        self.groups[group].1 = Some(speaker);
        speaker
    }

    /// Who the description in `tokens` with the noun `noun` means.
    pub fn description(&mut self, tokens: Range<usize>, noun: usize) -> Referent {
        let lexeme = self.document.lexemes[noun];
        let Self { document, names, people, .. } = *self;
        let descriptions = Descriptions { document, names, people };
        let apposed =
            descriptions.apposed(tokens.clone(), noun).or_else(|| descriptions.sender(tokens.clone(), noun));
        // "The minister, asked about it on the radio, said": what stands between commas is no part of it.
        let comma = (noun + 1..tokens.end).find(|&at| document.word(at) == ",");
        let tokens = tokens.start..comma.unwrap_or(tokens.end);
        if let Some(entity) = apposed
            .or_else(|| descriptions.behind(tokens.clone(), noun))
            .or_else(|| descriptions.body(tokens.clone(), noun))
            .or_else(|| descriptions.aged(noun))
        {
            return Referent::Entity(entity, 0.97);
        }
        if !is_person_noun(lexeme) {
            return Referent::Open;
        }
        let first = self.document.lexemes[tokens.start];
        let word = self.document.word(noun);
        if lexeme.is_any(&[Class::Role, Class::Title]) && !lexeme.is(Class::Group) {
            // "The analyst": whoever was introduced as one.
            // "one minister" may be any.
            let definite = first.is_any(&[Class::Article, Class::TimeDeterminer])
                && !first.is(Class::Indefinite)
                && noun - tokens.start <= 3
                && tokens.end == noun + 1;
            return if definite { self.introduced_as(word, tokens.start) } else { Referent::Open };
        }
        if lexeme.is(Class::Group) {
            return self.described_group(tokens, noun);
        }
        Referent::Open
    }

    /// The one person who has been given the role `word` before the token `before`.
    fn introduced_as(&self, word: &str, before: usize) -> Referent {
        let before = self.document.tokens[before].span.start;
        let introduced = self.introduced.get_or_init(|| self.introductions());
        let people = introduced.get(&word.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
        let mut fitting = people.iter().take_while(|(start, _)| *start < before);
        match (fitting.next(), fitting.next()) {
            (Some(&(_, entity)), None) => Referent::Entity(entity, 0.96),
            _ => Referent::Open,
        }
    }

    fn introductions(&self) -> HashMap<String, Vec<(u32, usize)>> {
        let mut introduced: HashMap<String, Vec<(u32, usize)>> = HashMap::default();
        let mut folded = String::new();
        let people = |kind: NameKind| matches!(kind, NameKind::Person | NameKind::Unclear);
        for (number, entity) in
            self.people.entities.iter().enumerate().filter(|(_, entity)| people(entity.kind))
        {
            // "in Example County, the manager of the yard called": a place has no role.
            let somebody = |name: &&usize| {
                let name = &self.names[**name];
                let before = name.full.start.checked_sub(1);
                name.kind == NameKind::Person
                    || !before.is_some_and(|at| self.document.lexemes[at].is(Class::Locative))
            };
            let mentions = entity.mentions.iter().filter(somebody);
            for role in mentions.flat_map(|&name| roles::of(self.document, &self.names[name])) {
                for word in role.text.split(|c: char| !c.is_alphanumeric()) {
                    folded.clear();
                    folded.push_str(self.document.language.quotations.unabbreviated(word));
                    folded.make_ascii_lowercase();
                    let people = match introduced.get_mut(&folded) {
                        Some(people) => people,
                        None => introduced.entry(folded.clone()).or_default(),
                    };
                    match people.last_mut() {
                        Some((start, last)) if *last == number => *start = role.span.start.min(*start),
                        _ => people.push((role.span.start, number)),
                    }
                }
            }
        }
        introduced.values_mut().for_each(|people| people.sort_unstable());
        introduced
    }

    /// "Ukrainian officials", "sources": a group by its description.
    fn described_group(&mut self, tokens: Range<usize>, noun: usize) -> Referent {
        let mut start = tokens.start;
        while start < noun
            && self.document.lexemes[start].is_any(&[Class::Article, Class::Determiner, Class::Possessive])
        {
            start += 1;
        }
        let end = self.specified(tokens.clone(), noun);
        if end > noun + 1 {
            while start > tokens.start && self.document.lexemes[start - 1].is(Class::Numeral) {
                start -= 1;
            }
        }
        let text = self.document.text(start..end);
        let mut name = text.to_owned();
        // A capital that is only that of the sentence is not printed.
        if start == tokens.start
            && !self.document.lexemes[start].is_any(&[Class::Nationality, Class::Place, Class::Body])
            && self.begins_sentence(start)
            && !self.document.is_capital_inside(start)
        {
            name = lower_first(&name);
        }
        if self.document.lexemes[noun].is_function() {
            // "Others", "some": nobody in particular.
            return Referent::Open;
        }
        let group = *self.of_description.entry(name.to_ascii_lowercase()).or_insert(self.groups.len());
        if group == self.groups.len() {
            self.groups.push((name, None));
        }
        Referent::Group(group, 0.985)
    }

    fn begins_sentence(&self, at: usize) -> bool {
        self.document.sentences[self.document.sentence_of(at)].tokens.start == at
    }

    /// Where the words end that tell which group the noun at `noun` means ("of the lower town", "familiar with the talks").
    fn specified(&self, tokens: Range<usize>, noun: usize) -> usize {
        const LONGEST: usize = 8;
        let mut tail = noun + 1..tokens.end;
        let opens = !tail.is_empty()
            && self.document.lexemes[tail.start].is_any(&[Class::Specifying, Class::Trailing])
            && tail.len() <= LONGEST;
        let plain = tail.all(|at| {
            let lexeme = self.document.lexemes[at];
            self.document.tokens[at].kind != TokenKind::Mark
                && !lexeme.is_any(&[
                    Class::Calendar,
                    Class::TimeDeterminer,
                    Class::Relative,
                    Class::Be,
                    Class::Auxiliary,
                ])
        });
        if opens && plain { tokens.end } else { noun + 1 }
    }

    /// Notes that `speaker` is mentioned at `span`.
    pub fn mention(&mut self, speaker: usize, span: Span) {
        self.speakers[speaker].mentions.push(span);
    }

    /// The speaker who signs a block quotation: "Olga Example, trade economist".
    pub fn signature(&mut self, signature: Span) -> Option<usize> {
        let tokens = self.document.tokens_in(signature);
        let text = &self.document.prose.text;
        let (name_text, role_text) = match signature.of(text).split_once(',') {
            Some((name, role)) => (name.trim(), role.trim()),
            None => (signature.of(text).trim(), ""),
        };
        if name_text.is_empty() {
            return None;
        }
        let behind = self.names.partition_point(|name| name.tokens.start < tokens.start);
        let named = self.names[behind..].first().filter(|name| name.tokens.end <= tokens.end);
        let speaker = match named.and_then(|_| self.people.of_name[behind]) {
            Some(entity) => self.entity(entity)?,
            None => {
                let id = self.free_id(name_text)?;
                // Nobody of that name is there when its identifier is free.
                let mut others = if id == slug(name_text) { [].iter() } else { self.speakers.iter() };
                match others.position(|speaker| speaker.name == name_text) {
                    Some(speaker) => speaker,
                    None => self.add(Speaker {
                        id,
                        name: name_text.to_owned(),
                        kind: SpeakerKind::Person,
                        aliases: Vec::new(),
                        roles: Vec::new(),
                        mentions: Vec::new(),
                    }),
                }
            }
        };
        if !role_text.is_empty() && !self.speakers[speaker].roles.iter().any(|role| role.text == role_text) {
            let start = signature.end as usize - role_text.len();
            let start = text[..signature.end as usize].rfind(role_text).unwrap_or(start);
            let span = Span::new(start, start + role_text.len());
            self.speakers[speaker].roles.push(Role { text: role_text.to_owned(), span });
        }
        Some(speaker)
    }

    /// The speaker with the identifier `id`, which the author has written: somebody found in the article,
    /// somebody known, or somebody new.
    pub fn with_id(&mut self, id: &str) -> usize {
        if let Some(&speaker) = self.of_id.get(id) {
            return speaker;
        }
        let entity = self.people.entities.iter().position(|entity| match entity.known {
            Some(known) => self.known[known].id == id,
            None => slug(&entity.name) == id,
        });
        if let Some(speaker) = entity.and_then(|entity| self.entity(entity))
            && self.speakers[speaker].id == id
        {
            return speaker;
        }
        let name = id
            .split('-')
            .map(|part| {
                let mut chars = part.chars();
                chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
            })
            .collect::<Vec<String>>()
            .join(" ");
        self.add(Speaker {
            id: id.to_owned(),
            name,
            kind: SpeakerKind::Person,
            aliases: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
        })
    }

    /// The speaker called `name`, in full, in part or by identifier, which the author has written: somebody found in
    /// the article, somebody known, or somebody new.
    pub fn named(&mut self, name: &str) -> usize {
        let id = slug(name);
        if id == name {
            return self.with_id(name);
        }
        let calls = |other: &String| slug(other) == id;
        let found = self.speakers.iter().position(|speaker| {
            speaker.id == id || calls(&speaker.name) || speaker.aliases.iter().any(calls)
        });
        if let Some(speaker) = found {
            return speaker;
        }
        let entity = self.people.entities.iter().position(|entity| {
            calls(&entity.name)
                || entity.known.is_some_and(|known| {
                    let known = &self.known[known];
                    known.id == id || calls(&known.name) || known.aliases.iter().any(calls)
                })
        });
        if let Some(speaker) = entity.and_then(|entity| self.entity(entity)) {
            return speaker;
        }
        let known = self
            .known
            .iter()
            .find(|known| known.id == id || calls(&known.name) || known.aliases.iter().any(calls));
        let (id, name, kind) = match known {
            Some(known) => (known.id.clone(), known.name.clone(), known.kind),
            None => (self.free_id(name).unwrap_or_else(|| "speaker".to_owned()), name.to_owned(), None),
        };
        self.add(Speaker {
            id,
            name,
            kind: kind.unwrap_or(SpeakerKind::Person),
            aliases: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
        })
    }

    /// The speakers of `quotations` by first mention, and the quotations with their final indices.
    pub fn finish(self, mut quotations: Vec<Quotation>) -> (Vec<Speaker>, Vec<Quotation>) {
        let mut quoted: Vec<Option<u32>> = vec![None; self.speakers.len()];
        for quotation in &quotations {
            if let Some(speaker) = quotation.speaker {
                quoted[speaker].get_or_insert(quotation.spans[0].start);
            }
        }
        let mut order: Vec<usize> = (0..quoted.len()).filter(|&speaker| quoted[speaker].is_some()).collect();
        let first = |speaker: usize| {
            let mention = self.speakers[speaker].mentions.iter().min().map(|span| span.start);
            (mention.or(quoted[speaker]), speaker)
        };
        order.sort_by_key(|&speaker| first(speaker));
        let mut position = vec![usize::MAX; self.speakers.len()];
        for (new, &old) in order.iter().enumerate() {
            position[old] = new;
        }
        for quotation in &mut quotations {
            quotation.speaker = quotation.speaker.map(|old| position[old]);
        }
        let mut speakers: Vec<Option<Speaker>> = self.speakers.into_iter().map(Some).collect();
        let speakers = order
            .into_iter()
            .filter_map(|old| speakers[old].take())
            .map(|mut speaker| {
                speaker.mentions.sort_unstable();
                speaker.mentions.dedup();
                speaker
            })
            .collect();
        (speakers, quotations)
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
