//! What the tests of import share: names of countries and topics, and whether a cell can be found back.
#![allow(dead_code)] // each test binary uses a part of it

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use cadialog::import::{Guesses, Import, KnownNames, read};
use cadialog::record::RecordType;
use serde_json::Value;

pub const COUNTRIES: [(&str, &str); 17] = [
    ("JP", "Japan"),
    ("JP", "日本"),
    ("JP", "Япония"),
    ("KZ", "Kazakhstan"),
    ("KZ", "Казахстан"),
    ("UZ", "Uzbekistan"),
    ("UZ", "Узбекистан"),
    ("KG", "Kyrgyzstan"),
    ("KG", "Кыргызстан"),
    ("TJ", "Tajikistan"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("PT", "Portugal"),
    ("SV", "El Salvador"),
    ("UY", "Uruguay"),
    ("CA", "Canada"),
    ("NO", "Norway"),
];

pub fn names() -> KnownNames {
    let mut names = KnownNames::default();
    COUNTRIES.iter().for_each(|(code, name)| names.add_country(name, code));
    for (id, name) in [("energy", "Energy"), ("environment-water", "Water"), ("transport-connectivity", "Transport")] {
        names.add_topic(name, id);
    }
    names
}

pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/data").join(name)
}

/// A directory of the test’s own with a file in it.
pub fn file(test: &str, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

pub fn import(path: &Path) -> Import {
    read(path, &Guesses::default(), &names()).expect("it can be imported")
}

/// All texts of a value, numbers as they are written, ids of people, bodies and pages as their names and addresses.
fn texts(value: &Value, by_id: &HashMap<&str, String>, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            found.extend(by_id.get(text.as_str()).cloned());
            found.push(text.clone());
        }
        Value::Number(number) => found.push(number.to_string()),
        Value::Bool(flag) => found.push(flag.to_string()),
        Value::Array(items) => {
            items.iter().for_each(|item| texts(item, by_id, found));
            let listed: Vec<String> = items
                .iter()
                .filter_map(|item| {
                    let text = item.as_str().or_else(|| item["name"].as_str())?;
                    Some(by_id.get(text).cloned().unwrap_or_else(|| text.to_owned()))
                })
                .collect();
            found.push(listed.join("; "));
        }
        Value::Object(object) => object.values().for_each(|item| texts(item, by_id, found)),
        Value::Null => {}
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells of `rows` that cannot be found back in the records of their rows. `forms` says what a cell is written as.
pub fn lost(import: &Import, table: &str, rows: &[(usize, Vec<String>)], forms: &[(&str, &str)]) -> Vec<String> {
    let number = import.tables.iter().position(|name| name == table).expect(table);
    let mut by_id: HashMap<&str, String> = HashMap::new();
    for record in &import.records {
        let name = record.get("name").or_else(|| record.get("url")).and_then(Value::as_str);
        by_id.extend(name.map(|name| (record.id.as_str(), name.to_owned())));
    }
    let remarks: Vec<String> = import
        .records
        .iter()
        .filter(|record| record.of_type == RecordType::Source && record.row == 0)
        .filter_map(|record| record.get("notes"))
        .flat_map(|notes| notes.as_array().cloned().unwrap_or_default())
        .filter_map(|note| note.as_str().map(str::to_owned))
        .collect();
    let mut lost = Vec::new();
    for (row, cells) in rows {
        let mut found = Vec::new();
        for record in import.records.iter().filter(|record| record.table == number && record.row == *row) {
            record
                .fields
                .iter()
                .filter(|(name, _)| name != "sources" || record.of_type != RecordType::Person)
                .for_each(|(_, value)| texts(value, &by_id, &mut found));
        }
        let found: Vec<String> = found.iter().map(|text| squeezed(text)).collect();
        for cell in cells.iter().map(|cell| squeezed(cell)).filter(|cell| !cell.is_empty()) {
            let form = forms.iter().find(|(from, _)| *from == cell).map_or(cell.clone(), |(_, to)| (*to).to_owned());
            let is_country =
                |name: &str| COUNTRIES.iter().any(|(code, known)| *known == name && found.iter().any(|text| text == code));
            let is_number = |cell: &str| cell.parse::<f64>().is_ok_and(|cell| found.iter().any(|text| text.parse() == Ok(cell)));
            let is_there = |cell: &str| found.iter().any(|text| text == cell) || is_country(cell) || is_number(cell);
            let in_part = form.len() > 3 && found.iter().any(|text| text.contains(&form));
            let in_pieces = form.split([';', '、', '|', '/']).all(|piece| is_there(piece.trim()));
            let as_remark = remarks.iter().any(|note| note.ends_with(&format!(": {form}")));
            if !(is_there(&form) || in_part || in_pieces || as_remark) {
                lost.push(format!("row {}: “{cell}” is not in {found:?}", row + 1));
            }
        }
    }
    lost
}
