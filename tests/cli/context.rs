//! Keywords in context, printed: every place on a line of its own that fits the terminal, with its date and who spoke, in the order
//! asked for, and the same places for programs.

use cadialog::text;
use serde_json::Value;

use super::{ended, json, program, run};

/// What a terminal of so many columns gets.
fn at(columns: &str, arguments: &[&str]) -> String {
    ended(program().env("COLUMNS", columns).args(arguments).output().expect("runs")).out
}

/// The places as JSON has them.
fn places(arguments: &[&str]) -> Vec<Value> {
    json(&[arguments, &["--format", "json"]].concat())["results"].as_array().expect("results").clone()
}

fn said(place: &Value, key: &str) -> String {
    place[key].as_str().unwrap_or_else(|| panic!("no {key} in {place}")).to_owned()
}

#[test]
fn no_line_runs_over_the_edge_however_long_the_ids_are() {
    for words in ["visa", "corridor", "japan", "stability", "орталық"] {
        for columns in [40, 60, 80, 120, 200] {
            let lines = at(&columns.to_string(), &["search", words, "--kwic"]);
            for line in lines.lines() {
                assert!(text::width(line) <= columns, "{columns}: {line}");
            }
        }
    }
    // A narrow terminal has no room for the longest ids and shows that; a wide one has.
    let narrow = at("80", &["search", "type:quote", "energy", "--kwic"]);
    assert!(narrow.lines().any(|line| line.ends_with('…')), "{narrow}");
    let wide = at("200", &["search", "visa", "--kwic"]);
    for place in places(&["search", "visa", "--kwic"]) {
        assert!(wide.lines().any(|line| line.ends_with(&said(&place, "id"))), "{place}\n{wide}");
    }
}

#[test]
fn a_line_has_the_date_and_of_a_quote_who_spoke() {
    let lines = at("120", &["search", "catalyst", "--kwic"]);
    let quote = lines.lines().find(|line| line.contains("fmm-02-aso-catalyst")).expect(&lines);
    assert!(quote.contains("5 Jun 2006") && quote.contains("Aso") && !quote.contains("Aso Taro"), "{quote}");
    let event = at("120", &["search", "visa", "--kwic"]);
    assert!(event.lines().any(|line| line.starts_with("1 May 2017") && line.contains("fmm-06-ashgabat-2017")), "{event}");
}

#[test]
fn the_order_of_records_is_the_one_asked_for() {
    for (order, typed) in [("date", "sort:date"), ("-date", "sort:-date")] {
        let asked = places(&["search", "visa", "--kwic", "--sort", order]);
        let mut of: Vec<String> = asked.iter().map(|place| said(place, "id")).collect();
        of.dedup();
        let all = run(&["search", "visa", "--sort", order, "--format", "ids"]).out;
        assert!(of.len() > 2);
        assert_eq!(of, all.lines().filter(|id| of.iter().any(|own| own == id)).collect::<Vec<_>>(), "{order}");
        let days = |places: &[Value]| places.iter().map(|place| place["date"].clone()).collect::<Vec<_>>();
        assert_eq!(days(&asked), days(&places(&["search", "visa", typed, "--kwic"])), "{typed}");
    }
}

#[test]
fn lines_are_sorted_by_up_to_three_words_on_either_side() {
    let words = |text: &str| text::tokens(text).into_iter().map(|token| token.word).collect::<Vec<_>>();
    let ranked = places(&["search", "water", "--kwic"]);
    for side in ["left", "right"] {
        // The nearest word first, then the next; what is alike in so many stays as it ranks.
        let key = |place: &Value, most: usize| -> Vec<String> {
            let words = words(&said(place, side));
            if side == "left" { words.into_iter().rev().take(most).collect() } else { words.into_iter().take(most).collect() }
        };
        for most in 1..=3 {
            let mut wanted = ranked.clone();
            wanted.sort_by_key(|place| key(place, most));
            assert_eq!(places(&["search", "water", &format!("--kwic={side}{most}")]), wanted, "{side}{most}");
        }
        let mut wanted = ranked.clone();
        wanted.sort_by_key(|place| key(place, usize::MAX));
        assert_eq!(places(&["search", "water", &format!("--kwic={side}")]), wanted);
    }
    let refused = run(&["search", "water", "--kwic=left4"]);
    assert!(refused.code == 2 && refused.err.contains("left3"), "{}", refused.err);
}

#[test]
fn programs_get_the_same_places_in_every_format() {
    let call = ["search", "catalyst", "--kwic"];
    let told = places(&call);
    assert_eq!(json(&[&call[..], &["--format", "json"]].concat())["schema"], "cadialog.kwic/1");
    let quote = told.iter().find(|place| place["id"] == "fmm-02-aso-catalyst").expect("a quote");
    assert_eq!((said(quote, "date").as_str(), said(quote, "speaker").as_str()), ("2006-06-05", "Aso Taro"));
    assert!(told.iter().any(|place| place["type"] == "outcome"));
    assert!(told.iter().all(|place| (place["type"] == "quote") == place.get("speaker").is_some()), "{told:?}");

    let lines = run(&[&call[..], &["--format", "jsonl"]].concat()).out;
    let read: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(read, told);

    let head = ["id", "type", "date", "speaker", "field", "left", "hit", "right"];
    let csv = run(&[&call[..], &["--format", "csv"]].concat()).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.headers().expect("a heading"), &head[..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), told.len());
    for (row, place) in rows.iter().zip(&told) {
        for (cell, name) in row.iter().zip(head) {
            let wanted = place[name].as_str().unwrap_or_default();
            // A cell that a spreadsheet would run is defused.
            assert_eq!(cell.trim_start_matches('\''), wanted.trim_start_matches('\''), "{name}");
        }
    }
    let tsv = run(&[&call[..], &["--format", "tsv"]].concat()).out;
    assert_eq!((tsv.lines().count(), tsv.lines().next()), (told.len() + 1, Some(head.join("\t").as_str())));
    assert!(run(&[&call[..], &["--format", "csv", "--bom"]].concat()).out.starts_with('\u{feff}'));
    let refused = run(&[&call[..], &["--format", "ids"]].concat());
    assert!(refused.code == 2 && refused.err.contains("jsonl, csv, tsv"), "{}", refused.err);
}

#[test]
fn no_blank_stands_where_the_text_has_none() {
    let lines = at("120", &["search", "\"free and open\"", "--kwic"]);
    assert!(lines.contains("“free and open") && !lines.contains("“ free"), "{lines}");
    let lines = at("200", &["search", "catalyst", "--kwic"]);
    assert!(!lines.contains("catalyst .") && !lines.contains("catalyst ,"), "{lines}");
}

#[test]
fn addresses_are_no_places() {
    for place in places(&["search", "corridor", "--kwic"]) {
        let around = format!("{}{}{}", said(&place, "left"), said(&place, "hit"), said(&place, "right"));
        assert!(!around.contains("://") && !around.contains("-On-"), "{place}");
    }
}

#[test]
fn the_records_are_those_that_count() {
    let all = |arguments: &[&str]| {
        let mut ids: Vec<String> = places(arguments).iter().map(|place| said(place, "id")).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let counted = run(&["search", "water", "--format", "ids"]).out;
    assert!(all(&["search", "water", "--kwic"]).iter().all(|id| counted.lines().any(|known| known == id)));
    // --loose counts every block.
    assert!(all(&["search", "uranium", "--kwic", "--loose"]).len() > all(&["search", "uranium", "--kwic"]).len());
}
