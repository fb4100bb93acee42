//! The side file: it says what was guessed, is heeded, and its faults are named by line.

use crate::common::{file, import, names};
use cadialog::import::{Guesses, ImportError, read};
use serde_json::Value;

const TABLE: &str = "When,What,Who,Colour,Amount\n\
    03/04/2024,Spring market,\"Lee, Ann\",red,5\n\
    05/04/2024,Choir practice,\"Yun, Bo\",blue,6\n";

#[test]
fn what_was_guessed_is_written_and_read_again_alike() {
    let path = file("side-again", "club.csv", TABLE.as_bytes());
    let first = import(&path);
    let text = first.guesses.to_toml("club.csv");
    let guesses = Guesses::parse(&text, "club.csv.cadialog.toml").expect("its own text");
    assert_eq!(guesses, first.guesses, "{text}");
    let again = read(&path, &guesses, &names()).expect("it can be imported");
    assert_eq!((again.records, again.guesses), (first.records, first.guesses));
    assert!(text.contains("[sheet.\"club\"]") || text.contains("[sheet.club]"), "{text}");
    for key in ["header_row", "type", "date_order", "heading", "is", "name"] {
        let told = text.lines().find(|line| line.starts_with(&format!("{key} = "))).expect(key);
        assert!(told.contains("# "), "what it means is said where it stands first: {told}");
    }
}

#[test]
fn what_somebody_corrects_is_heeded() {
    let path = file("side-heeded", "club.csv", TABLE.as_bytes());
    let side = "[sheet.club]\ndate_order = \"month-first\"\n\
        [[sheet.club.column]]\nheading = \"Colour\"\nis = \"kind\"\n\
        [[sheet.club.column]]\nheading = \"Who\"\nis = \"field\"\nname = \"member\"\ntype = \"term\"\nseparator = \",\"\n";
    std::fs::write(cadialog::import::side_file(&path), side).expect("written");
    let guesses = Guesses::of(&path).expect("sound");
    let import = read(&path, &guesses, &names()).expect("it can be imported");
    let event = import.records.iter().find(|record| record.of_type.name() == "event").expect("an event");
    assert_eq!(event.get("date"), Some(&Value::from("2024-03-04")));
    assert_eq!(event.get("kind"), Some(&Value::from("red")));
    assert_eq!(event.get("member"), Some(&serde_json::json!(["Lee", "Ann"])));
    assert_eq!(event.get("title"), Some(&Value::from("Spring market")), "the rest is guessed");
}

#[test]
fn a_sheet_can_be_left_out() {
    let path = file("side-out", "club.csv", TABLE.as_bytes());
    let guesses = Guesses::parse("[sheet.club]\ntype = \"nothing\"\n", "x").expect("sound");
    assert!(matches!(read(&path, &guesses, &names()), Err(ImportError::Empty { .. })));
}

#[test]
fn faults_are_named_by_line() {
    for (text, line, says) in [
        ("[sheet.a]\nheader_row = 1\ntype = \"meeting\"\n", 3, "event"),
        ("[sheet.a]\ncolour = 1\n", 2, "colour"),
        ("[sheet.a\n", 1, ""),
        ("[sheet.a]\n\nencoding = \"utf-99\"\n", 3, "utf-99"),
        ("[[sheet.a.column]]\nheading = \"x\"\nis = \"field\"\nname = \"Großes\"\n", 4, "a–z"),
        ("[[sheet.a.column]]\nheading = \"x\"\nis = \"field\"\nname = \"title\"\n", 4, "already"),
    ] {
        let fault = Guesses::parse(text, "t.cadialog.toml").expect_err(text).to_string();
        assert!(fault.starts_with(&format!("t.cadialog.toml:{line}: ")) && fault.contains(says), "{fault}");
    }
}

#[test]
fn ids_stay_when_rows_are_added_below() {
    let path = file("side-ids", "club.csv", TABLE.as_bytes());
    let ids = |import: cadialog::import::Import| import.records.into_iter().map(|record| record.id).collect::<Vec<_>>();
    let before = ids(import(&path));
    let more = format!("{TABLE}05/04/2024,Choir practice,\"Yun, Bo\",blue,7\n06/04/2024,Walk,,green,8\n");
    let after = ids(import(&file("side-ids", "club.csv", more.as_bytes())));
    assert_eq!(after[..before.len()], before);
    assert_eq!(after.iter().collect::<std::collections::HashSet<_>>().len(), after.len());
}
