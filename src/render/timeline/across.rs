//! What the filters of a timeline that is split into years have to know of the years on other pages: all entries in a
//! script, which a browser asks for when somebody looks for something. It serves the site's timeline and those of its
//! topics, whose entries are among them.

use serde::{Serialize, Serializer};

use super::super::{Renderer, json};
use crate::output::{Contents, OutputFile};
use crate::site::{EntryId, TimelineScope, addresses, timeline_year};

/// The entries of all years.
#[derive(Serialize)]
struct Entries<'s> {
    /// Topics and speakers as in addresses, by number.
    topics: Vec<&'s str>,
    speakers: Vec<&'s str>,
    /// Titles of articles and names of speakers, by number.
    titles: Vec<&'s str>,
    names: Vec<&'s str>,
    entries: Told<'s>,
}

/// The entries, each made when it is written: all at once they would take ten times the room of the file.
struct Told<'s>(&'s Renderer<'s>);

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids = (0..self.0.site.timeline.len()).map(EntryId);
        serializer.collect_seq(ids.filter_map(|id| entry(self.0, id)))
    }
}

/// What an entry takes, rather too much than too little.
const BYTES: usize = 256;

/// Year as in its address, topics, speakers and articles by number, date as printed, words.
#[derive(Serialize)]
struct Entry<'s>(String, Vec<usize>, Vec<usize>, Vec<usize>, String, &'s str);

/// Whether there is such a file: no topic has more entries than the site.
pub(super) fn is_written(render: &Renderer<'_>) -> bool {
    !TimelineScope::Site.years(render.site).is_empty()
}

/// The file, where the timeline of the site is split.
pub(in super::super) fn file(render: &Renderer<'_>) -> Option<OutputFile> {
    if !is_written(render) {
        return None;
    }
    let site = render.site;
    let data = Entries {
        topics: site.topics.iter().map(|topic| topic.slug.as_str()).collect(),
        speakers: site.speakers.iter().map(|speaker| speaker.id.as_str()).collect(),
        titles: site.articles.iter().map(|article| article.article.title.as_str()).collect(),
        names: site.speakers.iter().map(|speaker| speaker.name.as_str()).collect(),
        entries: Told(render),
    };
    let mut bytes = Vec::with_capacity(site.timeline.len() * BYTES);
    bytes.extend_from_slice(b"nutgrafTimeline(");
    json::push(&mut bytes, &data);
    bytes.extend_from_slice(b");\n");
    Some(OutputFile { path: addresses::TIMELINE_ENTRIES.to_owned(), contents: Contents::Bytes(bytes) })
}

fn entry<'s>(render: &Renderer<'s>, id: EntryId) -> Option<Entry<'s>> {
    let entry = &render.site.timeline[id.0];
    Some(Entry(
        addresses::year_name(timeline_year(&entry.date)?),
        entry.topics.iter().map(|topic| topic.0).collect(),
        entry.speakers.iter().map(|speaker| speaker.0).collect(),
        entry.sources.iter().map(|source| source.article.0).collect(),
        render.language.dates.display.long(&entry.date),
        &entry.text,
    ))
}
