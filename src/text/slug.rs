//! Names to identifiers.

/// The identifier of a name or title in addresses: small ASCII letters and digits with single hyphens
/// between words ("Şafak Pavey" becomes `safak-pavey`). Empty when nothing can be spelt.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut pending_hyphen = false;
    for c in name.chars() {
        if matches!(c, '\'' | '’' | '‘' | 'ʼ') {
            continue;
        }
        let spelt = if c.is_ascii() { None } else { deunicode::deunicode_char(c) };
        let mut ascii = [0; 4];
        for letter in spelt.unwrap_or(if c.is_ascii() { c.encode_utf8(&mut ascii) } else { " " }).chars() {
            if letter.is_ascii_alphanumeric() {
                if pending_hyphen && !slug.is_empty() {
                    slug.push('-');
                }
                pending_hyphen = false;
                slug.push(letter.to_ascii_lowercase());
            } else if !matches!(letter, '\'' | '`') {
                pending_hyphen = true;
            }
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_become_addresses() {
        assert_eq!(slug("Şafak  Pavey"), "safak-pavey");
        assert_eq!(slug("Seán O’Neill, Jr."), "sean-oneill-jr");
        assert_eq!(slug("  —  "), "");
    }
}
