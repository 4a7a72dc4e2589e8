//! Arguments in, diagnostics out, exit status.

use std::process::ExitCode;

use clap::Parser;
use nutgraf::cli::Cli;
use nutgraf::commands::{self, Outcome};

/// A build allocates millions of small strings on all processors at once; this allocator halves the price.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(&cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Ok(Outcome::WrongUsage) => ExitCode::from(2),
        Err(error) => {
            commands::report_failure(&error);
            ExitCode::from(1)
        }
    }
}
