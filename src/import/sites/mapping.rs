//! Keys of other generators' front matter to Nutgraf's. What has no counterpart is kept under `extra`, or, when it only
//! told the generator how to lay out the page, dropped; both are said.

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::generator::Generator;
use super::keys::{Keys, is_empty, names, one_line, plain};
use super::picture::{Picture, picture};
use crate::content::yaml::{Key, Node, Value};
use crate::import::day::{DayReading, read_day};
use crate::import::notes::Notes;
use crate::language::import::Import;

/// Front matter in Nutgraf's terms.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub summary: String,
    pub authors: Vec<String>,
    pub topics: Vec<String>,
    /// Those topics that Jekyll makes a part of the address.
    pub categories: Vec<String>,
    pub slug: Option<String>,
    pub aliases: Vec<String>,
    /// Whether the file says its own address, so that it has not the one of a rule.
    pub has_address: bool,
    pub draft: bool,
    pub language: Option<String>,
    pub image: Option<Picture>,
    /// Nutgraf's own keys, as they stand.
    pub own: Vec<(String, Json)>,
    pub extra: Map<String, Json>,
}

/// Keys that are the same here.
const OWN: [&str; 7] = ["key_points", "pull_quotes", "sources", "corrections", "speakers", "enrich", "check"];

/// Keys that tell a generator how to make, place or find the page; spelt as [`plain`] spells them.
const LAYOUT: &str = "weight layout template type menu menus markup cascade outputs sitemap robots noindex comments comment toc \
    showtoc tocopen math katex mathjax mermaid linktitle iscjklanguage headless build resources insearchindex \
    insertanchorlinks generatefeeds render sortby paginateby pagetemplate eleventynavigation eleventycomputed \
    eleventyexcludefromcollections eleventyimport pagination classes sidebar navorder parent haschildren order sticky \
    pinned featured readtime readingtime showreadingtime share related authorprofile excerptseparator hidden \
    templateengineoverride tableofcontents usepagebundles usefeaturedimage disablecomments hidemeta searchhidden \
    showbreadcrumbs sharebuttons lightgallery codecopybutton published draft permalink noteeditor nav hasmath \
    commentsenabled rssfulltext displayinlist autonumbering numbersections";

/// Reads the front matter `entries` of a file that `generator` was to read.
pub(super) fn map(
    entries: Vec<(Key, Node)>,
    generator: Option<Generator>,
    words: &Import,
    notes: &mut Notes<'_>,
) -> Mapped {
    let mut keys = Keys::of(entries);
    let mut mapped = Mapped::default();
    for name in OWN {
        if let Some((_, node)) = keys.take(&[name]) {
            mapped.own.push((name.to_owned(), node.to_json()));
        }
    }
    mapped.title = keys.text("title", &["title"]);
    // Jekyll's `published` is a flag, that of others a day.
    let (draft, published) = (keys.flag("draft"), keys.flag("published"));
    mapped.draft = draft == Some(true) || published == Some(false);
    dates(&mut keys, &mut mapped, words, notes);
    let summaries = ["summary", "description", "excerpt", "abstract", "standfirst", "dek"];
    mapped.summary = keys.text("summary", &summaries).map(|text| one_line(&text)).unwrap_or_default();
    if let Some((key, node)) = keys.take(&["authors", "author", "byline", "by"]) {
        mapped.authors = names(&node);
        keys.became(key, "authors");
    }
    topics(&mut keys, &mut mapped, generator, notes);
    mapped.language = keys.text("language", &["language", "lang", "locale"]).map(|tag| tag.replace('_', "-"));
    addresses(&mut keys, &mut mapped, notes);
    mapped.image = picture(&mut keys);
    rest(keys, &mut mapped, notes);
    mapped
}

fn dates(keys: &mut Keys, mapped: &mut Mapped, words: &Import, notes: &mut Notes<'_>) {
    let mut day = |keys: &mut Keys, names: &[&str]| {
        names.iter().find_map(|name| {
            let (key, node) = keys.take(&[name])?;
            let Value::Scalar { text, .. } = &node.value else { return None };
            match read(text, words) {
                Some(DayReading::Day(day)) => Some((day, key)),
                Some(DayReading::Ambiguous) => {
                    let help = "write it as YYYY-MM-DD";
                    notes.warning(
                        "import-date",
                        &format!("{text} can be read in two ways"),
                        node.span,
                        "which day?",
                        help,
                    );
                    None
                }
                None => {
                    let message = format!("`{}` holds no date that could be read: {text}", key.name);
                    notes.warning(
                        "import-date",
                        &message,
                        node.span,
                        "not a day",
                        "write the day as YYYY-MM-DD under `date`",
                    );
                    None
                }
            }
        })
    };
    let published =
        day(keys, &["publishDate", "pubDate", "published", "date_published", "published_at", "publish_date"]);
    let dated = day(keys, &["date", "created", "created_at"]);
    mapped.updated = day(
        keys,
        &[
            "updated",
            "lastmod",
            "modified",
            "last_modified_at",
            "last_modified",
            "last_updated",
            "date_modified",
        ],
    )
    .map(|(day, _)| day);
    mapped.date = match (published, dated) {
        (Some((published, key)), Some((dated, _))) => {
            if published != dated {
                let message = format!("`{}` became the date; `date` was {dated}", key.name);
                notes.advice("import-key-changed", &message, key.span, "the day readers saw it first", "");
            }
            Some(published)
        }
        (published, dated) => published.or(dated).map(|(day, key)| {
            keys.became(key, "date");
            day
        }),
    };
    // An article is not updated before, or on, the day of its publication.
    mapped.updated = mapped.updated.filter(|updated| mapped.date.is_none_or(|date| *updated > date));
}

/// The day that a value of front matter names.
pub(super) fn read(text: &str, words: &Import) -> Option<DayReading> {
    let text = text.trim();
    let start = text.get(..10).and_then(|start| start.replace('/', "-").parse::<Date>().ok());
    let rest = text.get(10..).unwrap_or_default();
    if let Some(day) = start.filter(|_| !rest.starts_with(|c: char| c.is_ascii_digit())) {
        return Some(DayReading::Day(day));
    }
    let mut parts = text.split([' ', 'T']).next().unwrap_or_default().split(['-', '/']);
    let short = (|| {
        Date::new(
            parts.next()?.parse().ok().filter(|year| *year > 1000)?,
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
        )
        .ok()
    })();
    short.map(DayReading::Day).or_else(|| read_day(text, words))
}

fn topics(keys: &mut Keys, mapped: &mut Mapped, generator: Option<Generator>, notes: &mut Notes<'_>) {
    let mut found: Vec<String> = Vec::new();
    let own = ["topics", "topic", "tags", "tag", "categories", "category"];
    let mut sources: Vec<(Key, Node)> = own.iter().filter_map(|name| keys.take(&[name])).collect();
    for (key, node) in std::mem::take(&mut keys.taxonomies) {
        if matches!(plain(&key.name).as_str(), "authors" | "author") {
            mapped.authors.extend(names(&node));
        } else {
            sources.push((key, node));
        }
    }
    for (key, node) in &sources {
        let texts = match &node.value {
            // Jekyll parts a text at its spaces.
            Value::Scalar { text, .. } if text.contains(',') => text.split(',').map(one_line).collect(),
            Value::Scalar { text, .. }
                if generator == Some(Generator::Jekyll) && plain(&key.name) != "category" =>
            {
                text.split_whitespace().map(str::to_owned).collect()
            }
            _ => names(node),
        };
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            if plain(&key.name).starts_with("categor") {
                mapped.categories.push(text.clone());
            }
            // Tags of Eleventy make collections, too, which are lists of pages and no topics.
            if generator == Some(Generator::Eleventy)
                && matches!(text.as_str(), "post" | "posts" | "all" | "page" | "pages" | "blog")
            {
                let message = format!("“{text}” is a collection and no topic, and was dropped");
                notes.advice("import-key-dropped", &message, key.span.clone(), "a list of Eleventy", "");
            } else if !found.iter().any(|known| known.to_lowercase() == text.to_lowercase()) {
                found.push(text);
            }
        }
    }
    sources.into_iter().for_each(|(key, _)| keys.became(key, "topics"));
    mapped.topics = found;
}

/// `slug`, and former addresses: `url`, `permalink`, `path`, `aliases`, `redirect_from`.
fn addresses(keys: &mut Keys, mapped: &mut Mapped, notes: &mut Notes<'_>) {
    mapped.slug = keys.text("slug", &["slug"]);
    if keys.flag("permalink") == Some(false) {
        mapped.draft = true;
    }
    for name in ["url", "permalink", "path"] {
        let Some((key, node)) = keys.take(&[name]) else { continue };
        mapped.has_address = true;
        let Value::Scalar { text, .. } = &node.value else {
            keys.entries.push((key, node));
            continue;
        };
        match site_path(text) {
            Some(path) => {
                if mapped.slug.is_none() {
                    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                    let last = last.strip_suffix(".html").unwrap_or(last);
                    mapped.slug = Some(last.to_owned()).filter(|last| !last.is_empty() && last != "index");
                }
                mapped.aliases.push(path);
            }
            None => {
                let message =
                    format!("`{}` is a rule or no path of the site, and was dropped: {text}", key.name);
                let help = "if the article had that address, write it under `aliases`";
                notes.warning("import-key", &message, node.span, "not an address", help);
            }
        }
    }
    for name in ["aliases", "alias", "redirect_from"] {
        let Some((key, node)) = keys.take(&[name]) else { continue };
        for text in names(&node) {
            match site_path(&text) {
                Some(path) => mapped.aliases.push(path),
                None => {
                    let message = format!("“{text}” can't be a former address of this site, and was dropped");
                    notes.warning("import-key", &message, key.span.clone(), "not a path", "");
                }
            }
        }
        keys.became(key, "aliases");
    }
}

/// `text` as a path from the site's root, if it is one.
fn site_path(text: &str) -> Option<String> {
    let text = text.trim();
    let path = text.strip_suffix("index.html").unwrap_or(text).trim_start_matches('/');
    let wrong = path.is_empty()
        || path.contains(['?', '#', ':', '\\', ' ', '{', '<', '*'])
        || path.split('/').any(|part| part == ".." || part == ".");
    (!wrong).then(|| format!("/{path}"))
}

/// What no key of Nutgraf takes.
fn rest(keys: Keys, mapped: &mut Mapped, notes: &mut Notes<'_>) {
    for (key, name) in keys.renamed {
        let message = format!("`{}` became `{name}`", key.name);
        notes.advice("import-key-changed", &message, key.span, "", "");
    }
    for (key, node) in keys.entries {
        let name = plain(&key.name);
        if is_empty(&node) {
            continue;
        }
        if LAYOUT.split_whitespace().any(|known| known == name) {
            let message = format!("`{}` means nothing here and was dropped", key.name);
            notes.advice("import-key-dropped", &message, key.span, "", "");
            continue;
        }
        let message = format!("`{}` is kept under `extra`, where templates find it", key.name);
        notes.advice("import-key-kept", &message, key.span, "", "");
        let json = node.to_json();
        // A value of the file's own wins over one of the same name further in.
        mapped.extra.entry(key.name).or_insert(json);
    }
}

impl Mapped {
    /// Front matter as YAML between its lines of hyphens.
    pub fn to_yaml(&self, title: &str) -> String {
        let mut map = Map::new();
        let mut put = |name: &str, value: Json| {
            let empty = match &value {
                Json::String(text) => text.is_empty(),
                Json::Array(items) => items.is_empty(),
                Json::Object(map) => map.is_empty(),
                Json::Null => true,
                _ => false,
            };
            if !empty {
                map.insert(name.to_owned(), value);
            }
        };
        put("title", title.into());
        put("date", self.date.map(|day| day.to_string()).into());
        put("updated", self.updated.map(|day| day.to_string()).into());
        put("summary", self.summary.as_str().into());
        put("authors", json!(self.authors));
        put("topics", json!(self.topics));
        put("slug", self.slug.as_deref().into());
        put("aliases", json!(self.aliases));
        if self.draft {
            put("draft", true.into());
        }
        put("language", self.language.as_deref().into());
        if let Some(image) = &self.image {
            let mut keys = Map::new();
            keys.insert("src".to_owned(), image.src.as_str().into());
            keys.insert("alt".to_owned(), image.alt.as_str().into());
            for (name, text) in [("caption", &image.caption), ("credit", &image.credit)] {
                if !text.is_empty() {
                    keys.insert(name.to_owned(), text.as_str().into());
                }
            }
            put("image", Json::Object(keys));
        }
        for (name, value) in &self.own {
            put(name, value.clone());
        }
        put("extra", Json::Object(self.extra.clone()));
        // Plain data always serialises.
        format!("---\n{}---\n", serde_yaml::to_string(&map).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn days_are_read_as_generators_write_them() {
        let words = &Language::english().import;
        for text in [
            "2025-03-04",
            "2025-3-4",
            "2025/03/04",
            "2025-03-04T23:30:00-08:00",
            "2025-03-04 10:00:00 +0530",
            "2025-03-04 10:00:00 UTC",
            "March 4, 2025",
            "Tue, 4 Mar 2025",
        ] {
            assert_eq!(read(text, words), Some(DayReading::Day(jiff::civil::date(2025, 3, 4))), "{text}");
        }
        for text in ["Last Modified", "2025-02-30", "20250304", "soon", ""] {
            assert_eq!(read(text, words), None, "{text}");
        }
        assert_eq!(read("3/4/2025", words), Some(DayReading::Ambiguous));
    }

    #[test]
    fn former_addresses_are_paths_of_the_site() {
        assert_eq!(site_path("blog/tides/index.html").as_deref(), Some("/blog/tides/"));
        for rule in ["/:year/:title/", "/{{ page.fileSlug }}/", "https://a.example/", "../x", "/a b", ""] {
            assert_eq!(site_path(rule), None, "{rule}");
        }
    }
}
