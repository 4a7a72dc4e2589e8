//! Which addresses of other sites a site names, and where.

use std::ops::Range;
use std::sync::Arc;

use crate::content::{Body, Target};
use crate::diagnostics::SourceFile;
use crate::site::Site;

/// A link to another site.
#[derive(Clone, Debug)]
pub struct ExternalLink {
    /// What is asked for: without what follows `#`, which servers never see.
    pub address: String,
    /// As it is written.
    pub shown: String,
    /// The file that holds it.
    pub file: Arc<SourceFile>,
    /// Its bytes.
    pub span: Range<usize>,
}

/// Every link of `site` to another, in the order of files and places; images and sources count.
pub fn gather(site: &Site) -> Vec<ExternalLink> {
    let mut found = Vec::new();
    for article in site.articles.iter().map(|article| &article.article) {
        of_body(&article.file, &article.body, &mut found);
        for source in &article.sources {
            found.extend(source.url.as_deref().and_then(|url| link(&article.file, url, source.span.start)));
        }
        let image = article.image.as_ref().filter(|image| image.to == Target::External);
        found.extend(image.and_then(|image| link(&article.file, &image.src, image.span.start)));
    }
    for page in site.pages.iter().chain(&site.home) {
        of_body(&page.file, &page.body, &mut found);
    }
    for profile in site.speakers.iter().filter_map(|speaker| speaker.profile.as_ref()) {
        of_body(&profile.file, &profile.body, &mut found);
        found.extend(profile.same_as.iter().filter_map(|url| link(&profile.file, url, 0)));
    }
    for topic in site.topics.iter().filter_map(|topic| topic.page.as_ref()) {
        of_body(&topic.file, &topic.body, &mut found);
    }
    found.sort_by(|a, b| (&a.file.path, a.span.start).cmp(&(&b.file.path, b.span.start)));
    found
}

fn of_body(file: &Arc<SourceFile>, body: &Body, found: &mut Vec<ExternalLink>) {
    for one in body.links.iter().filter(|link| link.to == Target::External) {
        if let Some(address) = address(&one.target) {
            found.push(ExternalLink {
                address,
                shown: one.target.clone(),
                file: Arc::clone(file),
                span: one.source.clone(),
            });
        }
    }
}

/// The link `written` in the front matter of `file`, at or after the byte `from`.
fn link(file: &Arc<SourceFile>, written: &str, from: usize) -> Option<ExternalLink> {
    let address = address(written)?;
    let at = |from: usize| file.text.get(from..)?.find(written).map(|found| from + found);
    let start = at(from).or_else(|| at(0))?;
    Some(ExternalLink {
        address,
        shown: written.to_owned(),
        file: Arc::clone(file),
        span: start..start + written.len(),
    })
}

/// `written` as it is asked for, when it is an address on the web.
fn address(written: &str) -> Option<String> {
    let written = written.trim();
    let written = if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
    let (scheme, rest) = written.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let address = rest.split('#').next().unwrap_or_default();
    (is_web && !address.is_empty())
        .then(|| format!("{}://{}", scheme.to_lowercase(), address.replace(' ', "%20")))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_the_web_is_asked() {
        assert_eq!(address("https://example.org/a#b").as_deref(), Some("https://example.org/a"));
        assert_eq!(address("//example.org/a b").as_deref(), Some("https://example.org/a%20b"));
        for other in
            ["mailto:desk@example.org", "tel:1", "data:text/plain,x", "ftp://example.org/", "https://"]
        {
            assert_eq!(address(other), None, "{other}");
        }
    }
}
