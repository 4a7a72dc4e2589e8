//! The author's decisions about dates: they always win.

use crate::edtf::Edtf;
use crate::enrich::{DateExpression, DateKind, Override};
use crate::verdict::Verdict;

/// `found` with the author's decisions applied: an expression that overlaps the linked words gives way.
pub(super) fn apply(mut found: Vec<DateExpression>, overrides: &[Override]) -> Vec<DateExpression> {
    for decided in overrides {
        match &decided.verdict {
            Verdict::NotDate => found.retain(|date| !date.span.overlaps(decided.span)),
            Verdict::Date(edtf) => {
                let confirmed = |date: &DateExpression| {
                    date.span.overlaps(decided.span) && date.edtf.as_ref() == Some(edtf)
                };
                if let Some(date) = found.iter_mut().find(|date| confirmed(date)) {
                    date.rule = DateExpression::CONFIRMED_RULE.to_owned();
                    continue;
                }
                found.retain(|date| !date.span.overlaps(decided.span));
                found.push(DateExpression {
                    span: decided.span,
                    kind: DateKind::Date,
                    value: Some(timex(edtf)),
                    edtf: Some(edtf.clone()),
                    rule: DateExpression::OVERRIDE_RULE.to_owned(),
                });
            }
            Verdict::Speaker(_)
            | Verdict::Named(_)
            | Verdict::NotSpeech
            | Verdict::Event(_)
            | Verdict::NotEvent => {}
        }
    }
    found.sort_by_key(|date| (date.span.start, date.span.end));
    found
}

/// The TIMEX3 value of an EDTF date, as far as TIMEX3 has one; otherwise the EDTF text.
fn timex(edtf: &Edtf) -> String {
    let text = edtf.as_str().trim_end_matches(['~', '?', '%']);
    let Some((year, part)) = text.split_once('-') else { return text.trim_end_matches('X').to_owned() };
    match part {
        "21" => format!("{year}-SP"),
        "22" => format!("{year}-SU"),
        "23" => format!("{year}-FA"),
        "24" => format!("{year}-WI"),
        "33" => format!("{year}-Q1"),
        "34" => format!("{year}-Q2"),
        "35" => format!("{year}-Q3"),
        "36" => format!("{year}-Q4"),
        _ => text.to_owned(),
    }
}
