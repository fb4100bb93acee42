//! What a large collection costs: reading, memory, each kind of query, typing, toggling, drawing; beside the targets that
//! the project has set itself. Repeat with `cargo bench --bench scale`, or `cargo bench --bench scale -- 100000` for another
//! number of records; `-- 100000 --ask WORDS` asks one query over and over, for a profiler, `-- 100000 --verify` asks only whether
//! texts were said, and `-- --generate N FILE` only writes the collection. Figures of a quiet machine only mean something beside each other.

mod common;

use std::collections::BTreeMap;
use std::fs::File;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use cadialog::app::App;
use cadialog::archive::{Base, load};
use cadialog::config::ThemeName;
use cadialog::keys::{Key, Keymap};
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::search::Catalogue;
use cadialog::ui::{self, Theme};
use cadialog::verify::verify;
use cadialog::view::{View, ViewRequest};
use common::collection::generate;
use common::figures::{line, median, ms, resident, since, spread};
use common::running::Running;
use common::{arguments, written};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Kinds of query, with the most milliseconds each may take at a million records.
const KINDS: [(&str, &str, f64); 8] = [
    ("two letters", "en", 2.9),
    ("a word", "energy", 1.4),
    ("three words", "water cooperation uzbek", 2.4),
    ("a typo", "enrgy", 1.4),
    ("what is absent", "qqqqxxx", 0.3),
    ("nine words", "the cooperation of countries in energy and water transport", 5.1),
    ("Japanese", "中央アジア", 0.75),
    ("Cyrillic", "Ташкент", 1.5),
];

/// Kinds without a target.
const MORE: [&str; 7] = [
    "when and where was the zebra cooperation of kazakhstan on glacier water agreed in tokyo",
    "\"energy cooperation\"",
    "energy country:KZ",
    "energy date:2005..2010",
    "status:held energy",
    "-water energy",
    "/hydro.*glacier/",
];

/// What people type, letter by letter.
const PHRASES: [&str; 20] = [
    "energy cooperation",
    "water",
    "uzbek trade",
    "enrgy",
    "中央アジア",
    "Ташкент",
    "transport region",
    "tourism dialogue",
    "kazakhstan energy",
    "security",
    "hydropower glacier",
    "agriculture countries",
    "uranium",
    "development of the region",
    "borba",
    "борьба",
    "trade and water",
    "dialouge",
    "summit tokyo",
    "delegate from KZ",
];

/// From so many records on the cost of a key is compared: it may grow no faster than this power of their number.
const FROM: usize = 10_000;
const POWER: f64 = 0.7;

fn main() {
    let Some(arguments) = arguments() else { return };
    if let [first, number, file] = &arguments[..]
        && first == "--generate"
    {
        let file = File::create(file).expect("the file can be written");
        generate(number.parse().expect("a number of records"), file).expect("the collection can be written");
        return;
    }
    let records = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let (_folder, path) = written(records);
    let size = std::fs::metadata(&path).map_or(0, |data| data.len()) >> 20;
    println!("{records} records, {size} MiB; milliseconds unless it says otherwise");
    let catalogue = reading(&path);
    if let [_, ask, words] = &arguments[..]
        && ask == "--ask"
    {
        let (time, found) = timed(&catalogue, words, 500);
        line(words, time, None, &format!("{found} found"));
        return;
    }
    verifying(&catalogue);
    if arguments.iter().any(|argument| argument == "--verify") {
        return;
    }
    queries(&catalogue);
    let large = screen(catalogue);
    growth(records, &large);
    alive(&path);
}

fn reading(path: &Path) -> Catalogue {
    let before = Instant::now();
    let loaded = load(Base::Bundled, &[path.to_owned()]).expect("a sound pack");
    let catalogue = Catalogue::new(loaded.archive);
    catalogue.prepare();
    let mut first = None;
    let mut whole = None;
    if loaded.volumes.is_empty() {
        println!("too few records for a volume: all of them are in memory");
        first = Some((since(before), catalogue.archive.len()));
        whole = Some(catalogue);
    } else {
        catalogue.grow(loaded.volumes, &AtomicBool::new(false), &mut |grown, _| {
            first.get_or_insert_with(|| (since(before), grown.archive.len()));
            whole = Some(grown);
        });
    }
    let all = since(before);
    let whole = whole.expect("a catalogue");
    let (first, records) = first.unwrap_or_default();
    line("first records searchable", first, Some(150.0), &format!("{records} records"));
    line("all searchable", all, Some(4000.0), &format!("{} records", whole.archive.len()));
    line("memory, MiB", resident("self"), Some(350.0), "resident, all read");
    whole
}

fn ask(catalogue: &Catalogue, query: &Query) -> View {
    View::answer(catalogue, &ViewRequest::new(&catalogue.archive, query, &Arc::default(), 100), &AtomicBool::new(false))
        .expect("an answer")
}

/// The middle of the times of asking again and again, and how much is found.
fn timed(catalogue: &Catalogue, words: &str, times: usize) -> (f64, usize) {
    let mut query = Query::default();
    query.set_text(words, &catalogue.archive);
    let mut found = 0;
    let times = (0..times).map(|_| {
        let now = Instant::now();
        let view = ask(catalogue, &query);
        found = view.hits.as_ref().map_or(0, |hits| hits.counts.sum());
        since(now)
    });
    (median(times.collect()), found)
}

fn queries(catalogue: &Catalogue) {
    for (kind, words, target) in KINDS {
        let (time, found) = timed(catalogue, words, 15);
        line(&format!("{kind}: {words:.20}"), time, Some(target), &format!("{found} found"));
    }
    for words in MORE {
        let (time, found) = timed(catalogue, words, 5);
        line(words, time, None, &format!("{found} found"));
    }
    let mut query = Query::default();
    query.toggle(Query::condition("country:KZ", &catalogue.archive).expect("a condition"));
    let times = (0..15).map(|_| {
        let now = Instant::now();
        black_box(ask(catalogue, &query));
        since(now)
    });
    line("a country toggled", median(times.collect()), Some(8.0), "lists and counts of every facet");
    let mut query = Query::default();
    query.set_text("energy", &catalogue.archive);
    let quotes =
        View::answer(catalogue, &ViewRequest::new(&catalogue.archive, &query, &Arc::default(), 1000), &AtomicBool::new(false))
            .expect("an answer")
            .quotes;
    let texts: Vec<&str> = quotes.iter().take(60).map(|&id| catalogue.archive.record(id).title()).collect();
    query.set_text("energy cooperaton transport", &catalogue.archive);
    let view = ask(catalogue, &query);
    let lit = view.lit(catalogue);
    let mut ranges = 0;
    let times = (0..50).map(|_| {
        let now = Instant::now();
        ranges = texts.iter().map(|text| lit.ranges(text).len()).sum();
        since(now)
    });
    let times = median(times.collect());
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let remark = format!("three terms, one of them misspelt, lit {ranges} times in {bytes} bytes");
    line(&format!("words lit in {} texts", texts.len()), times, None, &remark);
}

/// Whether texts of a sentence and of a page were said: one that stands there, one of its words in another order, and words of no
/// record.
fn verifying(catalogue: &Catalogue) {
    let quotes = catalogue.archive.of_type(RecordType::Quote);
    let said = catalogue.archive.record(quotes[quotes.len() / 2]).title().to_owned();
    let turned = said.split(' ').rev().collect::<Vec<_>>().join(" ");
    let page: Vec<&str> = quotes.iter().step_by(997).take(20).map(|&id| catalogue.archive.record(id).title()).collect();
    let absent = "Japan will build a nuclear plant in Dushanbe by 2030";
    for (kind, text, target) in [
        ("a quote", said.as_str(), Some(150.0)),
        ("turned round", &turned, Some(150.0)),
        ("absent", absent, Some(150.0)),
        ("a page", &page.join(" "), None),
    ] {
        let mut score = 0.0;
        let times = (0..9).map(|_| {
            let now = Instant::now();
            score = verify(catalogue, text).and_then(|found| found.findings.first().map(|best| best.score)).unwrap_or(0.0);
            since(now)
        });
        let words = text.split(' ').count();
        line(&format!("was it said: {kind}"), median(times.collect()), target, &format!("{words} words, score {score:.2}"));
    }
}

/// Answers what the app has asked, as the thread beside the loop does.
fn answered(app: &mut App) {
    if let Some(question) = app.question() {
        app.accept(question.answer(&AtomicBool::new(false)).expect("an answer"));
    }
}

/// An app over the catalogue, on a screen of 200×60 in memory.
struct Screen {
    app: App,
    theme: Theme,
    terminal: Terminal<TestBackend>,
}

impl Screen {
    fn new(catalogue: Catalogue) -> Self {
        let keymap = Keymap::new(&BTreeMap::new()).expect("the keys");
        let mut app = App::new(Arc::new(catalogue), keymap, Query::default(), Language::En);
        let theme = Theme::new(ThemeName::Dark, false, None);
        let terminal = Terminal::new(TestBackend::new(200, 60)).expect("a screen");
        app.fit(ui::sizes(&app, 200, 60));
        answered(&mut app);
        Self { app, theme, terminal }
    }

    /// Presses keys; how long it took until the frame stood, and the frame alone.
    fn press(&mut self, keys: &str) -> (f64, f64) {
        let now = Instant::now();
        for key in Key::parse_sequence(keys).expect("keys") {
            self.app.press(key);
        }
        answered(&mut self.app);
        self.app.fit(ui::sizes(&self.app, 200, 60));
        let drawn = Instant::now();
        self.terminal.draw(|frame| ui::draw(frame, &self.app, &self.theme)).expect("drawn");
        (since(now), since(drawn))
    }

    /// Types what people type; the times of the letters, and of their frames.
    fn type_phrases(&mut self) -> (Vec<f64>, Vec<f64>) {
        let mut times = Vec::new();
        self.press("/");
        for phrase in PHRASES {
            for letter in phrase.chars() {
                let key = if letter == ' ' { "Space".to_owned() } else { letter.to_string() };
                times.push(self.press(&key));
            }
            self.press("C-u");
        }
        times.into_iter().unzip()
    }
}

/// Typing, scrolling and drawing; the times of the letters.
fn screen(catalogue: Catalogue) -> Vec<f64> {
    let mut screen = Screen::new(catalogue);
    let (letters, mut frames) = screen.type_phrases();
    for letter in ["e", "n", "e", "r", "g", "y"] {
        screen.press(letter);
    }
    screen.press("Enter");
    let (scrolls, scrolled): (Vec<f64>, Vec<f64>) = (0..300).map(|_| screen.press("j")).unzip();
    frames.extend(scrolled);
    spread("a letter to its frame", letters.clone(), Some(4.0), Some(16.0));
    spread("a scroll key to its frame", scrolls, None, Some(1.5));
    spread("a frame of 200×60", frames, None, Some(4.0));
    line("memory, MiB", resident("self"), Some(350.0), "resident, after all this");
    letters
}

/// How the cost of a letter grows with the number of records.
#[allow(clippy::cast_precision_loss)] // some millions
fn growth(records: usize, large: &[f64]) {
    let (_folder, path) = written(FROM);
    let loaded = load(Base::Bundled, &[path]).expect("a sound pack");
    let catalogue = Catalogue::new(loaded.archive);
    catalogue.prepare();
    let (small, _) = Screen::new(catalogue).type_phrases();
    let sum = |times: &[f64]| times.iter().sum::<f64>();
    let power = (sum(large) / sum(&small)).ln() / (records as f64 / FROM as f64).ln();
    let remark =
        format!("power of the records, from {FROM} on; there a letter takes {:.2} on average", sum(&small) / small.len() as f64);
    line("growth of a letter's cost", power, Some(POWER), &remark);
}

/// Whether the screen lives while the collection is read: help is opened and closed, then the program is told to go.
fn alive(path: &Path) {
    let path = path.to_str().expect("a plain path");
    let is_reading = |screen: &vt100::Screen| screen.contents().lines().last().is_some_and(|line| line.contains('%'));
    let start = || {
        let mut running = Running::start(env!("CARGO_BIN_EXE_cadialog"), &["--data", path]);
        running.until(running.started, is_reading);
        running
    };
    let mut running = start();
    let mut times = Vec::new();
    while is_reading(running.screen.screen()) && times.len() < 200 {
        for (key, open) in [("?", true), ("\x1b", false)] {
            let now = Instant::now();
            running.send(key);
            times.push(ms(running.until(now, |screen| screen.contents().contains("Esc closes") == open)));
        }
    }
    spread("a key while records are read", times, None, None);
    let mut running = start();
    let now = Instant::now();
    running.send("q");
    while !running.has_ended() {
        std::thread::yield_now();
    }
    line("q while records are read, to the end", since(now), None, "of the program");
}
