//! Phrases and expressions in so large a pack that lines are passed over: what is found is what the texts hold, however they
//! are written.

use std::fmt::Write as _;

use super::{found, quote, volume, written};

/// More records than are always read.
const RECORDS: usize = 21_000;

/// Texts as they stand in a file, by which the records take turns.
const TEXTS: [&str; 14] = [
    "energy cooperation was agreed",
    "Energy – Cooperation",
    "energy and cooperation",
    "cooperation energy",
    "\\u0065nergy cooperation",
    "énergy cooperation",
    "ener'gy cooperation",
    "the hydro\u{212a}power plant",
    "ener\u{feff}gy cooperation",
    "energy\\ncooperation",
    "nothing of the kind",
    "ＥＮＥＲＧＹ cooperation",
    "вода и ЭНЕРГИЯ",
    "ENERGY, COOPERATION",
];

#[test]
fn phrases_and_expressions_are_found_however_they_are_written() {
    let folder = tempfile::tempdir().expect("a directory");
    let text = (0..RECORDS).fold(String::new(), |mut text, n| {
        write!(text, "{}", quote(n, TEXTS[n % TEXTS.len()])).expect("a string");
        text
    });
    let (catalogue, _) = volume(&written(&folder, &text));
    let all: Vec<usize> = (0..TEXTS.len()).collect();
    for (asked, texts) in [
        ("\"energy cooperation\"", &[0, 1, 4, 5, 6, 8, 9, 11, 13][..]),
        ("\"cooperation energy\"", &[3]),
        ("\"kind energy\"", &[]),
        ("/energy.coop/", &[0, 4, 8, 9]),
        ("/энерг(ия|ии)/", &[12]),
        ("/hydrokpow/", &[7]),
        ("/(agreed|nothing) (was|of)?/", &[10]),
        ("/was agreed$/", &[0]),
        ("text:/cooperation/", &[0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 13]),
        ("/zirconium|zeolite/", &[]),
        // No file says these.
        ("/paraph/", &all),
        ("\"march 2015\"", &all),
    ] {
        let found = found(&catalogue, asked);
        let wanted = (0..RECORDS).filter(|n| texts.contains(&(n % TEXTS.len())));
        let wanted: std::collections::BTreeSet<String> = wanted.map(|n| format!("q-{n}")).collect();
        let differing: Vec<&String> = found.symmetric_difference(&wanted).take(5).collect();
        assert!(differing.is_empty(), "{asked}: {} found, {} wanted, {differing:?}", found.len(), wanted.len());
    }
    let by_id: Vec<String> = found(&catalogue, "/q-2099[0-4]$/").into_iter().collect();
    assert_eq!(by_id, ["q-20990", "q-20991", "q-20992", "q-20993", "q-20994"]);
}
