//! An address in a page to an absolute one (RFC 3986, section 5), without the network.

/// `reference` seen from the page at `base`. `None` for what leads nowhere outside of its page (a script, a
/// fragment) and for a relative address without a base.
pub fn resolve(base: Option<&str>, reference: &str) -> Option<String> {
    let reference: String = reference.trim().chars().filter(|c| !c.is_control()).collect();
    if reference.is_empty() || reference.starts_with('#') {
        return None;
    }
    if let Some(scheme) = scheme(&reference) {
        return matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel").then_some(reference);
    }
    let base = base?;
    let (scheme, rest) = base.split_once("://")?;
    if let Some(host_and_path) = reference.strip_prefix("//") {
        return Some(format!("{scheme}://{host_and_path}"));
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = if reference.starts_with('/') {
        reference
    } else if reference.starts_with('?') {
        format!("{path}{reference}")
    } else {
        let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
        format!("{folder}{reference}")
    };
    Some(format!("{scheme}://{host}{}", without_dots(&path)))
}

/// The scheme of an address, in small letters.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// A path without its `.` and `..`.
fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let folder = if path.ends_with("/.") || path.ends_with("/..") { "/" } else { "" };
    format!("/{}{folder}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn references_are_seen_from_their_page() {
        let base = Some("https://example.org/news/a.html?x=1");
        let seen = |reference| resolve(base, reference).unwrap_or_default();
        assert_eq!(seen("b.html"), "https://example.org/news/b.html");
        assert_eq!(seen("../c/?q=../x"), "https://example.org/c/?q=../x");
        assert_eq!(seen("/d#e"), "https://example.org/d#e");
        assert_eq!(seen("//other.example/f"), "https://other.example/f");
        assert_eq!(seen("?p=2"), "https://example.org/news/a.html?p=2");
        assert_eq!(seen("mailto:a@example.org"), "mailto:a@example.org");
        assert_eq!(seen("JavaScript:alert(1)"), "");
        assert_eq!(seen("#note"), "");
        assert_eq!(resolve(None, "b.html"), None);
        assert_eq!(resolve(Some("https://example.org"), "b"), Some("https://example.org/b".into()));
    }
}
