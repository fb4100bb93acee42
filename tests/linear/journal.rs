//! A whole session through a pipe, as it is read by somebody who hears it: `tests/golden/linear.txt`. After an intended
//! change: `UPDATE_GOLDEN=1 cargo test --test linear`, and read the difference.

use super::{check, home, run};

const LINES: &[&str] = &[
    "/water",
    "clear",
    "filter Kazakhstan",
    "topics",
    "filter energy",
    "list 3",
    "more",
    "open 5",
    "links",
    "3",
    "back",
    "mark",
    "a",
    "ask about the venue",
    "note and the date",
    "find energy",
    "next-found",
    "back",
    "marks",
    "list",
    "back",
    "save energy in Kazakhstan",
    "clear",
    "searches",
    "1",
    "export kz.csv",
    "export kz.csv",
    "e",
    "kz",
    "kz.ids",
    "outcomes",
    "list 2",
    "commitments",
    "",
    "2",
    "back",
    "list outcomes",
    "list 2",
    "list timeline",
    "charts",
    "list 3",
    "",
    "2025 visit",
    "chart 2",
    "energy KZ",
    "open",
    "map",
    "list",
    "2",
    "Uzbekistan",
    "/ water",
    "K",
    "2",
    "list 2",
    "s",
    "s",
    "K",
    ": copy id",
    "1",
    "L",
    "help export",
    "foo",
    "／",
    "quit",
];

#[test]
fn a_whole_session_reads_as_its_golden_file() {
    let home = home();
    let (transcript, code) = run(home.path(), &[], LINES);
    assert_eq!(code, 0);
    let folder = std::fs::canonicalize(home.path()).expect("there");
    let transcript = transcript.replace(folder.to_str().expect("UTF-8"), "/home/reader");
    check(&transcript, LINES.len() - 1); // quit ends it
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/linear.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &transcript).expect("written");
    }
    let stored = std::fs::read_to_string(&golden).unwrap_or_default();
    assert!(stored == transcript, "tests/golden/linear.txt differs; UPDATE_GOLDEN=1 cargo test --test linear\n{transcript}");

    // What was written is what was told of.
    let table = std::fs::read_to_string(home.path().join("kz.csv")).expect("an export");
    let rows = csv::Reader::from_reader(table.as_bytes()).records().inspect(|row| assert!(row.is_ok(), "a row")).count();
    assert!(transcript.contains(&format!("\n{rows} events written to /home/reader/kz.csv.\n")), "{rows}");
    let ids = std::fs::read_to_string(home.path().join("kz.ids")).expect("an export");
    assert_eq!(ids.lines().count(), rows);
    assert!(!home.path().join("kz").exists());
    let shelf = std::fs::read_to_string(home.path().join("cadialog/shelf.json")).expect("a shelf");
    let shelf: serde_json::Value = serde_json::from_str(&shelf).expect("JSON");
    assert_eq!(shelf["searches"]["energy in Kazakhstan"], "country:KZ topic:energy");
    assert_eq!(shelf["notes"].as_object().expect("notes").values().next().expect("a note"), "and the date");
    assert_eq!(shelf["marks"].as_array().expect("marks").len(), 1);
}
