//! How soon the first frame stands, and how soon a key is answered, in a pseudo-terminal and beside a program that does
//! nothing, all in one run. Repeat with `cargo bench --bench screen`; compare the differences, not the figures of two
//! machines. Unix only.

mod common;

use std::hint::black_box;
use std::io::Write;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use cadialog::app::App;
use cadialog::archive::Archive;
use cadialog::config::ThemeName;
use cadialog::keys::{Key, Keymap};
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;
use cadialog::ui::{self, Theme};
use common::PROGRAM;
use common::figures::{line, median, ms, since, spread};
use common::running::{HEIGHT, Running, WIDTH};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const STARTS: usize = 60;

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
    println!("screen of {WIDTH}×{HEIGHT} cells, bundled archive; milliseconds unless it says otherwise");
    starts();
    keys();
    inside();
    commands();
}

fn starts() {
    let nothing = std::env::current_exe().expect("this program");
    let nothing = nothing.to_str().expect("a plain path");
    let (mut trivial, mut first) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let mut running = Running::start(nothing, &["--nothing"]);
        let since = running.started;
        trivial.push(ms(running.until(since, |screen| screen.contents().contains('x'))));
        let mut running = Running::start(PROGRAM, &[]);
        let since = running.started;
        first.push(ms(running.until(since, |screen| screen.contents().contains("nothing hidden"))));
    }
    let difference = median(first.clone()) - median(trivial.clone());
    spread("start of a trivial program", trivial, None, None);
    spread("first frame of cadialog", first, None, None);
    line("first frame after a trivial start", difference, Some(10.0), "difference of the medians");
}

fn keys() {
    let mut running = Running::start(PROGRAM, &[]);
    let since = running.started;
    running.until(since, |screen| screen.contents().contains("nothing hidden"));
    let mut times = Vec::new();
    for phrase in PHRASES {
        running.send("/\x15");
        running.until(Instant::now(), |screen| screen.contents().starts_with("/ "));
        let mut typed = String::new();
        for c in phrase.chars() {
            typed.push(c);
            let since = Instant::now();
            running.send(&c.to_string());
            let line = format!("/ {}", typed.trim_end());
            let time = running.until(since, |screen| {
                let text = screen.contents();
                let mut rows = text.lines();
                let input = rows.next().is_some_and(|row| row.starts_with(&line));
                let last = text.lines().last().unwrap_or_default();
                input && (last.contains(" events · ") || last.contains("Esc give up"))
            });
            if c != ' ' {
                times.push(ms(time));
            }
        }
        running.send("\x1b");
        running.until(Instant::now(), |screen| screen.contents().contains("nothing hidden"));
    }
    spread("a key in the search to its list", times, None, Some(3.0));
}

/// The same keys without a terminal: matching, ranking, laying out and drawing.
fn inside() {
    let start = Instant::now();
    let archive = Archive::bundled().expect("sound");
    line("archive read and linked", since(start), None, "");
    let start = Instant::now();
    let catalogue = Arc::new(Catalogue::new(archive));
    line("grouped", since(start), None, "");
    let start = Instant::now();
    let words = catalogue.word_count();
    line("indexed", since(start), None, &format!("{words} words"));
    let theme = Theme::new(ThemeName::Dark, false, None);
    let mut app = App::new(catalogue, Keymap::default(), Query::default(), Language::En);
    let mut terminal = Terminal::new(TestBackend::new(200, 60)).expect("a screen in memory");
    let (mut answers, mut frames) = (Vec::new(), Vec::new());
    let mut press = |app: &mut App, key: Key| {
        let start = Instant::now();
        black_box(app.press(key));
        app.fit(ui::sizes(app, 200, 60));
        let answered = since(start);
        let start = Instant::now();
        terminal.draw(|frame| ui::draw(frame, app, &theme)).expect("a screen in memory");
        (answered, since(start))
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
    spread("a key in the search, inside", answers, None, None);
    spread("a frame of 200×60", frames, None, Some(2.0));
}

/// Whole processes of the command line, and what the program weighs.
fn commands() {
    let times = (0..STARTS).map(|_| {
        let start = Instant::now();
        let output = Command::new(PROGRAM)
            .args(["search", "water"])
            .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
            .env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR"))
            .output()
            .expect("the program runs");
        let time = since(start);
        assert!(output.status.success(), "nothing was found");
        time
    });
    line("cadialog search, whole process", median(times.collect()), Some(12.0), "the median");
    #[allow(clippy::cast_precision_loss)] // some megabytes
    let size = std::fs::metadata(PROGRAM).map_or(f64::NAN, |data| data.len() as f64 / 1e6);
    line("the program, MB", size, Some(8.0), "as it was built for this run");
}
