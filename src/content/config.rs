//! `content/site.yaml`.

use serde::Deserialize;

/// Settings of a site. Every key is optional; an absent `site.yaml` is a site with defaults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
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
    /// Who publishes.
    pub publisher: Publisher,
    /// Links of the header; articles, speakers, timeline and topics when absent.
    pub navigation: Option<Vec<NavItem>>,
    /// What the public speaker index and timeline show.
    pub attribution: AttributionPolicy,
    /// Articles a page in the archive; 20 when absent.
    pub articles_per_page: Option<usize>,
    /// Anything; handed to the templates as `site.extra`.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// Who publishes the site.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Home page.
    pub url: Option<String>,
    /// Logo, a path in `static/`.
    pub logo: Option<String>,
}

/// One link of the header.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NavItem {
    /// The words.
    pub title: String,
    /// A path inside the site (`speakers/`) or a full address.
    pub url: String,
}

/// Which findings the public index shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionPolicy {
    /// Those that the program is confident of, and those that the editor confirmed.
    #[default]
    Confident,
    /// Only those that the editor confirmed.
    Reviewed,
    /// All.
    All,
}
