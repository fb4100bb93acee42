//! Tables of any two facets: in the charts and from the command line; each cell lists as many records as it counts.

mod common;

use std::sync::Arc;

use cadialog::app::Mode;
use cadialog::cli::{self, Arguments, Output};
use cadialog::record::RecordType;
use cadialog::search::Catalogue;
use cadialog::view::Facet;
use clap::Parser;
use common::Session;
use serde_json::{Value, json};

fn pack() -> Value {
    let outcome = |id: &str, form: &str, more: Value| {
        let mut outcome = json!({"id": id, "text": format!("Outcome {id} was reached."), "form": form, "sources": ["page"]});
        outcome.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        outcome
    };
    let begun = json!([{"date": "2021", "state": "begun", "text": "It has begun.", "sources": ["paper"]}]);
    json!({
        "pack": {"name": "tables", "title": "Tables", "version": "1", "schema": 1},
        "countries": [
            {"id": "UZ", "name": "Uzbekistan", "capital": {"name": "Tashkent", "latitude": 41.26, "longitude": 69.22}},
            {"id": "JP", "name": "Japan", "capital": {"name": "Tokyo", "latitude": 35.69, "longitude": 139.69}},
        ],
        "topics": [{"id": "water", "name": "Water, rivers and what else flows through dry countries of the region"}, {"id": "energy", "name": "Energy"}],
        "places": [{"id": "osh", "name": "Osh", "country": "UZ", "latitude": 40.5, "longitude": 72.8}],
        "people": [{"id": "ada", "name": "Ada"}],
        "organisations": [{"id": "bank", "name": "A bank"}],
        "events": [
            {"id": "talks", "title": "Talks", "date": "2020-05-10", "kind": "experts-meeting", "countries": ["UZ", "JP"], "topics": ["water"],
                "stops": ["osh"], "organisations": ["bank"], "participants": [{"person": "ada"}], "summary": "They met.", "sources": ["page"]},
            {"id": "summit", "title": "Summit", "date": "2019-12-30/2020-01-02", "kind": "summit", "countries": ["JP"], "topics": ["energy", "water"],
                "place": {"city": "Tokyo", "country": "JP"}, "summary": "They met.", "sources": ["page", "paper"]},
        ],
        "outcomes": [
            outcome("bare", "agreement", json!({"event": "talks", "updates": begun})),
            outcome("loan", "pledge", json!({"event": "summit", "topics": ["energy"], "countries": ["UZ"], "by": ["bank"], "to": ["UZ"],
                "figures": [{"as_reported": "24 billion", "value": 24e9, "unit": "JPY"}, {"as_reported": "some millions", "unit": "USD"},
                    {"as_reported": "20", "value": 20, "unit": "people"}]})),
            outcome("talk", "discussion", json!({"event": "summit", "by": ["ada"], "sources": ["paper"],
                "figures": [{"as_reported": "1 billion", "value": 1e9, "unit": "JPY"}]})),
        ],
        "sources": [
            {"id": "page", "title": "A page", "publisher": "P", "kind": "primary", "url": "https://example.org/"},
            {"id": "paper", "title": "A primary school’s paper", "publisher": "P", "kind": "secondary", "url": "https://example.org/paper"},
        ],
    })
}

fn catalogue() -> Arc<Catalogue> {
    common::of_pack(&pack())
}

fn printed(arguments: &[&str]) -> String {
    let arguments = Arguments::try_parse_from(["cadialog"].iter().chain(arguments)).expect("a command");
    let mut out = Vec::new();
    let mut output = Output { out: &mut out, err: &mut std::io::sink(), width: 80, color: false, terminal: false };
    cli::run(&catalogue(), &arguments, &mut output).expect("an answer");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn every_cell_of_any_two_lists_as_many_as_it_counts() {
    let mut session = Session::on(catalogue(), 120, 36);
    session.press("C r");
    let mut seen = std::collections::BTreeSet::new();
    let mut opened = 0;
    for _ in 0..Facet::OF_ONE_TYPE.len() {
        for _ in 0..Facet::OF_ONE_TYPE.len() {
            let charts = session.app.charts();
            let (rows, columns) = charts.facets();
            assert_ne!(rows, columns);
            let (matrix, counted) = (charts.matrix().clone(), charts.counted());
            if !seen.insert((rows.label(), columns.label())) {
                session.press("c");
                continue;
            }
            for row in 0..=matrix.rows() {
                for column in 0..=matrix.columns() {
                    let count = matrix.get(row, column).all();
                    if count == 0 {
                        continue;
                    }
                    assert!(session.app.choose_cell(row, column), "{rows:?} {columns:?}");
                    let place = session.app.charts().place();
                    session.press("Enter");
                    assert_eq!(session.app.mode(), Mode::Browse, "{place}: {:?}", session.app.message());
                    let found = session.app.view().hits.as_ref().map_or(session.app.view().events.len(), |hits| {
                        assert!(hits.list.iter().all(|hit| session.app.archive().record_type(hit.id) == counted));
                        hits.list.len()
                    });
                    assert_eq!(
                        found,
                        count,
                        "{rows:?} by {columns:?}, {place}: {}",
                        session.app.query().spell(session.app.archive())
                    );
                    opened += 1;
                    session.press("X C");
                    assert_eq!(session.app.charts().facets(), (rows, columns));
                }
            }
            session.press("c");
        }
        session.press("r");
    }
    assert!(seen.len() >= 90, "{} pairs", seen.len());
    assert!(opened > 300, "{opened} cells");
}

#[test]
fn what_is_counted_is_said() {
    for (width, height) in [(80, 24), (120, 36), (160, 50)] {
        let mut session = Session::on(catalogue(), width, height);
        session.press("C r");
        assert!(session.text().contains("3 outcomes") && session.text().contains("outcomes; one counts"), "{}", session.text());
        assert!(session.text().contains("6 Topic × state"), "{}", session.text());
        assert_eq!(session.app.charts().counted(), RecordType::Outcome);
        session.press("c");
        assert!(session.text().contains("6 Topic × year"), "{}", session.text());
        session.press("4");
        assert!(session.text().contains("Charts · all 2 events"), "{}", session.text());
        // Where there is room for the names of all charts they go before how to read this one.
        let named = session.text().contains("1 Events per year");
        assert_eq!(named, width >= 120);
        if !named || width >= 160 {
            assert!(session.text().contains("events; one counts in each of its topics"), "{}", session.text());
        }
    }
}

#[test]
fn money_is_summed_by_year_and_currency_and_never_mixed() {
    let mut session = Session::on(catalogue(), 120, 36);
    session.press("C 5");
    let charts = session.app.charts();
    assert_eq!((charts.matrix().rows(), charts.matrix().columns()), (2, 2), "2019 and 2020; JPY and USD");
    let sums: Vec<String> = (0..2).map(|column| charts.amount(0, column).expect("a sum").said()).collect();
    assert_eq!(sums, ["25,000,000,000 in 2 figures", "1 figure without a number"]);
    assert!(charts.amount(0, 2).is_none(), "of all currencies together there is none");
    assert!(session.text().contains("25bn"), "{}", session.text());
    assert!(session.text().contains("2019, JPY: 25,000,000,000 in 2 figures, of 2 outcomes"), "{}", session.text());
    session.press("Enter");
    assert_eq!(session.app.view().hits.as_ref().map(|hits| hits.list.len()), Some(2), "{}", session.app.query().text);
}

#[test]
fn charts_of_any_two_need_no_room() {
    for (width, height) in [(1, 1), (10, 4), (20, 8), (39, 12)] {
        let mut session = Session::on(catalogue(), width, height);
        session.press("C r l l j j $ G 0 r c r c r c Enter");
        session.press("C Tab Tab Tab Tab Tab Tab S-Tab 5 Enter");
    }
}

#[test]
fn the_command_line_counts_by_the_same_facets() {
    let csv = printed(&["stats", "--by", "form,year", "--format", "csv"]);
    assert_eq!(csv, "form,2019,2020\r\nagreement,0,1\r\npledge,1,0\r\ndiscussion,1,0\r\n");
    let csv = printed(&["stats", "--by", "state,topic", "--format", "csv"]);
    assert_eq!(csv, "state,water,energy\r\nbegun,1,0\r\nnot known,0,1\r\n");
    let csv = printed(&["stats", "--by", "place,kind", "--format", "csv"]);
    assert_eq!(csv, "place,summit,experts-meeting\r\nOsh,0,1\r\nTokyo,1,0\r\n");
    let csv = printed(&["stats", "--by", "source-kind,country", "--format", "csv", "--type", "event"]);
    assert_eq!(csv, "source-kind,UZ,JP\r\nprimary,1,2\r\nsecondary,0,1\r\n");
    let answer: Value =
        serde_json::from_str(&printed(&["stats", "--by", "organisation,form", "--format", "json"])).expect("JSON");
    assert_eq!(answer["by"]["cells"], json!([{"row": "bank", "column": "pledge", "count": 1}]));
    assert!(printed(&["stats", "--by", "form"]).lines().any(|line| line.starts_with("pledge")));
}

#[test]
fn tables_of_numbers_know_outcomes_and_fit_the_line() {
    let text = printed(&["stats"]);
    assert!(text.lines().all(|line| cadialog::text::width(line) <= 80), "{text}");
    for part in ["By country", "By topic", "By year"] {
        let head = text.lines().skip_while(|line| *line != part).nth(1).expect(part);
        assert!(head.contains("outcomes") && head.ends_with("all"), "{part} in one table: {head}");
    }
    let water = text.lines().find(|line| line.starts_with("Water")).expect("the topic");
    let numbers: Vec<&str> = water.split_whitespace().filter(|word| word.parse::<usize>().is_ok()).collect();
    assert_eq!(numbers, ["2", "2", "4"], "two events, two outcomes: {text}");
}

#[test]
fn a_kind_of_source_is_no_word_of_a_title() {
    let found = |query: &str| printed(&["search", query, "--format", "ids"]);
    assert!(found("source:primary type:source").lines().eq(["page"]));
    assert!(
        found("source:secondary type:outcome").lines().eq(["talk"]) || found("source:secondary type:outcome").contains("bare")
    );
}
