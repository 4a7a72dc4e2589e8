//! One short file a command; each is a script over library calls.

pub mod import;
