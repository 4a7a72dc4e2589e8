//! `nutgraf serve`: the pipeline, into memory, again and again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;

use super::terminal::{Terminal, counts};
use super::{Outcome, is_site, today};
use crate::cli::ServeArgs;
use crate::content::LoadOptions;
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::pipeline::{self, BuildOptions};
use crate::serve::{self, Preview, Watcher};

/// Previews the site until interrupted.
pub fn run(args: &ServeArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    let root = args.dir.canonicalize().with_context(|| format!("can't read {}", args.dir.display()))?;
    let listener = serve::listen(args.port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let session = Session {
        // Before the first build, so that what is changed meanwhile is not missed.
        watcher: Watcher::new(&root)?,
        root,
        drafts: args.drafts,
        address: address.clone(),
        preview: Preview::default(),
        terminal: *terminal,
    };
    let preview = session.preview.clone();
    session.build();
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
    // Ends with the process.
    std::thread::spawn(move || session.follow());
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    runtime.block_on(serve::serve(listener, preview, stop))?;
    runtime.shutdown_background();
    Ok(Outcome::Done)
}

/// One site under preview.
struct Session {
    root: PathBuf,
    drafts: bool,
    address: String,
    preview: Preview,
    terminal: Terminal,
    watcher: Watcher,
}

impl Session {
    /// Builds at every change.
    fn follow(mut self) {
        while self.watcher.wait() {
            self.build();
        }
        super::terminal::error("the folder can't be watched any more; changes are no longer noticed");
    }

    /// Builds once and tells the preview and the terminal.
    fn build(&self) {
        let began = Instant::now();
        let progress = self.terminal.progress();
        // A fault of the program must not take down the preview, in which the author can undo what led to it.
        let built = catch_unwind(AssertUnwindSafe(|| {
            let load = LoadOptions { drafts: self.drafts, today: today()? };
            let options = BuildOptions { load, base_url: Some(self.address.clone()) };
            pipeline::build(&self.root, &options, &progress)
        }));
        progress.finish();
        match built {
            Err(_) => self.fail("the build stopped on a fault of Nutgraf itself; the terminal says more"),
            Ok(Err(error)) => {
                super::terminal::error(&format!("{error:#}"));
                self.fail(&format!("error: {error:#}"));
            }
            Ok(Ok(built)) => {
                self.terminal.show(&built.diagnostics);
                let Some(files) = built.files else { return self.fail(&report(built.diagnostics)) };
                self.preview.update(serve::Outcome::Site(files));
                let summary = super::build::summary(&built.site);
                self.terminal.done("Built", &format!("{summary} in {:.2} s", began.elapsed().as_secs_f64()));
            }
        }
    }

    fn fail(&self, report: &str) {
        if self.preview.state().version > 0 {
            self.terminal.say("the last good site stays up");
        }
        self.preview.update(serve::Outcome::Failed(report.to_owned()));
    }
}

/// What keeps the site from being built, as the page shows it.
fn report(mut diagnostics: Vec<Diagnostic>) -> String {
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    format!("{}{}", diagnostics::plain(&diagnostics), counts(&diagnostics).unwrap_or_default())
}
