//! The built program in a pseudo-terminal: what it writes is read into a screen; nothing sleeps, everything waits for text.
#![allow(dead_code)] // each test file uses its own part

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Pty {
    pub child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Box<dyn Write + Send>,
    parser: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    closing: Arc<AtomicBool>,
    /// Whether the screen is left unread, as by a terminal that hangs.
    deaf: Arc<AtomicBool>,
    reading: std::thread::JoinHandle<()>,
    /// Where the program keeps what it keeps, unless the test names a place; goes with this.
    kept: tempfile::TempDir,
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a size above zero")
}

impl Pty {
    /// Starts the built program.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)], width: u16, height: u16) -> Self {
        Self::run(std::path::Path::new(env!("CARGO_BIN_EXE_cadialog")), arguments, environment, width, height)
    }

    /// Starts any program.
    pub fn run(program: &std::path::Path, arguments: &[&str], environment: &[(&str, &str)], width: u16, height: u16) -> Self {
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        for name in ["NO_COLOR", "CADIALOG_CONFIG", "COLORFGBG", "CLICOLOR_FORCE", "LC_ALL", "LC_CTYPE", "LANG"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        // Nobody's own configuration takes part.
        command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
        let kept = tempfile::tempdir().expect("a directory");
        command.env("XDG_DATA_HOME", kept.path());
        environment.iter().for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let parser = Arc::new(Mutex::new(vt100::Parser::new(cells(height), cells(width), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let closing = Arc::new(AtomicBool::new(false));
        let deaf = Arc::new(AtomicBool::new(false));
        let unread = Arc::clone(&deaf);
        let (to, copy, close) = (Arc::clone(&parser), Arc::clone(&raw), Arc::clone(&closing));
        let reading = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 {
                    break;
                }
                copy.lock().expect("bytes").extend_from_slice(&buffer[..n]);
                to.lock().expect("screen").process(&buffer[..n]);
                if close.load(Ordering::SeqCst) {
                    break; // the reader's own handle on the terminal goes with it
                }
                while unread.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(5));
                }
            }
        });
        Self { child, master: Some(pair.master), writer, parser, raw, closing, deaf, reading, kept }
    }

    pub fn send(&mut self, bytes: &str) {
        self.send_bytes(bytes.as_bytes());
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).expect("the program reads");
        self.writer.flush().expect("the program reads");
    }

    /// Where the program keeps what it keeps, unless the test has named a place.
    pub fn kept(&self) -> &std::path::Path {
        self.kept.path()
    }

    /// Leaves what the program writes unread from now on.
    pub fn stop_reading(&self) {
        self.deaf.store(true, Ordering::SeqCst);
    }

    /// Reads what the program writes again.
    pub fn read_again(&self) {
        self.deaf.store(false, Ordering::SeqCst);
    }

    /// Seconds of a processor that the program has used so far; of Linux, as /proc/PID/stat tells them (man 5 proc).
    #[cfg(target_os = "linux")]
    pub fn processor_seconds(&self) -> f64 {
        let id = self.child.process_id().expect("running");
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("a process");
        let behind_name = stat.rsplit_once(')').expect("a name in brackets").1;
        let fields: Vec<&str> = behind_name.split_whitespace().collect();
        let ticks: u32 = fields[11..13].iter().map(|ticks| ticks.parse::<u32>().expect("ticks")).sum();
        f64::from(ticks) / 100.0
    }

    pub fn text(&self) -> String {
        self.parser.lock().expect("screen").screen().contents()
    }

    /// Everything written so far.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw.lock().expect("bytes")).into_owned()
    }

    pub fn in_alternate_screen(&self) -> bool {
        self.parser.lock().expect("screen").screen().alternate_screen()
    }

    pub fn cursor_is_hidden(&self) -> bool {
        self.parser.lock().expect("screen").screen().hide_cursor()
    }

    /// Waits until the screen satisfies `wanted`.
    pub fn wait(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let text = self.text();
            if wanted(&text) {
                return text;
            }
            assert!(start.elapsed() < PATIENCE, "no {what} on the screen:\n{text}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn wait_for(&self, wanted: &str) -> String {
        self.wait(wanted, |text| text.contains(wanted))
    }

    /// The screen first, then the terminal: the program must not draw for a size that the screen does not have yet.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.parser.lock().expect("screen").screen_mut().set_size(cells(height), cells(width));
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("open").resize(size).expect("resized");
    }

    /// Closes the window: the terminal goes away under the program.
    pub fn hang_up(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        self.send("j"); // the answer ends the reader
        self.master = None;
        self.writer = Box::new(std::io::sink());
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("running").to_string();
        let sent = std::process::Command::new("kill").args([name, &id]).status().expect("kill");
        assert!(sent.success());
    }

    /// The exit code, once the program has ended.
    pub fn exit_code(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // What it wrote last may still be on its way; with some systems the reader never learns that it ended.
                let last = Instant::now();
                while !self.reading.is_finished() && last.elapsed() < Duration::from_millis(500) {
                    std::thread::sleep(Duration::from_millis(2));
                }
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "the program did not end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        self.read_again();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
