//! Records of others: a town council, a working group and a treaty body, all invented, each as a pack with kinds, fields and
//! facets of its own and as a spreadsheet. What is expected is counted in the JSON of the packs, without the program.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

use cadialog::archive::{self, Base};
use cadialog::query::Query;
use cadialog::search::{Catalogue, Hits};
use common::Session;
use serde::Deserialize;
use serde_json::Value;

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 36), (160, 50), (60, 20)];

const TYPES: [&str; 9] = ["event", "quote", "outcome", "document", "person", "organisation", "place", "topic", "source"];

/// The states of the treaty body.
const STATES: [(&str, &str); 6] =
    [("PT", "Portugal"), ("NO", "Norway"), ("KE", "Kenya"), ("GH", "Ghana"), ("UY", "Uruguay"), ("CL", "Chile")];

struct Body {
    name: &'static str,
    info: Value,
    records: BTreeMap<&'static str, Vec<Value>>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    label: String,
    #[serde(rename = "type")]
    of_type: String,
    on: Vec<String>,
}

impl Field {
    /// Whether records are counted by it.
    fn is_facet(&self) -> bool {
        !["text", "number", "date", "url"].contains(&self.of_type.as_str())
    }
}

impl Body {
    fn read(name: &'static str) -> Self {
        let json = |file: &str| {
            let text = fs::read_to_string(format!("{}/{file}.json", folder(name))).ok()?;
            Some(serde_json::from_str::<Value>(&text).expect(file))
        };
        let list = |file: &str| json(file).and_then(|list| list.as_array().cloned()).unwrap_or_default();
        let file = |of_type: &str| if of_type == "person" { "people".to_owned() } else { format!("{of_type}s") };
        let records = TYPES.map(|of_type| (of_type, list(&file(of_type)))).into_iter().collect();
        Self { name, info: json("pack").expect("a pack"), records }
    }

    fn all() -> [Self; 3] {
        ["council", "standards", "treaty"].map(Self::read)
    }

    fn path(&self) -> String {
        folder(self.name)
    }

    fn catalogue(&self) -> Arc<Catalogue> {
        Arc::new(Catalogue::new(archive::load(Base::Nothing, &[self.path().into()]).expect("the pack is sound").archive))
    }

    fn fields(&self) -> Vec<Field> {
        serde_json::from_value(self.info["fields"].clone()).expect("fields")
    }

    /// The records of a type that have a value of a field.
    fn having(&self, of_type: &str, field: &str, value: &str) -> BTreeSet<String> {
        let has = |record: &&Value| values(record, field).iter().any(|own| own == value);
        self.records[of_type].iter().filter(has).map(|record| text(&record["id"])).collect()
    }

    /// Every value of a field.
    fn values_of(&self, field: &Field) -> BTreeSet<String> {
        let records = field.on.iter().flat_map(|of_type| &self.records[of_type.as_str()]);
        records.flat_map(|record| values(record, &field.name)).collect()
    }

    /// A value as people read it.
    fn called(&self, field: &Field, value: &str) -> String {
        match field.of_type.as_str() {
            "flag" => ["no", "yes"][usize::from(value == "true")].to_owned(),
            "country" => STATES.iter().find(|(code, _)| *code == value).expect("a state").1.to_owned(),
            "term" => value.to_owned(),
            _ => {
                let record = self.records.values().flatten().find(|record| record["id"] == value).expect(value);
                text(record.get("name").unwrap_or(&record["title"]))
            }
        }
    }

    /// Nothing speaks of the archive that the program carries, or of countries where there are none.
    fn assert_at_home(&self, shown: &str) {
        for word in ["Central Asia", "Kazakhstan", "Japan", "Dialogue", "KZ"] {
            assert!(!shown.contains(word), "{}: {word}\n{shown}", self.name);
        }
        let of_countries = shown.to_lowercase().contains("countr");
        assert!(self.name == "treaty" || !of_countries, "{}: there are no countries\n{shown}", self.name);
    }
}

/// Where the files of a body lie.
fn folder(name: &str) -> String {
    format!("{}/tests/foreign/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The values of a field of a record, as texts.
fn values(record: &Value, field: &str) -> Vec<String> {
    match &record[field] {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().map(text).collect(),
        one => vec![text(one)],
    }
}

fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cadialog");
    let nowhere = "/nowhere/to/be/found";
    command
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .env("XDG_CONFIG_HOME", nowhere)
        .env("XDG_DATA_HOME", nowhere);
    let output = command.args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// The rows of an export of all records of a pack as CSV, each by heading.
fn exported(pack: &str) -> Vec<BTreeMap<String, String>> {
    let (out, _, _) = run(&["export", "--no-bundled", "--data", pack, "--format", "csv"]);
    csv::Reader::from_reader(out.as_bytes()).into_deserialize().map(|row| row.expect("a row")).collect()
}

/// Ids of what a query finds.
fn found(catalogue: &Catalogue, query: &str) -> BTreeSet<String> {
    let mut asked = Query::default();
    asked.set_text(query, &catalogue.archive);
    assert!(asked.parsed.hints.is_empty(), "{query}: {:?}", asked.parsed.hints);
    Hits::of_all(catalogue, &asked).list.iter().map(|hit| catalogue.archive.record(hit.id).id().to_owned()).collect()
}

/// What stands in the cells of a row, lists in parts.
fn pieces(row: &BTreeMap<String, String>) -> Vec<String> {
    row.values().flat_map(|cell| cell.split("; ").map(str::to_owned)).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

/// Presses a key until these words are on the screen.
fn press_until(session: &mut Session, key: &str, words: &str) {
    for _ in 0..40 {
        if session.text().contains(words) {
            return;
        }
        session.press(key);
    }
    panic!("no “{words}” by {key}:\n{}", session.text());
}

#[test]
fn check_has_nothing_to_say() {
    for body in Body::all() {
        let (out, err, code) = run(&["check", "--strict", "--no-bundled", &body.path()]);
        assert_eq!((out.as_str(), err.trim(), code), ("", "cadialog: 0 errors, 0 warnings", Some(0)), "{}", body.name);
    }
}

#[test]
fn the_first_screen_has_the_facets_of_the_pack() {
    for (body, labels) in Body::all().iter().zip([["Ward", "Party"], ["Stage", "Proposal"], ["Article", "Parties present"]]) {
        let catalogue = body.catalogue();
        for (width, height) in SIZES {
            let mut session = Session::on(Arc::clone(&catalogue), width, height);
            let first = session.text();
            assert!(labels.iter().all(|label| first.contains(label)), "{width}×{height}\n{first}");
            body.assert_at_home(&first);
            session.press("f");
            body.assert_at_home(&session.text());
            session.press("Esc C");
            for _ in 0..6 {
                body.assert_at_home(&session.text());
                session.press("Tab");
            }
        }
    }
}

#[test]
fn the_page_of_a_record_has_every_declared_label() {
    for body in Body::all() {
        let catalogue = body.catalogue();
        for (width, height) in SIZES {
            let mut session = Session::on(Arc::clone(&catalogue), width, height);
            for field in body.fields() {
                for of_type in &field.on {
                    let has = |record: &&Value| !values(record, &field.name).is_empty();
                    let record = body.records[of_type.as_str()].iter().find(has).expect("a record that has it");
                    let id = text(&record["id"]);
                    session.press(&format!("X / 'id:{id} '' 'type:{of_type} Enter"));
                    assert_eq!(session.shown(), id, "{width}×{height}");
                    let (page, value) = (session.page(), values(record, &field.name).swap_remove(0));
                    let is_as_written = ["term", "text", "number"].contains(&field.of_type.as_str());
                    let line = if is_as_written { format!("{} {value}", field.label) } else { format!("{} ", field.label) };
                    assert!(page.contains(&line), "{id}: no “{line}”\n{page}");
                    body.assert_at_home(&page);
                    body.assert_at_home(&session.text());
                }
            }
        }
    }
}

#[test]
fn every_value_of_every_field_is_found() {
    for body in Body::all() {
        let catalogue = body.catalogue();
        for field in body.fields() {
            for of_type in &field.on {
                for value in body.values_of(&field) {
                    let query = format!("type:{of_type} {}:\"{value}\"", field.name);
                    assert_eq!(found(&catalogue, &query), body.having(of_type, &field.name, &value), "{}: {query}", body.name);
                }
            }
        }
    }
}

#[test]
fn numbers_and_dates_are_found_by_ranges() {
    let cases: [(&str, &str, &[&str]); 12] = [
        ("council", "type:outcome cost:>50000", &["bridge-repair", "budget-2024", "square-refused", "wall-money"]),
        ("council", "type:outcome cost:8000..52500", &["bridge-advice", "bridge-repair", "leat-cleared"]),
        ("council", "type:outcome cost:<1", &["wall-survey"]),
        ("council", "type:outcome item:>=2", &["balance-noted", "budget-2024", "leat-cleared", "leat-put-off"]),
        ("standards", "type:outcome effort:>=30.5", &["answer-comments", "draw-crossings", "test-suite"]),
        ("standards", "type:outcome effort:..3", &["ask-sailmakers", "publish"]),
        ("standards", "type:event closes:2022", &["call-2022-2", "plenary-3"]),
        ("standards", "type:document closes:..2021-12", &["notation-wd"]),
        ("treaty", "type:event delegates:<60", &["session-3", "session-4", "session-6"]),
        ("treaty", "type:event delegates:84..112", &["session-1", "session-3-bis"]),
        ("treaty", "type:outcome adopted:2012..2013", &["coast-defined", "rules-adopted"]),
        ("treaty", "type:document adopted:2014", &["bell-protocol"]),
    ];
    for (body, query, ids) in cases {
        assert_eq!(found(&Body::read(body).catalogue(), query), set(ids), "{query}");
    }
}

#[test]
fn a_term_is_found_as_a_word_and_called_no_topic() {
    let cases: [(&str, &str, &[&str]); 3] = [
        ("council", "Ratepayers", &["ivo-larch", "silas-wend"]),
        ("standards", "KN-6", &["lace-annex"]),
        ("treaty", "3bis/1", &["depositary-changed"]),
    ];
    for (body, word, ids) in cases {
        let path = Body::read(body).path();
        let (out, err, _) = run(&["search", "--no-bundled", "--data", &path, "--exact", "--format", "ids", word]);
        assert_eq!(out.lines().map(str::to_owned).collect::<BTreeSet<_>>(), set(ids), "{word}: {err}");
        let (out, _, _) = run(&["search", "--no-bundled", "--data", &path, word]);
        assert!(!out.contains("topic: "), "{out}");
    }
}

#[test]
fn a_pane_counts_what_filtering_lists() {
    for body in Body::all() {
        let catalogue = body.catalogue();
        for field in body.fields().into_iter().filter(Field::is_facet) {
            for of_type in &field.on {
                let mut session = Session::on(Arc::clone(&catalogue), 120, 36);
                if of_type != "event" {
                    session.press(&format!("/ 'type:{of_type} Enter"));
                }
                session.press("1 f");
                press_until(&mut session, "j", &format!("▸ {} ", field.label));
                session.press("Enter");
                let pane = session.app.view().panes[0].clone();
                assert_eq!(pane.facet.label(), field.label);
                assert!(session.text().contains(&format!("1 {}", field.label)), "{}", session.text());
                let archive = session.app.archive();
                let counted: Vec<(String, usize)> = pane.values.iter().map(|(value, n)| (value.id(archive), *n)).collect();
                let by_hand = |value: String| (value.clone(), body.having(of_type, &field.name, &value).len());
                let wanted: BTreeMap<String, usize> = body.values_of(&field).into_iter().map(by_hand).collect();
                assert_eq!(counted.iter().cloned().collect::<BTreeMap<_, _>>(), wanted, "{}: {}", body.name, field.name);
                for (n, (id, _)) in counted.iter().enumerate() {
                    session.press(&format!("1 g g {}Space", "j ".repeat(n)));
                    let listed: BTreeSet<String> = session.rows().into_iter().collect();
                    assert_eq!(listed, body.having(of_type, &field.name, id), "{}: {}:{id}", body.name, field.name);
                    session.press("Space");
                }
            }
        }
    }
}

/// Counted by hand: meetings with a member of the party among the participants.
#[test]
fn a_party_has_the_meetings_of_its_members() {
    let mut session = Session::on(Body::read("council").catalogue(), 120, 36);
    for (n, (party, count)) in [("Green", 9), ("Harbour List", 8), ("Ratepayers", 8)].into_iter().enumerate() {
        assert!(session.text().lines().any(|line| line.contains(party) && line.contains(&count.to_string())), "{party}");
        session.press(&format!("2 g g {}Space", "j ".repeat(n)));
        assert_eq!(session.rows().len(), count, "{party}");
        session.press("Space");
    }
}

#[test]
fn no_pane_of_the_first_screen_counts_nothing() {
    for body in Body::all() {
        for pane in &Session::on(body.catalogue(), 120, 36).app.view().panes {
            assert!(pane.values.iter().any(|(_, count)| *count > 0), "{}: only noughts of {:?}", body.name, pane.facet);
        }
    }
}

#[test]
fn charts_name_every_declared_facet_and_value() {
    for body in Body::all() {
        let catalogue = body.catalogue();
        for field in body.fields().into_iter().filter(Field::is_facet) {
            let mut session = Session::on(Arc::clone(&catalogue), 160, 50);
            session.press("C r");
            // Where the columns are of this facet, the rows cannot be.
            if session.text().contains(&format!("× {}", field.label)) {
                session.press("c");
            }
            press_until(&mut session, "r", &format!("{} ×", field.label));
            let text = session.text();
            let rows: Vec<&str> = text.lines().map(|line| line.trim_start_matches(['▸', ' '])).collect();
            let names = body.values_of(&field).into_iter().map(|value| body.called(&field, &value));
            for name in names.chain([field.label.clone()]) {
                assert!(rows.iter().any(|row| row.starts_with(&name)), "{}: no “{name}”\n{text}", body.name);
            }
        }
    }
}

#[test]
fn exports_have_every_field() {
    for body in Body::all() {
        let rows = exported(&body.path());
        let (out, _, _) = run(&["export", "--no-bundled", "--data", &body.path(), "--format", "json"]);
        let json: Value = serde_json::from_str(&out).expect("JSON");
        let results = json["results"].as_array().expect("results");
        for field in body.fields() {
            for record in field.on.iter().flat_map(|of_type| &body.records[of_type.as_str()]) {
                let (name, id) = (field.name.as_str(), &record["id"]);
                let row = rows.iter().find(|row| row["id"] == text(id)).expect("a row");
                assert_eq!(row.get(name), Some(&values(record, name).join("; ")), "{id}");
                let result = results.iter().find(|result| result["id"] == *id).expect("a result");
                assert_eq!(result[name], record[name], "{id}");
            }
        }
    }
}

#[test]
fn an_imported_spreadsheet_is_exported_whole() {
    let mut lost = Vec::new();
    for body in Body::all() {
        let desk = tempfile::tempdir().expect("a folder");
        let [table, pack] = ["table.csv", "pack.json"].map(|name| desk.path().join(name).display().to_string());
        // A copy, for what is guessed is written beside the table.
        fs::copy(format!("{}.csv", body.path()), &table).expect("copied");
        let (_, err, code) = run(&["import", &table, "--to", &pack]);
        assert_eq!(code, Some(0), "{err}");
        let rows = exported(&pack);
        let mut reader = csv::Reader::from_path(&table).expect("a table");
        let headings = reader.headers().expect("headings").clone();
        for (cells, event) in reader.records().map(|row| row.expect("a row")).zip(&body.records["event"]) {
            let own = rows.iter().find(|row| row["type"] == "event" && row["title"] == text(&event["title"])).expect("a meeting");
            // Its own row, and those of whatever it names.
            let ids = pieces(own);
            let held: Vec<String> = rows.iter().filter(|row| ids.contains(&row["id"])).flat_map(pieces).collect();
            assert_eq!(own["date"], text(&event["date"]), "{cells:?}");
            for (heading, cell) in headings.iter().zip(&cells).filter(|(heading, _)| !["Date", "Dates"].contains(heading)) {
                for piece in cell.split("; ").filter(|piece| !piece.is_empty()) {
                    let state = STATES.iter().find(|(_, name)| *name == piece).map(|(code, _)| *code);
                    let written = state.unwrap_or(if piece == "yes" { "true" } else { piece });
                    let written = if written == "no" { "false" } else { written };
                    if !held.iter().any(|one| one == written) {
                        lost.push(format!("{}, {}, {heading}: {piece}", body.name, own["title"]));
                    }
                }
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
}
