//! Two records or selections side by side, and phrases through the years, in words.

use super::dialogs::step;
use super::{home, journey, run};

#[test]
fn two_countries_are_compared_in_sentences() {
    let said = journey(&[], &["filter KZ", "filter KG", "=", "", "list 3", "more", "3", "back", "clear", "compare"]);
    let opened = step(&said, 3).join("\n");
    assert!(opened.contains("in both") && opened.contains("1. A is country:KZ: "), "{opened}");
    assert!(opened.contains("Type (records):") && opened.contains(" in A, "), "{opened}");
    assert!(step(&said, 4).join("\n").contains("Side by side, row 2 of "), "{said}");
    assert!(step(&said, 5).join("\n").contains("Entries 1 to 3 of "), "{said}");
    assert!(step(&said, 7).join("\n").contains("There is no record behind this line."), "{said}");
    assert!(step(&said, 8).join("\n").contains("The comparison is closed."), "{said}");
    assert!(step(&said, 10).join("\n").contains("compares two records marked by m"), "{said}");
}

#[test]
fn two_marked_records_are_compared_word_by_word() {
    let lines = ["/id:som-12-2018", "mark", "/id:som-13-2018", "mark", "clear", "compare", "list 60", "1", "copy", "back"];
    let said = journey(&[], &lines);
    let told = step(&said, 7).join("\n");
    for wanted in ["1. A is ", "; B is ", "Type, the same: event.", "different: A has "] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }
    assert!(!told.contains("[-") && !told.contains('≠'), "a sign is no sound: {told}");
    assert!(step(&said, 9).join("\n").contains("to copy; the text follows."), "{said}");
}

#[test]
fn phrases_are_traced_in_sentences() {
    let said = journey(&[], &["trace water, energy", "", "2025", "trace", "clear", "trace zzzqqq", "W", "Esc"]);
    let opened = step(&said, 1).join("\n");
    assert!(opened.contains("Water at ") && opened.contains("energy at ") && opened.contains("in a thousand words"), "{opened}");
    assert!(step(&said, 2).join("\n").contains("Trace, year 2 of "), "{said}");
    let listed = step(&said, 3).join("\n");
    assert!(listed.contains("The trace is closed.") && listed.contains("water | energy year:2025"), "{listed}");
    assert!(step(&said, 4).join("\n").contains("Trace, year 1 of 1."), "{said}");
    assert!(step(&said, 6).join("\n").contains("No dated record holds zzzqqq."), "{said}");
    assert!(step(&said, 7).join("\n").contains("Type a word or phrase"), "{said}");
    assert!(step(&said, 8).join("\n").contains("Nothing is traced."), "{said}");
}

#[test]
fn the_figures_are_those_of_the_command() {
    let home = home();
    let (said, _) = run(home.path(), &[], &["trace water", "list 50"]);
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    command.env("XDG_CONFIG_HOME", home.path()).env("XDG_DATA_HOME", home.path());
    let output = command.args(["trace", "--compare", "water", "--format", "json"]).output().expect("runs");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for year in answer["years"].as_array().expect("years") {
        let places = year["phrases"][0]["places"].as_u64().expect("places");
        let wanted = match places {
            0 => format!("{}: water ", year["year"]),
            1 => format!("{}: water at 1 place in ", year["year"]),
            _ => format!("{}: water at {places} places in ", year["year"]),
        };
        assert!(said.contains(&wanted), "{wanted}\n{said}");
    }
}
