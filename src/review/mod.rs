//! The editor's desk: what the program is not sure of, and what the editor has said about it.
//!
//! Comes in: decisions from `review.yaml`, articles, and the joined site. Goes out: decisions as overrides for
//! enrichment ([`bind`]), the open questions with all that an editor needs to answer them ([`queue`]), and the file with
//! an answer added or taken back ([`ledger`], [`store`]). The terminal and `nutgraf check` show
//! the same questions and write the same answers. Must not know: terminals, HTTP.

pub mod answer;
pub mod bind;
pub mod ledger;
pub mod queue;
pub mod store;
pub mod words;
