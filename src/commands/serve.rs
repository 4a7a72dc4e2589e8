//! `nutgraf serve`: the pipeline, into memory, again and again.

use std::time::Instant;

use anyhow::Context;

use super::terminal::{Terminal, counts};
use super::{Outcome, is_site, today};
use crate::cli::ServeArgs;
use crate::content::LoadOptions;
use crate::diagnostics::{self, Severity};
use crate::pipeline::{self, BuildOptions};
use crate::serve::{self, Preview};

/// Previews the site until interrupted.
pub fn run(args: &ServeArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    let root = args.dir.canonicalize().with_context(|| format!("can't read {}", args.dir.display()))?;
    let listener = serve::listen(args.port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let load = LoadOptions { drafts: args.drafts, today: today()? };
    let options = BuildOptions { load, base_url: Some(address.clone()) };

    let preview = Preview::default();
    rebuild(&root, &options, &preview, terminal);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("can't start the server")?;
    terminal.done("Serving", &format!("{address} (stop with Ctrl-C)"));
    if args.open
        && let Err(error) = open::that_detached(&address)
    {
        terminal.say(&format!("can't open a browser: {error}"));
    }
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let (watched, words) = (preview.clone(), *terminal);
    std::thread::spawn(move || {
        let outcome = serve::watch(&root, || {
            rebuild(&root, &options, &watched, &words);
            true
        });
        if let Err(error) = outcome {
            super::terminal::error(&format!("{error:#}; changes are no longer noticed"));
        }
    });
    runtime.block_on(serve::serve(listener, preview, stop))?;
    // The watcher's thread ends with the process.
    runtime.shutdown_background();
    Ok(Outcome::Done)
}

/// Builds once and tells the preview and the terminal.
fn rebuild(root: &std::path::Path, options: &BuildOptions, preview: &Preview, terminal: &Terminal) {
    let began = Instant::now();
    let progress = terminal.progress();
    let built = pipeline::build(root, options, &progress);
    progress.finish();
    match built {
        Err(error) => {
            super::terminal::error(&format!("{error:#}"));
            preview.update(serve::Outcome::Failed(format!("{error:#}")));
        }
        Ok(built) => {
            terminal.show(&built.diagnostics);
            if let Some(files) = built.files {
                preview.update(serve::Outcome::Site(files));
                let summary = super::build::summary(&built.site);
                terminal.done("Built", &format!("{summary} in {:.2} s", began.elapsed().as_secs_f64()));
            } else {
                let errors: Vec<_> =
                    built.diagnostics.into_iter().filter(|one| one.severity == Severity::Error).collect();
                let report = diagnostics::plain(&errors);
                preview.update(serve::Outcome::Failed(format!(
                    "{report}{}",
                    counts(&errors).unwrap_or_default()
                )));
                terminal.say("the last good site stays up");
            }
        }
    }
}
