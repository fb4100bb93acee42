//! What a pack declares of its own, votes, what is overdue, and countries that no pack has: by the real program.

use std::fs;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

const PACK: &str = r#"{"name": "oakford", "title": "Minutes of Oakford", "version": "1",
 "kinds": [{"of": "event", "id": "full-council", "name": "Full council", "short": "council", "mark": "■"}],
 "fields": [{"name": "ward", "on": ["event", "outcome"], "type": "term", "label": "Ward"},
  {"name": "cost", "on": ["outcome"], "type": "number", "unit": "EUR", "label": "Cost"},
  {"name": "party", "on": ["person"], "type": "term"},
  {"name": "twin", "on": ["event"], "type": "country", "label": "Twinned with"},
  {"name": "webcast", "on": ["event"], "type": "flag"},
  {"name": "minuted", "on": ["event"], "type": "date", "label": "Minutes agreed"}],
 "facets": ["ward", "party"],
 "series": [{"kind": "full-council", "numbered": "year"}]}"#;

const EVENTS: &str = r#"[
 {"id": "jan", "title": "January sitting", "date": "2024-01-10", "kind": "full-council", "ordinal": 1, "ward": ["3", "4"], "twin": "FR",
  "webcast": true, "minuted": "2024-02", "participants": [{"person": "ann"}], "sources": ["minutes"]},
 {"id": "feb", "title": "February sitting", "date": "2024-02-14", "kind": "full-council", "ordinal": 2, "ward": "30", "webcast": false,
  "participants": [{"person": "bo"}], "sources": ["minutes"], "colour": "blue"},
 {"id": "mar", "title": "Budget evening", "date": "2024-03-06", "kind": "working-party", "sources": ["minutes"]}]"#;

const OUTCOMES: &str = r#"[
 {"id": "bridge", "event": "jan", "form": "decision", "text": "Build a bridge over the Oak.", "cost": 25000, "ward": "3",
  "tally": {"for": 8, "against": 3, "votes": [{"person": "bo", "vote": "nay"}]}, "sources": ["minutes"]},
 {"id": "lamps", "event": "feb", "form": "decision", "text": "Light the lane.", "cost": 900, "tally": {"for": 11, "against": 0},
  "sources": ["minutes"]},
 {"id": "survey", "event": "jan", "form": "pledge", "text": "Survey the bank.", "due": "2024-05", "sources": ["minutes"]},
 {"id": "paint", "event": "jan", "form": "pledge", "text": "Paint the gate.", "due": "2024-05",
  "updates": [{"date": "2024-06-01", "state": "done", "text": "It is green.", "sources": ["minutes"]}], "sources": ["minutes"]},
 {"id": "far", "event": "jan", "form": "pledge", "text": "Plant an oak.", "due": "9000", "sources": ["minutes"]}]"#;

const PEOPLE: &str =
    r#"[{"id": "ann", "name": "Ann Reed", "party": "Green"}, {"id": "bo", "name": "Bo Marsh", "party": "Harbour List"}]"#;

const SOURCES: &str = r#"[{"id": "minutes", "title": "Minute book", "publisher": "Oakford", "kind": "primary"}]"#;

/// The pack in a folder of its own.
fn pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    for (file, text) in [("pack", PACK), ("events", EVENTS), ("outcomes", OUTCOMES), ("people", PEOPLE), ("sources", SOURCES)] {
        fs::write(folder.path().join(format!("{file}.json")), text).expect("written");
    }
    folder
}

/// What the program prints on stdout, and on stderr, with this pack alone.
fn run(pack: &Path, words: &[&str]) -> (String, String) {
    let home = tempfile::tempdir().expect("a directory");
    let mut command = cargo_bin_cmd!("cadialog");
    command.env("XDG_DATA_HOME", home.path()).env("XDG_CONFIG_HOME", home.path()).args(words);
    command.args(["--no-bundled", "--data"]).arg(pack);
    let output = command.output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// The ids that a query finds.
fn ids(pack: &Path, query: &str) -> Vec<String> {
    let (found, _) = run(pack, &["search", query, "--format", "ids"]);
    let mut ids: Vec<String> = found.lines().map(str::to_owned).collect();
    ids.sort();
    ids
}

#[test]
fn declared_fields_are_asked_for_by_value_range_and_beginning() {
    let pack = pack();
    for (query, wanted) in [
        ("ward:3", &["bridge", "jan"][..]),
        ("ward:30", &["feb"]),
        ("cost:>1000", &["bridge", "jan"]),
        ("cost:..1000", &["feb", "lamps"]),
        ("cost:*", &["bridge", "feb", "jan", "lamps"]),
        ("party:harbour", &["bo", "bridge", "feb", "jan", "lamps"]),
        ("twin:france", &["bridge", "far", "jan", "paint", "survey"]),
        ("twin:フランス type:event", &["jan"]),
        ("webcast:no type:event", &["feb"]),
        ("minuted:2024-02", &["bridge", "far", "jan", "paint", "survey"]),
        ("kind:council type:event", &["feb", "jan"]),
        ("kind:working-party", &["mar"]),
        ("blue", &["feb"]),
        ("vote:against", &["bridge"]),
        ("vote:for", &["bridge", "lamps"]),
        ("state:overdue", &["survey"]),
    ] {
        assert_eq!(ids(pack.path(), query), wanted, "{query}");
    }
    let (sorted, _) = run(pack.path(), &["search", "cost:* sort:-cost", "--format", "ids"]);
    assert_eq!(sorted.lines().take(2).collect::<Vec<_>>(), ["bridge", "lamps"]);
    let (_, fault) = run(pack.path(), &["search", "cost:dear"]);
    assert!(fault.contains("“cost:” is a number, not “dear”"), "{fault}");
}

#[test]
fn declared_fields_are_shown_exported_and_counted() {
    let pack = pack();
    let (page, _) = run(pack.path(), &["show", "jan"]);
    for line in ["Ward  3, 4", "Twinned with  France", "Webcast  yes", "Minutes agreed  February 2024", "number 1 of 2024"] {
        assert!(page.contains(line), "{line}:\n{page}");
    }
    let (page, _) = run(pack.path(), &["show", "bridge"]);
    assert!(page.contains("Cost  25000 EUR") && page.contains("8 for"), "{page}");
    let (page, _) = run(pack.path(), &["show", "survey"]);
    assert!(page.contains("May 2024 · overdue"), "{page}");
    let (page, _) = run(pack.path(), &["show", "feb"]);
    assert!(page.contains("Colour  blue"), "what nobody declared is kept: {page}");
    let (table, _) = run(pack.path(), &["export", "--type", "event", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let column = head.iter().position(|name| name == "ward").expect("a column");
    let wards: Vec<String> = reader.records().map(|row| row.expect("a row")[column].to_owned()).collect();
    assert_eq!(wards, ["3; 4", "30", ""]);
    let (json, _) = run(pack.path(), &["export", "id:bridge", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert!(json.to_string().contains("\"cost\":25000"), "{json}");
    let (table, _) = run(pack.path(), &["stats", "--by", "ward", "--format", "csv"]);
    assert!(table.contains("30"), "{table}");
}

#[test]
fn what_is_not_declared_is_told_with_the_line_that_declares_it() {
    let pack = pack();
    let (told, _) = run(pack.path(), &["check", pack.path().to_str().expect("utf-8")]);
    assert!(told.contains("an event has no field “colour”; it is kept"), "{told}");
    assert!(told.contains(r#"{"name": "colour", "on": ["event"], "type": "term"}"#), "{told}");
    assert!(told.contains("“working-party” is no kind that the program knows or the pack declares"), "{told}");
    assert!(told.contains(r#"{"of": "event", "id": "working-party", "name": "Working party"}"#), "{told}");
    assert!(!told.contains("names no country"), "{told}");
}

#[test]
fn the_schema_of_a_pack_has_its_fields_and_a_new_pack_declares_some() {
    let pack = pack();
    let (schema, _) = run(pack.path(), &["schema", "pack", pack.path().to_str().expect("utf-8")]);
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let fields = |definition: &str| schema["$defs"][definition]["properties"].clone();
    assert_eq!(fields("Outcome")["cost"]["description"], "Cost, in EUR.");
    assert!(fields("Event")["ward"].is_object() && fields("Person")["party"].is_object() && fields("Quote")["ward"].is_null());
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let read = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let events: Vec<Value> = serde_json::from_value(read(EVENTS)).expect("a list");
    let sound =
        serde_json::json!({"pack": read(PACK), "events": events[..1], "outcomes": read(OUTCOMES), "people": read(PEOPLE)});
    assert!(validator.is_valid(&sound), "{:?}", validator.iter_errors(&sound).map(|e| e.to_string()).collect::<Vec<_>>());
    let begun = tempfile::tempdir().expect("a directory");
    let begun = begun.path().join("our-minutes");
    let (_, told) = run(pack.path(), &["pack", "new", begun.to_str().expect("utf-8")]);
    assert!(told.contains("edit the records"), "{told}");
    let (page, _) = run(&begun, &["show", "our-minutes-first-event"]);
    assert!(page.contains("Agenda item  To complete") && page.contains("Meeting"), "{page}");
}

#[test]
fn a_country_that_no_pack_has_is_known_whatever_the_size() {
    let folder = tempfile::tempdir().expect("a directory");
    let lines = |count: usize| {
        let mut text = "{\"type\":\"pack\",\"name\":\"many\",\"title\":\"Many\",\"version\":\"1\"}\n".to_owned();
        for n in 0..count {
            text.push_str(&format!(
                "{{\"type\":\"event\",\"id\":\"e{n}\",\"title\":\"Meeting {n}\",\"date\":\"2020-01-0{}\",\"kind\":\"visit\",\"summary\":\"{}\",\"countries\":[\"UY\"]}}\n",
                1 + n % 9,
                "words ".repeat(20)
            ));
        }
        text
    };
    for (name, count) in [("few.jsonl", 9), ("many.jsonl", 80_000)] {
        let path = folder.path().join(name);
        fs::write(&path, lines(count)).expect("written");
        let (found, told) = run(&path, &["list", "events", "-c", "Уругвай", "--limit", "3", "--format", "ids"]);
        assert_eq!(found.lines().count(), 3, "{name}: {told}");
        let (countries, _) = run(&path, &["list", "countries", "--format", "ids"]);
        assert_eq!(countries.trim(), "UY", "a country stands there only where it is named");
    }
    assert!(fs::metadata(folder.path().join("many.jsonl")).expect("there").len() > 16 << 20, "large enough to be read behind");
}
