//! A program in a pseudo-terminal, its output read as it comes.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

pub const WIDTH: u16 = 120;
pub const HEIGHT: u16 = 36;

/// How long any program may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Running {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    pub screen: vt100::Parser,
    pub started: Instant,
    /// Where the program keeps what it keeps: no run finds what another has left.
    _kept: tempfile::TempDir,
}

impl Running {
    pub fn start(program: &str, arguments: &[&str]) -> Self {
        Self::start_with(program, arguments, &[])
    }

    /// As [`Self::start`], with these variables of the environment beside the others.
    pub fn start_with(program: &str, arguments: &[&str], variables: &[(&str, &Path)]) -> Self {
        let size = PtySize { rows: HEIGHT, cols: WIDTH, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
        let kept = tempfile::tempdir().expect("a directory");
        command.env("XDG_DATA_HOME", kept.path());
        variables.iter().for_each(|(name, value)| command.env(name, value));
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let cells = |n| NonZero::new(n).expect("a size above zero");
        let screen = vt100::Parser::new(cells(HEIGHT), cells(WIDTH), 0);
        Self { child, _master: pair.master, writer, output, screen, started, _kept: kept }
    }

    /// Time until anything comes, from the start.
    pub fn first_byte(&mut self) -> Duration {
        let bytes = self.output.recv_timeout(PATIENCE).expect("the program writes");
        let time = self.started.elapsed();
        self.screen.process(&bytes);
        time
    }

    /// Types keys, as the terminal sends them.
    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the program reads");
    }

    /// Time until the screen satisfies `wanted`, from `since`.
    pub fn until(&mut self, since: Instant, wanted: impl Fn(&vt100::Screen) -> bool) -> Duration {
        self.within(PATIENCE, since, wanted).expect("the program answers")
    }

    /// As [`Self::until`], unless that takes longer than `limit`.
    pub fn within(&mut self, limit: Duration, since: Instant, wanted: impl Fn(&vt100::Screen) -> bool) -> Option<Duration> {
        while !wanted(self.screen.screen()) {
            let bytes = self.output.recv_timeout(limit.saturating_sub(since.elapsed())).ok()?;
            self.screen.process(&bytes);
        }
        Some(since.elapsed())
    }

    /// Time from `since` until the text on the screen changes for the last time before it stays as it is for `quiet`.
    pub fn settled(&mut self, since: Instant, quiet: Duration) -> Duration {
        let mut last = Duration::ZERO;
        let mut text = self.screen.screen().contents();
        while let Ok(bytes) = self.output.recv_timeout(quiet.saturating_sub(since.elapsed().saturating_sub(last))) {
            self.screen.process(&bytes);
            let now = self.screen.screen().contents();
            if now != text {
                (last, text) = (since.elapsed(), now);
            }
        }
        last
    }

    /// The number of the process.
    pub fn process(&self) -> String {
        self.child.process_id().map_or_else(String::new, |id| id.to_string())
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
