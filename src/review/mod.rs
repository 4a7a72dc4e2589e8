//! The editor's desk: what the program is not sure of, and what the editor has said about it.
//!
//! Comes in: decisions from `review.yaml`, articles, and the joined site. Goes out: decisions as overrides for
//! enrichment ([`bind`]), the open questions with all that an editor needs to answer them ([`queue`], [`item`]), and the file
//! with an answer added or taken back ([`answer`], [`ledger`], [`store`]). The terminal, the preview and `nutgraf check` show
//! the same questions and write the same answers. Must not know: terminals, HTTP.

pub mod answer;
pub mod bind;
mod candidates;
pub mod history;
pub mod item;
pub mod ledger;
pub mod lock;
pub mod names;
pub mod queue;
pub mod store;
pub mod words;
