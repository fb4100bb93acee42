//! What a large collection costs: reading, memory, each kind of query, typing, toggling, drawing; beside the targets. Repeat
//! with `cargo bench --bench scale`, or `cargo bench --bench scale -- 100000` for another number of records.
//! `-- --generate N FILE` only writes the collection.

#[path = "scale/generate.rs"]
mod generate;

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use cadialog::archive::{Base, load};
use cadialog::query::{Catalogue, Query, View};

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
    let path = std::env::var("CADIALOG_BENCH_FILE").map_or_else(|_| folder.path().join("large.jsonl"), Into::into);
    if !path.exists() {
        generate::generate(records, File::create(&path).expect("a file")).expect("written");
    }
    measure(&path);
}

fn milliseconds(from: Instant) -> f64 {
    from.elapsed().as_secs_f64() * 1000.0
}

fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        status.lines().find_map(|l| l.strip_prefix(name)).and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok())
    };
    line("VmRSS:").unwrap_or(0.0) / 1024.0
}

fn measure(path: &Path) {
    let before = Instant::now();
    let loaded = load(Base::Bundled, &[path.to_owned()]).expect("a sound pack");
    let catalogue = Catalogue::new(loaded.archive);
    let mut first = None;
    let mut shown = 0;
    let mut whole = None;
    let told = catalogue.grow(loaded.volumes, &AtomicBool::new(false), &mut |grown, _| {
        first.get_or_insert_with(|| (milliseconds(before), grown.archive.len()));
        shown += 1;
        whole = Some(grown);
    });
    let catalogue = whole.expect("a whole catalogue");
    println!(
        "first searchable {:.0} ms, all {:.0} ms, shown {shown} times, {} faults",
        first.unwrap_or_default().0,
        milliseconds(before),
        told.len()
    );
    for fault in told.iter().take(3) {
        println!("{fault}");
    }
    println!("memory {:.0} MB, records {}", resident(), catalogue.archive.len());
    let _ = catalogue.index();
    for words in [
        "en",
        "energy",
        "water cooperation uzbek",
        "enrgy",
        "qqqqxxx",
        "the cooperation of countries and energy development region trade",
        "中央アジア",
        "Ташкент",
        "\"energy cooperation\"",
        "date:2005..2010 energy",
        "status:held energy",
        "/hydro.*glacier/",
    ] {
        let mut times = Vec::new();
        let mut found = (0, 0);
        for _ in 0..7 {
            let mut query = Query::default();
            query.set_text(words, &catalogue.archive);
            let now = Instant::now();
            let view = View::answer(&catalogue, &query, &HashSet::new(), 100, &AtomicBool::new(false)).expect("an answer");
            times.push(milliseconds(now));
            found = view.hits.map_or((0, 0), |hits| (hits.total, hits.list.len()));
        }
        times.sort_by(f64::total_cmp);
        println!("{words:40} first {:8.2} median {:8.2} ms  {} hits", times[times.len() - 1], times[3], found.0);
    }
    println!("memory {:.0} MB", resident());
}
