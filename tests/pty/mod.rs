//! The program in a terminal of 80 columns, for tests that press keys and read the screen.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(60);

/// The program in a terminal of its own.
pub struct Terminal {
    seen: Arc<Mutex<String>>,
    keys: Box<dyn Write + Send>,
    /// The program.
    pub child: Box<dyn Child + Send + Sync>,
    /// Resizes when it is used, and keeps the terminal open.
    #[allow(dead_code, reason = "not every test resizes it")]
    pub master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// `nutgraf review` for the site at `root`.
    pub fn review(root: &Path) -> Self {
        Self::start(root, &[])
    }

    /// The same with more arguments.
    pub fn start(root: &Path, arguments: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.args(["review", root.to_str().unwrap()]);
        command.args(arguments);
        command.env("NO_COLOR", "1");
        command.env("TERM", "xterm");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let seen = Arc::new(Mutex::new(String::new()));
        let sink = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                sink.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { seen, keys, child, master: pair.master }
    }

    /// Waits until `what` has been shown since the last call.
    pub fn expect(&self, what: &str) -> String {
        let began = Instant::now();
        loop {
            let mut seen = self.seen.lock().unwrap();
            if seen.contains(what) {
                return std::mem::take(&mut *seen);
            }
            assert!(began.elapsed() < PATIENCE, "no “{what}” in {seen:?}");
            drop(seen);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether the program has ended, or ends before it shows another question.
    #[allow(dead_code, reason = "not every test waits for it")]
    pub fn ended(&self) -> bool {
        let began = Instant::now();
        loop {
            let seen = self.seen.lock().unwrap();
            if seen.contains(" left") {
                return true;
            }
            if seen.contains("u undo") {
                return false;
            }
            assert!(began.elapsed() < PATIENCE, "neither an end nor a question in {seen:?}");
            drop(seen);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types `keys`.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }
}
