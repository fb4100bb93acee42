//! cadialog beside whichever of `fzf` and `sk` is installed, on the same made-up collection, as ratios in one run: how long
//! until all is read, what it takes of memory, and how long each letter of a word takes to its new list on the screen, in a
//! pseudo-terminal; then whole processes that search once. Repeat with `cargo bench --bench peers`, or with another number of
//! records behind `--`. Unix only.
//!
//! The finders accept every line that has the letters in order, cadialog the records that hold the word or one like it:
//! another question, and the ratios should be read so.

mod common;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::figures::{median, ms, resident, since};
use common::peers::{Peer, peers};
use common::running::Running;
use common::{arguments, written};

/// Typed letter by letter.
const WORD: &str = "hydropower";

/// Searched for by whole processes.
const WORDS: [&str; 4] = ["energy", "enrgy", "water cooperation", "qqqqxxx"];

/// A screen that has not changed for so long stays as it is.
const QUIET: Duration = Duration::from_millis(600);

/// How long a finder may take to count anew.
const LONGEST: Duration = Duration::from_secs(20);

fn main() {
    let Some(arguments) = arguments() else { return };
    let records = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let (_folder, path) = written(records);
    let size = std::fs::metadata(&path).map_or(0, |data| data.len()) >> 20;
    println!("{records} records, {size} MiB; milliseconds, and how many times cadialog's");
    let peers = peers();
    if peers.len() == 1 {
        println!("neither fzf nor sk is installed here: nothing to compare with");
    }
    println!("\n{:12} {:>10} {:>12} {:>22} {:>22}", "", "all read", "memory, MiB", "a letter, median", "a letter, worst");
    let mut own = None;
    for peer in &peers {
        let seen = typed(peer, &path);
        let (median, worst) = *own.get_or_insert((seen.median, seen.worst));
        println!(
            "{:12} {:>10.0} {:>12.0} {:>13.1} ({:>5.0}×) {:>13.1} ({:>5.0}×)",
            peer.name,
            seen.read,
            seen.memory,
            seen.median,
            seen.median / median,
            seen.worst,
            seen.worst / worst
        );
    }
    println!(
        "\nwhole processes that read the collection and search it once, the least of three; the lines they write, of cadialog the best hundred"
    );
    for word in WORDS {
        let mut own = None;
        let figures = peers.iter().map(|peer| {
            let (time, lines) = searched(peer, &path, word);
            let ratio = time / *own.get_or_insert(time);
            format!("{} {time:.0} ({ratio:.1}×, {lines})", peer.name)
        });
        let figures: Vec<String> = figures.collect();
        println!("{word:18} {}", figures.join(" · "));
    }
}

struct Seen {
    read: f64,
    memory: f64,
    median: f64,
    worst: f64,
}

/// Types a word into the program, once it has read all.
fn typed(peer: &Peer, path: &Path) -> Seen {
    let script = format!("FILE='{}'; {}", path.display(), peer.browse);
    let mut running = Running::start("sh", &["-c", &script]);
    let begin = running.started;
    let shown = running.until(begin, |screen| !screen.contents().trim().is_empty());
    let read = running.settled(begin, shown + QUIET * 3);
    let memory = resident(&running.process());
    if peer.name == "cadialog" {
        running.send("/");
        running.settled(Instant::now(), QUIET);
    }
    let mut times = Vec::new();
    for letter in WORD.chars() {
        let before = counts(running.screen.screen());
        let now = Instant::now();
        running.send(&letter.to_string());
        // The letter itself appears at once; the list of a finder has come when it counts anew. Letters that leave as many
        // lines as before are left out. cadialog may count the same again, but does not take long.
        let is_new = |screen: &vt100::Screen| counts(screen) != before || peer.name == "cadialog";
        if running.within(LONGEST, now, is_new).is_some() {
            times.push(ms(running.settled(now, QUIET)));
        }
    }
    let worst = times.iter().copied().fold(0.0, f64::max);
    Seen { read: ms(read), memory, median: median(times), worst }
}

/// The line in which a finder says how many lines are left.
fn counts(screen: &vt100::Screen) -> String {
    let text = screen.contents();
    let says_so = |line: &&str| {
        let fields = line.split_whitespace().next().unwrap_or_default();
        fields.split_once('/').is_some_and(|(left, all)| is_number(left) && is_number(all))
    };
    text.lines().find(says_so).unwrap_or_default().trim().to_owned()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The least time of three whole processes, and how many lines they wrote.
fn searched(peer: &Peer, path: &Path, word: &str) -> (f64, usize) {
    let script = format!("FILE='{}'; WORD='{word}'; {}", path.display(), peer.search);
    let mut lines = 0;
    let times = (0..3).map(|_| {
        let now = Instant::now();
        let output =
            Command::new("sh").args(["-c", &script]).stdin(Stdio::null()).stderr(Stdio::null()).output().expect("a shell");
        lines = memchr::memchr_iter(b'\n', &output.stdout).count();
        since(now)
    });
    (times.fold(f64::INFINITY, f64::min), lines)
}
