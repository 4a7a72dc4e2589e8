//! `nutgraf serve`: the pipeline again and again, up to the pages, which are made when they are asked for.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use anyhow::Context;

use super::terminal::{Terminal, counts};
use super::{Outcome, is_site, today};
use crate::check::Silences;
use crate::cli::ServeArgs;
use crate::content::LoadOptions;
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::output::Contents;
use crate::pipeline::{self, BuildOptions, Memory};
use crate::render::{Failure, Rendering};
use crate::serve::{self, Preview, Sources, Watcher};
use crate::site::Site;

/// Previews the site until interrupted.
pub fn run(args: &ServeArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    let root = args.dir.canonicalize().with_context(|| format!("can't read {}", args.dir.display()))?;
    let listeners = serve::listen(args.host, args.port)?;
    let address = listeners.local_address();
    let mut session = Session {
        // Before the first build, so that what is changed meanwhile is not missed.
        watcher: Watcher::new(&root)?,
        drafts: args.drafts,
        follows: args.follow,
        address: address.clone(),
        preview: Preview::new(&root),
        terminal: *terminal,
        root,
        memory: Memory::default(),
        sources: Sources::default(),
    };
    let preview = session.preview.clone();
    session.build(&[]);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("can't start the server")?;
    terminal.done("Serving", &format!("{address} (stop with Ctrl-C)"));
    if args.port.is_none() && listeners.port != serve::DEFAULT_PORT {
        terminal.say(&format!("port {} is taken, so this is the next free one", serve::DEFAULT_PORT));
    }
    if let Some(opened) = listeners.opened {
        let shown = Some(opened).filter(|opened| !opened.is_unspecified()).or_else(serve::address_in_network);
        let port = listeners.port;
        match shown {
            Some(host) => terminal.done(
                "Open",
                &format!("http://{}/ on a phone in the same network", SocketAddr::new(host, port)),
            ),
            None => terminal.say(&format!("there is no network now; port {port} answers when there is one")),
        }
        terminal.warn(
            "everyone in the network can read this preview, unpublished articles too; stop it when you are done",
        );
    }
    if args.open {
        open_browser(&address, terminal);
    }
    // Ends with the process.
    std::thread::spawn(move || session.follow());
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    runtime.block_on(serve::serve(listeners, preview, stop))?;
    runtime.shutdown_background();
    Ok(Outcome::Done)
}

/// One site under preview.
struct Session {
    root: PathBuf,
    drafts: bool,
    /// Whether the browser turns to what was changed.
    follows: bool,
    address: String,
    preview: Preview,
    terminal: Terminal,
    watcher: Watcher,
    memory: Memory,
    /// As they were at the last build.
    sources: Sources,
}

impl Session {
    /// Builds at every change.
    fn follow(mut self) {
        while let Some(changed) = self.watcher.wait() {
            self.build(&changed);
        }
        super::terminal::error("the folder can't be watched any more; changes are no longer noticed");
    }

    /// Builds once, after a change of the files `changed`, and tells the preview and the terminal.
    fn build(&mut self, changed: &[PathBuf]) {
        // A fault of the program must not take down the preview, in which the author can undo what led to it.
        match catch_unwind(AssertUnwindSafe(|| self.try_build(changed))) {
            Err(_) => self.fail("the build stopped on a fault of Nutgraf itself; the terminal says more"),
            Ok(Err(error)) => {
                super::terminal::error(&format!("{error:#}"));
                self.fail(&format!("error: {error:#}"));
            }
            Ok(Ok(())) => {}
        }
    }

    fn try_build(&mut self, changed: &[PathBuf]) -> anyhow::Result<()> {
        let began = Instant::now();
        self.sources = Sources::of(&self.root, &self.sources);
        let load = LoadOptions { drafts: self.drafts, today: today()? };
        let options = BuildOptions { load, base_url: Some(self.address.clone()) };
        let progress = self.terminal.progress();
        let prepared = pipeline::prepare(&self.root, &options, &progress, Some(&mut self.memory));
        progress.finish();
        let mut prepared = prepared?;
        // Templates speak for every page, so that nothing is shown before all have been made once. What the content changes is
        // shown at once, and the pages that nobody looks at are tried afterwards.
        let templates = self.root.join("templates");
        let is_first = self.preview.state().version == 0;
        if is_first || changed.iter().any(|path| path.starts_with(&templates)) || !prepared.is_sound() {
            prepared.render(&())?;
        }
        let mut said = prepared.diagnostics.clone();
        Silences::of(&prepared.site).apply(&mut said);
        self.terminal.show(&said);
        self.preview.desk().renew(Arc::clone(&prepared.site), &said);
        let Some(rendering) = prepared.rendering.take().filter(|_| prepared.is_sound()) else {
            self.fail(&report(said));
            return Ok(());
        };
        let rendering = Arc::new(rendering);
        let before = self.preview.site();
        let open = changed_page(&prepared.site, &self.root, changed).filter(|_| self.follows);
        let outcome = serve::Outcome::Site(Arc::new(Pages(Arc::clone(&rendering))), self.sources.clone());
        let is_new = self.preview.update(outcome, open.clone());
        if let Some(page) = open.filter(|_| is_new && !self.preview.is_seen()) {
            open_browser(&format!("{}{page}", self.address), &self.terminal);
        }
        let summary = super::build::summary(&prepared.site);
        self.terminal.done("Built", &format!("{summary} in {:.2} s", began.elapsed().as_secs_f64()));
        // The next change is more urgent than to try what nobody looks at.
        let waiting = self.watcher.waiting();
        let faults = rendering.check(&|| waiting.load(Ordering::Relaxed));
        if !faults.is_empty() {
            self.terminal.show(&faults);
            self.terminal.say("the last good site stays up");
            self.preview.take_back(&before, report(faults));
        }
        Ok(())
    }

    fn fail(&self, report: &str) {
        if self.preview.state().version > 0 {
            self.terminal.say("the last good site stays up");
        }
        self.preview.update(serve::Outcome::Failed(report.to_owned()), None);
    }
}

/// The files of a site, for the server.
struct Pages(Arc<Rendering>);

impl serve::Files for Pages {
    fn file(&self, path: &str) -> Result<Option<Contents>, String> {
        self.0.file(path).map_err(|failure| match failure {
            Failure::Theme(faults) => report(faults),
            Failure::Sink(error) => format!("{error:#}"),
        })
    }
}

/// The address of the page that is made from the file changed last, from the site's root.
fn changed_page(site: &Site, root: &Path, changed: &[PathBuf]) -> Option<String> {
    let documents: Vec<(&Path, String)> = site.documents().collect();
    changed.iter().rev().find_map(|path| {
        let path = path.strip_prefix(root).ok()?;
        documents.iter().find(|(file, _)| *file == path).map(|(_, address)| address.clone())
    })
}

fn open_browser(address: &str, terminal: &Terminal) {
    if let Err(error) = open::that_detached(address) {
        terminal.say(&format!("can't open a browser: {error}"));
    }
}

/// What keeps the site from being built, as the page shows it.
fn report(mut diagnostics: Vec<Diagnostic>) -> String {
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    format!("{}{}", diagnostics::plain(&diagnostics), counts(&diagnostics).unwrap_or_default())
}
