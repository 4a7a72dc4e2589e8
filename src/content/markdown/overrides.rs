//! Override links: `speaker:`, `date:`, `event:`, `term:`.

use crate::content::OverrideKind;
use crate::content::fields::EDTF_HELP;
use crate::verdict::Verdict;

/// Schemes of override links.
pub(super) const SCHEMES: [&str; 4] = ["speaker", "date", "event", "term"];

/// A scheme that is no override and no web address either, with the one that was probably meant.
const WEB_SCHEMES: [&str; 14] = [
    "http", "https", "mailto", "tel", "sms", "ftp", "geo", "data", "blob", "magnet", "xmpp", "matrix",
    "signal", "webcal",
];

/// What is wrong with an override.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub message: String,
    pub help: String,
}

/// Reads the address of a link. `None` when it is no override.
pub(super) fn parse(target: &str) -> Option<Result<OverrideKind, Fault>> {
    let (scheme, value) = target.split_once(':')?;
    if !SCHEMES.contains(&scheme) {
        return misspelt(scheme).map(|meant| {
            Err(Fault {
                message: format!("`{scheme}:` is not a kind of link"),
                help: format!("did you mean `{meant}:`?"),
            })
        });
    }
    Some(match (scheme, value) {
        (_, "") => Err(Fault {
            message: format!("`{scheme}:` says nothing"),
            help: format!("write {}", example(scheme)),
        }),
        ("term", id) => identifier(scheme, id).map(OverrideKind::Term),
        ("speaker", "none") => Ok(OverrideKind::Verdict(Verdict::NotSpeech)),
        ("date", "none") => Ok(OverrideKind::Verdict(Verdict::NotDate)),
        ("event", "none") => Ok(OverrideKind::Verdict(Verdict::NotEvent)),
        ("speaker", id) => identifier(scheme, id).map(Verdict::Speaker).map(OverrideKind::Verdict),
        ("date", date) => edtf(date).map(Verdict::Date).map(OverrideKind::Verdict),
        (_, date) => edtf(date).map(Verdict::Event).map(OverrideKind::Verdict),
    })
}

fn example(scheme: &str) -> &'static str {
    match scheme {
        "speaker" => "`speaker:` and the person's id as in the address of their page, or `speaker:none`",
        "term" => "`term:` and the id of a term of glossary.yaml",
        "date" => "`date:2025-12-04`, or `date:none`",
        _ => "`event:2025-12-04`, or `event:none`",
    }
}

fn edtf(date: &str) -> Result<crate::edtf::Edtf, Fault> {
    date.parse().map_err(|error: crate::edtf::EdtfError| Fault {
        message: error.to_string(),
        help: EDTF_HELP.to_owned(),
    })
}

fn identifier(scheme: &str, id: &str) -> Result<String, Fault> {
    let slug = crate::content::slug::slugify(id);
    if slug == id {
        return Ok(slug);
    }
    Err(Fault {
        message: format!("“{id}” is not an id"),
        help: if slug.is_empty() {
            format!("write {}", example(scheme))
        } else {
            format!("write `{scheme}:{slug}`")
        },
    })
}

/// The override scheme that an unknown scheme resembles.
fn misspelt(scheme: &str) -> Option<&'static str> {
    let lower = scheme.to_ascii_lowercase();
    if WEB_SCHEMES.contains(&lower.as_str()) || !lower.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    SCHEMES.into_iter().find(|known| strsim::damerau_levenshtein(&lower, known) <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_override() {
        let read = |target: &str| parse(target).unwrap().unwrap();
        let verdict = |target: &str| match read(target) {
            OverrideKind::Verdict(verdict) => verdict,
            OverrideKind::Term(id) => panic!("{id}"),
        };
        assert_eq!(verdict("speaker:olga-example"), Verdict::Speaker("olga-example".into()));
        assert_eq!(verdict("speaker:none"), Verdict::NotSpeech);
        assert_eq!(verdict("date:none"), Verdict::NotDate);
        assert_eq!(verdict("date:2014/.."), Verdict::Date("2014/..".parse().unwrap()));
        assert_eq!(verdict("event:199X"), Verdict::Event("199X".parse().unwrap()));
        assert_eq!(verdict("event:none"), Verdict::NotEvent);
        assert_eq!(read("term:donbas"), OverrideKind::Term("donbas".into()));
        assert_eq!(parse("https://example.org/"), None);
        assert_eq!(parse("../speaker.md"), None);
    }

    #[test]
    fn faults_say_what_to_write() {
        let help = |target: &str| parse(target).unwrap().unwrap_err().help;
        assert_eq!(help("speakers:olga"), "did you mean `speaker:`?");
        assert_eq!(help("speaker:Olga%20Example"), "write `speaker:olga-20example`");
        assert_eq!(help("speaker:Olga"), "write `speaker:olga`");
        assert!(help("date:last-week").contains("2025-12-04"));
        assert!(help("event:").contains("event:2025"));
    }
}
