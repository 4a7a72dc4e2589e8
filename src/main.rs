//! Arguments in, diagnostics out, exit status.

fn main() {}
