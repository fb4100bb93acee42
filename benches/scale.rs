//! What a large collection costs: reading, memory, each kind of query, typing, toggling, drawing; beside the targets that
//! the project has set itself. Repeat with `cargo bench --bench scale`, or `cargo bench --bench scale -- 100000` for another
//! number of records; `-- --generate N FILE` only writes the collection. Figures of a quiet machine only mean something
//! beside each other.

#[path = "scale/generate.rs"]
mod generate;

use std::collections::{BTreeMap, HashSet};
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
use cadialog::query::{Catalogue, Query, View};
use cadialog::record::Language;
use cadialog::ui::{self, Theme};
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
const MORE: [&str; 6] = [
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

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if arguments.iter().any(|a| a == "--list") {
        return;
    }
    if let [first, number, file] = &arguments[..]
        && first == "--generate"
    {
        let file = File::create(file).expect("the file can be written");
        generate::generate(number.parse().expect("a number of records"), file).expect("the collection can be written");
        return;
    }
    let records = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("large.jsonl");
    generate::generate(records, File::create(&path).expect("a file")).expect("written");
    let size = std::fs::metadata(&path).map_or(0, |data| data.len()) >> 20;
    println!("{records} records, {size} MiB; milliseconds unless it says otherwise");
    let catalogue = reading(&path);
    queries(&catalogue);
    screen(catalogue);
}

fn since(from: Instant) -> f64 {
    from.elapsed().as_secs_f64() * 1000.0
}

/// A line of the table; with a target, whether it is met.
fn line(what: &str, measured: f64, target: Option<f64>, remark: &str) {
    let verdict = match target {
        Some(target) if measured <= target => format!("target {target:>8.2}  met"),
        Some(target) => format!("target {target:>8.2}  MISSED ({:.1}×)", measured / target),
        None => String::new(),
    };
    println!("{what:34} {measured:>9.2}  {verdict:28} {remark}");
}

fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}

/// The value at `share` of the sorted measurements.
fn at(sorted: &[f64], share: f64) -> f64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    sorted.get(((sorted.len().saturating_sub(1)) as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}

fn spread(what: &str, mut times: Vec<f64>, p50: Option<f64>, p99: Option<f64>) {
    times.sort_by(f64::total_cmp);
    line(&format!("{what}, p50"), at(&times, 0.5), p50, &format!("{} of them", times.len()));
    line(&format!("{what}, p99"), at(&times, 0.99), p99, &format!("worst {:.2}", at(&times, 1.0)));
}

fn reading(path: &Path) -> Catalogue {
    let before = Instant::now();
    let loaded = load(Base::Bundled, &[path.to_owned()]).expect("a sound pack");
    let catalogue = Catalogue::new(loaded.archive);
    let _ = catalogue.index();
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
    line("memory, MiB", resident(), Some(350.0), "resident, all read");
    whole
}

fn ask(catalogue: &Catalogue, query: &Query) -> View {
    View::answer(catalogue, query, &HashSet::new(), 100, &AtomicBool::new(false)).expect("an answer")
}

fn timed(catalogue: &Catalogue, words: &str) -> (f64, usize) {
    let mut query = Query::default();
    query.set_text(words, &catalogue.archive);
    let mut found = 0;
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let now = Instant::now();
            let view = ask(catalogue, &query);
            found = view.hits.as_ref().map_or(0, |hits| hits.total);
            since(now)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (at(&times, 0.5), found)
}

fn queries(catalogue: &Catalogue) {
    for (kind, words, target) in KINDS {
        let (time, found) = timed(catalogue, words);
        line(&format!("{kind}: {words:.20}"), time, Some(target), &format!("{found} found"));
    }
    for words in MORE {
        let (time, found) = timed(catalogue, words);
        line(words, time, None, &format!("{found} found"));
    }
    let mut query = Query::default();
    let country = catalogue.archive.id("KZ").expect("Kazakhstan");
    query.toggle(country, &catalogue.archive);
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let now = Instant::now();
            black_box(ask(catalogue, &query));
            since(now)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    line("a country toggled", at(&times, 0.5), Some(8.0), "lists and counts of every facet");
}

/// Answers what the app has asked, as the thread beside the loop does.
fn answered(app: &mut App) {
    if let Some(question) = app.question() {
        app.accept(question.answer(&AtomicBool::new(false)).expect("an answer"));
    }
}

fn screen(catalogue: Catalogue) {
    let catalogue = Arc::new(catalogue);
    let keymap = Keymap::new(&BTreeMap::new()).expect("the keys");
    let mut app = App::new(Arc::clone(&catalogue), keymap, Query::default(), Language::En);
    let theme = Theme::new(ThemeName::Dark, false, None);
    let mut terminal = Terminal::new(TestBackend::new(200, 60)).expect("a screen");
    app.fit(ui::sizes(&app, 200, 60));
    answered(&mut app);
    let mut press = |app: &mut App, key: &str| {
        let now = Instant::now();
        for key in Key::parse_sequence(key).expect("keys") {
            app.press(key);
        }
        answered(app);
        app.fit(ui::sizes(app, 200, 60));
        let drawn = Instant::now();
        terminal.draw(|frame| ui::draw(frame, app, &theme)).expect("drawn");
        (since(now), since(drawn))
    };
    let (mut keys, mut frames, mut scrolls) = (Vec::new(), Vec::new(), Vec::new());
    press(&mut app, "/");
    for phrase in PHRASES {
        for letter in phrase.chars() {
            let key = if letter == ' ' { "Space".to_owned() } else { letter.to_string() };
            let (whole, frame) = press(&mut app, &key);
            keys.push(whole);
            frames.push(frame);
        }
        press(&mut app, "C-u");
    }
    for letter in "energy".chars() {
        press(&mut app, &letter.to_string());
    }
    press(&mut app, "Enter");
    for _ in 0..300 {
        let (whole, frame) = press(&mut app, "j");
        scrolls.push(whole);
        frames.push(frame);
    }
    spread("a letter to its frame", keys, Some(4.0), Some(16.0));
    spread("a scroll key to its frame", scrolls, None, Some(1.5));
    spread("a frame of 200×60", frames, None, Some(4.0));
    line("memory, MiB", resident(), Some(350.0), "resident, after all this");
}
