//! What the reader keeps, on the command line: searched, listed, counted and exported as in the browser.

use std::path::Path;

use super::{Run, ended, program};

/// A shelf with two notes, one of them hostile, and a note on a record of no pack.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a directory");
    let shelf = serde_json::json!({
        "version": 1,
        "marks": ["td-13-2025", "KZ"],
        "groups": {"thesis": ["td-13-2025", "unmarked"]},
        "notes": {"td-13-2025": "zebrafish \u{1b}[31m\u{202e}\n=SUM(A1)\n- <b>", "KZ": "steppe", "of-no-pack": "lost"},
    });
    std::fs::create_dir(home.path().join("cadialog")).expect("made");
    std::fs::write(home.path().join("cadialog/shelf.json"), shelf.to_string()).expect("written");
    home
}

fn at(home: &Path, arguments: &[&str]) -> Run {
    ended(program().env("XDG_DATA_HOME", home).args(arguments).output().expect("runs"))
}

#[test]
fn a_rare_word_of_a_note_is_found_and_counted_alike_by_every_command() {
    let home = home();
    for arguments in [
        &["search", "zebrafish", "--format", "ids"][..],
        &["search", "note:zebra", "--format", "ids"],
        &["search", "\"SUM A1\"", "--format", "ids"],
        &["search", "/zebra.ish/", "--format", "ids"],
        &["search", "type:event note:mine", "--format", "ids"],
        &["search", "is:noted mark:thesis", "--format", "ids"],
        &["export", "zebrafish", "--format", "ids"],
        &["notes", "zebrafish", "--format", "ids"],
        &["notes", "--type", "event", "--format", "ids"],
    ] {
        let run = at(home.path(), arguments);
        assert_eq!((run.out.as_str(), run.code), ("td-13-2025\n", 0), "{arguments:?}: {}", run.err);
    }
    let found = at(home.path(), &["search", "zebrafish"]);
    assert!(found.out.contains("your note: zebrafish"), "{}", found.out);
    assert!(!found.err.contains('→'), "a word of a note is no misspelling: {}", found.err);
    let json: serde_json::Value =
        serde_json::from_str(&at(home.path(), &["stats", "zebrafish", "--format", "json"]).out).expect("JSON");
    assert_eq!(json["total"], 1);
    let json: serde_json::Value =
        serde_json::from_str(&at(home.path(), &["search", "zebrafish", "--format", "json"]).out).expect("JSON");
    assert_eq!((&json["total"], &json["results"][0]["field"]), (&1.into(), &"your note".into()), "{json}");
    let none = at(home.path(), &["search", "--exact", "--", "-zebrafish id:td-13-2025 type:event"]);
    assert_eq!(none.code, 1, "what is noted can be left out: {}", none.out);
    assert_eq!(at(home.path(), &["search", "mark:chapter"]).code, 1);
    let word = at(home.path(), &["search", "note:\"mine\"", "--format", "ids"]);
    assert!(!word.out.contains("KZ"), "in quotation marks it is a word: {}", word.out);
}

#[test]
fn notes_and_marks_are_exported_where_there_is_room_and_left_out_if_so_asked() {
    let home = home();
    for format in ["markdown", "csv", "tsv", "json", "jsonl", "bibtex", "ris", "csl-json", "text"] {
        let arguments = ["export", "zebrafish", "--format", format];
        let run = at(home.path(), &arguments);
        assert!(run.out.contains("zebrafish") && run.out.contains("thesis"), "{format}: {}", run.out);
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{format} is harmless");
        let bare = at(home.path(), &[&arguments[..], &["--no-notes"]].concat());
        assert!(bare.code == 0 && !bare.out.contains("zebrafish") && !bare.out.contains("thesis"), "{format}: {}", bare.out);
        let none = ended(program().args(["export", "id:td-13-2025 type:event", "--format", format]).output().expect("runs"));
        assert_eq!(bare.out, none.out, "{format} without notes is what it always was");
    }
    let csv = at(home.path(), &["export", "is:noted", "--format", "csv"]).out;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let head = rows.headers().expect("a head").clone();
    assert_eq!(head.iter().rev().take(2).collect::<Vec<_>>(), ["marks", "note"]);
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    let cells = |id: &str| {
        rows.iter().find(|row| &row[1] == id).map(|row| row.iter().skip(head.len() - 2).map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(cells("KZ").expect("a row"), ["steppe", "marked"]);
    assert!(cells("td-13-2025").expect("a row")[0].ends_with("/ =SUM(A1) / - <b>"), "{rows:?}");
    let json: serde_json::Value = serde_json::from_str(&at(home.path(), &["export", "zebrafish"]).out).expect("JSON");
    let own = &json["results"][0]["annotation"];
    assert_eq!((own["note"].as_str().expect("a note").lines().count(), &own["marks"]), (3, &serde_json::json!(["thesis"])));
    let markdown = at(home.path(), &["export", "zebrafish", "--format", "markdown"]).out;
    assert!(markdown.contains("\\\n  \\=SUM(A1)\\\n  \\- \\<b\\>\n"), "lines stay lines, and nothing is markup: {markdown}");
}

#[test]
fn notes_are_listed_with_the_records_that_no_pack_has_told() {
    let home = home();
    let run = at(home.path(), &["notes"]);
    for said in ["13th Tokyo Dialogue", "Marked under: thesis", "Your note: zebrafish", "  =SUM(A1)", "Your note: steppe"] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
    assert!(run.err.contains("2 records for is:noted") && run.err.contains("of other notes: of-no-pack"), "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&at(home.path(), &["notes", "--format", "json"]).out).expect("JSON");
    let schema: serde_json::Value = serde_json::from_str(&at(home.path(), &["schema", "notes"]).out).expect("JSON");
    assert!(jsonschema::validator_for(&schema).expect("a schema").is_valid(&json), "{json}");
    assert_eq!((&json["schema"], &json["total"]), (&"cadialog.notes/1".into(), &2.into()));
    let nobody = ended(program().args(["notes"]).output().expect("runs"));
    assert_eq!(nobody.code, 1, "{}", nobody.err);
}

#[test]
fn what_is_new_is_told_by_the_visit_that_was_kept() {
    let home = home();
    let whole = || at(home.path(), &["search", "is:new type:topic", "--format", "ids"]);
    assert_eq!(whole().code, 1, "before the first visit nothing is new");
    // One record has been seen, which is not of this archive.
    let visits = r#"{"version":1,"packs":{"central-asia-plus-japan":{"whole":"0","records":"00000000000000ff"}}}"#;
    std::fs::write(home.path().join("cadialog/visits.json"), visits).expect("written");
    let all = ended(program().args(["list", "topics", "--format", "ids"]).output().expect("runs"));
    assert_eq!(whole().out, all.out, "then all of it is");
}
