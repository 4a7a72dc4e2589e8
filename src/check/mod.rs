//! A joined site in, what a careful editor would ask about it out.
//!
//! Each check is a function from the [`Site`] to diagnostics; none looks at all pairs of anything. Whether a message is
//! wanted is for [`Silences`] to say. Links to other sites are asked for by [`external`], on request. Must not know: templates, how anything was found.

mod essentials;
mod events;
pub mod external;
mod quoted;
mod roles;
mod silences;
mod wording;

pub use silences::{Silences, unused};

use crate::diagnostics::Diagnostic;
use crate::site::Site;

/// Everything that the checks have to say about `site`, in no particular order.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let quoted = quoted::gather(site);
    let mut found = essentials::check(site);
    found.extend(wording::of_two_people(site, &quoted));
    found.extend(wording::that_differ(site, &quoted));
    found.extend(events::near_duplicates(site));
    found.extend(events::in_the_future(site));
    found.extend(roles::check(site));
    found
}
