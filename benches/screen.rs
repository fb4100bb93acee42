//! How soon the first frame stands, and how soon a key is answered, in a pseudo-terminal and beside a program that does
//! nothing, all in one run. Repeat with `cargo bench --bench screen`; compare the differences, not the figures of two
//! machines. Unix only.

use std::hint::black_box;
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use cadialog::app::App;
use cadialog::archive::Archive;
use cadialog::config::ThemeName;
use cadialog::keys::{Key, Keymap};
use cadialog::query::{Catalogue, Query};
use cadialog::record::Language;
use cadialog::ui::{self, Theme};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const STARTS: usize = 60;
const WIDTH: u16 = 120;
const HEIGHT: u16 = 36;

/// What people type: whole phrases, letter by letter.
const PHRASES: [&str; 20] = [
    "tokyo dialogue",
    "tajikstan",
    "water",
    "matsumoto",
    "caspian route",
    "joint statement",
    "kazakhstan",
    "токаев",
    "松本",
    "カザフスタン",
    "energy cooperation",
    "open symposium",
    "afghanistan border",
    "catalyst",
    "agriculture roadmap",
    "foreign ministers",
    "tokdia13",
    "decarbonisation",
    "kawaguchi 2004",
    "quality infrastructure",
];

fn main() {
    if std::env::args().any(|a| a == "--nothing") {
        print!("x");
        let _ = std::io::stdout().flush();
        return;
    }
    if std::env::args().any(|a| a == "--list") {
        return;
    }
    println!("screen of {WIDTH}×{HEIGHT} cells, bundled archive; milliseconds");
    starts();
    keys();
    inside();
}

/// A program in a pseudo-terminal, its output read as it comes.
struct Running {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    started: Instant,
}

impl Running {
    fn start(program: &str, arguments: &[&str]) -> Self {
        let size = PtySize { rows: HEIGHT, cols: WIDTH, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
        command.env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR")); // the programs are killed: nothing is kept there
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
        Self { child, _master: pair.master, writer, output, screen, started }
    }

    /// Time until the screen satisfies `wanted`, from `since`.
    fn until(&mut self, since: Instant, wanted: impl Fn(&vt100::Screen) -> bool) -> Duration {
        loop {
            if wanted(self.screen.screen()) {
                return since.elapsed();
            }
            let bytes = self.output.recv_timeout(Duration::from_secs(20)).expect("the program answers");
            self.screen.process(&bytes);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn starts() {
    let nothing = std::env::current_exe().expect("this program");
    let nothing = nothing.to_str().expect("a plain path");
    let (mut trivial, mut first) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let mut running = Running::start(nothing, &["--nothing"]);
        let since = running.started;
        trivial.push(running.until(since, |screen| screen.contents().contains('x')));
        let mut running = Running::start(env!("CARGO_BIN_EXE_cadialog"), &[]);
        let since = running.started;
        first.push(running.until(since, |screen| screen.contents().contains("nothing hidden")));
    }
    let (trivial, first) = (Figures::new(trivial), Figures::new(first));
    println!("start of a trivial program       {trivial}");
    println!("first frame of cadialog          {first}");
    println!("first frame after a trivial start: median +{:.2}", first.median - trivial.median);
}

fn keys() {
    let mut running = Running::start(env!("CARGO_BIN_EXE_cadialog"), &[]);
    let since = running.started;
    running.until(since, |screen| screen.contents().contains("nothing hidden"));
    let mut times = Vec::new();
    for phrase in PHRASES {
        running.writer.write_all(b"/\x15").expect("written");
        running.until(Instant::now(), |screen| screen.contents().starts_with("/ "));
        let mut typed = String::new();
        for c in phrase.chars() {
            typed.push(c);
            let since = Instant::now();
            running.writer.write_all(c.to_string().as_bytes()).expect("written");
            let line = format!("/ {}", typed.trim_end());
            let time = running.until(since, |screen| {
                let text = screen.contents();
                let mut rows = text.lines();
                let input = rows.next().is_some_and(|row| row.starts_with(&line));
                let last = text.lines().last().unwrap_or_default();
                input && (last.contains(" events · ") || last.contains("Esc give up"))
            });
            if c != ' ' {
                times.push(time);
            }
        }
        running.writer.write_all(b"\x1b").expect("written");
        running.until(Instant::now(), |screen| screen.contents().contains("nothing hidden"));
    }
    println!("a key in the search, to its list {}", Figures::new(times));
}

/// The same keys without a terminal: matching, ranking, laying out and drawing.
fn inside() {
    let start = Instant::now();
    let archive = Archive::bundled().expect("sound");
    let read = start.elapsed();
    let start = Instant::now();
    let catalogue = Arc::new(Catalogue::new(archive));
    let grouped = start.elapsed();
    let start = Instant::now();
    let words = catalogue.index().vocabulary_len();
    let indexed = start.elapsed();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("archive read and linked {:.2} · grouped {:.2} · {words} words indexed {:.2}", ms(read), ms(grouped), ms(indexed));
    let theme = Theme::new(ThemeName::Dark, false, None);
    let mut app = App::new(catalogue, Keymap::default(), Query::default(), Language::En);
    let mut terminal = Terminal::new(TestBackend::new(200, 60)).expect("a screen in memory");
    let (mut answers, mut frames) = (Vec::new(), Vec::new());
    let mut press = |app: &mut App, key: Key| {
        let start = Instant::now();
        black_box(app.press(key));
        app.fit(ui::sizes(app, 200, 60));
        let answered = start.elapsed();
        let start = Instant::now();
        terminal.draw(|frame| ui::draw(frame, app, &theme)).expect("a screen in memory");
        (answered, start.elapsed())
    };
    let escape = Key::parse("Esc").expect("a key");
    for phrase in PHRASES {
        press(&mut app, Key::parse("/").expect("a key"));
        for c in phrase.chars() {
            let key = if c == ' ' { "Space".to_owned() } else { c.to_string() };
            let (answer, frame) = press(&mut app, Key::parse(&key).expect("a key"));
            answers.push(answer);
            frames.push(frame);
        }
        press(&mut app, escape);
    }
    println!("a key in the search, inside      {}", Figures::new(answers));
    println!("a frame of 200×60                {}", Figures::new(frames));
}

/// Middle and tail of many times, in milliseconds.
struct Figures {
    median: f64,
    p99: f64,
    worst: f64,
    count: usize,
}

impl Figures {
    fn new(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100].as_secs_f64() * 1000.0;
        Self { median: at(50), p99: at(99), worst: at(100), count: times.len() }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "median {:6.2}   p99 {:6.2}   worst {:6.2}   of {}", self.median, self.p99, self.worst, self.count)
    }
}
