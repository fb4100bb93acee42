//! The whole table of performance in one run: each figure beside its target, and beside whichever of `fzf`, `sk` and `rg` is
//! installed. Repeat with `cargo bench --bench table`, or with another number of records behind `--`. Read the ratios: a figure by itself
//! says as much about the machine. Unix only.
//!
//! Finders of lines accept whatever has the letters in order, and `rg` whatever holds the word; cadialog answers with records, ranked.

mod common;

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use cadialog::archive::{Base, load};
use cadialog::query::Query;
use cadialog::search::Catalogue;
use cadialog::verify::verify;
use cadialog::view::{View, ViewRequest};
use common::figures::{at, line, median, ms, resident, since};
use common::peers::{is_installed, peers};
use common::running::Running;
use common::{PROGRAM, arguments, written};

/// A screen that has not changed for so long stands.
const QUIET: Duration = Duration::from_millis(80);

/// Whole processes of which the middle is taken.
const TIMES: usize = 15;

/// Typed letter by letter into a million records.
const TYPED: [&str; 6] = ["energy cooperation", "uzbek trade", "enrgy", "hydropower glacier", "中央アジア", "борьба"];

fn main() {
    let Some(arguments) = arguments() else { return };
    let records = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let (folder, path) = written(records);
    println!("cadialog {}, {records} records beside the bundled; milliseconds\n", env!("CARGO_PKG_VERSION"));
    let cache = folder.path().join("cache");
    bundled(folder.path(), &cache);
    large(&path, &cache);
    inside(&path);
    files(folder.path(), &cache);
    let size = std::fs::metadata(PROGRAM).map_or(0, |data| data.len());
    #[allow(clippy::cast_precision_loss)] // some millions
    line("the program, MB", size as f64 / 1e6, Some(12.0), "");
}

/// What beside a figure of cadialog's stands for another program: its figure, and how many times cadialog's that is.
fn beside(own: f64, others: &[(&str, f64)]) -> String {
    let other = |(name, figure): &(&str, f64)| format!("{name} {figure:.1} ({:.1}×)", figure / own);
    others.iter().map(other).collect::<Vec<_>>().join(" · ")
}

fn process(script: &str, cache: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]).env("XDG_CACHE_HOME", cache);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The middle of the times of a command of the shell.
fn processes(script: &str, cache: &Path, times: usize) -> f64 {
    let run = |_| {
        let begin = Instant::now();
        process(script, cache).status().expect("a shell");
        since(begin)
    };
    median((0..times).map(run).collect())
}

/// The most memory that a command of the shell takes, in mebibytes, looked at again and again.
fn memory(script: &str, cache: &Path) -> f64 {
    let mut child = process(script, cache).spawn().expect("a shell");
    let (id, mut most) = (child.id().to_string(), 0.0_f64);
    // What has ended no longer tells its memory.
    while child.try_wait().expect("a process").is_none() {
        most = most.max(resident(&id));
        std::thread::sleep(Duration::from_micros(300));
    }
    most
}

/// First byte and whole screen of a command in a terminal, the middle of several starts.
fn started(script: &str, cache: &Path) -> (f64, f64) {
    let start = |_| {
        let mut running = Running::start_with("sh", &["-c", script], &[("XDG_CACHE_HOME", cache)]);
        let first = running.first_byte();
        let more = running.settled(running.started, first + QUIET);
        (ms(first), ms(more.max(first)))
    };
    let (first, whole): (Vec<f64>, Vec<f64>) = (0..TIMES).map(start).unzip();
    (median(first), median(whole))
}

fn bundled(folder: &Path, cache: &Path) {
    let list = folder.join("list.txt");
    let listed = Command::new(PROGRAM).args(["list", "events"]).output().expect("a list").stdout;
    File::create(&list).and_then(|mut file| file.write_all(&listed)).expect("written");
    let (trivial, _) = started("exec echo x", cache);
    started(&format!("exec {PROGRAM}"), cache);
    let (first, whole) = started(&format!("exec {PROGRAM}"), cache);
    let others = peers();
    let others: Vec<(&str, (f64, f64))> = others[1..]
        .iter()
        .map(|peer| (peer.name, started(&format!("FILE='{}'; {}", list.display(), peer.browse), cache)))
        .collect();
    let firsts: Vec<(&str, f64)> = others.iter().map(|(name, (first, _))| (*name, *first)).collect();
    let wholes: Vec<(&str, f64)> = others.iter().map(|(name, (_, whole))| (*name, *whole)).collect();
    line("first byte in a terminal", first, Some(4.0), &format!("echo {trivial:.1} · {}", beside(first, &firsts)));
    line("first whole screen", whole, Some(5.0), &beside(whole, &wholes));
    let mut versions = vec![("true", processes("exec true", cache, TIMES))];
    for program in ["fzf", "sk"].into_iter().filter(|program| is_installed(program)) {
        versions.push((program, processes(&format!("exec {program} --version"), cache, TIMES)));
    }
    for (call, target) in [
        ("search energy", 5.0),
        ("search energy --limit 20", 5.0),
        ("show td-13-2025", 5.0),
        ("verify 'Open Regional Cooperation'", 10.0),
    ] {
        let time = processes(&format!("exec {PROGRAM} {call}"), cache, TIMES);
        line(&format!("cadialog {call:.30}"), time, Some(target), &beside(time, &versions));
    }
}

/// What a large collection costs from outside.
fn large(path: &Path, cache: &Path) {
    let file = path.display();
    let search = format!("exec {PROGRAM} --data '{file}' search energy --limit 20");
    let first = processes(&search, cache, 1);
    let time = processes(&search, cache, TIMES);
    let mut others = Vec::new();
    for peer in &peers()[1..] {
        let script = format!("FILE='{file}'; WORD=energy; {}", peer.search);
        others.push((peer.name, processes(&script, cache, 3)));
    }
    if is_installed("rg") {
        others.push(("rg -c", processes(&format!("exec rg -c energy '{file}'"), cache, 3)));
    }
    line("search energy --limit 20, first time", first, None, "reads, answers, keeps the index");
    line("search energy --limit 20, second time", time, Some(150.0), &beside(time, &others));
    line("its memory, MiB", memory(&search, cache), Some(120.0), "");
    let (_, screen) = started(&format!("exec {PROGRAM} --data '{file}'"), cache);
    line("first whole screen, all searchable", screen, Some(150.0), "second start");
    let verified = processes(&format!("exec {PROGRAM} --data '{file}' verify 'Open Regional Cooperation'"), cache, TIMES);
    line("verify a sentence", verified, Some(150.0), "");
    let call = ["--data", path.to_str().expect("a plain path")];
    let elsewhere = cache.with_extension("other");
    let mut running = Running::start_with(PROGRAM, &call, &[("XDG_CACHE_HOME", &elsewhere)]);
    let reads = |screen: &vt100::Screen| screen.contents().lines().last().is_some_and(|line| line.contains('%'));
    running.until(running.started, reads);
    let all = running.until(running.started, |screen| !reads(screen));
    line("all searchable, first start", ms(all), Some(2500.0), "");
    line("memory, MiB, all read", resident(&running.process()), Some(200.0), "");
    drop(running);
    typed(&mut Running::start_with(PROGRAM, &call, &[("XDG_CACHE_HOME", cache)]));
}

/// Letters typed into a large collection that was kept.
fn typed(running: &mut Running) {
    running.settled(running.started, QUIET * 4);
    running.send("/");
    running.settled(Instant::now(), QUIET);
    let mut times = Vec::new();
    for phrase in TYPED {
        for letter in phrase.chars() {
            let begin = Instant::now();
            running.send(&letter.to_string());
            times.push(ms(running.settled(begin, QUIET)));
        }
        running.send("\x15");
        running.settled(Instant::now(), QUIET);
    }
    times.sort_by(f64::total_cmp);
    line("a letter to its list, p50", at(&times, 0.5), Some(4.0), "in a terminal; beside finders: --bench peers");
    line("a letter to its list, p99", at(&times, 0.99), Some(10.0), &format!("{} letters", times.len()));
    line("memory, MiB, after use", resident(&running.process()), Some(250.0), "");
}

/// Questions of each kind, without a process or a screen.
fn inside(path: &Path) {
    let loaded = load(Base::Bundled, &[path.to_owned()]).expect("a sound pack");
    let mut catalogue = Catalogue::new(loaded.archive);
    catalogue = catalogue.complete(loaded.volumes).0;
    for (what, words, target) in [
        ("a phrase", "\"energy cooperation\"", 12.0),
        ("days", "date:2005..2010", 2.0),
        ("an expression", "/hydro.*glacier/", 120.0),
        ("a question of ten words", "when and where was the cooperation on glacier water agreed", 12.0),
    ] {
        let mut query = Query::default();
        query.set_text(words, &catalogue.archive);
        let nothing = Arc::default();
        let mut found = 0;
        let ask = |_| {
            let begin = Instant::now();
            let request = ViewRequest::new(&catalogue.archive, &query, &nothing, 100);
            let view = View::answer(&catalogue, &request, &AtomicBool::new(false)).expect("an answer");
            found = view.hits.as_ref().map_or(view.events.len() + view.quotes.len(), |hits| hits.counts.sum());
            since(begin)
        };
        let times: Vec<f64> = (0..9).map(ask).collect();
        line(&format!("{what}: {words:.24}"), median(times), Some(target), &format!("{found} found"));
    }
    let begin = Instant::now();
    verify(&catalogue, "Japan will build a nuclear plant in Dushanbe by 2030");
    line("was it said: in no record", since(begin), Some(150.0), "");
}

/// A spreadsheet, and a paste.
fn files(folder: &Path, cache: &Path) {
    let sheet = folder.join("meetings.csv");
    let mut rows = String::from("Date,Title,Summary\n");
    for row in 0..100_000 {
        rows.push_str(&format!(
            "20{:02}-{:02}-{:02},Meeting {row},What was said at meeting {row} on water and energy\n",
            row % 26,
            1 + row % 12,
            1 + row % 28
        ));
    }
    std::fs::write(&sheet, rows).expect("written");
    let mut running = Running::start_with(PROGRAM, &[sheet.to_str().expect("a plain path")], &[("XDG_CACHE_HOME", cache)]);
    let shown = running.until(running.started, |screen| screen.contents().contains("Meeting "));
    line("a spreadsheet of 100,000 rows, first screen", ms(shown), Some(1000.0), "");
    drop(running);
    let mut running = Running::start_with(PROGRAM, &["--fresh"], &[("XDG_CACHE_HOME", cache)]);
    running.settled(running.started, QUIET * 4);
    running.send("/");
    running.settled(Instant::now(), QUIET);
    let begin = Instant::now();
    running.send(&format!("\x1b[200~{}\x1b[201~", "water ".repeat(175_000)));
    let time = running.settled(begin, QUIET * 10);
    line("a paste of 1 MB, until the screen stands", ms(time), Some(50.0), "");
}
