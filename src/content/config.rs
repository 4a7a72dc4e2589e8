//! `content/site.yaml`.

use super::fields::{Fields, Report};
use super::front_matter;
use super::yaml::Value;
use crate::language::Words;

/// Settings of a site. Every key is optional; an absent `site.yaml` is a site with defaults.
#[derive(Clone, Debug, Default)]
pub struct SiteConfig {
    /// Name of the site, shown in the header, feeds and page titles.
    pub title: String,
    /// One or two sentences under the name.
    pub description: String,
    /// Where the site will be hosted, with a trailing slash; feeds, sitemap and canonical links need it.
    /// Pages work without: every link inside the site is relative.
    pub base_url: Option<String>,
    /// BCP 47 tag of the site's language.
    pub language: Option<String>,
    /// Entries of a feed, the newest; 10 when absent.
    pub feed_entries: Option<usize>,
    /// Who publishes.
    pub publisher: Publisher,
    /// Links of the header; articles, speakers, timeline and topics when absent.
    pub navigation: Option<Vec<NavItem>>,
    /// Words of the site's own around the articles, from `interface.yaml`.
    pub words: Option<Words>,
    /// What the public speaker index and timeline show.
    pub attribution: AttributionPolicy,
    /// Whether a picture is drawn for previews of each article, once there is a `base_url`.
    pub cards: bool,
    /// Articles a page in the archive; 20 when absent.
    pub articles_per_page: Option<usize>,
    /// Codes of messages that the editor does not want to see (`check.ignore`).
    pub ignored: Vec<String>,
    /// Anything; handed to the templates as `site.extra`.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// Who publishes the site.
#[derive(Clone, Debug, Default)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Home page.
    pub url: Option<String>,
    /// Logo, a path in `static/`.
    pub logo: Option<String>,
}

/// One link of the header.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// The words.
    pub title: String,
    /// A path inside the site (`speakers/`) or a full address.
    pub url: String,
}

/// Which findings the public index shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AttributionPolicy {
    /// Those that the program is confident of, and those that the editor confirmed.
    #[default]
    Confident,
    /// Only those that the editor confirmed.
    Reviewed,
    /// All.
    All,
}

/// Reads the keys of `site.yaml`.
pub(super) fn read(mut fields: Fields<'_>, report: &mut Report) -> SiteConfig {
    let policies = [
        ("confident", AttributionPolicy::Confident),
        ("reviewed", AttributionPolicy::Reviewed),
        ("all", AttributionPolicy::All),
    ];
    let config = SiteConfig {
        title: fields.text("title", report).unwrap_or_default(),
        description: fields.text("description", report).unwrap_or_default(),
        base_url: base_url(&mut fields, report),
        language: front_matter::language(&mut fields, report),
        words: None,
        feed_entries: fields.count("feed_entries", report),
        publisher: publisher(&mut fields, report),
        navigation: navigation(&mut fields, report),
        attribution: fields.choice("attribution", &policies, report).unwrap_or_default(),
        cards: fields.flag("cards", true, report),
        articles_per_page: fields.count("articles_per_page", report),
        ignored: front_matter::ignored(&mut fields, report),
        extra: fields.extra(report),
    };
    fields.finish(report);
    config
}

fn base_url(fields: &mut Fields<'_>, report: &mut Report) -> Option<String> {
    let (url, span) = fields.text_at("base_url", report)?;
    match parse_base_url(&url) {
        Some(url) => Some(url),
        None => {
            let help = "write the full address, such as https://example.org/news/";
            report.error(
                "invalid-url",
                format!("“{url}” is not the address of a site"),
                span,
                "not an address",
                help,
            );
            None
        }
    }
}

/// The address of a site with a trailing slash; `None` when it is none. Also what `--base-url` takes.
pub fn parse_base_url(url: &str) -> Option<String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let is_clean =
        !host.is_empty() && !host.starts_with('/') && !host.contains(['?', '#', ' ', '"', '<', '>']);
    is_clean.then(|| format!("{}/", url.trim_end_matches('/')))
}

fn publisher(fields: &mut Fields<'_>, report: &mut Report) -> Publisher {
    let Some(node) = fields.node("publisher") else { return Publisher::default() };
    if let Value::Scalar { text, .. } = &node.value {
        return Publisher { name: text.trim().to_owned(), ..Publisher::default() };
    }
    let Some(mut keys) = Fields::of(node, "`publisher`", report) else { return Publisher::default() };
    let publisher = Publisher {
        name: keys.required_text("name", report),
        url: keys.text("url", report),
        logo: keys.text("logo", report),
    };
    keys.finish(report);
    publisher
}

fn navigation(fields: &mut Fields<'_>, report: &mut Report) -> Option<Vec<NavItem>> {
    fields.node("navigation")?;
    let mut items = Vec::new();
    for mut keys in fields.maps("navigation", "an item of `navigation`", report) {
        let item =
            NavItem { title: keys.required_text("title", report), url: keys.required_text("url", report) };
        keys.finish(report);
        items.push(item);
    }
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_ends_with_one_slash() {
        assert_eq!(parse_base_url("https://example.org"), Some("https://example.org/".to_owned()));
        assert_eq!(parse_base_url("http://example.org/a//"), Some("http://example.org/a/".to_owned()));
        assert_eq!(parse_base_url("example.org"), None);
        assert_eq!(parse_base_url("https://"), None);
    }
}
