//! Nutgraf turns a folder of explainer articles into a site in which a reader can see *who said what*
//! and *when things happened*, each fact one click from the passage that supports it.
//!
//! The whole program is five steps over plain data, and a layer uses only those to its left:
//!
//! ```text
//! content/ ── load ──► Article ── enrich ──► Findings ── join ──► Site ── render ──► pages ── write ──► public/
//! ```
//!
//! | step | module | comes in | goes out | must not know |
//! |---|---|---|---|---|
//! | load | [`content`] | a folder | [`content::Content`]: parsed articles, profiles, settings | what a quotation is |
//! | enrich | [`enrich`], on [`text`] and [`language`] | the prose of one article | [`enrich::Findings`] | files, other articles, HTML |
//! | decide | [`review`] | decisions of the editor, and the joined site | what enrichment obeys; the open questions | terminals, HTTP |
//! | join | [`site`] | all articles with their findings | [`site::Site`]: speakers, timeline, topics | templates |
//! | picture | [`pictures`] | a [`site::Site`] | sizes of its pictures, cards for previews | templates |
//! | render | [`render`] | a [`site::Site`] | [`output::OutputFile`]s | how anything was found |
//! | write | [`output`] | files as they are made | a folder on disk, changed all at once | what is in the files |
//!
//! [`pipeline`] chains the steps. [`check`] reads a joined site as a careful editor would. Whatever is wrong with the content is a [`diagnostics::Diagnostic`], collected along the way and shown
//! together; `Result` is for what stops a step. The commands in [`commands`] are the same pipeline stopped
//! at different points; [`serve`] repeats it on every change, and [`import`] prepares articles for it.

pub mod check;
pub mod cli;
pub mod commands;
pub mod content;
pub mod diagnostics;
pub mod edtf;
pub mod enrich;
pub mod import;
pub mod language;
pub mod output;
pub mod pictures;
pub mod pipeline;
pub mod render;
pub mod review;
pub mod serve;
pub mod site;
pub mod text;
pub mod verdict;
