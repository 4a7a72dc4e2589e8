//! Names to identifiers.

/// The identifier of a name or title in addresses: small ASCII letters and digits with single hyphens
/// between words ("Şafak Pavey" becomes `safak-pavey`). Empty when nothing can be spelt.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut pending_hyphen = false;
    let mut add = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            if std::mem::take(&mut pending_hyphen) && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(letter.to_ascii_lowercase());
        } else if !matches!(letter, '\'' | '`') {
            pending_hyphen = true;
        }
    };
    for c in name.chars() {
        match c {
            '\0'..='\x7f' => add(c),
            '’' | '‘' | 'ʼ' => {}
            _ => deunicode::deunicode_char(c).unwrap_or(" ").chars().for_each(&mut add),
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
