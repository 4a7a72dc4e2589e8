//! What an address has answered, and what that means for the link.

use super::ExternalLink;
use crate::diagnostics::Diagnostic;

/// What became of asking for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Sound,
    /// It is there, at this address from now on.
    Moved(String),
    /// It is gone, in the words of the server or the network.
    Dead(String),
    /// Nobody knows, for this reason.
    Unsure(Doubt, String),
}

/// Why nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The server did not answer, or has a fault: it may be back tomorrow.
    Silent,
    /// It does not answer programs, or wants to be left alone.
    Refused,
}

impl Answer {
    /// What there is to say about `link`; nothing when all is well.
    pub(super) fn diagnostic(&self, link: &ExternalLink) -> Option<Diagnostic> {
        let address = &link.shown;
        let (diagnostic, label, help) = match self {
            Self::Sound => return None,
            Self::Moved(to) => (
                Diagnostic::advice("moved-link", format!("{address} has moved for good to {to}")),
                "moved",
                format!("write the new address: {to}"),
            ),
            Self::Dead(why) => (
                Diagnostic::warning("dead-link", format!("{address} is gone: {why}")),
                "leads nowhere",
                "find where the page has gone, link to an archived copy, or take the link out".to_owned(),
            ),
            Self::Unsure(Doubt::Silent, why) => (
                Diagnostic::warning("unreachable-link", format!("{address} can't be reached: {why}")),
                "no answer",
                "try again later, or open it in a browser".to_owned(),
            ),
            Self::Unsure(Doubt::Refused, why) => (
                Diagnostic::advice("unchecked-link", format!("{address} could not be checked: {why}")),
                "not checked",
                "open it in a browser".to_owned(),
            ),
        };
        Some(diagnostic.at(&link.file, link.span.clone(), label).help(help))
    }
}
