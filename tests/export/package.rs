//! Frictionless data packages, read back: every table fits its schema, and every key leads somewhere.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{Cursor, Read};

use cadialog::archive::Archive;
use cadialog::export::{self, OutputFormat};
use cadialog::record::{Language, RecordType};
use serde_json::Value;

use super::hostile::hostile;
use super::{bytes, data, small, texts};

/// The tables of a package by their names: the heading, then the rows.
struct Package {
    description: Value,
    tables: BTreeMap<String, Vec<Vec<String>>>,
}

fn read(zipped: &[u8]) -> Package {
    let mut container = zip::ZipArchive::new(Cursor::new(zipped)).expect("a ZIP file");
    let mut file = |name: &str| {
        let mut bytes = Vec::new();
        container.by_name(name).expect(name).read_to_end(&mut bytes).expect(name);
        bytes
    };
    let description: Value = serde_json::from_slice(&file("datapackage.json")).expect("JSON");
    let mut tables = BTreeMap::new();
    for resource in description["resources"].as_array().expect("resources") {
        let bytes = file(resource["path"].as_str().expect("path"));
        assert_eq!(resource["bytes"], bytes.len());
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        tables.insert(resource["name"].as_str().expect("name").to_owned(), rows);
    }
    assert_eq!(container.len(), tables.len() + 1, "no file but those described");
    Package { description, tables }
}

impl Package {
    /// The cells of a column.
    fn column(&self, table: &str, column: &str) -> Vec<&str> {
        let rows = &self.tables[table];
        let at = rows[0].iter().position(|name| name == column).unwrap_or_else(|| panic!("{table} has no {column}"));
        rows[1..].iter().map(|row| row[at].as_str()).collect()
    }

    fn fits_its_description(&self) {
        for resource in self.description["resources"].as_array().expect("resources") {
            let (name, schema) = (resource["name"].as_str().expect("name"), &resource["schema"]);
            let fields = schema["fields"].as_array().expect("fields");
            let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().expect("name")).collect();
            assert_eq!(self.tables[name][0], names, "{name}");
            for field in fields {
                let cells = self.column(name, field["name"].as_str().expect("name"));
                let among = texts(&field["constraints"]["enum"]);
                for cell in cells {
                    assert!(!cell.is_empty() || field["constraints"]["required"] != true, "{name}: {field}");
                    if cell.is_empty() {
                        continue;
                    }
                    assert!(among.is_empty() || among.iter().any(|known| known == cell), "{name}: {cell} is not among {among:?}");
                    let fits = match field["type"].as_str() {
                        Some("date") => cell.len() == 10 && cell.parse::<cadialog::record::Date>().is_ok() && &cell[..4] > "0000",
                        Some("integer") => cell.parse::<u32>().is_ok(),
                        Some("boolean") => matches!(cell, "true" | "false"),
                        other => other == Some("string"),
                    };
                    assert!(fits, "{name}: {cell} as {field}");
                }
            }
            let key = match &schema["primaryKey"] {
                Value::String(one) => vec![one.clone()],
                several => texts(several),
            };
            let columns: Vec<Vec<&str>> = key.iter().map(|column| self.column(name, column)).collect();
            let keys: HashSet<Vec<&str>> = (0..columns[0].len()).map(|row| columns.iter().map(|c| c[row]).collect()).collect();
            assert_eq!(keys.len(), columns[0].len(), "{name}: the key is not unique");
            for foreign in schema["foreignKeys"].as_array().into_iter().flatten() {
                let (table, column) = (&foreign["reference"]["resource"], &foreign["reference"]["fields"]);
                let known: BTreeSet<&str> =
                    self.column(table.as_str().expect("name"), column.as_str().expect("name")).into_iter().collect();
                for cell in self.column(name, foreign["fields"].as_str().expect("name")) {
                    assert!(known.contains(cell), "{name}: {cell} is not in {table}");
                }
            }
        }
    }
}

#[test]
fn every_table_fits_its_schema_and_every_key_leads_somewhere() {
    for archive in [small(), Archive::bundled().expect("archive"), hostile()] {
        let package = read(&bytes(&archive, OutputFormat::Frictionless));
        package.fits_its_description();
        for of_type in RecordType::ALL {
            let rows = package.tables.get(of_type.plural()).map_or(0, |rows| rows.len() - 1);
            assert_eq!(rows, archive.of_type(of_type).len(), "{of_type:?}");
        }
    }
}

#[test]
fn the_links_are_those_of_the_records() {
    let package = read(&bytes(&Archive::bundled().expect("archive"), OutputFormat::Frictionless));
    let each = |plural: &str, field: &str| -> usize {
        data(plural).iter().map(|record| texts(&record[field]).into_iter().collect::<BTreeSet<_>>().len()).sum()
    };
    for (table, wanted) in [
        ("event-topics", each("events", "topics")),
        ("outcome-topics", each("outcomes", "topics")),
        ("document-countries", each("documents", "signatories")),
        ("person-sources", each("people", "sources")),
        ("quote-topics", each("quotes", "topics")),
        ("participants", data("events").iter().map(|event| event["participants"].as_array().map_or(0, Vec::len)).sum()),
    ] {
        assert_eq!(package.tables[table].len() - 1, wanted, "{table}");
    }
    let doubtful = data("events")
        .iter()
        .flat_map(|event| event["participants"].as_array().cloned().unwrap_or_default())
        .filter(|who| who["uncertain"] == true)
        .count();
    assert_eq!(package.column("participants", "uncertain").iter().filter(|cell| **cell == "true").count(), doubtful);
    let hosts: usize = each("events", "hosts");
    assert_eq!(package.column("event-organisations", "relation").iter().filter(|relation| **relation == "host").count(), hosts);
}

#[test]
fn a_part_of_the_records_is_a_package_of_its_own() {
    let archive = Archive::bundled().expect("archive");
    let (events, topics) = (archive.of_type(RecordType::Event), archive.of_type(RecordType::Topic));
    let ids: Vec<_> = events.iter().take(20).chain(topics.iter().take(3)).copied().collect();
    let mut out = Vec::new();
    export::write(&archive, &ids, OutputFormat::Frictionless, Language::En, &mut out).expect("writes");
    let package = read(&out);
    package.fits_its_description();
    let names: Vec<&str> = package.tables.keys().map(String::as_str).collect();
    assert_eq!(names, ["event-events", "event-topics", "events", "participants", "topics"]);
    assert_eq!((package.tables["events"].len(), package.tables["topics"].len()), (21, 4));
}

#[test]
fn a_package_says_what_it_is() {
    let package = read(&bytes(&small(), OutputFormat::Frictionless));
    let description = &package.description;
    assert_eq!((&description["name"], &description["version"]), (&"golden".into(), &"2026.11.23".into()));
    assert_eq!(description["licenses"][0]["name"], "CC-BY-4.0");
    assert_eq!(description["created"], "2026-11-23T00:00:00Z");
    let sources = description["sources"].as_array().expect("sources");
    assert_eq!(sources.len(), 2);
    assert!(sources.iter().any(|source| source["path"] == "https://thxnews.com/2025/03/14/japan_ties#100%25"), "{sources:?}");
    let hostile = read(&bytes(&hostile(), OutputFormat::Frictionless)).description;
    let name = hostile["name"].as_str().expect("a name");
    assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c)), "{name}");
    assert!(
        hostile["sources"].as_array().expect("sources").iter().all(|source| source["path"].is_null()),
        "no address of the web"
    );
}
