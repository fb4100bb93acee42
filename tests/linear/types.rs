//! Lists of other types than events, outcomes beside what is selected, and commitments, in words.

use super::journey;

/// The made-up records with outcomes laid over them.
const OUTCOMES: [&str; 5] = [
    "--no-bundled",
    "--data",
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture"),
    "--data",
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outcomes.json"),
];

#[test]
fn types_have_words_and_are_told() {
    let told = journey(&OUTCOMES, &["list outcomes", "list 2", "list people", "t", "list timeline"]);
    assert!(told.contains("Outcomes are listed."), "{told}");
    assert!(told.contains("Outcomes 1 to 2 of 5; more goes on."), "{told}");
    assert!(told.contains("People are listed.") && told.contains("Aalto"), "{told}");
    assert!(told.contains("Bodies are listed."), "{told}");
    assert!(told.contains("The events are listed."), "{told}");
}

#[test]
fn outcomes_of_what_is_selected_are_read_by_their_name() {
    let told = journey(&OUTCOMES, &["outcomes", "list", "quotes", "quotes"]);
    assert!(told.contains("Outcomes of ") && told.contains("Northland is to send 600 barrels"), "{told}");
    assert!(told.contains("Outcomes 1 to 3 of 3; these are all."), "{told}");
    assert!(told.contains("Quotes of "), "{told}");
}

#[test]
fn commitments_are_read_as_sentences() {
    let told = journey(&OUTCOMES, &["commitments", "", "2"]);
    assert!(told.contains("2 commitments, the newest first:"), "{told}");
    let first = "1. 13 Aug 2017. Northland to Southmark: Northland is to send 600 barrels of lamp oil every winter. How much: 600 \
                 barrels. Due 2019. State: begun. Last evidence: 1 Feb 2018, Harbour Board.";
    assert!(told.contains(first), "{told}");
    assert!(told.contains("Commitments, entry 2 of 2") && told.contains("A light is to be set on the quay."), "{told}");
    assert!(told.contains("Detail, outcome"), "{told}");
    let none = journey(&OUTCOMES, &["/zzzqqq", "commitments"]);
    assert!(none.contains("leave no commitment"), "{none}");
}
