//! Diagnostics as a list to work through: errors and warnings with their lines, group by group, then advice in few
//! words, code by code.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{Diagnostic, Explanation, Place, Severity, explain, styled};

const HEADING: Style = Style::new().bold().underline();
const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const ADVICE: Style = AnsiColor::BrightBlue.on_default().bold();
const PLACE: Style = AnsiColor::Cyan.on_default();
const QUIET: Style = Style::new().dimmed();

/// Longest excerpt, in characters.
const EXCERPT: usize = 72;

/// The list with ANSI colours, which [`anstream`] strips where they are not wanted. Of advice with one code at most
/// `most` pieces are shown, and the rest is counted; `verbose` shows each with its line instead.
pub fn listing(diagnostics: &[Diagnostic], most: usize, verbose: bool) -> String {
    let mut text = String::new();
    let (advice, faults): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        diagnostics.iter().partition(|one| one.severity == Severity::Advice && !verbose);
    for (_, faults) in by(faults, |one| explain(one.code).map_or(usize::MAX, |known| known.rank)) {
        let title = group_of(faults[0]).map_or("Other", |known| known.group);
        let faults: Vec<Diagnostic> = faults.into_iter().cloned().collect();
        let _ = write!(text, "{HEADING}{title}{HEADING:#}\n\n{}", styled(&faults));
    }
    let order = |one: &Diagnostic| super::explanations().iter().position(|known| known.code == one.code);
    for (_, advice) in by(advice, order) {
        block(&mut text, &advice, most);
    }
    text
}

/// The list in few words throughout: errors first, then warnings, then advice, code by code, of each at most `most`
/// places.
pub fn digest(diagnostics: &[Diagnostic], most: usize) -> String {
    let mut text = String::new();
    let order = |one: &Diagnostic| {
        let code = super::explanations().iter().position(|known| known.code == one.code);
        (std::cmp::Reverse(one.severity), code)
    };
    for (_, same) in by(diagnostics.iter().collect(), order) {
        block(&mut text, &same, most);
    }
    text
}

fn group_of(diagnostic: &Diagnostic) -> Option<&'static Explanation> {
    explain(diagnostic.code)
}

/// `items` by `key`, groups in the order of the keys, each group in the order that it came in.
fn by<K: Ord>(items: Vec<&Diagnostic>, key: impl Fn(&Diagnostic) -> K) -> Vec<(K, Vec<&Diagnostic>)> {
    let mut groups: std::collections::BTreeMap<K, Vec<&Diagnostic>> = std::collections::BTreeMap::new();
    for item in items {
        groups.entry(key(item)).or_default().push(item);
    }
    groups.into_iter().collect()
}

/// What has one code: what it means, the places, what to do.
fn block(text: &mut String, advice: &[&Diagnostic], most: usize) {
    let first = advice[0];
    let style = match first.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Advice => ADVICE,
    };
    let one_message = advice.iter().all(|one| one.message == first.message);
    let one_help = advice.iter().all(|one| one.help == first.help);
    let title = match explain(first.code) {
        Some(known) if !one_message => known.summary(),
        _ => first.message.clone(),
    };
    let count = if advice.len() > 1 { format!(" ({})", advice.len()) } else { String::new() };
    let _ = writeln!(text, "{style}{}[{}]{style:#}: {title}{count}", first.severity.name(), first.code);
    for one in advice.iter().take(most) {
        let place = one.place.as_ref().map(place).unwrap_or_default();
        let excerpt = one.place.as_ref().map(|place| place.excerpt(EXCERPT)).unwrap_or_default();
        let separator = if excerpt.is_empty() { "" } else { ": " };
        let _ = writeln!(text, "  {PLACE}{place}{PLACE:#}{separator}{excerpt}");
        if !one_message {
            let _ = writeln!(text, "      {}", one.message);
        }
        let label = one.place.as_ref().map_or("", |place| place.label.as_str());
        let help = one.help.as_deref().filter(|_| !one_help).unwrap_or_default();
        let rest = [label, help].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        if !rest.is_empty() {
            let _ = writeln!(text, "      {QUIET}{}{QUIET:#}", rest.join(" "));
        }
    }
    if advice.len() > most {
        let _ = writeln!(text, "  … and {} more; --verbose shows all", advice.len() - most);
    }
    if let Some(help) = first.help.as_ref().filter(|_| one_help) {
        let _ = writeln!(text, "  help: {help}");
    }
    let _ = writeln!(text, "  {QUIET}more: nutgraf explain {}{QUIET:#}\n", first.code);
}

/// `file:line:column`, as editors and terminals follow it.
fn place(place: &Place) -> String {
    if place.span.is_none() {
        return place.path().to_string();
    }
    let (line, column) = place.line_column();
    format!("{}:{line}:{column}", place.path())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::SourceFile;

    fn plain(diagnostics: &[Diagnostic], most: usize) -> String {
        anstream::adapter::strip_str(&listing(diagnostics, most, false)).to_string()
    }

    #[test]
    fn advice_is_a_line_a_place_and_the_remedy_once() {
        let file = Arc::new(SourceFile::new("content/a.md", "“No.”\n“Never.”\n"));
        let advice = |span, label: &str| {
            Diagnostic::advice("unsettled-quotation", "who said it is open")
                .at(&file, span, label)
                .help("link it")
        };
        let text = plain(&[advice(0..9, "Olga Example?"), advice(10..22, "")], 9);
        assert_eq!(
            text,
            "advice[unsettled-quotation]: who said it is open (2)\n  \
               content/a.md:1:1: “No.”\n      Olga Example?\n  \
               content/a.md:2:1: “Never.”\n  \
               help: link it\n  more: nutgraf explain unsettled-quotation\n\n"
        );
        assert!(plain(&[advice(0..9, ""), advice(10..22, "")], 1).contains("… and 1 more"));
    }

    #[test]
    fn faults_come_group_by_group_in_the_order_of_the_guide() {
        let list = [
            Diagnostic::error("broken-link", "b"),
            Diagnostic::error("unknown-key", "a"),
            Diagnostic::warning("third-party-image", "c"),
        ];
        let text = plain(&list, 9);
        let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word} in {text}"));
        assert!(at("Front matter and settings") < at("error[unknown-key]"));
        assert!(at("error[unknown-key]") < at("Links and images"));
        assert!(at("error[broken-link]") < at("warning[third-party-image]"));
        assert_eq!(text.matches("Links and images").count(), 1);
    }
}
