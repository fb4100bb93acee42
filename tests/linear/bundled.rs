//! What the bundled archive has, counted in its files and not by the program.

use cadialog::archive::BUNDLED;
use cadialog::record::RecordType;
use serde_json::Value;

/// The countries whose places the map shows.
const ON_THE_MAP: [&str; 6] = ["KZ", "KG", "TJ", "TM", "UZ", "JP"];

pub fn records(of_type: RecordType) -> Vec<Value> {
    let (_, json) = BUNDLED.files.iter().find(|(of, _)| *of == of_type).expect("a file of the type");
    serde_json::from_str(json).expect("records")
}

pub fn events() -> Vec<Value> {
    records(RecordType::Event)
}

pub fn record(of_type: RecordType, id: &str) -> Value {
    records(of_type).into_iter().find(|record| record["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// The ids of the sources of a record.
pub fn sources(record: &Value) -> Vec<&str> {
    record["sources"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether the list `field` of the record has the id.
pub fn has(record: &Value, field: &str, id: &str) -> bool {
    record[field].as_array().is_some_and(|ids| ids.iter().any(|other| other == id))
}

/// Events that involve a country.
pub fn of_country(code: &str) -> usize {
    events().iter().filter(|event| has(event, "countries", code)).count()
}

/// Records whose id begins so.
pub fn with_id(beginning: &str) -> usize {
    let begins = |record: &Value| record["id"].as_str().is_some_and(|id| id.starts_with(beginning));
    RecordType::ALL.iter().map(|of_type| records(*of_type).iter().filter(|record| begins(record)).count()).sum()
}

/// The first year of an event and the last.
pub fn years() -> (usize, usize) {
    let dates: Vec<String> = events().iter().map(|event| event["date"].as_str().expect("a date").to_owned()).collect();
    let parts = dates.iter().flat_map(|date| date.split(|c: char| !c.is_ascii_alphanumeric()));
    let years: Vec<usize> = parts.filter(|part| part.len() == 4).filter_map(|year| year.parse().ok()).collect();
    (*years.iter().min().expect("a year"), *years.iter().max().expect("a year"))
}

/// Events whose date begins with that year.
pub fn in_year(year: usize) -> usize {
    events().iter().filter(|event| event["date"].as_str().is_some_and(|date| date.starts_with(&year.to_string()))).count()
}

/// The ids of the places of an event that the map shows; of a tour its stops.
pub fn on_the_map(event: &Value) -> Vec<String> {
    let places = records(RecordType::Place);
    let shown = |id: &&Value| {
        let place = places.iter().find(|place| place["id"] == **id);
        place.and_then(|place| place["country"].as_str()).is_some_and(|country| ON_THE_MAP.contains(&country))
    };
    let stops = event["stops"].as_array().into_iter().flatten();
    stops.chain([&event["place"]["id"]]).filter(shown).filter_map(Value::as_str).map(str::to_owned).collect()
}
