//! Names that an editor may be about to type.

/// The first `most` of `names` that go on as `begun` does, in any of their words, whatever the case.
pub fn complete<'n>(names: impl Iterator<Item = &'n str>, begun: &str, most: usize) -> Vec<&'n str> {
    let begun = begun.trim().to_lowercase();
    if begun.is_empty() {
        return Vec::new();
    }
    let fits = |name: &&str| {
        let name = name.to_lowercase();
        name.starts_with(&begun) || name.split([' ', '-']).any(|word| word.starts_with(&begun))
    };
    names.filter(fits).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn any_word_of_a_name_will_do() {
        let names = ["Jan Kowal", "Olga Example", "Olha Kowalska"];
        let complete = |begun, most| complete(names.into_iter(), begun, most);
        assert_eq!(complete("kow", 9), ["Jan Kowal", "Olha Kowalska"]);
        assert_eq!(complete("olga e", 9), ["Olga Example"]);
        assert_eq!(complete("Ol", 1), ["Olga Example"]);
        assert!(complete(" ", 9).is_empty() && complete("x", 9).is_empty());
    }
}
